package claim

import (
	_ "embed"
	"strings"

	"sayso"
	"sayso/internal/lang"
	"sayso/nlp"
)

// What a content does. A cue like "said" tells nothing of it: "she said she
// would resign" is a pledge, "he said the police had lied" an accusation. The
// rules look at the predicate of the content's first clause, its subject (the
// speaker or another) and its auxiliaries, and at words that only blame or
// praise has. They are asked in order; the first that answers wins. Cost:
// linear in the first maxClause tokens of the content.

//go:embed acts.tsv
var actTable string

// acting is the lemmas of acts.tsv by what they do, and the rules that are left out.
type acting struct {
	words   map[string]map[string]bool
	without map[string]bool
}

func loadActing() acting {
	return acting{words: lang.In(lang.Must(lang.Sets{Shared: true}.Read("acts.tsv", actTable)))}
}

// plain reports whether a cue only says that something was said, so that the
// content tells what is done by it.
func (a acting) plain(lemma string) bool {
	return lemma == "" || a.words["plainly"][strings.ReplaceAll(lemma, " ", "_")]
}

// contentRules are what may be read off a clause, in order.
var contentRules = []struct {
	name string
	read func(*contentClause) sayso.Stance
}{
	{untruthRule, (*contentClause).untrue},
	{"question", (*contentClause).question},
	{"thanks", (*contentClause).thanks},
	{"request", (*contentClause).bids},
	{"demand", (*contentClause).demands},
	{"denial", (*contentClause).denial},
	{"future", (*contentClause).future},
	{"pledge", (*contentClause).pledge},
	{"own-fault", (*contentClause).fault},
	{"warning", (*contentClause).warning},
	{"praise", (*contentClause).praise},
	{"blame", (*contentClause).blame},
	{"accusation", (*contentClause).accusation},
}

// untruthRule is the rule that holds behind every cue: a verdict on what others
// say ("stressing that it is not true").
const untruthRule = "untruth"

// act is what a content does by its words, and which rule says so; empty for no
// more than to assert. Behind a cue that is not plain, that does more than say
// that something was said, only a verdict on others' words counts.
func (w acting) act(d *nlp.Doc, a *Attribution, plain bool) (does sayso.Stance, rule string) {
	c, ok := w.clause(d, a)
	if !ok {
		return "", ""
	}
	for _, r := range contentRules {
		if w.without[r.name] || !plain && r.name != untruthRule {
			continue
		}
		if s := r.read(c); s != "" {
			return s, r.name
		}
	}
	return "", ""
}

// question reads a content that is one question.
func (c *contentClause) question() sayso.Stance {
	last := c.a.Content[len(c.a.Content)-1]
	marks := 0
	for i := c.a.Content[0].First; i < last.End; i++ {
		switch c.d.Word(i) {
		case "?":
			marks++
		case ".", "!":
			return ""
		}
	}
	if marks > 0 {
		return sayso.Asks
	}
	return ""
}

func (c *contentClause) thanks() sayso.Stance {
	if c.is("thanks") && (c.own || c.subject < 0) && !c.negated {
		return sayso.Thanks
	}
	return ""
}

// bids reads imperatives: "Please call us", "Stay away from the river".
func (c *contentClause) bids() sayso.Stance {
	first := strings.ToLower(c.d.Word(c.r.First))
	t := &c.d.Tokens[c.root]
	for k := c.r.First; k < c.r.End && k < c.r.First+3; k++ {
		if strings.EqualFold(c.d.Word(k), "please") {
			return sayso.Requests
		}
	}
	if c.subject < 0 && c.aux == "" && t.XPOS == "VB" && first != "to" && t.Rel != "xcomp" && c.quotes(c.root) && c.root-c.r.First < 4 {
		return sayso.Demands
	}
	return ""
}

// demands reads what must or should be.
func (c *contentClause) demands() sayso.Stance {
	switch c.aux {
	case "must":
		return sayso.Demands
	case "should", "ought":
		return sayso.Proposes
	}
	if (c.lemma() == "need" || c.lemma() == "have") && !c.own && c.subject >= 0 {
		for k := c.root + 1; k < min(c.r.End, c.root+3); k++ {
			if strings.EqualFold(c.d.Word(k), "to") && c.d.Tokens[k].Rel == "mark" {
				return sayso.Demands
			}
		}
	}
	return ""
}

