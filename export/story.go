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
	// Questions are what several of its statements answer, the surest first, and
	// Disputes those of them on which answers differ.
	Questions []Question `json:"questions"`
	Disputes  []Question `json:"disputes"`
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

// Speaker is somebody who speaks in a story. Party says that it is known to be a
// party to what it is asked about.
type Speaker struct {
	Name   string  `json:"name"`
	Actor  *string `json:"actor"`
	Claims int     `json:"claims"`
	Texts  int     `json:"texts"`
	Party  bool    `json:"party"`
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
	c.integer("disputes", "disputes", "how many of its questions are answered in ways that differ", func(r *Story) int { return len(r.Disputes) })
	c.rest(ByJoining, "id")
	c.rest(ByPublisher, "title", "from", "to")
	c.rest(ByCount)
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
