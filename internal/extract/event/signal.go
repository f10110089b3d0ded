package event

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/lang"
)

//go:embed signals.tsv
var signalTable string

// signal is one way of saying how events lie in time.
type signal struct {
	words    []string // as written, in lower case; one lemma for verbs
	with     string   // the preposition that a verb takes; empty for an object
	kind     string   // phrase, verb, back
	relation sayso.TimeRelation
	want     string // occur, going, done, or empty
}

// signals reads the table: by the first word, the longest first.
func signals() map[string][]signal {
	out := map[string][]signal{}
	for _, r := range lang.Must(signalLayout.Read("signals.tsv", signalTable)) {
		col := r.Cells
		for _, w := range strings.Split(col[0], "|") {
			s := signal{kind: col[1], relation: sayso.TimeRelation(col[2]), want: col[3]}
			w, s.with, _ = strings.Cut(w, "+")
			s.words = strings.Fields(w)
			list := out[s.words[0]]
			at := len(list)
			for at > 0 && len(list[at-1].words) < len(s.words) {
				at--
			}
			list = append(list, signal{})
			copy(list[at+1:], list[at:])
			list[at] = s
			out[s.words[0]] = list
		}
	}
	return out
}

// signalLayout is the columns of signals.tsv.
var signalLayout = lang.Layout{
	Columns: []lang.Column{
		{Name: "words"},
		{Name: "kind", Terms: []string{"phrase", "verb", "back"}},
		{Name: "relation", Check: checkRelation},
		{Name: "condition", Terms: []string{"", "occur", "going", "done"}},
	},
	Optional: 1,
	Keys: func(r lang.Row) []string {
		words := strings.Split(r.Cells[0], "|")
		for i := range words {
			words[i] = r.Cells[1] + " " + words[i]
		}
		return words
	},
}

func checkRelation(v string) error {
	if sayso.TimeRelation(v).Words() == "" {
		return fmt.Errorf("TimeML has no %q", v)
	}
	return nil
}

// units of time and how TIMEX3 writes an amount of them, "#" for the amount.
var units = map[string]string{
	"second": "PT#S", "minute": "PT#M", "hour": "PT#H", "day": "P#D", "week": "P#W", "fortnight": "P2W", "month": "P#M", "year": "P#Y", "decade": "P#DE",
}

// at once are words before a signal that leave no time between two events.
var atOnce = map[string]bool{"immediately": true, "right": true, "moments": true, "straight": true}

// maxMeasure bounds the words before a signal that say how far off.
const maxMeasure = 6

// measure reads how far off the signal that starts at token s puts the other
// event: "less than two hours before". It returns where the words begin, the
// TIMEX3 duration, and whether there is next to nothing between the two.
func (c *coding) measure(s int) (first int, apart string, now bool) {
	first = s
	floor := c.Sentences[c.SentenceOf(s)].First
	if s == floor {
		return
	}
	switch w := strings.ToLower(c.Word(s - 1)); {
	case atOnce[w]:
		return s - 1, "", true
	case w == "shortly" || w == "soon" || w == "just" || w == "long" || w == "not":
		return s - 1, "", false
	case units[c.Lemma[s-1]] == "":
		return
	}
	many := strings.HasSuffix(strings.ToLower(c.Word(s-1)), "s")
	amount, from := "X", s-1
words:
	for i := s - 2; i >= floor && i >= s-maxMeasure; i-- {
		switch w := strings.ToLower(c.Word(i)); w {
		case "a", "an":
			if many {
				break words
			}
			amount = "1"
		case "the":
			if many || from != s-1 {
				break words
			}
			amount = "1"
		case "less", "more", "than", "just", "only", "about", "some", "several", "few", "nearly", "barely":
		default:
			v, ok := c.number(i)
			if !ok || v != float64(int(v)) {
				break words
			}
			amount = strconv.Itoa(int(v))
		}
		from = i
	}
	if amount == "X" && !many {
		return s, "", false // "this week, after"
	}
	return from, strings.Replace(units[c.Lemma[s-1]], "#", amount, 1), false
}
