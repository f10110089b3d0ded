package ledger

import (
	"testing"

	"sayso"
)

// Mentions of one article that tell an act by one word, or in one way, are one event; what
// speaks against it, or is only said, keeps them apart.
func TestAlikeInWords(t *testing.T) {
	girl := sayso.Party{ID: "ac1", Name: "Ana Rell"}
	guard := sayso.Party{ID: "ac2", Name: "guards"}
	ker, tar := sayso.Party{ID: "ac3", Country: "KER"}, sayso.Party{ID: "ac4", Country: "TAR"}
	of := func(ps ...sayso.Party) []sayso.Party { return ps }
	mention := func(kind, mode, words string, actors, targets []sayso.Party) Mention {
		return Mention{EventReport: sayso.EventReport{Type: kind, Mode: mode, Words: words, Status: sayso.Happened, Actors: actors, Targets: targets}, named: map[sayso.ActorID]bool{"ac1": true}}
	}
	on := func(m Mention, day int64) Mention { m.DayNumber = day; return m }
	for _, c := range []struct {
		name string
		a, b Mention
		one  bool
	}{
		{"one way", mention("ASSAULT", "abduct", "abducted", nil, of(girl)), mention("ASSAULT", "abduct", "kidnapping", nil, nil), true},
		{"one word", mention("RETREAT", "", "release", nil, of(girl)), mention("RETREAT", "", "released", of(guard), nil), true},
		{"another word", mention("RETREAT", "", "freed", nil, nil), mention("RETREAT", "", "withdrew", nil, nil), false},
		{"other countries", mention("MOBILIZE", "weapons", "launch", of(ker), nil), mention("MOBILIZE", "weapons", "launch", of(tar), nil), false},
		{"other days", on(mention("MOBILIZE", "weapons", "launch", nil, nil), 5), on(mention("MOBILIZE", "weapons", "launch", nil, nil), 6), false},
		{"said of the same", mention("ACCUSE", "allege", "indicted", nil, of(girl)), mention("ACCUSE", "allege", "indictment", nil, of(girl)), true},
		{"said in another word", mention("ACCUSE", "allege", "indicted", nil, of(girl)), mention("ACCUSE", "allege", "charged", nil, of(girl)), false},
	} {
		ms := []Mention{c.a, c.b}
		for i := range ms {
			ms[i].Key, ms[i].Reason = string(rune('a'+i)), alone+"one side is not told"
		}
		alikeInWords(ms)
		if one := ms[0].Key == ms[1].Key; one != c.one || one != (ms[1].Reason == again) {
			t.Errorf("%s: %q and %q (%s)", c.name, ms[0].Key, ms[1].Key, ms[1].Reason)
		}
	}
}

// What stays alone in its article joins others by whoever is named, by a sentence that
// both print, or by the country that did what both are about.
func TestKeyAcrossArticles(t *testing.T) {
	key := func(change func(*Mention)) string {
		m := Mention{EventReport: sayso.EventReport{Type: "COERCE", Mode: "arrest", Words: "arrested", Status: sayso.Happened}}
		m.Key, m.Reason = "own", alone+"one side is not told"
		change(&m)
		ms := []Mention{m}
		alikeInWords(ms)
		return ms[0].Key
	}
	rell := sayso.Party{ID: "ac1", Name: "Ana Rell"}
	named := func(m *Mention) { m.Targets = []sayso.Party{rell}; m.named = map[sayso.ActorID]bool{"ac1": true} }
	about := func(m *Mention) { m.Actors = []sayso.Party{{ID: "ac2", Country: "KER"}}; m.Main = true }
	printed := func(m *Mention) {
		m.Sentence = "Nobody in the town of Rell knew why the two of them had been arrested."
	}
	for name, change := range map[string]func(*Mention){"named": named, "about": about, "printed": printed} {
		if got := key(change); got == "own" || got != key(change) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, change := range map[string]func(*Mention){
		"nobody":             func(*Mention) {},
		"by a country, once": func(m *Mention) { about(m); m.Main = false },
		"said of somebody":   func(m *Mention) { named(m); m.Type = "ACCUSE" },
		"a short sentence":   func(m *Mention) { m.Sentence = "Two were arrested." },
	} {
		if got := key(change); got != "own" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
