package ledgertest

import (
	"fmt"
	"strings"
	"time"

	"sayso"
)

// Extractor is the provenance of the fixtures' readings.
var Extractor = sayso.Provenance{Name: "fixture", Version: "1", Model: "none"}

// Draft builds a reading by naming words of its text, so that a test shows
// what is said and not where.
type Draft struct {
	sayso.Reading
	actors map[string]sayso.ActorID
}

// NewDraft begins a reading of a text at an address.
func NewDraft(url, outlet, title, text string, published sayso.Date) *Draft {
	d := &Draft{actors: make(map[string]sayso.ActorID)}
	d.Article = sayso.Article{URL: url, Outlet: outlet, Title: title, Text: text, Published: published, Language: "en"}
	d.Article.ID = sayso.DeriveArticleID(d.Article.Address())
	d.Analysis.Extractor = Extractor
	d.Raw = sayso.Raw{MediaType: "text/plain", Bytes: []byte(title + "\n\n" + text)}
	return d
}

// Words returns the span of the first occurrence of words; it must be there.
func (d *Draft) Words(words string) sayso.Span {
	i := strings.Index(d.Article.Text, words)
	if i < 0 {
		panic("fixture: no such words: " + words)
	}
	return sayso.Span{Start: i, End: i + len(words)}
}

func (d *Draft) spans(words []string) sayso.Spans {
	var out sayso.Spans
	for _, w := range words {
		if w != "" {
			out = append(out, d.Words(w))
		}
	}
	return out
}

// Actor adds an actor. Described actors, "a senior official", are not named.
func (d *Draft) Actor(name string, kind sayso.ActorType, named bool, aliases ...string) *sayso.Actor {
	id := sayso.ActorID(fmt.Sprint("a", len(d.Analysis.Actors)+1))
	d.actors[name] = id
	d.Analysis.Actors = append(d.Analysis.Actors, sayso.Actor{ID: id, Name: name, Type: kind, Named: named, Aliases: aliases})
	return &d.Analysis.Actors[len(d.Analysis.Actors)-1]
}

// Claim adds a claim: speakers by the names they were added under, the words
// of source and cue, and the pieces of content.
func (d *Draft) Claim(speakers []string, source, cue string, content ...string) *sayso.Claim {
	c := sayso.Claim{
		ID: sayso.ClaimID(fmt.Sprint("c", len(d.Analysis.Claims)+1)), Form: sayso.Indirect, Stance: sayso.Asserts,
		Source:  sayso.Source{Spans: d.spans([]string{source}), Kind: sayso.NamedSource},
		Cue:     sayso.Cue{Spans: d.spans([]string{cue}), Lemma: cue},
		Content: d.spans(content), Certainty: sayso.Certain, Polarity: sayso.Positive, Rule: "fixture", Confidence: 0.75,
	}
	for _, s := range speakers {
		c.Source.Actors = append(c.Source.Actors, d.actors[s])
	}
	d.Analysis.Claims = append(d.Analysis.Claims, c)
	return &d.Analysis.Claims[len(d.Analysis.Claims)-1]
}

