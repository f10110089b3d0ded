package lang

import (
	"regexp"
	"strings"

	"sayso"
)

// Words is a table of words by class, compiled so that asking costs one lookup
// and allocates nothing. C is the package's own type of classes, whose constants
// count from 0.
type Words[C ~uint8] struct {
	of    map[string]uint64 // a bit for each class of a word
	lists [][]string
}

// MaxClasses bounds the classes of a table.
const MaxClasses = 64

// ReadWords compiles a table of [Sets], in which a word may have several classes.
// names are the classes as the table calls them, each at the place of its
// constant. "_" in a word stands for a space: "shoot_back". Its errors are as
// those of [Layout.Read].
func ReadWords[C ~uint8](file, data string, names []string) (Words[C], error) {
	w := Words[C]{of: map[string]uint64{}, lists: make([][]string, len(names))}
	if len(names) > MaxClasses {
		return w, sayso.Errorf("read table", file, sayso.TooLarge, "a table has at most %d classes", MaxClasses)
	}
	sets, err := Sets{Classes: names, Shared: true}.Read(file, data)
	if err != nil {
		return w, err
	}
	for c, name := range names {
		for _, word := range sets[name] {
			word = strings.ReplaceAll(word, "_", " ")
			w.of[word] |= 1 << c
			w.lists[c] = append(w.lists[c], word)
		}
	}
	return w, nil
}

// Is reports whether a word is of a class.
func (w Words[C]) Is(word string, c C) bool { return w.of[word]&(1<<c) != 0 }

// Has is Is for bytes, which it does not copy.
func (w Words[C]) Has(word []byte, c C) bool { return w.of[string(word)]&(1<<c) != 0 }

// List returns the words of a class in the order of the table. Callers must not
// change it.
func (w Words[C]) List(c C) []string { return w.lists[c] }

// Pattern is a regular expression, without groups that catch, that matches any
// word of a class. Of two words the one that stands first in the table is tried
// first.
func (w Words[C]) Pattern(c C) string { return AnyOf(w.lists[c]) }

// AnyOf is a regular expression, without groups that catch, that matches any of
// some words.
func AnyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = regexp.QuoteMeta(word)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}
