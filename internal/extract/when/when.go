// Package when finds time expressions and normalises them as TIMEX3 does
// (TimeML 1.2.1): DATE, TIME, DURATION and SET, each with a value and, where
// the day of writing is known or not needed, the interval it stands for.
//
// It is a hand-written grammar over the words of the text, in the tradition
// of HeidelTime: words are looked up once in a small lexicon, rules match
// from left to right at words that mean something, the first rule wins, and
// the scan goes on after its match. Time is linear in the text, since every
// rule looks a bounded number of words ahead.
package when

import (
	"strconv"
	"strings"
	"time"

	"sayso"
)

// Find returns the time expressions of text in order. "Today" is the day of
// anchor; with the zero Date, expressions that need it keep an open value
// ("XXXX-WXX-3") and no interval.
func (r Rules) Find(text string, anchor sayso.Date) []sayso.When {
	f := finder{text: text, words: lex(text), without: r.without}
	f.sentences()
	if !anchor.IsZero() {
		y, m, d := anchor.Date()
		f.anchor = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	var out []sayso.When
	for i := 0; i < len(f.words); {
		end, e, rule := f.match(i)
		if end == 0 {
			i++
			continue
		}
		out = append(out, sayso.When{
			ID: timeID(len(out)), Span: sayso.Span{Start: f.words[i].start, End: f.words[end-1].end},
			Type: e.typ, Value: e.value, Mod: e.mod, From: e.from, To: e.to, Fuzzy: e.fuzzy, Rule: rule,
		})
		if e.typ == sayso.DateTime && e.to.Sub(e.from) == 24*time.Hour {
			f.day, f.dayAt = e.from, end-1
		}
		i = end
	}
	return out
}

func timeID(i int) sayso.TimeID { return sayso.TimeID("t" + strconv.Itoa(i+1)) }

func (f *finder) match(i int) (end int, e expr, rule string) {
	if f.words[i].class == none || f.words[i].class == glue {
		return 0, expr{}, ""
	}
	for _, r := range rules {
		if f.without[r.name] {
			continue
		}
		if end, e := r.read(f, i); end > 0 {
			if last := &f.words[end-1]; last.low == "m" && last.end < len(f.text) && f.text[last.end] == '.' {
				last.end++ // the full stop of "p.m."
			} else if last.class == month && last.s == "." && last.end < len(f.text) && f.text[last.end] == '.' {
				last.end++ // the full stop of "Sept."
			}
			return end, e, r.name
		}
	}
	return 0, expr{}, ""
}

// sentences marks words that a sentence may begin with: after a full stop
// that does not follow a short form.
func (f *finder) sentences() {
	for i := 1; i < len(f.words); i++ {
		w, b := &f.words[i], &f.words[i-1]
		between := f.text[b.end:w.start]
		if strings.ContainsAny(between, ".!?") && len(between) > 1 && b.s != "." && !(b.class == month) {
			w.breaks = true
		}
	}
}
