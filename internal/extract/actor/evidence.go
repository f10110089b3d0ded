package actor

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// grounds gathers what one line rests on or was given in.
type grounds struct {
	*casting
	line  int
	found []sayso.Evidence // in text order, each stretch once
}

// evidence finds what line i rests on or was given in: its source where that
// is a thing ("photographs showed"), what hangs on the cue ("said in a
// statement"), and what was cited ("citing court papers").
func (c *casting) evidence(i int) []sayso.Evidence {
	g := &grounds{casting: c, line: i}
	g.inSource()
	if len(c.lines[i].Cue) > 0 {
		s := c.around(i)
		g.besideCue(s)
		g.cited(s)
	}
	return g.found
}

func (g *grounds) add(k sayso.SourceKind, r nlp.Range) {
	if r = g.trim(r); r.Len() <= 0 || len(g.found) >= maxEvidence {
		return
	}
	s, at := g.d.Span(r), len(g.found)
	for j, e := range g.found {
		if e.Span == s {
			return
		}
		if s.Start < e.Span.Start {
			at = j
			break
		}
	}
	g.found = slices.Insert(g.found, at, sayso.Evidence{Kind: k, Span: s})
}

func (g *grounds) inSource() {
	source := g.lines[g.line].Source
	if len(source) == 0 {
		return
	}
	switch k := g.kinds[g.line]; k {
	case sayso.DocumentSource, sayso.StatementSource, sayso.SpeechSource, sayso.InterviewSource, sayso.PostSource, sayso.FilingSource,
		sayso.StudySource, sayso.ImageSource, sayso.VideoSource, sayso.OwnSource:
		core, _ := g.core(g.trim(nlp.Range{First: source[0].First, End: source[len(source)-1].End}))
		g.add(k, core)
	}
}

func (g *grounds) besideCue(s nlp.Range) {
	g.eachPhrase(g.line, s, func(p phrase) {
		if p.kind != mediaHead && p.kind != reportsHead && g.gives(p) {
			g.add(g.thing(p.kind, p.Range, p.head), p.Range)
		}
	})
}

// gives reports whether a phrase beside a cue is where the words were given, by
// its preposition.
func (g *grounds) gives(p phrase) bool {
	switch head, before := g.word(p.head), g.word(p.First-1); {
	case is(before, postedOn):
		return p.kind == postHead || is(head, pageWord)
	case is(before, givenIn):
		return p.kind != documentHead || wordy(head) || g.inCourt(p.Range, p.head)
	}
	return false
}

func (g *grounds) cited(s nlp.Range) {
	r := g.rests(g.line, s)
	if r.Len() <= 0 {
		return
	}
	if h, at := g.head(r); h.kind.thing() && h.kind != reportsHead {
		g.add(g.thing(h.kind, r, at), r)
	}
}

// thing is what a phrase with a thing at its head is as a source: papers may be a
// court's.
func (c *casting) thing(kind headKind, r nlp.Range, at int) sayso.SourceKind {
	if kind == documentHead && c.inCourt(r, at) {
		return sayso.FilingSource
	}
	return sourceKinds[kind]
}

// wordy reports whether a document is one in which somebody says something, as
// one does not in a plan or a law.
func wordy(w string) bool {
	return is(w, wordyWord)
}

// maxEvidence bounds what one claim rests on.
const maxEvidence = 6

// rests finds what a line is said to rest on: the object of "citing" and
// "based on" beside its cue.
func (c *casting) rests(i int, s nlp.Range) nlp.Range {
	l := &c.lines[i]
	for t := s.First; t+1 < s.End; t++ {
		if within(l.Content, t) || within(l.Source, t) || c.inQuote(t) {
			continue
		}
		switch w := c.word(t); {
		case is(w, citingWord):
			if within(l.Cue, t) || c.cue(i, c.d.Tokens[t].Head) {
				return c.complement(t+1, s)
			}
		case w == "on" && c.word(t-1) == "based" && c.hangs(i, t-1, s):
			return c.complement(t+1, s)
		}
	}
	return nlp.Range{}
}

// own reports whether a source is the outlet itself, telling what it saw: "a
// Tarn Herald reporter saw", "the Herald has reviewed the letter".
func (c *casting) own(i int) bool {
	l := &c.lines[i]
	if len(l.Source) == 0 || len(l.Cue) == 0 || !c.sees(l.Cue) {
		return false
	}
	r := c.trim(nlp.Range{First: l.Source[0].First, End: l.Source[len(l.Source)-1].End})
	if r.Len() <= 0 {
		return false
	}
	core, _ := c.core(r)
	if _, at := c.head(core); is(c.word(at), reporterWord) {
		for t := core.First; t < core.End; t++ {
			if k := c.nameAt[t] - 1; k >= 0 && c.medium(c.d.Names[k].Range) || c.word(t) == "this" || c.word(t) == "our" {
				return true
			}
		}
	}
	return c.kinds[i] == sayso.MediaSource && (len(l.Content) == 0 || c.word(l.Content[0].First) != "that") // "the Herald observed that" is saying
}

func (c *casting) sees(cue []nlp.Range) bool {
	for _, r := range cue {
		for t := r.First; t < r.End; t++ {
			if is(c.d.Tokens[t].Lemma, seesVerb) {
				return true
			}
		}
	}
	return false
}
