package ledger

import (
	"errors"
	"fmt"
	"testing"

	"sayso"
)

// identities are words of analysts: "a" for all articles, "a ar1" for one.
type identities map[string]sayso.ActorID

func (m identities) find(actor sayso.ActorID, article sayso.ArticleID) (sayso.ActorID, error) {
	if article != "" {
		return m[string(actor)+" "+string(article)], nil
	}
	return m[string(actor)], nil
}

func TestDecide(t *testing.T) {
	said := identities{"a": "b", "b": "c", "c ar1": "d", "ring": "gnir", "gnir": "ring"}
	for _, c := range []struct {
		id, article, want, why string
	}{
		{"x", "ar1", "x", "read"},
		{"a", "ar2", "c", mergedByHand},
		{"b", "ar2", "c", mergedByHand},
		{"a", "ar1", "d", splitByHand},
		{"c", "ar1", "d", splitByHand},
		{"c", "ar2", "c", "read"},
		{"ring", "ar1", "ring", "read"}, // a ring comes to an end
	} {
		id, why, err := Identities(said.find).Decide(sayso.ArticleID(c.article), sayso.ActorID(c.id), "read")
		if string(id) != c.want || why != c.why || err != nil {
			t.Errorf("%s in %s is %s (%s), error %v; want %s (%s)", c.id, c.article, id, why, err, c.want, c.why)
		}
	}
	broken := Identities(func(sayso.ActorID, sayso.ArticleID) (sayso.ActorID, error) { return "", errors.New("broken") })
	if _, _, err := broken.Decide("ar1", "a", ""); err == nil {
		t.Error("an error is lost")
	}
}

func TestCheckIdentity(t *testing.T) {
	said := Identities(identities{"b": "c"}.find)
	for _, c := range []struct {
		say  sayso.Identity
		into string // "" where it is refused
	}{
		{sayso.Identity{Verdict: sayso.Merged, Actor: "a", Into: "b"}, "c"},
		{sayso.Identity{Verdict: sayso.Merged, Actor: "c", Into: "b"}, ""}, // c itself
		{sayso.Identity{Verdict: sayso.Merged, Actor: "a", Into: "b", Article: "ar1"}, ""},
		{sayso.Identity{Verdict: sayso.Split, Actor: "a", Article: "ar1"}, sayso.DeriveID("ac", "split", "a", "ar1")},
		{sayso.Identity{Verdict: sayso.Split, Actor: "a"}, ""},
		{sayso.Identity{Verdict: sayso.Undone, Actor: "a", Into: "kept"}, "kept"},
		{sayso.Identity{Verdict: "perhaps", Actor: "a"}, ""},
	} {
		before := fmt.Sprint(c.say)
		err := said.CheckIdentity(&c.say)
		if c.into == "" && sayso.KindOf(err) != sayso.Invalid || c.into != "" && (err != nil || string(c.say.Into) != c.into) {
			t.Errorf("%s: into %s, error %v; want %s", before, c.say.Into, err, c.into)
		}
	}
}

func TestCheckRegrouping(t *testing.T) {
	for _, c := range []struct {
		say             sayso.Regrouping
		together, moved bool
		good            bool
	}{
		{sayso.Regrouping{Verdict: sayso.Merged, Article: "a", Into: "b"}, false, true, true},
		{sayso.Regrouping{Verdict: sayso.Merged, Article: "a", Into: "b"}, true, false, false},
		{sayso.Regrouping{Verdict: sayso.Split, Article: "a"}, false, true, true},
		{sayso.Regrouping{Verdict: sayso.Split, Article: "a"}, false, false, false},
		{sayso.Regrouping{Verdict: sayso.Split, Article: "a", Into: "b"}, false, true, false},
		{sayso.Regrouping{Verdict: sayso.Undone, Article: "a"}, false, false, true},
		{sayso.Regrouping{Verdict: "perhaps", Article: "a"}, false, true, false},
	} {
		err := CheckRegrouping(&c.say, c.together)
		if err == nil {
			err = CheckRegrouped(&c.say, c.moved)
		}
		if good := err == nil; good != c.good || !good && sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
