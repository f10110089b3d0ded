package ledger

import (
	"slices"
	"strings"
	"testing"

	"sayso"
)

func TestContext(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for _, test := range []struct{ text, before, after string }{
		{"|", "", ""},
		{"one |two", "one ", "two"},
		{long + "|" + long, strings.Repeat("word ", maxContext/5), strings.TrimSpace(strings.Repeat("word ", maxContext/5))},
		{strings.Repeat("x", 500) + "|" + strings.Repeat("y", 500), strings.Repeat("x", maxContext), strings.Repeat("y", maxContext)},
		{strings.Repeat("é", 300) + "|" + strings.Repeat("🌧", 300), strings.Repeat("é", maxContext/2), strings.Repeat("🌧", maxContext/4)},
	} {
		i := strings.Index(test.text, "|")
		text := test.text[:i] + test.text[i+1:]
		if got := before(text, i); got != test.before {
			t.Errorf("before = %q, want %q", got, test.before)
		}
		if got := after(text, i); got != test.after {
			t.Errorf("after = %q, want %q", got, test.after)
		}
	}
}

func TestLead(t *testing.T) {
	for _, test := range []struct{ text, whole, want string }{
		{"", "", ""},
		{"PORT ALDER – It  rained.\n\nAll day.", "PORT ALDER – ", "It rained. All day."},
		{"It rained.", "", "It rained."},
		{strings.Repeat("rain ", 100), "", strings.TrimSpace(strings.Repeat("rain ", maxLead/5))},
	} {
		a := sayso.Article{Text: test.text}
		if test.whole != "" {
			a.Dateline = &sayso.Dateline{Whole: sayso.Span{Start: 0, End: len(test.whole)}}
		}
		if got := lead(&a); got != test.want {
			t.Errorf("lead(%.40q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestBounded(t *testing.T) {
	text := strings.Repeat("é", maxClaimText)
	for _, c := range []struct {
		spans sayso.Spans
		bytes int
	}{
		{nil, 0},
		{sayso.Spans{{Start: 0, End: 4}, {Start: 10, End: 12}}, len("éé … é")},
		{sayso.Spans{{Start: 0, End: len(text)}}, maxClaimText + len(" …")},
		{sayso.Spans{{Start: 0, End: maxClaimText - 2}, {Start: maxClaimText, End: len(text)}}, maxClaimText - 2 + len(" …")},
	} {
		if got := bounded(c.spans, text); len(got) != c.bytes || strings.ToValidUTF8(got, "") != got {
			t.Errorf("%v: %d bytes, want %d", c.spans, len(got), c.bytes)
		}
	}
}

func TestSentence(t *testing.T) {
	text := strings.Repeat("ö ", 300) + "shelled " + strings.Repeat("ü ", 300) + "End."
	at := strings.Index(text, "shelled")
	e := &sayso.Event{Anchor: sayso.Spans{{Start: at, End: at + len("shelled")}}}
	an := &sayso.Analysis{Sentences: []sayso.Span{{Start: 0, End: len(text) - 4}, {Start: len(text) - 4, End: len(text)}}}
	got := sentence(an, e, text)
	if !strings.Contains(got, "shelled") || len(got) > maxSentence+4 || strings.ToValidUTF8(got, "") != got {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	if got := sentence(&sayso.Analysis{}, e, text); got != "" {
		t.Errorf("no sentences, and yet %q", got)
	}
}

func TestNames(t *testing.T) {
	a := &sayso.Actor{Name: "Ana  Ruiz", Aliases: []string{"Ruiz", "Ana Ruiz", " ", "Ruiz"}}
	if got := NameForms(a); !slices.Equal(got, []string{"Ana Ruiz", "Ruiz"}) {
		t.Errorf("forms %q", got)
	}
	if OutletKey(" The Post ") != OutletKey("the post") || OutletKey("The\u202e Po\u200bst\u202c") != OutletKey("the post") || OutletKey(" ") != "" {
		t.Error("case or outer spaces tell outlets apart")
	}
}
