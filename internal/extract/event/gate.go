package event

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/lang"
	"sayso/nlp"
)

// How sure an event is, and whether it is one at all.
//
// A pattern says what words can tell. Whether they tell an act of public life depends
// on who acts on whom, and on what else the article tells: a worker who accuses her
// employer, a rocket that blows up on its stand and a team that beats another fit
// patterns too. Each event has traits that a reader can check; a table gives each trait
// two weights, learnt by logistic regression from sentences that people marked
// (`sayso train gate`): one for whether the act is there at all, one for whether its
// two sides are right as well. The sum of the weights, as a probability, decides: what
// is less likely than leastReal to be there is left out, and the second is the event's
// confidence. The sentences were read both inside their articles and alone, so that the
// weights hold where an article tells nothing beside. The cost is a few looks at each event.

//go:embed gate.tsv
var gateTable string

// leastReal is how likely an event must be to be there.
const leastReal = 0.25

// gate is the weights of traits.
type gate map[string][2]float64

// gateLayout is the columns of the table of traits.
var gateLayout = lang.Layout{
	Columns: []lang.Column{{Name: "trait"}, {Name: "weight for being told", Check: checkWeight}, {Name: "weight for both sides right", Check: checkWeight}},
	Key:     func(r lang.Row) string { return r.Cells[0] },
}

func checkWeight(s string) error {
	_, err := strconv.ParseFloat(s, 64)
	return err
}

func gates() gate {
	out := gate{}
	for _, r := range lang.Must(gateLayout.Read("gate.tsv", gateTable)) {
		var w [2]float64
		for k := range w {
			w[k], _ = strconv.ParseFloat(r.Cells[k+1], 64) // checked by the layout
		}
		out[r.Cells[0]] = w
	}
	return out
}

// likely is how likely an event of these traits is there, and is right.
func (g gate) likely(traits []string) (real, right float64) {
	var sum [2]float64
	for _, t := range traits {
		w := g[t]
		sum[0], sum[1] = sum[0]+w[0], sum[1]+w[1]
	}
	return 1 / (1 + math.Exp(-sum[0])), 1 / (1 + math.Exp(-sum[1]))
}

// public are the sectors of those whose acts are acts of public life.
var public = map[string]bool{
	"GOV": true, "LEG": true, "JUD": true, "MIL": true, "COP": true, "SPY": true, "PRM": true, "PTY": true, "OPP": true, "REB": true, "UAF": true, "IGO": true, "NGO": true,
	"SOC": true, "REL": true, "PRE": true, "REF": true,
}

// traits lists what can be told of event k without reading it: its category and the
// kind of its rule, who its sides are, how it is told, and what the article tells.
func (c *coding) traits(events []sayso.Event, k int) []string {
	e := &events[k]
	at := c.tokenAt(e.Anchor[0].Start)
	a, b := c.sideOf(e.Actors, at), c.sideOf(e.Recipients, at)
	out := []string{"any", "category " + e.Type, "doer " + a, "done to " + b, e.Type + " by " + side(a), e.Type + " to " + side(b), "told " + string(e.Status), "word " + c.Tokens[at].POS}
	if len(c.Sentences) >= fewest {
		out = append(out, "of its kind "+c.alike(events, e))
	}
	out = append(out, c.manner(e)...)
	out = append(out, c.spot(e, at)...)
	if w, ok := c.ways[e.Anchor[0].Start]; ok {
		out = append(out, "doer by "+w.doer, "done to by "+w.doneTo)
	}
	if len(e.Actors) > 0 && len(e.Recipients) > 0 {
		out = append(out, "both sides")
	}
	if side(a) != "public" && side(b) != "public" {
		out = append(out, "nobody public")
		if e.Type != "ASSAULT" {
			out = append(out, "nobody public, no harm")
		}
	}
	for _, q := range e.Quantities {
		if q.Kind == "killed" || q.Kind == "wounded" {
			out = append(out, "counts victims")
			break
		}
	}
	if c.Sentence(at).Len() > longSentence {
		out = append(out, "long sentence")
	}
	return out
}

