package sayso

import (
	"context"
	"io"
	"time"
)

// Upkeep keeps a ledger whole.
type Upkeep interface {
	// MayWrite reports why nothing can be written now: Denied where the ledger can
	// only be read, Damaged where its file is no longer the one that was opened.
	// nil means that it can.
	MayWrite(ctx context.Context) error
	// Verify looks through all that the ledger keeps, while others use it, and
	// calls found for each flaw; an error of found ends it. What is kept and can't
	// be made again is looked at whole: the text, the raw input and the analysis of
	// each version, what waits, what analysts said. What is derived from that is
	// made again and compared, for every version with o.All, else for a sample, which
	// may be another one each time.
	Verify(ctx context.Context, o VerifyOptions, found func(Flaw) error) (Verified, error)
	// Backup writes the ledger, as it is at one moment, to w, while others use it.
	// Where since is not nil, it is an earlier backup, and only what has changed
	// since then is written: restoring needs both. Invalid for a since that is no
	// whole backup of this ledger.
	Backup(ctx context.Context, w io.Writer, since io.Reader) (Snapshot, error)
	// Compact gives space that is no longer needed back to the disk. Others cannot
	// write meanwhile.
	Compact(ctx context.Context) (Compacted, error)
}

// VerifyOptions says how much is compared.
type VerifyOptions struct {
	All bool // make again what is derived from every version, not from a sample
}

// Flaw is something that is not as it should be.
type Flaw struct {
	Subject string // a version, an article …, by its identifier; else what part of the ledger it is in
	Words   string // what is wrong
	// Derived says that only what is derived is wrong: a rebuild makes it again.
	Derived bool
}

// Verified says what was looked through.
type Verified struct {
	Versions   int
	Compared   int   // of these, those whose derived rows were made again
	Judgements int   // words of analysts
	Bytes      int64 // kept, as they are on the disk
	Flaws      int
}

// Snapshot is a backup.
type Snapshot struct {
	Digest  string // names what it holds
	Since   string // the Digest of the backup that it needs; empty when it needs none
	Format  int    // of the ledger
	Made    time.Time
	Journal int64 // the number of the last entry of the journal
	Bytes   int64 // of the ledger
	Written int64 // of these, those that this backup holds
}

// Compacted says how large a ledger was and is, in bytes.
type Compacted struct{ Before, After int64 }
