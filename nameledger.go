package sayso

import "context"

// NameLedger finds lasting identifiers by how they begin: nobody types all of one.
type NameLedger interface {
	// Begins lists at most limit lasting identifiers that begin so, in their order: of
	// articles and their versions, of claims of any version, of actors, of events and of
	// their mentions in newest versions, of stories, of questions and of sources. The
	// first two letters say of which. There are none for fewer than MinPrefix letters,
	// and for what is no beginning of an identifier. Invalid for a limit below 1 or
	// above MaxLimit.
	Begins(ctx context.Context, prefix string, limit int) ([]string, error)
}

// MinPrefix is how many letters of an identifier must be given.
const MinPrefix = 4
