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
		if q := s.d.inverted(s); q != "" {
			return q
		}
	}
	for _, s := range no {
		if q := f.nominal(s); q != "" {
			return q
		}
	}
	return ""
}

// inverted turns a clause with a subject into a question; empty where the content
// is no clause.
func (d *doc) inverted(s *statement) string {
	root := d.root(s.in)
	if root < 0 {
		return ""
	}
	in := s.in
	for len(in) > 0 && (d.word(in[0]) == "that" || d.tokens[in[0]].POS == "PUNCT") {
		in = in[1:]
	}
	subject := d.subjectBefore(root, in)
	if len(in) < 2 || subject < 0 || d.tokens[subject].POS == "PRON" {
		return ""
	}
	text := func(from, to int) string { // tokens in[from:to] as they stand
		if from >= to {
			return ""
		}
		return strings.Join(strings.Fields(d.span(in[from], in[to-1])), " ")
	}
	if aux := d.auxiliary(root, subject, in); aux >= 0 {
		rest := aux + 1
		for rest < len(in) && (d.word(in[rest]) == "not" || d.word(in[rest]) == "n't" || d.word(in[rest]) == "never") {
			rest++
		}
		return question(d.word(in[aux]), text(0, aux), text(rest, len(in)))
	}
	at := slices.Index(in, root)
	if d.tokens[root].POS != "VERB" || at < 0 {
		return ""
	}
	do := "did"
	if w := d.word(root); w == d.lemma(root) {
		do = "do"
	} else if strings.HasSuffix(w, "s") {
		do = "does"
	}
	rest := text(at+1, len(in))
	if s.negated {
		rest = strings.Replace(" "+rest, " no ", " any ", 1)
	}
	return question(do, text(0, at), d.lemma(root)+" "+strings.TrimSpace(rest))
}

// affirmed asks for what a statement says is not so: "there is no issue" gives "Is
// there any issue?".
func (d *doc) affirmed(s *statement) string {
	in := s.in
	for len(in) > 0 && (d.word(in[0]) == "that" || d.tokens[in[0]].POS == "PUNCT") {
		in = in[1:]
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
	subject, rest = strings.TrimSpace(subject), strings.Trim(strings.TrimSpace(rest), `.,;:"“”`)
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
	name := f.voices.all[f.voices.find(s.who)].name
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
	if d.ofSaying(s) {
		return f.alleged(s, words, name)
	}
	if d.clause(s) {
		return "Is it true that " + strings.TrimPrefix(lowerArticle(words), "that ") + "?"
	}
	return "Was there " + lowerArticle(words) + ", which " + name + " denies?"
}

// alleged asks for what was said, as a denial of words for it names it: "the
// allegations of fraud", "claims that the vote was rigged".
func (f *finder) alleged(s *statement, words, name string) string {
	d := s.d
	if d.bareCharge(s) && name != "" {
		return "Are the allegations against " + name + " true?"
	}
	for i, t := range s.in {
		if !said[d.lemma(t)] || i+2 >= len(s.in) {
			continue
		}
		rest := d.span(s.in[i+2], s.in[len(s.in)-1])
		rest = strings.Trim(strings.Join(strings.Fields(rest), " "), `.,;:"“”`)
		switch d.word(s.in[i+1]) {
		case "that":
			return "Is it true that " + lowerArticle(rest) + "?"
		case "of":
			return "Is there truth in what is said of " + lowerArticle(rest) + "?"
		}
	}
	if name == "" {
		return "Is it true, as was said: " + quoted(words, maxAsked) + "?"
	}
	return "Is it true what " + name + " denies: " + quoted(words, maxAsked) + "?"
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
