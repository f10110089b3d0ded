package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/story"
)

// ferryQuestions asks of the ferry's story how many were injured, and whether oil
// was dumped, as a finder of questions does; of other stories nothing.
func ferryQuestions(recs []*sayso.Record, _ map[sayso.ArticleID]int) []sayso.Question {
	injured := sayso.Question{ID: "qu" + "0injured000000", Text: "How many passengers were injured?", Slot: sayso.FigureSlot, Status: sayso.StandDisputed, Confidence: 0.9, Why: []string{"injured, of the ferry Aurelia"}}
	oil := sayso.Question{ID: "qu" + "0oil0000000000", Text: "Did the ferry dump oil?" + hostile, Slot: sayso.YesNoSlot, Status: sayso.StandDisputed, Confidence: 0.8}
	give := func(q *sayso.Question, answer string, r *sayso.Record, c *sayso.Claim) {
		s := sayso.Statement{Article: r.Article.ID, Version: r.Version.ID, Claim: r.ClaimIDs[c.ID], Span: c.Content.Cover(), Text: c.Content.In(r.Article.Text),
			Said: r.Article.Published, Origin: r.Article.Outlet, Party: answer == "no"}
		for _, a := range c.Source.Actors {
			s.Speaker, s.Name = r.ActorIDs[a], r.Analysis.Actor(a).Name
		}
		if answer == "no" {
			s.Denies = "cl0"
		}
		for i := range q.Answers {
			if a := &q.Answers[i]; a.Text == answer {
				a.Statements = append(a.Statements, s)
				return
			}
		}
		q.Answers = append(q.Answers, sayso.Answer{Text: answer, Speakers: 1, Origins: 1, Statements: []sayso.Statement{s}})
	}
	for _, r := range recs {
		for i := range r.Analysis.Claims {
			c := &r.Analysis.Claims[i]
			switch words := c.Content.In(r.Article.Text); {
			case strings.Contains(words, "at least 12"):
				give(&injured, "at least 12", r, c)
			case strings.Contains(words, "ten passengers"):
				give(&injured, "10", r, c)
			case strings.Contains(words, "dumped oil") && c.Stance == sayso.Denies:
				give(&oil, "no", r, c)
			case strings.Contains(words, "dumped oil"):
				give(&oil, "yes", r, c)
			}
		}
	}
	var out []sayso.Question
	for _, q := range []sayso.Question{injured, oil} {
		if len(q.Answers) > 0 {
			out = append(out, q)
		}
	}
	return out
}

func TestQuestionPages(t *testing.T) {
	s := serve(t, ferryStory()...)
	_, list := get(t, s.URL+"/disputes")
	ids := hrefs(list, "/questions/")
	if len(ids) == 0 {
		t.Fatalf("no question is listed:\n%s", list)
	}
	for _, want := range []string{"How many passengers were injured?", "at least 12", `<span class="tag disputed">`, "a party", "→ <a href="} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
	res, body := get(t, s.URL+ids[0])
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "why these are one question") {
		t.Errorf("%s: %s\n%s", ids[0], res.Status, body)
	}
	wellMade(t, ids[0], body)
	claims := hrefs(body, "/claims/")
	if len(claims) == 0 {
		t.Fatal("no claim answers")
	}
	if _, claim := get(t, s.URL+claims[0]); !strings.Contains(claim, "What it answers") {
		t.Errorf("%s does not say what it answers", claims[0])
	}
	if _, home := get(t, s.URL+"/"); !strings.Contains(home, "Disputes and denials") {
		t.Error("the home page has no disputes")
	}
	if _, one := get(t, s.URL+"/api/v1"+ids[0]); !strings.Contains(one, `"question":"How many`) {
		t.Errorf("one question: %s", one)
	}
	for who, want := range map[string][2]string{"brenn": {"Answered by <a", "Did the ferry dump oil?"}, "nobody": {"Nobody of that name speaks", "There are none such"}} {
		_, page := get(t, s.URL+"/disputes?who="+who)
		wellMade(t, "/disputes?who="+who, page)
		if !strings.Contains(page, want[0]) || !strings.Contains(page, want[1]) {
			t.Errorf("disputes in which %s answers: %s", who, page)
		}
	}
	if _, none := get(t, s.URL+"/disputes?status=agreed"); strings.Contains(none, "How many") {
		t.Error("the status is not kept to")
	}
}

