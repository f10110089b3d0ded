package claim

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// A cue may be read in several ways. Its preposition and how the content begins
// choose among them: "called for", "asked him to", "questioned whether".

// cueShape is what tells the readings of one cue apart.
type cueShape struct {
	d     *nlp.Doc
	a     *Attribution
	acts  acting
	lemma string
	v     Verdict // what the table of cues has
	first string  // the content's first word
	last  string  // the cue's last word, or the preposition behind it
	// toVerb reports whether the content begins with "to" and a verb, to whether
	// an infinitive stands in it.
	toVerb, to bool
}

// The verdicts that shapes give.
var (
	demanded  = Verdict{sayso.Demands, sayso.UnknownCertainty, sayso.Positive}
	requested = Verdict{sayso.Requests, sayso.UnknownCertainty, sayso.Positive}
	asked     = Verdict{sayso.Asks, sayso.UnknownCertainty, sayso.UnknownPolarity}
	pledged   = Verdict{sayso.Pledges, sayso.Certain, sayso.Positive}
	proposed  = Verdict{sayso.Proposes, sayso.UnknownCertainty, sayso.Positive}
	asserted  = Verdict{sayso.Asserts, sayso.Certain, sayso.Positive}
	against   = Verdict{sayso.Refuses, sayso.Certain, sayso.Negative}
	condemned = Verdict{sayso.Condemns, sayso.Certain, sayso.Negative}
	denied    = Verdict{sayso.Denies, sayso.Certain, sayso.Negative}
	admitted  = Verdict{sayso.Confirms, sayso.Certain, sayso.Positive}
)

// shapeRules choose a reading, each for some cues; false leaves what the table
// has. A cue stands in one of them.
var shapeRules = []struct {
	lemmas string
	read   func(*cueShape) (Verdict, bool)
}{
	{"call", (*cueShape).call},
	{"ask beg", (*cueShape).ask},
	{"question press quiz query grill", (*cueShape).question},
	{"decline refuse", (*cueShape).decline},
	{"suggest recommend", (*cueShape).suggest},
	{"tell say", (*cueShape).tell},
	{"want like love wish", (*cueShape).want},
	{"offer", (*cueShape).offer},
	{"allow", (*cueShape).allow},
	{"strike vote decide rule break oppose come turn side", (*cueShape).decide},
	{"plead", (*cueShape).plead},
	{"speak rail argue rally lash hit push fire", (*cueShape).speak},
}

// shapesOf indexes shapeRules by cue.
func shapesOf() map[string]func(*cueShape) (Verdict, bool) {
	out := map[string]func(*cueShape) (Verdict, bool){}
	for _, r := range shapeRules {
		for w := range strings.FieldsSeq(r.lemmas) {
			out[w] = r.read
		}
	}
	return out
}

// shape chooses among the readings of a cue; v is what the table has.
func (j *CueJudge) shape(d *nlp.Doc, a *Attribution, lemma string, v Verdict) Verdict {
	read := j.shapes[lemma]
	if j.acting.words["announces"][lemma] {
		read = (*cueShape).announce
	}
	if read == nil {
		return v
	}
	c := &cueShape{d: d, a: a, acts: j.acting, lemma: lemma, v: v}
	if len(a.Content) > 0 {
		i := a.Content[0].First
		c.first = strings.ToLower(d.Word(i))
		c.toVerb = c.first == "to" && i+1 < len(d.Tokens) && (d.Tokens[i+1].POS == "VERB" || d.Tokens[i+1].POS == "AUX")
	}
	c.to = c.toVerb || infinitive(d, a.Content)
	if n := len(a.Cue); n > 0 && a.Cue[n-1].Len() > 0 {
		c.last = strings.ToLower(d.Word(a.Cue[n-1].End - 1))
		if i := a.Cue[n-1].End; len(a.Content) > 0 && i == a.Content[0].First-1 && d.Tokens[i].POS == "ADP" {
			c.last = strings.ToLower(d.Word(i)) // "for" of "calling for an end" is in neither
		}
	}
	if w, ok := read(c); ok {
		return w
	}
	return v
}

// by reports whether the preposition w goes with the cue.
func (c *cueShape) by(w string) bool { return c.last == w || c.first == w }

// has reports whether the cue has the word w.
func (c *cueShape) has(w string) bool {
	for _, r := range c.a.Cue {
		for i := r.First; i < r.End; i++ {
			if strings.EqualFold(c.d.Word(i), w) {
				return true
			}
		}
	}
	return false
}

func (c *cueShape) call() (Verdict, bool) {
	if c.by("for") {
		return demanded, true
	}
	return requested, c.by("on") || c.by("upon")
}

func (c *cueShape) ask() (Verdict, bool) {
	return requested, c.by("for") || c.to && !questions(c.first)
}

