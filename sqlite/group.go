package sqlite

import (
	"database/sql"
	"errors"

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

// member is one article of the stories that are made anew, with its row number
// and those of the story and the text that it has now.
type member struct {
	ledger.Member
	n, story, text int64
	told           int64 // the story that the journal has it in; 0 for none
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
	loaded, err := s.load(said)
	if err != nil {
		return err
	}
	ms := make([]ledger.Member, 0, len(loaded))
	for _, m := range loaded {
		ms = append(ms, m.Member)
	}
	ledger.SortMembers(ms)
	sorted := make([]*member, len(ms))
	for i := range ms {
		sorted[i] = loaded[ms[i].Article]
	}
	groups, texts := ledger.Stories(ms, said)
	return s.write(sorted, groups, texts)
}

// load reads the articles of the touched stories, and of those that a merger
// ties to them, which are touched then too.
func (s *stories) load(said []sayso.Regrouping) (map[sayso.ArticleID]*member, error) {
	out := make(map[sayso.ArticleID]*member)
	done := make(map[int64]bool)
	for len(done) < len(s.ns) {
		for n := range s.ns {
			if done[n] {
				continue
			}
			done[n] = true
			if err := s.members(n, out); err != nil {
				return nil, err
			}
		}
		for _, x := range said {
			if x.Verdict == sayso.Merged && (out[x.Article] == nil) != (out[x.Into] == nil) {
				if err := errors.Join(s.of(x.Article), s.of(x.Into)); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// members reads the articles of a story into out.
func (s *stories) members(story int64, out map[sayso.ArticleID]*member) error {
	rows, err := s.stmt(s.st.listMembers).Query(story)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		m := new(member)
		var published, links string
		if err := rows.Scan(&m.n, (*string)(&m.Article), &published, &links, &m.story, &m.text, &m.told, &m.Title, &m.Opening); err != nil {
			return err
		}
		if m.Published, err = sayso.ParseDate(published); err != nil {
			return err
		}
		if err := readLinks(links, &m.Placement); err != nil {
			return err
		}
		out[m.Article] = m
	}
	return rows.Err()
}

// write puts groups of ms in the place of the touched stories.
func (s *stories) write(ms []*member, groups []ledger.Story, texts []int) error {
	for n := range s.ns {
		if _, err := s.exec(s.st.dropStory, n); err != nil {
			return err
		}
	}
	for i := range groups {
		g := &groups[i]
		root := ms[g.Root].n
		for _, k := range g.Members {
			if err := s.unask(ms[k].n); err != nil {
				return err
			}
			if text := ms[texts[k]].n; root != ms[k].story || text != ms[k].text {
				if _, err := s.exec(s.st.movePlaced, root, text, ms[k].n); err != nil {
					return err
				}
			}
		}
		if _, err := s.exec(s.st.insertStory, root, g.Title, g.First.String(), g.Last.String(), g.First.Unix(), g.Last.Unix(), len(g.Members), g.Texts); err != nil {
			return err
		}
	}
	return s.enterPlaces(ms, groups)
}

// enterPlaces enters into the journal where the articles of ms stand now.
func (s *stories) enterPlaces(ms []*member, groups []ledger.Story) error {
	if half, err := found(s.row(s.st.findVoid).Scan(new(int64))); err != nil || half {
		return err
	}
	for i := range groups {
		for _, k := range groups[i].Members {
			if err := s.enterPlace(ms[k].n, ms[groups[i].Root].n, ms[k].told); err != nil {
				return err
			}
		}
	}
	return nil
}
