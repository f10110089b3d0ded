// Package lease is what several programs need to share one ledger's work: who may do
// what, until when, and how a ledger sees to it that nobody writes whose time is over.
//
// A lease has a number that no later lease has. A transaction that writes under a lease
// says its number, and the ledger refuses it when another lease of the same thing was
// given since. So a program that was stopped and comes back late writes nothing,
// however long it slept and whatever its clock says: time is told by the database alone.
package lease

import (
	"context"
	"sync/atomic"
	"time"

	"sayso"
)

const (
	// Time is how long a lease holds without being renewed, where its workers say nothing
	// else, and Least how short it may be.
	Time  = 30 * time.Second
	Least = time.Second
	// Attempts is how often something is begun before it is set aside.
	Attempts = 3
	// Gone is when a worker that says nothing is taken for dead.
	Gone = 15 * time.Second
)

// Beat is how often a worker renews leases that hold for d, and says what it does.
func Beat(d time.Duration) time.Duration { return min(2*time.Second, d/5) }

// ErrLost is in the chain of the error of a write whose lease is no longer good.
const ErrLost = sayso.Cause("the lease has passed to another worker")

// Item is something to read.
type Item struct {
	Key  string // names it by what it is: nothing is queued twice
	Name string // for people
	Web  bool   // it must be fetched
	Body []byte
}

// Lease is the right to read one item.
type Lease struct {
	N       int64 // of the item
	Token   int64
	Attempt int // 1 for the first
	Item
}

// Claim is the right to do something that has a name: to ask a source, to join.
type Claim struct {
	Key   string
	Token int64
}

// Queue keeps items until somebody has read them.
type Queue interface {
	// Enqueue adds items and returns how many now wait that did not before. An item that
	// waits is left as it is. One that was done waits again only with again, and one
	// that was set aside always.
	Enqueue(ctx context.Context, again bool, items ...Item) (fresh int, err error)
	// Take leases at most most items that nobody else has, those first that have waited
	// longest; web says whether they are to be those that must be fetched, or the
	// others. An item that was begun before comes alone, so that it can take no other with it. Items that were begun
	// Attempts times, and never ended, are set aside.
	Take(ctx context.Context, worker string, most int, web bool) ([]Lease, error)
	// Keep renews leases and returns those that are still good.
	Keep(ctx context.Context, ls []Lease) ([]Lease, error)
	// Done says that items are read, where no transaction has said so already: see
	// [Fence]. note is what its owner may want to know; may be empty.
	Done(ctx context.Context, note string, ls ...Lease) error
	// Fail says that an item could not be read now, and why. After Attempts, or where
	// final is set, it is set aside.
	Fail(ctx context.Context, l Lease, why string, final bool) error
	// Free gives items back that were not begun.
	Free(ctx context.Context, ls ...Lease) error
	// Left reports whether such items wait or are leased.
	Left(ctx context.Context, web bool) (bool, error)
}

// Claims are what programs share besides items. A claim holds for Time, or until it is
// renewed or dropped.
type Claims interface {
	// Claim takes those names that nobody holds.
	Claim(ctx context.Context, worker string, keys []string) ([]Claim, error)
	// Renew renews claims and returns those that are still good.
	Renew(ctx context.Context, cs []Claim) ([]Claim, error)
	// Drop gives claims back.
	Drop(ctx context.Context, cs ...Claim) error
}

// Turns keep one pace for each host, whoever asks it.
type Turns interface {
	// Turn takes the next turn of a host, and returns how long to wait for it. The turn
	// after it comes delay later.
	Turn(ctx context.Context, host string, delay time.Duration) (wait time.Duration, err error)
	// Hold leaves a host alone for a while.
	Hold(ctx context.Context, host string, d time.Duration) error
}

// Joiner lets one program at a time put articles into stories.
type Joiner interface {
	// Join takes the part, where nobody has it or whoever has it has stalled. hold is
	// nil where somebody else has it.
	Join(ctx context.Context, worker string) (hold *Hold, err error)
}

// Hold is a part that a program has.
type Hold struct {
	Claim Claim
	// Beat renews it; an error says that it is lost.
	Beat func(context.Context) error
	End  func()
}

// Worker is what one worker says of itself.
type Worker struct {
	Name    string // of the machine, the process and a random part
	Version string // of the extractor
	Started time.Time
	Seen    time.Time // when it last said so
	Joiner  bool
	Doing   string
	Reading int // items that it holds
	Counters
	Trouble string // the last thing that went wrong
}

// Counters count what a worker has done since it started.
type Counters struct {
	Done, Failed, Lost int64 // items
	Articles           int64
	Bytes              int64
	Polls              int64 // looks at sources
	Placed             int64 // articles
}

// Aside is an item that was given up.
type Aside struct {
	Name     string
	Why      string
	At       time.Time
	Attempts int
}

// State is who works on what, how far behind, and what failed.
type State struct {
	Workers []Worker
	// Waiting items nobody has; Leased ones somebody has; Settled were read in the last
	// day. Oldest is since when the first of those waits that are not done.
	Waiting, Leased, Settled, Aside int
	Oldest                          time.Time
	// Unplaced articles wait for a story.
	Unplaced int
	Now      time.Time // by the database
	Latest   []Aside   // the latest that were set aside, at most MaxAside
}

// MaxAside is how many items that were set aside State lists.
const MaxAside = 50

// Board is where workers say what they do.
type Board interface {
	Say(ctx context.Context, w Worker) error
	// Leave takes a worker off the board.
	Leave(ctx context.Context, name string) error
	State(ctx context.Context) (State, error)
	// Clock is what the database's clock says.
	Clock(ctx context.Context) (time.Time, error)
	// Forget drops what was done long ago.
	Forget(ctx context.Context) error
}

// Shop is all that workers share.
type Shop interface {
	Queue
	Claims
	Turns
	Joiner
	Board
	Close() error
}

// Fence guards the transactions of a context by leases and claims, and does items with
// the first of them that is kept.
type Fence struct {
	Leases []Lease
	Claims []Claim
	Done   []Lease // some of Leases
	did    atomic.Bool
}

// Did reports whether a transaction was kept that has done the items.
func (f *Fence) Did() bool { return f.did.Load() }

// Kept is called by a ledger when a transaction is kept.
func (f *Fence) Kept() { f.did.Store(len(f.Done) > 0) }

type fenced struct{}

// Under returns a context whose transactions f guards.
func Under(ctx context.Context, f *Fence) context.Context { return context.WithValue(ctx, fenced{}, f) }

// Of returns what guards a context; nil where nothing does.
func Of(ctx context.Context) *Fence {
	f, _ := ctx.Value(fenced{}).(*Fence)
	return f
}
