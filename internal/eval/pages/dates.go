package pages

import (
	_ "embed"
	"strings"
	"time"

	"sayso"
)

// labels are the days on which pages say that they were published; see the
// head of the file for how they were made.
//
//go:embed dates.tsv
var labels string

// dateLabels maps a page to the days that are right for it, none where it
// states none.
func dateLabels() (map[string][]string, error) {
	out := make(map[string][]string)
	for line := range strings.Lines(labels) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		id, days, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, sayso.Errorf("read labels", "dates.tsv", sayso.Damaged, "%q is no page and day", line)
		}
		if days == "none" {
			out[id] = nil
			continue
		}
		out[id] = strings.Fields(days)
	}
	return out, nil
}

// rightDay reports whether a date falls on one of the days: by the clock that
// it was written in.
func rightDay(d sayso.Date, days []string) bool {
	for _, day := range days {
		if !d.IsZero() && d.Format(time.DateOnly) == day {
			return true
		}
	}
	return false
}
