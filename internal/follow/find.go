package follow

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

type eventHit struct {
	row sayso.EventRow
	hit sayso.FollowHit
}

type printHit struct {
	outlet string
	hit    sayso.FollowHit
}

type answerHit struct {
	q   *sayso.Question
	hit sayso.FollowHit
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

// findClaims are the claims of versions that came in which a query selects.
func (s *stretchOf) findClaims(ctx context.Context, q sayso.ClaimQuery) ([]sayso.FollowHit, error) {
	if len(s.claims) == 0 {
		return nil, nil
	}
	q.Entries = sayso.Entries{After: s.from, Upto: s.to}
	q.Paging = sayso.Paging{Limit: maxFound}
	page, err := s.Ledger.Claims(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []sayso.FollowHit
	for i := range page.Items {
		row := &page.Items[i]
		e, ok := s.claims[row.ID]
		if !ok || !s.versions[row.Version] {
			continue
		}
		out = append(out, sayso.FollowHit{Item: itemOf(e, sayso.ClaimItem, string(row.ID)), Keys: claimKeys(row)})
	}
	slices.SortStableFunc(out, func(a, b sayso.FollowHit) int { return cmp.Compare(a.Item.Entry, b.Item.Entry) })
	return out, nil
}

func itemOf(e sayso.Entry, kind sayso.ItemKind, id string) sayso.FollowItem {
	return sayso.FollowItem{Kind: kind, ID: id, Entry: e.N, At: e.At}
}

// claimKeys are what a claim is known by: itself, its words in that article whatever
// the version, and its words anywhere, where these are so many that nobody says them by
// chance: what six papers print of one speech is one piece of news.
func claimKeys(r *sayso.ClaimRow) []string {
	words := strings.FieldsFunc(strings.ToLower(r.ContentText), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	said := make([]string, 0, len(words)+len(r.Speakers)+2)
	for _, a := range r.Speakers {
		said = append(said, string(a.ID))
	}
	if len(r.Speakers) == 0 {
		said = append(said, strings.ToLower(r.SourceText))
	}
	said = append(append(said, string(r.Stance)), words...)
	keys := []string{string(r.ID), digest("in", append([]string{string(r.Article.ID)}, said...)...)}
	if len(words) >= sameWords && len(r.Speakers) > 0 {
		keys = append(keys, digest("said", said...))
	}
	return keys
}

func digest(kind string, of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return kind + " " + hex.EncodeToString(sum[:12])
}

// findEvents are the events that some version which came in tells of.
func (s *stretchOf) findEvents(ctx context.Context, answers func(*sayso.EventRow) bool) ([]sayso.FollowHit, error) {
	if !s.loaded.events {
		for _, e := range s.events {
			row, err := s.Ledger.Event(ctx, e.Event)
			if sayso.KindOf(err) == sayso.NotFound {
				continue // gone since
			}
			if err != nil {
				return nil, err
			}
			fresh, keys := false, []string{string(row.ID)}
			for i := range row.Mentions {
				fresh = fresh || s.versions[row.Mentions[i].Version]
				keys = append(keys, string(row.Mentions[i].ID))
			}
			if fresh {
				s.rows = append(s.rows, eventHit{row, sayso.FollowHit{Item: itemOf(e, sayso.EventItem, string(row.ID)), Keys: keys}})
			}
		}
		s.loaded.events = true
	}
	var out []sayso.FollowHit
	for i := range s.rows {
		if answers(&s.rows[i].row) {
			out = append(out, s.rows[i].hit)
		}
	}
	return out, nil
}

// partOf reports whether two countries take part in an event.
func partOf(e *sayso.EventRow, a, b string) bool {
	has := func(c string) bool {
		is := func(p sayso.Party) bool { return p.Country == c }
		return slices.ContainsFunc(e.Actors, is) || slices.ContainsFunc(e.Targets, is)
	}
	return has(a) && has(b)
}

// happenedAt reports whether an event took place at a place: by its name or, in three
// capital letters, in a country.
func happenedAt(e *sayso.EventRow, place string) bool {
	return strings.EqualFold(e.Place.Name, place) || e.Place.Country != "" && e.Place.Country == place
}

// findPrints are the articles that an outlet printed, and the versions that it made of
// them.
func (s *stretchOf) findPrints(ctx context.Context, outlet string) ([]sayso.FollowHit, error) {
	if !s.loaded.prints {
		for _, e := range s.articles {
			rec, err := s.Ledger.Gist(ctx, e.Article)
			if sayso.KindOf(err) == sayso.NotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
			h := sayso.FollowHit{Item: itemOf(e, sayso.ArticleItem, string(e.Article)), Keys: []string{string(e.Article)}}
			if e.Kind == sayso.VersionEntry {
				h = sayso.FollowHit{Item: itemOf(e, sayso.VersionItem, string(e.Version)), Keys: []string{string(e.Version) + " " + strconv.FormatInt(e.N, 10)}}
			}
			s.prints = append(s.prints, printHit{rec.Article.Outlet, h})
		}
		s.loaded.prints = true
	}
	var out []sayso.FollowHit
	for _, p := range s.prints {
		if strings.EqualFold(p.outlet, outlet) {
			out = append(out, p.hit)
		}
	}
	return out, nil
}

// findStory are the articles that were placed in a story, and the questions on which
// its articles differ.
func (s *stretchOf) findStory(ctx context.Context, about string) ([]sayso.FollowHit, error) {
	if len(s.placed) == 0 && len(s.questions) == 0 {
		return nil, nil
	}
	names := map[sayso.StoryID]bool{sayso.StoryID(about): true}
	// Another article may name the story by now.
	st, err := s.Ledger.Story(ctx, sayso.StoryID(about))
	if err == nil {
		names[st.ID] = true
	} else if sayso.KindOf(err) != sayso.NotFound {
		return nil, err
	}
	var out []sayso.FollowHit
	for _, e := range s.placed {
		if names[e.Story] {
			out = append(out, sayso.FollowHit{Item: itemOf(e, sayso.ArticleItem, string(e.Article)), Keys: []string{string(e.Article)}})
		}
	}
	asked, err := s.findAnswers(ctx, func(q *sayso.Question) bool { return names[q.Story] && slices.Contains(sayso.Contested, q.Status) })
	return append(out, asked...), err
}

// findAnswers are questions whose answers, or how they stand to each other, have
// changed.
func (s *stretchOf) findAnswers(ctx context.Context, answers func(*sayso.Question) bool) ([]sayso.FollowHit, error) {
	if !s.loaded.answers {
		for _, e := range s.questions {
			q, err := s.Ledger.Question(ctx, e.Question)
			if sayso.KindOf(err) == sayso.NotFound {
				continue
			}
			if err != nil {
				return nil, err
			}
			of := []string{string(q.ID), string(q.Status)}
			for i := range q.Answers {
				of = append(of, q.Answers[i].Text)
			}
			s.answers = append(s.answers, answerHit{q, sayso.FollowHit{Item: itemOf(e, sayso.QuestionItem, string(q.ID)), Keys: []string{digest("question", of...)}}})
		}
		s.loaded.answers = true
	}
	var out []sayso.FollowHit
	for _, a := range s.answers {
		if answers(a.q) {
			out = append(out, a.hit)
		}
	}
	return out, nil
}
