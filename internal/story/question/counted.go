package question

import (
	"slices"
	"strings"

	"sayso"
)

// counts finds what a number counts and what is said of it; false where
// nothing tells.
func (d *doc) counts(f *figure, t, last int, in []int) bool {
	noun := d.counted(t, last)
	if noun >= 0 {
		if w := d.lemma(noun); is("timeunit", w) || is("timeunit", stem(w)) {
			return false
		}
		d.unit(f, noun)
	}
	d.qualify(f, t, noun, in)
	if beside := d.beside(t, last, in); beside != "" {
		f.pred = beside
	}
	if f.pred == "" {
		f.pred = d.predicate(noun, t)
	}
	if is("light", f.pred) || is("wearing", f.pred) {
		f.pred = "" // "bringing the total to …": what happened stands elsewhere
	}
	d.befalls(f, in)
	if noun >= 0 {
		f.noun = d.tokens[noun].Span.In(d.r.Article.Text)
		f.more = f.more || f.pred == "kill" && d.lemma(noun) == "other" // besides those who were counted before
	}
	return f.unit != ""
}

// unit tells a figure's unit from the noun that it counts.
func (d *doc) unit(f *figure, noun int) {
	w := d.lemma(noun)
	switch {
	case f.unit != "":
	case quantities().units[w] != "":
		f.unit = quantities().units[w]
	case is("persons", w), d.land(noun) != "" && strings.HasSuffix(d.word(noun), "s"), d.name[noun] != "" && d.tokens[noun].POS == "PROPN" && is("persons", stem(d.word(noun))):
		f.unit = "person"
	default:
		f.unit = d.f.classes.Of(w)
	}
	switch {
	case is("dead", w) && !d.described(noun):
		f.unit, f.pred = "person", "kill"
	case w == "casualty":
		f.unit, f.pred = "person", "casualty"
	}
}

// described reports whether a noun is told to be something: "five victims were
// members of a temple" counts those members, and not all the dead.
func (d *doc) described(noun int) bool {
	h := d.tokens[noun].Head
	if h < 0 || !strings.HasPrefix(d.tokens[noun].Rel, "nsubj") || is("grim", d.f.classes.Of(d.lemma(h))) || is("dead", d.lemma(h)) {
		return false
	}
	return slices.ContainsFunc(d.tokens[min(noun, h):max(noun, h)], func(t sayso.Token) bool { return t.Rel == "cop" && t.Head == h })
}

// befalls mends what befell whom where the words around say it otherwise.
func (d *doc) befalls(f *figure, in []int) {
	if f.unit == "person" && (is("exposed", f.pred) || !is("humane", f.pred) && d.exposes(in)) && (d.has(in, "data") || d.has(in, "information") || d.has(in, "cyber") || d.has(in, "breach")) {
		f.pred = "affect" // whose data were taken
	}
	switch {
	case f.unit != "":
	case d.has(in, "toll"): // "the toll rose to 85"
		f.unit, f.pred = "person", "kill"
	case is("humane", f.pred): // "51 were taken to hospital"
		f.unit = "person"
	}
}

// counted is the noun that a number counts; -1 for none.
func (d *doc) counted(t, last int) int {
	for x, step := last, 0; step < 3; step++ {
		tok := &d.tokens[x]
		if tok.Head < 0 || tok.Head >= len(d.tokens) {
			break
		}
		h := &d.tokens[tok.Head]
		switch tok.Rel {
		case "nummod", "compound", "flat", "fixed", "advmod", "nmod:unmarked", "amod", "det", "nummod:gov":
		default:
			step = 3
			continue
		}
		if h.POS == "NOUN" || h.POS == "PROPN" || h.POS == "SYM" && !is("currency", d.word(tok.Head)) {
			return tok.Head
		}
		x = tok.Head
	}
	if d.tokens[t].Rel != "" {
		return -1
	}
	// Nobody has parsed: the next word but small ones.
	for x := last + 1; x < min(len(d.tokens), last+3); x++ {
		if w := d.word(x); len(w) > 2 && !is("empty", w) || is("persons", w) || quantities().units[w] != "" {
			return x
		}
	}
	return -1
}

// predicate is the class of the verb, adjective or noun that says what
// happened to what is counted.
func (d *doc) predicate(noun, t int) string {
	x := noun
	if x < 0 {
		x = t
	}
	// "84 people killed when …"
	for j := x + 1; j < min(len(d.tokens), x+8); j++ {
		if tok := &d.tokens[j]; tok.Head == x && (tok.Rel == "acl" || tok.Rel == "acl:relcl") {
			return d.act(j)
		}
	}
	// "25 people were injured", whatever the parse
	for j := x + 1; j < min(len(d.tokens), x+4); j++ {
		switch d.lemma(j) {
		case "be", "have":
			if j+1 < len(d.tokens) {
				if k := d.f.classes.Of(d.lemma(j + 1)); is("humane", k) {
					return k
				}
			}
		}
	}
	for step := 0; step < 4; step++ {
		tok := &d.tokens[x]
		if tok.Head < 0 || tok.Head >= len(d.tokens) {
			if tok.Rel == "root" && x != noun && x != t {
				return d.act(x)
			}
			break
		}
		x = tok.Head
		switch tok.Rel {
		case "nsubj", "nsubj:pass", "obj", "obl", "iobj", "xcomp", "ccomp":
			return d.act(x)
		}
		if d.tokens[x].POS == "VERB" {
			return d.act(x)
		}
	}
	if d.tokens[t].Rel != "" {
		return ""
	}
	for j := t + 1; j < min(len(d.tokens), t+10); j++ {
		if k := d.f.classes.Of(d.lemma(j)); is("humane", k) {
			return k
		}
	}
	return ""
}

