// Package audit counts whom outlets quote, how much they copy and from whom, and how often
// they change texts.
//
// All of it follows from the rows of a ledger: claims of newest versions with the kind of
// their source, where articles stand in stories, and how many versions they have. It reads
// the claims and articles that are asked for, once each, and each story once: the cost is
// that of the outlet and the months that are shown, and not that of the ledger.
package audit

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sayso"
)

// Ledger is what is counted.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.StoryLedger
}

// Query says what is counted. Zero fields count all.
type Query struct {
	Outlet   string // by its whole name, case aside
	From, To time.Time
	Months   bool // each month by itself
	// Country gives the country of a source by its name; nil for none. ISO 3166-1
	// alpha-3.
	Country func(name string) string
}

// Row is what is counted of one outlet, or of one outlet in one month.
type Row struct {
	Outlet   string
	Month    string // 2023-09; empty for all, and for articles without a date
	Articles int
	// Copied counts the articles that print a text which another outlet has too, and whose
	// likely origin is not theirs; From are the outlets that it was taken from, where
	// something shows that, the most first.
	Copied int
	From   []sayso.Count
	// Revised counts the articles with later versions, and Versions these versions.
	Revised, Versions int
	Claims            int
	Words             int // of what is said in them
	// Kinds are the kinds of sources, the most claims first, and Countries where named
	// ones are from. In words, not in claims, is how much room they get.
	Kinds, KindWords, Countries []sayso.Count
	Named, Unnamed              int // claims of sources by their names, and without
	NamedWords, UnnamedWords    int
	Sources                     []sayso.Count // the speakers who are quoted most
}

// maxTop bounds the lists of a row.
const maxTop = 10

// named are the kinds of sources that one can look up, unnamed those that one cannot.
var (
	named   = []sayso.SourceKind{sayso.NamedSource, sayso.OrgSource, sayso.DocumentSource, sayso.StatementSource, sayso.SpeechSource, sayso.InterviewSource, sayso.PostSource, sayso.FilingSource, sayso.StudySource}
	unnamed = []sayso.SourceKind{sayso.UnnamedSource, sayso.GroupSource, sayso.ReportsSource, sayso.NoSource, sayso.PronounSource, sayso.UndecidedSource}
)

// notShown stands for whom an article copies where nothing shows who took from whom: both
// may have it from an agency.
const notShown = "(nothing shows whose)"

// tally is a row that is being counted.
type tally struct {
	Row
	from, kinds, kindWords, countries, sources map[string]int
	labels                                     map[string]string
}

type key struct{ outlet, month string }

type counting struct {
	Query
	led     Ledger
	rows    map[key]*tally
	country map[string]string
	copies  map[sayso.ArticleID]string // whom an article was copied from
	stories map[sayso.ArticleID]bool   // whose story was read
}

// Count counts what is asked for: the outlets with most articles first, of one outlet the
// latest month first.
func Count(ctx context.Context, led Ledger, q Query) ([]Row, error) {
	c := &counting{Query: q, led: led, rows: map[key]*tally{}, country: map[string]string{}, copies: map[sayso.ArticleID]string{}, stories: map[sayso.ArticleID]bool{}}
	if err := c.articles(ctx); err != nil {
		return nil, err
	}
	if err := c.claims(ctx); err != nil {
		return nil, err
	}
	all := map[string]int{}
	var out []Row
	for _, t := range c.rows {
		all[t.Outlet] += t.Articles
		t.From, t.Kinds, t.KindWords, t.Countries, t.Sources = top(t.from, nil), top(t.kinds, nil), top(t.kindWords, nil), top(t.countries, nil), top(t.sources, t.labels)
		out = append(out, t.Row)
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(cmp.Compare(all[b.Outlet], all[a.Outlet]), strings.Compare(a.Outlet, b.Outlet), strings.Compare(b.Month, a.Month))
	})
	return out, nil
}

