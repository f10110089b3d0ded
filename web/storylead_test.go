package web

import (
	"strings"
	"testing"

	"sayso"
)

// TestStoryLead wants each question of a story under what it is, and no answer without
// who gives it.
func TestStoryLead(t *testing.T) {
	side := func(class, text, who string, speakers, origins int) sideView {
		x := sideView{Class: class}
		x.Text, x.Speakers, x.Origins = text, speakers, origins
		s := sayingView{}
		s.Statement = &sayso.Statement{Name: who}
		x.Sayings = []sayingView{s}
		return x
	}
	q := func(id string, status sayso.Standing, sides ...sideView) questionView {
		v := questionView{Sides: sides}
		v.ID, v.Text, v.Status = sayso.QuestionID(id), "Did it? "+id, status
		return v
	}
	contested := []questionView{
		q("qu1", sayso.StandDisputed, side("yes", "yes", "Ada", 2, 1), side("no", "no", "Bo", 1, 1)),
		q("qu2", sayso.StandDenied, side("no", "no", "", 1, 1)),
		q("qu3", sayso.StandDisputed, side("yes", "yes", "Ada", 1, 1), side("open", "open", "The Herald", 1, 1)),
		q("qu4", sayso.StandUpdated, side("value", "4", "Ada", 1, 1), side("value", "5", "Ada", 1, 1)),
		q("qu5", sayso.StandDisputed, side("yes", "yes", "Ada", 1, 1), side("no", "no", "Bo", 1, 1)),
	}
	got := newInShort(contested, []questionView{q("qu6", sayso.StandAgreed, side("yes", "yes", "Cy", 3, 2))})
	ids := func(ls []shortLine) string {
		var out []string
		for _, l := range ls {
			out = append(out, l.ID)
		}
		return strings.Join(out, " ")
	}
	if ids(got.Disputed) != "qu1 qu2 qu4" || ids(got.Open) != "qu3" || ids(got.Agreed) != "qu6" || got.More != 1 {
		t.Errorf("disputed %q, open %q, agreed %q, %d more", ids(got.Disputed), ids(got.Open), ids(got.Agreed), got.More)
	}
	if a := got.Disputed[0].Answers; len(a) != 2 || a[0] != (shortAnswer{"yes", "yes", "Ada", 1, 1}) {
		t.Errorf("the answers are %+v", a)
	}
	if a := got.Disputed[1].Answers[0]; a.Who != "nobody named" {
		t.Errorf("nobody is %q", a.Who)
	}
	s := serve(t, ferryStory()...)
	_, list := get(t, s.URL+"/stories")
	led := false
	for _, at := range hrefs(list, "/stories/st") {
		_, body := get(t, s.URL+at)
		led = led || strings.Contains(body, `class="facts inshort"`)
		for _, to := range hrefs(body, "#qu") {
			if !strings.Contains(body, `id="`+to[1:]+`"`) {
				t.Errorf("%s: %s leads nowhere", at, to)
			}
		}
	}
	if !led {
		t.Error("no story has a lead of rows")
	}
}
