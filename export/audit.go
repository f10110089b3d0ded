package export

// AuditRow is what is counted of one outlet, or of one outlet in one month.
type AuditRow struct {
	Outlet       string   `json:"outlet"`
	Month        *string  `json:"month"`
	Articles     int      `json:"articles"`
	Copied       int      `json:"copied"`
	CopiedFrom   []string `json:"copied_from"`
	Revised      int      `json:"revised"`
	Versions     int      `json:"later_versions"`
	Claims       int      `json:"claims"`
	Words        int      `json:"words"`
	Named        int      `json:"named"`
	Unnamed      int      `json:"unnamed"`
	NamedWords   int      `json:"named_words"`
	UnnamedWords int      `json:"unnamed_words"`
	Kinds        []string `json:"kinds"`
	Countries    []string `json:"countries"`
	Sources      []string `json:"sources"`
}

// Audits are what is counted of outlets.
func Audits() *Schema {
	var c columns[AuditRow]
	c.text("outlet", "name of the outlet", func(r *AuditRow) string { return r.Outlet })
	c.optional("month", "the month, as 2023-09; empty for all", func(r *AuditRow) *string { return r.Month })
	for _, x := range []struct {
		name, about string
		of          func(*AuditRow) int
	}{
		{"articles", "articles that are counted", func(r *AuditRow) int { return r.Articles }},
		{"copied", "of these, copies of a text that another outlet has too and whose likely origin is not theirs", func(r *AuditRow) int { return r.Copied }},
		{"revised", "of these, articles with later versions", func(r *AuditRow) int { return r.Revised }},
		{"later_versions", "how many later versions they have", func(r *AuditRow) int { return r.Versions }},
		{"claims", "claims of their newest versions", func(r *AuditRow) int { return r.Claims }},
		{"words", "words of what is said in these claims", func(r *AuditRow) int { return r.Words }},
		{"named", "claims of sources that one can look up: by name, a body, words on record", func(r *AuditRow) int { return r.Named }},
		{"unnamed", "claims of sources that one cannot: not named, a group, reports, nobody", func(r *AuditRow) int { return r.Unnamed }},
		{"named_words", "words of the first", func(r *AuditRow) int { return r.NamedWords }},
		{"unnamed_words", "words of the second", func(r *AuditRow) int { return r.UnnamedWords }},
	} {
		c.integer(x.name, "", x.about, x.of)
	}
	c.list("copied_from", "whose texts were copied, where something shows that, with how many, the most first", func(r *AuditRow) []string { return r.CopiedFrom })
	c.list("kinds", "kinds of sources, with how many claims", func(r *AuditRow) []string { return r.Kinds })
	c.list("countries", "countries of speakers that the program knows, with how many claims", func(r *AuditRow) []string { return r.Countries })
	c.list("sources", "speakers who are quoted most, with how many claims", func(r *AuditRow) []string { return r.Sources })
	return &Schema{"audit", "what is counted of one outlet, or of one outlet in one month", c}
}
