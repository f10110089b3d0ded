package sayso

import "time"

// Wire is what an agency says of an item that it sends, besides what every
// article has. The terms are those of the IPTC.
type Wire struct {
	// Slug is the short name that a story goes by inside the agency.
	Slug string
	// Urgency is from 1, flash, to 9; 0 when unknown.
	Urgency int
	// Subjects are what it is about, in the agency's own codes.
	Subjects []Subject
	// Place is where it was written or happened, as the agency names it.
	Place string
	// Embargo is the moment before which it must not be published; zero when
	// there is none.
	Embargo Date
	Status  WireStatus
	// Note is what the agency tells editors.
	Note string
	// Version is the agency's own number of this version.
	Version string
}

// Subject is one subject of an item. Either field may be empty.
type Subject struct {
	Code string // "medtop:20000139", "04000000", "I"
	Name string
}

// WireStatus is whether an item may be used.
type WireStatus string

const (
	Usable   WireStatus = ""         // it stands
	Withheld WireStatus = "withheld" // it must not be published until a later version says so
	Killed   WireStatus = "killed"   // it is taken back, and with it all earlier versions
)

// Killed reports whether the agency that sent the article has taken it back.
// The version that says so carries no claims and replaces the ones before it,
// which stay with theirs.
func (a *Article) Killed() bool { return a.Wire != nil && a.Wire.Status == Killed }

// Embargoed reports whether the article must not be published yet. What takes
// another back is never held.
func (a *Article) Embargoed(now time.Time) bool {
	return a.Wire != nil && a.Wire.Embargo.After(now) && !a.Killed()
}

// Standing is what the agency that sent an article says of its use; what no
// agency sent is usable.
func (a *Article) Standing() WireStatus {
	if a.Wire == nil {
		return Usable
	}
	return a.Wire.Status
}
