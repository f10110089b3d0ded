package question

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sayso"
)

// statement is what a speaker, or a paper in its own voice, says in one sentence,
// ready to be held against others.
type statement struct {
	d        *doc
	claim    *sayso.Claim // nil for the paper's own voice
	sentence int
	in       []int // tokens
	who      int   // the speaker's number: see witnesses
	stance   sayso.Stance

	// keys are what it speaks of, ascending; gist is these without the words that
	// deny or that name what was said.
	keys, gist []int32
	order      []int32 // keys as they stand
	denies     bool    // by its cue: what the content says is not so
	negated    bool    // the content itself says so
	outright   bool    // by a word that says no more than that: "untrue"
	bare       bool    // it says so of "this" or "it"
	ought      bool    // it says how things should be, a condition, a question
	main, whom int32   // the predicate and its subject, as keys; -1 for none
	acts       []int32 // predicates and nouns of deeds in it
	subject    int32   // the name of who did it, as a key; -1 for none
	place      int32
	when       *sayso.When
	figures    []figure
}

// not reports whether it says that its gist is not so.
func (s *statement) not() bool { return s.denies != s.negated }

func (s *statement) span() sayso.Span {
	return sayso.Span{Start: s.d.tokens[s.in[0]].Span.Start, End: s.d.tokens[s.in[len(s.in)-1]].Span.End}
}

func (s *statement) words() string { return s.span().In(s.d.r.Article.Text) }

const (
	// minOwn is how many words a sentence must have to state something in the
	// paper's own voice.
	minOwn = 5
	// maxCovered is the share of a sentence that claims may cover before the rest
	// states nothing of its own.
	maxCovered = 0.5
)

// read makes the statements of one article: each sentence of each claim, and the
// sentences that the paper itself vouches for.
func (f *finder) read(d *doc) {
	covered := make([]bool, len(d.tokens))
	an := &d.r.Analysis
	for i := range an.Claims {
		c := &an.Claims[i]
		for _, spans := range []sayso.Spans{c.Content, c.Cue.Spans, c.Source.Spans} {
			for _, s := range spans {
				for t := d.at(s.Start); t < len(d.tokens) && d.tokens[t].Span.Start < s.End; t++ {
					covered[t] = true
				}
			}
		}
		who := f.voices.of(d.r, c)
		f.voices.quote(d.r, c, who)
		for _, in := range d.sentences(c.Content) {
			s := &statement{d: d, claim: c, in: in, sentence: d.sentence(d.tokens[in[0]].Span.Start), stance: c.Stance, who: who,
				denies: c.Stance == sayso.Denies && c.Polarity != sayso.Positive || c.Stance == sayso.Doubts && c.Polarity == sayso.Negative}
			s.denies = s.denies || d.cueDenies(c)
			if s.denies {
				s.in = d.deniedPart(s.in)
			}
			d.fill(s)
			if s.negated && s.denies && cueWord(c.Cue.Lemma) == "" {
				s.denies = false // "insisted that he had no part" denies by its content alone
			}
			f.statements = append(f.statements, s)
		}
	}
	f.discounts = append(f.discounts, d.discounts()...)
	for n, span := range an.Sentences {
		var in []int
		taken, words := 0, 0
		for t := d.at(span.Start); t < len(d.tokens) && d.tokens[t].Span.Start < span.End; t++ {
			if d.tokens[t].POS == "PUNCT" {
				continue
			}
			words++
			if covered[t] {
				taken++
				continue
			}
			in = append(in, t)
		}
		if len(in) < minOwn || float64(taken) > maxCovered*float64(words) {
			continue
		}
		s := &statement{d: d, in: in, sentence: n, who: f.voices.outlet(&d.r.Article)}
		if d.quotes(s) {
			continue // somebody else's words, whoever they are
		}
		d.fill(s)
		f.statements = append(f.statements, s)
	}
}

// quotes reports whether a statement has marks of quotation in it or beside it.
func (d *doc) quotes(s *statement) bool {
	const marks = "“”\""
	span, text := s.span(), d.r.Article.Text
	before, after := strings.TrimRight(text[:span.Start], " "), strings.TrimLeft(text[span.End:], " ,.")
	first, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsAny(s.words(), marks) || strings.ContainsRune(marks, first) || strings.ContainsRune(marks, last)
}

// cueDenies reports whether the words of a cue reject what was said: "has rejected
// allegations of".
func (d *doc) cueDenies(c *sayso.Claim) bool {
	verb, noun := false, false
	for _, s := range c.Cue.Spans {
		for t := d.at(s.Start); t < len(d.tokens) && d.tokens[t].Span.Start < s.End; t++ {
			verb = verb || is("denying", d.lemma(t)) || is("rejecting", d.lemma(t))
			noun = noun || is("factual", d.lemma(t))
		}
	}
	return verb && noun
}

// deniedPart leaves out of what is denied what only goes on after it: "any
// wrongdoing, and the case was closed", "the raid, accusing the rebels of it".
func (d *doc) deniedPart(in []int) []int {
	verb := false
	for i, t := range in {
		w := d.word(t)
		if i > 0 && (is("breaking", w) || strings.HasSuffix(w, "ing") && is("going-on", d.lemma(t))) {
			for k := i - 1; k > max(0, i-maxWith); k-- {
				if d.word(in[k]) == "with" {
					return in[:k] // "with the minister stressing"
				}
			}
			return in[:i]
		}
		switch d.tokens[t].POS {
		case "VERB", "AUX":
			verb = true
		case "CCONJ":
			rest := statement{d: d, in: in[i+1:]}
			if i > 0 && !verb && len(rest.in) > 0 && d.clause(&rest) {
				return in[:i]
			}
		}
	}
	return in
}

