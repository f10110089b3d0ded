package lineage

import (
	"strings"
	"testing"
	"time"

	"sayso"
)

const wire = `The ferry Aurelia ran aground off Port Sable early on Tuesday, and all ninety passengers were taken to the island by fishing boats, the harbour master said. No one was badly hurt. The owners said that the captain had turned too early in fog. Divers will look at the hull when the wind drops, and the strait stays closed to larger ships until then. A second ferry takes passengers by the longer way around the northern cape.`

const other = `Bakers in Lower Vale have asked the council to move the market back to the square, after a year in which trade fell by a fifth. The council meets on Thursday. Its leader told them that the new paving could not bear the stalls, and that a study of the ground would be ready before summer; the bakers call that a delaying game and want a vote now.`

func TestCopy(t *testing.T) {
	half := wire[:len(wire)*3/4]
	quote := "“" + strings.Repeat("We shall mend each of these boats before winter and pay all who lost their catch. ", 5) + "”"
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"same", wire, wire, true},
		{"trimmed", wire, half, true},
		{"local part added", wire, other + "\n" + wire, true},
		{"a word changed here and there", wire, strings.NewReplacer("ferry", "boat", "fog", "mist", "strait", "channel").Replace(wire), true},
		{"other news", wire, other, false},
		{"one statement quoted", wire + quote, other + quote, false},
		{"nothing", wire, "", false},
	} {
		if got := Compare(c.a, c.b).Copy(); got != c.want {
			t.Errorf("%s: Copy = %v, want %v", c.name, got, c.want)
		}
		if got := Compare(c.b, c.a).Copy(); got != c.want {
			t.Errorf("%s, other way about: Copy = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPassagesAreTheSameWords(t *testing.T) {
	for _, p := range Align(wire, "HARBOUR — "+other+" "+wire[100:300]+" and so on") {
		if a, b := p.A.In(wire), p.Words; b < MinPassage || a == "" {
			t.Errorf("passage %q of %d words", a, b)
		}
	}
}

func TestEnough(t *testing.T) {
	a, b, c := Of(wire), Of(wire[80:]), Of(other)
	if !Enough(Common(a, b), len(a), len(b)) || Enough(Common(a, c), len(a), len(c)) {
		t.Errorf("in common: %d of %d and %d, %d with other news", Common(a, b), len(a), len(b), Common(a, c))
	}
}

func TestDirect(t *testing.T) {
	at := func(h int) sayso.Date { return sayso.Date{Time: time.Date(2031, 4, 2, h, 0, 0, 0, time.UTC)} }
	agency := sayso.Article{Outlet: "Tidewire", Published: at(9)}
	early := sayso.Article{Outlet: "Sable Post", Published: at(7), Credits: []sayso.Credit{{Agency: "Tidewire"}}}
	late := sayso.Article{Outlet: "Vale News", Published: at(12)}
	undated := sayso.Article{Outlet: "Cape Mail"}
	third := sayso.Article{Outlet: "Norrin Times", Published: at(8), Credits: []sayso.Credit{{Agency: "Tidewire"}}}
	vague := sayso.Article{Outlet: "Norrin Times", Published: at(8), Credits: []sayso.Credit{{Agency: "agencies"}}}
	vagueLater := sayso.Article{Outlet: "Cape Mail", Published: at(9), Credits: []sayso.Credit{{Agency: "agencies"}}}
	day := sayso.Article{Outlet: "Cape Mail", Published: sayso.Date{Time: at(0).Time, DayOnly: true}}
	for _, c := range []struct {
		name string
		a, b sayso.Article
		want int
	}{
		{"a credit goes before times", agency, early, 1},
		{"and the other way about", early, agency, 2},
		{"times", agency, late, 1},
		{"no time", agency, undated, 0},
		{"a day holds the hour", agency, day, 0},
		{"both from a third", early, third, 0},
		{"both from nobody in particular", vague, vagueLater, 1},
	} {
		if got := Direct(&c.a, &c.b); got.From != c.want || len(got.Why) == 0 {
			t.Errorf("%s: %+v, want from %d with a reason", c.name, got, c.want)
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(wire, other)
	f.Add("", "a a a a a a a a a a a a")
	f.Add("\xff\xfe“a", "”\n\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 4<<10 || len(b) > 4<<10 {
			return
		}
		o := Compare(a, b)
		if o.InA < 0 || o.InA > 1 || o.InB < 0 || o.InB > 1 {
			t.Fatalf("shares %v %v", o.InA, o.InB)
		}
		for _, p := range o.Passages {
			if !p.A.Valid(len(a)) || !p.B.Valid(len(b)) {
				t.Fatalf("passage %v outside", p)
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	x, y := strings.Repeat(wire+" ", 5), strings.Repeat(other+" ", 5)+wire
	b.ReportAllocs()
	b.SetBytes(int64(len(x) + len(y)))
	for b.Loop() {
		Compare(x, y)
	}
}
