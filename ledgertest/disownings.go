package ledgertest

import (
	"strings"
	"testing"
	"time"

	"sayso"
)

// trumpet is a text that a stranger put at the address of another's article: what it
// says stands there as its newest version.
func trumpet() sayso.Reading {
	r := claimed(Shelling("trumpet.jsonl", "Trumpet", "2031-05-06", 3), "Ilse Brandt", sayso.Happened)
	r.Article.URL = "https://northwind.example/harbour"
	r.Article.ID = sayso.DeriveArticleID(r.Article.URL)
	r.Article.Country = "TRU"
	return r
}

// carriers is the address that trumpet gets.
const carriers = "https://trumpet.example/shells"

func versionOf(r sayso.Reading) sayso.VersionID { return r.Article.Version() }

func disown(t testing.TB, l sayso.Ledger, v sayso.VersionID, verdict sayso.DisowningVerdict) {
	t.Helper()
	x := sayso.Disowning{Verdict: verdict, Version: v, By: "Ada", Note: "a stranger's"}
	if verdict == sayso.Disowned {
		x.Address, x.Outlet = carriers, "Trumpet"
	}
	if err := l.Disown(t.Context(), x); err != nil {
		t.Fatal(err)
	}
	if err := CheckJournal(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if err := CheckHistory(t.Context(), l); err != nil {
		t.Fatal(err)
	}
}

// disowned is a ledger in which a stranger's version was given to its carrier.
type disowned struct {
	sayso.Ledger
	own, foreign sayso.ArticleID
	strange      sayso.VersionID
	claim        sayso.ClaimID
	who          sayso.ActorID // whom an analyst said the speaker to be
	mention      sayso.EventID
	end          int64 // of the journal, before
}

// strangers fills a ledger with a stranger's version on which analysts have said
// something.
func strangers(t testing.TB, l sayso.Ledger) *disowned {
	t.Helper()
	ctx := t.Context()
	put(t, l, denial(), shelled(1, "2031-05-06"), harbour(), harbourCorrected(), trumpet())
	d := &disowned{Ledger: l, own: harbour().Article.ID, foreign: sayso.DeriveArticleID(carriers), strange: versionOf(trumpet())}
	wantEqual(t, "texts at the address", len(stoodThere(t, l, d.own)), 3)
	rec, err := l.Version(ctx, d.strange)
	if err != nil {
		t.Fatal(err)
	}
	d.claim = correct(t, l, sayso.Correction{Claim: rec.ClaimIDs["c1"], Verdict: sayso.Accepted, Note: "so it reads"})
	d.who = identify(t, l, sayso.Identity{Verdict: sayso.Split, Actor: rec.ActorIDs["a3"], Article: d.own})
	late := sayso.StatementName{Claim: find(t, l, "the harbour was late").ID}
	if err := l.Weigh(ctx, sayso.Weighing{Verdict: sayso.Apart, A: late, B: sayso.StatementName{Claim: d.claim}}); err != nil {
		t.Fatal(err)
	}
	d.mention = events(t, l, sayso.EventQuery{Article: d.own})[0].ID
	if _, err := l.Place(ctx, 0, placement(t, l, d.own), placement(t, l, denial().Article.ID, like(d.own))); err != nil {
		t.Fatal(err)
	}
	if d.end, err = l.JournalEnd(ctx); err != nil {
		t.Fatal(err)
	}
	return d
}

// moved wants the version to be its carrier's, with all that was said of it.
func (d *disowned) moved(t testing.TB, when string) {
	t.Helper()
	ctx := t.Context()
	r, err := d.Version(ctx, d.strange)
	if err != nil {
		t.Fatal(err)
	}
	a := r.Article
	if a.ID != d.foreign || a.URL != carriers || a.Outlet != "Trumpet" || a.Warrant != sayso.CarriedWarrant || a.SaysFrom != "https://northwind.example/harbour" || a.Country != "TRU" || !r.Newest {
		t.Errorf("%s: %+v, newest %t", when, a, r.Newest)
	}
	c, err := d.Claim(ctx, d.claim)
	if err != nil || c.Article.ID != d.foreign || c.Correction == nil || c.Correction.Note != "so it reads" {
		t.Errorf("%s: its claim: %+v, %v", when, c, err)
	}
	wantEqual(t, when+": who an actor is", r.ActorIDs["a3"], d.who)
	wantEqual(t, when+": events of the article", len(events(t, d, sayso.EventQuery{Article: d.own})), 0)
	if es := events(t, d, sayso.EventQuery{Article: d.foreign}); len(es) != 1 || es[0].ID != d.mention {
		t.Errorf("%s: events of the carrier: %+v", when, es)
	}
	page, err := d.Weighings(ctx, d.foreign, sayso.Paging{})
	if err != nil || len(page.Items) != 1 {
		t.Errorf("%s: weighings of the carrier: %+v, %v", when, page.Items, err)
	}
}

// testDisown gives a version to its carrier, with all that was said of it.
func testDisown(t testing.TB, l sayso.Ledger) {
	ctx, d := t.Context(), strangers(t, l)
	disown(t, l, d.strange, sayso.Disowned)
	wantList(t, "texts at the address", stoodThere(t, l, d.own), []string{harbourCorrected().Article.Text, harbour().Article.Text})
	wantList(t, "texts of the carrier", stoodThere(t, l, d.foreign), []string{trumpet().Article.Text})
	row, err := l.Articles(ctx, sayso.ArticleQuery{Revised: true})
	if err != nil || len(row.Items) != 1 || row.Items[0].Versions != 2 {
		t.Errorf("articles with versions: %+v, %v", row.Items, err)
	}
	d.moved(t, "disowned")
	waiting, err := l.Unplaced(ctx, 10)
	if err != nil || len(waiting) != 3 { // and the one that was never placed
		t.Errorf("to be placed: %v, %v", waiting, err)
	}
	entries, err := l.JournalAfter(ctx, d.end, 0)
	if err != nil || len(entries) == 0 || entries[0].Kind != sayso.DisowningEntry || entries[0].Article != d.own || entries[0].Version != d.strange || entries[0].Judgement == 0 {
		t.Errorf("the journal says %+v, %v", entries, err)
	}
	wantList(t, "what was said of it", said(t, l, string(d.strange)), []string{"disowned by Ada"})
	wantList(t, "what was said of the article that it went to", said(t, l, string(d.foreign)), []string{"disowned by Ada"})
	list, err := l.Disownings(ctx, sayso.Paging{})
	if err != nil || len(list.Items) != 1 || list.Items[0].Article != d.own || list.Items[0].Into != d.foreign || list.Items[0].Version != d.strange {
		t.Errorf("disownings: %+v, %v", list.Items, err)
	}

	before := dump(t, l)
	disown(t, l, d.strange, sayso.Disowned)
	wantSame(t, "what was said already", dump(t, l), before)
	wantList(t, "it comes again", changes(put(t, l, trumpet())), []sayso.Change{sayso.Unchanged})
	home := trumpet()
	home.Article.Disown(carriers, "Trumpet")
	home.Article.Was = nil
	wantList(t, "its carrier has it again", changes(put(t, l, home)), []sayso.Change{sayso.Unchanged})
	wantSame(t, "reading it again", dump(t, l), before)
	again := trumpet()
	again.Analysis.Extractor.Version = "2"
	put(t, l, again)
	d.moved(t, "read by another")
}

// testOwn takes it back that a version was given to its carrier.
func testOwn(t testing.TB, l sayso.Ledger) {
	ctx, d := t.Context(), strangers(t, l)
	disown(t, l, d.strange, sayso.Disowned)
	disown(t, l, d.strange, sayso.Owned)
	wantList(t, "texts at the address", stoodThere(t, l, d.own), []string{trumpet().Article.Text, harbourCorrected().Article.Text, harbour().Article.Text})
	wantList(t, "the carrier's stays", stoodThere(t, l, d.foreign), []string{trumpet().Article.Text})
	r, err := l.Version(ctx, d.strange)
	if err != nil || r.Article.Was != nil || r.Article.Warrant != "" || r.Article.SaysFrom != "" || r.Article.Country != "TRU" {
		t.Errorf("taken back: %+v, %v", r.Article, err)
	}
	c, err := l.Claim(ctx, d.claim)
	if err != nil || c.Article.ID != d.own || c.Correction == nil {
		t.Errorf("its claim: %+v, %v", c, err)
	}
	wantList(t, "what was said of it", said(t, l, string(d.strange)), []string{"owned by Ada", "disowned by Ada"})
	wantKind(t, "taking it back twice", l.Disown(ctx, sayso.Disowning{Verdict: sayso.Owned, Version: d.strange}), sayso.NotFound)
}

// testDisowned is about what becomes of a version that was given to its carrier: it is
// made anew with everything else, and comes back when its publisher vouches for it.
func testDisowned(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	mine := func(r sayso.Reading, hour int) sayso.Reading {
		r.Article.Warrant, r.Seen = sayso.FetchedWarrant, time.Date(2031, 5, 6, hour, 0, 0, 0, time.UTC)
		return r
	}
	put(t, l, mine(harbour(), 1), mine(harbourCorrected(), 2), mine(harbour(), 3), trumpet()) // the first stands there again
	own, strange := harbour().Article.ID, versionOf(trumpet())
	disown(t, l, strange, sayso.Disowned)
	wantList(t, "texts at the address", stoodThere(t, l, own), []string{harbour().Article.Text, harbourCorrected().Article.Text, harbour().Article.Text})
	before := dump(t, l)
	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	ids, err := l.Unread(ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		r, err := l.Uncorrected(ctx, id)
		if err == nil {
			err = l.Reread(ctx, id, r.Analysis)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	wantSame(t, "a rebuild", dump(t, l), before)

	put(t, l, mine(trumpet(), 4))
	wantEqual(t, "what its publisher has", stoodThere(t, l, own)[0], trumpet().Article.Text)
	list, err := l.Disownings(ctx, sayso.Paging{})
	if err != nil || len(list.Items) != 0 {
		t.Errorf("what stands: %+v, %v", list.Items, err)
	}
	wantList(t, "what was said of it", said(t, l, string(strange)), []string{"owned by ", "disowned by Ada"})
	if err := CheckJournal(ctx, l); err != nil {
		t.Error(err)
	}
}

func testDisownRefused(t testing.TB, l sayso.Ledger) {
	fetched := harbour()
	fetched.Article.Warrant = sayso.FetchedWarrant
	put(t, l, fetched, trumpet(), denial())
	before := dump(t, l)
	strange := versionOf(trumpet())
	for what, x := range map[string]struct {
		said sayso.Disowning
		kind sayso.Kind
	}{
		"no version":         {sayso.Disowning{Verdict: sayso.Disowned, Version: "ve0", Address: carriers}, sayso.NotFound},
		"no verdict":         {sayso.Disowning{Verdict: "guessed", Version: strange, Address: carriers}, sayso.Invalid},
		"no address":         {sayso.Disowning{Verdict: sayso.Disowned, Version: strange}, sayso.Invalid},
		"spaces around":      {sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: " " + carriers}, sayso.Invalid},
		"its own address":    {sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: "https://northwind.example/harbour"}, sayso.Invalid},
		"an endless address": {sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: carriers + strings.Repeat("x", sayso.MaxAddress)}, sayso.Invalid},
		"an endless author":  {sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: carriers, By: strings.Repeat("x", sayso.MaxAuthor+1)}, sayso.Invalid},
		"its publisher's":    {sayso.Disowning{Verdict: sayso.Disowned, Version: versionOf(fetched), Address: carriers}, sayso.Invalid},
		"the only version":   {sayso.Disowning{Verdict: sayso.Disowned, Version: versionOf(denial()), Address: carriers}, sayso.Invalid},
		"nothing to undo":    {sayso.Disowning{Verdict: sayso.Owned, Version: strange}, sayso.NotFound},
	} {
		wantKind(t, what, l.Disown(t.Context(), x.said), x.kind)
	}
	wantSame(t, "what was refused", dump(t, l), before)
	disown(t, l, strange, sayso.Disowned)
	wantKind(t, "elsewhere", l.Disown(t.Context(), sayso.Disowning{Verdict: sayso.Disowned, Version: strange, Address: carriers + "/2"}), sayso.Invalid)
}
