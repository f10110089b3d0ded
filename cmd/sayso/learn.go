package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

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
	"sayso/internal/eval/readers"
	"sayso/internal/eval/relations"
	"sayso/internal/eval/segment"
	"sayso/internal/eval/story"
	"sayso/internal/eval/times"
	"sayso/internal/learn"
	"sayso/internal/learn/stages"
	"sayso/internal/story/cluster"
	"sayso/nlp"
	"sayso/nlp/english"
)

func (p *Program) train() *cobra.Command {
	var data, out string
	var seed uint64
	var epochs int
	c := &cobra.Command{
		Use:     "train [FLAG...] STAGE",
		Short:   "Train the model of a language stage from corpora",
		Long:    "Trains one stage from the training parts of a corpora folder and writes its model file.\nThe same corpora, seed and program give the same bytes.\n\nStages:\n" + stageList(),
		Example: `  sayso train syntax --data corpora --out syntax.model`,
		Args:    needs("one STAGE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			s, err := stages.Find(args[0])
			if err != nil && args[0] != wordsStage {
				return usage{err}
			}
			if data == "" || out == "" {
				return usage{errors.New("train: --data and --out are needed")}
			}
			if _, err := os.Stat(data); err != nil {
				return sayso.Errorf("train", data, sayso.NotFound, "no such folder").Advise("--data names the corpora folder")
			}
			if args[0] == wordsStage {
				return countWords(learn.TrainingParts(os.DirFS(data)), out)
			}
			w := io.Discard
			if p.errTerminal() {
				w = p.Stderr
			}
			bar := progressbar.NewOptions(1000, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(s.Name()), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(200*time.Millisecond))
			last := ""
			f, err := s.Train(c.Context(), learn.TrainingParts(os.DirFS(data)), learn.Options{Seed: seed, Epochs: epochs, Report: func(pr learn.Progress) {
				_ = bar.Set(int(pr.Done * 1000))
				line := strings.TrimSpace(pr.Step + " " + pr.Notes)
				bar.Describe(s.Name() + ", " + line)
				if !p.errTerminal() && line != last {
					p.warn("%s: %s", s.Name(), line)
					last = line
				}
			}})
			if err != nil {
				return err
			}
			_ = bar.Finish()
			return writeFile(out, f.Bytes())
		},
	}
	c.Flags().StringVar(&data, "data", "", "the corpora `FOLDER`")
	c.Flags().StringVar(&out, "out", "", "the model `FILE` to write")
	c.Flags().Uint64Var(&seed, "seed", 0, "start of every random choice")
	c.Flags().IntVar(&epochs, "epochs", 0, "rounds over the corpora (default: the stage's own)")
	return c
}

func stageList() string {
	var b strings.Builder
	for _, s := range stages.All() {
		fmt.Fprintf(&b, "  %-10s %s\n", s.Name(), s.About())
	}
	fmt.Fprintf(&b, "  %-10s %s\n", wordsStage, "how rare words are in news, by which articles are put into stories: a table, from PolNeAR")
	return strings.TrimRight(b.String(), "\n")
}

// wordsStage is trained like the others, but makes a table that is read without
// a model.
const wordsStage = "words"

// countWords writes the table of package cluster.
func countWords(corpora fs.FS, out string) error {
	files, err := fs.Glob(corpora, "polnear/train/text/*")
	if err != nil || len(files) == 0 {
		return sayso.Errorf("train words", "polnear/train/text", sayso.NotFound, "no texts").Advise("--data names the corpora folder")
	}
	var texts []string
	for _, f := range files {
		b, err := fs.ReadFile(corpora, f)
		if err != nil {
			return sayso.E("train words", f, sayso.Denied, err)
		}
		texts = append(texts, string(b))
	}
	table, err := cluster.Count(texts)
	if err != nil {
		return err
	}
	return writeFile(out, table)
}

// writeFile writes a file whole or not at all.
func writeFile(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".sayso-*")
	if err != nil {
		return sayso.E("write", path, sayso.Denied, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return sayso.E("write", path, sayso.Full, err)
	}
	return nil
}

func (p *Program) eval() *cobra.Command {
	var data, golden, ledger string
	var write bool
	scorers := p.scorers()
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

Stages:
` + strings.TrimRight(about, "\n"),
		Example: `  sayso eval claims --data corpora
  sayso eval claims --ledger sqlite:mine.db
  sayso eval all --data corpora --golden eval/scores.txt`,
		Args: needs("one STAGE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			if ledger != "" && args[0] == "claims" && data == "" && golden == "" && !write {
				return p.evalLedger(c.Context(), ledger)
			}
			if ledger != "" {
				return usage{errors.New("eval: --ledger goes with the stage claims and nothing else")}
			}
			if data == "" {
				return usage{errors.New("eval: --data is needed, or --ledger")}
			}
			if write && golden == "" {
				return usage{errors.New("eval: --write needs --golden")}
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
				return usage{fmt.Errorf("eval %s: there is no such stage; 'sayso eval --help' lists them", args[0])}
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
	c.Flags().StringVar(&ledger, "ledger", "", "measure claims on your own corrections in the ledger `sqlite:PATH`")
	return c
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
func (p *Program) scorers() []eval.Scorer {
	reader := sync.OnceValue(func() *english.Pipeline {
		r, err := english.Load()
		if err != nil {
			panic(err) // the program's own models are damaged, which no input can bring about
		}
		return r
	})
	extractor, rules := sync.OnceValue(extract.New), sync.OnceValue(extract.Fast)
	parse := func(text string) *nlp.Doc { return reader().Parse(text) }
	return []eval.Scorer{
		segment.Scorer(parse),
		conllu.Scorer(parse),
		names.Scorer(parse),
		coref.Scorer(parse),
		coref.PronounScorer(parse),
		coref.GAPScorer(parse),
		times.Scorer(),
		factuality.Scorer(parse),
		actors.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		places.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		alsoByReaders(polnear.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
			func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
		webpages.Scorer(),
		events.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }, parse),
		story.Scorer(),
		story.CopiesScorer(),
		relations.Scorer(func(a *sayso.Article) sayso.Analysis { return extractor().Extract(a) }),
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
