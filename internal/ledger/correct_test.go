package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// The text that claims of these tests stand in, and where its words are.
const harbour = "The mayor said the harbour was closed. Ana Ruiz denied that."

func words(s string) sayso.Spans {
	i := strings.Index(harbour, s)
	return sayso.Spans{{Start: i, End: i + len(s)}}
}

func claimed(id, source, cue, content string) sayso.Claim {
	return sayso.Claim{ID: sayso.ClaimID(id), Form: sayso.Indirect, Stance: sayso.Asserts, Source: sayso.Source{Spans: words(source), Kind: sayso.NamedSource},
		Cue: sayso.Cue{Spans: words(cue)}, Content: words(content), Confidence: 0.5}
}

func judged(source, cue, content string, speakers ...string) *sayso.Judged {
	return &sayso.Judged{Attribution: sayso.Attribution{Source: words(source), Cue: words(cue), Content: words(content)},
		Form: sayso.Indirect, Kind: sayso.NamedSource, Stance: sayso.Denies, Speakers: speakers}
}

func reading() *sayso.Analysis {
	an := &sayso.Analysis{
		Actors: []sayso.Actor{{ID: "a1", Name: "Ana Ruiz", Aliases: []string{"Ruiz"}}},
		Claims: []sayso.Claim{
			claimed("c1", "The mayor", "said", "the harbour was closed"),
			claimed("c2", "Ana Ruiz", "denied", "that"),
		},
	}
	an.Claims[1].Parent, an.Claims[1].RepliesTo = "c1", "c1"
	return an
}

