package ledgertest

import (
	"testing"

	"sayso"
)

func testMonths(t testing.TB, l sayso.Ledger) {
	put(t, l, Readings()...)
	old := NewDraft("https://gate.example/old", "", "", "Reyes said that the gate was shut.", Day("1969-12-31"))
	old.Actor("Reyes", sayso.Person, true)
	old.Claim([]string{"Reyes"}, "Reyes", "said", "that the gate was shut")
	put(t, l, old.Reading)
	got, err := l.Months(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	wantList(t, "months", got, []sayso.MonthCount{{Stance: sayso.Asserts, N: 2}, {Month: "1969-12", Stance: sayso.Asserts, N: 1},
		{Month: "2031-04", Stance: sayso.Asserts, N: 4}, {Month: "2031-04", Stance: sayso.Denies, N: 1}})

	// Months, Facets and Claims must select alike.
	for _, q := range claimQueries(t, l) {
		months, err := l.Months(t.Context(), q.ask)
		if err != nil {
			t.Fatalf("%s: %v", q.name, err)
		}
		total := 0
		for _, m := range months {
			total += m.N
		}
		if want := len(claims(t, l, q.ask)); total != want {
			t.Errorf("%s: %d in months, %d in the list", q.name, total, want)
		}
	}
	_, err = l.Months(t.Context(), sayso.ClaimQuery{Words: "(harbour"})
	wantKind(t, "months of a search that cannot be read", err, sayso.Invalid)
}

// testSure holds the threshold of confidence and the orders of claims.
func testSure(t testing.TB, l sayso.Ledger) {
	for i, x := range []struct {
		day, content string
		sure         float64
	}{{"2031-01-01", "the pump pump is old", 0.9}, {"2031-01-02", "the pump is new", 0.4}, {"2031-01-03", "a long word on the pump and on the yard that is about it", 0.9}} {
		d := NewDraft("https://pump.example/"+string(rune('a'+i)), "", "", "Reyes said that "+x.content+".", Day(x.day))
		d.Actor("Reyes", sayso.Person, true)
		d.Claim([]string{"Reyes"}, "Reyes", "said", x.content).Confidence = x.sure
		put(t, l, d.Reading)
	}
	const first, second, third = "the pump pump is old", "the pump is new", "a long word on the pump and on the yard that is about it"
	for _, q := range []claimQuery{
		{"sure from 0.9", sayso.ClaimQuery{Sure: 0.9}, []string{third, first}},
		{"sure from 0.91", sayso.ClaimQuery{Sure: 0.91}, nil},
		{"sure, with words", sayso.ClaimQuery{Sure: 0.5, Words: "old"}, []string{first}},
		{"by date, with words", sayso.ClaimQuery{Words: "pump", Order: sayso.ByDate}, []string{third, second, first}},
		{"by match", sayso.ClaimQuery{Words: "pump"}, []string{first, second, third}},
		{"by confidence", sayso.ClaimQuery{Order: sayso.ByConfidence}, []string{third, first, second}},
		{"by confidence, with words", sayso.ClaimQuery{Words: "pump", Order: sayso.ByConfidence}, []string{third, first, second}},
		{"by confidence, of one speaker", sayso.ClaimQuery{Speaker: "reyes", Order: sayso.ByConfidence}, []string{third, first, second}},
	} {
		wantList(t, q.name, claims(t, l, q.ask), q.want)
		var paged []string
		for q.ask.Limit = 1; ; {
			page, err := l.Claims(t.Context(), q.ask)
			if err != nil {
				t.Fatalf("%s: %v", q.name, err)
			}
			for _, c := range page.Items {
				paged = append(paged, c.ContentText)
			}
			if q.ask.After = page.Next; page.Next == "" {
				break
			}
		}
		wantList(t, q.name+", one at a time", paged, q.want)
	}
}