// top lists the largest counts, of equals in the order of letters.
func top(m map[string]int, labels map[string]string) []sayso.Count {
	var out []sayso.Count
	for k, n := range m {
		label := k
		if l := labels[k]; l != "" {
			label = l
		}
		out = append(out, sayso.Count{Key: k, Label: label, N: n})
	}
	slices.SortFunc(out, func(a, b sayso.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Label, b.Label)) })
	return out[:min(len(out), maxTop)]
}

func (c *counting) row(a *sayso.ArticleRow) *tally {
	k := key{outlet: a.Outlet}
	if c.Months && !a.Published.IsZero() {
		k.month = a.Published.Format("2006-01")
	}
	t := c.rows[k]
	if t == nil {
		t = &tally{Row: Row{Outlet: a.Outlet, Month: k.month}, from: map[string]int{}, kinds: map[string]int{}, kindWords: map[string]int{}, countries: map[string]int{}, sources: map[string]int{}, labels: map[string]string{}}
		c.rows[k] = t
	}
	return t
}

func (c *counting) articles(ctx context.Context) error {
	for after := ""; ; {
		page, err := c.led.Articles(ctx, sayso.ArticleQuery{Outlet: c.Outlet, From: c.From, To: c.To, Paging: sayso.Paging{Limit: 1000, After: after}})
		if err != nil {
			return err
		}
		for i := range page.Items {
			a := &page.Items[i]
			t := c.row(a)
			t.Articles++
			if a.Versions > 1 {
				t.Revised++
				t.Versions += a.Versions - 1
			}
			from, err := c.copiedFrom(ctx, a)
			if err != nil {
				return err
			}
			if from != "" {
				t.Copied++
				t.from[from]++
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

// copiedFrom is the outlet whose text an article copies; empty for a text of its own.
func (c *counting) copiedFrom(ctx context.Context, a *sayso.ArticleRow) (string, error) {
	if !c.stories[a.ID] {
		s, err := c.led.Story(ctx, sayso.DeriveStoryID(a.ID))
		if sayso.KindOf(err) == sayso.NotFound {
			return "", nil // it waits to be placed
		} else if err != nil {
			return "", err
		}
		outlet := map[sayso.ArticleID]string{}
		for i := range s.Members {
			outlet[s.Members[i].Article.ID] = s.Members[i].Article.Outlet
		}
		for i := range s.Members {
			m := &s.Members[i]
			c.stories[m.Article.ID] = true
			if m.Text != m.Article.ID && outlet[m.Text] != m.Article.Outlet {
				c.copies[m.Article.ID] = notShown
				for _, l := range m.Links {
					if l.Kind == sayso.CopyLink && l.Origin != "" && l.Origin != m.Article.ID && outlet[l.Origin] != m.Article.Outlet {
						c.copies[m.Article.ID] = cmp.Or(outlet[l.Origin], "an article without an outlet")
						break
					}
				}
			}
		}
	}
	return c.copies[a.ID], nil
}

func (c *counting) claims(ctx context.Context) error {
	for after := ""; ; {
		page, err := c.led.Claims(ctx, sayso.ClaimQuery{Outlet: c.Outlet, From: c.From, To: c.To, Paging: sayso.Paging{Limit: 1000, After: after}})
		if err != nil {
			return err
		}
		for i := range page.Items {
			c.claim(&page.Items[i])
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

func (c *counting) claim(r *sayso.ClaimRow) {
	t := c.row(&r.Article)
	n := len(strings.Fields(r.ContentText))
	t.Claims++
	t.Words += n
	kind := string(r.Source.Kind)
	t.kinds[kind]++
	t.kindWords[kind] += n
	switch {
	case slices.Contains(named, r.Source.Kind):
		t.Named++
		t.NamedWords += n
	case slices.Contains(unnamed, r.Source.Kind):
		t.Unnamed++
		t.UnnamedWords += n
	}
	for _, s := range r.Speakers {
		t.sources[string(s.ID)]++
		t.labels[string(s.ID)] = s.Name
		if where := c.countryOf(s.Name); where != "" {
			t.countries[where]++
		}
	}
}

func (c *counting) countryOf(name string) string {
	if c.Country == nil {
		return ""
	}
	where, ok := c.country[name]
	if !ok {
		where = c.Country(name)
		c.country[name] = where
	}
	return where
}