// longSentence is how many words make a sentence in which sides are easily confused.
const longSentence = 35

// spot is what word tells an event, and where that stands in its sentence.
func (c *coding) spot(e *sayso.Event, at int) []string {
	t := &c.Tokens[at]
	out := []string{"lemma " + c.Lemma[at], "stands as " + t.Rel, e.Type + " as " + t.POS}
	if t.POS == "NOUN" && len(e.Anchor) == 1 {
		out = append(out, "by a noun alone")
		if c.definite(at) {
			out = append(out, "definite")
		}
		if len(e.Actors)+len(e.Recipients) == 0 {
			out = append(out, "bare noun", "bare "+e.Type)
		}
	}
	if c.claimAt(at) != nil && e.Status != sayso.Happened {
		out = append(out, "claimed and "+string(e.Status))
	}
	return out
}

// manner is how an event is told.
func (c *coding) manner(e *sayso.Event) []string {
	var out []string
	if e.Claim == "" {
		out = append(out, "vouched for")
	}
	if rule, more, _ := strings.Cut(e.Rule, " "); rule == "model" {
		out = append(out, "by the model alone")
	} else if more != "" {
		out = append(out, "with the model")
	}
	if e.Place != "" {
		out = append(out, "with a place")
	}
	if e.Time != "" {
		out = append(out, "with a time")
	}
	if len(e.Anchor) > 1 {
		out = append(out, "light verb")
	}
	if len(e.Contexts) > 0 {
		out = append(out, "with a context")
	}
	return out
}

// sideOf says who stands on a side of an event told at token at: nobody, the state, a
// public body, somebody of another walk, or somebody unknown, and whether it is named
// in the sentence.
func (c *coding) sideOf(ids []sayso.ActorID, at int) string {
	if len(ids) == 0 {
		return "nobody"
	}
	a := &c.actors[c.index[ids[0]]]
	who := "unknown"
	switch {
	case a.Known != "" && public[a.Sector]:
		who = "known"
	case public[a.Sector]:
		who = "public"
	case a.Sector != "":
		who = "private"
	case a.Country != "":
		who = "of a country"
	}
	s := c.Span(c.Sentence(at))
	for i := range c.mentions {
		if m := &c.mentions[i]; m.Actor == ids[0] && s.Overlaps(m.Span) {
			if m.Kind == sayso.PronounMention {
				return who + " by pronoun"
			}
			return who
		}
	}
	return who + " from elsewhere"
}

// side is sideOf in one word.
func side(s string) string {
	switch {
	case s == "nobody":
		return s
	case strings.HasPrefix(s, "known"), strings.HasPrefix(s, "public"):
		return "public"
	}
	return "others"
}

// alike says how many events of an article are of the category of one.
func (c *coding) alike(events []sayso.Event, e *sayso.Event) string {
	n := 0
	for i := range events {
		if events[i].Type == e.Type {
			n++
		}
	}
	switch {
	case n == 1:
		return "alone"
	case 2*n > len(events):
		return "most"
	}
	return "some"
}

// Candidates returns the events of a document before any is left out as unlikely, with
// the traits of each: what the gate is trained on.
func (r *Rules) Candidates(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) (Coded, [][]string) {
	c := r.read(d, an, aside)
	events := c.events()
	traits := make([][]string, len(events))
	for k := range events {
		traits[k] = c.traits(events, k)
	}
	return Coded{Events: events, Actors: c.actors, Mentions: c.mentions, Places: c.places, Times: c.times}, traits
}

// sift leaves out events that are hardly there, and says how sure the others are.
func (c *coding) sift(events []sayso.Event) []sayso.Event {
	kept := events[:0:0]
	for k := range events {
		real, right := c.r.gate.likely(c.traits(events, k))
		if real < leastReal {
			continue
		}
		e := events[k]
		e.Confidence = math.Round(right*100) / 100
		kept = append(kept, e)
	}
	return kept
}
