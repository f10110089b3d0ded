package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/story"
)

// news is what entries add up to, for people. Of the newest it knows what they are
// of; the others it only counts.
type news struct {
	since, from      time.Time                // of the first entry, and of the first that is known
	articles         map[sayso.ArticleID]bool // new: true; with a new version: false
	versions         map[sayso.VersionID]bool
	events           []sayso.EventID // in the order of their first entry
	how              map[sayso.EventID]string
	asked            []sayso.QuestionID        // in the order of their first entry
	again            map[sayso.QuestionID]bool // true where it was asked before
	said, changed    int                       // judgements; claims that changed or are gone
	claims, rebuilds int
}

// count counts an entry.
func (n *news) count(e sayso.Entry) {
	if n.since.IsZero() {
		n.since = e.At
	}
	switch e.Kind {
	case sayso.ClaimEntry:
		n.claims++
	case sayso.ClaimChangedEntry, sayso.ClaimGoneEntry:
		n.changed++
	case sayso.CorrectionEntry, sayso.IdentityEntry, sayso.RegroupingEntry, sayso.PartingEntry, sayso.WeighingEntry, sayso.DisowningEntry:
		n.said++
	case sayso.RebuildEntry:
		n.rebuilds++
	}
}

// know notes what an entry is of.
func (n *news) know(e sayso.Entry) {
	if n.from.IsZero() {
		n.from = e.At
	}
	switch e.Kind {
	case sayso.ArticleEntry:
		n.articles[e.Article] = true
	case sayso.VersionEntry:
		n.versions[e.Version] = true
		if _, known := n.articles[e.Article]; !known {
			n.articles[e.Article] = false
		}
	case sayso.EventEntry, sayso.EventJoinedEntry, sayso.EventChangedEntry:
		if n.how[e.Event] == "" {
			n.events = append(n.events, e.Event)
			n.how[e.Event] = map[sayso.EntryKind]string{sayso.EventEntry: "new", sayso.EventJoinedEntry: "told by more", sayso.EventChangedEntry: "changed"}[e.Kind]
		}
	case sayso.QuestionEntry, sayso.QuestionChangedEntry:
		if _, known := n.again[e.Question]; !known {
			n.asked = append(n.asked, e.Question)
			n.again[e.Question] = e.Kind == sayso.QuestionChangedEntry
		}
	}
}

// tellNews prints for people what has changed, by the newest entries, most of them at
// the most: memory is bounded however long nobody has looked.
func (p *Program) tellNews(ctx context.Context, led sayso.Ledger, after, end, most int64) error {
	n := news{articles: map[sayso.ArticleID]bool{}, versions: map[sayso.VersionID]bool{}, how: map[sayso.EventID]string{}, again: map[sayso.QuestionID]bool{}}
	if _, err := eachEntry(ctx, led, after, end, func(e sayso.Entry) (bool, error) {
		if n.count(e); e.N > end-most {
			n.know(e)
		}
		return true, nil
	}); err != nil {
		return err
	}
	p.catch(ctx, led)
	if after >= end {
		fmt.Fprintln(p.Stderr, "nothing is new")
		return nil
	}
	out := bufio.NewWriter(p.Stdout)
	fmt.Fprintf(out, "since %s, entries %d to %d: %s\n", minute(n.since), after+1, end, plural(n.claims, "new claim"))
	if left := end - after - most; left > 0 {
		fmt.Fprintf(out, "the lists below are of the newest %d entries; 'sayso new --format json' prints the %d before them too\n", most, left)
	}
	for _, tell := range []func(context.Context, sayso.Ledger, *bufio.Writer) error{tellFollows, n.tellQuestions, n.tellDenials, n.tellStories, n.tellEvents, n.tellArticles} {
		if err := tell(ctx, led, out); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		n    int
		what string
	}{{n.changed, "claim read or judged otherwise than before"}, {n.said, "judgement; 'sayso corrections --history' lists them"}, {n.rebuilds, "rebuild of the ledger"}} {
		if x.n > 0 {
			fmt.Fprintf(out, "\n%d× %s\n", x.n, x.what)
		}
	}
	return out.Flush()
}

// heading begins a group of lines that has not begun yet.
func heading(out *bufio.Writer, begun *bool, words string) {
	if !*begun {
		fmt.Fprintf(out, "\n%s\n", words)
		*begun = true
	}
}

// more says how many lines were left out.
func more(out *bufio.Writer, n int, where string) {
	if n > 0 {
		fmt.Fprintf(out, "  … and %d more; %s\n", n, where)
	}
}

// outletOf names the outlet of an article.
func outletOf(r *sayso.ArticleRow) string { return oneLine(cmp.Or(r.Outlet, "no outlet known")) }

// maxNewStories is how many stories 'sayso new' tells, as the pages do.
const maxNewStories = 6

// tellFollows lists what one follows of which something is new.
func tellFollows(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	begun, lines, left := false, 0, 0
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.FollowRow], error) { return led.Follows(ctx, "", pg) }, func(r sayso.FollowRow) error {
		switch {
		case r.Unread == 0:
		case lines == maxNews:
			left++
		default:
			heading(out, &begun, "you follow")
			fmt.Fprintf(out, "  %s: %d new\n", oneLine(r.Name), r.Unread)
			lines++
		}
		return nil
	})
	more(out, left, "'sayso follows list' lists them")
	return err
}