// question: one questions people, and doubts figures.
func (c *cueShape) question() (Verdict, bool) {
	q := c.lemma == "question"
	return asked, c.by("about") || c.by("on") || questions(c.first) && !q || passive(c.d, c.a.Cue) || q && somebody(c.d, c.a.Content)
}

func (c *cueShape) decline() (Verdict, bool) {
	if !c.toVerb {
		return Verdict{}, false
	}
	return refused(c.d, c.a.Content[0].First+1), true
}

func (c *cueShape) suggest() (Verdict, bool) {
	if len(c.a.Content) == 0 {
		return Verdict{}, false
	}
	t := &c.d.Tokens[c.a.Content[0].First]
	return proposed, strings.Contains(t.Feats, "VerbForm=Ger") || c.first != "that" && strings.HasSuffix(c.first, "ing") && t.POS == "VERB"
}

func (c *cueShape) tell() (Verdict, bool) { return demanded, c.toVerb || c.lemma == "tell" && c.to }

// announce: whoever announces a plan or a departure of his own pledges it.
func (c *cueShape) announce() (Verdict, bool) {
	if c.acts.words["undertaking"][given(c.d, c.a)] {
		return pledged, true
	}
	for _, r := range c.a.Cue {
		for i := r.First; i < r.End; i++ {
			if t := &c.d.Tokens[i]; t.POS == "NOUN" && c.acts.words["undertaking"][t.Lemma] {
				return pledged, true
			}
		}
	}
	return Verdict{}, false
}

// want is of what one wants to do oneself.
func (c *cueShape) want() (Verdict, bool) { return proposed, c.toVerb && c.v.Stance != sayso.Asserts }

// offer is of an assessment or proof.
func (c *cueShape) offer() (Verdict, bool) { return asserted, !c.toVerb && c.last != "to" }

func (c *cueShape) allow() (Verdict, bool) { return asserted, c.first != "that" }

func (c *cueShape) decide() (Verdict, bool) {
	down := c.by("down") && (c.lemma == "strike" || c.lemma == "turn")
	return against, down || c.by("against") || c.lemma == "break" && c.has("with")
}

func (c *cueShape) speak() (Verdict, bool) {
	switch {
	case c.by("against") && c.lemma != "argue", c.lemma == "lash", c.lemma == "rail":
		return condemned, true
	}
	return denied, c.lemma == "push" && (c.last == "against" || c.last == "back")
}

// plead is an answer to a charge, unless one pleads with somebody or for something.
func (c *cueShape) plead() (Verdict, bool) {
	if c.first == "not" || c.first == "innocent" {
		return denied, true
	}
	return admitted, c.first == "guilty" || c.has("guilty")
}

// refused is what one does who declines or refuses the act of the verb at token
// i: to speak, which leaves all open, or to do something.
func refused(d *nlp.Doc, i int) Verdict {
	switch d.Tokens[i].Lemma {
	case "comment", "say", "discuss", "answer", "respond", "elaborate", "speak", "talk", "explain", "confirm", "disclose", "specify", "identify", "reveal", "reply", "provide", "give":
		return Verdict{sayso.Declines, sayso.UnknownCertainty, sayso.UnknownPolarity}
	}
	return Verdict{sayso.Refuses, sayso.UnknownCertainty, sayso.Negative}
}

// infinitive reports whether the content is what somebody is to do: "the
// candidates to withdraw", "not to leave".
func infinitive(d *nlp.Doc, content []nlp.Range) bool {
	if len(content) == 0 {
		return false
	}
	r := content[0]
	for i := r.First; i+1 < min(r.End, r.First+maxClause); i++ {
		if d.Tokens[i].Rel != "mark" || !strings.EqualFold(d.Word(i), "to") {
			continue
		}
		v := d.Tokens[i].Head
		return r.Contains(v) && d.Tokens[v].Rel == "xcomp" && !r.Contains(d.Tokens[v].Head)
	}
	return false
}

// questions reports whether a word opens an indirect question.
func questions(w string) bool {
	switch w {
	case "whether", "if", "why", "how", "what", "who", "when", "where", "which", "about":
		return true
	}
	return false
}

// passive reports whether the cue's verb is passive, or a participle alone.
func passive(d *nlp.Doc, cue []nlp.Range) bool {
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			t := &d.Tokens[i]
			if t.POS != "VERB" {
				continue
			}
			if strings.Contains(t.Feats, "VerbForm=Part") && !strings.Contains(t.Feats, "Tense=Pres") {
				for k := i - 1; k >= 0 && k > i-4; k-- {
					if d.Tokens[k].Lemma == "have" && d.Tokens[k].Head == i {
						return false
					}
				}
				return true
			}
		}
	}
	return false
}
