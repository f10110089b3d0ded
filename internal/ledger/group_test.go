package ledger

import (
	"fmt"
	"testing"
	"time"

	"sayso"
)

// chain places articles a, b, c, … a day apart; links are "b>a" for like and
// "b=a" for copy.
func chain(n int, links ...string) []sayso.Placement {
	ps := make([]sayso.Placement, n)
	for i := range ps {
		ps[i] = sayso.Placement{Article: sayso.ArticleID(rune('a' + i)), Published: sayso.Date{Time: time.Date(2031, 4, 1+i, 0, 0, 0, 0, time.UTC)}}
	}
	for _, l := range links {
		kind := sayso.LikeLink
		if l[1] == '=' {
			kind = sayso.CopyLink
		}
		p := &ps[l[0]-'a']
		p.Links = append(p.Links, sayso.StoryLink{Kind: kind, To: sayso.ArticleID(l[2:]), Score: 0.5})
	}
	return ps
}

func TestGroupStories(t *testing.T) {
	split := func(a string) sayso.Regrouping {
		return sayso.Regrouping{Verdict: sayso.Split, Article: sayso.ArticleID(a)}
	}
	merge := func(a, into string) sayso.Regrouping {
		return sayso.Regrouping{Verdict: sayso.Merged, Article: sayso.ArticleID(a), Into: sayso.ArticleID(into)}
	}
	for _, c := range []struct {
		name           string
		links          []string
		said           []sayso.Regrouping
		stories, texts string
	}{
		{"nothing joins", nil, nil, "[0 1 2 3]", "[0 1 2 3]"},
		{"a tree is a story", []string{"b>a", "c>b"}, nil, "[0 0 0 3]", "[0 1 2 3]"},
		{"copies are a text in one story", []string{"b>a", "b=a", "d>c", "d=c"}, nil, "[0 0 2 2]", "[0 0 2 2]"},
		{"and join no stories", []string{"b=a", "d>c", "d=b"}, nil, "[0 1 2 2]", "[0 1 2 3]"},
		{"but are a text where a merger does", []string{"b>a", "d>c", "d=b"}, []sayso.Regrouping{merge("c", "a")}, "[0 0 0 0]", "[0 1 2 1]"},
		{"a split takes along what hangs on it", []string{"b>a", "c>b", "d>a"}, []sayso.Regrouping{split("b")}, "[0 1 1 0]", "[0 1 2 3]"},
		{"and cuts copies from story to story", []string{"b>a", "b=a", "c>b", "c=a"}, []sayso.Regrouping{split("b")}, "[0 1 1 3]", "[0 1 2 3]"},
		{"a merger joins", []string{"b>a", "d>c"}, []sayso.Regrouping{merge("c", "b")}, "[0 0 0 0]", "[0 1 2 3]"},
		{"a split and a merger move", []string{"b>a", "c>b"}, []sayso.Regrouping{split("c"), merge("c", "d")}, "[0 0 2 2]", "[0 1 2 3]"},
		{"what is not there counts for nothing", []string{"b>z"}, []sayso.Regrouping{merge("z", "a"), split("z")}, "[0 1 2 3]", "[0 1 2 3]"},
	} {
		stories, texts := groupStories(chain(4, c.links...), c.said)
		if fmt.Sprint(stories) != c.stories || fmt.Sprint(texts) != c.texts {
			t.Errorf("%s: %v %v, want %s %s", c.name, stories, texts, c.stories, c.texts)
		}
	}
}

func TestStoryTitle(t *testing.T) {
	for want, in := range map[string][]headline{
		"":                               {{"", 0}, {"!", 0}},
		"Ferry Aurelia aground":          {{"", 1}, {"Ferry Aurelia aground", 1}, {"Aurelia: ferry aground in fog off the northern cape, they say", 1}},
		"Harbour closed after collision": {{"Storm", 1}, {"Harbour closed  after collision", 1}, {"Harbour still closed after collision", 1}},
		"Storm shuts the harbour":        {{"Collision", 1}, {"Storm shuts the harbour", 2}, {"Harbour closed after collision", 1}},
	} {
		if got := storyTitle(in); got != want {
			t.Errorf("storyTitle(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestStories(t *testing.T) {
	var ms []Member
	for i, p := range chain(5, "c>a", "d>c", "d=c", "e>b") {
		ms = append(ms, Member{Placement: p, Opening: "Fog lay over the cape, and " + string(p.Article)})
		if p.Article == "e" {
			ms[i].Published = sayso.Date{} // undated articles come first
		}
		if p.Article == "c" {
			ms[i].Title = "Ferry aground"
		}
	}
	SortMembers(ms)
	order := ""
	for _, m := range ms {
		order += string(m.Article)
	}
	if order != "eabcd" {
		t.Fatalf("sorted as %s", order)
	}
	stories, texts := Stories(ms, []sayso.Regrouping{{Verdict: sayso.Merged, Article: "e", Into: "b"}})
	if got, want := fmt.Sprint(texts), "[0 1 2 3 3]"; got != want {
		t.Errorf("texts %s, want %s", got, want)
	}
	var got []string
	for _, s := range stories {
		got = append(got, fmt.Sprintf("%d %v %s %d %d %d", s.Root, s.Members, s.Title, s.Texts, s.First.Day(), s.Last.Day()))
	}
	if got, want := fmt.Sprint(got), "[0 [0 2] Fog lay over the cape, and e 2 2 2 1 [1 3 4] Ferry aground 2 1 4]"; got != want {
		t.Errorf("stories\n%s, want\n%s", got, want)
	}
}
