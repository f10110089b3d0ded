// Package questions reads what readers marked across the articles of a story, the
// questions that statements answer and how the answers stand to each other, and
// scores the program's questions against them.
//
// The labels hold offsets, names and the readers' own words, and no text: an article
// is named by its file in stories/ or by its identifier in coverage/.
package questions

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sayso"
)

// Label is one question that a reader marked.
type Label struct {
	Story, Kind string // denial, rival, update, agreement, none
	Question    string
	Part        string // "build" or "measure"
	Opinion     bool   // a quarrel of values
	Sides       []Side
	Articles    []string // on the first line of a story whose labels name its reports
}

// Side is one answer with who gives it.
type Side struct {
	Answer            string
	Speakers, Origins int
	Statements        []Place
}

// Place is a statement: an article and code points of its text.
type Place struct {
	Article string
	Span    [2]int
}

// The files of labels below labels/: all stories by one reader, some of them by a
// second one, and those of a war.
const (
	firstReader  = "questions.jsonl"
	secondReader = "questions_second.jsonl"
	ofTheWar     = "questions_syria.jsonl"
)

// maxLine bounds a line of the labels and of the articles.
const maxLine = 4 << 20

func readLabels(data fs.FS, file string) ([]Label, error) {
	name := path.Join("labels", file)
	var out []Label
	err := lines(data, name, func(line []byte) error {
		var l Label
		if err := json.Unmarshal(line, &l); err != nil {
			return sayso.E("read labels", name, sayso.Invalid, err)
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// readArticles reads the articles of all stories, and which story each is of.
func readArticles(data fs.FS) (map[string]*sayso.Article, map[string][]string, error) {
	arts, of := map[string]*sayso.Article{}, map[string][]string{}
	for _, name := range []string{"coverage/dev.jsonl", "coverage/syria_dev.jsonl"} {
		err := lines(data, name, func(line []byte) error {
			var a struct{ ID, Story, Title, Outlet, Published, URL, Text string }
			if err := json.Unmarshal(line, &a); err != nil {
				return sayso.E("read articles", name, sayso.Invalid, err)
			}
			day, _ := sayso.ParseDate(a.Published) // some have none
			arts[a.ID] = &sayso.Article{ID: sayso.ArticleID(a.ID), Title: a.Title, Outlet: a.Outlet, URL: a.URL, Published: day, Text: a.Text}
			of[a.Story] = append(of[a.Story], a.ID)
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	files, err := fs.Glob(data, "stories/*.json")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range files {
		b, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, nil, sayso.FileError("read articles", name, err)
		}
		var a struct {
			Title, Text string
			Date        string                `json:"date_publish"`
			Domain      string                `json:"source_domain"`
			Cluster     struct{ EventId int } `json:"newsCluster"`
		}
		if err := json.Unmarshal(b, &a); err != nil {
			return nil, nil, sayso.E("read articles", name, sayso.Invalid, err)
		}
		t, _ := time.Parse("2006-01-02T15:04:05", a.Date) // some have none
		id := path.Base(name)
		arts[id] = &sayso.Article{ID: sayso.ArticleID(id), Title: a.Title, Outlet: a.Domain, Text: a.Text, Published: sayso.Date{Time: t}}
		story := fmt.Sprintf("story-%d", a.Cluster.EventId)
		of[story] = append(of[story], id)
	}
	return arts, of, nil
}

// Story is the articles of one story and what a reader marked in them.
type Story struct {
	Name     string
	Part     string
	Articles []*sayso.Article
	Labels   []Label
}

// Read reads the labelled stories below data.
func Read(data string) (stories []Story, second []Label, err error) {
	corpora := os.DirFS(filepath.Clean(data))
	arts, of, err := readArticles(corpora)
	if err != nil {
		return nil, nil, err
	}
	at := map[string]int{}
	members := map[string]map[string]bool{}
	for _, file := range []string{firstReader, ofTheWar} {
		labels, err := readLabels(corpora, file)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range labels {
			i, known := at[l.Story]
			if !known {
				i = len(stories)
				at[l.Story] = i
				stories = append(stories, Story{Name: l.Story, Part: l.Part})
				members[l.Story] = map[string]bool{}
				for _, id := range of[l.Story] {
					members[l.Story][id] = true
				}
			}
			for _, id := range l.cited() {
				members[l.Story][id] = true
			}
			stories[i].Labels = append(stories[i].Labels, l)
		}
	}
	for i := range stories {
		s := &stories[i]
		for id := range members[s.Name] {
			if a := arts[id]; a != nil {
				s.Articles = append(s.Articles, a)
			}
		}
		slices.SortFunc(s.Articles, func(a, b *sayso.Article) int { return strings.Compare(string(a.ID), string(b.ID)) })
	}
	second, err = readLabels(corpora, secondReader)
	return stories, second, err
}

// cited are the articles that a label names.
func (l *Label) cited() []string {
	out := slices.Clone(l.Articles)
	for _, s := range l.Sides {
		for _, p := range s.Statements {
			out = append(out, p.Article)
		}
	}
	return out
}

// lines hands out the lines of a file that are not empty.
func lines(data fs.FS, name string, each func([]byte) error) error {
	f, err := data.Open(name)
	if err != nil {
		return sayso.FileError("read labels", name, err).Advise("--data names the corpora folder")
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, maxLine)
	for sc.Scan() {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
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
