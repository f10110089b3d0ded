package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"sayso"
)

// Citation is what whoever cites a row needs to know of its article.
type Citation struct {
	Article   string   `json:"article"`
	Version   string   `json:"version"`
	URL       *string  `json:"url"`
	Path      *string  `json:"path"`
	Outlet    *string  `json:"outlet"`
	Country   *string  `json:"country"` // of the outlet
	Party     *string  `json:"party"`   // in whose hands the outlet is
	Title     *string  `json:"title"`
	Byline    []string `json:"byline"`
	Published *string  `json:"published"`
	Doubted   bool     `json:"published_doubted"` // it states a date that cannot be
	Credits   []string `json:"credits"`           // agencies
	Language  *string  `json:"language"`
	Read      string   `json:"read"`    // when the ledger first took this version
	Warrant   *string  `json:"warrant"` // on whose word the text stands at the address
	SHA256    string   `json:"sha256"`  // of the version's text in UTF-8
	Story     *string  `json:"story"`
}

// NewCitation cites the article of a version.
func NewCitation(r *sayso.Quotable) Citation {
	a := &r.Article
	sum := sha256.Sum256([]byte(a.Text))
	out := Citation{
		Article: string(a.ID), Version: string(r.Version.ID), URL: null(a.URL), Path: null(a.Path), Outlet: null(a.Outlet), Country: null(a.Country), Party: null(string(a.Party)),
		Title: null(a.Title), Byline: list(a.Byline), Published: null(a.Published.String()), Doubted: a.Doubted, Credits: make([]string, len(a.Credits)),
		Language: null(firstOf([]string{r.Analysis.Language, a.Language})), Read: moments(r.Version.FirstRead), Warrant: null(string(a.Warrant)), SHA256: hex.EncodeToString(sum[:]), Story: null(r.Story),
	}
	for i, c := range a.Credits {
		out.Credits[i] = c.Agency
	}
	return out
}

// moments writes a moment to the second, in UTC.
func moments(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// CitedClaim is a claim with all that a citation of it needs.
type CitedClaim struct {
	ClaimRow
	// Sentence is the sentences that source, cue and content stand in.
	Sentence string   `json:"sentence"`
	Citation Citation `json:"citation"`
}

// CitedArticle is an article with all that a citation of it needs.
type CitedArticle struct {
	ArticleRow
	Words    int      `json:"words"`
	Citation Citation `json:"citation"`
}

// NewCitedClaim gives a claim the shape of a row. article is its article's.
func NewCitedClaim(row *sayso.ClaimRow, article *ArticleRow, r *sayso.Quotable, c *Citation) CitedClaim {
	return CitedClaim{newClaim(row, article), Sentence(&r.Article, r.Analysis.Sentences, row.Source.Spans.Cover(), row.Cue.Spans.Cover(), row.Content.Cover()), *c}
}

// NewCitedArticle gives a version the shape of a row.
func NewCitedArticle(row sayso.ArticleRow, r *sayso.Quotable, c Citation) CitedArticle {
	return CitedArticle{NewArticle(row), len(strings.Fields(r.Article.Text)), c}
}

// CitedStatement is one statement with the question that it answers.
type CitedStatement struct {
	Question   string  `json:"question"`
	Asked      string  `json:"asked"` // the question in words
	Slot       string  `json:"slot"`
	Status     string  `json:"status"`
	Confidence float64 `json:"confidence"`
	Event      *string `json:"event"`
	Answer     string  `json:"answer"`
	Speakers   int     `json:"speakers"`
	Origins    int     `json:"origins"`
	Statement
	Sentence string   `json:"sentence"`
	Citation Citation `json:"citation"`
}

// NewStatement gives the nth statement of an answer the shape of a row.
func NewStatement(q *Question, a *Answer, n int, sentence string, c Citation) CitedStatement {
	return CitedStatement{q.ID, q.Question, q.Slot, q.Status, q.Confidence, q.Event, a.Answer, a.Speakers, a.Origins, a.Statements[n], sentence, c}
}

// CitedMention is one place in a text where an actor or a place is meant.
type CitedMention struct {
	ID       string   `json:"id"`
	Span     Span     `json:"span"`
	Text     string   `json:"text"`
	Kind     string   `json:"kind"`
	Type     string   `json:"type"`
	Actor    *Name    `json:"actor"`
	Place    *string  `json:"place"` // its name
	Sentence string   `json:"sentence"`
	Citation Citation `json:"citation"`
}

// CitedPlace is a place that an article names.
type CitedPlace struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Country    *string  `json:"country"`
	Region     *string  `json:"region"`
	Feature    *string  `json:"feature"`
	Lat        *float64 `json:"lat"`
	Lon        *float64 `json:"lon"`
	Radius     int      `json:"radius"` // km
	Near       bool     `json:"near"`
	Confidence float64  `json:"confidence"`
	Mentions   int      `json:"mentions"`
	Span       *Span    `json:"span"` // of the first mention
	Sentence   string   `json:"sentence"`
	Citation   Citation `json:"citation"`
}

