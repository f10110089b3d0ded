package polnear

import (
	"bufio"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
)

//go:embed testdata/stance.tsv
var stanceTable string

// Stance is what the speaker does in one labelled attribution. Spans count
// code points.
type Stance struct {
	Text         string // the base name of the text file
	Cue, Content sayso.Span
	Fair         []sayso.Stance // each that a fair reader may choose
}

// Stances reads the labelled attributions of the development part.
func Stances() ([]Stance, error) {
	var out []Stance
	sc := bufio.NewScanner(strings.NewReader(stanceTable))
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		var at [4]int
		for i := range at {
			v, err := strconv.Atoi(c[min(i+1, len(c)-1)])
			if err != nil || len(c) != 6 {
				return nil, sayso.Errorf("read labels", "stance.tsv:"+strconv.Itoa(n), sayso.Invalid, "want text, four offsets and stances")
			}
			at[i] = v
		}
		s := Stance{Text: c[0], Cue: sayso.Span{Start: at[0], End: at[1]}, Content: sayso.Span{Start: at[2], End: at[3]}}
		for f := range strings.SplitSeq(c[5], "|") {
			if !slices.Contains(sayso.Stances, sayso.Stance(f)) {
				return nil, sayso.Errorf("read labels", "stance.tsv:"+strconv.Itoa(n), sayso.Invalid, "no such stance: %s", f)
			}
			s.Fair = append(s.Fair, sayso.Stance(f))
		}
		out = append(out, s)
	}
	return out, sc.Err()
}

// ScoreStances counts the labelled attributions whose claim was found, by its
// cue, or by content where the claim has no cue, and of those the ones whose
// stance is fair.
func ScoreStances(labels []Stance, gold []Document, analyses []sayso.Analysis) (found, right int) {
	for i, g := range gold {
		var points sayso.Points
		indexed := false
		for _, l := range labels {
			if l.Text != g.Name {
				continue
			}
			if !indexed {
				points, indexed = sayso.NewPoints(g.Text), true
			}
			c := labelled(l, analyses[i].Claims, points)
			if c == nil {
				continue
			}
			found++
			if slices.Contains(l.Fair, c.Stance) {
				right++
			}
		}
	}
	return found, right
}

// labelled returns the claim that a label is about, nil when it was not found.
func labelled(l Stance, claims []sayso.Claim, points sayso.Points) *sayso.Claim {
	var best *sayso.Claim
	most := 0
	for i := range claims {
		c := &claims[i]
		content := points.Span(c.Content.Cover())
		shared := min(content.End, l.Content.End) - max(content.Start, l.Content.Start)
		if shared <= 0 {
			continue
		}
		if points.Spans(c.Cue.Spans).Overlaps(l.Cue) {
			shared += utf8.MaxRune // a shared cue settles it
		} else if len(c.Cue.Spans) > 0 || 2*shared < l.Content.Len() {
			continue
		}
		if shared > most {
			best, most = c, shared
		}
	}
	return best
}
