package watch

import (
	"fmt"
	"testing"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/site"
)

// victims are addresses of real articles, and others names with which a stranger
// may look like their publisher.
var (
	victims = []string{
		"https://www.valewire.example/arms", "https://valewire.example/world/1", "https://www.harbour-courier.co.uk/a", "https://northwind.com.au/2031/b", "https://lantern.github.io/c",
		"https://m.millpost.de/d", "https://amp.millpost.de/d/amp", "https://xn--mhlenpost-q9a.example/e", "https://valewire.blogspot.com/f", "https://news.valewire.example:8443/g",
	}
	strangers = []string{
		"https://evil.example/x", "https://valewire.example.evil.example/x", "https://valevvire.example/x", "https://valewire-example.evil.net/x", "https://www-valewire.example@evil.example/x",
		"https://evil.github.io/x", "https://evil.blogspot.com/x", "https://evil.co.uk/x", "https://cdn.mirror.example/valewire.example/x", "https://vаlewire.example/x",
		"https://evil.com.au/x", "http://192.0.2.7/x",
	}
)

// TestTakeovers has strangers claim addresses of others in each way that there
// is. None of their texts may stand there.
func TestTakeovers(t *testing.T) {
	tried := 0
	check := func(how, stranger, victim string, a *sayso.Article) {
		t.Helper()
		tried++
		if a.URL == "" || site.Same(a.URL, victim) || a.ID == sayso.DeriveArticleID(victim) || a.Outlet == "Vale Wire" {
			t.Errorf("%s: %s took %s: at %s, of %q", how, stranger, victim, a.URL, a.Outlet)
		}
	}
	for _, victim := range victims {
		for _, stranger := range strangers {
			s := &sayso.WatchedSource{Kind: sayso.FeedSource, Address: stranger, Title: "Vale Wire"}
			it := &sayso.SourceItem{Key: "e1", Address: victim, Title: "Minister confirms", Whole: true}
			if !fetches(it, s) {
				t.Errorf("the text that %s carries of %s would be taken", stranger, victim)
			}
			a := sayso.Article{URL: victim, Text: "She confirmed it."}
			fill(&a, it, s, "")
			check("feed", stranger, victim, &a)
			if a.Warrant != sayso.CarriedWarrant || a.SaysFrom != victim {
				t.Errorf("carried: %+v", a)
			}

			own := &sayso.SourceItem{Key: "e2", Address: stranger}
			a = sayso.Article{URL: victim, Outlet: "Vale Wire", Text: "She confirmed it."}
			fill(&a, own, s, stranger)
			check("canonical of a page", stranger, victim, &a)
			a = sayso.Article{URL: victim, Text: "She confirmed it."}
			fill(&a, it, s, stranger) // the victim's link leads to the stranger
			check("redirect", stranger, victim, &a)

			page := report("Minister confirms", victim, "She confirmed it.")
			all, err := ingest.Parse(ingest.Document{Name: "x.warc@0", Kind: ingest.HTML, Data: []byte(page), URL: stranger, Mark: ingest.Mark{Archive: "x"}}, ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			check("archive", stranger, victim, &all[0].Article)

			gone := disown(sayso.SourceItem{Key: "e3", Address: victim, Content: []byte("She confirmed it."), Whole: true}, victim, stranger)
			if gone.Whole || len(gone.Content) > 0 {
				t.Errorf("%s speaks for %s, whose feed leads to it", stranger, victim)
			}
			tried++
		}
	}
	if tried < 200 {
		t.Errorf("%d takeovers tried", tried)
	}
}

// TestHonest has publishers speak for themselves. Each must be believed.
func TestHonest(t *testing.T) {
	hosts := []string{"https://www.valewire.example", "https://valewire.example", "https://m.valewire.example", "https://amp.valewire.example", "https://news.valewire.example", "https://feeds.valewire.example:8443"}
	n := 0
	for _, from := range hosts {
		for _, to := range hosts {
			for _, path := range []string{"/world/arms", "/world/arms/amp", "/world/arms?id=7"} {
				s := &sayso.WatchedSource{Kind: sayso.FeedSource, Address: from + "/rss"}
				it := &sayso.SourceItem{Key: "1", Address: to + path, Whole: true}
				a := sayso.Article{Outlet: "", Text: "She denied it."}
				if fetches(it, s) {
					t.Errorf("%s may not carry its own %s", s.Address, it.Address)
				}
				fill(&a, it, s, "")
				if a.URL != to+path || a.Warrant != sayso.OwnWarrant || a.SaysFrom != "" {
					t.Errorf("feed: %+v", a)
				}
				a = sayso.Article{URL: to + "/world/arms", Outlet: "Vale Wire"}
				fill(&a, it, s, from+path)
				if a.URL != to+"/world/arms" || a.Outlet != "Vale Wire" || a.Warrant != sayso.FetchedWarrant || a.SaysFrom != "" {
					t.Errorf("canonical: %+v", a)
				}
				n += 2
			}
		}
	}
	for _, x := range [][2]string{{"The New York Times", "https://www.nytimes.com/1"}, {"BBC News", "https://www.bbc.co.uk/1"}, {"DER SPIEGEL", "https://www.spiegel.de/1"}, {"Süddeutsche Zeitung", "https://www.sueddeutsche.de/1"}} {
		if !site.Names(x[0], x[1]) {
			t.Errorf("%s is not believed of %s", x[1], x[0])
		}
	}
	proxy := &sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://feeds.proxy.example/valewire", Outlet: "Vale Wire"}
	if carried(&sayso.SourceItem{Address: "https://www.valewire.example/1"}, proxy) {
		t.Error("a source that the operator named as the publisher's own is not")
	}
	if n < 200 {
		t.Error(fmt.Sprint(n, " honest cases"))
	}
}
