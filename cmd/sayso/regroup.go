package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso"
)

// regroupings are the commands that say which story an article belongs to.
func (p *Program) regroupings() []*cobra.Command {
	return []*cobra.Command{
		p.regroup("merge [FLAG...] STORY INTO", "Say that two stories are one",
			"Says that STORY tells of the same matter as INTO. Articles to come follow it.\n'sayso story undo STORY' takes it back.",
			"  sayso story merge st2bqz6kq5 st7fj3k2qh --note \"the same fire\"", 2,
			func(ctx context.Context, led sayso.Ledger, args []string) (x sayso.Regrouping, err error) {
				x.Verdict = sayso.Merged
				if x.Article, err = firstOf(ctx, led, args[0]); err == nil {
					x.Into, err = firstOf(ctx, led, args[1])
				}
				return x, err
			}),
		p.regroup("split [FLAG...] ARTICLE", "Say that an article begins another story",
			"Says that ARTICLE tells of another matter than its story: it leaves, with all articles\nthat joined by way of it. 'sayso story undo ARTICLE' takes it back.",
			"  sayso story split ar3b6he47jxv75jd5e", 1,
			func(ctx context.Context, led sayso.Ledger, args []string) (sayso.Regrouping, error) {
				id, err := oneArticle(ctx, led, args[0])
				return sayso.Regrouping{Verdict: sayso.Split, Article: id}, err
			}),
		p.regroup("undo [FLAG...] STORY|ARTICLE", "Take a merger or a split back",
			"Takes back what was said of an article, or of the first article of a story. STORY is\nthe identifier that the story had when it was merged.",
			"  sayso story undo st2bqz6kq5", 1,
			func(ctx context.Context, led sayso.Ledger, args []string) (sayso.Regrouping, error) {
				id, err := oneArticle(ctx, led, args[0])
				return sayso.Regrouping{Verdict: sayso.Undone, Article: id}, err
			}),
	}
}

func (p *Program) regroup(use, short, long, example string, n int, of func(context.Context, sayso.Ledger, []string) (sayso.Regrouping, error)) *cobra.Command {
	var ledger, note, as string
	c := &cobra.Command{
		Use: use, Short: short, Long: long, Example: example,
		DisableFlagsInUseLine: true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != n {
				return hint(c, fmt.Errorf("%s takes %s, but %d were given", c.Name(), map[int]string{1: "one identifier", 2: "two identifiers"}[n], len(args)))
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
			x, err := of(ctx, led, args)
			if err != nil {
				return err
			}
			x.Note = note
			if x.By, err = p.author(as); err != nil {
				return err
			}
			id, err := led.Regroup(ctx, x)
			if err != nil {
				return advise(err, sayso.NotFound, "'sayso story ID' shows what was said")
			}
			s, err := led.Story(ctx, id)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "%s  %s: %s, %s\n", s.ID, oneLine(s.Title), plural(s.Articles, "article"), plural(s.Texts, "text"))
			return err
		},
	}
	ledgerFlag(c, &ledger)
	authorFlag(c, &as)
	if c.Name() != "undo" {
		c.Flags().StringVar(&note, "note", "", "why, in your `WORDS`")
	}
	return c
}

// firstOf is the first article of a story.
func firstOf(ctx context.Context, led sayso.Ledger, id string) (sayso.ArticleID, error) {
	s, err := findStoryRecord(ctx, led, id)
	if err != nil {
		return "", err
	}
	return s.Members[0].Article.ID, nil
}

// oneArticle is the article that an identifier names: its own, or that of a
// story, which is named by one of its articles.
func oneArticle(ctx context.Context, led sayso.Ledger, id string) (sayso.ArticleID, error) {
	s, err := led.Story(ctx, sayso.StoryID(id))
	if sayso.KindOf(err) == sayso.NotFound {
		r, err := findArticle(ctx, led, id)
		if err != nil {
			return "", err
		}
		return r.Article.ID, nil
	}
	if err != nil {
		return "", err
	}
	for _, m := range s.Members {
		if own := sayso.DeriveStoryID(m.Article.ID); len(id) <= len(own) && string(own[:len(id)]) == id {
			return m.Article.ID, nil
		}
	}
	return s.Members[0].Article.ID, nil
}
