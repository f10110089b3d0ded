package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// view is what every page gets: the frame's own fields, and the page's.
type view struct {
	Title   string
	Version string
	Journal int64       // the number of the last entry that the page knows of
	Follows bool        // they are shown here
	Query   string      // what stands in the search box
	Follow  *followable // what can be followed here; nil for nothing
	Feed    string      // the address of a feed of the page; empty for none
	Files   filesView
	Keep    *keepView // nil where nothing is kept
	Page    any
	Signing bool // people sign in here
	Bare    bool // it is shown to who has not
}

func (s *server) view(title string, page any) view {
	return view{Title: title, Version: s.Version, Page: page, Follows: s.Corrections || s.Accounts != nil, Signing: s.Accounts != nil}
}

// FeedJSON is where the feed of a page is had as JSON Feed; empty for none.
func (v view) FeedJSON() string {
	path, query, _ := strings.Cut(v.Feed, "?")
	path, ok := strings.CutSuffix(path, ".atom")
	switch {
	case !ok:
		return ""
	case strings.HasPrefix(path, "/export/"):
		path += ".jsonfeed"
	default:
		path += ".json"
	}
	if query != "" {
		path += "?" + query
	}
	return path
}

// groupOf is the class of a stance's group.
func groupOf(s sayso.Stance) string { return string(s.Group()) }

// day writes a date as a reader wants it.
func day(d sayso.Date) string {
	if d.IsZero() {
		return "undated"
	}
	return d.Format("2 January 2006")
}

// safeLink gives an address only when it leads to the web; others are shown
// as text.
func safeLink(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func percent(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) }

// unsure says how sure a speaker is who is not certain; else nothing, so that
// what is usual takes no room.
func unsure(c sayso.Certainty) string {
	if c == sayso.Probable || c == sayso.Possible {
		return string(c)
	}
	return ""
}

func headingOf(a sayso.ArticleRow) string { return heading(&a) }

func allStances() []sayso.Stance { return sayso.Stances }

// joined lists names as the form for a correction takes them.
func joined(ns []sayso.ActorName) string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = n.Name
	}
	return strings.Join(out, "; ")
}

// kinds say in words on what kind of source a claim rests, where that is more
// than its name tells.
var kinds = map[sayso.SourceKind]string{
	sayso.UnnamedSource: "unnamed", sayso.DocumentSource: "a document", sayso.MediaSource: "media", sayso.ImageSource: "pictures",
	sayso.StatementSource: "a statement", sayso.SpeechSource: "a speech", sayso.InterviewSource: "an interview", sayso.PostSource: "a post",
	sayso.FilingSource: "a court filing", sayso.VideoSource: "a recording", sayso.OwnSource: "own observation",
	sayso.StudySource: "a study", sayso.ReportsSource: "unspecified reports", sayso.NoSource: "no source",
}

func kindly(k sayso.SourceKind) string { return kinds[k] }

// glyph is a mark for the few sorts of sources that a glance should tell apart.
type glyph struct {
	Mark, Name string
	kinds      []sayso.SourceKind
}

// glyphs is their legend, in its order.
var glyphs = []glyph{
	{"●", "named", []sayso.SourceKind{sayso.NamedSource}},
	{"○", "unnamed", []sayso.SourceKind{sayso.UnnamedSource}},
	{"■", "a body", []sayso.SourceKind{sayso.OrgSource}},
	{"◆", "a group", []sayso.SourceKind{sayso.GroupSource}},
	{"▤", "words on record", []sayso.SourceKind{sayso.DocumentSource, sayso.StatementSource, sayso.SpeechSource, sayso.InterviewSource, sayso.PostSource, sayso.FilingSource, sayso.StudySource}},
	{"▣", "a picture or recording", []sayso.SourceKind{sayso.ImageSource, sayso.VideoSource}},
	{"≈", "media or reports", []sayso.SourceKind{sayso.MediaSource, sayso.ReportsSource}},
	{"◉", "the paper’s own eyes", []sayso.SourceKind{sayso.OwnSource}},
	{"–", "nobody named", []sayso.SourceKind{sayso.NoSource, sayso.PronounSource, sayso.UndecidedSource}},
}

// glyphOf is the glyph of a kind of source.
func glyphOf(k sayso.SourceKind) glyph {
	for _, s := range glyphs {
		if slices.Contains(s.kinds, k) {
			return s
		}
	}
	return glyphs[len(glyphs)-1]
}

// glyphsOf is the legend of the glyphs that some claims have.
func glyphsOf(claims []sayso.Claim) []glyph {
	var out []glyph
	for _, s := range glyphs {
		if slices.ContainsFunc(claims, func(c sayso.Claim) bool { return slices.Contains(s.kinds, c.Source.Kind) }) {
			out = append(out, s)
		}
	}
	return out
}

