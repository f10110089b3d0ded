package web

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"sayso"
	"sayso/export"
)

// endpoint is an address for programs: what it takes and what it gives. The server
// refuses what it does not take, and web/openapi.json is written from the list of
// all of them, so neither can tell another story than the other.
type endpoint struct {
	path   string // as net/http's ServeMux takes it, without the method
	about  string
	handle handler
	dear   bool // many of them at once are refused
	takes  []parameter
	// gives is a value of the type that it answers with, one row where rows is set;
	// nil where it gives no JSON.
	gives any
	// rows are what it lists, piece by piece; nil where it is no list.
	rows *export.Schema
	// media is what it gives where that is no JSON of a type; an export gives what its
	// format says.
	media string
	// beyond says that what it gives depends on more than the ledger's journal tells:
	// then its tag is one of the bytes.
	beyond bool
}

// parameter is one name in the query of an address.
type parameter struct {
	name, about string
	kind        string   // of its value, by JSON Schema; text where it is empty
	values      []string // all that there are; nil for anything
	many        bool     // it may be given several times
}

// of is the parameter where it means something of its own.
func (p parameter) of(about string) parameter {
	p.about = about
	return p
}

// among is the parameter where it takes values of a list.
func among[S ~string](p parameter, values []S) parameter {
	p.values = nil
	for _, v := range values {
		p.values = append(p.values, string(v))
	}
	return p
}

// The parameters that several addresses take.
var (
	words      = parameter{name: "q", about: "words in title or text; docs/commands.md says what a search string may hold"}
	key        = parameter{name: "key", about: "what its publisher or supplier calls it"}
	outlet     = parameter{name: "outlet", about: "the outlet's whole name"}
	language   = parameter{name: "language", about: "what it is written in, ISO 639-1"}
	firstDay   = parameter{name: "from", about: "the first day of publication, such as 2023-09-13"}
	lastDay    = parameter{name: "to", about: "the last day of publication, which is inside"}
	cameSince  = parameter{name: "since", about: "what came into the ledger at that moment or later: a day, a moment (2023-09-13T12:00:00Z), 2h, 3d, or the number of an entry of the journal"}
	inArticle  = parameter{name: "article", about: "identifier of an article"}
	byActor    = parameter{name: "actor", about: "identifier of an actor"}
	withTokens = parameter{name: "tokens", about: "1 adds the tokens", values: []string{"0", "1"}}
	most       = parameter{name: "limit", about: "how many rows", kind: "integer"}
	after      = parameter{name: "after", about: "the next of the piece before"}
)

var (
	claimFilters = []parameter{
		words.of("words in source, cue or content; docs/commands.md says what a search string may hold"), {name: "speaker", about: "words of a speaker's name"}, byActor.of("identifier of the speaker"), inArticle,
		among(parameter{name: "form", about: "how the words are reported"}, []sayso.Form{sayso.Direct, sayso.Indirect, sayso.Mixed}),
		among(parameter{name: "stance", about: "what the source does by saying it"}, sayso.Stances), outlet, firstDay, lastDay, cameSince,
		{name: "versions", about: "all takes superseded versions too", values: []string{"newest", "all"}},
		{name: "like", about: "identifier of a claim, or a text: claims that say like things, the likest first"},
		{name: "min_confidence", about: "how sure the reading must be, 0 to 1", kind: "number"},
		{name: "order", about: "date: the newest first; confidence: the surest first; where it is left out, the best match, else the newest", values: []string{"date", "confidence"}},
	}
	articleFilters = []parameter{words, key, outlet, language, firstDay, lastDay, cameSince}
	actorFilters   = []parameter{{name: "name", about: "words of the name"},
		among(parameter{name: "type", about: "what it is"}, []sayso.ActorType{sayso.Person, sayso.Organisation, sayso.PlaceActor, sayso.Group, sayso.OtherActor}),
		{name: "speaking", about: "1: only those who make a claim", values: []string{"0", "1"}}}
	eventFilters = []parameter{{name: "type", about: "category of PLOVER", values: categoryNames()},
		among(parameter{name: "status", about: "whether it took place"}, []sayso.Status{sayso.Happened, sayso.Ongoing, sayso.Planned, sayso.PossibleStatus, sayso.DeniedStatus, sayso.Demanded}),
		{name: "country", about: "code of a country that takes part, ISO 3166-1 of three letters; twice for two", many: true}, inArticle, firstDay, lastDay, cameSince,
		{name: "told", about: "the least number of articles that tell of it", kind: "integer"},
		{name: "order", about: "told: those first of which most articles tell", values: []string{"newest", "told"}}}
	storyFilters    = []parameter{firstDay, lastDay, cameSince}
	questionFilters = []parameter{
		func() parameter {
			p := among(parameter{name: "status", about: "how its answers stand to each other; several times for several"}, sayso.Standings)
			p.many = true
			return p
		}(),
		among(parameter{name: "slot", about: "what it asks for"}, sayso.Slots), {name: "story", about: "identifier of a story"}, byActor.of("identifier of somebody who answers"),
		{name: "event", about: "identifier of an event"}, {name: "place", about: "name of the place where it happened"}, {name: "min_confidence", about: "how sure it must be, 0 to 1", kind: "number"}, cameSince,
		{name: "order", about: "latest: those first whose last answer is latest", values: []string{"surest", "latest"}}}
	changeFilters = []parameter{outlet, inArticle, parameter{name: "since", about: "what was read on that day or at that moment, or later: 2023-09-13 or 2023-09-13T12:00:00Z"}}
)

