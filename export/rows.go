package export

import "sayso"

// ArticleRow is one article of a ledger in a list.
type ArticleRow struct {
	ID        string  `json:"id"`
	Version   string  `json:"version"`
	Key       *string `json:"key"`
	Path      *string `json:"path"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
	Language  *string `json:"language"`
	// Unread says what of it was not read, and why; null when all was.
	Unread   *string `json:"unread"`
	Claims   int     `json:"claims"`
	Versions int     `json:"versions"`
	Lead     string  `json:"lead"`
	// Status is "killed" where the agency that sent it has taken it back.
	Status *string `json:"status"`
}

// ClaimRow is one claim of a ledger, with lasting identifiers. Spans count in
// the text of the version named.
type ClaimRow struct {
	ID         string     `json:"id"`
	Article    ArticleRow `json:"article"`
	Version    string     `json:"version"`
	Newest     bool       `json:"newest"`
	Form       string     `json:"form"`
	Source     RowSource  `json:"source"`
	Cue        Cue        `json:"cue"`
	Content    Words      `json:"content"`
	Before     string     `json:"before"`
	After      string     `json:"after"`
	Stance     string     `json:"stance"`
	Certainty  string     `json:"certainty"`
	Polarity   string     `json:"polarity"`
	Parent     *string    `json:"parent"`
	Via        []Name     `json:"via"`
	RepliesTo  *string    `json:"replies_to"`
	Rule       string     `json:"rule"`
	Confidence float64    `json:"confidence"`
	// Likeness to what was asked for; left out where nothing was.
	Likeness float64 `json:"likeness,omitempty"`
}

// RowSource is whom the content is ascribed to, with the actors by name.
type RowSource struct {
	Words
	Kind   string `json:"kind"`
	Actors []Name `json:"actors"`
}

// Name is an actor's lasting identifier and name.
type Name struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ActorRow is one actor over all articles.
type ActorRow struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Type     string    `json:"type"`
	Named    bool      `json:"named"`
	Aliases  []string  `json:"aliases"`
	Roles    []RowRole `json:"roles"`
	Claims   int       `json:"claims"`
	Articles int       `json:"articles"`
	First    *string   `json:"first"`
	Last     *string   `json:"last"`
}

// RowRole is a role, the newest article that gives it, and how many do from when to when.
type RowRole struct {
	Title    string  `json:"title"`
	Of       *string `json:"of"`
	Article  string  `json:"article"`
	Outlet   *string `json:"outlet"`
	Articles int     `json:"articles"`
	First    *string `json:"first"`
	Last     *string `json:"last"`
}

// NewArticle makes the row of an article.
func NewArticle(r sayso.ArticleRow) ArticleRow {
	return ArticleRow{
		ID: string(r.ID), Version: string(r.Version), Key: null(r.Key), Path: null(r.Path), URL: null(r.URL), Outlet: null(r.Outlet), Title: null(r.Title),
		Published: null(r.Published.String()), Language: null(r.Language), Unread: null(r.Unread), Claims: r.Claims, Versions: r.Versions, Lead: r.Lead, Status: null(r.Status),
	}
}

// NewClaim makes the row of a claim.
func NewClaim(r sayso.ClaimRow) ClaimRow {
	article := NewArticle(r.Article)
	return newClaim(&r, &article)
}

func newClaim(r *sayso.ClaimRow, article *ArticleRow) ClaimRow {
	return ClaimRow{
		ID: string(r.ID), Article: *article, Version: string(r.Version), Newest: r.Newest, Form: string(r.Form),
		Source:  RowSource{Words{pairs(r.SourcePoints), r.SourceText}, string(r.Source.Kind), names(r.Speakers)},
		Cue:     Cue{Words{pairs(r.CuePoints), r.CueText}, r.Cue.Lemma},
		Content: Words{pairs(r.ContentPoints), r.ContentText}, Before: r.Before, After: r.After,
		Stance: string(r.Stance), Certainty: string(r.Certainty), Polarity: string(r.Polarity),
		Parent: null(r.Parent), Via: names(r.ViaNames), RepliesTo: null(r.RepliesTo), Rule: r.Rule, Confidence: r.Confidence, Likeness: r.Likeness,
	}
}

// NewActor makes the row of an actor.
func NewActor(r sayso.ActorRow) ActorRow {
	out := ActorRow{
		ID: string(r.ID), Name: r.Name, Type: string(r.Type), Named: r.Named, Aliases: list(r.Aliases), Roles: make([]RowRole, len(r.Roles)),
		Claims: r.Claims, Articles: r.Articles, First: null(r.First.String()), Last: null(r.Last.String()),
	}
	for i, x := range r.Roles {
		out.Roles[i] = RowRole{x.Title, null(x.Of), string(x.Article), null(x.Outlet), x.Articles, null(x.First.String()), null(x.Last.String())}
	}
	return out
}

func names(ns []sayso.ActorName) []Name {
	out := make([]Name, len(ns))
	for i, n := range ns {
		out[i] = Name{string(n.ID), n.Name}
	}
	return out
}

// Claims are the claims of a ledger.
func Claims() *Schema {
	var c columns[ClaimRow]
	c.text("id", "lasting identifier of the claim", func(r *ClaimRow) string { return r.ID })
	c.text("article", "identifier of the article", func(r *ClaimRow) string { return r.Article.ID })
	c.date("published", "when the article was published", func(r *ClaimRow) *string { return r.Article.Published })
	c.optional("outlet", "who published it", func(r *ClaimRow) *string { return r.Article.Outlet })
	c.optional("title", "its title", func(r *ClaimRow) *string { return r.Article.Title })
	c.text("form", "`direct`, `indirect` or `mixed`", func(r *ClaimRow) string { return r.Form })
	c.text("source", "whom the content is ascribed to, in the words of the article", func(r *ClaimRow) string { return r.Source.Text })
	c.list("speakers", "names of the actors that these words mean", func(r *ClaimRow) []string { return actorNames(r.Source.Actors) })
	c.text("cue", "the words that ascribe it", func(r *ClaimRow) string { return r.Cue.Text })
	c.text("content", "what is said", func(r *ClaimRow) string { return r.Content.Text })
	c.text("stance", "what the source does by saying it: `asserts`, `denies` …", func(r *ClaimRow) string { return r.Stance })
	c.text("certainty", "`certain`, `probable`, `possible` or `unknown`", func(r *ClaimRow) string { return r.Certainty })
	c.text("polarity", "`+`, `-` or `?`", func(r *ClaimRow) string { return r.Polarity })
	c.list("via", "who carried the words to the article, nearest the speaker first", func(r *ClaimRow) []string { return actorNames(r.Via) })
	c.text("rule", "what read the claim", func(r *ClaimRow) string { return r.Rule })
	c.number("confidence", "0 to 1", 2, "how sure the reading is", func(r *ClaimRow) float64 { return r.Confidence })
	c.add(Column{Name: "start", Type: Integer, Unit: "code points", About: "where the content begins in the version's text"}, func(r *ClaimRow) any {
		if len(r.Content.Spans) == 0 {
			return nil
		}
		return r.Content.Spans[0][0]
	})
	c.add(Column{Name: "end", Type: Integer, Unit: "code points", About: "where it ends, exclusive"}, func(r *ClaimRow) any {
		if n := len(r.Content.Spans); n > 0 {
			return r.Content.Spans[n-1][1]
		}
		return nil
	})
	return &Schema{"claims", "who said what: one claim", c}
}

// Articles are the articles of a ledger.
func Articles() *Schema {
	var c columns[ArticleRow]
	c.text("id", "lasting identifier of the article", func(r *ArticleRow) string { return r.ID })
	c.text("version", "identifier of its newest version", func(r *ArticleRow) string { return r.Version })
	c.date("published", "when it was published", func(r *ArticleRow) *string { return r.Published })
	c.optional("outlet", "who published it", func(r *ArticleRow) *string { return r.Outlet })
	c.optional("title", "its title", func(r *ArticleRow) *string { return r.Title })
	c.optional("url", "its address", func(r *ArticleRow) *string { return r.URL })
	c.optional("path", "the file that it was read from", func(r *ArticleRow) *string { return r.Path })
	c.optional("language", "what it is written in, ISO 639-1", func(r *ArticleRow) *string { return r.Language })
	c.integer("claims", "claims", "how many its newest version has", func(r *ArticleRow) int { return r.Claims })
	c.integer("versions", "versions", "how many texts its address has had", func(r *ArticleRow) int { return r.Versions })
	c.optional("status", "`killed` where the agency that sent it took it back", func(r *ArticleRow) *string { return r.Status })
	c.optional("key", "what its publisher or supplier calls it", func(r *ArticleRow) *string { return r.Key })
	c.optional("unread", "what of it was not read, and why: `language fr is not read`; empty when all was", func(r *ArticleRow) *string { return r.Unread })
	return &Schema{"articles", "one article", c}
}

// Actors are the actors of a ledger.
func Actors() *Schema {
	var c columns[ActorRow]
	c.text("id", "lasting identifier of the actor", func(r *ActorRow) string { return r.ID })
	c.text("name", "the fullest name that articles give", func(r *ActorRow) string { return r.Name })
	c.text("type", "`person`, `org`, `place`, `group` or `other`", func(r *ActorRow) string { return r.Type })
	c.boolean("named", "whether some article names it", func(r *ActorRow) bool { return r.Named })
	c.list("aliases", "other forms of the name", func(r *ActorRow) []string { return r.Aliases })
	c.integer("claims", "claims", "how many it makes", func(r *ActorRow) int { return r.Claims })
	c.integer("articles", "articles", "how many speak of it", func(r *ActorRow) int { return r.Articles })
	c.date("first", "when the first of them was published", func(r *ActorRow) *string { return r.First })
	c.date("last", "when the last was", func(r *ActorRow) *string { return r.Last })
	c.rest(ByContent, "id")
	c.rest(ByCount, "claims", "articles")
	c.rest(ByPublisher, "first", "last")
	c.rest(ByReading, "type", "named")
	c.rest(ByJoining)
	return &Schema{"actors", "one actor over all articles", c}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func actorNames(ns []Name) []string {
	l := make([]string, len(ns))
	for i, n := range ns {
		l[i] = n.Name
	}
	return l
}
