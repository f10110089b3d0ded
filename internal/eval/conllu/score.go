package conllu

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/nlp"
)

// Counts adds up what was found of one kind: F1 = 2·Right / (Gold + System).
type Counts struct{ Gold, System, Right int }

// F1 is the harmonic mean of precision and recall; 0 for nothing at all.
func (c Counts) F1() float64 {
	if c.Gold+c.System == 0 {
		return 0
	}
	return 2 * float64(c.Right) / float64(c.Gold+c.System)
}

func (c *Counts) add(d Counts) {
	c.Gold += d.Gold
	c.System += d.System
	c.Right += d.Right
}

// Score is the measures of the CoNLL 2018 shared task. LAS and UAS count all
// words, punctuation too; LAS compares relations without their subtypes.
type Score struct {
	Tokens, Sentences, Words, UPOS, XPOS, Feats, Lemmas, UAS, LAS Counts
}

// Add adds the counts of another document.
func (s *Score) Add(o Score) {
	s.Tokens.add(o.Tokens)
	s.Sentences.add(o.Sentences)
	s.Words.add(o.Words)
	s.UPOS.add(o.UPOS)
	s.XPOS.add(o.XPOS)
	s.Feats.add(o.Feats)
	s.Lemmas.add(o.Lemmas)
	s.UAS.add(o.UAS)
	s.LAS.add(o.LAS)
}

// Compare scores system against gold. Both must hold the same characters,
// white space aside.
//
// Words are aligned by their characters: a word by itself pairs with the word
// of the same span; where a multiword token takes part, the words of the
// smallest stretch that both sides bound alike are paired by the longest
// common subsequence of their lower-case forms (Zeman et al. 2018).
func Compare(gold, system *nlp.Doc) Score {
	g, s := lay(gold), lay(system)
	var out Score
	out.Tokens = same(g.tokens, s.tokens)
	out.Sentences = same(g.sentences, s.sentences)
	pair := align(g, s) // gold word → system word, -1 for none
	n := Counts{Gold: len(gold.Tokens), System: len(system.Tokens)}
	out.Words, out.UPOS, out.XPOS, out.Feats, out.Lemmas, out.UAS, out.LAS = n, n, n, n, n, n, n
	for i, j := range pair {
		if j < 0 {
			continue
		}
		a, b := &gold.Tokens[i], &system.Tokens[j]
		out.Words.Right++
		count(&out.UPOS, a.POS == b.POS)
		count(&out.XPOS, a.XPOS == b.XPOS)
		count(&out.Feats, a.Feats == b.Feats)
		count(&out.Lemmas, a.Lemma == "" || a.Lemma == "_" || a.Lemma == b.Lemma)
		head := a.Head < 0 && b.Head < 0 || a.Head >= 0 && b.Head >= 0 && pair[a.Head] == b.Head
		count(&out.UAS, head)
		count(&out.LAS, head && universal(a.Rel) == universal(b.Rel))
	}
	return out
}

func count(c *Counts, ok bool) {
	if ok {
		c.Right++
	}
}

func universal(rel string) string {
	u, _, _ := strings.Cut(rel, ":")
	return u
}

// layout is a document in characters that are no white space: what both sides
// share, however they cut it.
type layout struct {
	doc               *nlp.Doc
	tokens, sentences []nlp.Range // in characters
	first, end        []int       // of each word's surface token, in tokens' characters
	own               []nlp.Range // each word's own characters
	multi             []bool      // the word stands in a multiword token
}

func lay(d *nlp.Doc) *layout {
	at := make([]int, len(d.Text)+1) // characters before each byte
	n := 0
	for i := 0; i < len(d.Text); {
		r, size := utf8.DecodeRuneInString(d.Text[i:])
		for k := range size {
			at[i+k] = n
		}
		if !unicode.IsSpace(r) {
			n++
		}
		i += size
	}
	at[len(d.Text)] = n
	l := &layout{doc: d, multi: make([]bool, len(d.Tokens))}
	for i := 0; i < len(d.Tokens); {
		j := i + 1
		for j < len(d.Tokens) && d.Tokens[j].Within {
			j++
		}
		r := nlp.Range{First: at[d.Tokens[i].Start], End: at[d.Tokens[j-1].End]}
		l.tokens = append(l.tokens, r)
		for k := i; k < j; k++ {
			l.first, l.end = append(l.first, r.First), append(l.end, r.End)
			l.own = append(l.own, nlp.Range{First: at[d.Tokens[k].Start], End: at[d.Tokens[k].End]})
			l.multi[k] = j-i > 1
		}
		i = j
	}
	for _, s := range d.Sentences {
		if s.Len() > 0 {
			l.sentences = append(l.sentences, nlp.Range{First: l.first[s.First], End: l.end[s.End-1]})
		}
	}
	return l
}

func same(gold, system []nlp.Range) Counts {
	c := Counts{Gold: len(gold), System: len(system)}
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch {
		case gold[i] == system[j]:
			c.Right++
			i, j = i+1, j+1
		case gold[i].First < system[j].First || gold[i].First == system[j].First && gold[i].End < system[j].End:
			i++
		default:
			j++
		}
	}
	return c
}

// maxStretch bounds the words on either side that are paired by their longest
// common subsequence; longer stretches stay unpaired.
const maxStretch = 2000

func align(g, s *layout) []int {
	pair := make([]int, len(g.first))
	for i := range pair {
		pair[i] = -1
	}
	i, j := 0, 0
	for i < len(g.first) && j < len(s.first) {
		if !g.multi[i] && !s.multi[j] {
			a, b := g.own[i], s.own[j]
			switch {
			case a == b:
				pair[i] = j
				i, j = i+1, j+1
			case a.First <= b.First:
				i++
			default:
				j++
			}
			continue
		}
		// Grow a stretch that holds the multiword token until both sides end alike.
		gi, sj := i, j
		end := 0
		if g.multi[i] && (!s.multi[j] || g.first[i] <= s.first[j]) {
			end = g.end[i]
			for sj < len(s.first) && !s.multi[sj] && s.end[sj] <= g.first[i] {
				sj++
			}
		} else {
			end = s.end[j]
			for gi < len(g.first) && !g.multi[gi] && g.end[gi] <= s.first[j] {
				gi++
			}
		}
		i, j = gi, sj
		for {
			grown := false
			for i < len(g.first) && (g.multi[i] && g.first[i] < end || !g.multi[i] && g.end[i] <= end) {
				end, grown = max(end, g.end[i]), true
				i++
			}
			for j < len(s.first) && (s.multi[j] && s.first[j] < end || !s.multi[j] && s.end[j] <= end) {
				end, grown = max(end, s.end[j]), true
				j++
			}
			if !grown {
				break
			}
		}
		pairForms(g, s, gi, i, sj, j, pair)
	}
	return pair
}

func pairForms(g, s *layout, g0, g1, s0, s1 int, pair []int) {
	n, m := g1-g0, s1-s0
	if n > maxStretch || m > maxStretch {
		return
	}
	form := func(l *layout, k int) string { return strings.ToLower(l.doc.Word(k)) }
	w := m + 1
	lcs := make([]int32, (n+1)*w)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if form(g, g0+i) == form(s, s0+j) {
				lcs[i*w+j] = lcs[(i+1)*w+j+1] + 1
			} else {
				lcs[i*w+j] = max(lcs[(i+1)*w+j], lcs[i*w+j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case form(g, g0+i) == form(s, s0+j):
			pair[g0+i] = s0 + j
			i, j = i+1, j+1
		case lcs[(i+1)*w+j] >= lcs[i*w+j+1]:
			i++
		default:
			j++
		}
	}
}
