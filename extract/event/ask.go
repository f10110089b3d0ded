package event

import (
	"sayso"
	"sayso/nlp"
)

const (
	// leadSentences is the opening that tells what an article is about.
	leadSentences = 12
	// nearLead is how far into an article its opening still tells.
	nearLead = 12
	// sureOpen is how likely, of its category's modes, one must be to fill a
	// mode that the pattern leaves open; sureChange to replace the pattern's.
	sureOpen   = 0.4
	sureChange = 0.8
)

// ask fills the mode of an event by the classifier: by the words of its
// sentence, and near an article's beginning by those of the opening.
func (c *coding) ask(t *trigger, e *sayso.Event) {
	s := c.SentenceOf(t.at)
	if c.asked == nil || c.askedOf != s {
		c.asked, c.askedOf = c.r.model.Scores(c.asked, c.Doc, c.Sentences[s]), s
	}
	if c.lead == nil {
		c.lead = c.r.model.Scores(nil, c.Doc, c.Sentences[:min(leadSentences, len(c.Sentences))]...)
	}
	best, top, sum := -1, 0.0, 0.0
	for k, class := range c.r.model.Classes() {
		if class.Category != e.Type {
			continue
		}
		p := c.asked[k]
		if s < nearLead {
			p += c.lead[k]
		}
		sum += p
		if p > top {
			best, top = k, p
		}
	}
	if best < 0 || sum == 0 {
		return
	}
	mode := c.r.model.Classes()[best].Mode
	switch share := top / sum; {
	case mode == "" || mode == e.Mode:
	case e.Mode == "" && share >= sureOpen, e.Mode != "" && share >= sureChange && sum > 0.5:
		e.Mode = mode
		e.Rule += " + model"
	}
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
