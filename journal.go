package sayso

import (
	"context"
	"time"
)

// Journal tells what has changed in the ledger, one entry for each change, in
// the order of the changes. A write makes its entries together with the change:
// the ledger and its journal never differ. A write that changes nothing makes no
// entry.
type Journal interface {
	// JournalAfter lists the entries with a number above after, the lowest number
	// first, at most limit of them; DefaultLimit where limit is 0. Numbers rise
	// by one from entry to entry.
	JournalAfter(ctx context.Context, after int64, limit int) ([]Entry, error)
	// JournalEnd returns the number of the newest entry, 0 where there is none.
	// It costs next to nothing.
	JournalEnd(ctx context.Context) (int64, error)
	// JournalBefore returns the number of the last entry that was made before t,
	// 0 where there is none: what follows it was made then or later.
	JournalBefore(ctx context.Context, t time.Time) (int64, error)

	// Look records that somebody has looked at all entries up to a number. Each
	// person has a number of their own, by their name.
	Look(ctx context.Context, who string, n int64) error
	// Looked returns the number that Look recorded, 0 where there is none.
	Looked(ctx context.Context, who string) (int64, error)
}

// EntryKind is what an entry of the journal tells.
type EntryKind string

const (
	// Article.
	ArticleEntry EntryKind = "article" // an article came in
	// Article and Version.
	VersionEntry EntryKind = "version" // a version of an article came in, the first one too, or was put back
	// Article, Version and Claim.
	ClaimEntry        EntryKind = "claim"         // a claim came in
	ClaimChangedEntry EntryKind = "claim-changed" // another reading, or an analyst, has it otherwise
	ClaimGoneEntry    EntryKind = "claim-gone"    // another reading, or an analyst, has it no more
	// Event; Article, Version and Mention where one article is the cause.
	EventEntry        EntryKind = "event"         // an event that nobody told of before
	EventJoinedEntry  EntryKind = "event-joined"  // an article tells of it that did not before
	EventChangedEntry EntryKind = "event-changed" // what is told of it has changed
	EventGoneEntry    EntryKind = "event-gone"    // nobody tells of it any more
	// Article and Story.
	StoryEntry        EntryKind = "story"         // an article was placed in a story
	StoryChangedEntry EntryKind = "story-changed" // it was moved to this one
	// Article, that of the first statement, and Question.
	QuestionEntry        EntryKind = "question"         // a question that nothing answered before
	QuestionChangedEntry EntryKind = "question-changed" // its answers, or how they stand to each other, have changed
	QuestionGoneEntry    EntryKind = "question-gone"    // it is not asked any more
	// Judgement, and what it is about: Article, Version and Claim; Actor, with
	// Article for one article; Article; Article, Version and Mention;
	// Article and Claim of the first statement; Article, where it stood, and Version.
	CorrectionEntry EntryKind = "correction" // an analyst said something of a claim
	IdentityEntry   EntryKind = "identity"   // of who an actor is
	RegroupingEntry EntryKind = "regrouping" // of which story an article belongs to
	PartingEntry    EntryKind = "parting"    // of whether a mention tells of its event
	WeighingEntry   EntryKind = "weighing"   // of how two statements stand to each other
	DisowningEntry  EntryKind = "disowning"  // of whose a version is
	// Dossier.
	DossierEntry EntryKind = "dossier" // somebody made, changed or dropped a dossier
	// What the row is of: Article, Version, Claim, Actor, Event, Story or Question.
	MarkEntry EntryKind = "mark" // somebody starred, tagged or saw a row, or took that back
	// None.
	RebuildEntry EntryKind = "rebuild" // all that was read was dropped, to be read anew; what differs then has entries of its own
)

// Entry is one change of a ledger. Which identifiers it has depends on its kind.
type Entry struct {
	N        int64
	At       time.Time
	Kind     EntryKind
	Article  ArticleID
	Version  VersionID
	Claim    ClaimID
	Actor    ActorID
	Event    EventID
	Mention  EventID
	Story    StoryID
	Question QuestionID
	Dossier  DossierID
	// Judgement is the number of a judgement; 0 for none.
	Judgement int64
}
