package learn

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"sayso"
)

func TestTrainingParts(t *testing.T) {
	corpora := fstest.MapFS{}
	want := map[string]bool{
		"gum/train/conllu/GUM_news_harbour.conllu": true,
		"gum/dev/conllu/GUM_news_ferry.conllu":     false,
		"ewt/train.conllu.gz":                      true,
		"ewt/dev.conllu.gz":                        false,
		"polnear/train/corenlp.tsv.gz":             true,
		"polnear/dev/corenlp.tsv.gz":               false,
		"names/WNUT17/emerging.dev.conll":          false,
		"events/plover_gold_dev.json":              false,
		"names/devices.txt":                        true,
	}
	for path := range want {
		corpora[path] = &fstest.MapFile{Data: []byte("x")}
	}
	parts := TrainingParts(corpora)
	for path, ok := range want {
		_, err := fs.ReadFile(parts, path)
		if ok != (err == nil) || !ok && sayso.KindOf(err) != sayso.Denied {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := fs.ReadDir(parts, "gum/dev/conllu"); err == nil {
		t.Error("a dev folder can be listed")
	}
	if e, err := fs.ReadDir(parts, "gum/train/conllu"); err != nil || len(e) != 1 {
		t.Errorf("a training folder: %v, %v", e, err)
	}
}
