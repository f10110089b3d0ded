package export

import (
	"strconv"
	"strings"

	"sayso"
)

// ArticleRow is one article of a ledger in a list.
type ArticleRow struct {
	ID        string  `json:"id"`
	Version   string  `json:"version"`
	Path      *string `json:"path"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
	Language  *string `json:"language"`
	Claims    int     `json:"claims"`
	Versions  int     `json:"versions"`
	Lead      string  `json:"lead"`
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
		ID: string(r.ID), Version: string(r.Version), Path: null(r.Path), URL: null(r.URL), Outlet: null(r.Outlet), Title: null(r.Title),
		Published: null(r.Published.String()), Language: null(r.Language), Claims: r.Claims, Versions: r.Versions, Lead: r.Lead, Status: null(r.Status),
	}
}

// NewClaim makes the row of a claim.
func NewClaim(r sayso.ClaimRow) ClaimRow {
	return ClaimRow{
		ID: string(r.ID), Article: NewArticle(r.Article), Version: string(r.Version), Newest: r.Newest, Form: string(r.Form),
		Source:  RowSource{Words{pairs(r.SourcePoints), r.SourceText}, string(r.Source.Kind), names(r.Speakers)},
		Cue:     Cue{Words{pairs(r.CuePoints), r.CueText}, r.Cue.Lemma},
		Content: Words{pairs(r.ContentPoints), r.ContentText}, Before: r.Before, After: r.After,
		Stance: string(r.Stance), Certainty: string(r.Certainty), Polarity: string(r.Polarity),
		Parent: null(r.Parent), Via: names(r.ViaNames), RepliesTo: null(r.RepliesTo), Rule: r.Rule, Confidence: r.Confidence,
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

// ClaimColumns, ArticleColumns and ActorColumns head the CSV forms.
var (
	ClaimColumns   = []string{"id", "article", "published", "outlet", "title", "form", "source", "speakers", "cue", "content", "stance", "certainty", "polarity", "via", "rule", "confidence", "start", "end"}
	ArticleColumns = []string{"id", "version", "published", "outlet", "title", "url", "path", "language", "claims", "versions", "status"}
	ActorColumns   = []string{"id", "name", "type", "named", "aliases", "claims", "articles", "first", "last"}
)

// CSV gives the claim's fields in the order of ClaimColumns. Several values
// in a field are joined by "; ". Start and end cover the content.
func (r ClaimRow) CSV() []string {
	start, end := "", ""
	if n := len(r.Content.Spans); n > 0 {
		start, end = strconv.Itoa(r.Content.Spans[0][0]), strconv.Itoa(r.Content.Spans[n-1][1])
	}
	return []string{
		r.ID, r.Article.ID, deref(r.Article.Published), deref(r.Article.Outlet), deref(r.Article.Title), r.Form, r.Source.Text, joinNames(r.Source.Actors),
		r.Cue.Text, r.Content.Text, r.Stance, r.Certainty, r.Polarity, joinNames(r.Via), r.Rule, strconv.FormatFloat(r.Confidence, 'f', 2, 64), start, end,
	}
}

// CSV gives the article's fields in the order of ArticleColumns.
func (r ArticleRow) CSV() []string {
	return []string{r.ID, r.Version, deref(r.Published), deref(r.Outlet), deref(r.Title), deref(r.URL), deref(r.Path), deref(r.Language), strconv.Itoa(r.Claims), strconv.Itoa(r.Versions), deref(r.Status)}
}

// CSV gives the actor's fields in the order of ActorColumns.
func (r ActorRow) CSV() []string {
	return []string{r.ID, r.Name, r.Type, strconv.FormatBool(r.Named), strings.Join(r.Aliases, "; "), strconv.Itoa(r.Claims), strconv.Itoa(r.Articles), deref(r.First), deref(r.Last)}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func joinNames(ns []Name) string {
	l := make([]string, len(ns))
	for i, n := range ns {
		l[i] = n.Name
	}
	return strings.Join(l, "; ")
}
