package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/internal/story"
)

// takes is a ledger that takes articles in, and keeps their stories.
type takes interface {
	intake.Ledger
	story.Shelves
}

// intake makes the one way into a ledger, which places what comes in.
func (p *Program) intake(led takes, x *extract.Extractor, log func(string, ...any)) *intake.Service {
	return intake.New(intake.Options{Ledger: led, Extract: x.Read, By: x.Provenance(), Place: p.placing(led), Clock: p.Clock, PDF: p.PDF, Log: log})
}

// newKeeper is what keeps the stories of a ledger.
func (p *Program) newKeeper(led story.Shelves) *story.Keeper {
	k := story.NewKeeper(led)
	if p.Find != nil {
		k.Find = p.Find
	}
	return k
}

// keeper is what keeps the stories of a ledger, where nobody else does at the moment.
func (p *Program) keeper(led story.Shelves) updater {
	k := p.newKeeper(led)
	if p.alone == nil {
		return k
	}
	return joiner{k, p.alone}
}

// updater puts what waits into stories, and returns how many articles that were.
type updater interface {
	Update(ctx context.Context) (int, error)
}

// joiner is an updater in a ledger that workers share: one of them at a time puts
// articles into stories. Where somebody has that part there is nothing to do, since
// who has it sees in the journal what has come in.
type joiner struct {
	updater
	alone func(ctx context.Context, do func(context.Context) error) error
}

func (j joiner) Update(ctx context.Context) (n int, err error) {
	err = j.alone(ctx, func(ctx context.Context) error {
		n, err = j.updater.Update(ctx)
		return err
	})
	return n, err
}

// placing gives what puts new articles of a ledger into stories.
func (p *Program) placing(led story.Shelves) func(context.Context) error {
	k := p.keeper(led)
	return func(ctx context.Context) error {
		_, err := k.Update(ctx)
		return err
	}
}

// tally counts what became of articles, and says what failed.
type tally struct {
	bar   *progress
	began time.Time

	added, updated, unchanged, failed int
	forms                             map[sayso.Form]int
	left                              without
	unread                            unread
	held, killed                      int
	until                             time.Time // when the first of the held is free
}

func newTally(bar *progress) *tally {
	return &tally{bar: bar, began: time.Now(), forms: map[sayso.Form]int{}, left: without{}, unread: unread{}}
}

// report hears of each document and article.
func (t *tally) report() intake.Report {
	return intake.Report{Document: t.document, Article: t.article}
}

func (t *tally) document(d ingest.Document, notes []string, err error) {
	t.bar.add(d)
	for _, n := range notes {
		t.bar.warn("%s: %s", d.Name, n)
	}
	if err != nil && !t.left.leave(d, err) {
		t.fail(err)
	}
}

func (t *tally) article(it *intake.Item, f intake.Fate) {
	if f.Note != "" {
		t.bar.warn("%s: %s", it.Name, f.Note)
	}
	switch {
	case f.Err != nil:
		t.fail(f.Err)
		return
	case !f.Held.IsZero():
		t.bar.warn("%s: %s: under embargo until %s", it.Name, it.Article.Title, f.Held)
		t.held++
		if t.until.IsZero() || f.Held.Before(t.until) {
			t.until = f.Held.Time
		}
		return
	}
	t.unread.add(it.Analysis.Unread)
	switch f.Change {
	case sayso.New:
		t.added++
	case sayso.Updated:
		t.updated++
	default:
		t.unchanged++
		return
	}
	if it.Article.Killed() {
		t.killed++
	}
	for _, c := range it.Analysis.Claims {
		t.forms[c.Form]++
	}
}

func (t *tally) fail(err error) {
	t.failed++
	t.bar.warn("%v", hinted(err))
}

// summary says what became of the inputs.
func (t *tally) summary() string {
	var b strings.Builder
	took := time.Since(t.began)
	unit := 10 * time.Millisecond
	if took > 10*time.Second {
		unit = time.Second
	}
	fmt.Fprintf(&b, "%s in %s: %d new, %d updated, %d unchanged, %d failed\n",
		plural(t.added+t.updated+t.unchanged+t.failed, "article"), took.Round(unit), t.added, t.updated, t.unchanged, t.failed)
	if s := t.left.String(); s != "" {
		b.WriteString(s + "\n")
	}
	if t.held > 0 {
		fmt.Fprintf(&b, "%s held back under embargo, the first until %s; sayso release, or sayso watch by itself, takes them in after it\n", plural(t.held, "article"), t.until.UTC().Format(time.RFC3339))
	}
	if t.killed > 0 {
		fmt.Fprintf(&b, "%s killed by the agency that sent it: its claims are out of the lists\n", plural(t.killed, "article"))
	}
	claims := 0
	var parts []string
	for _, f := range []sayso.Form{sayso.Direct, sayso.Mixed, sayso.Indirect} {
		claims += t.forms[f]
		parts = append(parts, fmt.Sprintf("%d %s", t.forms[f], f))
	}
	if claims == 0 {
		b.WriteString("no claims added\n")
	} else {
		fmt.Fprintf(&b, "%s added: %s\n", plural(claims, "claim"), strings.Join(parts, ", "))
	}
	return b.String()
}
