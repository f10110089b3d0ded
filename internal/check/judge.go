package check

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
)

const (
	// nearly is how alike reported speech and a claim are from which another word of
	// content is an alteration; below it the draft tells it in its own words.
	nearly = 0.7
	// early and late are how long before and after its publication an article's
	// words may have been said where it does not say when.
	early = 3 * 24 * time.Hour
	late  = 24 * time.Hour
)

// judge says what is known of one statement.
func (c *checking) judge(ctx context.Context, s *statement) (*Finding, error) {
	f := &Finding{Spans: s.spans, Text: s.spans.In(s.text), Quoted: s.quoted, Speaker: s.who.shown}
	if s.said != nil {
		f.Said = s.said.Span.In(s.text)
	}
	all, err := c.candidates(ctx, s)
	if err != nil {
		return nil, err
	}
	best, err := c.choose(ctx, s, all)
	if err != nil {
		return nil, err
	}
	if best == nil || weigh(s, best) == NotFound {
		other, err := c.inOtherWords(ctx, s)
		if err != nil {
			return nil, err
		}
		if best = other; best == nil {
			f.Verdict = NotFound
			f.concern(IsNotFound, "the ledger has nothing like it")
			return f, nil
		}
	}
	if f.Verdict = weigh(s, best); f.Verdict == NotFound { // found by what it says
		f.Verdict = Reworded
	}
	f.Claim, f.Article, f.Version = best.row, best.article, best.version
	f.Words = compared(s, best)
	if f.Verdict == Altered {
		f.concern(IsAltered, "the ledger has “"+shown(best)+"”")
	}
	if best.row == nil {
		f.Passage, f.At = shown(best), sayso.NewPoints(best.text).Span(best.m.at)
	}
	if err := c.whoAndWhen(ctx, s, best, f); err != nil {
		return nil, err
	}
	return f, c.since(ctx, s, best, all, f)
}

func (f *Finding) concern(c Concern, why string) {
	if !slices.Contains(f.Concerns, c) {
		f.Concerns, f.Why = append(f.Concerns, c), append(f.Why, why)
	}
}

// shown is the words of the ledger that a statement was held against.
func shown(x *candidate) string { return strings.Join(strings.Fields(x.m.at.In(x.text)), " ") }

// choose takes the candidate that a statement most likely comes from: of those that
// are equally near one of its speaker, then one of its day.
func (c *checking) choose(ctx context.Context, s *statement, all []*candidate) (*candidate, error) {
	var best *candidate
	score := -1
	for i, x := range all {
		if x.m.cost != all[0].m.cost || i >= looked {
			break
		}
		n := 0
		if x.row != nil {
			if who := ledgerSpeaker(x.rec, x.row); !another(&s.who, &who) {
				n += 2
			}
		}
		if n >= 2 && s.said != nil && i < opened {
			rec, err := c.record(ctx, x.version)
			if err != nil {
				return nil, err
			}
			if from, to, ok := spoken(rec, x); ok && s.said.From.Before(to) && from.Before(s.said.To) {
				n++
			}
		}
		if n > score {
			best, score = x, n
		}
	}
	return best, nil
}

// weigh says how a statement stands to a candidate by their words.
func weigh(s *statement, x *candidate) Verdict {
	alike := x.m.alike()
	switch {
	case x.m.cost == 0:
		return Verbatim
	case alike < near || !content(s, x):
		return NotFound
	case s.quoted:
		return Altered
	}
	other, turned := differences(s, x)
	switch {
	case turned, other && alike >= nearly:
		return Altered
	}
	return Reworded
}

// content reports whether a statement shares a word of content with a candidate, a
// short statement two of three.
func content(s *statement, x *candidate) bool {
	shared, all := 0, 0
	for _, w := range s.words {
		if !w.gap && !small[w.key] {
			all++
		}
	}
	for _, r := range x.m.runs {
		if !r.same {
			continue
		}
		for _, i := range r.draft {
			if w := s.words[i]; !w.gap && !small[w.key] {
				shared++
			}
		}
	}
	return shared > 0 && 5*shared >= 2*all
}

// differences reports whether words of content differ, and whether a number or a
// negation does, which turns what is said into another thing.
func differences(s *statement, x *candidate) (other, turned bool) {
	for _, r := range x.m.runs {
		if r.same {
			continue
		}
		d, t := keysOf(s.words, r.draft), keysOf(x.words, r.text)
		for _, side := range [][2][]string{{d, t}, {t, d}} {
			for _, k := range side[0] {
				if slices.Contains(side[1], k) {
					continue
				}
				turned = turned || weighty[k] || numeric(k)
				other = other || !small[k] && !slices.ContainsFunc(side[1], func(o string) bool { return oneStem(k, o) })
			}
		}
	}
	return other, turned
}

// oneStem reports whether two words differ in their endings alone: reported speech
// moves tenses.
func oneStem(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && len(a)-n <= 3 && len(b)-n <= 3
}

func keysOf(ws []word, at []int) []string {
	var out []string
	for _, i := range at {
		if !ws[i].gap {
			out = append(out, ws[i].key)
		}
	}
	return out
}

// compared are the words of both, run by run.
func compared(s *statement, x *candidate) []Words {
	var out []Words
	for _, r := range x.m.runs {
		w := Words{stretch(s.text, s.words, r.draft), stretch(x.text, x.words, r.text)}
		if r.same {
			if w.Draft == "" { // a gap of the ledger alone
				continue
			}
			w.Ledger = w.Draft
		}
		out = append(out, w)
	}
	return out
}

// stretch is the text from the first to the last of some words.
func stretch(text string, ws []word, at []int) string {
	if len(at) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(text[ws[at[0]].span.Start:ws[at[len(at)-1]].span.End]), " ")
}

// whoAndWhen holds speaker and day of a statement against the ledger's.
func (c *checking) whoAndWhen(ctx context.Context, s *statement, x *candidate, f *Finding) error {
	if x.row == nil {
		return nil
	}
	rec, err := c.record(ctx, x.version)
	if err != nil {
		return err
	}
	who := ledgerSpeaker(rec, x.row)
	if another(&s.who, &who) {
		f.concern(OtherSpeaker, fmt.Sprintf("the draft gives it to %s, the ledger to %s", s.who.shown, who.shown))
	}
	if s.said == nil {
		return nil
	}
	if from, to, ok := spoken(rec, x); ok && (!s.said.From.Before(to) || !from.Before(s.said.To)) {
		day := from.Format(time.DateOnly)
		if w := saidThere(rec, x); w == nil {
			day = "the days before " + rec.Article.Dated().Format(time.DateOnly)
		}
		f.concern(OtherDate, fmt.Sprintf("the draft says %s, the ledger %s", f.Said, day))
	}
	return nil
}

// saidThere is when an article says that a candidate's words were said; nil where it
// does not.
func saidThere(rec *sayso.Record, x *candidate) *sayso.When {
	for i := range rec.Analysis.Claims {
		cl := &rec.Analysis.Claims[i]
		if x.row != nil && rec.ClaimIDs[cl.ID] == x.row.ID {
			return said(&rec.Analysis, cl)
		}
	}
	return nil
}

// spoken is when a candidate's words were said: as the article says, else in the days
// before it was published.
func spoken(rec *sayso.Record, x *candidate) (from, to time.Time, ok bool) {
	if w := saidThere(rec, x); w != nil {
		return w.From, w.To, true
	}
	at := rec.Article.Dated()
	if at.IsZero() {
		return from, to, false
	}
	return at.Add(-early), at.Add(late), true
}
