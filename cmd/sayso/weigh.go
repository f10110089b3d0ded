package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/eval/weighed"
	"sayso/internal/story"
	"sayso/internal/story/question"
)

// weighings are the commands that say how two statements stand to each other.
func (p *Program) weighings() []*cobra.Command {
	const names = "\nA statement is named by its claim or, where a paper says it in its own voice, by the\narticle, a colon and the words. 'sayso questions undo' takes it back."
	return []*cobra.Command{
		p.weigh(sayso.Apart, "apart", "Say that two statements are not against each other",
			"Says that B is not against A: it leaves the question of A, with its prints."+names,
			"  sayso questions apart clyzc768aysknz5whr clq2m5tznha7kp3c0x --note \"another ferry\"", "is not against"),
		p.weigh(sayso.SameSpeaker, "same-speaker", "Say that who makes two statements is one",
			"Says that the speakers of A and B are one, where both answer one question."+names,
			"  sayso questions same-speaker clyzc768aysknz5whr \"ar3rd7r47r47jd5e2b:the ministry says nothing\"", "has the same speaker as"),
		p.weigh(sayso.UpdateOf, "update", "Say that a statement is an update of another",
			"Says that B is what became of A, and no rival of it."+names,
			"  sayso questions update clyzc768aysknz5whr clq2m5tznha7kp3c0x", "is updated by"),
		p.weigh(sayso.SameQuestion, "same", "Say that two statements answer one question",
			"Says that A and B answer one question: the question of B becomes a part of that of A,\nif both ask for the same slot."+names,
			"  sayso questions same clyzc768aysknz5whr clq2m5tznha7kp3c0x", "answers the same question as"),
		p.weigh(sayso.Unweighed, "undo", "Take back what was said of two statements",
			"Takes back all that was said of A and B together. 'sayso corrections --history' lists it.",
			"  sayso questions undo clyzc768aysknz5whr clq2m5tznha7kp3c0x", "is as read beside"),
	}
}

func (p *Program) weigh(v sayso.WeighingVerdict, name, short, long, example, said string) *cobra.Command {
	var ledger, note, as string
	c := &cobra.Command{
		Use: name + " [FLAG...] A B", Short: short, Long: long, Example: example,
		DisableFlagsInUseLine: true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return hint(c, fmt.Errorf("%s takes two statements, but %d were given", c.Name(), len(args)))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openStories(ctx, ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			x := sayso.Weighing{Verdict: v, Note: note}
			for i, to := range []*sayso.StatementName{&x.A, &x.B} {
				if *to, err = statementName(ctx, led, args[i]); err != nil {
					return err
				}
			}
			if x.By, err = p.author(as); err != nil {
				return err
			}
			if err := led.Weigh(ctx, x); err != nil {
				return err
			}
			if _, err := p.keeper(led).Update(ctx); err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "%s %s %s\n", oneLine(args[0]), said, oneLine(args[1]))
			return err
		},
	}
	ledgerFlag(c, &ledger)
	authorFlag(c, &as)
	if v != sayso.Unweighed {
		c.Flags().StringVar(&note, "note", "", "why, in your `WORDS`")
	}
	return c
}

// statementName reads the name of a statement: a claim, or an article and words.
func statementName(ctx context.Context, led sayso.Ledger, s string) (sayso.StatementName, error) {
	article, words, own := strings.Cut(s, ":")
	if !own {
		id, err := findClaim(ctx, led, s)
		return sayso.StatementName{Claim: id}, err
	}
	r, err := findArticle(ctx, led, article)
	if err != nil {
		return sayso.StatementName{}, err
	}
	return sayso.StatementName{Article: r.Article.ID, Text: strings.TrimSpace(words)}, nil
}

// evalQuestions measures questions on what was said by hand of the statements of a
// ledger.
func (p *Program) evalQuestions(ctx context.Context, at string) error {
	led, err := p.openStories(ctx, at)
	if err != nil {
		return err
	}
	defer led.Close()
	find := p.Find
	if find == nil {
		find = question.Find
	}
	of := make(map[sayso.StoryID][]sayso.Weighing)
	var order []sayso.StoryID
	err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Weighing], error) { return led.Weighings(ctx, "", pg) }, func(x sayso.Weighing) error {
		s, err := led.Story(ctx, sayso.DeriveStoryID(x.A.Article))
		if err != nil {
			return err
		}
		if !slices.Contains(order, s.ID) {
			order = append(order, s.ID)
		}
		of[s.ID] = append(of[s.ID], x)
		return nil
	})
	if err != nil {
		return err
	}
	var tally weighed.Tally
	for _, id := range order {
		qs, err := story.Found(ctx, led, id, find)
		if err != nil {
			return err
		}
		tally.Add(qs, of[id])
	}
	if tally.Total() == 0 {
		return sayso.Errorf("eval", at, sayso.NotFound, "nobody said anything of statements in the ledger").Advise("say it with: sayso questions apart, same-speaker, update or same")
	}
	fmt.Fprintf(p.Stdout, "%s by hand, in %s\n", plural(tally.Total(), "word"), strings.Replace(plural(len(order), "story"), "storys", "stories", 1))
	for _, f := range tally.Figures() {
		fmt.Fprintf(p.Stdout, "%-10s %-46s %.4f\n", "questions", f.Name, f.Value)
	}
	return nil
}
