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
//
// Text is the whole of it: the headline with an agency's tag, which the writer
// was given, and the story that goes on from there.
type Story struct {
	Title, Text    string
	Category, Mode string
}

// slips are modes that the file spells otherwise.
var slips = map[string]string{"primative": "primitive", "sieze": "seize"}

// Held reports whether a story is kept from training: one in ten, by its text.
// Some twelve stories share a headline but for the country, and the others of a
// held story's headline are learnt from; so is none of a headline that is kept
// whole: see Unseen.
func (s *Story) Held() bool { return s.Unseen() || sum(s.Text)%10 == 3 }

// Unseen reports whether all stories of the headline are kept from training.
func (s *Story) Unseen() bool { return sum(s.Title)%20 == 7 }

func sum(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
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
		out = append(out, Story{Title: c[2], Text: c[4] + " " + c[1], Category: c[5], Mode: mode})
	}
	return out, nil
}
