package ledgertest

import (
	"context"
	"slices"
	"sync"

	"sayso"
)

// Faults of what analysts say, and of making the ledger anew.
func deskFaults() []fault {
	return []fault{
		{"corrections are forgotten on reading again", "Desk/Mend", func(l sayso.Ledger) sayso.Ledger { return &forgetsCorrections{Ledger: l} }},
		{"corrections cannot be taken back", "Desk/Reject", func(l sayso.Ledger) sayso.Ledger { return forGood{l} }},
		{"corrections lose their notes", "Desk/Reject", func(l sayso.Ledger) sayso.Ledger { return noNotes{l} }},
		{"corrections stand oldest first", "Desk/Add", func(l sayso.Ledger) sayso.Ledger { return oldCorrections{l} }},
		{"a claim outside the text is kept", "Desk/CorrectRefused", func(l sayso.Ledger) sayso.Ledger { return keepsAnything{l} }},
		{"mergers cannot be taken back", "Desk/Merge", func(l sayso.Ledger) sayso.Ledger { return mergesForGood{l} }},
		{"mergers are forgotten on reading again", "Desk/Merge", func(l sayso.Ledger) sayso.Ledger { return &forgetsIdentities{Ledger: l} }},
		{"splits are forgotten on reading again", "Desk/Split", func(l sayso.Ledger) sayso.Ledger { return &forgetsIdentities{Ledger: l} }},
		{"identities about one are those about all", "Desk/Merge", func(l sayso.Ledger) sayso.Ledger { return allIdentities{l} }},
		{"a merger with nobody is Invalid", "Desk/IdentifyRefused", func(l sayso.Ledger) sayso.Ledger { return wrongKinds{l} }},
		{"nothing to undo is no error", "Desk/Regroup", func(l sayso.Ledger) sayso.Ledger { return undoesNothing{l} }},
		{"regroupings lose their notes", "Desk/Regroup", func(l sayso.Ledger) sayso.Ledger { return noteless{l} }},
		{"forgetting takes corrections along", "Rebuild/Rebuild", func(l sayso.Ledger) sayso.Ledger { return forgetsAll{l} }},
		{"unread versions stand newest first", "Rebuild/Rebuild", func(l sayso.Ledger) sayso.Ledger { return newestUnread{l} }},
		{"readers count superseded versions as articles", "Rebuild/Readers", func(l sayso.Ledger) sayso.Ledger { return readersOfAll{l} }},
		{"reading by the same extractor is not taken", "Rebuild/Rebuild", func(l sayso.Ledger) sayso.Ledger { return rereadsByPut{l} }},
	}
}

type forgetsCorrections struct {
	sayso.Ledger
	mu   sync.Mutex
	said []sayso.ClaimID
}

func (l *forgetsCorrections) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	id, err := l.Ledger.Correct(ctx, c)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, id)
	return id, err
}

func (l *forgetsCorrections) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range l.said {
		_, _ = l.Ledger.Correct(ctx, sayso.Correction{Claim: id, Verdict: sayso.Withdrawn})
	}
	return out, err
}

type forGood struct{ sayso.Ledger }

func (l forGood) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	if c.Verdict == sayso.Withdrawn {
		return c.Claim, nil
	}
	return l.Ledger.Correct(ctx, c)
}

type noNotes struct{ sayso.Ledger }

func (l noNotes) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	c.Note = ""
	return l.Ledger.Correct(ctx, c)
}

type oldCorrections struct{ sayso.Ledger }

func (l oldCorrections) Corrections(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Correction], error) {
	page, err := l.Ledger.Corrections(ctx, p)
	slices.Reverse(page.Items)
	return page, err
}

type keepsAnything struct{ sayso.Ledger }

func (l keepsAnything) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	id, err := l.Ledger.Correct(ctx, c)
	if sayso.KindOf(err) == sayso.Invalid && c.Is != nil {
		return c.Claim, nil
	}
	return id, err
}

type mergesForGood struct{ sayso.Ledger }

func (l mergesForGood) Identify(ctx context.Context, x sayso.Identity) (sayso.ActorID, error) {
	if x.Verdict == sayso.Undone {
		return x.Actor, nil
	}
	return l.Ledger.Identify(ctx, x)
}

type forgetsIdentities struct {
	sayso.Ledger
	mu   sync.Mutex
	said []sayso.Identity
}

func (l *forgetsIdentities) Identify(ctx context.Context, x sayso.Identity) (sayso.ActorID, error) {
	id, err := l.Ledger.Identify(ctx, x)
	l.mu.Lock()
	defer l.mu.Unlock()
	x.Verdict = sayso.Undone
	l.said = append(l.said, x)
	return id, err
}

func (l *forgetsIdentities) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, x := range l.said {
		_, _ = l.Ledger.Identify(ctx, x)
	}
	return out, err
}

