package lang

import (
	"errors"
	"slices"
	"strings"

	"sayso"
)

// Sets is the layout of a table of words by class: a class, a tab, its words with
// spaces between them, which stand for themselves. A class may have several rows.
type Sets struct {
	Classes []string // nil means any; else the table has each of them, and no other
	// Shared lets a word stand under several classes. Else two rows that have the
	// word contradict each other.
	Shared bool
}

// Rows returns the rows of a table, checked. Its errors are as those of [Layout.Read].
func (s Sets) Rows(file, data string) ([]Row, error) {
	rows, err := Layout{
		Columns: []Column{{Name: "class", Terms: s.Classes}, {Name: "words", Check: someWords}},
		Keys: func(r Row) []string {
			words := strings.Fields(r.Cells[1])
			if s.Shared {
				for i := range words {
					words[i] = r.Cells[0] + " " + words[i]
				}
			}
			return words
		},
	}.Read(file, data)
	if err != nil {
		return nil, err
	}
	for _, c := range s.Classes {
		if !slices.ContainsFunc(rows, func(r Row) bool { return r.Cells[0] == c }) {
			return nil, sayso.Errorf("read table", file, sayso.Invalid, "it has no row for the class %s", c)
		}
	}
	return rows, nil
}

// Read returns the words of each class, in the order of the table.
func (s Sets) Read(file, data string) (map[string][]string, error) {
	rows, err := s.Rows(file, data)
	out := make(map[string][]string)
	for _, r := range rows {
		out[r.Cells[0]] = append(out[r.Cells[0]], strings.Fields(r.Cells[1])...)
	}
	return out, err
}

// ByWord turns the words of classes round: the class of each word.
func ByWord(sets map[string][]string) map[string]string {
	out := make(map[string]string)
	for class, words := range sets {
		for _, w := range words {
			out[w] = class
		}
	}
	return out
}

// In makes sets of the words of classes.
func In(sets map[string][]string) map[string]map[string]bool {
	out := make(map[string]map[string]bool, len(sets))
	for class, words := range sets {
		out[class] = make(map[string]bool, len(words))
		for _, w := range words {
			out[class][w] = true
		}
	}
	return out
}

func someWords(list string) error {
	if strings.TrimSpace(list) == "" {
		return errors.New("none are there")
	}
	return nil
}
