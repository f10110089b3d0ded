package extract

import (
	"strings"

	"sayso"
)

// Manner is how an extractor reads, beside its version: what its user chose. The
// Model of a [sayso.Provenance] says it; the zero Manner is the default, "".
type Manner struct {
	Quick     bool   // without the encoder
	Rules     bool   // by rules and tables alone
	Knowledge string // digest of the user's own facts; empty for none
	Patterns  string // digest of the user's own patterns; empty for none
	Verbs     string // digest of the user's own verbs; empty for none
	Without   string // the rules that were left out, divided by spaces
}

// String writes the manner as a Model: "rules, knowledge 3a5b0c1d2e4f".
func (m Manner) String() string {
	var parts []string
	if m.Quick {
		parts = append(parts, "quick")
	}
	if m.Rules {
		parts = append(parts, "rules")
	}
	if m.Knowledge != "" {
		parts = append(parts, "knowledge "+m.Knowledge)
	}
	if m.Patterns != "" {
		parts = append(parts, "patterns "+m.Patterns)
	}
	if m.Verbs != "" {
		parts = append(parts, "verbs "+m.Verbs)
	}
	if m.Without != "" {
		parts = append(parts, "without "+m.Without)
	}
	return strings.Join(parts, ", ")
}

// ParseManner reads what String writes. What it does not know it leaves out.
func ParseManner(model string) Manner {
	var m Manner
	for part := range strings.SplitSeq(model, ", ") {
		switch word, digest, _ := strings.Cut(part, " "); word {
		case "quick":
			m.Quick = true
		case "rules":
			m.Rules = true
		case "knowledge":
			m.Knowledge = digest
		case "patterns":
			m.Patterns = digest
		case "verbs":
			m.Verbs = digest
		case "without":
			m.Without = digest
		}
	}
	return m
}

// Older reports whether what one extractor has read may come out otherwise
// where another reads it in the same manner: it is of another version, or a
// table of the user's that both have is another now. Who reads less deeply is not
// older than who reads more deeply.
func Older(was, now sayso.Provenance) bool {
	a, b := ParseManner(was.Model), ParseManner(now.Model)
	changed := func(was, now string) bool { return was != "" && now != "" && was != now }
	return was.Name != now.Name || was.Version != now.Version || changed(a.Knowledge, b.Knowledge) || changed(a.Patterns, b.Patterns) || changed(a.Verbs, b.Verbs) || a.Without != b.Without
}
