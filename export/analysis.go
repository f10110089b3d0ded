// Package export hands out articles, analyses and ledger rows as JSON and
// CSV. It is the border where byte offsets become code points (W3C Web
// Annotation, TextPositionSelector).
//
// Fields may be added to these shapes; none is renamed or dropped.
package export

import (
	"strconv"

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
	Key       *string   `json:"key"`
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
	// Unread says what of it was not read, and why; it is there only then.
	Unread  *string  `json:"unread,omitempty"`
	Credits []string `json:"credits"`
	// Notes are there where the publisher speaks of the article itself.
	Notes []Note `json:"notes,omitempty"`
	// Wire is there for what an agency sent.
	Wire *Wire `json:"wire,omitempty"`
	// Doubted is there where published is stated and not believed.
	Doubted bool `json:"published_doubted,omitempty"`
	// Warrant is on whose word the text stands at its address: "fetched",
	// "archived", "own", "stated", "saved" or "carried".
	Warrant string `json:"warrant,omitempty"`
	// SavedBy is there for a page that somebody saved: with what, and when.
	SavedBy string `json:"saved_by,omitempty"`
	// SaysFrom is there where the article says that it is another's.
	SaysFrom string `json:"says_from,omitempty"`
}

// Note is a correction, clarification, update or editor's note.
type Note struct {
	Kind  string `json:"kind"`
	Text  string `json:"text"`
	Span  Span   `json:"span"`
	About *Span  `json:"about"` // the paragraph that it is about; null where that is not clear
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
	// Rule is what found out that the actor is known.
	Rule *string `json:"rule"`
}

// Role is an office or affiliation as the text gives it.
type Role struct {
	Title string  `json:"title"`
	Of    *string `json:"of"`
	Span  Span    `json:"span"`
}

// Place is somewhere on Earth that the article names.
type Place struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Lat and Lon are degrees; null where nothing says where it lies.
	Lat     *float64 `json:"lat"`
	Lon     *float64 `json:"lon"`
	Country *string  `json:"country"`
	Region  *string  `json:"region"`
	Feature *string  `json:"feature"`
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
	Rule  string  `json:"rule"` // what read it
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
	ID          string     `json:"id"`
	Form        string     `json:"form"`
	Source      Source     `json:"source"`
	Cue         Cue        `json:"cue"`
	Content     Words      `json:"content"`
	Stance      string     `json:"stance"`
	Certainty   string     `json:"certainty"`
	Polarity    string     `json:"polarity"`
	Parent      *string    `json:"parent"`
	Via         []string   `json:"via"`
	Addressee   *string    `json:"addressee"`
	Time        *string    `json:"time"`
	RepliesTo   *string    `json:"replies_to"`
	Evidence    []Evidence `json:"evidence"`
	Rule        string     `json:"rule"`
	StanceRule  *string    `json:"stance_rule"`  // what read the stance off the content
	SpeakerRule *string    `json:"speaker_rule"` // what found who speaks
	ReplyRule   *string    `json:"reply_rule"`   // what found replies_to
	Confidence  float64    `json:"confidence"`
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
	TimeFrom *string `json:"time_from"`
	// Published is the day of publication.
	Published  *string    `json:"published"`
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
