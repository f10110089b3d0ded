package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
)

// ada is an admin, bea an editor who is bounded to a collection.
func ada() sayso.Account {
	return sayso.Account{Name: "ada", Role: sayso.AdminRole, Password: "$argon2id$v=19$…", Added: morning}
}

func bea() sayso.Account {
	return sayso.Account{Name: "bea@newsroom.example", Role: sayso.EditorRole, Subject: "https://id.example 17", Limited: true, Collections: []string{"courts", "harbour"}, Added: morning}
}

func addAccount(t testing.TB, l sayso.Ledger, a sayso.Account) {
	t.Helper()
	if err := l.AddAccount(t.Context(), a); err != nil {
		t.Fatal(err)
	}
}

// pass is a key of an account that lasts a day.
func pass(kind sayso.PassKind, account, key string) sayso.Pass {
	return sayso.Pass{Kind: kind, Account: account, Sum: sayso.PassSum(key), Role: sayso.EditorRole, Label: "a " + key, From: "192.0.2.7", Made: morning, Ends: morning.Add(24 * time.Hour)}
}

func addPass(t testing.TB, l sayso.Ledger, p sayso.Pass) {
	t.Helper()
	if err := l.AddPass(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// uses reports whether a key lets in.
func uses(t testing.TB, l sayso.Ledger, kind sayso.PassKind, key string, now time.Time) bool {
	t.Helper()
	_, _, err := l.UsePass(t.Context(), kind, sayso.PassSum(key), now)
	if err != nil && sayso.KindOf(err) != sayso.NotFound {
		t.Fatal(err)
	}
	return err == nil
}

func testAccounts(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	addAccount(t, l, bea())
	addAccount(t, l, ada())
	for _, want := range []sayso.Account{ada(), bea()} {
		if got, err := l.Account(ctx, want.Name); err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	if got, err := l.AccountOf(ctx, bea().Subject); err != nil || got.Name != bea().Name {
		t.Errorf("by its subject: %+v, %v", got, err)
	}
	_, err := l.AccountOf(ctx, "")
	wantKind(t, "of no subject", err, sayso.NotFound)
	all, err := All(sayso.Paging{Limit: 1}, func(p sayso.Paging) (sayso.Page[sayso.Account], error) { return l.AccountList(ctx, p) })
	if err != nil || !reflect.DeepEqual(all, []sayso.Account{ada(), bea()}) {
		t.Errorf("by name: %+v, %v", all, err)
	}

	for what, spoil := range map[string]func(*sayso.Account){
		"a name that is taken":    func(a *sayso.Account) { a.Name = "ada" },
		"no name":                 func(a *sayso.Account) { a.Name = "" },
		"a name that looks alike": func(a *sayso.Account) { a.Name = "Ada" },
		"a name of other letters": func(a *sayso.Account) { a.Name = "аda" },
		"a long name":             func(a *sayso.Account) { a.Name = strings.Repeat("a", sayso.MaxAccountName+1) },
		"no role":                 func(a *sayso.Account) { a.Role = "" },
		"a subject that is taken": func(a *sayso.Account) { a.Subject = bea().Subject },
		"bounds that bound not":   func(a *sayso.Account) { a.Collections = []string{"courts"} },
	} {
		a := sayso.Account{Name: "cyn", Role: sayso.ReaderRole}
		spoil(&a)
		wantKind(t, what, l.AddAccount(ctx, a), sayso.Invalid)
	}
	if page, err := l.AccountList(ctx, sayso.Paging{}); err != nil || len(page.Items) != 2 {
		t.Errorf("%+v, %v", page, err)
	}
}

func testChangeAccount(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	addAccount(t, l, ada())
	addAccount(t, l, bea())
	change := func(name string, f func(*sayso.Account)) error {
		return l.ChangeAccount(ctx, name, func(a *sayso.Account) error { f(a); return nil })
	}
	no := errors.New("no")
	if err := l.ChangeAccount(ctx, "ada", func(a *sayso.Account) error { a.Password = "x"; return sayso.E("change", "", sayso.Invalid, no) }); !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
	wantKind(t, "the last admin", change("ada", func(a *sayso.Account) { a.Role = sayso.EditorRole }), sayso.Invalid)
	wantKind(t, "closing the last admin", change("ada", func(a *sayso.Account) { a.Closed = morning }), sayso.Invalid)
	wantKind(t, "another name", change("ada", func(a *sayso.Account) { a.Name = "eva" }), sayso.Invalid)
	wantKind(t, "no role", change("ada", func(a *sayso.Account) { a.Role = "queen" }), sayso.Invalid)
	wantKind(t, "a subject that is taken", change("ada", func(a *sayso.Account) { a.Subject = bea().Subject }), sayso.Invalid)
	if got, err := l.Account(ctx, "ada"); err != nil || !reflect.DeepEqual(*got, ada()) {
		t.Errorf("refused, and changed: %+v, %v", got, err)
	}
	want := bea()
	want.Role, want.Collections = sayso.AdminRole, []string{"courts"}
	if err := change(want.Name, func(a *sayso.Account) { a.Role, a.Collections = want.Role, want.Collections }); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Account(ctx, want.Name); err != nil || !reflect.DeepEqual(*got, want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}

	hour := morning.Add(time.Hour)
	keys := func() {
		for _, k := range sayso.PassKinds {
			if !uses(t, l, k, string(k), hour) {
				addPass(t, l, pass(k, "ada", string(k)))
			}
		}
	}
	left := func(what string, want ...sayso.PassKind) {
		t.Helper()
		var got []sayso.PassKind
		for _, k := range sayso.PassKinds {
			if uses(t, l, k, string(k), hour) {
				got = append(got, k)
			}
		}
		wantList(t, what, got, want)
	}
	keys()
	if err := change("ada", func(a *sayso.Account) { a.Role = sayso.ReaderRole }); err != nil {
		t.Fatal(err)
	}
	left("after another role", sayso.PassKinds...)
	if err := change("ada", func(a *sayso.Account) { a.Password = "another" }); err != nil {
		t.Fatal(err)
	}
	left("after another password", sayso.TokenPass)
	keys()
	if err := change("ada", func(a *sayso.Account) { a.Subject = "https://id.example 18" }); err != nil {
		t.Fatal(err)
	}
	left("after another subject", sayso.TokenPass)
	keys()
	if err := change("ada", func(a *sayso.Account) { a.Closed = hour }); err != nil {
		t.Fatal(err)
	}
	left("after closing")
	wantKind(t, "a pass of a closed account", l.AddPass(ctx, pass(sayso.TokenPass, "ada", "late")), sayso.NotFound)
	wantKind(t, "a name that was another's", l.AddAccount(ctx, ada()), sayso.Invalid)
	if got, err := l.Account(ctx, "ada"); err != nil || !got.Closed.Equal(hour) {
		t.Errorf("%+v, %v", got, err)
	}
	wantKind(t, "the last admin that is open", change(want.Name, func(a *sayso.Account) { a.Role = sayso.EditorRole }), sayso.Invalid)
}

func testPasses(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	addAccount(t, l, ada())
	addAccount(t, l, bea())
	p := pass(sayso.SessionPass, "ada", "k1")
	p.Idle = 2 * time.Hour
	addPass(t, l, p)
	got, who, err := l.UsePass(ctx, p.Kind, p.Sum, morning.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := p
	want.ID, want.Used = got.ID, morning.Add(time.Hour)
	if *got != want || got.ID == "" || who.Name != "ada" || who.Role != sayso.AdminRole {
		t.Errorf("%+v of %+v, want %+v", got, who, want)
	}
	for _, x := range []struct {
		what string
		kind sayso.PassKind
		key  string
		now  time.Time
		in   bool
	}{
		{"another key", p.Kind, "k2", morning, false},
		{"no key", p.Kind, "", morning, false},
		{"another kind", sayso.TokenPass, "k1", morning, false},
		{"used lately", p.Kind, "k1", morning.Add(3 * time.Hour), true},
		{"idle too long", p.Kind, "k1", morning.Add(5*time.Hour + time.Minute), false},
	} {
		wantEqual(t, x.what, uses(t, l, x.kind, x.key, x.now), x.in)
	}
	for h := 3; h < 24; h++ {
		wantEqual(t, fmt.Sprint("used each hour, at ", h), uses(t, l, p.Kind, "k1", morning.Add(time.Duration(h)*time.Hour)), true)
	}
	wantEqual(t, "when it ends", uses(t, l, p.Kind, "k1", p.Ends), false)

	bad := pass(sayso.SessionPass, "ada", "k1")
	wantKind(t, "a key twice", l.AddPass(ctx, bad), sayso.Invalid)
	bad = pass(sayso.SessionPass, "nobody", "k3")
	wantKind(t, "of nobody", l.AddPass(ctx, bad), sayso.NotFound)
	for what, spoil := range map[string]func(*sayso.Pass){
		"no kind": func(p *sayso.Pass) { p.Kind = "door" }, "no digest": func(p *sayso.Pass) { p.Sum = "k3" }, "no role": func(p *sayso.Pass) { p.Role = "" },
		"ends at once": func(p *sayso.Pass) { p.Ends = p.Made }, "for ever": func(p *sayso.Pass) { p.Ends = p.Made.Add(sayso.MaxPassTime + 1) }, "two lines": func(p *sayso.Pass) { p.Label = "a\nb" },
	} {
		bad := pass(sayso.TokenPass, "ada", "k3")
		spoil(&bad)
		wantKind(t, what, l.AddPass(ctx, bad), sayso.Invalid)
	}

	addPass(t, l, pass(sayso.InvitationPass, "bea@newsroom.example", "once"))
	var in sync.WaitGroup
	took := make([]error, 8)
	for i := range took {
		in.Go(func() {
			_, _, took[i] = l.TakePass(ctx, sayso.InvitationPass, sayso.PassSum("once"), morning)
		})
	}
	in.Wait()
	n := 0
	for _, err := range took {
		if err == nil {
			n++
		} else if k := sayso.KindOf(err); k != sayso.NotFound && k != sayso.Busy {
			t.Error(err)
		}
	}
	wantEqual(t, "who took what counts once", n, 1)

	addPass(t, l, pass(sayso.TokenPass, "ada", "k4"))
	addPass(t, l, pass(sayso.TokenPass, "bea@newsroom.example", "k5"))
	list := func(name string, now time.Time) []string {
		t.Helper()
		rows, err := All(sayso.Paging{Limit: 1}, func(p sayso.Paging) (sayso.Page[sayso.Pass], error) { return l.Passes(ctx, name, now, p) })
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range rows {
			out = append(out, p.Label)
		}
		return out
	}
	wantList(t, "the latest first", list("ada", morning.Add(23*time.Hour)), []string{"a k4", "a k1"})
	wantList(t, "without what is idle", list("ada", morning.Add(23*time.Hour+150*time.Minute)), nil)
	page, err := l.Passes(ctx, "ada", morning, sayso.Paging{})
	if err != nil || len(page.Items) != 2 {
		t.Fatal(page, err)
	}
	id := page.Items[0].ID
	wantKind(t, "a pass of somebody else", l.EndPass(ctx, "bea@newsroom.example", id), sayso.NotFound)
	if err := l.EndPass(ctx, "ada", id); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "a pass that is gone", l.EndPass(ctx, "ada", id), sayso.NotFound)
	wantEqual(t, "what was ended lets in", uses(t, l, sayso.TokenPass, "k4", morning), false)

	for i := range sayso.MaxPasses + 1 {
		p := pass(sayso.TokenPass, "ada", fmt.Sprint("many", i))
		p.Made = morning.Add(time.Duration(i) * time.Second)
		addPass(t, l, p)
	}
	wantEqual(t, "the one unused longest", uses(t, l, sayso.TokenPass, "many0", morning), false)
	wantEqual(t, "the next", uses(t, l, sayso.TokenPass, "many1", morning), true)
	wantEqual(t, "another kind's", uses(t, l, sayso.SessionPass, "k1", morning.Add(23*time.Hour)), true)
}

func testCollections(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	for _, x := range []struct {
		c    sayso.Collection
		want sayso.Change
	}{
		{sayso.Collection{Name: "courts"}, sayso.New}, {sayso.Collection{Name: "courts"}, sayso.Unchanged},
		{sayso.Collection{Name: "harbour", Sources: []sayso.SourceID{northwind().ID}, Dossiers: []string{"do1"}}, sayso.New},
		{sayso.Collection{Name: "courts", Sources: []sayso.SourceID{"so1", "so2"}}, sayso.Updated},
	} {
		if got, err := l.SetCollection(ctx, x.c); err != nil || got != x.want {
			t.Errorf("%+v: %s, %v", x.c, got, err)
		}
	}
	want := []sayso.Collection{{Name: "courts", Sources: []sayso.SourceID{"so1", "so2"}}, {Name: "harbour", Sources: []sayso.SourceID{northwind().ID}, Dossiers: []string{"do1"}}}
	all, err := All(sayso.Paging{Limit: 1}, func(p sayso.Paging) (sayso.Page[sayso.Collection], error) { return l.Collections(ctx, p) })
	if err != nil || !reflect.DeepEqual(all, want) {
		t.Errorf("%+v, %v, want %+v", all, err, want)
	}
	for what, c := range map[string]sayso.Collection{"no name": {}, "two lines": {Name: "a\nb"}, "no source": {Name: "a", Sources: []sayso.SourceID{""}}, "no dossier": {Name: "a", Dossiers: []string{"\n"}}} {
		_, err := l.SetCollection(ctx, c)
		wantKind(t, what, err, sayso.Invalid)
	}

	addSource(t, l, northwind(), sayso.New)
	in, out := harbour(), denial()
	put(t, l, in, out)
	it := listed(1, "a")
	polled(t, l, northwind().ID, morning, northwindState(), it)
	settle(t, l, it, morning, sayso.ItemOutcome{Article: in.Article.ID})
	for _, x := range []struct {
		what string
		in   []string
		id   sayso.ArticleID
		want bool
	}{
		{"of its source", []string{"courts", "harbour"}, in.Article.ID, true}, {"of another", []string{"courts"}, in.Article.ID, false}, {"of none", nil, in.Article.ID, false},
		{"of no source", []string{"courts", "harbour"}, out.Article.ID, false}, {"of nothing", []string{"harbour"}, "", false},
	} {
		if got, err := l.Collected(ctx, x.in, x.id); err != nil || got != x.want {
			t.Errorf("%s: %v, %v", x.what, got, err)
		}
	}
	if err := l.RemoveCollection(ctx, "harbour"); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "removing it twice", l.RemoveCollection(ctx, "harbour"), sayso.NotFound)
	if got, err := l.Collected(ctx, []string{"harbour"}, in.Article.ID); err != nil || got {
		t.Errorf("of what is gone: %v, %v", got, err)
	}
}

// trail reads the audit trail, the oldest entry first.
func trail(t testing.TB, l sayso.Ledger) []sayso.AuditEntry {
	t.Helper()
	all, err := All(sayso.Paging{Limit: 2}, func(p sayso.Paging) (sayso.Page[sayso.AuditEntry], error) {
		return l.Audit(context.WithoutCancel(t.Context()), sayso.AuditQuery{Oldest: true, Paging: p})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func testAudit(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	said := []sayso.AuditEntry{
		{At: morning, Who: "ada", From: "192.0.2.7", Act: sayso.SignInAct, Note: "by password"},
		{At: morning.Add(time.Second), Who: "bea", Act: sayso.ExportAct, About: "/export/claims.csv"},
		{At: morning.Add(time.Minute), Who: "ada", Act: sayso.ExportAct, About: "/export/events.csv"},
	}
	for _, e := range said {
		if err := l.Note(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	put(t, l, harbour())
	claims, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil || len(claims.Items) == 0 {
		t.Fatal(claims, err)
	}
	id := claims.Items[0].ID
	correct(t, l, sayso.Correction{Claim: id, Verdict: sayso.Accepted, By: "bea", At: morning.Add(time.Hour)})
	correct(t, l, sayso.Correction{Claim: id, Verdict: sayso.Accepted, By: "bea", At: morning.Add(time.Hour)}) // is no judgement any more
	if err := l.Note(ctx, sayso.AuditEntry{Act: sayso.RefusedAct, Who: strings.Repeat("é", sayso.MaxAuditField)}); err != nil {
		t.Fatal(err)
	}

	got := trail(t, l)
	if len(got) != 5 {
		t.Fatalf("%d entries: %+v", len(got), got)
	}
	before, n := "", int64(0)
	for i, e := range got {
		wantEqual(t, fmt.Sprint("the sum of entry ", i), e.Sum, e.Seal(before))
		if e.N <= n {
			t.Errorf("entry %d has the number %d after %d", i, e.N, n)
		}
		before, n = e.Sum, e.N
		if i < len(said) {
			want := said[i]
			want.N, want.Sum = e.N, e.Sum
			wantEqual(t, fmt.Sprint("entry ", i), e, want)
		}
	}
	if e := got[3]; e.Act != sayso.JudgementAct || e.Who != "bea" || e.About != string(id) || !strings.Contains(e.Note, "accepted") || !e.At.Equal(morning.Add(time.Hour)) {
		t.Errorf("of the judgement: %+v", e)
	}
	if e := got[4]; len(e.Who) > sayso.MaxAuditField || !strings.HasSuffix(e.Who, "é…") || e.At.IsZero() {
		t.Errorf("what is long: %+v", e)
	}
	for _, x := range []struct {
		q    sayso.AuditQuery
		want []int
	}{{sayso.AuditQuery{}, []int{4, 3, 2, 1, 0}}, {sayso.AuditQuery{Who: "ada"}, []int{2, 0}}, {sayso.AuditQuery{Act: sayso.ExportAct, Oldest: true}, []int{1, 2}}, {sayso.AuditQuery{Act: sayso.ExportAct, Who: "ada"}, []int{2}}} {
		page, err := l.Audit(ctx, x.q)
		if err != nil {
			t.Fatal(err)
		}
		var ns, want []int64
		for _, e := range page.Items {
			ns = append(ns, e.N)
		}
		for _, i := range x.want {
			want = append(want, got[i].N)
		}
		wantList(t, fmt.Sprintf("%+v", x.q), ns, want)
	}
}
