package export

// Change is what one version of an article did to one claim.
type Change struct {
	Article string  `json:"article"`
	URL     *string `json:"url"`
	Outlet  *string `json:"outlet"`
	Title   string  `json:"title"`
	Old     string  `json:"old_version"`
	New     string  `json:"new_version"`
	Seen    string  `json:"seen"`
	Kind    string  `json:"kind"`
	OldID   *string `json:"old_claim"`
	NewID   *string `json:"new_claim"`
	Speaker *string `json:"speaker"`
	Stance  string  `json:"stance"`
	Before  *string `json:"before"`
	After   *string `json:"after"`
	Content string  `json:"content"`
}

// Changes are what publishers changed in claims.
func Changes() *Schema {
	var c columns[Change]
	c.text("article", "identifier of the article", func(r *Change) string { return r.Article })
	c.optional("outlet", "who published it", func(r *Change) *string { return r.Outlet })
	c.text("old_version", "identifier of the version before", func(r *Change) string { return r.Old })
	c.text("new_version", "identifier of the version that made the change", func(r *Change) string { return r.New })
	c.date("seen", "when the ledger first read it", func(r *Change) *string { return &r.Seen })
	c.text("kind", "what was done: `added`, `removed`, `figure`, `headline`, `correction` …", func(r *Change) string { return r.Kind })
	c.optional("speaker", "who speaks in it", func(r *Change) *string { return r.Speaker })
	c.text("stance", "its stance", func(r *Change) string { return r.Stance })
	c.optional("before", "the words that changed, as they were", func(r *Change) *string { return r.Before })
	c.optional("after", "as they are", func(r *Change) *string { return r.After })
	c.text("content", "what the claim says", func(r *Change) string { return r.Content })
	return &Schema{"changes", "what one version of an article did to one claim", c}
}

// Moment is one moment of a timeline.
type Moment struct {
	Order    string   `json:"order"`
	Day      *string  `json:"day"`
	Empty    int      `json:"empty_days_before"`
	Kind     string   `json:"kind"`
	From     *string  `json:"from"`
	To       *string  `json:"to"`
	Said     *string  `json:"said"`
	Article  string   `json:"article"`
	Outlet   *string  `json:"outlet"`
	Claim    *string  `json:"claim"`
	Event    *string  `json:"event"`
	Who      string   `json:"who"`
	Actors   []string `json:"actors"`
	Act      string   `json:"act"`
	Status   *string  `json:"status"`
	Words    string   `json:"words"`
	Articles int      `json:"articles"`
}

// Moments are what a timeline is made of.
func Moments() *Schema {
	var c columns[Moment]
	c.text("order", "`about`, by the days spoken of; `said`, by the days of saying; `undated`", func(r *Moment) string { return r.Order })
	c.date("day", "the day that it stands under", func(r *Moment) *string { return r.Day })
	c.integer("empty_days_before", "days", "how many without anything lie before that day; 0 for all but the first of a day", func(r *Moment) int { return r.Empty })
	c.text("kind", "`claim` or `event`", func(r *Moment) string { return r.Kind })
	c.date("from", "the first day that it speaks of", func(r *Moment) *string { return r.From })
	c.date("to", "the last", func(r *Moment) *string { return r.To })
	c.date("said", "when it was published", func(r *Moment) *string { return r.Said })
	c.text("article", "identifier of the first article that has it", func(r *Moment) string { return r.Article })
	c.optional("outlet", "who published that", func(r *Moment) *string { return r.Outlet })
	c.optional("claim", "identifier of the claim", func(r *Moment) *string { return r.Claim })
	c.optional("event", "identifier of the event", func(r *Moment) *string { return r.Event })
	c.text("who", "who speaks or acts", func(r *Moment) string { return r.Who })
	c.text("act", "the stance, or the act in PLOVER", func(r *Moment) string { return r.Act })
	c.optional("status", "of an event", func(r *Moment) *string { return r.Status })
	c.text("words", "what is said or done", func(r *Moment) string { return r.Words })
	c.integer("articles", "articles", "how many have it", func(r *Moment) int { return r.Articles })
	return &Schema{"moments", "one moment of a timeline", c}
}

// Comparison is what one article has of another.
type Comparison struct {
	A      string   `json:"a"`
	B      string   `json:"b"`
	InA    float64  `json:"in_a"`
	InB    float64  `json:"in_b"`
	Copy   bool     `json:"copy"`
	Origin *string  `json:"origin"`
	Why    []string `json:"why"`
	Pieces []Piece  `json:"pieces"`
}

// Piece is a stretch of words that both articles have, or one alone. A and B
// are where it stands in each; null where it does not.
type Piece struct {
	Kind string `json:"kind"`
	A    *Span  `json:"a"`
	B    *Span  `json:"b"`
	Text string `json:"text"`
}

// Comparisons hold two articles against each other.
func Comparisons() *Schema {
	var c columns[Comparison]
	c.text("a", "identifier of the one article", func(r *Comparison) string { return r.A })
	c.text("b", "identifier of the other", func(r *Comparison) string { return r.B })
	c.number("in_a", "0 to 1", 2, "how much of the one stands in the other", func(r *Comparison) float64 { return r.InA })
	c.number("in_b", "0 to 1", 2, "how much of the other stands in the one", func(r *Comparison) float64 { return r.InB })
	c.boolean("copy", "whether they are copies of one text", func(r *Comparison) bool { return r.Copy })
	c.optional("origin", "identifier of the one that the other was taken from, where that is known", func(r *Comparison) *string { return r.Origin })
	c.list("why", "what shows it", func(r *Comparison) []string { return r.Why })
	return &Schema{"comparisons", "two articles held against each other", c}
}
