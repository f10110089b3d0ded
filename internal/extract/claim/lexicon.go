package claim

import (
	"strings"
	"unicode/utf8"

	"sayso/internal/lang/en"
)

// frame is a set of shapes that the content may have beside its cue.
type frame uint16

const (
	quoted    frame = 1 << iota // q
	clause                      // s
	thatOnly                    // t
	question                    // w
	infinite                    // i
	gerund                      // g
	tellees                     // o: person, then clause or quotation
	urgees                      // p: person, then to-infinitive
	nominal                     // n
	asPhrase                    // a
	predicate                   // c
	byPrep                      // parentheses
)

var frameLetters = map[byte]frame{'q': quoted, 's': clause, 't': thatOnly, 'w': question, 'i': infinite, 'g': gerund,
	'o': tellees, 'p': urgees, 'n': nominal, 'a': asPhrase, 'c': predicate}

// cueWord is one line of the tables.
type cueWord struct {
	lemma   string
	frames  frame
	weak    frame    // of frames: those that count only when nothing speaks against them
	preps   []string // that open the content
	verdict Verdict
	adj     bool // among nouns: an adjective
	given   bool // by WithVerbs: the user says what it does
}

func (c *cueWord) takes(f frame) bool { return c.frames&f != 0 }

func (c *cueWord) opens(prep string) bool {
	for _, p := range c.preps {
		if p == prep {
			return true
		}
	}
	return false
}

// form is how a verb is inflected, as far as its letters tell.
type form uint8

const (
	base form = 1 << iota
	thirdPerson
	past
	participle
	present // -ing
)

// entry is what the lexicon knows of a word, by its letters in lower case.
type entry struct {
	key   string
	class tag      // of closed classes; 0 for open ones
	form  form     // 0 for words that are no verb
	verb  *cueWord // the cue that it is a form of
	noun  bool     // the form is also a common noun
	name  *cueWord // the cue noun or adjective that it is
	many  bool     // plural of it
}

type lexicon struct{ words map[string]*entry }

// newLexicon makes a lexicon of tables, which are known to be sound.
func newLexicon(t *Tables) *lexicon {
	l := &lexicon{make(map[string]*entry, 12000)}
	for line := range lines(en.Plain) {
		for _, f := range splitVerbs(line) {
			l.verb(f, nil)
		}
	}
	for _, r := range t.verbs {
		c := readCue(r.Cells[1:])
		c.given = t.own[verbOf(r)]
		l.verb(strings.Fields(r.Cells[0]), c)
	}
	for _, r := range t.nouns {
		c := readCue(r.Cells[2:])
		c.adj = r.Cells[1] == adjectiveKind
		f := strings.Fields(r.Cells[0])
		c.lemma = f[0]
		l.at(f[0]).name = c
		if c.adj {
			continue
		}
		many := inflect(f[0], "s", false)
		if len(f) > 1 {
			many = f[1]
		}
		e := l.at(many)
		e.name, e.many = c, many != f[0]
	}
	words := closedWords()
	for class, name := range closedClasses {
		for _, w := range words[name] {
			l.at(w).class |= class
		}
	}
	for w := range strings.FieldsSeq(keptWords) {
		l.at(w)
	}
	return l
}

// lines gives the lines of a list that are not comments.
func lines(list string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			line = strings.TrimRight(line, "\r\n")
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// splitVerbs parts a line of verbs into the forms given of each:
// "abuse take=took=taken" is [abuse] [take took taken].
func splitVerbs(line string) [][]string {
	var out [][]string
	for w := range strings.FieldsSeq(line) {
		out = append(out, strings.Split(w, "="))
	}
	return out
}

func readCue(col []string) *cueWord {
	c := &cueWord{}
	letters, preps, _ := strings.Cut(col[0], "(")
	preps, rest, _ := strings.Cut(preps, ")")
	for i := range len(letters + rest) {
		ch := (letters + rest)[i]
		f := frameLetters[ch|0x20]
		c.frames |= f
		if ch < 'a' {
			c.weak |= f
		}
	}
	if preps != "" {
		c.frames |= byPrep
		if preps[0] < 'a' {
			c.weak |= byPrep
		}
		c.preps = strings.Fields(strings.ToLower(preps))
	}
	c.verdict = verdictOf(col[1:])
	return c
}

func (l *lexicon) at(w string) *entry {
	e := l.words[w]
	if e == nil {
		e = &entry{key: w}
		l.words[w] = e
	}
	return e
}

// verb enters all forms of a verb: f holds its basic form with marks, then
// irregular past and participle.
func (l *lexicon) verb(f []string, c *cueWord) {
	word, noun := strings.CutSuffix(f[0], "/n")
	word, double := strings.CutSuffix(word, "+")
	if c != nil {
		c.lemma = word
	}
	pastForm, partForm := inflect(word, "ed", double), inflect(word, "ed", double)
	if len(f) > 1 {
		pastForm, partForm = f[1], f[len(f)-1]
	}
	for _, x := range []struct {
		w string
		f form
	}{{word, base}, {inflect(word, "s", double), thirdPerson}, {pastForm, past}, {partForm, participle}, {inflect(word, "ing", double), present}} {
		e := l.at(x.w)
		if c == nil && e.verb != nil {
			continue
		}
		if c != nil && e.verb == nil {
			e.form = 0
		}
		e.form |= x.f
		e.verb = c
		if noun && (x.f == base || x.f == thirdPerson) {
			e.noun = true
		}
	}
}

// inflect adds -s, -ed or -ing by the rules of spelling.
func inflect(w, ending string, double bool) string {
	n := len(w)
	last := w[n-1]
	vowelY := n > 1 && strings.IndexByte("aeiou", w[n-2]) >= 0
	switch ending {
	case "s":
		switch {
		case last == 's' || last == 'x' || last == 'z' || last == 'o' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
			return w + "es"
		case last == 'y' && !vowelY:
			return w[:n-1] + "ies"
		}
		return w + "s"
	case "ed":
		switch {
		case last == 'e':
			return w + "d"
		case last == 'y' && !vowelY:
			return w[:n-1] + "ied"
		}
	case "ing":
		switch {
		case strings.HasSuffix(w, "ie"):
			return w[:n-2] + "ying"
		case last == 'e' && n > 2 && strings.IndexByte("eoy", w[n-2]) < 0:
			return w[:n-1] + "ing"
		}
	}
	if double {
		return w + string(last) + ending
	}
	return w + ending
}

// keptWords are words of open classes that rules ask for by their letters.
const keptWords = "statement according people men women police children media poll polls report reports study survey newspaper editorial analysis " +
	"official officials source sources expert experts lawyer campaign aide aides spokesman spokeswoman spokesperson pollster minister president"

// longestWord bounds what is looked up; nothing longer stands in the tables.
const longestWord = 24

// lookup finds a word whatever its case; nil for unknown ones.
func (l *lexicon) lookup(w string) *entry {
	if len(w) > longestWord {
		return nil
	}
	var buf [longestWord + 2]byte
	b := buf[:0]
	for i := 0; i < len(w); i++ {
		switch c := w[i]; {
		case 'A' <= c && c <= 'Z':
			b = append(b, c|0x20)
		case c < utf8.RuneSelf:
			b = append(b, c)
		case strings.HasPrefix(w[i:], "’"):
			b = append(b, '\'')
			i += len("’") - 1
		default:
			return nil
		}
	}
	return l.words[string(b)]
}
