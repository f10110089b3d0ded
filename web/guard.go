package web

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"sayso"
)

// policy is the content security policy: our own style sheet, script and pictures,
// forms and requests that lead back here, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// permissions gives pages nothing of what browsers can do besides showing them.
const permissions = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), cross-origin-isolated=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), interest-cohort=(), keyboard-map=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
	"publickey-credentials-get=(), screen-wake-lock=(), serial=(), sync-xhr=(), unload=(), usb=(), xr-spatial-tracking=()"

// securityHeaders are those that OWASP's Secure Headers Project lists for a server
// that speaks HTTP; Strict-Transport-Security is added where the way is encrypted.
var securityHeaders = map[string]string{
	"Content-Security-Policy":           policy,
	"X-Content-Type-Options":            "nosniff",
	"X-Frame-Options":                   "deny",
	"X-Permitted-Cross-Domain-Policies": "none",
	"Referrer-Policy":                   "no-referrer",
	"Cross-Origin-Opener-Policy":        "same-origin",
	"Cross-Origin-Embedder-Policy":      "require-corp",
	"Cross-Origin-Resource-Policy":      "same-origin",
	"Permissions-Policy":                permissions,
	"X-DNS-Prefetch-Control":            "off",
	"Cache-Control":                     "no-store, max-age=0",
}

// guard stands before every handler: headers, bounds, log, panics.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		for name, value := range securityHeaders {
			w.Header().Set(name, value)
		}
		defer func() {
			if x := recover(); x == http.ErrAbortHandler {
				panic(x) // an answer that is cut off, so that the client sees it
			} else if x != nil {
				s.Log.Error("panic", "path", loggedPath(r.URL.Path), "panic", fmt.Sprint(x), "stack", string(debug.Stack()))
				s.answer(w, r, http.StatusInternalServerError, "something broke here; the log says what")
			}
			s.Log.Debug("request", "method", r.Method, "path", loggedPath(r.URL.Path), "took", time.Since(began))
		}()
		switch {
		case !s.knownHost(r.Host):
			s.answer(w, r, http.StatusForbidden, "this server does not answer to that name; it is started with --name to answer to more")
			return
		case len(r.URL.RawQuery) > MaxQuery:
			s.answer(w, r, http.StatusRequestURITooLong, fmt.Sprintf("the query is longer than %d bytes (MaxQuery)", MaxQuery))
			return
		}
		bound := int64(MaxForm)
		if r.URL.Path == "/check" {
			bound = MaxPasted
		}
		r.Body = http.MaxBytesReader(w, r.Body, bound)
		ctx := r.Context()
		if r.URL.Path != livePath { // it has a bound of its own
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, RequestTime)
			defer cancel()
		}
		r = r.WithContext(ctx)
		v, err := s.recognise(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if v.secure {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(ctx, callerKey{}, v)))
	})
}

// loggedPath is the path of a request without the key of an invitation or the secret of
// a feed, which let in whoever reads them.
func loggedPath(path string) string {
	for _, of := range []string{"/invitations/", "/feeds/"} {
		if rest, ok := strings.CutPrefix(path, of); ok {
			key, more, _ := strings.Cut(rest, "/")
			return strings.TrimSuffix(of+strings.Repeat("*", min(len(key), 3))+"/"+more, "/")
		}
	}
	return path
}

// knownHost reports whether a request is addressed to a name of this server. A
// page on another site can have a name of its own lead here (DNS rebinding), and
// would then be of the same origin; it cannot have an address in digits do so.
func (s *server) knownHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.TrimSuffix(strings.Trim(name, "[]"), ".")
	if net.ParseIP(name) != nil || strings.EqualFold(name, "localhost") {
		return true
	}
	for _, h := range s.Hosts {
		if strings.EqualFold(h, name) {
			return true
		}
	}
	return false
}

// MaxDear is how many requests for what is dear one client may have under way,
// those that wait included. A browser that opens a page asks for less.
const MaxDear = 16

// limits bounds what is dear: lists, searches and comparisons that read much. So
// many of them run at a time as keep the processors busy; the others wait, and each
// client has a bounded number of them.
type limits struct {
	slots   chan struct{}
	exports chan struct{} // those under way
	adds    chan struct{} // pages that are taken in

	mu    sync.Mutex
	under map[string]int // way, by client
}

func newLimits() *limits {
	return &limits{slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), exports: make(chan struct{}, MaxExports), adds: make(chan struct{}, MaxAdds), under: map[string]int{}}
}

// enter waits for a slot. leave must be called where ok is true; where neither ok
// nor an error is returned the client has too many under way.
func (l *limits) enter(ctx context.Context, client string) (leave func(), ok bool, err error) {
	l.mu.Lock()
	if l.under[client] >= MaxDear {
		l.mu.Unlock()
		return nil, false, nil
	}
	l.under[client]++
	l.mu.Unlock()
	gone := func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.under[client]--; l.under[client] == 0 {
			delete(l.under, client)
		}
	}
	select {
	case l.slots <- struct{}{}:
		return func() { <-l.slots; gone() }, true, nil
	case <-ctx.Done():
		gone()
		return nil, false, ctx.Err()
	}
}

// dear gives a handler that is bounded by the limits.
func dear(h handler) handler {
	return func(s *server, w http.ResponseWriter, r *http.Request) error {
		leave, ok, err := s.limits.enter(r.Context(), callerOf(r.Context()).from.String())
		switch {
		case err != nil:
			return err
		case !ok:
			w.Header().Set("Retry-After", "1")
			s.answer(w, r, http.StatusTooManyRequests, fmt.Sprintf("you have %d requests for long answers under way (MaxDear); wait for some of them", MaxDear))
			return nil
		}
		defer leave()
		return h(s, w, r)
	}
}

// healthy answers as long as the process does.
func (s *server) healthy(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprintln(w, "ok")
	return err
}

// ready answers whether the ledger does, and whether its file is still the one
// that was opened. A ledger that is only read here is ready to be read.
func (s *server) ready(w http.ResponseWriter, r *http.Request) error {
	status, words := http.StatusOK, "ok"
	_, err := s.Ledger.JournalEnd(r.Context())
	if err == nil {
		err = s.Ledger.MayWrite(r.Context())
		if sayso.KindOf(err) == sayso.Denied {
			words, err = "ok, only to be read", nil
		}
	}
	if err != nil {
		s.Log.Error("not ready", "error", err)
		status, words = http.StatusServiceUnavailable, "the ledger does not answer, or is not the one that was opened; the log says what was found"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, err = fmt.Fprintln(w, words)
	return err
}

// turns are the letters that change the direction of those after them: embeddings,
// overrides and isolates (Unicode Standard Annex 9). In a name or a title they make
// a page show other words than it has. Letters that run from right to left need
// none of them.
var turns = [][]byte{
	[]byte("\u202a"), []byte("\u202b"), []byte("\u202c"), []byte("\u202d"), []byte("\u202e"),
	[]byte("\u2066"), []byte("\u2067"), []byte("\u2068"), []byte("\u2069"),
}

// straight takes the letters that turn the direction out of a page.
func straight(page []byte) []byte {
	for _, t := range turns {
		if bytes.Contains(page, t) {
			page = bytes.ReplaceAll(page, t, nil)
		}
	}
	return page
}
