// Package dossier reads what a dossier holds out of a ledger: each row with the words
// that it rests on, and the citation of each.
package dossier

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/handout"
	"sayso/internal/story"
)

// Ledger is what dossiers are read from.
type Ledger interface {
	handout.Ledger
	sayso.Collecting
}

const (
	// maxQuoted is how many places one row quotes: the others are counted.
	maxQuoted = 30
	// maxPrints is how many claims are looked at for prints of a statement.
	maxPrints = 200
)

// Rows reads the rows of a dossier, in its order, with what its owner noted of them.
func Rows(ctx context.Context, led Ledger, d *sayso.Dossier) ([]export.DossierRow, error) {
	refs := make([]sayso.Ref, len(d.Pieces))
	for i := range d.Pieces {
		refs[i] = d.Pieces[i].Ref
	}
	marks, err := led.Marks(ctx, d.Owner, refs)
	if err != nil {
		return nil, err
	}
	out := make([]export.DossierRow, len(d.Pieces))
	for i := range d.Pieces {
		p := &d.Pieces[i]
		r := export.DossierRow{Place: i + 1, Kind: string(p.Kind), ID: p.ID, Words: p.Words, Note: p.Note, Tags: []string{}, Collected: p.At.UTC().Format(time.RFC3339), Quoted: []export.DossierQuote{}}
		if k := slices.IndexFunc(marks, func(m sayso.Mark) bool { return m.Ref == p.Ref }); k >= 0 {
			r.Star, r.Tags = marks[k].Star, append(r.Tags, marks[k].Tags...)
		}
		err := fill(ctx, led, p.Ref, &r)
		switch {
		case sayso.KindOf(err) == sayso.NotFound:
			r.Gone, r.Title = true, cmp.Or(p.Words, p.ID)
		case err != nil:
			return nil, err
		}
		out[i] = r
	}
	return out, nil
}

// Words are what a row says, for whoever collects it. NotFound when there is none.
func Words(ctx context.Context, led handout.Ledger, ref sayso.Ref) (string, error) {
	if err := ref.Validate(); err != nil {
		return "", err
	}
	var r export.DossierRow
	if err := fill(ctx, led, ref, &r); err != nil {
		return "", err
	}
	s := r.Title
	if len(r.Quoted) == 1 && r.Quoted[0].Words != "" {
		s += ": " + export.Unquoted(r.Quoted[0].Words)
	}
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > sayso.MaxPieceWords {
		s = strings.ToValidUTF8(s[:sayso.MaxPieceWords-len("…")], "") + "…"
	}
	return s, nil
}

// fill reads what a row is, and on which words it rests.
func fill(ctx context.Context, led handout.Ledger, ref sayso.Ref, r *export.DossierRow) error {
	if ref.Kind == sayso.ActorRef {
		a, err := led.Actor(ctx, sayso.ActorID(ref.ID))
		if err != nil {
			return err
		}
		r.Title = a.Name
		if len(a.Roles) > 0 {
			r.Title += ", " + a.Roles[0].Title
			if of := a.Roles[0].Of; of != "" {
				r.Title += ", " + of
			}
		}
		r.Title += fmt.Sprintf(" (claims: %d, articles: %d)", a.Claims, a.Articles)
		return nil
	}
	id, words, own := strings.Cut(ref.ID, ":")
	c, err := handout.Cite(ctx, led, id)
	if err != nil {
		return err
	}
	quotes := c.Quotations
	if ref.Kind == sayso.StatementRef && !own {
		if quotes, err = prints(ctx, led, sayso.ClaimID(id), quotes); err != nil {
			return err
		}
	}
	if own && len(quotes) > 0 {
		quotes[0].Who, quotes[0].Words = "The article itself", words
	}
	r.Title = c.About
	if r.Title == "" && len(quotes) > 0 {
		if r.Title = quotes[0].Who; r.Title == "" {
			x := &quotes[0].Citation
			for _, s := range []*string{x.Title, x.URL, x.Path} {
				if s != nil && r.Title == "" {
					r.Title = *s
				}
			}
		}
	}
	r.Title = cmp.Or(r.Title, ref.ID)
	r.Prints = len(quotes)
	for i := range quotes[:min(len(quotes), maxQuoted)] {
		q := &quotes[i]
		r.Quoted = append(r.Quoted, export.DossierQuote{Who: q.Who, Words: q.Words, Citation: q.Citation})
	}
	r.More = len(quotes) - len(r.Quoted)
	return nil
}

// prints are the places that print a statement in the same words, that of its claim
// first.
func prints(ctx context.Context, led handout.Ledger, id sayso.ClaimID, first []export.Quotation) ([]export.Quotation, error) {
	c, err := led.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	q := sayso.ClaimQuery{Stance: c.Stance, Words: phrase(c.ContentText), Paging: sayso.Paging{Limit: maxPrints}}
	if len(c.Speakers) > 0 {
		q.Actor = c.Speakers[0].ID
	}
	if q.Words == "" {
		return first, nil
	}
	page, err := led.Claims(ctx, q)
	if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
		return first, nil
	} else if err != nil {
		return nil, err
	}
	key := story.SayingKey(c.ContentText, c.Stance)
	out := first
	for _, x := range page.Items {
		if x.ID == id || story.SayingKey(x.ContentText, x.Stance) != key {
			continue
		}
		more, err := handout.Cite(ctx, led, string(x.ID))
		if err != nil {
			return nil, err
		}
		out = append(out, more.Quotations...)
	}
	return out, nil
}

// maxPhrase is how many words of a statement its prints are looked for by.
const maxPhrase = 12

// phrase asks for the first words of a statement, as they stand.
func phrase(content string) string {
	words := strings.FieldsFunc(content, func(r rune) bool { return strings.ContainsRune("\"“”„ \n\t*…", r) })
	if len(words) == 0 {
		return ""
	}
	return `"` + strings.Join(words[:min(len(words), maxPhrase)], " ") + `"`
}

// Write writes a dossier in one of the formats of package export.
func Write(f export.Format, w io.Writer, d *sayso.Dossier, rows []export.DossierRow) error {
	out, err := f.Open(w, export.DossierRows(), export.Options{Title: d.Name})
	if err != nil {
		return err
	}
	if d.Note != "" && f.Kinds != nil {
		if err := out.Write(&export.DossierRow{ID: string(d.ID), Kind: "dossier", Note: d.Note, Collected: d.Made.UTC().Format(time.RFC3339)}); err != nil {
			return err
		}
	}
	for i := range rows {
		if err := out.Write(&rows[i]); err != nil {
			return err
		}
	}
	return out.Close()
}
