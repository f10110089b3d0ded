package polnear

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

func TestStances(t *testing.T) {
	labels, err := Stances()
	if err != nil {
		t.Fatal(err)
	}
	if len(labels) != 200 {
		t.Errorf("%d labels", len(labels))
	}
}

func TestScoreStances(t *testing.T) {
	text := "Ana denied “that”. Bo said it rains."
	doc := []Document{{Name: "x.txt", Text: text}}
	labels := []Stance{
		{Text: "x.txt", Cue: sayso.Span{Start: 4, End: 10}, Content: sayso.Span{Start: 11, End: 17}, Fair: []sayso.Stance{sayso.Denies}},
		{Text: "x.txt", Cue: sayso.Span{Start: 22, End: 26}, Content: sayso.Span{Start: 27, End: 35}, Fair: []sayso.Stance{sayso.Asserts, sayso.Predicts}},
		{Text: "y.txt", Cue: sayso.Span{Start: 0, End: 1}, Content: sayso.Span{Start: 2, End: 3}, Fair: []sayso.Stance{sayso.Asserts}},
	}
	b := func(words string) sayso.Spans {
		for i := range text {
			if len(text) >= i+len(words) && text[i:i+len(words)] == words {
				return sayso.Spans{{Start: i, End: i + len(words)}}
			}
		}
		return nil
	}
	claims := []sayso.Claim{
		{Cue: sayso.Cue{Spans: b("denied")}, Content: b("“that”"), Stance: sayso.Denies},
		{Cue: sayso.Cue{Spans: b("said")}, Content: b("it rains"), Stance: sayso.Warns},
	}
	if found, right := ScoreStances(labels, doc, []sayso.Analysis{{Claims: claims}}); found != 2 || right != 1 {
		t.Errorf("found %d, right %d", found, right)
	}
}

type fixedJudge struct{}

func (fixedJudge) Judge(_ *nlp.Doc, a *claim.Attribution) (claim.Verdict, string) {
	if a.Lemma == "denied" {
		return claim.Verdict{Stance: sayso.Denies}, ""
	}
	return claim.Verdict{Stance: sayso.Asserts}, ""
}

func TestJudgeStances(t *testing.T) {
	text := "Bo — denied that. Ann said it rains."
	b := func(s string) sayso.Spans {
		i := strings.Index(text, s)
		return sayso.Spans{{Start: i, End: i + len(s)}}
	}
	docs := []Document{{Name: "x.txt", Text: text, Attrs: []Attribution{{Source: b("Bo"), Cue: b("denied"), Content: b("that")}}}}
	labels := []Stance{
		{Text: "x.txt", Cue: sayso.Span{Start: 5, End: 11}, Content: sayso.Span{Start: 12, End: 16}, Fair: []sayso.Stance{sayso.Denies}},
		{Text: "x.txt", Cue: sayso.Span{Start: 22, End: 26}, Content: sayso.Span{Start: 27, End: 35}, Fair: []sayso.Stance{sayso.Warns}},
	}
	reader := nlp.StageFunc(func(d *nlp.Doc) { *d = *token.Tokenize(d.Text) })
	out := JudgeStances(labels, docs, reader, fixedJudge{})
	if len(out) != 2 || !out[0].Right() || out[1].Right() {
		t.Errorf("got %+v", out)
	}
}
