package name

import (
	"strings"

	"sayso/nlp"
)

// Lexicon is the tables, ready to look up. It is safe for parallel use.
type Lexicon struct {
	words map[string]class
	byKey map[key]class
	// phrases maps the first word of an entry to entries, longest first.
	phrases map[string][]phrase
}

// phrase is a table entry of one or more tokens.
type phrase struct {
	words []string
	typ   nlp.NameType
}

// NewLexicon reads the built-in tables.
func NewLexicon() *Lexicon {
	l := &Lexicon{words: make(map[string]class, 4096), phrases: make(map[string][]phrase, 1024)}
	l.readTables()
	l.byKey = make(map[key]class, len(l.words))
	for w, c := range l.words {
		l.byKey[keyOf(w)] = c
	}
	return l
}

// Title reports whether word may stand before a person's name, outside it.
func (l *Lexicon) Title(word string) bool { return l.is(fold(word), titleWord) }

// Group reports whether word is a nationality, faith or party.
func (l *Lexicon) Group(word string) bool { return l.is(fold(word), demonymWord) }

// addPlace enters a place, cut into words as the tokenizer cuts it.
func (l *Lexicon) addPlace(p string) {
	p = strings.TrimSpace(p)
	w := strings.Fields(strings.ReplaceAll(p, "-", " - "))
	if len(w) == 1 {
		l.words[p] |= placeWord
		return
	}
	l.phrases[w[0]] = append(l.phrases[w[0]], phrase{w, nlp.PlaceName})
}

// is reports whether the folded word w may be any of c.
func (l *Lexicon) is(w string, c class) bool { return l.words[w]&c != 0 }

// phraseAt returns the length of the longest entry that begins at keys[i]; 0
// for none.
func (l *Lexicon) phraseAt(keys []string, i, end int) int {
	best := 0
	for _, p := range l.phrases[keys[i]] {
		n := len(p.words)
		if n <= best || i+n > end {
			continue
		}
		same := true
		for j, w := range p.words {
			if keys[i+j] != w {
				same = false
				break
			}
		}
		if same {
			best = n
		}
	}
	return best
}

// Common reports whether word is an ordinary word of organisations, places or
// sentences, so that it is hardly part of a person's name.
func (l *Lexicon) Common(word string) bool { return l.is(fold(word), plain|orgEnd|orgStart|placeWord) }
