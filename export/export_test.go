package export

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

var update = flag.Bool("update", false, "rewrite the expected files")

// span finds words in a text.
func span(text, words string) sayso.Span {
	i := strings.Index(text, words)
	return sayso.Span{Start: i, End: i + len(words)}
}

// sample is an analysis over a text with emoji, combining marks and
// right-to-left script, in which every kind of thing occurs once.
func sample() (sayso.Article, sayso.Analysis) {
	text := "PORT MERIDIAN – 😀 Zoë Reyés, the mayor, said on Monday: “שלום, we wait.”"
	at := func(w string) sayso.Span { return span(text, w) }
	a := sayso.Article{
		ID: "arsample", Path: "a.txt", URL: "https://courier.example/a", Outlet: "Courier (sample)", Title: "Wait", Byline: []string{"I. Varga"},
		Dateline:  &sayso.Dateline{Text: "PORT MERIDIAN", Span: at("PORT MERIDIAN"), Whole: at("PORT MERIDIAN – ")},
		Published: sayso.Date{Time: time.Date(2023, 9, 13, 0, 0, 0, 0, time.UTC), DayOnly: true}, Language: "en",
		Credits: []sayso.Credit{{Agency: "Lantern"}}, Text: text,
	}
	return a, sayso.Analysis{
		Extractor: sayso.Provenance{Name: "sayso", Version: "1"},
		Sentences: []sayso.Span{{Start: 0, End: len(text)}},
		Tokens:    []sayso.Token{{Span: at("PORT"), POS: "PROPN", Head: 1}, {Span: at("MERIDIAN"), Lemma: "Meridian", Head: -1, Rel: "root"}},
		Mentions:  []sayso.Mention{{ID: "m1", Span: at("Zoë Reyés"), Kind: sayso.NameMention, Type: sayso.PersonMention, Actor: "a1"}},
		Actors:    []sayso.Actor{{ID: "a1", Name: "Zoë Reyés", Type: sayso.Person, Named: true, Roles: []sayso.Role{{Title: "mayor", Span: at("the mayor")}}}},
		Times:     []sayso.When{{ID: "t1", Span: at("Monday"), Type: sayso.DateTime, Value: "2023-09-11", From: time.Date(2023, 9, 11, 0, 0, 0, 0, time.UTC), To: time.Date(2023, 9, 12, 0, 0, 0, 0, time.UTC)}},
		Claims: []sayso.Claim{{
			ID: "c1", Form: sayso.Direct, Source: sayso.Source{Spans: sayso.Spans{at("Zoë Reyés, the mayor")}, Actors: []sayso.ActorID{"a1"}, Kind: sayso.NamedSource},
			Cue: sayso.Cue{Spans: sayso.Spans{at("said")}, Lemma: "say"}, Content: sayso.Spans{at("“שלום, we wait.”")},
			Stance: sayso.Asserts, Certainty: sayso.Certain, Polarity: sayso.Positive, Time: "t1", Rule: "quote after cue", Confidence: 0.9,
		}},
		Events: []sayso.Event{
			{ID: "e1", Type: "CONSULT", Mode: "visit", Anchor: sayso.Spans{at("wait")}, Actors: []sayso.ActorID{"a1"}, Status: sayso.Happened, Time: "t1", TimeFrom: "e2", Rule: "r", Confidence: 0.5,
				Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e2", Signal: sayso.Spans{at("we")}, Other: sayso.Spans{at("said")}, Apart: "P1D", Confidence: 0.4}}},
			{ID: "e2", Type: "AID", Anchor: sayso.Spans{at("said")}, Status: sayso.Planned, Time: "t1",
				Links: []sayso.TimeLink{{Relation: sayso.Before, Time: "t1", Signal: sayso.Spans{at("on")}, Other: sayso.Spans{at("Monday")}}}},
		},
	}
}

func TestAnalysisJSON(t *testing.T) {
	a, an := sample()
	empty := sayso.Article{ID: "arempty", Path: "-"}
	golden(t, "analysis.json", NewAnalysis(&a, &an, true))
	golden(t, "empty.json", NewAnalysis(&empty, &sayso.Analysis{}, false))
}

func TestRowJSON(t *testing.T) {
	row := sayso.ArticleRow{ID: "ar1", Version: "ve1", Outlet: "Courier (sample)", Title: "Wait", Claims: 1, Versions: 2, Lead: "Zoë"}
	claim := sayso.ClaimRow{
		Claim:   sayso.Claim{ID: "cl1", Form: sayso.Mixed, Stance: sayso.Denies, Certainty: sayso.Certain, Polarity: sayso.Negative, Rule: "r", Confidence: 0.5},
		Version: "ve1", Newest: true, Article: row, SourceText: "Both", CueText: "deny", ContentText: "it, \"all\" of it",
		ContentPoints: sayso.Spans{{Start: 3, End: 5}, {Start: 8, End: 9}}, Speakers: []sayso.ActorName{{ID: "ac1", Name: "Moscow"}, {ID: "ac2", Name: "Pyongyang"}},
	}
	golden(t, "claim.json", NewClaim(claim))
	golden(t, "claim.csv", written(t, "csv", Claims(), NewClaim(claim)))
	event := NewEvent(sayso.EventRow{ID: "ev1", Type: "AID", Status: sayso.Happened, Day: "2031-05-05", DayFrom: "CONSULT “met”, by “as”",
		Links: []sayso.EventLink{{Relation: sayso.Simultaneous, Event: "ev2", Act: "CONSULT", Words: "met", Signal: "as", Points: sayso.Spans{{Start: 3, End: 5}}}, {Relation: sayso.After, Words: "Monday's vote", Day: "2031-05-05", Signal: "after", Apart: "P2D"}},
		Mentions: []sayso.EventReport{{ID: "em1", Article: "ar1", Address: "a.txt", Status: sayso.Happened, DayFrom: "CONSULT “met”, by “as”",
			Links: []sayso.EventLink{{Relation: sayso.Simultaneous, Event: "em2", Act: "CONSULT", Words: "met", Signal: "as"}}}}})
	golden(t, "event.json", event)
	golden(t, "event.tsv", written(t, "tsv", Events(), event))
	golden(t, "article.json", NewArticle(row))
	golden(t, "actor.json", NewActor(sayso.ActorRow{ID: "ac1", Name: "Moscow", Type: sayso.Organisation, Named: true, Roles: []sayso.RoleRow{{Title: "capital", Article: "ar1"}}, Claims: 3}))
}

func TestOffsetsCountCodePoints(t *testing.T) {
	a, an := sample()
	out := NewAnalysis(&a, &an, true)
	points := []rune(a.Text)
	if got := string(points[out.Claims[0].Content.Spans[0][0]:out.Claims[0].Content.Spans[0][1]]); got != out.Claims[0].Content.Text {
		t.Errorf("offsets give %q, text is %q", got, out.Claims[0].Content.Text)
	}
}

func golden(t *testing.T, name string, v any) {
	t.Helper()
	got, ok := v.([]byte)
	if !ok {
		var err error
		if got, err = json.MarshalIndent(v, "", "  "); err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}

func BenchmarkNewAnalysis(b *testing.B) {
	a, an := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(NewAnalysis(&a, &an, false)); err != nil {
			b.Fatal(err)
		}
	}
}
