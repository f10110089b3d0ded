// Package report gives stories, disputes and changes the shape that programs
// read, on the command line and below /api/ alike.
package report

import (
	"time"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/dispute"
)

// Story is a story as JSON.
type Story struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	From     *string    `json:"from"`
	To       *string    `json:"to"`
	Articles []Article  `json:"articles"`
	Texts    [][]string `json:"texts"`
	// Agencies are the agencies whose copy each of Texts is; null where none is known.
	Agencies []*string `json:"agencies"`
	Copies   []Copy    `json:"copies"`
	Speakers []Speaker `json:"speakers"`
	Disputes []Dispute `json:"disputes"`
	Matters  []Matter  `json:"matters"`
	Sets     []Set     `json:"sets"`
}

// Article is one article of a story, and why it stands there.
type Article struct {
	ID     string   `json:"id"`
	Path   *string  `json:"path"`
	URL    *string  `json:"url"`
	On     *string  `json:"hangs_on"`
	Score  float64  `json:"score"`
	Joined []string `json:"joined_by"`
}

// Copy is two articles that are copies of one text.
type Copy struct {
	A    string   `json:"a"`
	B    string   `json:"b"`
	InA  float64  `json:"in_a"`
	InB  float64  `json:"in_b"`
	From *string  `json:"origin"`
	Why  []string `json:"why"`
}

// Speaker is somebody who speaks in a story. Party is why it is known to be a
// party to the matter; null where nothing shows it.
type Speaker struct {
	Name   string  `json:"name"`
	Actor  *string `json:"actor"`
	Claims int     `json:"claims"`
	Texts  int     `json:"texts"`
	Party  *string `json:"party"`
}

// Dispute is two claims that cannot both stand.
type Dispute struct {
	Story    string `json:"story"`
	Relation string `json:"relation"`
	Why      string `json:"why"`
	A        Side   `json:"a"`
	B        Side   `json:"b"`
}

// Side is one claim of a dispute.
type Side struct {
	Article string  `json:"article"`
	Claim   *string `json:"claim"`
	Speaker string  `json:"speaker"`
	Content string  `json:"content"`
	Value   *string `json:"value"`
	Said    *string `json:"published"`
}

// Matter is what several claims say, with the speakers who say it, each once.
type Matter struct {
	Content  string  `json:"content"`
	Texts    int     `json:"texts"`
	Speakers []Voice `json:"speakers"`
	Denied   []Told  `json:"denied_by"`
}

// Voice is one speaker of a matter, with why it counts as it does.
type Voice struct {
	Name   string   `json:"name"`
	Actor  *string  `json:"actor"`
	Party  *string  `json:"party"`
	Why    []string `json:"why"`
	Claims []Told   `json:"claims"`
}

// Told is one claim as one article tells it.
type Told struct {
	Article  string   `json:"article"`
	Claim    *string  `json:"claim"`
	Speaker  string   `json:"speaker"`
	Content  string   `json:"content"`
	Said     *string  `json:"published"`
	Evidence []string `json:"evidence"`
}

// Set is one thing on which values differ.
type Set struct {
	Slot   string  `json:"slot"`
	About  string  `json:"about"`
	Values []Value `json:"values"`
}

// Value is one value and who gives it.
type Value struct {
	Text   string `json:"text"`
	Claims []Told `json:"claims"`
}

// New gives a story its shape.
func New(s *story.Story) Story {
	r := Story{ID: string(s.ID), Title: s.Title, From: null(s.First.String()), To: null(s.Last.String()), Texts: [][]string{}, Agencies: []*string{}, Copies: []Copy{},
		Speakers: []Speaker{}, Disputes: []Dispute{}, Matters: []Matter{}, Sets: []Set{}}
	for i, a := range s.Articles {
		by := s.Links[i].Words
		if by == nil {
			by = []string{}
		}
		r.Articles = append(r.Articles, Article{string(a.Article.ID), null(a.Article.Path), null(a.Article.URL), null(s.Links[i].To), s.Links[i].Score, by})
	}
	for _, t := range s.Texts {
		var ids []string
		for _, id := range t.Articles {
			ids = append(ids, string(id))
		}
		r.Texts = append(r.Texts, ids)
		r.Agencies = append(r.Agencies, null(t.Agency))
		for _, c := range t.Taken {
			r.Copies = append(r.Copies, Copy{string(c.A), string(c.B), c.InA, c.InB, null(c.From), c.Why})
		}
	}
	for _, x := range s.Speakers {
		r.Speakers = append(r.Speakers, Speaker{x.Name, null(x.Actor), x.Claims, x.Texts, null(x.Party)})
	}
	for _, d := range s.Disputes {
		r.Disputes = append(r.Disputes, NewDispute(s.ID, d))
	}
	told := func(ids []int) []Told {
		out := make([]Told, len(ids))
		for i, id := range ids {
			out[i] = newTold(&s.Claims.Claims[id])
		}
		return out
	}
	for _, m := range s.Claims.Matters {
		x := Matter{Content: s.Claims.Claims[m.First].Words, Texts: m.Texts, Speakers: []Voice{}, Denied: told(m.Denied)}
		for _, v := range m.Speakers {
			x.Speakers = append(x.Speakers, Voice{v.Name, null(v.Actor), null(v.Party), v.Why, told(v.Claims)})
		}
		r.Matters = append(r.Matters, x)
	}
	for _, c := range s.Claims.Sets {
		x := Set{Slot: string(c.Slot), About: c.About}
		for _, v := range c.Values {
			x.Values = append(x.Values, Value{v.Text, told(v.Claims)})
		}
		r.Sets = append(r.Sets, x)
	}
	return r
}

