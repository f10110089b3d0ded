package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/lease"
	"sayso/postgres"
	"sayso/sqlite"
)

// ledgerKind is one kind of ledger that the program can open.
type ledgerKind struct {
	name   string // what the address of such a ledger begins with
	how    string // how its address is written
	format int    // in which this program writes one
	// begins is what stands behind the name in every address; may be empty.
	begins string
	open   func(ctx context.Context, path string) (sayso.Ledger, error)
	// restore makes one from backups, and check reads one backup through.
	restore func(ctx context.Context, path string, backups ...io.Reader) (sayso.Snapshot, error)
	// exists reports whether there is one, and makes none.
	exists func(ctx context.Context, path string) (bool, error)
	// shown is a path without what is secret in it.
	shown func(path string) string
	check func(ctx context.Context, backup io.Reader) (sayso.Snapshot, error)
	// rows opens a ledger that is copied, and copyTo one that is to be a copy of source;
	// finish makes it a ledger that others can open when it is whole, and closes it.
	rows   func(ctx context.Context, path string) (*sqlite.Ledger, error)
	copyTo func(ctx context.Context, path, source string) (l *sqlite.Ledger, finish func(whole bool) error, err error)
	// shop opens what the workers of a ledger share, whose leases are to hold so long; nil where one program works.
	shop func(ctx context.Context, path string, hold time.Duration) (lease.Shop, error)
}

// ledgerKinds lists every kind of ledger. The first serves where none is named.
func ledgerKinds() []ledgerKind {
	return []ledgerKind{
		{
			name: "sqlite", how: "sqlite:PATH", format: sqlite.Format,
			open: func(ctx context.Context, path string) (sayso.Ledger, error) {
				l, err := sqlite.Open(ctx, path)
				if err != nil {
					return nil, err
				}
				return l, nil
			},
			restore: sqlite.Restore, check: sqlite.CheckBackup,
			exists: func(_ context.Context, path string) (bool, error) {
				_, err := os.Stat(path)
				return !errors.Is(err, os.ErrNotExist), nil // opening it says what else is wrong
			},
			shown: func(path string) string { return path },
			rows:  sqlite.Open,
			copyTo: func(ctx context.Context, path, _ string) (*sqlite.Ledger, func(bool) error, error) {
				return sqlite.CopyTarget(ctx, path)
			},
		},
		{
			name: "postgres", how: "postgres://USER@HOST/DATABASE", format: sqlite.Format, begins: "//",
			open: func(ctx context.Context, path string) (sayso.Ledger, error) {
				l, err := postgres.Open(ctx, "postgres:"+path)
				if err != nil {
					return nil, err
				}
				return l, nil
			},
			restore: func(ctx context.Context, path string, backups ...io.Reader) (sayso.Snapshot, error) {
				return postgres.Restore(ctx, "postgres:"+path, backups...)
			},
			check:  sqlite.CheckBackup,
			exists: func(ctx context.Context, path string) (bool, error) { return postgres.Exists(ctx, "postgres:"+path) },
			shown:  func(path string) string { return postgres.Shown("postgres:" + path) },
			rows: func(ctx context.Context, path string) (*sqlite.Ledger, error) {
				l, err := postgres.Open(ctx, "postgres:"+path)
				if err != nil {
					return nil, err
				}
				return l.Ledger, nil
			},
			copyTo: func(ctx context.Context, path, source string) (*sqlite.Ledger, func(bool) error, error) {
				return postgres.CopyTarget(ctx, "postgres:"+path, source)
			},
			shop: func(ctx context.Context, path string, hold time.Duration) (lease.Shop, error) {
				s, err := postgres.OpenShop(ctx, "postgres:"+path, hold)
				if err != nil {
					return nil, err
				}
				return s, nil
			},
		},
	}
}

// open opens the ledger of a kind at a path, and makes it where there is none.
func (p *Program) open(ctx context.Context, kind ledgerKind, path string) (sayso.Ledger, error) {
	led, err := kind.open(ctx, path)
	if kind.shop != nil {
		p.alone = aloneIn(kind, path)
	}
	if err == nil && p.Wrap != nil {
		led = p.Wrap(led)
	}
	return led, err
}

// advise says what to do about an error of a kind, where it does not say so
// itself: a ledger knows what is missing, and not which command lists it.
func advise(err error, kind sayso.Kind, advice string) error {
	e, ok := errors.AsType[*sayso.Error](err)
	if !ok || sayso.KindOf(err) != kind || e.Advice != "" {
		return err
	}
	with := *e
	return with.Advise(advice)
}

// ledgerFlag adds --ledger.
func ledgerFlag(c *cobra.Command, at *string) {
	c.Flags().StringVar(at, "ledger", "", "the ledger, as `sqlite:PATH` or postgres://USER@HOST/DATABASE; else what SAYSO_LEDGER says, else sayso/ledger.db in your data folder")
}

// ledgerPath resolves which ledger is meant: the flag, the environment, the
// user's data folder (XDG Base Directory Specification).
func (p *Program) ledgerPath(flag string) (ledgerKind, string, error) {
	kinds := ledgerKinds()
	said, at := "--ledger", flag
	if at == "" {
		said, at = "SAYSO_LEDGER", p.Env("SAYSO_LEDGER")
	}
	if at == "" {
		data := p.Env("XDG_DATA_HOME")
		if !filepath.IsAbs(data) {
			home := p.Env("HOME")
			if home == "" {
				return ledgerKind{}, "", usage{errors.New("no home folder is known; name the ledger with --ledger sqlite:PATH")}
			}
			data = filepath.Join(home, ".local", "share")
		}
		return kinds[0], filepath.Join(data, "sayso", "ledger.db"), nil
	}
	return p.ledgerNamed(said, at)
}

// ledgerNamed resolves a ledger by its address; said is where it was given.
func (p *Program) ledgerNamed(said, at string) (ledgerKind, string, error) {
	kinds := ledgerKinds()
	name, path, _ := strings.Cut(at, ":")
	i := slices.IndexFunc(kinds, func(k ledgerKind) bool { return k.name == name })
	if i < 0 || path == "" || !strings.HasPrefix(path, kinds[i].begins) {
		var hows []string
		for _, k := range kinds {
			hows = append(hows, k.how)
		}
		return ledgerKind{}, "", usage{fmt.Errorf("%s is %q; write it as %s", said, at, strings.Join(hows, " or "))}
	}
	return kinds[i], path, nil
}

// openLedger opens the ledger that a command writes to; it is made where
// there is none.
func (p *Program) openLedger(ctx context.Context, flag string) (sayso.Ledger, error) {
	kind, path, err := p.ledgerPath(flag)
	if err != nil {
		return nil, err
	}
	led, err := p.open(ctx, kind, path)
	if err != nil {
		return nil, err
	}
	if err := led.MayWrite(ctx); err != nil { // before work is done for it
		led.Close()
		return nil, err
	}
	return led, nil
}

// openExisting opens the ledger that a command asks; asking makes none.
func (p *Program) openExisting(ctx context.Context, flag string) (sayso.Ledger, error) {
	kind, path, err := p.ledgerPath(flag)
	if err != nil {
		return nil, err
	}
	if is, err := kind.exists(ctx, path); err != nil {
		return nil, err
	} else if !is {
		return nil, sayso.Errorf("open ledger", kind.shown(path), sayso.NotFound, "there is none yet").Advise("fill it with: sayso read PATH")
	}
	return p.open(ctx, kind, path)
}
