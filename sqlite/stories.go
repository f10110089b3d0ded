package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

const storyColumns = `p.lead, s.title, s.first, s.last, s.articles, s.texts`

func scanStory(scan func(...any) error, r *sayso.StoryRow, more ...any) error {
	var first, last string
	err := scan(append([]any{(*string)(&r.ID), &r.Title, &first, &last, &r.Articles, &r.Texts}, more...)...)
	if err == nil {
		r.First, err = sayso.ParseDate(first)
	}
	if err == nil {
		r.Last, err = sayso.ParseDate(last)
	}
	return err
}

// Stories implements sayso.StoryLedger.
func (l *Ledger) Stories(ctx context.Context, q sayso.StoryQuery) (sayso.Page[sayso.StoryRow], error) {
	var page sayso.Page[sayso.StoryRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("stories %+v", plain))
	after, err := readToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	s := &selection{from: `story s INDEXED BY story_listing CROSS JOIN placed p ON p.article = s.n`}
	if !q.From.IsZero() {
		s.and(`s.at >= ?`, ceilUnix(q.From))
	}
	if !q.To.IsZero() {
		s.and(`s.since < ? AND s.first <> ''`, ceilUnix(q.To))
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		// The bounds of a story may hold the time while none of its articles
		// stands in it.
		in := &selection{from: `placed q`}
		in.and(`q.story = s.n AND q.published <> ''`)
		in.between(`q.at`, q.From, q.To)
		s.and(`EXISTS (`+in.statement(`SELECT 1`, ``)+`)`, in.args...)
	}
	if !q.Since.IsZero() {
		s.and(`s.n IN (SELECT r.story FROM version v CROSS JOIN placed r ON r.article = v.article WHERE v.newest = 1 AND v.first_read >= ? AND r.version <> '')`, q.Since.UnixMilli())
	}
	if after != nil {
		s.and(`(s.at, s.n) < (?, ?)`, after[0], after[1])
	}
	err = l.view(ctx, "list stories", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, s.statement(`SELECT `+storyColumns+`, s.at, s.n`, `ORDER BY s.at DESC, s.n DESC LIMIT ?`), append(s.args, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last [2]int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last[:]...)
				break
			}
			var r sayso.StoryRow
			if err := scanStory(rows.Scan, &r, &last[0], &last[1]); err != nil {
				return err
			}
			page.Items = append(page.Items, r)
		}
		return rows.Err()
	})
	return page, err
}

// Story implements sayso.StoryLedger.
func (l *Ledger) Story(ctx context.Context, id sayso.StoryID) (*sayso.StoryRecord, error) {
	r := new(sayso.StoryRecord)
	err := l.view(ctx, "show story", string(id), func(tx *sql.Tx) error {
		n, err := storyOf(ctx, tx, id)
		if err != nil {
			return err
		}
		row := tx.QueryRowContext(ctx, `SELECT `+storyColumns+` FROM story s JOIN placed p ON p.article = s.n WHERE s.n = ?`, n)
		if err := scanStory(row.Scan, &r.StoryRow); err != nil {
			return err
		}
		if err := storyMembers(ctx, tx, n, r); err != nil {
			return err
		}
		in := make(map[sayso.ArticleID]bool, len(r.Members))
		for i := range r.Members {
			in[r.Members[i].Article.ID] = true
		}
		said, err := regroupings(ctx, tx, `ORDER BY n DESC`)
		r.Said = slices.DeleteFunc(said, func(x sayso.Regrouping) bool { return !in[x.Article] && !in[x.Into] })
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// shortestStory is how many letters of a story's identifier must be given.
const shortestStory = 6

// storyOf finds a story by an identifier or the beginning of one.
func storyOf(ctx context.Context, tx *sql.Tx, id sayso.StoryID) (int64, error) {
	if len(id) < shortestStory || strings.Trim(string(id), "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		return 0, sql.ErrNoRows
	}
	ns, err := numbers(tx.QueryContext(ctx, `SELECT DISTINCT story FROM placed WHERE lead >= ?1 AND lead < ?1 || '~' AND version <> '' LIMIT 2`, string(id)))
	switch {
	case err != nil:
		return 0, err
	case len(ns) == 0:
		return 0, sql.ErrNoRows
	case len(ns) > 1:
		return 0, sayso.Errorf("show story", string(id), sayso.Invalid, "several stories begin so").Advise("give more letters")
	}
	return ns[0], nil
}

func storyMembers(ctx context.Context, tx *sql.Tx, n int64, r *sayso.StoryRecord) error {
	rows, err := tx.QueryContext(ctx, `SELECT p.links, t.id, `+articleColumns+` FROM placed p CROSS JOIN article t ON t.n = p.text
		CROSS JOIN article a ON a.n = p.article CROSS JOIN version v ON v.n = a.newest LEFT JOIN outlet o ON o.n = v.outlet
		WHERE p.story = ? AND p.version <> '' ORDER BY p.at, a.id`, n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var m sayso.StoryMember
		var links string
		a := articleScan{row: &m.Article}
		if err := rows.Scan(append([]any{&links, (*string)(&m.Text)}, a.targets()...)...); err != nil {
			return err
		}
		if err := a.finish(); err != nil {
			return err
		}
		p := sayso.Placement{Article: m.Article.ID}
		if err := readLinks(links, &p); err != nil {
			return err
		}
		m.Links = p.Links
		r.Members = append(r.Members, m)
	}
	return rows.Err()
}
