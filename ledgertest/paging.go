package ledgertest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// listing is one list that a ledger gives in pages: its items as text, and where
// the next page begins.
type listing struct {
	name string
	page func(ctx context.Context, p sayso.Paging) (items []string, next string, err error)
}

// listOf makes a listing of a method.
func listOf[T any](name string, list func(context.Context, sayso.Paging) (sayso.Page[T], error)) listing {
	return listing{name, func(ctx context.Context, p sayso.Paging) ([]string, string, error) {
		page, err := list(ctx, p)
		var items []string
		for i := range page.Items {
			b, e := json.Marshal(page.Items[i])
			if e != nil && err == nil {
				err = e
			}
			items = append(items, string(b))
		}
		return items, page.Next, err
	}}
}

// listings are all lists of a furnished ledger. Each has at least one item less
// than there are articles.
func listings(f *furnished) []listing {
	out := []listing{
		listOf("accounts", f.AccountList),
		listOf("passes", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Pass], error) {
			return f.Passes(ctx, f.account, morning, p)
		}),
		listOf("collections", f.Collections),
		listOf("audit trail", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.AuditEntry], error) {
			return f.Audit(ctx, sayso.AuditQuery{Paging: p})
		}),
		listOf("dossiers", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Dossier], error) {
			return f.Dossiers(ctx, "", p)
		}),
		listOf("marks", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Mark], error) {
			return f.Marked(ctx, sayso.MarkQuery{Paging: p})
		}),
		listOf("follows", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.FollowRow], error) {
			return f.Follows(ctx, "", p)
		}),
		listOf("items of a follow", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.FollowItem], error) {
			return f.FollowItems(ctx, f.follow, p)
		}),
	}
	for _, q := range []sayso.ArticleQuery{{}, {Words: "shelled"}, {Outlet: "the post"}, {Language: "en"}} {
		out = append(out, listOf(fmt.Sprintf("articles %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
			q.Paging = p
			return f.Articles(ctx, q)
		}))
	}
	for _, q := range []sayso.ClaimQuery{{}, {AllVersions: true}, {Words: "shelled"}, {Words: "shel*"}, {Form: sayso.Indirect}, {Speaker: "ilse"}, {Kind: sayso.NamedSource, Outlet: "the post"}} {
		out = append(out, listOf(fmt.Sprintf("claims %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
			q.Paging = p
			return f.Claims(ctx, q)
		}))
	}
	for _, q := range []sayso.ActorQuery{{}, {Type: sayso.Person}, {Name: "ilse"}, {Speaking: true}} {
		out = append(out, listOf(fmt.Sprintf("actors %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
			q.Paging = p
			return f.Actors(ctx, q)
		}))
	}
	for _, q := range []sayso.EventQuery{{}, {Type: "ASSAULT"}, {Countries: []string{"KER"}}, {Status: sayso.Happened}, {MostTold: true}} {
		out = append(out, listOf(fmt.Sprintf("events %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.EventRow], error) {
			q.Paging = p
			return f.Events(ctx, q)
		}))
	}
	for _, q := range []sayso.StoryQuery{{}, {From: Day("2031-01-01").Time}} {
		out = append(out, listOf(fmt.Sprintf("stories %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
			q.Paging = p
			return f.Stories(ctx, q)
		}))
	}
	for _, q := range []sayso.QuestionQuery{{}, {Latest: true}, {Status: []sayso.Standing{sayso.StandDisputed, sayso.StandAgreed}}, {Slot: sayso.FigureSlot, Sure: 0.1}} {
		out = append(out, listOf(fmt.Sprintf("questions %+v", q), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Question], error) {
			q.Paging = p
			return f.Questions(ctx, q)
		}))
	}
	for _, failing := range []bool{false, true} {
		out = append(out, listOf(fmt.Sprintf("sources, failing %t", failing), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
			return f.Sources(ctx, sayso.SourceQuery{Failing: failing, Now: morning, Paging: p})
		}), listOf(fmt.Sprintf("items of a source, failed %t", failing), func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
			return f.SourceItems(ctx, f.source, failing, p)
		}))
	}
	out = append(out, listOf("weighings", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Weighing], error) {
		return f.Weighings(ctx, "", p)
	}))
	return append(out,
		listOf("versions read by an extractor", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.VersionID], error) {
			return f.ReadBy(ctx, Extractor, p)
		}),
		listOf("held", f.Held), listOf("disownings", f.Disownings), listOf("corrections", f.Corrections), listOf("regroupings", f.Regroupings),
		listOf("identities", func(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Identity], error) {
			return f.Identities(ctx, "", p)
		}))
}

