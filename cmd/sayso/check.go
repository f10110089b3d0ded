package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/check"
)

// grave is returned by a check that found something to look at, and said so.
type grave struct{ n int }

func (g grave) Error() string { return fmt.Sprintf("%d statements to look at", g.n) }

func (p *Program) checkDraft() *cobra.Command {
	var at, kind, format, published, knowledge string
	var all bool
	c := &cobra.Command{
		Use:   "check [FLAG...] DRAFT|-",
		Short: "Hold the quotations and attributions of a draft against the ledger",
		Long: `Looks for each quotation and attribution of a draft in the ledger, and says of each
whether the ledger has it word by word, altered, or not at all; whether somebody else said
it, or on another day; and whether it was denied, or changed by its publisher, since. It
keeps nothing, and does not ask whether what was said is true.

DRAFT is a text, Markdown, HTML or DOCX file, - is standard input. The exit status is 0
when there is nothing to look at, 3 when there is, 1 when the draft could not be checked,
2 when the command line is off.`,
		Example: `  sayso check draft.docx
  sayso check --published 2023-09-14 draft.md
  sayso check --format json draft.txt | jq '.[] | select(.concerns != [])'`,
		Args: needs("one DRAFT, or - for standard input", 1),
		RunE: func(c *cobra.Command, args []string) error {
			k, err := one("input", kind, ingest.DraftKinds...)
			if err != nil {
				return err
			}
			form, err := one("format", format, "text", "json")
			if err != nil {
				return err
			}
			day := sayso.Date{Time: p.now().UTC().Truncate(24 * time.Hour), DayOnly: true}
			if published != "" {
				if day, err = ingest.ParseDate(published); err != nil {
					return usage{fmt.Errorf("--published: %w", err)}
				}
			}
			own, err := ownTable("read knowledge", knowledge)
			if err != nil {
				return err
			}
			draft, err := p.draft(args[0], k)
			if err != nil {
				return err
			}
			draft.Published = day
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			x, err := extract.NewWith(extract.Options{Reading: extract.Quick, Knowledge: own})
			if err != nil {
				return err
			}
			checker := check.Checker{Ledger: led, Read: x.Extract, Like: likening(led)}
			r, err := checker.Check(ctx, draft)
			if err != nil {
				return err
			}
			return p.sayChecked(r, form == "json", all)
		},
	}
	ledgerFlag(c, &at)
	c.Flags().StringVar(&kind, "input", "auto", "what the draft is: `KIND` is auto, text, markdown, html or docx")
	c.Flags().StringVar(&published, "published", "", "the `DATE` that “on Tuesday” in the draft goes by, such as 2023-09-13; today without it")
	c.Flags().StringVar(&knowledge, "knowledge", "", "a table of your own, `FILE`: actors and places besides those that the program knows")
	c.Flags().StringVar(&format, "format", "text", "how findings are printed: `FORMAT` is text, for people, or json, one array")
	c.Flags().BoolVar(&all, "all", false, "list also what there is nothing to say of")
	return c
}

