package check

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"sayso"
)

// Finding what a statement may come from
//
// A statement that was altered shares no whole phrase with what it comes from, and
// most of its short ones. So the ledger is asked for claims with any of some runs of
// three words, then with two words of content side by side, and the claims that come
// are held against the statement word by word. Where no claim is near, articles are
// asked in the same way, since words may stand in an article that no claim was made
// of; and, for reported speech alone, claims that say like things.

const (
	// looked is how many claims are held against a statement, opened how many
	// articles are read whole for it.
	looked = 60
	opened = 3
	// near is how alike a statement and words of the ledger are at least that are
	// taken for the same: half of the words.
	near = 0.5
	// maxRuns is how many runs of words are asked for at a time.
	maxRuns = 14
	// brief is how many words a statement has that is asked for by runs of two.
	brief = 12
	// maxWord is how many bytes a word has at most that is asked for.
	maxWord = 60
	// likely is the likeness from which reported speech says what a claim says.
	likely = 0.6
)

// candidate is words of the ledger that a statement may come from.
type candidate struct {
	row     *sayso.ClaimRow // nil where no claim was made of the words
	rec     *sayso.Record   // the version that the words stand in; nil until it is needed
	article sayso.ArticleRow
	version sayso.VersionID
	text    string // what m counts in
	words   []word // of text
	m       match
}

// candidates lists what a statement may come from, the nearest first.
func (c *checking) candidates(ctx context.Context, s *statement) ([]*candidate, error) {
	var out []*candidate
	for _, query := range []string{runs(s.words, s.text), pairs(s.words, s.text)} {
		if query == "" {
			continue
		}
		page, err := c.Ledger.Claims(ctx, sayso.ClaimQuery{Words: query, AllVersions: true, Paging: sayso.Paging{Limit: looked}})
		if err != nil {
			return nil, err
		}
		for i := range page.Items {
			out = append(out, hold(s, &page.Items[i]))
		}
		if nearest(out); len(out) > 0 && out[0].m.alike() >= near {
			break
		}
	}
	if len(out) > 0 && out[0].m.cost == 0 {
		return out, nil
	}
	return c.whole(ctx, s, out)
}

// hold holds a statement against a claim.
func hold(s *statement, r *sayso.ClaimRow) *candidate {
	x := &candidate{row: r, article: r.Article, version: r.Version, text: r.ContentText}
	x.words = split(x.text, false)
	if !s.quoted {
		x.words = told(x.words)
	}
	x.m = align(s.words, x.words)
	return x
}

// nearest sorts candidates: those that differ least first, then the earliest.
func nearest(cs []*candidate) {
	slices.SortStableFunc(cs, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(b.m.alike(), a.m.alike()), a.article.Published.Compare(b.article.Published.Time), cmp.Compare(a.article.ID, b.article.ID))
	})
}

// whole holds a statement against the whole text of the articles that are nearest: a
// quotation may go over several claims, or stand where none was found.
func (c *checking) whole(ctx context.Context, s *statement, out []*candidate) ([]*candidate, error) {
	var versions []sayso.VersionID
	add := func(v sayso.VersionID) {
		if len(versions) < opened && !slices.Contains(versions, v) {
			versions = append(versions, v)
		}
	}
	for _, x := range out {
		if x.m.alike() >= near/2 {
			add(x.version)
		}
	}
	if query := runs(s.words, s.text); len(versions) < opened && query != "" {
		page, err := c.Ledger.Articles(ctx, sayso.ArticleQuery{Words: query, Paging: sayso.Paging{Limit: opened}})
		if err != nil {
			return nil, err
		}
		for _, a := range page.Items {
			add(a.Version)
		}
	}
	for _, v := range versions {
		rec, err := c.record(ctx, v)
		if err != nil {
			return nil, err
		}
		x := &candidate{rec: rec, version: v, text: rec.Article.Text, words: c.wordsOf(rec)}
		if x.m = align(s.words, x.words); x.m.alike() < near {
			continue
		}
		if err := c.place(ctx, x); err != nil {
			return nil, err
		}
		// What a claim says is a better answer than the same words of its article.
		if i := slices.IndexFunc(out, func(o *candidate) bool {
			return o.row != nil && x.row != nil && o.row.ID == x.row.ID && o.m.cost <= x.m.cost
		}); i < 0 {
			out = append(out, x)
		}
	}
	nearest(out)
	return out, nil
}