func categoryNames() (out []string) {
	for _, c := range sayso.EventCategories() {
		out = append(out, c.Name)
	}
	return out
}

// exportFilters are what the rows of each kind are chosen by, as in its list.
var exportFilters = map[string][]parameter{
	"claims": claimFilters, "articles": articleFilters, "mentions": articleFilters, "places": articleFilters, "actors": actorFilters,
	"events":  append(slices.Clone(eventFilters), parameter{name: "layout", about: "the columns: own, reports, polecat or ged", values: layoutNames()}),
	"stories": storyFilters, "questions": questionFilters, "statements": questionFilters,
}

func layoutNames() (out []string) {
	for _, x := range export.Layouts() {
		out = append(out, x.Name)
	}
	return out
}

// exportTakes are the parameters of exports of all kinds, each once.
func exportTakes() []parameter {
	var out []parameter
	for _, kind := range slices.Sorted(maps.Keys(exportFilters)) {
		for _, p := range exportFilters[kind] {
			i := slices.IndexFunc(out, func(x parameter) bool { return x.name == p.name })
			if i < 0 {
				p.about = "of " + kind + ": " + p.about
				out = append(out, p)
				continue
			}
			out[i].about = strings.Replace(out[i].about, ":", ", "+kind+":", 1)
			out[i].many = out[i].many || p.many
			for _, v := range p.values {
				if !slices.Contains(out[i].values, v) {
					out[i].values = append(slices.Clone(out[i].values), v)
				}
			}
		}
	}
	return append(out, most.of("how many rows; all where it is left out"))
}