// draft reads a draft, and what was done to it is said.
func (p *Program) draft(path string, kind ingest.Kind) (*sayso.Article, error) {
	in := p.Stdin
	if path != "-" {
		info, err := os.Stat(path)
		if err == nil && info.IsDir() {
			return nil, sayso.Errorf("read draft", path, sayso.Invalid, "it is a folder").Advise("name one file")
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, sayso.FileError("read draft", path, err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, ingest.DefaultMaxBytes+1))
	if err != nil {
		return nil, sayso.FileError("read draft", path, err)
	}
	parsed, err := ingest.Draft(path, data, kind)
	if err != nil {
		return nil, err
	}
	for _, n := range parsed.Notes {
		p.warn("%s: %s", path, n)
	}
	return &parsed.Article, nil
}

// sayChecked prints what is known of a draft.
func (p *Program) sayChecked(r *check.Report, asJSON, all bool) error {
	if r.Unread != "" {
		p.warn("%s: only its quotations are checked", r.Unread)
	}
	if r.LeftOut > 0 {
		p.warn("%s beyond the first %d are left out (MaxStatements)", plural(r.LeftOut, "statement"), check.MaxStatements)
	}
	out := bufio.NewWriter(p.Stdout)
	rows := r.Rows()
	if asJSON {
		if rows == nil {
			rows = []export.Checked{}
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(rows); err != nil {
			return err
		}
	} else {
		for i := range rows {
			if len(rows[i].Concerns) > 0 || all {
				p.sayFinding(out, &rows[i])
			}
		}
		fmt.Fprintf(out, "%s: %s\n", plural(len(rows), "statement"), tallied(r))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if n := r.Grave(); n > 0 {
		return grave{n}
	}
	return nil
}

// sayFinding prints one finding for people.
func (p *Program) sayFinding(out io.Writer, f *export.Checked) {
	who := ""
	if f.Speaker != nil {
		who = *f.Speaker + ": "
	}
	labels := []string{f.Verdict}
	for _, c := range f.Concerns {
		if c != f.Verdict {
			labels = append(labels, c)
		}
	}
	fmt.Fprintf(out, "line %d  %s\n  %s%s\n", f.Line, strings.Join(labels, ", "), who, p.wordByWord(f))
	for _, why := range f.Why {
		fmt.Fprintf(out, "  · %s\n", oneLine(why))
	}
	if a := f.Article; a != nil {
		from := []string{}
		for _, s := range []*string{a.Outlet, a.Published, a.URL} {
			if s != nil {
				from = append(from, oneLine(*s))
			}
		}
		fmt.Fprintf(out, "  → %s\n", strings.Join(from, ", "))
	}
	fmt.Fprintln(out)
}

// wordByWord shows where a draft and the ledger have other words: [-of the draft-]
// and {+of the ledger+}, as wdiff does.
func (p *Program) wordByWord(f *export.Checked) string {
	var parts []string
	differ := slices.ContainsFunc(f.Words, func(w export.CheckedWords) bool { return w.Draft != w.Ledger })
	if !differ {
		return oneLine(f.Text)
	}
	for _, w := range f.Words {
		if w.Draft == w.Ledger {
			parts = append(parts, w.Draft)
			continue
		}
		if w.Draft != "" {
			parts = append(parts, "[-"+w.Draft+"-]")
		}
		if w.Ledger != "" {
			parts = append(parts, "{+"+w.Ledger+"+}")
		}
	}
	return oneLine(strings.Join(parts, " "))
}

// tallied counts the verdicts and the concerns that are none.
func tallied(r *check.Report) string {
	n := map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		n[string(f.Verdict)]++
		for _, c := range f.Concerns {
			if string(c) != string(f.Verdict) {
				n[string(c)]++
			}
		}
	}
	var parts []string
	for _, v := range []check.Verdict{check.Verbatim, check.Reworded, check.Altered, check.NotFound} {
		parts = append(parts, fmt.Sprintf("%d %s", n[string(v)], v))
	}
	for _, c := range check.Concerns {
		if k := n[string(c)]; k > 0 && c != check.IsAltered && c != check.IsNotFound {
			parts = append(parts, fmt.Sprintf("%d %s", k, c))
		}
	}
	return strings.Join(parts, ", ")
}

// checking checks drafts for the pages, with a reader that is made when first asked for.
func checking(led check.Ledger, like func(context.Context, string) (sayso.Vector, error)) func(context.Context, *sayso.Article) (*check.Report, error) {
	reader := sync.OnceValues(func() (*extract.Extractor, error) { return extract.NewWith(extract.Options{Reading: extract.Quick}) })
	return func(ctx context.Context, draft *sayso.Article) (*check.Report, error) {
		x, err := reader()
		if err != nil {
			return nil, err
		}
		c := check.Checker{Ledger: led, Read: x.Extract, Like: like}
		return c.Check(ctx, draft)
	}
}
