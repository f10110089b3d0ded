package model

import (
	"embed"
	"io/fs"
	"strings"

	"sayso"
)

//go:embed data
var embedded embed.FS

const suffix = ".model"

// Models is the models that the program carries, by stage.
type Models struct{ files map[string]*File }

// Load reads the embedded models. It fails only when they are damaged.
func Load() (*Models, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, sayso.E("load models", "embedded", sayso.Damaged, err)
	}
	return LoadFrom(data)
}

// LoadFrom reads the models of a folder: STAGE.model for each stage.
func LoadFrom(dir fs.FS) (*Models, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, sayso.E("load models", "folder", sayso.NotFound, err)
	}
	m := &Models{files: map[string]*File{}}
	for _, e := range entries {
		stage, ok := strings.CutSuffix(e.Name(), suffix)
		if !ok {
			continue
		}
		b, err := fs.ReadFile(dir, e.Name())
		if err != nil {
			return nil, sayso.E("load model", e.Name(), sayso.Denied, err)
		}
		f, err := Parse(e.Name(), b)
		if err != nil {
			return nil, err
		}
		m.files[stage] = f
	}
	return m, nil
}

// Stage returns a stage's model.
func (m *Models) Stage(stage string) (*File, error) {
	if f := m.files[stage]; f != nil {
		return f, nil
	}
	return nil, sayso.Errorf("load model", stage, sayso.NotFound, "there is none").
		Advise("train it with `sayso train " + stage + "`")
}

// With returns m with f in place of its stage's model.
func (m *Models) With(f *File) *Models {
	out := &Models{files: map[string]*File{f.Stage: f}}
	for s, g := range m.files {
		if s != f.Stage {
			out.files[s] = g
		}
	}
	return out
}
