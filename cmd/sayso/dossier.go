package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/dossier"
	"sayso/web"
)

func (p *Program) dossiers() *cobra.Command {
	var at, format, output, folder string
	names := append([]string{tableFormat}, export.FormatNames(export.ExportsOf(export.DossierRows()))...)
	c := &cobra.Command{
		Use:   "dossier [FLAG...] NAME",
		Short: "Show what you collect on a matter, or save it",
		Long: `Shows a dossier: rows of the ledger in your order, with your notes, the words that each
rests on and their citations. NAME is the name that you gave it, or its identifier or the
beginning of that. The commands below fill it.

With --folder the dossier becomes a folder of pages that opens in a browser without
Sayso and without a server: index.html, and the articles, claims, questions, events and
speakers that it leads to.`,
		Example: `  sayso dossier add 'Harbour strike' cl4k2v8a9x qu16rppjv2 --note 'ask the union'
  sayso dossier 'Harbour strike' --format docx --output strike.docx
  sayso dossier 'Harbour strike' --folder strike/`,
		Args: needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			if _, err := one("format", format, names...); err != nil {
				return err
			}
			if folder != "" && (output != "" || c.Flags().Changed("format")) {
				return usage{errors.New("dossier: --folder goes without --format and --output")}
			}
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			d, err := findDossier(ctx, led, args[0])
			if err != nil {
				return err
			}
			if folder != "" {
				return p.writeFolder(ctx, led, "/dossiers/"+string(d.ID), folder)
			}
			rows, err := dossier.Rows(ctx, led, d)
			if err != nil {
				return err
			}
			if format == tableFormat {
				return p.printDossier(d, rows)
			}
			return p.saveDossier(format, output, d, rows)
		},
	}
	c.Flags().StringVar(&format, "format", tableFormat, "how to print: `FORMAT` is "+words(names))
	c.Flags().StringVar(&output, "output", "", "write to this `FILE`, whole or not at all")
	folderFlag(c, &folder)
	ledgerFlag(c, &at)
	for _, sub := range []*cobra.Command{p.listDossiers(), p.addToDossier(), p.removeFromDossier(), p.markRows(), p.listMarks()} {
		sub.Flags().BoolP("help", "h", false, "show this help")
		sub.Flags().SortFlags = false
		sub.DisableFlagsInUseLine = true
		c.AddCommand(sub)
	}
	return c
}

func folderFlag(c *cobra.Command, folder *string) {
	c.Flags().StringVar(folder, "folder", "", "write pages that open without a server into this new `FOLDER`")
}

