package story

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sayso"
)

// ReadCoverage reads coverage/dev.jsonl below data: articles of two or three
// outlets on each event, in order of date.
func ReadCoverage(data string) ([]Article, error) {
	return readReports(filepath.Join(data, "coverage", "dev.jsonl"))
}

// ReadWar reads coverage/syria_dev.jsonl below data: reports of a war, with the
// events of those that readers have gathered for labels/questions_syria.jsonl.
// A report may be of several.
func ReadWar(data string) ([]Article, error) {
	arts, err := readReports(filepath.Join(data, "coverage", "syria_dev.jsonl"))
	if err != nil {
		return nil, err
	}
	of := make(map[string][]string)
	err = readLines(filepath.Join(data, "labels", "questions_syria.jsonl"), func(dec *json.Decoder) error {
		var q struct {
			Story    string   `json:"story"`
			Articles []string `json:"articles"` // on the first line of a story
		}
		err := dec.Decode(&q)
		for _, id := range q.Articles {
			of[id] = append(of[id], q.Story)
		}
		return err
	})
	for i := range arts {
		arts[i].Events = of[arts[i].ID]
	}
	return arts, err
}

func readReports(file string) ([]Article, error) {
	var out []Article
	err := readLines(file, func(dec *json.Decoder) error {
		var a struct {
			ID        string `json:"id"`
			Story     string `json:"story"`
			Title     string `json:"title"`
			Outlet    string `json:"outlet"`
			Published string `json:"published"`
			Text      string `json:"text"`
		}
		if err := dec.Decode(&a); err != nil {
			return err
		}
		t, _ := time.Parse(time.DateOnly, a.Published) // some have none, which is the zero time
		out = append(out, Article{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Text: a.Text, Time: t, Events: []string{a.Story}})
		return nil
	})
	inOrder(out)
	return out, err
}

// readLines calls next for each value of a file of JSON Lines.
func readLines(file string, next func(*json.Decoder) error) error {
	f, err := os.Open(file)
	if err != nil {
		return sayso.E("read stories", file, sayso.NotFound, err).Advise("--data names the corpora folder")
	}
	defer f.Close()
	for dec := json.NewDecoder(f); ; {
		switch err := next(dec); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return sayso.E("read stories", file, sayso.Invalid, err)
		}
	}
}

// Pairwise returns precision, recall and F1 of pairs of articles that are in one
// story, over the articles of which anybody has marked an event: a pair belongs
// together if both report one event.
func Pairwise(got []int, arts []Article) (p, r, f1 float64) {
	var both, found, wanted float64
	for i := range arts {
		for j := range i {
			if len(arts[i].Events) == 0 || len(arts[j].Events) == 0 {
				continue
			}
			same, want := got[i] == got[j], OneEvent(arts[i], arts[j])
			if same {
				found++
			}
			if want {
				wanted++
			}
			if same && want {
				both++
			}
		}
	}
	p, r = both/max(1, found), both/max(1, wanted)
	return p, r, 2 * both / max(1, found+wanted)
}

// OneEvent reports whether two articles report one event.
func OneEvent(a, b Article) bool {
	return slices.ContainsFunc(a.Events, func(e string) bool { return slices.Contains(b.Events, e) })
}

// largest is how many articles the largest story has.
func largest(got []int) int {
	n, most := make(map[int]int), 0
	for _, s := range got {
		n[s]++
		most = max(most, n[s])
	}
	return most
}