// act is what a predicate counts as; verbs that only report give way to what
// they report.
func (d *doc) act(x int) string {
	w := d.lemma(x)
	switch {
	case is("passing", w):
		for j := max(0, x-12); j < min(len(d.tokens), x+12); j++ {
			tok := &d.tokens[j]
			if tok.Head == x && (tok.Rel == "xcomp" || tok.Rel == "ccomp" || tok.Rel == "advcl" || tok.Rel == "obj" && w == "leave") {
				if k := d.f.classes.Of(d.lemma(j)); is("humane", k) || tok.Rel != "obj" {
					return k
				}
			}
		}
	case w == "lose":
		for j := x; j < min(len(d.tokens), x+4); j++ {
			if d.lemma(j) == "life" {
				return "kill"
			}
		}
	}
	return d.f.classes.Of(w)
}

// qualify notes what narrows a figure: adjectives, and names that hang on what
// is counted.
func (d *doc) qualify(f *figure, t, noun int, in []int) {
	if noun < 0 {
		return
	}
	for _, x := range in {
		tok := &d.tokens[x]
		if tok.Head != noun || x == t {
			continue
		}
		switch tok.Rel {
		case "amod", "compound", "nmod:poss":
		case "nmod":
			// "consumers in the United States" says where, "of Algeria" which.
			if d.name[x] == "" && d.land(x) == "" || d.marked(x) == "in" || d.marked(x) == "at" {
				continue
			}
		default:
			continue
		}
		w := d.word(x)
		if is("beside-more", w) {
			f.more = true
			continue
		}
		if is("uncounting", w) || is("empty", w) || tok.POS == "NUM" || quantities().scales[w] != 0 {
			continue
		}
		q := d.f.classes.Of(d.lemma(x))
		if is("grim", q) || is("humane", w) {
			continue // "left 50 people dead" narrows nothing
		}
		if c := d.land(x); c != "" {
			q = nameMark + c
		} else if d.name[x] != "" {
			q = d.name[x]
		}
		f.quals = append(f.quals, q)
	}
	// "143 million Brits", "the 84 Americans"
	if c := d.land(noun); c != "" {
		f.quals = append(f.quals, nameMark+c)
	}
	slices.Sort(f.quals)
	f.quals = slices.Compact(f.quals)
}

// beside is what befell people by the words next to a number, which tell it more
// surely than the tree. "31 were killed" goes before "killing 31", and that before
// "31 killed": where commas are lost, "killed 30 people injured 90" has all three.
func (d *doc) beside(t, last int, in []int) string {
	after, passive := d.besideAfter(last, in[len(in)-1])
	if passive {
		return after
	}
	for j := t - 1; j >= max(in[0], t-5); j-- {
		if k := d.f.classes.Of(d.lemma(j)); is("grim", k) && d.tokens[j].POS == "VERB" {
			if j > 0 && d.lemma(j-1) == "be" {
				break // "14 people were killed 25 were wounded"
			}
			return k
		}
		if p := d.tokens[j].POS; p != "ADV" && p != "ADJ" && p != "ADP" && p != "DET" && p != "NUM" {
			break
		}
	}
	return after
}

// besideAfter is what the words after a number tell, and whether by a passive.
func (d *doc) besideAfter(last, end int) (what string, passive bool) {
	for j := last + 1; j <= min(end, last+6); j++ {
		w := d.word(j)
		if w == "dead" {
			return "kill", passive
		}
		if k := d.f.classes.Of(d.lemma(j)); is("grim", k) && (d.tokens[j].POS != "NOUN" || j == last+1 && is("befallen", w)) {
			return k, passive
		}
		passive = passive || d.lemma(j) == "be"
		if p := d.tokens[j].POS; p != "NOUN" && p != "AUX" && p != "ADV" && p != "ADJ" && p != "PROPN" && !is("beside", w) {
			break
		}
	}
	return "", false
}

func (d *doc) has(in []int, lemma string) bool {
	for _, t := range in {
		if d.lemma(t) == lemma {
			return true
		}
	}
	return false
}

// marked is the preposition of token t.
func (d *doc) marked(t int) string {
	for i := t - 1; i >= 0 && i > t-5; i-- {
		if d.tokens[i].Head == t && d.tokens[i].Rel == "case" {
			return d.word(i)
		}
	}
	return ""
}

// exposes reports whether a content says that data were taken.
func (d *doc) exposes(in []int) bool {
	for _, t := range in {
		if d.tokens[t].POS == "VERB" && is("exposed", d.f.classes.Of(d.lemma(t))) {
			return true
		}
	}
	return false
}
