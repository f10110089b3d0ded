package web

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestExamplesOfTheDocs runs what docs/api-examples.md shows, each example by its
// tool where the machine has it.
func TestExamplesOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../docs/api-examples.md")
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t)
	examples := regexp.MustCompile("(?s)```(\\w+)\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	tools := map[string]struct {
		has string // why examples are not run; empty where they are
		run []string
	}{
		"sh":     {absent("curl"), []string{"bash", "-euc"}},
		"python": {withoutPython(), []string{os.Getenv("SAYSO_PYTHON"), "-c"}},
		"r":      {absent("Rscript"), []string{"Rscript", "-e"}},
	}
	seen := map[string]int{}
	for _, x := range examples {
		language, code := x[1], strings.ReplaceAll(x[2], "http://127.0.0.1:8080", s.URL)
		tool, ok := tools[language]
		if !ok {
			t.Errorf("no tool runs %s", language)
			continue
		}
		seen[language]++
		t.Run(fmt.Sprintf("%s-%d", language, seen[language]), func(t *testing.T) {
			if tool.has != "" {
				t.Skip(tool.has)
			}
			if strings.Contains(code, "library(jsonlite)") && exec.Command("Rscript", "-e", "library(jsonlite)").Run() != nil {
				t.Skip("R has no package jsonlite here: the example is not run")
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			c := exec.CommandContext(ctx, tool.run[0], append(tool.run[1:], code)...)
			c.Dir = t.TempDir()
			out, err := c.CombinedOutput()
			if err != nil || len(strings.TrimSpace(string(out))) == 0 {
				t.Errorf("%v\n%s\n%s", err, code, out)
			}
			t.Logf("%s", out)
		})
	}
	if seen["sh"] < 5 || seen["python"] < 3 || seen["r"] < 2 {
		t.Errorf("examples: %v", seen)
	}
}

func absent(tool string) string {
	if _, err := exec.LookPath(tool); err != nil {
		return "there is no " + tool + " here: the example is not run"
	}
	return ""
}

func withoutPython() string {
	if os.Getenv("SAYSO_PYTHON") == "" {
		return "SAYSO_PYTHON names no Python with the packages of .ci/readers.txt: the example is not run"
	}
	return ""
}
