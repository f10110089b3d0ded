// Package export hands out articles, analyses and ledger rows as JSON and
// CSV. It is the border where byte offsets become code points (W3C Web
// Annotation, TextPositionSelector).
//
// Fields may be added to these shapes; none is renamed or dropped.
package export

import (
	"slices"
	"strconv"
	"time"

	"sayso"
)

// Analysis is one article with what was read from it, as `sayso analyze`
// prints it. Identifiers are local to the object.
type Analysis struct {
	Article   ArticleHead `json:"article"`
	Text      string      `json:"text"`
	Extractor Extractor   `json:"extractor"`
	Sentences []Span      `json:"sentences"`
	Tokens    []Token     `json:"tokens,omitempty"`
	Mentions  []Mention   `json:"mentions"`
	Actors    []Actor     `json:"actors"`
	Places    []Place     `json:"places"`
	Times     []When      `json:"times"`
	Claims    []Claim     `json:"claims"`
	Events    []Event     `json:"events"`
}

// Span is [start, end) in code points.
type Span [2]int

// MarshalJSON writes the pair on its own, without the reflection that an
// array costs: spans are most of an object.
func (s Span) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 16)
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(s[0]), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(s[1]), 10)
	return append(b, ']'), nil
}

// ArticleHead is an article without its text.
type ArticleHead struct {
	ID        string    `json:"id"`
	Path      *string   `json:"path"`
	URL       *string   `json:"url"`
	Outlet    *string   `json:"outlet"`
	Country   *string   `json:"country"`
	Party     *string   `json:"party"`
	Title     *string   `json:"title"`
	Byline    []string  `json:"byline"`
	Dateline  *Dateline `json:"dateline"`
	Published *string   `json:"published"`
	Language  *string   `json:"language"`
	Credits   []string  `json:"credits"`
	// Wire is there for what an agency sent.
	Wire *Wire `json:"wire,omitempty"`
}

// Wire is what an agency says of an item: sayso.Wire.
type Wire struct {
	Slug     *string   `json:"slug"`
	Urgency  int       `json:"urgency"`
	Subjects []Subject `json:"subjects"`
	Place    *string   `json:"place"`
	Embargo  *string   `json:"embargo"`
	// Status is null where the item may be used, else "killed".
	Status  *string `json:"status"`
	Note    *string `json:"note"`
	Version *string `json:"version"`
}

// Subject is one subject in the agency's own codes.
type Subject struct {
	Code *string `json:"code"`
	Name *string `json:"name"`
}

func newWire(w *sayso.Wire) *Wire {
	if w == nil {
		return nil
	}
	out := &Wire{Slug: null(w.Slug), Urgency: w.Urgency, Subjects: make([]Subject, len(w.Subjects)), Place: null(w.Place),
		Embargo: null(w.Embargo.String()), Status: null(w.Status), Note: null(w.Note), Version: null(w.Version)}
	for i, s := range w.Subjects {
		out.Subjects[i] = Subject{null(s.Code), null(s.Name)}
	}
	return out
}

// Dateline is the place that a report opens with.
type Dateline struct {
	Place *string `json:"place"`
	Text  string  `json:"text"`
	Span  Span    `json:"span"`
}

// Extractor says who read the article.
type Extractor struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Model   string `json:"model"`
}

// Token is one word. Head is an index into the tokens, -1 for a root.
type Token struct {
	Span  Span   `json:"span"`
	Lemma string `json:"lemma"`
	POS   string `json:"pos"`
	Head  int    `json:"head"`
	Rel   string `json:"rel"`
}

// Mention is one place in the text where an actor or a place is meant.
type Mention struct {
	ID    string  `json:"id"`
	Span  Span    `json:"span"`
	Kind  string  `json:"kind"`
	Type  string  `json:"type"`
	Actor *string `json:"actor"`
	Place *string `json:"place"`
}

