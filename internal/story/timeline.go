package story

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sayso"
)

// Moment is one claim or one event of a timeline.
type Moment struct {
	// Day and End bound the days that it speaks of, End exclusive; Day is zero
	// where no day or month is told, End where the time is open.
	Day, End time.Time
	// Said is when it was said: the day that the article gives for the saying,
	// else the article's date.
	Said sayso.Date
	// Article tells it, the first where several do.
	Article sayso.ArticleID
	Outlet  string
	// Claim is set for a claim, and for an event that a claim tells of; Event
	// for an event. Both are lasting.
	Claim sayso.ClaimID
	Event sayso.EventID
	// Who speaks, or takes part on either side; Actors are the lasting
	// identifiers that belong to it.
	Who    string
	Actors []sayso.ActorID
	// Act is the stance of a claim, and the category and mode of an event.
	Act    string
	Status sayso.Status // of an event
	Words  string       // the content of a claim, the sentence of an event
	// Articles is how many tell of an event; copies of a text count once, and a
	// claim is told by one.
	Articles int
	// Learnt is when the ledger first read of it.
	Learnt time.Time
}

// Day is one day of a timeline with something on it.
type Day struct {
	Day time.Time // midnight, UTC
	// Empty is how many days without anything lie between this and the one
	// before it in the list.
	Empty   int
	Moments []Moment
}

// Timeline is moments in two orders.
type Timeline struct {
	About []Day // by the days that they speak of
	Said  []Day // by the days that they were said
	// Undated are those that are in neither order; moments that speak of no
	// known day are missing from About alone.
	Undated []Moment
}

// longest is the longest time that a moment may speak of and still belong to
// its first day: a claim about "the war" or "2030" belongs to none.
const longest = 32 * 24 * time.Hour

// Lined puts a story on a timeline: the claims of its texts, those in copies
// once, and the events that its articles tell of. With since, only what the
// ledger has first read then or later.
func Lined(ctx context.Context, led Ledger, s *Story, since time.Time) (*Timeline, error) {
	first := make(map[sayso.ArticleID]bool, len(s.Texts))
	for _, t := range s.Texts {
		first[t.Articles[0]] = true
	}
	var texts []*sayso.Record
	for _, r := range s.Articles {
		if first[r.Article.ID] {
			texts = append(texts, r)
		}
	}
	ms := claimMoments(texts, "")
	events, err := eventMoments(ctx, led, s.Articles, texts, "")
	if err != nil {
		return nil, err
	}
	return line(append(ms, events...), since), nil
}

