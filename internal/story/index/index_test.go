package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/story/cluster"
)

const (
	wire  = `The ferry Aurelia ran aground off Port Sable early on Tuesday, and all ninety passengers were taken to the island by fishing boats, the harbour master said. No one was badly hurt. The owners said that the captain had turned too early in fog. Divers will look at the hull when the wind drops, and the strait stays closed to larger ships until then.`
	other = `Bakers in Lower Vale have asked the council to move the market back to the square, after a year in which trade fell by a fifth. The council meets on Thursday. Its leader told them that the new paving could not bear the stalls, and that a study of the ground would be ready before summer; the bakers call that a delaying game and want a vote now.`
)

func add(t testing.TB, x *Index, id, title, text string, day int) (Place, []byte) {
	t.Helper()
	a := sayso.Article{ID: sayso.ArticleID(id), Title: title, Text: text}
	if day > 0 {
		a.Published = sayso.Date{Time: time.Date(2031, 4, day, 0, 0, 0, 0, time.UTC)}
	}
	s := Sign(&a)
	sig := s.Pack()
	p, err := x.Add(a.ID, a.Published, sig)
	if err != nil {
		t.Fatal(err)
	}
	return p, sig
}

// home searches for an article and says where it belongs.
func home(t testing.TB, x *Index, p Place, sig []byte) Hang {
	t.Helper()
	if err := x.Search(sig); err != nil {
		t.Fatal(err)
	}
	return x.Home(p)
}

func TestHome(t *testing.T) {
	x := New()
	add(t, x, "bakers", "Bakers want market back", other, 1)
	ferry, _ := add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	p, sig := add(t, x, "copy", "Ferry runs aground off Port Sable", "PORT SABLE. "+wire[40:], 3)
	if h := home(t, x, p, sig); h.On != ferry || h.Score < 0.9 || h.Score > 1 {
		t.Errorf("hangs on %+v", h)
	}
	if shared := x.Shared(p); len(shared) != 1 || shared[0].Place != ferry || shared[0].Common < 3 {
		t.Errorf("shared: %+v", shared)
	}
	if both, err := x.Both(sig, ferry, 7); err != nil || len(both) != 7 || both[0] != "aground" && both[0] != "sable" && both[0] != "aurelia" && both[0] != "ferry" {
		t.Errorf("words of both: %v, %v", both, err)
	}
	x.Move(p, Hang{On: ferry})
	if x.Story(p) != ferry || len(x.Members(ferry)) != 2 || !x.Last(p) {
		t.Error("it does not stand where it was put")
	}
	// What is taken out is not found, and what is put in again is found once.
	x.Remove("ferry")
	if h := home(t, x, p, sig); h.On != None || x.Len() != 2 || x.Find("ferry") != None || len(x.Shared(p)) != 0 {
		t.Errorf("after it was taken out: %v", h)
	}
	add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	ferry, _ = add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	x.Settle() // what hung on it still does
	if h := home(t, x, p, sig); h.On != ferry || x.Len() != 3 || x.Story(p) != ferry {
		t.Errorf("after it was put in again: %v", h)
	}
}

// TestOneWeakLink holds an article against a story: to be like one article of it
// is not enough.
func TestOneWeakLink(t *testing.T) {
	x := New()
	var p Place
	var sig []byte
	for i := range 12 {
		p, sig = add(t, x, fmt.Sprint(i), "", wire[i:], 1)
		x.Move(p, home(t, x, p, sig))
	}
	bridge, _ := add(t, x, "bridge", "", other[:200], 1)
	x.Move(bridge, Hang{On: 0})
	if len(x.Members(0)) != 13 {
		t.Fatalf("stories %v", x.members)
	}
	p, sig = add(t, x, "bakers", "", other[60:], 2)
	if h := home(t, x, p, sig); h.On != None || !x.like(p, bridge) {
		t.Errorf("hangs on %+v; like the bridge: %t, %+v", h, x.like(p, bridge), x.Features(p, bridge))
	}
}

func TestDaysBetween(t *testing.T) {
	x := New()
	a, _ := add(t, x, "a", "Ferry Aurelia aground", wire, 1)
	b, sig := add(t, x, "b", "Ferry Aurelia aground", wire, 1)
	x.docs[b].at += 5 * day
	near := home(t, x, b, sig)
	x.docs[b].at += (MaxDays - 10) * day
	if far := home(t, x, b, sig); near.On != a || far.On != a || far.Score > near.Score || !x.Within(b, a) {
		t.Errorf("after 5 days %v, after %d %v", near, MaxDays-5, far)
	}
	x.docs[b].at += 10 * day
	if h := home(t, x, b, sig); h.On != None || x.Within(b, a) {
		t.Errorf("a story is longer than %d days", MaxDays)
	}
	c, _ := add(t, x, "c", "Ferry Aurelia aground", wire, 0)
	if !x.Before(c, a) || x.Before(a, c) {
		t.Error("an article without a date comes first")
	}
}