// findDossier is the dossier of a name, an identifier, or the beginning of either.
func findDossier(ctx context.Context, led sayso.Collecting, typed string) (*sayso.Dossier, error) {
	for _, id := range []sayso.DossierID{sayso.DeriveDossierID("", typed), sayso.DossierID(typed)} {
		d, err := led.Dossier(ctx, id)
		if err == nil || sayso.KindOf(err) != sayso.NotFound {
			return d, err
		}
	}
	var fit []namesake
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Dossier], error) { return led.Dossiers(ctx, "", pg) }, func(d sayso.Dossier) error {
		if len(typed) >= sayso.MinPrefix && strings.HasPrefix(string(d.ID), typed) || holds(d.Name, typed) {
			fit = append(fit, namesake{string(d.ID), d.Name})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	id, err := pick("dossier", typed, fit)
	if err != nil {
		return nil, advise(err, sayso.NotFound, "'sayso dossier list' lists them; 'sayso dossier add NAME ID' begins one")
	}
	return led.Dossier(ctx, sayso.DossierID(id))
}

// printDossier lays a dossier out for people.
func (p *Program) printDossier(d *sayso.Dossier, rows []export.DossierRow) error {
	w := bufio.NewWriter(p.Stdout)
	v := viewer{colour: p.colour(), width: min(p.columns(), showWidth)}
	line := func(indent int, s string) {
		w.WriteString(strings.Repeat(" ", indent) + v.wrap(oneLine(s), indent) + "\n")
	}
	line(0, d.Name+" ("+string(d.ID)+"), "+plural(d.Size, "row"))
	for l := range strings.Lines(d.Note) {
		line(0, l)
	}
	for i := range rows {
		r := &rows[i]
		w.WriteByte('\n')
		star := ""
		if r.Star {
			star = " ★"
		}
		line(0, fmt.Sprintf("%d  %s  %s%s  %s", r.Place, short(r.ID), r.Kind, star, r.Title))
		for l := range strings.Lines(r.Note) {
			line(3, "note: "+l)
		}
		if len(r.Tags) > 0 {
			line(3, "tags: "+strings.Join(r.Tags, ", "))
		}
		if r.Gone {
			line(3, "no longer in the ledger under this identifier")
		}
		for k := range r.Quoted {
			q := &r.Quoted[k]
			said := ""
			if q.Words != "" {
				said = q.Who + ": “" + export.Unquoted(q.Words) + "”, "
			}
			line(3, said+str(q.Citation.Outlet)+" "+str(q.Citation.Published)+" "+str(q.Citation.Title))
		}
		if r.More > 0 {
			line(3, "and "+strconv.Itoa(r.More)+" more places")
		}
	}
	return w.Flush()
}

// saveDossier writes a dossier as a file.
func (p *Program) saveDossier(format, output string, d *sayso.Dossier, rows []export.DossierRow) error {
	f, err := export.FindExport(format, export.DossierRows())
	if err != nil {
		return err
	}
	if output == "" && f.Binary && p.outTerminal() {
		return usage{fmt.Errorf("dossier: %s is nothing that a terminal shows; write it with --output FILE", f.Name)}
	}
	var b bytes.Buffer
	if err := dossier.Write(f, &b, d, rows); err != nil {
		return err
	}
	if output == "" {
		_, err := p.Stdout.Write(b.Bytes())
		return err
	}
	return saveWhole(output, b.Bytes())
}

// saveWhole writes a file whole or not at all.
func saveWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".sayso-*")
	if err != nil {
		return sayso.E("write", path, sayso.Denied, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return sayso.E("write", path, sayso.Denied, err)
	}
	return nil
}

// writeFolder writes the page at an address, and those that it leads to, into a folder
// that is not there yet: whole or not at all.
func (p *Program) writeFolder(ctx context.Context, led sayso.Ledger, at, folder string) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return sayso.Errorf("write folder", folder, sayso.Invalid, "there is something in it already").Advise("name a new folder")
	}
	parent := filepath.Dir(filepath.Clean(folder))
	half, err := os.MkdirTemp(parent, ".sayso-folder-*")
	if err != nil {
		return sayso.E("write folder", folder, sayso.Denied, err)
	}
	defer os.RemoveAll(half)
	n, err := web.Folder(ctx, web.New(web.Config{Ledger: led, Version: programVersion, Land: land(), Offices: offices()}), at, func(name string, data []byte) error {
		path := filepath.Join(half, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return sayso.E("write folder", folder, sayso.Denied, err)
		}
		return os.WriteFile(path, data, 0o644)
	})
	if err != nil {
		return err
	}
	_ = os.Remove(folder) // an empty one
	if err := errors.Join(os.Chmod(half, 0o755), os.Rename(half, folder)); err != nil {
		return sayso.E("write folder", folder, sayso.Denied, err)
	}
	fmt.Fprintf(p.Stderr, "%s in %s; open %s\n", plural(n, "page"), folder, filepath.Join(folder, "index.html"))
	return nil
}

func (p *Program) listDossiers() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use: "list [FLAG...]", Short: "List your dossiers", Example: "  sayso dossier list", Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			g := grid{columns: []column{{name: "dossier", width: shortID}, {name: "name"}, {name: "rows", width: 5, right: true}, {name: "changed", width: 10, drop: 1}}}
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Dossier], error) { return led.Dossiers(c.Context(), "", pg) }, func(d sayso.Dossier) error {
				g.add([]string{short(d.ID), d.Name, strconv.Itoa(d.Size), d.Changed.Format("2006-01-02")})
				return nil
			})
			return p.printGrid(&g, "no dossiers", err)
		},
	}
	ledgerFlag(c, &at)
	return c
}