// whole reads a list in one page.
func (x *listing) whole(t testing.TB) []string {
	t.Helper()
	items, next, err := x.page(t.Context(), sayso.Paging{Limit: sayso.MaxLimit})
	if err != nil {
		t.Fatalf("%s: %v", x.name, err)
	}
	if next != "" || len(items) == 0 {
		t.Fatalf("%s: %d in one page, next %q", x.name, len(items), next)
	}
	return items
}

// testPages wants every list to be the same in pages of any size and in one.
func testPages(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 6)
	for _, x := range listings(f) {
		whole := x.whole(t)
		if len(whole) < 5 {
			t.Errorf("%s: %d items are too few to page", x.name, len(whole))
		}
		seen := map[string]bool{}
		for _, item := range whole {
			if seen[item] {
				t.Errorf("%s has twice: %s", x.name, item)
			}
			seen[item] = true
		}
		if d := cmp.Diff(whole, x.whole(t)); d != "" {
			t.Errorf("%s: asked again, it is another list:\n%s", x.name, d)
		}
		for _, limit := range []int{1, 2, len(whole)} {
			x.inPages(t, limit, whole)
		}
	}
}

// inPages wants a list in pages of limit to be the list in one page.
func (x *listing) inPages(t testing.TB, limit int, whole []string) {
	t.Helper()
	var got []string
	for after := ""; ; {
		items, next, err := x.page(t.Context(), sayso.Paging{Limit: limit, After: after})
		if err != nil {
			t.Fatalf("%s, by %d: %v", x.name, limit, err)
		}
		got = append(got, items...)
		if want := min(limit, len(whole)-len(got)+len(items)); len(items) != want || len(got) > len(whole) {
			t.Fatalf("%s, by %d: a page of %d, want %d", x.name, limit, len(items), want)
		}
		if (next == "") != (len(got) == len(whole)) {
			t.Fatalf("%s, by %d: after %d of %d, next is %q", x.name, limit, len(got), len(whole), next)
		}
		if after = next; after == "" {
			break
		}
	}
	if d := cmp.Diff(whole, got); d != "" {
		t.Errorf("%s, by %d: the pages differ from the whole:\n%s", x.name, limit, d)
	}
}

// testDefaultLimit asks for lists without a limit.
func testDefaultLimit(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, sayso.DefaultLimit+2)
	for _, x := range listings(f) {
		items, next, err := x.page(t.Context(), sayso.Paging{})
		if err != nil || len(items) != sayso.DefaultLimit || next == "" {
			t.Errorf("%s: %d items without a limit, next %q, %v", x.name, len(items), next, err)
		}
	}
}

func testBadPaging(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 4)
	all := listings(f)
	tokens := make([]string, len(all))
	for i, x := range all {
		_, next, err := x.page(t.Context(), sayso.Paging{Limit: 2})
		if err != nil || next == "" {
			t.Fatalf("%s: next %q, %v", x.name, next, err)
		}
		tokens[i] = next
		for _, limit := range []int{-1, sayso.MaxLimit + 1} {
			_, _, err := x.page(t.Context(), sayso.Paging{Limit: limit})
			wantKind(t, fmt.Sprintf("%s, limit %d", x.name, limit), err, sayso.Invalid)
		}
		for _, after := range []string{"x", "?", "0", "AAAA", "🌧", next + "A", next + "AAAA", next[:len(next)-2], strings.Repeat("A", 100_000), "' OR 1", "\x00"} {
			_, _, err := x.page(t.Context(), sayso.Paging{After: after})
			wantKind(t, fmt.Sprintf("%s after %.20q", x.name, after), err, sayso.Invalid)
		}
	}
	for i, x := range all {
		for j, token := range tokens {
			if i == j {
				continue
			}
			_, _, err := x.page(t.Context(), sayso.Paging{After: token})
			wantKind(t, x.name+" after a place in "+all[j].name, err, sayso.Invalid)
		}
	}
	_, err := l.Facets(t.Context(), sayso.ClaimQuery{Paging: sayso.Paging{Limit: -1}})
	wantKind(t, "facets, limit -1", err, sayso.Invalid)
}
