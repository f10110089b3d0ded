package story

import (
	"fmt"
	"strings"
	"testing"

	"sayso"
)

// brief writes questions as "status: answer=speaker,speaker(speakers/origins); …".
func brief(qs []sayso.Question) string {
	var out []string
	for _, q := range qs {
		var sides []string
		for _, a := range q.Answers {
			var names []string
			for _, s := range a.Statements {
				names = append(names, s.Name)
			}
			sides = append(sides, fmt.Sprintf("%s=%s(%d/%d)", a.Text, strings.Join(names, ","), a.Speakers, a.Origins))
		}
		out = append(out, string(q.Status)+": "+strings.Join(sides, "; "))
	}
	return strings.Join(out, " | ")
}

func TestWeigh(t *testing.T) {
	said := func(claim, name, origin string) sayso.Statement {
		s := sayso.Statement{Claim: sayso.ClaimID(claim), Article: "ar1", Name: name, Origin: origin, Text: claim}
		if strings.HasPrefix(claim, "own") {
			s.Claim, s.Text = "", "the paper’s words "+claim
		}
		return s
	}
	ask := func() []sayso.Question {
		return []sayso.Question{
			{Slot: sayso.FigureSlot, Status: sayso.StandDisputed, Answers: []sayso.Answer{
				{Text: "12", Speakers: 1, Origins: 1, Statements: []sayso.Statement{said("cl1", "mayor", "wire"), said("cl2", "mayor", "wire")}},
				{Text: "9", Speakers: 2, Origins: 2, Statements: []sayso.Statement{said("cl3", "owner", "Herald"), said("cl4", "owner", "Herald"), said("own5", "Tribune", "Tribune")}}}},
			{Slot: sayso.FigureSlot, Status: sayso.StandAgreed, Answers: []sayso.Answer{
				{Text: "12", Speakers: 2, Origins: 2, Statements: []sayso.Statement{said("cl6", "police", "Post"), said("cl7", "union", "Post II")}}}},
		}
	}
	claim := func(id string) sayso.StatementName { return sayso.StatementName{Claim: sayso.ClaimID(id)} }
	own := sayso.StatementName{Article: "ar1", Text: "words own5"}
	for _, test := range []struct {
		name  string
		words []sayso.Weighing
		want  string
	}{
		{"nothing", nil, "disputed: 12=mayor,mayor(1/1); 9=owner,owner,Tribune(2/2) | agreed: 12=police,union(2/2)"},
		{"apart, with prints", []sayso.Weighing{{Verdict: sayso.Apart, A: claim("cl2"), B: claim("cl3")}}, "disputed: 12=mayor,mayor(1/1); 9=Tribune(1/1) | agreed: 12=police,union(2/2)"},
		{"apart, the other first", []sayso.Weighing{{Verdict: sayso.Apart, A: own, B: claim("cl1")}}, "disputed: 12=mayor,mayor(1/1); 9=owner,owner(1/1) | agreed: 12=police,union(2/2)"},
		{"all apart", []sayso.Weighing{{Verdict: sayso.Apart, A: claim("cl1"), B: claim("cl3")}, {Verdict: sayso.Apart, A: claim("cl1"), B: own}}, "agreed: 12=police,union(2/2)"},
		{"apart in one answer", []sayso.Weighing{{Verdict: sayso.Apart, A: claim("cl6"), B: claim("cl7")}}, "disputed: 12=mayor,mayor(1/1); 9=owner,owner,Tribune(2/2) | agreed: 12=police,union(2/2)"},
		{"one speaker who agrees with nobody", []sayso.Weighing{{Verdict: sayso.SameSpeaker, A: claim("cl6"), B: claim("cl7")}}, "disputed: 12=mayor,mayor(1/1); 9=owner,owner,Tribune(2/2)"},
		{"one speaker who shifts", []sayso.Weighing{{Verdict: sayso.Apart, A: claim("cl1"), B: own}, {Verdict: sayso.SameSpeaker, A: claim("cl1"), B: claim("cl4")}}, "shifted: 12=mayor,mayor(1/1); 9=mayor,mayor(1/1) | agreed: 12=police,union(2/2)"},
		{"an update", []sayso.Weighing{{Verdict: sayso.UpdateOf, A: claim("cl1"), B: claim("cl3")}}, "updated: 12=mayor,mayor(1/1); 9=owner,owner,Tribune(2/2) | agreed: 12=police,union(2/2)"},
		{"one question", []sayso.Weighing{{Verdict: sayso.SameQuestion, A: claim("cl3"), B: claim("cl7")}}, "disputed: 12=mayor,mayor,police,union(3/3); 9=owner,owner,Tribune(2/2)"},
		{"what nobody found", []sayso.Weighing{{Verdict: sayso.SameQuestion, A: claim("cl3"), B: claim("cl9")}}, "disputed: 12=mayor,mayor(1/1); 9=owner,owner,Tribune(2/2) | agreed: 12=police,union(2/2)"},
	} {
		if got := brief(weigh(ask(), test.words)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}
