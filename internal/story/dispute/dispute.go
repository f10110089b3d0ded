// Package dispute holds claims of different articles against each other: which
// repeat one another, which agree, differ, deny or answer, and which values
// stand against each other, each with who says so.
//
// The idea: a claim is brought down to what it speaks of (keys: lemmas of the
// words that carry content, words for one thing counting as one, names as whom
// or what they stand for), whether it says so or not (polarity), and what it
// counts (figures). Two claims are on one matter when the rarer keys of the one
// are in the other. On one matter, opposite polarity is a denial, another
// figure of the same thing a difference; like polarity is a repetition, when
// both go back to one speaker, else agreement. What a claim answers inside its
// article, and what repeats it elsewhere, carries over.
//
// Precision goes first. A dispute that is not there costs a reader more than
// one that was not found, as it looks like a contradiction where there is none.
//
// Cost: the square of the claims of a story, most pairs of which share no key
// and are left after one comparison of two words; see [MaxClaims].
package dispute

import (
	"cmp"
	"slices"

	"sayso"
)

// Relation is how two claims on one matter stand to each other.
type Relation string

const (
	Denies  Relation = "denies"  // one says that the other is not so
	Differs Relation = "differs" // another value for the same thing
	Answers Relation = "answers" // said in reply to the other
	Repeats Relation = "repeats" // both go back to one speaker’s words
	Agrees  Relation = "agrees"  // somebody else says the same
)

// Slot is what a difference is of.
type Slot string

const (
	Number   Slot = "number"
	Time     Slot = "time"
	Place    Slot = "place"
	Identity Slot = "identity"
	// Truth is whether something is so at all: what one asserts and another denies.
	Truth Slot = "truth"
)

// Side is one claim with who makes it, where and when.
type Side struct {
	Article  sayso.ArticleID
	Outlet   string
	Text     int           // which text of the story it stands in; copies have one
	Claim    sayso.ClaimID // lasting
	Local    sayso.ClaimID // in the article
	Speaker  string
	Actor    sayso.ActorID // lasting; empty where the ledger gives none
	Stance   sayso.Stance
	Words    string // the content
	Said     sayso.Date
	Evidence []string // the words that name what the claim rests on
	Party    string   // why the speaker is a party to the matter; empty for none that is known
}

// Pair is two claims and how they stand to each other. A is what B denies,
// answers, repeats or agrees with; where nothing decides it the earlier one.
type Pair struct {
	Relation Relation
	A, B     int // places in Result.Claims
	Slot     Slot
	// About is the thing that has two values; ValueA and ValueB are these.
	About          string
	ValueA, ValueB string
	Why            []string
}

// Matter is claims that say one thing.
type Matter struct {
	Claims []int // by when they were said
	// First is whoever said it first, as far as the articles show.
	First int
	// Speakers are the claims’ speakers, each once, the first one first.
	Speakers []Voice
	// Denied lists claims that deny it.
	Denied []int
	Texts  int // independent texts that print it
}

// Voice is one speaker of a matter, however often it is printed.
type Voice struct {
	Name   string
	Actor  sayso.ActorID
	Party  string
	Claims []int
	Why    []string // why it counts, or does not count, as a witness of its own
}

// Set is one thing on which values differ.
type Set struct {
	Slot   Slot
	About  string
	Values []Value
}

// Value is one value and the claims that give it, by when they were said.
type Value struct {
	Text   string
	Claims []int
}

// Result is what holds between the claims of one story.
type Result struct {
	Claims  []Side
	Pairs   []Pair
	Matters []Matter
	Sets    []Set
}

// MaxClaims bounds the claims of one story that are held against each other:
// the time grows with their square. Of longer stories the earliest count.
const MaxClaims = 2000

// Find holds the claims of one story’s articles against each other; texts is as
// [Finder.Add] wants it, and nil makes each article a text of its own.
func Find(recs []*sayso.Record, texts map[sayso.ArticleID]int) *Result {
	recs = slices.Clone(recs)
	slices.SortStableFunc(recs, func(a, b *sayso.Record) int {
		return cmp.Or(a.Article.Dated().Compare(b.Article.Dated().Time), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	f := New()
	for i, r := range recs {
		text, known := texts[r.Article.ID]
		if !known {
			text = len(recs) + i
		}
		f.Add(r, text)
	}
	return f.Result()
}
