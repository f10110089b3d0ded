// Package eval measures the stages against corpora annotated by people, and
// keeps the figures in a golden file, so that every change shows its effect
// as a diff.
//
// One package below it stands for each kind of corpus and holds its reader
// and its scorer.
package eval

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Figure is one measured number. Higher is better.
type Figure struct {
	Name  string // "alpha", "LAS F1, GUM dev"
	Value float64
}

// Scorer measures one stage over a corpora folder.
type Scorer struct {
	Stage string // the word after `sayso eval`
	About string // one line for people: what is measured, on what
	// Score reads below data and returns its figures in a fixed order. It is
	// deterministic.
	Score func(ctx context.Context, data string) ([]Figure, error)
}

// Scores is what was measured, stage by stage, in the order of measuring.
type Scores []StageScores

// StageScores is the figures of one stage.
type StageScores struct {
	Stage   string
	Figures []Figure
}

// Fall is how far a figure may drop below its golden value: half a point.
const Fall = 0.005

// Write prints scores in the golden format: a line for each figure, "stage,
// tab, name, tab, value" with four decimals.
func (s Scores) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "# Measured from raw text on the dev parts by `make score`. Higher is better;")
	fmt.Fprintf(b, "# a fall of more than %.3f fails the comparison.\n", Fall)
	for _, st := range s {
		for _, f := range st.Figures {
			fmt.Fprintf(b, "%s\t%s\t%.4f\n", st.Stage, f.Name, f.Value)
		}
	}
	return b.Flush()
}

// Read parses what Write prints.
func Read(r io.Reader) (Scores, error) {
	var out Scores
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 3 {
			return nil, sayso.Errorf("read scores", fmt.Sprintf("line %d", n), sayso.Invalid, "want stage, name, value")
		}
		v, err := strconv.ParseFloat(c[2], 64)
		if err != nil {
			return nil, sayso.E("read scores", fmt.Sprintf("line %d", n), sayso.Invalid, err)
		}
		if len(out) == 0 || out[len(out)-1].Stage != c[0] {
			out = append(out, StageScores{Stage: c[0]})
		}
		st := &out[len(out)-1]
		st.Figures = append(st.Figures, Figure{c[1], v})
	}
	return out, sc.Err()
}

// Compare says, in words, where measured does not stand as golden has it: every
// figure that fell by more than Fall, that is no longer measured, and that
// golden lacks. When whole is false, stages that measured left out are not
// missed.
func Compare(golden, measured Scores, whole bool) []string {
	var out []string
	for _, g := range golden {
		now := measured.stage(g.Stage)
		if now == nil && !whole {
			continue
		}
		for _, f := range g.Figures {
			v, ok := value(now, f.Name)
			switch {
			case !ok:
				out = append(out, fmt.Sprintf("%s: %s is no longer measured", g.Stage, f.Name))
			case v < f.Value-Fall:
				out = append(out, fmt.Sprintf("%s: %s fell from %.4f to %.4f", g.Stage, f.Name, f.Value, v))
			}
		}
	}
	for _, m := range measured {
		held := golden.stage(m.Stage)
		for _, f := range m.Figures {
			if _, ok := value(held, f.Name); !ok {
				out = append(out, fmt.Sprintf("%s: the golden file has no %s", m.Stage, f.Name))
			}
		}
	}
	return out
}

// With returns s with the stages of other in place of its own, and those that
// it lacks behind them.
func (s Scores) With(other Scores) Scores {
	out := slices.Clone(s)
	for _, o := range other {
		if i := slices.IndexFunc(out, func(st StageScores) bool { return st.Stage == o.Stage }); i >= 0 {
			out[i] = o
		} else {
			out = append(out, o)
		}
	}
	return out
}

func (s Scores) stage(name string) []Figure {
	for _, st := range s {
		if st.Stage == name {
			return st.Figures
		}
	}
	return nil
}

func value(figures []Figure, name string) (float64, bool) {
	for _, f := range figures {
		if f.Name == name {
			return f.Value, true
		}
	}
	return 0, false
}

// WriteFile replaces the golden file at path, whole or not at all.
func (s Scores) WriteFile(path string) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".scores-*")
	if err != nil {
		return sayso.E("write scores", path, sayso.Denied, err)
	}
	defer os.Remove(tmp.Name())
	if err := s.Write(tmp); err != nil {
		tmp.Close()
		return sayso.E("write scores", path, sayso.Full, err)
	}
	if err := tmp.Chmod(0o644); err != nil {
		tmp.Close()
		return sayso.E("write scores", path, sayso.Denied, err)
	}
	if err := tmp.Close(); err != nil {
		return sayso.E("write scores", path, sayso.Full, err)
	}
	return os.Rename(tmp.Name(), path)
}

// ReadFile reads the golden file at path.
func ReadFile(path string) (Scores, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sayso.FileError("read scores", path, err)
	}
	defer f.Close()
	return Read(f)
}