// place finds the claim that the words of a candidate stand in, and its article.
func (c *checking) place(ctx context.Context, x *candidate) error {
	best := 0
	var in sayso.ClaimID
	for i := range x.rec.Analysis.Claims {
		cl := &x.rec.Analysis.Claims[i]
		n := 0
		for _, p := range cl.Content {
			n += max(0, min(p.End, x.m.at.End)-max(p.Start, x.m.at.Start))
		}
		if n > best {
			best, in = n, x.rec.ClaimIDs[cl.ID]
		}
	}
	if in != "" && 2*best >= x.m.at.Len() {
		row, err := c.Ledger.Claim(ctx, in)
		if err == nil {
			x.row, x.article = row, row.Article
			return nil
		}
		if sayso.KindOf(err) != sayso.NotFound {
			return err
		}
	}
	a := &x.rec.Article
	x.article = sayso.ArticleRow{ID: a.ID, Version: x.version, Key: a.Key, Path: a.Path, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Published: a.Published, Language: a.Language}
	return nil
}

// inOtherWords finds the claim of the same speaker that says what a statement says;
// nil for none.
func (c *checking) inOtherWords(ctx context.Context, s *statement) (*candidate, error) {
	if c.Like == nil || s.quoted {
		return nil, nil
	}
	v, err := c.Like(ctx, s.spans.In(s.text))
	if err != nil || v == nil {
		return nil, err
	}
	page, err := c.Ledger.Claims(ctx, sayso.ClaimQuery{Like: v, Paging: sayso.Paging{Limit: looked / 4}})
	if err != nil {
		return nil, err
	}
	for i := range page.Items {
		r := &page.Items[i]
		if who := ledgerSpeaker(nil, r); r.Likeness >= likely && !another(&s.who, &who) && s.claim != nil && (s.claim.Stance.Group() == sayso.DeniesGroup) == (r.Stance.Group() == sayso.DeniesGroup) {
			return hold(s, r), nil
		}
	}
	return nil, nil
}

// runs asks for any of the runs of three words of a statement that hold a word of
// content; of short statements, for runs of two.
func runs(ws []word, text string) string {
	size, step := 3, 3
	if count(ws) < brief {
		size, step = 2, 1
	}
	var all []string
	for i := 0; i+size <= len(ws); i += step {
		if phrase := phrase(ws[i:i+size], text); phrase != "" {
			all = append(all, phrase)
		}
	}
	return anyOf(all)
}

// phrase is words in quotation marks, as a search string takes them; "" where a gap
// is among them, or no word of content.
func phrase(ws []word, text string) string {
	content := false
	var parts []string
	for _, w := range ws {
		raw := unbracketed.Replace(w.span.In(text))
		if w.gap || len(raw) > maxWord || strings.IndexFunc(raw, inWord) < 0 {
			return ""
		}
		content = content || !small[w.key]
		parts = append(parts, raw)
	}
	if !content {
		return ""
	}
	return `"` + strings.Join(parts, " ") + `"`
}

var unbracketed = strings.NewReplacer("[", "", "]", "", `"`, " ")

// pairs asks for any two words of content that stand near each other, so that one
// word put in between does not hide them.
func pairs(ws []word, text string) string {
	var content []word
	for _, w := range ws {
		if !w.gap && !small[w.key] && phrase([]word{w}, text) != "" {
			content = append(content, w)
		}
	}
	var all []string
	for i := range content {
		for k := i + 1; k < min(i+3, len(content)); k++ {
			all = append(all, "("+phrase(content[i:i+1], text)+" "+phrase(content[k:k+1], text)+")")
		}
	}
	if len(all) == 0 && len(content) == 1 {
		all = append(all, phrase(content, text))
	}
	return anyOf(all)
}

// anyOf asks for one of several things, of many for some that are spread evenly.
func anyOf(all []string) string {
	if len(all) > maxRuns {
		var some []string
		for i := range maxRuns {
			some = append(some, all[i*len(all)/maxRuns])
		}
		all = some
	}
	return strings.Join(all, " OR ")
}
