package actor

import (
	"sayso"
	"sayso/nlp"
)

// evidence finds what line i rests on or was given in: its source where that
// is a thing ("photographs showed"), what hangs on the cue ("said in a
// statement"), and what was cited ("citing court papers").
func (c *casting) evidence(i int) []sayso.Evidence {
	l := &c.lines[i]
	var out []sayso.Evidence
	add := func(k sayso.SourceKind, r nlp.Range) {
		if r = c.trim(r); r.Len() <= 0 || len(out) >= maxEvidence {
			return
		}
		s := c.d.Span(r)
		for j, e := range out {
			if e.Span == s {
				return
			}
			if s.Start < e.Span.Start {
				out = append(out[:j], append([]sayso.Evidence{{Kind: k, Span: s}}, out[j:]...)...)
				return
			}
		}
		out = append(out, sayso.Evidence{Kind: k, Span: s})
	}
	if len(l.Source) > 0 {
		switch k := c.kinds[i]; k {
		case sayso.DocumentSource, sayso.StatementSource, sayso.SpeechSource, sayso.InterviewSource, sayso.PostSource, sayso.FilingSource,
			sayso.StudySource, sayso.ImageSource, sayso.VideoSource, sayso.OwnSource:
			core, _ := c.core(c.trim(nlp.Range{First: l.Source[0].First, End: l.Source[len(l.Source)-1].End}))
			add(k, core)
		}
	}
	if len(l.Cue) == 0 {
		return out
	}
	s := c.around(i)
	c.eachPhrase(i, s, func(p phrase) {
		if p.kind == mediaHead || p.kind == reportsHead {
			return
		}
		w, page := c.word(p.First-1), c.word(p.head)
		switch {
		case w == "on" && (p.kind == postHead || page == "page" || page == "blog" || page == "website"):
		case w == "in" || w == "at" || w == "during" || w == "via" || w == "through":
			if p.kind == documentHead && !wordy(page) && !c.inCourt(p.Range, p.head) {
				return
			}
		default:
			return
		}
		k := sourceKinds[p.kind]
		if p.kind == documentHead && c.inCourt(p.Range, p.head) {
			k = sayso.FilingSource
		}
		add(k, p.Range)
	})
	if r := c.rests(i, s); r.Len() > 0 {
		if h, at := c.head(r); h.kind.thing() && h.kind != reportsHead {
			k := sourceKinds[h.kind]
			if h.kind == documentHead && c.inCourt(r, at) {
				k = sayso.FilingSource
			}
			add(k, r)
		}
	}
	return out
}

// wordy reports whether a document is one in which somebody says something, as
// one does not in a plan or a law.
func wordy(w string) bool {
	switch w {
	case "letter", "letters", "memo", "memorandum", "email", "emails", "e-mail", "e-mails", "message", "messages", "note", "notes", "article", "column", "essay", "op-ed", "report", "reports",
		"book", "memoir", "manifesto", "text", "texts", "transcript", "diary", "cable", "cables", "paper", "review", "dossier", "document", "documents", "papers", "affidavit", "poem", "song", "biography":
		return true
	}
	return false
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
		case w == "citing" || w == "quoting":
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
	switch _, at := c.head(core); c.word(at) {
	case "reporter", "reporters", "journalist", "journalists", "correspondent", "correspondents", "photographer", "photographers", "crew", "team":
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
			switch c.d.Tokens[t].Lemma {
			case "see", "witness", "observe", "watch", "verify", "review", "count":
				return true
			}
		}
	}
	return false
}
