package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
)

func (p *Program) explain() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "explain [FLAG...] CLAIM",
		Short: "Say why a claim was read as it was",
		Long: `Reads the claim's article again and says which rules, words and features led to its
source, cue and content, to its speaker and to its stance, and how sure it is. Numbers
in front are what a ground adds to the model's score for the part; rules have none.

CLAIM is its identifier or the beginning of it, as 'sayso claims' shows it, or words that
only it has.`,
		Example: `  sayso explain clyzc768aysknz5whr`,
		Args:    needs("one CLAIM", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			id, err := findClaim(ctx, led, args[0])
			if err != nil {
				return err
			}
			row, err := led.Claim(ctx, id)
			if err != nil {
				return err
			}
			rec, err := led.Uncorrected(ctx, row.Version)
			if err != nil {
				return err
			}
			an, reasons := extract.New().Why(&rec.Article, row.Origin())
			_, err = fmt.Fprint(p.Stdout, explanation(row, rec, an, reasons))
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}

// explanation lays out reasons, part by part.
func explanation(row *sayso.ClaimRow, rec *sayso.Record, now sayso.Provenance, reasons []sayso.Reason) string {
	var b strings.Builder
	who := speakers(row)
	fmt.Fprintf(&b, "%s %s, by “%s”:\n  %s\n", oneLine(who), row.Stance, oneLine(row.CueText), oneLine(row.ContentText))
	fmt.Fprintf(&b, "read by %s, confidence %.0f %%\n", row.Rule, 100*row.Confidence)
	if x := row.Correction; x != nil {
		fmt.Fprintf(&b, "%s by hand on %s", x.Verdict, x.At.Format("2006-01-02"))
		if x.Note != "" {
			fmt.Fprintf(&b, ": %s", oneLine(x.Note))
		}
		b.WriteString("\n")
	}
	if now != rec.Analysis.Extractor {
		fmt.Fprintf(&b, "the ledger has it from extractor %s; this is what extractor %s makes of it\n", label(rec.Analysis.Extractor), label(now))
	}
	if len(reasons) == 0 {
		b.WriteString("\nthis program does not find the claim by itself\n")
	}
	part := sayso.Part("")
	for _, r := range reasons {
		if r.Part != part {
			part = r.Part
			fmt.Fprintf(&b, "\n%s", part)
			if words := r.Words.In(rec.Article.Text); words != "" && part != sayso.WholePart {
				fmt.Fprintf(&b, " “%s”", shorten(oneLine(words), 70))
			}
			b.WriteString("\n")
		}
		if r.Weight != 0 {
			fmt.Fprintf(&b, "  %+6.1f  %s\n", r.Weight, oneLine(r.Why))
		} else {
			fmt.Fprintf(&b, "          %s\n", oneLine(r.Why))
		}
	}
	return b.String()
}

func label(p sayso.Provenance) string { return strings.TrimSpace(p.Version + " " + p.Model) }

// shorten cuts s to so many characters.
func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
