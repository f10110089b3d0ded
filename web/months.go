package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"sayso"
)

// Sizes of the drawing of claims over time, in its own units.
const (
	monthsWidth = 640
	monthsTop   = 4
	monthsFloor = 70
	// maxMonths is how many bars are drawn at most; more months than that are drawn as
	// years.
	maxMonths = 72
)

// drawMonths draws how many claims stand in articles of each month, or of each year
// where there are many months, as bars made of the groups of stances. Empty where
// all are of one month, or undated.
func drawMonths(counts []sayso.MonthCount) template.HTML {
	bars := barsOf(counts, "2006-01", "January 2006", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) })
	if len(bars) > maxMonths {
		bars = barsOf(counts, "2006", "2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) })
	}
	if len(bars) < 2 || len(bars) > maxMonths {
		return ""
	}
	most, total := 0, 0
	for _, b := range bars {
		most, total = max(most, b.n), total+b.n
	}
	var s strings.Builder
	wide := float64(monthsWidth) / float64(len(bars))
	fmt.Fprintf(&s, `<line class="floor" x1="0" y1="%d" x2="%d" y2="%d"/>`, monthsFloor, monthsWidth, monthsFloor)
	for i, b := range bars {
		y := float64(monthsFloor)
		if b.n == 0 {
			continue
		}
		fmt.Fprintf(&s, `<g><title>%s</title>`, template.HTMLEscapeString(b.told()))
		for _, g := range sayso.StanceGroups {
			if n := b.groups[g.Group]; n > 0 {
				high := float64(monthsFloor-monthsTop) * float64(n) / float64(most)
				y -= high
				fmt.Fprintf(&s, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, g.Group, float64(i)*wide+wide/10, y, wide*8/10, high)
			}
		}
		s.WriteString(`</g>`)
	}
	first, last := bars[0].name, bars[len(bars)-1].name
	about := fmt.Sprintf("%s, %s to %s; the most in one bar are %d", plural(total, "claim", "claims"), first, last, most)
	// The words stand below the drawing, where they keep their size on a phone.
	return template.HTML(fmt.Sprintf(`<svg class="months" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">%s</svg><p class="ends fine"><span>%s</span><span>%d at most</span><span>%s</span></p>`,
		monthsWidth, monthsFloor+1, about, s.String(), first, most, last))
}

// bar is what was said in one month or year.
type bar struct {
	name   string
	n      int
	groups map[sayso.StanceGroup]int
}

// told is a bar in words.
func (b bar) told() string {
	var parts []string
	for _, g := range sayso.StanceGroups {
		if n := b.groups[g.Group]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, g.Group))
		}
	}
	return fmt.Sprintf("%s: %s (%s)", b.name, plural(b.n, "claim", "claims"), strings.Join(parts, ", "))
}

// barsOf are the bars from the first to the last dated one, also those of spans of
// time in which nothing was said; one more than maxMonths where there would be more.
func barsOf(counts []sayso.MonthCount, layout, name string, next func(time.Time) time.Time) []bar {
	by := make(map[string]*bar)
	var first, last string
	for _, c := range counts {
		if len(c.Month) < len(layout) {
			continue // undated
		}
		key := c.Month[:len(layout)]
		b := by[key]
		if b == nil {
			b = &bar{groups: make(map[sayso.StanceGroup]int)}
			by[key] = b
		}
		b.n += c.N
		b.groups[c.Stance.Group()] += c.N
		if first == "" || key < first {
			first = key
		}
		last = max(last, key)
	}
	at, err := time.Parse(layout, first)
	if err != nil {
		return nil
	}
	var out []bar
	for ; at.Format(layout) <= last && len(out) <= maxMonths; at = next(at) {
		b := by[at.Format(layout)]
		if b == nil {
			b = &bar{}
		}
		b.name = at.Format(name)
		out = append(out, *b)
	}
	return out
}
