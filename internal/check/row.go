package check

import (
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/export"
)

// Rows are the findings in the shape that export prints.
func (r *Report) Rows() []export.Checked {
	points := sayso.NewPoints(r.Article.Text)
	out := make([]export.Checked, len(r.Findings))
	for i := range r.Findings {
		out[i] = r.Findings[i].row(r.Article.Text, points)
	}
	return out
}

func (f *Finding) row(text string, points sayso.Points) export.Checked {
	out := export.Checked{
		Text: f.Text, Quoted: f.Quoted, Speaker: null(f.Speaker), Said: null(f.Said), Verdict: string(f.Verdict), Origins: f.Origins, Version: null(string(f.Version)),
		Concerns: []string{}, Why: append([]string{}, f.Why...), Words: []export.CheckedWords{}, Denials: []export.CheckedDenial{}, Prints: []export.CheckedArticle{},
	}
	for _, s := range points.Spans(f.Spans) {
		out.Spans = append(out.Spans, export.Span{s.Start, s.End})
	}
	before := text[:f.Spans[0].Start]
	out.Line = 1 + strings.Count(before, "\n")
	out.Column = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	for _, c := range f.Concerns {
		out.Concerns = append(out.Concerns, string(c))
	}
	for _, w := range f.Words {
		out.Words = append(out.Words, export.CheckedWords(w))
	}
	if f.Claim != nil {
		row := export.NewClaim(*f.Claim)
		out.Claim = &row
	}
	if f.Article.ID != "" {
		row := export.NewArticle(f.Article)
		out.Article = &row
	}
	if f.Passage != "" {
		out.Passage = &export.Words{Spans: []export.Span{{f.At.Start, f.At.End}}, Text: f.Passage}
	}
	for _, d := range f.Denials {
		out.Denials = append(out.Denials, export.NewCheckedDenial(d))
	}
	for _, a := range f.Prints {
		out.Prints = append(out.Prints, export.NewCheckedArticle(a))
	}
	return out
}

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
