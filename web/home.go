package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/story"
)

// Bounds of the briefing.
const (
	homeDisputes = 5   // disputes and denials
	homeFigures  = 5   // figures that moved
	homeEdits    = 4   // articles that their publishers changed
	homeStories  = 6   // stories
	homeArticles = 15  // newest articles, on the first page
	homeCounted  = 500 // articles and stories that are looked at for counting and ranking
	// lookGap is how long after a page of the briefing the next one begins another
	// look: reloading it loses nothing.
	lookGap = 30 * time.Minute
	// lookKept is how long a browser keeps where its last look ended.
	lookKept = 400 * 24 * time.Hour
)

// lookCookie holds where a browser's look begins and ended last, by entries of the
// journal, and when that was. It names nobody.
const lookCookie = "look"

// look is from where on things are new to a browser.
type look struct {
	from int64     // entries above this number are new
	end  int64     // what the ledger had at the last page
	at   time.Time // when that was; zero for a first look
}

func readLook(r *http.Request) look {
	c, err := r.Cookie(lookCookie)
	if err != nil {
		return look{}
	}
	var ns [3]int64
	parts := strings.Split(c.Value, ".")
	for i := range ns {
		if len(parts) != len(ns) {
			return look{}
		}
		if ns[i], err = strconv.ParseInt(parts[i], 10, 64); err != nil || ns[i] < 0 {
			return look{}
		}
	}
	return look{ns[0], ns[1], time.Unix(ns[2], 0)}
}

// next is the look of a page that is asked for now, while the ledger's newest entry is
// end.
func (l look) next(end int64, now time.Time) look {
	if l.end > end || l.from > end {
		l = look{} // it was of another ledger
	}
	if !l.at.IsZero() && now.Sub(l.at) > lookGap {
		l.from = l.end
	}
	return look{l.from, end, now}
}

