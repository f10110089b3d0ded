package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// TestDeniedAct checks that nobody's word is taken over a denial, and that whoever
// denies an act is no origin of it.
func TestDeniedAct(t *testing.T) {
	row := func(mentions ...sayso.EventReport) *sayso.EventRow {
		r := &sayso.EventRow{Mentions: mentions}
		SumUp(r)
		return r
	}
	told := sayso.EventReport{ID: "1", Status: sayso.Happened, Claim: "c", Origin: "officials"}
	denied := sayso.EventReport{ID: "2", Status: sayso.DeniedStatus, Claim: "d", Origin: "the ministry"}
	vouched := sayso.EventReport{ID: "3", Status: sayso.Happened, Origin: "The Post"}
	for _, c := range []struct {
		what    string
		row     *sayso.EventRow
		status  sayso.Status
		origins []string
	}{
		{"claimed and denied", row(denied, told), sayso.PossibleStatus, []string{"officials"}},
		{"vouched for and denied", row(denied, vouched), sayso.Happened, []string{"The Post"}},
		{"claimed", row(told), sayso.Happened, []string{"officials"}},
		{"denied", row(denied), sayso.DeniedStatus, []string{"the ministry"}},
	} {
		if c.row.Status != c.status || !cmp.Equal(c.row.Origins, c.origins) {
			t.Errorf("%s: %s of %v, want %s of %v", c.what, c.row.Status, c.row.Origins, c.status, c.origins)
		}
	}
}

// An event is as its first mention has it; what that one leaves out, later ones add.
func TestSumUp(t *testing.T) {
	r := &sayso.EventRow{Mentions: []sayso.EventReport{
		{ID: "1", Type: "ASSAULT", Status: sayso.Planned, Origin: "The Post", Quantities: []sayso.Quantity{{Kind: "killed", Low: 3, High: 3}}, Reason: "same act and parties",
			Published: sayso.Date{Time: day(2)}},
		{ID: "2", Type: "ASSAULT", Mode: "aerial", Status: sayso.Happened, Origin: "Daily Bell", Day: "2031-04-01", Place: sayso.Place{Name: "Rell"}, Reason: "same act and parties",
			Quantities: []sayso.Quantity{{Kind: "killed", Low: 5, High: 5}, {Kind: "wounded", Low: 9}}},
		{ID: "3", Type: "ASSAULT", Mode: "other", Status: sayso.Ongoing, Origin: "The Post", Quantities: []sayso.Quantity{{Kind: "killed", Low: 5, High: 5}}, Reason: "same act in Rell"},
		{ID: "4", Reason: alone + "no parties to join by", Origin: "The Post"},
	}}
	SumUp(r)
	if r.Status != sayso.Happened || r.Mode != "aerial" || r.Day != "2031-04-01" || r.Place.Name != "Rell" || !slices.Equal(r.Origins, []string{"The Post", "Daily Bell"}) {
		t.Errorf("%+v", r)
	}
	want := []sayso.Dispute{{Kind: "killed", Values: []sayso.DisputedValue{{Low: 3, High: 3, Mentions: []sayso.EventID{"1"}}, {Low: 5, High: 5, Mentions: []sayso.EventID{"2", "3"}}}}}
	if d := cmp.Diff(want, r.Disputes); d != "" {
		t.Error(d)
	}
	var why []string
	for _, m := range r.Mentions {
		why = append(why, m.Reason)
	}
	if d := cmp.Diff([]string{"same act and parties, printed within 3 days of the day that another text gives", "same act and parties, on the day that the text gives",
		"same act in Rell, in one article", "alone: no parties to join by"}, why); d != "" {
		t.Error(d)
	}
}

func TestLinks(t *testing.T) {
	joined := func(m sayso.EventID) (sayso.EventID, error) {
		switch m {
		case "gone":
			return "", nil
		case "broken":
			return "", fmt.Errorf("broken")
		}
		return "ev" + m[:1], nil
	}
	link := func(event, day string) sayso.EventLink {
		return sayso.EventLink{Relation: "before", Event: sayso.EventID(event), Day: day}
	}
	r := &sayso.EventRow{ID: "evx", Mentions: []sayso.EventReport{
		{Links: []sayso.EventLink{link("a1", ""), link("x2", ""), link("gone", ""), link("", "2031")}},
		{Links: []sayso.EventLink{link("a2", ""), link("", "2031"), link("", "2032")}},
	}}
	if err := Links(r, joined); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]sayso.EventLink{link("eva", ""), link("", "2031"), link("", "2032")}, r.Links); d != "" {
		t.Error(d)
	}
	if err := Links(&sayso.EventRow{Mentions: []sayso.EventReport{{Links: []sayso.EventLink{link("broken", "")}}}}, joined); err == nil {
		t.Error("an error is lost")
	}
	many := &sayso.EventRow{Mentions: []sayso.EventReport{{}}}
	for i := range 2 * maxEventLinks {
		many.Mentions[0].Links = append(many.Mentions[0].Links, link("", fmt.Sprint(i)))
	}
	if Links(many, joined); len(many.Links) != maxEventLinks {
		t.Errorf("%d links", len(many.Links))
	}
}

