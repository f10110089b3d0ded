package claim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"sayso"
	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// Tables are the words that attribute: verbs, nouns and adjectives, with what
// may stand beside them and what the speaker does by them. They are immutable
// and safe to share.
type Tables struct {
	verbs, nouns []lang.Row
	cues         []lang.Row      // words that do something and open no content
	own          map[string]bool // verbs that WithVerbs was given

	once sync.Once
	lex  *lexicon
}

const (
	nounKind      = "n"
	adjectiveKind = "a"
)

// DefaultTables returns those that the program carries.
func DefaultTables() *Tables { return defaultTables() }

var defaultTables = sync.OnceValue(func() *Tables {
	t := &Tables{}
	var err error
	if t.verbs, err = verbLayout.Read("verbs.tsv", en.Verbs); err == nil {
		t.nouns, err = nounLayout.Read("nouns.tsv", en.Nouns)
	}
	if err == nil {
		t.cues, err = readCues("cues.tsv", en.Cues, t)
	}
	if err != nil {
		panic(err) // the program's own tables, which a test reads: no input can bring it about
	}
	return t
})

// lexicon is the words of t by their letters, made once.
func (t *Tables) lexicon() *lexicon {
	t.once.Do(func() { t.lex = newLexicon(t) })
	return t.lex
}

// WithVerbs returns tables that hold more verbs, in the form of verbs.tsv. A
// verb that t holds already is read as the new row says. name stands for the
// table in errors, which name the row.
func (t *Tables) WithVerbs(name, table string) (*Tables, error) {
	more, err := verbLayout.Read(name, table)
	if err != nil {
		return nil, err
	}
	out := &Tables{nouns: t.nouns, cues: t.cues, own: maps.Clone(t.own)}
	if out.own == nil {
		out.own = make(map[string]bool, len(more))
	}
	for _, r := range more {
		out.own[verbOf(r)] = true
	}
	for _, r := range t.verbs {
		if !out.own[verbOf(r)] {
			out.verbs = append(out.verbs, r)
		}
	}
	out.verbs = append(out.verbs, more...)
	return out, nil
}

// The columns of the tables; the tables say in their heads what each means.
var (
	commitment = []lang.Column{
		{Name: "stance", Terms: terms(sayso.Stances)},
		{Name: "certainty", Terms: terms([]sayso.Certainty{sayso.Certain, sayso.Probable, sayso.Possible, sayso.UnknownCertainty})},
		{Name: "polarity", Terms: terms([]sayso.Polarity{sayso.Positive, sayso.Negative, sayso.UnknownPolarity})},
	}
	verbLayout = lang.Layout{
		Columns: append([]lang.Column{{Name: "word", Check: checkWord}, {Name: "frames", Check: checkFrames}}, commitment...),
		Key:     verbOf,
	}
	nounLayout = lang.Layout{
		Columns: append([]lang.Column{{Name: "word", Check: checkWord}, {Name: "kind", Terms: []string{nounKind, adjectiveKind}}, {Name: "frames", Check: checkFrames}}, commitment...),
		Key:     func(r lang.Row) string { w, _, _ := strings.Cut(r.Cells[0], " "); return r.Cells[1] + " " + w },
	}
	cueLayout = lang.Layout{Columns: append([]lang.Column{{Name: "word", Check: checkWord}}, commitment...)}
)

// readCues refuses a word that the tables of t have, which would contradict them.
func readCues(file, data string, t *Tables) ([]lang.Row, error) {
	rows, err := cueLayout.Read(file, data)
	if err != nil {
		return nil, err
	}
	at := map[string]string{}
	for _, r := range slices.Concat(t.nouns, t.verbs) {
		at[verbOf(r)] = r.At
	}
	for _, r := range rows {
		if other := at[r.Cells[0]]; other != "" {
			return nil, r.Invalid("%q stands in %s already", r.Cells[0], other).Advise("keep one of the two rows")
		}
	}
	return rows, nil
}

// verdictOf reads the columns that say what a word does.
func verdictOf(col []string) Verdict {
	return Verdict{sayso.Stance(col[0]), sayso.Certainty(col[1]), sayso.Polarity(col[2])}
}

// verbOf is the verb that a row is about, without its marks.
func verbOf(r lang.Row) string {
	w, _, _ := strings.Cut(r.Cells[0], " ")
	return strings.TrimSuffix(strings.TrimSuffix(w, "/n"), "+")
}

func terms[S ~string](of []S) []string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return out
}

// checkWord wants one to three forms in lower case.
func checkWord(v string) error {
	f := strings.Fields(v)
	if len(f) == 0 || len(f) > 3 {
		return fmt.Errorf("%q has %d forms: the basic form, and irregular past and participle after it", v, len(f))
	}
	for i, w := range f {
		if i == 0 {
			w = strings.TrimSuffix(strings.TrimSuffix(w, "/n"), "+")
		}
		for _, c := range w {
			if (c < 'a' || c > 'z') && c != '-' && c != '\'' {
				return fmt.Errorf("%q is no word in lower case", w)
			}
		}
		if w == "" || len(w) > longestWord {
			return fmt.Errorf("%q is no word of at most %d letters", w, longestWord)
		}
	}
	return nil
}

// checkFrames wants letters of frames, and prepositions in parentheses.
func checkFrames(v string) error {
	letters, rest, open := strings.Cut(v, "(")
	preps, after, closed := strings.Cut(rest, ")")
	if open != closed || strings.Contains(after, "(") || open && len(strings.Fields(preps)) == 0 {
		return fmt.Errorf("%q: prepositions stand in one pair of parentheses", v)
	}
	if v == "" {
		return fmt.Errorf("a word needs a frame")
	}
	for _, c := range letters + after {
		if c > 0x7f || frameLetters[byte(c)|0x20] == 0 {
			return fmt.Errorf("%q is no frame; the frames are q s t w i g o p n a c", string(c))
		}
	}
	return nil
}
