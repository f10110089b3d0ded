package sayso

import "context"

// Desk records what analysts say: of claims, of actors, of events, of
// stories and of statements. The ledger keeps each judgement beside what was read, never in its
// place. Reading an article again does not undo a judgement, and neither does
// Forget. Each judgement can be taken back. A judgement that its author has made
// already, and that stands, is not recorded twice.
//
// Who says by Seen which judgement was the latest that they knew of overwrites nobody:
// when there is a later one of the same kind about the same subject, nothing is recorded
// and the error is of kind Conflict.
type Desk interface {
	// Correct records a judgement of a claim, in the place of an earlier one of
	// the same claim, and returns the claim's identifier. From then on lists leave
	// a rejected claim out, and show a mended or added claim as it was judged.
	// Withdrawn takes the judgement back and shows the reading again. NotFound
	// when the ledger does not have the claim or the version; Invalid when Is
	// points outside the text.
	Correct(ctx context.Context, c Correction) (ClaimID, error)
	// Corrections lists the corrections that stand, the latest first.
	Corrections(ctx context.Context, p Paging) (Page[Correction], error)

	// Identify records that an actor is another actor, or that it is another
	// actor in one article, and returns the actor that results. Readings that
	// come later follow it too. Undone takes the judgement back. NotFound when
	// the ledger does not have an actor or an article that x names; Invalid when
	// x makes no sense, for example when it merges an actor into itself.
	Identify(ctx context.Context, x Identity) (ActorID, error)
	// Identities lists the identities that stand, newest first: those about one
	// actor, or all when about is "".
	Identities(ctx context.Context, about ActorID, p Paging) (Page[Identity], error)

	// Regroup records which story an article belongs to, in the place of an
	// earlier judgement with the same verdict on the same article, and returns
	// the story in which the article stands then. Undone takes back all
	// judgements of the article. NotFound when the ledger does not have an
	// article that x names, or nothing is to be taken back; Invalid when x
	// changes nothing or makes no sense.
	Regroup(ctx context.Context, x Regrouping) (StoryID, error)
	// Regroupings lists the regroupings that stand, the latest first.
	Regroupings(ctx context.Context, p Paging) (Page[Regrouping], error)

	// Part takes a mention out of the event that it was joined to, or puts it
	// back with Rejoined. NotFound when the ledger does not have the mention.
	Part(ctx context.Context, x Parting) error

	// Weigh records how two statements stand to each other, in the place of an
	// earlier judgement with the same verdict on the same two, whichever is named
	// first, and marks their stories to be asked anew (see Asking). Unweighed takes
	// back all judgements of the two. NotFound when the ledger does not have a claim
	// or an article that x names, or nothing is to be taken back; Invalid when x
	// names a statement by words that do not stand in the article, or one twice.
	Weigh(ctx context.Context, x Weighing) error
	// Weighings lists the weighings that stand, the latest first: those of
	// statements of one article, or all when about is "".
	Weighings(ctx context.Context, about ArticleID, p Paging) (Page[Weighing], error)

	// Disown gives a version to whoever carried it: it becomes an article of theirs, at
	// an address of its own, with its claims, and leaves the article where it stood.
	// There the version that stands highest of the others is the newest, and stories
	// and questions of both are to be made anew. A reading that comes again goes where
	// the version went, unless it comes on a stronger warrant: then it is the
	// publisher's after all. Owned takes the word back; the carrier's article stays,
	// since the carrier did carry the text. What analysts said of the version's claims
	// and mentions stays with them. NotFound when the ledger does not have the version,
	// or nothing is to be taken back; Invalid for the only version of an article, for
	// one that its publisher vouches for, and for an address that is no other.
	Disown(ctx context.Context, x Disowning) error
	// Disownings lists the disownings that stand, the latest first.
	Disownings(ctx context.Context, p Paging) (Page[Disowning], error)

	// History lists all judgements that were ever recorded, the latest first,
	// those that others have replaced or taken back too: those about one claim,
	// actor, article, mention or version, by its identifier, or all when about is "".
	History(ctx context.Context, about string, p Paging) (Page[Judgement], error)
}
