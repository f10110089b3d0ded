package export

import (
	"strconv"
	"strings"
)

// item is a row as people read it, in feeds and reports.
type item struct {
	id    string // lasting, an address of its own kind
	title string
	quote string   // words of a text
	lines []string // what else is to be said, a sentence each
	cite  string   // where it stands, in words
	url   string
	date  string // ISO 8601; empty when unknown
	by    []string
	tags  []string
}

// readable lists the kinds whose rows people read one by one.
func readable() []string {
	return []string{CitedClaims().Name, Statements().Name, Questions().Name, Events().Name, CitedArticles().Name, Stories().Name, DossierRows().Name}
}

func itemOf(row any) (item, error) {
	switch r := row.(type) {
	case *CitedClaim:
		return claimItem(r), nil
	case *CitedStatement:
		return statementItem(r), nil
	case *Question:
		return questionItem(r), nil
	case *EventRow:
		return eventItem(r), nil
	case *CitedArticle:
		return articleItem(r), nil
	case *DossierRow:
		return dossierItem(r), nil
	case *Story:
		return storyItem(r), nil
	case *feedNote:
		return r.item, nil
	}
	return item{}, wrongRow("items", row)
}

// inWords is a citation as one writes it.
func (c *Citation) inWords() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(oneLine(strings.Join(c.Byline, ", ")))
	if t := oneLine(deref(c.Title)); t != "" {
		add("“" + t + "”")
	}
	add(oneLine(deref(c.Outlet)))
	add(dayPart(deref(c.Published)))
	add(firstOf([]string{deref(c.URL), deref(c.Path)}))
	s := strings.Join(parts, ", ")
	if day := dayPart(c.Read); day != "" {
		s += " (read " + day + ")"
	}
	return s
}

// cited is an item on an article.
func (c *Citation) item() item {
	return item{cite: c.inWords(), url: deref(c.URL), date: deref(c.Published), by: c.Byline}
}

func claimItem(r *CitedClaim) item {
	it := r.Citation.item()
	it.id, it.title, it.quote, it.tags = urn("claim", r.ID), r.inWords(), r.Content.Text, stixLabels(r.Stance, r.Form, r.Certainty)
	if s := oneLine(r.Sentence); s != "" && s != oneLine(r.Content.Text) {
		it.lines = append(it.lines, "In its context: "+s)
	}
	it.lines = append(it.lines, "Confidence "+strconv.FormatFloat(r.Confidence, 'f', 2, 64)+", "+firstOf([]string{r.Form, "of unknown form"})+", "+firstOf([]string{r.Certainty, "unknown"})+".")
	return it
}

func statementItem(r *CitedStatement) item {
	it := r.Citation.item()
	it.id = urn("question", r.Question) + ":" + r.Citation.Version + ":" + strconv.Itoa(r.Span[0])
	it.title, it.quote, it.tags = firstOf([]string{r.Name, "nobody named"})+" on: "+oneLine(r.Asked), r.Text, stixLabels(r.Status, r.Slot)
	it.lines = []string{"Answer: " + oneLine(r.Answer) + " (" + many(r.Speakers, "speaker") + ", " + many(r.Origins, "origin") + ")."}
	if r.Said != nil {
		it.date = *r.Said
		it.lines = append(it.lines, "Said on "+dayPart(*r.Said)+".")
	}
	return it
}

func questionItem(r *Question) item {
	it := item{id: urn("question", r.ID), title: oneLine(r.Question), tags: stixLabels(r.Status, r.Slot), date: deref(r.said(true))}
	it.lines = append(it.lines, "The answers stand so: "+r.Status+".")
	for i := range r.Answers {
		a := &r.Answers[i]
		it.lines = append(it.lines, oneLine(a.Answer)+": "+firstOf([]string{a.names(), "nobody named"})+" ("+many(a.Speakers, "speaker")+", "+many(a.Origins, "origin")+").")
	}
	return it
}

// InWords says who does what to whom.
func (r *EventRow) InWords() string {
	s := strings.ToLower(r.Type)
	if m := deref(r.Mode); m != "" {
		s += " (" + m + ")"
	}
	if who := several(partyNames(r.Actors)); who != "" {
		s += ", by " + who
	}
	if whom := several(partyNames(r.Targets)); whom != "" {
		s += ", on " + whom
	}
	if r.Place != nil {
		s += ", at " + oneLine(r.Place.Name)
	}
	return s
}

func eventItem(r *EventRow) item {
	it := item{id: urn("event", r.ID), title: r.InWords(), date: deref(r.Published), tags: stixLabels(r.Type, r.Status)}
	when := "on a day that no text gives"
	switch {
	case r.Day != nil:
		when = "on " + *r.Day
	case r.DateTo != nil:
		when = "by " + *r.DateTo
	}
	it.lines = append(it.lines, "As told: "+r.Status+", "+when+", in "+many(len(r.Mentions), "mention")+" of "+many(len(r.Origins), "origin")+".")
	for i := range r.Tolls {
		t := &r.Tolls[i]
		f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
		it.lines = append(it.lines, t.Kind+": "+f(t.Best)+", between "+f(t.Low)+" and "+f(t.High)+" by different accounts.")
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		if i == 0 {
			it.url, it.quote = webAddress(m.Address), m.Sentence
		}
		it.lines = append(it.lines, firstOf([]string{deref(m.Outlet), m.Address})+", "+firstOf([]string{dayPart(deref(m.Published)), "undated"})+": “"+oneLine(m.Sentence)+"” "+m.Address)
	}
	return it
}

func articleItem(r *CitedArticle) item {
	it := r.Citation.item()
	it.id, it.title, it.quote = urn("article", r.Citation.Article), firstOf([]string{deref(r.Title), r.Lead, r.Citation.Article}), r.Lead
	it.lines = []string{many(r.Words, "word") + ", " + many(r.Claims, "claim") + ", " + many(r.Versions, "version") + "."}
	if r.Status != nil {
		it.lines = append(it.lines, "Its agency took it back: "+*r.Status+".")
	}
	return it
}

func storyItem(r *Story) item {
	it := item{id: urn("story", r.ID), title: firstOf([]string{r.Title, r.ID}), date: deref(r.To)}
	it.lines = append(it.lines, many(len(r.Articles), "article")+", "+many(len(r.Texts), "text")+", "+many(len(r.Speakers), "speaker")+".")
	for i := range r.Questions {
		q := questionItem(&r.Questions[i])
		it.lines = append(it.lines, q.title+" "+strings.Join(q.lines, " "))
	}
	for _, a := range r.Articles {
		if u := webAddress(deref(a.URL)); u != "" && it.url == "" {
			it.url = u
		}
	}
	return it
}

// many counts things in words.
func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
