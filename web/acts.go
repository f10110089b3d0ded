package web

import (
	_ "embed"
	"strconv"
	"strings"
	"time"

	"sayso"
)

//go:embed acts.tsv
var actTable string

// wording says in words what one does who takes part in an event: to do it, and done.
type wording struct{ do, done string }

// acts are the words of each category of PLOVER and of its modes: "ASSAULT aerial".
var acts = func() map[string]wording {
	out := make(map[string]wording)
	for line := range strings.Lines(actTable) {
		if row := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(row) == 4 {
			out[strings.TrimSpace(row[0]+" "+row[1])] = wording{row[2], row[3]}
		}
	}
	return out
}()

// took reports whether what is told with a status has begun.
func took(s sayso.Status) bool { return s == sayso.Happened || s == sayso.Ongoing }

// did is what one does in words: as done where it has begun, else as what is to be
// done. Of a mode without words they are the category's.
func did(category, mode string, status sayso.Status) string {
	a, ok := acts[category+" "+mode]
	if !ok {
		a, ok = acts[category]
	}
	switch {
	case !ok:
		return strings.ToLower(category)
	case took(status):
		return a.done
	}
	return "to " + a.do
}

// loose are what an act ends in that wants whom it is done to: where no text tells,
// the act stands without it.
var loose = []string{" with", " of", " to", " from", " against", " at", " on", " between"}

// didAlone is what one does to nobody who is named.
func didAlone(category, mode string, status sayso.Status) string {
	s := did(category, mode, status)
	for _, end := range loose {
		s = strings.TrimSuffix(s, end)
	}
	return s
}

// EventTitle says who does what to whom, and where.
func EventTitle(e sayso.EventRow) string {
	who, whom := partyList(e.Actors), partyList(e.Targets)
	if who == "" {
		who = "Somebody"
	}
	s := who + " "
	if whom != "" {
		s += did(e.Type, e.Mode, e.Status) + " " + whom
	} else {
		s += didAlone(e.Type, e.Mode, e.Status)
	}
	if e.Place.Name != "" {
		s += ", " + e.Place.Name
	}
	return s
}

func partyList(ps []sayso.Party) string {
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = p.Name
	}
	switch n := len(names); n {
	case 0, 1:
		return strings.Join(names, "")
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// whenInWords says when an event took place, as far as is known.
func whenInWords(e sayso.EventRow) string {
	words := func(s string) string {
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			return t.Format("2 January 2006")
		}
		return s
	}
	switch d := e.Days; {
	case e.Day != "" && (d.From == "" || d.From == d.To):
		return words(e.Day)
	case d.From != "" && d.From == d.To:
		return words(d.From)
	case d.From != "":
		return words(d.From) + " to " + words(d.To)
	case d.To != "":
		return "by " + words(d.To)
	}
	return ""
}

// toll is a toll in short: "12", "9 to 14".
func toll(e sayso.EventRow, kind string) string {
	for _, t := range e.Tolls {
		if t.Kind == kind {
			return figures(t.Low, t.High)
		}
	}
	return ""
}

func figures(low, high float64) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if low == high || high == 0 {
		return f(low)
	}
	return f(low) + "–" + f(high)
}
