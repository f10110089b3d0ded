package question

import (
	"slices"
	"strings"
	"unicode"
)

// A question is worded from the denial that asks it. A clause is turned round:
// "that the dam had cracked" gives "Had the dam cracked?". What is no clause is
// asked for as it stands: "any wrongdoing" gives "Was there any wrongdoing?".

// maxAsked bounds, in bytes, how much of a statement a question takes.
const maxAsked = 160

// asked words the question of some denials: the first that can be turned round.
func (f *finder) asked(no []*statement) string {
	for _, s := range no {
		if q := s.d.affirmed(s); q != "" {
			return q
		}
	}
	for _, s := range no {
		if s.negated && !s.denies {
			continue // as it stands it asks for the opposite
		}
		if q := f.nominal(s); q != "" {
			return q
		}
	}
	return ""
}

// inverted turns a clause with a subject into a question; empty where the content
// is no clause. What stands before the subject is left out.
func (d *doc) inverted(s *statement) string {
	root := d.root(s.in)
	if root < 0 {
		return ""
	}
	in := d.clauseOf(s)
	subject := d.subjectBefore(root, in)
	if len(in) < 2 || subject < 0 {
		return ""
	}
	text := func(from, to int) string { // tokens in[from:to] as they stand
		if from < 0 || from >= to {
			return ""
		}
		return strings.Join(strings.Fields(d.span(in[from], in[to-1])), " ")
	}
	first := slices.Index(in, d.leftmost(subject, in))
	for first > 0 && d.tokens[in[first-1]].Span.End == d.tokens[in[first]].Span.Start {
		first-- // a name with hyphens is one
	}
	if aux := d.auxiliary(root, subject, in); aux >= 0 {
		rest := aux + 1
		for rest < len(in) && (d.word(in[rest]) == "not" || d.word(in[rest]) == "n't" || d.word(in[rest]) == "never") {
			rest++
		}
		verb := d.word(in[aux])
		if full := contracted[verb]; full != "" {
			verb = full
		}
		return question(d.agreeing(verb, subject), d.whole(s, subject, text(first, aux)), d.positive(s, text(rest, len(in))))
	}
	at := slices.Index(in, root)
	if d.tokens[root].POS != "VERB" || at < 0 || is("said", d.lemma(root)) {
		return "" // "Clinton claims on budget cuts" are claims
	}
	do := "did"
	if w := d.word(root); w == d.lemma(root) {
		do = "do"
	} else if strings.HasSuffix(w, "s") && w != "was" {
		do = "does"
	}
	return question(d.agreeing(do, subject), d.whole(s, subject, text(first, at)), d.positive(s, d.lemma(root)+" "+text(at+1, len(in))))
}

// contracted are auxiliaries as they stand before "n't".
var contracted = map[string]string{"wo": "will", "ca": "can", "sha": "shall"}

// clauseOf is the tokens of a statement without the words that only join it.
func (d *doc) clauseOf(s *statement) []int {
	in := s.in
	for len(in) > 0 && (d.word(in[0]) == "that" && d.tokens[in[0]].POS != "DET" || d.tokens[in[0]].POS == "PUNCT") {
		in = in[1:]
	}
	return in
}

// leftmost is the first token of what hangs on a subject.
func (d *doc) leftmost(subject int, in []int) int {
	for _, t := range in {
		x := t
		for step := 0; step < maxDescent && x >= 0; step++ {
			if x == subject {
				return t
			}
			x = d.tokens[x].Head
		}
	}
	return subject
}

// whole is a subject as a reader of the question alone understands it: a pronoun
// gives way to the name that it stands for. Empty where nobody is found.
func (d *doc) whole(s *statement, subject int, text string) string {
	if d.tokens[subject].POS != "PRON" {
		return text
	}
	switch d.word(subject) {
	case "there", "this", "that", "what", "who", "which", "it":
		if d.name[subject] == "" {
			return ""
		}
	case "i", "we":
		return d.f.voices.names[d.f.voices.find(s.who)]
	}
	if n := d.name[subject]; n != "" {
		if who := d.f.voices.find(s.who); d.f.voices.named(who, strings.TrimPrefix(n, nameMark)) {
			return d.f.voices.names[who]
		}
		return d.f.label(d.f.key(n))
	}
	return ""
}

// agreeing is an auxiliary as it goes with the name that replaces a pronoun.
func (d *doc) agreeing(verb string, subject int) string {
	if w := d.word(subject); w != "i" && w != "we" && w != "they" {
		return verb
	}
	if third := ofThird[verb]; third != "" {
		return third
	}
	return verb
}

// ofThird are auxiliaries of the third person, by those of the others.
var ofThird = map[string]string{"do": "does", "have": "has", "am": "is", "are": "is", "were": "was"}

// positive turns what a clause says is not so into what is asked.
func (d *doc) positive(s *statement, text string) string {
	if !s.negated {
		return text
	}
	text = " " + text + " "
	for _, w := range [][2]string{{" no ", " any "}, {" nothing ", " anything "}, {" nobody ", " anybody "}, {" none ", " any "}} {
		text = strings.Replace(text, w[0], w[1], 1)
	}
	return strings.TrimSpace(text)
}