func (l look) cookie() *http.Cookie {
	return &http.Cookie{Name: lookCookie, Value: fmt.Sprintf("%d.%d.%d", l.from, l.end, l.at.Unix()), Path: "/", MaxAge: int(lookKept.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

// briefing is the home page.
type briefing struct {
	Stats    sayso.Stats
	Follows  []followView // those with news first
	News     int          // items of them that are new
	Follow   int          // how many of them have some
	Since    string       // from where on, in words; empty for all
	Asked    string       // the since of the address
	Came     int          // articles that came in
	Many     bool         // at least so many
	Outlets  int          // that they are of
	Disputes []questionView
	Figures  []movedFigure
	Edits    []story.Edit
	Stories  []toldStory
	Quiet    bool // nothing new: Stories are the latest
	Articles []item
	Actors   []sayso.ActorRow
	First    bool
	Next     string
}

// movedFigure is a question whose answer took the place of another.
type movedFigure struct {
	sayso.Question
	Before []string
	Now    string
	Who    string
}

// toldStory is a story in the briefing.
type toldStory struct {
	*story.Brief
	Spark template.HTML
}

func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	if limited(r.Context()) {
		http.Redirect(w, r, "/account", http.StatusSeeOther)
		return nil
	}
	p := briefing{First: r.URL.Query().Get("after") == "", Asked: r.URL.Query().Get("since")}
	since, err := s.cameIn(r)
	if err != nil {
		return err
	}
	if p.First && p.Asked == "" {
		if since, err = s.look(w, r, &p); err != nil {
			return err
		}
	} else {
		p.Since = sinceInWords(p.Asked)
	}
	rows, err := s.followed(r.Context(), r)
	if err != nil {
		return err
	}
	p.News, p.Follow = unread(rows)
	for i := range rows[:min(len(rows), homeFollows)] {
		p.Follows = append(p.Follows, newFollowView(&rows[i]))
	}
	draw := func(s *server, w http.ResponseWriter, r *http.Request) error { return s.drawHome(w, r, &p, since) }
	if relative(p.Asked) {
		return draw(s, w, r)
	}
	return s.keep(w, r, p.Since+since.String()+followTag(rows), draw)
}

// look finds from when on things are new to the browser that asks, and tells it where
// its look has come to.
func (s *server) look(w http.ResponseWriter, r *http.Request, p *briefing) (time.Time, error) {
	end, err := s.Ledger.JournalEnd(r.Context())
	if err != nil {
		return time.Time{}, err
	}
	last := readLook(r)
	l := last.next(end, time.Now())
	c := l.cookie()
	c.Secure = callerOf(r.Context()).secure
	http.SetCookie(w, c)
	if l.from > 0 {
		p.Since = "your last look"
		if l.from == last.end { // this page begins a look, so the last one ended then
			p.Since += ", " + last.at.UTC().Format("2 January 2006, 15:04") + " UTC"
		}
	}
	return sayso.Since{After: l.from}.Moment(r.Context(), s.Ledger)
}

func (s *server) drawHome(w http.ResponseWriter, r *http.Request, p *briefing, since time.Time) error {
	ctx := r.Context()
	var err error
	if p.Stats, err = s.Ledger.Stats(ctx); err != nil {
		return err
	}
	limit := PageSize
	if p.First {
		limit = homeArticles
		if err := s.brief(ctx, p, since); err != nil {
			return err
		}
	}
	page, err := s.Ledger.Articles(ctx, sayso.ArticleQuery{Paging: sayso.Paging{Limit: limit, After: r.URL.Query().Get("after")}})
	if err != nil {
		return err
	}
	actors, err := s.Ledger.Actors(ctx, sayso.ActorQuery{Speaking: true, Paging: sayso.Paging{Limit: 8}})
	if err != nil {
		return err
	}
	p.Actors = actors.Items
	for _, a := range page.Items {
		p.Articles = append(p.Articles, newItem(a))
	}
	if page.Next != "" {
		p.Next = "/?after=" + url.QueryEscape(page.Next)
	}
	return s.render(w, "home", s.view("Sayso", p).withFiles("articles", nil))
}

// brief tells what came in since a moment.
func (s *server) brief(ctx context.Context, p *briefing, since time.Time) (err error) {
	if err := s.briefArticles(ctx, p, since); err != nil {
		return err
	}
	for _, x := range []struct {
		status []sayso.Standing
		most   int
		take   func([]sayso.Question) error
	}{
		{[]sayso.Standing{sayso.StandDisputed, sayso.StandDenied}, homeDisputes, func(qs []sayso.Question) error {
			p.Disputes, err = s.questionViews(ctx, qs, true)
			return err
		}},
		{[]sayso.Standing{sayso.StandUpdated, sayso.StandShifted, sayso.StandConceded}, homeFigures, func(qs []sayso.Question) error {
			for _, q := range qs {
				p.Figures = append(p.Figures, newMovedFigure(q))
			}
			return nil
		}},
	} {
		page, err := s.Ledger.Questions(ctx, sayso.QuestionQuery{Status: x.status, Since: since, Latest: true, Paging: sayso.Paging{Limit: x.most}})
		if err == nil {
			err = x.take(page.Items)
		}
		if err != nil {
			return err
		}
	}
	if p.Edits, err = story.LatestEdits(ctx, s.Ledger, "", since, homeEdits); err != nil {
		return err
	}
	p.Edits = slices.DeleteFunc(p.Edits, func(e story.Edit) bool { return len(e.Changes) == 0 })
	return s.briefStories(ctx, p, since)
}

// sinceInWords says what an address means by since; empty for all.
func sinceInWords(since string) string {
	switch since {
	case "0":
		return ""
	case "1d":
		return "yesterday at this time"
	case "7d":
		return "a week ago"
	}
	if d, err := sayso.ParseDate(since); err == nil {
		return day(d)
	}
	return since
}

// briefArticles counts what came in.
func (s *server) briefArticles(ctx context.Context, p *briefing, since time.Time) error {
	if since.IsZero() {
		p.Came = p.Stats.Articles
		return nil
	}
	page, err := s.Ledger.Articles(ctx, sayso.ArticleQuery{Since: since, Paging: sayso.Paging{Limit: homeCounted}})
	if err != nil {
		return err
	}
	outlets := make(map[string]bool)
	for _, a := range page.Items {
		outlets[a.Outlet] = true
	}
	p.Came, p.Many, p.Outlets = len(page.Items), page.Next != "", len(outlets)
	return nil
}

// briefStories tells the stories with news, those of most independent texts first;
// where there are none, the latest.
func (s *server) briefStories(ctx context.Context, p *briefing, since time.Time) error {
	page, err := s.Ledger.Stories(ctx, sayso.StoryQuery{Since: since, Paging: sayso.Paging{Limit: homeCounted}})
	if err == nil && len(page.Items) == 0 {
		p.Quiet = true
		page, err = s.Ledger.Stories(ctx, sayso.StoryQuery{Paging: sayso.Paging{Limit: homeStories}})
	}
	if err != nil {
		return err
	}
	if !p.Quiet {
		slices.SortStableFunc(page.Items, func(a, b sayso.StoryRow) int { return cmp.Compare(b.Texts, a.Texts) })
	}
	for _, row := range page.Items[:min(len(page.Items), homeStories)] {
		t, err := s.toldStory(ctx, row)
		if err != nil {
			return err
		}
		p.Stories = append(p.Stories, t)
	}
	return nil
}

func (s *server) toldStory(ctx context.Context, row sayso.StoryRow) (toldStory, error) {
	b, err := story.TellBrief(ctx, s.Ledger, row)
	if err != nil {
		return toldStory{}, err
	}
	return toldStory{b, sparkline(b.Days)}, nil
}

func newMovedFigure(q sayso.Question) movedFigure {
	m := movedFigure{Question: q}
	for i := range q.Answers {
		a := &q.Answers[i]
		if m.Now != "" {
			m.Before = append(m.Before, m.Now)
		}
		m.Now = a.Text
		m.Who = ""
		if n := len(a.Statements); n > 0 {
			m.Who = a.Statements[n-1].Name
		}
	}
	return m
}

// Sizes of a sparkline, in its own units.
const (
	sparkWide = 90
	sparkHigh = 16
	// maxSpark is how many days are drawn; of a longer story the last ones are.
	maxSpark = 60
)

// sparkline draws how many articles there are of each day; empty where all are of one.
func sparkline(days []time.Time) template.HTML {
	if len(days) == 0 {
		return ""
	}
	last := slices.MaxFunc(days, time.Time.Compare)
	first := slices.MinFunc(days, time.Time.Compare)
	n := int(last.Sub(first).Hours()/24) + 1
	if n < 2 {
		return ""
	}
	if n = min(n, maxSpark); last.Sub(first) > maxSpark*24*time.Hour {
		first = last.AddDate(0, 0, 1-maxSpark)
	}
	counts := make([]int, n)
	for _, d := range days {
		if i := int(d.Sub(first).Hours() / 24); i >= 0 && i < n && !d.Before(first) {
			counts[i]++
		}
	}
	most := slices.Max(counts)
	var b strings.Builder
	for i, c := range counts {
		fmt.Fprintf(&b, "%.1f,%.1f ", float64(i)*sparkWide/float64(n-1), 1+float64(sparkHigh-2)*(1-float64(c)/float64(max(most, 1))))
	}
	return template.HTML(fmt.Sprintf(`<svg class="spark" viewBox="0 0 %d %d" role="img" aria-label="at most %d articles a day, %s to %s"><polyline points="%s"/></svg>`, sparkWide, sparkHigh, most,
		first.Format("2 January 2006"), last.Format("2 January 2006"), strings.TrimSpace(b.String())))
}
