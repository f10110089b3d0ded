// Package account is what signing in is made of, without pages and without a ledger:
// keys, passwords, a bound on tries, and providers of OpenID Connect.
package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"sayso"
)

// Bounds of passwords, in bytes.
const (
	MinPassword = 12
	MaxPassword = 256
)

// Cost is what argon2id spends on a password.
type Cost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// DefaultCost is the least that OWASP's Password Storage Cheat Sheet asks for with
// 19 MiB. Tries are bounded besides, and so is how many passwords are worked on at once.
var DefaultCost = Cost{Memory: 19 << 10, Passes: 2, Threads: 1}

// maxCost bounds what a kept password may ask for.
var maxCost = Cost{Memory: 1 << 20, Passes: 20, Threads: 16}

const saltSize, hashSize = 16, 32

// Passwords makes and checks what passwords are held against.
type Passwords struct {
	cost  Cost
	slots chan struct{}
	// nobody is held against the password of a name that has none, so that the answer
	// takes as long.
	nobody string
}

// atOnce is how many passwords are worked on at a time: the others wait.
const atOnce = 2

// NewPasswords makes one that spends so much.
func NewPasswords(c Cost) *Passwords {
	return &Passwords{cost: c, slots: make(chan struct{}, atOnce), nobody: encode(c, make([]byte, saltSize), make([]byte, hashSize))}
}

// CheckPassword refuses what is no password to be set: too short, or longer than is worked on.
func CheckPassword(password string) error {
	switch {
	case len(password) > MaxPassword:
		return sayso.Errorf("set password", "", sayso.Invalid, "it is longer than %d bytes (MaxPassword)", MaxPassword)
	case !utf8.ValidString(password):
		return sayso.Errorf("set password", "", sayso.Invalid, "it is no UTF-8")
	case utf8.RuneCountInString(password) < MinPassword:
		return sayso.Errorf("set password", "", sayso.Invalid, "it is shorter than %d letters (MinPassword)", MinPassword).Advise("take a few words")
	}
	return nil
}

// Hash makes what a password is held against, in the PHC string format.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := CheckPassword(password); err != nil {
		return "", err
	}
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails
	hash, err := p.work(ctx, p.cost, password, salt)
	if err != nil {
		return "", err
	}
	return encode(p.cost, salt, hash), nil
}

// Check reports whether a password is the right one. Where there is nothing to hold it
// against it takes as long and says no. stale says that what is kept was made at another
// cost than would be spent now.
func (p *Passwords) Check(ctx context.Context, kept, password string) (ok, stale bool, err error) {
	there := kept != ""
	if !there {
		kept = p.nobody
	}
	cost, salt, want, err := decode(kept)
	if err != nil {
		return false, false, err
	}
	if len(password) > MaxPassword {
		password, there = "", false // as slow as any, and never right
	}
	got, err := p.work(ctx, cost, password, salt)
	if err != nil {
		return false, false, err
	}
	same := subtle.ConstantTimeCompare(got, want) == 1
	return same && there, cost != p.cost, nil
}

func (p *Passwords) work(ctx context.Context, c Cost, password string, salt []byte) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, sayso.E("check password", "", sayso.Cancelled, ctx.Err())
	}
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Threads, hashSize), nil
}

var b64 = base64.RawStdEncoding

func encode(c Cost, salt, hash []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Threads, b64.EncodeToString(salt), b64.EncodeToString(hash))
}

func decode(kept string) (c Cost, salt, hash []byte, err error) {
	bad := func() (Cost, []byte, []byte, error) {
		return Cost{}, nil, nil, sayso.Errorf("check password", "", sayso.Damaged, "what it is held against is no argon2id of version %d", argon2.Version)
	}
	f := strings.Split(kept, "$")
	var version int
	if len(f) != 6 || f[0] != "" || f[1] != "argon2id" {
		return bad()
	}
	if _, err := fmt.Sscanf(f[2], "v=%d", &version); err != nil || version != argon2.Version {
		return bad()
	}
	if _, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Threads); err != nil {
		return bad()
	}
	if c.Memory > maxCost.Memory || c.Passes > maxCost.Passes || c.Threads > maxCost.Threads || c.Passes == 0 || c.Threads == 0 {
		return bad()
	}
	if salt, err = b64.DecodeString(f[4]); err != nil || len(salt) < 8 || len(salt) > 64 {
		return bad()
	}
	if hash, err = b64.DecodeString(f[5]); err != nil || len(hash) != hashSize {
		return bad()
	}
	return c, salt, hash, nil
}

// NewKey makes a key at random: 32 bytes, as letters that stand in an address.
func NewKey() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
