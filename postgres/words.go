package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Texts are cut into words here and not by a dictionary of PostgreSQL, so that words
// match as they do in SQLite's index (unicode61, remove_diacritics 2): letters, numbers
// and private use are of words, case and diacritics are not.

const (
	// maxLexeme is how much of a word stands in the index; a longer one is known by
	// its beginning and its digest. PostgreSQL takes 2,046 bytes.
	maxLexeme = 1024
	// maxPlace is the last place that a tsvector can tell.
	maxPlace = 16383
	// maxVector bounds what is indexed of one text, in bytes; PostgreSQL takes 1 MiB.
	maxVector = 900 << 10
	// apart is how far the columns of a row are from each other, so that no phrase
	// spans two.
	apart = 10
)

// weights are those of the columns of the tables of words.
var weights = map[string]string{"claim_words": "ABC", "article_words": "AB", "actor_words": "A"}

// wordsOf cuts a text into words.
func wordsOf(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Co, r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

var quoting = strings.NewReplacer(`'`, `''`, `\`, `\\`)

func lexeme(word string) string {
	if len(word) > maxLexeme {
		sum := sha256.Sum256([]byte(word))
		word = strings.ToValidUTF8(word[:maxLexeme-2*len(sum)], "") + hex.EncodeToString(sum[:])
	}
	return `'` + quoting.Replace(word) + `'`
}

// vector makes the tsvector of a row of a table of words.
func vector(table string, columns []string) string {
	places := make(map[string][]string)
	place, size := 0, 0
	for i, text := range columns {
		for _, w := range wordsOf(text) {
			place++
			if places[w] == nil {
				size += min(len(w), maxLexeme) + 4
			}
			if size += 2; size > maxVector {
				break
			}
			places[w] = append(places[w], strconv.Itoa(min(place, maxPlace))+weights[table][i:i+1])
		}
		place += apart
	}
	var b strings.Builder
	for _, w := range slices.Sorted(maps.Keys(places)) {
		b.WriteString(lexeme(w) + `:` + strings.Join(places[w], `,`) + ` `)
	}
	return b.String()
}

// searchToken is one of what the ledger's searches are made of in the words of FTS5.
var searchToken = regexp.MustCompile(`"([^"]*)"(\*)?|\{content\} : \(|\(|\)|AND|OR|NOT`)

var operators = map[string]string{"AND": " & ", "OR": " | ", "NOT": " & !"}

// tsquery makes the tsquery of a search in the words of FTS5. Both bind alike: NOT
// before AND before OR; what stands side by side is joined by AND.
func tsquery(match string) string {
	var b strings.Builder
	depth, content := 0, -1 // content is the depth at which {content} was opened
	ended := false          // something stands before that an operator must follow
	for _, m := range searchToken.FindAllStringSubmatch(match, -1) {
		token := m[0]
		if op := operators[token]; op != "" {
			b.WriteString(op)
			ended = false
			continue
		}
		if token == ")" {
			b.WriteString(")")
			if depth--; depth == content {
				content = -1
			}
			ended = true
			continue
		}
		if ended {
			b.WriteString(" & ")
		}
		if token[0] == '"' {
			b.WriteString(phrase(m[1], m[2] != "", content >= 0))
			ended = true
			continue
		}
		if token[0] == '{' {
			content = depth
		}
		depth++
		b.WriteString("(")
		ended = false
	}
	return b.String()
}

// phrase makes words that stand together; the last may go on.
func phrase(words string, goesOn, content bool) string {
	all := wordsOf(words)
	for i, w := range all {
		label := ""
		if content {
			label = "C"
		}
		if goesOn && i == len(all)-1 {
			label += "*"
		}
		if all[i] = lexeme(w); label != "" {
			all[i] += ":" + label
		}
	}
	return "(" + strings.Join(all, " <-> ") + ")"
}
