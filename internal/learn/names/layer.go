package names

import (
	"bufio"
	_ "embed" // the layer
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval/conllu"
	corpus "sayso/internal/eval/names"
	"sayso/nlp"
)

// ewtLayer is our own annotation of names over EWT train, without its words.
//
//go:embed ewt-train.names
var ewtLayer string

var layerTypes = map[string]corpus.Types{
	"P": corpus.Of(nlp.PersonName), "O": corpus.Of(nlp.OrgName), "L": corpus.Of(nlp.PlaceName), "G": corpus.Of(nlp.GroupName),
	"E": corpus.Of(nlp.EventName), "W": corpus.Of(nlp.WorkName), "M": corpus.Of(nlp.OtherName), "?": 0,
}

// ewt joins the layer with the treebank.
func ewt(corpora fs.FS) ([]corpus.Document, error) {
	docs, err := conllu.EWT(corpora, conllu.Train)
	if err != nil {
		return nil, err
	}
	layer, err := readLayer(ewtLayer)
	if err != nil {
		return nil, err
	}
	out := make([]corpus.Document, len(docs))
	for i := range docs {
		d := docs[i].Doc()
		out[i] = corpus.Document{ID: docs[i].ID, Text: d.Text}
		for s, r := range d.Sentences {
			marks := layer[docs[i].Sentences[s].ID]
			for k := range marks {
				marks[k].First, marks[k].End = marks[k].First+r.First, marks[k].End+r.First
				if marks[k].End > r.End {
					return nil, sayso.Errorf("read names", docs[i].Sentences[s].ID, sayso.Invalid, "the sentence is shorter than in the layer")
				}
			}
			for _, n := range marks {
				out[i].Names = append(out[i].Names, corpus.Name{Span: d.Span(n.Range), Types: n.types})
			}
		}
	}
	return out, nil
}

// mark is a name of the layer: words of a sentence.
type mark struct {
	nlp.Range
	types corpus.Types
}

// readLayer reads marks by sentence id.
func readLayer(s string) (map[string][]mark, error) {
	out := map[string][]mark{}
	doc := ""
	sc := bufio.NewScanner(strings.NewReader(s))
	for n := 1; sc.Scan(); n++ {
		if id, ok := strings.CutPrefix(sc.Text(), "# "); ok {
			doc = id
			continue
		}
		f := strings.Fields(sc.Text())
		for _, m := range f[min(1, len(f)):] {
			words, typ, _ := strings.Cut(m, ":")
			from, to, ok := strings.Cut(words, "-")
			if !ok {
				to = from
			}
			first, err1 := strconv.Atoi(from)
			last, err2 := strconv.Atoi(to)
			types, known := corpus.Types(0), typ != ""
			for _, c := range typ {
				t, ok := layerTypes[string(c)]
				types, known = types|t, known && ok
			}
			if err1 != nil || err2 != nil || first < 1 || last < first || !known {
				return nil, sayso.Errorf("read names", fmt.Sprintf("line %d", n), sayso.Invalid, "%q", m)
			}
			id := doc + "-" + f[0]
			out[id] = append(out[id], mark{nlp.Range{First: first - 1, End: last}, types})
		}
	}
	return out, sc.Err()
}
