package export

// The columns of exports. Each says what it rests on: the codebook in
// docs/codebook.md is written from them.

// addCitation adds the columns of a citation.
func addCitation[R any](c *columns[R], cite func(*R) *Citation) {
	c.text("article", "lasting identifier of the article", func(r *R) string { return cite(r).Article })
	c.text("version", "identifier of the text that was read: a digest of article, title, byline, date and text", func(r *R) string { return cite(r).Version })
	c.text("sha256", "SHA-256 of the version's text, in UTF-8", func(r *R) string { return cite(r).SHA256 })
	c.rest(ByContent, "article", "version", "sha256")
	c.optional("url", "address of the article", func(r *R) *string { return cite(r).URL })
	c.optional("outlet", "who published it", func(r *R) *string { return cite(r).Outlet })
	c.optional("title", "its title", func(r *R) *string { return cite(r).Title })
	c.list("byline", "who wrote it", func(r *R) []string { return cite(r).Byline })
	c.date("published", "when it was published", func(r *R) *string { return cite(r).Published })
	c.boolean("published_doubted", "whether that date cannot be", func(r *R) bool { return cite(r).Doubted })
	c.list("credits", "agencies credited for the copy", func(r *R) []string { return cite(r).Credits })
	c.rest(ByPublisher, "url", "outlet", "title", "byline", "published", "credits")
	c.optional("outlet_country", "of the outlet, ISO 3166-1 alpha-3", func(r *R) *string { return cite(r).Country })
	c.optional("outlet_party", "in whose hands the outlet is: `state`, `agency` or `independent`", func(r *R) *string { return cite(r).Party })
	c.optional("path", "the file that it was read from", func(r *R) *string { return cite(r).Path })
	c.rest(ByOperator, "outlet_country", "outlet_party", "path")
	c.optional("language", "what it is written in, ISO 639-1", func(r *R) *string { return cite(r).Language })
	c.rest(ByReading, "language")
	c.date("read", "when the ledger first took this version", func(r *R) *string { return null(cite(r).Read) })
	c.optional("warrant", "on whose word the text stands at its address: `fetched`, `archived`, `own`, `stated`, `saved` or `carried`", func(r *R) *string { return cite(r).Warrant })
	c.rest(ByLedger, "published_doubted", "read", "warrant")
	c.optional("story", "identifier of the story that the article stands in", func(r *R) *string { return cite(r).Story })
	c.rest(ByJoining, "story")
}

// addSpan adds where words stand.
func addSpan[R any](c *columns[R], what string, at func(*R) []Span) {
	edge := func(f func([]Span) int) func(*R) any {
		return func(r *R) any {
			if s := at(r); len(s) > 0 {
				return f(s)
			}
			return nil
		}
	}
	c.add(Column{Name: "start", Type: Integer, Unit: "code points", About: "where " + what + " begins in the version's text"}, edge(func(s []Span) int { return s[0][0] }))
	c.add(Column{Name: "end", Type: Integer, Unit: "code points", About: "where it ends, exclusive"}, edge(func(s []Span) int { return s[len(s)-1][1] }))
	c.rest(ByText, "start", "end")
}

func nameIDs(ns []Name) []string {
	l := make([]string, len(ns))
	for i, n := range ns {
		l[i] = n.ID
	}
	return l
}

