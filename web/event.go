package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sayso"
	"sayso/export"
)

// eventLine is an event in a table.
type eventLine struct {
	sayso.EventRow
	Who, Did, Whom  string
	When            string
	Killed, Wounded string
	Articles        int
	Word            string // by which the first text tells it
	Spot            string // the identifier of its place on the map; empty where it has none
}

func newEventLine(e sayso.EventRow) eventLine {
	l := eventLine{EventRow: e, Who: partyList(e.Actors), Whom: partyList(e.Targets), When: whenInWords(e), Killed: toll(e, "killed"), Wounded: toll(e, "wounded")}
	if l.Did = did(e.Type, e.Mode, e.Status); l.Whom == "" {
		l.Did = didAlone(e.Type, e.Mode, e.Status)
	}
	seen := make(map[sayso.ArticleID]bool)
	for i := range e.Mentions {
		if m := &e.Mentions[i]; !m.Parted {
			seen[m.Article] = true
			if l.Word == "" {
				l.Word = m.Words
			}
		}
	}
	l.Articles = len(seen)
	return l
}

// eventFacet is one value of a filter of events.
type eventFacet struct{ Value, Words string }

// eventStatuses are the standings of an event in the order of the form.
var eventStatuses = []sayso.Status{sayso.Happened, sayso.Ongoing, sayso.Planned, sayso.PossibleStatus, sayso.DeniedStatus, sayso.Demanded}

// readEvents reads what an address asks of events.
func (s *server) readEvents(r *http.Request) (sayso.EventQuery, error) {
	v := r.URL.Query()
	came, err := s.cameIn(r)
	if err != nil {
		return sayso.EventQuery{}, err
	}
	dates, err := filters{From: v.Get("from"), To: v.Get("to")}.query()
	if err != nil {
		return sayso.EventQuery{}, err
	}
	q := sayso.EventQuery{Type: v.Get("type"), Status: sayso.Status(v.Get("status")), Article: sayso.ArticleID(v.Get("article")), Countries: countries(v), From: dates.From, To: dates.To, Since: came}
	if t := v.Get("told"); t != "" {
		if q.Told, err = strconv.Atoi(t); err != nil || q.Told < 1 {
			return q, sayso.Errorf("list events", t, sayso.Invalid, "told is a number above 0")
		}
	}
	switch v.Get("order") {
	case "", "newest":
	case "told":
		q.MostTold = true
	default:
		return q, sayso.Errorf("list events", v.Get("order"), sayso.Invalid, "there is no such order").Advise("choose told, or leave it out for the newest")
	}
	return q, nil
}

func (s *server) eventList(w http.ResponseWriter, r *http.Request) error {
	q, err := s.readEvents(r)
	if err != nil {
		return err
	}
	v := r.URL.Query()
	q.Paging = sayso.Paging{Limit: PageSize, After: v.Get("after")}
	found, err := s.Ledger.Events(r.Context(), q)
	if err != nil {
		return err
	}
	p := struct {
		Events                                []eventLine
		Types                                 []eventFacet
		Statuses                              []sayso.Status
		Type, Status, From, To, Told, Article string
		Countries                             [2]string
		Dyad                                  string
		Newest, MostTold                      string // leads to the list in this order; empty for the one that it has
		Map                                   template.HTML
		Places                                []sayso.Place
		Export, Feed, Next                    string
	}{Statuses: eventStatuses, Type: v.Get("type"), Status: v.Get("status"), From: v.Get("from"), To: v.Get("to"), Told: v.Get("told"), Article: v.Get("article")}
	for _, c := range sayso.EventCategories() {
		p.Types = append(p.Types, eventFacet{c.Name, strings.TrimPrefix(didAlone(c.Name, "", sayso.Planned), "to ") + " (" + c.Name + ")"})
	}
	copy(p.Countries[:], q.Countries)
	if len(q.Countries) == 2 {
		p.Dyad = "/dyads/" + url.PathEscape(q.Countries[0]) + "/" + url.PathEscape(q.Countries[1])
	}
	for _, e := range found.Items {
		l := newEventLine(e)
		l.Spot = onMap(&p.Places, e.Place)
		p.Events = append(p.Events, l)
	}
	if len(p.Places) > 0 {
		p.Map = drawMap(p.Places, s.Land)
	}
	link := func(path, name, value string) string {
		x := filled(v)
		x.Del("after")
		if x.Del(name); value != "" {
			x.Set(name, value)
		}
		if len(x) == 0 {
			return path
		}
		return path + "?" + x.Encode()
	}
	if q.MostTold {
		p.Newest = link("/events", "order", "")
	} else {
		p.MostTold = link("/events", "order", "told")
	}
	p.Export = link("/export/events.csv", "order", v.Get("order"))
	if found.Next != "" {
		p.Next = link("/events", "after", found.Next)
	}
	p.Feed = feedHref("events", filled(v), "")
	page := s.view("Events", p)
	page.Feed = p.Feed
	switch c := q.Countries; len(c) {
	case 1:
		page = s.following(page, sayso.PlaceFollow, c[0], c[0], "events in "+c[0])
	case 2:
		page = s.following(page, sayso.DyadFollow, c[0]+" "+c[1], c[0]+" and "+c[1], "events between "+c[0]+" and "+c[1])
	}
	return s.render(w, "events", page)
}

