package web

import (
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// MaxKept bounds, in bytes, the pages and answers for programs that a server keeps.
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
	tag    string
	header http.Header // what it sets besides its tag
	body   []byte
}

// get is the page of a tag; nil where it is not kept. Nobody may change it.
func (k *keptPages) get(tag string) *keptPage {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.pages[tag]
	if e == nil {
		return nil
	}
	k.asked.MoveToFront(e)
	return e.Value.(*keptPage)
}

func (k *keptPages) put(p *keptPage) {
	if len(p.body) > MaxKept/16 {
		return // it would put too many others out
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pages == nil {
		k.pages = make(map[string]*list.Element)
	}
	if k.pages[p.tag] != nil {
		return
	}
	k.pages[p.tag] = k.asked.PushFront(p)
	for k.size += len(p.body); k.size > MaxKept; {
		old := k.asked.Remove(k.asked.Back()).(*keptPage)
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
	return s.keepTagged(w, r, tag, h)
}

// keepTagged is keep for an answer whose tag is known.
func (s *server) keepTagged(w http.ResponseWriter, r *http.Request, tag string, h handler) error {
	if matches(r, tag) {
		unchanged(w, tag)
		return nil
	}
	p := s.kept.get(tag)
	status := http.StatusOK
	if p == nil {
		drawn := &keptAnswer{header: http.Header{}, status: status, journal: journalOf(tag)}
		if err := h(s, drawn, r); err != nil {
			return err
		}
		p, status = &keptPage{tag, drawn.header, drawn.body.Bytes()}, drawn.status
	}
	for name, values := range p.header { // each answer its own, for what is added to it later
		w.Header()[name] = slices.Clone(values)
	}
	if status == http.StatusOK {
		s.kept.put(p)
		keepable(w.Header(), tag)
	}
	w.WriteHeader(status)
	_, err := w.Write(p.body)
	return err
}

// journalOf is the number of the newest entry, by which a tag begins.
func journalOf(tag string) int64 {
	n, _, _ := strings.Cut(strings.TrimPrefix(tag, `W/"`), "-")
	end, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return 0
	}
	return end
}
