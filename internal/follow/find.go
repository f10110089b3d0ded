package follow

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"sayso"
)

// Bounds.
const (
	// stretch is how many entries of the journal are looked at together.
	stretch = 2000
	// maxStretch is how many there are where one article has that many.
	maxStretch = sayso.MaxLimit
	// maxFound is how many claims one follow finds in a stretch.
	maxFound = sayso.MaxLimit
	// sameWords is how many words a claim must have for its words alone to tell that
	// another print of it is no news.
	sameWords = 6
)

// Catch holds all follows against the journal up to its end, and returns how many new
// items there are.
func (f *Finder) Catch(ctx context.Context) (fresh int, err error) {
	for {
		stale, err := f.Ledger.StaleFollows(ctx, sayso.MaxFollows)
		if err != nil || len(stale) == 0 {
			return fresh, err
		}
		n, moved, err := f.step(ctx, stale)
		fresh += n
		if err != nil || !moved {
			return fresh, err
		}
	}
}

// step moves those follows that are furthest behind over one stretch.
func (f *Finder) step(ctx context.Context, stale []sayso.Follow) (fresh int, moved bool, err error) {
	from := stale[0].At
	n := slices.IndexFunc(stale, func(x sayso.Follow) bool { return x.At != from })
	if n < 0 {
		n = len(stale)
	}
	entries, err := f.entries(ctx, from)
	if err != nil || len(entries) == 0 {
		return 0, false, err
	}
	to := entries[len(entries)-1].N
	s := newStretch(f, from, to, entries)
	ids := make([]sayso.FollowID, n)
	var hits []sayso.FollowHit
	for i := range stale[:n] {
		ids[i] = stale[i].ID
		found, err := s.find(ctx, &stale[i])
		if err != nil {
			return 0, false, err
		}
		for _, h := range found {
			h.Follow = ids[i]
			hits = append(hits, h)
		}
	}
	fresh, err = f.Ledger.Tell(ctx, from, to, ids, hits)
	return fresh, err == nil, err
}

// entries are those of the next stretch: of the last article all or none, if they are
// not too many.
func (f *Finder) entries(ctx context.Context, after int64) ([]sayso.Entry, error) {
	for limit := stretch; ; limit = min(2*limit, maxStretch) {
		entries, err := f.Ledger.JournalAfter(ctx, after, limit)
		if err != nil || len(entries) < limit {
			return entries, err
		}
		last := entries[len(entries)-1].Article
		cut := len(entries)
		for last != "" && cut > 0 && entries[cut-1].Article == last {
			cut--
		}
		if cut > 0 || limit == maxStretch {
			return entries[:cmp.Or(cut, len(entries))], nil
		}
	}
}

// stretchOf is what some entries tell of, and what was asked about it so far.
type stretchOf struct {
	*Finder
	from, to  int64
	versions  map[sayso.VersionID]bool // that came in
	claims    map[sayso.ClaimID]sayso.Entry
	articles  []sayso.Entry
	placed    []sayso.Entry
	events    []sayso.Entry
	questions []sayso.Entry

	asked   map[string][]sayso.FollowHit // by kind and about
	rows    []eventHit                   // of events; nil until they were asked for
	prints  []printHit                   // of articles
	answers []answerHit                  // of questions
	loaded  struct{ events, prints, answers bool }
}

func newStretch(f *Finder, from, to int64, entries []sayso.Entry) *stretchOf {
	s := &stretchOf{Finder: f, from: from, to: to, versions: make(map[sayso.VersionID]bool), claims: make(map[sayso.ClaimID]sayso.Entry), asked: make(map[string][]sayso.FollowHit)}
	begun := make(map[sayso.ArticleID]bool)
	events, questions := make(map[sayso.EventID]bool), make(map[sayso.QuestionID]bool)
	for _, e := range entries {
		switch e.Kind {
		case sayso.ArticleEntry:
			begun[e.Article] = true
			s.articles = append(s.articles, e)
		case sayso.VersionEntry:
			s.versions[e.Version] = true
			if !begun[e.Article] {
				s.articles = append(s.articles, e)
			}
			begun[e.Article] = false // a second version of it is one
		case sayso.ClaimEntry:
			s.claims[e.Claim] = e
		case sayso.EventEntry, sayso.EventJoinedEntry, sayso.EventChangedEntry:
			if !events[e.Event] {
				events[e.Event] = true
				s.events = append(s.events, e)
			}
		case sayso.StoryEntry, sayso.StoryChangedEntry:
			s.placed = append(s.placed, e)
		case sayso.QuestionEntry, sayso.QuestionChangedEntry:
			if !questions[e.Question] {
				questions[e.Question] = true
				s.questions = append(s.questions, e)
			}
		}
	}
	return s
}

// find is what answers to a follow. A follow that cannot be asked finds nothing, and
// the others go on.
func (s *stretchOf) find(ctx context.Context, f *sayso.Follow) ([]sayso.FollowHit, error) {
	key := string(f.Kind) + " " + f.About
	if hits, ok := s.asked[key]; ok {
		return hits, nil
	}
	hits, err := s.ask(ctx, f)
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge || k == sayso.NotFound {
		s.log("the follow %q finds nothing: %v", f.Name, err)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	s.asked[key] = hits
	return hits, nil
}

func (s *stretchOf) ask(ctx context.Context, f *sayso.Follow) ([]sayso.FollowHit, error) {
	switch f.Kind {
	case sayso.SearchFollow:
		q, err := s.search(ctx, f.About)
		if err != nil {
			return nil, err
		}
		return s.findClaims(ctx, q)
	case sayso.ActorFollow:
		return s.findClaims(ctx, sayso.ClaimQuery{Actor: sayso.ActorID(f.About)})
	case sayso.StoryFollow:
		return s.findStory(ctx, f.About)
	case sayso.QuestionFollow:
		return s.findAnswers(ctx, func(q *sayso.Question) bool { return string(q.ID) == f.About })
	case sayso.DyadFollow:
		a, b, _ := strings.Cut(f.About, " ")
		return s.findEvents(ctx, func(e *sayso.EventRow) bool { return partOf(e, a, b) })
	case sayso.PlaceFollow:
		return s.findEvents(ctx, func(e *sayso.EventRow) bool { return happenedAt(e, f.About) })
	case sayso.OutletFollow:
		return s.findPrints(ctx, f.About)
	}
	return nil, sayso.Errorf("find news", f.Name, sayso.Invalid, "%q is nothing that is followed", string(f.Kind))
}

// search is what the query of a search page's address asks for.
func (f *Finder) search(ctx context.Context, about string) (sayso.ClaimQuery, error) {
	v, err := url.ParseQuery(about)
	if err != nil {
		return sayso.ClaimQuery{}, sayso.E("search", about, sayso.Invalid, err)
	}
	q, err := sayso.ParseClaimQuery(v)
	if err != nil {
		return q, err
	}
	if f.Widen != nil && v.Get("exact") == "" {
		q.Words = f.Widen(q.Words)
	}
	q.Order = sayso.ByDate // nothing is ranked
	if like := v.Get("like"); like != "" {
		if f.Like == nil {
			return q, sayso.Errorf("search", about, sayso.Invalid, "nothing is found here by what it says")
		}
		q.Like, err = f.Like(ctx, like)
	}
	return q, err
}
