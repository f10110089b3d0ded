package ledger

import (
	"reflect"
	"testing"
	"time"

	"sayso"
)

func printedOn(day string) sayso.Date {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return sayso.Date{Time: t, DayOnly: true}
}

func TestDays(t *testing.T) {
	told := func(printed, from, to string, s sayso.Status) sayso.EventReport {
		return sayso.EventReport{Published: printedOn(printed), From: from, To: to, Status: s}
	}
	for name, c := range map[string]struct {
		day      string
		mentions []sayso.EventReport
		want     sayso.Days
	}{
		"a day": {"2031-05-02", []sayso.EventReport{told("2031-05-05", "2031-05-01", "2031-05-31", sayso.Happened)}, sayso.Days{From: "2031-05-02", To: "2031-05-02", Precision: 1}},
		"the narrowest span, which ends when it was told": {"", []sayso.EventReport{
			told("2031-05-20", "2031-01-01", "2031-12-31", sayso.Happened), told("2031-05-20", "2031-05-01", "2031-05-31", sayso.Happened),
		}, sayso.Days{From: "2031-05-01", To: "2031-05-20", Precision: 4}},
		"on or before the first day in print": {"", []sayso.EventReport{
			told("2031-05-07", "", "", sayso.Happened), told("2031-05-06", "", "", sayso.Ongoing), told("2031-05-01", "", "", sayso.Planned),
		}, sayso.Days{To: "2031-05-06", Precision: 5}},
		"what is planned has no bound": {"", []sayso.EventReport{told("2031-05-07", "", "", sayso.Planned)}, sayso.Days{}},
		"a week":                       {"", []sayso.EventReport{told("2031-05-07", "2031-06-02", "2031-06-08", sayso.Planned)}, sayso.Days{From: "2031-06-02", To: "2031-06-08", Precision: 3}},
	} {
		row := sayso.EventRow{Day: c.day, Mentions: c.mentions}
		row.Status = c.mentions[0].Status
		if got := days(&row); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestTolls(t *testing.T) {
	told := func(origin string, low, high float64) sayso.EventReport {
		return sayso.EventReport{Origin: origin, Status: sayso.Happened, Quantities: []sayso.Quantity{{Kind: "killed", Low: low, High: high}}}
	}
	twice := told("the ministry", 6, 6)
	twice.Quantities = append(twice.Quantities, sayso.Quantity{Kind: "killed", Low: 2, High: 2}) // "six, two of them children"
	denied := told("the army", 0, 0)
	denied.Status = sayso.DeniedStatus
	got := tolls([]sayso.EventReport{twice, told("the ministry", 6, 6), told("rescuers", 8, 0), told("The Post", 6, 6), denied})
	want := []sayso.Toll{{Kind: "killed", Best: 6, Low: 6, High: 8, Sources: []string{"the ministry", "The Post"}, Others: []string{"rescuers", "the army"}}}
	want[0].Others = []string{"rescuers"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	// of two numbers with as many origins each, the later in print
	if got := tolls([]sayso.EventReport{told("A", 3, 3), told("B", 5, 5)}); got[0].Best != 5 || got[0].Low != 3 {
		t.Errorf("%+v", got)
	}
	if got := tolls([]sayso.EventReport{{Origin: "A"}}); got != nil {
		t.Errorf("a toll of nothing: %+v", got)
	}
}
