package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

// questionFlags choose questions.
type questionFlags struct {
	status                    []string
	slot, story, actor, place string
	since, sort               string
	sure                      float64
}

func (f *questionFlags) flags(c *cobra.Command, all string) {
	c.Flags().StringSliceVar(&f.status, "status", nil, "only of this `STATUS`: "+words(sayso.Standings)+"; several with commas between; "+all)
	c.Flags().StringVar(&f.slot, "slot", "", "only what asks for this `SLOT`: "+words(sayso.Slots))
	c.Flags().StringVar(&f.story, "story", "", "only of this `STORY`: identifier or its beginning, or words of its title")
	c.Flags().StringVar(&f.actor, "actor", "", "only what this `ACTOR` answers, or somebody who speaks for it: identifier or its beginning, or name")
	c.Flags().StringVar(&f.place, "place", "", "only about what happened at the place of this `NAME`")
	c.Flags().Float64Var(&f.sure, "min-confidence", 0, "only what is as sure as this `NUMBER` from 0 to 1")
	c.Flags().StringVar(&f.sort, "sort", "", "which come first, `ORDER`: confidence (the surest) or date (the latest answer); else the surest")
	sinceFlag(c, &f.since)
}

// query reads the flags; standings are those that are meant where none is given.
func (f *questionFlags) query(standings []sayso.Standing) (q sayso.QuestionQuery, err error) {
	q = sayso.QuestionQuery{Status: standings, Story: sayso.StoryID(f.story), Actor: sayso.ActorID(f.actor), Place: f.place, Sure: f.sure}
	if f.sure < 0 || f.sure > 1 {
		return q, usage{fmt.Errorf("--min-confidence is %v; give a number from 0 to 1", f.sure)}
	}
	if q.Slot, err = one("slot", f.slot, sayso.Slots...); err != nil {
		return q, err
	}
	order, err := one("sort", f.sort, "date", "confidence")
	if err != nil {
		return q, err
	}
	q.Latest = order == "date"
	if len(f.status) > 0 {
		q.Status = nil
	}
	for _, s := range f.status {
		status, err := one("status", s, sayso.Standings...)
		if err != nil {
			return q, err
		}
		if status != "" && !slices.Contains(q.Status, status) {
			q.Status = append(q.Status, status)
		}
	}
	return q, nil
}

// findQuestions is the query that the flags ask for.
func (p *Program) findQuestions(ctx context.Context, led sayso.Ledger, f *questionFlags, standings []sayso.Standing) (sayso.QuestionQuery, error) {
	q, err := f.query(standings)
	if err != nil {
		return q, err
	}
	if q.Since, err = p.cameIn(ctx, led, f.since); err != nil {
		return q, err
	}
	if f.story != "" {
		s, err := findStoryRecord(ctx, led, f.story)
		if err != nil {
			return q, err
		}
		q.Story = s.ID
	}
	if f.actor != "" {
		q.Actor, err = findActor(ctx, led, f.actor)
	}
	return q, err
}

func (p *Program) disputes() *cobra.Command {
	return p.questionList(list{schema: export.Disputes()}, sayso.Contested, "else all but agreed", &cobra.Command{
		Use:   "disputes [FLAG...]",
		Short: "List questions on which answers differ, the surest first",
		Long: `Lists questions that statements of several speakers, or of one speaker on several days,
answer in ways that differ: disputed, denied, shifted, conceded or updated. Under each
question stand its answers, each with who gives it, when, in which words, and to how many
origins it goes back. Nothing says who is right.`,
		Example: `  sayso disputes
  sayso disputes --status disputed,denied --since 2d
  sayso disputes --format json | jq -r .question`,
	}, "no disputes")
}

func (p *Program) questions() *cobra.Command {
	c := p.questionList(list{schema: export.Questions()}, nil, "else of any", &cobra.Command{
		Use:   "questions [FLAG...]",
		Short: "List what several statements answer, agreed or not",
		Long: `Lists questions that several statements answer, the surest first, also those on which
all agree: 'sayso disputes' lists the others alone. The commands below say how two
statements stand to each other: an analyst has the last word, over readings to come too.`,
		Example: `  sayso questions --story st4k2v8a
  sayso questions --slot figure --status updated
  sayso questions --format csv > questions.csv`,
	}, "no questions")
	c.AddCommand(p.weighings()...)
	return c
}

