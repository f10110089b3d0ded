// Package mcp answers assistants that speak the Model Context Protocol from a ledger.
//
// It only reads. Every answer is bounded, and each claim in it carries its citation:
// the article with its address, the version, and where the words stand in its text.
package mcp

import (
	"context"
	"log/slog"
	"net/http"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
)

// Bounds.
const (
	// MaxRows is how many rows one answer may hold, usualRows how many it holds where
	// none are asked for.
	MaxRows   = 50
	usualRows = 20
	// MaxStatements is how many statements the questions of one answer may have.
	MaxStatements = 200
	// MaxText is how many bytes of an article's text a resource gives.
	MaxText = 100 << 10
	// MaxRequest is how many bytes a request may have.
	MaxRequest = 64 << 10
)

// Ledger is what the tools ask.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.ActorLedger
	sayso.EventLedger
	sayso.StoryLedger
	sayso.QuestionLedger
}

// Config is what a server needs.
type Config struct {
	Ledger  Ledger
	Version string // of the program
	// Like gives the vector of what a text says; nil means that nothing is found by
	// what it says.
	Like func(ctx context.Context, text string) (sayso.Vector, error)
	Log  *slog.Logger // nil means silence
}

// instructions tell an assistant what the answers mean.
const instructions = `A ledger of who said what, in which article, read from news. A claim is not a fact: say who said it, and cite the article with its address.
Quote "said" word by word only; where spans are several, words were left out between them. Counts of articles are no counts of sources: copies of one text go back to one origin.
Start with search_claims or find_actors; story_questions shows what is disputed, denied or agreed. Articles are resources: sayso://articles/{id}.`

// New makes a server. It has no state of its own, so one serves all sessions.
func New(c Config) *sdk.Server {
	s := sdk.NewServer(&sdk.Implementation{Name: "sayso", Title: "Sayso: who said what, on whose word", Version: c.Version},
		&sdk.ServerOptions{Instructions: instructions, Logger: c.Log, Capabilities: &sdk.ServerCapabilities{}})
	t := &tools{c}
	add(s, "search_claims", "Find who said what", "Finds claims by words, speaker, outlet, stance or date, or by what they say (like). Each has its exact words, who said them, and where they stand.", t.searchClaims)
	add(s, "show_claim", "Show one claim", "Shows a claim in its context: who said it, through whom, the exact words with their spans, and the questions that it answers.", t.showClaim)
	add(s, "find_actors", "Find speakers", "Finds persons and bodies by name, with identifiers for the other tools.", t.findActors)
	add(s, "actor_statements", "What an actor said", "Lists what one actor said, newest first.", t.actorStatements)
	add(s, "list_stories", "List stories", "Lists stories, those with the latest news first.", t.listStories)
	add(s, "story_questions", "Questions of a story", "Lists what the articles of a story, or of all stories, answer: each question with its answers side by side, who gives each, and on how many origins it rests.", t.storyQuestions)
	add(s, "find_events", "Find events", "Lists coded events, each once, with the articles that tell of it and the claim that each rests on.", t.findEvents)
	s.AddResourceTemplate(&sdk.ResourceTemplate{
		Name: "article", Title: "An article", MIMEType: "text/plain", URITemplate: articleRoot + "{id}",
		Description: "The newest version of an article: where it was published, its text, and the claims in it.",
	}, t.article)
	return s
}

// add adds a tool that only reads.
func add[In, Out any](s *sdk.Server, name, title, about string, h func(context.Context, In) (Out, error)) {
	closed := false
	sdk.AddTool(s, &sdk.Tool{Name: name, Title: title, Description: about, Annotations: &sdk.ToolAnnotations{Title: title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}},
		func(ctx context.Context, _ *sdk.CallToolRequest, in In) (*sdk.CallToolResult, Out, error) {
			out, err := h(ctx, in)
			return nil, out, err
		})
}

// Handler serves the protocol over streamable HTTP, without sessions: each request is
// answered by itself, as JSON.
func Handler(c Config) http.Handler {
	s := New(c)
	return sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return s },
		&sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true, Logger: c.Log, MaxRequestBodyBytes: MaxRequest, PropagateRequestCancellation: true,
			DisableLocalhostProtection: true}) // the pages' guard decides which names are answered to
}
