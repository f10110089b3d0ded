package event

import (
	"sayso"
	"sayso/nlp"
)

// What the classifier adds. A pattern knows a clause, the classifier what a
// passage is about; so the pattern says which act a clause tells and between
// whom, and the classifier, by the sentence and the article's opening together,
// says which mode that act has, which of an article's events it is about, and
// which sentences of the opening tell an act that no pattern fits. One sentence
// tells too little for it to overrule a pattern; an opening may.

const (
	// leadSentences is the opening that tells what an article is about.
	leadSentences = 12
	// nearLead is how far into an article its opening still tells.
	nearLead = 12
	// fewest sentences make an opening that tells more than one sentence does.
	fewest = 3
	// sureOfKind is how likely an event's category must be, by sentence and
	// opening together (of 2), for the classifier to have a say on its mode.
	sureOfKind = 0.1
	// sureAlone is that for texts of fewer sentences than make an opening, where
	// a mode is only filled and never changed.
	sureAlone = 0.6
	// ownMode is what the pattern's mode is worth beside the classifier's
	// shares of the category's modes, which add up to 1; sureMode is the least
	// that the likeliest mode must have.
	ownMode, sureMode = 0.1, 0.4
	// sureLead is how likely a class must be by the opening, and sureChange and
	// sureAdd by the sentence, to overrule a pattern and to stand without one.
	sureLead, sureChange, sureAdd = 0.5, 0.5, 0.3
	// leastTopic keeps events of categories that the opening does not speak of
	// in the running for what an article is about.
	leastTopic = 0.02
)

// ask lets the classifier say which mode an event has.
func (c *coding) ask(t *trigger, e *sayso.Event) {
	s := c.SentenceOf(t.at)
	c.score(s)
	if k := c.agreed(sureChange); k >= 0 && s < nearLead {
		e.Type, e.Mode = c.r.model.Classes()[k].Category, c.r.model.Classes()[k].Mode
		e.Rule += " + model"
		return
	}
	weight := func(k int) float64 {
		if s < nearLead {
			return c.asked[k] + c.lead[k]
		}
		return c.asked[k]
	}
	sum := 0.0
	for k, class := range c.r.model.Classes() {
		if class.Category == e.Type {
			sum += weight(k)
		}
	}
	short := len(c.Sentences) < fewest
	if sum < sureOfKind || short && (sum < sureAlone || e.Mode != "") {
		return
	}
	mode, most := "", 0.0
	for k, class := range c.r.model.Classes() {
		if class.Category != e.Type {
			continue
		}
		p := weight(k) / sum
		if class.Mode == e.Mode && e.Mode != "" {
			p += ownMode
		}
		if p > most {
			mode, most = class.Mode, p
		}
	}
	if mode != "" && mode != e.Mode && most >= sureMode {
		e.Mode = mode
		e.Rule += " + model"
	}
}

// score asks the classifier about sentence s and about the opening.
func (c *coding) score(s int) {
	if c.asked == nil || c.askedOf != s {
		c.asked, c.askedOf = c.r.model.Scores(c.asked, c.Doc, c.Sentences[s]), s
	}
	if c.lead == nil {
		c.lead = c.r.model.Scores(nil, c.Doc, c.Sentences[:min(leadSentences, len(c.Sentences))]...)
	}
}

// missed adds a trigger to each sentence of the opening that no pattern fits,
// where the classifier is sure of the sentence and of the opening alike: its
// main verb, with whoever stands under that.
func (c *coding) missed() {
	if len(c.Sentences) < fewest {
		return
	}
	told := make([]bool, nearLead)
	for k := range c.triggers {
		if s := c.SentenceOf(c.triggers[k].at); s < nearLead {
			told[s] = true
		}
	}
	for s := 0; s < min(nearLead, len(c.Sentences)); s++ {
		root := c.Root(c.Sentences[s])
		if told[s] || root < 0 || c.skip[root] || c.Tokens[root].POS != "VERB" {
			continue
		}
		c.score(s)
		if k := c.agreed(sureAdd); k >= 0 {
			class := c.r.model.Classes()[k]
			c.trigger(trigger{at: root, light: -1, pattern: &pattern{category: class.Category, mode: class.Mode, rule: "model"}, args: c.arguments(root)})
		}
	}
}

// agreed is the class that the opening is sure of, and the sentence by least;
// -1 for none.
func (c *coding) agreed(least float64) int {
	if len(c.Sentences) < fewest {
		return -1
	}
	for k, p := range c.asked {
		if p >= least && c.lead[k] >= sureLead {
			return k
		}
	}
	return -1
}

// mark marks the event that the article is about: an early and sure one of a
// category that the opening speaks of.
func (c *coding) mark(events []sayso.Event) {
	if len(events) == 0 {
		return
	}
	topic := map[string]float64{}
	if c.r.model != nil && len(c.Sentences) >= fewest {
		c.score(0)
		for k, class := range c.r.model.Classes() {
			topic[class.Category] += c.lead[k]
		}
	}
	best, most := 0, 0.0
	for i := range events {
		e := &events[i]
		s := c.SentenceOf(c.tokenAt(e.Anchor[0].Start))
		if v := (leastTopic + topic[e.Type]) / float64(1+s); v > most {
			best, most = i, v
		}
	}
	events[best].Main = true
}

// About is what the classifier takes an article to be about, by its opening
// alone; the zero Class without a classifier.
func (r *Rules) About(d *nlp.Doc) Class {
	if r.model == nil {
		return Class{}
	}
	p := r.model.Scores(nil, d, d.Sentences[:min(leadSentences, len(d.Sentences))]...)
	best := 0
	for k := range p {
		if p[k] > p[best] {
			best = k
		}
	}
	return r.model.Classes()[best]
}
