package question

import (
	"slices"
	"strings"

	"sayso"
)

// Who calls what another said untrue, and whose words these are
//
// A denial need not repeat what it denies: "that was never the case", "the
// Observatory's reporting is biased", "an idea which Moscow dismisses". And a paper
// need not deny in a sentence of its own: "the senator claimed, falsely, that …",
// "his baseless claims". In both, the article itself says whose words are meant, so
// the two sides stand in it: by the owner of a noun for what was said, by what a
// pronoun takes up, or by the verb that an adverb hangs on. Nothing is held
// against anything by the words that they share.
//
// Invariant: whoever calls it untrue is not whoever said it, and the words of the
// one side are no part of the other's.

const (
	// maxOwned is how many sentences back the words stand whose speaker is named.
	maxOwned = 8
	// maxCharged is the same for charges that are only called so.
	maxCharged = 3
	// maxTaken is the same for what a pronoun takes up.
	maxTaken = 1
	// maxAdverb is how many words from a verb an adverb stands that says it of it.
	maxAdverb = 4
)

// discount is a word by which a paper, or somebody in it, calls claims untrue.
type discount struct {
	d  *doc
	at int             // the word
	of []sayso.ClaimID // whose content it is
	no *statement      // the paper's own words
	by *sayso.Claim    // whose words they are, where they are not the paper's
}

// discounts finds the words by which an article calls a claim untrue in passing.
func (d *doc) discounts() []discount {
	var out []discount
	for t := range d.tokens {
		var of []sayso.ClaimID
		first, last := t, t
		switch {
		case is("untruly", d.word(t)):
			of, first, last = d.saidUntruly(t)
		case is("unfounded", d.lemma(t)) && d.tokens[t].Rel == "amod":
			of, first, last = d.saidBy(t)
		}
		if len(of) == 0 {
			continue
		}
		x := discount{d: d, at: t, of: of, by: d.saidIn(t, of)}
		if x.by == nil {
			in := make([]int, 0, last-first+1)
			for i := first; i <= last; i++ {
				in = append(in, i)
			}
			x.no = &statement{d: d, in: in, sentence: d.sentence(d.tokens[t].Span.Start), who: d.f.voices.outlet(&d.r.Article)}
			d.fill(x.no)
			x.no.denies = true
		}
		out = append(out, x)
	}
	return out
}

// saidUntruly finds the claims whose verb an adverb hangs on or stands beside:
// "claimed, falsely, that".
func (d *doc) saidUntruly(t int) (of []sayso.ClaimID, first, last int) {
	first, last = t, t
	for i := range d.r.Analysis.Claims {
		c := &d.r.Analysis.Claims[i]
		for _, cue := range c.Cue.Spans {
			from := d.at(cue.Start)
			to := max(from, d.at(cue.End-1))
			if from >= len(d.tokens) || d.sentence(cue.Start) != d.sentence(d.tokens[t].Span.Start) {
				continue
			}
			hangs := d.tokens[t].Head >= from && d.tokens[t].Head <= to
			beside := t > to && t-to <= maxAdverb || t < from && from-t <= maxAdverb || t >= from && t <= to
			if !hangs && !(beside && d.onlyBetween(t, from, to)) {
				continue
			}
			of = append(of, c.ID)
			first, last = min(first, from), max(last, to)
			if n := len(c.Source.Spans); n > 0 {
				if s := d.at(c.Source.Spans[0].Start); s < first && d.sentence(c.Source.Spans[0].Start) == d.sentence(cue.Start) {
					first = s
				}
			}
		}
	}
	return of, first, last
}

// onlyBetween reports whether nothing but marks and adverbs stands between a word
// and a cue.
func (d *doc) onlyBetween(t, from, to int) bool {
	a, b := t+1, from
	if t > to {
		a, b = to+1, t
	}
	for i := a; i < b; i++ {
		if p := d.tokens[i].POS; p != "PUNCT" && p != "ADV" {
			return false
		}
	}
	return true
}

