package ledger

import (
	"cmp"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"sayso"
)

// Parts is the reading of one version taken apart into what a ledger keeps rows
// of: it finds, sorts and counts by them, and can make them again from the
// reading.
type Parts struct {
	Article  sayso.Article // with its ID set
	Analysis *sayso.Analysis
	Version  sayso.VersionID
	At       int64  // the date of the article, as Seconds gives it
	Lead     string // the opening words
	Actors   []Actor
	Claims   []Claim // in text order
	Events   []Mention
	// Plain is set where each letter of the text is one byte, so that code points
	// and bytes are the same.
	Plain bool
}

// Language is what the article is written in, as the reading found it, else as
// its publisher says.
func (p *Parts) Language() string { return cmp.Or(p.Analysis.Language, p.Article.Language) }

// Actor is an actor of a reading with its lasting identifier, which analysts'
// words may replace (see [Identities.Decide]).
type Actor struct {
	*sayso.Actor
	Lasting sayso.ActorID
	Key     string // its name, folded
	Reason  string // why it is the lasting actor, for readers
}

// Claim is a claim of a reading with its lasting identifiers and its words.
type Claim struct {
	*sayso.Claim
	Lasting                                sayso.ClaimID
	LastingParent, LastingReply            sayso.ClaimID
	SourceText, CueText, ContentText       string
	Before, After                          string      // the words around it
	SourcePoints, CuePoints, ContentPoints sayso.Spans // in code points
}

// TakeApart takes the reading of a version apart. a has its ID set, and the
// reading is valid (see [Validate]).
func TakeApart(a sayso.Article, v sayso.VersionID, an *sayso.Analysis) *Parts {
	p := &Parts{Article: a, Analysis: an, Version: v, At: Seconds(a.Dated()), Lead: lead(&a), Plain: len(a.Text) == utf8.RuneCountInString(a.Text)}
	p.derive()
	return p
}

// Corrected gives p as corrections have it; p itself where there are none.
func (p *Parts) Corrected(corrections []sayso.Correction) *Parts {
	if len(corrections) == 0 {
		return p
	}
	q := *p
	an := Corrected(p.Analysis, corrections)
	q.Analysis = &an
	q.derive()
	return &q
}

func (p *Parts) derive() {
	p.Actors = takeActors(p.Version, p.Analysis)
	p.Claims = p.takeClaims()
	p.Events = p.takeEvents()
}

// takeActors names the actors of a reading. Those of one type and name are told
// apart by their order.
func takeActors(v sayso.VersionID, an *sayso.Analysis) []Actor {
	type same struct {
		kind sayso.ActorType
		key  string
	}
	seen := make(map[same]int)
	out := make([]Actor, len(an.Actors))
	for i := range an.Actors {
		a := &an.Actors[i]
		key := Fold(a.Name)
		id, reason := lastingActor(v, a, key, seen[same{a.Type, key}])
		seen[same{a.Type, key}]++
		out[i] = Actor{Actor: a, Lasting: id, Key: key, Reason: reason}
	}
	return out
}

func (p *Parts) takeClaims() []Claim {
	text, claims := p.Article.Text, p.Analysis.Claims
	lasting := lastingClaims(p.Version, claims)
	points := sayso.NewPoints(text)
	inPoints := func(s sayso.Spans) sayso.Spans {
		if p.Plain {
			return s
		}
		return points.Spans(s)
	}
	out := make([]Claim, len(claims))
	for i := range claims {
		c := &claims[i]
		around := c.Content.Cover()
		if len(c.Content) == 0 {
			around = c.Cue.Spans.Cover()
		}
		out[i] = Claim{
			Claim: c, Lasting: lasting[c.ID], LastingParent: lasting[c.Parent], LastingReply: lasting[c.RepliesTo],
			SourceText:  bounded(c.Source.Spans, text),
			CueText:     bounded(c.Cue.Spans, text),
			ContentText: bounded(c.Content, text),
			Before:      before(text, around.Start), After: after(text, around.End),
			SourcePoints: inPoints(c.Source.Spans), CuePoints: inPoints(c.Cue.Spans), ContentPoints: inPoints(c.Content),
		}
	}
	slices.SortStableFunc(out, func(a, b Claim) int {
		x, y := extent(a.Claim), extent(b.Claim)
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	return out
}

// extent is the stretch of text from the first word of a claim to its last.
func extent(c *sayso.Claim) sayso.Span {
	out := sayso.Span{Start: math.MaxInt, End: math.MinInt}
	for _, spans := range []sayso.Spans{c.Source.Spans, c.Cue.Spans, c.Content} {
		for _, s := range spans {
			out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
		}
	}
	return out
}

// Undated is what Seconds gives for no date: such articles come after all
// others when the newest come first.
const Undated = math.MinInt64

// Seconds is a date as lists are ordered by it: in seconds since 1970.
func Seconds(d sayso.Date) int64 {
	if d.IsZero() {
		return Undated
	}
	return d.Unix()
}

// Rank places a version among those of its article: the higher is the newer, and
// the later read of equals. newest is the rank of the newest so far, and
// published its date. A version read later is newer, unless its publisher dates
// it earlier: an archive may be read in any order. Where a date is missing, or
// both are of the same day and one of them has no time of day, the order of
// reading decides.
func Rank(d sayso.Date, newest int64, published sayso.Date) int64 {
	switch {
	case d.IsZero():
		return newest
	case (d.DayOnly || published.DayOnly) && d.Format(time.DateOnly) == published.Format(time.DateOnly):
		return newest
	}
	return Seconds(d)
}
