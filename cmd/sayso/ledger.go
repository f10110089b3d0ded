package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/sqlite"
)

// ledgerFlag adds --ledger.
func ledgerFlag(c *cobra.Command, at *string) {
	c.Flags().StringVar(at, "ledger", "", "the ledger, as `sqlite:PATH`; else what SAYSO_LEDGER says, else sayso/ledger.db in your data folder")
}

// ledgerPath resolves where the ledger is: the flag, the environment, the
// user's data folder (XDG Base Directory Specification).
func (p *Program) ledgerPath(flag string) (string, error) {
	said, at := "--ledger", flag
	if at == "" {
		said, at = "SAYSO_LEDGER", p.Env("SAYSO_LEDGER")
	}
	if at == "" {
		data := p.Env("XDG_DATA_HOME")
		if !filepath.IsAbs(data) {
			home := p.Env("HOME")
			if home == "" {
				return "", usage{errors.New("no home folder is known; name the ledger with --ledger sqlite:PATH")}
			}
			data = filepath.Join(home, ".local", "share")
		}
		return filepath.Join(data, "sayso", "ledger.db"), nil
	}
	path, ok := strings.CutPrefix(at, "sqlite:")
	if !ok || path == "" {
		return "", usage{fmt.Errorf("%s is %q; write it as sqlite:PATH", said, at)}
	}
	return path, nil
}

// openLedger opens the ledger that a command writes to; it is made where
// there is none.
func (p *Program) openLedger(ctx context.Context, flag string) (sayso.Ledger, error) {
	path, err := p.ledgerPath(flag)
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, path)
}

// openExisting opens the ledger that a command asks; asking makes none.
func (p *Program) openExisting(ctx context.Context, flag string) (sayso.Ledger, error) {
	path, err := p.ledgerPath(flag)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, sayso.Errorf("open ledger", path, sayso.NotFound, "there is none yet").Advise("fill it with: sayso read PATH")
	}
	return sqlite.Open(ctx, path)
}
