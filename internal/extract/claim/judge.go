package claim

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// CueJudge reads the speaker's commitment from the cue. The table of cues has
// what its word does by itself; a word that says little ("took", "repeated")
// gives way to a noun or verb beside it that says more ("took offence",
// "repeated warnings"). The preposition and the shape of the content then
// choose among readings of one word ("called for", "asked him to", "questioned
// whether"); negation turns them round ("did not say", "never denied", "refused
// to confirm"); modals in the cue and at the head of the content soften them
// ("may be", "is likely to"). Cost is linear in the cue and in the first
// sentence of the content. It is safe for parallel use.
type CueJudge struct {
	verdicts map[string]Verdict
	acting   acting
	shapes   map[string]func(*cueShape) (Verdict, bool)
	lex      *lexicon
}

// NewCueJudge returns a judge over the built-in tables.
func NewCueJudge() *CueJudge { return NewCueJudgeOver(DefaultTables()) }

// NewCueJudgeOver returns a judge over other tables. What they say of a verb
// that they were given besides the built-in ones stands above all.
func NewCueJudgeOver(t *Tables) *CueJudge {
	j := &CueJudge{make(map[string]Verdict, 800), loadActing(), shapesOf(), t.lexicon()}
	for _, r := range t.verbs {
		j.verdicts[verbOf(r)] = readCue(r.Cells[1:]).verdict
	}
	for _, r := range t.nouns {
		w, _, _ := strings.Cut(r.Cells[0], " ")
		if _, ok := j.verdicts[w]; !ok {
			j.verdicts[w] = readCue(r.Cells[2:]).verdict
		}
	}
	for _, r := range t.cues {
		if !t.own[r.Cells[0]] {
			j.verdicts[r.Cells[0]] = verdictOf(r.Cells[1:])
		}
	}
	return j
}

// Judge implements Judge. What no table has is asserted.
func (j *CueJudge) Judge(d *nlp.Doc, a *Attribution) (v Verdict, rule string) {
	lemma, v := j.word(d, a)
	v = j.shape(d, a, lemma, v)
	m := cueModifiers(d, a)
	if m.refuses {
		if v.Stance != sayso.Asserts && v.Stance != sayso.Confirms && v.Stance != sayso.Asks || v.Certainty == sayso.UnknownCertainty {
			return Verdict{sayso.Refuses, sayso.UnknownCertainty, sayso.Negative}, ""
		}
		return Verdict{sayso.Declines, sayso.UnknownCertainty, sayso.UnknownPolarity}, ""
	}
	if m.negated {
		v = negate(v, lemma)
	} else if v.Stance == sayso.Asserts {
		var s sayso.Stance
		if s, rule = j.acting.act(d, a, j.acting.plain(lemma)); s != "" {
			v.Stance = s
			if rule == untruthRule {
				v.Polarity = sayso.Negative
			}
		}
	}
	if v.Certainty == sayso.Certain || v.Certainty == sayso.Probable {
		v.Certainty = weaker(v.Certainty, contentCertainty(d, a.Content))
	}
	if m.hearsay && v.Certainty == sayso.Certain {
		v.Certainty = sayso.Probable
	}
	return v, rule
}

// word finds the word of the cue that tells most, and what it does by itself.
func (j *CueJudge) word(d *nlp.Doc, a *Attribution) (string, Verdict) {
	lemma := a.Lemma
	if len(a.Cue) > 0 && !strings.Contains(lemma, " ") && !inCue(d, a.Cue, lemma) {
		lemma = CueLemma(d, a.Cue) // the lemma is of a wider cue than this one
	}
	if _, ok := j.verdicts[lemma]; !ok {
		lemma = j.byLetters(d, a.Cue, lemma)
	}
	v, ok := j.verdicts[lemma]
	if ok && v.Stance != sayso.Asserts {
		return lemma, v
	}
	if voices(lemma) {
		noun := given(d, a) // "expressed gratitude"
		if w, found := j.verdicts[noun]; found {
			return noun, w
		}
	}
	if !ok || bleached(lemma) {
		for n := len(a.Cue) - 1; n >= 0; n-- {
			for i := a.Cue[n].End - 1; i >= a.Cue[n].First; i-- {
				t := &d.Tokens[i]
				if t.POS != "NOUN" && t.POS != "VERB" && t.POS != "ADJ" || t.Lemma == lemma {
					continue
				}
				if w, found := j.verdicts[t.Lemma]; found && (w.Stance != sayso.Asserts || !ok) {
					return t.Lemma, w
				}
			}
		}
	}
	if !ok {
		v = Verdict{sayso.Asserts, sayso.Certain, sayso.Positive}
	}
	return lemma, v
}

// byLetters returns the verb of the tables that a word of the cue is a form of,
// where the lemma that the words were given is one that the tables lack: a
// trained lemmatiser guesses at verbs that it never saw.
func (j *CueJudge) byLetters(d *nlp.Doc, cue []nlp.Range, lemma string) string {
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			if e := j.lex.lookup(d.Word(i)); e != nil && e.verb != nil && (d.Tokens[i].POS == "VERB" || d.Tokens[i].POS == "" || strings.HasSuffix(d.Word(i), "ing")) {
				return e.verb.lemma
			}
		}
	}
	return lemma
}

func inCue(d *nlp.Doc, cue []nlp.Range, lemma string) bool {
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			if d.Tokens[i].Lemma == lemma || d.Tokens[i].Lemma == "" {
				return true
			}
		}
	}
	return false
}

