package mcp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
)

var update = flag.Bool("update", false, "write what the server answers to the recorded session anew")

// recorded is a session of the protocol's official client in Python (package mcp 2.3.0)
// with `sayso mcp` over the articles of ledgertest, message after message: who said it,
// and what. That client holds each answer against the schema of its tool.
const recorded = "testdata/python-sdk.jsonl"

type saidMessage struct {
	From    string          `json:"from"`
	Message json.RawMessage `json:"message"`
}

// TestRecordedClient says again what another client has said, word by word, and wants
// the answers that it was content with.
func TestRecordedClient(t *testing.T) {
	data, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	fromClient, toServer := io.Pipe()
	fromServer, toClient := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- New(Config{Ledger: open(t), Version: "test"}).Run(ctx, &sdk.IOTransport{Reader: fromClient, Writer: toClient})
	}()
	defer func() { stop(); toServer.Close(); toClient.Close(); <-ended }()
	answers := bufio.NewReader(fromServer)
	var out bytes.Buffer
	said := 0
	for line := range bytes.Lines(data) {
		var m saidMessage
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		if m.From == "client" {
			if _, err := toServer.Write(append(m.Message, '\n')); err != nil {
				t.Fatal(err)
			}
			out.Write(line)
			continue
		}
		got, err := answers.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		said++
		fmt.Fprintf(&out, `{"from":"server","message":%s}`+"\n", bytes.TrimSpace(got))
		if diff := cmp.Diff(message(t, m.Message), message(t, got)); diff != "" && !*update {
			t.Errorf("answer %d is another than the client was given (- then, + now):\n%s", said, diff)
		}
	}
	if said < 13 {
		t.Errorf("%d answers", said)
	}
	if *update {
		if err := os.WriteFile(recorded, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// cursor is where a list goes on: a client hands it back as it is, so that what stands
// in it is the ledger's own matter.
var cursor = regexp.MustCompile(`(\\?"next\\?":\\?")[\w-]+`)

// message is one as values, without the version of the program that said it, and with
// every cursor alike.
func message(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(cursor.ReplaceAll(raw, []byte("${1}x")), &m); err != nil {
		t.Fatal(err)
	}
	if result, ok := m["result"].(map[string]any); ok {
		if info, ok := result["serverInfo"].(map[string]any); ok {
			delete(info, "version")
		}
	}
	return m
}

// manyStatements is a ledger whose every question has more statements than an answer
// gives, and whose versions nobody may read: rows have all that is cited.
type manyStatements struct {
	sayso.Ledger
	t  *testing.T
	of *sayso.Record
}

func (l manyStatements) Version(context.Context, sayso.VersionID) (*sayso.Record, error) {
	l.t.Error("a whole version was read for a citation")
	return nil, sayso.Errorf("show version", "", sayso.NotFound, "none")
}

func (l manyStatements) Questions(context.Context, sayso.QuestionQuery) (page sayso.Page[sayso.Question], err error) {
	for i := range MaxRows {
		q := sayso.Question{ID: sayso.QuestionID(fmt.Sprint("qu", i)), Story: sayso.DeriveStoryID(l.of.Article.ID), Text: "How many?", Status: sayso.StandDisputed}
		for range 3 {
			a := sayso.Answer{Text: "one", Speakers: 1, Origins: 1}
			for range maxStatements + 1 {
				a.Statements = append(a.Statements, sayso.Statement{Article: l.of.Article.ID, Version: l.of.Version.ID, Text: "One.", Name: "Ada Brenn"})
			}
			q.Answers = append(q.Answers, a)
		}
		page.Items = append(page.Items, q)
	}
	return page, nil
}

// TestQuestionsAreBounded wants as many statements as one answer may have, each cited,
// and the others counted.
func TestQuestionsAreBounded(t *testing.T) {
	l := open(t)
	list, err := l.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := l.Article(t.Context(), list.Items[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	cs := connect(t, manyStatements{l, t, rec}, nil)
	var got questionsAnswer
	if bad := call(t, cs, "story_questions", map[string]any{"limit": MaxRows}, &got); bad != "" || len(got.Questions) != MaxRows {
		t.Fatalf("%s, %d questions", bad, len(got.Questions))
	}
	given, left := 0, 0
	for _, q := range got.Questions {
		for _, a := range q.Answers {
			given += len(a.Statements)
			left += a.LeftOut
			for _, s := range a.Statements {
				if s.Citation.Outlet != rec.Article.Outlet || s.Citation.Version != string(rec.Version.ID) {
					t.Fatalf("%+v", s)
				}
			}
		}
	}
	if given != MaxStatements || given+left != MaxRows*3*(maxStatements+1) {
		t.Errorf("%d statements, %d left out", given, left)
	}
}
