package ledgertest

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sayso"
	"sayso/sqlite"
)

// The suite is tested with ledgers that are broken: each is a real one around
// which something goes wrong in one way. Each fault names the check that must
// find it. A fault that no check finds is a promise that nobody holds a ledger
// to.

// fault is one way to break a ledger.
type fault struct {
	name   string
	check  string // "Events/Join": what must find it
	broken func(sayso.Ledger) sayso.Ledger
}

// recorder takes note of a failure, where a test would fail.
type recorder struct {
	testing.TB
	failed bool
	said   []string
}

func (r *recorder) note(s string) {
	r.failed = true
	r.said = append(r.said, strings.TrimSpace(s))
}

func (r *recorder) Error(args ...any)                 { r.note(fmt.Sprintln(args...)) }
func (r *recorder) Errorf(format string, args ...any) { r.note(fmt.Sprintf(format, args...)) }
func (r *recorder) Fail()                             { r.note("") }
func (r *recorder) Failed() bool                      { return r.failed }
func (r *recorder) FailNow()                          { r.note(""); panic(r) }
func (r *recorder) Fatal(args ...any)                 { r.Error(args...); panic(r) }
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); panic(r) }

// failing runs a check over ledgers that open gives, and returns what it finds
// wrong. A check that panics, as it may over what a broken ledger returns, would
// end a test too.
func failing(t testing.TB, c check, open Open) (r *recorder) {
	r = &recorder{TB: t}
	defer func() {
		if x := recover(); x != nil && x != any(r) {
			r.note(fmt.Sprint("panic: ", x))
		}
	}()
	c.run(r, open)
	return r
}

// checkNamed finds a check by its group and its name.
func checkNamed(t testing.TB, name string) check {
	t.Helper()
	for _, g := range groups() {
		for _, c := range g.checks {
			if g.name+"/"+c.name == name {
				return c
			}
		}
	}
	t.Fatalf("the suite has no check %s", name)
	return check{}
}

// sound opens a real ledger.
func sound(t testing.TB) sayso.Ledger {
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// TestFaults breaks a ledger in one way at a time.
func TestFaults(t *testing.T) {
	names := map[string]bool{}
	for _, f := range faults() {
		if names[f.name] {
			t.Errorf("two faults are named %q", f.name)
		}
		names[f.name] = true
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			found(t, f)
		})
	}
}

// found wants the suite to find a fault.
func found(t *testing.T, f fault) {
	c := checkNamed(t, f.check)
	r := failing(t, c, func(t testing.TB) sayso.Ledger { return f.broken(sound(t)) })
	if !r.failed {
		t.Errorf("%s finds nothing wrong", f.check)
	}
	t.Logf("%s: %.300s", f.check, strings.Join(r.said, "; "))
}

