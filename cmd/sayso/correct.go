package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

// judgement is the flags that say how a claim should read.
type judgement struct {
	source, cue, content, stance, form, kind string
	speakers                                 []string
}

func (j *judgement) flags(c *cobra.Command) {
	c.Flags().StringVar(&j.source, "source", "", "the source is these `WORDS` of the article; - for none")
	c.Flags().StringVar(&j.cue, "cue", "", "the cue is these `WORDS`; - for none")
	c.Flags().StringVar(&j.content, "content", "", "the content is these `WORDS`; ' … ' stands between pieces")
	c.Flags().StringVar(&j.stance, "stance", "", "the `STANCE`, as 'sayso claims --help' lists them")
	c.Flags().StringVar(&j.form, "form", "", "the `FORM`: direct, indirect or mixed")
	c.Flags().StringVar(&j.kind, "kind", "", "the `KIND` of source, as 'sayso claims --help' lists them")
	c.Flags().StringArrayVar(&j.speakers, "speaker", nil, "the speaker's `NAME`; several times for several")
}

func (j *judgement) empty() bool {
	return j.source == "" && j.cue == "" && j.content == "" && j.stance == "" && j.form == "" && j.kind == "" && len(j.speakers) == 0
}

// apply changes is as the flags say. Words are looked for in text, those
// nearest to what the claim has now.
func (j *judgement) apply(is *sayso.Judged, text string) error {
	near := is.Content.Cover()
	for _, x := range []struct {
		name, words string
		to          *sayso.Spans
	}{{"content", j.content, &is.Content}, {"cue", j.cue, &is.Cue}, {"source", j.source, &is.Source}} {
		switch x.words {
		case "":
		case "-":
			*x.to = nil
		default:
			spans, err := sayso.Locate(text, x.words, near)
			if err != nil {
				return usage{fmt.Errorf("--%s: %w", x.name, err)}
			}
			*x.to = spans
			if x.name == "content" {
				near = spans.Cover()
			}
		}
	}
	if j.cue != "" {
		is.Lemma = ""
	}
	var err error
	if j.stance != "" {
		if is.Stance, err = one("stance", j.stance, sayso.Stances...); err != nil {
			return err
		}
	}
	if j.form != "" {
		if is.Form, err = one("form", j.form, sayso.Direct, sayso.Indirect, sayso.Mixed); err != nil {
			return err
		}
	}
	if j.kind != "" {
		if is.Kind, err = one("kind", j.kind, sayso.SourceKinds...); err != nil {
			return err
		}
	}
	if len(j.speakers) > 0 {
		is.Speakers = j.speakers
	}
	return nil
}

func (p *Program) correct() *cobra.Command {
	var at, add, note, as string
	var accept, reject, undo bool
	var j judgement
	c := &cobra.Command{
		Use:   "correct [FLAG...] CLAIM | correct --add ARTICLE --content WORDS [FLAG...]",
		Short: "Accept, reject or mend a claim, or add one that was missed",
		Long: `Records what you hold of a claim. Say that it is right, that it is none, or how it
should read: words are given as they stand in the article. With --add a claim that was
missed is added. --undo takes a correction back.

Corrections stay beside what was read: reading the article again, also by a newer
Sayso, does not undo them. 'sayso corrections' lists them, and 'sayso eval claims
--ledger' measures this program against them.`,
		Example: `  sayso correct clyzc768aysknz5whr --accept
  sayso correct clyzc768aysknz5whr --stance denies --speaker 'Anna Weber'
  sayso correct --add ar3rd7r47r --content 'the road is shut' --cue said --source 'the mayor'`,
		Args: func(c *cobra.Command, args []string) error {
			if add != "" {
				return none(c, args)
			}
			return needs("one CLAIM, or --add ARTICLE", 1)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			fix := sayso.Correction{Note: note}
			if fix.By, err = p.author(as); err != nil {
				return err
			}
			chosen := count(accept, reject, undo, add != "", add == "" && !j.empty())
			var claim sayso.ClaimID
			if chosen == 1 && add == "" {
				if claim, err = findClaim(ctx, led, args[0]); err != nil {
					return err
				}
			}
			switch {
			case chosen == 0:
				return hint(c, errors.New("correct: say what to do: --accept, --reject, --undo, or how the claim should read"))
			case chosen > 1:
				return hint(c, errors.New("correct: --accept, --reject, --undo, --add and mending exclude each other"))
			case add != "":
				fix.Verdict, err = sayso.Added, p.addition(ctx, led, add, &j, &fix)
			case accept:
				fix.Claim, fix.Verdict = claim, sayso.Accepted
			case reject:
				fix.Claim, fix.Verdict = claim, sayso.Rejected
			case undo:
				fix.Claim, fix.Verdict = claim, sayso.Withdrawn
			default:
				fix.Verdict, err = sayso.Mended, p.mending(ctx, led, claim, &j, &fix)
			}
			if err != nil {
				return err
			}
			id, err := led.Correct(ctx, fix)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "%s %s\n", id, fix.Verdict)
			return err
		},
	}
	c.Flags().BoolVar(&accept, "accept", false, "the claim is right as it stands")
	c.Flags().BoolVar(&reject, "reject", false, "it is no claim")
	c.Flags().BoolVar(&undo, "undo", false, "take back what was said of it before")
	c.Flags().StringVar(&add, "add", "", "add a claim to this `ARTICLE`: identifier, path or address")
	j.flags(c)
	c.Flags().StringVar(&note, "note", "", "a `TEXT` to remember why")
	authorFlag(c, &as)
	ledgerFlag(c, &at)
	return c
}

