package sayso

import (
	"context"
	"time"
)

// QuestionLedger returns the questions that were kept with [Asking.Ask].
type QuestionLedger interface {
	// Questions lists questions, the surest first; of equally sure ones the order
	// is that of a digest of their identifiers, whatever came in first.
	Questions(ctx context.Context, q QuestionQuery) (Page[Question], error)
	// Question returns one question. The beginning of an identifier serves too, if
	// no other question begins so. NotFound when there is none; Invalid when
	// several begin so.
	Question(ctx context.Context, id QuestionID) (*Question, error)
}

// QuestionQuery selects questions. Zero fields select all.
type QuestionQuery struct {
	Status []Standing // one of these
	Slot   Slot
	Story  StoryID // as StoryLedger.Story takes it; what leads to no story selects none
	// Article, Claim and Actor select questions with a statement that stands in the
	// article, that is the claim, or whose speaker or principal the actor is.
	Article ArticleID
	Claim   ClaimID
	Actor   ActorID
	Event   EventID
	Place   string  // the name of the place of Event, case aside
	Sure    float64 // of at least this confidence
	// Since selects questions with a statement of an article whose newest version
	// was first read then or later.
	Since time.Time
	// Latest lists those first whose last statement was said last.
	Latest bool
	Paging
}

// Contested lists the standings in which answers differ, by whoever gave them and
// whenever: all but agreed.
var Contested = []Standing{StandDisputed, StandDenied, StandShifted, StandConceded, StandUpdated}

// Asking keeps what is asked of stories. It is apart from Placing: Place, Regroup
// and whatever changes what articles say mark these articles in the same
// transaction, and package story asks the questions of their stories later. When a
// program dies between the two, the articles stay marked, and the next program that
// asks finds them.
type Asking interface {
	// Unasked lists at most limit articles whose story is to be asked about, those
	// that have waited longest first, and the highest mark of the ledger. It lists
	// none while a rebuild has articles to place anew.
	Unasked(ctx context.Context, limit int) (ids []ArticleID, mark int64, err error)
	// Ask replaces all questions with a statement of one of the articles by qs, in
	// one transaction, and takes the marks from the articles. Callers pass all
	// articles of a story, and the mark that Unasked returned before they read
	// them. Ask is Busy, and keeps nothing, when none of the articles has a mark
	// up to that one, or one of them has a later mark: somebody else has asked, or
	// something has changed since. Invalid when a question names none of its
	// parts, has a statement of another article, or comes twice.
	Ask(ctx context.Context, mark int64, about []ArticleID, qs ...Question) error
}