// saidBy finds the claims that a noun with such an adjective is the cue of:
// "the baseless claim that", "his false statements, among them that".
func (d *doc) saidBy(t int) (of []sayso.ClaimID, first, last int) {
	noun := d.tokens[t].Head
	if noun < 0 || noun >= len(d.tokens) || !is("said", d.lemma(noun)) {
		return nil, t, t
	}
	here := d.sentence(d.tokens[t].Span.Start)
	first, last = min(t, noun), max(t, noun)
	for i := range d.tokens {
		if d.tokens[i].Head == noun && d.tokens[i].Rel == "nmod:poss" && i < first && first-i <= maxAdverb {
			first = i
		}
	}
	for i := range d.r.Analysis.Claims {
		c := &d.r.Analysis.Claims[i]
		if len(c.Content) == 0 || d.sentence(c.Content[0].Start) != here || c.Content[0].Start < d.tokens[noun].Span.End {
			continue
		}
		for _, cue := range c.Cue.Spans {
			if from := d.at(cue.Start); from <= noun && noun <= d.at(cue.End-1) {
				of = append(of, c.ID)
			}
		}
	}
	if len(of) > 0 {
		return of, first, last
	}
	// "He repeated the baseless claim that": the noun stands in what he repeated.
	for i := range d.r.Analysis.Claims {
		c := &d.r.Analysis.Claims[i]
		if len(c.Content) > 0 && noun+1 < len(d.tokens) && d.word(noun+1) == "that" && c.Content[0].End > d.tokens[noun+1].Span.End {
			if from := d.at(c.Content[0].Start); from <= t && noun-from < maxAdverb {
				of = append(of, c.ID)
			}
		}
	}
	return of, first, last
}

// saidIn is the innermost claim in whose content a word stands, besides some.
func (d *doc) saidIn(t int, besides []sayso.ClaimID) *sayso.Claim {
	var best *sayso.Claim
	at, size := d.tokens[t].Span, 0
	for i := range d.r.Analysis.Claims {
		c := &d.r.Analysis.Claims[i]
		for _, s := range c.Content {
			if s.Start <= at.Start && at.End <= s.End && !slices.Contains(besides, c.ID) && (best == nil || s.End-s.Start < size) {
				best, size = c, s.End-s.Start
			}
		}
	}
	return best
}

// discounted are the questions of claims that an article calls untrue in passing.
func (f *finder) discounted() []*denialGroup {
	var out []*denialGroup
	for _, x := range f.discounts {
		g := &denialGroup{reply: true}
		if x.no != nil {
			g.no = []*statement{x.no}
		}
		for _, s := range f.statements {
			switch {
			case s.d != x.d || s.claim == nil:
			case slices.Contains(x.of, s.claim.ID):
				if y := s.behind(x.at); y != nil && f.resolved(y) && !y.denies {
					g.yes = append(g.yes, y)
				}
			case x.by == s.claim && f.resolved(s) && s.in[0] <= x.at && x.at <= s.in[len(s.in)-1]:
				g.no = append(g.no, s)
			}
		}
		if len(g.no) == 0 || len(g.yes) == 0 || f.sameWitness(g.no[0], g.yes[0]) {
			continue
		}
		g.why = []string{"the words “" + x.d.span(x.at, x.at) + "” say so"}
		out = append(out, g)
	}
	return out
}

// behind is a statement without the noun phrase in which a word stands: "the
// baseless claim that". Nil where nothing is left.
func (s *statement) behind(at int) *statement {
	if at < s.in[0] || at > s.in[len(s.in)-1] {
		return s
	}
	for i, t := range s.in {
		if t > at && s.d.word(t) == "that" && i+1 < len(s.in) {
			y := *s
			y.in = s.in[i+1:]
			y.negated, y.outright = s.d.negated(y.in)
			return &y
		}
	}
	return nil
}

// pointed reports whether a claim denies, and only points at what: "that was never
// the case", "which he denies", "the lawmakers were lying".
func (f *finder) pointed(s *statement) bool {
	if s.claim == nil || s.ought || !f.resolved(s) {
		return false
	}
	d := s.d
	if w := cueWord(s.claim.Cue.Lemma); w != "" && s.stance == sayso.Denies {
		return d.takesUp(s) || d.ofSaying(s)
	}
	if len(s.claim.Source.Actors) == 0 {
		return false
	}
	root := d.root(s.in)
	if root < 0 {
		return false
	}
	subject := d.subjectBefore(root, s.in)
	if subject < 0 {
		return false
	}
	if is("lying", d.lemma(root)) && !s.negated && d.word(root) != "lie" {
		return d.name[subject] != "" || d.tokens[subject].POS == "NOUN"
	}
	return (s.outright || s.negated && is("so", d.lemma(root))) && is("taking-up", d.word(subject))
}

// takesUp reports whether a content is no more than a pronoun, or a noun for what
// was said or thought with its article.
func (d *doc) takesUp(s *statement) bool {
	if len(s.in) > 2 {
		return false
	}
	last := s.in[len(s.in)-1]
	return is("taking-up", d.word(last)) || len(s.in) == 2 && (is("said", d.lemma(last)) || is("taken-up", d.lemma(last)))
}

