package sayso_test

import (
	"os"
	"strings"
	"testing"

	"sayso"
)

// TestStancesAreDeclaredOnce wants each stance in one entry, its group in the
// legend, and a colour for the group in the pages' style.
func TestStancesAreDeclaredOnce(t *testing.T) {
	style, err := os.ReadFile("web/assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	named := map[sayso.StanceGroup]bool{}
	for _, g := range sayso.StanceGroups {
		if named[g.Group] {
			t.Errorf("the group %s is listed twice", g.Group)
		}
		named[g.Group] = true
		if !strings.Contains(string(style), "--"+string(g.Group)+"-l:") {
			t.Errorf("the style has no colour for the group %s", g.Group)
		}
	}
	seen := map[sayso.Stance]bool{}
	for _, e := range sayso.StanceEntries {
		if seen[e.Stance] || e.About == "" || !named[e.Group] || e.Stance.Group() != e.Group {
			t.Errorf("the entry of %s is not whole", e.Stance)
		}
		seen[e.Stance] = true
	}
	if sayso.Stance("shrugs").Group() != sayso.SaysGroup {
		t.Error("a word that is no stance has a group of its own")
	}
}