// Actor is somebody who speaks or acts in the article.
type Actor struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Named   bool     `json:"named"`
	Type    string   `json:"type"`
	Country *string  `json:"country"`
	Sector  *string  `json:"sector"`
	Roles   []Role   `json:"roles"`
	Aliases []string `json:"aliases"`
	Known   *string  `json:"known"`
	// Office is what the knowledge file has the actor as on the article's date.
	Office *string `json:"office"`
}

// Role is an office or affiliation as the text gives it.
type Role struct {
	Title string  `json:"title"`
	Of    *string `json:"of"`
	Span  Span    `json:"span"`
}

// Place is somewhere on Earth that the article names.
type Place struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Country *string `json:"country"`
	Region  *string `json:"region"`
	Feature *string `json:"feature"`
	// Radius is in km. Near is set where only the surroundings are known.
	Radius     int          `json:"radius"`
	Near       bool         `json:"near"`
	Confidence float64      `json:"confidence"`
	Others     []PlaceGuess `json:"others"`
	Mentions   []string     `json:"mentions"`
}

// PlaceGuess is another place that the name may mean.
type PlaceGuess struct {
	Name       string  `json:"name"`
	Country    *string `json:"country"`
	Region     *string `json:"region"`
	Lat        float64 `json:"lat"`
	Lon        float64 `json:"lon"`
	Confidence float64 `json:"confidence"`
}

// When is a time expression. From and To are dates, or moments where the
// expression is finer than a day; To is outside.
type When struct {
	ID    string  `json:"id"`
	Span  Span    `json:"span"`
	Type  string  `json:"type"`
	Value string  `json:"value"`
	Mod   *string `json:"mod"`
	From  *string `json:"from"`
	To    *string `json:"to"`
	Fuzzy bool    `json:"fuzzy"`
}

// Words is a stretch of words: pieces in text order, and what they read.
type Words struct {
	Spans []Span `json:"spans"`
	Text  string `json:"text"`
}

// Source is whom a claim is ascribed to.
type Source struct {
	Words
	Actor  *string  `json:"actor"`
	Actors []string `json:"actors"`
	Kind   string   `json:"kind"`
	For    *string  `json:"for"` // whom a spokesperson speaks for
}

// Cue is the words that make the link.
type Cue struct {
	Words
	Lemma string `json:"lemma"`
}

// Evidence is something that a claim rests on or was given in.
type Evidence struct {
	Kind string `json:"kind"`
	Words
}

// Claim is one attribution.
type Claim struct {
	ID         string     `json:"id"`
	Form       string     `json:"form"`
	Source     Source     `json:"source"`
	Cue        Cue        `json:"cue"`
	Content    Words      `json:"content"`
	Stance     string     `json:"stance"`
	Certainty  string     `json:"certainty"`
	Polarity   string     `json:"polarity"`
	Parent     *string    `json:"parent"`
	Via        []string   `json:"via"`
	Addressee  *string    `json:"addressee"`
	Time       *string    `json:"time"`
	RepliesTo  *string    `json:"replies_to"`
	Evidence   []Evidence `json:"evidence"`
	Rule       string     `json:"rule"`
	Confidence float64    `json:"confidence"`
}

// Event is one act, coded in PLOVER.
type Event struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Mode       *string  `json:"mode"`
	CAMEO      *string  `json:"cameo"`
	Contexts   []string `json:"contexts"`
	Anchor     Words    `json:"anchor"`
	Actors     []string `json:"actors"`
	Recipients []string `json:"recipients"`
	Place      *string  `json:"place"`
	Time       *string  `json:"time"`
	// TimeFrom is the event that Time was taken from, by one of Links; null
	// where the words about this one give it.
	TimeFrom   *string    `json:"time_from"`
	Links      []TimeLink `json:"links"`
	Status     string     `json:"status"`
	Claim      *string    `json:"claim"`
	Confidence float64    `json:"confidence"`
	// Main is set for the event that the article is about.
	Main bool `json:"main"`
	// Quad and Score follow from Type; Rule is what read the event.
	Quad       int        `json:"quad"`
	Score      float64    `json:"score"`
	Quantities []Quantity `json:"quantities"`
	Rule       string     `json:"rule"`
}