// denial reads what the speaker says not to be or not to have done.
func (c *contentClause) denial() sayso.Stance {
	if c.holds("denies") > 0 && (c.negated || c.is("denies")) || c.none() {
		return sayso.Denies
	}
	switch c.aux {
	case "did", "had", "has", "have", "was", "were", "'ve", "’ve":
		if c.own && c.negated && !c.is("mental") && c.d.Tokens[c.root].POS == "VERB" {
			return sayso.Denies
		}
	}
	if c.negated && c.subject >= 0 && c.d.Child(c.root, "cop") >= 0 {
		switch c.d.Tokens[c.subject].Lemma {
		case "it", "this", "that":
			return sayso.Denies // "this is not a swap"
		}
	}
	return ""
}

// none reports whether the clause says that there is no evidence or tie: "found
// no evidence of a breach", "has no link to the group".
func (c *contentClause) none() bool {
	for i := c.r.First; i < c.r.End; i++ {
		t := &c.d.Tokens[i]
		if !c.words["absent"][t.Lemma] || t.Head != c.root && i != c.root || t.POS != "NOUN" {
			continue
		}
		if c.d.Negated(i) {
			return true
		}
	}
	return false
}

// untrue reads a verdict on what others say: "it is a lie that …", "the reports
// are not true".
func (c *contentClause) untrue() sayso.Stance {
	report := false // some words of others have been named
	for i := c.r.First; i < c.r.End; i++ {
		t := &c.d.Tokens[i]
		lie := c.words["untruth"][t.Lemma] && t.POS == "NOUN" || c.words["denies"][t.Lemma] && t.POS == "ADJ"
		switch {
		case (i == c.r.First || i == c.r.First+1 || t.Is("nsubj")) && (t.Lemma == "it" || t.Lemma == "this" || t.Lemma == "that"), c.words["words"][t.Lemma]:
			report = true
		case !report || c.d.Child(i, "cop") < 0:
		case lie && !c.d.Negated(i), c.words["truth"][t.Lemma] && c.d.Negated(i):
			return sayso.Denies
		}
	}
	return ""
}

// future reads what will be: a pledge of the speaker's own deeds, else a
// prediction.
func (c *contentClause) future() sayso.Stance {
	switch c.aux {
	case "will", "would", "wo", "'ll", "’ll", "shall":
	default:
		if c.subject < 0 || c.lemma() != "go" || c.d.Tokens[c.root].XPOS != "VBG" {
			return ""
		}
	}
	switch {
	case c.past:
		return "" // "it would have reached the coast": no event to come
	case c.own && c.negated && !c.is("mental"):
		return sayso.Refuses
	case c.own && c.if_ && c.is("threats"):
		return sayso.Threatens
	case (c.own || c.ownThing() && !c.negated) && !c.is("mental") && c.d.Tokens[c.root].POS == "VERB":
		return sayso.Pledges
	case c.aux == "would" && (c.if_ || c.d.Tokens[c.root].POS == "ADJ"):
		return "" // "it would be wise to": no event to come
	}
	return sayso.Predicts
}

func (c *contentClause) pledge() sayso.Stance {
	if !c.own || c.negated {
		return ""
	}
	if bound := strings.HasSuffix(c.d.Tokens[c.subject].Rel, ":pass"); c.is("bound") && bound || c.is("pledges") && !bound {
		return sayso.Pledges
	}
	return ""
}

// fault reads what the speaker owns up to.
func (c *contentClause) fault() sayso.Stance {
	if c.own && c.is("confirms") && !c.negated {
		return sayso.Confirms
	}
	return ""
}

func (c *contentClause) warning() sayso.Stance {
	if c.holds("warns") > 0 && !c.negated {
		return sayso.Warns
	}
	return ""
}

// praise and blame ask for a predicate that does it, or for two words that do.
func (c *contentClause) praise() sayso.Stance {
	if n := c.holds("praises"); (n > 1 || n > 0 && c.is("praises")) && n > c.holds("condemns") && !c.negated {
		return sayso.Praises
	}
	return ""
}

func (c *contentClause) blame() sayso.Stance {
	if n := c.holds("condemns"); n > 1 || c.is("condemns") && !c.negated {
		return sayso.Condemns
	}
	return ""
}

// accusation reads wrongs that another did.
func (c *contentClause) accusation() sayso.Stance {
	if c.own || c.subject < 0 || strings.HasSuffix(c.d.Tokens[c.subject].Rel, ":pass") {
		return ""
	}
	if c.holds("accuses") > 1 || c.does("accuses") {
		return sayso.Accuses
	}
	return ""
}