// owner is whose words a noun for what was said means, as a token: "the
// ministry's report", "a report by the ministry"; -1 for none.
func (d *doc) owner(s *statement) int {
	for _, n := range s.in[:min(maxSaying, len(s.in))] {
		if !is("said", d.lemma(n)) {
			continue
		}
		for _, t := range s.in {
			tok := &d.tokens[t]
			if tok.Head != n || d.name[t] == "" {
				continue
			}
			if tok.Rel == "nmod:poss" || tok.Rel == "compound" || tok.Rel == "amod" || tok.Rel == "nmod" && is("owning", d.marked(t)) {
				return t
			}
		}
		return -1
	}
	return -1
}

// target finds in its own article what a denial points at.
func (f *finder) target(s *statement) *statement {
	d := s.d
	if o := f.inside(s); o != nil {
		return o
	}
	if t := d.owner(s); t >= 0 && cueWord(s.claim.Cue.Lemma) != "" {
		return f.before(s, maxOwned, func(o *statement) bool {
			return f.voices.named(f.voices.find(o.who), strings.TrimPrefix(d.name[t], nameMark))
		})
	}
	if root := d.root(s.in); root >= 0 && is("lying", d.lemma(root)) {
		subject := d.subjectBefore(root, s.in)
		if n := d.name[subject]; n != "" {
			return f.before(s, maxOwned, func(o *statement) bool { return f.voices.named(f.voices.find(o.who), strings.TrimPrefix(n, nameMark)) })
		}
		return f.before(s, maxTaken, func(*statement) bool { return true })
	}
	if d.bareCharge(s) {
		return f.before(s, maxCharged, func(o *statement) bool { return o.stance == sayso.Accuses })
	}
	if !d.takesUp(s) && d.ofSaying(s) {
		return nil // says itself what it denies
	}
	return f.before(s, maxTaken, func(*statement) bool { return true })
}

// inside is the claim whose cue is the noun that a denial is headed by: "her claim
// that she used one device"; nil for none.
func (f *finder) inside(s *statement) *statement {
	if !s.d.ofSaying(s) {
		return nil
	}
	words := s.span()
	for _, o := range f.statements {
		if o.d != s.d || o.claim == nil || o.claim == s.claim || o.denies || !f.resolved(o) || f.sameWitness(o, s) {
			continue
		}
		for _, cue := range o.claim.Cue.Spans {
			if x := o.span(); cue.Start >= words.Start && cue.End <= words.End && x.Start >= cue.End && x.End <= words.End {
				return o
			}
		}
	}
	return nil
}

// overlaps reports whether two statements of one article share words: what tells of
// a denial is not what is denied.
func (s *statement) overlaps(o *statement) bool {
	a, b := s.span(), o.span()
	return a.Start < b.End && b.Start < a.End
}

// before is the nearest claim of another speaker that fits, at most some sentences
// before a denial.
func (f *finder) before(s *statement, back int, fits func(*statement) bool) *statement {
	var best *statement
	for _, o := range f.statements {
		if o.d != s.d || o.claim == nil || o.claim == s.claim || o.in[0] >= s.in[0] || s.sentence-o.sentence > back || s.overlaps(o) {
			continue
		}
		if o.denies || o.outright || !states(o) || !f.resolved(o) && !f.crowd(o) || f.sameWitness(o, s) || !fits(o) {
			continue
		}
		if best == nil || o.in[0] > best.in[0] {
			best = o
		}
	}
	return best
}

// crowd reports whether a statement is that of people who are only counted: "many
// have speculated".
func (f *finder) crowd(s *statement) bool { return is("crowd", describe(f.voices.all[s.who].name)) }

// asserted words a question from who says that it is so.
func (f *finder) asserted(yes []*statement) string {
	for _, y := range yes {
		if y.not() {
			continue
		}
		if y.d.ofSaying(y) {
			if y = y.behind(y.in[0]); y == nil {
				continue // "a woman's claims" says not what she claims
			}
		}
		if q := y.d.inverted(y); q != "" {
			return q
		}
		if short := y.d.firstClause(y); short != nil {
			if q := y.d.inverted(short); q != "" {
				return q
			}
		}
	}
	for _, y := range yes {
		words := strings.Trim(strings.Join(strings.Fields(y.words()), " "), `.,;:"“”`)
		if y.not() || words == "" || len(words) > maxAsked || !y.d.clause(y) {
			continue
		}
		return "Is it true that " + strings.TrimPrefix(lowerArticle(words), "that ") + "?"
	}
	return ""
}

// firstClause is a statement without what goes on after its first clause; nil where
// it has only one.
func (d *doc) firstClause(s *statement) *statement {
	root := d.root(s.in)
	for i, t := range s.in {
		if t > root && root >= 0 && (d.word(t) == "," || d.tokens[t].Rel == "cc" && d.tokens[t].Head > t) {
			short := *s
			short.in = s.in[:i]
			return &short
		}
	}
	return nil
}
