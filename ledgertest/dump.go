package ledgertest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sayso"
)

// Dump writes all that a ledger answers, but for the times of first reading:
// two ledgers with the same content, however they came by it, give the same
// text.
func Dump(ctx context.Context, l sayso.Ledger) (string, error) {
	var b strings.Builder
	stats, err := l.Stats(ctx)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "stats %+v\n", stats)
	facets, err := l.Facets(ctx, sayso.ClaimQuery{})
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "facets %+v\n", facets)
	articles, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return l.Articles(ctx, sayso.ArticleQuery{Paging: p})
	})
	if err != nil {
		return "", err
	}
	for _, a := range articles {
		fmt.Fprintf(&b, "article %+v\n", a)
		if err := dumpVersions(ctx, &b, l, a.ID); err != nil {
			return "", err
		}
	}
	claims, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
		return l.Claims(ctx, sayso.ClaimQuery{AllVersions: true, Paging: p})
	})
	if err != nil {
		return "", err
	}
	for _, c := range claims {
		if c.Correction != nil {
			body, err := json.Marshal(c.Correction)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "corrected %s\n", body)
			c.Correction = nil // or its address would be written
		}
		fmt.Fprintf(&b, "claim %+v\n", c)
	}
	actors, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
		return l.Actors(ctx, sayso.ActorQuery{Paging: p})
	})
	if err != nil {
		return "", err
	}
	for _, a := range actors {
		fmt.Fprintf(&b, "actor %+v\n", a)
	}
	if err := dumpEvents(ctx, &b, l); err != nil {
		return "", err
	}
	if err := dumpStories(ctx, &b, l); err != nil {
		return "", err
	}
	questions, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Question], error) {
		return l.Questions(ctx, sayso.QuestionQuery{Paging: p})
	})
	if err != nil {
		return "", err
	}
	dumpQuestions(&b, questions)
	if err := dumpFollows(ctx, &b, l); err != nil {
		return "", err
	}
	if err := dumpDossiers(ctx, &b, l); err != nil {
		return "", err
	}
	return b.String(), nil
}

// dumpDossiers writes the dossiers and the marks of whoever uses the machine.
func dumpDossiers(ctx context.Context, b *strings.Builder, l sayso.Ledger) error {
	rows, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Dossier], error) { return l.Dossiers(ctx, "", p) })
	if err != nil {
		return err
	}
	for _, r := range rows {
		d, err := l.Dossier(ctx, r.ID)
		if err != nil {
			return err
		}
		d.Changed = d.Made // the clock says when
		fmt.Fprintf(b, "dossier %+v\n", *d)
	}
	marks, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Mark], error) {
		return l.Marked(ctx, sayso.MarkQuery{Paging: p})
	})
	for _, m := range marks {
		fmt.Fprintf(b, "mark %+v\n", m)
	}
	return err
}

// dumpFollows writes the follows of whoever uses the machine, with their items.
func dumpFollows(ctx context.Context, b *strings.Builder, l sayso.Ledger) error {
	rows, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.FollowRow], error) { return l.Follows(ctx, "", p) })
	if err != nil {
		return err
	}
	for _, r := range rows {
		fmt.Fprintf(b, "follow %+v\n", r)
		items, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.FollowItem], error) { return l.FollowItems(ctx, r.ID, p) })
		if err != nil {
			return err
		}
		for _, it := range items {
			fmt.Fprintf(b, "  item %+v\n", it)
		}
	}
	return nil
}

// dumpEvents writes events.
func dumpEvents(ctx context.Context, b *strings.Builder, l sayso.Ledger) error {
	events, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.EventRow], error) {
		return l.Events(ctx, sayso.EventQuery{Paging: p})
	})
	for _, e := range events {
		fmt.Fprintf(b, "event %+v\n", e)
	}
	return err
}

// dumpStories writes stories and what analysts said of them.
func dumpStories(ctx context.Context, b *strings.Builder, l sayso.Ledger) error {
	rows, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
		return l.Stories(ctx, sayso.StoryQuery{Paging: p})
	})
	if err != nil {
		return err
	}
	for _, row := range rows {
		r, err := l.Story(ctx, row.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "story %+v\n", row)
		for _, m := range r.Members {
			fmt.Fprintf(b, "  %s text %s links %+v\n", m.Article.ID, m.Text, m.Links)
		}
		for _, x := range r.Said {
			fmt.Fprintf(b, "  said %+v\n", x)
		}
	}
	return nil
}

func dumpVersions(ctx context.Context, b *strings.Builder, l sayso.Ledger, id sayso.ArticleID) error {
	versions, err := l.Versions(ctx, id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		r, err := l.Version(ctx, v.ID)
		if err != nil {
			return err
		}
		raw, err := l.Raw(ctx, v.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "version %s newest %t claims %d published %s\n", v.ID, r.Newest, v.Claims, v.Published)
		article, err := json.Marshal(r.Article)
		if err != nil {
			return err
		}
		analysis, err := json.Marshal(r.Analysis)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "  article %s\n  analysis %s\n  raw %s %q\n", article, analysis, raw.MediaType, raw.Bytes)
		for _, local := range slices.Sorted(maps.Keys(r.ClaimIDs)) {
			fmt.Fprintf(b, "  %s is %s\n", local, r.ClaimIDs[local])
		}
		for _, local := range slices.Sorted(maps.Keys(r.ActorIDs)) {
			fmt.Fprintf(b, "  %s is %s\n", local, r.ActorIDs[local])
		}
	}
	return nil
}

// All reads a list to its end.
func All[T any](p sayso.Paging, list func(sayso.Paging) (sayso.Page[T], error)) ([]T, error) {
	var out []T
	for {
		page, err := list(p)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Items...)
		if page.Next == "" {
			return out, nil
		}
		p.After = page.Next
	}
}

// sortedDump is a dump without the order of its lines, in which ledgers may
// differ that have read the same articles in different orders.
func sortedDump(dump string) string {
	lines := strings.Split(dump, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
