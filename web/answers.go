package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/rs/cors"

	"sayso"
)

// handler makes the handler of an address for programs: what it does not take is
// refused, and who has the answer already is told so.
func (e *endpoint) handler() handler {
	h := e.handle
	if e.dear {
		h = dear(h)
	}
	takes := e.parameters()
	return func(s *server, w http.ResponseWriter, r *http.Request) error {
		if !forPrograms(e.path) {
			return h(s, w, r) // what watches a server wants it as it is now
		}
		q, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil { // a filter would be lost
			return sayso.Errorf("ask for "+e.path, r.URL.RawQuery, sayso.Invalid, "the query cannot be read: %w", err)
		}
		if strings.HasPrefix(e.path, apiRoot) { // each kind of export has filters of its own
			if err := checkTaken("ask for "+e.path, takes, q); err != nil {
				return err
			}
		}
		if e.beyond || relative(q.Get("since")) {
			return taggedByBytes(s, w, r, h)
		}
		tag, err := s.tagOf(r)
		if err != nil {
			return err
		}
		if strings.HasPrefix(e.path, apiRoot) {
			return s.keepTagged(w, r, tag, h) // exports are too long to be kept
		}
		if matches(r, tag) {
			unchanged(w, tag)
			return nil
		}
		return h(s, &tagWriter{ResponseWriter: w, tag: tag}, r)
	}
}

// relative says that since is a time before now, so that the same address means
// something else each time.
func relative(since string) bool {
	a, errA := sayso.ParseSince(since, time.Unix(0, 0))
	b, errB := sayso.ParseSince(since, time.Unix(1, 0))
	return errA == nil && errB == nil && a != b
}

// tagOf is the entity tag of an answer that follows from the ledger, by the newest
// entry of its journal: whoever has such an answer is told so before anything is
// read. It is weak (RFC 9110, section 8.8), for the answer packed has the same. The
// moment of the entry stands in it, for another ledger may have as many.
func (s *server) tagOf(r *http.Request) (string, error) {
	end, err := s.Ledger.JournalEnd(r.Context())
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, s.Version, end, r.URL.EscapedPath(), r.URL.RawQuery)
	if v := callerOf(r.Context()); v.account != nil { // what may be done, and what is one's own, stands in the page
		fmt.Fprintln(sum, v.account.Name, v.role, v.account.Limited)
	}
	if end > 0 {
		entries, err := s.Ledger.JournalAfter(r.Context(), end-1, 1)
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			fmt.Fprintln(sum, e.At.UnixNano(), e.Article, e.Version)
		}
	}
	return `W/"` + strconv.FormatInt(end, 10) + "-" + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12]) + `"`, nil
}

// matches says that a request has the answer with this tag (If-None-Match).
func matches(r *http.Request, tag string) bool {
	opaque := strings.TrimPrefix(tag, "W/")
	for _, header := range r.Header.Values("If-None-Match") {
		for one := range strings.SplitSeq(header, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == opaque {
				return true
			}
		}
	}
	return false
}

func unchanged(w http.ResponseWriter, tag string) {
	keepable(w.Header(), tag)
	w.WriteHeader(http.StatusNotModified)
}

// keepable lets whoever asked keep an answer and ask whether it still holds.
func keepable(h http.Header, tag string) {
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
}

// tagWriter gives an answer its tag, and none to an error.
type tagWriter struct {
	http.ResponseWriter
	tag   string
	begun bool
}

func (w *tagWriter) WriteHeader(status int) {
	if !w.begun && status == http.StatusOK {
		keepable(w.Header(), w.tag)
	}
	w.begun = true
	w.ResponseWriter.WriteHeader(status)
}

func (w *tagWriter) Write(p []byte) (int, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets the server's controls through.
func (w *tagWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// taggedByBytes makes an answer, then its tag. Such answers are short.
func taggedByBytes(s *server, w http.ResponseWriter, r *http.Request, h handler) error {
	kept := &keptAnswer{header: w.Header(), status: http.StatusOK}
	if err := h(s, kept, r); err != nil {
		return err
	}
	if kept.status == http.StatusOK {
		sum := sha256.Sum256(kept.body.Bytes())
		tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		if matches(r, tag) {
			w.Header().Del("Content-Type")
			w.Header().Del("Content-Disposition")
			unchanged(w, tag)
			return nil
		}
		keepable(w.Header(), tag)
	}
	w.WriteHeader(kept.status)
	_, err := kept.body.WriteTo(w)
	return err
}

type keptAnswer struct {
	journal int64 // the number of the last entry that it may tell of
	header  http.Header
	status  int
	body    bytes.Buffer
}

func (k *keptAnswer) Header() http.Header         { return k.header }
func (k *keptAnswer) WriteHeader(status int)      { k.status = status }
func (k *keptAnswer) Write(p []byte) (int, error) { return k.body.Write(p) }

// forPrograms says that an address is one that programs of other sites may be let to.
func forPrograms(path string) bool {
	return strings.HasPrefix(path, apiRoot) || strings.HasPrefix(path, "/export/")
}

// packed answers in gzip or zstd where the client takes it. Pages are left as they
// are: what is secret in them could be guessed from the size (BREACH), and they are
// short.
func packed(next http.Handler) http.Handler {
	pack, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.EnableZstd(true), gzhttp.PreferZstd(true), gzhttp.ContentTypeFilter(packable))
	if err != nil {
		panic(err) // the choices above are constants
	}
	small := pack(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forPrograms(r.URL.Path) {
			small.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// packable says that a kind of content gets smaller: Parquet and DOCX are packed
// inside.
func packable(media string) bool {
	for _, part := range []string{"text/", "json", "xml", "sqlite"} {
		if strings.Contains(media, part) && !strings.Contains(media, "openxml") {
			return true
		}
	}
	return false
}

// shared lets pages of the named origins read what is for programs (the Fetch
// standard calls it CORS). Without a name nobody may.
func shared(origins []string, next http.Handler) http.Handler {
	if len(origins) == 0 {
		return next
	}
	c := cors.New(cors.Options{AllowedOrigins: origins, AllowedMethods: []string{http.MethodGet, http.MethodHead}, AllowedHeaders: []string{"If-None-Match"}, ExposedHeaders: []string{"ETag", "Link"}})
	open := c.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forPrograms(r.URL.Path) {
			open.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// CheckOrigin refuses what is no origin of a site: a scheme, a host and perhaps a
// port. A star is none: pages of any site could then read the ledger of whoever
// opens them.
func CheckOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Contains(u.Host, "*") || u.Scheme+"://"+u.Host != origin {
		return sayso.Errorf("serve", origin, sayso.Invalid, "it is no origin").Advise("write scheme and host, as https://desk.example or http://localhost:3000")
	}
	return nil
}
