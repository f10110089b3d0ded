package gate

import (
	"strings"
	"testing"
)

// A trait of events that readers marked speaks for an event, one of others against it.
func TestFit(t *testing.T) {
	var es []Example
	for range 40 {
		es = append(es, Example{Traits: []string{"any", "doer known"}, Told: true, Right: true}, Example{Traits: []string{"any", "doer private"}}, Example{Traits: []string{"any"}, Told: true})
	}
	es = append(es, Example{Traits: []string{"rare"}, Told: true})
	table, err := Fit(es)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"any\t0.", "doer known\t0.", "doer private\t-1."} {
		if !strings.Contains(string(table), "\n"+want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	if strings.Contains(string(table), "rare") {
		t.Error("a trait of one event is weighed")
	}
	if _, err := Fit(nil); err == nil {
		t.Error("nothing was learnt from")
	}
}