type allIdentities struct{ sayso.Ledger }

func (l allIdentities) Identities(ctx context.Context, _ sayso.ActorID, p sayso.Paging) (sayso.Page[sayso.Identity], error) {
	return l.Ledger.Identities(ctx, "", p)
}

type wrongKinds struct{ sayso.Ledger }

func (l wrongKinds) Identify(ctx context.Context, x sayso.Identity) (sayso.ActorID, error) {
	id, err := l.Ledger.Identify(ctx, x)
	if sayso.KindOf(err) == sayso.NotFound {
		err = sayso.E("identify", string(x.Actor), sayso.Invalid, nil)
	}
	return id, err
}

type undoesNothing struct{ sayso.Ledger }

func (l undoesNothing) Regroup(ctx context.Context, x sayso.Regrouping) (sayso.StoryID, error) {
	id, err := l.Ledger.Regroup(ctx, x)
	if x.Verdict == sayso.Undone {
		err = nil
	}
	return id, err
}

type noteless struct{ sayso.Ledger }

func (l noteless) Regroup(ctx context.Context, x sayso.Regrouping) (sayso.StoryID, error) {
	x.Note = ""
	return l.Ledger.Regroup(ctx, x)
}

type forgetsAll struct{ sayso.Ledger }

func (l forgetsAll) Forget(ctx context.Context) error {
	page, err := l.Corrections(ctx, sayso.Paging{})
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		if _, err := l.Correct(ctx, sayso.Correction{Claim: c.Claim, Verdict: sayso.Withdrawn}); err != nil {
			return err
		}
	}
	return l.Ledger.Forget(ctx)
}

type newestUnread struct{ sayso.Ledger }

func (l newestUnread) Unread(ctx context.Context, limit int) ([]sayso.VersionID, error) {
	all, err := l.Ledger.Unread(ctx, 1000)
	slices.Reverse(all)
	return all[:min(limit, len(all))], err
}

type readersOfAll struct{ sayso.Ledger }

func (l readersOfAll) Readers(ctx context.Context) ([]sayso.Reader, error) {
	all, err := l.Ledger.Readers(ctx)
	for i := range all {
		all[i].Articles = all[i].Versions
	}
	return all, err
}

// rereadsByPut takes a reading as Put does: one by the same extractor is
// Unchanged.
type rereadsByPut struct{ sayso.Ledger }

func (l rereadsByPut) Reread(ctx context.Context, id sayso.VersionID, an sayso.Analysis) error {
	rec, err := l.Uncorrected(ctx, id)
	if err != nil {
		return err
	}
	_, err = l.Put(ctx, sayso.Reading{Article: rec.Article, Analysis: an})
	return err
}

// Faults of taking articles in and of holding them back.
func intakeFaults() []fault {
	return []fault{
		{"nothing is unchanged", "Intake/Put", func(l sayso.Ledger) sayso.Ledger { return alwaysUpdated{l} }},
		{"a batch is not all or none", "Intake/Refused", func(l sayso.Ledger) sayso.Ledger { return oneByOne{l} }},
		{"outcomes stand in another order", "Intake/Put", func(l sayso.Ledger) sayso.Ledger { return turnedOutcomes{l} }},
		{"events of readings are lost", "Events/Queries", func(l sayso.Ledger) sayso.Ledger { return dropsEvents{l} }},
		{"a reading by another extractor is not taken", "Intake/Reread", func(l sayso.Ledger) sayso.Ledger { return keepsFirst{l} }},
		{"what is held is listed", "Intake/Hold", func(l sayso.Ledger) sayso.Ledger { return publishesHeld{l} }},
		{"what is held twice is new", "Intake/Hold", func(l sayso.Ledger) sayso.Ledger { return alwaysNew{l} }},
		{"what needs no holding is held", "Intake/Hold", func(l sayso.Ledger) sayso.Ledger { return holdsAnything{l} }},
		{"what is held stands last first", "Intake/Hold", func(l sayso.Ledger) sayso.Ledger { return lastHeldFirst{l} }},
		{"what is held loses its input", "Intake/Hold", func(l sayso.Ledger) sayso.Ledger { return losesHeldRaw{l} }},
		{"what is held is not known", "Intake/Known", func(l sayso.Ledger) sayso.Ledger { return knowsPublished{l} }},
		{"a kill leaves what is held", "Intake/KillOfHeld", func(l sayso.Ledger) sayso.Ledger { return killsLate{l} }},
		{"claims of killed articles stay", "Intake/Kill", func(l sayso.Ledger) sayso.Ledger { return ignoresKills{l} }},
		{"attempts heed no extractor", "Intake/Attempts", func(l sayso.Ledger) sayso.Ledger { return oneReaderBegins{l} }},
		{"bookmarks heed no extractor", "Intake/Bookmarks", func(l sayso.Ledger) sayso.Ledger { return oneBookmark{l} }},
	}
}

