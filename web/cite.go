package web

import (
	"bytes"
	"net/http"
	"strings"

	"sayso"
	"sayso/export"
	"sayso/internal/handout"
)

// citation is one form of a citation, as its page shows it.
type citation struct {
	export.CitationStyle
	Text string
	Rows int
	Href string // where it can be had as a file
}

// cite shows how something is cited, in each form, or hands it out in the one that
// the address names.
func (s *server) cite(w http.ResponseWriter, r *http.Request) error {
	c, err := handout.Cite(r.Context(), s.Ledger, r.PathValue("id"))
	if err != nil {
		return err
	}
	// The address names the kind too: a story is not to be had among the claims.
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !strings.HasPrefix(c.Permalink, "/"+kind+"/") {
		return sayso.Errorf("cite", r.PathValue("id"), sayso.NotFound, "there is none among the %s", kind)
	}
	back := c.Permalink
	c.Permalink = s.root(r) + c.Permalink
	if format := r.URL.Query().Get("format"); format != "" {
		style, err := export.FindCitationStyle(format)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := style.Write(&b, c); err != nil {
			return err
		}
		w.Header().Set("Content-Type", style.Media)
		w.Header().Set("Content-Disposition", `attachment; filename="`+c.ID+"."+style.Ext+`"`)
		_, err = w.Write(b.Bytes())
		return err
	}
	p := struct {
		*export.Cited
		Back   string
		Styles []citation
	}{Cited: c, Back: back}
	for _, style := range export.CitationStyles() {
		var b strings.Builder
		if err := style.Write(&b, c); err != nil {
			return err
		}
		p.Styles = append(p.Styles, citation{style, b.String(), min(3+strings.Count(b.String(), "\n"), 16), r.URL.Path + "?format=" + style.Name})
	}
	return s.render(w, "cite", s.view("Cite", p))
}

// root is where the server is reached: where the operator says, else as the request
// has it; which hosts are answered is looked at before.
func (s *server) root(r *http.Request) string {
	switch {
	case s.Accounts != nil && s.Accounts.Origin != "":
		return s.Accounts.Origin
	case r.TLS != nil, callerOf(r.Context()).secure:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
