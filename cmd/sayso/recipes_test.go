package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// notebook is as much of a Jupyter notebook (nbformat 4) as the test needs.
type notebook struct {
	Cells []struct {
		Type    string   `json:"cell_type"`
		Source  lineList `json:"source"`
		Outputs []struct {
			Type string `json:"output_type"`
		} `json:"outputs"`
	} `json:"cells"`
}

// lineList is a string, or a list of its lines.
type lineList string

func (l *lineList) UnmarshalJSON(b []byte) error {
	var lines []string
	if err := json.Unmarshal(b, &lines); err == nil {
		*l = lineList(strings.Join(lines, ""))
		return nil
	}
	return json.Unmarshal(b, (*string)(l))
}

// tool runs a program of somebody else with code, where this program can be started as
// sayso, and wants it to end well.
func tool(t *testing.T, dir string, args ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "sayso")); err != nil { // by that name the test binary is the program
		t.Skip("no symbolic links here:", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, args[0], args[1:]...)
	c.Dir = dir
	c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+t.TempDir())
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, errs.String())
	}
	return string(out)
}

// readersPython is a Python with the packages of .ci/readers.txt; without one the test
// says that it is skipped.
func readersPython(t *testing.T) string {
	t.Helper()
	python := os.Getenv("SAYSO_PYTHON")
	if python == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must set SAYSO_PYTHON to a Python with the packages of .ci/readers.txt")
		}
		t.Skip("SAYSO_PYTHON names no Python with the packages of .ci/readers.txt: this is not run")
	}
	return python
}

// TestNotebooks runs the code of the notebooks, cell after cell, and wants them kept with
// what they printed.
func TestNotebooks(t *testing.T) {
	for name, run := range map[string]func(*testing.T) []string{
		"pandas.ipynb": func(t *testing.T) []string { return []string{readersPython(t), "-"} },
		"r.ipynb": func(t *testing.T) []string {
			if _, err := exec.LookPath("Rscript"); err != nil {
				t.Skip("there is no R here: the notebook is not run")
			}
			return []string{"Rscript", "-"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(docs, "notebooks", name))
			if err != nil {
				t.Fatal(err)
			}
			var nb notebook
			if err := json.Unmarshal(data, &nb); err != nil {
				t.Fatal(err)
			}
			var code strings.Builder
			for i, c := range nb.Cells {
				if c.Type != "code" {
					continue
				}
				code.WriteString(string(c.Source) + "\n")
				if len(c.Outputs) == 0 || c.Outputs[0].Type == "error" {
					t.Errorf("cell %d is kept without what it printed", i+1)
				}
			}
			script := filepath.Join(t.TempDir(), "code")
			if err := os.WriteFile(script, []byte(code.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			out := tool(t, filepath.Join(docs, "notebooks"), run(t)[0], script)
			for _, want := range []string{"claims in 6 articles", "denied", "https://northwind-daily.example/"} {
				if !strings.Contains(out, want) {
					t.Errorf("it does not print %q:\n%s", want, out)
				}
			}
		})
	}
}

// TestDuckDBRecipes runs the queries of docs/exports.md over the files that its first
// command writes.
func TestDuckDBRecipes(t *testing.T) {
	python := readersPython(t)
	page, err := os.ReadFile(filepath.Join(docs, "exports.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## DuckDB over Parquet\n")
	section, _, _ = strings.Cut(section, "\n## ")
	queries := regexp.MustCompile(`duckdb -c "([^"]+)"`).FindAllStringSubmatch(section, -1)
	if len(queries) < 4 {
		t.Fatalf("%d queries", len(queries))
	}
	dir := t.TempDir()
	for _, args := range [][]string{{"read", "--reading", "rules", "samples"}, {"export", "claims", "--format", "parquet", "--partition", "--output", filepath.Join(dir, "claims")}} {
		if _, errs, status := run(t, dir, append(args, "--ledger", "sqlite:"+filepath.Join(dir, "l.db"))...); status != exitOK {
			t.Fatal(errs)
		}
	}
	for _, q := range queries {
		out := tool(t, dir, python, "-c", "import duckdb, sys\nprint(duckdb.sql(sys.argv[1]).fetchall())", q[1])
		if strings.TrimSpace(out) == "[]" {
			t.Errorf("%s: no row", q[1])
		}
	}
}

// TestMapsAreReadByGDAL has layers of events and places read by the library that QGIS
// opens files with, and wants the columns there that the recipe names.
func TestMapsAreReadByGDAL(t *testing.T) {
	python, dir := readersPython(t), t.TempDir()
	text := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(text, []byte("VIENNA, Sept 13 (Lantern) - Protesters marched in Berlin on Monday against the new toll. Police arrested two protesters in Berlin on Tuesday, the city said.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ledger := "sqlite:" + filepath.Join(dir, "l.db")
	if _, errs, status := run(t, dir, "read", "--published", "2023-09-13", "--ledger", ledger, text); status != exitOK {
		t.Fatal(errs)
	}
	for kind, columns := range map[string][]string{"events": {"event_type", "status", "date_from", "mentions"}, "places": {"published"}} {
		file := filepath.Join(dir, kind+".geojson")
		if _, errs, status := run(t, dir, "export", kind, "--ledger", ledger, "--format", "geojson", "--output", file); status != exitOK || errs != "" {
			t.Fatalf("%s: %d %s", kind, status, errs)
		}
		out := tool(t, dir, python, "-c", "import pyogrio, sys\ni = pyogrio.read_info(sys.argv[1])\nprint(i['geometry_type'], i['crs'], i['features'], *i['fields'])", file)
		words := strings.Fields(out)
		if len(words) < 4 || words[0] != "Point" || words[1] != "EPSG:4326" || words[2] == "0" {
			t.Errorf("%s: %s", kind, out)
		}
		for _, c := range columns {
			if !slices.Contains(words, c) {
				t.Errorf("%s: there is no column %s in %s", kind, c, out)
			}
		}
	}
}