// TestIdleMethods wants the suite to find each method that does nothing.
func TestIdleMethods(t *testing.T) {
	finds := map[string]string{
		"Article": "Articles/Versions", "Gist": "Claims/Row", "Quotable": "Claims/Row", "Version": "Intake/Record", "Uncorrected": "Desk/Mend", "Versions": "Articles/Versions", "Raw": "Intake/Record", "Articles": "Articles/Articles",
		"Stats": "Articles/Stats", "Claims": "Claims/Claims", "Claim": "Claims/Row", "Facets": "Claims/Facets", "Months": "Claims/Months", "Actors": "Actors/Actors", "Actor": "Actors/Actors", "Events": "Events/Queries",
		"Event": "Events/Row", "Stories": "Stories/Lists", "Story": "Stories/Lists", "Unplaced": "Stories/Place", "Text": "Stories/Place", "Placed": "Stories/Place", "Placement": "Stories/Place",
		"Place": "Stories/Place", "Questions": "Questions/Lists", "Question": "Questions/Lists", "Begins": "Names/Begins", "Unasked": "Questions/Due", "Ask": "Questions/Ask", "Weigh": "Desk/Weigh", "Weighings": "Desk/Weigh", "Disown": "Desk/Disown", "Disownings": "Desk/Disown", "Unplace": "Stories/Unplace", "Put": "Intake/Put", "Hold": "Intake/Hold", "Unhold": "Intake/Hold", "Known": "Intake/Known", "Bookmark": "Intake/Bookmarks",
		"SetBookmark": "Intake/Bookmarks", "Begin": "Intake/Attempts", "End": "Intake/Attempts", "Held": "Intake/Hold", "HeldStats": "Intake/Hold", "HeldReading": "Intake/Hold", "Correct": "Desk/Reject", "Corrections": "Desk/Reject",
		"Identify": "Desk/Merge", "Identities": "Desk/Merge", "Regroup": "Desk/Regroup", "Regroupings": "Desk/Regroup", "Part": "Desk/Part", "History": "Desk/History", "AddSource": "Catalogue/Add",
		"RemoveSource": "Catalogue/Remove", "MoveSource": "Catalogue/Move", "WatchedSource": "Catalogue/Add", "Sources": "Catalogue/Add", "SourceItems": "Queue/Items", "SourceStats": "Queue/DueItems",
		"DueSources": "Catalogue/Due", "Polled": "Queue/Polled", "DueItems": "Queue/DueItems", "ReadSince": "Queue/Settle", "Settle": "Queue/Settle", "NextDue": "Queue/NextDue",
		"LockWatch": "Queue/LockWatch", "Forget": "Rebuild/Rebuild", "Unread": "Rebuild/Rebuild", "Readers": "Rebuild/Readers", "ReadBy": "Rebuild/Readers", "Reread": "Rebuild/Rebuild", "JournalAfter": "Journal/Writes", "JournalEnd": "Journal/Reading", "JournalBefore": "Journal/Reading", "Look": "Journal/Reading", "Looked": "Journal/Reading", "Close": "Calls/Closed",
		"AddFollow": "Follows/Add", "RemoveFollow": "Follows/Add", "Follow": "Follows/Add", "FollowOf": "Follows/Add", "Follows": "Follows/Add", "FollowItems": "Follows/Tell", "SeeFollow": "Follows/Tell",
		"StaleFollows": "Follows/Tell", "Tell": "Follows/Tell", "Pack": "Follows/Pack", "DueDeliveries": "Follows/Pack", "SettleDelivery": "Follows/Settle",
		"AddAccount": "Accounts/Add", "Account": "Accounts/Add", "AccountOf": "Accounts/Add", "AccountList": "Accounts/Add", "ChangeAccount": "Accounts/Change", "AddPass": "Accounts/Passes", "UsePass": "Accounts/Passes",
		"TakePass": "Accounts/Passes", "Passes": "Accounts/Passes", "EndPass": "Accounts/Passes", "SetCollection": "Accounts/Collections", "RemoveCollection": "Accounts/Collections", "Collections": "Accounts/Collections",
		"Collected": "Accounts/Collections", "Note": "Accounts/Audit", "Audit": "Accounts/Audit",
		"KeepDossier": "Dossiers/Keep", "DropDossier": "Dossiers/Keep", "Dossier": "Dossiers/Keep", "Dossiers": "Dossiers/Keep", "Collect": "Dossiers/Collect", "Discard": "Dossiers/Collect",
		"Mark": "Dossiers/Marks", "Marks": "Dossiers/Marks", "Marked": "Dossiers/Marks",
		"MayWrite": "Calls/Closed", "Verify": "Upkeep/Kept", "Backup": "Upkeep/Kept", "Compact": "Upkeep/Kept",
	}
	for m := range reflect.TypeFor[sayso.Ledger]().Methods() {
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			if finds[m.Name] == "" {
				t.Fatal("no check is named that must find it")
			}
			found(t, fault{m.Name, finds[m.Name], func(l sayso.Ledger) sayso.Ledger { return idle{l, m.Name} }})
		})
	}
}

// TestSoundLedgerPasses wants the suite to find nothing where nothing is wrong,
// by the same way as it finds faults.
func TestSoundLedgerPasses(t *testing.T) {
	for _, name := range []string{"Events/Join", "Desk/Part", "Queue/Settle", "Lists/Pages"} {
		if r := failing(t, checkNamed(t, name), sound); r.failed {
			t.Errorf("%s: %s", name, strings.Join(r.said, "; "))
		}
	}
}
