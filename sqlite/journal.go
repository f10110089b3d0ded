package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// The journal is written by whoever writes what it tells, in the same
// transaction: see journaling.go. One row holds all entries of a version that
// comes in, so that a thousand claims cost no thousand rows.

// journalRow is one row of the journal.
type journalRow struct {
	n, at            int64
	kind             sayso.EntryKind
	article, version string // lasting; empty for none
	about            string
	ids              []string
}

// heads are the entries that a row of a kind stands for besides one for each
// of its ids.
func heads(kind sayso.EntryKind) []sayso.EntryKind {
	switch kind {
	case sayso.ArticleEntry:
		return []sayso.EntryKind{sayso.ArticleEntry, sayso.VersionEntry}
	case sayso.VersionEntry:
		return []sayso.EntryKind{sayso.VersionEntry}
	}
	return nil
}

// entries counts the entries of a row.
func entries(kind sayso.EntryKind, ids int) int {
	switch kind {
	case sayso.ArticleEntry, sayso.VersionEntry, sayso.ClaimEntry, sayso.ClaimChangedEntry, sayso.ClaimGoneEntry:
		return len(heads(kind)) + ids
	}
	return 1
}

// expand makes the entries of a row.
func (r *journalRow) expand() []sayso.Entry {
	count := entries(r.kind, len(r.ids))
	all := sayso.Entry{At: time.UnixMilli(r.at).UTC(), Kind: r.kind, Article: sayso.ArticleID(r.article), Version: sayso.VersionID(r.version)}
	var out []sayso.Entry
	add := func(e sayso.Entry) {
		e.N = r.n - int64(count) + int64(len(out)) + 1
		out = append(out, e)
	}
	switch r.kind {
	case sayso.ArticleEntry, sayso.VersionEntry, sayso.ClaimEntry, sayso.ClaimChangedEntry, sayso.ClaimGoneEntry:
		each := r.kind
		for _, kind := range heads(r.kind) {
			e := all
			e.Kind, each = kind, sayso.ClaimEntry
			if kind == sayso.ArticleEntry {
				e.Version = ""
			}
			add(e)
		}
		for _, id := range r.ids {
			e := all
			e.Kind, e.Claim = each, sayso.ClaimID(id)
			add(e)
		}
		return out
	case sayso.StoryEntry, sayso.StoryChangedEntry:
		all.Story = sayso.StoryID(r.about)
	case sayso.EventEntry, sayso.EventJoinedEntry, sayso.EventChangedEntry, sayso.EventGoneEntry:
		all.Event, all.Mention = sayso.EventID(r.about), sayso.EventID(strings.Join(r.ids, " "))
	case sayso.QuestionEntry, sayso.QuestionChangedEntry, sayso.QuestionGoneEntry:
		all.Question = sayso.QuestionID(r.about)
	case sayso.CorrectionEntry, sayso.IdentityEntry, sayso.RegroupingEntry, sayso.PartingEntry, sayso.WeighingEntry, sayso.DisowningEntry:
		r.judged(&all)
	case sayso.DossierEntry:
		all.Dossier = sayso.DossierID(r.about)
	case sayso.MarkEntry:
		r.marked(&all)
	}
	add(all)
	return out
}

// judged fills the entry of a judgement.
func (r *journalRow) judged(e *sayso.Entry) {
	switch r.kind {
	case sayso.CorrectionEntry:
		e.Claim = sayso.ClaimID(r.about)
	case sayso.IdentityEntry:
		e.Actor = sayso.ActorID(r.about)
	case sayso.WeighingEntry:
		if !strings.HasPrefix(r.about, "ar") {
			e.Claim = sayso.ClaimID(r.about)
		}
	case sayso.PartingEntry:
		e.Mention = sayso.EventID(r.about)
	}
	e.Judgement, _ = strconv.ParseInt(strings.Join(r.ids, ""), 10, 64) // the ledger wrote it
}