type alwaysUpdated struct{ sayso.Ledger }

func (l alwaysUpdated) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	for i := range out {
		if out[i].Change == sayso.Unchanged {
			out[i].Change = sayso.Updated
		}
	}
	return out, err
}

type oneByOne struct{ sayso.Ledger }

func (l oneByOne) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	var out []sayso.Outcome
	for _, r := range rs {
		o, err := l.Ledger.Put(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, o...)
	}
	return out, nil
}

type turnedOutcomes struct{ sayso.Ledger }

func (l turnedOutcomes) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	slices.Reverse(out)
	return out, err
}

type dropsEvents struct{ sayso.Ledger }

func (l dropsEvents) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	rs = slices.Clone(rs)
	for i := range rs {
		rs[i].Analysis.Events = nil
	}
	return l.Ledger.Put(ctx, rs...)
}

type keepsFirst struct{ sayso.Ledger }

func (l keepsFirst) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	var out []sayso.Outcome
	for _, r := range rs {
		if _, err := l.Version(ctx, r.Article.Version()); err == nil {
			out = append(out, sayso.Outcome{Change: sayso.Unchanged, Article: r.Article.ID, Version: r.Article.Version()})
			continue
		}
		o, err := l.Ledger.Put(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, o...)
	}
	return out, nil
}

type publishesHeld struct{ sayso.Ledger }

func (l publishesHeld) Hold(ctx context.Context, r sayso.Reading) (sayso.Change, error) {
	change, err := l.Ledger.Hold(ctx, r)
	if err == nil {
		_, err = l.Put(ctx, r)
	}
	return change, err
}

type alwaysNew struct{ sayso.Ledger }

func (l alwaysNew) Hold(ctx context.Context, r sayso.Reading) (sayso.Change, error) {
	_, err := l.Ledger.Hold(ctx, r)
	return sayso.New, err
}

type holdsAnything struct{ sayso.Ledger }

func (l holdsAnything) Hold(ctx context.Context, r sayso.Reading) (sayso.Change, error) {
	if change, err := l.Ledger.Hold(ctx, r); sayso.KindOf(err) != sayso.Invalid {
		return change, err
	}
	return sayso.New, nil
}

type lastHeldFirst struct{ sayso.Ledger }

func (l lastHeldFirst) Held(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.HeldRow], error) {
	page, err := l.Ledger.Held(ctx, p)
	slices.Reverse(page.Items)
	return page, err
}

type losesHeldRaw struct{ sayso.Ledger }

func (l losesHeldRaw) HeldReading(ctx context.Context, id sayso.VersionID) (sayso.Reading, error) {
	r, err := l.Ledger.HeldReading(ctx, id)
	r.Raw = sayso.Raw{}
	return r, err
}

type knowsPublished struct{ sayso.Ledger }

func (l knowsPublished) Known(ctx context.Context, ids ...sayso.ArticleID) ([]sayso.ArticleID, error) {
	return slices.DeleteFunc(slices.Clone(ids), func(id sayso.ArticleID) bool { _, err := l.Article(ctx, id); return err != nil }), nil
}

type killsLate struct{ sayso.Ledger }

func (l killsLate) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	page, err := l.Held(ctx, sayso.Paging{})
	if err != nil {
		return nil, err
	}
	var held []sayso.Reading
	for _, row := range page.Items {
		if r, err := l.HeldReading(ctx, row.Version); err == nil {
			held = append(held, r)
		}
	}
	out, err := l.Ledger.Put(ctx, rs...)
	for _, r := range held {
		_, _ = l.Hold(ctx, r)
	}
	return out, err
}

type ignoresKills struct{ sayso.Ledger }

func (l ignoresKills) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	var out []sayso.Outcome
	for _, r := range rs {
		if r.Article.Killed() {
			out = append(out, sayso.Outcome{Change: sayso.Updated, Article: r.Article.ID, Version: r.Article.Version()})
			continue
		}
		o, err := l.Ledger.Put(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, o...)
	}
	return out, nil
}

type oneBookmark struct{ sayso.Ledger }

func (l oneBookmark) SetBookmark(ctx context.Context, archive string, _ sayso.Provenance, at int64) error {
	return l.Ledger.SetBookmark(ctx, archive, sayso.Provenance{}, at)
}

func (l oneBookmark) Bookmark(ctx context.Context, archive string, _ sayso.Provenance) (int64, error) {
	return l.Ledger.Bookmark(ctx, archive, sayso.Provenance{})
}

type oneReaderBegins struct{ sayso.Ledger }

func (l oneReaderBegins) Begin(ctx context.Context, id sayso.VersionID, _ sayso.Provenance) (int, error) {
	return l.Ledger.Begin(ctx, id, sayso.Provenance{})
}