func TestKey(t *testing.T) {
	ker, rel := sayso.Party{ID: "ac1", Country: "KER"}, sayso.Party{ID: "ac2", Country: "REL"}
	nobody, other := sayso.Party{ID: "ac3"}, sayso.Party{ID: "ac4"}
	rell := sayso.Place{Name: "Rell", Country: "REL", Feature: "city"}
	report := func(kind string, status sayso.Status, place sayso.Place, targets []sayso.Party, actors ...sayso.Party) *sayso.EventReport {
		return &sayso.EventReport{ID: sayso.EventID(fmt.Sprint(kind, status, place.Name, targets, actors)), Type: kind, Status: status, Place: place, Actors: actors, Targets: targets}
	}
	none := sayso.Place{}
	for _, c := range []struct {
		name string
		a, b *sayso.EventReport
		same bool
		why  string // of b
	}{
		{"whoever acts and suffers", report("AID", sayso.Happened, none, []sayso.Party{rel}, ker), report("AID", sayso.Ongoing, none, []sayso.Party{ker}, rel), true, "same act and parties"},
		{"by country, not by name", report("AID", sayso.Happened, none, []sayso.Party{rel}, ker), report("AID", sayso.Happened, none, []sayso.Party{{ID: "ac9", Country: "REL"}}, ker), true, "same act and parties"},
		{"another act", report("AID", sayso.Happened, none, []sayso.Party{rel}, ker), report("CONSULT", sayso.Happened, none, []sayso.Party{rel}, ker), false, "same act and parties"},
		{"done and planned", report("AID", sayso.Happened, none, []sayso.Party{rel}, ker), report("AID", sayso.Planned, none, []sayso.Party{rel}, ker), false, "same act and parties"},
		{"who has no country is told apart", report("AID", sayso.Happened, none, []sayso.Party{nobody}, ker), report("AID", sayso.Happened, none, []sayso.Party{other}, ker), false, "same act and parties"},
		{"on the ground, the place", report("ASSAULT", sayso.Happened, rell, []sayso.Party{rel}, ker), report("ASSAULT", sayso.Happened, rell, nil, ker, nobody), true, "same act in Rell"},
		{"another place", report("ASSAULT", sayso.Happened, rell, nil, ker), report("ASSAULT", sayso.Happened, sayso.Place{Name: "Tarn", Country: "REL"}, nil, ker), false, "same act in Tarn"},
		{"a country is no place", report("ASSAULT", sayso.Happened, none, []sayso.Party{rel}, ker), report("ASSAULT", sayso.Happened, sayso.Place{Name: "Relland", Feature: "country"}, []sayso.Party{rel}, ker), true, "same act and parties"},
		{"one side", report("AID", sayso.Happened, none, nil, ker), report("AID", sayso.Happened, rell, nil, ker), false, "alone: one side is not told"},
		{"no side", report("ASSAULT", sayso.Happened, rell, nil), report("ASSAULT", sayso.Happened, rell, nil, nobody), false, "same act in Rell"},
	} {
		a, _ := key(c.a)
		b, why := key(c.b)
		if (a == b) != c.same || why != c.why {
			t.Errorf("%s: %s and %s (%s)", c.name, a, b, why)
		}
	}
	if _, why := key(report("ASSAULT", sayso.Happened, rell, nil)); why != "alone: no parties to join by" {
		t.Error(why)
	}
}

func TestJoin(t *testing.T) {
	const d = 22000 // some day
	at := func(day int64) int64 { return day*86400 + 3600 }
	for _, c := range []struct {
		name, want string // who is of one event has one letter
		all        []Keyed
	}{
		{"one day", "aab", []Keyed{{ID: "1", At: at(d), Day: d}, {ID: "2", At: at(d + 9), Day: d}, {ID: "3", At: at(d + 9), Day: d + 1}}},
		{"the latest day that the article can tell of", "abba", []Keyed{{ID: "1", At: at(d), Day: d}, {ID: "2", At: at(d + 2), Day: d + 2}, {ID: "3", At: at(d + 3)}, {ID: "4", At: at(d + 1)}}},
		{"a week later is another", "ab", []Keyed{{ID: "1", At: at(d), Day: d}, {ID: "2", At: at(d + 4)}}},
		{"no day: a run of news", "aaab", []Keyed{{ID: "1", At: at(d)}, {ID: "2", At: at(d + 3)}, {ID: "3", At: at(d + 6)}, {ID: "4", At: at(d + 10)}}},
		{"undated articles tell of their own", "aba", []Keyed{{ID: "1", At: Undated, Version: "v1"}, {ID: "2", At: Undated, Version: "v2"}, {ID: "3", At: Undated, Version: "v1"}}},
		{"or of the one day that they give", "aab", []Keyed{{ID: "1", At: Undated, Version: "v1"}, {ID: "2", At: Undated, Version: "v1", Day: d}, {ID: "3", At: Undated, Version: "v2"}}},
		{"but not of one of two", "abc", []Keyed{{ID: "1", At: Undated, Version: "v1"}, {ID: "2", At: Undated, Version: "v1", Day: d}, {ID: "3", At: Undated, Version: "v1", Day: d + 1}}},
		{"an analyst took one out", "aba", []Keyed{{ID: "1", Day: d}, {ID: "2", Day: d, Parted: true}, {ID: "3", Day: d}}},
	} {
		var got strings.Builder
		letters := map[sayso.EventID]byte{}
		for i, id := range Join("k", c.all) {
			if letters[id] == 0 {
				letters[id] = byte('a' + len(letters))
			}
			got.WriteByte(letters[id])
			if c.all[i].Parted != (id == c.all[i].ID) {
				t.Errorf("%s: %s goes by %s", c.name, c.all[i].ID, id)
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.String(), c.want)
		}
	}
	one := []Keyed{{ID: "1", Day: d}}
	if slices.Equal(Join("k", one), Join("l", one)) {
		t.Error("two keys share an event")
	}
}
