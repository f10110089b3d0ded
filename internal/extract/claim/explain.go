package claim

import (
	"fmt"
	"strings"

	"sayso"
	"sayso/nlp"
)

// Reason is one ground for a part of an attribution.
type Reason struct {
	Part   sayso.Part
	Words  []nlp.Range
	Why    string
	Weight float64 // what it adds to a model's score, in nats; 0 for rules
}

// Explainer is a Finder that can say why it found an attribution. Explain takes
// the document as Find did and one of the attributions that it gave.
type Explainer interface {
	Explain(d *nlp.Doc, aside []nlp.Range, a *Attribution) []Reason
}

// ruleWords say in words what the first part of a rule's name stands for, and
// what the second adds.
var ruleWords = map[string]string{
	"verb": "a verb of saying or thinking with its subject", "ing": "a participle of saying beside its clause", "passive": "a verb of saying in the passive",
	"noun": "a noun of saying with what it introduces", "adj": "an adjective of thinking or feeling", "according": "“according to” and its like",
	"transcript": "a speaker’s label in a transcript", "block": "a paragraph or list that a colon announces", "post": "a post with its author’s name", "from": "“from” and a name before a quotation", "words-of": "a sentence behind a quotation that names its speaker", "dash": "a quotation, a dash and a name", "headline": "a label before a colon in a headline", "follow": "a quotation that goes on where the last speaker stopped",
	"that": "a clause with “that”", "clause": "a clause without “that”", "quote": "a quotation", "after": "words that stand before the verb", "inverted": "the subject behind the verb",
	"split": "words on both sides of the verb", "ahead": "words further ahead", "to": "an infinitive", "object": "an object", "naming": "what something is called", "prep": "a preposition",
	"aside": "an aside", "first": "standing first", "people": "those whose noun it is", "reports": "nobody named",
	"wh": "an indirect question", "gerund": "a phrase with -ing", "colon": "words behind a colon", "owner": "whose noun it is", "bare": "with nobody named", "by": "whom “by” names",
	"light": "a verb that leaves the saying to its noun", "statement": "“in a statement” and its like", "front": "in front of the sentence",
	"picture": "what a picture or recording shows, by the tree", "hearsay": "an adverb of hearsay on a clause", "feeling": "a feeling given out by name",
}

// Explain implements Explainer: the rule is the reason.
func (r *Rules) Explain(_ *nlp.Doc, _ []nlp.Range, a *Attribution) []Reason {
	return []Reason{{Part: sayso.WholePart, Words: a.Cue, Why: ruleReason(a.Rule)}}
}

func ruleReason(rule string) string {
	var said []string
	for _, part := range strings.Split(rule, ":") {
		if w, ok := ruleWords[part]; ok {
			said = append(said, w)
		}
	}
	if len(said) == 0 {
		return "rule claim/" + rule
	}
	return fmt.Sprintf("rule claim/%s: %s", rule, strings.Join(said, ", "))
}

// JudgeExplainer is a Judge that can say why it judged so.
type JudgeExplainer interface {
	Explain(d *nlp.Doc, a *Attribution) []Reason
}

// Explain implements JudgeExplainer.
func (j *CueJudge) Explain(d *nlp.Doc, a *Attribution) []Reason {
	var out []Reason
	say := func(words []nlp.Range, format string, args ...any) {
		out = append(out, Reason{Part: sayso.StancePart, Words: words, Why: fmt.Sprintf(format, args...)})
	}
	lemma, v := j.word(d, a)
	if _, ok := j.verdicts[lemma]; ok {
		say(a.Cue, "the table of cues has “%s” as %s, %s", lemma, v.Stance, v.Certainty)
	} else {
		say(a.Cue, "no table has “%s”; what is no special cue asserts", lemma)
	}
	if w := j.shape(d, a, lemma, v); w != v {
		say(a.Cue, "with this preposition and this content it is %s, %s", w.Stance, w.Certainty)
	}
	m := cueModifiers(d, a)
	if !m.refuses && !m.negated && v.Stance == sayso.Asserts {
		if s, rule := j.acting.act(d, a, j.acting.plain(lemma)); s != "" {
			say(a.Content[:1], "rule stance/%s: the content %s", rule, s)
		}
	}
	switch {
	case m.refuses:
		say(a.Cue, "the cue declines")
	case m.negated:
		say(a.Cue, "the cue is negated")
	}
	if m.hearsay {
		say(a.Cue, "an adverb of hearsay softens it")
	}
	if c := contentCertainty(d, a.Content); c != sayso.Certain {
		say(a.Content[:1], "the content opens with a modal or adverb: %s", c)
	}
	return out
}
