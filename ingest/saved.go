package ingest

import (
	"time"

	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/saved"
)

// saved reads a page, with where it was fetched, or was saved from as its mark says.
func (p *Parsed) saved(d *Document) ([]Parsed, error) {
	s, ok := saved.Marked(p.Raw.Bytes)
	switch {
	case d.Fetched:
		all, err := p.page(p.Raw.Bytes, d.URL)
		clean(all)
		return all, err
	case ok && d.URL == "":
		return p.savedPage(s)
	}
	return p.page(p.Raw.Bytes, d.URL)
}

// archived reads the page in a web archive of one file.
func (p *Parsed) archived() ([]Parsed, error) {
	s, err := saved.MHTML(p.Raw.Bytes)
	if err != nil {
		return nil, err
	}
	return p.savedPage(s)
}

// savedPage reads a page that somebody saved. Its address is the one that it was saved
// from, and what the page calls canonical is believed within the same site, as for a
// page that was fetched: but it is the file that says so.
func (p *Parsed) savedPage(s saved.Page) ([]Parsed, error) {
	p.Article.SavedBy = s.By
	if !s.At.IsZero() {
		if p.Article.SavedBy += ", " + s.At.UTC().Format(time.RFC3339); p.Seen.IsZero() || s.At.Before(p.Seen) {
			p.Seen = s.At
		}
	}
	all, err := p.page(s.HTML, s.URL)
	if s.URL != "" {
		clean(all)
	}
	return all, err
}

// CleanAddress is the address that a page is known by: without a fragment and without
// what only tracks readers.
func CleanAddress(address string) string { return feed.CleanAddress(address) }

// clean puts articles at the addresses that they are known by, as those of sources:
// without what only tracks readers. The posts of a live blog stand at a fragment.
func clean(all []Parsed) {
	for i := range all {
		if a := &all[i].Article; a.ID == "" {
			a.URL = feed.CleanAddress(a.URL)
		}
	}
}
