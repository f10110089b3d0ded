package sqlite

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/ledger"
)

// Bounds on what rows repeat of the text, in bytes.
const (
	maxContext   = 160      // each of before and after
	maxLead      = 240      // the opening words
	maxClaimText = 64 << 10 // each of source, cue and content; the text itself is kept whole
)

// undated is the at of articles without a date: after all others when newest
// come first.
const undated = math.MinInt64

// prepared is a reading taken apart into rows, all but their row numbers. It
// is made outside the transaction, so that writers wait for each other's
// writes only.
type prepared struct {
	article  sayso.Article // with its ID set
	analysis *sayso.Analysis
	version  sayso.VersionID
	at       int64
	lead     string
	record   []byte // packed
	rawType  string
	raw      []byte // packed
	hasRaw   bool
	actors   []preparedActor
	claims   []preparedClaim // in text order
	events   []preparedEvent
}

type preparedActor struct {
	*sayso.Actor
	lasting sayso.ActorID
	key     string
	reason  string
}

type preparedClaim struct {
	*sayso.Claim
	lasting                                sayso.ClaimID
	parent, repliesTo                      sayso.ClaimID
	source, cue, content                   string
	before, after                          string
	sourcePoints, cuePoints, contentPoints any // string, or nil where code points equal bytes
}

func (l *Ledger) prepare(r *sayso.Reading) (*prepared, error) {
	p := &prepared{article: r.Article, analysis: &r.Analysis, at: undated, rawType: r.Raw.MediaType}
	a := &p.article
	if a.ID == "" {
		a.ID = sayso.DeriveArticleID(a.Address())
	}
	if err := validate(a, &r.Analysis, &r.Raw); err != nil {
		return nil, err
	}
	p.version = a.Version()
	if !a.Published.IsZero() {
		p.at = a.Published.Unix()
	}
	p.lead = lead(a)
	p.prepareActors()
	p.prepareClaims()
	if err := p.prepareEvents(); err != nil {
		return nil, err
	}
	var err error
	if p.record, err = l.codec.packRecord(a, &r.Analysis); err != nil {
		if sayso.KindOf(err) != sayso.Other {
			return nil, err
		}
		return nil, sayso.E("keep article", string(a.ID), sayso.Invalid, err)
	}
	p.hasRaw = len(r.Raw.Bytes) > 0
	p.raw = l.codec.pack(r.Raw.Bytes)
	return p, nil
}

func (p *prepared) prepareActors() {
	type same struct {
		kind sayso.ActorType
		key  string
	}
	seen := make(map[same]int)
	p.actors = make([]preparedActor, len(p.analysis.Actors))
	for i := range p.analysis.Actors {
		a := &p.analysis.Actors[i]
		key := ledger.Fold(a.Name)
		nth := seen[same{a.Type, key}]
		seen[same{a.Type, key}]++
		id, reason := ledger.LastingActor(p.version, a, key, nth)
		p.actors[i] = preparedActor{Actor: a, lasting: id, key: key, reason: reason}
	}
}

func (p *prepared) prepareClaims() {
	text, claims := p.article.Text, p.analysis.Claims
	lasting := ledger.LastingClaims(p.version, claims)
	points := sayso.NewPoints(text)
	plain := len(text) == utf8.RuneCountInString(text)
	inPoints := func(s sayso.Spans) any {
		if plain {
			return nil
		}
		return ledger.WriteSpans(points.Spans(s))
	}
	p.claims = make([]preparedClaim, len(claims))
	for i := range claims {
		c := &claims[i]
		around := c.Content.Cover()
		if len(c.Content) == 0 {
			around = c.Cue.Spans.Cover()
		}
		p.claims[i] = preparedClaim{
			Claim: c, lasting: lasting[c.ID],
			parent: lasting[c.Parent], repliesTo: lasting[c.RepliesTo],
			source:  bounded(c.Source.Spans, text),
			cue:     bounded(c.Cue.Spans, text),
			content: bounded(c.Content, text),
			before:  before(text, around.Start), after: after(text, around.End),
			sourcePoints: inPoints(c.Source.Spans), cuePoints: inPoints(c.Cue.Spans), contentPoints: inPoints(c.Content),
		}
	}
	slices.SortStableFunc(p.claims, func(a, b preparedClaim) int {
		x, y := extent(a.Claim), extent(b.Claim)
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
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

// bounded gives the words of s, cut to maxClaimText: claims may lie inside
// each other, and each of them repeats its words.
func bounded(s sayso.Spans, text string) string {
	total := 0
	for _, p := range s {
		total += p.Len()
	}
	if total <= maxClaimText {
		return s.In(text)
	}
	var cut sayso.Spans
	left := maxClaimText
	for _, p := range s {
		if p.Len() > left {
			p.End = backToRune(text, p.Start+left)
		}
		cut = append(cut, p)
		if left -= p.Len(); left <= utf8.UTFMax {
			break
		}
	}
	return cut.In(text) + " …"
}

// before gives the words that lead up to byte i, at most maxContext bytes,
// from the start of a word on.
func before(text string, i int) string {
	from := max(0, i-maxContext)
	if from == 0 {
		return text[:i]
	}
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	s := text[from:i]
	if r, _ := utf8.DecodeLastRuneInString(text[:from]); unicode.IsSpace(r) {
		return s
	}
	if cut := strings.IndexFunc(s, unicode.IsSpace); cut >= 0 {
		_, n := utf8.DecodeRuneInString(s[cut:])
		return s[cut+n:]
	}
	return s
}

// after gives the words that follow byte i, at most maxContext bytes, to the
// end of a word.
func after(text string, i int) string { return wordsUpTo(text[i:], maxContext) }

// wordsUpTo gives the start of s, at most n bytes, to the end of a word.
func wordsUpTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	n = backToRune(s, n)
	if r, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsSpace(r) {
		return s[:n]
	}
	if cut := strings.LastIndexFunc(s[:n], unicode.IsSpace); cut >= 0 {
		return s[:cut]
	}
	return s[:n]
}

func backToRune(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// lead gives the opening words of the report, after its dateline, in one line.
func lead(a *sayso.Article) string {
	text := a.Text
	if d := a.Dateline; d != nil && d.Whole.Valid(len(text)) && d.Whole.Start <= maxLead && !d.Whole.Empty() && atRune(text, d.Whole.End) {
		text = text[d.Whole.End:]
	}
	// Leading space is no part of it, and a run of spaces counts as one.
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	text = text[:backToRune(text, min(len(text), 4*maxLead))]
	return wordsUpTo(strings.Join(strings.Fields(text), " "), maxLead)
}

// outletKey is what an outlet's name is known by: case and outer spaces aside.
func outletKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
