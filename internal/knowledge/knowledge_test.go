package knowledge

import (
	"testing"
)

func load(t testing.TB) *Base {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"The Hague": "hague", "São Paulo": "sao paulo", "Kim Jong-un": "kim jong un", "Xi’an": "xian", "St. John's": "st johns",
		"  Port   Louis ": "port louis", "Łódź": "lodz", "Ærø": "aero", "U.S.": "us", "Москва": "москва",
	} {
		if got, ok := Fold(nil, in); !ok || string(got) != want {
			t.Errorf("Fold(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	if _, ok := Fold(nil, " - "); ok {
		t.Error("a name without letters has a key")
	}
}

func TestPlaces(t *testing.T) {
	b := load(t)
	first := func(name string) Place {
		ps := b.Places(nil, name)
		if len(ps) == 0 {
			t.Fatalf("no place is called %q", name)
		}
		return ps[0]
	}
	if p := first("the United Kingdom"); p.Feature != Country || p.Country != "GBR" {
		t.Errorf("United Kingdom: %+v", p)
	}
	if p := first("Vostochny cosmodrome"); p.Feature != Facility || p.Country != "RUS" {
		t.Errorf("Vostochny: %+v", p)
	}
	if p := first("Rapides Parish"); p.Feature != County || p.Region != "Louisiana" {
		t.Errorf("Rapides Parish: %+v", p)
	}
	if ps := b.Places(nil, "no such place"); len(ps) != 0 {
		t.Errorf("%v", ps)
	}
	if ps := b.People(nil, "Russians"); len(ps) != 1 || ps[0].Country != "RUS" {
		t.Errorf("Russians: %+v", ps)
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	b := load(t)
	dst := make([]Place, 0, 64)
	if n := testing.AllocsPerRun(100, func() { dst = b.Places(dst[:0], "Saint-Étienne") }); n > 0 {
		t.Errorf("%v allocations a look-up", n)
	}
}

func TestDamaged(t *testing.T) {
	for _, data := range []string{"", "SAYSOKB\n", embedded[:40], "x" + embedded[1:64]} {
		if _, err := Open(data); err == nil {
			t.Errorf("%d bytes of no base were opened", len(data))
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Saint-Étienne")
	f.Add("the \xff’ – ﷺ")
	f.Fuzz(func(t *testing.T, name string) {
		got, ok := Fold(nil, name)
		if ok && (len(got) == 0 || len(got) > MaxKey) {
			t.Fatalf("%q: key of %d bytes", name, len(got))
		}
	})
}

func BenchmarkPlaces(b *testing.B) {
	base := load(b)
	dst := make([]Place, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		dst = base.Places(dst[:0], "Alexandria")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
