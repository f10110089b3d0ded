package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/story"
)

// maxEvents bounds the short timeline of a story page.
const maxEvents = 60 // moments of the short timeline

// storyOf is the story in which an article stands; nil where it stands in none.
func (s *server) storyOf(ctx context.Context, id sayso.ArticleID) (*sayso.StoryRow, error) {
	if limited(ctx) { // the others of the story may be none of theirs
		return nil, nil
	}
	st, err := s.Ledger.Story(ctx, sayso.DeriveStoryID(id))
	switch {
	case sayso.KindOf(err) == sayso.NotFound:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &st.StoryRow, nil
}

// told is the story that a request names.
func (s *server) told(r *http.Request) (*story.Story, error) {
	return story.Tell(r.Context(), s.Ledger, sayso.StoryID(r.PathValue("id")))
}

func (s *server) storyList(w http.ResponseWriter, r *http.Request) error {
	page, err := s.Ledger.Stories(r.Context(), sayso.StoryQuery{Paging: sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")}})
	if err != nil {
		return err
	}
	p := struct {
		Stories []sayso.StoryRow
		Next    string
	}{Stories: page.Items}
	if page.Next != "" {
		p.Next = "/stories?after=" + url.QueryEscape(page.Next)
	}
	return s.render(w, "stories", s.view("Stories", p).withFiles("stories", nil))
}

// textLine is one text of a story: an article, or copies of one.
type textLine struct {
	Agency   string // whose copy it is; empty where none is known
	Articles []articleLine
	Copies   []copyLine
	Tree     template.HTML // of more than one article
}

type articleLine struct {
	ID             sayso.ArticleID
	Heading        string
	Printer        string
	Published      sayso.Date
	Why            string // why it stands in the story
	ClaimsReported int
}

// copyLine is one pair of copies, with the page that lays them side by side.
type copyLine struct {
	A, B     articleLine
	InA, InB string
	Origin   string
	Why      []string
	Href     string
}

func (s *server) story(w http.ResponseWriter, r *http.Request) error {
	st, err := s.told(r)
	if err != nil {
		return err
	}
	t, err := story.Lined(r.Context(), s.Ledger, st, time.Time{})
	if err != nil {
		return err
	}
	places := placesOf(st)
	rec, err := s.Ledger.Story(r.Context(), st.ID)
	if err != nil {
		return err
	}
	p := struct {
		Story             *story.Story
		Lead              string
		Short             inShort
		Contested, Agreed []questionView
		MoreQuestions     int
		AllQuestions      string
		Texts             []textLine
		Days              []story.Day
		Moments           int
		Map               template.HTML
		Places            []placeLine
	}{Story: st, Lead: leadLine(st), Texts: textLines(st), AllQuestions: disputesOf(st.ID)}
	p.Contested, p.Agreed, p.MoreQuestions = storyQuestions(st.Questions, rec)
	p.Short = newInShort(p.Contested, p.Agreed)
	p.Days, p.Moments = eventDays(t)
	if len(places) > 0 {
		p.Map = drawMap(places, s.Land)
		for i := range places {
			p.Places = append(p.Places, placeLine{Place: places[i], Class: fmt.Sprintf("g%d", i+1), Words: placeWords(&places[i])})
		}
	}
	v := s.following(s.view(st.Title, p), sayso.StoryFollow, string(st.ID), cmp.Or(st.Title, "A story"), "articles that join this story, and where they differ")
	return s.renderKept(w, r, "story", v.withFiles("statements", url.Values{"story": {string(st.ID)}}), sayso.Ref{Kind: sayso.StoryRef, ID: string(st.ID)})
}

// leadLine counts a story in words: "Fourteen articles, three texts, one
// speaker, who is a party to the matter."
func leadLine(s *story.Story) string {
	parties := 0
	for _, x := range s.Speakers {
		if x.Party {
			parties++
		}
	}
	n := len(s.Speakers)
	line := spelt(len(s.Articles)+s.Untold, "article") + ", " + spelt(len(s.Texts), "text") + ", " + spelt(n, "speaker")
	switch {
	case n == 0:
	case parties == 0 && n == 1:
		line += ", not shown to be a party to the matter"
	case parties == 0:
		line += ", none of them shown to be a party to the matter"
	case n == 1:
		line += ", who is a party to the matter"
	case parties == n:
		line += ", all of them parties to the matter"
	case parties == 1:
		line += ", one of them a party to the matter"
	default:
		line += ", " + numeral(parties) + " of them parties to the matter"
	}
	first, size := utf8.DecodeRuneInString(line)
	return string(unicode.ToUpper(first)) + line[size:] + "."
}

func spelt(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return numeral(n) + " " + what
}

var numerals = strings.Fields("no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")

func numeral(n int) string {
	if n < len(numerals) {
		return numerals[n]
	}
	return fmt.Sprint(n)
}

func newArticleLine(r *sayso.Record) articleLine {
	row := sayso.ArticleRow{ID: r.Article.ID, Outlet: r.Article.Outlet, Path: r.Article.Path, Title: r.Article.Title, Lead: r.Article.Text}
	return articleLine{ID: r.Article.ID, Heading: heading(&row), Printer: printer(&row), Published: r.Article.Published, ClaimsReported: len(r.Analysis.Claims)}
}

func textLines(s *story.Story) []textLine {
	of := map[sayso.ArticleID]articleLine{}
	for i, r := range s.Articles {
		a := newArticleLine(r)
		if l := s.Links[i]; l.To != "" {
			a.Why = "joined by " + strings.Join(l.Words[:min(len(l.Words), 5)], ", ")
		}
		of[a.ID] = a
	}
	var out []textLine
	for _, t := range s.Texts {
		x := textLine{Agency: t.Agency}
		for _, id := range t.Articles {
			x.Articles = append(x.Articles, of[id])
		}
		for _, c := range t.Taken {
			l := copyLine{A: of[c.A], B: of[c.B], InA: percent(c.InA), InB: percent(c.InB), Why: c.Why,
				Href: fmt.Sprintf("/stories/%s/passages?a=%s&b=%s", url.PathEscape(string(s.ID)), url.QueryEscape(string(c.A)), url.QueryEscape(string(c.B)))}
			l.Origin = "nothing shows who took from whom"
			if c.From != "" {
				l.Origin = "taken from " + of[c.From].Printer
			}
			x.Copies = append(x.Copies, l)
		}
		if len(t.Articles) > 1 {
			x.Tree = drawTree(t, of)
		}
		out = append(out, x)
	}
	return out
}

// eventDays are the days of a timeline on which something happened, by the
// days that are spoken of, and how many moments there are in all.
func eventDays(t *story.Timeline) (days []story.Day, all int) {
	empty, shown := 0, 0
	for _, d := range t.About {
		all += len(d.Moments)
		var ms []story.Moment
		for _, m := range d.Moments {
			if m.Event != "" && shown < maxEvents {
				ms = append(ms, m)
				shown++
			}
		}
		empty += d.Empty
		if len(ms) == 0 {
			if len(days) > 0 {
				empty++
			}
			continue
		}
		if len(days) == 0 {
			empty = 0
		}
		days = append(days, story.Day{Day: d.Day, Empty: empty, Moments: ms})
		empty = 0
	}
	return days, all
}

// placesOf are the places at which a story’s articles say that something happened,
// those of most articles first, each once. A place that is only named, as that where
// somebody speaks, is none of them.
func placesOf(s *story.Story) []sayso.Place {
	type where struct {
		name     string
		lat, lon float64
	}
	at := map[where]int{}
	var out []sayso.Place
	count := []int{}
	for _, r := range s.Articles {
		happened := make(map[sayso.PlaceID]bool)
		for i := range r.Analysis.Events {
			if e := &r.Analysis.Events[i]; took(e.Status) {
				happened[e.Place] = true
			}
		}
		for _, p := range r.Analysis.Places {
			if !happened[p.ID] {
				continue
			}
			k := where{p.Name, p.Lat, p.Lon}
			i, known := at[k]
			if !known {
				i = len(out)
				at[k] = i
				p.Others, p.Mentions = nil, nil
				out, count = append(out, p), append(count, 0)
			}
			count[i]++
		}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return count[b] - count[a] })
	sorted := make([]sayso.Place, 0, len(out))
	for n, i := range order {
		p := out[i]
		p.ID = sayso.PlaceID(fmt.Sprintf("p%d", n+1))
		sorted = append(sorted, p)
	}
	return sorted[:min(len(sorted), maxMarks)]
}

func listed(words []string) string { return strings.Join(words, "; ") }

// actWords writes an act of a timeline for people: "CONSULT visit" is "consult, visit".
func actWords(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(s)), ", ")
}
