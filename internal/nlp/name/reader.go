package name

import (
	"unicode"
	"unicode/utf8"

	"sayso/nlp"
)

// word is what the features ask of one token.
type word struct {
	folded, form     key
	pattern          key // the collapsed shape: "Xx", "X.X.", "x-d"
	prefix, suffix   [4]key
	class            class
	shape            shape
	commonness       uint8 // as in WorldEntry, like the next two
	field            uint8 // of its lemma
	cluster          uint16
	vector           uint32
	lists            List
	listed           listed
	tag, rel, head   key   // of syntax: Penn tag, relation, the head word
	kin              int32 // which distinct word of the text it is
	runFirst, runEnd int32 // the run of capitalised words around it
}

// kin is what a text shows of one distinct word, wherever it stands.
type kin struct {
	signs sign
	count uint8
}

// sign is evidence about a word from anywhere in its text; a set of bits.
type sign uint16

const (
	seenLower  sign = 1 << iota // written with a small letter
	seenInside                  // capitalised inside a sentence
	seenUpper                   // in capitals where others are not
	afterTitle                  // "Mr. …"
	afterGiven                  // "Ada …"
	afterPlace                  // "in …"
	beforeSay                   // "… said"
	beforeOrg                   // "… Ministry"
	ownsThings                  // "…'s"
	runLast                     // ends a run of capitalised words
	runStart                    // begins one
	byComma                     // between commas or before one: "Minsk,"
	afterThe                    // "the …"
)

// reader turns the words of a Doc into features. It is used over and over; see
// [Recogniser].
type reader struct {
	d     *nlp.Doc
	lex   *Lexicon
	world *world
	words []word
	byKey map[key]int32
	kins  []kin
	// Of the sentence at hand:
	loud  bool // capitalised throughout, as headlines are
	quiet bool // not one capital, as in haste
	r     nlp.Range
}

// read takes up a Doc: one pass for the words, one for the runs and signs.
func (x *reader) read(d *nlp.Doc) {
	x.d = d
	n := len(d.Tokens)
	if cap(x.words) < n {
		x.words = make([]word, n)
	}
	x.words = x.words[:n]
	clear(x.byKey)
	x.kins = x.kins[:0]
	for i := range n {
		x.words[i] = x.wordOf(d.Word(i))
	}
	for i := range n {
		t, w := &d.Tokens[i], &x.words[i]
		w.tag, w.rel, w.head = keyOf(t.XPOS), keyOf(t.Rel), 0
		w.field = x.world.look(foldedKey(t.Lemma)).Field
		if t.Head >= 0 {
			w.head = x.words[t.Head].folded
		}
	}
	for _, r := range d.Sentences {
		x.runs(r)
		x.match(r)
	}
	for _, r := range d.Sentences {
		x.collect(r)
	}
}

func (x *reader) wordOf(s string) word {
	w := word{folded: foldedKey(s), form: keyOf(s), shape: shapeOf(s)}
	w.pattern = patternOf(s)
	low := s
	if len(low) > 64 {
		low = low[:64]
	}
	affixes(&w, low)
	w.class = x.lex.byKey[w.folded]
	e := x.world.look(w.folded)
	w.commonness, w.lists, w.cluster, w.vector = e.Commonness, e.Lists, e.Cluster, e.Vector
	k, ok := x.byKey[w.folded]
	if !ok {
		k = int32(len(x.kins))
		x.byKey[w.folded] = k
		x.kins = append(x.kins, kin{})
	}
	w.kin = k
	if x.kins[k].count < 255 {
		x.kins[k].count++
	}
	return w
}

// affixes hashes the folded first and last one to four characters.
func affixes(w *word, s string) {
	h := fnvOffset
	at := 0
	for n := range w.prefix {
		if at >= len(s) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		h = (h ^ key(unicode.ToLower(r))) * fnvPrime
		w.prefix[n] = h
	}
	h = fnvOffset + 1
	at = len(s)
	for n := range w.suffix {
		if at <= 0 {
			break
		}
		r, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		h = (h ^ key(unicode.ToLower(r))) * fnvPrime
		w.suffix[n] = h
	}
}