// filled are the parameters of a form that something was written into.
func filled(v url.Values) url.Values {
	out := url.Values{}
	for k, vs := range v {
		for _, x := range vs {
			if x != "" {
				out.Add(k, x)
			}
		}
	}
	return out
}

// onMap adds a place to those of a map, once, and returns its identifier there;
// empty where nobody says where it lies.
func onMap(places *[]sayso.Place, at sayso.Place) string {
	if at.Name == "" || at.Unlocated || at.Near {
		return ""
	}
	for _, p := range *places {
		if p.Lat == at.Lat && p.Lon == at.Lon && p.Name == at.Name {
			return string(p.ID)
		}
	}
	at.ID = sayso.PlaceID("p" + strconv.Itoa(len(*places)+1))
	*places = append(*places, at)
	return string(at.ID)
}

// tollLine is one number of an event with who gives it.
type tollLine struct {
	Kind, Number, Unit string
	sayso.EventReport
}

func (s *server) event(w http.ResponseWriter, r *http.Request) error {
	seen, err := s.latest(r.Context())
	if err != nil {
		return err
	}
	e, err := s.Ledger.Event(r.Context(), sayso.EventID(r.PathValue("id")))
	if err != nil {
		return err
	}
	p := struct {
		sayso.EventRow
		Category sayso.EventCategory
		Dyad     string
		Map      template.HTML
		May      bool // take mentions out of it
		Seen     int64
		Asked    []sayso.Question
		Title    string
		When     string
		Tolls    []sayso.Toll
		Numbers  []tollLine
		Denials  []sayso.EventReport
		Told     []sayso.EventReport // all others
		Story    *sayso.StoryRow
	}{EventRow: e, May: s.may(r, editor), Seen: seen, Title: EventTitle(e), When: whenInWords(e), Tolls: e.Tolls}
	for _, m := range e.Mentions {
		if m.Status == sayso.DeniedStatus && !m.Parted {
			p.Denials = append(p.Denials, m)
		} else {
			p.Told = append(p.Told, m)
		}
		for _, n := range m.Quantities {
			if !m.Parted {
				p.Numbers = append(p.Numbers, tollLine{n.Kind, number(n.Low, n.High), n.Unit, m})
			}
		}
	}
	if p.Story, err = s.storyOf(r.Context(), e.Mentions[0].Article); err != nil {
		return err
	}
	if p.Asked, err = s.asked(r.Context(), sayso.QuestionQuery{Event: e.ID}); err != nil {
		return err
	}
	if e.Place.Name != "" && !e.Place.Unlocated {
		at := e.Place
		at.ID = "where"
		if at.Near { // all that is known of where it was: an area, not a point
			at.Near, at.Radius = false, max(at.Radius, farReaching)
		}
		p.Map = drawMap([]sayso.Place{at}, s.Land)
	}
	p.Category, _ = sayso.PLOVER(e.Type)
	if a, b := land(e.Actors, 0), land(e.Targets, 0); a != "" {
		if b == "" {
			b = land(e.Actors, 1)
		}
		if b != "" && a != b {
			p.Dyad = "/dyads/" + url.PathEscape(a) + "/" + url.PathEscape(b)
		}
	}
	return s.renderKept(w, r, "event", s.following(s.view(p.Title, p), sayso.PlaceFollow, e.Place.Name, e.Place.Name, "events at "+e.Place.Name), sayso.Ref{Kind: sayso.EventRef, ID: string(p.ID)})
}

// land is the country of the nth party.
func land(ps []sayso.Party, n int) string {
	if n < len(ps) {
		return ps[n].Country
	}
	return ""
}

// maxDyad bounds the events of a dyad page.
const maxDyad = 1000

func (s *server) dyad(w http.ResponseWriter, r *http.Request) error {
	a, b := strings.ToUpper(r.PathValue("a")), strings.ToUpper(r.PathValue("b"))
	page, err := s.Ledger.Events(r.Context(), sayso.EventQuery{Countries: []string{a, b}, Paging: sayso.Paging{Limit: maxDyad}})
	if err != nil {
		return err
	}
	chart := export.NewDyad(a, b, rowsOf(page, export.NewEvent))
	if strings.HasSuffix(r.URL.Path, "/chart.svg") {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, err := w.Write(chart.SVG())
		return err
	}
	p := struct {
		A, B, Sum string
		Events    []sayso.EventRow
		Chart     template.HTML
		Cut       int
	}{a, b, chart.Sum(), page.Items, template.HTML(chart.Inline()), 0}
	if page.Next != "" {
		p.Cut = maxDyad
	}
	return s.render(w, "dyad", s.following(s.view(a+" and "+b, p), sayso.DyadFollow, a+" "+b, a+" and "+b, "events between "+a+" and "+b))
}

func (s *server) apiEvents(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg, err := paging(v, export.Events())
	if err != nil {
		return err
	}
	q, err := s.readEvents(r)
	if err != nil {
		return err
	}
	q.Paging = pg
	page, err := s.Ledger.Events(r.Context(), q)
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Events(), rowsOf(page, export.NewEvent), page.Next)
}

// countries are the codes that a request names.
func countries(q url.Values) []string {
	var out []string
	for _, c := range q["country"] {
		if c != "" {
			out = append(out, strings.ToUpper(c))
		}
	}
	return out
}
