package account

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sayso"
)

// cheap spends next to nothing, so that tests are quick.
var cheap = Cost{Memory: 64, Passes: 1, Threads: 1}

const phrase = "four blue ferries"

func TestPasswords(t *testing.T) {
	ctx := t.Context()
	p := NewPasswords(cheap)
	a, err := p.Hash(ctx, phrase)
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Hash(ctx, phrase)
	if err != nil || a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") || strings.Contains(a, phrase) {
		t.Fatalf("%q and %q, %v", a, b, err)
	}
	for _, x := range []struct {
		kept, said string
		ok         bool
	}{{a, phrase, true}, {b, phrase, true}, {a, phrase + " ", false}, {a, "", false}, {"", phrase, false}, {"", "", false}, {a, strings.Repeat("x", MaxPassword+1), false}, {p.nobody, "", false}} {
		if ok, _, err := p.Check(ctx, x.kept, x.said); ok != x.ok || err != nil {
			t.Errorf("%q against %q: %v, %v", x.said, x.kept, ok, err)
		}
	}
	dearer := NewPasswords(Cost{Memory: 128, Passes: 1, Threads: 1})
	if ok, stale, err := dearer.Check(ctx, a, phrase); !ok || !stale || err != nil {
		t.Errorf("another cost: %v, %v, %v", ok, stale, err)
	}
	for _, bad := range []string{"x", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAA", "$argon2id$v=18$m=64,t=1,p=1$AAAAAAAAAAA$AAAA", "$argon2id$v=19$m=4294967295,t=1,p=1$AAAAAAAAAAA$AAAA", "$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAA$AAAA", strings.TrimSuffix(a, a[len(a)-4:])} {
		if _, _, err := p.Check(ctx, bad, phrase); sayso.KindOf(err) != sayso.Damaged {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "short", strings.Repeat("é", MinPassword-1), strings.Repeat("x", MaxPassword+1), "\xff" + phrase} {
		if _, err := p.Hash(ctx, bad); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	p.slots <- struct{}{}
	p.slots <- struct{}{}
	if _, err := p.Hash(gone, phrase); sayso.KindOf(err) != sayso.Cancelled {
		t.Errorf("%v", err)
	}
}

// TestNobodyCostsTheSame wants a name that has no password to cost what one has that
// does: the same work is done for both.
func TestNobodyCostsTheSame(t *testing.T) {
	p := NewPasswords(DefaultCost)
	cost, salt, hash, err := decode(p.nobody)
	if err != nil || cost != DefaultCost || len(salt) != saltSize || len(hash) != hashSize {
		t.Errorf("%+v, %v", cost, err)
	}
}

func TestTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := NewTries(time.Now)
		here, there := netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("2001:db8:1:2:3::4")
		for i := range NameTries {
			if wait := tries.Take("ada", here); wait > 0 {
				t.Errorf("try %d waits %s", i, wait)
			}
		}
		if wait := tries.Take("ada", there); wait != NameEvery {
			t.Errorf("from elsewhere: %s", wait)
		}
		if wait := tries.Take("bea", here); wait > 0 {
			t.Errorf("another name: %s", wait)
		}
		time.Sleep(NameEvery)
		if wait := tries.Take("ada", here); wait > 0 {
			t.Errorf("a minute later: %s", wait)
		}
		if wait := tries.Take("ada", here); wait <= 0 {
			t.Error("only one more")
		}
		tries.Forgive("ada")
		if wait := tries.Take("ada", here); wait > 0 {
			t.Errorf("whose password was right: %s", wait)
		}
		for i := range AddressTries { // of one network
			at := netip.MustParseAddr(fmt.Sprintf("2001:db8:1:2:%x::1", i+1))
			if wait := tries.Take(fmt.Sprint("name", i), at); wait > 0 {
				t.Errorf("try %d waits %s", i, wait)
			}
		}
		if wait := tries.Take("another", there); wait != AddressEvery {
			t.Errorf("names in turn: %s", wait)
		}
		if wait := tries.Take("another", netip.MustParseAddr("2001:db8:1:3::4")); wait > 0 {
			t.Errorf("the network beside: %s", wait)
		}
	})
}

func TestNewKey(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		k := NewKey()
		if len(k) != 43 || seen[k] || strings.ContainsAny(k, "/+=%") {
			t.Fatal(k)
		}
		seen[k] = true
	}
}
