package ledger

import (
	"unicode/utf8"

	"sayso"
)

// isPiece reports whether s can be cut from text without cutting a letter.
func isPiece(s sayso.Span, text string) bool {
	return s.Valid(len(text)) && AtRune(text, s.Start) && AtRune(text, s.End)
}

// AtRune reports whether a letter begins at byte i, or the text ends there.
func AtRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
