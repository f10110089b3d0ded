// Package pages measures how well the text of an article is told from the page
// that it stands on, on the article extraction benchmark.
package pages

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/ingest/page"
)

const (
	folder = "pages/article-extraction-benchmark"
	// shingle is the number of words that the benchmark compares at a time.
	shingle = 4
	// maxPage bounds an unpacked page of the corpus, in bytes.
	maxPage = 32 << 20
)

// Scorer measures texts as the benchmark does: runs of four words, precision and
// recall of each page by itself, F1 of their means.
func Scorer() eval.Scorer {
	return eval.Scorer{
		Stage: "pages",
		About: "the text of an article on a web page, on the article extraction benchmark",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			dir := filepath.Join(data, filepath.FromSlash(folder))
			truth, err := readTruth(filepath.Join(dir, "ground-truth.json"))
			if err != nil {
				return nil, err
			}
			ids := make([]string, 0, len(truth))
			for id := range truth {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			labels, err := dateLabels()
			if err != nil {
				return nil, err
			}
			var precision, recall float64
			stated, right := 0, 0
			for _, id := range ids {
				if err := ctx.Err(); err != nil {
					return nil, sayso.E("score", "pages", sayso.Cancelled, err)
				}
				raw, err := readPage(filepath.Join(dir, "html", id+".html.gz"))
				if err != nil {
					return nil, err
				}
				// A page that cannot be read counts as read with nothing in it.
				read, _ := page.Read(raw, truth[id].URL)
				p, r := Compare(truth[id].ArticleBody, read.Text)
				precision, recall = precision+p, recall+r
				if days := labels[id]; len(days) > 0 {
					stated++
					if rightDay(read.Published, days) {
						right++
					}
				}
			}
			n := float64(max(1, len(ids)))
			precision, recall = precision/n, recall/n
			f1 := 0.0
			if precision+recall > 0 {
				f1 = 2 * precision * recall / (precision + recall)
			}
			return []eval.Figure{{Name: "text F1", Value: f1}, {Name: "text precision", Value: precision}, {Name: "text recall", Value: recall},
				{Name: "publication date right", Value: float64(right) / float64(max(1, stated))}}, nil
		},
	}
}

type entry struct {
	ArticleBody string `json:"articleBody"`
	URL         string `json:"url"`
}

func readTruth(path string) (map[string]entry, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.E("read corpus", path, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	var out map[string]entry
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, sayso.E("read corpus", path, sayso.Invalid, err)
	}
	return out, nil
}

func readPage(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sayso.E("read corpus", path, sayso.NotFound, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read corpus", path, sayso.Damaged, err)
	}
	b, err := io.ReadAll(io.LimitReader(z, maxPage))
	if err != nil {
		return nil, sayso.E("read corpus", path, sayso.Damaged, err)
	}
	return b, nil
}

// Compare gives precision and recall of got against want in runs of four words,
// each counted as often as it occurs. Two empty texts agree.
func Compare(want, got string) (precision, recall float64) {
	w, g := shingles(want), shingles(got)
	both, wants, gots := 0, 0, 0
	for s, n := range w {
		wants += n
		both += min(n, g[s])
	}
	for _, n := range g {
		gots += n
	}
	switch {
	case both == wants && both == gots:
		return 1, 1
	case both == 0:
		return 0, 0
	}
	return float64(both) / float64(gots), float64(both) / float64(wants)
}

// shingles counts the runs of words; a text of fewer words is one run.
func shingles(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
	out := make(map[string]int, len(words))
	for i := 0; i == 0 || i+shingle <= len(words); i++ {
		out[strings.Join(words[i:min(i+shingle, len(words))], " ")]++
	}
	return out
}
