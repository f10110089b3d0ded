package ledgertest

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
)

func keepDossier(t testing.TB, l sayso.Ledger, d sayso.Dossier, want sayso.Change) sayso.DossierID {
	t.Helper()
	if got, err := l.KeepDossier(t.Context(), d); got != want || err != nil {
		t.Errorf("keeping dossier %s: %s, %v, want %s", d.Name, got, err, want)
	}
	return sayso.DeriveDossierID(d.Owner, d.Name)
}

func collect(t testing.TB, l sayso.Ledger, id sayso.DossierID, p sayso.Piece, place int, want sayso.Change) {
	t.Helper()
	if got, err := l.Collect(t.Context(), id, p, place); got != want || err != nil {
		t.Errorf("collecting %s at %d: %s, %v, want %s", p.ID, place, got, err, want)
	}
}

func dossier(t testing.TB, l sayso.Ledger, id sayso.DossierID) *sayso.Dossier {
	t.Helper()
	d, err := l.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// held is what a dossier holds, in its order.
func heldIn(t testing.TB, l sayso.Ledger, id sayso.DossierID) string {
	t.Helper()
	var ids []string
	for _, p := range dossier(t, l, id).Pieces {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " ")
}

func claimPiece(id string) sayso.Piece {
	return sayso.Piece{Ref: sayso.Ref{Kind: sayso.ClaimRef, ID: id}, Words: "The quay is safe.", Note: "why " + id, At: morning}
}

// testDossiers makes dossiers of two people, and changes and drops one.
func testDossiers(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	then := time.Date(2020, 5, 1, 6, 0, 0, 0, time.UTC)
	d := sayso.Dossier{Name: "The harbour", Note: "What was said\nof the quay", Made: then}
	id := keepDossier(t, l, d, sayso.New)
	keepDossier(t, l, d, sayso.Unchanged)
	d.Owner, d.Note = "ada", ""
	other := keepDossier(t, l, d, sayso.New)
	if id == other {
		t.Error("dossiers of two people have one name")
	}
	collect(t, l, id, claimPiece("cl1a"), 0, sayso.New)
	d.Owner, d.Note = "", "The quay alone"
	keepDossier(t, l, d, sayso.Updated)
	got := dossier(t, l, id)
	want := &sayso.Dossier{ID: id, Name: "The harbour", Note: "The quay alone", Made: then, Changed: got.Changed, Size: 1, Pieces: []sayso.Piece{claimPiece("cl1a")}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the dossier is\n%+v, want\n%+v", got, want)
	}
	if !got.Changed.After(then) {
		t.Errorf("what was changed now was changed at %v", got.Changed)
	}
	list := func(owner string) (names []string) {
		page, err := l.Dossiers(ctx, owner, sayso.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page.Items {
			names = append(names, d.Name)
			if d.Pieces != nil {
				t.Error("a list has the pieces of a dossier")
			}
		}
		return names
	}
	keepDossier(t, l, sayso.Dossier{Name: "An older one", Made: then}, sayso.New)
	if got := list(""); !slices.Equal(got, []string{"The harbour", "An older one"}) {
		t.Errorf("the dossiers are %q, want the latest changed first", got)
	}
	if got := list("ada"); len(got) != 1 {
		t.Errorf("ada has %q, want one", got)
	}
	if err := l.DropDossier(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Dossier(ctx, id); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("a dossier that was dropped: %v", err)
	}
	wantKind(t, "dropping it again", l.DropDossier(ctx, id), sayso.NotFound)
	if keepDossier(t, l, d, sayso.New); heldIn(t, l, id) != "" {
		t.Error("a new dossier holds what an older one of that name held")
	}
	for _, bad := range []sayso.Dossier{{}, {Name: " x"}, {Name: "a\nb"}, {Name: strings.Repeat("x", sayso.MaxDossierName+1)}, {Name: "x", Note: "\x00"}, {Name: "x", Owner: "a\nb"}, {Name: "x", Note: strings.Repeat("x", sayso.MaxPieceNote+1)}} {
		_, err := l.KeepDossier(ctx, bad)
		wantKind(t, "keeping what is no dossier", err, sayso.Invalid)
	}
}

// testCollect puts rows into a dossier, moves them and takes them out.
func testCollect(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	id := keepDossier(t, l, sayso.Dossier{Name: "The harbour"}, sayso.New)
	order := func(want string) {
		t.Helper()
		if got := heldIn(t, l, id); got != want {
			t.Errorf("the dossier holds %q, want %q", got, want)
		}
	}
	for _, x := range []string{"cl1a", "cl2b", "cl3c"} {
		collect(t, l, id, claimPiece(x), 0, sayso.New)
	}
	collect(t, l, id, claimPiece("cl4d"), 2, sayso.New)
	order("cl1a cl4d cl2b cl3c")
	collect(t, l, id, claimPiece("cl3c"), 1, sayso.Updated)
	order("cl3c cl1a cl4d cl2b")
	collect(t, l, id, claimPiece("cl3c"), 99, sayso.Updated)
	order("cl1a cl4d cl2b cl3c")
	collect(t, l, id, claimPiece("cl1a"), 0, sayso.Unchanged)
	collect(t, l, id, claimPiece("cl1a"), 1, sayso.Unchanged)
	order("cl1a cl4d cl2b cl3c")
	again := claimPiece("cl4d")
	again.Note, again.Words, again.At = "another note", "other words", morning.Add(time.Hour)
	collect(t, l, id, again, 0, sayso.Updated)
	order("cl1a cl4d cl2b cl3c")
	again.Words, again.At = claimPiece("cl4d").Words, morning
	if got := dossier(t, l, id).Pieces[1]; !reflect.DeepEqual(got, again) {
		t.Errorf("the piece is %+v, want %+v", got, again)
	}
	// A statement is another row than its claim.
	said := claimPiece("cl1a")
	said.Kind = sayso.StatementRef
	collect(t, l, id, said, 1, sayso.New)
	order("cl1a cl1a cl4d cl2b cl3c")
	if err := l.Discard(ctx, id, said.Ref); err != nil {
		t.Fatal(err)
	}
	if err := l.Discard(ctx, id, claimPiece("cl2b").Ref); err != nil {
		t.Fatal(err)
	}
	order("cl1a cl4d cl3c")
	collect(t, l, id, claimPiece("cl5e"), 2, sayso.New)
	order("cl1a cl5e cl4d cl3c")
	wantKind(t, "discarding what is not held", l.Discard(ctx, id, claimPiece("cl2b").Ref), sayso.NotFound)
	wantKind(t, "discarding from no dossier", l.Discard(ctx, "donone", claimPiece("cl1a").Ref), sayso.NotFound)
	_, err := l.Collect(ctx, "donone", claimPiece("cl1a"), 0)
	wantKind(t, "collecting into no dossier", err, sayso.NotFound)
	for _, bad := range []sayso.Piece{{}, {Ref: sayso.Ref{Kind: sayso.ClaimRef, ID: "st1"}}, {Ref: sayso.Ref{Kind: "rumour", ID: "cl1a"}}, {Ref: sayso.Ref{Kind: sayso.ClaimRef, ID: "cl1\n"}},
		{Ref: claimPiece("cl1a").Ref, Note: "\x00"}, {Ref: claimPiece("cl1a").Ref, Words: strings.Repeat("x", sayso.MaxPieceWords+1)}} {
		_, err := l.Collect(ctx, id, bad, 0)
		wantKind(t, "collecting what is no row", err, sayso.Invalid)
	}
	order("cl1a cl5e cl4d cl3c")
}

// testMarks stars, tags and sees rows, and takes that back.
func testMarks(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	row := sayso.Ref{Kind: sayso.ClaimRef, ID: "cl1a"}
	mark := func(m sayso.Mark, want sayso.Change) {
		t.Helper()
		if got, err := l.Mark(ctx, m); got != want || err != nil {
			t.Errorf("marking %s: %s, %v, want %s", m.ID, got, err, want)
		}
	}
	m := sayso.Mark{Ref: row, Star: true, Tags: []string{"quay", "doubtful", "quay"}, At: morning}
	mark(m, sayso.New)
	mark(m, sayso.Unchanged)
	mark(sayso.Mark{Ref: row, Owner: "ada", Seen: true, At: morning}, sayso.New)
	mark(sayso.Mark{Ref: sayso.Ref{Kind: sayso.StoryRef, ID: "st1"}, Tags: []string{"quays"}, At: morning.Add(time.Minute)}, sayso.New)
	got, err := l.Marks(ctx, "", []sayso.Ref{row, {Kind: sayso.ClaimRef, ID: "cl2b"}})
	m.Tags = []string{"doubtful", "quay"}
	if want := []sayso.Mark{m}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the marks are %+v, %v, want %+v", got, err, want)
	}
	list := func(q sayso.MarkQuery) string {
		t.Helper()
		page, err := l.Marked(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, m := range page.Items {
			ids = append(ids, m.ID)
		}
		return strings.Join(ids, " ")
	}
	for _, x := range []struct {
		q    sayso.MarkQuery
		want string
	}{
		{sayso.MarkQuery{}, "st1 cl1a"}, {sayso.MarkQuery{Star: true}, "cl1a"}, {sayso.MarkQuery{Tag: "quay"}, "cl1a"}, {sayso.MarkQuery{Tag: "qua"}, ""},
		{sayso.MarkQuery{Kind: sayso.StoryRef}, "st1"}, {sayso.MarkQuery{Owner: "ada"}, "cl1a"}, {sayso.MarkQuery{Owner: "ada", Star: true}, ""},
	} {
		wantEqual(t, "marks", list(x.q), x.want)
	}
	mark(sayso.Mark{Ref: row, Seen: true}, sayso.Updated)
	if got, err := l.Marks(ctx, "", []sayso.Ref{row}); err != nil || len(got) != 1 || got[0].Star || !got[0].Seen || got[0].Tags != nil {
		t.Errorf("the mark is %+v, %v, want seen alone", got, err)
	}
	mark(sayso.Mark{Ref: row}, sayso.Updated)
	mark(sayso.Mark{Ref: row}, sayso.Unchanged)
	wantEqual(t, "marks that are left", list(sayso.MarkQuery{}), "st1")
	wantEqual(t, "marks of the other", list(sayso.MarkQuery{Owner: "ada"}), "cl1a")
	for _, bad := range []sayso.Mark{{}, {Ref: row, Tags: []string{""}}, {Ref: row, Tags: []string{"a,b"}}, {Ref: row, Tags: []string{"a\nb"}}, {Ref: row, Owner: " x"}, {Ref: row, Tags: []string{strings.Repeat("x", sayso.MaxTag+1)}}} {
		_, err := l.Mark(ctx, bad)
		wantKind(t, "marking what is no mark", err, sayso.Invalid)
	}
	_, err = l.Marks(ctx, "", make([]sayso.Ref, sayso.MaxLimit+1))
	wantKind(t, "asking for too many marks", err, sayso.Invalid)
}

// testDossierJournal wants an entry for each change, and none for what changes nothing.
func testDossierJournal(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	id := sayso.DeriveDossierID("", "The harbour")
	row := sayso.Ref{Kind: sayso.StoryRef, ID: "st1"}
	for i, x := range []struct {
		do   func() error
		want *sayso.Entry
	}{
		{func() error { return only(l.KeepDossier(ctx, sayso.Dossier{Name: "The harbour"})) }, &sayso.Entry{Kind: sayso.DossierEntry, Dossier: id}},
		{func() error { return only(l.KeepDossier(ctx, sayso.Dossier{Name: "The harbour"})) }, nil},
		{func() error { return only(l.Collect(ctx, id, claimPiece("cl1a"), 0)) }, &sayso.Entry{Kind: sayso.DossierEntry, Dossier: id}},
		{func() error { return only(l.Collect(ctx, id, claimPiece("cl1a"), 1)) }, nil},
		{func() error { return l.Discard(ctx, id, claimPiece("cl1a").Ref) }, &sayso.Entry{Kind: sayso.DossierEntry, Dossier: id}},
		{func() error { return only(l.Mark(ctx, sayso.Mark{Ref: row, Star: true})) }, &sayso.Entry{Kind: sayso.MarkEntry, Story: "st1"}},
		{func() error { return only(l.Mark(ctx, sayso.Mark{Ref: row, Star: true})) }, nil},
		{func() error { return l.DropDossier(ctx, id) }, &sayso.Entry{Kind: sayso.DossierEntry, Dossier: id}},
	} {
		end, err := l.JournalEnd(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.do(); err != nil {
			t.Fatal(err)
		}
		got, err := l.JournalAfter(ctx, end, 10)
		if err != nil {
			t.Fatal(err)
		}
		if x.want == nil {
			if len(got) > 0 {
				t.Errorf("%d: nothing changed, and the journal has %+v", i, got)
			}
			continue
		}
		if len(got) != 1 || got[0].Kind != x.want.Kind || got[0].Dossier != x.want.Dossier || got[0].Story != x.want.Story {
			t.Errorf("%d: the journal has %+v, want %+v", i, got, x.want)
		}
	}
}