// patternOf hashes the shape of s with stretches of one kind cut to two.
func patternOf(s string) key {
	h := fnvOffset
	var last rune
	same := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLower(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = 'd'
		case unicode.IsLetter(r):
			r = 'o'
		}
		if r == last {
			if same++; same > 2 {
				continue
			}
		} else {
			last, same = r, 1
		}
		h = (h ^ key(r)) * fnvPrime
	}
	return h
}

// runs finds the runs of capitalised words of a sentence. Hyphens and "&"
// without spaces and particles do not break one.
func (x *reader) runs(r nlp.Range) {
	for i := r.First; i < r.End; {
		if !x.words[i].shape.named() || x.d.Tokens[i].Within {
			x.words[i].runFirst, x.words[i].runEnd = int32(i), int32(i)
			i++
			continue
		}
		j := i + 1
		for j < r.End && j < i+MaxName {
			if x.words[j].shape.named() && !x.d.Tokens[j].Within {
				j++
				continue
			}
			if j+1 < r.End && x.words[j+1].shape.named() && (x.words[j].class&particle != 0 ||
				x.words[j].shape == other && x.d.Tokens[j].Joined && x.d.Tokens[j+1].Joined && x.d.Tokens[j].End-x.d.Tokens[j].Start == 1 && x.d.Text[x.d.Tokens[j].Start] == '-') {
				j += 2
				continue
			}
			break
		}
		for k := i; k < j; k++ {
			x.words[k].runFirst, x.words[k].runEnd = int32(i), int32(j)
		}
		i = j
	}
}

// collect gathers the signs of a sentence's words.
func (x *reader) collect(r nlp.Range) {
	loud := isLoud(x.letters(r))
	for i := r.First; i < r.End; i++ {
		w := &x.words[i]
		var s sign
		switch {
		case w.shape == lower:
			s |= seenLower
		case !w.shape.named() || loud:
			continue
		default:
			if i > r.First && x.words[i-1].shape != other {
				s |= seenInside
			}
			if w.shape == upper {
				s |= seenUpper
			}
			if i > r.First {
				p := &x.words[i-1]
				if p.class&titleWord != 0 && p.shape.named() {
					s |= afterTitle
				}
				if p.class&givenName != 0 && p.shape.named() {
					s |= afterGiven
				}
				if p.class&placePrep != 0 {
					s |= afterPlace
				}
				if p.class&theWord != 0 {
					s |= afterThe
				}
			}
			if i+1 < r.End {
				q := &x.words[i+1]
				if q.class&sayVerb != 0 {
					s |= beforeSay
				}
				if q.class&orgEnd != 0 && q.shape.named() {
					s |= beforeOrg
				}
				if x.d.Tokens[i+1].Within {
					s |= ownsThings
				}
				if x.comma(i + 1) {
					s |= byComma
				}
			}
			if w.runEnd-w.runFirst > 1 {
				if int(w.runEnd) == i+1 {
					s |= runLast
				}
				if int(w.runFirst) == i {
					s |= runStart
				}
			}
		}
		x.kins[w.kin].signs |= s
	}
}

func (x *reader) comma(i int) bool {
	t := x.d.Tokens[i]
	return t.End-t.Start == 1 && x.d.Text[t.Start] == ','
}

// isLoud reports whether a sentence of so many words with and without capitals
// is capitalised throughout, as headlines are.
func isLoud(caps, lows int) bool { return caps > 4 && lows*10 < caps }

// letters counts the words of a sentence that have a capital and those that
// could have one and do not.
func (x *reader) letters(r nlp.Range) (caps, lows int) {
	for i := r.First; i < r.End; i++ {
		switch w := &x.words[i]; {
		case w.shape == lower && w.class&(plain|particle) == 0:
			lows++
		case w.shape == capital || w.shape == upper:
			caps++
		}
	}
	return caps, lows
}

// sentence makes r the sentence at hand.
func (x *reader) sentence(r nlp.Range) {
	x.r = r
	caps, lows := x.letters(r)
	x.loud = isLoud(caps, lows)
	x.quiet = caps == 0 && lows > 1
}

// edge is what stands where a sentence has no word.
var edge = word{folded: 1, form: 1, pattern: 1, shape: other}

func (x *reader) at(i int) *word {
	if i < x.r.First || i >= x.r.End {
		return &edge
	}
	return &x.words[i]
}