func TestCopiesOf(t *testing.T) {
	x := New()
	a, _ := add(t, x, "a", "", wire, 1)
	b, _ := add(t, x, "b", "", wire, 2)
	c, _ := add(t, x, "c", "", other, 3)
	x.SetCopies(b, []Copy{{To: a}})
	x.SetCopies(c, []Copy{{To: b}, {To: a}})
	x.SetCopies(c, []Copy{{To: a}})
	if got := fmt.Sprint(x.CopiesOf(a), x.CopiesOf(b), x.CopiesOf(c)); got != "[1 2] [] []" {
		t.Error(got)
	}
	x.Remove("c")
	if got := fmt.Sprint(x.CopiesOf(a), x.Last(b)); got != "[1] true" {
		t.Error(got)
	}
}

// TestLikenessIsMutual compares articles from either side.
func TestLikenessIsMutual(t *testing.T) {
	x := New()
	a, sa := add(t, x, "a", "Ferry Aurelia aground", wire, 1)
	b, sb := add(t, x, "b", "Ferry runs aground off Port Sable", wire[90:]+other[:200], 3)
	if err := x.Search(sa); err != nil {
		t.Fatal(err)
	}
	one := x.Features(a, b)
	if err := x.Search(sb); err != nil {
		t.Fatal(err)
	}
	if two := x.Features(b, a); one != two || one[Words] < 0.1 || one[Titles] < 0.1 || one[Days] == 0 {
		t.Errorf("%v, from the other side %v", one, two)
	}
	if len(FeatureNames) != int(NumFeatures) {
		t.Error("a feature has no name")
	}
}

func TestSignatureComesBack(t *testing.T) {
	a := sayso.Article{Title: "Ferry Aurelia aground " + strings.Repeat("ß", 300), Text: wire}
	s := Sign(&a)
	var p packed
	if err := p.read(s.Pack()); err != nil {
		t.Fatal(err)
	}
	if len(p.terms) != len(s.Terms) || len(p.prints) != len(s.Prints) || len(p.terms) < 20 || len(p.prints) < 4 {
		t.Errorf("%d terms of %d, %d fingerprints of %d", len(p.terms), len(s.Terms), len(p.prints), len(s.Prints))
	}
	for i := range s.Terms {
		if p.weights[i].of() != uint32(s.Terms[i].Weight) || p.weights[i].where() != s.Terms[i].Where {
			t.Errorf("%s weighs %d, was %+v", s.Terms[i].Word, p.weights[i], s.Terms[i])
		}
	}
}

func FuzzRead(f *testing.F) {
	s := Sign(&sayso.Article{Title: "Ferry", Text: wire})
	f.Add(s.Pack())
	f.Add([]byte{})
	f.Add([]byte{signatureFormat, 0, 0, 0, 0, 1, 7, 0, 3, 200})
	f.Fuzz(func(t *testing.T, b []byte) {
		x := New()
		p, err := x.Add("a", sayso.Date{}, b)
		if err != nil {
			if sayso.KindOf(err) != sayso.Damaged || x.Len() != 0 {
				t.Fatalf("%v, %d kept", err, x.Len())
			}
			return
		}
		if _, err := x.Add("b", sayso.Date{}, b); err != nil {
			t.Fatal(err)
		}
		if h := home(t, x, p, b); h.On != None || h.Score < 0 || h.Score > 1 {
			t.Fatal(h)
		}
	})
}

// TestSearchLeavesNothingOut holds a search against comparing every pair.
func TestSearchLeavesNothingOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	word := rand.NewZipf(rng, 1.2, 3, 400)
	x := New()
	var sigs []Signature
	var packs [][]byte
	for i := range 200 {
		var s Signature
		seen := map[uint64]bool{}
		for len(s.Terms) < 12 {
			if w := word.Uint64(); !seen[w] {
				seen[w] = true
				s.Terms = append(s.Terms, cluster.Term{Word: fmt.Sprint(w), Weight: uint8(10 + rng.IntN(90))})
			}
		}
		sigs, packs = append(sigs, s), append(packs, s.Pack())
		if _, err := x.Add(sayso.ArticleID(fmt.Sprint(i)), sayso.Date{}, packs[i]); err != nil {
			t.Fatal(err)
		}
	}
	for i := range sigs {
		if err := x.Search(packs[i]); err != nil {
			t.Fatal(err)
		}
		for j := range sigs {
			sum := uint32(0)
			for _, a := range sigs[i].Terms {
				for _, b := range sigs[j].Terms {
					if a.Word == b.Word {
						sum += uint32(a.Weight) * uint32(b.Weight)
					}
				}
			}
			if got := x.Features(Place(i), Place(j))[Words]; got != cluster.Cosine(sum) {
				t.Fatalf("%d and %d: %v, want %v", i, j, got, cluster.Cosine(sum))
			}
		}
	}
}
