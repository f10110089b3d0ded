package ledger

import (
	"testing"

	"sayso"
)

func TestRetold(t *testing.T) {
	ker, rel := sayso.Party{ID: "ac1", Country: "KER"}, sayso.Party{ID: "ac2", Country: "REL"}
	gunmen := sayso.Party{ID: "ac3", Sector: "UAF"}
	rell := sayso.Place{Name: "Rell", Country: "REL", Feature: "city"}
	tarn := sayso.Place{Name: "Tarn", Country: "REL", Feature: "city"}
	mention := func(kind string, place sayso.Place, actors, targets []sayso.Party) Mention {
		return Mention{EventReport: sayso.EventReport{Type: kind, Status: sayso.Happened, Place: place, Actors: actors, Targets: targets}}
	}
	of := func(ps ...sayso.Party) []sayso.Party { return ps }
	first := mention("ASSAULT", rell, of(gunmen), of(rel))
	spoke := mention("ACCUSE", sayso.Place{}, of(ker), of(rel))
	none := sayso.Place{}
	met := mention("CONSULT", none, of(ker), of(rel))
	toll := func(m Mention, killed float64) Mention {
		m.Quantities = []sayso.Quantity{{Kind: "killed", Low: killed, High: killed}}
		return m
	}
	first.Points = sayso.Spans{{Start: 10, End: 12}}
	main := first
	main.Main = true
	far := mention("ASSAULT", none, nil, nil)
	far.Points = sayso.Spans{{Start: 9000, End: 9005}}
	planned := mention("ASSAULT", none, nil, nil)
	planned.Status = sayso.Planned
	dated := mention("ASSAULT", none, nil, nil)
	dated.DayNumber = 5
	moded, mode := mention("ASSAULT", none, nil, nil), first
	moded.Mode, mode.Mode = "beat", "firearms"
	for _, c := range []struct {
		name   string
		before []Mention
		then   Mention
		of     int // whose key it takes; -1 for its own
	}{
		{"the attack", []Mention{first}, mention("ASSAULT", none, nil, nil), 0},
		{"nine were killed", []Mention{first}, mention("ASSAULT", none, nil, of(rel)), 0},
		{"the last that it can mean", []Mention{first, mention("ASSAULT", tarn, of(gunmen), of(rel))}, mention("ASSAULT", none, nil, nil), 1},
		{"the place speaks against it", []Mention{first}, mention("ASSAULT", tarn, nil, nil), -1},
		{"the party speaks against it", []Mention{first}, mention("ASSAULT", none, nil, of(ker)), -1},
		{"what says as much is another", []Mention{first}, first, -1},
		{"another act", []Mention{first}, mention("PROTEST", none, nil, nil), -1},
		{"a plan", []Mention{first}, planned, -1},
		{"another day", []Mention{first}, dated, -1},
		{"another way", []Mention{mode}, moded, -1},
		{"what is said is said anew", []Mention{spoke}, mention("ACCUSE", none, of(ker), nil), -1},
		{"a meeting needs somebody in common", []Mention{met}, mention("CONSULT", none, nil, nil), -1},
		{"their talks", []Mention{met}, mention("CONSULT", none, of(ker), nil), 0},
		{"the dead of a war", []Mention{toll(first, 11)}, toll(mention("ASSAULT", none, nil, nil), 330000), -1},
		{"a little more dead", []Mention{toll(first, 11)}, toll(mention("ASSAULT", none, nil, nil), 14), 0},
		{"other victims", []Mention{mention("ASSAULT", rell, of(gunmen), of(sayso.Party{ID: "ac8", Sector: "CVL"}))}, mention("ASSAULT", none, nil, of(sayso.Party{ID: "ac7", Sector: "UAF"})), -1},
		{"too far on", []Mention{first}, far, -1},
		{"but not of what the article is about", []Mention{main}, far, 0},
	} {
		ms := append(append([]Mention(nil), c.before...), c.then)
		for i := range ms {
			ms[i].Key = string(rune('a' + i))
		}
		retold(ms)
		want := string(rune('a' + len(ms) - 1))
		if c.of >= 0 {
			want = string(rune('a' + c.of))
		}
		if last := ms[len(ms)-1]; last.Key != want || (last.Reason == again) != (c.of >= 0) {
			t.Errorf("%s: key %s, want %s", c.name, last.Key, want)
		}
	}
}
