package main

import (
	"context"
	"errors"
	"fmt"
	"sayso"
	"sayso/extract"
	"sayso/internal/eval"
	"sayso/internal/eval/actors"
	"sayso/internal/eval/conllu"
	"sayso/internal/eval/coref"
	"sayso/internal/eval/events"
	"sayso/internal/eval/factuality"
	"sayso/internal/eval/judged"
	"sayso/internal/eval/names"
	webpages "sayso/internal/eval/pages"
	"sayso/internal/eval/places"
	"sayso/internal/eval/polnear"
	"sayso/internal/eval/questions"
	"sayso/internal/eval/readers"
	"sayso/internal/eval/segment"
	"sayso/internal/eval/story"
	"sayso/internal/eval/times"
	"sayso/nlp"
	"sayso/nlp/english"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
)

func (p *Program) eval() *cobra.Command {
	var data, golden, ledger string
	var without []string
	var write bool
	scorers := p.scorers(nil)
	about := "  all        every stage\n"
	for _, s := range scorers {
		about += fmt.Sprintf("  %-10s %s\n", s.Stage, s.About)
	}
	c := &cobra.Command{
		Use:   "eval [FLAG...] STAGE",
		Short: "Measure a stage on the dev parts of the corpora",
		Long: `Measures one stage, from raw text, and prints its figures; higher is better. With
--golden the figures are compared with that file: a fall of more than half a point
fails, and so does a figure that only one side has. With --write they are written
into the file instead. The stage all leaves out what the folder has no corpus for.

With --without the stage is measured twice, with a rule and without it, and each figure
that differs is printed with both values. A rule that changes nothing, or whose absence
does better, earns nothing. Claims, times and events name the rule that read them, and
'sayso explain' says which led to a stance.

Rules:
` + ruleList() + `

Stages:
` + strings.TrimRight(about, "\n"),
		Example: `  sayso eval claims --data corpora
  sayso eval claims --ledger sqlite:mine.db
  sayso eval claims --data corpora --without stance/pledge
  sayso eval questions --ledger sqlite:mine.db
  sayso eval all --data corpora --golden eval/scores.txt`,
		Args: needs("one STAGE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			if own := map[string]func(context.Context, string) error{"claims": p.evalLedger, "questions": p.evalQuestions}[args[0]]; ledger != "" && own != nil && data == "" && golden == "" && !write {
				return own(c.Context(), ledger)
			}
			if ledger != "" {
				return usage{errors.New("eval: --ledger goes with the stages claims and questions alone, and with no other flag")}
			}
			if data == "" {
				return usage{errors.New("eval: --data is needed, or --ledger")}
			}
			if write && golden == "" {
				return usage{errors.New("eval: --write needs --golden")}
			}
			if len(without) > 0 {
				if golden != "" || args[0] == "all" {
					return usage{errors.New("eval: --without goes with one stage, and without --golden")}
				}
				return p.evalWithout(c.Context(), args[0], data, without)
			}
			var scores eval.Scores
			for _, s := range scorers {
				if args[0] != "all" && args[0] != s.Stage {
					continue
				}
				began := time.Now()
				f, err := s.Score(c.Context(), data)
				if args[0] == "all" && sayso.KindOf(err) == sayso.NotFound {
					p.warn("%s left out: %v", s.Stage, err)
					continue
				}
				if err != nil {
					return err
				}
				p.warn("%s measured in %s", s.Stage, time.Since(began).Round(time.Second/10))
				scores = append(scores, eval.StageScores{Stage: s.Stage, Figures: f})
			}
			if len(scores) == 0 {
				return noStage(args[0])
			}
			for _, st := range scores {
				for _, f := range st.Figures {
					fmt.Fprintf(p.Stdout, "%-10s %-46s %.4f\n", st.Stage, f.Name, f.Value)
				}
			}
			return p.compare(scores, golden, write, args[0] == "all")
		},
	}
	c.Flags().StringVar(&data, "data", "", "the corpora `FOLDER`")
	c.Flags().StringVar(&golden, "golden", "", "the `FILE` of golden scores to compare with")
	c.Flags().BoolVar(&write, "write", false, "write the figures into the golden file instead of comparing")
	c.Flags().StringArrayVar(&without, "without", nil, "leave out the `RULE`, and say what it is worth; may be repeated")
	c.Flags().StringVar(&ledger, "ledger", "", "measure claims on your own corrections, or questions on what you said of statements, in the ledger `sqlite:PATH`")
	return c
}

// ruleList lists the named rules, a line for each stage.
func ruleList() string {
	lines := map[string]string{}
	var order []string
	for _, name := range extract.NamedRules() {
		stage, rule, _ := strings.Cut(name, "/")
		if lines[stage] == "" {
			order = append(order, stage)
			lines[stage] = "  " + stage + "/…"
		}
		lines[stage] += " " + rule
	}
	var b strings.Builder
	for _, stage := range order {
		b.WriteString(lines[stage] + "\n")
	}
	return b.String() + "  event/FILE:LINE a pattern, as events name theirs"
}

func noStage(name string) error {
	return usage{fmt.Errorf("eval %s: there is no such stage; 'sayso eval --help' lists them", name)}
}