// CitedClaims are the claims of a ledger with their citations.
func CitedClaims() *Schema {
	var c columns[CitedClaim]
	c.text("id", "lasting identifier of the claim", func(r *CitedClaim) string { return r.ID })
	c.rest(ByContent)
	c.list("speakers", "names of the actors that the source means", func(r *CitedClaim) []string { return actorNames(r.Source.Actors) })
	c.list("speaker_ids", "their lasting identifiers, in the same order", func(r *CitedClaim) []string { return nameIDs(r.Source.Actors) })
	c.rest(ByJoining)
	c.text("source", "whom the content is ascribed to, in the words of the article", func(r *CitedClaim) string { return r.Source.Text })
	c.rest(ByText)
	c.text("source_kind", "what the source is: `named`, `unnamed`, `org`, `document` …; docs/claims.md lists them", func(r *CitedClaim) string { return r.Source.Kind })
	c.rest(ByReading)
	c.text("cue", "the words that ascribe it", func(r *CitedClaim) string { return r.Cue.Text })
	c.text("content", "what is said; ` … ` stands where the article's words between the pieces are left out", func(r *CitedClaim) string { return r.Content.Text })
	c.rest(ByText)
	c.text("form", "`direct`, `indirect` or `mixed`", func(r *CitedClaim) string { return r.Form })
	c.text("stance", "what the source does by saying it: `asserts`, `denies` …", func(r *CitedClaim) string { return r.Stance })
	c.text("certainty", "`certain`, `probable`, `possible` or `unknown`", func(r *CitedClaim) string { return r.Certainty })
	c.text("polarity", "`+`, `-` or `?`", func(r *CitedClaim) string { return r.Polarity })
	c.list("via", "who carried the words to the article, nearest the speaker first", func(r *CitedClaim) []string { return actorNames(r.Via) })
	c.optional("parent", "the claim inside whose content this one stands", func(r *CitedClaim) *string { return r.Parent })
	c.optional("replies_to", "the claim that this one denies or answers", func(r *CitedClaim) *string { return r.RepliesTo })
	c.number("confidence", "0 to 1", 2, "how sure the reading is", func(r *CitedClaim) float64 { return r.Confidence })
	c.text("rule", "what read the claim", func(r *CitedClaim) string { return r.Rule })
	c.rest(ByReading)
	c.text("sentence", "the sentences that source, cue and content stand in", func(r *CitedClaim) string { return r.Sentence })
	c.rest(ByText)
	addSpan(&c, "the content", func(r *CitedClaim) []Span { return r.Content.Spans })
	addCitation(&c, func(r *CitedClaim) *Citation { return &r.Citation })
	c.boolean("newest", "whether this is the newest version of the article", func(r *CitedClaim) bool { return r.Newest })
	c.rest(ByLedger)
	return &Schema{"cited claims", "who said what: one claim, with all that a citation needs", c}
}

// CitedArticles are the articles of a ledger with their citations.
func CitedArticles() *Schema {
	var c columns[CitedArticle]
	addCitation(&c, func(r *CitedArticle) *Citation { return &r.Citation })
	c.integer("words", "words", "how many the text has", func(r *CitedArticle) int { return r.Words })
	c.integer("claims", "claims", "how many were read from it", func(r *CitedArticle) int { return r.Claims })
	c.integer("versions", "versions", "how many texts its address has had", func(r *CitedArticle) int { return r.Versions })
	c.rest(ByCount)
	c.text("lead", "its opening words", func(r *CitedArticle) string { return r.Lead })
	c.rest(ByText)
	c.optional("status", "`killed` where the agency that sent it took it back", func(r *CitedArticle) *string { return r.Status })
	c.optional("key", "what its publisher or supplier calls it", func(r *CitedArticle) *string { return r.Key })
	c.rest(ByPublisher)
	c.optional("unread", "why nothing was read from it: `language fr is not read`", func(r *CitedArticle) *string { return r.Unread })
	c.rest(ByLedger)
	return &Schema{"cited articles", "one article, with all that a citation needs", c}
}

// Statements are statements with the questions that they answer.
func Statements() *Schema {
	var c columns[CitedStatement]
	c.text("question", "identifier of the question", func(r *CitedStatement) string { return r.Question })
	c.rest(ByContent)
	c.text("asked", "the question in words", func(r *CitedStatement) string { return r.Asked })
	c.text("slot", "what is asked for: `yes-no`, `figure`, `who`, `what`, `when` or `where`", func(r *CitedStatement) string { return r.Slot })
	c.text("status", "how the answers to the question stand to each other: `disputed`, `denied`, `shifted`, `conceded`, `updated` or `agreed`", func(r *CitedStatement) string { return r.Status })
	c.number("confidence", "0 to 1", 2, "that the statements answer one question and stand so", func(r *CitedStatement) float64 { return r.Confidence })
	c.text("answer", "the answer that the statement gives", func(r *CitedStatement) string { return r.Answer })
	c.rest(ByReading)
	c.integer("speakers", "speakers", "how many give this answer", func(r *CitedStatement) int { return r.Speakers })
	c.integer("origins", "origins", "to how many it goes back", func(r *CitedStatement) int { return r.Origins })
	c.rest(ByCount)
	c.optional("event", "identifier of the event that is asked about", func(r *CitedStatement) *string { return r.Event })
	c.optional("claim", "identifier of the claim; empty for the paper's own voice", func(r *CitedStatement) *string { return r.Claim })
	c.optional("speaker_id", "lasting identifier of who speaks", func(r *CitedStatement) *string { return r.Speaker })
	c.text("speaker", "who speaks; the outlet for its own voice", func(r *CitedStatement) string { return r.Name })
	c.optional("for", "whom a spokesperson speaks for: a lasting identifier", func(r *CitedStatement) *string { return r.For })
	c.rest(ByJoining)
	c.boolean("party", "whether the speaker is a party to what is asked", func(r *CitedStatement) bool { return r.Party })
	c.date("said", "when it was said", func(r *CitedStatement) *string { return r.Said })
	c.text("origin", "whom the words go back to", func(r *CitedStatement) string { return r.Origin })
	c.optional("denies", "the claim or event that it denies", func(r *CitedStatement) *string { return r.Denies })
	c.rest(ByReading)
	c.text("text", "the words of the statement", func(r *CitedStatement) string { return r.Text })
	c.text("sentence", "the sentences that they stand in", func(r *CitedStatement) string { return r.Sentence })
	c.rest(ByText)
	addSpan(&c, "the statement", func(r *CitedStatement) []Span { return []Span{r.Span} })
	addCitation(&c, func(r *CitedStatement) *Citation { return &r.Citation })
	return &Schema{"statements", "what one speaker, or a paper in its own voice, says to one question", c}
}

