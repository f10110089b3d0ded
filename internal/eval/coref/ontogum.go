package coref

import (
	"io/fs"
	"path"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval/conllu"
	"sayso/nlp"
)

// Document is one text of OntoGUM with its entities.
type Document struct {
	conllu.Document
	// Doc holds the gold tokens, tags and trees.
	Doc *nlp.Doc
	// Entities in tokens of Doc, in the order of their first mentions. None
	// has one mention only.
	Entities [][]nlp.Range
}

// Genre is the part of the name that says what kind of text it is: "news".
func (d *Document) Genre() string {
	if p := strings.Split(d.ID, "_"); len(p) > 1 {
		return p[1]
	}
	return ""
}

// Gold returns the entities as bytes of Doc.Text.
func (d *Document) Gold() []Entity { return Spans(d.Doc, d.Entities) }

// Spans turns entities in tokens of doc into bytes.
func Spans(doc *nlp.Doc, entities [][]nlp.Range) []Entity {
	var out []Entity
	for _, e := range entities {
		var s Entity
		for _, r := range e {
			s = append(s, doc.Span(r))
		}
		if len(s) > 0 {
			out = append(out, s)
		}
	}
	return sorted(out)
}

// Chains returns the chains of doc as entities.
func Chains(doc *nlp.Doc) []Entity {
	var all [][]nlp.Range
	for _, c := range doc.Chains {
		var e []nlp.Range
		for _, m := range c.Mentions {
			e = append(e, m.Range)
		}
		all = append(all, e)
	}
	return Spans(doc, all)
}

// OntoGUM reads a part of the corpora folder.
func OntoGUM(corpora fs.FS, part conllu.Part) ([]Document, error) {
	dir := path.Join("gum", string(part), "ontogum")
	entries, err := fs.ReadDir(corpora, dir)
	if err != nil {
		return nil, sayso.E("read corpus", dir, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	var out []Document
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() || path.Ext(name) != ".conllu" {
			continue
		}
		f, err := corpora.Open(name)
		if err != nil {
			return nil, sayso.E("read corpus", name, sayso.Denied, err)
		}
		trees, err := conllu.Read(f)
		f.Close()
		if err != nil {
			return nil, sayso.E("read corpus", name, sayso.KindOf(err), err)
		}
		for _, t := range trees {
			d := Document{Document: t}
			d.Doc = t.Doc()
			if d.Entities, err = entities(t); err != nil {
				return nil, sayso.E("read corpus", name, sayso.Invalid, err)
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// entities reads the brackets of the MISC column: "Entity=(4(12)", "Entity=4)".
// Words count through the document, as in its nlp.Doc.
func entities(t conllu.Document) ([][]nlp.Range, error) {
	open := make(map[int][]int) // entity → words where a mention of it waits
	at := make(map[int]int)     // entity → place in out
	var out [][]nlp.Range
	word := 0
	for _, s := range t.Sentences {
		for _, w := range s.Words {
			for f := range strings.SplitSeq(w.Misc, "|") {
				v, ok := strings.CutPrefix(f, "Entity=")
				if !ok {
					continue
				}
				for v != "" {
					opens := v[0] == '('
					v = strings.TrimPrefix(v, "(")
					n := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' })
					if n < 0 {
						n = len(v)
					}
					id, err := strconv.Atoi(v[:n])
					if err != nil {
						return nil, err
					}
					v = v[n:]
					if opens {
						open[id] = append(open[id], word)
					}
					if !strings.HasPrefix(v, ")") {
						continue
					}
					v = v[1:]
					stack := open[id]
					if len(stack) == 0 {
						return nil, strconv.ErrSyntax
					}
					if _, ok := at[id]; !ok {
						at[id] = len(out)
						out = append(out, nil)
					}
					out[at[id]] = append(out[at[id]], nlp.Range{First: stack[len(stack)-1], End: word + 1})
					open[id] = stack[:len(stack)-1]
				}
			}
			word++
		}
	}
	return out, nil
}
