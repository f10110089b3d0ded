package export

import (
	"cmp"
	"slices"
	"time"

	"sayso"
)

// NewAnalysis makes the object for an article and its analysis; tokens are
// left out unless asked for.
func NewAnalysis(a *sayso.Article, an *sayso.Analysis, withTokens bool) Analysis {
	b := border{text: a.Text, points: sayso.NewPoints(a.Text)}
	out := Analysis{
		Article:   b.head(a, an),
		Text:      a.Text,
		Extractor: Extractor{an.Extractor.Name, an.Extractor.Version, an.Extractor.Model},
		Sentences: make([]Span, len(an.Sentences)),
		Mentions:  make([]Mention, len(an.Mentions)),
		Actors:    make([]Actor, len(an.Actors)),
		Places:    make([]Place, len(an.Places)),
		Times:     make([]When, len(an.Times)),
		Claims:    make([]Claim, len(an.Claims)),
		Events:    make([]Event, len(an.Events)),
	}
	for i, s := range an.Sentences {
		out.Sentences[i] = b.span(s)
	}
	if withTokens {
		out.Tokens = make([]Token, len(an.Tokens))
		for i, t := range an.Tokens {
			out.Tokens[i] = Token{b.span(t.Span), t.Lemma, t.POS, t.Head, t.Rel}
		}
	}
	for i, m := range an.Mentions {
		out.Mentions[i] = Mention{string(m.ID), b.span(m.Span), string(m.Kind), string(m.Type), null(m.Actor), null(m.Place)}
	}
	for i := range an.Actors {
		out.Actors[i] = b.actor(&an.Actors[i])
	}
	for i, p := range an.Places {
		out.Places[i] = place(&p)
	}
	for i, w := range an.Times {
		out.Times[i] = When{string(w.ID), b.span(w.Span), string(w.Type), w.Value, null(w.Mod), moment(w.From), moment(w.To), w.Fuzzy, w.Rule}
	}
	for i := range an.Claims {
		out.Claims[i] = b.claim(&an.Claims[i])
	}
	for i := range an.Events {
		e := &an.Events[i]
		out.Events[i] = Event{
			ID: string(e.ID), Type: e.Type, Mode: null(e.Mode), CAMEO: null(e.CAMEO), Contexts: list(e.Contexts), Anchor: b.words(e.Anchor),
			Actors: list(e.Actors), Recipients: list(e.Recipients), Place: null(e.Place), Time: null(e.Time), TimeFrom: null(e.TimeFrom), Links: b.links(e.Links),
			Status: string(e.Status), Main: e.Main, Claim: null(e.Claim), Confidence: e.Confidence, Rule: e.Rule, Published: dayAlone(a.Published),
		}
		c, _ := sayso.PLOVER(e.Type)
		out.Events[i].Quad, out.Events[i].Score = int(c.Quad), c.Score
		qs := slices.Clone(e.Quantities)
		for k := range qs {
			qs[k].Span = b.points.Span(qs[k].Span)
		}
		out.Events[i].Quantities = NewQuantities(qs)
	}
	return out
}

func (b border) links(ls []sayso.TimeLink) []TimeLink {
	out := make([]TimeLink, len(ls))
	for i, l := range ls {
		out[i] = TimeLink{string(l.Relation), null(l.Event), null(l.Time), b.words(l.Signal), b.words(l.Other), null(l.Apart), l.Confidence}
	}
	return out
}

// border turns bytes of one text into code points.
type border struct {
	text   string
	points sayso.Points
}

func (b border) span(s sayso.Span) Span { return pair(b.points.Span(s)) }

func (b border) words(s sayso.Spans) Words {
	return Words{pairs(b.points.Spans(s)), s.In(b.text)}
}

// point is where a place lies, in degrees; nil where nobody says.
func point(p *sayso.Place) (lat, lon *float64) {
	if p.Unlocated {
		return nil, nil
	}
	return &p.Lat, &p.Lon
}

func place(p *sayso.Place) Place {
	out := Place{
		ID: string(p.ID), Name: p.Name, Country: null(p.Country), Region: null(p.Region), Feature: null(p.Feature),
		Radius: p.Radius, Near: p.Near, Confidence: p.Confidence, Others: make([]PlaceGuess, len(p.Others)), Mentions: list(p.Mentions),
	}
	out.Lat, out.Lon = point(p)
	for i, o := range p.Others {
		out.Others[i] = PlaceGuess{o.Name, null(o.Country), null(o.Region), o.Lat, o.Lon, o.Confidence}
	}
	return out
}