// MentionRows are the mentions of a ledger.
func MentionRows() *Schema {
	var c columns[CitedMention]
	c.text("id", "identifier of the mention: a digest of the version and its place there", func(r *CitedMention) string { return r.ID })
	c.rest(ByContent)
	c.text("text", "the words", func(r *CitedMention) string { return r.Text })
	c.rest(ByText)
	c.text("kind", "`name`, `nominal` or `pronoun`", func(r *CitedMention) string { return r.Kind })
	c.text("type", "`person`, `org`, `place`, `group`, `event`, `work` or `other`", func(r *CitedMention) string { return r.Type })
	c.rest(Ground{ByReading.Name, "read by the extractor, and sometimes wrong; eval/scores.txt says how often it is right"}, "kind", "type")
	c.optional("actor_id", "lasting identifier of the actor that is meant", func(r *CitedMention) *string {
		if r.Actor == nil {
			return nil
		}
		return &r.Actor.ID
	})
	c.optional("actor", "its fullest name in the article", func(r *CitedMention) *string {
		if r.Actor == nil {
			return nil
		}
		return &r.Actor.Name
	})
	c.rest(ByJoining)
	c.optional("place", "the name of the place that is meant", func(r *CitedMention) *string { return r.Place })
	c.rest(ByKnowledge)
	c.text("sentence", "the sentence that it stands in", func(r *CitedMention) string { return r.Sentence })
	c.rest(ByText)
	addSpan(&c, "the mention", func(r *CitedMention) []Span { return []Span{r.Span} })
	addCitation(&c, func(r *CitedMention) *Citation { return &r.Citation })
	return &Schema{"mentions", "one place in a text where an actor or a place is meant", c}
}

// PlaceRows are the places of a ledger, once for each article that names them.
func PlaceRows() *Schema {
	var c columns[CitedPlace]
	c.text("id", "identifier of the place in this article", func(r *CitedPlace) string { return r.ID })
	c.rest(ByContent)
	c.text("name", "its name", func(r *CitedPlace) string { return r.Name })
	c.optional("country", "ISO 3166-1 alpha-3; empty for seas and the like", func(r *CitedPlace) *string { return r.Country })
	c.optional("region", "its first-order division", func(r *CitedPlace) *string { return r.Region })
	c.optional("feature", "what it is: `city`, `capital`, `region`, `country`, `water`, `facility` …", func(r *CitedPlace) *string { return r.Feature })
	c.add(Column{Name: "lat", Type: Number, Unit: "degrees (WGS 84)", Digits: 4, About: "its latitude; empty where nothing says where it lies"}, func(r *CitedPlace) any { return known(r.Lat) })
	c.add(Column{Name: "lon", Type: Number, Unit: "degrees (WGS 84)", Digits: 4, About: "its longitude"}, func(r *CitedPlace) any { return known(r.Lon) })
	c.integer("radius", "km", "how far from the point most of it reaches", func(r *CitedPlace) int { return r.Radius })
	c.rest(ByKnowledge)
	c.boolean("near", "whether the point is that of a town or region that the text names beside it", func(r *CitedPlace) bool { return r.Near })
	c.number("confidence", "0 to 1", 2, "that this place is meant, and no other of the name", func(r *CitedPlace) float64 { return r.Confidence })
	c.rest(ByReading)
	c.integer("mentions", "mentions", "how often the article means it", func(r *CitedPlace) int { return r.Mentions })
	c.rest(ByCount)
	c.text("sentence", "the sentence of the first mention", func(r *CitedPlace) string { return r.Sentence })
	c.rest(ByText)
	addSpan(&c, "the first mention", func(r *CitedPlace) []Span {
		if r.Span == nil {
			return nil
		}
		return []Span{*r.Span}
	})
	addCitation(&c, func(r *CitedPlace) *Citation { return &r.Citation })
	return &Schema{"places", "one place that an article names", c}
}
