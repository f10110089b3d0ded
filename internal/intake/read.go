package intake

import (
	"errors"

	"sayso"
	"sayso/ingest"
)

// Parse makes the items of a document. notes say what was done to the input
// that its owner may want to know.
func Parse(d ingest.Document, o ingest.Options) (items []*Item, notes []string, err error) {
	all, err := ingest.Parse(d, o)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		items = append(items, &Item{Reading: sayso.Reading{Article: p.Article, Raw: p.Raw}, Name: d.Name})
		notes = append(notes, p.Notes...)
	}
	return items, notes, nil
}

// Read extracts what an article puts on record, unless it is under embargo: then
// it is read when its time comes. It may run on many goroutines, each with an
// item of its own.
func (s *Service) Read(it *Item) {
	if it.read || it.err != nil || it.Article.Embargoed(s.Clock.Now()) {
		return
	}
	it.Analysis, it.err = Extract(s.Options.Extract, &it.Article)
	it.read = it.err == nil
}

// Extract calls an extractor. A panic in it becomes an error about this article,
// so that one text that the rules stumble over ends no run.
func Extract(extract func(*sayso.Article) sayso.Analysis, a *sayso.Article) (an sayso.Analysis, err error) {
	defer func() {
		if x := recover(); x != nil {
			an, err = sayso.Analysis{}, sayso.Errorf("read", "", sayso.Other, "panic: %v", x).Advise("this is a fault of Sayso; please report it with the input")
		}
	}()
	return extract(a), nil
}

// Named makes err an error about one input.
func Named(err error, name string) error {
	var e *sayso.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e):
		return sayso.E("read", name, sayso.Other, err)
	case e.Subject == "":
		c := *e
		c.Subject = name
		return &c
	}
	return err
}