// tellStories tells the stories with news, those of most independent texts first.
func (n *news) tellStories(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	page, err := led.Stories(ctx, sayso.StoryQuery{Since: n.from, Paging: sayso.Paging{Limit: rowsAtOnce}})
	if err != nil {
		return err
	}
	rows := page.Items
	slices.SortStableFunc(rows, func(a, b sayso.StoryRow) int { return cmp.Compare(b.Texts, a.Texts) })
	begun := false
	for _, row := range rows[:min(len(rows), maxNewStories)] {
		b, err := story.TellBrief(ctx, led, row)
		if err != nil {
			return err
		}
		heading(out, &begun, "stories by independent texts")
		var outlets []string
		for _, g := range b.Outlets {
			s := strings.Join(g.Names, ", ")
			if g.Of != "" {
				s += " (" + g.Of + ")"
			}
			outlets = append(outlets, s)
		}
		if b.More > 0 {
			outlets = append(outlets, fmt.Sprintf("%d more", b.More))
		}
		from := ""
		if len(outlets) > 0 {
			from = ": " + oneLine(strings.Join(outlets, "; "))
		}
		fmt.Fprintf(out, "  %s  %s  %s of %s%s\n", short(row.ID), oneLine(cmp.Or(row.Title, "untitled")), plural(row.Texts, "text"), plural(row.Articles, "article"), from)
		if b.Question != nil {
			fmt.Fprintf(out, "      %s, %s: %s\n", oneLine(b.Question.Text), b.Question.Status, oneLine(b.Line))
		}
	}
	more(out, len(rows)-maxNewStories, "'sayso stories' lists them")
	return nil
}

// tellArticles lists new articles by outlet, and those with a new version.
func (n *news) tellArticles(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	outlets := map[string][]string{}
	var order, changed []string
	fresh, left := 0, 0
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return led.Articles(ctx, sayso.ArticleQuery{Since: n.from, Paging: pg})
	}, func(r sayso.ArticleRow) error {
		isNew, concerned := n.articles[r.ID]
		switch line := fmt.Sprintf("  %s  %s  %s", short(r.ID), cmp.Or(day(r.Published), "undated   "), oneLine(cmp.Or(r.Title, r.Lead))); {
		case !concerned:
		case !isNew && len(changed) == maxNews || isNew && fresh == maxNews:
			left++
		case isNew:
			o := outletOf(&r)
			if outlets[o] == nil {
				order = append(order, o)
			}
			outlets[o] = append(outlets[o], line)
			fresh++
		default:
			changed = append(changed, line+"  ("+outletOf(&r)+")")
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range order {
		fmt.Fprintf(out, "\n%s: %s\n%s\n", o, plural(len(outlets[o]), "new article"), strings.Join(outlets[o], "\n"))
	}
	if len(changed) > 0 {
		fmt.Fprintf(out, "\nnew versions\n%s\n", strings.Join(changed, "\n"))
	}
	more(out, left, "'sayso articles --since' lists them")
	return nil
}

// tellDenials lists denials of versions that are new.
func (n *news) tellDenials(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	begun, lines, left := false, 0, 0
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
		return led.Claims(ctx, sayso.ClaimQuery{Stance: sayso.Denies, Since: n.from, Paging: pg})
	}, func(r sayso.ClaimRow) error {
		switch {
		case !n.versions[r.Version]:
		case lines == maxNews:
			left++
		default:
			heading(out, &begun, "denials")
			fmt.Fprintf(out, "  %s: %s  (%s, %s)\n", oneLine(speakers(&r)), oneLine(r.ContentText), outletOf(&r.Article), short(r.Article.ID))
			lines++
		}
		return nil
	})
	more(out, left, "'sayso claims --stance denies --since' lists them")
	return err
}

// tellQuestions lists the questions on which answers differ that are new or have
// changed.
func (n *news) tellQuestions(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	begun, lines, left := false, 0, 0
	for _, id := range n.asked {
		if lines == maxNews {
			left++
			continue
		}
		q, err := led.Question(ctx, id)
		if sayso.KindOf(err) == sayso.NotFound || err == nil && q.Status == sayso.StandAgreed {
			continue // gone since, or nothing to look at
		}
		if err != nil {
			return err
		}
		heading(out, &begun, "disputes")
		how := "new"
		if n.again[id] {
			how = "changed"
		}
		sides := make([]string, len(q.Answers))
		for i := range q.Answers {
			a := &q.Answers[i]
			sides[i] = oneLine(a.Text) + " (" + oneLine(cmp.Or(a.Statements[0].Name, "nobody named")) + ")"
		}
		fmt.Fprintf(out, "  %s  %s  %s, %s: %s\n", short(q.ID), oneLine(q.Text), q.Status, how, strings.Join(sides, "; "))
		lines++
	}
	more(out, left, "'sayso disputes --since' lists them")
	return nil
}

// tellEvents lists events that are new, told by more, or changed.
func (n *news) tellEvents(ctx context.Context, led sayso.Ledger, out *bufio.Writer) error {
	begun := false
	for _, id := range n.events[:min(len(n.events), maxNews)] {
		r, err := led.Event(ctx, id)
		if sayso.KindOf(err) == sayso.NotFound {
			continue // gone since
		}
		if err != nil {
			return err
		}
		heading(out, &begun, "events")
		fmt.Fprintf(out, "  %s  %s  %s, %s: %s (%s)\n", r.ID, cmp.Or(r.Day, "no day"), act(r.Type, r.Mode), r.Status, oneLine(sides(r.Actors, r.Targets)), n.how[id])
	}
	more(out, len(n.events)-maxNews, "'sayso events --since' lists them")
	return nil
}
