package web

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sayso"
)

// AddTime is how long taking in one page may take: fetching it politely, and reading.
const AddTime = 90 * time.Second

// MaxAdds is how many pages are taken in at a time.
const MaxAdds = 2

// Added is what became of a page that was taken in.
type Added struct {
	Article sayso.ArticleID
	Change  sayso.Change
	Held    sayso.Date // until when it is held back; zero when it is not
}

// addView is the page that takes in a page from its address.
type addView struct {
	May     bool // this server takes pages in
	Address string
	Problem string
	Held    string
	// Bookmarklet is the link that leads here from any page of the browser.
	Bookmarklet template.URL
}

// addForm asks whether the page at an address is to be taken in. A bookmark of the
// browser leads here with the address filled in; nothing happens before the button
// is pressed on this very page, so no other page can have anything read.
func (s *server) addForm(w http.ResponseWriter, r *http.Request) error {
	return s.showAdd(w, r, http.StatusOK, addView{Address: strings.TrimSpace(r.URL.Query().Get("url"))})
}

func (s *server) showAdd(w http.ResponseWriter, r *http.Request, status int, p addView) error {
	p.May, p.Bookmarklet = s.Take != nil && s.may(r, editor), s.bookmarklet(r)
	return s.renderAs(w, status, "add", s.view("Take in a page", p))
}

// bookmarklet is a link of the browser that opens the page above for the page that it
// shows. The name of the server stands in it as a string of JavaScript.
func (s *server) bookmarklet(r *http.Request) template.URL {
	at, _ := json.Marshal(s.root(r) + "/add?url=") // of a string: it cannot fail
	return template.URL("javascript:" + url.PathEscape("void(location.href="+string(at)+"+encodeURIComponent(location.href))"))
}

// add takes the page at an address in, and shows its article.
func (s *server) add(w http.ResponseWriter, r *http.Request) error {
	if s.Take == nil || !s.may(r, editor) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; pages are taken in where the ledger is")
		return nil
	}
	if err := r.ParseForm(); err != nil {
		return sayso.E("take in", "", sayso.Invalid, err)
	}
	p := addView{Address: strings.TrimSpace(r.PostForm.Get("address"))}
	select {
	case s.limits.adds <- struct{}{}:
		defer func() { <-s.limits.adds }()
	default:
		p.Problem = fmt.Sprintf("%d pages are being taken in (MaxAdds). Wait for one of them, and press the button again.", MaxAdds)
		return s.showAdd(w, r, http.StatusTooManyRequests, p)
	}
	ctx, cancel := longContext(r, AddTime)
	defer cancel()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(AddTime + 5*time.Second)) // a server in a test has none
	got, err := s.Take(ctx, p.Address)
	switch kind := sayso.KindOf(err); {
	case err == nil && !got.Held.IsZero():
		p.Held = got.Held.String()
		return s.showAdd(w, r, http.StatusOK, p)
	case err == nil:
		http.Redirect(w, r, "/articles/"+url.PathEscape(string(got.Article)), http.StatusSeeOther)
		return nil
	case ctx.Err() == context.DeadlineExceeded:
		p.Problem = "It took more than " + AddTime.String() + " (AddTime). sayso read takes longer where it must."
		return s.showAdd(w, r, http.StatusServiceUnavailable, p)
	case kind == sayso.Damaged || kind == sayso.Full || kind == sayso.Other || kind == "":
		return err
	}
	p.Problem = err.Error()
	return s.showAdd(w, r, http.StatusUnprocessableEntity, p)
}

// longContext ends with the client or after d: what is asked for may take longer than
// other requests.
func longContext(r *http.Request, d time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), d)
	stop := context.AfterFunc(r.Context(), func() {
		if r.Context().Err() != context.DeadlineExceeded {
			cancel()
		}
	})
	return ctx, func() { stop(); cancel() }
}
