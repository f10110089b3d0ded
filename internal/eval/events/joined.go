package events

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/eval/readers"
	"sayso/internal/ledger"
	"sayso/internal/pipeline"
)

// Whether mentions of one happening become one event.
//
// A reader went over every event that the program found in nine stories, before the
// joining was changed, and said which tell of one happening: an act and what it cost, in
// whatever words. Twenty happenings were drawn. A pair of mentions of one of them should
// be one event, and a mention of one should be no event with any other that was read.

//go:embed testdata/happenings.tsv
var happeningTable string

// drawn is how many happenings are measured, from the first.
const drawn = 20

// Happened is a mention that was labelled with its happening, 0 for none.
type Happened struct {
	Article   string
	Words     sayso.Span // code points
	Happening int
}

// Happenings reads the labelled mentions.
func Happenings() ([]Happened, error) {
	var out []Happened
	for n, line := range strings.Split(strings.TrimSpace(happeningTable), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		var num [3]int
		for k := range num {
			if len(c) != 4 {
				return nil, sayso.Errorf("read labels", fmt.Sprintf("happenings.tsv:%d", n+1), sayso.Invalid, "want article, two offsets, happening")
			}
			v, err := strconv.Atoi(c[k+1])
			if err != nil {
				return nil, sayso.E("read labels", fmt.Sprintf("happenings.tsv:%d", n+1), sayso.Invalid, err)
			}
			num[k] = v
		}
		out = append(out, Happened{c[0], sayso.Span{Start: num[0], End: num[1]}, num[2]})
	}
	return out, nil
}

// Pairs counts pairs of mentions of which one at least is of a drawn happening.
type Pairs struct{ Joined, Same, Both int }

// Add counts pairs: joined are the events of labelled mentions, empty where the mention
// was not found.
func (p *Pairs) Add(ms []Happened, joined []sayso.EventID) {
	measured := func(h int) bool { return h > 0 && h <= drawn }
	for i := range ms {
		for k := range i {
			if !measured(ms[i].Happening) && !measured(ms[k].Happening) {
				continue
			}
			same := ms[i].Happening == ms[k].Happening
			one := joined[i] != "" && joined[i] == joined[k]
			p.Same += count(same)
			p.Joined += count(one)
			p.Both += count(same && one)
		}
	}
}

// scoreJoined measures joining as a ledger does it that holds the labelled articles.
func scoreJoined(ctx context.Context, extract func(*sayso.Article) sayso.Analysis, data string) ([]eval.Figure, error) {
	ms, err := Happenings()
	if err != nil {
		return nil, err
	}
	corpora := os.DirFS(data)
	text, err := readers.Texts(corpora, readers.CoveragePath)
	if err != nil {
		return nil, err
	}
	published, err := readers.Days(corpora, readers.CoveragePath)
	if err != nil {
		return nil, err
	}
	var articles []string
	for _, m := range ms {
		if !slices.Contains(articles, m.Article) {
			articles = append(articles, m.Article)
		}
	}
	type told struct {
		of []int // the labelled mentions of each event
		ledger.Parts
	}
	var all []told
	err = pipeline.Run(ctx, pipeline.Options[string]{}, slices.Values(articles), func(_ context.Context, name string) (told, error) {
		t, err := text(name)
		if err != nil {
			return told{}, err
		}
		var out told
		_, err = readers.Analyse(&readers.Document{Name: name, Text: t, Published: published(name)}, func(a *sayso.Article) sayso.Analysis {
			an := extract(a)
			out.Parts = *ledger.TakeApart(*a, sayso.VersionID(name), &an)
			for k := range out.Events {
				out.of = append(out.of, labelledAt(ms, name, out.Events[k].Points))
			}
			return an
		})
		return out, err
	}, func(_ string, t told, err error) error {
		all = append(all, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	byKey, at := map[string][]ledger.Keyed{}, map[string][]int{}
	slices.SortStableFunc(all, func(a, b told) int { return int(a.At - b.At) })
	for i := range all {
		for k := range all[i].Events {
			m := &all[i].Events[k]
			byKey[m.Key] = append(byKey[m.Key], ledger.Keyed{ID: m.ID, Version: all[i].Version, At: all[i].At, Day: m.DayNumber})
			at[m.Key] = append(at[m.Key], all[i].of[k])
		}
	}
	joined := make([]sayso.EventID, len(ms))
	found := 0
	for key, same := range byKey {
		for i, id := range ledger.Join(key, same) {
			if k := at[key][i]; k >= 0 && joined[k] == "" {
				joined[k] = id
				found++
			}
		}
	}
	var p Pairs
	p.Add(ms, joined)
	return []eval.Figure{
		{Name: "labelled mentions of happenings found", Value: share(found, len(ms))},
		{Name: "mentions of one happening joined, precision of pairs", Value: share(p.Both, p.Joined)},
		{Name: "mentions of one happening joined, recall of pairs", Value: share(p.Both, p.Same)},
		{Name: "mentions of one happening joined, F1 of pairs", Value: share(2*p.Both, p.Joined+p.Same)},
	}, nil
}

// labelledAt is the labelled mention of an article that words belong to; -1 for none.
func labelledAt(ms []Happened, article string, words sayso.Spans) int {
	return slices.IndexFunc(ms, func(m Happened) bool { return m.Article == article && words.Overlaps(m.Words) })
}
