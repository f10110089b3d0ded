package feed

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
		"OPML":              {`<opml version="2.0"><body></body></opml>`, "a list of feeds", sayso.Invalid},
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
	if err != nil || len(got) != 3 || len(skipped) != 3 {
		t.Fatalf("%+v, %q skipped, %v", got, skipped, err)
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
		"https://a.example/x?CMP=Share_App&smid=tw-share&mod=rss_Tech&partner=rss&emc=rss": "https://a.example/x",
		"https://a.example/x?mod=12&cid=345&ref=77&source=9":                               "https://a.example/x?mod=12&cid=345&ref=77&source=9",
		"https://a.example/x?cid=social:fb:1&ref=rss&amp=1&__twitter_impression=true":      "https://a.example/x",
	} {
		if got := CleanAddress(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestMendedOutlines(t *testing.T) {
	const file = `<opml version="1.0"><body><outline text="reader" xmlUrl="feed://a.example/rss"/><outline text="bare" xmlUrl="b.example/rss"/><outline text="old" type="rss" url="https://c.example/rss"/>
		<outline text="&nbsp;Caf&eacute; &amp;amp; Bar" xmlUrl="https://d.example/rss"/><outline text="bad" xmlUrl="gopher://e.example"/><outline text="folder"><outline text="in" xmlUrl="feed:https://f.example/rss"/></outline></body></opml>`
	got, skipped, err := ReadOPML([]byte(file), "x")
	var all []string
	for _, s := range got {
		all = append(all, s.Address)
	}
	want := "https://a.example/rss https://b.example/rss https://c.example/rss https://d.example/rss https://f.example/rss"
	if err != nil || strings.Join(all, " ") != want || got[3].Title != "Café & Bar" || len(skipped) != 1 || !strings.Contains(skipped[0], "gopher://e.example: ") {
		t.Errorf("%q, %+v, skipped %q, %v", all, got, skipped, err)
	}
}

const entry = `<item><title>%s</title><link>https://a.example/%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate></item>`

func listOf(items ...string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Lantern</title><link>https://a.example/</link>` + strings.Join(items, "") + `</channel></rss>`
}

// TestAsTheyCome reads feeds that are a little off.
func TestAsTheyCome(t *testing.T) {
	one := listOf(fmt.Sprintf(entry, "Rain", "rain", "g1", "Wed, 13 Sep 2023 09:40:00 GMT"))
	atom := `<feed xmlns="%s"><title>Lantern</title><id>urn:l</id><entry><title>Rain</title><link href="https://a.example/rain"/><id>urn:1</id><updated>2023-09-13T09:40:00Z</updated></entry></feed>`
	for name, in := range map[string]string{
		"as it should be":        one,
		"warnings before it":     "<br />\n<b>Warning</b>: date() in /feed.php on line 7<br />\n" + one,
		"a cache's comment":      "<!-- from cache -->\n" + one,
		"Atom with https":        fmt.Sprintf(atom, "https://www.w3.org/2005/Atom"),
		"Atom with another end":  fmt.Sprintf(atom, "http://www.w3.org/2005/Atom/"),
		"Atom in small letters":  fmt.Sprintf(atom, "http://www.w3.org/2005/atom"),
		"entities of HTML":       strings.Replace(one, "Lantern", "Lantern&nbsp;Caf&eacute;", 1),
		"Windows-1252 as UTF-8":  strings.Replace(one, "Lantern", "Lantern \x93so\x94", 1),
		"a stylesheet before it": strings.Replace(one, "?><rss", "?><?xml-stylesheet href='/x.xsl'?>\n<rss", 1),
	} {
		l, err := Parse([]byte(in), "", "https://a.example/feed")
		if err != nil || len(l.Items) != 1 || l.Items[0].Title != "Rain" || l.Items[0].Link != "https://a.example/rain" || strings.Contains(l.Title, "\ufffd") || latest(l.Items[0]) != "2023-09-13T09:40:00Z" {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
	if l, err := Parse([]byte(fmt.Sprintf(atom, "urn:something")), "", "https://a.example/feed"); err == nil && len(l.Items) == 0 {
		t.Error("a feed of which nothing is understood is empty and well")
	}
}

func latest(it Item) string {
	if it.Published.IsZero() {
		return it.Updated.String()
	}
	return it.Published.String()
}

func TestDatesOfEntries(t *testing.T) {
	for in, want := range map[string]string{
		"2023/09/13 09:40:00": "2023-09-13T09:40:00Z", "Weds, 13 September 2023 09:40 GMT": "2023-09-13T09:40:00Z", "Mi, 13 Sep 2023 09:40:00 +0100": "2023-09-13T09:40:00+01:00", "mer., 13 sept. 2023 09:40:00 +0100": "2023-09-13T09:40:00+01:00",
		"13 Sep 2023 09:40:00 GMT+0100": "2023-09-13T09:40:00+01:00", "Wed, 13 Sep 2023 09:40:00 GMT+2": "2023-09-13T09:40:00+02:00", "Wed, 13 Sep 2023 09:40:00 IST": "2023-09-13", "Thu, 01 Jan 1970 00:00:00 +0000": "", "soon": "",
	} {
		l, err := Parse([]byte(listOf(fmt.Sprintf(entry, "Rain", "rain", "g1", in))), "", "https://a.example/feed")
		if err != nil || len(l.Items) != 1 || l.Items[0].Published.String() != want {
			t.Errorf("%q: %+v, %v, want %q", in, l.Items, err, want)
		}
	}
}

func TestOneNameForAll(t *testing.T) {
	day := "Wed, 13 Sep 2023 09:40:00 GMT"
	l, err := Parse([]byte(listOf(fmt.Sprintf(entry, "Rain", "rain", "x", day), fmt.Sprintf(entry, "Hail", "hail", "x", day), fmt.Sprintf(entry, "Snow", "snow", "y", day), fmt.Sprintf(entry, "Snow", "snow?utm_source=rss", "y", day))), "", "https://a.example/feed")
	if err != nil || len(l.Items) != 4 || l.Items[0].ID != "" || l.Items[1].ID != "" || l.Items[2].ID != "y" || l.Items[3].ID != "y" {
		t.Errorf("%+v, %v", l.Items, err)
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