// number writes the bounds of a quantity.
func number(low, high float64) string {
	s := strconv.FormatFloat(low, 'f', -1, 64)
	switch {
	case high == 0:
		return "at least " + s
	case low == 0:
		return "up to " + strconv.FormatFloat(high, 'f', -1, 64)
	case low != high:
		return s + " to " + strconv.FormatFloat(high, 'f', -1, 64)
	}
	return s
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// saying is one claim ready to be shown in a list or on its own.
type saying struct {
	sayso.ClaimRow
	Chain []step // from the speaker to this article
}

// step is one step of a chain: those who speak together are one.
type step struct {
	Role  string // "speaker", "carried by", "printed by"
	Links []link
}

type link struct {
	Label string
	Href  string // empty when it leads nowhere
}

// newSaying lays out a claim's chain: speakers, who carried it, the outlet.
func newSaying(r sayso.ClaimRow) saying {
	actor := func(a sayso.ActorName) link { return link{a.Name, "/actors/" + url.PathEscape(string(a.ID))} }
	speak := step{Role: "speaker"}
	for _, a := range r.Speakers {
		speak.Links = append(speak.Links, actor(a))
	}
	if len(speak.Links) == 0 {
		speak.Links = []link{{Label: r.Source.Unresolved(r.SourceText)}}
	}
	s := saying{ClaimRow: r, Chain: []step{speak}}
	for _, a := range r.ViaNames {
		s.Chain = append(s.Chain, step{"carried by", []link{actor(a)}})
	}
	s.Chain = append(s.Chain, step{"printed by", []link{{printer(&r.Article), "/articles/" + url.PathEscape(string(r.Article.ID))}}})
	return s
}

// printer names who printed an article.
func printer(a *sayso.ArticleRow) string {
	switch {
	case a.Outlet != "":
		return a.Outlet
	case a.Path != "":
		return a.Path[strings.LastIndexByte(a.Path, '/')+1:]
	}
	return "an article without an outlet"
}

// heading is the title of an article, else its opening words.
func heading(a *sayso.ArticleRow) string {
	if a.Title != "" {
		return a.Title
	}
	const most = 90
	lead := a.Lead
	if len(lead) > most {
		lead = strings.ToValidUTF8(lead[:most], "")
		if i := strings.LastIndexByte(lead, ' '); i > 0 {
			lead = lead[:i]
		}
		lead += " …"
	}
	if lead == "" {
		return "Untitled"
	}
	return lead
}

// filters are the choices of a search, as they stand in its address.
type filters struct {
	Words, Speaker, Form, Stance, Outlet, Actor, From, To, Like string
	Sure                                                        string // the least confidence, 0 to 1
	Order                                                       string
	Exact                                                       string // set: without other names
}

func readFilters(q url.Values) filters {
	return filters{q.Get("q"), q.Get("speaker"), q.Get("form"), q.Get("stance"), q.Get("outlet"), q.Get("actor"), q.Get("from"), q.Get("to"), q.Get("like"),
		q.Get("min_confidence"), q.Get("order"), q.Get("exact")}
}

// query turns filters into a ledger's query.
func (f filters) query() (sayso.ClaimQuery, error) { return sayso.ParseClaimQuery(f.values()) }

// query turns filters into a ledger's query, with the vector of what claims are
// to be like.
func (s *server) query(ctx context.Context, f filters) (sayso.ClaimQuery, error) {
	q, err := f.query()
	if err != nil || f.Like == "" {
		return q, err
	}
	if s.Like == nil {
		return q, sayso.Errorf("search", f.Like, sayso.Invalid, "nothing is found here by what it says").Advise("search for words")
	}
	q.Like, err = s.Like(ctx, f.Like)
	return q, err
}

// values writes filters as they stand in an address.
func (f filters) values() url.Values {
	v := url.Values{}
	for k, s := range map[string]string{"q": f.Words, "speaker": f.Speaker, "form": f.Form, "stance": f.Stance, "outlet": f.Outlet, "actor": f.Actor, "from": f.From, "to": f.To, "like": f.Like,
		"min_confidence": f.Sure, "order": f.Order, "exact": f.Exact} {
		if s != "" {
			v.Set(k, s)
		}
	}
	return v
}

// with gives the search's address with one choice set, or dropped when s is
// empty.
func (f filters) with(key, s string) string {
	v := f.values()
	if s == "" {
		v.Del(key)
	} else {
		v.Set(key, s)
	}
	if len(v) == 0 {
		return "/search"
	}
	return "/search?" + v.Encode()
}

// held says whether a speaker takes the words for true, where that is not as
// usual.
func held(p sayso.Polarity) string {
	switch p {
	case sayso.Negative:
		return "held untrue"
	case sayso.UnknownPolarity:
		return "left open"
	}
	return ""
}
