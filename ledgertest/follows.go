package ledgertest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
)

// harbourFollow is a search that is followed, and told by mail at most once in an hour
// and to a webhook at once.
func harbourFollow() sayso.Follow {
	return sayso.Follow{Name: "The harbour", Kind: sayso.SearchFollow, About: "q=harbour", Added: morning, Notices: []sayso.Notice{
		{Kind: sayso.MailNotice, To: "desk@newsroom.example", Every: time.Hour},
		{Kind: sayso.WebhookNotice, To: "https://desk.example/hook", Secret: "whsec_MDEyMzQ1Njc4OWFiY2RlZg==", Local: true},
	}}
}

func addFollow(t testing.TB, l sayso.Ledger, f sayso.Follow, want sayso.Change) *sayso.FollowRow {
	t.Helper()
	if got, err := l.AddFollow(t.Context(), f); got != want || err != nil {
		t.Errorf("adding %s: %s, %v, want %s", f.Name, got, err, want)
	}
	return follow(t, l, sayso.DeriveFollowID(f.Owner, f.Name))
}

func follow(t testing.TB, l sayso.Ledger, id sayso.FollowID) *sayso.FollowRow {
	t.Helper()
	row, err := l.Follow(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// hit is a claim that answers to a follow.
func hit(id sayso.FollowID, n int, keys ...string) sayso.FollowHit {
	item := sayso.FollowItem{Kind: sayso.ClaimItem, ID: fmt.Sprintf("cl%d", n), Entry: int64(n), At: morning.Add(time.Duration(n) * time.Second)}
	if len(keys) == 0 {
		keys = []string{item.ID}
	}
	return sayso.FollowHit{Follow: id, Item: item, Keys: keys}
}

// tell moves one follow and wants so many new items.
func tell(t testing.TB, l sayso.Ledger, from, to int64, id sayso.FollowID, want int, hits ...sayso.FollowHit) {
	t.Helper()
	if got, err := l.Tell(t.Context(), from, to, []sayso.FollowID{id}, hits); got != want || err != nil {
		t.Errorf("from %d to %d: %d new items, %v, want %d", from, to, got, err, want)
	}
}

// items lists what the items of a follow are about, the latest first.
func items(t testing.TB, l sayso.Ledger, id sayso.FollowID) []string {
	t.Helper()
	all, err := All(sayso.Paging{Limit: 2}, func(p sayso.Paging) (sayso.Page[sayso.FollowItem], error) { return l.FollowItems(t.Context(), id, p) })
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range all {
		out = append(out, it.ID)
	}
	return out
}

// testAddFollow adds follows of two people and changes one.
func testAddFollow(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	f := harbourFollow()
	f.At = 7
	row := addFollow(t, l, f, sayso.New)
	if len(row.Secret) < 20 {
		t.Errorf("the secret %q can be guessed", row.Secret)
	}
	want := f
	want.ID, want.Secret = row.ID, row.Secret
	if !reflect.DeepEqual(*row, sayso.FollowRow{Follow: want}) {
		t.Errorf("%+v, want %+v", row.Follow, want)
	}
	addFollow(t, l, f, sayso.Unchanged)
	theirs := f
	theirs.Owner = "Ada"
	if other := addFollow(t, l, theirs, sayso.New); other.ID == row.ID || other.Secret == row.Secret {
		t.Error("two people have one follow")
	}
	second := sayso.Follow{Name: "Veld", Kind: sayso.PlaceFollow, About: "VLD", Added: morning}
	addFollow(t, l, second, sayso.New)
	mine, err := All(sayso.Paging{Limit: 1}, func(p sayso.Paging) (sayso.Page[sayso.FollowRow], error) { return l.Follows(ctx, "", p) })
	if err != nil || len(mine) != 2 || mine[0].ID != row.ID || mine[1].Name != "Veld" || !reflect.DeepEqual(mine[0], *row) {
		t.Errorf("in the order of adding: %+v, %v", mine, err)
	}
	if by, err := l.FollowOf(ctx, row.Secret); err != nil || !reflect.DeepEqual(by, row) {
		t.Errorf("by its secret: %+v, %v", by, err)
	}
	for _, none := range []string{"", "guess"} {
		_, err := l.FollowOf(ctx, none)
		wantKind(t, "a secret that nobody has", err, sayso.NotFound)
	}

	tell(t, l, 7, 9, row.ID, 1, hit(row.ID, 8))
	f.About, f.Notices = "q=ferry", f.Notices[:1]
	f.Notices[0].Every = 2 * time.Hour
	f.At = 100
	row = addFollow(t, l, f, sayso.Updated)
	if row.About != "q=ferry" || row.At != 9 || row.Items != 1 || !reflect.DeepEqual(row.Notices, f.Notices) || row.Secret != want.Secret {
		t.Errorf("changed: %+v", row)
	}
	if err := l.RemoveFollow(ctx, row.ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "removing it twice", l.RemoveFollow(ctx, row.ID), sayso.NotFound)
	_, err = l.Follow(ctx, row.ID)
	wantKind(t, "what was removed", err, sayso.NotFound)
	_, err = l.FollowItems(ctx, row.ID, sayso.Paging{})
	wantKind(t, "items of what was removed", err, sayso.NotFound)
	wantKind(t, "seeing what was removed", l.SeeFollow(ctx, row.ID, 1), sayso.NotFound)
	if row = addFollow(t, l, f, sayso.New); row.Items != 0 {
		t.Errorf("added anew, it has items: %+v", row)
	}
	tell(t, l, 100, 101, row.ID, 1, hit(row.ID, 8))
}

func testBadFollows(t testing.TB, l sayso.Ledger) {
	for what, spoil := range map[string]func(*sayso.Follow){
		"no name":     func(f *sayso.Follow) { f.Name = "" },
		"two lines":   func(f *sayso.Follow) { f.Name = "a\nb" },
		"a long name": func(f *sayso.Follow) { f.Name = strings.Repeat("a", sayso.MaxFollowName+1) },
		"no kind":     func(f *sayso.Follow) { f.Kind = "weather" },
		"nothing":     func(f *sayso.Follow) { f.About = "" },
		"one country": func(f *sayso.Follow) { f.Kind, f.About = sayso.DyadFollow, "VLD" },
		"a bad query": func(f *sayso.Follow) { f.About = "q=%zz" },
		"a way":       func(f *sayso.Follow) { f.Notices[0].Kind = "pigeon" },
		"a bad mail":  func(f *sayso.Follow) { f.Notices[0].To = "a@b,c@d" },
		"a file":      func(f *sayso.Follow) { f.Notices[1].To = "file:///etc/passwd" },
		"a password":  func(f *sayso.Follow) { f.Notices[1].To = "https://a:b@desk.example/" },
		"no topic": func(f *sayso.Follow) {
			f.Notices[1] = sayso.Notice{Kind: sayso.NtfyNotice, To: "https://ntfy.example/"}
		},
		"one twice":       func(f *sayso.Follow) { f.Notices[1] = f.Notices[0] },
		"too seldom":      func(f *sayso.Follow) { f.Notices[0].Every = sayso.MaxEvery + 1 },
		"before the past": func(f *sayso.Follow) { f.Notices[0].Every = -1 },
	} {
		f := harbourFollow()
		spoil(&f)
		_, err := l.AddFollow(t.Context(), f)
		wantKind(t, what, err, sayso.Invalid)
	}
	f := harbourFollow()
	for i := range sayso.MaxNotices {
		f.Notices = append(f.Notices, sayso.Notice{Kind: sayso.MailNotice, To: fmt.Sprintf("a%d@b.example", i)})
	}
	_, err := l.AddFollow(t.Context(), f)
	wantKind(t, "too many ways", err, sayso.TooLarge)
	if page, err := l.Follows(t.Context(), "", sayso.Paging{}); err != nil || len(page.Items) != 0 {
		t.Errorf("%+v, %v", page, err)
	}
}

// testTell moves follows through the journal: each thing becomes an item once.
func testTell(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	put(t, l, clinic())
	end, err := l.JournalEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a := addFollow(t, l, harbourFollow(), sayso.New)
	b := addFollow(t, l, sayso.Follow{Name: "Later", Kind: sayso.OutletFollow, About: "The Lantern", At: 2}, sayso.New)
	addFollow(t, l, sayso.Follow{Name: "Up to date", Owner: "Ada", Kind: sayso.OutletFollow, About: "The Lantern", At: end}, sayso.New)
	stale, err := l.StaleFollows(ctx, 10)
	if err != nil || len(stale) != 2 || stale[0].ID != a.ID || stale[1].ID != b.ID || stale[1].About != "The Lantern" || stale[1].At != 2 {
		t.Errorf("furthest behind first: %+v, %v", stale, err)
	}
	if stale, err = l.StaleFollows(ctx, 1); err != nil || len(stale) != 1 {
		t.Errorf("at most one: %+v, %v", stale, err)
	}

	tell(t, l, 0, 2, a.ID, 2, hit(a.ID, 1), hit(a.ID, 2), hit(b.ID, 2))
	wantList(t, "the latest first", items(t, l, a.ID), []string{"cl2", "cl1"})
	wantList(t, "what was not moved", items(t, l, b.ID), nil)
	// Who comes too late, as after a kill whose answer was lost, changes nothing.
	tell(t, l, 0, 2, a.ID, 0, hit(a.ID, 1), hit(a.ID, 2))
	// Another name of the same thing is known by one of its keys, and so is what had
	// that name.
	tell(t, l, 2, 3, a.ID, 1, hit(a.ID, 3, "x", "y"))
	tell(t, l, 3, 4, a.ID, 1, hit(a.ID, 4, "y", "z"), hit(a.ID, 5, "z"), hit(a.ID, 6))
	if n, err := l.Tell(ctx, 4, end, []sayso.FollowID{a.ID, b.ID, "fo0"}, []sayso.FollowHit{hit(a.ID, 7), hit(b.ID, 7), hit("fo0", 7)}); n != 1 || err != nil {
		t.Errorf("only who stands there is moved: %d, %v", n, err)
	}
	wantList(t, "all", items(t, l, a.ID), []string{"cl7", "cl6", "cl3", "cl2", "cl1"})
	page, err := l.FollowItems(ctx, a.ID, sayso.Paging{Limit: 1})
	want := hit(a.ID, 7).Item
	if err != nil || len(page.Items) != 1 || page.Items[0].N == 0 {
		t.Fatal(page, err)
	}
	if want.N = page.Items[0].N; page.Items[0] != want {
		t.Errorf("%+v, want %+v", page.Items[0], want)
	}
	if stale, err = l.StaleFollows(ctx, 10); err != nil || len(stale) != 1 || stale[0].ID != b.ID {
		t.Errorf("%+v, %v", stale, err)
	}
	_, err = l.Tell(ctx, 5, 4, nil, nil)
	wantKind(t, "backwards", err, sayso.Invalid)
	row := follow(t, l, a.ID)
	wantEqual(t, "items", row.Items, 5)
	wantEqual(t, "unread", row.Unread, 5)
	for _, x := range []struct {
		n    int64
		left int
	}{{page.Items[0].N - 1, 1}, {page.Items[0].N - 3, 1}, {1 << 60, 0}} {
		if err := l.SeeFollow(ctx, a.ID, x.n); err != nil {
			t.Fatal(err)
		}
		wantEqual(t, fmt.Sprintf("unread after %d", x.n), follow(t, l, a.ID).Unread, x.left)
	}
	tell(t, l, end, end+1, a.ID, 1, hit(a.ID, 9))
	wantEqual(t, "unread of what came later", follow(t, l, a.ID).Unread, 1)
}

// packed makes deliveries and lists what is due: where it goes, and which items.
func packed(t testing.TB, l sayso.Ledger, now time.Time) []string {
	t.Helper()
	if _, err := l.Pack(t.Context(), now, 100); err != nil {
		t.Fatal(err)
	}
	due, err := l.DueDeliveries(t.Context(), now, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range due {
		s := string(d.Notice.Kind)
		for _, it := range d.Items {
			s += " " + it.ID
		}
		out = append(out, s)
	}
	return out
}

// testPack wants each item to be sent to each notice once, and those of a digest
// together.
func testPack(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	f := addFollow(t, l, harbourFollow(), sayso.New)
	if n, err := l.Pack(ctx, morning, 10); n != 0 || err != nil {
		t.Errorf("of nothing: %d, %v", n, err)
	}
	tell(t, l, 0, 1, f.ID, 2, hit(f.ID, 1), hit(f.ID, 2))
	if n, err := l.Pack(ctx, morning, 1); n != 1 || err != nil {
		t.Errorf("at most one: %d, %v", n, err)
	}
	wantList(t, "first", packed(t, l, morning), []string{"mail cl1 cl2", "webhook cl1 cl2"})
	wantList(t, "again", packed(t, l, morning), []string{"mail cl1 cl2", "webhook cl1 cl2"})
	due, err := l.DueDeliveries(ctx, morning, 1)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	d := due[0]
	if d.ID == "" || d.Follow.ID != f.ID || d.Follow.Name != f.Name || d.Notice != f.Notices[0] || d.Tries != 0 || !d.Made.Equal(morning) {
		t.Errorf("%+v", d)
	}
	wantEqual(t, "waiting", follow(t, l, f.ID).Waiting, 2)

	tell(t, l, 1, 2, f.ID, 1, hit(f.ID, 3))
	wantList(t, "the digest waits, the webhook does not", packed(t, l, morning.Add(time.Minute)), []string{"mail cl1 cl2", "webhook cl1 cl2", "webhook cl3"})
	tell(t, l, 2, 3, f.ID, 1, hit(f.ID, 4))
	if got, want := packed(t, l, morning.Add(time.Hour)), []string{"mail cl1 cl2", "webhook cl1 cl2", "webhook cl3", "mail cl3 cl4", "webhook cl4"}; !sameSet(got, want) {
		t.Errorf("an hour later: %q, want %q", got, want)
	}
	ids := map[string]bool{}
	if due, err = l.DueDeliveries(ctx, morning.Add(time.Hour), 100); err != nil {
		t.Fatal(err)
	}
	for _, d := range due {
		ids[d.ID] = true
	}
	wantEqual(t, "names of deliveries", len(ids), 5)

	// A notice that is gone takes along what waits for it; a new one begins with what
	// comes in later.
	g := harbourFollow()
	g.Notices[0] = sayso.Notice{Kind: sayso.NtfyNotice, To: "https://ntfy.example/harbour"}
	addFollow(t, l, g, sayso.Updated)
	wantList(t, "without mail", packed(t, l, morning.Add(time.Hour)), []string{"webhook cl1 cl2", "webhook cl3", "webhook cl4"})
	var many []sayso.FollowHit
	for i := range sayso.MaxTold + 1 {
		many = append(many, hit(f.ID, 10+i))
	}
	tell(t, l, 3, 4, f.ID, len(many), many...)
	late := morning.Add(3 * time.Hour)
	packed(t, l, late)
	due, err = l.DueDeliveries(ctx, late, 100)
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for _, d := range due {
		if d.Notice.Kind == sayso.NtfyNotice {
			sizes = append(sizes, len(d.Items))
		}
	}
	wantList(t, "a bounded piece", sizes, []int{sayso.MaxTold})
	if n, err := l.Pack(ctx, late, 10); n != 2 || err != nil {
		t.Errorf("and the rest at once: %d, %v", n, err)
	}
}

// testSettleDelivery wants a delivery to wait until it is taken or given up.
func testSettleDelivery(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	f := addFollow(t, l, harbourFollow(), sayso.New)
	tell(t, l, 0, 1, f.ID, 1, hit(f.ID, 1))
	packed(t, l, morning)
	due, err := l.DueDeliveries(ctx, morning, 10)
	if err != nil || len(due) != 2 {
		t.Fatal(due, err)
	}
	settle := func(id string, o sayso.DeliveryOutcome) {
		t.Helper()
		if err := l.SettleDelivery(ctx, id, morning, o); err != nil {
			t.Fatal(err)
		}
	}
	settle(due[0].ID, sayso.DeliveryOutcome{})
	settle(due[1].ID, sayso.DeliveryOutcome{Trouble: "down", Retry: morning.Add(time.Minute)})
	settle("de0", sayso.DeliveryOutcome{})
	wantList(t, "what was put off", packed(t, l, morning), nil)
	row := follow(t, l, f.ID)
	if row.Waiting != 1 || row.Failed != 0 || row.Trouble != "down" {
		t.Errorf("%+v", row)
	}
	later := morning.Add(time.Minute)
	again, err := l.DueDeliveries(ctx, later, 10)
	if err != nil || len(again) != 1 || again[0].ID != due[1].ID || again[0].Tries != 1 || !slices.Equal(again[0].Items, due[1].Items) {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	settle(due[1].ID, sayso.DeliveryOutcome{Trouble: "gone"})
	settle(due[1].ID, sayso.DeliveryOutcome{Trouble: "late", Retry: morning})
	wantList(t, "what was settled", packed(t, l, later.Add(time.Hour)), nil)
	if row = follow(t, l, f.ID); row.Waiting != 0 || row.Failed != 1 || row.Trouble != "gone" {
		t.Errorf("%+v", row)
	}
	tell(t, l, 1, 2, f.ID, 1, hit(f.ID, 2))
	packed(t, l, later.Add(time.Hour))
	if due, err = l.DueDeliveries(ctx, later.Add(time.Hour), 10); err != nil || len(due) != 2 {
		t.Fatal(due, err)
	}
	// A clock that was wrong must not put a delivery off for centuries.
	settle(due[0].ID, sayso.DeliveryOutcome{Trouble: "down", Retry: morning.AddDate(255, 0, 0)})
	wantEqual(t, "put off for centuries", len(packed(t, l, later.Add(time.Hour))), 2)
	if err := l.RemoveFollow(ctx, f.ID); err != nil {
		t.Fatal(err)
	}
	wantList(t, "of a follow that is gone", packed(t, l, later.Add(time.Hour)), nil)
}
