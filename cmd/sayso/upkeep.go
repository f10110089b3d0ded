package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"sayso"
)

func (p *Program) backup() *cobra.Command {
	var at, since string
	c := &cobra.Command{
		Use:   "backup [FLAG...] FILE",
		Short: "Write a copy of the ledger to a file, while it is used",
		Long: `Writes the ledger, as it is at one moment, to FILE: compressed, and with checksums.
The ledger can be served, read into and corrected meanwhile. With --since only what has
changed since an earlier backup is written; restoring needs that one too. There must be
no FILE yet, and there is one only when it is whole and on the disk.`,
		Example: `  sayso backup monday.backup
  sayso backup --since monday.backup tuesday.backup`,
		Args: needs("one FILE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			var from io.Reader
			if since != "" {
				f, err := os.Open(since)
				if err != nil {
					return sayso.E("back up ledger", since, sayso.Invalid, err)
				}
				defer f.Close()
				from = f
			}
			var s sayso.Snapshot
			err = writeWhole(args[0], func(w io.Writer) error {
				s, err = led.Backup(c.Context(), w, from)
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "backed up: %s of %s, up to entry %d of the journal, as %s\n", megabytes(s.Written), megabytes(s.Bytes), s.Journal, args[0])
			return err
		},
	}
	c.Flags().StringVar(&since, "since", "", "write only what has changed since the backup in `FILE`")
	ledgerFlag(c, &at)
	return c
}

// writeWhole makes a file of what write writes, or none.
func writeWhole(path string, write func(io.Writer) error) error {
	const op = "back up ledger"
	if _, err := os.Lstat(path); err == nil {
		return sayso.Errorf(op, path, sayso.Invalid, "there is a file already").Advise("name another, or move that one away")
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return sayso.E(op, path, fileKind(err), err)
	}
	defer os.Remove(part)
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return sayso.E(op, path, fileKind(err), err)
	}
	if err := os.Rename(part, path); err != nil {
		return sayso.E(op, path, fileKind(err), err)
	}
	return nil
}

func fileKind(err error) sayso.Kind {
	if errors.Is(err, fs.ErrPermission) {
		return sayso.Denied
	}
	return sayso.Invalid
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func (p *Program) restore() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "restore [FLAG...] FILE...",
		Short: "Make a ledger from backups",
		Long: `Makes a ledger from a backup that is whole, and from those that were made since it, in
their order. There must be no ledger yet where it goes. It is there only when all of it
has been read, checked against its checksums, and is on the disk.`,
		Example: `  sayso restore --ledger sqlite:restored.db monday.backup
  sayso restore --ledger sqlite:restored.db monday.backup tuesday.backup`,
		Args: needs("at least one FILE", 0),
		RunE: func(c *cobra.Command, args []string) error {
			kind, path, err := p.ledgerPath(at)
			if err != nil {
				return err
			}
			var in []io.Reader
			for _, name := range args {
				f, err := os.Open(name)
				if err != nil {
					return sayso.E("restore ledger", name, sayso.Invalid, err)
				}
				defer f.Close()
				in = append(in, f)
			}
			s, err := kind.restore(c.Context(), path, in...)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "restored: %s, as it was at %s, entry %d of the journal, to %s\n", megabytes(s.Bytes), minute(s.Made), s.Journal, kind.shown(path))
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) compact() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "compact [FLAG...]",
		Short: "Give space that the ledger no longer needs back to the disk",
		Long: `Writes the ledger anew without the space that is no longer used, which a rebuild leaves
much of. Others can read it meanwhile, and not write. The disk must have room for it twice more.`,
		Example: `  sayso compact`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			r, err := led.Compact(c.Context())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "compacted: %s, before %s\n", megabytes(r.After), megabytes(r.Before))
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) verify() *cobra.Command {
	var at string
	var all bool
	c := &cobra.Command{
		Use:   "verify [FLAG...] [BACKUP...]",
		Short: "Look whether all that the ledger keeps is as it was",
		Long: `Looks through the ledger: its structure, the checksums of the texts, raw inputs and
analyses of all versions, of what waits and of what analysts said, whether spans lie in
their texts, and whether what is derived comes out again, of a sample or with --all of
every version. It lists too what may not be its publisher's: versions at an address that
came by a file or through somebody else, beside others. The ledger can be used meanwhile.

With BACKUP it reads those backups through instead. The exit status is 1 where something
is damaged.`,
		Example: `  sayso verify
  sayso verify --all --ledger sqlite:summit.db
  sayso verify monday.backup tuesday.backup`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return p.verifyBackups(c.Context(), at, args)
			}
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			return p.verifyLedger(c.Context(), led, all)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "make again what is derived from every version")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) verifyBackups(ctx context.Context, at string, names []string) error {
	kind, _, err := p.ledgerPath(at)
	if err != nil {
		return err
	}
	bad := 0
	for _, name := range names {
		err := func() error {
			f, err := os.Open(name)
			if err != nil {
				return sayso.E("check backup", name, sayso.Invalid, err)
			}
			defer f.Close()
			s, err := kind.check(ctx, f)
			if err != nil {
				return named(err, name)
			}
			part := ""
			if s.Since != "" {
				part = fmt.Sprintf(", of which it holds the %s that had changed since another backup", megabytes(s.Written))
			}
			_, err = fmt.Fprintf(p.Stdout, "sound: %s: a ledger of %s, of %s, entry %d of the journal%s\n", name, megabytes(s.Bytes), minute(s.Made), s.Journal, part)
			return err
		}()
		if err != nil {
			bad++
			p.warn("%v", err)
		}
	}
	if bad > 0 {
		return failed{bad}
	}
	return nil
}

