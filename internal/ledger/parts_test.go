package ledger

import (
	"strings"
	"testing"
	"time"

	"sayso"
)

func day(n int) time.Time { return time.Date(2031, 4, n, 0, 0, 0, 0, time.UTC) }

func TestRank(t *testing.T) {
	date := func(s string) sayso.Date {
		d, err := sayso.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name, d, newest string
		newer           bool
	}{
		{"a later date", "2031-04-02", "2031-04-01", true},
		{"an earlier date", "2031-04-01", "2031-04-02", false},
		{"no date", "", "2031-04-02", true},
		{"none before", "2031-04-02", "", true},
		{"the same day, read later", "2031-04-01", "2031-04-01T18:00:00Z", true},
		{"the same day, at an earlier hour", "2031-04-01T06:00:00Z", "2031-04-01T18:00:00Z", false},
		{"the day before, without an hour", "2031-03-31", "2031-04-01T00:10:00Z", false},
	} {
		newest := Seconds(date(c.newest))
		if got := Rank(date(c.d), newest, date(c.newest)) >= newest; got != c.newer {
			t.Errorf("%s: newer %t", c.name, got)
		}
	}
}

// whole is a reading with all that events name.
func whole() (sayso.Article, *sayso.Analysis) {
	const text = "RELL – Kerland’s army shelled Rell on Monday, the ministry said, after talks. It denied more."
	at := func(s string) sayso.Spans {
		i := strings.Index(text, s)
		return sayso.Spans{{Start: i, End: i + len(s)}}
	}
	a := sayso.Article{ID: "ar1", Path: "a.txt", Outlet: "The Post", Text: text, Published: sayso.Date{Time: day(2)}}
	a.Dateline = &sayso.Dateline{Whole: sayso.Span{End: strings.Index(text, "Kerland")}}
	return a, &sayso.Analysis{
		Sentences: []sayso.Span{{End: strings.Index(text, "It")}, {Start: strings.Index(text, "It"), End: len(text)}},
		Actors: []sayso.Actor{
			{ID: "a1", Name: "Kerland", Type: sayso.PlaceActor, Country: "KER", Named: true}, {ID: "a2", Name: "Rell", Type: sayso.PlaceActor, Country: "REL", Named: true},
			{ID: "a3", Name: "the ministry", Type: sayso.Organisation}, {ID: "a4", Name: "the ministry", Type: sayso.Organisation},
		},
		Places: []sayso.Place{{ID: "p1", Name: "Rell", Country: "REL", Feature: "city", Mentions: []sayso.MentionID{"m1"}}},
		Times:  []sayso.When{{ID: "t1", Value: "2031-03-31", From: day(0), To: day(1)}, {ID: "t2", Value: "2031-W14", From: day(0), To: day(7)}},
		Claims: []sayso.Claim{
			{ID: "c2", Source: sayso.Source{Spans: at("It")}, Cue: sayso.Cue{Spans: at("denied")}, Content: at("more"), Parent: "c1", RepliesTo: "c1"},
			{ID: "c1", Source: sayso.Source{Spans: at("the ministry"), Actors: []sayso.ActorID{"a3"}}, Cue: sayso.Cue{Spans: at("said")}, Content: at("Kerland’s army shelled Rell on Monday")},
		},
		Events: []sayso.Event{
			{ID: "e1", Type: "ASSAULT", Mode: "heavy-weapons", Status: sayso.Happened, Anchor: at("shelled"), Actors: []sayso.ActorID{"a1"}, Recipients: []sayso.ActorID{"a2", "none"}, Place: "p1", Time: "t1", Claim: "c1",
				TimeFrom: "e2", Links: []sayso.TimeLink{{Relation: "after", Event: "e2", Signal: at("after"), Other: at("talks")}, {Relation: "in", Time: "t2", Other: at("Monday")}, {Relation: "in", Time: "none"}},
				Quantities: []sayso.Quantity{{Kind: "killed", Low: 2, High: 2, Span: at("Monday")[0]}}},
			{ID: "e2", Type: "CONSULT", Status: sayso.Happened, Anchor: at("talks"), Time: "t2"},
		},
	}
}

