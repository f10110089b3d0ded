package index

import (
	"fmt"
	"math"
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

func TestNear(t *testing.T) {
	x := New()
	add(t, x, "bakers", "Bakers want market back", other, 1)
	add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	p, sig := add(t, x, "copy", "Ferry runs aground off Port Sable", "PORT SABLE. "+wire[40:], 3)
	likes, shared, err := x.Near(p, sig)
	if err != nil {
		t.Fatal(err)
	}
	if len(likes) != 1 || x.Article(likes[0].Place) != "ferry" || likes[0].Score < 0.5 || likes[0].Score > 1 {
		t.Errorf("likes: %+v", likes)
	}
	if len(shared) != 1 || x.Article(shared[0].Place) != "ferry" || shared[0].Common < 3 {
		t.Errorf("shared: %+v", shared)
	}
	both, err := x.Both(sig, likes[0].Place)
	if err != nil || len(both) < 5 {
		t.Errorf("words of both: %v, %v", both, err)
	}
	// What is taken out is not found, and what is put in again is found once.
	x.Remove("ferry")
	if likes, shared, _ = x.Near(p, sig); len(likes)+len(shared) != 0 || x.Len() != 2 || x.Find("ferry") != None {
		t.Errorf("after it was taken out: %v %v", likes, shared)
	}
	add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	add(t, x, "ferry", "Ferry Aurelia aground", wire, 2)
	if likes, shared, _ = x.Near(p, sig); len(likes) != 1 || len(shared) != 1 || x.Len() != 3 {
		t.Errorf("after it was put in again: %v %v", likes, shared)
	}
}

func TestDaysBetween(t *testing.T) {
	x := New()
	a, sig := add(t, x, "a", "Ferry Aurelia aground", wire, 1)
	b, _ := add(t, x, "b", "Ferry Aurelia aground", wire, 0)
	x.docs[a].at += 365 * 24 * 60 * 60
	_, _ = add(t, x, "c", "Ferry Aurelia aground", wire, 1)
	likes, _, err := x.Near(a, sig)
	if err != nil || len(likes) != 2 {
		t.Fatalf("%+v, %v", likes, err)
	}
	for _, l := range likes {
		if want := map[Place]float64{b: 1, b + 1: 0.5}[l.Place]; l.Score < want-0.02 || l.Score > want+0.02 {
			t.Errorf("%s: %v, want %v", x.Article(l.Place), l.Score, want)
		}
	}
	if !x.Before(b, a) || x.Before(a, b) {
		t.Error("an article without a date comes first")
	}
}

func TestHangOn(t *testing.T) {
	x := New()
	a, _ := add(t, x, "a", "", wire, 1)
	b, _ := add(t, x, "b", "", wire, 2)
	c, _ := add(t, x, "c", "", other, 3)
	x.SetLinks(b, []Link{{To: a}})
	x.SetLinks(c, []Link{{To: b}, {To: a}})
	if got := fmt.Sprint(x.HangOn(a), x.HangOn(b), x.HangOn(c)); got != "[1 2] [2] []" {
		t.Error(got)
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
		if p.weights[i] != s.Terms[i].Weight {
			t.Errorf("%s weighs %d, was %d", s.Terms[i].Word, p.weights[i], s.Terms[i].Weight)
		}
	}
}

func FuzzRead(f *testing.F) {
	s := Sign(&sayso.Article{Title: "Ferry", Text: wire})
	f.Add(s.Pack())
	f.Add([]byte{})
	f.Add([]byte{signatureFormat, 3, 200})
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
		likes, _, err := x.Near(p, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range likes {
			if l.Score < 0 || l.Score > 1 {
				t.Fatal(l)
			}
		}
	})
}

// TestNearLeavesNothingOut holds a search against comparing every pair.
func TestNearLeavesNothingOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	word := rand.NewZipf(rng, 1.2, 3, 400)
	x := New()
	var sigs []Signature
	var packs [][]byte
	for i := range 400 {
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
	found := 0
	for i := range sigs {
		likes, _, err := x.Near(Place(i), packs[i])
		if err != nil {
			t.Fatal(err)
		}
		got := map[Place]float64{}
		for _, l := range likes {
			got[l.Place] = l.Score
		}
		for j := range sigs {
			n, sum := 0, uint32(0)
			for _, a := range sigs[i].Terms {
				for _, b := range sigs[j].Terms {
					if a.Word == b.Word {
						n, sum = n+1, sum+uint32(a.Weight)*uint32(b.Weight)
					}
				}
			}
			want := math.Round(cluster.Likeness(sum)*1e4) / 1e4
			if i == j || n < MinShared || want < Join {
				want = 0
			}
			if got[Place(j)] != want {
				t.Fatalf("%d and %d: %v, want %v", i, j, got[Place(j)], want)
			}
			if want > 0 {
				found++
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d pairs are like each other", found)
	}
}
