// Package trained finds attributions with a model learnt from annotated news
// (PolNeAR). It reads the trees, names and quotation marks of a Doc and the
// opinion of the rules of package claim; package learn/claims trains it.
//
//	doc ──rules──▶ opinions ──▶ features ──tagger──▶ labels ──linker──▶ attributions
//
// The tagger is a linear-chain conditional random field over the tokens of a
// paragraph (Lafferty et al. 2001), whose labels tell source, cue and content
// apart and on which side the cue stands. The linker picks for each content
// its cue and for each cue its source.
package trained

import (
	"cmp"
	"slices"

	"sayso/internal/extract/claim"
	"sayso/internal/nlp/model"
	"sayso/nlp"
)

// Finder is a claim.Finder with a model. It is safe for parallel use.
type Finder struct {
	rules claim.Finder
	w     *weights
}

// New makes a Finder of a model and of the rules whose opinion it asks.
func New(f *model.File, rules claim.Finder) (*Finder, error) {
	w, err := read(f)
	if err != nil {
		return nil, err
	}
	return &Finder{rules, w}, nil
}

// Load makes a Finder of the embedded model and the built-in rules.
func Load() (*Finder, error) {
	f, err := model.Embedded().Stage(Stage)
	if err != nil {
		return nil, err
	}
	return New(f, claim.NewRules())
}

// Find implements claim.Finder.
func (f *Finder) Find(d *nlp.Doc, aside []nlp.Range) []claim.Attribution {
	rules := f.rules.Find(d, aside)
	s := Scene{newScene(d, rules, func(k key) Entry { return f.w.lexicon[k] })}
	y, prob := f.w.tag(s.scene)
	for _, r := range aside {
		silence(r, y, prob)
	}
	return f.w.join(s, y, prob, rules)
}

// join makes attributions of labels.
func (w *weights) join(s Scene, y []Label, prob []float32, rules []claim.Attribution) []claim.Attribution {
	for k := range rules {
		if rules[k].Laid() {
			for _, r := range rules[k].Content {
				silence(s.d.Paragraphs[s.toks[r.First].paragraph], y, prob)
			}
			if !rules[k].Settled() {
				silence(s.d.Paragraphs[s.toks[rules[k].Start()].paragraph], y, prob)
			}
		}
	}
	g := SegmentsOf(y, prob)
	l := s.Link(&g, w.content, w.source)
	found := s.Assemble(&g, &l)
	out := make([]claim.Attribution, 0, len(found))
	for i := range found {
		a := found[i].Attribution
		var doubt float32
		if s.context(a.Start()) != nil {
			doubt = contextDoubt
		}
		a.Rule, a.Confidence = modelRule, found[i].Evidence.Chance(w.confidence, doubt)
		if a.Confidence >= minChance || size(a.Content) >= longContent {
			out = append(out, a)
		}
	}
	out = s.complete(out, rules, w.inner)
	if len(out) > claim.MaxClaims {
		out = out[:claim.MaxClaims]
		claim.Nest(out)
	}
	return out
}

// silence takes the labels from the tokens of r.
func silence(r nlp.Range, y []Label, prob []float32) {
	for i := r.First; i < min(r.End, len(y)); i++ {
		y[i] = Out
		clear(prob[i*Labels : (i+1)*Labels])
	}
}

// minChance is the confidence that an attribution of less than longContent
// tokens must have to be told.
const minChance = 0.1

func size(rs []nlp.Range) int {
	n := 0
	for _, r := range rs {
		n += r.Len()
	}
	return n
}

// maxChain bounds the tokens that are labelled as one chain: longer paragraphs
// are cut.
const maxChain = 4096

// tag labels the tokens, paragraph by paragraph, and gives their label
// probabilities.
func (w *weights) tag(s *scene) ([]Label, []float32) {
	t := tagging{w: w, s: s, y: make([]Label, 0, len(s.toks)), prob: make([]float32, len(s.toks)*Labels)}
	for _, p := range s.d.Paragraphs {
		for ; p.Len() > maxChain; p.First += maxChain {
			t.chain(nlp.Range{First: p.First, End: p.First + maxChain})
		}
		t.chain(p)
	}
	return t.y, t.prob
}

// tagging is a text being labelled.
type tagging struct {
	w          *weights
	s          *scene
	y          []Label
	prob       []float32
	node, step []float32
	c          collector
	rows       []uint32
	lattice    lattice
}

// chain labels the tokens of p.
func (t *tagging) chain(p nlp.Range) {
	n := p.Len()
	if len(t.node) < n*Labels {
		t.node, t.step = make([]float32, n*Labels), make([]float32, n*steppings)
	}
	for k := range n {
		t.s.features(&t.c, p.First+k)
		t.rows = t.w.rows.find(t.rows[:0], t.c.keys)
		node := (*[Labels]float32)(t.node[k*Labels:])
		t.w.rows.sum(t.rows, node)
		if in := t.s.context(p.First + k); in != nil {
			for l, v := range in {
				node[l] += float32(contextShare * v)
			}
		}
		if k == 0 {
			continue
		}
		var of [EdgeKinds]*[steppings]float32
		for j, ctx := range t.s.edges(p.First + k) {
			of[j] = (*[steppings]float32)(t.w.steps[ctx*steppings:])
		}
		a, b, c, d, e := of[0], of[1], of[2], of[3], of[4]
		for j, out := 0, (*[steppings]float32)(t.step[k*steppings:]); j < steppings; j++ {
			out[j] = a[j] * b[j] * c[j] * d[j] * e[j]
		}
	}
	prob := t.prob[p.First*Labels : p.End*Labels]
	t.lattice.sum(n, t.node, t.step, prob, nil)
	t.y = append(t.y, Decode(n, prob)...)
}

