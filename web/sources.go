package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/export"
)

// sourceItem is a source in the list, with moments as a reader wants them.
type sourceItem struct {
	sayso.SourceRow
	Bad                   bool
	Day                   string // items a day
	Answered, Next, Found *moment
	Former                []former // addresses that it had, the latest first
}

// former is an address that a source had, and when it had another.
type former struct {
	From string
	When *moment
}

// moment is a time with its distance from now in words.
type moment struct{ At, Words string }

func newMoment(t, now time.Time) *moment {
	if t.IsZero() {
		return nil
	}
	words := distance(t.Sub(now).Abs())
	switch {
	case t.Sub(now).Abs() < time.Minute && !t.After(now):
		words = "just now"
	case t.After(now):
		words = "in " + words
	default:
		words += " ago"
	}
	return &moment{t.UTC().Format("2006-01-02T15:04:05Z"), words}
}

// distance puts a duration into words, in its largest unit.
func distance(d time.Duration) string {
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / u.of); n > 0 {
			return plural(n, u.name, u.name+"s")
		}
	}
	return "less than a minute"
}

func newSourceItem(r sayso.SourceRow, now time.Time) sourceItem {
	it := sourceItem{SourceRow: r, Bad: r.Trouble != "", Answered: newMoment(r.Succeeded, now), Next: newMoment(r.Next, now), Found: newMoment(r.LastItem, now)}
	if r.Next.Before(now) {
		it.Next = nil // at once
	}
	for _, m := range slices.Backward(r.Moves) {
		it.Former = append(it.Former, former{m.From, newMoment(m.At, now)})
	}
	switch n := r.PerDay(now); {
	case r.Items == 0:
	case n == 0:
		it.Day = "none in a week"
	case n < 1:
		it.Day = "less than one item a day"
	default:
		it.Day = plural(int(n+0.5), "item", "items") + " a day"
	}
	return it
}

// sources lists what is watched, and how each is doing.
func (s *server) sources(w http.ResponseWriter, r *http.Request) error {
	now, failing := time.Now(), r.URL.Query().Get("failing") == "1"
	page, err := s.Ledger.Sources(r.Context(), sayso.SourceQuery{Failing: failing, Now: now, Paging: sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")}})
	if err != nil {
		return err
	}
	stats, err := s.Ledger.SourceStats(r.Context())
	if err != nil {
		return err
	}
	held, err := s.Ledger.HeldStats(r.Context())
	if err != nil {
		return err
	}
	older := 0
	if s.Older != nil {
		if older, err = s.Older(r.Context()); err != nil {
			return err
		}
	}
	p := struct {
		Stats    sayso.SourceStats
		Older    int     // articles that an older extractor has read
		Held     int     // back under embargo
		Free     *moment // the first of them; nil when it is
		Rows     []sourceItem
		Next     string
		May      bool
		Kinds    []sayso.WatchKind
		Parties  []sayso.OutletParty
		Watching bool
		Failing  bool
		Workers  bool // may be several
	}{Failing: failing, Workers: s.Workers != nil, Stats: stats, Older: older, Held: held.Held, May: s.may(r, editor), Kinds: webKinds, Parties: sayso.Parties, Watching: s.Watching}
	if held.First.After(now) {
		p.Free = newMoment(held.First, now)
	}
	for _, row := range page.Items {
		p.Rows = append(p.Rows, newSourceItem(row, now))
	}
	if page.Next != "" {
		v := url.Values{"after": {page.Next}}
		if failing {
			v.Set("failing", "1")
		}
		p.Next = "/sources?" + v.Encode()
	}
	return s.render(w, "sources", s.view("Sources", p))
}

// source shows one source with what it listed.
func (s *server) source(w http.ResponseWriter, r *http.Request) error {
	row, err := s.Ledger.WatchedSource(r.Context(), sayso.SourceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	failed := r.URL.Query().Get("failed") == "1"
	page, err := s.Ledger.SourceItems(r.Context(), row.ID, failed, sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	type listed struct {
		sayso.SourceItemRow
		When *moment
	}
	now := time.Now()
	item := newSourceItem(*row, now)
	p := struct {
		Source *sourceItem
		Items  []listed
		Failed bool
		Next   string
	}{Source: &item, Failed: failed}
	for _, it := range page.Items {
		p.Items = append(p.Items, listed{it, newMoment(it.Found, now)})
	}
	if page.Next != "" {
		v := url.Values{"after": {page.Next}}
		if failed {
			v.Set("failed", "1")
		}
		p.Next = "/sources/" + url.PathEscape(string(row.ID)) + "?" + v.Encode()
	}
	return s.render(w, "source", s.view(row.Name(), p))
}

// webKinds are those that the form adds. Folders of this machine, and sources
// inside its network, are added where the ledger is: a page must not be able
// to have files read.
var webKinds = []sayso.WatchKind{sayso.FeedSource, sayso.SitemapSource, sayso.PageSource}

func (s *server) addSource(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeSources(w, r); !ok {
		return err
	}
	f := r.PostForm
	field := func(name string) string { return strings.TrimSpace(f.Get(name)) }
	src := sayso.WatchedSource{
		Kind: sayso.WatchKind(field("kind")), Address: field("address"), Title: field("title"), Outlet: field("outlet"),
		Country: strings.ToUpper(field("country")), Language: strings.ToLower(field("language")), Party: sayso.OutletParty(field("party")),
	}
	if src.Kind == sayso.FolderSource {
		return sayso.Errorf("add source", src.Address, sayso.Invalid, "folders are not added from a page").Advise("add it on the machine that watches it")
	}
	if _, err := s.Ledger.AddSource(r.Context(), src); err != nil {
		return err
	}
	http.Redirect(w, r, "/sources", http.StatusSeeOther)
	return nil
}

func (s *server) removeSource(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeSources(w, r); !ok {
		return err
	}
	if err := s.Ledger.RemoveSource(r.Context(), sayso.SourceID(r.PathValue("id"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/sources", http.StatusSeeOther)
	return nil
}

// changeSources reads the form of whoever may change sources; for others it
// answers and returns false.
func (s *server) changeSources(w http.ResponseWriter, r *http.Request) (bool, error) {
	if !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; sources are changed where the ledger is")
		return false, nil
	}
	if err := r.ParseForm(); err != nil {
		return false, sayso.E("change sources", "", sayso.Invalid, err)
	}
	return true, nil
}

func (s *server) apiSources(w http.ResponseWriter, r *http.Request) error {
	pg, err := paging(r.URL.Query(), export.Sources())
	if err != nil {
		return err
	}
	now := time.Now()
	page, err := s.Ledger.Sources(r.Context(), sayso.SourceQuery{Failing: r.URL.Query().Get("failing") == "1", Now: now, Paging: pg})
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Sources(), rowsOf(page, func(row sayso.SourceRow) export.WatchedSource { return export.NewWatchedSource(&row, now) }), page.Next)
}

// host is the host of an address, for people.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return fmt.Sprintf("%.80s", address)
}
