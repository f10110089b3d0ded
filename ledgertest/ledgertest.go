// Package ledgertest holds the suite that every ledger must pass. An adapter's
// test calls Run with a function that opens an empty ledger:
//
//	func TestLedger(t *testing.T) {
//		ledgertest.Run(t, func(t testing.TB) sayso.Ledger { return open(t) })
//	}
//
// The suite knows no technology: what it wants stands in the comments of
// [sayso.Ledger] and its roles. What only one adapter can do wrong, that adapter
// tests itself.
//
// The suite is itself under test. This package's own tests break a real ledger
// in many ways, one fault at a time, and want each fault to be found. Whoever
// adds a method or a promise to a role adds a check here, and there a fault that
// the check finds.
package ledgertest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// Open gives an empty ledger and closes it when the test ends.
type Open func(t testing.TB) sayso.Ledger

// check is one part of the suite. It takes a testing.TB and not a *testing.T, so
// that a failure can be caught and wanted.
type check struct {
	name string
	run  func(t testing.TB, open Open)
}

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, group := range groups() {
		t.Run(group.name, func(t *testing.T) {
			for _, c := range group.checks {
				t.Run(c.name, func(t *testing.T) { c.run(t, open) })
			}
		})
	}
}

// one makes a check of a function that needs one ledger.
func one(name string, run func(t testing.TB, l sayso.Ledger)) check {
	return check{name, func(t testing.TB, open Open) { run(t, open(t)) }}
}

// group is the checks of one role, or of what all roles promise.
type group struct {
	name   string
	checks []check
}

// groups lists the whole suite.
func groups() []group {
	return []group{
		{"Intake", []check{
			one("Empty", testEmpty), one("Put", testPut), one("Record", testRecord), one("Refused", testRefused),
			one("Reread", testReread), one("RereadOld", testRereadOld), {"AnyOrder", testAnyOrder},
			one("Hold", testHold), one("Known", testKnown), one("Kill", testKill), one("KillOfHeld", testKillOfHeld), one("Bookmarks", testBookmarks), one("Attempts", testAttempts),
		}},
		{"Articles", []check{one("Articles", testArticles), one("Versions", testVersions), one("OrderOfVersions", testOrderOfVersions),
			one("Warrants", testWarrants), one("PutBack", testPutBack), one("DoubtedDates", testDoubtedDates), one("Unread", testUnread), one("Stats", testStats)}},
		{"Claims", []check{one("Row", testClaimRow), one("LongText", testLongText), one("Claims", testClaims), one("Facets", testFacets), one("Months", testMonths), one("Sure", testSure), one("Entries", testEntries)}},
		{"Search", []check{one("Words", testWords), one("Ranking", testRanking), one("Properties", testProperties), one("Like", testLike), one("HostileWords", testHostileWords)}},
		{"Actors", []check{one("Actors", testActors), one("StayApart", testActorsStayApart)}},
		{"Events", []check{
			one("Row", testEventRow), one("Queries", testEventQueries), one("Join", testEventsJoin), {"AnyOrder", testEventsAnyOrder},
			one("Links", testEventLinks), one("Versions", testEventVersions),
		}},
		{"Stories", []check{
			one("Place", testPlace), one("PlaceStale", testPlaceStale), one("PlaceVersions", testPlaceVersions), one("Unplace", testUnplace), one("Lists", testStoryLists),
		}},
		{"Questions", []check{
			one("Ask", testAsk), one("Due", testDue), one("Lists", testQuestionLists), one("Place", testQuestionPlace), one("Refused", testAskRefused),
		}},
		{"Names", []check{one("Begins", testBegins)}},
		{"Desk", []check{
			one("Reject", testReject), one("Mend", testMend), one("Accept", testAccept), one("Add", testAdd), one("CorrectRefused", testCorrectRefused),
			one("Merge", testMerge), one("Split", testSplit), one("IdentifyRefused", testIdentifyRefused),
			one("Regroup", testRegroup), one("RegroupFirst", testRegroupFirst), one("Part", testPart), one("Weigh", testWeigh), one("History", testHistory),
			one("Disown", testDisown), one("Own", testOwn), one("Disowned", testDisowned), one("DisownRefused", testDisownRefused),
		}},
		{"Catalogue", []check{one("Add", testAddSource), one("Due", testDueSources), one("Refused", testBadSources), one("Remove", testRemoveSource), one("Move", testMoveSource)}},
		{"Queue", []check{
			one("Polled", testPolled), one("DueItems", testDueItems), one("Settle", testSettle), one("Again", testPolledAgain), one("Items", testSourceItems),
			one("NextDue", testNextDue), one("LockWatch", testLockWatch),
		}},
		{"Follows", []check{one("Add", testAddFollow), one("Refused", testBadFollows), one("Tell", testTell), one("Pack", testPack), one("Settle", testSettleDelivery)}},
		{"Accounts", []check{one("Add", testAccounts), one("Change", testChangeAccount), one("Passes", testPasses), one("Collections", testCollections), one("Audit", testAudit), one("Seen", testSeen)}},
		{"Dossiers", []check{one("Keep", testDossiers), one("Collect", testCollect), one("Marks", testMarks), one("Journal", testDossierJournal)}},
		{"Rebuild", []check{one("Rebuild", testRebuild), one("Readers", testReaders)}},
		{"Journal", []check{
			one("Writes", testJournalWrites), one("Claims", testJournalClaims), one("Events", testJournalEvents), one("Stories", testJournalStories), one("Questions", testJournalQuestions),
			one("Rebuild", testJournalRebuild), one("Reading", testJournalReading),
		}},
		{"Upkeep", []check{one("Kept", testUpkeep)}},
		{"Lists", []check{one("Pages", testPages), one("DefaultLimit", testDefaultLimit), one("BadPaging", testBadPaging)}},
		{"Calls", []check{one("NotFound", testNotFound), one("Cancelled", testCancelled), one("Owned", testOwned), one("Closed", testClosed), one("Concurrent", testConcurrent), one("ConcurrentRoles", testConcurrentRoles)}},
	}
}

