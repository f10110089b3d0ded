// Package english puts the stages in order: English text in, a full nlp.Doc out.
package english

import (
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/syntax"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// Pipeline reads English. It is safe for use by many goroutines.
type Pipeline struct{ stages *nlp.Pipeline }

// Load makes a Pipeline of the embedded models.
func Load() (*Pipeline, error) { return New(model.Embedded()) }

// New makes a Pipeline of models. It fails when one that it needs is missing,
// damaged or of a format that this program does not read.
func New(m *model.Models) (*Pipeline, error) {
	f, err := m.Stage(coref.Stage)
	if err != nil {
		return nil, err
	}
	chains, err := coref.New(f)
	if err != nil {
		return nil, err
	}
	return build(m, nlp.Step{
		Name:  "coref",
		Stage: chains,
		Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Quotes, nlp.Tags, nlp.Lemmas, nlp.Trees, nlp.Names},
		Sets:  []nlp.Layer{nlp.Chains},
	})
}

// WithoutChains makes a Pipeline that stops before coreference, to train that.
func WithoutChains(m *model.Models) (*Pipeline, error) { return build(m) }

// build puts the steps in order, more after those that every Pipeline has.
func build(m *model.Models, more ...nlp.Step) (*Pipeline, error) {
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
		{
			Name:  "name",
			Stage: names,
			Needs: []nlp.Layer{nlp.Tokens, nlp.Sentences, nlp.Tags, nlp.Lemmas, nlp.Trees},
			Sets:  []nlp.Layer{nlp.Names},
		},
	}
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
