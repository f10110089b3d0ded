package follow

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sayso"
)

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
