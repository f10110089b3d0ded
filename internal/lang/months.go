package lang

import (
	_ "embed"
	"strconv"
	"sync"
)

//go:embed months.tsv
var monthsTable string

// Months gives the number of a month, from 1, by its name in small letters, in any of
// the languages that dates of news are written in.
var Months = sync.OnceValue(func() map[string]int { return Must(readMonths("months.tsv", monthsTable)) })

func readMonths(file, data string) (map[string]int, error) {
	s := Sets{}
	for m := range 12 {
		s.Classes = append(s.Classes, strconv.Itoa(m+1))
	}
	sets, err := s.Read(file, data)
	out := map[string]int{}
	for m, class := range s.Classes {
		for _, name := range sets[class] {
			out[name] = m + 1
		}
	}
	return out, err
}
