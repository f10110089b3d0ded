package extract

import (
	"cmp"
	"fmt"
	"slices"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Why reads an article again and says why the claim with these words was read
// as it was: what led to source, cue and content, to the speaker, and to the
// stance. It returns no reason for a claim that it does not find; the
// provenance says what read the article now.
func (x *Extractor) Why(a *sayso.Article, words sayso.Attribution) (sayso.Provenance, []sayso.Reason) {
	an := x.Extract(a)
	i := slices.IndexFunc(an.Claims, func(c sayso.Claim) bool { return c.Attribution().Equal(words) })
	if i < 0 {
		return an.Extractor, nil
	}
	d := &nlp.Doc{Text: a.Text}
	x.stages.Reader.Apply(d)
	x.stages.Placer.Retype(d)
	off := aside(d, a.Furniture())
	found := x.stages.Finder.Find(d, off)
	var reasons []claim.Reason
	if f, ok := x.stages.Finder.(claim.Explainer); ok {
		reasons = f.Explain(d, off, &found[i])
	}
	var out []sayso.Reason
	add := func(rs []claim.Reason) {
		for _, r := range rs {
			out = append(out, sayso.Reason{Part: r.Part, Words: spans(d, r.Words), Why: r.Why, Weight: r.Weight})
		}
	}
	add(reasons)
	out = append(out, speakerReasons(a.Text, &an, &an.Claims[i])...)
	out = append(out, replyReasons(a.Text, &an, &an.Claims[i])...)
	if j, ok := x.stages.Judge.(claim.JudgeExplainer); ok {
		add(j.Explain(d, &found[i]))
	}
	slices.SortStableFunc(out, func(a, b sayso.Reason) int {
		return cmp.Compare(slices.Index(parts, a.Part), slices.Index(parts, b.Part))
	})
	return an.Extractor, out
}

// parts is the order in which parts are explained.
var parts = []sayso.Part{sayso.WholePart, sayso.CuePart, sayso.SourcePart, sayso.ContentPart, sayso.SpeakerPart, sayso.StancePart}

// speakerReasons says how each speaker of a claim follows from its source: by
// its own name there, or by a mention that refers to one elsewhere.
func speakerReasons(text string, an *sayso.Analysis, c *sayso.Claim) []sayso.Reason {
	var out []sayso.Reason
	for _, id := range c.Source.Actors {
		who := an.Actor(id)
		if who == nil {
			continue
		}
		here := slices.IndexFunc(an.Mentions, func(m sayso.Mention) bool { return m.Actor == id && c.Source.Spans.Overlaps(m.Span) })
		named := slices.IndexFunc(an.Mentions, func(m sayso.Mention) bool { return m.Actor == id && m.Kind == sayso.NameMention })
		r := sayso.Reason{Part: sayso.SpeakerPart}
		switch {
		case here < 0:
			r.Words, r.Why = c.Source.Spans, fmt.Sprintf("“%s” is read as %s", c.Source.Spans.In(text), who.Name)
		case an.Mentions[here].Kind == sayso.NameMention && an.Mentions[here].Span.In(text) == who.Name, named < 0:
			r.Words, r.Why = sayso.Spans{an.Mentions[here].Span}, fmt.Sprintf("the source is %s", who.Name)
		case an.Mentions[here].Kind == sayso.NameMention:
			r.Words, r.Why = sayso.Spans{an.Mentions[here].Span}, fmt.Sprintf("a short form of %s", who.Name)
		default:
			r.Words = sayso.Spans{an.Mentions[here].Span}
			r.Why = fmt.Sprintf("the %s “%s” refers to %s", an.Mentions[here].Kind, an.Mentions[here].Span.In(text), who.Name)
		}
		if c.SpeakerRule != "" {
			r.Why = fmt.Sprintf("rule %s/%s: %s", speakerStage, c.SpeakerRule, r.Why)
		}
		out = append(out, r)
		if who.Known != "" {
			out = append(out, sayso.Reason{Part: sayso.SpeakerPart, Words: r.Words, Why: fmt.Sprintf("rule %s/%s: the knowledge file has %s as %s", knownStage, who.Rule, who.Name, who.Known)})
		}
	}
	return out
}

// replyReasons says by which rule a claim denies or answers another.
func replyReasons(text string, an *sayso.Analysis, c *sayso.Claim) []sayso.Reason {
	to := slices.IndexFunc(an.Claims, func(x sayso.Claim) bool { return x.ID == c.RepliesTo })
	if to < 0 {
		return nil
	}
	return []sayso.Reason{{Part: sayso.WholePart, Words: c.Cue.Spans, Why: fmt.Sprintf("rule %s/%s: it replies to “%s”", replyStage, c.ReplyRule, an.Claims[to].Content.In(text))}}
}
