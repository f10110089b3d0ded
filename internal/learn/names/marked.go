package names

import (
	"io/fs"

	"sayso/internal/nlp/name"
	"sayso/nlp"
)

// Marked is a text with the tags that its annotation allows each token, as bits.
type Marked struct {
	Doc     *nlp.Doc
	Allowed []uint32
	Weight  float32 // how far its annotation is believed
	Silver  bool    // a machine made it
}

// Annotated hands over the texts that names are learnt from, corpus by corpus.
func Annotated(corpora fs.FS, parser nlp.Stage, take func(Marked) error) error {
	lex := name.NewLexicon()
	for _, s := range sources() {
		docs, err := s.read(corpora)
		if err != nil {
			return err
		}
		for i := range docs {
			t := prepare(&docs[i], parser, lex, s.weight, s.silver)
			if err := take(Marked{t.d, t.allowed, t.weight, t.silver}); err != nil {
				return err
			}
		}
	}
	return nil
}
