package coref

import "testing"

func TestPronounTable(t *testing.T) {
	all, err := readPronouns(pronounTable)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Errorf("%d pronouns", len(all))
	}
	for _, p := range all {
		if p.at.Len() < 2 || p.at.Len() > 4 || len(p.right) == 0 {
			t.Errorf("%s %v: %v", p.article, p.at, p.right)
		}
	}
	for _, bad := range []string{"a\t1\t2", "a\tx\t2\t1-2", "a\t1\t2\t1"} {
		if _, err := readPronouns(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
