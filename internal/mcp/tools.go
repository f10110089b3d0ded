package mcp

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
)

// tools are the answers.
type tools struct{ Config }

// paged is how much of a list is asked for.
type paged struct {
	Limit int    `json:"limit,omitempty" jsonschema:"how many rows, 20 where it is left out, 50 at most"`
	After string `json:"after,omitempty" jsonschema:"the next of the answer before"`
}

func (p paged) paging() (sayso.Paging, error) {
	switch {
	case p.Limit < 0 || p.Limit > MaxRows:
		return sayso.Paging{}, sayso.Errorf("list", fmt.Sprint(p.Limit), sayso.Invalid, "limit is a number from 1 to %d (mcp.MaxRows)", MaxRows)
	case p.Limit == 0:
		p.Limit = usualRows
	}
	return sayso.Paging{Limit: p.Limit, After: p.After}, nil
}

// days are a range of days of publication.
type days struct {
	From string `json:"from,omitempty" jsonschema:"the first day of publication, such as 2023-09-13"`
	To   string `json:"to,omitempty" jsonschema:"the last day"`
}

func (d days) times() (from, to time.Time, err error) {
	if d.From != "" {
		if from, err = time.Parse(time.DateOnly, d.From); err != nil {
			return from, to, sayso.Errorf("list", d.From, sayso.Invalid, "from is a day such as 2023-09-13")
		}
	}
	if d.To != "" {
		if to, err = time.Parse(time.DateOnly, d.To); err != nil {
			return from, to, sayso.Errorf("list", d.To, sayso.Invalid, "to is a day such as 2023-09-13")
		}
		to = to.AddDate(0, 0, 1)
	}
	return from, to, nil
}

type claimsAsked struct {
	Words   string `json:"words,omitempty" jsonschema:"words that must all occur; \"words together\", satellit*, strike OR walkout, -word, speaker:name, before:2023-09-13"`
	Like    string `json:"like,omitempty" jsonschema:"a sentence: claims that say like things, the likest first"`
	Speaker string `json:"speaker,omitempty" jsonschema:"words of the speaker's name"`
	Outlet  string `json:"outlet,omitempty" jsonschema:"the outlet's whole name"`
	Stance  string `json:"stance,omitempty" jsonschema:"what the speaker does: asserts, denies, confirms, pledges, warns …"`
	Form    string `json:"form,omitempty" jsonschema:"direct, indirect or mixed"`
	days
	paged
}

type claimsAnswer struct {
	Claims []claim `json:"claims"`
	Next   string  `json:"next,omitempty" jsonschema:"give it as after for more"`
}

func (t *tools) searchClaims(ctx context.Context, in claimsAsked) (out claimsAnswer, err error) {
	q := sayso.ClaimQuery{Words: in.Words, Speaker: in.Speaker, Outlet: in.Outlet}
	if q.Stance, err = known("stance", in.Stance, sayso.Stances); err != nil {
		return out, err
	}
	if q.Form, err = known("form", in.Form, []sayso.Form{sayso.Direct, sayso.Indirect, sayso.Mixed}); err != nil {
		return out, err
	}
	if q.From, q.To, err = in.times(); err != nil {
		return out, err
	}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	if in.Like != "" {
		if t.Like == nil {
			return out, sayso.Errorf("search", "like", sayso.Invalid, "nothing is found by what it says here").Advise("ask by words")
		}
		if q.Like, err = t.Like(ctx, in.Like); err != nil {
			return out, err
		}
	}
	return t.claims(ctx, q)
}

// known is a value that a list names.
func known[S ~string](what, v string, of []S) (S, error) {
	var words []string
	for _, s := range of {
		if v == "" || S(v) == s {
			return S(v), nil
		}
		words = append(words, string(s))
	}
	return "", sayso.Errorf("list", v, sayso.Invalid, "there is no such %s; known are %s", what, strings.Join(words, ", "))
}

func (t *tools) claims(ctx context.Context, q sayso.ClaimQuery) (claimsAnswer, error) {
	page, err := t.Ledger.Claims(ctx, q)
	out := claimsAnswer{Claims: make([]claim, len(page.Items)), Next: page.Next}
	for i := range page.Items {
		out.Claims[i] = newClaim(&page.Items[i])
	}
	return out, err
}

type named struct {
	ID string `json:"id" jsonschema:"identifier"`
}

type claimAnswer struct {
	Claim     claim      `json:"claim"`
	RepliesTo *claim     `json:"replies_to,omitempty" jsonschema:"the claim that this one denies or answers"`
	Inside    *claim     `json:"inside,omitempty" jsonschema:"the claim inside whose words this one stands"`
	Questions []question `json:"questions" jsonschema:"what it answers, with those who answer otherwise"`
}