// questionList makes a command that lists questions.
func (p *Program) questionList(l list, standings []sayso.Standing, all string, c *cobra.Command, none string) *cobra.Command {
	var f questionFlags
	c.Args = cobra.NoArgs
	c.RunE = func(c *cobra.Command, _ []string) error {
		ctx := c.Context()
		if _, err := f.query(standings); err != nil { // before any work is done
			return err
		}
		out, err := l.printer(p, nil)
		if err != nil {
			return err
		}
		led, err := p.openStories(ctx, l.ledger)
		if err != nil {
			return err
		}
		defer led.Close()
		q, err := p.findQuestions(ctx, led, &f, standings)
		if err != nil {
			return err
		}
		v := p.questionViewer(led)
		err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.Question], error) {
			q.Paging = pg
			return led.Questions(ctx, q)
		}, func(x sayso.Question) error {
			if out.table == nil {
				return out.row(export.NewQuestion(&x))
			}
			if out.n++; out.n > 1 {
				out.out.WriteByte('\n')
			}
			s, err := v.question(ctx, &x)
			if err == nil {
				_, err = out.out.WriteString(s)
			}
			return err
		})
		if err != nil {
			return err
		}
		return out.end(none)
	}
	f.flags(c, all)
	l.flags(c)
	return c
}

// questionViewer lays questions out for people. It reads a story once for the
// questions in a row that are of it.
type questionViewer struct {
	stories sayso.StoryLedger
	story   sayso.StoryID
	members map[sayso.ArticleID]*sayso.StoryMember
	viewer  viewer
}

func (p *Program) questionViewer(stories sayso.StoryLedger) *questionViewer {
	return &questionViewer{stories: stories, viewer: viewer{colour: p.colour(), width: min(p.columns(), showWidth)}}
}

// question lays out one question with its answers.
func (v *questionViewer) question(ctx context.Context, q *sayso.Question) (string, error) {
	if v.members == nil || v.story != q.Story {
		s, err := v.stories.Story(ctx, q.Story)
		if err != nil {
			return "", err
		}
		v.story, v.members = q.Story, make(map[sayso.ArticleID]*sayso.StoryMember, len(s.Members))
		for i := range s.Members {
			v.members[s.Members[i].Article.ID] = &s.Members[i]
		}
	}
	articles, texts := map[sayso.ArticleID]bool{}, map[sayso.ArticleID]bool{}
	for _, a := range q.Answers {
		for i := range a.Statements {
			id := a.Statements[i].Article
			articles[id] = true
			if m := v.members[id]; m != nil {
				texts[m.Text] = true
			}
		}
	}
	var b strings.Builder
	b.WriteString(v.viewer.wrap(fmt.Sprintf("%s   %s, %.2f, %s, %s   %s", oneLine(q.Text), q.Status, q.Confidence, plural(len(articles), "article"), plural(len(texts), "text"), short(q.ID)), 6) + "\n")
	labels := 4
	for i := range q.Answers {
		labels = max(labels, min(len([]rune(answerLabel(&q.Answers[i]))), maxLabel))
	}
	for i := range q.Answers {
		v.answer(&b, &q.Answers[i], labels)
	}
	return b.String(), nil
}

const (
	// maxLabel is how wide the column of answers is at most.
	maxLabel = 18
	// maxQuoted is how many letters of a statement are shown; JSON has all of it.
	maxQuoted = 140
	// maxPrints is how many outlets that print a statement are named.
	maxPrints = 4
)

// answerLabel is an answer as it stands before its statements.
func answerLabel(a *sayso.Answer) string {
	switch s := oneLine(a.Text); s {
	case "yes", "no", "open", "partly":
		return strings.ToUpper(s)
	default:
		return s
	}
}

// answer lays out one answer: a line for each speaker and saying, with who printed it.
func (v *questionViewer) answer(b *strings.Builder, a *sayso.Answer, labels int) {
	first := answerLabel(a)
	if len([]rune(first)) > labels {
		b.WriteString(v.viewer.wrap("  "+first, 4) + "\n")
		first = ""
	}
	for i, s := range export.Sayings(a) {
		var line strings.Builder
		fmt.Fprintf(&line, "  %-*s  %s", labels, first, v.speaker(s.Statement))
		first = ""
		if !s.Said.IsZero() {
			line.WriteString("  " + s.Said.Format("2 Jan 2006"))
		}
		if s.Denies != "" {
			line.WriteString("  denies it:")
		}
		line.WriteString("  “" + shorten(export.Unquoted(oneLine(s.Text)), maxQuoted) + "”")
		if to := v.printers(s.Articles); to != "" {
			line.WriteString("  → " + to)
		}
		if i == 0 {
			line.WriteString("  (" + plural(a.Speakers, "speaker") + ", " + plural(a.Origins, "origin") + ")")
		}
		b.WriteString(v.viewer.wrap(line.String(), labels+6) + "\n")
	}
}

func (v *questionViewer) speaker(s *sayso.Statement) string {
	who := oneLine(s.Name)
	if who == "" {
		who = "nobody named"
	}
	if s.Claim == "" {
		who += " (own voice)"
	}
	if s.Party {
		who += ", a party"
	}
	return who
}

// printers names the outlets of some articles.
func (v *questionViewer) printers(ids []sayso.ArticleID) string {
	var out []string
	for _, id := range ids {
		if m := v.members[id]; m != nil {
			if name := outletOf(&m.Article); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	if n := len(out) - maxPrints; n > 0 {
		out = append(out[:maxPrints], fmt.Sprintf("%d more", n))
	}
	return strings.Join(out, ", ")
}