func count(of ...bool) (n int) {
	for _, b := range of {
		if b {
			n++
		}
	}
	return n
}

// judgeable is where a claim that is to be judged stands.
type judgeable interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
}

// mending fills in how a known claim should read.
func (p *Program) mending(ctx context.Context, led judgeable, id sayso.ClaimID, j *judgement, fix *sayso.Correction) error {
	row, err := led.Claim(ctx, id)
	if err != nil {
		return err
	}
	rec, err := led.Version(ctx, row.Version)
	if err != nil {
		return err
	}
	fix.Claim, fix.Is = row.ID, row.Judge()
	return j.apply(fix.Is, rec.Article.Text)
}

// addition fills in a claim that was missed.
func (p *Program) addition(ctx context.Context, led sayso.Ledger, article string, j *judgement, fix *sayso.Correction) error {
	if j.content == "" {
		return usage{errors.New("correct: --add needs --content")}
	}
	rec, err := findArticle(ctx, led, article)
	if err != nil {
		return err
	}
	fix.Version = rec.Version.ID
	fix.Is = &sayso.Judged{Form: sayso.Indirect, Kind: sayso.NoSource, Stance: sayso.Asserts, Certainty: sayso.Certain, Polarity: sayso.Positive}
	if j.source != "" || len(j.speakers) > 0 {
		fix.Is.Kind = sayso.NamedSource
	}
	return j.apply(fix.Is, rec.Article.Text)
}

func (p *Program) corrections() *cobra.Command {
	l := list{schema: export.Corrections()}
	var gold, history bool
	c := &cobra.Command{
		Use:   "corrections [FLAG...]",
		Short: "List what you have corrected, or hand it out as a gold set",
		Long: `Lists corrections, the latest first. With --gold it prints each corrected article as
'sayso analyze' does, with those claims alone that you accepted, mended or added:
a set of right answers to train or measure with.

With --history it lists all that was ever said, of claims, actors, stories and events:
who said it and when, also what was replaced or taken back since.`,
		Example: `  sayso corrections
  sayso corrections --history --format csv > history.csv
  sayso corrections --gold > gold.jsonl`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			if history {
				if gold {
					return usage{errors.New("corrections: --gold and --history exclude each other")}
				}
				l.schema = export.Judgements()
				return p.history(ctx, l)
			}
			out, err := l.printer(p, []column{
				{name: "claim", width: shortID}, {name: "verdict", width: 9}, {name: "stance", width: 9}, {name: "words"}, {name: "note", width: 24, drop: 1}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			if gold {
				return p.gold(ctx, led)
			}
			texts := make(map[sayso.VersionID]string)
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.Correction], error) {
				return led.Corrections(ctx, pg)
			}, func(x sayso.Correction) error {
				text, ok := texts[x.Version]
				if !ok {
					rec, err := led.Version(ctx, x.Version)
					if err != nil {
						return err
					}
					text = rec.Article.Text
					texts[x.Version] = text
				}
				stance, words := "", x.Was.Content.In(text)
				if x.Is != nil {
					stance, words = string(x.Is.Stance), x.Is.Content.In(text)
				}
				return out.row(export.NewCorrection(&x, text), short(x.Claim), string(x.Verdict), stance, words, x.Note)
			})
			if err != nil {
				return err
			}
			return out.end("no corrections")
		},
	}
	l.flags(c)
	c.Flags().BoolVar(&history, "history", false, "list all that was ever said, with who said it and when")
	c.Flags().BoolVar(&gold, "gold", false, "print the corrected articles with the claims that you hold right")
	return c
}

// corrected lists the versions that have corrections, in the order of their
// identifiers.
func corrected(ctx context.Context, led sayso.Desk) ([]sayso.VersionID, error) {
	var ids []sayso.VersionID
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Correction], error) { return led.Corrections(ctx, pg) },
		func(c sayso.Correction) error { ids = append(ids, c.Version); return nil })
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// judgements are what was read, and what analysts said of it.
type judgements interface {
	sayso.ArticleLedger
	sayso.Desk
}

// gold prints each corrected article with the claims that were judged right.
func (p *Program) gold(ctx context.Context, led judgements) error {
	ids, err := corrected(ctx, led)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.Stdout)
	lines := export.NewLines(out)
	for _, id := range ids {
		rec, err := led.Version(ctx, id)
		if err != nil {
			return err
		}
		rec.Analysis.Claims = slices.DeleteFunc(rec.Analysis.Claims, func(c sayso.Claim) bool { return c.Correction == nil })
		if err := lines.Write(export.NewAnalysis(&rec.Article, &rec.Analysis, false)); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		fmt.Fprintln(p.Stderr, "no corrections")
	}
	return out.Flush()
}