// evalWithout measures a stage with rules and without them.
func (p *Program) evalWithout(ctx context.Context, stage, data string, without []string) error {
	if _, err := extract.NewWith(extract.Options{Without: without}); err != nil {
		return usage{err}
	}
	var figures [2][]eval.Figure
	for i, names := range [][]string{nil, without} {
		all := p.scorers(names)
		k := slices.IndexFunc(all, func(s eval.Scorer) bool { return s.Stage == stage })
		if k < 0 {
			return noStage(stage)
		}
		var err error
		if figures[i], err = all[k].Score(ctx, data); err != nil {
			return err
		}
	}
	same := 0
	for i, with := range figures[0] {
		left := figures[1][i].Value
		if with.Value == left {
			same++
			continue
		}
		fmt.Fprintf(p.Stdout, "%-10s %-46s %.4f  without %.4f  %+.4f\n", stage, with.Name, with.Value, left, left-with.Value)
	}
	p.warn("%s without %s: %s of %d the same", stage, strings.Join(without, ", "), plural(same, "figure"), len(figures[0]))
	return nil
}

// evalLedger reads each corrected article anew and measures what this program
// makes of it.
func (p *Program) evalLedger(ctx context.Context, at string) error {
	led, err := p.openExisting(ctx, at)
	if err != nil {
		return err
	}
	defer led.Close()
	of := make(map[sayso.VersionID][]sayso.Correction)
	err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Correction], error) { return led.Corrections(ctx, pg) },
		func(c sayso.Correction) error { of[c.Version] = append(of[c.Version], c); return nil })
	if err != nil {
		return err
	}
	x := extract.New()
	var tally judged.Tally
	for id, corrections := range of {
		rec, err := led.Uncorrected(ctx, id)
		if err != nil {
			return err
		}
		slices.Reverse(corrections) // the order that they were made in
		an := x.Extract(&rec.Article)
		tally.Add(&an, corrections)
	}
	if tally.Judged == 0 {
		return sayso.Errorf("eval", at, sayso.NotFound, "the ledger has no corrections").Advise("make some with: sayso correct")
	}
	fmt.Fprintf(p.Stdout, "%s in %s: %d right claims found, %d missed; %d that are none found\n",
		plural(tally.Judged, "correction"), plural(len(of), "article"), tally.Found, tally.Missed, tally.Wrong)
	for _, f := range tally.Figures() {
		fmt.Fprintf(p.Stdout, "%-10s %-46s %.4f\n", "claims", f.Name, f.Value)
	}
	return nil
}

// compare holds scores against the golden file, or writes them into it: one
// stage leaves the others as they stand.
func (p *Program) compare(scores eval.Scores, golden string, write, whole bool) error {
	if golden == "" {
		return nil
	}
	var held eval.Scores
	if !write || !whole {
		var err error
		if held, err = eval.ReadFile(golden); err != nil {
			return err
		}
	}
	if write {
		if err := held.With(scores).WriteFile(golden); err != nil {
			return err
		}
		p.warn("wrote %s", golden)
		return nil
	}
	differences := eval.Compare(held, scores, whole)
	for _, d := range differences {
		p.warn("%s", d)
	}
	if len(differences) > 0 {
		return failed{len(differences)}
	}
	p.warn("no score fell")
	return nil
}

// scorers lists every stage that can be measured. Models load when the first
// of them is measured: listing the stages must not cost that.
func (p *Program) scorers(without []string) []eval.Scorer {
	reader := sync.OnceValue(func() *english.Pipeline {
		r, err := english.Load()
		if err != nil {
			panic(err) // the program's own models are damaged, which no input can bring about
		}
		return r
	})
	read := func(depth extract.Reading) func() *extract.Extractor {
		return sync.OnceValue(func() *extract.Extractor {
			x, err := extract.NewWith(extract.Options{Reading: depth, Without: without})
			if err != nil {
				panic(err) // checked before
			}
			return x
		})
	}
	extractor, rules := read(extract.Full), read(extract.Rules)
	parse := func(text string) *nlp.Doc { return reader().Parse(text) }
	return []eval.Scorer{
		segment.Scorer(parse),
		conllu.Scorer(parse),
		names.Scorer(parse),
		coref.Scorer(parse),
		coref.PronounScorer(parse),
		coref.GAPScorer(parse),
		times.Scorer(func(text string, written sayso.Date) []sayso.When { return rules().Times(text, written) }),
		factuality.Scorer(parse),
		actors.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		places.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		alsoByReaders(polnear.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
			func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		webpages.Scorer(),
		events.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }, parse),
		story.Scorer(),
		story.CopiesScorer(),
		questions.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		byRules(polnear.Scorer(func(a *sayso.Article) sayso.Analysis { return rules().Extract(a) })),
	}
}

// alsoByReaders adds to the measure of claims what readers marked in articles
// of other outlets, with who speaks.
func alsoByReaders(s eval.Scorer, extract func(*sayso.Article) sayso.Analysis) eval.Scorer {
	alone := s.Score
	s.About += "; claims and speakers in articles of many outlets"
	s.Score = func(ctx context.Context, data string) ([]eval.Figure, error) {
		out, err := alone(ctx, data)
		if err != nil {
			return nil, err
		}
		more, err := readers.Score(ctx, data, extract)
		return append(out, more...), err
	}
	return s
}

// byRules is the measure of claims, taken of what --reading rules reads.
func byRules(s eval.Scorer) eval.Scorer {
	s.Stage, s.About = "rules", "claims as --reading rules reads them, by rules alone"
	return s
}
