package names

import (
	"bufio"
	_ "embed" // the layer
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
	"sayso/eval/conllu"
	corpus "sayso/eval/names"
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
			for _, n := range whole(d, r, marks) {
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

// whole completes the marks of a sentence by its tree. The layer was written
// over proper nouns, and so stops short where a name goes on in other words:
// in a company's legal form after a comma, in the 's of a shop ("at Orrin's"),
// in a given name after the last one ("Okafor, Mira").
func whole(d *nlp.Doc, sentence nlp.Range, marks []mark) []mark {
	var out []mark
	for _, m := range marks {
		k := len(out) - 1
		comma := k >= 0 && out[k].End == m.First-1 && d.Word(m.First-1) == ","
		person := corpus.Of(nlp.PersonName)
		switch {
		case comma && out[k].types == m.types && m.Len() == 1 && legalForms[strings.ToLower(d.Word(m.First))],
			comma && out[k].types == person && m.types == person && d.Tokens[m.First].Is("flat") && out[k].Contains(d.Tokens[m.First].Head):
			out[k].End = m.End
		default:
			out = append(out, m)
		}
	}
	for k := range out {
		m := &out[k]
		if m.End+1 < sentence.End && m.types.Has(nlp.OrgName) && d.Word(m.End) == "," && legalForms[strings.ToLower(d.Word(m.End+1))] &&
			(k+1 == len(out) || out[k+1].First > m.End+1) {
			m.End += 2
		}
		if m.End >= sentence.End || d.Tokens[m.End].XPOS != "POS" || !m.Contains(d.Tokens[m.End].Head) || d.Tokens[d.Tokens[m.End].Head].Is("nmod") {
			continue
		}
		if t, one := m.types.Only(); one && t != nlp.WorkName && (t != nlp.PersonName || m.Len() == 1) {
			m.types = corpus.Of(nlp.OrgName, nlp.PlaceName)
			m.End++
		}
	}
	return out
}

// legalForms are what a company's name ends with.
var legalForms = map[string]bool{"inc": true, "inc.": true, "ltd": true, "ltd.": true, "llc": true, "l.l.c.": true, "llp": true, "l.l.p.": true,
	"corp": true, "corp.": true, "co": true, "co.": true, "lp": true, "l.p.": true, "plc": true}

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
			types, known := layerTypes[typ]
			if err1 != nil || err2 != nil || first < 1 || last < first || !known {
				return nil, sayso.Errorf("read names", fmt.Sprintf("line %d", n), sayso.Invalid, "%q", m)
			}
			id := doc + "-" + f[0]
			out[id] = append(out[id], mark{nlp.Range{First: first - 1, End: last}, types})
		}
	}
	return out, sc.Err()
}
