package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/story"
)

// storyRow is a story as the contract prints it.
type storyRow struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	From     *string        `json:"from"`
	To       *string        `json:"to"`
	Articles []storyArticle `json:"articles"`
	Texts    [][]string     `json:"texts"`
	Copies   []storyCopy    `json:"copies"`
	Speakers []storySpeaker `json:"speakers"`
	Disputes []disputeRow   `json:"disputes"`
}

type storyArticle struct {
	ID     string   `json:"id"`
	Path   *string  `json:"path"`
	URL    *string  `json:"url"`
	Score  float64  `json:"score"`
	Joined []string `json:"joined_by"`
}

type storyCopy struct {
	A    string   `json:"a"`
	B    string   `json:"b"`
	InA  float64  `json:"in_a"`
	InB  float64  `json:"in_b"`
	From *string  `json:"origin"`
	Why  []string `json:"why"`
}

type storySpeaker struct {
	Name   string  `json:"name"`
	Actor  *string `json:"actor"`
	Claims int     `json:"claims"`
	Texts  int     `json:"texts"`
}

var storyColumns = []string{"id", "title", "from", "to", "articles", "texts", "speakers", "disputes"}

func (r storyRow) CSV() []string {
	return []string{r.ID, r.Title, str(r.From), str(r.To), strconv.Itoa(len(r.Articles)), strconv.Itoa(len(r.Texts)), strconv.Itoa(len(r.Speakers)), strconv.Itoa(len(r.Disputes))}
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// orNull is s as JSON shows it: null for nothing.
func orNull[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	out := string(s)
	return &out
}

func newStoryRow(s *story.Story) storyRow {
	r := storyRow{ID: s.ID, Title: s.Title, From: orNull(s.First.String()), To: orNull(s.Last.String()),
		Copies: []storyCopy{}, Speakers: []storySpeaker{}, Disputes: []disputeRow{}}
	for i, a := range s.Articles {
		by := s.Links[i].Words
		if by == nil {
			by = []string{}
		}
		r.Articles = append(r.Articles, storyArticle{string(a.Article.ID), orNull(a.Article.Path), orNull(a.Article.URL), s.Links[i].Score, by})
	}
	for _, t := range s.Texts {
		var ids []string
		for _, id := range t.Articles {
			ids = append(ids, string(id))
		}
		r.Texts = append(r.Texts, ids)
		for _, c := range t.Taken {
			r.Copies = append(r.Copies, storyCopy{string(c.A), string(c.B), c.InA, c.InB, orNull(c.From), c.Why})
		}
	}
	for _, x := range s.Speakers {
		r.Speakers = append(r.Speakers, storySpeaker{x.Name, orNull(x.Actor), x.Claims, x.Texts})
	}
	for _, d := range s.Disputes {
		r.Disputes = append(r.Disputes, newDisputeRow(s.ID, d))
	}
	return r
}

// gather reads the newest versions of a ledger and tells their stories.
func gather(ctx context.Context, led sayso.Ledger) ([]story.Story, error) {
	var recs []*sayso.Record
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return led.Articles(ctx, sayso.ArticleQuery{Paging: pg})
	}, func(r sayso.ArticleRow) error {
		rec, err := led.Article(ctx, r.ID)
		if err == nil {
			// What stories need not is let go at once: of a large ledger it
			// would be most of the memory.
			rec.Analysis.Tokens, rec.Analysis.Mentions = nil, nil
			recs = append(recs, rec)
		}
		return err
	})
	return story.Gather(recs), err
}

