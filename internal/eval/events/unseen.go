package events

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/pipeline"
)

// Coded is a sentence of the news whose event, or lack of one, others coded.
type Coded struct {
	Text string
	// Category is the main event's, as one coder has it; empty where several did.
	Category string
	// Most are the categories that at least half of several coders have.
	Most []string
	// None is set where no coder saw an event.
	None bool
	// Raters is how many coders looked; 0 where one did.
	Raters int
	Codes  map[string]int // votes by category
}

// readCoded reads a file of coded sentences below events/.
func readCoded(data, name string) ([]Coded, error) {
	file := filepath.Join(data, "events", name)
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, sayso.FileError("read events", file, err)
	}
	var out []Coded
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, sayso.E("read events", file, sayso.Invalid, err)
	}
	for i := range out {
		c := &out[i]
		c.None = c.Category == "" && len(c.Codes) == 0
		for k, n := range c.Codes {
			if 2*n >= c.Raters {
				c.Most = append(c.Most, k)
			}
		}
	}
	return out, nil
}

// is reports whether an event's category is a coded one; some coders tell
// yielding in words and in deeds as one.
func (c *Coded) is(category string) bool {
	return category == c.Category || slices.Contains(c.Most, category) || c.Category == "YIELD" && (category == "CONCEDE" || category == "RETREAT")
}

// scoreUnseen measures the main event's category in sentences that hold one, and
// whether random sentences without any are left alone.
func scoreUnseen(ctx context.Context, extract func(*sayso.Article) sayso.Analysis, data string) ([]eval.Figure, error) {
	held, err := readCoded(data, "plv_dev.json")
	if err != nil {
		return nil, err
	}
	random, err := readCoded(data, "cameo_random_dev.json")
	if err != nil {
		return nil, err
	}
	var main, some, none, alone, most, found int
	each := func(cs []Coded, count func(*Coded, *sayso.Analysis)) error {
		return pipeline.Run(ctx, pipeline.Options[Coded]{}, slices.Values(cs), func(_ context.Context, c Coded) (sayso.Analysis, error) {
			return read(extract, c.Text)
		}, func(c Coded, an sayso.Analysis, err error) error {
			if err == nil {
				count(&c, &an)
			}
			return err
		})
	}
	err = each(held, func(c *Coded, an *sayso.Analysis) {
		main += count(c.is(Main(an.Events).Category))
		some += count(len(an.Events) > 0)
	})
	if err != nil {
		return nil, err
	}
	err = each(random, func(c *Coded, an *sayso.Analysis) {
		switch {
		case c.None:
			none++
			alone += count(len(an.Events) == 0)
		case len(c.Most) > 0:
			most++
			found += count(slices.ContainsFunc(an.Events, func(e sayso.Event) bool { return c.is(e.Type) }))
		}
	})
	if err != nil {
		return nil, err
	}
	return []eval.Figure{
		{Name: "main event's category right, unseen sentences", Value: share(main, len(held))},
		{Name: "unseen sentences with an event", Value: share(some, len(held))},
		{Name: "random sentences without event left alone", Value: share(alone, none)},
		{Name: "random sentences' majority category found", Value: share(found, most)},
	}, nil
}
