package trained

import (
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Label is what a token is to the attribution that it stands in. A source or
// content also tells on which side its cue stands, and each begins with a
// label of its own, so that the chain of labels nearly is the attribution.
type Label = uint8

const (
	Out Label = iota
	cueFirst
	cueMore
	sourceFirst // its cue stands to the right
	sourceMore
	sourceAfterFirst // its cue stands to the left
	sourceAfterMore
	contentFirst // its cue stands to the right
	contentMore
	contentAfterFirst // its cue stands to the left
	contentAfterMore
	// Labels is the number of labels.
	Labels = iota
)

// role is the part that a run of labels plays.
type role uint8

const (
	none role = iota
	cueRole
	sourceRole
	contentRole
)

func roleOf(l Label) role {
	switch {
	case l == Out:
		return none
	case l <= cueMore:
		return cueRole
	case l <= sourceAfterMore:
		return sourceRole
	}
	return contentRole
}

// first reports whether l begins a run.
func first(l Label) bool { return l&1 == 1 }

// after reports whether the cue of a source or content stands to its left.
func after(l Label) bool {
	return l == sourceAfterFirst || l == sourceAfterMore || l == contentAfterFirst || l == contentAfterMore
}

// LabelsOf gives each of n tokens its label. Where attributions collide, a
// shorter role wins: cue before source before content.
func LabelsOf(n int, attrs []claim.Attribution) []Label {
	y := make([]Label, n)
	set := func(rs []nlp.Range, begin Label) {
		for _, r := range rs {
			for i := max(r.First, 0); i < min(r.End, n); i++ {
				y[i] = begin + 1
			}
			if r.Len() > 0 && r.First < n {
				y[r.First] = begin
			}
		}
	}
	// side is how far the label for the other side stands from begin's.
	sided := func(rs []nlp.Range, cue []nlp.Range, begin Label) {
		for _, r := range rs {
			b := begin
			if len(cue) == 0 || cue[0].First < r.First {
				b += 2
			}
			set([]nlp.Range{r}, b)
		}
	}
	for k := range attrs {
		sided(attrs[k].Content, attrs[k].Cue, contentFirst)
	}
	for k := range attrs {
		sided(attrs[k].Source, attrs[k].Cue, sourceFirst)
	}
	for k := range attrs {
		set(attrs[k].Cue, cueFirst)
	}
	return y
}

// allowed reports whether label b may follow a: a run goes on with its own.
func allowed(a, b Label) bool {
	if b == Out || first(b) {
		return true
	}
	return a == b || a == b-1
}
