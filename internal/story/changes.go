package story

import (
	"regexp"
	"strings"

	"sayso"
	"sayso/internal/story/wording"
)

// ChangeKind is what a publisher did between two versions.
type ChangeKind string

const (
	Added     ChangeKind = "added"      // a claim: nothing like it stood there before
	Removed   ChangeKind = "removed"    // nothing like it stands there now
	Recued    ChangeKind = "cue"        // other words make the link: "confirmed" became "said"
	Restanced ChangeKind = "stance"     // what the speaker does with the words
	Resourced ChangeKind = "source"     // somebody else is given the words
	Refigured ChangeKind = "figure"     // a number, of a claim or of the paper's own sentence
	Reworded  ChangeKind = "content"    // other words in the content
	Retitled  ChangeKind = "headline"   // the headline
	Corrected ChangeKind = "correction" // a note says what was corrected
)

// Change is one difference in what two versions of an article put on record.
type Change struct {
	Kind     ChangeKind
	Old, New sayso.ClaimID // lasting; empty where there is none, as in the paper's own voice
	// Before and After are the words that changed.
	Before, After string
	// Content is the claim’s content or the paper's sentence, as it stands now where
	// it still stands; of a correction the note.
	Content string
	// Speaker and Stance are the claim's, as it stands now where it still
	// stands: an added denial is Added with the stance denies.
	Speaker string
	Stance  sayso.Stance
}

const (
	// alike is the share of words from which two claims of an article are one.
	alike = 0.5
	// maxClaims bounds the claims, and the sentences, of two versions that are held
	// against each other, as that takes the product of them.
	maxClaims = 2000
)

// told is a claim or a sentence of a version, ready to be held against another's.
type told struct {
	claim   *sayso.Claim // nil for a sentence in the paper's own voice
	text    string
	speaker string
	parts   wording.Parts
}

