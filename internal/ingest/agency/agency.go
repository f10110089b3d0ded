// Package agency reads what news agencies send: IPTC ninjs 1 to 3, NewsML-G2,
// NITF, and plain wire text in the manner of IPTC 7901 and ANPA 1312.
//
// An item says more about itself than a page does: by what name it goes over
// its versions, until when it is held back, whether it stands or was killed.
// What is one item in two formats reads the same.
package agency

import (
	"strings"

	"sayso"
	"sayso/internal/ingest/furniture"
	"sayso/internal/ingest/page"
)

// Bounds.
const (
	// MaxDepth is how deep elements may stand inside each other.
	MaxDepth = 128
	// MaxNodes is how many elements a document may have.
	MaxNodes = 200_000
	// MaxItems is how many items one document may hold.
	MaxItems = 10_000
)

// Item is one item of an agency.
type Item struct {
	// ID is what it is known by over its versions; empty when it does not say.
	ID string
	// Key is what the agency calls it, unchanged; empty when it does not say.
	Key      string
	URL      string
	Headline string
	Byline   []string
	Agency   string // who sent it; empty when unknown
	// Credits are the agencies that its credit line names.
	Credits   []string
	Published sayso.Date // of this version
	Language  string     // ISO 639-1; empty when unknown
	Text      string
	Wire      sayso.Wire
	// Advisory is set for a note to editors that is no report.
	Advisory bool
}

// text makes the text of a body of markup.
func text(markup string) (string, error) { return page.Layout([]byte(markup)) }

// status reads the publishing status of IPTC: "usable", "stat:canceled".
func status(s string) sayso.WireStatus {
	switch s = strings.ToLower(strings.TrimSpace(s)); s[strings.LastIndexByte(s, ':')+1:] {
	case "canceled", "cancelled", "killed":
		return sayso.Killed
	case "withheld":
		return sayso.Withheld
	}
	return sayso.Usable
}

// urgency keeps the urgencies that IPTC has.
func urgency(n int) int {
	if n < 1 || n > 9 {
		return 0
	}
	return n
}

// language cuts a tag to its language: "en-GB".
func language(tag string) string {
	tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-")
	if len(tag) != 2 {
		return ""
	}
	return strings.ToLower(tag)
}

// people are the names in a byline.
func people(s string) []string {
	out, _ := furniture.People(s, "")
	return out
}

// clean makes one line of s.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// finish sets what follows from the rest.
func (it *Item) finish() {
	it.Headline = clean(it.Headline)
	it.Wire.Slug = clean(it.Wire.Slug)
	it.Wire.Note = clean(it.Wire.Note)
	note := strings.ToLower(it.Wire.Note)
	if it.Wire.Status == sayso.Usable && kills(note) {
		it.Wire.Status = sayso.Killed
	}
	if it.Headline == "" && it.Wire.Slug != "" {
		it.Headline = it.Wire.Slug
	}
	if it.Advisory && strings.TrimSpace(it.Text) == "" {
		it.Text = it.Wire.Note
	}
	// A killed item may come without its text.
	if it.Wire.Status == sayso.Killed && strings.TrimSpace(it.Text) == "" {
		it.Text = it.Wire.Note
		if it.Text == "" {
			it.Text = "This story was killed by the agency."
		}
	}
}

// kills reports whether a note to editors, in lower case, kills its story.
func kills(note string) bool {
	for _, lead := range []string{"kill", "mandatory kill", "bulletin kill", "story killed", "this story has been killed", "eliminate"} {
		if strings.HasPrefix(note, lead) {
			return true
		}
	}
	return false
}
