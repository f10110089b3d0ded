package when

import (
	"maps"
	"sayso"
	"sayso/nlp"
)

// climb is how many steps of the tree may lie between a time expression and
// the cue that it dates; beside is how many words where there is no tree.
const (
	climb  = 4
	beside = 8
)

// Of returns which of times, in text order, dates an act of saying: the one
// that hangs on the cue, outside the words that were said. "The mayor said on
// Friday that the bridge had closed in May" was said on Friday. It returns ""
// where the text does not say when. Others are what else is said in the
// article: what stands inside their words is no time of this act, unless the
// act stands there itself.
func Of(d *nlp.Doc, times []sayso.When, cue, content []nlp.Range, others []Act) sayso.TimeID {
	if len(cue) == 0 || cue[0].Len() == 0 {
		return ""
	}
	s := d.SentenceOf(cue[0].First)
	if s < 0 {
		return ""
	}
	sentence := d.Sentences[s]
	governor := governor(d, cue)
	from, to := d.Tokens[sentence.First].Start, d.Tokens[sentence.End-1].End
	best, reach := sayso.TimeID(""), 0
	for i := range times {
		w := &times[i]
		if w.Span.Start >= to {
			break
		}
		if w.Span.Start < from || w.Type == sayso.DurationTime || w.Type == sayso.SetTime {
			continue
		}
		r := words(d, sentence, w.Span)
		if r.Len() == 0 || holds(content, r.First) || elsewhere(others, r.First, cue[0].First) {
			continue
		}
		n, ok := distance(d, r, cue)
		if !ok && governor.Len() > 0 {
			n, ok = distance(d, r, []nlp.Range{governor})
			n += climb
		}
		if ok && (best == "" || n < reach) {
			best, reach = w.ID, n
		}
	}
	return best
}

// distance is how far a time expression hangs below a cue, in steps of the
// tree; in words where there is none.
func distance(d *nlp.Doc, r nlp.Range, cue []nlp.Range) (int, bool) {
	top := r.First
	for i := r.First; i < r.End; i++ {
		if h := d.Tokens[i].Head; h < r.First || h >= r.End {
			top = i
			break
		}
	}
	if d.Tokens[top].Rel == "" {
		n := max(r.First-cue[0].End, cue[0].First-r.End, 0)
		return n, n <= beside
	}
	for n, i := 1, d.Tokens[top].Head; n <= climb && i >= 0; n, i = n+1, d.Tokens[i].Head {
		if holds(cue, i) {
			return n, true
		}
		// Another verb between them is what the time dates.
		if p := d.Tokens[i].POS; p == "VERB" && d.Tokens[i].Rel != "conj" {
			return 0, false
		}
	}
	return 0, false
}

// elsewhere reports whether token t is among words said by an act that the
// cue does not stand in.
func elsewhere(others []Act, t, cue int) bool {
	for i := range others {
		if holds(others[i].Content, t) && !holds(others[i].Content, cue) {
			return true
		}
	}
	return false
}

// governor is the verb that a cue shares its subject with: "issued" of
// "issued a warning last week, cautioning that". It is empty where the cue has
// a subject of its own.
func governor(d *nlp.Doc, cue []nlp.Range) nlp.Range {
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			t := &d.Tokens[i]
			if t.POS != "VERB" || t.Head < 0 || holds(cue, t.Head) || t.Rel != "advcl" && t.Rel != "xcomp" && t.Rel != "conj" {
				continue
			}
			for c := range d.Children(i) {
				if rel := d.Tokens[c].Rel; rel == "nsubj" || rel == "nsubj:pass" {
					return nlp.Range{}
				}
			}
			return nlp.Range{First: t.Head, End: t.Head + 1}
		}
	}
	return nlp.Range{}
}

// words are the tokens of a sentence that a span covers.
func words(d *nlp.Doc, sentence nlp.Range, s sayso.Span) nlp.Range {
	r := nlp.Range{First: sentence.First}
	for r.First < sentence.End && d.Tokens[r.First].End <= s.Start {
		r.First++
	}
	for r.End = r.First; r.End < sentence.End && d.Tokens[r.End].Start < s.End; r.End++ {
	}
	return r
}

func holds(rs []nlp.Range, i int) bool {
	for _, r := range rs {
		if r.Contains(i) {
			return true
		}
	}
	return false
}

// beyond is how many acts before and after one may hold its words.
const beyond = 8

func nearby(acts []Act, i int) []Act { return acts[max(0, i-beyond):min(len(acts), i+beyond+1)] }

// Act is an act of saying: its cue and the words said.
type Act struct{ Cue, Content []nlp.Range }

// Timed is the time expressions of an article, and which of them dates each
// act; "" for none.
type Timed struct {
	Times []sayso.When
	Of    []sayso.TimeID
}

// Timer finds the time expressions of an article and dates what is said in
// it. It is safe for parallel use.
type Timer interface {
	Time(d *nlp.Doc, a *sayso.Article, acts []Act) Timed
}

// Rules times by the grammar of [Rules.Find] and the tree. The zero Rules is ready.
type Rules struct {
	without map[string]bool // rules that are left out
}

// RuleNames are the rules that time expressions name, in the order in which they
// are tried.
func RuleNames() []string {
	out := make([]string, len(rules))
	for i, r := range rules {
		out[i] = r.name
	}
	return out
}

// Without returns rules of which some are left out.
func (r Rules) Without(names map[string]bool) Rules { return Rules{maps.Clone(names)} }

// Time implements Timer.
func (r Rules) Time(d *nlp.Doc, a *sayso.Article, acts []Act) Timed {
	anchor, _ := Written(a)
	out := Timed{Times: outsideNames(d, r.Find(d.Text, anchor)), Of: make([]sayso.TimeID, len(acts))}
	for i, x := range acts {
		out.Of[i] = Of(d, out.Times, x.Cue, x.Content, nearby(acts, i))
	}
	r.spokenThen(d, &out, acts)
	return out
}
