package export

import (
	"time"

	"sayso"
)

// Judgement is one thing that an analyst said.
type Judgement struct {
	Number  int     `json:"number"`
	At      string  `json:"at"`
	By      *string `json:"by"`
	Kind    string  `json:"kind"`
	Verdict string  `json:"verdict"`
	Subject string  `json:"subject"`
	Other   *string `json:"other"`
	Version *string `json:"version"`
	Article *string `json:"article"`
	Note    *string `json:"note"`
}

// NewJudgement makes the JSON object of a judgement.
func NewJudgement(j *sayso.Judgement) Judgement {
	s := j.Said()
	out := Judgement{int(j.N), s.At.UTC().Format(time.RFC3339), null(s.By), string(s.Kind), s.Verdict, s.Subject, null(s.Other), nil, nil, null(s.Note)}
	if j.Correction != nil {
		out.Version = null(string(j.Correction.Version))
	}
	if j.Identity != nil {
		out.Article = null(string(j.Identity.Article))
	}
	return out
}

// Judgements are all that analysts have said.
func Judgements() *Schema {
	var c columns[Judgement]
	c.integer("number", "", "rises with each judgement", func(r *Judgement) int { return r.Number })
	c.date("at", "when it was said", func(r *Judgement) *string { return &r.At })
	c.optional("by", "who said it; nothing where nobody was noted", func(r *Judgement) *string { return r.By })
	c.text("kind", "`correction`, `identity`, `regrouping`, `parting`, `weighing` or `disowning`", func(r *Judgement) string { return r.Kind })
	c.text("verdict", "`accepted`, `rejected`, `mended`, `added` or `withdrawn`; `merged`, `split` or `undone`; `parted` or `rejoined`; `apart`, `same-speaker`, `update`, `same-question` or `undone`; `disowned` or `owned`", func(r *Judgement) string { return r.Verdict })
	c.text("subject", "identifier of the claim, the actor, the article, the mention or the version", func(r *Judgement) string { return r.Subject })
	c.optional("other", "identifier of the actor, the article or the claim that it is said to belong with", func(r *Judgement) *string { return r.Other })
	c.optional("version", "of a correction: identifier of the version", func(r *Judgement) *string { return r.Version })
	c.optional("article", "of an identity that holds in one article: its identifier", func(r *Judgement) *string { return r.Article })
	c.optional("note", "why", func(r *Judgement) *string { return r.Note })
	return &Schema{"judgements", "what an analyst said, and when", c}
}
