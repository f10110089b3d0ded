package knowledge

import (
	"testing"
	"time"

	"sayso"
)

// who returns the first actor of a name.
func who(t testing.TB, b *Base, name string) Actor {
	t.Helper()
	found := b.Actors(nil, name)
	if len(found) == 0 {
		t.Fatalf("nobody is called %q", name)
	}
	return found[0]
}

func TestActors(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ name, id string }{
		{"Kim Jong Un", "kim-jong-un"}, {"Kim Jong-un", "kim-jong-un"}, {"Volodymyr Zelenskyy", "volodymyr-zelensky"}, {"Zelenskiy", "volodymyr-zelensky"},
		{"President Obama", "barack-obama"}, {"Emmanuel Macron", "emmanuel-macron"}, {"François Hollande", "francois-hollande"},
		{"the Pentagon", "pentagon"}, {"U.N. Security Council", "un-security-council"}, {"Xinhua news agency", "xinhua"}, {"RIA", "ria-novosti"},
		{"Stockholm International Peace Research Institute", "stockholm-international-peace-research-institute"},
		{"Norwegian Foreign Ministry", "norwegian-foreign-ministry"}, {"North Korea", "north-korea"}, {"Russian government", "russia"},
	} {
		if a := who(t, b, c.name); a.ID != c.id {
			t.Errorf("%s is %s, want %s", c.name, a.ID, c.id)
		}
	}
	if a := b.Actors(nil, "Bartholomew Quill"); len(a) != 0 {
		t.Errorf("%v", a)
	}
}

func TestOffices(t *testing.T) {
	b := load(t)
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ name, day, country, sector, office string }{
		{"Kamala Harris", "2018-06-01", "USA", "LEG", "senator"},
		{"Kamala Harris", "2021-01-20", "USA", "GOV", "vice president"},
		{"Kamala Harris", "2025-06-01", "USA", Former, "vice president"},
		{"Vladimir Putin", "2010-01-01", "RUS", "GOV", "prime minister"},
		{"Mario Draghi", "2016-05-01", "ITA", "IGO", "president of the European Central Bank"},
		{"Mark Carney", "2026-01-01", "CAN", "GOV", "prime minister of Canada"},
		{"Taliban", "2020-01-01", "AFG", "REB", "insurgents"},
		{"Taliban", "2022-01-01", "AFG", "GOV", "government"},
		{"Reuters", "2022-01-01", "", "JRN", ""},
	} {
		a := who(t, b, c.name)
		if o := a.At(day(c.day)); o.Country != c.country || o.Sector != c.sector || o.Office != c.office {
			t.Errorf("%s on %s: %+v", c.name, c.day, o)
		}
	}
	putin := who(t, b, "Vladimir Putin")
	if o := putin.At(time.Time{}); o.Office != "president" {
		t.Errorf("on an unknown day: %+v", o)
	}
	if o := putin.At(day("1950-01-01")); o.Country != "RUS" || o.Sector != "" {
		t.Errorf("before office: %+v", o)
	}
}

func TestBodies(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ country, kind, id string }{
		{"NOR", "Ministry of Foreign Affairs", "norwegian-foreign-ministry"}, {"KOR", "Joint Chiefs of Staff", "south-korean-joint-chiefs-of-staff"},
		{"RUS", "government", "russia"}, {"FRA", "police", "french-police"},
	} {
		if a, ok := b.Body(c.country, c.kind); !ok || a.ID != c.id {
			t.Errorf("%s of %s: %s, want %s", c.kind, c.country, a.ID, c.id)
		}
	}
	if a, ok := b.Body("NOR", "Ministry of Silly Walks"); ok {
		t.Errorf("%+v", a)
	}
	if a, ok := b.Government("PRK"); !ok || a.Type != sayso.PlaceActor {
		t.Errorf("%+v", a)
	}
}

func TestSector(t *testing.T) {
	b := load(t)
	for role, want := range map[string]string{"general": "MIL", "professor": "EDU", "foreign minister": "GOV", "journalist": "JRN", "senator": "LEG", "juggler": ""} {
		if got := b.Sector(role); got != want {
			t.Errorf("%s is %q, want %q", role, got, want)
		}
	}
}

func TestLand(t *testing.T) {
	var lines, points [2]int
	for kind, p := range load(t).Land() {
		lines[kind]++
		points[kind] += len(p)
		for _, q := range p {
			if q[0] < -180.01 || q[0] > 180.01 || q[1] < -90.01 || q[1] > 90.01 {
				t.Fatalf("a point at %v", q)
			}
		}
	}
	if lines[Coast] < 100 || lines[Border] < 200 {
		t.Errorf("%v lines of %v points", lines, points)
	}
	t.Logf("%v lines, %v points", lines, points)
}

func TestActorsDoNotAllocate(t *testing.T) {
	b := load(t)
	dst := make([]Actor, 0, 16)
	if n := testing.AllocsPerRun(100, func() { dst = b.Actors(dst[:0], "Kim Jong-un") }); n > 0 {
		t.Errorf("%v allocations a look-up", n)
	}
}

func BenchmarkActors(b *testing.B) {
	base := load(b)
	dst := make([]Actor, 0, 16)
	b.ReportAllocs()
	for b.Loop() {
		dst = base.Actors(dst[:0], "Kim Jong-un")
	}
}
