package model

import (
	_ "embed"
	"sync"

	"sayso"
)

// The files, as variables of bytes: they are read in place, where an embed.FS
// would copy each file that is opened.
var (
	//go:embed data/claims.model
	claims []byte
	//go:embed data/coref.model
	coref []byte
	//go:embed data/encode.model
	encode []byte
	//go:embed data/events.model
	events []byte
	//go:embed data/name.model
	name []byte
	//go:embed data/syntax.model
	syntax []byte
)

// Models is a set of models, by stage. It is safe for parallel use.
type Models struct {
	files map[string]func() (*File, error)
}

// Embedded is the models that the program carries. Each is checked when its
// stage first asks for it, so that one who needs one model pays for one.
func Embedded() *Models {
	m := &Models{files: map[string]func() (*File, error){}}
	for stage, data := range map[string][]byte{"claims": claims, "coref": coref, "encode": encode, "events": events, "name": name, "syntax": syntax} {
		m.files[stage] = sync.OnceValues(func() (*File, error) { return Parse(stage, data) })
	}
	return m
}

// Stage returns a stage's model. It fails when there is none, or it is damaged.
func (m *Models) Stage(stage string) (*File, error) {
	if f := m.files[stage]; f != nil {
		return f()
	}
	return nil, sayso.Errorf("load model", stage, sayso.NotFound, "there is none").
		Advise("train it with `sayso train " + stage + "`")
}

// With returns m with f in place of its stage's model.
func (m *Models) With(f *File) *Models {
	out := &Models{files: map[string]func() (*File, error){f.Stage: func() (*File, error) { return f, nil }}}
	for s, g := range m.files {
		if s != f.Stage {
			out.files[s] = g
		}
	}
	return out
}
