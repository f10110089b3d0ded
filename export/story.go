package export

import "sayso"

// Story is a story with what it is made of.
type Story struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	From     *string        `json:"from"`
	To       *string        `json:"to"`
	Articles []StoryArticle `json:"articles"`
	Texts    [][]string     `json:"texts"`
	// Agencies are the agencies whose copy each of Texts is; null where none is known.
	Agencies []*string `json:"agencies"`
	Copies   []Copy    `json:"copies"`
	Speakers []Speaker `json:"speakers"`
	Disputes []Dispute `json:"disputes"`
	Matters  []Matter  `json:"matters"`
	Sets     []Set     `json:"sets"`
}

// StoryArticle is one article of a story, and why it stands there.
type StoryArticle struct {
	ID     string   `json:"id"`
	Path   *string  `json:"path"`
	URL    *string  `json:"url"`
	On     *string  `json:"hangs_on"`
	Score  float64  `json:"score"`
	Joined []string `json:"joined_by"`
}

// Copy is two articles that are copies of one text.
type Copy struct {
	A    string   `json:"a"`
	B    string   `json:"b"`
	InA  float64  `json:"in_a"`
	InB  float64  `json:"in_b"`
	From *string  `json:"origin"`
	Why  []string `json:"why"`
}

// Speaker is somebody who speaks in a story. Party is why it is known to be a
// party to the matter; null where nothing shows it.
type Speaker struct {
	Name   string  `json:"name"`
	Actor  *string `json:"actor"`
	Claims int     `json:"claims"`
	Texts  int     `json:"texts"`
	Party  *string `json:"party"`
}

// Dispute is two claims that cannot both stand.
type Dispute struct {
	Story    string      `json:"story"`
	Relation string      `json:"relation"`
	Why      string      `json:"why"`
	A        DisputeSide `json:"a"`
	B        DisputeSide `json:"b"`
}

// DisputeSide is one claim of a dispute.
type DisputeSide struct {
	Article string  `json:"article"`
	Claim   *string `json:"claim"`
	Speaker string  `json:"speaker"`
	Content string  `json:"content"`
	Value   *string `json:"value"`
	Said    *string `json:"published"`
}

// Matter is what several claims say, with the speakers who say it, each once.
type Matter struct {
	Content  string  `json:"content"`
	Texts    int     `json:"texts"`
	Speakers []Voice `json:"speakers"`
	Denied   []Told  `json:"denied_by"`
}

// Voice is one speaker of a matter, with why it counts as it does.
type Voice struct {
	Name   string   `json:"name"`
	Actor  *string  `json:"actor"`
	Party  *string  `json:"party"`
	Why    []string `json:"why"`
	Claims []Told   `json:"claims"`
}

// Told is one claim as one article tells it.
type Told struct {
	Article  string   `json:"article"`
	Claim    *string  `json:"claim"`
	Speaker  string   `json:"speaker"`
	Content  string   `json:"content"`
	Said     *string  `json:"published"`
	Evidence []string `json:"evidence"`
}

// Set is one thing on which values differ.
type Set struct {
	Slot   string     `json:"slot"`
	About  string     `json:"about"`
	Values []SetValue `json:"values"`
}

// SetValue is one value and who gives it.
type SetValue struct {
	Text   string `json:"text"`
	Claims []Told `json:"claims"`
}

// Stories are stories with what they are made of.
func Stories() *Schema {
	var c columns[Story]
	c.text("id", "identifier of the story", func(r *Story) string { return r.ID })
	c.text("title", "the title of its first article", func(r *Story) string { return r.Title })
	c.date("from", "when the first of its articles was published", func(r *Story) *string { return r.From })
	c.date("to", "when the last was", func(r *Story) *string { return r.To })
	c.integer("articles", "articles", "how many there are", func(r *Story) int { return len(r.Articles) })
	c.integer("texts", "texts", "how many there are, copies of one text counted once", func(r *Story) int { return len(r.Texts) })
	c.integer("speakers", "speakers", "how many speak in it", func(r *Story) int { return len(r.Speakers) })
	c.integer("disputes", "disputes", "how many pairs of its claims cannot both stand", func(r *Story) int { return len(r.Disputes) })
	return &Schema{"stories", "one matter, with the articles on it", c}
}

// StoryRow is a story in a list.
type StoryRow struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	From     *string `json:"from"`
	To       *string `json:"to"`
	Articles int     `json:"articles"`
	Texts    int     `json:"texts"`
}

// NewStoryRow makes the row of a story.
func NewStoryRow(r sayso.StoryRow) StoryRow {
	return StoryRow{string(r.ID), r.Title, null(r.First.String()), null(r.Last.String()), r.Articles, r.Texts}
}

// StoryRows are stories in a list that does not look into them.
func StoryRows() *Schema {
	var c columns[StoryRow]
	c.text("id", "identifier of the story", func(r *StoryRow) string { return r.ID })
	c.text("title", "the title of its first article", func(r *StoryRow) string { return r.Title })
	c.date("from", "when the first of its articles was published", func(r *StoryRow) *string { return r.From })
	c.date("to", "when the last was", func(r *StoryRow) *string { return r.To })
	c.integer("articles", "articles", "how many there are", func(r *StoryRow) int { return r.Articles })
	c.integer("texts", "texts", "how many there are, copies of one text counted once", func(r *StoryRow) int { return r.Texts })
	return &Schema{"story rows", "one matter, in the API's list", c}
}

// Disputes are pairs of claims that cannot both stand.
func Disputes() *Schema {
	var c columns[Dispute]
	c.text("story", "identifier of the story that both stand in", func(r *Dispute) string { return r.Story })
	c.text("relation", "`denies`, or what the values differ in", func(r *Dispute) string { return r.Relation })
	c.text("speaker", "who says the one", func(r *Dispute) string { return r.A.Speaker })
	c.text("content", "what that is", func(r *Dispute) string { return r.A.Content })
	c.text("other_speaker", "who says the other", func(r *Dispute) string { return r.B.Speaker })
	c.text("other_content", "what that is", func(r *Dispute) string { return r.B.Content })
	c.text("why", "why both cannot stand, in words", func(r *Dispute) string { return r.Why })
	return &Schema{"disputes", "two claims that cannot both stand", c}
}
