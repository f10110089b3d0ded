package agency

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

var rewrite = flag.Bool("rewrite", false, "write what the fixtures give beside them")

// read reads a fixture as its name says.
func read(path string, data []byte) (items []Item, left int, err error) {
	switch filepath.Ext(path) {
	case ".json":
		return Ninjs(data)
	case ".xml":
		return XML(data)
	}
	it, err := Wire(string(data), sayso.Date{})
	if err != nil {
		return nil, 0, err
	}
	return []Item{*it}, 0, nil
}

func show(items []Item, left int) string {
	var b strings.Builder
	line := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "[]" && s != "0" && s != "false" {
			fmt.Fprintf(&b, "%-9s %s\n", name, s)
		}
	}
	for _, it := range items {
		line("id", it.ID)
		line("headline", it.Headline)
		line("byline", strings.Join(it.Byline, " | "))
		line("agency", it.Agency)
		line("credits", strings.Join(it.Credits, " | "))
		line("published", it.Published)
		line("language", it.Language)
		line("slug", it.Wire.Slug)
		line("urgency", it.Wire.Urgency)
		line("subjects", it.Wire.Subjects)
		line("place", it.Wire.Place)
		line("embargo", it.Wire.Embargo)
		line("status", it.Wire.Status)
		line("note", it.Wire.Note)
		line("version", it.Wire.Version)
		line("advisory", it.Advisory)
		fmt.Fprintf(&b, "\n%s\n\n", it.Text)
	}
	fmt.Fprintf(&b, "%d left out\n", left)
	return b.String()
}

// TestFixtures reads every file of testdata; -rewrite writes what came of it.
func TestFixtures(t *testing.T) {
	files, _ := filepath.Glob("testdata/*")
	for _, f := range files {
		if filepath.Ext(f) == ".want" {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			items, left, err := read(f, data)
			if err != nil {
				t.Fatal(err)
			}
			got := show(items, left)
			if *rewrite {
				if err := os.WriteFile(f+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(f + ".want")
			if err != nil || got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, path, data, want string }{
		{"entities", "x.xml", `<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf>&b;</nitf>`, "entities"},
		{"an external entity", "x.xml", `<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>`, "entities"},
		{"deep", "x.xml", strings.Repeat("<a>", 200), "MaxDepth"},
		{"many", "x.xml", "<a>" + strings.Repeat("<b/>", MaxNodes+1) + "</a>", "MaxNodes"},
		{"cut off", "x.xml", "<nitf><body>", "EOF"},
		{"another root", "x.xml", "<svg/>", "neither"},
		{"two roots", "x.xml", "<nitf/><nitf/>", "two roots"},
		{"no JSON", "x.json", "{", "unexpected end"},
		{"deep JSON", "x.json", strings.Repeat("[", 20000), "max depth"},
		{"nothing but a header", "x.txt", "LAN0123 3 I 120\nHARBOUR-PUMPS\n", "no report"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := read(c.path, []byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestSlugNamesTheStory(t *testing.T) {
	for _, c := range [][2]string{
		{"HARBOUR-PUMPS, 1st Ld-Writethru", "HARBOUR-PUMPS"}, {"HARBOUR-PUMPS/", "HARBOUR-PUMPS/"}, {"HARBOUR-PUMPS (urgent)", "HARBOUR-PUMPS"}, {"Harbour", "Harbour"}, {"Harbour, 2nd Lead", "Harbour"}, {"", ""},
	} {
		if got := base(c[0]); got != c[1] {
			t.Errorf("base of %q is %q, want %q", c[0], got, c[1])
		}
	}
}

func FuzzItems(f *testing.F) {
	files, _ := filepath.Glob("testdata/*")
	for _, path := range files {
		if data, err := os.ReadFile(path); err == nil && filepath.Ext(path) != ".want" {
			f.Add(filepath.Ext(path), data)
		}
	}
	f.Fuzz(func(t *testing.T, ext string, data []byte) {
		items, _, err := read("x"+ext, data)
		if err == nil && len(items) > MaxItems {
			t.Errorf("%d items", len(items))
		}
	})
}

func BenchmarkNewsML(b *testing.B) {
	data, err := os.ReadFile("testdata/newsml-message.xml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := XML(data); err != nil {
			b.Fatal(err)
		}
	}
}
