package export

import (
	"time"

	"sayso"
)

// Entry is one change of a ledger.
type Entry struct {
	Number    int     `json:"number"`
	At        string  `json:"at"`
	Kind      string  `json:"kind"`
	Article   *string `json:"article"`
	Version   *string `json:"version"`
	Claim     *string `json:"claim"`
	Actor     *string `json:"actor"`
	Event     *string `json:"event"`
	Mention   *string `json:"mention"`
	Story     *string `json:"story"`
	Question  *string `json:"question"`
	Judgement *int    `json:"judgement"`
	Dossier   *string `json:"dossier"`
}

// NewEntry makes the JSON object of an entry of the journal.
func NewEntry(e sayso.Entry) Entry {
	out := Entry{Number: int(e.N), At: e.At.UTC().Format(time.RFC3339), Kind: string(e.Kind), Article: null(string(e.Article)), Version: null(string(e.Version)),
		Claim: null(string(e.Claim)), Actor: null(string(e.Actor)), Event: null(string(e.Event)), Mention: null(string(e.Mention)), Story: null(string(e.Story)), Question: null(string(e.Question)), Dossier: null(string(e.Dossier))}
	if e.Judgement != 0 {
		n := int(e.Judgement)
		out.Judgement = &n
	}
	return out
}

// Entries are what has changed in a ledger.
func Entries() *Schema {
	var c columns[Entry]
	c.integer("number", "", "rises by one with each entry", func(r *Entry) int { return r.Number })
	c.date("at", "when the ledger changed", func(r *Entry) *string { return &r.At })
	c.text("kind", "`article`, `version`, `claim`, `claim-changed`, `claim-gone`, `event`, `event-joined`, `event-changed`, `event-gone`, `story`, `story-changed`, `question`, `question-changed`, `question-gone`, `correction`, `identity`, `regrouping`, `parting`, `weighing`, `disowning`, `dossier`, `mark` or `rebuild`", func(r *Entry) string { return r.Kind })
	for _, x := range []struct {
		name, about string
		of          func(*Entry) *string
	}{
		{"article", "identifier of the article concerned", func(r *Entry) *string { return r.Article }},
		{"version", "of its version", func(r *Entry) *string { return r.Version }},
		{"claim", "of the claim", func(r *Entry) *string { return r.Claim }},
		{"actor", "of the actor", func(r *Entry) *string { return r.Actor }},
		{"event", "of the event", func(r *Entry) *string { return r.Event }},
		{"mention", "of the mention that made the change", func(r *Entry) *string { return r.Mention }},
		{"story", "of the story that the article stands in then", func(r *Entry) *string { return r.Story }},
	} {
		c.optional(x.name, x.about, x.of)
	}
	c.add(Column{Name: "judgement", Type: Integer, About: "number of the judgement, as `sayso corrections --history` lists it"}, func(r *Entry) any { return known(r.Judgement) })
	c.optional("question", "of the question", func(r *Entry) *string { return r.Question })
	c.optional("dossier", "of the dossier", func(r *Entry) *string { return r.Dossier })
	return &Schema{"entries", "one change of a ledger", c}
}
