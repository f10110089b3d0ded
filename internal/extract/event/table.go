package event

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

//go:embed patterns.tsv
var ownPatterns string

// maxConditions bounds the conditions of one pattern.
const maxConditions = 8

// kind is what part of speech a pattern's words are.
type kind uint8

const (
	verbKind kind = iota
	nounKind
	adjKind
	lightKind
)

var kinds = map[string]kind{"verb": verbKind, undergo: verbKind, "noun": nounKind, "adj": adjKind, "light": lightKind}

// undergo is the kind of verbs whose subject is whom the act is done to: "came under
// fire".
const undergo = "undergo"

// slots are what a condition may ask for, besides prepositions.
var slots = []string{"subj", "obj", "iobj", "inf", "that", "adv", "neg", "passive", "mod", "poss"}

// none is the category of patterns that say "this is no event".
const none = "NONE"

// Table is patterns, ready to be matched. It is immutable and safe to share.
type Table struct {
	patterns [adjKind + 1]map[string][]pattern
	light    map[string]bool
	words    map[string]*wordSet
	forms    [nounKind + 1]map[string]string
}

// pattern is one line for one word.
type pattern struct {
	particle   string // "off" in "call+off"; may be empty
	conditions []condition
	category   string
	mode       string
	rule       string // "patterns.tsv:12"
	undergone  bool   // the subject is whom it is done to
}

// condition wants one of its slots filled, with one of the words where there
// are any; with not it wants that none is.
type condition struct {
	slots []string
	words *wordSet
	not   bool
}

// wordSet is words that may fill a slot; with somebody, so may whoever is a
// being: a name, a pronoun, a noun for people.
type wordSet struct {
	in       map[string]bool
	somebody bool
}

func (w *wordSet) has(s string) bool { return w.in[s] }

// patternLayout is the columns of a table of patterns. Where the same word has the
// same conditions twice, the second would never be asked.
var patternLayout = lang.Layout{
	Columns:  []lang.Column{{Name: "words, or @NAME of a list", Check: checkAlternatives}, {Name: "kind, or the list's words"}, {Name: "conditions"}, {Name: "category"}, {Name: "mode"}},
	Optional: 3,
	Keys: func(r lang.Row) []string {
		if strings.HasPrefix(r.Cells[0], "@") {
			return []string{r.Cells[0]}
		}
		conditions := strings.Fields(r.Cells[2])
		slices.Sort(conditions)
		words := strings.Split(r.Cells[0], "|")
		for i := range words {
			words[i] += " " + r.Cells[1] + " " + strings.Join(conditions, " ")
		}
		return words
	},
}

func checkAlternatives(s string) error {
	if slices.Contains(strings.Split(s, "|"), "") {
		return fmt.Errorf("an empty word in %q", s)
	}
	return nil
}

// Patterns returns the table that the program carries.
func Patterns() (*Table, error) {
	t := newTable()
	if err := t.read("patterns.tsv", ownPatterns); err != nil {
		return nil, err
	}
	t.inflect()
	return t, nil
}

func newTable() *Table {
	t := &Table{light: map[string]bool{}, words: map[string]*wordSet{}}
	for k := range t.patterns {
		t.patterns[k] = map[string][]pattern{}
	}
	return t
}

// Merge returns a table that holds t's patterns and those of a table of one's own,
// which win over equally specific ones of t. Errors name the file and the line.
func (t *Table) Merge(name, table string) (*Table, error) {
	out := newTable()
	maps.Copy(out.words, t.words)
	if err := out.read(name, table); err != nil {
		return nil, err
	}
	for k := range t.patterns {
		for w, ps := range t.patterns[k] {
			out.patterns[k][w] = append(slices.Clip(out.patterns[k][w]), ps...)
		}
	}
	maps.Copy(out.light, t.light)
	out.inflect()
	return out, nil
}

