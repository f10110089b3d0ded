package stages

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for _, s := range All() {
		if got, err := Find(s.Name()); err != nil || got.Name() != s.Name() || s.About() == "" {
			t.Errorf("%s: %v", s.Name(), err)
		}
	}
	if _, err := Find("nothing"); err == nil || !strings.Contains(err.Error(), "syntax") {
		t.Errorf("an unknown stage: %v", err)
	}
}
