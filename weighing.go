package sayso

import "time"

// Weighing is an analyst's word on how two statements stand to each other. It names
// the statements and no question, so that it outlives re-reading and whatever is
// asked anew.
type Weighing struct {
	Verdict WeighingVerdict
	A, B    StatementName
	Note    string
	By      string    `json:",omitempty"` // the author; empty where nobody was noted
	At      time.Time // when it was said; the ledger sets it where it is zero
	// Seen is the number of the latest judgement that the author knew of, of whatever
	// (see Desk); 0 when the author does not say.
	Seen int64 `json:"-"`
}

// StatementName names a statement: a claim by its lasting identifier, what a paper
// says in its own voice by the article and its words.
type StatementName struct {
	Claim   ClaimID   `json:",omitempty"`
	Article ArticleID // that of the claim, where there is one: the ledger sets it
	Text    string    `json:",omitempty"`
}

// MaxWeighed bounds the words by which a statement is named, in bytes.
const MaxWeighed = 4000

// WeighingVerdict is what is said of two statements.
type WeighingVerdict string

const (
	Apart        WeighingVerdict = "apart"         // they are not against each other
	SameSpeaker  WeighingVerdict = "same-speaker"  // who makes them is one
	UpdateOf     WeighingVerdict = "update"        // B is what became of A
	SameQuestion WeighingVerdict = "same-question" // they answer one question
	Unweighed    WeighingVerdict = "undone"        // takes back all that was said of the two
)

// WeighingVerdicts lists what can be said of two statements.
var WeighingVerdicts = []WeighingVerdict{Apart, SameSpeaker, UpdateOf, SameQuestion}

// StatementName gives the name of a statement.
func (s *Statement) StatementName() StatementName {
	if s.Claim != "" {
		return StatementName{Claim: s.Claim, Article: s.Article}
	}
	return StatementName{Article: s.Article, Text: s.Text}
}

// String writes a name as commands take it: the claim, or the article, a colon and
// the words.
func (n StatementName) String() string {
	if n.Claim != "" {
		return string(n.Claim)
	}
	return string(n.Article) + ":" + n.Text
}
