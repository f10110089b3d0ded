// Package readers reads attributions that people marked in articles of many
// outlets, with who really speaks in each, and scores claims against them.
//
// The labels hold spans and names and no text: an article is named by its file
// in stories/ or by its identifier in coverage/dev.jsonl.
package readers

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"sayso"
)

// Document is one article with what a reader marked in it.
type Document struct {
	Name, Text string
	// Published is the day of publication; may be zero.
	Published sayso.Date
	Part      string // "build" or "measure"
	Attrs     []Attribution
}

// Attribution is one claim that a reader marked, in bytes of the text.
type Attribution struct {
	Source, Cue, Content sayso.Spans
	// Speaker is who really speaks, as the reader writes it.
	Speaker string
	Kind    sayso.SourceKind
	Stance  sayso.Stance
	// Inside reports whether the claim stands in the content of another.
	Inside bool
}

// maxLine bounds a line of the labels and of the articles.
const maxLine = 4 << 20

// The files of labels below labels/: each article by one reader, and ten of
// them by a second one.
const (
	first  = "attributions.jsonl"
	second = "attributions_second.jsonl"
)

// Read reads the labels of one file below data, each with its article.
func Read(data, file string) ([]Document, error) {
	corpora := os.DirFS(filepath.Clean(data))
	text, err := Texts(corpora, CoveragePath)
	if err != nil {
		return nil, err
	}
	return read(corpora, file, func(l *labelled) (string, error) { return text(l.Article) })
}

// Files of articles that labels name by identifier.
const (
	CoveragePath = "coverage/dev.jsonl"
	SyriaPath    = "coverage/syria_dev.jsonl"
)

// Texts returns what finds the text of an article by the name that labels give
// it: its identifier in one of these files, or its file in stories/.
func Texts(corpora fs.FS, files ...string) (func(article string) (string, error), error) {
	texts := map[string]string{}
	for _, f := range files {
		if err := coverage(corpora, f, texts); err != nil {
			return nil, err
		}
	}
	return func(article string) (string, error) {
		if text, ok := texts[article]; ok {
			return text, nil
		}
		return storyText(corpora, article)
	}, nil
}

// Days returns what finds the day on which an article was published, by the name that
// labels give it; the zero Date where its file has none.
func Days(corpora fs.FS, files ...string) (func(article string) sayso.Date, error) {
	days := map[string]string{}
	for _, f := range files {
		err := Lines(corpora, f, func(line []byte) error {
			var a struct{ ID, Published string }
			if err := json.Unmarshal(line, &a); err != nil {
				return sayso.E("read articles", f, sayso.Invalid, err)
			}
			days[a.ID] = a.Published
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return func(article string) sayso.Date {
		day, ok := days[article]
		if !ok {
			var a struct {
				Published string `json:"date_publish"`
			}
			if b, err := fs.ReadFile(corpora, path.Join("stories", path.Base(article))); err == nil && json.Unmarshal(b, &a) == nil {
				day = a.Published
			}
		}
		if len(day) > len(time.DateOnly) {
			day = day[:len(time.DateOnly)] // the hour says nothing on the day in another zone
		}
		d, err := sayso.ParseDate(day)
		if err != nil {
			return sayso.Date{}
		}
		return d
	}, nil
}

// Build reads what training may see: the articles of the build part that stand
// in stories/. What else was labelled stands in a dev part.
func Build(corpora fs.FS) ([]Document, error) {
	return read(corpora, first, func(l *labelled) (string, error) {
		if l.Part != "build" || path.Ext(l.Article) != ".json" {
			return "", nil
		}
		return storyText(corpora, l.Article)
	})
}

// read reads a file of labels; an article whose text is empty is left out.
func read(corpora fs.FS, file string, text func(*labelled) (string, error)) ([]Document, error) {
	name := path.Join("labels", file)
	var out []Document
	err := Lines(corpora, name, func(line []byte) error {
		var l labelled
		if err := json.Unmarshal(line, &l); err != nil {
			return sayso.E("read labels", name, sayso.Invalid, err)
		}
		t, err := text(&l)
		if err == nil && t != "" {
			out = append(out, l.document(t))
		}
		return err
	})
	return out, err
}

// labelled is a line of the labels. Offsets count code points.
type labelled struct {
	Article string
	Part    string
	Claims  []struct {
		Source, Cue, Content [][2]int
		Speaker              string
		Kind                 sayso.SourceKind
		Stance               sayso.Stance
		Parent               *int
	}
}

func (l *labelled) document(text string) Document {
	d := Document{Name: l.Article, Text: text, Part: l.Part}
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	spans := func(pairs [][2]int) sayso.Spans {
		var out sayso.Spans
		for _, p := range pairs {
			if p[0] >= 0 && p[0] < p[1] && p[1] < len(at) {
				out = append(out, sayso.Span{Start: at[p[0]], End: at[p[1]]})
			}
		}
		return out
	}
	for _, c := range l.Claims {
		a := Attribution{Source: spans(c.Source), Cue: spans(c.Cue), Content: spans(c.Content),
			Speaker: c.Speaker, Kind: c.Kind, Stance: c.Stance, Inside: c.Parent != nil}
		if len(a.Content) > 0 {
			d.Attrs = append(d.Attrs, a)
		}
	}
	return d
}

// coverage adds the texts of a file of articles by identifier.
func coverage(data fs.FS, name string, to map[string]string) error {
	return Lines(data, name, func(line []byte) error {
		var a struct{ ID, Text string }
		if err := json.Unmarshal(line, &a); err != nil {
			return sayso.E("read articles", name, sayso.Invalid, err)
		}
		to[a.ID] = a.Text
		return nil
	})
}

func storyText(data fs.FS, article string) (string, error) {
	name := path.Join("stories", path.Base(article))
	b, err := fs.ReadFile(data, name)
	if err != nil {
		return "", sayso.FileError("read articles", name, err)
	}
	var a struct{ Text string }
	if err := json.Unmarshal(b, &a); err != nil {
		return "", sayso.E("read articles", name, sayso.Invalid, err)
	}
	return a.Text, nil
}

// Lines hands out the lines of a file that are not empty.
func Lines(data fs.FS, name string, each func([]byte) error) error {
	f, err := data.Open(name)
	if err != nil {
		return sayso.FileError("read labels", name, err).Advise("--data names the corpora folder")
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, maxLine)
	for sc.Scan() {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		if err := each(sc.Bytes()); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return sayso.E("read labels", name, sayso.Invalid, err)
	}
	return nil
}
