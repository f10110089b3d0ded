package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// openStories opens the ledger for whoever asks for stories, and places what waits in it:
// articles that an older Sayso took in, or that a read that was killed left.
func (p *Program) openStories(ctx context.Context, flag string) (sayso.Ledger, error) {
	led, err := p.openExisting(ctx, flag)
	if err != nil {
		return nil, err
	}
	if _, err := p.keeper(led).Update(ctx); tolerable(err) {
		p.warn("some articles are in no story yet: %v", hinted(err))
	} else if err != nil {
		led.Close()
		return nil, err
	}
	return led, nil
}

func (p *Program) stories() *cobra.Command {
	l := list{schema: export.Stories()}
	var since string
	c := &cobra.Command{
		Use:   "stories [FLAG...]",
		Short: "List stories: articles on one matter, and how many texts they are",
		Long: `Lists stories, those with the latest news first. Articles about one matter make a
story; copies of one text count once. Which articles belong together does not depend
on the order in which they were read.`,
		Example: `  sayso stories
  sayso stories --since 2d
  sayso stories --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, err := l.printer(p, []column{
				{name: "story", width: shortID}, {name: "from", width: 10}, {name: "to", width: 10, drop: 2}, {name: "title"},
				{name: "articles", width: 8, right: true}, {name: "texts", width: 5, right: true},
				{name: "speakers", width: 8, drop: 1, right: true}, {name: "disputes", width: 8, right: true}})
			if err != nil {
				return err
			}
			err = p.told(c.Context(), l, since, func(s *story.Story, _ time.Time) error {
				return out.row(report.New(s), short(s.ID), day(s.First), day(s.Last), s.Title, strconv.Itoa(len(s.Articles)+s.Untold), strconv.Itoa(len(s.Texts)), strconv.Itoa(len(s.Speakers)), strconv.Itoa(len(s.Contested())))
			})
			if err != nil {
				return err
			}
			return out.end("no stories: the ledger is empty")
		},
	}
	sinceFlag(c, &since)
	l.flags(c)
	return c
}

// told calls each with the stories of the ledger that have an article that came
// in since then, no more than were asked for, and with the moment that this is.
func (p *Program) told(ctx context.Context, l list, since string, each func(*story.Story, time.Time) error) error {
	led, err := p.openStories(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	from, err := p.cameIn(ctx, led, since)
	if err != nil {
		return err
	}
	return pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
		return led.Stories(ctx, sayso.StoryQuery{Since: from, Paging: pg})
	}, func(r sayso.StoryRow) error {
		s, err := story.Tell(ctx, led, r.ID)
		if err != nil {
			return err
		}
		return each(s, from)
	})
}

func (p *Program) story() *cobra.Command {
	l := list{schema: export.Stories()}
	var folder string
	c := &cobra.Command{
		Use:   "story [FLAG...] ID",
		Short: "Show one story: texts, who took from whom, speakers, questions",
		Long: `Shows one story. ID is its identifier or the beginning of it, or words of its title or
of an article that stand in no other story; the identifier stays good when an earlier article turns up or stories are merged.`,
		Example: `  sayso story st4k2v8a
  sayso story --format json st4k2v8a | jq .texts`,
		Args: needs("one ID", 1),
		RunE: func(c *cobra.Command, args []string) error {
			out, err := l.printer(p, nil)
			if err != nil {
				return err
			}
			led, err := p.openStories(c.Context(), l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			s, err := findStory(c.Context(), led, args[0])
			if err != nil {
				return err
			}
			if folder != "" {
				return p.writeFolder(c.Context(), led, "/stories/"+string(s.ID), folder)
			}
			if out.table == nil {
				return out.only(report.New(s))
			}
			return p.writeStory(c.Context(), led, s)
		},
	}
	l.formatFlag(c)
	folderFlag(c, &folder)
	ledgerFlag(c, &l.ledger)
	c.AddCommand(p.regroupings()...)
	return c
}

// findStory tells the story that an identifier leads to.
func findStory(ctx context.Context, led sayso.Ledger, id string) (*story.Story, error) {
	found, err := findStoryID(ctx, led, id)
	if err != nil {
		return nil, err
	}
	s, err := story.Tell(ctx, led, found)
	return s, noStory(id, err)
}

// findStoryRecord finds a story without telling it.
func findStoryRecord(ctx context.Context, led sayso.Ledger, id string) (*sayso.StoryRecord, error) {
	found, err := findStoryID(ctx, led, id)
	if err != nil {
		return nil, err
	}
	s, err := led.Story(ctx, found)
	return s, noStory(id, err)
}

// noStory says what to do where there is no story of an identifier.
func noStory(id string, err error) error {
	if sayso.KindOf(err) == sayso.NotFound {
		return sayso.Errorf("find story", id, sayso.NotFound, "the ledger has none such").Advise("'sayso stories' lists them; six letters of an identifier or more are enough")
	}
	return err
}

func (p *Program) writeStory(ctx context.Context, led sayso.StoryLedger, s *story.Story) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s, %s\n\n", oneLine(s.Title), plural(len(s.Articles)+s.Untold, "article"), plural(len(s.Texts), "text"), plural(len(s.Speakers), "speaker"))
	of := map[sayso.ArticleID]*sayso.Record{}
	joined := map[sayso.ArticleID]story.Link{}
	for i, a := range s.Articles {
		of[a.Article.ID], joined[a.Article.ID] = a, s.Links[i]
	}
	name := func(id sayso.ArticleID) string {
		a := &of[id].Article
		return oneLine(strings.Join([]string{a.Outlet, a.Published.String(), cmp.Or(a.Title, a.Path)}, "  "))
	}
	for _, t := range s.Texts {
		for i, id := range t.Articles {
			mark := "text  "
			if i > 0 {
				mark = "  copy"
			}
			fmt.Fprintf(&b, "%s %s %s", mark, short(id), name(id))
			if i == 0 && t.Agency != "" {
				b.WriteString("  [copy of " + oneLine(t.Agency) + "]")
			}
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
		party := ""
		if x.Party {
			party = ", a party"
		}
		fmt.Fprintf(&b, "  %s%s: %s in %s\n", oneLine(x.Name), party, plural(x.Claims, "claim"), plural(x.Texts, "text"))
	}
	v := p.questionViewer(led)
	for i := range s.Questions {
		text, err := v.question(ctx, &s.Questions[i])
		if err != nil {
			return err
		}
		b.WriteString("\n" + text)
	}
	if len(s.Said) > 0 {
		b.WriteString("\nby analysts\n")
	}
	for _, x := range s.Said {
		what := "parted from the story before it"
		if x.Verdict == sayso.Merged {
			what = "joined to the story of " + short(x.Into)
		}
		fmt.Fprintf(&b, "  %s %s", short(x.Article), what)
		if x.Note != "" {
			b.WriteString(": " + oneLine(x.Note))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(p.Stdout, b.String())
	return err
}
