package event

import (
	_ "embed"
	"strings"

	"sayso"
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
	for line := range strings.Lines(contextTable) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || name[0] == '#' {
			continue
		}
		for _, w := range strings.Fields(words) {
			out[w] = append(out[w], name)
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
	for line := range strings.Lines(cameoTable) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) != 4 || strings.HasPrefix(line, "#") {
			continue
		}
		out[f[1]] = append(out[f[1]], cameoCode{f[2], f[3], f[0]})
	}
	return out
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