// named gives an error the name of the file that it is about.
func named(err error, name string) error {
	e, ok := errors.AsType[*sayso.Error](err)
	if !ok || e.Subject != "" {
		return err
	}
	with := *e
	with.Subject = name
	return &with
}

func (p *Program) verifyLedger(ctx context.Context, led sayso.Ledger, all bool) error {
	derived := 0
	sum, err := led.Verify(ctx, sayso.VerifyOptions{All: all}, func(f sayso.Flaw) error {
		kind := "damaged"
		if f.Derived {
			kind = "derived"
			derived++
		}
		_, err := fmt.Fprintf(p.Stdout, "%s: %s: %s\n", kind, f.Subject, oneLine(f.Words))
		return err
	})
	if err != nil {
		return err
	}
	strangers := 0
	err = p.strangers(ctx, led, func(s stranger) error {
		strangers++
		_, err := fmt.Fprintln(p.Stdout, oneLine(fmt.Sprintf("perhaps another's: %s of %s: it names %q as its outlet", s.VersionID, s.URL, s.Outlet)))
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "%s looked through, %s; what is derived was made again for %s; %s of analysts\n", plural(sum.Versions, "version"), megabytes(sum.Bytes), share(sum), plural(sum.Judgements, "word"))
	if strangers > 0 {
		fmt.Fprintf(p.Stdout, "%s may not be their publisher's: 'sayso disown' gives them to who carried them\n", plural(strangers, "version"))
	}
	switch {
	case sum.Flaws == 0:
		_, err = fmt.Fprintln(p.Stdout, "sound")
		return err
	case sum.Flaws == derived:
		p.warn("%s in what is derived: 'sayso rebuild' makes it anew", plural(sum.Flaws, "flaw"))
	default:
		p.warn("%s: restore a backup, or see docs/operations.md", plural(sum.Flaws, "flaw"))
	}
	return failed{sum.Flaws}
}

// share says for how many versions what is derived was made again.
func share(v sayso.Verified) string {
	if v.Compared == v.Versions {
		return "all"
	}
	return fmt.Sprintf("%d (%.0f %%; --all takes all)", v.Compared, 100*float64(v.Compared)/float64(v.Versions))
}

// tolerable reports whether reading may go on without what could not be written:
// the ledger can only be read, or the disk is full.
func tolerable(err error) bool {
	k := sayso.KindOf(err)
	return k == sayso.Denied || k == sayso.Full
}
