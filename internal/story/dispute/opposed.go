package dispute

import "slices"

// opposed finds two figures of two lines that count one thing and cannot be one
// number. Where any two of the lines’ figures of that thing meet, none are.
func (f *Finder) opposed(a, b *line) (x, y *figure) {
	for i := range a.figures {
		for j := range b.figures {
			p, q := &a.figures[i], &b.figures[j]
			if p.more || q.more || p.unit != q.unit || f.narrowed(p, q) {
				continue
			}
			if p.pred != q.pred && p.pred != "" && q.pred != "" {
				continue
			}
			if p.meets(q) {
				return nil, nil
			}
			if x == nil {
				x, y = p, q
			}
		}
	}
	return x, y
}

// minCommon is the share of a story’s claims that have a name which narrows
// nothing there: of a breach in one country, its people are the people.
const minCommon = 0.08

// narrowed reports whether two figures count different parts: one has a word
// that the other lacks, or a name, unless it is one of the whole story.
func (f *Finder) narrowed(p, q *figure) bool {
	lacks := func(x, y *figure) bool {
		for _, k := range x.quals {
			if slices.Contains(y.quals, k) {
				continue
			}
			id, known := f.ids[k]
			if !known || k[0] != nameMark[0] || float64(f.df[id]) < minCommon*float64(len(f.lines)) || slices.ContainsFunc(y.quals, func(o string) bool { return o[0] == nameMark[0] }) {
				return true
			}
		}
		return false
	}
	return lacks(p, q) || lacks(q, p)
}
