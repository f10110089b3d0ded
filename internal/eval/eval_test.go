package eval

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGoldenRoundTrip(t *testing.T) {
	want := Scores{
		{"claims", []Figure{{"alpha", 0.4567}, {"claims F1, overlap", 0.25}}},
		{"pages", []Figure{{"text F1", 0.96}}},
	}
	path := filepath.Join(t.TempDir(), "scores.txt")
	if err := want.WriteFile(path); err != nil {
		t.Fatal(err)
	}
	got, err := ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := Read(bytes.NewBufferString("claims alpha 0.4\n")); err == nil {
		t.Error("a line without tabs was taken")
	}
}

func TestCompare(t *testing.T) {
	golden := Scores{
		{"claims", []Figure{{"alpha", 0.5}, {"exact", 0.3}, {"gone", 0.1}}},
		{"pages", []Figure{{"F1", 0.9}}},
	}
	measured := Scores{{"claims", []Figure{{"alpha", 0.496}, {"exact", 0.29}, {"fresh", 0.7}}}}
	want := []string{
		"claims: exact fell from 0.3000 to 0.2900",
		"claims: gone is no longer measured",
		"claims: the golden file has no fresh",
	}
	if d := cmp.Diff(want, Compare(golden, measured, false)); d != "" {
		t.Errorf("one stage: %s", d)
	}
	want = slices.Insert(want, 2, "pages: F1 is no longer measured")
	if d := cmp.Diff(want, Compare(golden, measured, true)); d != "" {
		t.Errorf("all stages: %s", d)
	}
	if d := Compare(golden, golden, true); d != nil {
		t.Errorf("the same: %q", d)
	}
}

func TestWith(t *testing.T) {
	old := Scores{{"claims", []Figure{{"alpha", 0.5}}}, {"pages", []Figure{{"F1", 0.9}}}}
	got := old.With(Scores{{"pages", []Figure{{"F1", 0.8}}}, {"names", []Figure{{"F1", 0.7}}}})
	want := Scores{{"claims", []Figure{{"alpha", 0.5}}}, {"pages", []Figure{{"F1", 0.8}}}, {"names", []Figure{{"F1", 0.7}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if old[1].Figures[0].Value != 0.9 {
		t.Error("With changed what it was asked of")
	}
}