// maxWith is how many words before its verb a clause may begin by "with".
const maxWith = 6

// fill gives a statement its keys, its polarity and its figures.
func (d *doc) fill(s *statement) {
	var plain []int32 // gist without adjectives: "denied physical assault" denies assault
	for _, t := range s.in {
		if len(s.keys) >= maxKeys {
			break
		}
		if n := d.name[t]; n != "" {
			k := d.f.key(n)
			s.keys, s.gist = append(s.keys, k), append(s.gist, k)
			if d.only[t] {
				continue
			}
		}
		w := d.content(t)
		if w == "" {
			continue
		}
		k := d.f.key(w)
		s.keys = append(s.keys, k)
		if !is("said", w) && !is("untrue", w) && !d.ofWords(t) {
			s.gist = append(s.gist, k)
			if p := d.tokens[t].POS; p == "NOUN" || p == "VERB" || p == "" {
				plain = append(plain, k)
			}
		}
	}
	s.order = slices.Clone(s.keys)
	if len(plain) > 0 && s.denies {
		for _, k := range s.gist {
			if d.f.named(k) {
				plain = append(plain, k)
			}
		}
		s.gist = plain
	}
	s.keys, s.gist = uniq(s.keys), uniq(s.gist)
	s.negated, s.outright = d.negated(s.in)
	s.bare = d.bare(s.in)
	d.frame(s)
	s.main, s.whom = d.main(s.in)
	if s.negated && d.noPart(s) {
		s.main = d.partOf(s)
	}
	s.ought = d.ought(s.in)
	for _, t := range s.in {
		switch d.tokens[t].POS {
		case "VERB", "NOUN", "ADJ", "":
			s.acts = append(s.acts, d.f.key(d.f.classes.Of(d.lemma(t))))
		}
	}
	s.acts = uniq(s.acts)
	s.figures = d.figures(s.in)
	s.parts()
}

// ofWords reports whether token t says more of a word for what was said:
// "preliminary reports", "baseless allegations".
func (d *doc) ofWords(t int) bool {
	tok := &d.tokens[t]
	return tok.Rel == "amod" && tok.Head >= 0 && tok.Head < len(d.tokens) && is("said", d.lemma(tok.Head))
}

// maxWhen is the longest stretch, in hours, that says when something was: a month.
const maxWhen = 31 * 24

// frame finds who a statement's predicate is said of, and the one place and the
// one time that it names; more than one name none.
func (d *doc) frame(s *statement) {
	s.subject, s.place = -1, -1
	first, last := s.span().Start, s.span().End
	if root := d.root(s.in); root >= 0 {
		for _, t := range s.in {
			if d.tokens[t].Head == root && strings.HasPrefix(d.tokens[t].Rel, "nsubj") && d.name[t] != "" {
				s.subject = d.f.key(d.name[t])
			}
		}
	}
	places := 0
	for i := range d.r.Analysis.Places {
		p := &d.r.Analysis.Places[i]
		if p.Feature == "country" || p.Feature == "continent" {
			continue
		}
		for _, id := range p.Mentions {
			m := d.mention(id)
			if m == nil || m.Kind != sayso.NameMention || m.Span.Start < first || m.Span.End > last {
				continue
			}
			if t := d.at(m.Span.Start); t < len(d.name) && d.name[t] != "" {
				if k := d.f.key(d.name[t]); k != s.place {
					places++
					s.place = k
				}
			}
		}
	}
	if places > 1 {
		s.place = -1
	}
	for i := range d.r.Analysis.Times {
		w := &d.r.Analysis.Times[i]
		if w.Type != sayso.DateTime || w.Fuzzy || w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From).Hours() > maxWhen || w.Span.Start < first || w.Span.End > last {
			continue
		}
		if s.when != nil {
			s.when = nil
			return
		}
		s.when = w
	}
}

func (d *doc) mention(id sayso.MentionID) *sayso.Mention {
	for k := range d.r.Analysis.Mentions {
		if m := &d.r.Analysis.Mentions[k]; m.ID == id {
			return m
		}
	}
	return nil
}

// overlap reports whether two times may be one.
func overlap(a, b *sayso.When) bool {
	return a.From.Before(b.To) && b.From.Before(a.To)
}

// states reports whether a statement says how things are. Who asks, demands or
// declines to comment contradicts nobody.
func states(s *statement) bool {
	if s.ought {
		return false
	}
	switch s.stance {
	case sayso.Asserts, sayso.Confirms, sayso.Denies, sayso.Accuses, sayso.Predicts, sayso.Warns, sayso.Doubts, "":
		return true
	}
	return s.claim != nil && plainCue(s.claim.Cue.Lemma)
}

// plainCue reports whether a cue only says that something was said: whatever its
// content does (a pledge, praise), it says how things are.
func plainCue(lemma string) bool { return is("plain-saying", lemma) }
