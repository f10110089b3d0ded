// Package english puts the stages in order: English text in, a full nlp.Doc out.
package english

import (
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/syntax"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// Pipeline reads English. It is safe for use by many goroutines.
type Pipeline struct{ stages *nlp.Pipeline }

// Load makes a Pipeline of the embedded models, with an encoder that knows words
// in their context: the most exact one, which is most of what reading then costs.
func Load() (*Pipeline, error) { return New(model.Embedded()) }

// Quick makes a Pipeline of the embedded models that leaves the encoder out: it is
// several times as fast, and finds fewer names and attributions.
func Quick() (*Pipeline, error) {
	m := model.Embedded()
	chains, err := chainStep(m)
	if err != nil {
		return nil, err
	}
	return build(m, nil, chains)
}

// New makes a Pipeline of models. It fails when one that it needs is missing,
// damaged or of a format that this program does not read.
func New(m *model.Models) (*Pipeline, error) {
	chains, err := chainStep(m)
	if err != nil {
		return nil, err
	}
	encoder, err := encode.Load(m)
	if err != nil {
		return nil, err
	}
	f, err := m.Stage(coref.Stage)
	if err != nil {
		return nil, err
	}
	if err := encoder.Mentions(f); err != nil {
		return nil, err
	}
	return build(m, []nlp.Step{{
		Name:  "context",
		Stage: encoder,
		Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Quotes, nlp.Tags},
		Sets:  []nlp.Layer{nlp.Context},
	}}, chains)
}

func chainStep(m *model.Models) (nlp.Step, error) {
	f, err := m.Stage(coref.Stage)
	if err != nil {
		return nlp.Step{}, err
	}
	chains, err := coref.New(f)
	return nlp.Step{
		Name:  "coref",
		Stage: chains,
		Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Quotes, nlp.Tags, nlp.Lemmas, nlp.Trees, nlp.Names},
		Sets:  []nlp.Layer{nlp.Chains},
	}, err
}

// WithoutChains makes a Pipeline that stops before coreference, to train that. It
// leaves the encoder out.
func WithoutChains(m *model.Models) (*Pipeline, error) { return build(m, nil) }

// build puts the steps in order: before names what they may look at, and more after
// those that every Pipeline has.
func build(m *model.Models, before []nlp.Step, more ...nlp.Step) (*Pipeline, error) {
	f, err := m.Stage(syntax.Stage)
	if err != nil {
		return nil, err
	}
	parser, err := syntax.New(f)
	if err != nil {
		return nil, err
	}
	names, err := name.Load(m)
	if err != nil {
		return nil, err
	}
	steps := []nlp.Step{
		{
			Name:  "token",
			Stage: nlp.StageFunc(func(d *nlp.Doc) { *d = *token.Tokenize(d.Text) }),
			Sets:  []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Quotes},
		},
		{
			Name:  "syntax",
			Stage: parser,
			Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences},
			Sets:  []nlp.Layer{nlp.Tags, nlp.Lemmas, nlp.Trees},
		},
	}
	steps = append(append(steps, before...), nlp.Step{
		Name:  "name",
		Stage: names,
		Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Tags, nlp.Lemmas, nlp.Trees},
		Sets:  []nlp.Layer{nlp.Names},
	})
	stages, err := nlp.NewPipeline(append(steps, more...)...)
	if err != nil {
		return nil, err
	}
	return &Pipeline{stages}, nil
}

// Parse reads a text. It never fails, whatever the bytes. Time is linear in the
// text, and bounded for a sentence: arcs are quadratic in its words, so a
// sentence beyond token.MaxSentenceTokens is cut at a pause, and one beyond
// syntax.MaxSentence is parsed in pieces whose trees hang together by parataxis.
// Some two hundred bytes are held for each token, beside the text.
func (p *Pipeline) Parse(text string) *nlp.Doc {
	d := &nlp.Doc{Text: text}
	p.stages.Apply(d)
	return d
}

// Apply implements nlp.Stage: it sets every layer of a Doc that holds its text.
func (p *Pipeline) Apply(d *nlp.Doc) { p.stages.Apply(d) }

// Steps lists the stages in order.
func (p *Pipeline) Steps() []nlp.Step { return p.stages.Steps() }
