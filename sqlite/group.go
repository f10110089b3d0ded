package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"

	"sayso"
	"sayso/internal/ledger"
)

// stories gathers which stories a transaction touches, and makes them anew.
type stories struct {
	*writer
	ns map[int64]bool
}

func newStories(w *writer) *stories { return &stories{w, make(map[int64]bool)} }

func (s *stories) add(n int64) { s.ns[n] = true }

// of adds the story that an article stands in, where it stands in one.
func (s *stories) of(id sayso.ArticleID) error {
	var n int64
	err := s.row(s.st.storyOf, string(id)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		s.add(n)
	}
	return err
}

// member is one article of the stories that are made anew.
type member struct {
	sayso.Placement
	n, story, text int64
	title, opening string
}

// regroup makes the touched stories anew: it loads all that stand in them and
// in stories that an analyst ties to them, groups them, and writes what differs.
func (s *stories) regroup() error {
	if len(s.ns) == 0 {
		return nil
	}
	said, err := scanRegroupings(s.stmt(s.st.listRegroupings).Query())
	if err != nil {
		return err
	}
	var ms []member
	loaded := make(map[int64]bool)
	has := make(map[sayso.ArticleID]bool)
	for {
		grown := false
		for n := range s.ns {
			if loaded[n] {
				continue
			}
			loaded[n], grown = true, true
			more, err := s.members(n)
			if err != nil {
				return err
			}
			for i := range more {
				has[more[i].Article] = true
			}
			ms = append(ms, more...)
		}
		if !grown {
			break
		}
		for _, x := range said {
			if x.Verdict == sayso.Merged && has[x.Article] != has[x.Into] {
				if err := errors.Join(s.of(x.Article), s.of(x.Into)); err != nil {
					return err
				}
			}
		}
	}
	slices.SortFunc(ms, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.Published.Unix(), b.Published.Unix()), cmp.Compare(a.Article, b.Article))
	})
	ps := make([]sayso.Placement, len(ms))
	for i := range ms {
		ps[i] = ms[i].Placement
	}
	story, text := ledger.GroupStories(ps, said)
	return s.write(ms, story, text)
}

func (s *stories) members(story int64) ([]member, error) {
	rows, err := s.stmt(s.st.listMembers).Query(story)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []member
	for rows.Next() {
		var m member
		var published, links string
		if err := rows.Scan(&m.n, (*string)(&m.Article), &published, &links, &m.story, &m.text, &m.title, &m.opening); err != nil {
			return nil, err
		}
		if m.Published, err = sayso.ParseDate(published); err != nil {
			return nil, err
		}
		if err := readLinks(links, &m.Placement); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// write puts the stories of ms in the place of the touched ones.
func (s *stories) write(ms []member, story, text []int) error {
	for n := range s.ns {
		if _, err := s.exec(s.st.dropStory, n); err != nil {
			return err
		}
	}
	groups := make(map[int][]int)
	for i := range ms {
		groups[story[i]] = append(groups[story[i]], i)
		if st, tx := ms[story[i]].n, ms[text[i]].n; st != ms[i].story || tx != ms[i].text {
			if _, err := s.exec(s.st.movePlaced, st, tx, ms[i].n); err != nil {
				return err
			}
		}
	}
	for root, group := range groups {
		var titles []string
		var first, last sayso.Date
		texts := make(map[int]bool)
		for _, i := range group {
			titles = append(titles, ms[i].title)
			texts[text[i]] = true
			if d := ms[i].Published; !d.IsZero() {
				if first.IsZero() {
					first = d
				}
				last = d
			}
		}
		title := ledger.StoryTitle(titles)
		if title == "" {
			title = wordsUpTo(ms[root].opening, maxStoryTitle)
		}
		if _, err := s.exec(s.st.insertStory,
			ms[root].n, title, first.String(), last.String(), first.Unix(), last.Unix(), len(group), len(texts)); err != nil {
			return err
		}
	}
	return nil
}

// maxStoryTitle bounds, in bytes, the opening words that stand for a headline.
const maxStoryTitle = 80
