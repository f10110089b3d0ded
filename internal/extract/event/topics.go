package event

import (
	_ "embed"
	"fmt"
	"strings"

	"sayso"
	"sayso/internal/lang"
)

//go:embed contexts.tsv
var contextTable string

//go:embed cameo.tsv
var cameoTable string

// maxContexts bounds the contexts of one event.
const maxContexts = 4

// contexts reads the table of topic words.
func contexts() map[string][]string {
	out := map[string][]string{}
	for _, r := range lang.Must(lang.Sets{Shared: true}.Rows("contexts.tsv", contextTable)) {
		for _, w := range strings.Fields(r.Cells[1]) {
			out[w] = append(out[w], r.Cells[0])
		}
	}
	return out
}

// topicsOf returns what an event is about, by the words of its clause, in the
// order of the text.
func (c *coding) topicsOf(t *trigger) []string {
	var out []string
	r := c.Subtree(t.at)
	for i := r.First; i < r.End && i < r.First+80; i++ {
		for _, k := range c.r.topics[c.Lemma[i]] {
			dup := false
			for _, o := range out {
				dup = dup || o == k
			}
			if !dup && len(out) < maxContexts {
				out = append(out, k)
			}
		}
	}
	return out
}

// cameoCode is one line of the crosswalk.
type cameoCode struct{ mode, context, code string }

// crosswalk is the CAMEO codes of each category, most specific first.
func crosswalk() map[string][]cameoCode {
	out := map[string][]cameoCode{}
	for _, r := range lang.Must(cameoLayout.Read("cameo.tsv", cameoTable)) {
		c := r.Cells
		out[c[1]] = append(out[c[1]], cameoCode{c[2], c[3], c[0]})
	}
	return out
}

// cameoLayout is the columns of cameo.tsv: one code for each mode and context.
var cameoLayout = lang.Layout{
	Columns: []lang.Column{{Name: "code", Check: checkDigits}, {Name: "category"}, {Name: "mode"}, {Name: "context"}},
	Key:     func(r lang.Row) string { return strings.Join(r.Cells[1:], " ") },
}

func checkDigits(s string) error {
	if strings.Trim(s, "0123456789") != "" || s == "" {
		return fmt.Errorf("%q is no number", s)
	}
	return nil
}

// cameo returns the CAMEO code nearest to a PLOVER event: of the lines that
// its category has, the one that shares its mode, then a context.
func (r *Rules) cameo(e *sayso.Event) string {
	best, score := "", -1
	for _, k := range r.codes[e.Type] {
		s := 0
		if k.mode != "" {
			if k.mode != e.Mode {
				continue
			}
			s += 4
		} else if e.Mode == "" {
			s++
		}
		if k.context != "" {
			hit := false
			for _, c := range e.Contexts {
				hit = hit || c == k.context
			}
			if !hit {
				continue
			}
			s += 2
		}
		if s > score {
			best, score = k.code, s
		}
	}
	return best
}
