package names

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"sayso/internal/eval/conllu"
	"sayso/nlp"
)

// GUM derives names from GUM's entities, which are whole noun phrases, named
// or not: the proper nouns around the head of a phrase that has one for its
// head, hyphens and "of" included. What is abstract or an object there may be
// a work, an organisation or something else here.
func GUM(corpora fs.FS, part Part) ([]Document, error) {
	docs, err := conllu.GUM(corpora, conllu.Part(part))
	if err != nil {
		return nil, err
	}
	out := make([]Document, 0, len(docs))
	for i := range docs {
		d := docs[i].Doc()
		var misc []string
		for _, s := range docs[i].Sentences {
			for _, w := range s.Words {
				misc = append(misc, w.Misc)
			}
		}
		out = append(out, Document{ID: docs[i].ID, Text: d.Text, Names: gumNames(d, misc), Open: group})
	}
	return out, nil
}

// gumTypes maps the entity types that names may have; the others are no names.
var gumTypes = map[string]Types{
	"person": person, "organization": org, "place": place, "event": event,
	"abstract": work | rest | org | event, "object": work | rest | place, "animal": rest | person,
}

// entity is one GUM mention: its tokens and type.
type entity struct {
	nlp.Range
	typ string
}

// entities reads the Entity annotation of MISC columns: "(3-place-…" opens,
// "3)" closes, "(3-place-…)" does both.
func entities(misc []string) []entity {
	var out []entity
	open := map[string][]int{}
	for i, m := range misc {
		var value string
		for f := range strings.SplitSeq(m, "|") {
			if v, ok := strings.CutPrefix(f, "Entity="); ok {
				value = v
			}
		}
		for value != "" {
			if value[0] == '(' {
				end := strings.IndexAny(value[1:], "()") + 1
				if end == 0 {
					end = len(value)
				}
				f := strings.Split(value[1:end], "-")
				typ := ""
				if len(f) > 1 {
					typ = f[1]
				}
				out = append(out, entity{nlp.Range{First: i, End: i + 1}, typ})
				if end < len(value) && value[end] == ')' {
					end++
				} else {
					open[f[0]] = append(open[f[0]], len(out)-1)
				}
				value = value[end:]
				continue
			}
			id, after, _ := strings.Cut(value, ")")
			if n := len(open[id]); n > 0 {
				out[open[id][n-1]].End = i + 1
				open[id] = open[id][:n-1]
			}
			value = after
		}
	}
	return out
}

func gumNames(d *nlp.Doc, misc []string) []Name {
	all := entities(misc)
	// Outer phrases first: "the U.S. Senate" before "the U.S.".
	slices.SortStableFunc(all, func(a, b entity) int { return b.Len() - a.Len() })
	taken := make([]bool, len(d.Tokens))
	var out []Name
	for _, e := range all {
		types := gumTypes[e.typ]
		r, ok := proper(d, e, all)
		if types == 0 || !ok {
			continue
		}
		if slices.Contains(taken[r.First:r.End], true) {
			continue
		}
		for i := r.First; i < r.End; i++ {
			taken[i] = true
		}
		out = append(out, Name{d.Span(r), types})
	}
	return sortNames(out)
}

// phrase is a GUM mention whose name is being looked for.
type phrase struct {
	entity
	d    *nlp.Doc
	all  []entity // of the document
	head int
}

// proper returns the proper nouns around a phrase's head.
func proper(d *nlp.Doc, e entity, all []entity) (nlp.Range, bool) {
	head := -1
	for i := e.First; i < e.End; i++ {
		if h := d.Tokens[i].Head; h < 0 || !e.Contains(h) {
			head = i
			break
		}
	}
	if head < 0 || d.Tokens[head].POS != "PROPN" {
		return nlp.Range{}, false
	}
	p := &phrase{e, d, all, head}
	r := nlp.Range{First: head, End: head + 1}
	for n := p.before(r.First - 1); n > 0; n = p.before(r.First - 1) {
		r.First -= n
	}
	for n := p.behind(r.End); n > 0; n = p.behind(r.End) {
		r.End += n
	}
	return r, true
}

// inner reports whether token i belongs to a phrase inside this one that has not
// its head.
func (p *phrase) inner(i int) bool {
	for _, o := range p.all {
		if o.Len() < p.Len() && o.First >= p.First && o.End <= p.End && o.Contains(i) && !o.Contains(p.head) {
			return true
		}
	}
	return false
}

// named reports whether token i may stand in a name.
func (p *phrase) named(i int) bool {
	if !p.Contains(i) {
		return false
	}
	t := p.d.Tokens[i]
	return t.POS == "PROPN" || strings.HasPrefix(t.XPOS, "NNP") || (t.POS == "ADJ" || t.POS == "NOUN") && unicode.IsUpper(rune(p.d.Word(i)[0])) && p.typ != "person"
}

// before counts the tokens up to i by which the name goes on to the left.
func (p *phrase) before(i int) int {
	switch {
	case p.named(i) && !(p.typ == "person" && p.inner(i)):
		return 1
	case p.Contains(i) && p.d.Word(i) == "-" && p.d.Tokens[i].Joined && p.named(i-1):
		return 2
	}
	return 0
}

// behind counts the tokens from i on by which the name goes on to the right.
func (p *phrase) behind(i int) int {
	if i >= p.End {
		return 0
	}
	switch w := p.d.Word(i); {
	case p.named(i) && p.d.Tokens[i].Rel != "appos" && !(p.inner(i) && p.d.Tokens[i].Rel == "nmod"):
		return 1
	case (w == "-" && p.d.Tokens[i].Joined || w == "&") && p.named(i+1):
		return 2
	case w == "of" && p.typ != "person" && p.named(i+1):
		return 2
	case w == "of" && p.typ != "person" && p.named(i+2) && p.d.Word(i+1) == "the":
		return 3
	}
	return 0
}