func newTold(c *dispute.Side) Told {
	t := Told{string(c.Article), null(c.Claim), c.Speaker, c.Words, null(c.Said.String()), c.Evidence}
	if t.Evidence == nil {
		t.Evidence = []string{}
	}
	return t
}

// NewDispute gives a dispute its shape.
func NewDispute(id sayso.StoryID, d story.Dispute) Dispute {
	side := func(s story.Side) Side {
		return Side{string(s.Article), null(s.Claim), s.Speaker, s.Words, null(s.Value), null(s.Said.String())}
	}
	return Dispute{string(id), string(d.Relation), d.Why, side(d.A), side(d.B)}
}

// Change is what one version of an article did to one claim.
type Change struct {
	Article string  `json:"article"`
	URL     *string `json:"url"`
	Outlet  *string `json:"outlet"`
	Title   string  `json:"title"`
	Old     string  `json:"old_version"`
	New     string  `json:"new_version"`
	Seen    string  `json:"seen"`
	Kind    string  `json:"kind"`
	OldID   *string `json:"old_claim"`
	NewID   *string `json:"new_claim"`
	Speaker *string `json:"speaker"`
	Stance  string  `json:"stance"`
	Before  *string `json:"before"`
	After   *string `json:"after"`
	Content string  `json:"content"`
}

// NewChanges gives the changes of an edit their shape.
func NewChanges(e *story.Edit) []Change {
	a := &e.Article
	var out []Change
	for _, c := range e.Changes {
		out = append(out, Change{string(a.ID), null(a.URL), null(a.Outlet), a.Title, string(e.Old.ID), string(e.New.ID), e.New.FirstRead.Format(time.RFC3339), string(c.Kind),
			null(c.Old), null(c.New), null(c.Speaker), string(c.Stance), null(c.Before), null(c.After), c.Content})
	}
	return out
}

// Moment is one moment of a timeline.
type Moment struct {
	Order    string   `json:"order"`
	Day      *string  `json:"day"`
	Empty    int      `json:"empty_days_before"`
	Kind     string   `json:"kind"`
	From     *string  `json:"from"`
	To       *string  `json:"to"`
	Said     *string  `json:"said"`
	Article  string   `json:"article"`
	Outlet   *string  `json:"outlet"`
	Claim    *string  `json:"claim"`
	Event    *string  `json:"event"`
	Who      string   `json:"who"`
	Actors   []string `json:"actors"`
	Act      string   `json:"act"`
	Status   *string  `json:"status"`
	Words    string   `json:"words"`
	Articles int      `json:"articles"`
}

// NewMoment gives a moment its shape. Order is "about" or "said"; first is set
// for the first of its day.
func NewMoment(order string, d *story.Day, first bool, m *story.Moment) Moment {
	r := Moment{Order: order, Kind: "claim", Day: isoDay(d.Day), From: isoDay(m.Day), To: isoDay(m.End), Said: null(m.Said.String()), Article: string(m.Article), Outlet: null(m.Outlet),
		Claim: null(m.Claim), Event: null(m.Event), Who: m.Who, Actors: []string{}, Act: m.Act, Status: null(m.Status), Words: m.Words, Articles: m.Articles}
	if m.Event != "" {
		r.Kind = "event"
	}
	if first {
		r.Empty = d.Empty
	}
	for _, a := range m.Actors {
		r.Actors = append(r.Actors, string(a))
	}
	return r
}

// Moments gives a timeline its shape: by the days that it speaks of, by the
// days that it was said, or both with "".
func Moments(t *story.Timeline, by string) []Moment {
	out := []Moment{}
	for _, o := range []struct {
		name string
		days []story.Day
	}{{"about", t.About}, {"said", t.Said}, {"undated", []story.Day{{Moments: t.Undated}}}} {
		if by != "" && by != o.name {
			continue
		}
		for i := range o.days {
			d := &o.days[i]
			for k := range d.Moments {
				out = append(out, NewMoment(o.name, d, k == 0, &d.Moments[k]))
			}
		}
	}
	return out
}

func isoDay(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return null(t.Format(time.DateOnly))
}

// null is s as JSON shows it: null for nothing.
func null[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	out := string(s)
	return &out
}
