package export

import (
	"strconv"
	"strings"
)

// DossierRow is one row of a dossier.
type DossierRow struct {
	Place     int            `json:"place"` // 1 is the first; 0 is what the dossier is for, in reports alone
	Kind      string         `json:"kind"`
	ID        string         `json:"id"`
	Title     string         `json:"title"` // what it is, in words
	Words     string         `json:"words"` // as it was collected
	Note      string         `json:"note"`
	Tags      []string       `json:"tags"`
	Star      bool           `json:"star"`
	Collected string         `json:"collected"`
	Gone      bool           `json:"gone"` // the ledger has it no more, or not under this name
	Prints    int            `json:"prints"`
	Quoted    []DossierQuote `json:"quoted"`
	More      int            `json:"more"` // places that are not quoted
}

// DossierQuote is one place of an article on which a row of a dossier rests.
type DossierQuote struct {
	Who      string   `json:"who"`
	Words    string   `json:"words"`
	Citation Citation `json:"citation"`
}

// DossierRows are what a dossier holds.
func DossierRows() *Schema {
	var c columns[DossierRow]
	c.integer("place", "", "in the dossier, 1 is the first", func(r *DossierRow) int { return r.Place })
	c.text("kind", "`claim`, `statement`, `event`, `question`, `story`, `article` or `actor`", func(r *DossierRow) string { return r.Kind })
	c.text("id", "its identifier", func(r *DossierRow) string { return r.ID })
	c.text("title", "what it is, in words", func(r *DossierRow) string { return r.Title })
	c.text("words", "what it said when it was collected", func(r *DossierRow) string { return r.Words })
	c.text("note", "what was noted of it", func(r *DossierRow) string { return r.Note })
	c.list("tags", "what it is tagged with", func(r *DossierRow) []string { return r.Tags })
	c.boolean("star", "whether it is starred", func(r *DossierRow) bool { return r.Star })
	c.date("collected", "when it was collected", func(r *DossierRow) *string { return &r.Collected })
	c.boolean("gone", "whether the ledger has it no more under this identifier", func(r *DossierRow) bool { return r.Gone })
	c.integer("prints", "", "how many places of articles it rests on", func(r *DossierRow) int { return r.Prints })
	c.list("sources", "the articles that it rests on, as one cites them", func(r *DossierRow) []string {
		out := make([]string, len(r.Quoted))
		for i := range r.Quoted {
			out[i] = r.Quoted[i].Citation.inWords()
		}
		return out
	})
	return &Schema{"dossier", "one row of a dossier", c}
}

func dossierItem(r *DossierRow) item {
	it := item{id: urn(r.Kind, r.ID), title: strconv.Itoa(r.Place) + ". " + oneLine(r.Title), date: r.Collected, tags: r.Tags}
	lead := "Note: "
	if r.Place == 0 {
		it.title, lead = "About this dossier", ""
	}
	for l := range strings.Lines(r.Note) {
		if l = oneLine(l); l != "" {
			it.lines = append(it.lines, lead+l)
		}
	}
	if len(r.Tags) > 0 {
		it.lines = append(it.lines, "Tags: "+oneLine(strings.Join(r.Tags, ", ")))
	}
	if r.Gone {
		it.quote = r.Words
		it.lines = append(it.lines, "The ledger has it no more under this identifier ("+r.ID+"); these are the words of the day on which it was collected, "+dayPart(r.Collected)+".")
		return it
	}
	if len(r.Quoted) == 1 {
		q := &r.Quoted[0]
		it.quote, it.cite, it.url = oneLine(Unquoted(q.Words)), q.Citation.inWords(), deref(q.Citation.URL)
		it.lines = append(it.lines, q.Citation.proof())
		return it
	}
	for i := range r.Quoted {
		q := &r.Quoted[i]
		said := ""
		if q.Words != "" {
			said = oneLine(q.Who) + ": “" + oneLine(Unquoted(q.Words)) + "” — "
		}
		it.lines = append(it.lines, said+q.Citation.source()+". "+q.Citation.proof())
	}
	if r.More > 0 {
		it.lines = append(it.lines, "And "+strconv.Itoa(r.More)+" more places.")
	}
	return it
}
