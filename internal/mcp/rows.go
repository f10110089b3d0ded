package mcp

import (
	"fmt"
	"strings"

	"sayso"
)

// citation is where some words stand.
type citation struct {
	Article   string   `json:"article" jsonschema:"identifier; the resource sayso://articles/{id} has its text"`
	Version   string   `json:"version" jsonschema:"identifier of the text that the spans count in"`
	URL       string   `json:"url,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Spans     [][2]int `json:"spans,omitempty" jsonschema:"start and end in code points of the version's text, end exclusive"`
	Cite      string   `json:"cite" jsonschema:"the citation in words, to be shown"`
}

func cited(a *sayso.ArticleRow, v sayso.VersionID, spans sayso.Spans) citation {
	c := citation{Article: string(a.ID), Version: string(v), URL: a.URL, Outlet: a.Outlet, Title: a.Title, Published: a.Published.String()}
	for _, s := range spans {
		c.Spans = append(c.Spans, [2]int{s.Start, s.End})
	}
	var parts []string
	for _, p := range []string{a.Outlet, a.Title, a.Published.String(), a.URL} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if a.URL == "" && a.Path != "" {
		parts = append(parts, a.Path)
	}
	c.Cite = strings.Join(append(parts, "version "+string(v)), ", ")
	return c
}

// actor is somebody by name and identifier.
type actor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func actors(ns []sayso.ActorName) []actor {
	out := make([]actor, len(ns))
	for i, n := range ns {
		out[i] = actor{string(n.ID), n.Name}
	}
	return out
}

// claim is one claim for an assistant.
type claim struct {
	ID         string   `json:"id"`
	Speakers   []actor  `json:"speakers" jsonschema:"who said it; none where the article names nobody"`
	Source     string   `json:"source" jsonschema:"whom the article gives the words to, in its words"`
	Kind       string   `json:"kind" jsonschema:"what kind of source it is"`
	Via        []actor  `json:"via,omitempty" jsonschema:"who carried the words to the article, nearest the speaker first"`
	Stance     string   `json:"stance"`
	Cue        string   `json:"cue" jsonschema:"the words that make the link"`
	Said       string   `json:"said" jsonschema:"the exact words of the article"`
	Form       string   `json:"form" jsonschema:"direct: in quotation marks; indirect: the paper's words; mixed"`
	Certainty  string   `json:"certainty"`
	Before     string   `json:"before,omitempty"`
	After      string   `json:"after,omitempty"`
	Superseded bool     `json:"superseded,omitempty" jsonschema:"a later version of the article replaced the text"`
	Confidence float64  `json:"confidence" jsonschema:"0 to 1, how sure the reading is"`
	Likeness   float64  `json:"likeness,omitempty"`
	Citation   citation `json:"citation"`
}

// maxSaid is how many bytes of what was said a row gives.
const maxSaid = 4 << 10

func newClaim(r *sayso.ClaimRow) claim {
	return claim{
		ID: string(r.ID), Speakers: actors(r.Speakers), Source: r.SourceText, Kind: string(r.Source.Kind), Via: actors(r.ViaNames), Stance: string(r.Stance), Cue: r.CueText,
		Said: short(r.ContentText, maxSaid), Form: string(r.Form), Certainty: string(r.Certainty), Before: r.Before, After: r.After, Superseded: !r.Newest,
		Confidence: r.Confidence, Likeness: r.Likeness, Citation: cited(&r.Article, r.Version, r.ContentPoints),
	}
}

// short cuts a text at a bound, between letters, and says so.
func short(s string, max int) string {
	if len(s) <= max {
		return s
	}
	cut := strings.ToValidUTF8(s[:max], "")
	return cut + fmt.Sprintf(" [cut off after %d bytes]", max)
}

// answer is one answer to a question.
type answer struct {
	Text       string      `json:"text"`
	Speakers   int         `json:"speakers"`
	Origins    int         `json:"origins" jsonschema:"whom the words go back to: ten prints of one wire are one"`
	Statements []statement `json:"statements"`
	LeftOut    int         `json:"left_out,omitempty" jsonschema:"how many statements are not given here; ask for this story alone, or for fewer questions"`
}

// statement is what somebody says to a question.
type statement struct {
	Speaker  string   `json:"speaker"`
	Claim    string   `json:"claim,omitempty" jsonschema:"empty for the paper's own voice"`
	Said     string   `json:"said,omitempty" jsonschema:"when it was said"`
	Text     string   `json:"text"`
	Origin   string   `json:"origin,omitempty"`
	Party    bool     `json:"party,omitempty" jsonschema:"a party to what is asked"`
	Citation citation `json:"citation"`
}

// question is one thing that statements answer.
type question struct {
	ID         string   `json:"id"`
	Story      string   `json:"story"`
	Text       string   `json:"text"`
	Status     string   `json:"status"`
	Confidence float64  `json:"confidence"`
	Answers    []answer `json:"answers"`
}

// maxMentions is how many mentions of an event an answer gives.
const maxMentions = 10

func newEvent(r *sayso.EventRow) eventRow {
	out := eventRow{ID: string(r.ID), Type: r.Type, Mode: r.Mode, Status: string(r.Status), Day: r.Day, Place: r.Place.Name, Actors: parties(r.Actors), Targets: parties(r.Targets),
		Told: len(r.Mentions), Origins: append([]string{}, r.Origins...), Mentions: []mention{}}
	for i := range r.Mentions[:min(len(r.Mentions), maxMentions)] {
		m := &r.Mentions[i]
		a := sayso.ArticleRow{ID: m.Article, URL: m.Address, Outlet: m.Outlet, Published: m.Published}
		out.Mentions = append(out.Mentions, mention{Words: m.Words, Sentence: m.Sentence, Source: m.Source, Claim: string(m.Claim), Citation: cited(&a, m.Version, m.Points)})
	}
	return out
}

func parties(ps []sayso.Party) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Name
	}
	return out
}
