package conllu

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sayso"
)

// Part is one half of a treebank.
type Part string

const (
	Train Part = "train"
	Dev   Part = "dev"
)

// EWT reads the English Web Treebank of a corpora folder.
func EWT(corpora fs.FS, part Part) ([]Document, error) {
	return readFile(corpora, path.Join("ewt", string(part)+".conllu.gz"))
}

// GUM reads the Georgetown University Multilayer corpus of a corpora folder:
// of the genres named, or of all. A document's genre stands in its name,
// "GUM_news_…".
func GUM(corpora fs.FS, part Part, genres ...string) ([]Document, error) {
	dir := path.Join("gum", string(part), "conllu")
	entries, err := fs.ReadDir(corpora, dir)
	if err != nil {
		return nil, missing(dir, err)
	}
	var out []Document
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".conllu") {
			continue
		}
		if p := strings.Split(e.Name(), "_"); len(genres) > 0 && (len(p) < 2 || !slices.Contains(genres, p[1])) {
			continue
		}
		docs, err := readFile(corpora, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, docs...)
	}
	return out, nil
}

func readFile(corpora fs.FS, name string) ([]Document, error) {
	f, err := corpora.Open(name)
	if err != nil {
		return nil, missing(name, err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, sayso.E("read corpus", name, sayso.Damaged, err)
		}
		defer z.Close()
		r = z
	}
	docs, err := Read(r)
	if err != nil {
		return nil, sayso.E("read corpus", name, sayso.KindOf(err), err)
	}
	return docs, nil
}

func missing(name string, err error) error {
	kind := sayso.Denied
	if errors.Is(err, fs.ErrNotExist) {
		kind = sayso.NotFound
	}
	return sayso.E("read corpus", name, kind, err).Advise("point --data at the corpora folder")
}
