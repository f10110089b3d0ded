package claim

import (
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

// MaxClaims bounds the attributions of one document. What comes after them is
// not read.
const MaxClaims = 5000

// Rules finds attributions by cue words and quotation marks, without a model.
// Make one with [NewRules]; it is safe for parallel use.
//
// It goes cue by cue. Words get rough tags (tag.go); each word that may be a
// cue looks for its source to the left or right (subject.go, phrase.go) and
// for content in the frames that the tables allow it (verb.go, noun.go).
// Quotations that no cue has taken go on what was said before (quote.go).
// At last what stands inside another's content becomes nested (settle.go).
// Cost: linear in the tokens, times the bounds on phrases.
type Rules struct {
	lex     *lexicon
	without map[string]bool // rules that are left out
}

// NewRules returns rules over the built-in tables.
func NewRules() *Rules { return NewRulesOver(DefaultTables()) }

// NewRulesOver returns rules over other tables.
func NewRulesOver(t *Tables) *Rules { return &Rules{lex: t.lexicon()} }

// pass is the rules at work on one Doc.
type pass struct {
	tagger
	nameAt  []int32 // for each token the name that it stands in, counted from 1; 0 for none
	quoteAt []int32 // for each token the outer quotation, counted from 1; 0 for none
	aside   []nlp.Range
	without map[string]bool
	out     []Attribution
	// last is, while a sentence is read, the source of its last attribution,
	// for cues that share it.
	last  nlp.Range
	taken []bool // quotations that are content
	// promises are cues whose quotation has yet to come, in text order.
	promises []promise
}

// Find implements Finder.
func (r *Rules) Find(d *nlp.Doc, aside []nlp.Range) []Attribution {
	p := r.newPass(d, aside)
	for _, s := range d.Sentences {
		p.run(s)
	}
	p.layout()
	for _, s := range d.Sentences {
		if len(p.out) >= MaxClaims {
			break
		}
		if s = p.clear(s); s.Len() > 1 {
			p.sentence(s)
			p.pictures(s)
			p.hearsay(s)
		}
	}
	p.blocks()
	p.followOn()
	return p.settle()
}

func (r *Rules) newPass(d *nlp.Doc, aside []nlp.Range) *pass {
	n := len(d.Tokens)
	p := &pass{
		tagger: tagger{lexicon: r.lex, d: d, words: make([]word, n)},
		nameAt: make([]int32, n), quoteAt: make([]int32, n), aside: aside, without: r.without, taken: make([]bool, len(d.Quotes)),
	}
	for i := range d.Tokens {
		x := d.Word(i)
		w := &p.words[i]
		w.entry = r.lex.lookup(x)
		if w.entry == nil {
			w.entry = unknown
		}
		w.cap = isUpper(x)
	}
	for k, m := range d.Names {
		for i := m.First; i < m.End; i++ {
			p.words[i].tag = named
			if m.Len() > 1 || p.words[i].cap && (p.words[i].class&^when == 0 || m.Type == nlp.PersonName) {
				p.words[i].entry = unknown
			}
			p.nameAt[i] = int32(k + 1)
		}
	}
	for k, q := range d.Quotes {
		if q.Depth == 0 {
			for i := q.First; i < q.End; i++ {
				p.quoteAt[i] = int32(k + 1)
			}
		}
	}
	return p
}

// clear cuts from s what belongs to the page.
func (p *pass) clear(s nlp.Range) nlp.Range {
	for _, a := range p.aside {
		if a.First <= s.First && s.First < a.End {
			s.First = min(a.End, s.End)
		}
		if s.First < a.First && a.First < s.End {
			s.End = a.First
		}
	}
	return s
}

// sentence reads the attributions of one sentence.
func (p *pass) sentence(s nlp.Range) {
	p.last = nlp.Range{}
	whole, outer := s, nlp.Range{}
	for v := s.First; v < whole.End; v++ {
		w := &p.words[v]
		s := whole
		if q := p.quoteAt[v]; q > 0 {
			// Inside a quotation the quotation is the sentence.
			r := p.d.Quotes[q-1].Range
			if p.d.Quotes[q-1].Closed {
				r.End--
			}
			s = nlp.Range{First: max(s.First, r.First+1), End: min(s.End, r.End)}
			if w.tag&mark != 0 {
				outer, p.last = p.last, nlp.Range{}
				continue
			}
		} else if v > whole.First && p.quoteAt[v-1] > 0 && outer.Len() > 0 {
			p.last, outer = outer, nlp.Range{}
		}
		switch {
		case w.verb != nil && w.tag&verbal != 0:
			p.verb(s, v)
		case w.key == "according" && v+2 < s.End && p.words[v+1].tag&to != 0, w.key == "per" && v+1 < s.End && p.words[v+1].tag&named != 0:
			p.according(s, v)
		case w.name != nil && w.name.adj:
			p.adjective(s, v)
		case w.name != nil && w.tag&open != 0:
			p.noun(s, v)
		}
	}
}

// isUpper reports whether a word begins with a capital letter.
func isUpper(x string) bool {
	return x != "" && (x[0] >= 'A' && x[0] <= 'Z' || x[0] == 0xc3 && len(x) > 1 && x[1] < 0x9f)
}

// add keeps an attribution, with its form read from the quotation marks.
func (p *pass) add(a Attribution) {
	a.Parent = -1
	a.Content = p.tidy(a.Content)
	if head, _, _ := strings.Cut(a.Rule, ":"); len(a.Content) == 0 || p.without[a.Rule] || p.without[head] {
		return
	}
	a.Source = slices.DeleteFunc(a.Source, func(r nlp.Range) bool { return r.Len() == 0 })
	a.Form = p.form(a.Content)
	p.out = append(p.out, a)
}

// closes returns the outer quotation whose last token is i, nil for none.
func (p *pass) closes(i int) *nlp.Quote {
	if i < 0 || p.quoteAt[i] == 0 {
		return nil
	}
	if q := &p.d.Quotes[p.quoteAt[i]-1]; q.End == i+1 {
		return q
	}
	return nil
}

// tidy orders pieces, joins those that touch and drops empty ones.
func (p *pass) tidy(rs []nlp.Range) []nlp.Range {
	slices.SortFunc(rs, func(a, b nlp.Range) int { return a.First - b.First })
	out := rs[:0]
	for _, r := range rs {
		if r.Len() <= 0 {
			continue
		}
		if n := len(out); n > 0 && r.First <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// form says how much of the content stands between quotation marks.
func (p *pass) form(content []nlp.Range) sayso.Form {
	in, all := 0, 0
	for _, r := range content {
		for i := r.First; i < r.End; i++ {
			if p.words[i].tag&(punct&^mark) != 0 {
				continue
			}
			all++
			if p.quoteAt[i] > 0 {
				in++
			}
		}
	}
	switch {
	case in == 0:
		return sayso.Indirect
	case in == all || in*10 > all*9 && p.quoteAt[content[0].First] > 0:
		return sayso.Direct
	}
	return sayso.Mixed
}
