package trained

import (
	"slices"
	"strings"

	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// contentRules put right where contents begin and end, each one kind of slip, in
// order. Labels are picked token by token, so a content runs on into what is the
// writer's again; the tree tells what hangs on the cue and not on the words said.
var contentRules = []struct {
	name string
	mend func(*scene, *claim.Attribution)
}{
	{"speaker behind", (*scene).speakerBehind},
	{"second verb", (*scene).secondVerb},
	{"nickname", (*scene).nickname},
	{"relative clause", (*scene).relativeClause},
}

// speakerBehind takes the speaker out of a content whose cue stands before: “The
// girls were flown out,” said local sources.
func (s *scene) speakerBehind(a *claim.Attribution) {
	if len(a.Source) > 0 || len(a.Cue) != 1 || len(a.Content) < 2 {
		return
	}
	last := len(a.Content) - 1
	r := a.Content[last]
	n := s.d.Child(s.headOf(a.Cue[0]), "nsubj")
	if r.First != a.Cue[0].End || n < 0 || !r.Contains(n) || s.toks[r.First].quote > 0 {
		return
	}
	a.Source = []nlp.Range{r}
	a.Content = a.Content[:last]
}

// secondVerb ends a content without a verb before what the speaker does next:
// "accused them of theft and forced them off". Behind a clause the tree is no
// help: it hangs what "he said it was late and rained" goes on with on either verb.
func (s *scene) secondVerb(a *claim.Attribution) {
	if len(a.Cue) == 0 {
		return
	}
	r := &a.Content[len(a.Content)-1]
	v := s.headOf(a.Cue[len(a.Cue)-1])
	if s.d.Tokens[v].POS != "VERB" || r.First <= v || s.toks[r.First].quote > 0 {
		return
	}
	for i := r.First; i < r.End; i++ {
		t := &s.d.Tokens[i]
		switch {
		case t.POS != "VERB" && t.POS != "AUX":
			continue
		case int(s.toks[i].head) != v || !t.Is("conj") || s.toks[i].quote > 0 || t.XPOS == "VBG" || s.d.Child(i, "nsubj") >= 0:
			return
		}
		if end := s.joint(i, r.First); end-r.First >= minSaid {
			r.End = end
			a.Form = s.form(a.Content)
		}
		return
	}
}

// relativeClause ends the content of a cue in a clause that tells more of a noun at the
// comma behind which the sentence goes on: "Talks, which the minister called a farce,
// would go on".
func (s *scene) relativeClause(a *claim.Attribution) {
	if len(a.Cue) != 1 {
		return
	}
	v, r := s.headOf(a.Cue[0]), &a.Content[len(a.Content)-1]
	if !s.d.Tokens[v].Is("acl:relcl") || r.First <= v || s.toks[r.First].quote > 0 {
		return
	}
	for i := r.First + 1; i+1 < r.End; i++ {
		if s.d.Word(i) != "," {
			continue
		}
		if !s.below(i+1, v) {
			r.End = i
			a.Form = s.form(a.Content)
			return
		}
	}
}

// maxBelow bounds how far up a word is followed.
const maxBelow = 16

// below reports whether token i hangs on v.
func (s *scene) below(i, v int) bool {
	for range maxBelow {
		if i == v {
			return true
		}
		if i = int(s.toks[i].head); i < 0 {
			return false
		}
	}
	return true
}

// maxNick is how many tokens a nickname has, marks and full stop included.
const maxNick = 5

// nickname takes out of a content the name in marks that somebody is called by:
// “…,” said a fisherman whom everybody calls “Stubby.”
func (s *scene) nickname(a *claim.Attribution) {
	if len(a.Content) < 2 {
		return
	}
	a.Content = slices.DeleteFunc(a.Content, func(r nlp.Range) bool {
		if r.Len() > maxNick || r.First == 0 || s.toks[r.First].quote == 0 || s.toks[r.First-1].quote == s.toks[r.First].quote {
			return false
		}
		switch s.d.Tokens[r.First-1].Lemma {
		case "call", "name", "dub", "nickname":
			return true
		}
		return false
	})
}

// minSaid is how many words a content keeps at least.
const minSaid = 2

// joint returns where the clause of verb i begins: at its conjunction, or the
// comma before that.
func (s *scene) joint(i, first int) int {
	at := s.d.Subtree(i).First
	for k := at; k < i; k++ {
		if s.d.Tokens[k].Is("cc") && int(s.toks[k].head) == i {
			at = k
			break
		}
	}
	if at-1 > first && s.d.Word(at-1) == "," {
		at--
	}
	return at
}

// nounClause ends the content of a noun with the clause that tells it, where the
// noun is what the sentence is about: "The claim that they fled could not be
// verified".
func (s *scene) nounClause(a *claim.Attribution) {
	if len(a.Cue) != 1 || len(a.Content) != 1 {
		return
	}
	r := &a.Content[0]
	n := s.headOf(a.Cue[0])
	if s.d.Tokens[n].POS != "NOUN" || !s.d.Tokens[n].Is("nsubj") || r.First != a.Cue[0].End || !strings.EqualFold(s.d.Word(r.First), "that") {
		return
	}
	end := r.First
	for i := r.First; i < r.End; i++ {
		if h := int(s.toks[i].head); i > r.First && !r.Contains(h) && h != n {
			break
		}
		if int(s.toks[i].head) == int(s.toks[n].head) || i == int(s.toks[n].head) {
			break
		}
		end = i + 1
	}
	if end-r.First > minSaid {
		r.End = end
	}
}

// passiveSubject puts the subject of a passive cue before an infinitive in front
// of the content: "The crash is believed to be the first".
func (s *scene) passiveSubject(a *claim.Attribution, v int) {
	n := s.d.Child(v, "nsubj")
	if n < 0 || len(a.Content) == 0 {
		return
	}
	r := s.d.Subtree(n)
	if r.Len() > maxSource || r.End > a.Cue[0].First || s.crosses(a, r.First, r.End) || s.d.Tokens[n].POS == "PRON" && s.d.Word(n) == "it" {
		return
	}
	a.Content = join(append([]nlp.Range{r}, slices.Clone(a.Content)...))
}
