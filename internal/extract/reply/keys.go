package reply

import (
	"math"
	"strings"

	"sayso"
	"sayso/internal/lang/en"
	"sayso/nlp"
)

// Keys of names begin with a capital or this mark, all others do not.
const country = "@"

// weigh is the worth of a key that df of n claims have.
func weigh(key string, df, n float64) float64 {
	w := math.Log(1 + n/df)
	if named(key) {
		w *= 0.6 // who is meant says less than what
	}
	return w
}

func named(key string) bool {
	return strings.HasPrefix(key, country) || key[0] >= 'A' && key[0] <= 'Z'
}

// gather is the keys of a line's content and of whom it was said to.
func (k *linking) gather(l *Line) map[string]bool {
	out := make(map[string]bool, 16)
	for _, r := range l.Content {
		k.collect(out, r)
	}
	k.collect(out, l.Addressee)
	return out
}

func (k *linking) collect(out map[string]bool, r nlp.Range) {
	for i := r.First; i < r.End && len(out) < maxKeys; i++ {
		t := &k.d.Tokens[i]
		switch t.POS {
		case "PROPN", "ADJ", "NOUN", "VERB", "NUM", "X":
		default:
			continue
		}
		// "North Korean" and "North Korea": two words for one country.
		if i+1 < r.End && t.POS != "VERB" {
			if c := k.place(k.d.Text[t.Start:k.d.Tokens[i+1].End]); c != "" {
				out[c] = true
				i++
				continue
			}
		}
		if c := k.place(k.d.Word(i)); c != "" {
			out[c] = true
			continue
		}
		if key := k.key(i); key != "" {
			out[key] = true
		}
	}
}

// place is the key of a name of a place; empty for other words.
func (k *linking) place(name string) string {
	if k.country == nil || name == "" || name[0] < 'A' || name[0] > 'Z' {
		return ""
	}
	if c := k.country(name); c != "" {
		return country + c
	}
	return ""
}

// key is what token i counts as; empty for words without content.
func (k *linking) key(i int) string {
	t := &k.d.Tokens[i]
	w := t.Lemma
	if w == "" {
		w = strings.ToLower(k.d.Word(i))
	}
	if t.POS == "PROPN" {
		if len(w) < 2 {
			return ""
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	w = strings.ToLower(w)
	w = k.class.Of(w)
	if len(w) < 2 || is(w, emptyWord) || en.Is(w, en.Weekday) {
		return ""
	}
	return w
}

// about reports whether one of the actors is mentioned in the line's content or
// as whom it was said to.
func (k *linking) about(l *Line, who []sayso.ActorID) bool {
	for _, r := range l.Content {
		if k.mentioned(k.d.Span(r), who) {
			return true
		}
	}
	return l.Addressee.Len() > 0 && k.mentioned(k.d.Span(l.Addressee), who)
}

// anybody reports whether an actor is mentioned in a span.
func (k *linking) anybody(s sayso.Span) bool {
	lo := k.mentionAt(s.Start)
	return lo < len(k.mentions) && k.mentions[lo].Span.Start < s.End
}

// mentionAt returns the first mention that begins at byte at or after it.
func (k *linking) mentionAt(at int) int {
	lo, hi := 0, len(k.mentions)
	for lo < hi {
		if m := (lo + hi) / 2; k.mentions[m].Span.Start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (k *linking) mentioned(s sayso.Span, who []sayso.ActorID) bool {
	lo := k.mentionAt(s.Start)
	for ; lo < len(k.mentions) && k.mentions[lo].Span.Start < s.End; lo++ {
		for _, w := range who {
			if k.mentions[lo].Actor == w {
				return true
			}
		}
	}
	return false
}
