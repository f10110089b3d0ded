package ledger

import (
	"fmt"
	"slices"
	"testing"

	"sayso"
)

func TestLargest(t *testing.T) {
	counts := Counts(map[string]int{"b": 2, "a": 2, "c": 3, "d": 1})
	got := ""
	for _, c := range Largest(counts, 3) {
		got += fmt.Sprint(c.Label, c.N, " ")
	}
	if got != "c3 a2 b2 " {
		t.Error(got)
	}
	if got := Largest(nil, 3); len(got) != 0 {
		t.Error(got)
	}
}

func TestMostCounted(t *testing.T) {
	for _, c := range []struct {
		counts map[int64]int
		limit  int
		want   []int64
	}{
		{nil, 2, nil},
		{map[int64]int{7: 1, 8: 5, 9: 3}, 2, []int64{8, 9}},
		{map[int64]int{7: 3, 8: 5, 9: 3}, 2, []int64{8, 7, 9}}, // labels decide between 7 and 9
		{map[int64]int{1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, 2, []int64{1, 2, 3, 4}},
	} {
		if got := MostCounted(c.counts, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.counts, got, c.want)
		}
	}
}

func TestMergeRoles(t *testing.T) {
	role := func(title, of, article string, d int) sayso.RoleRow {
		r := sayso.RoleRow{Title: title, Of: of, Article: sayso.ArticleID(article)}
		if d > 0 {
			r.Last = sayso.Date{Time: day(d)}
		}
		return r
	}
	got := MergeRoles([]sayso.RoleRow{role("Minister", "Kerland", "ar3", 9), role("mayor", "Rell", "ar3", 9), role("minister", "KERLAND", "ar2", 4), role("minister", "Kerland", "ar1", 0)})
	if len(got) != 2 || got[0].Articles != 3 || got[0].Article != "ar3" || got[0].First.Day() != 4 || got[0].Last.Day() != 9 || got[1].Articles != 1 {
		t.Errorf("%+v", got)
	}
}
