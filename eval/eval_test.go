package eval

import (
	"bytes"
	"path/filepath"
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

func TestFalls(t *testing.T) {
	golden := Scores{{"claims", []Figure{{"alpha", 0.5}, {"exact", 0.3}, {"gone", 0.1}}}, {"pages", []Figure{{"F1", 0.9}}}}
	measured := Scores{{"claims", []Figure{{"alpha", 0.496}, {"exact", 0.29}, {"fresh", 0.7}}}}
	want := []string{"claims: exact fell from 0.3000 to 0.2900", "claims: gone is no longer measured"}
	if d := cmp.Diff(want, Falls(golden, measured)); d != "" {
		t.Error(d)
	}
}