// shown gives what a table compares of each claim: its number, what it says and
// by whom, with a mark on what an analyst judged.
func shownClaims(an *sayso.Analysis) string {
	var out []string
	for _, c := range an.Claims {
		s := fmt.Sprintf("%s %s: %s %v", c.ID, c.Stance, c.Content.In(harbour), c.Source.Actors)
		if c.Correction != nil {
			s += "!"
		}
		if c.Parent != "" || c.RepliesTo != "" {
			s += fmt.Sprintf(" <%s >%s", c.Parent, c.RepliesTo)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestCorrected(t *testing.T) {
	first := claimed("", "The mayor", "said", "the harbour was closed")
	was := first.Attribution()
	const second = "; c2 asserts: that [] <c1 >c1"
	for _, c := range []struct {
		name string
		said []sayso.Correction
		want string
	}{
		{"nothing", nil, "c1 asserts: the harbour was closed []" + second},
		{"accepted", []sayso.Correction{{Verdict: sayso.Accepted, Was: was, Is: judged("The mayor", "said", "the harbour was closed")}},
			"c1 asserts: the harbour was closed []!" + second},
		{"mended, by a name of the article", []sayso.Correction{{Verdict: sayso.Mended, Was: was, Is: judged("The mayor", "said", "closed", "ruiz")}},
			"c1 denies: closed [a1]!" + second},
		{"mended, by a name that it lacks", []sayso.Correction{{Verdict: sayso.Mended, Was: was, Is: judged("The mayor", "said", "closed", " Bo  Lind ")}},
			"c1 denies: closed [a2]!" + second},
		{"rejected: what stood inside stands outside", []sayso.Correction{{Verdict: sayso.Rejected, Was: was}}, "c2 asserts: that []"},
		{"found by most of the content", []sayso.Correction{{Verdict: sayso.Rejected, Was: sayso.Attribution{Content: words("harbour was closed")}}}, "c2 asserts: that []"},
		{"half of the content is too little", []sayso.Correction{{Verdict: sayso.Rejected, Was: sayso.Attribution{Content: words("closed")}}},
			"c1 asserts: the harbour was closed []" + second},
		{"added", []sayso.Correction{{Verdict: sayso.Added, Is: judged("The mayor", "said", "harbour")}},
			"c1 asserts: the harbour was closed []" + second + "; c3 denies: harbour []!"},
		{"added, and found by a later reading", []sayso.Correction{{Verdict: sayso.Added, Is: judged("The mayor", "said", "the harbour was closed")}},
			"c1 denies: the harbour was closed []!" + second},
	} {
		an := reading()
		got := Corrected(an, c.said)
		if s := shownClaims(&got); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
		if s := shownClaims(an); s != "c1 asserts: the harbour was closed []"+second || len(an.Actors) != 1 {
			t.Errorf("%s: it changed what was read: %s", c.name, s)
		}
	}
}

// Claims that stand in each other come from a broken reading: taking them out
// comes to an end.
func TestCorrectedRing(t *testing.T) {
	an := reading()
	an.Claims[0].Parent = "c2"
	an.Claims = append(an.Claims, claimed("c3", "Ana Ruiz", "denied", "harbour"))
	an.Claims[2].Parent = "c1"
	got := Corrected(an, []sayso.Correction{
		{Verdict: sayso.Rejected, Was: an.Claims[0].Attribution()}, {Verdict: sayso.Rejected, Was: an.Claims[1].Attribution()}})
	if s := shownClaims(&got); s != "c3 asserts: harbour []" {
		t.Error(s)
	}
}

func TestCheckCorrection(t *testing.T) {
	mend := func(change func(*sayso.Judged)) sayso.Correction {
		is := judged("The mayor", "said", "the harbour was closed")
		change(is)
		return sayso.Correction{Claim: "cl1", Verdict: sayso.Mended, Is: is}
	}
	for _, c := range []struct {
		say  sayso.Correction
		want string // in the error; "" for none
	}{
		{sayso.Correction{Verdict: sayso.Rejected, Is: judged("", "", "")}, ""},
		{sayso.Correction{Verdict: sayso.Withdrawn}, ""},
		{sayso.Correction{Verdict: "perhaps"}, `"perhaps" is no verdict`},
		{sayso.Correction{Verdict: sayso.Accepted}, "say how the claim should read"},
		{mend(func(j *sayso.Judged) {}), ""},
		{mend(func(j *sayso.Judged) { j.Content = nil }), "a claim without content"},
		{mend(func(j *sayso.Judged) { j.Cue = sayso.Spans{{Start: 4, End: 400}} }), "[4,400) is no piece of the text"},
		{mend(func(j *sayso.Judged) { j.Cue = sayso.Spans{{Start: 4, End: 4}} }), "[4,4) is no piece"},
		{mend(func(j *sayso.Judged) { j.Cue = sayso.Spans{{Start: 9, End: 12}, {Start: 4, End: 6}} }), "out of order"},
		{mend(func(j *sayso.Judged) { j.Stance = "shrugs" }), `"shrugs" is no stance`},
		{mend(func(j *sayso.Judged) { j.Kind = "oracle" }), `"oracle" is no kind of source`},
		{mend(func(j *sayso.Judged) { j.Form = "sung" }), `"sung" is no form`},
	} {
		err := CheckCorrection(&c.say, harbour)
		if c.want == "" && err != nil || c.want != "" && (sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%+v: error %v, want %q", c.say, err, c.want)
		}
		if (c.say.Verdict == sayso.Rejected || c.say.Verdict == sayso.Withdrawn) && c.say.Is != nil {
			t.Errorf("%s is judged", c.say.Verdict)
		}
	}
	cut := sayso.Correction{Verdict: sayso.Added, Is: judged("", "", "The")}
	cut.Is.Content = sayso.Spans{{Start: 0, End: 1}}
	if err := CheckCorrection(&cut, "é"); err == nil {
		t.Error("half a letter is taken for words")
	}
}

func TestFillCorrection(t *testing.T) {
	row := &sayso.ClaimRow{Claim: claimed("cl1", "The mayor", "said", "the harbour was closed"), Version: "ve1"}
	added := &sayso.Correction{Version: "ve2", Verdict: sayso.Added, Is: judged("Ana Ruiz", "denied", "that")}
	mended := &sayso.Correction{Version: "ve2", Verdict: sayso.Mended, Was: row.Attribution(), Is: judged("The mayor", "said", "closed")}
	for _, c := range []struct {
		name    string
		verdict sayso.Verdict
		before  *sayso.Correction
		row     *sayso.ClaimRow
		version sayso.VersionID
		was, is sayso.Spans // content
	}{
		{"the first word", sayso.Accepted, nil, row, "ve1", row.Content, row.Content},
		{"after a mending", sayso.Accepted, mended, row, "ve2", row.Content, words("closed")},
		{"of what was taken away", sayso.Accepted, mended, nil, "ve2", row.Content, words("closed")},
		{"of what was added", sayso.Mended, added, row, "ve2", words("that"), words("that")},
		{"taking back what was added", sayso.Withdrawn, added, row, "ve2", nil, words("that")},
	} {
		got := sayso.Correction{Verdict: c.verdict}
		FillCorrection(&got, c.before, c.row)
		if got.Version != c.version || !slices.Equal(got.Was.Content, c.was) || !slices.Equal(got.Is.Content, c.is) {
			t.Errorf("%s: %+v, is %+v", c.name, got, got.Is)
		}
	}
}

func TestNameAdded(t *testing.T) {
	c := sayso.Correction{Version: "ve1", Verdict: sayso.Added, Is: judged("The mayor", "said", "closed")}
	if err := NameAdded(&c); err != nil {
		t.Fatal(err)
	}
	// The same words, read by a program, go by the same name.
	an := sayso.Analysis{Claims: []sayso.Claim{claimed("c1", "The mayor", "said", "closed")}}
	if id := lastingClaims("ve1", an.Claims)["c1"]; id != c.Claim {
		t.Errorf("added as %s, read as %s", c.Claim, id)
	}
	if err := NameAdded(&sayso.Correction{Verdict: sayso.Added}); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("no words: %v", err)
	}
}
