// Package factuality measures whether what a text tells is told as so, against
// the factuality set of Universal Decompositional Semantics (UDS 2.0) over the
// English Web Treebank: for each predicate, how surely readers take it to have
// happened, from -3 (certainly not) to 3 (certainly).
package factuality

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/eval/conllu"
	"sayso/internal/extract/fact"
	"sayso/nlp"
)

// maxFile bounds the annotation file once unpacked, in bytes.
const maxFile = 64 << 20

// Judgement is one predicate with the readers' mean.
type Judgement struct {
	Word  int // of the sentence, from 0
	Value float64
}

// Read reads the judgements of a corpora folder, by the treebank's sentence:
// "ewt-dev-12", counted from 1.
func Read(data string) (map[string][]Judgement, error) {
	path := filepath.Join(data, "factuality", "uds_factuality.zip")
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, sayso.E("read factuality", path, sayso.NotFound, err)
	}
	defer z.Close()
	if len(z.File) == 0 {
		return nil, sayso.Errorf("read factuality", path, sayso.Invalid, "the archive is empty")
	}
	f, err := z.File[0].Open()
	if err != nil {
		return nil, sayso.E("read factuality", path, sayso.Damaged, err)
	}
	defer f.Close()
	var all struct {
		Data map[string]map[string]struct {
			Factuality struct{ Factual *struct{ Value float64 } }
		}
	}
	if err := json.NewDecoder(io.LimitReader(f, maxFile)).Decode(&all); err != nil {
		return nil, sayso.E("read factuality", path, sayso.Invalid, err)
	}
	out := map[string][]Judgement{}
	for sentence, predicates := range all.Data {
		for id, p := range predicates {
			_, number, _ := strings.Cut(id, "-pred-")
			n, err := strconv.Atoi(number)
			if err != nil || p.Factuality.Factual == nil {
				continue
			}
			out[sentence] = append(out[sentence], Judgement{n - 1, p.Factuality.Factual.Value})
		}
	}
	return out, nil
}

// values are the readers' means over the predicates of the training part that
// the layer gives each status.
var values = map[sayso.Status]float64{sayso.Happened: 0.76, sayso.Ongoing: 0.78, sayso.DeniedStatus: -0.19, sayso.PossibleStatus: -0.28,
	sayso.Planned: -0.56, sayso.Demanded: -0.69}

// tally compares what is read with what readers say.
type tally struct {
	n, sign                 int
	apart, x, y, xx, yy, xy float64
}

func (t *tally) add(read sayso.Status, value float64) {
	v := values[read]
	t.n++
	if (v > 0) == (value > 0) {
		t.sign++
	}
	t.apart += math.Abs(v - value)
	t.x, t.y, t.xx, t.yy, t.xy = t.x+v, t.y+value, t.xx+v*v, t.yy+value*value, t.xy+v*value
}

func (t *tally) figures() []eval.Figure {
	n := float64(max(t.n, 1))
	r := 0.0
	if v := (n*t.xx - t.x*t.x) * (n*t.yy - t.y*t.y); v > 0 {
		r = (n*t.xy - t.x*t.y) / math.Sqrt(v)
	}
	return []eval.Figure{
		{Name: "sign right, UDS over EWT dev", Value: float64(t.sign) / n},
		{Name: "correlation (Pearson)", Value: r},
		{Name: "mean absolute error, negated", Value: -t.apart / n},
	}
}

// joined is the first sentence of the development part that the set counts one
// higher than the treebank's newer release, which made one sentence of two
// there. It was found by where the judged words are verbs, nouns and adjectives.
const joined = 335

// number is what the set calls the treebank's nth sentence.
func number(n int) string {
	if n >= joined {
		n++
	}
	return fmt.Sprintf("ewt-dev-%d", n)
}

// Scorer measures the layer of package fact on the development part, on trees
// that the program makes from the raw text.
func Scorer(parse func(string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{Stage: "factuality", About: "what is told as so: UDS factuality over EWT dev, from raw text", Score: func(_ context.Context, data string) ([]eval.Figure, error) {
		judged, err := Read(data)
		if err != nil {
			return nil, err
		}
		docs, err := conllu.EWT(os.DirFS(data), conllu.Dev)
		if err != nil {
			return nil, err
		}
		var t tally
		n := 0
		for i := range docs {
			gold := docs[i].Doc()
			d := parse(gold.Text)
			l := fact.Read(fact.Over(d))
			at := map[int]int{}
			for k := range d.Tokens {
				at[d.Tokens[k].Start] = k
			}
			for _, s := range gold.Sentences {
				n++
				for _, j := range judged[number(n)] {
					if j.Word < 0 || j.Word >= s.Len() {
						continue
					}
					if k, ok := at[gold.Tokens[s.First+j.Word].Start]; ok {
						t.add(l.Status(k), j.Value)
					}
				}
			}
		}
		return t.figures(), nil
	}}
}
