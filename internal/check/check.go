// Package check holds a draft against a ledger: what it says that others said, in
// their words or its own, is looked for in what the ledger has on record.
//
// It says of each statement whether the ledger has it word by word, altered, or not
// at all; whether somebody else said it, or on another day; and what has become of it
// since. It keeps nothing, and judges words: whether what was said is true is not
// asked.
package check

import (
	"context"
	"slices"
	"strings"

	"sayso"
)

// Bounds.
const (
	// MaxDraft is how many bytes the text of a draft may have.
	MaxDraft = 1 << 20
	// MaxStatements is how many statements of a draft are checked; the others are
	// counted.
	MaxStatements = 500
	// MaxQuoted is how many words of one statement are compared.
	MaxQuoted = 400
	// maxText is how many words of an article are compared with a statement.
	maxText = 20_000
	// maxKept is how many articles are kept open during one check.
	maxKept = 64
)

// Ledger is what a check asks. It only reads.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.QuestionLedger
	sayso.StoryLedger
}

// Checker checks drafts. It is safe for concurrent use.
type Checker struct {
	Ledger Ledger
	// Read reads a draft as articles are read.
	Read func(*sayso.Article) sayso.Analysis
	// Like gives the vector of what a text says; nil means that nothing is found by
	// what it says.
	Like func(ctx context.Context, text string) (sayso.Vector, error)
}

// Verdict is how a statement stands to the words of the ledger.
type Verdict string

const (
	Verbatim Verdict = "verbatim"  // the same words
	Reworded Verdict = "reworded"  // reported speech that the ledger has in other words
	Altered  Verdict = "altered"   // nearly the same words, and not the same
	NotFound Verdict = "not found" // the ledger has nothing like it
)

// Concern is something about a statement that its writer should look at.
type Concern string

const (
	IsAltered    Concern = "altered"
	IsNotFound   Concern = "not found"
	OtherSpeaker Concern = "other speaker" // the ledger gives the words to somebody else
	OtherDate    Concern = "other date"    // they were said on another day than the draft says
	DeniedSince  Concern = "denied since"  // somebody denies them, or answers otherwise
	ChangedSince Concern = "changed since" // their publisher changed or withdrew them
	OneOrigin    Concern = "one origin"    // all prints go back to one
)

// Concerns lists every concern, in the order in which a finding has them.
var Concerns = []Concern{IsAltered, IsNotFound, OtherSpeaker, OtherDate, DeniedSince, ChangedSince, OneOrigin}

// Grave reports whether a draft with it should not be printed as it is. That words
// rest on one origin is true of most that is said, and a remark.
func (c Concern) Grave() bool { return c != OneOrigin }

// Finding is what is known of one statement of a draft.
type Finding struct {
	Spans    sayso.Spans // in the draft's text
	Text     string
	Quoted   bool   // it stands in quotation marks
	Speaker  string // whom the draft gives it to; empty where it names nobody
	Said     string // when the draft says it was said, in its words
	Verdict  Verdict
	Concerns []Concern
	Why      []string // of each concern, in words
	// Words are those of both, in runs that are the same, or stand in one alone.
	Words []Words
	// Claim is what the statement was held against; nil where no claim was made of
	// the words, and where there are none. Article and Version are then where the
	// words stand, and Passage is them.
	Claim   *sayso.ClaimRow
	Article sayso.ArticleRow
	Version sayso.VersionID
	Passage string
	At      sayso.Span // of Passage, in code points of the version's text
	// Denials are those that answer otherwise.
	Denials []sayso.Statement
	// Prints are the articles that have the words, Origins how many of them go back
	// to another text and agency.
	Prints  []sayso.ArticleRow
	Origins int
}

// Words is a run of words: of both where the two are equal, else those of the draft
// and those that the ledger has in their place.
type Words struct{ Draft, Ledger string }

// Report is what is known of a draft.
type Report struct {
	Article  sayso.Article // the draft, with the text that all spans count in
	Findings []Finding
	LeftOut  int    // statements beyond MaxStatements
	Unread   string // why the draft was not read for attributions; empty where it was
}

// Grave counts the statements that a writer should look at.
func (r *Report) Grave() int {
	n := 0
	for i := range r.Findings {
		if slices.ContainsFunc(r.Findings[i].Concerns, Concern.Grave) {
			n++
		}
	}
	return n
}

// Check checks a draft. Its Published is the day that its words for days go by.
func (c *Checker) Check(ctx context.Context, draft *sayso.Article) (*Report, error) {
	if len(draft.Text) > MaxDraft {
		return nil, sayso.Errorf("check draft", draft.Path, sayso.TooLarge, "its text has %d bytes, %d at most (MaxDraft)", len(draft.Text), MaxDraft).Advise("check it in parts")
	}
	if strings.TrimSpace(draft.Text) == "" {
		return nil, sayso.Errorf("check draft", draft.Path, sayso.Invalid, "it holds no text")
	}
	an := c.Read(draft)
	out := &Report{Article: *draft, Unread: an.Unread}
	all := statements(draft, &an)
	if len(all) > MaxStatements {
		out.LeftOut = len(all) - MaxStatements
		all = all[:MaxStatements]
	}
	k := &checking{Checker: c, records: map[sayso.VersionID]*sayso.Record{}, split: map[sayso.VersionID][]word{}, from: map[sayso.VersionID]string{}}
	for i := range all {
		s := &all[i]
		s.text = draft.Text
		f, err := k.judge(ctx, s)
		if err != nil {
			return nil, err
		}
		out.Findings = append(out.Findings, *f)
	}
	return out, nil
}

// checking is the check of one draft, with the articles that it has opened.
type checking struct {
	*Checker
	records map[sayso.VersionID]*sayso.Record
	split   map[sayso.VersionID][]word
	from    map[sayso.VersionID]string // what each goes back to
}

// record returns a version, once for many statements.
func (c *checking) record(ctx context.Context, v sayso.VersionID) (*sayso.Record, error) {
	if r := c.records[v]; r != nil {
		return r, nil
	}
	r, err := c.Ledger.Version(ctx, v)
	if err != nil {
		return nil, err
	}
	if len(c.records) >= maxKept {
		clear(c.records)
		clear(c.split)
	}
	r.Analysis.Tokens, r.Analysis.Mentions, r.Analysis.Events = nil, nil, nil
	c.records[v] = r
	return r, nil
}

// wordsOf are the words of a version's text.
func (c *checking) wordsOf(r *sayso.Record) []word {
	ws, ok := c.split[r.Version.ID]
	if !ok {
		ws = split(r.Article.Text, false)
		c.split[r.Version.ID] = ws
	}
	return ws
}
