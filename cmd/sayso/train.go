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
	"sayso/internal/learn"
	"sayso/internal/learn/stages"
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