// printGrid prints a table, or says that there is nothing.
func (p *Program) printGrid(g *grid, none string, err error) error {
	if err != nil {
		return err
	}
	if len(g.rows) == 0 {
		fmt.Fprintln(p.Stderr, none)
		return nil
	}
	width := p.columns()
	if width == 0 {
		width = fileWidth
	}
	_, err = fmt.Fprint(p.Stdout, g.render(width, p.colour()))
	return err
}

func (p *Program) addToDossier() *cobra.Command {
	var at, note string
	var place int
	var statement bool
	c := &cobra.Command{
		Use:   "add [FLAG...] NAME [ID...]",
		Short: "Put rows into a dossier, or move them, or note something of them",
		Long: `Puts claims, events, questions, stories, articles and actors into a dossier, which is
begun where there is none of that name. A row that it holds already gets the note, and
the place if one is given. Without ID the note is the dossier's own.`,
		Example: `  sayso dossier add 'Harbour strike' cl4k2v8a9x qu16rppjv2
  sayso dossier add 'Harbour strike' cl4k2v8a9x --place 1 --note 'the first to say so'`,
		Args: needs("a NAME", 0),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			if place < 0 {
				return usage{errors.New("dossier add: --place counts from 1")}
			}
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			pieces, err := pieces(ctx, led, args[1:], note, statement)
			if err != nil {
				return err
			}
			d, err := findDossier(ctx, led, args[0])
			if sayso.KindOf(err) == sayso.NotFound {
				d = &sayso.Dossier{ID: sayso.DeriveDossierID("", args[0]), Name: args[0]}
				_, err = led.KeepDossier(ctx, *d)
			}
			if err == nil && len(pieces) == 0 && c.Flags().Changed("note") {
				d.Note = note
				_, err = led.KeepDossier(ctx, *d)
			}
			if err != nil {
				return err
			}
			for i := range pieces {
				at := place
				if at > 0 {
					at += i
				}
				change, err := led.Collect(ctx, d.ID, pieces[i], at)
				if err != nil {
					return err
				}
				fmt.Fprintf(p.Stdout, "%s %s: %s\n", short(pieces[i].ID), change, oneLine(pieces[i].Words))
			}
			return nil
		},
	}
	c.Flags().StringVar(&note, "note", "", "what to note of them, in your `WORDS`")
	c.Flags().IntVar(&place, "place", 0, "at this place, `N` from 1; else at the end, or where they are")
	c.Flags().BoolVar(&statement, "statement", false, "take claims as statements, with all prints of them in the same words")
	ledgerFlag(c, &at)
	return c
}