func (t *tools) showClaim(ctx context.Context, in named) (out claimAnswer, err error) {
	row, err := t.Ledger.Claim(ctx, sayso.ClaimID(in.ID))
	if err != nil {
		return out, err
	}
	out.Claim = newClaim(row)
	for _, x := range []struct {
		id sayso.ClaimID
		to **claim
	}{{row.RepliesTo, &out.RepliesTo}, {row.Parent, &out.Inside}} {
		if x.id == "" {
			continue
		}
		other, err := t.Ledger.Claim(ctx, x.id)
		if sayso.KindOf(err) == sayso.NotFound {
			continue // an analyst rejected it
		}
		if err != nil {
			return out, err
		}
		c := newClaim(other)
		*x.to = &c
	}
	out.Questions, _, err = t.questions(ctx, sayso.QuestionQuery{Claim: row.ID, Paging: sayso.Paging{Limit: usualRows}})
	return out, err
}

type actorsAsked struct {
	Name string `json:"name,omitempty" jsonschema:"words of the name; without it those who speak most"`
	paged
}

type actorAnswer struct {
	actor
	Type     string   `json:"type"`
	Aliases  []string `json:"aliases"`
	Claims   int      `json:"claims"`
	Articles int      `json:"articles"`
	Roles    []string `json:"roles" jsonschema:"as articles give them, with one article each"`
}

type actorsAnswer struct {
	Actors []actorAnswer `json:"actors"`
	Next   string        `json:"next,omitempty"`
}

// maxRoles is how many roles and aliases of an actor an answer gives.
const maxRoles = 10

func (t *tools) findActors(ctx context.Context, in actorsAsked) (out actorsAnswer, err error) {
	q := sayso.ActorQuery{Name: in.Name, Speaking: true}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	page, err := t.Ledger.Actors(ctx, q)
	out = actorsAnswer{Actors: make([]actorAnswer, len(page.Items)), Next: page.Next}
	for i, r := range page.Items {
		a := actorAnswer{actor: actor{string(r.ID), r.Name}, Type: string(r.Type), Aliases: append([]string{}, r.Aliases[:min(len(r.Aliases), maxRoles)]...), Claims: r.Claims, Articles: r.Articles, Roles: []string{}}
		for _, x := range r.Roles[:min(len(r.Roles), maxRoles)] {
			a.Roles = append(a.Roles, strings.TrimSuffix(x.Title+" of "+x.Of, " of ")+" (article "+string(x.Article)+")")
		}
		out.Actors[i] = a
	}
	return out, err
}

type statementsAsked struct {
	Actor string `json:"actor" jsonschema:"identifier, as find_actors gives it"`
	days
	paged
}

func (t *tools) actorStatements(ctx context.Context, in statementsAsked) (out claimsAnswer, err error) {
	if _, err := t.Ledger.Actor(ctx, sayso.ActorID(in.Actor)); err != nil {
		return out, err
	}
	q := sayso.ClaimQuery{Actor: sayso.ActorID(in.Actor)}
	if q.From, q.To, err = in.times(); err != nil {
		return out, err
	}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	return t.claims(ctx, q)
}

type storiesAsked struct {
	days
	paged
}

type storyRow struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	First    string `json:"first,omitempty"`
	Last     string `json:"last,omitempty"`
	Articles int    `json:"articles"`
	Texts    int    `json:"texts" jsonschema:"copies of one text count once"`
}

type storiesAnswer struct {
	Stories []storyRow `json:"stories"`
	Next    string     `json:"next,omitempty"`
}

func (t *tools) listStories(ctx context.Context, in storiesAsked) (out storiesAnswer, err error) {
	var q sayso.StoryQuery
	if q.From, q.To, err = in.times(); err != nil {
		return out, err
	}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	page, err := t.Ledger.Stories(ctx, q)
	out = storiesAnswer{Stories: make([]storyRow, len(page.Items)), Next: page.Next}
	for i, r := range page.Items {
		out.Stories[i] = storyRow{string(r.ID), r.Title, r.First.String(), r.Last.String(), r.Articles, r.Texts}
	}
	return out, err
}

type questionsAsked struct {
	Story  string `json:"story,omitempty" jsonschema:"identifier of a story; without it all stories"`
	Status string `json:"status,omitempty" jsonschema:"disputed, denied, shifted, conceded, updated or agreed"`
	Actor  string `json:"actor,omitempty" jsonschema:"identifier of somebody who answers"`
	paged
}

type questionsAnswer struct {
	Questions []question `json:"questions"`
	Next      string     `json:"next,omitempty"`
}

func (t *tools) storyQuestions(ctx context.Context, in questionsAsked) (out questionsAnswer, err error) {
	q := sayso.QuestionQuery{Story: sayso.StoryID(in.Story), Actor: sayso.ActorID(in.Actor)}
	status, err := known("status", in.Status, sayso.Standings)
	if err != nil {
		return out, err
	}
	if status != "" {
		q.Status = []sayso.Standing{status}
	}
	if in.Story != "" {
		if _, err := t.Ledger.Story(ctx, q.Story); err != nil {
			return out, err
		}
	}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	out.Questions, out.Next, err = t.questions(ctx, q)
	return out, err
}

// maxStatements is how many statements of an answer are given.
const maxStatements = 10

