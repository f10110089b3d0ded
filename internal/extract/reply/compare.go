package reply

import (
	"strings"

	"sayso/nlp"
)

// gist is the keys of what a denial is about, without the aside that may follow
// ("…, despite what was found").
func (k *linking) gist(l *Line) map[string]bool {
	out := make(map[string]bool, 16)
	for n, r := range l.Content {
		if n == len(l.Content)-1 {
			r = k.whole(r)
		}
		for i := r.First + 1; i+1 < r.End; i++ {
			if k.d.Word(i) == "," && is(strings.ToLower(k.d.Word(i+1)), asideWord) {
				r.End = i
			}
		}
		k.collect(out, r)
		if r.End < l.Content[n].End {
			break
		}
	}
	return out
}

// whole grows content that breaks off inside a phrase ("any past or", of "any
// past or future sale to Norland") to the end of the phrase.
func (k *linking) whole(r nlp.Range) nlp.Range {
	s := k.d.Sentence(r.First)
	grow := false
	for i := r.First; i < r.End; i++ {
		t := &k.d.Tokens[i]
		if h := t.Head; h >= r.End && h < s.End && h < r.End+maxLead && (t.Rel == "amod" || t.Rel == "det" || t.Rel == "compound") {
			grow = true
		}
	}
	for end := r.End; grow && end < s.End && end < r.End+2*maxLead; end++ {
		if w := k.d.Word(end); w == "," || w == "." || w == ";" {
			return nlp.Range{First: r.First, End: end}
		}
	}
	return r
}

// covers is the worth of the keys that line j has too.
func (k *linking) covers(keys map[string]bool, j int) float64 {
	s := 0.0
	for key := range keys {
		if k.keys[j][key] {
			s += k.weight[key]
		}
	}
	return s
}

// shared counts the keys that line j has too, none where all are names.
func (k *linking) shared(keys map[string]bool, j int) int {
	n, names := 0, 0
	for key := range keys {
		if k.keys[j][key] {
			if named(key) {
				names++
			} else {
				n++
			}
		}
	}
	if n == 0 {
		return 0
	}
	return n + names
}

// turned reports whether giver and taker of two lines are the other way round.
func (k *linking) turned(i, j int) bool {
	from, to := k.ends(i)
	if from == "" || to == "" {
		return false
	}
	giver, taker := k.ends(j)
	return giver == to && taker == from
}

// ends finds who gives and who gets in a line, by "from" and "to" and the
// subject of its first verb, as keys of names.
func (k *linking) ends(i int) (from, to string) {
	for _, r := range k.lines[i].Content {
		for t := r.First; t < r.End; t++ {
			x := &k.d.Tokens[t]
			if x.POS != "PROPN" {
				continue
			}
			key := k.nameKey(t, r)
			switch mark := k.marked(t); {
			case key == "":
			case from == "" && (is(mark, giverWord) || x.Rel == "nsubj"):
				from = key
			case to == "" && is(mark, takerWord):
				to = key
			}
		}
	}
	return from, to
}

// nameKey is the key of the name that ends at token t.
func (k *linking) nameKey(t int, r nlp.Range) string {
	if t > r.First {
		if c := k.place(k.d.Text[k.d.Tokens[t-1].Start:k.d.Tokens[t].End]); c != "" {
			return c
		}
	}
	if c := k.place(k.d.Word(t)); c != "" {
		return c
	}
	return k.key(t)
}

// marked is the preposition of token t.
func (k *linking) marked(t int) string {
	for i := t - 1; i >= 0 && i > t-5; i-- {
		if x := &k.d.Tokens[i]; x.Head == t && x.Rel == "case" {
			return strings.ToLower(k.d.Word(i))
		}
	}
	return ""
}

// sentence is where a line's cue stands, else its content.
func (k *linking) sentence(l *Line) int {
	if len(l.Cue) > 0 {
		return k.d.SentenceOf(l.Cue[0].First)
	}
	if len(l.Content) > 0 {
		return k.d.SentenceOf(l.Content[0].First)
	}
	return -1
}
