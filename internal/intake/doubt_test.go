package intake

import (
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ingest"
)

// TestDoubtedDates has publishers state dates that cannot be those of
// publication: they are kept, flagged before anything is read with them, and
// head no list. Embargoes and what the operator says are believed.
func TestDoubtedDates(t *testing.T) {
	w := newWorld(t)
	s := w.service()
	var read []string // with a doubted date
	extract := s.Options.Extract
	s.Options.Extract = func(a *sayso.Article) sayso.Analysis {
		if a.Doubted {
			read = append(read, a.Title)
		}
		return extract(a)
	}
	dated := func(title, date string) ingest.Document {
		d := report(title)
		d.Data = []byte(strings.Replace(string(d.Data), `{`, `{"published": "`+date+`", `, 1))
		return d
	}
	for title, date := range map[string]string{"yesterday": "2031-04-06", "tomorrow": "2031-04-08", "later": "2031-04-10", "epoch": "1970-01-01", "rollover": "2036-02-07T06:28:16Z", "far": "9999-12-31"} {
		items, _, err := Parse(dated(title, date), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Read(items[0])
		if _, err := s.Put(t.Context(), items[0]); err != nil {
			t.Fatal(err)
		}
		a, err := w.Article(t.Context(), items[0].Article.ID)
		if err != nil || !strings.HasPrefix(date, a.Article.Published.String()[:10]) {
			t.Errorf("%s is not kept as stated: %v, %v", title, a, err)
		}
		believed := title == "yesterday" || title == "tomorrow"
		if a.Article.Doubted == believed {
			t.Errorf("%s: doubted is %v", title, a.Article.Doubted)
		}
	}
	if len(read) != 4 {
		t.Errorf("read with a doubted date: %q", read)
	}
	if list, err := w.Articles(t.Context(), sayso.ArticleQuery{}); err != nil || len(list.Items) != 6 || list.Items[0].Title != "tomorrow" || list.Items[1].Title != "yesterday" {
		t.Errorf("%+v, %v", list, err)
	}

	items, _, err := Parse(report("said"), ingest.Options{Published: sayso.Date{Time: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC), DayOnly: true}})
	if err != nil {
		t.Fatal(err)
	}
	held, _, err := Parse(embargoed("bids", w.now.Add(80*time.Hour)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	held[0].Article.Published = sayso.Date{Time: w.now.Add(80 * time.Hour)}
	w.now = w.now.Add(10 * time.Hour)
	for _, it := range []*Item{items[0], held[0]} {
		if s.doubt(it); it.Article.Doubted {
			t.Errorf("%s is doubted", it.Name)
		}
	}
}
