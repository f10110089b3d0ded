package ledger

import (
	"math"
	"strings"
	"testing"

	"sayso"
)

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		want  string // in the error; "" for none
		spoil func(*sayso.Article, *sayso.Analysis)
	}{
		{"", func(*sayso.Article, *sayso.Analysis) {}},
		{"its title is not UTF-8", func(a *sayso.Article, _ *sayso.Analysis) { a.Title = "\xff" }},
		{"published in the year 10000", func(a *sayso.Article, _ *sayso.Analysis) { a.Published.Time = day(1).AddDate(10000-2031, 0, 0) }},
		{`actor "a1" is there twice`, func(_ *sayso.Article, an *sayso.Analysis) { an.Actors[1].ID = "a1" }},
		{`actor "" is there twice or has no identifier`, func(_ *sayso.Article, an *sayso.Analysis) { an.Actors[1].ID = "" }},
		{`claim "c1" is there twice`, func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].ID = "c1" }},
		{"claim c2: [5,900) is no piece of the text", func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Content = sayso.Spans{{Start: 5, End: 900}} }},
		{"claim c2: [6,8) is no piece", func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Cue.Spans = sayso.Spans{{Start: 6, End: 8}} }},
		{"are not form, stance and kind", func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Stance = "de;nies" }},
		{`claim c2: there is no actor "a9"`, func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Via = []sayso.ActorID{"a9"} }},
		{`claim c2: there is no actor "a9"`, func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Addressee = "a9" }},
		{`claim c2: there is no claim "c9"`, func(_ *sayso.Article, an *sayso.Analysis) { an.Claims[0].Parent = "c9" }},
		{"sentence: [0,900) is no piece", func(_ *sayso.Article, an *sayso.Analysis) { an.Sentences[0].End = 900 }},
		{"event e1: [0,900) is no piece", func(_ *sayso.Article, an *sayso.Analysis) { an.Events[0].Anchor = sayso.Spans{{End: 900}} }},
		{"event e1: [0,900) is no piece", func(_ *sayso.Article, an *sayso.Analysis) { an.Events[0].Links[0].Signal = sayso.Spans{{End: 900}} }},
		{"event e1: [0,900) is no piece", func(_ *sayso.Article, an *sayso.Analysis) { an.Events[0].Quantities[0].Span = sayso.Span{End: 900} }},
		{"event e1: NaN to 2 is no number", func(_ *sayso.Article, an *sayso.Analysis) { an.Events[0].Quantities[0].Low = math.NaN() }},
		{"event e1: the confidence +Inf is no number", func(_ *sayso.Article, an *sayso.Analysis) { an.Events[0].Confidence = math.Inf(1) }},
	} {
		a, an := whole()
		c.spoil(&a, an)
		err := Validate(&a, an)
		if c.want == "" && err != nil || c.want != "" && (sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "a.txt")) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
