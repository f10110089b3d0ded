package sayso

// Slot is what a question asks for.
type Slot string

const (
	YesNoSlot  Slot = "yes-no" // whether something is so
	FigureSlot Slot = "figure" // how many, how much, how long
	WhoSlot    Slot = "who"
	WhatSlot   Slot = "what"
	WhenSlot   Slot = "when"
	WhereSlot  Slot = "where"
)

// Slots lists every slot.
var Slots = []Slot{YesNoSlot, FigureSlot, WhoSlot, WhatSlot, WhenSlot, WhereSlot}

// Standing is how the answers to a question stand to each other.
type Standing string

const (
	StandDisputed Standing = "disputed" // two answers of different speakers, and both stand
	StandUpdated  Standing = "updated"  // a later figure on the same authority, or one that includes the earlier
	StandShifted  Standing = "shifted"  // one speaker changed the answer
	StandConceded Standing = "conceded" // one side took over the answer of the other
	StandDenied   Standing = "denied"   // one side denies, and nobody here asserts it
	StandAgreed   Standing = "agreed"   // different speakers give one answer
)

// Standings lists every standing, what is contested most first.
var Standings = []Standing{StandDisputed, StandDenied, StandShifted, StandConceded, StandUpdated, StandAgreed}

// Question is one thing to which statements of a story give answers: a yes-no
// proposition, or one slot of one happening. Statements stand against each other
// only by way of a question that both answer.
type Question struct {
	// ID derives from the slot and the first statement, so it lasts as long as
	// the text in which that statement stands.
	ID    QuestionID
	Story StoryID
	// Text is the question in words: "How many people were killed?".
	Text       string
	Slot       Slot
	Status     Standing
	Confidence float64 // 0 to 1: that the statements answer one question, and stand as Status says
	// Event is the happening that is asked about, by its lasting identifier; empty
	// where the question is about none.
	Event   EventID
	Answers []Answer // in the order in which they were first given
	Why     []string // what the answers were joined and set apart by, in words
}

// Answer is one value of a slot, with who gives it.
type Answer struct {
	Text string // "yes", "no", "at least twelve"
	// Speakers counts persons and bodies: a spokesman and his ministry are one.
	Speakers int
	// Origins counts whom the words go back to: ten prints of one wire are one.
	Origins    int
	Statements []Statement // by when they were said
}

// Statement is what a speaker, or a paper in its own voice, says to a question.
type Statement struct {
	Article ArticleID
	Version VersionID
	Claim   ClaimID // lasting; empty for the paper's own voice
	Span    Span    // in the version's text
	// Points is Span in code points, for JSON. Whoever keeps or shows a question
	// sets it; finders leave it zero.
	Points  Span
	Text    string
	Speaker ActorID // lasting; empty where the ledger gives none
	Name    string  // who speaks, for people; the outlet for its own voice
	For     ActorID // whom a spokesperson speaks for
	Party   bool    // the speaker is a party to what is asked
	Said    Date
	Origin  string // who the words go back to, for people: a speaker, an agency, an outlet
	// Denies is what the statement denies: a lasting claim or event; empty for nothing.
	Denies string
}