func (p *Program) stories() *cobra.Command {
	var l list
	c := &cobra.Command{
		Use:   "stories [FLAG...]",
		Short: "List stories: articles on one matter, and how many texts they are",
		Long: `Lists stories, those with the latest news first. Articles about one matter make a
story; copies of one text count once. Stories are told from the ledger's newest
versions each time, so the order of reading does not matter.`,
		Example: `  sayso stories
  sayso stories --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, err := p.printer(l.format, storyColumns, []column{
				{name: "story", width: shortID}, {name: "from", width: 10}, {name: "to", width: 10, drop: 2}, {name: "title"},
				{name: "articles", width: 8, right: true}, {name: "texts", width: 5, right: true},
				{name: "speakers", width: 8, drop: 1, right: true}, {name: "disputes", width: 8, right: true}})
			if err != nil {
				return err
			}
			all, err := p.told(c.Context(), l)
			if err != nil {
				return err
			}
			for i := range all {
				s := &all[i]
				n := newStoryRow(s)
				if err := out.row(n, short(s.ID), day(s.First), day(s.Last), s.Title, strconv.Itoa(len(s.Articles)), strconv.Itoa(len(s.Texts)), strconv.Itoa(len(s.Speakers)), strconv.Itoa(len(s.Disputes))); err != nil {
					return err
				}
			}
			return out.end("no stories: the ledger is empty")
		},
	}
	l.flags(c)
	return c
}

// told are the stories of the ledger, no more than were asked for.
func (p *Program) told(ctx context.Context, l list) ([]story.Story, error) {
	if l.limit < 0 {
		return nil, usage{errors.New("--limit must not be negative")}
	}
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return nil, err
	}
	defer led.Close()
	all, err := gather(ctx, led)
	if l.limit > 0 {
		all = all[:min(len(all), l.limit)]
	}
	return all, err
}

func (p *Program) story() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "story [FLAG...] ID",
		Short:   "Show one story: texts, who took from whom, speakers, disputes",
		Long:    "Shows one story. ID is its identifier or the beginning of it.",
		Example: `  sayso story st4k2v8a`,
		Args:    needs("one ID", 1),
		RunE: func(c *cobra.Command, args []string) error {
			all, err := p.told(c.Context(), list{ledger: at})
			if err != nil {
				return err
			}
			for i := range all {
				if strings.HasPrefix(all[i].ID, args[0]) {
					return writeStory(p.Stdout, &all[i])
				}
			}
			return sayso.Errorf("story", args[0], sayso.NotFound, "there is no such story").Advise("'sayso stories' lists them")
		},
	}
	ledgerFlag(c, &at)
	return c
}

func writeStory(w io.Writer, s *story.Story) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s, %s\n\n", oneLine(s.Title), plural(len(s.Articles), "article"), plural(len(s.Texts), "text"), plural(len(s.Speakers), "speaker"))
	of := map[sayso.ArticleID]*sayso.Record{}
	joined := map[sayso.ArticleID]story.Link{}
	for i, a := range s.Articles {
		of[a.Article.ID], joined[a.Article.ID] = a, s.Links[i]
	}
	name := func(id sayso.ArticleID) string {
		a := &of[id].Article
		return oneLine(strings.Join([]string{a.Outlet, a.Published.String(), a.Title}, "  "))
	}
	for _, t := range s.Texts {
		for i, id := range t.Articles {
			mark := "text  "
			if i > 0 {
				mark = "  copy"
			}
			fmt.Fprintf(&b, "%s %s %s", mark, short(id), name(id))
			if l := joined[id]; l.Score > 0 {
				fmt.Fprintf(&b, "  [joined by %s]", strings.Join(l.Words, ", "))
			}
			b.WriteByte('\n')
		}
		for _, c := range t.Taken {
			origin := "unknown who took from whom"
			if c.From != "" {
				origin = "origin " + short(c.From)
			}
			fmt.Fprintf(&b, "       %s and %s share %.0f%% and %.0f%% of their words; %s: %s\n", short(c.A), short(c.B), 100*c.InA, 100*c.InB, origin, strings.Join(c.Why, ", "))
		}
	}
	b.WriteString("\nspeakers\n")
	for _, x := range s.Speakers {
		fmt.Fprintf(&b, "  %s: %s in %s\n", oneLine(x.Name), plural(x.Claims, "claim"), plural(x.Texts, "text"))
	}
	for _, d := range s.Disputes {
		fmt.Fprintf(&b, "\n%s: %s\n  %s: %s\n  %s: %s\n", d.Relation, d.Why, oneLine(d.A.Speaker), oneLine(d.A.Words), oneLine(d.B.Speaker), oneLine(d.B.Words))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