// NewAnalysis makes the object for an article and its analysis; tokens are
// left out unless asked for.
func NewAnalysis(a *sayso.Article, an *sayso.Analysis, withTokens bool) Analysis {
	b := border{text: a.Text, points: sayso.NewPoints(a.Text)}
	out := Analysis{
		Article:   b.head(a, an),
		Text:      a.Text,
		Extractor: Extractor{an.Extractor.Name, an.Extractor.Version, an.Extractor.Model},
		Sentences: make([]Span, len(an.Sentences)),
		Mentions:  make([]Mention, len(an.Mentions)),
		Actors:    make([]Actor, len(an.Actors)),
		Places:    make([]Place, len(an.Places)),
		Times:     make([]When, len(an.Times)),
		Claims:    make([]Claim, len(an.Claims)),
		Events:    make([]Event, len(an.Events)),
	}
	for i, s := range an.Sentences {
		out.Sentences[i] = b.span(s)
	}
	if withTokens {
		out.Tokens = make([]Token, len(an.Tokens))
		for i, t := range an.Tokens {
			out.Tokens[i] = Token{b.span(t.Span), t.Lemma, t.POS, t.Head, t.Rel}
		}
	}
	for i, m := range an.Mentions {
		out.Mentions[i] = Mention{string(m.ID), b.span(m.Span), string(m.Kind), string(m.Type), null(m.Actor), null(m.Place)}
	}
	for i := range an.Actors {
		out.Actors[i] = b.actor(&an.Actors[i])
	}
	for i, p := range an.Places {
		out.Places[i] = place(&p)
	}
	for i, w := range an.Times {
		out.Times[i] = When{string(w.ID), b.span(w.Span), string(w.Type), w.Value, null(w.Mod), moment(w.From), moment(w.To), w.Fuzzy}
	}
	for i := range an.Claims {
		out.Claims[i] = b.claim(&an.Claims[i])
	}
	for i := range an.Events {
		e := &an.Events[i]
		out.Events[i] = Event{
			ID: string(e.ID), Type: e.Type, Mode: null(e.Mode), CAMEO: null(e.CAMEO), Contexts: list(e.Contexts), Anchor: b.words(e.Anchor),
			Actors: list(e.Actors), Recipients: list(e.Recipients), Place: null(e.Place), Time: null(e.Time), TimeFrom: null(e.TimeFrom), Links: b.links(e.Links),
			Status: string(e.Status), Main: e.Main, Claim: null(e.Claim), Confidence: e.Confidence, Rule: e.Rule,
		}
		c, _ := sayso.PLOVER(e.Type)
		out.Events[i].Quad, out.Events[i].Score = int(c.Quad), c.Score
		qs := slices.Clone(e.Quantities)
		for k := range qs {
			qs[k].Span = b.points.Span(qs[k].Span)
		}
		out.Events[i].Quantities = NewQuantities(qs)
	}
	return out
}

// TimeLink is how an event lies in time to another or to a date, in TimeML's
// relation types. Event or Time is null.
type TimeLink struct {
	Relation   string  `json:"relation"`
	Event      *string `json:"event"`
	Time       *string `json:"time"`
	Signal     Words   `json:"signal"`
	Other      Words   `json:"other"`
	Apart      *string `json:"apart"` // TIMEX3 duration
	Confidence float64 `json:"confidence"`
}

func (b border) links(ls []sayso.TimeLink) []TimeLink {
	out := make([]TimeLink, len(ls))
	for i, l := range ls {
		out[i] = TimeLink{string(l.Relation), null(l.Event), null(l.Time), b.words(l.Signal), b.words(l.Other), null(l.Apart), l.Confidence}
	}
	return out
}

// border turns bytes of one text into code points.
type border struct {
	text   string
	points sayso.Points
}

func (b border) span(s sayso.Span) Span { return pair(b.points.Span(s)) }

func (b border) words(s sayso.Spans) Words {
	return Words{pairs(b.points.Spans(s)), s.In(b.text)}
}