// questions lists questions; each statement is cited by its article.
func (t *tools) questions(ctx context.Context, q sayso.QuestionQuery) ([]question, string, error) {
	page, err := t.Ledger.Questions(ctx, q)
	if err != nil {
		return nil, "", err
	}
	left := MaxStatements
	rows := citing{t.Ledger, map[sayso.ArticleID]*sayso.ArticleRow{}, map[sayso.StoryID]bool{}}
	out := make([]question, len(page.Items))
	for i := range page.Items {
		x := &page.Items[i]
		out[i] = question{ID: string(x.ID), Story: string(x.Story), Text: x.Text, Status: string(x.Status), Confidence: x.Confidence, Answers: []answer{}}
		for _, a := range x.Answers {
			to := answer{Text: a.Text, Speakers: a.Speakers, Origins: a.Origins, Statements: []statement{}}
			shown := a.Statements[:min(len(a.Statements), maxStatements, left)]
			left, to.LeftOut = left-len(shown), len(a.Statements)-len(shown)
			for _, s := range shown {
				row, err := rows.of(ctx, x.Story, s.Article)
				if err != nil {
					return nil, "", err
				}
				to.Statements = append(to.Statements, statement{Speaker: s.Name, Claim: string(s.Claim), Said: s.Said.String(), Text: short(s.Text, maxSaid), Origin: s.Origin, Party: s.Party,
					Citation: cited(row, s.Version, sayso.Spans{s.Points})})
			}
			out[i].Answers = append(out[i].Answers, to)
		}
	}
	return out, page.Next, nil
}

type eventsAsked struct {
	Type      string   `json:"type,omitempty" jsonschema:"a PLOVER category such as ASSAULT or CONSULT"`
	Status    string   `json:"status,omitempty" jsonschema:"happened, ongoing, planned, possible, denied or demanded"`
	Countries []string `json:"countries,omitempty" jsonschema:"three letters each (FRA): all must take part"`
	days
	paged
}

type eventRow struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Mode     string    `json:"mode,omitempty"`
	Status   string    `json:"status"`
	Day      string    `json:"day,omitempty"`
	Place    string    `json:"place,omitempty"`
	Actors   []string  `json:"actors"`
	Targets  []string  `json:"targets"`
	Told     int       `json:"told" jsonschema:"how many mentions there are; ten are given at most"`
	Origins  []string  `json:"origins" jsonschema:"whoever the mentions go back to, each once"`
	Mentions []mention `json:"mentions"`
}

type mention struct {
	Words    string   `json:"words"`
	Sentence string   `json:"sentence"`
	Source   string   `json:"source,omitempty" jsonschema:"who says so, where a claim does"`
	Claim    string   `json:"claim,omitempty" jsonschema:"the claim that reports it; empty where the article itself does"`
	Citation citation `json:"citation"`
}

type eventsAnswer struct {
	Events []eventRow `json:"events"`
	Next   string     `json:"next,omitempty"`
}

func (t *tools) findEvents(ctx context.Context, in eventsAsked) (out eventsAnswer, err error) {
	q := sayso.EventQuery{Type: strings.ToUpper(in.Type), Status: sayso.Status(in.Status)}
	for _, c := range in.Countries {
		q.Countries = append(q.Countries, strings.ToUpper(c))
	}
	if q.From, q.To, err = in.times(); err != nil {
		return out, err
	}
	if q.Paging, err = in.paging(); err != nil {
		return out, err
	}
	page, err := t.Ledger.Events(ctx, q)
	out = eventsAnswer{Events: make([]eventRow, len(page.Items)), Next: page.Next}
	for i := range page.Items {
		out.Events[i] = newEvent(&page.Items[i])
	}
	return out, err
}

// articleRoot is what the address of an article as a resource begins with.
const articleRoot = "sayso://articles/"

// article gives the text of an article, with where it was published before it and the
// claims in it behind it.
func (t *tools) article(ctx context.Context, r *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
	id, err := url.PathUnescape(strings.TrimPrefix(r.Params.URI, articleRoot))
	if err != nil {
		return nil, sdk.ResourceNotFoundError(r.Params.URI)
	}
	rec, err := t.Ledger.Gist(ctx, sayso.ArticleID(id))
	if sayso.KindOf(err) == sayso.NotFound {
		return nil, sdk.ResourceNotFoundError(r.Params.URI)
	}
	if err != nil {
		return nil, err
	}
	page, err := t.Ledger.Claims(ctx, sayso.ClaimQuery{Article: rec.Article.ID, Paging: sayso.Paging{Limit: MaxRows}})
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\nClaims in it:\n", cited(rowOf(&rec.Article, rec.Version.ID), rec.Version.ID, nil).Cite, short(rec.Article.Text, MaxText))
	for i := range page.Items {
		c := newClaim(&page.Items[i])
		fmt.Fprintf(&b, "- %s: %s %s: %s\n", c.ID, c.Source, c.Stance, c.Said)
	}
	if page.Next != "" {
		fmt.Fprintf(&b, "- more than %d; search_claims lists them\n", MaxRows)
	}
	return &sdk.ReadResourceResult{Contents: []*sdk.ResourceContents{{URI: r.Params.URI, MIMEType: "text/plain", Text: b.String()}}}, nil
}