// contextShare is what an encoder's scores weigh beside the features', where one
// read the text.
const contextShare float32 = 0.25

// contextDoubt is what is taken from the log-odds of a claim where an encoder read
// the text, as fitted on articles that readers marked (the build part).
const contextDoubt float32 = 0.4

// context is what an encoder makes of token i; nil where none read it.
func (s *scene) context(i int) *[Labels]float32 {
	c := s.d.Scores
	if c == nil || i >= c.Tokens || len(c.Attributions) != c.Tokens*Labels {
		return nil
	}
	return (*[Labels]float32)(c.Attributions[i*Labels:])
}

// modelRule is the Rule of attributions that the model found.
const modelRule = "model"

// neighbours is how many attributions on either side may touch one.
const neighbours = 6

// complete adds what the labels do not tell: forms, lemmas, carriers and
// addressees, sources where only the rules see one, and from the rules the
// claims that stand inside others and the turns of transcripts and other
// layouts, of which the training texts have few.
func (s *scene) complete(out, rules []claim.Attribution, inner []float32) []claim.Attribution {
	out = s.settle(out, rules)
	cues := make([]bool, len(s.toks))
	for k := range out {
		a := &out[k]
		for _, r := range a.Cue {
			for i := r.First; i < r.End; i++ {
				cues[i] = true
				if n := s.toks[i].ruleCue; n > 0 {
					b := &rules[n-1]
					a.Lemma, a.Addressee = b.Lemma, b.Addressee
					if len(a.Source) == 0 && len(b.Source) > 0 && !touches(a.Cue, b.Source[0]) && !touches(a.Content, b.Source[0]) {
						a.Source = b.Source
					}
					s.finish(a, b, out[max(0, k-neighbours):min(len(out), k+neighbours+1)])
				}
			}
		}
	}
	for k := range out {
		s.nounClause(&out[k])
		s.goOn(&out[k], out[max(0, k-neighbours):min(len(out), k+neighbours+1)])
	}
	in := make([]int32, len(s.toks)) // the outer content that a token stands in, from 1
	for k := range out {
		for _, r := range out[k].Content {
			for i := r.First; i < r.End; i++ {
				in[i] = int32(k + 1)
			}
		}
	}
	for k := range rules {
		a := rules[k]
		hosted := s.host(in, &a) >= 0 && !anyCue(cues, a.Cue)
		if hosted {
			e := Scene{s}.Inner(&a)
			a.Confidence = e.Chance(inner)
			s.relativeClause(&a)
			hosted = a.Confidence >= minInner && !e.idle()
		}
		if hosted || a.Trusted() && s.unread(in, cues, &a) || a.Settled() && !anyCue(cues, a.Cue) {
			a.Parent = -1
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b claim.Attribution) int { return cmp.Compare(a.Start(), b.Start()) })
	claim.Nest(out)
	return out
}

// settle puts what the rules leave no doubt of in place of what the labels make
// of the same cue.
func (s *scene) settle(out, rules []claim.Attribution) []claim.Attribution {
	settled := make(map[int]bool) // tokens of cues that the rules have read
	for k := range rules {
		if rules[k].Settled() {
			for _, r := range rules[k].Cue {
				for i := r.First; i < r.End; i++ {
					settled[i] = true
				}
			}
		}
	}
	if len(settled) == 0 {
		return out
	}
	return slices.DeleteFunc(out, func(a claim.Attribution) bool {
		for _, r := range a.Cue {
			for i := r.First; i < r.End; i++ {
				if settled[i] {
					return true
				}
			}
		}
		return false
	})
}

// host returns the outer attribution in whose content all of a stands; -1 for
// none.
func (s *scene) host(in []int32, a *claim.Attribution) int {
	p := int32(0)
	for _, rs := range [2][]nlp.Range{a.Cue, a.Content} {
		for _, r := range rs {
			for i := r.First; i < r.End; i++ {
				if in[i] == 0 || p > 0 && in[i] != p {
					return -1
				}
				p = in[i]
			}
		}
	}
	return int(p) - 1
}

// unread reports whether the model has nothing of an attribution.
func (s *scene) unread(in []int32, cues []bool, a *claim.Attribution) bool {
	for _, r := range a.Content {
		for i := r.First; i < r.End; i++ {
			if in[i] > 0 || cues[i] {
				return false
			}
		}
	}
	return !anyCue(cues, a.Cue)
}

func anyCue(cues []bool, rs []nlp.Range) bool {
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			if cues[i] {
				return true
			}
		}
	}
	return false
}
