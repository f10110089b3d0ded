package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"sayso"
)

// Bounds of what goes to open pages.
const (
	// MaxStreams is how many pages are told of news at a time, and maxClientStreams how
	// many of one client.
	MaxStreams       = 256
	maxClientStreams = 8
	// StreamTime is how long a stream lasts; a browser then begins another one where it
	// ended.
	StreamTime = 30 * time.Minute
	// livePause is how often the ledger is asked whether something is new, by all
	// streams together.
	livePause = time.Second
	// beat is how long a stream is silent at most, so that what stands between does not
	// end it.
	beat = 20 * time.Second
	// maxLive is how many entries of the journal one message counts.
	maxLive = sayso.MaxLimit
)

// livePath is where pages listen.
const livePath = "/live"

// Arrived counts what came in between two entries of the journal.
type Arrived struct {
	N         int64 `json:"n"` // the number of the last entry that is counted
	Articles  int   `json:"articles,omitempty"`
	Versions  int   `json:"versions,omitempty"` // of articles that were there
	Claims    int   `json:"claims,omitempty"`
	Events    int   `json:"events,omitempty"`
	Questions int   `json:"questions,omitempty"` // new, or with other answers
	Unread    int   `json:"unread"`              // of all follows
}

// count adds an entry.
func (a *Arrived) count(e sayso.Entry) {
	a.N = e.N
	switch e.Kind {
	case sayso.ArticleEntry:
		a.Articles++
		a.Versions-- // its first version is none
	case sayso.VersionEntry:
		a.Versions++
	case sayso.ClaimEntry:
		a.Claims++
	case sayso.EventEntry:
		a.Events++
	case sayso.QuestionEntry, sayso.QuestionChangedEntry:
		a.Questions++
	}
}

// streams are the pages that listen.
type streams struct {
	mu    sync.Mutex
	all   int
	under map[string]int // by client
	end   int64          // of the journal, as it was asked for last
	at    time.Time
}

// enter takes a place; leave gives it back. ok is false where there is none.
func (l *streams) enter(client string) (leave func(), ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all >= MaxStreams || l.under[client] >= maxClientStreams {
		return nil, false
	}
	if l.under == nil {
		l.under = make(map[string]int)
	}
	l.all++
	l.under[client]++
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.all--
		if l.under[client]--; l.under[client] == 0 {
			delete(l.under, client)
		}
	}, true
}

// journalEnd is the number of the newest entry; it is asked for once for all streams,
// and anew for one that knows of a later one than was found then.
func (l *streams) journalEnd(ctx context.Context, j sayso.Journal, known int64) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.at) < livePause/2 && l.end >= known {
		return l.end, nil
	}
	end, err := j.JournalEnd(ctx)
	if err == nil {
		l.end, l.at = end, time.Now()
	}
	return end, err
}

// closing is the key under which a request's context has a channel that is closed when
// the server ends.
type closing struct{}

// live tells a page what comes in, by server-sent events. Each has the number of the
// last entry that it counts as its name, so whoever comes again with it misses nothing
// and counts nothing twice.
func (s *server) live(w http.ResponseWriter, r *http.Request) error {
	client, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		client = r.RemoteAddr
	}
	after := r.Header.Get("Last-Event-ID")
	if after == "" {
		after = r.URL.Query().Get("after")
	}
	at, err := strconv.ParseInt(after, 10, 64)
	if err != nil || at < 0 {
		return sayso.Errorf("listen", after, sayso.Invalid, "after is the number of an entry of the journal")
	}
	leave, ok := s.streams.enter(client)
	if !ok {
		w.Header().Set("Retry-After", "60")
		s.answer(w, r, http.StatusTooManyRequests, fmt.Sprintf("%d pages listen here already (MaxStreams), or %d of yours", MaxStreams, maxClientStreams))
		return nil
	}
	defer leave()
	ctx, cancel := context.WithTimeout(r.Context(), StreamTime)
	defer cancel()
	ended, _ := r.Context().Value(closing{}).(chan struct{})
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	if _, err := fmt.Fprint(w, "retry: 3000\n\n"); err != nil {
		return nil // who listened is gone
	}
	look := time.NewTicker(livePause)
	defer look.Stop()
	said, unread := time.Time{}, -1
	for {
		news, err := s.arrived(ctx, r, at)
		if err != nil && ctx.Err() == nil && sayso.KindOf(err) != sayso.Busy {
			s.Log.Error("live", "error", err)
			return nil
		}
		text := ""
		if err == nil && (news.N > at || news.Unread != unread) {
			b, err := json.Marshal(news)
			if err != nil {
				return nil
			}
			at, unread = news.N, news.Unread
			text = fmt.Sprintf("id: %d\ndata: %s\n\n", news.N, b)
		} else if time.Since(said) > beat {
			text = ": still here\n\n"
		}
		if text != "" {
			_ = out.SetWriteDeadline(time.Now().Add(beat)) // a server in a test has none
			if _, err := fmt.Fprint(w, text); err != nil {
				return nil
			}
			if err := out.Flush(); err != nil {
				return nil
			}
			said = time.Now()
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return nil
		case <-ended:
			return nil
		}
	}
}

// arrived counts what came in after an entry.
func (s *server) arrived(ctx context.Context, r *http.Request, after int64) (Arrived, error) {
	out := Arrived{N: after}
	rows, err := s.followed(ctx, r)
	if err != nil {
		return out, err
	}
	out.Unread, _ = unread(rows)
	end, err := s.streams.journalEnd(ctx, s.Ledger, after)
	if err != nil || end == after {
		return out, err
	}
	if end < after { // it was of another ledger
		out.N = end
		return out, nil
	}
	entries, err := s.Ledger.JournalAfter(ctx, after, maxLive)
	for _, e := range entries {
		out.count(e)
	}
	out.Versions = max(out.Versions, 0)
	return out, err
}