// pieces are the rows of some identifiers, with what they say.
func pieces(ctx context.Context, led sayso.Ledger, ids []string, note string, statement bool) ([]sayso.Piece, error) {
	var out []sayso.Piece
	for _, typed := range ids {
		ref, err := refTo(ctx, led, typed)
		if err != nil {
			return nil, err
		}
		if statement && ref.Kind == sayso.ClaimRef {
			ref.Kind = sayso.StatementRef
		}
		x := sayso.Piece{Ref: ref, Note: note}
		if x.Words, err = dossier.Words(ctx, led, ref); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// refTo is the row that an identifier or its beginning means, or an actor's name.
func refTo(ctx context.Context, led sayso.Ledger, typed string) (sayso.Ref, error) {
	id, err := wholeID(ctx, led, typed)
	if err != nil {
		return sayso.Ref{}, err
	}
	if ref := sayso.RefTo(id); ref.Kind != "" {
		return ref, nil
	}
	who, err := findActor(ctx, led, typed)
	return sayso.Ref{Kind: sayso.ActorRef, ID: string(who)}, err
}

func (p *Program) removeFromDossier() *cobra.Command {
	var at string
	var all bool
	c := &cobra.Command{
		Use:     "remove [FLAG...] NAME [ID...]",
		Short:   "Take rows out of a dossier, or with --all drop it",
		Long:    "Takes rows out of a dossier. With --all the whole dossier is dropped.",
		Example: "  sayso dossier remove 'Harbour strike' cl4k2v8a9x\n  sayso dossier remove 'Harbour strike' --all",
		Args:    needs("a NAME", 0),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			if all == (len(args) > 1) {
				return hint(c, errors.New("dossier remove: name rows, or give --all"))
			}
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			d, err := findDossier(ctx, led, args[0])
			if err != nil {
				return err
			}
			if all {
				return led.DropDossier(ctx, d.ID)
			}
			for _, typed := range args[1:] {
				n := 0
				for _, x := range d.Pieces {
					if strings.HasPrefix(x.ID, typed) && len(typed) >= sayso.MinPrefix {
						if err := led.Discard(ctx, d.ID, x.Ref); err != nil {
							return err
						}
						n++
					}
				}
				if n == 0 {
					return sayso.Errorf("take out", typed, sayso.NotFound, "the dossier holds none such").Advise("'sayso dossier NAME' lists what it holds")
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&all, "all", false, "drop the whole dossier")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) markRows() *cobra.Command {
	var at string
	var tags []string
	var star, seen, clear bool
	c := &cobra.Command{
		Use:     "mark [FLAG...] ID...",
		Short:   "Star or tag rows, or mark them as seen",
		Long:    "Stars or tags rows of the ledger for yourself, or marks them as seen. What is said\nreplaces what was noted of them before.",
		Example: "  sayso dossier mark cl4k2v8a9x --star --tag quay\n  sayso dossier mark cl4k2v8a9x --clear",
		Args:    needs("an ID", 0),
		RunE: func(c *cobra.Command, args []string) error {
			if clear == (star || seen || len(tags) > 0) {
				return hint(c, errors.New("dossier mark: say --star, --seen or --tag, or --clear alone"))
			}
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			for _, typed := range args {
				ref, err := refTo(c.Context(), led, typed)
				if err != nil {
					return err
				}
				change, err := led.Mark(c.Context(), sayso.Mark{Ref: ref, Star: star, Seen: seen, Tags: tags})
				if err != nil {
					return err
				}
				fmt.Fprintf(p.Stdout, "%s %s\n", ref.ID, change)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&star, "star", false, "star them")
	c.Flags().BoolVar(&seen, "seen", false, "mark them as seen")
	c.Flags().StringSliceVar(&tags, "tag", nil, "tag them with this `TAG`; several with commas between")
	c.Flags().BoolVar(&clear, "clear", false, "forget what was noted of them")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) listMarks() *cobra.Command {
	var at, tag string
	var star bool
	c := &cobra.Command{
		Use: "marks [FLAG...]", Short: "List what you starred and tagged", Example: "  sayso dossier marks --tag quay", Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			g := grid{columns: []column{{name: "row", width: shortID}, {name: "kind", width: 9}, {name: "star", width: 4, drop: 1}, {name: "tags", width: 24}, {name: "words"}}}
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Mark], error) {
				return led.Marked(ctx, sayso.MarkQuery{Star: star, Tag: tag, Paging: pg})
			}, func(m sayso.Mark) error {
				words, err := dossier.Words(ctx, led, m.Ref)
				if sayso.KindOf(err) == sayso.NotFound {
					words, err = "no longer in the ledger", nil
				}
				mark := ""
				if m.Star {
					mark = "★"
				}
				g.add([]string{short(m.ID), string(m.Kind), mark, strings.Join(m.Tags, ", "), words})
				return err
			})
			return p.printGrid(&g, "nothing is marked", err)
		},
	}
	c.Flags().BoolVar(&star, "star", false, "only what is starred")
	c.Flags().StringVar(&tag, "tag", "", "only what is tagged with this `TAG`")
	ledgerFlag(c, &at)
	return c
}
