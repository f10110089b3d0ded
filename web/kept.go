package web

import (
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
)

// MaxKept bounds, in bytes, the pages that a server keeps drawn.
const MaxKept = 64 << 20

// keptPages are pages as they were drawn last, by their tags. A tag tells the ledger's
// newest entry, so a page is drawn anew when anything has changed; those that nobody
// asks for any more make room for others, the longest unasked first.
type keptPages struct {
	mu    sync.Mutex
	pages map[string]*list.Element // of keptPage
	asked list.List                // the latest first
	size  int
}

type keptPage struct {
	tag  string
	body []byte
}

// get is the page of a tag; nil where it is not kept. Nobody may change it.
func (k *keptPages) get(tag string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.pages[tag]
	if e == nil {
		return nil
	}
	k.asked.MoveToFront(e)
	return e.Value.(keptPage).body
}

func (k *keptPages) put(tag string, body []byte) {
	if len(body) > MaxKept/16 {
		return // it would put too many others out
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pages == nil {
		k.pages = make(map[string]*list.Element)
	}
	if k.pages[tag] != nil {
		return
	}
	k.pages[tag] = k.asked.PushFront(keptPage{tag, body})
	for k.size += len(body); k.size > MaxKept; {
		old := k.asked.Remove(k.asked.Back()).(keptPage)
		delete(k.pages, old.tag)
		k.size -= len(old.body)
	}
}

// kept gives a handler whose page follows from the ledger and the address alone: it is
// drawn once for each state of the ledger, and who has it already is told so.
func kept(h handler) handler {
	return func(s *server, w http.ResponseWriter, r *http.Request) error {
		if q := r.URL.Query(); relative(q.Get("since")) || q.Has("like") {
			return h(s, w, r) // a moment passes, and vectors come in without an entry
		}
		return s.keep(w, r, "", h)
	}
}

// keep answers from what is kept, or by h. What else than ledger and address the page
// follows from stands in more.
func (s *server) keep(w http.ResponseWriter, r *http.Request, more string, h handler) error {
	tag, err := s.tagOf(r)
	if err != nil {
		return err
	}
	if more != "" {
		sum := sha256.Sum256([]byte(more))
		tag = strings.TrimSuffix(tag, `"`) + "-" + hex.EncodeToString(sum[:6]) + `"`
	}
	if matches(r, tag) {
		unchanged(w, tag)
		return nil
	}
	body := s.kept.get(tag)
	if body == nil {
		drawn := &keptAnswer{header: w.Header(), status: http.StatusOK}
		if err := h(s, drawn, r); err != nil {
			return err
		}
		body = drawn.body.Bytes()
		if drawn.status != http.StatusOK {
			w.WriteHeader(drawn.status)
			_, err := w.Write(body)
			return err
		}
		s.kept.put(tag, body)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	keepable(w.Header(), tag)
	_, err = w.Write(body)
	return err
}
