package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/handout"
)

// exporting is the flags that every export takes.
type exporting struct {
	kind      export.Kind
	format    string
	output    string
	partition bool
	limit     int
	ledger    string
	query     handout.Query
}

func (x *exporting) flags(c *cobra.Command) {
	var of []string
	for _, f := range export.ExportsOf(x.kind.Schema) {
		of = append(of, f.Name+" ("+f.About+")")
	}
	c.Flags().StringVar(&x.format, "format", "", "how to write: `FORMAT` is "+words(of))
	c.Flags().StringVar(&x.output, "output", "", "write to this `PATH`, which appears only when all of it is written; else to standard output")
	c.Flags().BoolVar(&x.partition, "partition", false, "make --output a folder with a folder of files for each day of publication, for --format parquet")
	c.Flags().IntVar(&x.limit, "limit", 0, "write at most `N` rows; 0 means all")
	ledgerFlag(c, &x.ledger)
}

func (p *Program) export() *cobra.Command {
	c := &cobra.Command{
		Use:   "export COMMAND [FLAG...]",
		Short: "Write what the ledger knows in the formats of other programs",
		Long: `Writes rows of the ledger as files for other programs: tables, data frames, maps,
annotations, citations, feeds, reports. Each kind of rows has a command, which takes the
filters of its list. Rows are written as they are read, and the same ledger gives the same
bytes. docs/exports.md says which format is for whom.`,
		Example: `  sayso export claims --format csv > claims.csv
  sayso export claims --stance denies --format parquet --output claims --partition
  sayso export events --layout ged --format csv > ged.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return hint(c, fmt.Errorf("%q cannot be exported; choose one of %s", args[0], strings.Join(export.KindNames(), ", ")))
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, kind := range export.Kinds() {
		sub := p.exportKind(kind)
		sub.DisableFlagsInUseLine = true
		sub.Flags().SortFlags = false
		sub.Flags().BoolP("help", "h", false, "show this help")
		c.AddCommand(sub)
	}
	return c
}

// filter is the flags that choose rows of one kind. read turns them into the query
// once the ledger is open.
type filter struct {
	words bool // whether arguments are words to look for
	flags func(*cobra.Command)
	check func(*exporting) error // before the file is begun; nil for nothing
	read  func(ctx context.Context, led sayso.Ledger, x *exporting, words string) error
}

func (p *Program) exportKind(kind export.Kind) *cobra.Command {
	x := &exporting{kind: kind}
	f := p.exportFilter(kind.Name)
	use := kind.Name + " --format FORMAT [FLAG...]"
	if f.words {
		use += " [WORDS...]"
	}
	c := &cobra.Command{
		Use:     use,
		Short:   "Export " + kind.Name + ": a row is " + kind.Schema.About,
		Long:    "Exports " + kind.Name + ". A row is " + kind.Schema.About + ".",
		Example: "  sayso export " + kind.Name + " --format csv > " + kind.Name + ".csv",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 && !f.words {
				return none(c, args)
			}
			return p.runExport(c.Context(), x, f, strings.Join(args, " "))
		},
	}
	f.flags(c)
	x.flags(c)
	return c
}

// exportFilter is how the rows of a kind are chosen: as its list does.
func (p *Program) exportFilter(kind string) filter {
	switch kind {
	case "claims":
		var f claimFilter
		return filter{words: true, flags: f.flags, read: func(ctx context.Context, led sayso.Ledger, x *exporting, words string) (err error) {
			x.query.Claims, err = p.findClaims(ctx, led, &f, words)
			return err
		}}
	case "articles", "mentions", "places":
		var f articleFilter
		return filter{words: true, flags: f.flags, read: func(ctx context.Context, led sayso.Ledger, x *exporting, words string) (err error) {
			x.query.Articles, err = p.findArticles(ctx, led, &f, words)
			return err
		}}
	case "actors":
		var kind string
		return filter{words: true, flags: func(c *cobra.Command) { actorFlags(c, &kind) }, read: func(_ context.Context, _ sayso.Ledger, x *exporting, words string) (err error) {
			x.query.Actors, err = actorQuery(kind, words)
			return err
		}}
	case "events":
		return p.eventExport()
	case "stories":
		var since string
		return filter{flags: func(c *cobra.Command) { sinceFlag(c, &since) }, read: func(ctx context.Context, led sayso.Ledger, x *exporting, _ string) (err error) {
			x.query.Stories.Since, err = p.cameIn(ctx, led, since)
			return err
		}}
	}
	var f questionFlags
	return filter{flags: func(c *cobra.Command) { f.flags(c, "else of any") }, read: func(ctx context.Context, led sayso.Ledger, x *exporting, _ string) (err error) {
		x.query.Questions, err = p.findQuestions(ctx, led, &f, nil)
		return err
	}}
}

// eventExport chooses events. A layout has its own schema, which is set before the
// file is begun.
func (p *Program) eventExport() filter {
	var f eventFilter
	return filter{
		flags: func(c *cobra.Command) { f.chooses(c); f.layoutFlag(c) },
		check: func(x *exporting) error {
			layout, err := f.find()
			x.kind.Schema, x.query.Layout = layout.Schema, &layout
			if layout.Schema.Name == export.Events().Name {
				x.query.Layout = nil
			}
			return err
		},
		read: func(ctx context.Context, led sayso.Ledger, x *exporting, _ string) (err error) {
			x.query.Events, err = p.findEvents(ctx, led, &f)
			return err
		}}
}

// runExport writes one export. The format is checked before the ledger is opened.
func (p *Program) runExport(ctx context.Context, x *exporting, f filter, words string) error {
	if f.check != nil {
		if err := f.check(x); err != nil {
			return err
		}
	}
	w, err := p.exportWriter(x)
	if err != nil {
		return err
	}
	defer w.drop()
	led, err := p.openStories(ctx, x.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	if err := f.read(ctx, led, x, words); err != nil {
		return err
	}
	x.query.Limit = x.limit
	n := 0
	err = handout.Each(ctx, led, x.kind.Name, &x.query, func(row any) error {
		n++
		return w.Write(row)
	})
	if err != nil {
		return err
	}
	if n == 0 {
		fmt.Fprintln(p.Stderr, "no "+x.kind.Name+" match")
	}
	return w.keep()
}

// exportFile is where an export goes. What is written to a path stands beside it
// under another name until keep is called: nothing half-written is ever found
// there.
type exportFile struct {
	export.Writer
	flush      func() error
	discard    func() // what is not written yet
	temp, path string // empty for standard output
}

func (f *exportFile) keep() error {
	if err := f.Close(); err != nil {
		return err
	}
	f.Writer = nil
	if err := f.flush(); err != nil || f.temp == "" {
		return err
	}
	if err := os.Rename(f.temp, f.path); err != nil {
		return sayso.FileError("write", f.path, err)
	}
	f.temp = ""
	return nil
}

// drop leaves nothing of a file that was not kept.
func (f *exportFile) drop() {
	if f.Writer != nil {
		f.discard()
		_ = f.Close() // for what it holds
	}
	if f.temp != "" {
		os.RemoveAll(f.temp)
	}
}

// exportWriter checks the flags and begins the file.
func (p *Program) exportWriter(x *exporting) (*exportFile, error) {
	schema := x.kind.Schema
	known := strings.Join(export.FormatNames(export.ExportsOf(schema)), ", ")
	switch {
	case x.format == "":
		return nil, usage{fmt.Errorf("export %s needs --format; choose one of %s", x.kind.Name, known)}
	case x.limit < 0:
		return nil, usage{errors.New("--limit must not be negative")}
	}
	f, err := export.FindExport(x.format, schema)
	if err != nil {
		return nil, usage{err}
	}
	o := export.Options{Title: "Sayso: " + x.kind.Name}
	if x.partition {
		if f.Name != "parquet" || x.output == "" {
			return nil, usage{errors.New("--partition goes with --format parquet and --output FOLDER")}
		}
		return partitioned(x.output, f, schema, o)
	}
	out, file := p.Stdout, &exportFile{path: x.output}
	closeFile := func() error { return nil }
	if x.output != "" {
		t, err := os.CreateTemp(filepath.Dir(x.output), ".sayso-export-*")
		if err != nil {
			return nil, sayso.FileError("write", x.output, err)
		}
		out, file.temp, closeFile = t, t.Name(), t.Close
	} else if f.Binary && p.outTerminal() {
		return nil, usage{fmt.Errorf("%s is not for a terminal; give --output PATH", f.Name)}
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	file.discard = func() { buffered.Reset(io.Discard) }
	file.flush = func() error {
		if err := buffered.Flush(); err != nil {
			return err
		}
		return closeFile()
	}
	file.Writer, err = f.Open(buffered, schema, o)
	if err != nil {
		file.drop()
	}
	return file, err
}

// partitioned begins a folder of files by day.
func partitioned(path string, f export.Format, s *export.Schema, o export.Options) (*exportFile, error) {
	if _, err := os.Stat(path); err == nil {
		return nil, sayso.Errorf("write", path, sayso.Invalid, "it is there already").Advise("name another folder, or remove it")
	}
	temp, err := os.MkdirTemp(filepath.Dir(path), ".sayso-export-*")
	if err != nil {
		return nil, sayso.FileError("write", path, err)
	}
	create := func(name string) (io.WriteCloser, error) {
		at := filepath.Join(temp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			return nil, err
		}
		return os.Create(at)
	}
	w, err := export.ByDay(create, f, s, o)
	if err != nil {
		os.RemoveAll(temp)
		return nil, usage{err}
	}
	return &exportFile{Writer: w, flush: func() error { return nil }, discard: func() {}, temp: temp, path: path}, nil
}
