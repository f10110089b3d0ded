package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

// ports asks of every story whether the port is shut, and takes each claim for a
// yes, or for a no where it denies.
func ports(recs []*sayso.Record, _ map[sayso.ArticleID]int) []sayso.Question {
	q := sayso.Question{Text: "Is the port shut?", Slot: sayso.YesNoSlot, Status: sayso.StandDisputed, Confidence: 0.75, Why: []string{"the port"}}
	for _, answer := range []string{"yes", "no"} {
		a := sayso.Answer{Text: answer, Speakers: 1, Origins: 1}
		for _, r := range recs {
			for _, c := range r.Analysis.Claims {
				if (c.Stance == sayso.Denies) != (answer == "no") {
					continue
				}
				s := sayso.Statement{Article: r.Article.ID, Version: r.Version.ID, Claim: r.ClaimIDs[c.ID], Span: c.Content.Cover(), Text: c.Content.In(r.Article.Text),
					Said: r.Article.Published, Origin: r.Article.Outlet, Party: answer == "no"}
				for _, id := range c.Source.Actors {
					s.Speaker, s.Name = r.ActorIDs[id], r.Analysis.Actor(id).Name
				}
				a.Statements = append(a.Statements, s)
			}
		}
		if len(a.Statements) > 0 {
			q.Answers = append(q.Answers, a)
		}
	}
	if len(q.Answers) < 2 {
		return nil
	}
	q.ID = sayso.QuestionID(sayso.DeriveID("qu", string(q.Answers[0].Statements[0].Claim)))
	return []sayso.Question{q}
}

// asker is a program that asks about the port.
type asker struct {
	dir string
}

func (a asker) run(t *testing.T, args ...string) (out string, status int) {
	t.Helper()
	var b bytes.Buffer
	p := &Program{Stdin: strings.NewReader(""), Stdout: &b, Stderr: &b, Env: func(string) string { return "" }, Find: ports, User: "Ada"}
	status = p.Run(t.Context(), append(args, "--ledger", "sqlite:"+filepath.Join(a.dir, "l.db")))
	return b.String(), status
}

func (a asker) want(t *testing.T, words string, args ...string) string {
	t.Helper()
	out, status := a.run(t, args...)
	if status != exitOK || !strings.Contains(out, words) {
		t.Fatalf("%v ended with %d, want %q:\n%s", args, status, words, out)
	}
	return out
}

// newAsker has read two articles that stand against each other.
func newAsker(t *testing.T) asker {
	t.Helper()
	a := asker{t.TempDir()}
	var lines strings.Builder
	for _, x := range []map[string]string{
		{"url": "https://herald.example/1", "outlet": "Tarn Herald", "title": "Port Ruhl shut after strike", "published": "2031-04-01",
			"text": "PORT RUHL – The port of Ruhl is shut after a strike of the tug crews. “Ø: the port of Ruhl is shut,” union leader Ada Brenn told reporters on Tuesday."},
		{"url": "https://tribune.example/1", "outlet": "Coast Tribune", "title": "Port Ruhl: strike denied", "published": "2031-04-02",
			"text": "PORT RUHL – The tug crews of Ruhl strike. Harbour master Karl Holt denied on Wednesday that the port of Ruhl is shut after the strike of the tug crews."},
	} {
		b, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	in := filepath.Join(a.dir, "in.jsonl")
	if err := os.WriteFile(in, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	a.want(t, "2 new", "read", in)
	return a
}

func TestQuestionCommands(t *testing.T) {
	a := newAsker(t)
	text := a.want(t, "Is the port shut?", "disputes")
	for _, want := range []string{"disputed, 0.75, 2 articles, 2 texts", "  YES   Ada Brenn", "  NO    Karl Holt, a party  2 Apr 2031", "→ Coast Tribune  (1 speaker, 1 origin)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list lacks %q:\n%s", want, text)
		}
	}
	var q struct {
		ID, Story, Question, Slot, Status string
		Event                             *string
		Answers                           []struct {
			Answer            string
			Speakers, Origins int
			Statements        []struct {
				Article, Version, Claim, Text, Name, Said, Origin string
				Span                                              [2]int
				For, Denies                                       *string
				Party                                             bool
			}
		}
	}
	if err := json.Unmarshal([]byte(a.want(t, `"event":null`, "disputes", "--format", "json")), &q); err != nil {
		t.Fatal(err)
	}
	s := q.Answers[0].Statements[0]
	if at := strings.Index("PORT RUHL – The port of Ruhl is shut after a strike of the tug crews. “Ø: the port", "Ø") - len("–“") + 2; q.Answers[0].Answer != "yes" || s.Said != "2031-04-01" || s.Span[0] < at-2 || s.Span[0] > at {
		t.Errorf("first statement %+v, near %d", s, at)
	}
	a.want(t, "Is the port shut?", "story", q.Story)
	a.want(t, `"disputes":[{"id":"`+q.ID, "story", "--format", "json", q.Story)
	a.want(t, "no questions", "questions", "--status", "agreed")
	a.want(t, "yes; no", "questions", "--story", q.Story, "--format", "csv")
	a.want(t, "new: yes (Ada Brenn); no (Karl Holt)", "new", "--as", "Bo")
	yes, no := q.Answers[0].Statements[0].Claim, q.Answers[1].Statements[0].Claim
	a.want(t, yes+" is updated by "+no, "questions", "update", yes, no, "--note", "it opened")
	a.want(t, "updated, 0.75", "disputes")
	a.want(t, "update, said by itself", "eval", "questions")
	a.want(t, "weighing  update", "corrections", "--history")
	a.want(t, "is not against", "questions", "apart", yes, no)
	a.want(t, "no disputes", "disputes")
	a.want(t, "is as read", "questions", "undo", no, yes)
	if out, status := a.run(t, "questions", "undo", no, yes); status == exitOK || !strings.Contains(out, "nothing was said of the two") {
		t.Errorf("taken back twice: %d, %s", status, out)
	}
	if out, status := a.run(t, "questions", "same", yes, q.Answers[0].Statements[0].Article+":what nobody says"); status == exitOK || !strings.Contains(out, "does not say") {
		t.Errorf("words that are not there: %d, %s", status, out)
	}
	if again := a.want(t, "Is the port shut?", "disputes"); again != text {
		t.Errorf("after all was taken back:\n%s", again)
	}
	a.run(t, "new", "--as", "Bo")
	a.want(t, "2 articles placed", "rebuild")
	if again := a.want(t, "Is the port shut?", "disputes"); again != text {
		t.Errorf("after a rebuild:\n%s", again)
	}
	a.want(t, `"kind":"rebuild"`, "new", "--as", "Bo", "--format", "json")
	if out, _ := a.run(t, "new", "--as", "Bo"); strings.Contains(out, "Is the port shut?") {
		t.Errorf("a rebuild that asks the same is told:\n%s", out)
	}
}