// put puts readings and wants no error.
func put(t testing.TB, l sayso.Ledger, readings ...sayso.Reading) []sayso.Outcome {
	t.Helper()
	out, err := l.Put(t.Context(), readings...)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(readings) {
		t.Fatalf("%d outcomes of %d readings", len(out), len(readings))
	}
	return out
}

func changes(out []sayso.Outcome) []sayso.Change {
	var c []sayso.Change
	for _, o := range out {
		c = append(c, o.Change)
	}
	return c
}

func wantEqual[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func wantList[T comparable](t testing.TB, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// wantJSON wants two values to be the same as JSON has them.
func wantJSON(t testing.TB, what string, got, want any) {
	t.Helper()
	a, err := json.MarshalIndent(got, "", " ")
	b, err2 := json.MarshalIndent(want, "", " ")
	if d := cmp.Diff(string(b), string(a)); d != "" || err != nil || err2 != nil {
		t.Errorf("%s (-want +got):\n%s %v %v", what, d, err, err2)
	}
}

// wantSame wants two dumps to be the same.
func wantSame(t testing.TB, after, got, want string) {
	t.Helper()
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("the ledger has changed after %s (-want +got):\n%s", after, d)
	}
}

func wantKind(t testing.TB, what string, err error, kind sayso.Kind) {
	t.Helper()
	if err == nil || sayso.KindOf(err) != kind {
		t.Errorf("%s: error %v of kind %q, want kind %q", what, err, sayso.KindOf(err), kind)
	}
}

// claims lists the contents of the claims that q matches.
func claims(t testing.TB, l sayso.Ledger, q sayso.ClaimQuery) []string {
	t.Helper()
	page, err := l.Claims(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	var out []string
	for _, c := range page.Items {
		out = append(out, c.ContentText)
	}
	return out
}

func dump(t testing.TB, l sayso.Ledger) string {
	t.Helper()
	s, err := Dump(context.WithoutCancel(t.Context()), l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
