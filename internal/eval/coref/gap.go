package coref

import (
	"context"
	"encoding/csv"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval"
	"sayso/nlp"
)

// Passage is one of GAP (Webster et al. 2018): a text from an encyclopedia with
// a pronoun and two names, each of which it may mean. Spans count code points.
type Passage struct {
	Text    string
	Pronoun sayso.Span
	Names   [2]sayso.Span
	Means   [2]bool
}

// Passages reads a part of GAP of the corpora folder.
func Passages(corpora fs.FS, file string) ([]Passage, error) {
	f, err := corpora.Open(path.Join("coref", "gap", file))
	if err != nil {
		return nil, sayso.E("read corpus", file, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	return readGAP(f, file)
}

// feminine reports whether the pronoun is of a woman.
func (p *Passage) feminine() bool {
	word := strings.ToLower(string([]rune(p.Text)[p.Pronoun.Start:p.Pronoun.End]))
	return word == "she" || strings.HasPrefix(word, "her")
}

// readGAP reads a file of passages, tab-separated with a line of names.
func readGAP(r io.Reader, name string) ([]Passage, error) {
	rows := csv.NewReader(r)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = '\t', true, 11
	all, err := rows.ReadAll()
	if err != nil {
		return nil, sayso.E("read corpus", name, sayso.Invalid, err)
	}
	var out []Passage
	for n, c := range all[min(1, len(all)):] {
		p := Passage{Text: c[1]}
		size := len([]rune(c[1]))
		for _, x := range []struct {
			words, at string
			to        *sayso.Span
		}{{c[2], c[3], &p.Pronoun}, {c[4], c[5], &p.Names[0]}, {c[7], c[8], &p.Names[1]}} {
			from, err := strconv.Atoi(x.at)
			if *x.to = (sayso.Span{Start: from, End: from + len([]rune(x.words))}); err != nil || from < 0 || x.to.End > size {
				return nil, sayso.Errorf("read corpus", name+":"+strconv.Itoa(n+2), sayso.Invalid, "%q is no place in the text", x.at)
			}
		}
		p.Means = [2]bool{strings.EqualFold(c[6], "true"), strings.EqualFold(c[9], "true")}
		out = append(out, p)
	}
	return out, nil
}

// found is which of the two names the pronoun's chain holds: a mention whose head
// is a word of the name.
func (p *Passage) found(d *nlp.Doc) (out [2]bool) {
	points := sayso.NewPoints(d.Text)
	head := func(m *nlp.Mention) sayso.Span { return points.Span(d.Tokens[m.Head].Span()) }
	for i := range d.Chains {
		chain := d.Chains[i].Mentions
		here := false
		for k := range chain {
			here = here || head(&chain[k]) == p.Pronoun
		}
		if !here {
			continue
		}
		for k := range chain {
			for j, name := range p.Names {
				out[j] = out[j] || head(&chain[k]).Overlaps(name)
			}
		}
	}
	return out
}

// GAPScorer measures which of two names a pronoun means, on GAP's validation
// part: F1 of the names that it is said to mean.
func GAPScorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "gap",
		About: "which of two names a pronoun means, on GAP validation",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			const file = "gap-validation.tsv"
			all, err := Passages(os.DirFS(data), file)
			if err != nil {
				return nil, err
			}
			var of [2]agreement // of men, of women
			for i := range all {
				if err := ctx.Err(); err != nil {
					return nil, sayso.E("score", "gap", sayso.Cancelled, err)
				}
				p := &all[i]
				which := 0
				if p.feminine() {
					which = 1
				}
				of[which].add(p.Means, p.found(parse(p.Text)))
			}
			both := of[0].plus(of[1])
			return []eval.Figure{
				{Name: "pronouns F1, GAP validation", Value: both.f1()},
				{Name: "precision", Value: both.precision()},
				{Name: "recall", Value: both.recall()},
				{Name: "F1 of women beside that of men", Value: quotient(of[1].f1(), of[0].f1())},
			}, nil
		},
	}
}

// agreement counts names: right ones, those found, those meant.
type agreement struct{ right, found, meant int }

func (a *agreement) add(means, found [2]bool) {
	for j := range means {
		if found[j] {
			a.found++
		}
		if means[j] {
			a.meant++
		}
		if found[j] && means[j] {
			a.right++
		}
	}
}

func (a agreement) plus(b agreement) agreement {
	return agreement{a.right + b.right, a.found + b.found, a.meant + b.meant}
}
func (a agreement) precision() float64 { return quotient(float64(a.right), float64(a.found)) }
func (a agreement) recall() float64    { return quotient(float64(a.right), float64(a.meant)) }
func (a agreement) f1() float64        { return quotient(float64(2*a.right), float64(a.found+a.meant)) }
