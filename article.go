package sayso

import (
	"slices"
	"strings"
	"time"
)

// Article is one published text with what its publisher says about it.
// It is a value: reading never changes it.
type Article struct {
	ID ArticleID
	// Key is what its publisher or supplier calls it, unchanged: the GUID of a
	// feed, the uri of ninjs, the id of a line of JSON. Empty when it has none.
	// It need not be unique.
	Key string `json:",omitempty"`
	// Path is the file the article came from, or "-" for standard input;
	// empty when it came from elsewhere. For a container of many articles it
	// is the container's path.
	Path string
	// URL is the article's canonical address; empty when it has none.
	URL string
	// Outlet is the publisher's name as the article gives it.
	Outlet string
	// Country and Party are of the outlet, from the source that the article was
	// read through: ISO 3166-1 alpha-3, and in whose hands it is. Empty when
	// unknown.
	Country  string
	Party    OutletParty
	Title    string
	Byline   []string
	Dateline *Dateline
	// Published is zero when unknown. Precision is what was stated.
	Published Date
	// Doubted is set where Published was no date of publication when the article
	// came in (see [Article.Doubtful]): it is kept as stated, and no order follows
	// from it.
	Doubted bool `json:",omitempty"`
	// Language is the tag that its publisher states, such as "en" or "en-GB";
	// empty when it states none. What the text is written in, [Analysis] says.
	Language string
	// Credits are the agencies credited for the copy, in text order.
	Credits []Credit
	// Notes are what the publisher says about the article itself, in text order.
	Notes []Note `json:",omitempty"`
	// Text is the whole text that all spans count in, valid UTF-8.
	Text string
	// Wire is what the agency that sent it says of it; nil for articles of
	// other origin.
	Wire *Wire `json:",omitempty"`
	// Warrant is on whose word the text stands at the address.
	Warrant Warrant `json:",omitempty"`
	// SavedBy is what saved the page, and when, as the file says: "SingleFile,
	// 2023-09-13T09:40:00Z". Empty for what nobody saved.
	SavedBy string `json:",omitempty"`
	// SaysFrom is where the article says it is from, where that is another's: an
	// address on another site, or the name of another outlet. Nobody vouches for
	// it.
	SaysFrom string `json:",omitempty"`
	// Was is set for a version that an analyst gave to its carrier (see [Disowning]):
	// what it said of where it is from before.
	Was *Stood `json:",omitempty"`
}

// Dateline is the opening "Amur, Russia –" of a report.
type Dateline struct {
	// Text is the place as written. Span covers the place, not the dash.
	Text string
	Span Span
	// Whole covers everything that belongs to the dateline's line: place,
	// date, agency and the dash. Extraction leaves it alone.
	Whole Span
}

// Credit names an agency that supplied the copy: "With inputs from agencies",
// "(Reuters) –", "AP contributed to this report". A credit is no claim.
type Credit struct {
	// Agency is the name credited, "agencies" where none is named.
	Agency string
	// Span covers the words of the credit; empty when the credit came from
	// metadata and not from the text.
	Span Span
}

// Note is a paragraph in which the publisher speaks of the article: a correction
// of what it said before, say. It is no claim.
type Note struct {
	Kind NoteKind
	Text string
	Span Span
	// About covers the paragraph that the note is about; empty where that is not
	// clear.
	About Span
}

// NoteKind is what a note does.
type NoteKind string

const (
	CorrectionNote    NoteKind = "correction"
	ClarificationNote NoteKind = "clarification"
	UpdateNote        NoteKind = "update"
	EditorNote        NoteKind = "editor"
)

// Furniture returns the spans that belong to the page rather than to the
// report, in text order: dateline, credits and notes. Extraction skips them.
func (a *Article) Furniture() []Span {
	var out []Span
	if a.Dateline != nil && !a.Dateline.Whole.Empty() {
		out = append(out, a.Dateline.Whole)
	}
	for _, c := range a.Credits {
		if !c.Span.Empty() {
			out = append(out, c.Span)
		}
	}
	for _, n := range a.Notes {
		out = append(out, n.Span)
	}
	slices.SortStableFunc(out, func(a, b Span) int { return a.Start - b.Start })
	return out
}

// Address is what identifies the article over its versions: its URL, else
// its path, else its own text.
func (a *Article) Address() string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Path != "" && a.Path != "-":
		return "file:" + a.Path
	}
	return "text:" + a.Text
}

// DeriveArticleID names the article at an address.
func DeriveArticleID(address string) ArticleID { return ArticleID(DeriveID("ar", address)) }

// Dated is the date that the article is ordered by: as stated, and none where
// that is doubted.
func (a *Article) Dated() Date {
	if a.Doubted {
		return Date{}
	}
	return a.Published
}

// Version names this text of the article: another text, title, byline or date
// at the same address is another version, and so is the kill of one. A version that
// was given to its carrier keeps its name.
func (a *Article) Version() VersionID {
	id := a.ID
	if a.Was != nil {
		id = a.Was.ID
	}
	parts := []string{string(id), a.Title, strings.Join(a.Byline, "\n"), a.Published.String(), a.Text}
	if a.Killed() {
		parts = append(parts, string(Killed)) // the same words, taken back
	}
	return VersionID(DeriveID("ve", parts...))
}

// Date is a moment stated by a publisher, with its precision. The zero Date
// means unknown.
type Date struct {
	time.Time
	// DayOnly is set when the publisher gave a day and no time of day.
	DayOnly bool
}

// String gives the date in ISO 8601, a day alone where only that is known,
// and "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.DayOnly:
		return d.Format(time.DateOnly)
	}
	return d.Format(time.RFC3339)
}

// MarshalJSON writes a day alone where only that is known, so that the precision
// is kept, and else what time.Time writes.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.DayOnly && !d.IsZero() {
		return []byte(d.Format(quotedDay)), nil
	}
	return d.Time.MarshalJSON()
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	if t, err := time.Parse(quotedDay, string(b)); err == nil {
		*d = Date{t, true}
		return nil
	}
	d.DayOnly = false
	return d.Time.UnmarshalJSON(b)
}

// quotedDay is how a day stands in JSON.
const quotedDay = `"` + time.DateOnly + `"`

// ParseDate reads what String writes.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return Date{t, true}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Date{}, E("parse date", s, Invalid, err)
	}
	return Date{t, false}, nil
}
