// Package relations measures how claims of different articles are held to
// stand to each other: pairs of the stories corpus, labelled by hand.
package relations

import (
	"bufio"
	_ "embed"
	"strconv"
	"strings"

	"sayso"
)

//go:embed testdata/claims.tsv
var labels string

// Place is a claim by its content: the file below corpora/stories, and the
// code points of its text.
type Place struct {
	File       string
	Start, End int
}

// Label is a pair of claims and how they stand to each other.
type Label struct {
	Dev      bool // rules may be tried on it
	Relation string
	Slot     string // what a difference is of: number, time, place, identity
	A, B     Place
}

// Relations are the labels, in the order in which the guidelines try them.
var Relations = []string{"denies", "differs", "answers", "repeats", "agrees", "none"}

// Labels returns the labelled pairs.
func Labels() ([]Label, error) {
	var out []Label
	sc := bufio.NewScanner(strings.NewReader(labels))
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 9 {
			return nil, sayso.Errorf("read pairs of claims", strconv.Itoa(n), sayso.Invalid, "%d columns, want 9", len(c))
		}
		l := Label{Dev: c[0] == "dev", Relation: c[1], Slot: c[2], A: Place{File: c[3]}, B: Place{File: c[6]}}
		for _, x := range []struct {
			text string
			at   *int
		}{{c[4], &l.A.Start}, {c[5], &l.A.End}, {c[7], &l.B.Start}, {c[8], &l.B.End}} {
			v, err := strconv.Atoi(x.text)
			if err != nil {
				return nil, sayso.E("read pairs of claims", strconv.Itoa(n), sayso.Invalid, err)
			}
			*x.at = v
		}
		out = append(out, l)
	}
	return out, sc.Err()
}
