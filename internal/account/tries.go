package account

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// The bounds on tries to sign in: so many at once, and then one each so often. A name
// that many try is slowed for all of them; who has signed in already is not.
const (
	NameTries    = 10
	NameEvery    = time.Minute
	AddressTries = 30
	AddressEvery = 6 * time.Second
)

// slots is how many names and addresses are told apart. Two that share a slot share
// their bound. So memory is bounded, and nobody can have their tries forgotten by trying
// under many names.
const slots = 1 << 15

// Tries counts tries to sign in, by name and by network address.
type Tries struct {
	seed maphash.Seed
	now  func() time.Time

	mu               sync.Mutex
	names, addresses [slots]time.Time // when all tries so far are worked off
}

// NewTries makes one; now is what time it goes by.
func NewTries(now func() time.Time) *Tries { return &Tries{seed: maphash.MakeSeed(), now: now} }

// Take counts one try, and reports how long to wait where there were too many.
func (t *Tries) Take(name string, from netip.Addr) (wait time.Duration) {
	from = from.Unmap().WithZone("")
	if from.Is6() { // whoever has one has a network of them
		if p, err := from.Prefix(64); err == nil {
			from = p.Addr()
		}
	}
	byName, byAddress := &t.names[maphash.String(t.seed, name)%slots], &t.addresses[maphash.Comparable(t.seed, from)%slots]
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	wait = max(late(*byName, now, NameTries, NameEvery), late(*byAddress, now, AddressTries, AddressEvery))
	if wait > 0 {
		return wait
	}
	for at, every := range map[*time.Time]time.Duration{byName: NameEvery, byAddress: AddressEvery} {
		if at.Before(now) {
			*at = now
		}
		*at = at.Add(every)
	}
	return 0
}

// Forgive works off what was counted of a name, whose password was right.
func (t *Tries) Forgive(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names[maphash.String(t.seed, name)%slots] = time.Time{}
}

// late is how long to wait until one more try fits.
func late(until, now time.Time, most int, every time.Duration) time.Duration {
	if until.Before(now) {
		return 0
	}
	return until.Sub(now) - time.Duration(most-1)*every
}
