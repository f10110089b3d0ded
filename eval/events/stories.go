package events

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"hash/fnv"
	"io"
	"io/fs"
	"strings"

	"sayso"
)

// StoriesPath is the archive of machine-written stories in a corpora folder.
const StoriesPath = "events/ngec_synthetic_stories.csv.zip"

// maxStories bounds the unpacked archive, in bytes.
const maxStories = 64 << 20

// Story is a machine-written story, its facts invented, with a weak label:
// the category and mode that its writer was asked for.
type Story struct {
	Title, Text    string
	Category, Mode string
}

// slips are modes that the file spells otherwise.
var slips = map[string]string{"primative": "primitive", "sieze": "seize"}

// Held reports whether a story is kept from training: one in ten, by its text.
// Some twelve stories share a title; the others of a held story's title are
// learnt from.
func (s *Story) Held() bool {
	h := fnv.New32a()
	h.Write([]byte(s.Text))
	return h.Sum32()%10 == 3
}

// ReadStories reads the archive.
func ReadStories(corpora fs.FS) ([]Story, error) {
	data, err := fs.ReadFile(corpora, StoriesPath)
	if err != nil {
		return nil, sayso.E("read stories", StoriesPath, sayso.NotFound, err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) != 1 {
		return nil, sayso.Errorf("read stories", StoriesPath, sayso.Damaged, "want a zip archive with one file")
	}
	f, err := z.File[0].Open()
	if err != nil {
		return nil, sayso.E("read stories", StoriesPath, sayso.Damaged, err)
	}
	defer f.Close()
	r := csv.NewReader(io.LimitReader(f, maxStories))
	rows, err := r.ReadAll()
	if err != nil {
		return nil, sayso.E("read stories", StoriesPath, sayso.Damaged, err)
	}
	var out []Story
	for i, c := range rows {
		if i == 0 || len(c) != 7 {
			continue
		}
		mode := strings.ToLower(c[6])
		if m, ok := slips[mode]; ok {
			mode = m
		}
		out = append(out, Story{Title: c[2], Text: c[1], Category: c[5], Mode: mode})
	}
	return out, nil
}
