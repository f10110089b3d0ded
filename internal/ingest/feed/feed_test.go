package feed

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
)

var update = flag.Bool("update", false, "rewrite the expected side")

// TestParse reads each file of testdata, whose expected side stands beside it.
func TestParse(t *testing.T) {
	files, err := filepath.Glob("testdata/*.in")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		label := ""
		if strings.Contains(f, "koi8") {
			label = "koi8-r" // as its server says; the file says nothing
		}
		l, err := Parse(data, label, "https://northwind.example/feeds/all")
		got := fmt.Sprintf("%v\n", err)
		if err == nil {
			b, _ := json.MarshalIndent(l, "", "  ")
			got = string(b) + "\n"
		}
		want := strings.TrimSuffix(f, ".in") + ".want"
		if *update {
			if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		b, err := os.ReadFile(want)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(b) {
			t.Errorf("%s:\n%s\nwant\n%s", f, got, b)
		}
	}
}

// TestHostile reads what is made to hurt.
func TestHostile(t *testing.T) {
	entity := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&b;&x;</title></channel></rss>`
	external := `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd"><rss version="0.91"><channel><title>T &xxe; &b;</title><item><title>one</title><link>/1</link></item></channel></rss>`
	for name, x := range map[string]struct {
		data, words string
		kind        sayso.Kind
	}{
		"entities":          {entity, "defines entities", sayso.Invalid},
		"deep":              {`<rss version="2.0"><channel><item>` + strings.Repeat("<x:a xmlns:x='y'>", 400_000), "MaxDepth", sayso.TooLarge},
		"deep after a flaw": {"<rss version='2.0'><channel>\x01<item>" + strings.Repeat("<x:a>", 400_000), "MaxDepth", sayso.TooLarge},
		"deep in attribute": {`<rss a="<!--"><channel>` + strings.Repeat("<x:a>", 400_000), "neither", sayso.Invalid},
		"deep sitemap":      {`<urlset>` + strings.Repeat("<url>", 400_000), "MaxDepth", sayso.TooLarge},
		"deep JSON":         {`{"version":"https://jsonfeed.org/version/1.1","items":` + strings.Repeat("[", 400_000), "", sayso.Invalid},
		"a page":            {`<!doctype html><html><head><title>x</title></head><body>`, "a web page", sayso.Invalid},
		"OPML":              {`<opml version="2.0"><body></body></opml>`, "sources import", sayso.Invalid},
		"nothing":           {"", "neither", sayso.Invalid},
		"binary":            {"\x00\x01\x02\x03<", "neither", sayso.Invalid},
		"cut":               {`<rss version="2.0"><channel><item><title>on`, "", sayso.Invalid},
	} {
		_, err := Parse([]byte(x.data), "", "https://a.example/feed")
		if sayso.KindOf(err) != x.kind || !strings.Contains(fmt.Sprint(err), x.words) {
			t.Errorf("%s: %.200v", name, err)
		}
	}
	l, err := Parse([]byte(external), "", "https://a.example/feed")
	if err != nil || len(l.Items) != 1 || strings.Contains(l.Title, "root:") || l.Items[0].Link != "https://a.example/1" {
		t.Errorf("an external DTD: %+v, %v", l, err)
	}
}

func TestManyItems(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<urlset>`)
	for i := range MaxItems + 7 {
		fmt.Fprintf(&b, "<url><loc>/%d</loc></url>", i)
	}
	l, err := Parse([]byte(b.String()+"</urlset>"), "", "https://a.example/s.xml")
	if err != nil || len(l.Items) != MaxItems || l.Left != 7 {
		t.Errorf("%d items, %d left out, %v", len(l.Items), l.Left, err)
	}
}

func TestOPML(t *testing.T) {
	const file = `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0" xmlns:s="urn:sayso:opml"><head><title>mine</title></head><body>
		<outline text="News"><outline text="Northwind" title="Northwind Daily" type="rss" xmlUrl="https://northwind.example/feed?a=1&amp;b=2" htmlUrl="https://northwind.example/" language="en-gb" s:outlet="Northwind" s:country="VLD" s:party="state"/>
		<OUTLINE TEXT="Lantern" XMLURL="https://lantern.example/atom"/></outline>
		<outline text="twice" xmlUrl="https://lantern.example/atom"/><outline text="file" xmlUrl="file:///etc/passwd"/>
		<outline text="folder" xmlUrl="/etc" s:kind="folder"/><outline text="map" xmlUrl="https://lantern.example/news.xml" s:kind="sitemap"/></body></opml>`
	got, skipped, err := ReadOPML([]byte(file), "feeds.opml")
	if err != nil || len(got) != 3 || skipped != 3 {
		t.Fatalf("%+v, %d skipped, %v", got, skipped, err)
	}
	want := sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind.example/feed?a=1&b=2", Title: "Northwind Daily", Outlet: "Northwind", Country: "VLD", Language: "en", Party: sayso.StateMedia}
	if got[0] != want || got[1].Title != "Lantern" || got[2].Kind != sayso.SitemapSource {
		t.Errorf("%+v", got)
	}
	got[1].Title = `<"&'>` + "\t"
	again, _, err := ReadOPML(WriteOPML(got), "again")
	got[1].Title = `<"&'>`
	if err != nil || len(again) != 3 || again[0] != got[0] || again[1] != got[1] || again[2] != got[2] {
		t.Errorf("%+v became %+v, %v", got, again, err)
	}
	for _, bad := range []string{"", "<html>", `<opml><body><outline text="a" xmlUrl="https://a.example"`} {
		if s, _, err := ReadOPML([]byte(bad), "x"); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%q: %v, %v", bad, s, err)
		}
	}
}

func TestCleanAddress(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://A.Example:443/x?utm_source=rss&id=7&UTM_Medium=y&fbclid=z#top": "https://a.example/x?id=7",
		"http://a.example":                "http://a.example/",
		"http://a.example:80/?":           "http://a.example/",
		"http://a.example:8080/a%20b?q=1": "http://a.example:8080/a%20b?q=1",
		"https://a.example/?b=2&a=1":      "https://a.example/?b=2&a=1",
		"::":                              "::",
	} {
		if got := CleanAddress(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	for in, want := range map[string]string{"2031-04-07": "2031-04-07T00:00:00Z", "2031-04-07T10:00+02:00": "2031-04-07T10:00:00+02:00", "soon": "0001-01-01T00:00:00Z"} {
		if got := w3cTime(in).Format(time.RFC3339); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.in")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 {
			return
		}
		l, err := Parse(data, "", "https://a.example/feed")
		if err != nil && sayso.KindOf(err) == sayso.Other {
			t.Error(err)
		}
		for _, it := range l.Items {
			if it.Link != "" && !strings.HasPrefix(it.Link, "http") || len(it.Title) > MaxField {
				t.Errorf("%+v", it)
			}
		}
		_, _, _ = ReadOPML(data, "x")
	})
}
