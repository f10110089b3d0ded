package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sayso"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const docs = "../../docs"

// shared heads the section about flags that many commands have.
const shared = "## What many commands share"

// sections reads every page of the docs, cut at its headings of the second level.
func sections(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(docs, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no docs: %v", err)
	}
	var out []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range strings.Split("\n"+string(data), "\n## ") {
			if i > 0 {
				out = append(out, "## "+s)
			}
		}
	}
	return out
}

// TestDocsNameEveryFlag holds the docs against the program: each command has a
// section that is headed by it and names its flags, or leaves them to the
// section on shared ones.
func TestDocsNameEveryFlag(t *testing.T) {
	all := sections(t)
	common := ""
	for _, s := range all {
		if strings.HasPrefix(s, shared) {
			common = s
		}
	}
	if common == "" {
		t.Fatalf("no section %q", shared)
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		if !c.HasParent() || c.Hidden {
			return
		}
		about := common
		found := false
		for _, s := range all {
			head, _, _ := strings.Cut(s, "\n")
			if strings.Contains(head, "`"+c.CommandPath()+"`") || c.Parent().HasParent() && strings.Contains(head, "`"+c.Parent().CommandPath()+"`") && strings.Contains(s, c.CommandPath()) {
				about += s
				found = true
			}
		}
		if !found {
			t.Errorf("no section of docs/*.md is headed by `%s`", c.CommandPath())
			return
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !regexp.MustCompile(`--` + regexp.QuoteMeta(f.Name) + `\b`).MatchString(about) {
				t.Errorf("docs: the section on `%s` leaves out --%s", c.CommandPath(), f.Name)
			}
		})
	}
	walk(new(Program).root())
}

// TestDocsNameEverySetting looks for what the program asks of its environment.
func TestDocsNameEverySetting(t *testing.T) {
	all := strings.Join(sections(t), "")
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range settingNames {
		if !strings.Contains(all, "`"+name+"`") {
			t.Errorf("docs leave out the setting %s", name)
		}
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bEnv\("(\w+)"\)`).FindAllSubmatch(data, -1) {
			if name := string(m[1]); !strings.Contains(all, "`"+name+"`") {
				t.Errorf("docs leave out the setting %s, which %s asks for", name, f)
			}
		}
	}
}

// TestDocsStances holds the table of stances against their declaration.
func TestDocsStances(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(docs, "claims.md"))
	if err != nil {
		t.Fatal(err)
	}
	table := "| `stance` | example |\n|---|---|\n"
	for _, e := range sayso.StanceEntries {
		table += "| `" + string(e.Stance) + "` | " + e.About + " |\n"
	}
	if !strings.Contains(string(page), table+"\n") {
		t.Errorf("docs/claims.md lacks the table of stances as they are declared:\n%s", table)
	}
}

// TestDocsLinksLead follows every link between the project's own pages, and
// wants each decision listed.
func TestDocsLinksLead(t *testing.T) {
	pages, err := filepath.Glob("../../*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, below := range []string{"*.md", "decisions/*.md"} {
		more, err := filepath.Glob(filepath.Join(docs, below))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, more...)
	}
	leads := map[string]bool{}
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, p := range pages {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(data, -1) {
			to := filepath.Join(filepath.Dir(p), string(m[1]))
			leads[to] = leads[to] || strings.HasSuffix(p, "decisions/README.md")
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", p, m[1])
			}
		}
	}
	for _, p := range pages {
		if strings.Contains(p, "decisions/") && !strings.HasSuffix(p, "README.md") && !leads[filepath.Join(filepath.Dir(p), filepath.Base(p))] {
			t.Errorf("docs/decisions/README.md leaves out %s", filepath.Base(p))
		}
	}
}