func place(p *sayso.Place) Place {
	out := Place{
		ID: string(p.ID), Name: p.Name, Lat: p.Lat, Lon: p.Lon, Country: null(p.Country), Region: null(p.Region), Feature: null(p.Feature),
		Radius: p.Radius, Near: p.Near, Confidence: p.Confidence, Others: make([]PlaceGuess, len(p.Others)), Mentions: list(p.Mentions),
	}
	for i, o := range p.Others {
		out.Others[i] = PlaceGuess{o.Name, null(o.Country), null(o.Region), o.Lat, o.Lon, o.Confidence}
	}
	return out
}

func (b border) head(a *sayso.Article, an *sayso.Analysis) ArticleHead {
	h := ArticleHead{
		ID: string(a.ID), Path: null(a.Path), URL: null(a.URL), Outlet: null(a.Outlet), Country: null(a.Country), Party: null(string(a.Party)), Title: null(a.Title), Byline: list(a.Byline),
		Published: null(a.Published.String()), Language: null(a.Language), Credits: make([]string, len(a.Credits)), Wire: newWire(a.Wire),
	}
	if d := a.Dateline; d != nil {
		h.Dateline = &Dateline{Text: d.Text, Span: b.span(d.Span)}
		for _, m := range an.Mentions { // the first is the narrowest: "Amur, Russia"
			if m.Place != "" && d.Span.Contains(m.Span) {
				h.Dateline.Place = null(m.Place)
				break
			}
		}
	}
	for i, c := range a.Credits {
		h.Credits[i] = c.Agency
	}
	return h
}

func (b border) actor(a *sayso.Actor) Actor {
	out := Actor{
		ID: string(a.ID), Name: a.Name, Named: a.Named, Type: string(a.Type), Country: null(a.Country), Sector: null(a.Sector),
		Roles: make([]Role, len(a.Roles)), Aliases: list(a.Aliases), Known: null(a.Known), Office: null(a.Office),
	}
	for i, r := range a.Roles {
		out.Roles[i] = Role{r.Title, null(r.Of), b.span(r.Span)}
	}
	return out
}

func (b border) claim(c *sayso.Claim) Claim {
	return Claim{
		ID: string(c.ID), Form: string(c.Form),
		Source:  Source{b.words(c.Source.Spans), first(c.Source.Actors), list(c.Source.Actors), string(c.Source.Kind), null(c.Source.For)},
		Cue:     Cue{b.words(c.Cue.Spans), c.Cue.Lemma},
		Content: b.words(c.Content),
		Stance:  string(c.Stance), Certainty: string(c.Certainty), Polarity: string(c.Polarity),
		Parent: null(c.Parent), Via: list(c.Via), Addressee: null(c.Addressee), Time: null(c.Time), RepliesTo: null(c.RepliesTo),
		Evidence: b.evidence(c.Evidence), Rule: c.Rule, Confidence: c.Confidence,
	}
}

func (b border) evidence(es []sayso.Evidence) []Evidence {
	out := make([]Evidence, len(es))
	for i, e := range es {
		out[i] = Evidence{string(e.Kind), b.words(sayso.Spans{e.Span})}
	}
	return out
}

// null gives JSON null for an empty string.
func null[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

// list gives [] for an empty list, never null.
func list[S ~string](l []S) []string {
	out := make([]string, len(l))
	for i, s := range l {
		out[i] = string(s)
	}
	return out
}

func first[S ~string](l []S) *string {
	if len(l) == 0 {
		return nil
	}
	return null(l[0])
}

func pair(s sayso.Span) Span { return Span{s.Start, s.End} }

func pairs(s sayso.Spans) []Span {
	out := make([]Span, len(s))
	for i, x := range s {
		out[i] = pair(x)
	}
	return out
}

// moment writes a day alone where the time of day says nothing.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	if t.Truncate(24 * time.Hour).Equal(t) {
		s = t.Format(time.DateOnly)
	}
	return &s
}
