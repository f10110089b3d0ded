package ledgertest

import (
	"fmt"
	"testing"
	"time"

	"sayso"
)

// furnished is a ledger with something in everything: n articles, each with an
// actor, a claim that an analyst accepted, an event, a story and a question of its own; n
// items of a source and n sources besides; n articles that are held; n actors
// merged into the first; n follows, the last with n items; n accounts, the last with n tokens and an
// invitation; n collections. Last are what the last of them are known by.
type furnished struct {
	sayso.Ledger
	source   sayso.SourceID
	article  sayso.ArticleID
	version  sayso.VersionID
	strange  sayso.VersionID // a stranger's, of the same article
	claim    sayso.ClaimID
	actor    sayso.ActorID // everybody is merged into this one
	event    sayso.EventID
	mention  sayso.EventID
	story    sayso.StoryID
	question sayso.QuestionID
	held     sayso.VersionID
	follow   sayso.FollowID
	dossier  sayso.DossierID
	item     sayso.SourceItem
	account  string
	pass     string // one of its passes
}

// furnish makes one of an empty ledger.
func furnish(t testing.TB, l sayso.Ledger, n int) *furnished {
	t.Helper()
	f := &furnished{Ledger: l, source: northwind().ID}
	ctx := t.Context()
	addSource(t, l, northwind(), sayso.New)
	var placements []sayso.Placement
	for i := range n {
		day := Day("2031-05-01").AddDate(0, 0, 10*i).Format(time.DateOnly)
		r := claimed(Shelling(fmt.Sprintf("%d.txt", i), "The Post", day, 3), "Ilse "+name(i), sayso.Happened)
		r.Article.Language = "en"
		f.article, f.version = r.Article.ID, put(t, l, r)[0].Version
		f.tattle(t, i, i < n-1)
		p := placement(t, l, f.article)
		if n := len(placements); n > 0 {
			p.Links = []sayso.StoryLink{like(placements[n-1].Article)}
		}
		placements = append(placements, p)

		held := embargoed(i)
		f.held = held.Article.Version()
		hold(t, l, held, sayso.New)
		addSource(t, l, sayso.WatchedSource{Kind: sayso.PageSource, Address: fmt.Sprintf("https://a%d.example/", i), Added: morning}, sayso.New)
		s := sayso.SourceState{Failures: 1, Trouble: "down", Tried: morning}
		polled(t, l, sayso.DeriveSourceID(fmt.Sprintf("https://a%d.example/", i)), morning, s)
		f.item = listed(i, "a")
		polled(t, l, f.source, morning.Add(time.Duration(i)*time.Second), northwindState(), f.item)
		settle(t, l, f.item, morning, sayso.ItemOutcome{Trouble: "busy", Retry: morning})
		f.follow = addFollow(t, l, sayso.Follow{Name: fmt.Sprint("Follow ", i), Kind: sayso.SearchFollow, About: "q=shells", Added: morning}, sayso.New).ID
	}
	f.accounts(t, n)
	for i := range n {
		piece := claimPiece(fmt.Sprintf("cl0%d", i))
		f.dossier = keepDossier(t, l, sayso.Dossier{Name: fmt.Sprint("Dossier ", i), Made: morning}, sayso.New)
		collect(t, l, f.dossier, claimPiece("cl0"), 0, sayso.New)
		if _, err := l.Mark(ctx, sayso.Mark{Ref: piece.Ref, Star: true, Tags: []string{"quay"}, At: morning}); err != nil {
			t.Fatal(err)
		}
		tell(t, l, int64(i), int64(i)+1, f.follow, 1, hit(f.follow, i))
	}
	if _, err := l.Place(ctx, 0, placements...); err != nil {
		t.Fatal(err)
	}
	f.judge(t, placements)
	for i, p := range placements {
		askAll(t, l, []sayso.ArticleID{p.Article}, asked(t, l, fmt.Sprintf("How many shells? %d", i), p.Article))
	}
	f.question = asked(t, l, fmt.Sprintf("How many shells? %d", n-1), f.article).ID
	rows := events(t, l, sayso.EventQuery{Article: f.article})
	if len(rows) == 0 {
		t.Fatal("an article has no event")
	}
	f.event, f.mention, f.story = rows[0].ID, rows[0].Mentions[0].ID, sayso.DeriveStoryID(f.article)
	return f
}

// accounts adds accounts and collections.
func (f *furnished) accounts(t testing.TB, n int) {
	t.Helper()
	for i := range n {
		f.account = fmt.Sprint("reader", i)
		addAccount(t, f, sayso.Account{Name: f.account, Role: sayso.ReaderRole, Added: morning})
		if _, err := f.SetCollection(t.Context(), sayso.Collection{Name: fmt.Sprint("Collection ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		addPass(t, f, pass(sayso.TokenPass, f.account, fmt.Sprint("furnished ", i)))
	}
	page, err := f.Passes(t.Context(), f.account, morning, sayso.Paging{})
	if err != nil || len(page.Items) == 0 {
		t.Fatal(page, err)
	}
	f.pass = page.Items[0].ID
	addPass(t, f, pass(sayso.InvitationPass, f.account, "furnished"))
}

// tattle puts a stranger's text at the address of the last article. Where given is
// set, an analyst gives it to its carrier.
func (f *furnished) tattle(t testing.TB, n int, given bool) {
	t.Helper()
	r := NewDraft("", "Tattler", "", fmt.Sprintf("Nobody says what is meant by %d.", n), Day("2031-04-01")).Reading
	r.Article.ID, r.Article.Path, r.Article.Warrant = f.article, fmt.Sprintf("%d.txt", n), sayso.CarriedWarrant
	f.strange = put(t, f, r)[0].Version
	if !given {
		return
	}
	if err := f.Disown(t.Context(), sayso.Disowning{Verdict: sayso.Disowned, Version: f.strange, Address: fmt.Sprintf("https://tattler.example/%d", n)}); err != nil {
		t.Fatal(err)
	}
}

// judge has an analyst say something of everything.
func (f *furnished) judge(t testing.TB, placements []sayso.Placement) {
	t.Helper()
	for i, p := range placements {
		rec, err := f.Article(t.Context(), p.Article)
		if err != nil {
			t.Fatal(err)
		}
		f.claim = correct(t, f, sayso.Correction{Claim: rec.ClaimIDs["c1"], Verdict: sayso.Accepted})
		if i > 0 {
			first := sayso.StatementName{Article: placements[0].Article, Text: "Kerland"}
			if err := f.Weigh(t.Context(), sayso.Weighing{Verdict: sayso.Apart, A: first, B: sayso.StatementName{Claim: rec.ClaimIDs["c1"]}}); err != nil {
				t.Fatal(err)
			}
		}
		if i == 0 {
			f.actor = rec.ActorIDs["a3"]
			continue
		}
		identify(t, f, sayso.Identity{Verdict: sayso.Split, Actor: rec.ActorIDs["a3"], Article: p.Article})
		if _, err := f.Regroup(t.Context(), sayso.Regrouping{Verdict: sayso.Split, Article: p.Article}); err != nil {
			t.Fatal(err)
		}
	}
}

// name makes up the nth family name, of letters alone.
func name(n int) string {
	return string([]rune{'B', 'r', rune('a' + n%26), rune('a' + n/26), 'n'})
}

// Furnish puts into an empty ledger n of everything that a ledger keeps.
func Furnish(t testing.TB, l sayso.Ledger, n int) {
	t.Helper()
	furnish(t, l, n)
}
