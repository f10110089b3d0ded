package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"sayso"
)

func (s *server) allCollections(r *http.Request) ([]sayso.Collection, error) {
	page, err := s.Ledger.Collections(r.Context(), sayso.Paging{Limit: sayso.MaxCollections})
	return page.Items, err
}

type collectionsView struct {
	Collections []sayso.Collection
	Problem     string
	Sources     []sayso.SourceRow
}

func (s *server) collections(w http.ResponseWriter, r *http.Request) error {
	return s.showCollections(w, r, http.StatusOK, "")
}

func (s *server) showCollections(w http.ResponseWriter, r *http.Request, status int, problem string) error {
	p := collectionsView{Problem: problem}
	var err error
	if p.Collections, err = s.allCollections(r); err != nil {
		return err
	}
	sources, err := s.Ledger.Sources(r.Context(), sayso.SourceQuery{Now: s.now(), Paging: sayso.Paging{Limit: 500}})
	if err != nil {
		return err
	}
	p.Sources = sources.Items
	return s.renderAs(w, status, "collections", s.view("Collections", p))
}

// setCollection keeps a collection with the sources that are ticked, and the dossiers
// that are named.
func (s *server) setCollection(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return sayso.E("keep collection", "", sayso.Invalid, err)
	}
	c := sayso.Collection{Name: strings.TrimSpace(r.PostForm.Get("name")), Dossiers: strings.Fields(r.PostForm.Get("dossiers"))}
	for _, id := range r.PostForm["source"] {
		c.Sources = append(c.Sources, sayso.SourceID(id))
	}
	err := s.note(r, sayso.AccountAct, "collection "+c.Name, "set: "+plural(len(c.Sources), "source", "sources")+", "+plural(len(c.Dossiers), "dossier", "dossiers"))
	if err == nil {
		_, err = s.Ledger.SetCollection(r.Context(), c)
	}
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
		return s.showCollections(w, r, http.StatusBadRequest, why(err))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/collections/"+url.PathEscape(c.Name), http.StatusSeeOther)
	return nil
}

func (s *server) removeCollection(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("name")
	if err := s.note(r, sayso.AccountAct, "collection "+name, "removed"); err != nil {
		return err
	}
	if err := s.Ledger.RemoveCollection(r.Context(), name); err != nil {
		return err
	}
	http.Redirect(w, r, "/collections", http.StatusSeeOther)
	return nil
}

type collectionView struct {
	sayso.Collection
	Mine  []string // the collections of who asks; nil for somebody who sees everything
	Rows  []sayso.SourceRow
	Items []sayso.SourceItemRow
	Admin bool
	All   []sayso.SourceRow
}

// collectionPage shows what a collection holds, and what its sources listed last.
func (s *server) collectionPage(w http.ResponseWriter, r *http.Request) error {
	a := callerOf(r.Context()).account
	name := r.PathValue("name")
	mine := a == nil || !a.Limited || slices.Contains(a.Collections, name)
	all, err := s.allCollections(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c sayso.Collection) bool { return c.Name == name })
	if i < 0 || !mine {
		return sayso.Errorf("show collection", name, sayso.NotFound, "there is no such collection")
	}
	p := collectionView{Collection: all[i], Admin: s.may(r, admin)}
	if a != nil && a.Limited {
		p.Mine = a.Collections
	}
	for _, id := range p.Sources {
		row, err := s.Ledger.WatchedSource(r.Context(), id)
		if sayso.KindOf(err) == sayso.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		p.Rows = append(p.Rows, *row)
		page, err := s.Ledger.SourceItems(r.Context(), id, false, sayso.Paging{Limit: PageSize})
		if err != nil {
			return err
		}
		p.Items = append(p.Items, page.Items...)
	}
	slices.SortStableFunc(p.Items, func(a, b sayso.SourceItemRow) int { return b.Found.Compare(a.Found) })
	p.Items = slices.DeleteFunc(p.Items, func(i sayso.SourceItemRow) bool { return i.Article == "" })
	p.Items = p.Items[:min(len(p.Items), 3*PageSize)]
	return s.render(w, "collection", s.view(name, p))
}
