package names

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/nlp/name"
)

// TestClusters checks that the carried list gives its words their clusters.
func TestClusters(t *testing.T) {
	g := gatherer{world: name.World{}}
	if err := lines(lists, "lists/clusters.txt", g.cluster); err != nil {
		t.Fatal(err)
	}
	if len(g.world) < 79_000 {
		t.Errorf("%d words", len(g.world))
	}
	of := func(w string) uint16 { return g.world[name.WordKey(w)].Cluster }
	if of("monday") == 0 || of("Monday") != of("monday") || of("monday")>>4 == of("harbour")>>4 {
		t.Errorf("monday is in %d, harbour in %d", of("monday"), of("harbour"))
	}
	for _, bad := range []string{"", "# 000 a", "xyz a", "10000 a", strings.Repeat("1", 99)} {
		n := len(g.world)
		if g.cluster(bad); len(g.world) != n {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestListsOfTheSourceTree(t *testing.T) {
	if err := lines(lists, "lists/none.txt", func(string) {}); sayso.KindOf(err) != sayso.NotFound || !strings.Contains(err.Error(), "source tree") {
		t.Errorf("a list that is not there: %v", err)
	}
}
