package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/sqlite"
)

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // some inputs failed, or the work could not be done
	exitUsage  = 2 // the command line is off
)

// Program is the whole program as a value: what it reads, writes and asks of
// its surroundings. Tests boot it without a process.
type Program struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            func(string) string
	Terminal       func() (out, err bool) // whether each is a terminal; nil means neither
	Width          func() int             // columns of the terminal; nil or 0 means unknown
	// Serving is called with the address once pages are served; may be nil.
	Serving func(url string)
}

// failed is returned by a command that has already said what went wrong.
type failed struct{ n int }

func (f failed) Error() string { return fmt.Sprintf("%d inputs failed", f.n) }

// usage marks an error of the command line.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Run runs one command line and returns the exit status.
func (p *Program) Run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var f failed
	var u usage
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		// Whoever reads our output has seen enough: `sayso claims | head`.
		return exitOK
	case errors.As(err, &f):
		return exitFailed
	case errors.As(err, &u):
		fmt.Fprintf(p.Stderr, "sayso: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(p.Stderr, "sayso: %v\n", err)
	return exitFailed
}

// root builds the command tree. Every command is listed here.
func (p *Program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "sayso",
		Short: "Read news, and keep a ledger of who said what, on whose word",
		Long: `Sayso reads news articles and finds every attributed claim in them: who said it,
by which words, what was said and how firmly, and who carried it.

Try it:

  sayso demo                      look at the sample reports in a browser
  sayso analyze article.txt       print what one article puts on record, as JSON
  sayso read articles/            take a folder of articles into your ledger
  sayso claims --speaker putin    ask who said what`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage{fmt.Errorf("%w\nRun '%s --help' for how to use it.", err, c.CommandPath())}
	})
	root.AddGroup(&cobra.Group{ID: "read", Title: "Read:"}, &cobra.Group{ID: "ask", Title: "Ask the ledger:"}, &cobra.Group{ID: "look", Title: "Look:"}, &cobra.Group{ID: "learn", Title: "Learn and measure:"})
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			c.Args = usageArgs(c.Args)
			root.AddCommand(c)
		}
	}
	add("read", p.analyze(), p.read())
	add("ask", p.claims(), p.articles(), p.actors(), p.search(), p.show())
	add("look", p.demo(), p.serve(), p.version())
	add("learn", p.train(), p.eval())
	return root
}

// usageArgs makes wrong arguments an error of the command line.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return usage{fmt.Errorf("%w\nRun '%s --help' for how to use it.", err, c.CommandPath())}
		}
		return nil
	}
}

// outTerminal reports whether standard output is a terminal.
func (p *Program) outTerminal() bool {
	if p.Terminal == nil {
		return false
	}
	out, _ := p.Terminal()
	return out
}

// errTerminal reports whether standard error is a terminal.
func (p *Program) errTerminal() bool {
	if p.Terminal == nil {
		return false
	}
	_, err := p.Terminal()
	return err
}

// colour reports whether output may be coloured (no-color.org).
func (p *Program) colour() bool {
	return p.outTerminal() && p.Env("NO_COLOR") == "" && p.Env("TERM") != "dumb"
}

// warn says one line on standard error.
func (p *Program) warn(format string, args ...any) {
	fmt.Fprintf(p.Stderr, "sayso: "+format+"\n", args...)
}

// ledgerFlag adds --ledger.
func ledgerFlag(c *cobra.Command, at *string) {
	c.Flags().StringVar(at, "ledger", "", "the ledger, as `sqlite:PATH` (default: SAYSO_LEDGER, else sayso/ledger.db in your data folder)")
}

// ledgerPath resolves where the ledger is: the flag, the environment, the
// user's data folder (XDG Base Directory).
func (p *Program) ledgerPath(flag string) (string, error) {
	at := flag
	if at == "" {
		at = p.Env("SAYSO_LEDGER")
	}
	if at == "" {
		data := p.Env("XDG_DATA_HOME")
		if !filepath.IsAbs(data) {
			home := p.Env("HOME")
			if home == "" {
				return "", usage{errors.New("no home folder is known: name the ledger with --ledger sqlite:PATH")}
			}
			data = filepath.Join(home, ".local", "share")
		}
		return filepath.Join(data, "sayso", "ledger.db"), nil
	}
	path, ok := strings.CutPrefix(at, "sqlite:")
	if !ok || path == "" {
		return "", usage{fmt.Errorf("--ledger %s: write sqlite:PATH", at)}
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
