package sayso

import (
	"strings"
	"time"
)

// Disowning is an analyst's word that a version is not of the publisher at whose
// address it stands: it becomes an article of whoever carried it, at an address of
// its own. The version, its claims and its mentions keep their identifiers, so what
// was said of them, and what was cited, stays.
type Disowning struct {
	Verdict DisowningVerdict
	Version VersionID
	// Address is the carrier's own: of the web, or whatever names it. Empty for Owned.
	Address string    `json:",omitempty"`
	Outlet  string    `json:",omitempty"` // the carrier; empty where nobody knows
	Article ArticleID // where the version stood; the ledger sets it
	Into    ArticleID // where it stands by the word; the ledger sets it
	Note    string
	By      string    `json:",omitempty"` // the author; empty where nobody was noted
	At      time.Time // when it was said; the ledger sets it where it is zero
}

// DisowningVerdict is what is said of whose a version is.
type DisowningVerdict string

const (
	Disowned DisowningVerdict = "disowned" // it is the carrier's
	Owned    DisowningVerdict = "owned"    // it is the publisher's after all: takes Disowned back
)

// MaxAddress bounds the address that is given to a disowned version, in bytes.
const MaxAddress = 2000

// Stood is what a version said of where it is from before it was disowned.
type Stood struct {
	ID        ArticleID
	URL, Path string      `json:",omitempty"`
	Outlet    string      `json:",omitempty"`
	Country   string      `json:",omitempty"`
	Party     OutletParty `json:",omitempty"`
	Warrant   Warrant     `json:",omitempty"`
	SaysFrom  string      `json:",omitempty"`
}

// Disown gives an article to its carrier, at an address of the carrier's.
func (a *Article) Disown(address, outlet string) {
	if a.Was == nil {
		a.Was = &Stood{a.ID, a.URL, a.Path, a.Outlet, a.Country, a.Party, a.Warrant, a.SaysFrom}
	}
	a.ID, a.URL = DeriveArticleID(address), ""
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		a.URL = address
	}
	a.Outlet, a.Country, a.Party, a.Warrant = outlet, "", "", CarriedWarrant
	if outlet == a.Was.Outlet {
		a.Country, a.Party = a.Was.Country, a.Was.Party
	}
	if a.Was.URL != "" {
		a.SaysFrom = a.Was.URL
	}
}

// Own takes Disown back.
func (a *Article) Own() {
	if w := a.Was; w != nil {
		a.ID, a.URL, a.Path, a.Outlet, a.Country, a.Party, a.Warrant, a.SaysFrom = w.ID, w.URL, w.Path, w.Outlet, w.Country, w.Party, w.Warrant, w.SaysFrom
		a.Was = nil
	}
}
