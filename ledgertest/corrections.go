package ledgertest

import (
	"strings"
	"testing"

	"sayso"
)

// find returns the claim whose content holds words.
func find(t *testing.T, l sayso.Ledger, words string) sayso.ClaimRow {
	t.Helper()
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Items {
		if strings.Contains(c.ContentText, words) {
			return c
		}
	}
	t.Fatalf("no claim has %q", words)
	return sayso.ClaimRow{}
}

func correct(t *testing.T, l sayso.Ledger, c sayso.Correction) sayso.ClaimID {
	t.Helper()
	id, err := l.Correct(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func testCorrections(t *testing.T, l sayso.Ledger) {
	r := harbour()
	put(t, l, r)
	before := dump(t, l)

	// Rejected: it leaves lists, counts and its speaker; those inside it stay.
	outer, inner := find(t, l, "Østby had promised"), find(t, l, "a second pier")
	correct(t, l, sayso.Correction{Claim: outer.ID, Verdict: sayso.Rejected, Note: "no claim"})
	wantEqual(t, "claims after a rejection", len(claims(t, l, sayso.ClaimQuery{})), 3)
	wantEqual(t, "matches of a rejected claim's words", len(claims(t, l, sayso.ClaimQuery{Words: `"had promised"`})), 0)
	_, missing := l.Claim(t.Context(), outer.ID)
	wantKind(t, "a rejected claim", missing, sayso.NotFound)
	correct(t, l, sayso.Correction{Claim: outer.ID, Verdict: sayso.Withdrawn})
	wantSame(t, "a rejection that was taken back", dump(t, l), before)

	// Mended: it keeps its identifier, and shows and is found as it was judged.
	official := find(t, l, "cranes")
	is := official.Judge()
	is.Stance, is.Speakers = sayso.Denies, []string{"Tess Okafor"}
	is.Content = sayso.Spans{{Start: is.Content[0].Start, End: is.Content[0].End - len(" tested")}}
	wantEqual(t, "identifier of a mended claim", correct(t, l, sayso.Correction{Claim: official.ID, Verdict: sayso.Mended, Is: is}), official.ID)
	check := func(when string) {
		t.Helper()
		got, err := l.Claim(t.Context(), official.ID)
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		wantEqual(t, when+": content", got.ContentText, "the cranes had not been")
		wantEqual(t, when+": stance", got.Stance, sayso.Denies)
		wantEqual(t, when+": speakers", len(got.Speakers), 1)
		wantEqual(t, when+": speaker", got.Speakers[0].Name, "Tess Okafor")
		if got.Correction == nil || got.Correction.Verdict != sayso.Mended {
			t.Errorf("%s: correction %+v", when, got.Correction)
		}
		wantList(t, when+": by stance", claims(t, l, sayso.ClaimQuery{Stance: sayso.Denies}), []string{"the cranes had not been"})
		wantList(t, when+": by speaker", claims(t, l, sayso.ClaimQuery{Speaker: "okafor"}), []string{"the cranes had not been"})
		rec, err := l.Article(t.Context(), r.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		for local, id := range rec.ClaimIDs {
			if id == official.ID {
				for _, c := range rec.Analysis.Claims {
					if c.ID == local {
						wantEqual(t, when+": stance in the record", c.Stance, sayso.Denies)
					}
				}
			}
		}
	}
	check("after mending")
	raw, err := l.Uncorrected(t.Context(), official.Version)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "stance as it was read", raw.Analysis.Claims[1].Stance, sayso.Warns)

	// Reading again, by another extractor that cuts the claim otherwise, undoes
	// nothing.
	put(t, l, r)
	check("after reading again")
	later := harbour()
	later.Analysis.Extractor.Version = "2"
	later.Analysis.Claims[1].Content[0].Start += len("the ")
	put(t, l, later)
	check("after a new extractor")
	lost := harbour()
	lost.Analysis.Extractor.Version = "3"
	lost.Analysis.Claims = append(lost.Analysis.Claims[:1:1], lost.Analysis.Claims[2:]...)
	put(t, l, lost)
	check("after an extractor that misses the claim")
	put(t, l, r)

	// Accepted.
	correct(t, l, sayso.Correction{Claim: inner.ID, Verdict: sayso.Accepted})
	got, err := l.Claim(t.Context(), inner.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "confidence of an accepted claim", got.Confidence, 1)

	// Added, then taken back.
	d := Draft{Reading: r}
	said := sayso.Judged{Attribution: sayso.Attribution{Cue: sayso.Spans{d.Words("promised")}, Content: sayso.Spans{d.Words("second pier")}},
		Form: sayso.Indirect, Kind: sayso.NoSource, Lemma: "promise", Stance: sayso.Pledges, Certainty: sayso.Certain, Polarity: sayso.Positive}
	n := len(claims(t, l, sayso.ClaimQuery{}))
	far := sayso.Judged{Attribution: sayso.Attribution{Content: sayso.Spans{d.Words("Port Alder")}}, Form: sayso.Indirect, Kind: sayso.NoSource, Stance: sayso.Asserts}
	id := correct(t, l, sayso.Correction{Version: official.Version, Verdict: sayso.Added, Is: &far})
	wantEqual(t, "claims after adding", len(claims(t, l, sayso.ClaimQuery{})), n+1)
	added, err := l.Claim(t.Context(), id)
	if err != nil || added.ContentText != "Port Alder" {
		t.Fatalf("added claim %+v, error %v", added, err)
	}

	page, err := l.Corrections(t.Context(), sayso.Paging{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "latest correction", page.Items[0].Claim, id)
	next, err := l.Corrections(t.Context(), sayso.Paging{Limit: 2, After: page.Next})
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "corrections", len(page.Items)+len(next.Items), 3)

	for _, c := range []sayso.ClaimID{id, inner.ID, official.ID} {
		correct(t, l, sayso.Correction{Claim: c, Verdict: sayso.Withdrawn})
	}
	wantSame(t, "taking every correction back", dump(t, l), before)

	// Refused, and nothing is changed.
	_, err = l.Correct(t.Context(), sayso.Correction{Claim: "clnone", Verdict: sayso.Rejected})
	wantKind(t, "a claim that is not there", err, sayso.NotFound)
	_, err = l.Correct(t.Context(), sayso.Correction{Version: "venone", Verdict: sayso.Added, Is: &said})
	wantKind(t, "a version that is not there", err, sayso.NotFound)
	_, err = l.Correct(t.Context(), sayso.Correction{Claim: inner.ID, Verdict: "shrugged"})
	wantKind(t, "no verdict", err, sayso.Invalid)
	for _, bad := range []sayso.Spans{nil, {{Start: -1, End: 4}}, {{Start: 0, End: 1 << 20}}, {{Start: 5, End: 5}}, {{Start: 9, End: 12}, {Start: 2, End: 4}}} {
		is := inner.Judge()
		is.Content = bad
		_, err = l.Correct(t.Context(), sayso.Correction{Claim: inner.ID, Verdict: sayso.Mended, Is: is})
		wantKind(t, "content outside the text", err, sayso.Invalid)
	}
	wantSame(t, "corrections that were refused", dump(t, l), before)
}
