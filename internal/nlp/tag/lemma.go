// Package tag makes lemmas from words and their tags. The tags themselves, and
// morphology, come from package syntax.
package tag

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Lemmas turns a word and its Penn tag into a lemma by the longest ending that
// training saw: "studies" tagged NNS ends in "ies", so cut three letters and
// add "y"; whole words stand for exceptions. The table holds an ending only
// where shorter ones would give another lemma.
type Lemmas struct {
	slots   []uint32 // hash of tag and ending, then edit+1; 0 marks an empty slot
	scripts []script
}

// script is an edit: Cut bytes go, Add comes, on the word in lower case or as
// it stands.
type script struct {
	cut  int
	add  string
	keep bool // the word's own case
}

// maxEnding is the longest ending looked up, in bytes, whole words aside.
const maxEnding = 6

// Of returns the lemma of a word. It is never empty for a word that is not.
func (l *Lemmas) Of(word, xpos string) string {
	if word == "" {
		return ""
	}
	lower := Lower(word)
	if s, ok := l.find(lower, xpos, maxEnding, true); ok {
		if out, ok := s.apply(word, lower); ok {
			return out
		}
	}
	if strings.HasPrefix(xpos, "NNP") {
		return word
	}
	return lower
}

func (l *Lemmas) find(lower, xpos string, longest int, whole bool) (script, bool) {
	if len(l.slots) == 0 {
		return script{}, false
	}
	if whole {
		if i := l.slot(key(lower, xpos, true)); l.slots[2*i+1] != 0 {
			return l.scripts[l.slots[2*i+1]-1], true
		}
	}
	for n := min(longest, len(lower)); n >= 0; n-- {
		if i := l.slot(key(lower[len(lower)-n:], xpos, false)); l.slots[2*i+1] != 0 {
			return l.scripts[l.slots[2*i+1]-1], true
		}
	}
	return script{}, false
}

// slot returns the place of a key, or the empty one where it would stand.
func (l *Lemmas) slot(h uint32) int {
	mask := len(l.slots)/2 - 1
	i := int(h) & mask
	for l.slots[2*i+1] != 0 && l.slots[2*i] != h {
		i = (i + 1) & mask
	}
	return i
}

