package ledgertest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// CheckHistory compares what stands with the history: what stands must follow
// from all judgements in their order, and nothing else may stand.
func CheckHistory(ctx context.Context, l sayso.Ledger) error {
	history, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Judgement], error) { return l.History(ctx, "", p) })
	if err != nil {
		return err
	}
	want := make(map[string]string)
	for _, j := range slices.Backward(history) {
		s := j.Said()
		key := string(s.Kind) + " " + s.Subject
		switch {
		case j.Identity != nil:
			key += " " + string(j.Identity.Article)
		case j.Regrouping != nil && j.Regrouping.Verdict == sayso.Undone:
			delete(want, key+" "+string(sayso.Merged))
			key += " " + string(sayso.Split)
		case j.Regrouping != nil:
			key += " " + s.Verdict
		case j.Weighing != nil:
			key = weighed(j.Weighing)
			if j.Weighing.Verdict == sayso.Unweighed {
				for _, v := range sayso.WeighingVerdicts {
					delete(want, key+" "+string(v))
				}
				continue
			}
			key += " " + s.Verdict
		case j.Parting != nil:
			continue // events show what stands
		}
		if s.Verdict == string(sayso.Withdrawn) || s.Verdict == string(sayso.Undone) || s.Verdict == string(sayso.Owned) {
			delete(want, key)
		} else {
			want[key] = fmt.Sprint(s.Verdict, s.Other, s.Note, s.By)
		}
	}
	got, err := standing(ctx, l)
	if err == nil && !maps.Equal(got, want) {
		err = fmt.Errorf("these judgements stand: %v; by the history: %v", got, want)
	}
	return err
}

// standing lists what stands.
func standing(ctx context.Context, l sayso.Ledger) (map[string]string, error) {
	got := make(map[string]string)
	take := func(j sayso.Judgement, key string) {
		s := j.Said()
		got[strings.TrimRight(string(s.Kind)+" "+s.Subject+key, "\n")] = fmt.Sprint(s.Verdict, s.Other, s.Note, s.By)
	}
	corrections, e1 := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Correction], error) { return l.Corrections(ctx, p) })
	for i := range corrections {
		take(sayso.Judgement{Correction: &corrections[i]}, "")
	}
	identities, e2 := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Identity], error) { return l.Identities(ctx, "", p) })
	for i := range identities {
		take(sayso.Judgement{Identity: &identities[i]}, " "+string(identities[i].Article))
	}
	regroupings, e3 := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Regrouping], error) { return l.Regroupings(ctx, p) })
	for i := range regroupings {
		take(sayso.Judgement{Regrouping: &regroupings[i]}, " "+string(regroupings[i].Verdict))
	}
	weighings, e4 := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Weighing], error) { return l.Weighings(ctx, "", p) })
	for i := range weighings {
		s := (&sayso.Judgement{Weighing: &weighings[i]}).Said()
		got[weighed(&weighings[i])+" "+s.Verdict] = fmt.Sprint(s.Verdict, s.Other, s.Note, s.By)
	}
	disownings, e5 := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Disowning], error) { return l.Disownings(ctx, p) })
	for i := range disownings {
		take(sayso.Judgement{Disowning: &disownings[i]}, "")
	}
	return got, cmp.Or(e1, e2, e3, e4, e5)
}

