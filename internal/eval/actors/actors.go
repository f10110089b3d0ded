// Package actors scores who the speakers of news are held to be: 150 of them
// labelled by hand with the identifier in the knowledge file, or "none".
package actors

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
	"sayso/ingest"
	"sayso/internal/eval"
)

//go:embed testdata/speakers.tsv
var labels string

// None is the label of a speaker whom the knowledge file need not have.
const None = "none"

// Label is one speaker: the words that name it in a file of the corpora, as
// code points, and who that is.
type Label struct {
	File       string
	Start, End int
	Known      string
}

// Labels returns the labelled speakers, file by file.
func Labels() ([]Label, error) {
	var out []Label
	sc := bufio.NewScanner(strings.NewReader(labels))
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 {
			return nil, sayso.Errorf("read speakers", strconv.Itoa(n), sayso.Invalid, "%d columns, want 4", len(c))
		}
		start, err := strconv.Atoi(c[1])
		if err != nil {
			return nil, sayso.E("read speakers", strconv.Itoa(n), sayso.Invalid, err)
		}
		end, err := strconv.Atoi(c[2])
		if err != nil {
			return nil, sayso.E("read speakers", strconv.Itoa(n), sayso.Invalid, err)
		}
		out = append(out, Label{c[0], start, end, c[3]})
	}
	return out, sc.Err()
}

// Article reads the article of a label below the corpora folder: plain text,
// named for its day, or JSON with text, title, date and address.
func Article(data, file string) (sayso.Article, error) {
	b, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(file)))
	if err != nil {
		return sayso.Article{}, sayso.E("read article", file, sayso.NotFound, err)
	}
	a := sayso.Article{Path: file, Text: string(b)}
	day := ""
	if strings.HasSuffix(file, ".json") {
		var x struct {
			Text, Title, URL string
			Date             string `json:"date_publish"`
		}
		if err := json.Unmarshal(b, &x); err != nil {
			return a, sayso.E("read article", file, sayso.Invalid, err)
		}
		a.Text, a.Title, a.URL = x.Text, x.Title, x.URL
		day = x.Date[:min(len(x.Date), 10)]
	} else if parts := strings.Split(filepath.Base(file), "_"); len(parts) > 1 {
		day = parts[1]
	}
	if d, err := ingest.ParseDate(day); err == nil {
		a.Published = d
	}
	return a, nil
}

// Answer is who an analysis holds the labelled speaker to be: the known actor
// of the mention that overlaps the label most, else None.
func Answer(text string, an *sayso.Analysis, l Label) string {
	points := sayso.NewPoints(text)
	best, most := None, 0
	for i := range an.Mentions {
		m := &an.Mentions[i]
		if m.Actor == "" {
			continue
		}
		s := points.Span(m.Span)
		if n := min(s.End, l.End) - max(s.Start, l.Start); n > most {
			most, best = n, None
			if a := an.Actor(m.Actor); a != nil && a.Known != "" {
				best = a.Known
			}
		}
	}
	return best
}

// Scorer measures the share of labelled speakers whom read knows as they are
// labelled.
func Scorer(read func(*sayso.Article) sayso.Analysis) eval.Scorer {
	return eval.Scorer{Stage: "actors", About: "who speakers are known to be, 150 of stories and PolNeAR dev", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		ls, err := Labels()
		if err != nil {
			return nil, err
		}
		right, known, found := 0, 0, 0
		analyses := map[string]*sayso.Analysis{}
		texts := map[string]string{}
		for _, l := range ls {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if analyses[l.File] == nil {
				a, err := Article(data, l.File)
				if err != nil {
					return nil, err
				}
				an := read(&a)
				analyses[l.File], texts[l.File] = &an, a.Text
			}
			got := Answer(texts[l.File], analyses[l.File], l)
			if got == l.Known {
				right++
			}
			if l.Known != None {
				known++
				if got == l.Known {
					found++
				}
			}
		}
		return []eval.Figure{
			{Name: "right known actor or none", Value: float64(right) / float64(max(len(ls), 1))},
			{Name: "known actors found", Value: float64(found) / float64(max(known, 1))},
		}, nil
	}}
}
