package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/follow"
)

const (
	// maxFollowsShown is how many follows a page lists.
	maxFollowsShown = 500
	// homeFollows is how many follows the briefing lists.
	homeFollows = 8
	// feedLength is how many items a feed of a follow holds.
	feedLength = 50
	// followsKept is how long the list of somebody's follows is taken from memory.
	followsKept = time.Second
)

// followKinds say in words what is followed.
var followKinds = map[sayso.FollowKind]string{sayso.SearchFollow: "a search", sayso.ActorFollow: "an actor", sayso.StoryFollow: "a story", sayso.QuestionFollow: "a question",
	sayso.DyadFollow: "two countries", sayso.OutletFollow: "an outlet", sayso.PlaceFollow: "a place"}

// followView is a follow on a page.
type followView struct {
	*sayso.FollowRow
	What string // kind, in words
	Page string // of what is followed; empty for none
	Bad  string // what is wrong with telling it
}

func newFollowView(r *sayso.FollowRow) followView {
	f := followView{r, followKinds[r.Kind], follow.Path(r.Kind, r.About), ""}
	switch {
	case r.Failed > 0:
		f.Bad = plural(r.Failed, "message was", "messages were") + " given up"
	case r.Waiting > 0 && r.Trouble != "":
		f.Bad = plural(r.Waiting, "message waits", "messages wait") + " to be sent again"
	}
	if f.Bad != "" && r.Trouble != "" {
		f.Bad += ": " + r.Trouble
	}
	return f
}

// FeedHref is where its feed is.
func (f followView) FeedHref(ending string) string { return export.FeedPath(f.Secret) + "." + ending }

func (s *server) followList(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeFollows(w, r); !ok {
		return err
	}
	s.follows.forget()
	rows, err := s.followed(r.Context(), r)
	if err != nil {
		return err
	}
	var p struct {
		Items, Of int
		Follows   []followView
	}
	p.Items, p.Of = unread(rows)
	for i := range rows {
		p.Follows = append(p.Follows, newFollowView(&rows[i]))
	}
	return s.render(w, "follows", s.view("Follows", p))
}

// changeFollows reads the form of whoever may see and change follows; for others it
// answers and returns false.
func (s *server) changeFollows(w http.ResponseWriter, r *http.Request) (bool, error) {
	if !s.mayFollow(r) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; follows are kept where the ledger is")
		return false, nil
	}
	if err := r.ParseForm(); err != nil {
		return false, sayso.E("change follows", "", sayso.Invalid, err)
	}
	return true, nil
}

func (s *server) addFollow(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeFollows(w, r); !ok {
		return err
	}
	f := sayso.Follow{Owner: s.owner(r), Name: strings.TrimSpace(r.PostForm.Get("name")), Kind: sayso.FollowKind(r.PostForm.Get("kind")), About: r.PostForm.Get("about")}
	row, err := s.Ledger.Follow(r.Context(), sayso.DeriveFollowID(f.Owner, f.Name))
	if err == nil { // where it is told stays
		f.Notices = row.Notices
	} else if sayso.KindOf(err) != sayso.NotFound {
		return err
	}
	if _, err := follow.Begin(r.Context(), s.Ledger, f); err != nil {
		return err
	}
	s.follows.forget()
	http.Redirect(w, r, "/follows/"+string(sayso.DeriveFollowID(f.Owner, f.Name)), http.StatusSeeOther)
	return nil
}