// endpoints lists the addresses for programs, in the order of the docs.
var endpoints = []endpoint{
	{path: "/api/v1/articles", about: "articles, newest first", handle: (*server).apiArticles, takes: articleFilters, gives: export.ArticleRow{}, rows: export.Articles()},
	{path: "/api/v1/articles/{id}", about: "an article's newest version with its analysis", handle: (*server).apiArticle, takes: []parameter{withTokens}, gives: export.Record{}},
	{path: "/api/v1/versions/{id}", about: "one version with its analysis", handle: (*server).apiVersion, takes: []parameter{withTokens}, gives: export.Record{}},
	{path: "/api/v1/claims", about: "claims, newest article first; with q the best match first", handle: (*server).apiClaims, dear: true, takes: claimFilters, gives: export.ClaimRow{}, rows: export.Claims()},
	{path: "/api/v1/claims/{id}", about: "one claim", handle: (*server).apiClaim, gives: export.ClaimRow{}},
	{path: "/api/v1/actors", about: "actors, most claims first", handle: (*server).apiActors, takes: actorFilters, gives: export.ActorRow{}, rows: export.Actors()},
	{path: "/api/v1/actors/{id}", about: "one actor with roles and aliases", handle: (*server).apiActor, gives: export.ActorRow{}},
	{path: "/api/v1/events", about: "events, newest first, each with its mentions", handle: (*server).apiEvents, dear: true, takes: eventFilters, gives: export.EventRow{}, rows: export.Events()},
	{path: "/api/v1/stories", about: "stories, those with the latest news first", handle: (*server).apiStories, dear: true, takes: storyFilters, gives: export.StoryRow{}, rows: export.StoryRows()},
	{path: "/api/v1/stories/{id}", about: "one story with texts, speakers and questions", handle: (*server).apiStory, dear: true, gives: export.Story{}},
	{path: "/api/v1/stories/{id}/timeline", about: "its claims and events by day", handle: (*server).apiTimeline, dear: true,
		takes: []parameter{{name: "by", about: "the days that it is ordered by; all orders after each other where it is left out", values: []string{"about", "said"}}, changeFilters[2]}, gives: export.Moment{}, rows: export.Moments()},
	{path: "/api/v1/questions", about: "questions, the surest first", handle: (*server).apiQuestions, takes: questionFilters, gives: export.Question{}, rows: export.Questions()},
	{path: "/api/v1/questions/{id}", about: "one question with its answers", handle: (*server).apiQuestion, gives: export.Question{}},
	{path: "/api/v1/disputes", about: "questions on which answers differ, the surest first", handle: (*server).apiDisputes, takes: questionFilters, gives: export.Question{}, rows: export.Disputes()},
	{path: "/api/v1/changes", about: "what versions changed in claims, the latest first", handle: (*server).apiChanges, dear: true, takes: changeFilters, gives: export.Change{}, rows: export.Changes()},
	{path: "/api/v1/facets", about: "counts of claims by form, stance, outlet and speaker", handle: (*server).apiFacets, dear: true,
		takes: append(slices.Clone(claimFilters), most.of("how many values of each")), gives: export.Facets{}},
	{path: "/api/v1/sources", about: "what is watched, with its health, in the order that it was added", handle: (*server).apiSources,
		takes: []parameter{{name: "failing", about: "1: only those whose last try failed", values: []string{"0", "1"}}}, gives: export.WatchedSource{}, rows: export.Sources(), beyond: true},
	{path: "/api/v1/follows", about: "what is followed, in the order that it was added; only where the pages may be corrected", handle: (*server).apiFollows, gives: export.Follow{}, rows: export.Follows(), beyond: true},
	{path: "/api/v1/follows/{id}/items", about: "what was found for a follow, the latest first", handle: (*server).apiFollowItems, gives: export.FollowItem{}, rows: export.FollowItems(), beyond: true},
	{path: "/api/v1/stats", about: "what the ledger holds", handle: (*server).apiStats, gives: export.Stats{}},
	{path: "/api/v1/openapi.json", about: "this description", handle: (*server).openAPI, media: "application/json", beyond: true},
	{path: "/export/{file}", about: "all rows of a kind as a file, streamed: claims.csv", handle: (*server).export, takes: exportTakes()},
	{path: "/healthz", about: "whether the process answers", handle: (*server).healthy, media: "text/plain"},
	{path: "/readyz", about: "whether the ledger answers, and is the one that was opened", handle: (*server).ready, media: "text/plain"},
	{path: "/metrics", about: "counters, for Prometheus", handle: (*server).metrics, media: "text/plain"},
}

// parameters are all that an endpoint takes: lists are asked for in pieces too.
func (e *endpoint) parameters() []parameter {
	if e.rows == nil {
		return e.takes
	}
	return append(slices.Clone(e.takes), most.of("how many rows, 30 where it is left out, 1000 at most (MaxAPILimit)"), after,
		parameter{name: "format", about: "the rows alone in this format, with the address of the next piece in the header Link", values: export.FormatNames(export.FormatsOf(e.rows))})
}

// checkTaken refuses what an endpoint does not take: an answer without that filter would
// be of rows that nobody asked for.
func checkTaken(op string, takes []parameter, q url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		i := slices.IndexFunc(takes, func(p parameter) bool { return p.name == name })
		if i < 0 {
			if len(takes) == 0 {
				return sayso.Errorf(op, name, sayso.Invalid, "there is no such filter").Advise("leave it out: this address takes none")
			}
			return sayso.Errorf(op, name, sayso.Invalid, "there is no such filter").Advise("choose of " + strings.Join(namesOf(takes), ", "))
		}
		p := &takes[i]
		if len(q[name]) > 1 && !p.many {
			return sayso.Errorf(op, name, sayso.Invalid, "it is given %d times and counts once", len(q[name])).Advise("choose one")
		}
		for _, v := range q[name] {
			if v != "" && p.values != nil && !slices.Contains(p.values, v) {
				return sayso.Errorf(op, v, sayso.Invalid, "there is no such %s", name).Advise("choose one of " + strings.Join(p.values, ", "))
			}
		}
	}
	return nil
}

func namesOf(ps []parameter) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.name
	}
	return out
}