func TestTakeApart(t *testing.T) {
	a, an := whole()
	if err := Validate(&a, an); err != nil {
		t.Fatal(err)
	}
	p := TakeApart(a, "ve1", an)
	if p.Plain || p.At != day(2).Unix() || !strings.HasPrefix(p.Lead, "Kerland’s army") {
		t.Errorf("plain %t, at %d, lead %q", p.Plain, p.At, p.Lead)
	}
	if p.Actors[2].Lasting == p.Actors[3].Lasting || p.Actors[2].Reason != OwnArticle || p.Actors[0].Reason != sameFullName {
		t.Errorf("actors %+v", p.Actors)
	}
	first, second := p.Claims[0], p.Claims[1]
	if first.ID != "c1" || second.LastingParent != first.Lasting || second.LastingReply != first.Lasting || first.LastingParent != "" {
		t.Errorf("claims are not in text order, or have lost each other: %+v", p.Claims)
	}
	if first.ContentText != "Kerland’s army shelled Rell on Monday" || first.Before != "RELL – " || !strings.HasPrefix(first.After, ", the ministry said") ||
		first.Content[0].Start-first.ContentPoints[0].Start != 2 { // the dash has three bytes
		t.Errorf("%+v", first)
	}
	assault, talks := p.Events[0], p.Events[1]
	if assault.Day != "2031-03-31" || assault.DayNumber != day(0).Unix()/86400 || assault.DayFrom != "CONSULT “talks”, by “after”" || talks.Day != "" || talks.DayFrom != "" {
		t.Errorf("days %q (%d, from %q) and %q", assault.Day, assault.DayNumber, assault.DayFrom, talks.Day)
	}
	if assault.Source != "the ministry" || assault.Origin != "the ministry" || assault.Claim != first.Lasting || talks.Origin != "The Post" || talks.Claim != "" {
		t.Errorf("told by %q and %q", assault.Origin, talks.Origin)
	}
	if len(assault.Links) != 2 || assault.Links[0].Event != talks.ID || assault.Links[0].Act != "CONSULT" || assault.Links[1].Day != "2031-W14" {
		t.Errorf("links %+v", assault.Links)
	}
	if len(assault.Targets) != 1 || assault.Targets[0].ID != p.Actors[1].Lasting || assault.Place.Name != "Rell" || assault.Place.Mentions != nil || assault.Reason != "same act in Rell" {
		t.Errorf("%+v", assault.EventReport)
	}
	if n := an.Events[0].Quantities[0].Span.Start - assault.Quantities[0].Span.Start; n != 4 { // the dash and the apostrophe
		t.Errorf("a quantity is %d bytes away from its letters", n)
	}
	q := p.Corrected([]sayso.Correction{{Verdict: sayso.Rejected, Was: an.Claims[1].Attribution()}})
	if len(q.Claims) != 1 || q.Claims[0].Lasting != second.Lasting || q.Events[0].Claim != "" || len(p.Claims) != 2 {
		t.Errorf("corrected to %d claims, %+v", len(q.Claims), q.Events[0].EventReport)
	}
	if p.Corrected(nil) != p {
		t.Error("nothing was said, and yet it was made anew")
	}
}

func TestOrigin(t *testing.T) {
	for _, c := range []struct {
		a    sayso.Article
		want string
	}{
		{sayso.Article{Outlet: "The Post", Credits: []sayso.Credit{{Agency: "Northern Wire"}}}, "Northern Wire"},
		{sayso.Article{Outlet: "The Post", Credits: []sayso.Credit{{}}}, "The Post"},
		{sayso.Article{URL: "https://post.example/1"}, "https://post.example/1"},
	} {
		if got := origin(&c.a); got != c.want {
			t.Errorf("%+v goes back to %q", c.a, got)
		}
	}
}
