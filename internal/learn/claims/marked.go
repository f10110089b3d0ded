package claims

import (
	"io/fs"

	"sayso"
	"sayso/internal/eval/polnear"
	"sayso/internal/extract/claim/trained"
	"sayso/nlp"
)

// Annotated returns what labels an annotator gives the tokens of the articles
// that attributions are learnt from, by the article's text.
func Annotated(corpora fs.FS) (map[string]func(*nlp.Doc) []trained.Label, error) {
	part, err := fs.Sub(corpora, "polnear/train")
	if err != nil {
		return nil, sayso.E("train", trained.Stage, sayso.Invalid, err)
	}
	docs, err := polnear.ReadFS(part, "polnear/train")
	if err != nil {
		return nil, err
	}
	out := make(map[string]func(*nlp.Doc) []trained.Label, len(docs))
	for _, g := range docs {
		out[g.Text] = func(d *nlp.Doc) []trained.Label {
			a := article{d: d, gold: gold(d, g.Attrs)}
			return a.labelsOf()
		}
	}
	return out, nil
}