// myFollow is the follow that a request names, if it is its owner's.
func (s *server) myFollow(r *http.Request) (*sayso.FollowRow, error) {
	row, err := s.Ledger.Follow(r.Context(), sayso.FollowID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	if row.Owner != s.owner(r) {
		return nil, sayso.Errorf("find follow", r.PathValue("id"), sayso.NotFound, "there is none")
	}
	return row, nil
}

func (s *server) removeFollow(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeFollows(w, r); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err == nil {
		err = s.Ledger.RemoveFollow(r.Context(), row.ID)
	}
	if err != nil {
		return err
	}
	s.follows.forget()
	http.Redirect(w, r, "/follows", http.StatusSeeOther)
	return nil
}

// tellFollow adds a way in which a follow is told, or drops one. What stands inside
// one's own network is added where the ledger is: a page must not reach into it.
func (s *server) tellFollow(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeFollows(w, r); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err != nil {
		return err
	}
	f := row.Follow
	n := sayso.Notice{Kind: sayso.NoticeKind(r.PostForm.Get("way")), To: strings.TrimSpace(r.PostForm.Get("to"))}
	f.Notices = slices.DeleteFunc(slices.Clone(f.Notices), func(o sayso.Notice) bool { return o.Kind == n.Kind && o.To == n.To })
	if r.PostForm.Get("drop") == "" {
		if n.Kind == sayso.WebhookNotice {
			return sayso.Errorf("tell follow", f.Name, sayso.Invalid, "a webhook is added where the ledger is, for its secret is shown once").Advise("sayso follows add NAME --webhook ADDRESS")
		}
		if n.Every, err = every(r.PostForm.Get("every")); err != nil {
			return err
		}
		f.Notices = append(f.Notices, n)
	}
	if _, err := s.Ledger.AddFollow(r.Context(), f); err != nil {
		return err
	}
	http.Redirect(w, r, "/follows/"+url.PathEscape(string(f.ID)), http.StatusSeeOther)
	return nil
}

// often lists how often a page lets a follow be told.
var often = []struct {
	Name  string
	Every time.Duration
}{{"at once", 0}, {"hourly", time.Hour}, {"daily", 24 * time.Hour}}

func every(name string) (time.Duration, error) {
	for _, o := range often {
		if o.Name == name {
			return o.Every, nil
		}
	}
	return 0, sayso.Errorf("tell follow", name, sayso.Invalid, "it is told at once, hourly or daily")
}

// newsItem is an item of a follow on its page.
type newsItem struct {
	follow.Told
	Fresh bool
	When  string
}

// showFollow opens a follow: what is new is seen from then on, and stands in the
// address, so that reloading the page loses nothing.
func (s *server) showFollow(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.changeFollows(w, r); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	page, err := s.Ledger.FollowItems(r.Context(), row.ID, sayso.Paging{Limit: PageSize, After: q.Get("after")})
	if err != nil {
		return err
	}
	looks := r.Method == http.MethodGet && r.Header.Get("Sec-Purpose") == ""
	if row.Unread > 0 && q.Get("after") == "" && len(page.Items) > 0 && looks {
		seen, err := s.Ledger.FollowItems(r.Context(), row.ID, sayso.Paging{Limit: min(row.Unread+1, sayso.MaxLimit)})
		if err != nil {
			return err
		}
		above := int64(0)
		if len(seen.Items) > row.Unread {
			above = seen.Items[row.Unread].N
		}
		if err := s.Ledger.SeeFollow(r.Context(), row.ID, page.Items[0].N); err == nil {
			s.follows.forget()
			http.Redirect(w, r, fmt.Sprintf("/follows/%s?above=%d", url.PathEscape(string(row.ID)), above), http.StatusSeeOther)
			return nil
		} else if sayso.KindOf(err) != sayso.Denied && sayso.KindOf(err) != sayso.Busy {
			return err // a ledger that is only read shows it nevertheless
		}
	}
	above, err := strconv.ParseInt(cmp.Or(q.Get("above"), "-1"), 10, 64)
	if err != nil {
		return sayso.Errorf("show follow", q.Get("above"), sayso.Invalid, "above is the number of an item")
	}
	told, err := s.finder().Tell(r.Context(), page.Items)
	if err != nil {
		return err
	}
	p := struct {
		followView
		Root  string
		Fresh int
		// Others is how many items are new, of all follows.
		Others int
		News   []newsItem
		Next   string
		Ways   []sayso.NoticeKind
		Often  []string
	}{followView: newFollowView(row), Root: s.root(r), Ways: []sayso.NoticeKind{sayso.MailNotice, sayso.NtfyNotice}}
	rows, err := s.followed(r.Context(), r)
	if err != nil {
		return err
	}
	p.Others, _ = unread(rows)
	for _, o := range often {
		p.Often = append(p.Often, o.Name)
	}
	for _, t := range told {
		n := newsItem{t, above >= 0 && t.N > above, t.At.Format("2 January 2006, 15:04")}
		if n.Fresh {
			p.Fresh++
		}
		p.News = append(p.News, n)
	}
	if page.Next != "" {
		p.Next = "/follows/" + url.PathEscape(string(row.ID)) + "?" + url.Values{"after": {page.Next}, "above": {strconv.FormatInt(above, 10)}}.Encode()
	}
	v := s.view(row.Name, p)
	v.Feed = p.FeedHref("atom")
	return s.render(w, "follow", v)
}

// followFeed is the feed of a follow, for whoever knows its secret.
func (s *server) followFeed(w http.ResponseWriter, r *http.Request) error {
	secret, ending, _ := strings.Cut(r.PathValue("file"), ".")
	format, ok := export.FollowFeed(ending)
	row, err := s.Ledger.FollowOf(r.Context(), secret)
	if err == nil && !ok {
		err = sayso.Errorf("find feed", "", sayso.NotFound, "there is no such feed")
	}
	if err != nil {
		return err
	}
	if s.Accounts != nil && row.Owner != "" {
		// Its address lets in whom its owner gave it, for as long as the owner may see it.
		a, err := s.Ledger.Account(r.Context(), row.Owner)
		if err == nil && (!a.Closed.IsZero() || a.Limited) {
			err = sayso.Errorf("find feed", "", sayso.NotFound, "there is no such feed")
		}
		if err != nil {
			return err
		}
	}
	page, err := s.Ledger.FollowItems(r.Context(), row.ID, sayso.Paging{Limit: feedLength})
	if err != nil {
		return err
	}
	newest := int64(0)
	if len(page.Items) > 0 {
		newest = page.Items[0].N
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(row.ID, row.Name, newest, ending, s.root(r))))
	tag := `W/"` + hex.EncodeToString(sum[:8]) + `"`
	if matches(r, tag) {
		unchanged(w, tag)
		return nil
	}
	told, err := s.finder().Tell(r.Context(), page.Items)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	out, err := format.Open(&b, export.FollowItems(), export.Options{Title: "Sayso: " + row.Name})
	if err != nil {
		return err
	}
	for _, t := range told {
		if err := out.Write(export.NewFeedItem(strconv.FormatInt(t.N, 10), t.Title, t.Quote, t.Where, s.root(r)+t.Path, t.At.UTC().Format(time.RFC3339))); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	keepable(w.Header(), tag)
	w.Header().Set("Content-Type", format.Media)
	w.Header().Set("X-Robots-Tag", "noindex")
	_, err = w.Write(b.Bytes())
	return err
}
