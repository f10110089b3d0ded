package sayso

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// DossierID names a dossier. It derives from its owner and its name. Example: "do…".
type DossierID string

// DeriveDossierID names the dossier that somebody has given a name.
func DeriveDossierID(owner, name string) DossierID {
	return DossierID(DeriveID("do", owner, name))
}

// Dossier is what somebody collects on a matter: rows of the ledger with notes, in an
// order of their own.
type Dossier struct {
	ID DossierID // the ledger derives it
	// Owner is whose it is: the name of an account, or empty for whoever uses the
	// machine.
	Owner         string
	Name          string // of its owner's choice; no two of one owner have the same
	Note          string
	Made, Changed time.Time
	Size          int // how many pieces it has
	// Pieces are what it holds, in its order. Lists of dossiers leave them out.
	Pieces []Piece
}

// Ref names a row of a ledger.
type Ref struct {
	Kind RefKind
	// ID is lasting. Of a statement it is that of a claim, whose prints in the same
	// words belong to it, or an article's, a colon, and what the article says in its own
	// voice.
	ID string
}

// RefKind is what a row is.
type RefKind string

const (
	ClaimRef     RefKind = "claim"
	StatementRef RefKind = "statement"
	EventRef     RefKind = "event"
	QuestionRef  RefKind = "question"
	StoryRef     RefKind = "story"
	ArticleRef   RefKind = "article"
	ActorRef     RefKind = "actor"
)

// RefKinds lists them.
var RefKinds = []RefKind{ClaimRef, StatementRef, EventRef, QuestionRef, StoryRef, ArticleRef, ActorRef}

// prefixes are how identifiers of each kind begin.
var refPrefixes = map[RefKind][]string{
	ClaimRef: {"cl"}, StatementRef: {"cl", "ar"}, EventRef: {"ev", "em"}, QuestionRef: {"qu"}, StoryRef: {"st"}, ArticleRef: {"ar", "ve"}, ActorRef: {"ac"},
}

// RefTo is the row that an identifier names by its first letters.
func RefTo(id string) Ref {
	for _, k := range RefKinds {
		if r := (Ref{k, id}); k != StatementRef && r.Validate() == nil {
			return r
		}
	}
	return Ref{ID: id}
}

// Validate refuses what names no row. It leaves open whether the ledger has it.
func (r Ref) Validate() error {
	const op = "name row"
	switch {
	case !slices.Contains(RefKinds, r.Kind):
		return Errorf(op, r.ID, Invalid, "%q is nothing that is collected", string(r.Kind)).Advise("collect claims, statements, events, questions, stories, articles and actors")
	case len(r.ID) < 3 || len(r.ID) > MaxRef || !slices.Contains(refPrefixes[r.Kind], r.ID[:2]) || !oneLiner(r.ID):
		return Errorf(op, r.ID, Invalid, "it is no identifier of a row (%s) of at most %d bytes (MaxRef)", r.Kind, MaxRef)
	case r.Kind != StatementRef && strings.Trim(r.ID, "0123456789abcdefghijklmnopqrstuvwxyz") != "":
		return Errorf(op, r.ID, Invalid, "it is no identifier")
	}
	return nil
}

// Piece is one row in a dossier.
type Piece struct {
	Ref
	// Words are what the row said when it was collected: what is read anew may say it
	// otherwise, or no more.
	Words string
	Note  string
	At    time.Time // when it was collected
}

// Mark is what somebody noted of a row for themselves.
type Mark struct {
	Owner string
	Ref
	Star bool
	Seen bool
	Tags []string // in the order of letters, each once
	At   time.Time
}

// Empty reports whether nothing is noted.
func (m *Mark) Empty() bool { return !m.Star && !m.Seen && len(m.Tags) == 0 }

// MarkQuery selects marks. Zero fields but Owner select all of theirs.
type MarkQuery struct {
	Owner string
	Kind  RefKind
	Star  bool
	Tag   string
	Paging
}

// Bounds of dossiers and marks.
const (
	// MaxDossiers is how many dossiers one ledger keeps, and MaxPieces how many rows one
	// holds.
	MaxDossiers = 10_000
	MaxPieces   = 2_000
	// MaxMarks is how many rows are marked in one ledger.
	MaxMarks = 1_000_000
	// MaxDossierName, MaxPieceNote, MaxPieceWords, MaxTag and MaxRef are in bytes.
	MaxDossierName = 200
	MaxPieceNote   = 10_000
	MaxPieceWords  = 1_000
	MaxTag         = 60
	MaxRef         = 1_000
	// MaxTags is how many tags one row has.
	MaxTags = 20
)

func oneLiner(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl) && strings.TrimSpace(s) == s
}

// plainNote reports whether a note can be shown: text of several lines.
func plainNote(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

// Validate refuses what is no dossier. It does not look at the pieces.
func (d *Dossier) Validate() error {
	const op = "keep dossier"
	switch {
	case d.Name == "" || len(d.Name) > MaxDossierName || !oneLiner(d.Name):
		return Errorf(op, d.Name, Invalid, "a dossier has a name of one line and at most %d bytes (MaxDossierName)", MaxDossierName)
	case len(d.Owner) > MaxAuthor || !oneLiner(d.Owner):
		return Errorf(op, d.Name, Invalid, "the owner is no name of at most %d bytes (MaxAuthor)", MaxAuthor)
	case len(d.Note) > MaxPieceNote || !plainNote(d.Note):
		return Errorf(op, d.Name, Invalid, "the note is no text of at most %d bytes (MaxPieceNote)", MaxPieceNote)
	}
	return nil
}

// Validate refuses what is no piece.
func (p *Piece) Validate() error {
	const op = "collect"
	switch err := p.Ref.Validate(); {
	case err != nil:
		return err
	case len(p.Words) > MaxPieceWords || !plainNote(p.Words):
		return Errorf(op, p.ID, Invalid, "the words are no text of at most %d bytes (MaxPieceWords)", MaxPieceWords)
	case len(p.Note) > MaxPieceNote || !plainNote(p.Note):
		return Errorf(op, p.ID, Invalid, "the note is no text of at most %d bytes (MaxPieceNote)", MaxPieceNote)
	}
	return nil
}

// Validate refuses what is no mark.
func (m *Mark) Validate() error {
	const op = "mark"
	if err := m.Ref.Validate(); err != nil {
		return err
	}
	if len(m.Owner) > MaxAuthor || !oneLiner(m.Owner) {
		return Errorf(op, m.ID, Invalid, "the owner is no name of at most %d bytes (MaxAuthor)", MaxAuthor)
	}
	if len(m.Tags) > MaxTags {
		return Errorf(op, m.ID, TooLarge, "it has more than %d tags (MaxTags)", MaxTags)
	}
	for _, t := range m.Tags {
		if t == "" || len(t) > MaxTag || !oneLiner(t) || strings.Contains(t, ",") {
			return Errorf(op, m.ID, Invalid, "%q is no tag: one line of at most %d bytes (MaxTag), without a comma", t, MaxTag)
		}
	}
	return nil
}
