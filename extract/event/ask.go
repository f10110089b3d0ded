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
	sureOpen = 0.5
	// sureOfKind is how likely its category must be, by sentence and opening
	// together.
	sureOfKind = 0.6
	sureChange = 0.8
)

// ask fills the mode of an event by the classifier: by the words of its
// sentence, and near an article's beginning by those of the opening.
func (c *coding) ask(t *trigger, e *sayso.Event) {
	s := c.SentenceOf(t.at)
	c.score(s)
	if k := c.agreed(); k >= 0 && s < nearLead {
		e.Type, e.Mode = c.r.model.Classes()[k].Category, c.r.model.Classes()[k].Mode
		e.Rule += " + model"
		return
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
	case e.Mode == "" && share >= sureOpen && sum >= sureOfKind, e.Mode != "" && share >= sureChange && sum > 0.5:
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
		if k := c.agreed(); k >= 0 {
			class := c.r.model.Classes()[k]
			c.trigger(trigger{at: root, light: -1, pattern: &pattern{category: class.Category, mode: class.Mode, rule: "model"}, args: c.arguments(root)})
		}
	}
}

const (
	// sureClass is how likely a class must be, by the sentence and by the
	// opening, for it to overrule the pattern.
	sureClass = 0.5
	// fewest sentences make an opening that tells more than one sentence does.
	fewest = 3
)

// agreed is the class that sentence and opening are both sure of; -1 for none.
func (c *coding) agreed() int {
	if len(c.Sentences) < fewest {
		return -1
	}
	for k, p := range c.asked {
		if p >= sureClass && c.lead[k] >= sureClass {
			return k
		}
	}
	return -1
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
