package event

import (
	_ "embed"
	"strings"

	"sayso/internal/lang"
)

//go:embed sectors.tsv
var sectorTable string

// sectors reads the table of nouns.
func sectors() map[string]string {
	return lang.ByWord(lang.Must(lang.Sets{}.Read("sectors.tsv", sectorTable)))
}

//go:embed sites.tsv
var siteTable string

// sites reads the table of places and things that stand for those who are there.
func sites() map[string]string {
	return lang.ByWord(lang.Must(lang.Sets{}.Read("sites.tsv", siteTable)))
}

// maxNameWords bounds the words of a name that are looked up one by one.
const maxNameWords = 12

// sectorOfName is the sector that the words of a body's name tell.
func (c *cast) sectorOfName(name string) string {
	sector, n := "", 0
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		switch w {
		case "nations", "union", "league", "community", "council", "commonwealth", "un", "u.n.", "nato", "eu", "asean", "organization", "organisation":
			return "IGO"
		}
		if s := c.sector[w]; s != "" {
			sector = s
		}
		if n++; n == maxNameWords {
			break
		}
	}
	return sector
}