// Compare lists what changed from one version of an article to the next: in the
// headline, in claims, in figures that the paper gives in its own voice, and which
// note says so. Each old claim or sentence is paired with the new one that it shares
// most words with. Cost: the product of the two counts, bounded by maxClaims each.
func Compare(old, now *sayso.Record) []Change {
	var out []Change
	if a, b := oneLine(old.Article.Title), oneLine(now.Article.Title); a != b && a != "" && b != "" {
		out = append(out, Change{Kind: Retitled, Before: a, After: b, Content: b})
	}
	out = append(out, claimChanges(old, now)...)
	out = append(out, ownFigures(old, now)...)
	return append(out, corrections(old, now, out)...)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// claimChanges are those of claims; what stands in notes of the publisher is none.
func claimChanges(old, now *sayso.Record) []Change {
	a, b := claimLines(old), claimLines(now)
	pair, took := pairs(a, b)
	var out []Change
	for i := range a {
		x := &a[i]
		if pair[i] < 0 {
			out = append(out, Change{Kind: Removed, Old: old.ClaimIDs[x.claim.ID], Before: x.text, Content: x.text, Speaker: x.speaker, Stance: x.claim.Stance})
			continue
		}
		out = append(out, differences(old, now, x, &b[pair[i]])...)
	}
	for j := range b {
		if y := &b[j]; !took[j] {
			out = append(out, Change{Kind: Added, New: now.ClaimIDs[y.claim.ID], After: y.text, Content: y.text, Speaker: y.speaker, Stance: y.claim.Stance})
		}
	}
	return out
}

// pairs finds for each line the one that it became, and which were found; -1 for none.
func pairs(a, b []told) (pair []int, took []bool) {
	pair, took = make([]int, len(a)), make([]bool, len(b))
	for i := range a {
		pair[i] = -1
		best := alike
		for j := range b {
			x := wording.Alike(&a[i].parts, &b[j].parts)
			if a[i].text == b[j].text {
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
	return pair, took
}

// differences are those of one claim.
func differences(old, now *sayso.Record, x, y *told) []Change {
	change := func(k ChangeKind, a, b string) Change {
		return Change{k, old.ClaimIDs[x.claim.ID], now.ClaimIDs[y.claim.ID], a, b, y.text, y.speaker, y.claim.Stance}
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
	for _, f := range wording.Moved(&x.parts, &y.parts) {
		out = append(out, change(Refigured, f[0].Words, f[1].Words))
	}
	if len(out) == 0 && x.text != y.text {
		out = append(out, change(Reworded, x.text, y.text))
	}
	return out
}

// ownFigures are the figures that changed in sentences of the paper's own.
func ownFigures(old, now *sayso.Record) []Change {
	a, b := ownLines(old), ownLines(now)
	pair, _ := pairs(a, b)
	var out []Change
	for i := range a {
		if pair[i] < 0 {
			continue
		}
		y := &b[pair[i]]
		for _, f := range wording.Moved(&a[i].parts, &y.parts) {
			out = append(out, Change{Kind: Refigured, Before: f[0].Words, After: f[1].Words, Content: y.text})
		}
	}
	return out
}

// corrections are the notes of a version that say what was corrected, and that the
// one before it lacks; each is tied to the change that shares most words with it.
func corrections(old, now *sayso.Record, changes []Change) []Change {
	had := make(map[string]bool)
	for _, n := range notes(old) {
		had[oneLine(n.In(old.Article.Text))] = true
	}
	var out []Change
	for _, n := range notes(now) {
		c := Change{Kind: Corrected, Content: oneLine(n.In(now.Article.Text))}
		if had[c.Content] {
			continue
		}
		said := wording.Read(now, sayso.Spans{n})
		best := 0
		for i := range changes {
			x := &changes[i]
			if x.Before == "" || x.After == "" {
				continue
			}
			if m := mentioned(x, &said, c.Content); m > best {
				best = m
				c.Old, c.New, c.Before, c.After, c.Speaker, c.Stance = x.Old, x.New, x.Before, x.After, x.Speaker, x.Stance
			}
		}
		out = append(out, c)
	}
	return out
}

// mentioned counts the words and figures of a change that a note has.
func mentioned(c *Change, said *wording.Parts, note string) (n int) {
	words := strings.Fields(c.Before + " " + c.After)
	for _, w := range words {
		w = strings.Trim(strings.ToLower(w), ".,;:“”\"'")
		for _, f := range said.Figures {
			if w != "" && w == f.Value {
				n += 2
			}
		}
		if said.Lemmas[w] {
			n++
		}
	}
	if strings.Contains(note, c.Before) {
		n += 2
	}
	return n
}

// claimLines are the claims of a version, but for those that a note makes.
func claimLines(r *sayso.Record) []told {
	var out []told
	corrected := sayso.Spans(notes(r))
	for i := range r.Analysis.Claims {
		c := &r.Analysis.Claims[i]
		if len(out) == maxClaims {
			break
		}
		if corrected.Overlaps(c.Content.Cover()) {
			continue
		}
		l := told{claim: c, text: c.Content.In(r.Article.Text), parts: wording.Read(r, c.Content)}
		l.speaker, _ = speaker(r, c)
		out = append(out, l)
	}
	return out
}

// ownLines are the sentences of a version in which nobody but the paper speaks.
func ownLines(r *sayso.Record) []told {
	var out []told
	corrected := sayso.Spans(notes(r))
	for _, s := range r.Analysis.Sentences {
		if len(out) == maxClaims {
			break
		}
		spans := sayso.Spans{s}
		own := !corrected.Overlaps(s)
		for i := range r.Analysis.Claims {
			own = own && !r.Analysis.Claims[i].Content.Overlaps(s)
		}
		if own {
			out = append(out, told{text: oneLine(spans.In(r.Article.Text)), parts: wording.Read(r, spans)})
		}
	}
	return out
}

// noteOpening begins a sentence that says what a publisher has corrected.
var noteOpening = regexp.MustCompile(`(?i)^\W*(corrections?\s*[:—–]|this (article|story|report) (has been|was) corrected|(an|the) (earlier|previous|original) version of this (article|story|report))`)

// notes are the corrections of a publisher: those that stand in a paragraph of
// their own, and sentences that open as one, to the end of their paragraph.
func notes(r *sayso.Record) []sayso.Span {
	var out []sayso.Span
	for _, n := range r.Article.Notes {
		if n.Kind == sayso.CorrectionNote {
			out = append(out, n.Span)
		}
	}
	text := r.Article.Text
	for _, s := range r.Analysis.Sentences {
		if !noteOpening.MatchString(s.In(text)) || sayso.Spans(out).Overlaps(s) {
			continue
		}
		if n := strings.IndexByte(text[s.End:], '\n'); n >= 0 {
			s.End += n
		} else {
			s.End = len(text)
		}
		out = append(out, s)
	}
	return out
}
