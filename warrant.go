package sayso

import "time"

// Warrant is on whose word the text of a version stands at the article's
// address. An address belongs to its publisher: nobody else's word makes a
// version there that counts as what the publisher says now.
type Warrant string

const (
	// NoWarrant is of what was read before Sayso kept it.
	NoWarrant       Warrant = ""
	FetchedWarrant  Warrant = "fetched"  // it was fetched from that address, after redirects
	ArchivedWarrant Warrant = "archived" // an archive has it as the answer of that host
	OwnWarrant      Warrant = "own"      // the publisher's own source carried it
	StatedWarrant   Warrant = "stated"   // a file that the operator read says that it is from there
	SavedWarrant    Warrant = "saved"    // a browser saved it, and the file says that it was from there (see Article.SavedBy)
	// CarriedWarrant is of what somebody says to be another's: the article stands at an
	// address of who carried it (see Article.SaysFrom).
	CarriedWarrant Warrant = "carried"
)

// Strength orders warrants: a version of a weaker one never replaces what stands
// on a stronger one.
func (w Warrant) Strength() int {
	switch w {
	case FetchedWarrant, ArchivedWarrant, OwnWarrant:
		return 2
	case CarriedWarrant:
		return 0
	}
	return 1
}

// Words says what the warrant is, as a reader wants it.
func (w Warrant) Words() string {
	switch w {
	case FetchedWarrant:
		return "fetched from its address"
	case ArchivedWarrant:
		return "from an archive of its address"
	case OwnWarrant:
		return "from its publisher's own source"
	case StatedWarrant:
		return "from a file"
	case SavedWarrant:
		return "from a page that somebody saved"
	case CarriedWarrant:
		return "carried by another"
	}
	return ""
}

// ahead is how far ahead of the clock a publisher may date an article: zones and
// clocks that are wrong make a day of it, embargoes aside.
const ahead = 48 * time.Hour

// Doubtful reports whether the date that an article states cannot be one of
// publication: it lies ahead, or is where clocks begin that were never set. What
// an agency sends for later may be dated later.
func (a *Article) Doubtful(now time.Time) bool {
	d := a.Published
	switch {
	case d.IsZero():
		return false
	case d.Before(time.Unix(0, 0).Add(ahead)) && d.After(time.Unix(0, 0).Add(-ahead)):
		return true
	}
	return d.After(now.Add(ahead)) && (a.Wire == nil || a.Wire.Embargo.IsZero())
}
