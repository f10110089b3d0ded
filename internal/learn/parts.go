package learn

import (
	"io/fs"
	"strings"

	"sayso"
)

// TrainingParts is corpora without their dev parts: files and folders that have
// "dev" for a part of their name cannot be opened. What is measured on must
// never be learnt from; behind this, no stage can do so by mistake.
func TrainingParts(corpora fs.FS) fs.FS { return trainingParts{corpora} }

type trainingParts struct{ corpora fs.FS }

// Open implements fs.FS.
func (t trainingParts) Open(name string) (fs.File, error) {
	if isDev(name) {
		err := sayso.Errorf("read corpus", name, sayso.Denied, "training does not read what is measured on")
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return t.corpora.Open(name)
}

// isDev reports whether a path leads to a dev part: "gum/dev/conllu",
// "ewt/dev.conllu.gz", "plover_gold_dev.json".
func isDev(path string) bool {
	for part := range strings.FieldsFuncSeq(path, func(r rune) bool { return strings.ContainsRune("/._-", r) }) {
		if part == "dev" {
			return true
		}
	}
	return false
}