func (b border) head(a *sayso.Article, an *sayso.Analysis) ArticleHead {
	h := ArticleHead{
		ID: string(a.ID), Key: null(a.Key), Path: null(a.Path), URL: null(a.URL), Outlet: null(a.Outlet), Country: null(a.Country), Party: null(string(a.Party)), Title: null(a.Title), Byline: list(a.Byline),
		Published: null(a.Published.String()), Language: null(cmp.Or(an.Language, a.Language)), Unread: null(an.Unread), Credits: make([]string, len(a.Credits)), Wire: newWire(a.Wire),
		Doubted: a.Doubted, Warrant: string(a.Warrant), SavedBy: a.SavedBy, SaysFrom: a.SaysFrom,
	}
	if d := a.Dateline; d != nil {
		h.Dateline = &Dateline{Text: d.Text, Span: b.span(d.Span)}
		for _, m := range an.Mentions { // the first is the narrowest: "Amur, Russia"
			if m.Place != "" && d.Span.Contains(m.Span) {
				h.Dateline.Place = null(m.Place)
				break
			}
		}
	}
	for i, c := range a.Credits {
		h.Credits[i] = c.Agency
	}
	for _, n := range a.Notes {
		note := Note{Kind: string(n.Kind), Text: n.Text, Span: b.span(n.Span)}
		if !n.About.Empty() {
			about := b.span(n.About)
			note.About = &about
		}
		h.Notes = append(h.Notes, note)
	}
	return h
}

func (b border) actor(a *sayso.Actor) Actor {
	out := Actor{
		ID: string(a.ID), Name: a.Name, Named: a.Named, Type: string(a.Type), Country: null(a.Country), Sector: null(a.Sector),
		Roles: make([]Role, len(a.Roles)), Aliases: list(a.Aliases), Known: null(a.Known), Office: null(a.Office), Rule: null(a.Rule),
	}
	for i, r := range a.Roles {
		out.Roles[i] = Role{r.Title, null(r.Of), b.span(r.Span)}
	}
	return out
}

func (b border) claim(c *sayso.Claim) Claim {
	return Claim{
		ID: string(c.ID), Form: string(c.Form),
		Source:  Source{b.words(c.Source.Spans), first(c.Source.Actors), list(c.Source.Actors), string(c.Source.Kind), null(c.Source.For)},
		Cue:     Cue{b.words(c.Cue.Spans), c.Cue.Lemma},
		Content: b.words(c.Content),
		Stance:  string(c.Stance), Certainty: string(c.Certainty), Polarity: string(c.Polarity),
		Parent: null(c.Parent), Via: list(c.Via), Addressee: null(c.Addressee), Time: null(c.Time), RepliesTo: null(c.RepliesTo),
		Evidence: b.evidence(c.Evidence), Rule: c.Rule, StanceRule: null(c.StanceRule), SpeakerRule: null(c.SpeakerRule), ReplyRule: null(c.ReplyRule), Confidence: c.Confidence,
	}
}

func (b border) evidence(es []sayso.Evidence) []Evidence {
	out := make([]Evidence, len(es))
	for i, e := range es {
		out[i] = Evidence{string(e.Kind), b.words(sayso.Spans{e.Span})}
	}
	return out
}

// null gives JSON null for an empty string.
func null[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

// list gives [] for an empty list, never null.
func list[S ~string](l []S) []string {
	out := make([]string, len(l))
	for i, s := range l {
		out[i] = string(s)
	}
	return out
}

func first[S ~string](l []S) *string {
	if len(l) == 0 {
		return nil
	}
	return null(l[0])
}

func pair(s sayso.Span) Span { return Span{s.Start, s.End} }

func pairs(s sayso.Spans) []Span {
	out := make([]Span, len(s))
	for i, x := range s {
		out[i] = pair(x)
	}
	return out
}

// moment writes a day alone where the time of day says nothing.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	if t.Truncate(24 * time.Hour).Equal(t) {
		s = t.Format(time.DateOnly)
	}
	return &s
}

// dayAlone is the day of a date; null for none.
func dayAlone(d sayso.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.Format(time.DateOnly)
	return &s
}