func TestDrawSteps(t *testing.T) {
	at := func(text, day string) sayso.Answer {
		d, err := sayso.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return sayso.Answer{Text: text, Statements: []sayso.Statement{{Name: "the <ministry>", Said: d}}}
	}
	q := sayso.Question{Slot: sayso.FigureSlot, Status: sayso.StandUpdated, Answers: []sayso.Answer{at("1,200", "2031-04-07"), at("at least 40", "2031-04-04")}}
	got := string(drawSteps(&q))
	for _, want := range []string{"at least 40 on 4 April 2031 by the &lt;ministry&gt;; 1,200 on 7 April 2031", "<polyline"} {
		if !strings.Contains(got, want) {
			t.Errorf("the steps lack %q: %s", want, got)
		}
	}
	for _, a := range []sayso.Answer{at("40", "2031-04-07"), at("many", "2031-04-09"), {Text: "7", Statements: []sayso.Statement{{}}}} {
		q.Answers[1] = a
		if got := drawSteps(&q); got != "" {
			t.Errorf("%+v is drawn: %s", a, got)
		}
	}
}

// TestWeighOnPages says on the page of a question that two statements are not
// against each other, and takes it back.
func TestWeighOnPages(t *testing.T) {
	l := open(t, ferryStory()...)
	k := story.NewKeeper(l)
	k.Find = ferryQuestions
	settle := func(ctx context.Context) error {
		_, err := k.Update(ctx)
		return err
	}
	s := httptest.NewServer(New(Config{Ledger: l, Corrections: true, Operator: "Ada", Settle: settle}))
	defer s.Close()
	shown := httptest.NewServer(New(Config{Ledger: l}))
	defer shown.Close()
	_, list := get(t, s.URL+"/disputes?slot=yes-no")
	page := hrefs(list, "/questions/")[0]
	_, body := get(t, s.URL+page)
	wellMade(t, page, body)
	names := regexp.MustCompile(`<option value="(cl[a-z0-9]+)"`).FindAllStringSubmatch(body, -1)
	if len(names) < 4 {
		t.Fatalf("the form names %v", names)
	}
	say := func(base, verdict string) (int, string) {
		t.Helper()
		res, err := http.PostForm(base+page+"/weigh", url.Values{"verdict": {verdict}, "a": {names[0][1]}, "b": {names[len(names)-1][1]}, "note": {"another oil"}})
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.StatusCode, res.Request.URL.Path
	}
	if status, _ := say(shown.URL, "apart"); status != http.StatusForbidden {
		t.Errorf("a server that only shows answers %d", status)
	}
	if status, _ := say(s.URL, "guessed"); status != http.StatusBadRequest {
		t.Errorf("no verdict: %d", status)
	}
	if status, at := say(s.URL, "update"); status != http.StatusOK || at != page {
		t.Errorf("an update: %d at %s", status, at)
	}
	if _, body := get(t, s.URL+page); !strings.Contains(body, "an update") || !strings.Contains(body, "by Ada: another oil") || !strings.Contains(body, "Take that back") || !strings.Contains(body, "tag updated") {
		t.Errorf("the page does not say so:\n%s", body)
	}
	if status, at := say(s.URL, "apart"); status != http.StatusOK || !strings.HasPrefix(at, "/stories/") {
		t.Errorf("apart: %d at %s", status, at)
	}
	if err := l.Weigh(t.Context(), sayso.Weighing{Verdict: sayso.Unweighed, A: sayso.StatementName{Claim: sayso.ClaimID(names[0][1])}, B: sayso.StatementName{Claim: sayso.ClaimID(names[len(names)-1][1])}}); err != nil {
		t.Fatal(err)
	}
	if err := settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, s.URL+page); !strings.Contains(body, "tag disputed") {
		t.Error("what was taken back is not as it was")
	}
}
