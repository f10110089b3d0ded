package names

import (
	"io/fs"
	"math/rand/v2"
	"strings"
	"unicode"

	corpus "sayso/internal/eval/names"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// sentence is one that is learnt from: its features, row by row, and the tags
// that its annotation allows, as bits.
type sentence struct {
	feats   []int32 // rows, all tokens' one after the other
	ends    []int32 // of each token's features
	allowed []uint32
	weight  float32
}

func (s *sentence) features(i int) []int32 {
	from := int32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.feats[from:s.ends[i]]
}

// source is a corpus to learn from and how far it is believed.
type source struct {
	name   string
	read   func(fs.FS) ([]corpus.Document, error)
	weight float32
	silver bool
}

// sources lists the corpora. EWT's layer is our own, of the same lines as the
// types of package nlp; the others draw theirs elsewhere and weigh less, and
// what a machine annotated least.
func sources() []source {
	return []source{
		{"EWT train (own layer)", ewt, 1, false},
		{"GUM train", func(f fs.FS) ([]corpus.Document, error) { return corpus.GUM(f, corpus.Train) }, 0.3, false},
		{"WikiGold", corpus.WikiGold, 0.3, false},
		{"re3d", corpus.RE3D, 0.2, false},
		{"WNUT17 train", func(f fs.FS) ([]corpus.Document, error) { return corpus.WNUT17(f, corpus.Train) }, 0.15, false},
		{"BTC", corpus.BTC, 0.15, false},
		{"PolNeAR train (silver)", polnear, 0.1, true},
	}
}

func polnear(f fs.FS) ([]corpus.Document, error) {
	docs, err := corpus.PolNeAR(f)
	if err == nil {
		err = mend(docs)
	}
	return docs, err
}

// text is a document ready to learn from.
type text struct {
	d       *nlp.Doc
	allowed []uint32
	weight  float32
	silver  bool
}

const everything = 1<<name.Tags - 1

// prepare reads a document as far as names are not concerned, and sets the tags
// that its words may have.
func prepare(c *corpus.Document, parser nlp.Stage, lex *name.Lexicon, weight float32, silver bool) text {
	d := token.Tokenize(c.Text)
	parser.Apply(d)
	t := text{d: d, allowed: make([]uint32, len(d.Tokens)), weight: weight, silver: silver}
	outside := uint32(1)
	for i, typ := range corpus.Order {
		if c.Open.Has(typ) {
			outside |= 0xf << (1 + 4*i)
		}
	}
	for i := range t.allowed {
		t.allowed[i] = outside
		if w := d.Word(i); lex.Group(w) && unicode.IsUpper([]rune(w)[0]) {
			// Corpora differ on adjectives of nationality; the table decides.
			t.allowed[i] |= 1 << (1 + 4*3 + 3)
			if c.Open.Has(nlp.GroupName) {
				t.allowed[i] = 1 << (1 + 4*3 + 3)
			}
		}
	}
	at := 0
	for _, n := range c.Names {
		for at < len(d.Tokens) && d.Tokens[at].End <= n.Start {
			at++
		}
		r := nlp.Range{First: at, End: at}
		for r.End < len(d.Tokens) && d.Tokens[r.End].Start < n.End {
			r.End++
		}
		if r.Len() == 0 {
			continue
		}
		exact := d.Span(r) == n.Span && d.SentenceOf(r.First) == d.SentenceOf(r.End-1)
		if !exact || n.Types == 0 || r.Len() > name.MaxName {
			for i := r.First; i < r.End; i++ {
				t.allowed[i] = everything
			}
			continue
		}
		t.mark(r, n.Types, lex)
	}
	return t
}

// mark sets the tags of one name, without the titles before a person's.
func (t *text) mark(r nlp.Range, types corpus.Types, lex *name.Lexicon) {
	d := t.d
	if types == corpus.Of(nlp.PersonName) {
		first := r.First
		for i := r.First; i < r.End; i++ {
			if lex.Title(d.Word(i)) {
				first = i + 1
			}
		}
		for i := r.First; i < first; i++ {
			t.allowed[i] = 1
			if lex.Group(d.Word(i)) {
				t.allowed[i] = 1 << (1 + 4*3 + 3)
			} else if i < first-1 {
				t.allowed[i] = everything
			}
		}
		r.First = first
	}
	if r.Len() == 0 {
		return
	}
	if types&corpus.Of(nlp.GroupName) != 0 && r.Len() == 1 && lex.Group(d.Word(r.First)) {
		types = corpus.Of(nlp.GroupName)
	}
	for i := r.First; i < r.End; i++ {
		place := 1
		switch {
		case r.Len() == 1:
			place = 3
		case i == r.First:
			place = 0
		case i == r.End-1:
			place = 2
		}
		t.allowed[i] = 0
		for k, typ := range corpus.Order {
			if types.Has(typ) {
				t.allowed[i] |= 1 << (1 + 4*k + place)
			}
		}
	}
}

// recased copies a document with its letters changed, so that the model also
// sees headlines, capitals and text without any.
func recased(c corpus.Document, change func(string) string) (corpus.Document, bool) {
	s := change(c.Text)
	if len(s) != len(c.Text) {
		return c, false
	}
	c.Text = s
	return c, true
}

func titled(s string) string {
	last := ' '
	return strings.Map(func(r rune) rune {
		start := !unicode.IsLetter(last) && last != '\'' && last != '’'
		last = r
		if start {
			return unicode.ToUpper(r)
		}
		return r
	}, s)
}

// Shares of the documents that are read again in other letter case, of 100.
const (
	lowerShare       = 15
	lowerSilverShare = 6
	upperShare       = 3
	titleShare       = 4
)

// gather reads all sources, and copies of some documents in other case.
func gather(corpora fs.FS, parser nlp.Stage, seed uint64) ([]text, []string, error) {
	lex := name.NewLexicon()
	var out []text
	var used []string
	for k, s := range sources() {
		rng := rand.New(rand.NewPCG(seed+1, uint64(k)))
		docs, err := s.read(corpora)
		if err != nil {
			return nil, nil, err
		}
		used = append(used, s.name)
		low := lowerShare
		if s.silver {
			low = lowerSilverShare
		}
		for i := range docs {
			out = append(out, prepare(&docs[i], parser, lex, s.weight, s.silver))
			var change func(string) string
			switch p := rng.IntN(100); {
			case p < low:
				change = strings.ToLower
			case p < low+upperShare:
				change = strings.ToUpper
			case p < low+upperShare+titleShare:
				change = titled
			default:
				continue
			}
			if c, ok := recased(docs[i], change); ok {
				out = append(out, prepare(&c, parser, lex, s.weight/2, s.silver))
			}
		}
	}
	return out, used, nil
}

// addCommonness counts how often words are written with a small letter inside
// sentences.
func addCommonness(world name.World, texts []text) {
	type count struct{ low, cap int }
	counts := map[uint64]*count{}
	for _, t := range texts {
		for _, s := range t.d.Sentences {
			lows, caps := 0, 0
			for i := s.First; i < s.End; i++ {
				switch r := []rune(t.d.Word(i))[0]; {
				case unicode.IsLower(r):
					lows++
				case unicode.IsUpper(r):
					caps++
				}
			}
			if caps > lows || caps == 0 {
				continue // shouted, or written without capitals
			}
			for i := s.First + 1; i < s.End; i++ {
				w := t.d.Word(i)
				r := []rune(w)[0]
				if !unicode.IsLetter(r) || !unicode.IsLetter([]rune(t.d.Word(i - 1))[0]) {
					continue
				}
				k := name.WordKey(w)
				if counts[k] == nil {
					counts[k] = &count{}
				}
				if unicode.IsLower(r) {
					counts[k].low++
				} else {
					counts[k].cap++
				}
			}
		}
	}
	for k, c := range counts {
		n := c.low + c.cap
		if n < 3 {
			continue
		}
		level := uint8(1)
		for _, share := range []float64{0.02, 0.2, 0.6, 0.9, 0.99} {
			if float64(c.low)/float64(n) > share {
				level++
			}
		}
		if n >= 20 {
			level += 6
		}
		e := world[k]
		e.Commonness = level
		world[k] = e
	}
}
