package follow

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"sayso"
	"sayso/export"
)

// Told is an item in words.
type Told struct {
	sayso.FollowItem
	Title string // in one line: who says, denies, does what
	Quote string // words of a text; empty for none
	Where string // who printed it, and when
	Path  string // of its page, below the address of the pages
	Web   string // where the article itself is on the web; empty when unknown
	Gone  bool   // the ledger has it no more
}

// fewWords is how many words say little by themselves.
const fewWords = 2

// maxWords bounds, in bytes, each text that is told.
const maxWords = 500

// Tell puts items into words.
func (f *Finder) Tell(ctx context.Context, items []sayso.FollowItem) ([]Told, error) {
	out := make([]Told, len(items))
	for i, it := range items {
		t, err := f.tell(ctx, it)
		if sayso.KindOf(err) == sayso.NotFound {
			t, err = Told{Title: "something that is no longer in the ledger", Path: pagePath(it), Gone: true}, nil
		}
		if err != nil {
			return nil, err
		}
		t.FollowItem = it
		t.Title, t.Quote, t.Where = line(t.Title), line(t.Quote), line(t.Where)
		out[i] = t
	}
	return out, nil
}

// line makes one line of a text, and bounds it.
func line(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) <= maxWords {
		return s
	}
	s = strings.ToValidUTF8(s[:maxWords], "")
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + " …"
}

func pagePath(it sayso.FollowItem) string {
	return map[sayso.ItemKind]string{sayso.ClaimItem: "/claims/", sayso.ArticleItem: "/articles/", sayso.VersionItem: "/versions/", sayso.EventItem: "/events/", sayso.QuestionItem: "/questions/"}[it.Kind] + url.PathEscape(it.ID)
}

func (f *Finder) tell(ctx context.Context, it sayso.FollowItem) (Told, error) {
	t := Told{Path: pagePath(it)}
	switch it.Kind {
	case sayso.ClaimItem:
		row, err := f.Ledger.Claim(ctx, sayso.ClaimID(it.ID))
		if err != nil {
			return t, err
		}
		t.Title, t.Quote = saidBy(row)+" "+string(row.Stance), export.Unquoted(row.ContentText)
		if len(strings.Fields(t.Quote)) <= fewWords { // they say little without the sentence about them
			t.Quote = "… " + strings.TrimSpace(row.Before+" "+row.ContentText+" "+row.After) + " …"
		}
		t.Where, t.Web = printed(row.Article.Outlet, row.Article.Title, row.Article.Published), row.Article.URL
	case sayso.ArticleItem:
		rec, err := f.Ledger.Gist(ctx, sayso.ArticleID(it.ID))
		if err != nil {
			return t, err
		}
		a := &rec.Article
		t.Title, t.Where, t.Web = cmp.Or(a.Title, opening(a.Text)), printed(a.Outlet, "", a.Published), a.URL
	case sayso.VersionItem:
		recs, err := f.Ledger.Quotable(ctx, sayso.VersionID(it.ID))
		if err != nil {
			return t, err
		}
		a := &recs[0].Article
		t.Title, t.Where, t.Web = "Changed: "+cmp.Or(a.Title, opening(a.Text)), printed(a.Outlet, "", a.Published), a.URL
	case sayso.EventItem:
		row, err := f.Ledger.Event(ctx, sayso.EventID(it.ID))
		if err != nil {
			return t, err
		}
		e := export.NewEvent(row)
		t.Title = e.InWords()
		if f.Event != nil {
			t.Title = f.Event(row)
		}
		if len(row.Mentions) > 0 {
			m := &row.Mentions[0]
			t.Quote, t.Where, t.Web = m.Sentence, printed(m.Outlet, "", m.Published), m.Address
		}
	case sayso.QuestionItem:
		q, err := f.Ledger.Question(ctx, sayso.QuestionID(it.ID))
		if err != nil {
			return t, err
		}
		t.Title = q.Text + " " + string(q.Status)
		t.Quote = sides(q)
	default:
		return t, sayso.Errorf("tell", it.ID, sayso.Invalid, "%q is nothing that is told", string(it.Kind))
	}
	if u, err := url.Parse(t.Web); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		t.Web = ""
	}
	return t, nil
}

// saidBy names who speaks.
func saidBy(r *sayso.ClaimRow) string {
	var names []string
	for _, a := range r.Speakers {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return cmp.Or(r.Source.Unresolved(r.SourceText), "nobody named")
	}
	return strings.Join(names, ", ")
}

// sides are the answers to a question, each with who gives it: "yes (A, B); no (C)".
func sides(q *sayso.Question) string {
	var out []string
	for i := range q.Answers {
		var names []string
		for _, s := range q.Answers[i].Statements {
			if name := cmp.Or(s.Name, "nobody named"); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 3 {
			names = append(names[:3], "others")
		}
		out = append(out, q.Answers[i].Text+" ("+strings.Join(names, ", ")+")")
	}
	return strings.Join(out, "; ")
}

func printed(outlet, title string, on sayso.Date) string {
	s := cmp.Or(outlet, "an article without an outlet")
	if title != "" {
		s += ", “" + title + "”"
	}
	if !on.IsZero() {
		s += ", " + on.Format("2 January 2006")
	}
	return s
}

// opening is how a text begins.
func opening(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 {
		text = text[:i]
	}
	return cmp.Or(line(text), "Untitled")
}

// Path is where the pages show what is followed; empty where they have no page of it.
func Path(kind sayso.FollowKind, about string) string {
	switch kind {
	case sayso.SearchFollow:
		return "/search?" + about
	case sayso.ActorFollow:
		return "/actors/" + url.PathEscape(about)
	case sayso.StoryFollow:
		return "/stories/" + url.PathEscape(about)
	case sayso.QuestionFollow:
		return "/questions/" + url.PathEscape(about)
	case sayso.DyadFollow:
		if a, b, ok := strings.Cut(about, " "); ok {
			return "/dyads/" + url.PathEscape(a) + "/" + url.PathEscape(b)
		}
	case sayso.OutletFollow:
		return "/search?" + url.Values{"outlet": {about}}.Encode()
	case sayso.PlaceFollow:
		if len(about) == 3 && strings.ToUpper(about) == about {
			return "/events?" + url.Values{"country": {about}}.Encode()
		}
	}
	return ""
}
