package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/internal/eval/events"
	"sayso/internal/eval/places"
	"sayso/internal/eval/story"
	"sayso/internal/learn"
	"sayso/internal/learn/gate"
	"sayso/internal/learn/likeness"
	"sayso/internal/learn/stages"
	"sayso/internal/nlp/model"
	"sayso/internal/story/cluster"
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
			if err != nil && args[0] != wordsStage && args[0] != likenessStage && args[0] != gateStage {
				return usage{err}
			}
			if data == "" || out == "" {
				return usage{errors.New("train: --data and --out are needed")}
			}
			if _, err := os.Stat(data); err != nil {
				return sayso.Errorf("train", data, sayso.NotFound, "no such folder").Advise("--data names the corpora folder")
			}
			switch args[0] {
			case wordsStage:
				return countWords(data, out)
			case likenessStage:
				return trainLikeness(data, out)
			case gateStage:
				table, err := gate.Train(c.Context(), os.DirFS(data), extract.New().Candidates)
				if err != nil {
					return err
				}
				return writeFile(out, table)
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
			packed, err := model.Pack(f.Bytes())
			if err != nil {
				return err
			}
			return writeFile(out, packed)
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
	fmt.Fprintf(&b, "  %-10s %s\n", wordsStage, "how rare words are in news, by which articles are put into stories: a table, from PolNeAR, LGL, GeoWebNews and NGEC")
	fmt.Fprintf(&b, "  %-10s %s\n", likenessStage, "how like two articles of one story are: a table, from all articles that people have gathered by event")
	fmt.Fprintf(&b, "  %-10s %s\n", gateStage, "how likely events are to be there, and right: a table, from the sentences that readers marked to build on")
	return strings.TrimRight(b.String(), "\n")
}

// These are trained like the others, but make tables that are read without a
// model.
const (
	wordsStage    = "words"
	likenessStage = "likeness"
	gateStage     = "gate"
)

// countWords writes the table of package cluster. Its texts are of many kinds of
// news and of the whole world: a word that is common in reports of any war must
// not join two of them.
func countWords(data, out string) error {
	corpora := learn.TrainingParts(os.DirFS(data))
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
	for _, f := range []string{"lgl.xml.gz", "GeoWebNews.xml.gz"} {
		docs, err := places.Read(filepath.Join(data, "places", f))
		if err != nil {
			return err
		}
		for _, d := range docs {
			texts = append(texts, d.Text)
		}
	}
	made, err := events.ReadStories(corpora)
	if err != nil {
		return err
	}
	for _, s := range made {
		texts = append(texts, s.Text)
	}
	table, err := cluster.Count(texts)
	if err != nil {
		return err
	}
	return writeFile(out, table)
}

// trainLikeness writes the table of package index. There are no other articles
// that people have gathered by event than those that stories are measured on, so
// its few weights are learnt from them: docs/decisions/stories.md has what
// they find in stories that they were not learnt from.
func trainLikeness(data, out string) error {
	var corpora [][]story.Article
	for _, read := range []func(string) ([]story.Article, error){story.Read, story.ReadCoverage, story.ReadWar} {
		arts, err := read(data)
		if err != nil {
			return err
		}
		corpora = append(corpora, arts)
	}
	table, err := likeness.Train(corpora...)
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
