package sayso

import "context"

// Collecting keeps what people collect and mark for themselves: dossiers of rows, and
// stars, tags and what they have seen. Each change is in the journal. Nothing here asks
// whether the ledger has the rows: what is collected stays when its article is read
// anew.
type Collecting interface {
	// KeepDossier adds a dossier, or changes the note of the one that its owner has under
	// that name. Its pieces stay as they are. Invalid when Validate refuses it; TooLarge
	// beyond MaxDossiers.
	KeepDossier(ctx context.Context, d Dossier) (Change, error)
	// DropDossier forgets a dossier with its pieces. NotFound when there is none.
	DropDossier(ctx context.Context, id DossierID) error
	// Dossier returns a dossier with its pieces. NotFound when there is none.
	Dossier(ctx context.Context, id DossierID) (*Dossier, error)
	// Dossiers lists somebody's dossiers, the latest changed first.
	Dossiers(ctx context.Context, owner string, p Paging) (Page[Dossier], error)
	// Collect puts a row into a dossier, at a place that counts from 1; beyond the end,
	// and for 0, at the end. A row that it holds already is moved there, but stays where
	// it is for 0; its note is replaced, and what it said when it was collected stays.
	// NotFound when there is no such dossier, Invalid when Validate refuses the piece,
	// TooLarge beyond MaxPieces.
	Collect(ctx context.Context, id DossierID, p Piece, place int) (Change, error)
	// Discard takes a row out of a dossier. NotFound when it does not hold it.
	Discard(ctx context.Context, id DossierID, r Ref) error

	// Mark replaces what somebody noted of a row; an empty mark forgets it. Invalid when
	// Validate refuses it, TooLarge beyond MaxMarks.
	Mark(ctx context.Context, m Mark) (Change, error)
	// Marks returns what somebody noted of some rows, in no order. Rows of which nothing
	// is noted are left out. Invalid for more than MaxLimit rows.
	Marks(ctx context.Context, owner string, rows []Ref) ([]Mark, error)
	// Marked lists marks, the latest first.
	Marked(ctx context.Context, q MarkQuery) (Page[Mark], error)
}