// bleached reports whether a verb leaves to its object what is done.
func bleached(lemma string) bool {
	switch lemma {
	case "take", "make", "give", "issue", "sign", "repeat", "renew", "express", "voice", "raise", "have", "set", "continue", "begin", "start", "keep", "double", "launch", "find",
		"send", "deliver", "offer", "put", "level", "lodge", "file", "release", "be", "seem", "appear", "get", "go", "come", "try", "seek", "reiterate", "step", "ratchet":
		return true
	}
	return false
}

// CueLemma is the basic form of the word that a cue stands by: its first verb,
// else its noun or adjective.
func CueLemma(d *nlp.Doc, cue []nlp.Range) string {
	best, rank := "", 0
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			t := &d.Tokens[i]
			n := 1
			switch t.POS {
			case "VERB":
				n = 4
			case "NOUN":
				n = 3
			case "ADJ", "ADP":
				n = 2
			}
			if n > rank {
				best, rank = t.Lemma, n
				if best == "" {
					best = strings.ToLower(d.Word(i))
				}
			}
		}
	}
	if best == "accord" {
		return "according to"
	}
	return best
}

// negate is what a negated cue commits to: who does not say leaves it open,
// who does not believe doubts, who does not deny leaves it open.
func negate(v Verdict, lemma string) Verdict {
	switch v.Stance {
	case sayso.Denies, sayso.Doubts, sayso.Refuses:
		return Verdict{sayso.Asserts, sayso.Possible, sayso.UnknownPolarity}
	case sayso.Praises:
		return Verdict{sayso.Condemns, v.Certainty, sayso.Negative}
	case sayso.Pledges, sayso.Demands, sayso.Requests, sayso.Proposes:
		return Verdict{sayso.Refuses, v.Certainty, sayso.Negative}
	case sayso.Predicts:
		return Verdict{sayso.Doubts, sayso.Probable, sayso.Negative}
	}
	switch lemma {
	case "plead":
		return denied
	case "think", "believe", "expect", "see", "agree", "feel", "trust", "buy", "consider", "convinced", "sure", "certain", "belief", "view":
		return Verdict{sayso.Doubts, sayso.Probable, sayso.Negative}
	case "say", "specify", "disclose", "reveal", "elaborate", "comment", "respond", "answer", "reply", "explain", "clarify", "confirm":
		return Verdict{sayso.Declines, sayso.UnknownCertainty, sayso.UnknownPolarity}
	}
	return Verdict{v.Stance, sayso.UnknownCertainty, sayso.UnknownPolarity}
}

type modifiers struct {
	negated bool // not, never, no
	refuses bool // declined to, refused to, would not
	hearsay bool // reportedly, allegedly
}

// cueModifiers reads what turns or softens a cue: inside it, and where the tree
// hangs it on the cue's verb from outside.
func cueModifiers(d *nlp.Doc, a *Attribution) modifiers {
	var m modifiers
	read := func(i int) {
		switch strings.ToLower(d.Word(i)) {
		case "not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly":
			m.negated = !m.negated
		case "reportedly", "allegedly", "supposedly", "apparently", "purportedly":
			m.hearsay = true
		}
	}
	head := -1
	for _, r := range a.Cue {
		for i := r.First; i < r.End; i++ {
			read(i)
			switch strings.ToLower(d.Word(i)) {
			case "declined", "declines", "refused", "refuses", "declining", "refusing", "decline", "refuse":
				m.refuses = m.refuses || i+1 < r.End
			}
			if d.Tokens[i].POS == "VERB" {
				if head < 0 {
					head = i
				}
				m.refuses = m.refuses || withheld(d, i, a.Content)
			}
		}
	}
	if head < 0 {
		return m
	}
	for i := max(0, head-maxAux); i < min(len(d.Tokens), head+2); i++ {
		t := &d.Tokens[i]
		if t.Head == head && (t.Rel == "advmod" || t.Rel == "det") && !covers(a.Cue, i) && !covers(a.Content, i) {
			read(i)
		}
	}
	// "No official confirmed that …".
	if len(a.Source) > 0 {
		switch strings.ToLower(d.Word(a.Source[0].First)) {
		case "no", "nobody", "none", "neither", "nothing":
			m.negated = !m.negated
		}
	}
	return m
}

// withheld reports whether what governs the verb at head says that it was not
// done: "declined to say", "stopped short of saying", "refrained from naming".
func withheld(d *nlp.Doc, head int, content []nlp.Range) bool {
	t := &d.Tokens[head]
	if t.Head < 0 || covers(content, t.Head) {
		return false
	}
	switch g := &d.Tokens[t.Head]; {
	case t.Is("xcomp") && (g.Lemma == "decline" || g.Lemma == "refuse" || g.Lemma == "avoid"):
		return true
	case t.XPOS != "VBG" || !t.Is("advcl") && !t.Is("acl") && !t.Is("xcomp") && !t.Is("obl"):
		return false
	default:
		return g.Lemma == "short" || g.Lemma == "refrain" || g.Lemma == "avoid" || g.Lemma == "stop" && d.Word(head-1) == "of"
	}
}

// maxAux is how far before a verb its adverbs are looked for.
const maxAux = 6

func covers(rs []nlp.Range, i int) bool {
	for _, r := range rs {
		if r.Contains(i) {
			return true
		}
	}
	return false
}
