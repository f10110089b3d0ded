// Package polnear reads the Political News Attribution Relations Corpus
// (Newell, Margolin and Ruths, LREC 2018) and scores claims against it.
//
// The corpus is a folder with text/NAME.txt and, in brat standoff,
// attributions/NAME_ANNOTATOR.ann. Where several people annotated a text, the
// first file by name counts.
package polnear

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Document is one text with its gold attributions.
type Document struct {
	Name  string // the base name of the text file, with its ending
	Text  string
	Attrs []Attribution
}

// Attribution is one annotated relation, in bytes of the text. Pieces stand
// as the annotators left them: they may touch or overlap.
type Attribution struct {
	Source, Cue, Content sayso.Spans
}

// Read reads a corpus folder, sorted by name. Texts that nobody annotated are
// left out.
func Read(dir string) ([]Document, error) { return ReadFS(os.DirFS(filepath.Clean(dir)), dir) }

// ReadFS reads a corpus from a file system; dir names it in errors.
func ReadFS(fsys fs.FS, dir string) ([]Document, error) {
	texts, err := fs.Glob(fsys, "text/*.txt")
	if err != nil {
		return nil, sayso.E("read corpus", dir, sayso.Invalid, err)
	}
	if len(texts) == 0 {
		return nil, sayso.Errorf("read corpus", dir, sayso.NotFound, "no text/*.txt in it").Advise("point it at polnear/train or polnear/dev")
	}
	files, err := fs.ReadDir(fsys, "attributions")
	if err != nil {
		return nil, sayso.E("read corpus", path.Join(dir, "attributions"), kindOf(err), err)
	}
	notes := make([]string, 0, len(files))
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".ann") {
			notes = append(notes, f.Name())
		}
	}
	slices.Sort(texts)
	slices.Sort(notes)
	var out []Document
	for _, t := range texts {
		name := path.Base(t)
		stem := strings.TrimSuffix(name, ".txt") + "_"
		k, _ := slices.BinarySearch(notes, stem)
		if k == len(notes) || !strings.HasPrefix(notes[k], stem) {
			continue
		}
		text, err := fs.ReadFile(fsys, t)
		if err != nil {
			return nil, sayso.E("read corpus", path.Join(dir, t), kindOf(err), err)
		}
		ann, err := fs.ReadFile(fsys, path.Join("attributions", notes[k]))
		if err != nil {
			return nil, sayso.E("read corpus", path.Join(dir, "attributions", notes[k]), kindOf(err), err)
		}
		d := Document{Name: name, Text: string(text)}
		d.Attrs = parseStandoff(string(ann), d.Text)
		out = append(out, d)
	}
	return out, nil
}

func kindOf(err error) sayso.Kind {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return sayso.NotFound
	case errors.Is(err, fs.ErrPermission):
		return sayso.Denied
	}
	return sayso.Other
}

// parseStandoff reads the relations of a brat file. Text-bound lines are
// "T1⇥Source 0 17;20 25⇥words", relations "E1⇥Attribution:T4 Content:T3 Cue:T2".
// Lines that are neither, or that name what is not there, are passed over, as
// are relations without content.
func parseStandoff(ann, text string) []Attribution {
	at := byteOffsets(text)
	spans := map[string]sayso.Spans{}
	var events [][]string
	sc := bufio.NewScanner(strings.NewReader(ann))
	sc.Buffer(nil, len(ann)+1)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 2 {
			continue
		}
		switch {
		case strings.HasPrefix(c[0], "T"):
			_, where, _ := strings.Cut(c[1], " ")
			if s, ok := parseSpans(where, at); ok {
				spans[c[0]] = s
			}
		case strings.HasPrefix(c[0], "E"):
			if f := strings.Fields(c[1]); len(f) > 1 {
				events = append(events, f[1:])
			}
		}
	}
	var out []Attribution
	for _, roles := range events {
		var a Attribution
		for _, r := range roles {
			role, id, _ := strings.Cut(r, ":")
			switch strings.ToLower(strings.TrimRight(role, "0123456789")) {
			case "source":
				a.Source = append(a.Source, spans[id]...)
			case "cue":
				a.Cue = append(a.Cue, spans[id]...)
			case "content":
				a.Content = append(a.Content, spans[id]...)
			}
		}
		if len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// parseSpans reads "0 17;20 25", code points, into bytes.
func parseSpans(s string, at []int) (sayso.Spans, bool) {
	var out sayso.Spans
	for p := range strings.SplitSeq(s, ";") {
		f := strings.Fields(p)
		if len(f) != 2 {
			return nil, false
		}
		start, err1 := strconv.Atoi(f[0])
		end, err2 := strconv.Atoi(f[1])
		if err1 != nil || err2 != nil || start < 0 || end < start || end >= len(at) {
			return nil, false
		}
		out = append(out, sayso.Span{Start: at[start], End: at[end]})
	}
	return out, true
}

// byteOffsets gives the byte at which each code point starts, and the length.
func byteOffsets(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}