// marked fills the entry of a mark.
func (r *journalRow) marked(e *sayso.Entry) {
	switch r.about[:min(2, len(r.about))] {
	case "ar":
		article, _, _ := strings.Cut(r.about, ":")
		e.Article = sayso.ArticleID(article)
	case "ve":
		e.Version = sayso.VersionID(r.about)
	case "cl":
		e.Claim = sayso.ClaimID(r.about)
	case "ac":
		e.Actor = sayso.ActorID(r.about)
	case "ev", "em":
		e.Event = sayso.EventID(r.about)
	case "st":
		e.Story = sayso.StoryID(r.about)
	case "qu":
		e.Question = sayso.QuestionID(r.about)
	}
}

// JournalAfter implements sayso.Journal. Of a row that it has begun it may skip
// entries, so what it holds is one page and the entries of one version.
func (l *Ledger) JournalAfter(ctx context.Context, after int64, limit int) ([]sayso.Entry, error) {
	limit, err := ledger.PageSize(sayso.Paging{Limit: limit})
	if err != nil {
		return nil, err
	}
	var out []sayso.Entry
	err = l.view(ctx, "read journal", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT j.n, j.at, j.kind, coalesce(a.id, ''), coalesce(v.id, ''), j.about, j.ids FROM journal j
			LEFT JOIN article a ON a.n = j.article LEFT JOIN version v ON v.n = j.version WHERE j.n > ? ORDER BY j.n LIMIT ?`, after, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() && len(out) < limit {
			var r journalRow
			var ids string
			if err := rows.Scan(&r.n, &r.at, (*string)(&r.kind), &r.article, &r.version, &r.about, &ids); err != nil {
				return err
			}
			r.ids = strings.Fields(ids)
			for _, e := range r.expand() {
				if e.N > after && len(out) < limit {
					out = append(out, e)
				}
			}
		}
		return rows.Err()
	})
	return out, err
}

// JournalEnd implements sayso.Journal.
func (l *Ledger) JournalEnd(ctx context.Context) (int64, error) {
	var n int64
	err := l.read.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM journal`).Scan(&n)
	return n, fail("read journal", l.path, err)
}

// JournalBefore implements sayso.Journal.
func (l *Ledger) JournalBefore(ctx context.Context, t time.Time) (int64, error) {
	var n int64
	err := l.view(ctx, "read journal", l.path, func(tx *sql.Tx) error {
		var kind, ids string
		at := t.UnixMilli()
		if t.After(time.UnixMilli(at)) {
			at++ // times are kept to the millisecond
		}
		err := tx.QueryRowContext(ctx, `SELECT n, kind, ids FROM journal WHERE at >= ? ORDER BY at, n LIMIT 1`, at).Scan(&n, &kind, &ids)
		if errors.Is(err, sql.ErrNoRows) {
			return tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM journal`).Scan(&n)
		}
		n -= int64(entries(sayso.EntryKind(kind), len(strings.Fields(ids))))
		return err
	})
	return n, err
}

// Look implements sayso.Journal.
func (l *Ledger) Look(ctx context.Context, who string, n int64) error {
	if len(who) > sayso.MaxAuthor {
		return sayso.Errorf("remember look", who, sayso.Invalid, "the name is longer than %d bytes (MaxAuthor)", sayso.MaxAuthor)
	}
	_, err := l.exec(ctx, `INSERT INTO look (who, n) VALUES (?1, ?2) ON CONFLICT (who) DO UPDATE SET n = ?2`, who, n)
	return fail("remember look", l.path, err)
}

// Looked implements sayso.Journal.
func (l *Ledger) Looked(ctx context.Context, who string) (int64, error) {
	var n int64
	_, err := found(l.read.QueryRowContext(ctx, `SELECT n FROM look WHERE who = ?`, who).Scan(&n))
	return n, fail("read look", l.path, err)
}
