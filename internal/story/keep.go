package story

import (
	"context"
	"slices"
	"sync"

	"sayso"
	"sayso/internal/story/index"
	"sayso/internal/story/question"
)

// Ledger is what stories are told from: articles with what is on record about
// them, and which belong together.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ActorLedger
	sayso.EventLedger
	sayso.StoryLedger
	sayso.QuestionLedger
}

// Shelves are what a Keeper keeps in order.
type Shelves interface {
	sayso.ArticleLedger
	sayso.StoryLedger
	sayso.Placing
	sayso.Asking
	Weighed
}

const (
	// batch is how many articles are placed in one transaction: enough to pay
	// for it, few enough that others who write do not wait long.
	batch = 64
	// chunk is how many placements are read at a time.
	chunk = 2000
	// tries is how often a batch is placed anew after others have placed.
	tries = 5
)

// Keeper places the articles of a ledger as they arrive, and asks the questions of
// the stories that change. It holds an index of
// all of them, which it reads when first needed and keeps up with what other
// programs place. It is safe for concurrent use.
type Keeper struct {
	// Find asks the questions of a story. NewKeeper sets it to question.Find.
	Find Finder

	led Shelves

	mu    sync.Mutex
	fresh bool         // the ledger was seen to have no signatures of an older program
	index *index.Index // nil until it is read
	seq   int64
}

// NewKeeper returns a Keeper of led.
func NewKeeper(led Shelves) *Keeper { return &Keeper{Find: question.Find, led: led} }

// Update places every article that waits, then asks the questions of every story
// that has changed, and returns how many articles it has placed. When it ends early the rest still wait, and another Update goes on: doing it
// twice changes nothing.
func (k *Keeper) Update(ctx context.Context) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.renew(ctx); err != nil {
		return 0, err
	}
	total, again := 0, 0
	for {
		n, err := k.place(ctx)
		switch {
		case err == nil:
			again = 0
		case sayso.KindOf(err) == sayso.Busy && again < tries:
			k.index = nil
			again++
			continue
		default:
			// What was worked out in memory has not been kept.
			k.index = nil
			return total, err
		}
		if total += n; n == 0 {
			return total, k.ask(ctx)
		}
	}
}

// renew lets all articles wait where an older program has placed them, whose
// signatures this one cannot compare.
func (k *Keeper) renew(ctx context.Context) error {
	if k.fresh {
		return nil
	}
	ps, err := k.led.Placed(ctx, 0, batch)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(ps, func(p sayso.Placement) bool { return index.Old(p.Signature) }) {
		if err := k.led.Unplace(ctx); err != nil {
			return err
		}
	}
	k.fresh = true
	return nil
}

// place places one batch.
func (k *Keeper) place(ctx context.Context) (int, error) {
	waiting, err := k.led.Unplaced(ctx, batch)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	if err := k.catchUp(ctx); err != nil {
		return 0, err
	}
	p := newPlacer(k.led, k.index)
	for _, id := range waiting {
		a, version, err := k.led.Text(ctx, id)
		if err != nil {
			return 0, err
		}
		if err := p.place(ctx, a, version); err != nil {
			return 0, err
		}
	}
	changed := make([]sayso.Placement, len(p.changed))
	fresh := make(map[sayso.ArticleID]bool, len(waiting))
	for _, id := range waiting {
		fresh[id] = true
	}
	for i, x := range p.changed {
		changed[i] = *x
		if !fresh[x.Article] {
			changed[i].Signature = nil // its links alone have changed
		}
	}
	seq, err := k.led.Place(ctx, k.seq, changed...)
	if err != nil {
		return 0, err
	}
	if seq != k.seq+int64(len(changed)) {
		k.index = nil // some were outrun by a newer version
	}
	k.seq = seq
	return len(waiting), nil
}

// catchUp brings the index up to the ledger.
func (k *Keeper) catchUp(ctx context.Context) error {
	if k.index == nil || k.index.Stale() {
		k.index, k.seq = index.New(), 0
	}
	type late struct {
		at    index.Place
		links []sayso.StoryLink
	}
	var linked []late
	before := k.seq
	for {
		ps, err := k.led.Placed(ctx, k.seq, chunk)
		if err != nil {
			return err
		}
		for i := range ps {
			p := &ps[i]
			k.seq = p.Seq
			if p.Version == "" {
				k.index.Remove(p.Article)
				continue
			}
			at, err := k.index.Add(p.Article, p.Published, p.Signature)
			if err != nil {
				return err
			}
			for j := range p.Links {
				p.Links[j].Words, p.Links[j].Why = nil, nil
			}
			linked = append(linked, late{at, p.Links})
		}
		if len(ps) < chunk {
			break
		}
	}
	if k.seq == before {
		return nil
	}
	// Links may lead to articles that were placed later.
	for _, x := range linked {
		var copies []index.Copy
		hang := index.Hang{On: index.None}
		for _, l := range x.links {
			switch to := k.index.Find(l.To); {
			case to == index.None:
			case l.Kind == sayso.LikeLink:
				hang = index.Hang{On: to, Score: l.Score}
			default:
				copies = append(copies, index.Copy{To: to, Common: l.Common})
			}
		}
		k.index.SetHang(x.at, hang)
		k.index.SetCopies(x.at, copies)
	}
	k.index.Settle()
	return nil
}
