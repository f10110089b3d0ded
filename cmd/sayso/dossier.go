package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/dossier"
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
