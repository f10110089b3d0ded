// Package times scores time expressions against TimeML documents (TimeBank),
// by the method of TempEval-3: an expression is found when it overlaps a gold
// one (relaxed), found exactly when the spans are the same (strict), and its
// value counts only where it was found.
package times

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sayso"
	"sayso/internal/eval"
)

// Timex is one gold expression.
type Timex struct {
	Span  sayso.Span
	Type  string
	Value string
}

// Doc is one TimeML document: its text without markup, the day it was
// written, and its expressions.
type Doc struct {
	Name    string
	Text    string
	Created sayso.Date
	Timexes []Timex
}

// Read parses one TimeML document.
func Read(name string, r io.Reader) (Doc, error) {
	d := Doc{Name: name}
	var text strings.Builder
	var open []int // indices into d.Timexes of elements not yet closed
	inText := false
	dec := xml.NewDecoder(r)
	dec.Strict = false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return d, sayso.E("read TimeML", name, sayso.Invalid, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "TEXT":
				inText = true
			case "TIMEX3":
				x := Timex{Span: sayso.Span{Start: text.Len()}}
				creation := false
				for _, a := range t.Attr {
					switch a.Name.Local {
					case "type":
						x.Type = a.Value
					case "value":
						x.Value = a.Value
					case "functionInDocument":
						creation = a.Value == "CREATION_TIME"
					}
				}
				if creation && len(x.Value) >= 10 {
					d.Created, _ = sayso.ParseDate(x.Value[:10])
				}
				if inText {
					open = append(open, len(d.Timexes))
					d.Timexes = append(d.Timexes, x)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "TEXT":
				inText = false
			case "TIMEX3":
				if n := len(open); n > 0 {
					d.Timexes[open[n-1]].Span.End = text.Len()
					open = open[:n-1]
				}
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		}
	}
	d.Text = text.String()
	return d, nil
}

// Tally counts expressions found, spurious and missed.
type Tally struct{ Right, Spurious, Missed int }

// F1 returns the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	if t.Right == 0 {
		return 0
	}
	return 2 * float64(t.Right) / float64(2*t.Right+t.Spurious+t.Missed)
}

// Result holds the tallies over a set of documents.
type Result struct{ Strict, Relaxed, Type, Value Tally }

// Add scores one document: the first system expression that overlaps a gold
// one is its partner.
func (r *Result) Add(d Doc, found []sayso.When) {
	used := make([]bool, len(found))
	for _, g := range d.Timexes {
		k := -1
		for i, w := range found {
			if !used[i] && w.Span.Overlaps(g.Span) {
				k = i
				break
			}
		}
		if k < 0 {
			for _, t := range []*Tally{&r.Strict, &r.Relaxed, &r.Type, &r.Value} {
				t.Missed++
			}
			continue
		}
		used[k] = true
		w := found[k]
		r.Relaxed.Right++
		r.Strict.count(w.Span == g.Span)
		r.Type.count(string(w.Type) == g.Type)
		r.Value.count(w.Value == g.Value)
	}
	for i := range found {
		if !used[i] {
			for _, t := range []*Tally{&r.Strict, &r.Relaxed, &r.Type, &r.Value} {
				t.Spurious++
			}
		}
	}
}

// count books a pair that overlaps: right, or one spurious and one missed.
func (t *Tally) count(right bool) {
	if right {
		t.Right++
		return
	}
	t.Spurious++
	t.Missed++
}

// Scorer measures over a corpora folder what find makes of a text that was written on a day.
func Scorer(find func(text string, written sayso.Date) []sayso.When) eval.Scorer {
	return eval.Scorer{Stage: "times", About: "time expressions, TimeBank", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		paths, err := filepath.Glob(filepath.Join(data, "times", "TimeBank", "*.tml"))
		if err != nil || len(paths) == 0 {
			return nil, sayso.Errorf("score times", data, sayso.NotFound, "no times/TimeBank/*.tml below it")
		}
		var r Result
		for _, p := range paths {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			d, err := readFile(p)
			if err != nil {
				return nil, err
			}
			r.Add(d, find(d.Text, d.Created))
		}
		return []eval.Figure{
			{Name: "strict F1", Value: r.Strict.F1()}, {Name: "relaxed F1", Value: r.Relaxed.F1()},
			{Name: "type F1", Value: r.Type.F1()}, {Name: "value F1", Value: r.Value.F1()},
		}, nil
	}}
}

func readFile(path string) (Doc, error) {
	f, err := os.Open(path)
	if err != nil {
		return Doc{}, sayso.E("read TimeML", path, sayso.NotFound, err)
	}
	defer f.Close()
	return Read(filepath.Base(path), f)
}