// weighed names two statements, whichever comes first.
func weighed(x *sayso.Weighing) string {
	names := []string{x.A.String(), x.B.String()}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// said lists verdicts and authors, the latest first.
func said(t testing.TB, l sayso.Ledger, about string) []string {
	t.Helper()
	page, err := l.History(t.Context(), about, sayso.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, j := range page.Items {
		s := j.Said()
		if s.At.IsZero() || s.Subject == "" || s.Kind == "" {
			t.Errorf("%+v lacks something", s)
		}
		out = append(out, s.Verdict+" by "+s.By)
	}
	return out
}

func testHistory(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	put(t, l, harbour(), denial(), shelled(1, "2031-05-05"), shelled(2, "2031-05-05"))
	check := func() {
		t.Helper()
		if err := CheckHistory(ctx, l); err != nil {
			t.Fatal(err)
		}
		if err := CheckJournal(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	cs, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	claim, is := cs.Items[0].ID, cs.Items[0].Judge()
	is.Stance = sayso.Pledges
	for _, c := range []sayso.Correction{
		{Verdict: sayso.Accepted, By: "Ada"}, {Verdict: sayso.Accepted, By: "Ada"}, {Verdict: sayso.Accepted, By: "Bo"},
		{Verdict: sayso.Mended, Is: is, By: "Bo", Note: "a pledge"}, {Verdict: sayso.Rejected, By: "Ada"},
		{Verdict: sayso.Withdrawn, By: "Bo"}, {Verdict: sayso.Withdrawn, By: "Bo"},
	} {
		c.Claim = claim
		correct(t, l, c)
		check()
	}
	wantList(t, "what was said of a claim", said(t, l, string(claim)), []string{"withdrawn by Bo", "rejected by Ada", "mended by Bo", "accepted by Bo", "accepted by Ada"})
	put(t, l, harbour())
	later := harbour()
	later.Analysis.Extractor.Version = "2"
	put(t, l, later)
	wantEqual(t, "judgements after it was read anew", len(said(t, l, "")), 5)

	as, err := l.Actors(ctx, sayso.ActorQuery{Speaking: true})
	if err != nil {
		t.Fatal(err)
	}
	a, b := as.Items[0].ID, as.Items[1].ID
	for _, x := range []sayso.Identity{{Verdict: sayso.Merged, Actor: a, Into: b, By: "Ada", Note: "one person"}, {Verdict: sayso.Undone, Actor: a, By: "Bo"}, {Verdict: sayso.Merged, Actor: a, Into: b}} {
		if _, err := l.Identify(ctx, x); err != nil {
			t.Fatal(err)
		}
		check()
	}
	want := []string{"merged by ", "undone by Bo", "merged by Ada"}
	wantList(t, "what was said of an actor", said(t, l, string(a)), want)
	wantList(t, "what was said of the other", said(t, l, string(b)), want)

	ids := numbered(t, l, 2)
	if _, err := l.Place(ctx, 0, placement(t, l, ids[0]), placement(t, l, ids[1], like(ids[0]))); err != nil {
		t.Fatal(err)
	}
	for _, v := range []sayso.IdentityVerdict{sayso.Split, sayso.Undone} {
		if _, err := l.Regroup(ctx, sayso.Regrouping{Verdict: v, Article: ids[1], By: "Ada"}); err != nil {
			t.Fatal(err)
		}
		check()
	}
	wantList(t, "what was said of an article", said(t, l, string(ids[1])), []string{"undone by Ada", "split by Ada"})

	events, err := l.Events(ctx, sayso.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	mention := events.Items[0].Mentions[0].ID
	for _, x := range []sayso.Parting{{Verdict: sayso.Parted, Note: "elsewhere", By: "Ada"}, {Verdict: sayso.Rejoined, By: "Bo"}, {Verdict: sayso.Rejoined, By: "Bo"}} {
		x.Mention = mention
		if err := l.Part(ctx, x); err != nil {
			t.Fatal(err)
		}
		check()
	}
	wantList(t, "what was said of a mention", said(t, l, string(mention)), []string{"rejoined by Bo", "parted by Ada"})
	wantKind(t, "no verdict", l.Part(ctx, sayso.Parting{Verdict: "shrugged", Mention: mention}), sayso.Invalid)
	wantKind(t, "no mention", l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: "em0"}), sayso.NotFound)
	_, err = l.Correct(ctx, sayso.Correction{Verdict: sayso.Rejected, Claim: claim, By: strings.Repeat("x", sayso.MaxAuthor+1)})
	wantKind(t, "an author without end", err, sayso.Invalid)
	check()

	all, err := l.History(ctx, "", sayso.Paging{})
	if err != nil || len(all.Items) != 12 {
		t.Fatalf("%d judgements, %v", len(all.Items), err)
	}
	by2, err := All(sayso.Paging{Limit: 5}, func(p sayso.Paging) (sayso.Page[sayso.Judgement], error) { return l.History(ctx, "", p) })
	if err != nil || !reflect.DeepEqual(by2, all.Items) {
		t.Errorf("page by page: %d judgements, %v", len(by2), err)
	}
}