// affirmed asks for what a statement says is not so: "there is no issue" gives "Is
// there any issue?".
func (d *doc) affirmed(s *statement) string {
	in := d.clauseOf(s)
	if t := d.saying(s); s.outright && t >= 0 {
		if is("pointing", d.word(d.leftmost(t, in))) {
			return "" // "this charge": which, is said elsewhere
		}
		be := "is"
		if d.word(t) != d.lemma(t) {
			be = "are"
		}
		first, last := d.leftmost(t, in), t
		for _, x := range in {
			if x > last && x < d.root(s.in) && d.tokens[x].Rel != "cop" && !strings.HasPrefix(d.tokens[x].Rel, "aux") && d.tokens[x].Rel != "advmod" {
				last = x
			}
		}
		return question(be, strings.Join(strings.Fields(d.span(first, last)), " "), "true")
	}
	if len(in) > 3 && d.word(in[0]) == "there" && d.lemma(in[1]) == "be" && d.word(in[2]) == "no" {
		rest := strings.Trim(strings.Join(strings.Fields(d.span(in[3], in[len(in)-1])), " "), `.,;:"“”`)
		return question(d.word(in[1]), "there", "any "+rest)
	}
	return d.inverted(s)
}

// subjectBefore is the subject of a predicate that stands before it; -1 for none.
func (d *doc) subjectBefore(root int, in []int) int {
	at := -1
	for _, t := range in {
		if d.tokens[t].Head == root && strings.HasPrefix(d.tokens[t].Rel, "nsubj") && t < root {
			at = t
		}
	}
	return at
}

// auxiliary is where the first auxiliary of a predicate stands among tokens, behind
// its subject; -1 for none.
func (d *doc) auxiliary(root, subject int, in []int) int {
	for i, t := range in {
		tok := &d.tokens[t]
		if t > root && tok.Rel != "cop" {
			break
		}
		if t > subject && tok.Head == root && (strings.HasPrefix(tok.Rel, "aux") || tok.Rel == "cop") {
			return i
		}
	}
	return -1
}

// question joins the parts of one, with its first letter large.
func question(verb, subject, rest string) string {
	subject, rest = strings.TrimSpace(subject), strings.Trim(strings.TrimSpace(rest), `.,;:'"“”’`)
	if subject == "" || len(subject)+len(rest) > maxAsked || strings.ContainsAny(subject, `"“”`) {
		return ""
	}
	if verb == "'s" || verb == "’s" || strings.HasPrefix(verb, "'") || strings.HasPrefix(verb, "’") || strings.HasSuffix(verb, "n't") {
		return ""
	}
	return capital(strings.TrimSpace(verb+" "+lowerArticle(subject)+" "+rest)) + "?"
}

// nominal asks for what a content names, or says by another clause.
func (f *finder) nominal(s *statement) string {
	d := s.d
	words := strings.Trim(strings.Join(strings.Fields(s.words()), " "), `.,;:"“”`)
	if words == "" || len(words) > maxAsked {
		return ""
	}
	name := f.voices.names[f.voices.find(s.who)]
	if w := d.word(s.in[0]); strings.HasSuffix(w, "ing") && (d.tokens[s.in[0]].POS == "VERB" || d.tokens[s.in[0]].POS == "AUX") && name != "" {
		rest := strings.TrimSpace(words[min(len(words), len(d.tokens[s.in[0]].Span.In(d.r.Article.Text))):])
		switch verb := d.lemma(s.in[0]); verb {
		case "have":
			return capital("has "+name+" "+rest) + "?"
		case "be":
			return capital("was "+name+" "+rest) + "?"
		default:
			return capital("did "+name+" "+verb+" "+rest) + "?"
		}
	}
	if d.cueDenies(s.claim) && !d.ofSaying(s) && !d.clause(s) && !d.points(s) {
		return "Are the allegations of " + lowerArticle(words) + ", which " + name + " denies, true?"
	}
	if d.ofSaying(s) {
		return f.alleged(s, words, name)
	}
	if slices.ContainsFunc(s.in, func(t int) bool { return d.tokens[t].POS == "VERB" }) && d.clause(s) {
		return "Is it true that " + strings.TrimPrefix(lowerArticle(words), "that ") + "?"
	}
	if d.points(s) || d.tokens[s.in[0]].POS == "PRON" || d.subjectBefore(d.root(s.in), s.in) >= 0 {
		return "" // "that characterization": of what, is said elsewhere; "it was related": what was, too
	}
	return "Was there " + lowerArticle(words) + ", which " + name + " denies?"
}

// points reports whether a content only points at what was said before: "the
// article", "that characterization", "his endorsement".
func (d *doc) points(s *statement) bool {
	switch d.word(s.in[0]) {
	case "the", "that", "this", "these", "those", "such", "his", "her", "their", "its":
		return true
	}
	return d.tokens[s.in[0]].POS == "PROPN"
}

// alleged asks for what was said, as a denial of words for it names it: "the
// allegations of fraud", "claims that the vote was rigged".
func (f *finder) alleged(s *statement, words, name string) string {
	d := s.d
	if d.bareCharge(s) && name != "" {
		return "Are the allegations against " + name + " true?"
	}
	for i, t := range s.in[:min(maxSaying, len(s.in))] {
		if !is("said", d.lemma(t)) || i+3 >= len(s.in) {
			continue
		}
		rest := d.span(s.in[i+2], s.in[len(s.in)-1])
		rest = strings.Trim(strings.Join(strings.Fields(rest), " "), `.,;:"“”`)
		switch p := d.tokens[s.in[i+2]].POS; d.word(s.in[i+1]) {
		case "that":
			if p != "VERB" && p != "AUX" { // else "that" stands for the word itself
				return "Is it true that " + lowerArticle(rest) + "?"
			}
		case "of":
			return "Was there " + lowerArticle(rest) + ", as was alleged?"
		}
	}
	return ""
}

func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// lowerArticle writes an article in the middle of a sentence small.
func lowerArticle(s string) string {
	first, rest, ok := strings.Cut(s, " ")
	switch first {
	case "The", "A", "An", "His", "Her", "Their", "Its", "This", "These", "Those":
		if ok {
			return strings.ToLower(first) + " " + rest
		}
	}
	return s
}
