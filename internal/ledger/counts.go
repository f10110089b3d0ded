package ledger

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"sayso"
)

// Counts lists what is counted by a word that is its own label.
func Counts(m map[string]int) []sayso.Count {
	out := make([]sayso.Count, 0, len(m))
	for k, n := range m {
		out = append(out, sayso.Count{Key: k, Label: k, N: n})
	}
	return out
}

// Largest sorts counts, the largest first and equals by their labels, and keeps
// as many as limit says.
func Largest(counts []sayso.Count, limit int) []sayso.Count {
	slices.SortFunc(counts, func(a, b sayso.Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	return counts[:min(len(counts), limit)]
}

// MostCounted lists the rows of which the labels are to be looked up: those
// counted most often, as many as limit says, and those that tie with the last of
// them, so that the labels decide among these. There may be thousands that occur
// once, so there are twice the limit at most.
func MostCounted(m map[int64]int, limit int) []int64 {
	rows := slices.SortedFunc(maps.Keys(m), func(a, b int64) int { return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b)) })
	end := min(len(rows), limit)
	for end > 0 && end < min(len(rows), 2*limit) && m[rows[end]] == m[rows[end-1]] {
		end++
	}
	return rows[:end]
}

// MergeRoles makes one of the roles that say the same, case aside. all are each
// of one article, the newest first, with its date as Last.
func MergeRoles(all []sayso.RoleRow) []sayso.RoleRow {
	var out []sayso.RoleRow
	seen := make(map[string]int)
	for _, r := range all {
		key := strings.ToLower(r.Title + "\n" + r.Of)
		at, ok := seen[key]
		if !ok {
			at = len(out)
			seen[key] = at
			out = append(out, r)
		}
		out[at].Articles++
		// The newest come first, so that the last dated one is the earliest.
		if !r.Last.IsZero() {
			out[at].First = r.Last
		}
	}
	return out
}
