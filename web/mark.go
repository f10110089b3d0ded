package web

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
)

// Highlighting cuts a text into flat segments at every place where a claim's
// content, source or cue begins or ends. HTML cannot nest what overlaps, and
// contents nest, split and overlap; a flat cut shows them all. Each segment
// belongs to the innermost content over it.
//
// All edges are sorted once and swept from left to right while a small stack
// of the contents now open is kept; time is n log n in the edges plus the
// text, whatever overlaps.

// segment is a run of text with one look.
type segment struct {
	Text   string
	Claim  *markedClaim   // the innermost claim whose content this is; nil outside
	Depth  int            // how many contents stand over it
	Source bool           // words that name a source
	Cue    bool           // words that make the link
	Ends   []*markedClaim // claims whose content ends with this segment
	// Segments of one claim that follow each other are one link, so that the
	// keyboard stops once: the first of them opens it, the last closes it.
	Opens, Closes bool
}

// paragraph is a block of segments.
type paragraph struct{ Segments []segment }

// markedClaim is what a segment needs to know of its claim.
type markedClaim struct {
	Number int
	ID     sayso.ClaimID // lasting
	Stance sayso.Stance
	// Certainty is drawn as the line below the words: whole, dashed, dotted.
	Certainty sayso.Certainty
	Who       string
}

// edge is where something begins or ends.
type edge struct {
	at    int
	begin bool
	kind  byte // 'c' content, 's' source, 'q' cue
	claim int
	last  bool // the end of the content's last piece
	size  int
}

// markUp cuts text into paragraphs of segments.
func markUp(text string, claims []sayso.Claim, marks []*markedClaim) []paragraph {
	var edges []edge
	add := func(spans sayso.Spans, kind byte, claim int) {
		for i, s := range spans {
			edges = append(edges, edge{s.Start, true, kind, claim, false, s.Len()}, edge{s.End, false, kind, claim, i == len(spans)-1, s.Len()})
		}
	}
	for i := range claims {
		add(claims[i].Content, 'c', i)
		add(claims[i].Source.Spans, 's', i)
		add(claims[i].Cue.Spans, 'q', i)
	}
	slices.SortStableFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.at, b.at), order(a)-order(b), cmp.Compare(b.size, a.size))
	})
	var out []paragraph
	var open []int // claims whose content is open, outermost first
	sources, cues := 0, 0
	cur := paragraph{}
	put := func(s string, ends []*markedClaim) {
		for {
			line, rest, broken := strings.Cut(s, "\n")
			if line != "" || len(ends) > 0 && !broken {
				seg := segment{Text: line, Depth: len(open), Source: sources > 0, Cue: cues > 0}
				if n := len(open); n > 0 {
					seg.Claim = marks[open[n-1]]
				}
				cur.Segments = append(cur.Segments, seg)
			}
			if !broken {
				break
			}
			if len(cur.Segments) > 0 {
				out = append(out, cur)
				cur = paragraph{}
			}
			s = rest
		}
		if n := len(cur.Segments); n > 0 {
			cur.Segments[n-1].Ends = append(cur.Segments[n-1].Ends, ends...)
		}
	}
	at := 0
	for i := 0; i < len(edges); {
		j := i
		var ends []*markedClaim
		for j < len(edges) && edges[j].at == edges[i].at {
			if e := edges[j]; e.kind == 'c' && e.last {
				ends = append(ends, marks[e.claim])
			}
			j++
		}
		put(text[at:edges[i].at], ends)
		at = edges[i].at
		for ; i < j; i++ {
			e := edges[i]
			switch e.kind {
			case 's':
				sources += sign(e.begin)
			case 'q':
				cues += sign(e.begin)
			case 'c':
				if e.begin {
					open = append(open, e.claim)
				} else if k := slices.Index(open, e.claim); k >= 0 {
					open = slices.Delete(open, k, k+1)
				}
			}
		}
	}
	put(text[at:], nil)
	if len(cur.Segments) > 0 {
		out = append(out, cur)
	}
	for _, p := range out {
		join(p.Segments)
	}
	return out
}

// join sets where links open and close.
func join(segs []segment) {
	for i := range segs {
		s := &segs[i]
		if s.Claim == nil {
			continue
		}
		s.Opens = i == 0 || segs[i-1].Claim != s.Claim || len(segs[i-1].Ends) > 0
		s.Closes = i == len(segs)-1 || segs[i+1].Claim != s.Claim || len(s.Ends) > 0
	}
}

// order puts ends before beginnings at one place.
func order(e edge) int {
	if e.begin {
		return 1
	}
	return 0
}

func sign(begin bool) int {
	if begin {
		return 1
	}
	return -1
}
