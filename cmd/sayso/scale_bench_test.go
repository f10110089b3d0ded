package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
	"sayso/export"
	"sayso/internal/handout"
	"sayso/internal/mcp"
	"sayso/ledgertest"
	"sayso/sqlite"
	"sayso/web"
)

// BenchmarkScale asks a large ledger what the API and assistants ask, and exports it.
// SAYSO_SCALE_CLAIMS says of how many claims the ledger is, 100,000 without it.
// SAYSO_SCALE_LEDGER is the path of a ledger that an earlier run has made; it is made
// there where it is missing.
func BenchmarkScale(b *testing.B) {
	led := scaleLedger(b)
	ctx := b.Context()
	pages := web.New(web.Config{Ledger: led})
	words := ledgertest.NewGenerator(1).Word(50)
	for name, path := range map[string]string{
		"api/claims": "/api/v1/claims?limit=100", "api/claims-stance": "/api/v1/claims?limit=100&stance=denies", "api/claims-words": "/api/v1/claims?limit=100&q=" + words,
		"api/articles": "/api/v1/articles?limit=100", "api/questions": "/api/v1/questions?limit=100",
	} {
		b.Run(name, func(b *testing.B) {
			median(b, func() {
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body)
				}
			})
		})
	}
	askScale(b, led)
	for _, format := range []string{"csv", "parquet"} {
		b.Run("export/"+format, func(b *testing.B) {
			f, err := export.FindExport(format, export.CitedClaims())
			if err != nil {
				b.Fatal(err)
			}
			runtime.GC()
			rows, began := 0, time.Now()
			for b.Loop() {
				w, err := f.Open(io.Discard, export.CitedClaims(), export.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := handout.Each(ctx, led, "claims", &handout.Query{}, func(row any) error { rows++; return w.Write(row) }); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows)/time.Since(began).Seconds(), "rows/s")
		})
	}
}