// LinedActor puts an actor on a timeline: what it said, and the events in
// which it takes part, in the newest MaxTold articles that name it.
func LinedActor(ctx context.Context, led Ledger, id sayso.ActorID, since time.Time) (*Timeline, error) {
	if _, err := led.Actor(ctx, id); err != nil {
		return nil, err
	}
	page, err := led.Articles(ctx, sayso.ArticleQuery{Actor: id, Paging: sayso.Paging{Limit: MaxTold}})
	if err != nil {
		return nil, err
	}
	var recs []*sayso.Record
	for _, a := range page.Items {
		r, err := led.Gist(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		recs = append(recs, r)
	}
	texts, err := oncePerText(ctx, led, recs)
	if err != nil {
		return nil, err
	}
	ms := claimMoments(texts, id)
	events, err := eventMoments(ctx, led, recs, texts, id)
	if err != nil {
		return nil, err
	}
	return line(append(ms, events...), since), nil
}

// oncePerText keeps of copies of one text the first.
func oncePerText(ctx context.Context, led Ledger, recs []*sayso.Record) ([]*sayso.Record, error) {
	textOf := make(map[sayso.ArticleID]sayso.ArticleID)
	seen := make(map[sayso.ArticleID]bool)
	var out []*sayso.Record
	recs = slices.Clone(recs)
	slices.SortStableFunc(recs, func(a, b *sayso.Record) int {
		return a.Article.Dated().Compare(b.Article.Dated().Time)
	})
	for _, r := range recs {
		id := r.Article.ID
		if _, known := textOf[id]; !known {
			s, err := led.Story(ctx, sayso.DeriveStoryID(id))
			switch {
			case err == nil:
				for i := range s.Members {
					textOf[s.Members[i].Article.ID] = s.Members[i].Text
				}
			case sayso.KindOf(err) == sayso.NotFound:
				textOf[id] = id
			default:
				return nil, err
			}
		}
		if t := textOf[id]; !seen[t] {
			seen[t] = true
			out = append(out, r)
		}
	}
	return out, nil
}

// claimMoments are the claims of some articles; of one speaker, where one is
// asked for.
func claimMoments(recs []*sayso.Record, by sayso.ActorID) []Moment {
	var out []Moment
	for _, r := range recs {
		for i := range r.Analysis.Claims {
			c := &r.Analysis.Claims[i]
			m := Moment{Said: r.Article.Dated(), Article: r.Article.ID, Outlet: r.Article.Outlet, Claim: r.ClaimIDs[c.ID], Act: string(c.Stance),
				Words: c.Content.In(r.Article.Text), Articles: 1, Learnt: r.Version.FirstRead}
			m.Who, _ = speaker(r, c)
			for _, a := range c.Source.Actors {
				m.Actors = append(m.Actors, r.ActorIDs[a])
			}
			if by != "" && !slices.Contains(m.Actors, by) {
				continue
			}
			for k := range r.Analysis.Times {
				w := &r.Analysis.Times[k]
				switch {
				case w.ID == c.Time && dayOf(w):
					m.Said = sayso.Date{Time: w.From, DayOnly: true}
				case m.Day.IsZero() && c.Content.Overlaps(w.Span) && placeable(w):
					m.Day, m.End = w.From, w.To
				}
			}
			out = append(out, m)
		}
	}
	return out
}

// dayOf reports whether a time is one day.
func dayOf(w *sayso.When) bool {
	return placeable(w) && w.To.Sub(w.From) <= 36*time.Hour
}

// placeable reports whether a time can stand on a line of days.
func placeable(w *sayso.When) bool {
	return (w.Type == sayso.DateTime || w.Type == sayso.ClockTime) && !w.From.IsZero() && !w.To.IsZero() && w.To.Sub(w.From) <= longest
}

// eventMoments are the events that some articles tell of, each once; of one
// party, where one is asked for. texts are the articles without copies.
func eventMoments(ctx context.Context, led Ledger, recs, texts []*sayso.Record, of sayso.ActorID) ([]Moment, error) {
	here := make(map[sayso.ArticleID]*sayso.Record, len(recs))
	for _, r := range recs {
		here[r.Article.ID] = r
	}
	counts := make(map[sayso.ArticleID]bool, len(texts))
	for _, r := range texts {
		counts[r.Article.ID] = true
	}
	seen := make(map[sayso.EventID]bool)
	var out []Moment
	for _, r := range texts {
		q := sayso.EventQuery{Article: r.Article.ID, Paging: sayso.Paging{Limit: sayso.MaxLimit}}
		page, err := led.Events(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range page.Items {
			e := &page.Items[i]
			if seen[e.ID] {
				continue
			}
			seen[e.ID] = true
			if m, ok := eventMoment(e, here, counts); ok && (of == "" || slices.Contains(m.Actors, of)) {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

func eventMoment(e *sayso.EventRow, here map[sayso.ArticleID]*sayso.Record, counts map[sayso.ArticleID]bool) (m Moment, ok bool) {
	told := make(map[sayso.ArticleID]bool)
	for i := range e.Mentions {
		x := &e.Mentions[i]
		r := here[x.Article]
		if r == nil {
			continue
		}
		if counts[x.Article] {
			told[x.Article] = true
		}
		if !ok {
			ok = true
			m = Moment{Said: x.Published, Article: x.Article, Outlet: x.Outlet, Claim: x.Claim, Event: e.ID, Act: e.Type, Status: e.Status, Words: x.Sentence, Learnt: r.Version.FirstRead}
		}
	}
	if e.Mode != "" {
		m.Act += " " + e.Mode
	}
	if d, err := time.Parse(time.DateOnly, e.Day); err == nil {
		m.Day, m.End = d, d.AddDate(0, 0, 1)
	}
	for k, ps := range [2][]sayso.Party{e.Actors, e.Targets} {
		for i, p := range ps {
			switch {
			case i > 0:
				m.Who += ", "
			case k == 1:
				m.Who += " → "
			}
			m.Who += p.Name
			m.Actors = append(m.Actors, p.ID)
		}
	}
	m.Articles = len(told)
	return m, ok
}

// line puts moments in their two orders.
func line(ms []Moment, since time.Time) *Timeline {
	ms = slices.DeleteFunc(ms, func(m Moment) bool { return m.Learnt.Before(since) })
	t := new(Timeline)
	midnight := func(x time.Time) time.Time { return time.Date(x.Year(), x.Month(), x.Day(), 0, 0, 0, 0, time.UTC) }
	t.About = days(ms, func(m *Moment) time.Time {
		if m.Day.IsZero() {
			return m.Day
		}
		return midnight(m.Day)
	})
	t.Said = days(ms, func(m *Moment) time.Time {
		if m.Said.IsZero() {
			return m.Said.Time
		}
		return midnight(m.Said.Time)
	})
	for _, m := range ms {
		if m.Day.IsZero() && m.Said.IsZero() {
			t.Undated = append(t.Undated, m)
		}
	}
	return t
}

// days groups moments by day, in order; those of no day are left out.
func days(ms []Moment, of func(*Moment) time.Time) []Day {
	ms = slices.Clone(ms)
	slices.SortStableFunc(ms, func(a, b Moment) int {
		return cmp.Or(of(&a).Compare(of(&b)), a.Said.Compare(b.Said.Time), cmp.Compare(a.Article, b.Article))
	})
	var out []Day
	for _, m := range ms {
		d := of(&m)
		if d.IsZero() {
			continue
		}
		if n := len(out); n == 0 || !out[n-1].Day.Equal(d) {
			empty := 0
			if n > 0 {
				empty = int(d.Sub(out[n-1].Day).Hours()/24+0.5) - 1
			}
			out = append(out, Day{Day: d, Empty: empty})
		}
		out[len(out)-1].Moments = append(out[len(out)-1].Moments, m)
	}
	return out
}
