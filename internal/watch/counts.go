package watch

import "sync/atomic"

// Counts count what a watcher has done since it was made.
type Counts struct {
	polls, unchangedLists, failures          atomic.Int64
	found                                    atomic.Int64
	added, updated, unchanged, retried, lost atomic.Int64
	released                                 atomic.Int64
	bytes                                    atomic.Int64
}

// Tally is a reading of Counts.
type Tally struct {
	Polls     int64 // looks at sources
	Unchanged int64 // of these, answered that nothing had changed
	Failures  int64 // of these, failed
	Found     int64 // items that were new
	// What became of items: articles that were new, that were another version,
	// and that the ledger had; items that will be tried again, and that were
	// given up.
	Added, Updated, Known, Retried, GivenUp int64
	Released                                int64 // articles whose embargo was over, which count in the others too
	Bytes                                   int64 // fetched, decoded
}

// Tally reads the counts.
func (c *Counts) Tally() Tally {
	t := Tally{
		Unchanged: c.unchangedLists.Load(), Failures: c.failures.Load(), Found: c.found.Load(),
		Added: c.added.Load(), Updated: c.updated.Load(), Known: c.unchanged.Load(), Retried: c.retried.Load(), GivenUp: c.lost.Load(),
		Released: c.released.Load(), Bytes: c.bytes.Load(),
	}
	t.Polls = c.polls.Load() // last, so that no part is larger than the whole
	return t
}

// Done is how many articles were read.
func (t Tally) Done() int64 { return t.Added + t.Updated + t.Known }

// Each yields the counts by the names that they have as metrics.
func (c *Counts) Each(yield func(string, int64) bool) {
	t := c.Tally()
	for _, x := range []struct {
		name string
		n    int64
	}{
		{`sayso_looks_total{outcome="listed"}`, t.Polls - t.Unchanged - t.Failures}, {`sayso_looks_total{outcome="unchanged"}`, t.Unchanged}, {`sayso_looks_total{outcome="failed"}`, t.Failures},
		{"sayso_items_found_total", t.Found},
		{`sayso_articles_read_total{change="new"}`, t.Added}, {`sayso_articles_read_total{change="updated"}`, t.Updated}, {`sayso_articles_read_total{change="unchanged"}`, t.Known},
		{"sayso_items_retried_total", t.Retried}, {"sayso_items_given_up_total", t.GivenUp}, {"sayso_released_total", t.Released}, {"sayso_fetched_bytes_total", t.Bytes},
	} {
		if !yield(x.name, x.n) {
			return
		}
	}
}