// askScale calls each tool as an assistant does, over pipes.
func askScale(b *testing.B, led sayso.Ledger) {
	here, there := sdk.NewInMemoryTransports()
	if _, err := mcp.New(mcp.Config{Ledger: led, Version: "test"}).Connect(b.Context(), here, nil); err != nil {
		b.Fatal(err)
	}
	cs, err := sdk.NewClient(&sdk.Implementation{Name: "bench", Version: "1"}, nil).Connect(b.Context(), there, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer cs.Close()
	one := func(page sayso.Paging) sayso.Paging { page.Limit = 1; return page }
	claims, err := led.Claims(b.Context(), sayso.ClaimQuery{Paging: one(sayso.Paging{})})
	if err != nil {
		b.Fatal(err)
	}
	actors, err := led.Actors(b.Context(), sayso.ActorQuery{Paging: one(sayso.Paging{})})
	if err != nil {
		b.Fatal(err)
	}
	questions, err := led.Questions(b.Context(), sayso.QuestionQuery{Paging: one(sayso.Paging{})})
	if err != nil {
		b.Fatal(err)
	}
	for tool, args := range map[string]map[string]any{
		"search_claims": {"words": ledgertest.NewGenerator(1).Word(50), "limit": mcp.MaxRows}, "show_claim": {"id": claims.Items[0].ID}, "find_actors": {"limit": mcp.MaxRows}, "actor_statements": {"actor": actors.Items[0].ID, "limit": mcp.MaxRows},
		"list_stories": {"limit": mcp.MaxRows}, "story_questions": {"limit": mcp.MaxRows}, "find_events": {"limit": mcp.MaxRows},
	} {
		b.Run("mcp/"+tool, func(b *testing.B) { median(b, func() { callTool(b, cs, tool, args) }) })
	}
	b.Run("mcp/story_questions-of-one", func(b *testing.B) {
		median(b, func() {
			callTool(b, cs, "story_questions", map[string]any{"story": questions.Items[0].Story, "limit": mcp.MaxRows})
		})
	})
	b.Run("mcp/article", func(b *testing.B) {
		median(b, func() {
			if _, err := cs.ReadResource(b.Context(), &sdk.ReadResourceParams{URI: "sayso://articles/" + string(claims.Items[0].Article.ID)}); err != nil {
				b.Fatal(err)
			}
		})
	})
}

func callTool(b *testing.B, cs *sdk.ClientSession, tool string, args map[string]any) {
	res, err := cs.CallTool(b.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil || res.IsError {
		b.Fatal(tool, err, res)
	}
}

// median reports the median of what a call takes.
func median(b *testing.B, do func()) {
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		do()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
}

// scaleLedger opens the ledger, and makes it where there is none: made-up articles of 17
// claims, twenty to a story, and in some stories twenty questions with twenty statements
// each.
func scaleLedger(b *testing.B) sayso.Ledger {
	b.Helper()
	const inArticle, batch, inStory, asked = 17, 60, 20, 100
	claims := 100_000
	if s := os.Getenv("SAYSO_SCALE_CLAIMS"); s != "" {
		var err error
		if claims, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	path := os.Getenv("SAYSO_SCALE_LEDGER")
	if path == "" {
		path = filepath.Join(b.TempDir(), "ledger.db")
	}
	_, missing := os.Stat(path)
	led, err := sqlite.Open(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { led.Close() })
	if missing == nil {
		return led
	}
	ctx, g, seq := b.Context(), ledgertest.NewGenerator(1), int64(0)
	for n := 0; n < claims; n += batch * inArticle {
		readings := make([]sayso.Reading, batch)
		for i := range readings {
			readings[i] = g.Article(inArticle)
		}
		slices.SortFunc(readings, func(a, b sayso.Reading) int { return a.Article.Published.Compare(b.Article.Published.Time) }) // links lead to earlier ones
		outs, err := led.Put(ctx, readings...)
		if err != nil {
			b.Fatal(err)
		}
		ps := make([]sayso.Placement, len(outs))
		for i, o := range outs {
			ps[i] = sayso.Placement{Article: o.Article, Version: o.Version, Published: readings[i].Article.Published, Signature: []byte(o.Article)}
			if first := i - i%inStory; i > first {
				ps[i].Links = []sayso.StoryLink{{Kind: sayso.LikeLink, To: outs[first].Article, Score: 0.5, Words: []string{"harbour"}}}
			}
		}
		if seq, err = led.Place(ctx, seq, ps...); err != nil {
			b.Fatal(err)
		}
		if n/(batch*inArticle) < asked {
			askMadeUp(b, led, outs[:inStory])
		}
	}
	return led
}

// askMadeUp keeps questions of a story, each with a statement of every article.
func askMadeUp(b *testing.B, led sayso.Ledger, of []sayso.Outcome) {
	_, mark, err := led.Unasked(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	var about []sayso.ArticleID
	var qs []sayso.Question
	for k := range of {
		words := fmt.Sprintf("What of %s?", of[k].Article)
		qs = append(qs, sayso.Question{ID: sayso.QuestionID(sayso.DeriveID("qu", words)), Text: words, Slot: sayso.FigureSlot, Status: sayso.StandDisputed, Confidence: 0.75, Why: []string{"made up"}})
	}
	for i, o := range of {
		about = append(about, o.Article)
		for k := range qs {
			span := sayso.Span{Start: 0, End: 40}
			qs[k].Answers = append(qs[k].Answers, sayso.Answer{Text: strconv.Itoa(i), Speakers: 1, Origins: 1,
				Statements: []sayso.Statement{{Article: o.Article, Version: o.Version, Span: span, Points: span, Text: "forty letters of a text that is made up.", Name: "Somebody", Origin: "Somebody"}}})
		}
	}
	if err := led.Ask(b.Context(), mark, about, qs...); err != nil {
		b.Fatal(err)
	}
}
