package ingest

import (
	"cmp"
	"strings"

	"sayso"
	"sayso/internal/ingest/site"
)

// Settle gives an article that was found at an address on the web what it may
// say of itself. What its page calls canonical is believed within the
// publisher's own sites, and the name that it gives the outlet where that fits
// the site. Otherwise the article stands where it was found, its outlet is the
// host, and SaysFrom keeps what it says.
func Settle(a *sayso.Article, at string) {
	said := a.URL
	if a.URL = site.Address(said, at); a.URL != said && said != "" && !site.Same(said, at) {
		a.SaysFrom = said
	}
	if !site.Names(a.Outlet, a.URL) {
		if a.Outlet != "" && !site.Names(a.Outlet, said) {
			a.SaysFrom = cmp.Or(a.SaysFrom, a.Outlet)
		}
		a.Outlet = strings.TrimPrefix(site.Of(a.URL).Host, "www.")
	}
}
