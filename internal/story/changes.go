package story

import "sayso"

// ChangeKind is what a publisher did to a claim between two versions.
type ChangeKind string

const (
	Added     ChangeKind = "added"   // nothing like it stood there before
	Removed   ChangeKind = "removed" // nothing like it stands there now
	Recued    ChangeKind = "cue"     // other words make the link: "confirmed" became "said"
	Restanced ChangeKind = "stance"  // what the speaker does with the words
	Resourced ChangeKind = "source"  // somebody else is given the words
	Refigured ChangeKind = "figure"  // a number in the content
	Reworded  ChangeKind = "content" // other words in the content
)

// Change is one difference in what two versions of an article put on record.
type Change struct {
	Kind     ChangeKind
	Old, New sayso.ClaimID // lasting; empty where there is none
	// Before and After are the words that changed.
	Before, After string
	Content       string // the claim’s content, as it stands now where it still stands
	// Speaker and Stance are the claim's, as it stands now where it still
	// stands: an added denial is Added with the stance denies.
	Speaker string
	Stance  sayso.Stance
}

// alike is the share of words from which two claims of an article are one.
const alike = 0.5

// Compare lists what changed from one version of an article to the next: each
// old claim is paired with the new one that it shares most words with. Cost:
// the product of the two counts, bounded by maxClaims each.
func Compare(old, now *sayso.Record) []Change {
	a, b := side(old), side(now)
	took := make([]bool, len(b))
	pair := make([]int, len(a))
	for i := range a {
		pair[i] = -1
		best := alike
		for j := range b {
			x := likeness(a[i].words, b[j].words)
			if a[i].claim.Content.In(old.Article.Text) == b[j].claim.Content.In(now.Article.Text) {
				x = 1
			}
			if !took[j] && x >= best && (x > best || pair[i] < 0) {
				pair[i], best = j, x
			}
		}
		if pair[i] >= 0 {
			took[pair[i]] = true
		}
	}
	var out []Change
	for i := range a {
		x := &a[i]
		content := x.claim.Content.In(old.Article.Text)
		if pair[i] < 0 {
			out = append(out, Change{Kind: Removed, Old: old.ClaimIDs[x.claim.ID], Before: content, Content: content, Speaker: x.speaker, Stance: x.claim.Stance})
			continue
		}
		out = append(out, differences(old, now, x, &b[pair[i]])...)
	}
	for j := range b {
		if !took[j] {
			content := b[j].claim.Content.In(now.Article.Text)
			out = append(out, Change{Kind: Added, New: now.ClaimIDs[b[j].claim.ID], After: content, Content: content, Speaker: b[j].speaker, Stance: b[j].claim.Stance})
		}
	}
	return out
}

// differences are those of one claim.
func differences(old, now *sayso.Record, x, y *said) []Change {
	before, after := x.claim.Content.In(old.Article.Text), y.claim.Content.In(now.Article.Text)
	change := func(k ChangeKind, a, b string) Change {
		return Change{k, old.ClaimIDs[x.claim.ID], now.ClaimIDs[y.claim.ID], a, b, after, y.speaker, y.claim.Stance}
	}
	var out []Change
	if a, b := x.claim.Cue.Spans.In(old.Article.Text), y.claim.Cue.Spans.In(now.Article.Text); a != b {
		out = append(out, change(Recued, a, b))
	}
	if a, b := x.claim.Stance, y.claim.Stance; a != b {
		out = append(out, change(Restanced, string(a), string(b)))
	}
	if x.speaker != y.speaker {
		out = append(out, change(Resourced, x.speaker, y.speaker))
	}
	for _, k := range sorted(x.numbers) {
		if v, w := x.numbers[k], y.numbers[k]; w != "" && v != w {
			out = append(out, change(Refigured, v+" "+k, w+" "+k))
		}
	}
	if len(out) == 0 && before != after {
		out = append(out, change(Reworded, before, after))
	}
	return out
}

func side(r *sayso.Record) []said {
	cs := r.Analysis.Claims
	cs = cs[:min(len(cs), maxClaims)]
	out := make([]said, len(cs))
	for i := range cs {
		content := cs[i].Content.In(r.Article.Text)
		out[i] = said{rec: r, claim: &cs[i], words: words(content), numbers: numbers(content)}
		out[i].speaker, out[i].actor = speaker(r, &cs[i])
	}
	return out
}

// likeness is the share of the words of both that both have.
func likeness(a, b map[string]bool) float64 {
	n := 0
	for w := range a {
		if _, both := b[w]; both {
			n++
		}
	}
	if len(a)+len(b) == n {
		return 0
	}
	return float64(n) / float64(len(a)+len(b)-n)
}
