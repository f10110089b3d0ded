package intake

import (
	"context"
	"testing"

	"sayso"
)

func (w *world) Forget(ctx context.Context) error {
	if err := w.call("forget"); err != nil {
		return err
	}
	return w.Ledger.Forget(ctx)
}

func (w *world) Unread(ctx context.Context, limit int) ([]sayso.VersionID, error) {
	if w.busy["unread"] > 0 {
		return nil, w.call("unread")
	}
	return w.Ledger.Unread(ctx, limit)
}

func (w *world) Reread(ctx context.Context, id sayso.VersionID, an sayso.Analysis) error {
	if err := w.call("reread"); err != nil {
		return err
	}
	return w.Ledger.Reread(ctx, id, an)
}

// TestRebuild wants everything dropped once and read anew, a busy ledger waited
// for, and what cannot be read named without an end to the rest.
func TestRebuild(t *testing.T) {
	w := oldWorld(t, "a", "b", "c")
	for _, call := range []string{"forget", "unread", "reread"} {
		w.busy[call] = 2
	}
	w.panics["b"] = true
	var read, bad int
	err := w.service().Rebuild(t.Context(), w, func(_ sayso.VersionID, err error) {
		if err == nil {
			read++
		} else {
			bad++
		}
	})
	if err != nil || read != 2 || bad != 1 || w.slept != 6 {
		t.Errorf("%v: %d read, %d not, slept %d times", err, read, bad, w.slept)
	}
	w.wantCalls("forget", "reread", "reread")
	if all := w.readers(); len(all) != 1 || all[0].By != w.by() || all[0].Versions != 2 {
		t.Errorf("read by %+v", all)
	}

	// What was cut off goes on: nothing is dropped a second time.
	w.panics["b"] = false
	w.calls = nil
	if err := w.service().Rebuild(t.Context(), w, func(_ sayso.VersionID, err error) {
		if err != nil {
			t.Error(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	w.wantCalls("reread")
}