func key(ending, xpos string, whole bool) uint32 {
	h := uint32(2166136261)
	for i := range len(xpos) {
		h = (h ^ uint32(xpos[i])) * 16777619
	}
	if whole {
		h = (h ^ '^') * 16777619
	}
	h = (h ^ '/') * 16777619
	for i := range len(ending) {
		h = (h ^ uint32(ending[i])) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>13
}

func (s script) apply(word, lower string) (string, bool) {
	from := lower
	if s.keep {
		from = word
	}
	if s.cut > len(from) || s.cut == len(from) && s.add == "" {
		return "", false
	}
	if s.cut > 0 && !utf8.RuneStart(from[len(from)-s.cut]) {
		return "", false
	}
	if s.add == "" {
		return from[:len(from)-s.cut], true
	}
	return from[:len(from)-s.cut] + s.add, true
}

// Lower is the word in lower case with curly apostrophes straight.
func Lower(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.Map(func(r rune) rune {
		if r == '’' || r == '‘' {
			return '\''
		}
		return unicode.ToLower(r)
	}, word)
}

// Seen is one word of a treebank, for LearnLemmas.
type Seen struct{ Word, XPOS, Lemma string }

// edit finds the script that leads from word to lemma.
func edit(word, xpos, lemma string) script {
	make := func(from string, keep bool) script {
		n := 0
		for n < len(from) && n < len(lemma) && from[n] == lemma[n] {
			n++
		}
		for n > 0 && (n < len(from) && !utf8.RuneStart(from[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
			n--
		}
		return script{cut: len(from) - n, add: lemma[n:], keep: keep}
	}
	low, own := make(Lower(word), false), make(word, true)
	proper := strings.HasPrefix(xpos, "NNP")
	if own.cut+len(own.add) < low.cut+len(low.add) || proper && own.cut+len(own.add) == low.cut+len(low.add) {
		return own
	}
	return low
}

// LearnLemmas makes the table from words in their order.
func LearnLemmas(words []Seen) *Lemmas {
	type count map[script]int
	endings := map[string]count{} // "XPOS/ending" → edits
	wholes := map[string]count{}
	var order, wholeOrder []string
	put := func(m map[string]count, order *[]string, k string, s script) {
		if m[k] == nil {
			m[k] = count{}
			*order = append(*order, k)
		}
		m[k][s]++
	}
	for _, w := range words {
		if w.Lemma == "" || w.Word == "" {
			continue
		}
		s := edit(w.Word, w.XPOS, w.Lemma)
		lower := Lower(w.Word)
		put(wholes, &wholeOrder, w.XPOS+"/"+lower, s)
	}
	best := func(c count) (script, int) {
		var top script
		n := 0
		for s, k := range c {
			if k > n || k == n && less(s, top) {
				top, n = s, k
			}
		}
		return top, n
	}
	// Endings learn from each word once, however common it is: "men" says
	// nothing about other words.
	for _, k := range wholeOrder {
		xpos, lower, _ := strings.Cut(k, "/")
		s, _ := best(wholes[k])
		for n := 0; n <= min(maxEnding, len(lower)); n++ {
			put(endings, &order, xpos+"/"+lower[len(lower)-n:], s)
		}
	}
	l := &Lemmas{slots: make([]uint32, 2<<17)}
	numbers := map[script]uint32{}
	add := func(k string, s script, whole bool) {
		xpos, ending, _ := strings.Cut(k, "/")
		if numbers[s] == 0 {
			l.scripts = append(l.scripts, s)
			numbers[s] = uint32(len(l.scripts))
		}
		h := key(ending, xpos, whole)
		i := l.slot(h)
		l.slots[2*i], l.slots[2*i+1] = h, numbers[s]
	}
	for n := 0; n <= maxEnding; n++ { // short endings first, longer ones where they differ
		for _, k := range order {
			xpos, ending, _ := strings.Cut(k, "/")
			if len(ending) != n {
				continue
			}
			s, c := best(endings[k])
			total := 0
			for _, m := range endings[k] {
				total += m
			}
			if n > 0 && (c < 2 || 3*c < 2*total) {
				continue
			}
			if shorter, ok := l.find(ending, xpos, n-1, false); n == 0 || !ok || shorter != s {
				add(k, s, false)
			}
		}
	}
	for _, k := range wholeOrder {
		xpos, word, _ := strings.Cut(k, "/")
		s, _ := best(wholes[k])
		if by, ok := l.find(word, xpos, maxEnding, false); !ok || by != s {
			add(k, s, true)
		}
	}
	return l.fit()
}

func less(a, b script) bool {
	if a.cut != b.cut {
		return a.cut < b.cut
	}
	if a.add != b.add {
		return a.add < b.add
	}
	return !a.keep && b.keep
}

// fit moves the table into the smallest size that keeps it half empty.
func (l *Lemmas) fit() *Lemmas {
	used := 0
	for i := 1; i < len(l.slots); i += 2 {
		if l.slots[i] != 0 {
			used++
		}
	}
	size := 1
	for size < 2*used+1 {
		size *= 2
	}
	out := &Lemmas{slots: make([]uint32, 2*size), scripts: l.scripts}
	for i := 0; i < len(l.slots); i += 2 {
		if l.slots[i+1] != 0 {
			j := out.slot(l.slots[i])
			out.slots[2*j], out.slots[2*j+1] = l.slots[i], l.slots[i+1]
		}
	}
	return out
}

// Bytes writes the table: the number of edits, each as its cut, case flag,
// length and letters, then the number of slots and the slots.
func (l *Lemmas) Bytes() []byte {
	var b []byte
	b = binary.AppendUvarint(b, uint64(len(l.scripts)))
	for _, s := range l.scripts {
		keep := uint64(0)
		if s.keep {
			keep = 1
		}
		b = binary.AppendUvarint(b, uint64(s.cut)<<1|keep)
		b = binary.AppendUvarint(b, uint64(len(s.add)))
		b = append(b, s.add...)
	}
	b = binary.AppendUvarint(b, uint64(len(l.slots)/2))
	for i := 0; i < len(l.slots); i += 2 {
		if l.slots[i+1] != 0 {
			b = binary.AppendUvarint(b, uint64(l.slots[i+1]))
			b = binary.LittleEndian.AppendUint32(b, l.slots[i])
		} else {
			b = append(b, 0)
		}
	}
	return b
}

// ReadLemmas reads what Bytes wrote.
func ReadLemmas(b []byte) (*Lemmas, error) {
	damaged := sayso.Errorf("load model", "lemmas", sayso.Damaged, "the table is cut off")
	number := func() (int, bool) {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<26 {
			return 0, false
		}
		b = b[n:]
		return int(v), true
	}
	l := &Lemmas{}
	count, ok := number()
	if !ok || count > len(b) {
		return nil, damaged
	}
	for range count {
		cut, ok1 := number()
		n, ok2 := number()
		if !ok1 || !ok2 || n > len(b) {
			return nil, damaged
		}
		l.scripts = append(l.scripts, script{cut >> 1, string(b[:n]), cut&1 == 1})
		b = b[n:]
	}
	size, ok := number()
	if !ok || size > len(b) || size&(size-1) != 0 || size == 0 {
		return nil, damaged
	}
	l.slots = make([]uint32, 2*size)
	free := 0
	for i := range size {
		v, ok := number()
		if !ok || v > len(l.scripts) || v != 0 && len(b) < 4 {
			return nil, damaged
		}
		if v == 0 {
			free++
			continue
		}
		l.slots[2*i], l.slots[2*i+1] = binary.LittleEndian.Uint32(b), uint32(v)
		b = b[4:]
	}
	if free == 0 {
		return nil, damaged // a search would never end
	}
	return l, nil
}
