package extract

import (
	"slices"
	"strings"
	"testing"

	"sayso"
)

const ruled = `The harbour authority said on Wednesday that it would rebuild the pier.

Troops shelled the town of Rell on 5 May 2031, the mayor said.
`

// TestNamedRules wants readings to name rules that can be left out, and what is
// read without one to lack it and to say so.
func TestNamedRules(t *testing.T) {
	a := sayso.Article{Text: ruled, Published: day(t, "2031-05-08"), Language: "en"}
	known := NamedRules()
	with := Fast().Extract(&a)
	if len(with.Claims) != 2 || len(with.Times) != 2 {
		t.Fatalf("%+v", with)
	}
	for _, c := range with.Claims {
		head, _, _ := strings.Cut(c.Rule, ":")
		if !slices.Contains(known, "claim/"+head) {
			t.Errorf("rule %q is in no list", c.Rule)
		}
	}
	for _, w := range with.Times {
		if !slices.Contains(known, "time/"+w.Rule) {
			t.Errorf("rule %q is in no list", w.Rule)
		}
	}
	for name, lacks := range map[string]func(sayso.Analysis) bool{
		"claim/verb":        func(an sayso.Analysis) bool { return len(an.Claims) == 0 },
		"time/weekday-name": func(an sayso.Analysis) bool { return len(an.Times) == 1 },
	} {
		x, err := NewWith(Options{Reading: Rules, Without: []string{name}})
		if err != nil {
			t.Fatal(err)
		}
		if an := x.Extract(&a); !lacks(an) || an.Extractor.Model != "rules, without "+name {
			t.Errorf("without %s: %s\n%+v", name, an.Extractor.Model, an)
		}
	}
	if _, err := NewWith(Options{Reading: Rules, Without: []string{"time/weekday"}}); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), "time/weekday-name") {
		t.Errorf("a rule that does not exist: %v", err)
	}
}

// TestReadingNamesRules wants what is known of a speaker, what a claim answers and
// how its stance was read to name their rules, and explanations to show them.
func TestReadingNamesRules(t *testing.T) {
	a := sayso.Article{Language: "en", Text: "Peter Quill accused Angela Merkel of taking bribes. Merkel denied the accusation. Quill said he would resign.\n"}
	read := func(without ...string) sayso.Analysis {
		x, err := NewWith(Options{Without: without})
		if err != nil {
			t.Fatal(err)
		}
		return x.Extract(&a)
	}
	an := read()
	merkel := slices.IndexFunc(an.Actors, func(x sayso.Actor) bool { return x.Known == "angela-merkel" })
	if len(an.Claims) != 3 || merkel < 0 || an.Actors[merkel].Rule != "full-name" || an.Claims[1].ReplyRule != "charge" || an.Claims[2].StanceRule != "future" || an.Claims[2].SpeakerRule != "name" {
		t.Fatalf("%+v\n%+v", an.Actors, an.Claims)
	}
	if got := read("known/full-name"); slices.ContainsFunc(got.Actors, func(x sayso.Actor) bool { return x.Known == "angela-merkel" }) {
		t.Errorf("still known: %+v", got.Actors)
	}
	if got := read("reply/charge"); len(got.Claims) != 3 || got.Claims[1].RepliesTo != "" || got.Claims[1].ReplyRule != "" {
		t.Errorf("still a reply: %+v", got.Claims)
	}
	if got := read("stance/future"); len(got.Claims) != 3 || got.Claims[2].StanceRule == "future" {
		t.Errorf("still read by the rule: %+v", got.Claims)
	}
	_, reasons := New().Why(&a, an.Claims[1].Attribution())
	for _, rule := range []string{"speaker/name", "known/full-name", "reply/charge"} {
		if !slices.ContainsFunc(reasons, func(r sayso.Reason) bool { return strings.Contains(r.Why, "rule "+rule) }) {
			t.Errorf("no reason names %s: %+v", rule, reasons)
		}
	}
}

// TestWithoutPattern leaves out the pattern that an event names, and the rule that
// reads a pledge off what is said.
func TestWithoutPattern(t *testing.T) {
	a := sayso.Article{Text: ruled, Published: day(t, "2031-05-08"), Language: "en"}
	with := New().Extract(&a)
	i := slices.IndexFunc(with.Events, func(e sayso.Event) bool { return e.Type == "ASSAULT" })
	j := slices.IndexFunc(with.Claims, func(c sayso.Claim) bool { return c.Stance == sayso.Pledges })
	if i < 0 || j < 0 {
		t.Fatalf("%+v", with)
	}
	line, _, _ := strings.Cut(with.Events[i].Rule, " ")
	x, err := NewWith(Options{Without: []string{"event/" + line, "stance/future"}})
	if err != nil {
		t.Fatal(err)
	}
	an := x.Extract(&a)
	for _, e := range an.Events {
		if strings.HasPrefix(e.Rule, line) {
			t.Errorf("still read by %s", e.Rule)
		}
	}
	if an.Claims[j].Stance == sayso.Pledges {
		t.Error("still a pledge")
	}
	if _, err := NewWith(Options{Without: []string{"event/patterns.tsv:1"}}); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("a line that is no pattern: %v", err)
	}
	_, reasons := New().Why(&a, with.Claims[j].Attribution())
	if !slices.ContainsFunc(reasons, func(r sayso.Reason) bool { return strings.Contains(r.Why, "stance/future") }) {
		t.Errorf("no reason names the rule: %+v", reasons)
	}
}

func day(t *testing.T, s string) sayso.Date {
	t.Helper()
	d, err := sayso.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
