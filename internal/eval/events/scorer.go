package events

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"sayso"
	"sayso/ingest"
	"sayso/internal/eval"
	"sayso/internal/extract/event"
	"sayso/internal/extract/fact"
	"sayso/internal/knowledge"
	"sayso/internal/pipeline"
	"sayso/nlp"
)

// Scorer measures events, each text read as `sayso analyze` reads it.
func Scorer(extract func(*sayso.Article) sayso.Analysis, parse func(string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{Stage: "events", About: "events: PLOVER gold sentences, labelled statuses, modes of unseen stories, order in time, unseen and random sentences, what readers marked, mentions of one happening", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		out, err := scoreGold(ctx, extract, data)
		if err != nil {
			return nil, err
		}
		statuses, err := scoreStatus(extract, parse, data)
		if err != nil {
			return nil, err
		}
		modes, err := scoreModes(ctx, extract, parse, data)
		if err != nil {
			return nil, err
		}
		order, err := scoreOrder(extract)
		if err != nil {
			return nil, err
		}
		unseen, err := scoreUnseen(ctx, extract, data)
		if err != nil {
			return nil, err
		}
		marked, err := scoreMarked(ctx, extract, data)
		if err != nil {
			return nil, err
		}
		joined, err := scoreJoined(ctx, extract, data)
		if err != nil {
			return nil, err
		}
		return slices.Concat(out, statuses, modes, order, unseen, marked, joined), nil
	}}
}

// read parses a plain text as an article.
func read(extract func(*sayso.Article) sayso.Analysis, text string) (sayso.Analysis, error) {
	p, err := ingest.Parse(ingest.Document{Name: "text", Path: "text", Kind: ingest.Text, Data: []byte(text)}, ingest.Options{})
	if err != nil {
		return sayso.Analysis{}, err
	}
	return extract(&p[0].Article), nil
}

func scoreGold(ctx context.Context, extract func(*sayso.Article) sayso.Analysis, data string) ([]eval.Figure, error) {
	sentences, err := ReadGold(filepath.Join(data, "events", "plover_gold_dev.json"))
	if err != nil {
		return nil, err
	}
	var t Tally
	err = pipeline.Run(ctx, pipeline.Options[Sentence]{}, slices.Values(sentences), func(_ context.Context, s Sentence) (sayso.Analysis, error) {
		return read(extract, s.Text)
	}, func(s Sentence, an sayso.Analysis, err error) error {
		t.Count(&s, &an)
		return err
	})
	if err != nil {
		return nil, err
	}
	n := float64(max(t.Sentences, 1))
	return []eval.Figure{
		{Name: "category right, gold sentences", Value: float64(t.Category) / n},
		{Name: "category and actor country right", Value: float64(t.Actor) / n},
		{Name: "sentences without spurious events", Value: float64(t.Clean) / n},
		{Name: "spurious events a sentence, negated", Value: -float64(t.Spurious) / n},
	}, nil
}

// scoreStatus measures status on the labelled events: as the trigger's own
// sentence has it, and as the coder has it where it finds the event.
func scoreStatus(extract func(*sayso.Article) sayso.Analysis, parse func(string) *nlp.Doc, data string) ([]eval.Figure, error) {
	labels, err := Labels()
	if err != nil {
		return nil, err
	}
	var right, found, agreed, category int
	for first := 0; first < len(labels); {
		last := first
		for last < len(labels) && labels[last].File == labels[first].File {
			last++
		}
		text, err := readStory(data, labels[first].File)
		if err != nil {
			return nil, err
		}
		doc := parse(text)
		an, err := read(extract, text)
		if err != nil {
			return nil, err
		}
		points := sayso.NewPoints(text)
		for _, l := range labels[first:last] {
			at := trigger(doc, points, l.Trigger)
			if fact.Of(doc, at) == l.Status {
				right++
			}
			if at < 0 {
				continue
			}
			for i := range an.Events {
				e := &an.Events[i]
				if !slices.ContainsFunc(e.Anchor, func(s sayso.Span) bool { return s.Overlaps(doc.Tokens[at].Span()) }) {
					continue
				}
				found++
				if e.Type == l.Category {
					category++
				}
				if e.Status == l.Status {
					agreed++
				}
				break
			}
		}
		first = last
	}
	n := float64(max(len(labels), 1))
	return []eval.Figure{
		{Name: "status right, labelled events", Value: float64(right) / n},
		{Name: "labelled events found", Value: float64(found) / n},
		{Name: "status right where found", Value: float64(agreed) / float64(max(found, 1))},
		{Name: "category right where found", Value: float64(category) / float64(max(found, 1))},
	}, nil
}

// trigger returns the token that holds the first word of a labelled trigger.
func trigger(d *nlp.Doc, points sayso.Points, s sayso.Span) int {
	for i := range d.Tokens {
		if p := points.Span(d.Tokens[i].Span()); p.Start <= s.Start && s.Start < p.End {
			return i
		}
	}
	return -1
}

// scoreModes measures, on held-back stories that bear a mode, whether what a
// story is about is found with its mode: by the patterns alone, by the
// classifier alone, and by both as the program reads.
func scoreModes(ctx context.Context, extract func(*sayso.Article) sayso.Analysis, parse func(string) *nlp.Doc, data string) ([]eval.Figure, error) {
	stories, err := ReadStories(os.DirFS(data))
	if err != nil {
		return nil, err
	}
	stories = slices.DeleteFunc(stories, func(s Story) bool {
		p, _ := sayso.PLOVER(s.Category)
		return !s.Held() || s.Mode == "" || !slices.Contains(p.Modes, s.Mode)
	})
	base, err := knowledge.Load()
	if err != nil {
		return nil, err
	}
	coder, err := event.Default(base)
	if err != nil {
		return nil, err
	}
	alone := coder.With(nil)
	var right [3]int
	var category, unseen, unseenRight int
	err = pipeline.Run(ctx, pipeline.Options[Story]{}, slices.Values(stories), func(_ context.Context, s Story) ([4]bool, error) {
		an, err := read(extract, s.Text)
		if err != nil {
			return [4]bool{}, err
		}
		d := parse(s.Text)
		want := event.Class{Category: s.Category, Mode: s.Mode}
		both := Main(an.Events)
		an.Events = nil
		return [4]bool{
			Main(alone.Code(d, &an, nil).Events) == want,
			coder.About(d) == want,
			both == want,
			both.Category == s.Category,
		}, nil
	}, func(s Story, hit [4]bool, err error) error {
		if s.Unseen() {
			unseen++
			if hit[2] {
				unseenRight++
			}
			return err
		}
		for i := range right {
			if hit[i] {
				right[i]++
			}
		}
		if hit[3] {
			category++
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	n := float64(max(len(stories)-unseen, 1))
	return []eval.Figure{
		{Name: "mode right, unseen stories", Value: float64(right[2]) / n},
		{Name: "mode right, patterns alone", Value: float64(right[0]) / n},
		{Name: "mode right, classifier alone", Value: float64(right[1]) / n},
		{Name: "category right, unseen stories", Value: float64(category) / n},
		{Name: "mode right, stories of unseen headlines", Value: float64(unseenRight) / float64(max(unseen, 1))},
	}, nil
}

// Main is the act that an article is about, as the program marks it.
func Main(events []sayso.Event) event.Class {
	for i := range events {
		if events[i].Main {
			return event.Class{Category: events[i].Type, Mode: events[i].Mode}
		}
	}
	return event.Class{}
}
