package coref

import (
	"bufio"
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval"
	"sayso/nlp"
)

//go:embed testdata/pronouns.tsv
var pronounTable string

// pronoun is a source that is a pronoun, and mentions of whoever is meant, in
// code points of the article's text.
type pronoun struct {
	article string
	at      sayso.Span
	right   []sayso.Span
}

func readPronouns(table string) ([]pronoun, error) {
	var out []pronoun
	sc := bufio.NewScanner(strings.NewReader(table))
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		bad := sayso.Errorf("read test set", "pronouns.tsv:"+strconv.Itoa(n), sayso.Invalid, "want article, start, end, start-end|…")
		c := strings.Split(line, "\t")
		if len(c) != 4 {
			return nil, bad
		}
		p := pronoun{article: c[0]}
		var err error
		if p.at, err = span(c[1], c[2]); err != nil {
			return nil, bad
		}
		for s := range strings.SplitSeq(c[3], "|") {
			from, to, _ := strings.Cut(s, "-")
			r, err := span(from, to)
			if err != nil {
				return nil, bad
			}
			p.right = append(p.right, r)
		}
		out = append(out, p)
	}
	return out, sc.Err()
}

func span(from, to string) (s sayso.Span, err error) {
	if s.Start, err = strconv.Atoi(from); err == nil {
		s.End, err = strconv.Atoi(to)
	}
	return s, err
}

// PronounScorer measures whom pronouns that are sources in PolNeAR dev are
// taken for: right where the pronoun's chain has one of the mentions labelled
// by hand, wrong where it has other mentions that say who is meant but none of
// those. A pronoun that is left alone is neither.
func PronounScorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "pronouns",
		About: "who a pronoun is that is somebody's source, on 101 of PolNeAR dev",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			all, err := readPronouns(pronounTable)
			if err != nil {
				return nil, err
			}
			right, wrong := 0, 0
			docs := make(map[string]*nlp.Doc)
			for _, p := range all {
				d := docs[p.article]
				if d == nil {
					text, err := os.ReadFile(filepath.Join(data, "polnear", "dev", "text", p.article))
					if err != nil {
						return nil, sayso.E("read corpus", p.article, sayso.NotFound, err).Advise("point --data at the corpora folder")
					}
					if err := ctx.Err(); err != nil {
						return nil, sayso.E("score", "pronouns", sayso.Cancelled, err)
					}
					d = parse(string(text))
					docs[p.article] = d
				}
				switch judge(d, &p) {
				case rightOne:
					right++
				case wrongOne:
					wrong++
				}
			}
			n := float64(len(all))
			return []eval.Figure{
				{Name: "pronoun speakers right", Value: float64(right) / n},
				{Name: "right where resolved", Value: quotient(float64(right), float64(right+wrong))},
			}, nil
		},
	}
}

type outcome int

const (
	alone outcome = iota
	rightOne
	wrongOne
)

func judge(d *nlp.Doc, p *pronoun) outcome {
	points := sayso.NewPoints(d.Text)
	touches := func(m *nlp.Mention, s sayso.Span) bool { return points.Span(d.Span(m.Range)).Overlaps(s) }
	for i := range d.Chains {
		chain := d.Chains[i].Mentions
		here := false
		for k := range chain {
			head := d.Tokens[chain[k].Head].Span()
			here = here || points.Span(head) == p.at
		}
		if !here {
			continue
		}
		names := false
		for k := range chain {
			for _, s := range p.right {
				if touches(&chain[k], s) {
					return rightOne
				}
			}
			names = names || chain[k].Kind != sayso.PronounMention
		}
		if names {
			return wrongOne
		}
	}
	return alone
}
