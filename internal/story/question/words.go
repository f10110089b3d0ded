package question

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// doc is one article's words with what stands for whom.
type doc struct {
	f      *finder
	r      *sayso.Record
	text   int // which text it prints
	tokens []sayso.Token
	// name is for each token the key of the name or pronoun that it belongs
	// to; empty for none.
	name []string
	only []bool // the token says nothing besides the name
}

const (
	// maxKeys bounds the keys of one statement.
	maxKeys = 64
	// nameMark opens the keys of names.
	nameMark = "@"
)

func (f *finder) newDoc(r *sayso.Record, text int) *doc {
	d := &doc{f: f, r: r, text: text, tokens: r.Analysis.Tokens}
	if len(d.tokens) == 0 {
		d.tokens = split(r.Article.Text)
	}
	d.name = make([]string, len(d.tokens))
	d.only = make([]bool, len(d.tokens))
	places := make(map[sayso.PlaceID]*sayso.Place, len(r.Analysis.Places))
	for i := range r.Analysis.Places {
		places[r.Analysis.Places[i].ID] = &r.Analysis.Places[i]
	}
	for i := range r.Analysis.Mentions {
		m := &r.Analysis.Mentions[i]
		k := ""
		if p := places[m.Place]; p != nil {
			k = strings.ToLower(p.Name)
			if p.Feature == "country" && p.Country != "" {
				k = p.Country
			}
		} else if c := f.lands(m.Span.In(r.Article.Text)); c != "" {
			k = c
		} else if a := r.Analysis.Actor(m.Actor); a != nil && a.Named {
			k = actorKey(a)
		}
		if k == "" {
			continue
		}
		if id := f.key(nameMark + k); m.Kind == sayso.NameMention && f.shown[id] == "" {
			f.shown[id] = strings.Join(strings.Fields(m.Span.In(r.Article.Text)), " ")
		}
		for t := d.at(m.Span.Start); t < len(d.tokens) && d.tokens[t].Span.Start < m.Span.End; t++ {
			d.name[t] = nameMark + k
			d.only[t] = m.Kind != sayso.NominalMention
		}
	}
	return d
}

// actorKey is what an actor counts as in a content: a government as its country.
func actorKey(a *sayso.Actor) string {
	switch {
	case a.Type == sayso.PlaceActor && a.Country != "":
		return a.Country
	case a.Type == sayso.Person:
		return surname(a.Name)
	}
	return strings.ToLower(a.Name)
}

// at is the first token that ends after byte b.
func (d *doc) at(b int) int {
	i, _ := slices.BinarySearchFunc(d.tokens, b, func(t sayso.Token, b int) int {
		if t.Span.End <= b {
			return -1
		}
		return 1
	})
	return i
}

// word is a token in lower case, apostrophes straight.
func (d *doc) word(i int) string {
	return strings.ReplaceAll(strings.ToLower(d.tokens[i].Span.In(d.r.Article.Text)), "’", "'")
}

func (d *doc) lemma(i int) string {
	if l := d.tokens[i].Lemma; l != "" {
		return strings.ToLower(l)
	}
	return stem(d.word(i))
}

func (d *doc) span(from, to int) string {
	return d.r.Article.Text[d.tokens[from].Span.Start:d.tokens[to].Span.End]
}

// sentence is the number of the sentence in which byte b stands.
func (d *doc) sentence(b int) int {
	n, _ := slices.BinarySearchFunc(d.r.Analysis.Sentences, b, func(s sayso.Span, b int) int {
		if s.End <= b {
			return -1
		}
		return 1
	})
	return n
}

// sentences are the tokens of a content, sentence by sentence.
func (d *doc) sentences(content sayso.Spans) [][]int {
	var out [][]int
	last := -1
	for _, s := range content {
		for t := d.at(s.Start); t < len(d.tokens) && d.tokens[t].Span.Start < s.End; t++ {
			n := d.sentence(d.tokens[t].Span.Start)
			if len(out) == 0 || n != last {
				out, last = append(out, nil), n
			}
			out[len(out)-1] = append(out[len(out)-1], t)
		}
	}
	return out
}

// content is what token t counts as; empty for words without content.
func (d *doc) content(t int) string {
	tok := &d.tokens[t]
	switch tok.POS {
	case "", "PROPN", "ADJ", "NOUN", "VERB", "X":
	default:
		return ""
	}
	w := d.word(t)
	if len(w) < 2 || strings.IndexFunc(w, unicode.IsLetter) < 0 || is("empty", w) {
		return ""
	}
	if c := d.land(t); c != "" {
		return nameMark + c
	}
	if tok.POS == "PROPN" {
		if c := d.f.classes.Of(w); c != w {
			return c
		}
		return nameMark + w
	}
	lm := d.lemma(t)
	if is("empty", lm) {
		return ""
	}
	return d.f.classes.Of(lm)
}

// land is the country that a word stands for, alone or with the next; empty
// for none.
func (d *doc) land(t int) string {
	w := d.tokens[t].Span.In(d.r.Article.Text)
	if w == "" || w[0] < 'A' || w[0] > 'Z' {
		return ""
	}
	if t+1 < len(d.tokens) {
		if c := d.f.lands(d.span(t, t+1)); c != "" {
			return c
		}
	}
	if c := d.f.lands(w); c != "" {
		return c
	}
	return d.f.lands(strings.TrimSuffix(w, "s"))
}

// split is a text's words where no stage has read them.
func split(text string) []sayso.Token {
	var out []sayso.Token
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, sayso.Token{Span: sayso.Span{Start: start, End: end}, Head: -1})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r), (r == ',' || r == '.' || r == '\'' || r == '’' || r == '-') && start >= 0 && joins(text, i):
			if start < 0 {
				start = i
			}
		case unicode.IsSpace(r):
			flush(i)
		default:
			flush(i)
			start = i
			flush(i + len(string(r)))
		}
	}
	flush(len(text))
	return out
}

// joins reports whether the mark at byte i stands between two letters or digits.
func joins(text string, i int) bool {
	for j, r := range text[i:] {
		if j == 0 {
			continue
		}
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

// stem takes a word's ending off, where no stage gives its lemma.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) && !strings.HasSuffix(w, "ss") {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

func uniq(ks []int32) []int32 {
	slices.Sort(ks)
	return slices.Compact(ks)
}