// maxSentence is how many bytes of the sentences about a row are kept: a page
// without a full stop is one sentence.
const maxSentence = 2000

// Sentence is the sentences of an article that some words stand in.
func Sentence(a *sayso.Article, sentences []sayso.Span, words ...sayso.Span) string {
	var about sayso.Span
	for _, w := range words {
		switch {
		case w.Empty() || !w.Valid(len(a.Text)):
		case about.Empty():
			about = w
		default:
			about = sayso.Span{Start: min(about.Start, w.Start), End: max(about.End, w.End)}
		}
	}
	if about.Empty() {
		return ""
	}
	for _, s := range sentences {
		if s.Overlaps(about) {
			about = sayso.Span{Start: min(about.Start, s.Start), End: max(about.End, s.End)}
		}
	}
	return oneLine(cut(about.In(a.Text), maxSentence))
}

// cut shortens words to so many bytes, at a letter's end.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// Mentions gives the mentions of a record the shape of rows. Actors have the
// identifiers and names of the ledger.
func Mentions(r *sayso.Record, c Citation, name func(sayso.ActorID) string) []CitedMention {
	b := border{text: r.Article.Text, points: sayso.NewPoints(r.Article.Text)}
	places := make(map[sayso.PlaceID]*sayso.Place, len(r.Analysis.Places))
	for i := range r.Analysis.Places {
		places[r.Analysis.Places[i].ID] = &r.Analysis.Places[i]
	}
	out := make([]CitedMention, len(r.Analysis.Mentions))
	for i, m := range r.Analysis.Mentions {
		out[i] = CitedMention{ID: sayso.DeriveID("me", c.Version, string(m.ID)), Span: b.span(m.Span), Text: m.Span.In(r.Article.Text), Kind: string(m.Kind), Type: string(m.Type),
			Sentence: Sentence(&r.Article, r.Analysis.Sentences, m.Span), Citation: c}
		if id := r.ActorIDs[m.Actor]; id != "" {
			out[i].Actor = &Name{string(id), name(m.Actor)}
		}
		if p := places[m.Place]; p != nil {
			out[i].Place = null(p.Name)
		}
	}
	return out
}

// Places gives the places of a record the shape of rows.
func Places(r *sayso.Record, c Citation) []CitedPlace {
	b := border{text: r.Article.Text, points: sayso.NewPoints(r.Article.Text)}
	first := make(map[sayso.MentionID]sayso.Span, len(r.Analysis.Mentions))
	for _, m := range r.Analysis.Mentions {
		first[m.ID] = m.Span
	}
	out := make([]CitedPlace, len(r.Analysis.Places))
	for i := range r.Analysis.Places {
		p := &r.Analysis.Places[i]
		x := CitedPlace{ID: sayso.DeriveID("pl", c.Version, string(p.ID)), Name: p.Name, Country: null(p.Country), Region: null(p.Region), Feature: null(p.Feature),
			Radius: p.Radius, Near: p.Near, Confidence: p.Confidence, Mentions: len(p.Mentions), Citation: c}
		x.Lat, x.Lon = point(p)
		if len(p.Mentions) > 0 {
			at := first[p.Mentions[0]]
			span := b.span(at)
			x.Span, x.Sentence = &span, Sentence(&r.Article, r.Analysis.Sentences, at)
		}
		out[i] = x
	}
	return out
}
