package when

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// timesOf are the times of a text as "words=value".
func timesOf(text string, times []sayso.When) string {
	var out []string
	for _, w := range times {
		out = append(out, w.Span.In(text)+"="+w.Value)
	}
	return strings.Join(out, " ")
}

func written(text string) *sayso.Article {
	return &sayso.Article{Text: text, Published: sayso.Date{Time: day(2024, 5, 6), DayOnly: true}}
}

func TestNoTimesInNames(t *testing.T) {
	text := "Otto March told the Daily Petrel in March."
	d := token.Tokenize(text)
	d.Names = []nlp.Name{{Range: nlp.Range{First: 0, End: 2}, Type: nlp.PersonName}, {Range: nlp.Range{First: 4, End: 6}, Type: nlp.OrgName}}
	if got := timesOf(text, Rules{}.Time(d, written(text), nil).Times); got != "March=2024-03" {
		t.Error(got)
	}
}

// TestSpokenThen reads "today" inside a quotation as the day on which it was
// said.
func TestSpokenThen(t *testing.T) {
	text := "“The lock was mended today,” Lind said on Friday. It opens today."
	d := token.Tokenize(text)
	quoted := Act{Cue: []nlp.Range{{First: 9, End: 10}}, Content: []nlp.Range{{First: 0, End: 8}}}
	if d.Word(9) != "said" || d.Word(7) != "”" {
		t.Fatal(d.Word(7), d.Word(9))
	}
	if got := timesOf(text, Rules{}.Time(d, written(text), []Act{quoted}).Times); got != "today=2024-05-03 Friday=2024-05-03 today=2024-05-06" {
		t.Error(got)
	}
}

// TestMonthsOfOneVerb lets months that are listed share the verb of the first.
func TestMonthsOfOneVerb(t *testing.T) {
	text := "Divers had searched the wreck since spring and found coins as well in June and August."
	if got := timesOf(text, Rules{}.Find(text, sayso.Date{Time: day(2024, 5, 6)})); !strings.Contains(got, "June=2023-06 August=2023-08") {
		t.Error(got)
	}
}