// Day is a date without time of day.
func Day(s string) sayso.Date {
	d, err := sayso.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// at is a date with time of day.
func at(s string) sayso.Date {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return sayso.Date{Time: t}
}

// Readings are four articles of invented outlets and people, one of them in
// two versions: with split and nested claims, two speakers, an unnamed source,
// an agency on the way, a name in two spellings, words outside ASCII, and an
// article without a date.
func Readings() []sayso.Reading {
	return []sayso.Reading{harbour(), harbourCorrected(), denial(), clinic(), undated()}
}

func harbour() sayso.Reading {
	d := NewDraft("https://northwind.example/harbour", "Northwind Daily", "Harbour to open in spring",
		"Port Alder, Veld – The new harbour “will open in spring,” Minister Ana-María Østby said on Monday, “whatever the weather 🌧 does.” "+
			"A senior official warned that the cranes had not been tested. Reyes said that Østby had promised a second pier, the Meridian agency reported.",
		Day("2031-04-07"))
	d.Article.Byline = []string{"Tess Okafor"}
	d.Article.Dateline = &sayso.Dateline{Text: "Port Alder, Veld", Span: d.Words("Port Alder, Veld"), Whole: d.Words("Port Alder, Veld – ")}
	d.Article.Credits = []sayso.Credit{{Agency: "Meridian", Span: d.Words("Meridian agency")}}
	a := d.Actor("Ana-María Østby", sayso.Person, true, "Østby", "Minister Ana-María Østby")
	a.Country, a.Roles = "VLD", []sayso.Role{{Title: "minister", Of: "Veld", Span: d.Words("Minister")}}
	d.Actor("a senior official", sayso.Person, false)
	d.Actor("Reyes", sayso.Person, true)
	d.Actor("Meridian", sayso.Organisation, true)
	c := d.Claim([]string{"Ana-María Østby"}, "Minister Ana-María Østby", "said", "“will open in spring,”", "“whatever the weather 🌧 does.”")
	c.Form, c.Time = sayso.Direct, "t1"
	d.Claim([]string{"a senior official"}, "A senior official", "warned", "the cranes had not been tested")
	c = &d.Analysis.Claims[1]
	c.Stance, c.Source.Kind, c.Certainty = sayso.Warns, sayso.UnnamedSource, sayso.Probable
	d.Claim([]string{"Reyes"}, "Reyes", "Reyes said that", "Østby had promised a second pier")
	d.Analysis.Claims[2].Via = []sayso.ActorID{"a4"}
	d.Claim([]string{"Ana-María Østby"}, "Østby had", "promised", "a second pier")
	c = &d.Analysis.Claims[3]
	c.Stance, c.Parent, c.Addressee = sayso.Pledges, "c3", "a3"
	d.Analysis.Times = []sayso.When{{ID: "t1", Span: d.Words("Monday"), Type: sayso.DateTime, Value: "2031-04-07",
		From: time.Date(2031, 4, 7, 0, 0, 0, 0, time.UTC), To: time.Date(2031, 4, 8, 0, 0, 0, 0, time.UTC)}}
	d.Analysis.Mentions = []sayso.Mention{{ID: "m1", Span: d.Words("Ana-María Østby"), Kind: sayso.NameMention, Type: sayso.PersonMention, Actor: "a1"}}
	d.Analysis.Sentences = []sayso.Span{{Start: 0, End: len(d.Article.Text)}}
	d.Analysis.Tokens = []sayso.Token{{Span: d.Words("Port"), Lemma: "Port", POS: "PROPN", Head: -1, Rel: "root"}}
	return d.Reading
}

// harbourCorrected is a later version of harbour at the same address.
func harbourCorrected() sayso.Reading {
	d := NewDraft("https://northwind.example/harbour", "Northwind Daily", "Harbour may open in spring",
		"Port Alder, Veld – The new harbour may open in spring, Minister Ana-María Østby said on Monday. Correction: an earlier version gave the opening as certain.",
		Day("2031-04-07"))
	d.Actor("Ana-María Østby", sayso.Person, true)
	c := d.Claim([]string{"Ana-María Østby"}, "Minister Ana-María Østby", "said", "The new harbour may open in spring")
	c.Certainty = sayso.Possible
	return d.Reading
}

func denial() sayso.Reading {
	d := NewDraft("https://lantern.example/2031/denial", "The Lantern", "Ministry denies delay",
		"Both Ana-Maria Ostby and the Ports Authority denied that the harbour was late. “Nothing is late,” the minister said.",
		at("2031-04-08T09:30:00+02:00"))
	a := d.Actor("Ana-Maria Ostby", sayso.Person, true, "the minister")
	a.Roles = []sayso.Role{{Title: "the minister", Span: d.Words("the minister")}}
	d.Actor("Ports Authority", sayso.Organisation, true, "the Ports Authority", "the ministry")
	c := d.Claim([]string{"Ana-Maria Ostby", "Ports Authority"}, "Both Ana-Maria Ostby and the Ports Authority", "denied", "the harbour was late")
	c.Stance, c.Polarity, c.Source.Kind = sayso.Denies, sayso.Negative, sayso.GroupSource
	d.Claim([]string{"Ana-Maria Ostby"}, "the minister", "said", "“Nothing is late,”")
	d.Analysis.Claims[1].Form, d.Analysis.Claims[1].RepliesTo = sayso.Direct, "c1"
	return d.Reading
}

func clinic() sayso.Reading {
	d := NewDraft("https://lantern.example/2031/clinic", "The Lantern", "Clinic reopens",
		"The clinic reopens on Friday, according to a notice. A senior official said that staff had returned.", at("2031-04-08T18:00:00Z"))
	d.Actor("a senior official", sayso.Person, false)
	d.Claim(nil, "a notice", "according to", "The clinic reopens on Friday")
	d.Analysis.Claims[0].Source.Kind = sayso.DocumentSource
	d.Claim([]string{"a senior official"}, "A senior official", "said", "staff had returned")
	d.Analysis.Claims[1].Source.Kind = sayso.UnnamedSource
	return d.Reading
}

func undated() sayso.Reading {
	d := NewDraft("", "", "", "Reyes said nothing was decided. שר האוצר אמר: “אין החלטה”.", sayso.Date{})
	d.Article.Path = "notes/undated.txt"
	d.Article.ID = sayso.DeriveArticleID(d.Article.Address())
	d.Article.Language = ""
	d.Actor("Reyes", sayso.Person, true)
	d.Actor("שר האוצר", sayso.Person, false)
	d.Claim([]string{"Reyes"}, "Reyes", "said", "nothing was decided")
	d.Claim([]string{"שר האוצר"}, "שר האוצר", "אמר", "“אין החלטה”")
	d.Analysis.Claims[1].Form = sayso.Direct
	return d.Reading
}
