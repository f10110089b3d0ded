package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/story"
)

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // some inputs failed, or the work could not be done
	exitUsage  = 2 // the command line is off
	exitGrave  = 3 // a draft was checked, and there is something to look at
)

// Program is the whole program as a value: what it reads, writes and asks of
// its surroundings. Tests boot it without a process.
type Program struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Env            func(string) string
	User           string                 // who runs the program; empty when unknown
	Terminal       func() (out, err bool) // whether each is a terminal; nil means neither
	Width          func() int             // columns of the terminal; nil or 0 means unknown
	// Clock is what watching and embargoes go by; the zero value is the machine's.
	Clock fetch.Clock
	// PDF reads PDF documents for all commands; nil makes one for each document.
	PDF *ingest.PDFEngine
	// Find asks the questions of a story; nil means question.Find.
	Find story.Finder
	// Wrap stands around every ledger that a command opens; nil for nothing.
	Wrap func(sayso.Ledger) sayso.Ledger
	// Reading is called with each article before a worker reads it; may be nil.
	Reading func(*sayso.Article)
	// Serving is called with the address once pages are served; may be nil.
	Serving func(url string)

	// alone is set when a ledger is opened that workers share: see aloneIn.
	alone func(context.Context, func(context.Context) error) error
}

// failed is returned by a command that has already said what went wrong.
type failed struct{ n int }

func (f failed) Error() string { return fmt.Sprintf("%d inputs failed", f.n) }

// usage marks an error of the command line.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// Run runs one command line and returns the exit status. When ctx ends, the
// work in hand is ended cleanly.
func (p *Program) Run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var f failed
	var u usage
	var g grave
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		// Whoever reads our output has seen enough: `sayso claims | head`.
		return exitOK
	case errors.As(err, &f):
		return exitFailed
	case errors.As(err, &g):
		return exitGrave
	case errors.As(err, &u):
		p.warn("%v", err)
		return exitUsage
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		p.warn("interrupted")
		return exitFailed
	}
	p.warn("%v", hinted(err))
	var a *ambiguous
	if errors.As(err, &a) {
		fmt.Fprint(p.Stderr, a.list())
	}
	return exitFailed
}

// root builds the command tree. Every command is listed here.
func (p *Program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "sayso",
		Short: "Read news, and keep a ledger of who said what, on whose word",
		Long: `Sayso reads news and keeps a ledger of who said what, on whose word.

It finds every attributed claim in an article: whose words they are, what makes the
link, what was said, how firmly, and who carried it.`,
		Example: `  sayso demo                      look at sample reports in a browser
  sayso analyze article.txt       print what one article puts on record, as JSON
  sayso read articles/            take a folder of articles into your ledger
  sayso claims --speaker brandt   ask who said what`,
		SuggestionsMinimumDistance: 2,
		SilenceErrors:              true,
		SilenceUsage:               true,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			err := fmt.Errorf("there is no command %q", args[0])
			if like := c.SuggestionsFor(args[0]); len(like) > 0 {
				err = fmt.Errorf("%w (did you mean %s?)", err, strings.Join(like, " or "))
			}
			return usage{fmt.Errorf("%w; 'sayso --help' lists them", err)}
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	root.SetUsageTemplate(usageTemplate)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand())
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return hint(c, err) })
	root.AddGroup(
		&cobra.Group{ID: "read", Title: "Read articles:"},
		&cobra.Group{ID: "watch", Title: "Watch sources:"},
		&cobra.Group{ID: "ask", Title: "Ask the ledger:"},
		&cobra.Group{ID: "correct", Title: "Set it right:"},
		&cobra.Group{ID: "serve", Title: "Look at it in a browser:"},
		&cobra.Group{ID: "keep", Title: "Keep it safe:"},
		&cobra.Group{ID: "learn", Title: "Train and measure:"},
		&cobra.Group{ID: "about", Title: "About Sayso:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			c.DisableFlagsInUseLine = true
			c.Flags().SortFlags = false
			root.AddCommand(c)
		}
	}
	add("read", p.analyze(), p.read(), p.release())
	add("watch", p.sources(), p.watch(), p.work(), p.workers())
	add("ask", p.new(), p.follows(), p.claims(), p.search(), p.events(), p.articles(), p.stories(), p.story(), p.timeline(), p.disputes(), p.questions(), p.changes(), p.compareArticles(), p.actors(), p.show(), p.explain(), p.checkDraft(), p.cite(), p.export())
	add("correct", p.correct(), p.corrections(), p.disown(), p.rebuild())
	add("serve", p.demo(), p.serve(), p.mcp())
	add("keep", p.backup(), p.restore(), p.copyLedger(), p.verify(), p.compact())
	add("learn", p.train(), p.eval(), p.compile())
	add("ask", p.dossiers(), p.outlets())
	add("about", p.completion(), p.man(), p.version())
	add("serve", p.users())
	for _, c := range append(root.Commands(), root) {
		c.Flags().BoolP("help", "h", false, "show this help")
	}
	return root
}

// helpCommand is the other way to ask for help.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		GroupID: "about",
		Short:   "Show how to use a command",
		Long:    "Shows what --help shows.",
		Example: "  sayso help read",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return c.Root().Args(c.Root(), args)
			}
			return about.Help()
		},
	}
}

// usageTemplate lays out --help below a command's description: how it is
// called, examples, flags.
const usageTemplate = `Usage:
  {{if and .HasAvailableSubCommands (not .HasParent)}}{{.CommandPath}} COMMAND [FLAG...] [ARGUMENT...]{{else}}{{.UseLine}}{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if and .HasAvailableSubCommands (not .HasParent)}}{{$commands := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $commands}}{{if eq .GroupID $group.ID}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}

'{{.CommandPath}} COMMAND --help' says more about each.{{else}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}
`

// hint makes err an error of the command line that says where help is.
func hint(c *cobra.Command, err error) error {
	return usage{fmt.Errorf("%w; '%s --help' shows how to use it", err, c.CommandPath())}
}

// needs wants at least one argument, and at most max where that is not 0.
func needs(what string, max int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return hint(c, fmt.Errorf("%s needs %s", c.Name(), what))
		case max > 0 && len(args) > max:
			return hint(c, fmt.Errorf("%s takes %s and no more: %q is too much", c.Name(), what, args[max]))
		}
		return nil
	}
}

// none wants no argument.
func none(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return hint(c, fmt.Errorf("%s takes no argument, but %q was given", c.Name(), args[0]))
	}
	return nil
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

// columns is how wide the terminal that standard output is is; 0 when it is
// none.
func (p *Program) columns() int {
	if p.Width == nil || !p.outTerminal() {
		return 0
	}
	return max(p.Width(), 0)
}

// colour reports whether output may be coloured (no-color.org).
func (p *Program) colour() bool {
	return p.outTerminal() && p.Env("NO_COLOR") == "" && p.Env("TERM") != "dumb"
}

// warn says one line on standard error.
func (p *Program) warn(format string, args ...any) {
	fmt.Fprintln(p.Stderr, "sayso: "+oneLine(fmt.Sprintf(format, args...)))
}
