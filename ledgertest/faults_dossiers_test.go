package ledgertest

import (
	"context"
	"strings"

	"sayso"
)

// Faults of dossiers and marks.
func dossierFaults() []fault {
	return []fault{
		{"anybody's dossiers are everybody's", "Dossiers/Keep", func(l sayso.Ledger) sayso.Ledger { return oneDossierOwner{l} }},
		{"rows stand in the order in which they came", "Dossiers/Collect", func(l sayso.Ledger) sayso.Ledger { return neverMoves{l} }},
		{"collecting again forgets what was said", "Dossiers/Collect", func(l sayso.Ledger) sayso.Ledger { return collectsAnew{l} }},
		{"a statement is its claim", "Dossiers/Collect", func(l sayso.Ledger) sayso.Ledger { return statementIsClaim{l} }},
		{"a new dossier finds the old pieces", "Dossiers/Keep", func(l sayso.Ledger) sayso.Ledger { return neverDrops{l} }},
		{"a tag is found by its beginning", "Dossiers/Marks", func(l sayso.Ledger) sayso.Ledger { return tagsBegin{l} }},
		{"marks are everybody's", "Dossiers/Marks", func(l sayso.Ledger) sayso.Ledger { return oneMarker{l} }},
		{"a mark keeps what it had", "Dossiers/Marks", func(l sayso.Ledger) sayso.Ledger { return keepsMarks{l} }},
		{"what changes nothing is entered", "Dossiers/Journal", func(l sayso.Ledger) sayso.Ledger { return marksTwice{l} }},
	}
}

type oneDossierOwner struct{ sayso.Ledger }

func (l oneDossierOwner) KeepDossier(ctx context.Context, d sayso.Dossier) (sayso.Change, error) {
	d.Owner = ""
	return l.Ledger.KeepDossier(ctx, d)
}

type neverMoves struct{ sayso.Ledger }

func (l neverMoves) Collect(ctx context.Context, id sayso.DossierID, p sayso.Piece, _ int) (sayso.Change, error) {
	return l.Ledger.Collect(ctx, id, p, 0)
}

type collectsAnew struct{ sayso.Ledger }

func (l collectsAnew) Collect(ctx context.Context, id sayso.DossierID, p sayso.Piece, place int) (sayso.Change, error) {
	d, err := l.Dossier(ctx, id)
	if err == nil {
		for i, x := range d.Pieces {
			if x.Ref == p.Ref && place == 0 && x.Note != p.Note {
				if err := l.Discard(ctx, id, p.Ref); err != nil {
					return "", err
				}
				_, err := l.Ledger.Collect(ctx, id, p, i+1)
				return sayso.Updated, err
			}
		}
	}
	return l.Ledger.Collect(ctx, id, p, place)
}

type statementIsClaim struct{ sayso.Ledger }

func (l statementIsClaim) Collect(ctx context.Context, id sayso.DossierID, p sayso.Piece, place int) (sayso.Change, error) {
	if p.Kind == sayso.StatementRef {
		p.Kind = sayso.ClaimRef
	}
	return l.Ledger.Collect(ctx, id, p, place)
}

type neverDrops struct{ sayso.Ledger }

func (l neverDrops) DropDossier(ctx context.Context, id sayso.DossierID) error {
	_, err := l.Dossier(ctx, id)
	return err
}

type tagsBegin struct{ sayso.Ledger }

func (l tagsBegin) Marked(ctx context.Context, q sayso.MarkQuery) (sayso.Page[sayso.Mark], error) {
	tag := q.Tag
	q.Tag = ""
	page, err := l.Ledger.Marked(ctx, q)
	var left []sayso.Mark
	for _, m := range page.Items {
		if tag == "" || strings.Contains(strings.Join(m.Tags, "\n"), tag) {
			left = append(left, m)
		}
	}
	page.Items = left
	return page, err
}

type oneMarker struct{ sayso.Ledger }

func (l oneMarker) Mark(ctx context.Context, m sayso.Mark) (sayso.Change, error) {
	m.Owner = ""
	return l.Ledger.Mark(ctx, m)
}

type keepsMarks struct{ sayso.Ledger }

func (l keepsMarks) Mark(ctx context.Context, m sayso.Mark) (sayso.Change, error) {
	if had, err := l.Marks(ctx, m.Owner, []sayso.Ref{m.Ref}); err == nil && len(had) > 0 && m.Validate() == nil {
		m.Star = m.Star || had[0].Star
	}
	return l.Ledger.Mark(ctx, m)
}

type marksTwice struct{ sayso.Ledger }

func (l marksTwice) Mark(ctx context.Context, m sayso.Mark) (sayso.Change, error) {
	change, err := l.Ledger.Mark(ctx, m)
	if change == sayso.Unchanged {
		if _, err := l.Ledger.Mark(ctx, sayso.Mark{Owner: m.Owner, Ref: m.Ref}); err != nil {
			return "", err
		}
		_, err = l.Ledger.Mark(ctx, m)
	}
	return change, err
}