// without returns a table that lacks patterns, by their names.
func (t *Table) without(names map[string]bool) (*Table, error) {
	out := *t
	left := maps.Clone(names)
	for k := range t.patterns {
		out.patterns[k] = map[string][]pattern{}
		for w, all := range t.patterns[k] {
			for _, p := range all {
				if names[p.rule] {
					delete(left, p.rule)
				} else {
					out.patterns[k][w] = append(out.patterns[k][w], p)
				}
			}
		}
	}
	for name := range left {
		return nil, sayso.Errorf("leave out", name, sayso.Invalid, "there is no such pattern").Advise("events name theirs: patterns.tsv:40")
	}
	out.inflect()
	return &out, nil
}

// inflect notes the forms of the patterns' words.
func (t *Table) inflect() {
	for k := range t.forms {
		t.forms[k] = formsOf(t.patterns[k], kind(k) == verbKind)
	}
}

func (t *Table) read(name, table string) error {
	rows, err := patternLayout.Read(name, table)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := t.row(r); err != nil {
			return r.Invalid("%v", err).Advise("docs/events.md describes the columns")
		}
	}
	return nil
}

func (t *Table) row(r lang.Row) error {
	c := r.Cells
	if strings.HasPrefix(c[0], "@") {
		if len(c[0]) < 2 || c[2] != "" || c[3] != "" || c[4] != "" {
			return fmt.Errorf("a list is @NAME, tab, words")
		}
		w, err := t.set(c[1])
		t.words[c[0]] = w
		return err
	}
	k, ok := kinds[c[1]]
	if !ok {
		return fmt.Errorf("no such kind: %q; it is verb, undergo, noun, adj or light", c[1])
	}
	words := strings.Split(c[0], "|")
	if k == lightKind {
		for _, w := range words {
			t.light[w] = true
		}
		return nil
	}
	conds, err := t.conditions(c[2])
	if err != nil {
		return err
	}
	if err := checkCode(c[3], c[4]); err != nil {
		return err
	}
	for _, w := range words {
		stem, particle, _ := strings.Cut(w, "+")
		t.patterns[k][stem] = append(t.patterns[k][stem], pattern{particle, conds, c[3], c[4], r.At, c[1] == undergo})
	}
	return nil
}

// checkCode reports a category or mode that PLOVER does not have.
func checkCode(category, mode string) error {
	if category == none {
		return nil
	}
	p, ok := sayso.PLOVER(category)
	if !ok {
		return fmt.Errorf("no such category: %q", category)
	}
	if mode != "" && !slices.Contains(p.Modes, mode) {
		return fmt.Errorf("%s has no mode %q; its modes are: %s", category, mode, strings.Join(p.Modes, " "))
	}
	return nil
}

func (t *Table) conditions(s string) ([]condition, error) {
	var out []condition
	for _, f := range strings.Fields(s) {
		if len(out) == maxConditions {
			return nil, fmt.Errorf("more than %d conditions", maxConditions)
		}
		var c condition
		f, c.not = strings.CutPrefix(f, "!")
		names, words, filled := strings.Cut(f, ":")
		for _, sl := range strings.Split(names, "|") {
			if sl == "" {
				return nil, fmt.Errorf("a condition without a slot: %q", f)
			}
			if !slices.Contains(slots, sl) && !en.Is(sl, en.Preposition) {
				return nil, fmt.Errorf("no slot is called %q; they are %s, and every preposition", sl, strings.Join(slots, " "))
			}
			c.slots = append(c.slots, sl)
		}
		if filled {
			w, err := t.set(words)
			if err != nil {
				return nil, err
			}
			c.words = w
		}
		out = append(out, c)
	}
	return out, nil
}

// set reads words divided by "|"; "@NAME" stands for those of a list.
func (t *Table) set(s string) (*wordSet, error) {
	w := &wordSet{in: map[string]bool{}}
	for _, f := range strings.Split(s, "|") {
		switch {
		case f == "" || strings.ContainsAny(f, " \t"):
			return nil, fmt.Errorf("an empty word, or one with a space, in %q", s)
		case f == "@somebody":
			w.somebody = true
		case f[0] == '@':
			l, ok := t.words[f]
			if !ok {
				return nil, fmt.Errorf("no such list: %s; lists stand before the patterns that use them", f)
			}
			for x := range l.in {
				w.in[x] = true
			}
		default:
			w.in[strings.ToLower(f)] = true
		}
	}
	return w, nil
}
