package sayso

import (
	"crypto/sha256"
	"encoding/base32"
	"hash"
	"io"
	"strings"
)

// Identifiers. The zero value of each means "none".
type (
	// ArticleID names an article over all its versions. It derives from the
	// article's address. Example: "ar3f7kq2m5tznha".
	ArticleID string
	// VersionID names one text of an article. It derives from the article and
	// what was printed: title, byline, date and text. Example: "ve…".
	VersionID string
	// ClaimID names a claim: "c7" inside an analysis, "cl…" in a ledger.
	ClaimID string
	// ActorID names an actor: "a3" inside an analysis, "ac…" in a ledger.
	ActorID string
	// MentionID names a mention inside an analysis. Example: "m12".
	MentionID string
	// PlaceID names a place inside an analysis. Example: "p3".
	PlaceID string
	// TimeID names a time expression inside an analysis. Example: "t1".
	TimeID string
	// EventID names an event inside an analysis. Example: "e1".
	EventID string
	// StoryID names a story in a ledger by one of its articles, and leads to
	// the story that the article stands in now: an identifier that was noted
	// down stays good when an earlier article turns up. Example: "st…".
	StoryID string
	// SourceID names a source that is watched. It derives from the source's
	// address. Example: "so4m…".
	SourceID string
	// QuestionID names a question that statements answer. It derives from the slot
	// and the first statement. Example: "qu…".
	QuestionID string
)

// DeriveStoryID names the story that an article stands in.
func DeriveStoryID(a ArticleID) StoryID { return StoryID(DeriveID("st", string(a))) }

// idEncoding is Crockford-like: lower case, no padding, safe in addresses and
// file names.
var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// DeriveID makes a lasting identifier from content: prefix, then 80 bits of
// the SHA-256 of the parts. Parts are length-prefixed, so ("ab","c") and
// ("a","bc") differ.
func DeriveID(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		writePart(h, p)
	}
	return prefix + idEncoding.EncodeToString(h.Sum(nil)[:10])
}

func writePart(h hash.Hash, p string) {
	var n [8]byte
	for i, v := 0, uint64(len(p)); i < 8; i++ {
		n[i] = byte(v >> (8 * i))
	}
	h.Write(n[:])
	io.Copy(h, strings.NewReader(p))
}
