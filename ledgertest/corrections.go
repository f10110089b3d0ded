package ledgertest

import (
	"strings"
	"testing"

	"sayso"
)

// find returns the claim whose content holds words.
func find(t testing.TB, l sayso.Ledger, words string) sayso.ClaimRow {
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

func correct(t testing.TB, l sayso.Ledger, c sayso.Correction) sayso.ClaimID {
	t.Helper()
	id, err := l.Correct(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// testReject wants a rejected claim to leave lists, counts and its speaker, those
// inside it to stay, and all to come back.
func testReject(t testing.TB, l sayso.Ledger) {
	put(t, l, harbour())
	before := dump(t, l)
	outer := find(t, l, "Østby had promised")
	for range 2 { // saying it twice says it once
		correct(t, l, sayso.Correction{Claim: outer.ID, Verdict: sayso.Rejected, Note: "no claim"})
		wantEqual(t, "claims after a rejection", len(claims(t, l, sayso.ClaimQuery{})), 3)
		wantEqual(t, "matches of a rejected claim's words", len(claims(t, l, sayso.ClaimQuery{Words: `"had promised"`})), 0)
		wantEqual(t, "claims of its speaker", len(claims(t, l, sayso.ClaimQuery{Speaker: "reyes"})), 0)
		_, missing := l.Claim(t.Context(), outer.ID)
		wantKind(t, "a rejected claim", missing, sayso.NotFound)
		page, err := l.Corrections(t.Context(), sayso.Paging{})
		if err != nil || len(page.Items) != 1 || page.Items[0].Claim != outer.ID || page.Items[0].Verdict != sayso.Rejected || page.Items[0].Note != "no claim" || page.Items[0].At.IsZero() {
			t.Errorf("what stands: %+v, %v", page.Items, err)
		}
	}
	correct(t, l, sayso.Correction{Claim: outer.ID, Verdict: sayso.Withdrawn})
	wantSame(t, "a rejection that was taken back", dump(t, l), before)
	if page, err := l.Corrections(t.Context(), sayso.Paging{}); err != nil || len(page.Items) != 0 {
		t.Errorf("what stands: %+v, %v", page.Items, err)
	}
}

// testMend wants a mended claim to keep its identifier, to show and to be found
// as it was judged, and reading again to undo nothing.
func testMend(t testing.TB, l sayso.Ledger) {
	r := harbour()
	put(t, l, r)
	before := dump(t, l)
	official := find(t, l, "cranes")
	is := official.Judge()
	is.Stance, is.Speakers = sayso.Denies, []string{"Tess Okafor"}
	is.Content = sayso.Spans{{Start: is.Content[0].Start, End: is.Content[0].End - len(" tested")}}
	wantEqual(t, "identifier of a mended claim", correct(t, l, sayso.Correction{Claim: official.ID, Verdict: sayso.Mended, Is: is}), official.ID)
	wantMended(t, l, "after mending", official.ID, r.Article.ID)
	raw, err := l.Uncorrected(t.Context(), official.Version)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "stance as it was read", raw.Analysis.Claims[1].Stance, sayso.Warns)

	put(t, l, r)
	wantMended(t, l, "after reading again", official.ID, r.Article.ID)
	later := harbour()
	later.Analysis.Extractor.Version = "2"
	later.Analysis.Claims[1].Content[0].Start += len("the ")
	put(t, l, later)
	wantMended(t, l, "after a new extractor that cuts the claim otherwise", official.ID, r.Article.ID)
	lost := harbour()
	lost.Analysis.Extractor.Version = "3"
	lost.Analysis.Claims = append(lost.Analysis.Claims[:1:1], lost.Analysis.Claims[2:]...)
	put(t, l, lost)
	wantMended(t, l, "after an extractor that misses the claim", official.ID, r.Article.ID)
	put(t, l, r)
	correct(t, l, sayso.Correction{Claim: official.ID, Verdict: sayso.Withdrawn})
	wantSame(t, "taking it back", dump(t, l), before)
}

// wantMended wants the claim that testMend has mended, wherever it is shown.
func wantMended(t testing.TB, l sayso.Ledger, when string, id sayso.ClaimID, article sayso.ArticleID) {
	t.Helper()
	got, err := l.Claim(t.Context(), id)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	wantEqual(t, when+": content", got.ContentText, "the cranes had not been")
	wantEqual(t, when+": stance", got.Stance, sayso.Denies)
	if len(got.Speakers) != 1 || got.Speakers[0].Name != "Tess Okafor" {
		t.Errorf("%s: speakers %+v", when, got.Speakers)
	}
	if got.Correction == nil || got.Correction.Verdict != sayso.Mended {
		t.Errorf("%s: correction %+v", when, got.Correction)
	}
	wantList(t, when+": by stance", claims(t, l, sayso.ClaimQuery{Stance: sayso.Denies}), []string{"the cranes had not been"})
	wantList(t, when+": by speaker", claims(t, l, sayso.ClaimQuery{Speaker: "okafor"}), []string{"the cranes had not been"})
	wantList(t, when+": by words", claims(t, l, sayso.ClaimQuery{Words: `"not been tested"`}), nil)
	for name, record := range map[string]func() (*sayso.Record, error){
		"article": func() (*sayso.Record, error) { return l.Article(t.Context(), article) },
		"gist":    func() (*sayso.Record, error) { return l.Gist(t.Context(), article) },
		"version": func() (*sayso.Record, error) { return l.Version(t.Context(), got.Version) },
	} {
		rec, err := record()
		if err != nil {
			t.Fatal(err)
		}
		shown := false
		for _, c := range rec.Analysis.Claims {
			if rec.ClaimIDs[c.ID] == id {
				shown = true
				wantEqual(t, when+": stance in the "+name, c.Stance, sayso.Denies)
			}
		}
		wantEqual(t, when+": it stands in the "+name, shown, true)
	}
}

func testAccept(t testing.TB, l sayso.Ledger) {
	put(t, l, harbour())
	before := dump(t, l)
	inner := find(t, l, "a second pier")
	correct(t, l, sayso.Correction{Claim: inner.ID, Verdict: sayso.Accepted})
	got, err := l.Claim(t.Context(), inner.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "confidence of an accepted claim", got.Confidence, 1)
	correct(t, l, sayso.Correction{Claim: inner.ID, Verdict: sayso.Withdrawn})
	wantSame(t, "taking it back", dump(t, l), before)
}

// testAdd adds a claim that was missed, and lists what was corrected so far.
func testAdd(t testing.TB, l sayso.Ledger) {
	r := harbour()
	put(t, l, r)
	before := dump(t, l)
	d := Draft{Reading: r}
	cranes, inner := find(t, l, "cranes"), find(t, l, "a second pier")
	correct(t, l, sayso.Correction{Claim: cranes.ID, Verdict: sayso.Accepted})
	correct(t, l, sayso.Correction{Claim: inner.ID, Verdict: sayso.Accepted})
	far := sayso.Judged{Attribution: sayso.Attribution{Content: sayso.Spans{d.Words("Port Alder")}}, Form: sayso.Indirect, Kind: sayso.NoSource, Stance: sayso.Asserts}
	id := correct(t, l, sayso.Correction{Version: inner.Version, Verdict: sayso.Added, Is: &far})
	wantEqual(t, "claims after adding", len(claims(t, l, sayso.ClaimQuery{})), 5)
	wantList(t, "by words", claims(t, l, sayso.ClaimQuery{Words: "alder"}), []string{"Port Alder"})
	added, err := l.Claim(t.Context(), id)
	if err != nil || added.ContentText != "Port Alder" {
		t.Fatalf("added claim %+v, error %v", added, err)
	}
	later := harbour()
	later.Analysis.Extractor.Version = "2"
	put(t, l, later)
	if again, err := l.Claim(t.Context(), id); err != nil || again.ContentText != "Port Alder" {
		t.Errorf("after reading again: %+v, %v", again, err)
	}
	put(t, l, r)
	all, err := All(sayso.Paging{Limit: 2}, func(p sayso.Paging) (sayso.Page[sayso.Correction], error) { return l.Corrections(t.Context(), p) })
	if err != nil || len(all) != 3 || all[0].Claim != id || all[1].Claim != inner.ID || all[2].Claim != cranes.ID {
		t.Errorf("the latest first: %+v, %v", all, err)
	}
	for _, c := range []sayso.ClaimID{id, inner.ID, cranes.ID} {
		correct(t, l, sayso.Correction{Claim: c, Verdict: sayso.Withdrawn})
	}
	wantSame(t, "taking every correction back", dump(t, l), before)
}

func testCorrectRefused(t testing.TB, l sayso.Ledger) {
	r := harbour()
	put(t, l, r)
	before := dump(t, l)
	d, inner := Draft{Reading: r}, find(t, l, "a second pier")
	said := sayso.Judged{Attribution: sayso.Attribution{Cue: sayso.Spans{d.Words("promised")}, Content: sayso.Spans{d.Words("second pier")}},
		Form: sayso.Indirect, Kind: sayso.NoSource, Lemma: "promise", Stance: sayso.Pledges, Certainty: sayso.Certain, Polarity: sayso.Positive}
	_, err := l.Correct(t.Context(), sayso.Correction{Claim: "clnone", Verdict: sayso.Rejected})
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
