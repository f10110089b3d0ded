package story

import (
	"cmp"
	"context"
	"slices"

	"sayso"
	"sayso/internal/story/index"
	"sayso/internal/story/lineage"
)

// How stories come about
//
// Every article hangs on one that comes before it, by date: the one that it is
// most like, if it is like any enough. So articles are trees, and a tree is a
// story. Besides, each article is joined to the earlier ones whose text it
// shares. How like two articles are depends on the two alone: words are weighed
// by a table that the program carries, and not by what else was read. So which
// article hangs on which is a function of the articles, whatever the order in
// which they come:
//
//	parent(y) = the x before y for which like(x, y) is greatest, if ≥ Join
//
// An article that comes late is held against those before it, to find what it
// hangs on, and against those after it, to find what should hang on it now.
// Nothing else can change. A new version of an article is the old one taken
// out and the new one put in; what hung on the old one looks again.
//
// A story may drift over weeks, each article near to the last ones, and a
// bridge between two stories joins only one of them: two trees never grow
// together by one article that is a little like both. They do where a text is
// a copy of texts in both, and where an analyst says so.
//
// Cost: one search of the index for each article, and an alignment for each
// text that it may share; one more search for each article that hung on an
// earlier version.

const (
	// maxCopies is to how many earlier copies an article is linked: those that
	// share most fingerprints. The first of a hundred reprints is found by way
	// of the others.
	maxCopies = 4
	// maxAlign is how many texts an article is aligned with on either side.
	maxAlign = 32
	// maxWords is how many words a link shows.
	maxWords = 5
)

// shelf is where a placer finds articles and what is known of them.
type shelf interface {
	Text(ctx context.Context, id sayso.ArticleID) (*sayso.Article, sayso.VersionID, error)
	Placement(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error)
}

// placer places some articles in an index, and gathers which placements come
// of it. It is used once.
type placer struct {
	shelf shelf
	index *index.Index
	// changed are placements that differ from those of the shelf, in the order
	// that they came to differ.
	changed  []*sayso.Placement
	at       map[sayso.ArticleID]*sayso.Placement
	articles map[sayso.ArticleID]*sayso.Article
}

func newPlacer(s shelf, x *index.Index) *placer {
	return &placer{s, x, nil, make(map[sayso.ArticleID]*sayso.Placement), make(map[sayso.ArticleID]*sayso.Article)}
}

// article reads an article that is to be aligned.
func (p *placer) article(ctx context.Context, id sayso.ArticleID) (*sayso.Article, error) {
	if a := p.articles[id]; a != nil {
		return a, nil
	}
	a, _, err := p.shelf.Text(ctx, id)
	if err != nil {
		return nil, err
	}
	p.articles[id] = a
	return a, nil
}

// placement gives one that may be changed.
func (p *placer) placement(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	if x := p.at[id]; x != nil {
		return x, nil
	}
	x, err := p.shelf.Placement(ctx, id)
	if err != nil {
		return nil, err
	}
	p.at[id] = x
	p.changed = append(p.changed, x)
	return x, nil
}

// place takes in the newest version of an article.
func (p *placer) place(ctx context.Context, a *sayso.Article, version sayso.VersionID) error {
	p.articles[a.ID] = a
	sig := index.Sign(a)
	pl := p.at[a.ID]
	if pl == nil {
		pl = new(sayso.Placement)
		p.at[a.ID] = pl
		p.changed = append(p.changed, pl)
	}
	*pl = sayso.Placement{Article: a.ID, Version: version, Published: a.Dated(), Signature: sig.Pack()}
	var orphans []index.Place
	if old := p.index.Find(a.ID); old != index.None {
		orphans = p.index.HangOn(old)
	}
	at, err := p.index.Add(a.ID, a.Dated(), pl.Signature)
	if err != nil {
		return err
	}
	likes, shared, err := p.index.Near(at, pl.Signature)
	if err != nil {
		return err
	}
	if err := p.hang(ctx, at, pl, &sig, likes, shared); err != nil {
		return err
	}
	for _, y := range orphans {
		if err := p.again(ctx, y); err != nil {
			return err
		}
	}
	// Those that looked again have seen this article as it is now.
	after := func(y index.Place) bool { return p.index.Before(at, y) && !slices.Contains(orphans, y) }
	for _, l := range likes {
		if after(l.Place) && p.better(l, at) {
			if err := p.rehang(ctx, l, at, pl, &sig); err != nil {
				return err
			}
		}
	}
	n := 0
	for _, s := range ranked(p.index, shared) {
		if n < maxAlign && after(s.Place) && p.room(s, at) {
			n++
			if err := p.recopy(ctx, s, at, pl); err != nil {
				return err
			}
		}
	}
	return nil
}

// again finds anew what an article hangs on.
func (p *placer) again(ctx context.Context, y index.Place) error {
	pl, err := p.placement(ctx, p.index.Article(y))
	if err != nil {
		return err
	}
	a, err := p.article(ctx, pl.Article)
	if err != nil {
		return err
	}
	sig := index.Sign(a)
	likes, shared, err := p.index.Near(y, pl.Signature)
	if err != nil {
		return err
	}
	pl.Links = nil
	return p.hang(ctx, y, pl, &sig, likes, shared)
}

// hang links an article to what comes before it.
func (p *placer) hang(ctx context.Context, at index.Place, pl *sayso.Placement, sig *index.Signature, likes []index.Like, shared []index.Shared) error {
	var links []index.Link
	best := index.Like{Place: index.None}
	for _, l := range likes {
		if p.index.Before(l.Place, at) && (best.Place == index.None || p.closer(l, best)) {
			best = l
		}
	}
	if best.Place != index.None {
		words, err := p.words(pl, sig, best.Place)
		if err != nil {
			return err
		}
		pl.Links = append(pl.Links, sayso.StoryLink{Kind: sayso.LikeLink, To: p.index.Article(best.Place), Score: best.Score, Words: words})
		links = append(links, index.Link{Kind: sayso.LikeLink, To: best.Place, Score: best.Score})
	}
	tried, copies := 0, 0
	for _, s := range ranked(p.index, shared) {
		if !p.index.Before(s.Place, at) {
			continue
		}
		if tried++; tried > maxAlign || copies == maxCopies {
			break
		}
		link, ok, err := p.align(ctx, p.index.Article(s.Place), pl.Article, s.Common)
		if err != nil {
			return err
		}
		if ok {
			copies++
			pl.Links = append(pl.Links, link)
			links = append(links, index.Link{Kind: sayso.CopyLink, To: s.Place, Score: link.Score, Common: s.Common})
		}
	}
	p.index.SetLinks(at, links)
	return nil
}

// closer reports whether to hang on a rather than on b: on what is more like
// it, on the earlier of equals.
func (p *placer) closer(a, b index.Like) bool {
	return a.Score > b.Score || a.Score == b.Score && p.index.Before(a.Place, b.Place)
}

// better reports whether the article at l should hang on x rather than on what
// it hangs on.
func (p *placer) better(l index.Like, x index.Place) bool {
	for _, k := range p.index.Links(l.Place) {
		if k.Kind == sayso.LikeLink {
			return p.closer(index.Like{Place: x, Score: l.Score}, index.Like{Place: k.To, Score: k.Score})
		}
	}
	return true
}

// rehang hangs the article at l on x.
func (p *placer) rehang(ctx context.Context, l index.Like, x index.Place, pl *sayso.Placement, sig *index.Signature) error {
	y, err := p.placement(ctx, p.index.Article(l.Place))
	if err != nil {
		return err
	}
	words, err := p.words(pl, sig, l.Place)
	if err != nil {
		return err
	}
	isLike := func(k sayso.StoryLink) bool { return k.Kind == sayso.LikeLink }
	y.Links = slices.Insert(slices.DeleteFunc(y.Links, isLike), 0, sayso.StoryLink{Kind: sayso.LikeLink, To: pl.Article, Score: l.Score, Words: words})
	links := slices.DeleteFunc(slices.Clone(p.index.Links(l.Place)), func(k index.Link) bool { return k.Kind == sayso.LikeLink })
	p.index.SetLinks(l.Place, slices.Insert(links, 0, index.Link{Kind: sayso.LikeLink, To: x, Score: l.Score}))
	return nil
}

// words are those that weigh most in the likeness of two articles.
func (p *placer) words(pl *sayso.Placement, sig *index.Signature, other index.Place) ([]string, error) {
	both, err := p.index.Both(pl.Signature, other)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, i := range both[:min(len(both), maxWords)] {
		out = append(out, sig.Terms[i].Word)
	}
	return out, nil
}

// ranked puts articles that share fingerprints in order: most first, the
// earlier of equals.
func ranked(x *index.Index, shared []index.Shared) []index.Shared {
	slices.SortFunc(shared, func(a, b index.Shared) int {
		if a.Common != b.Common {
			return cmp.Compare(b.Common, a.Common)
		}
		if x.Before(a.Place, b.Place) {
			return -1
		}
		return 1
	})
	return shared
}

// room reports whether x, if it is a copy, is one of those that the article at
// s is linked to.
func (p *placer) room(s index.Shared, x index.Place) bool {
	worst, n := p.worst(s.Place)
	return n < maxCopies || ranked(p.index, []index.Shared{{Place: x, Common: s.Common}, worst})[0].Place == x
}

// worst is the copy of an article that ranks last, and how many it has.
func (p *placer) worst(y index.Place) (worst index.Shared, n int) {
	for _, k := range p.index.Links(y) {
		if k.Kind != sayso.CopyLink {
			continue
		}
		c := index.Shared{Place: k.To, Common: k.Common}
		if n == 0 || ranked(p.index, []index.Shared{c, worst})[0] == worst {
			worst = c
		}
		n++
	}
	return worst, n
}

// recopy links the article at s to x, where it is a copy of it.
func (p *placer) recopy(ctx context.Context, s index.Shared, x index.Place, pl *sayso.Placement) error {
	link, ok, err := p.align(ctx, pl.Article, p.index.Article(s.Place), s.Common)
	if err != nil || !ok {
		return err
	}
	y, err := p.placement(ctx, p.index.Article(s.Place))
	if err != nil {
		return err
	}
	links := slices.Clone(p.index.Links(s.Place))
	if worst, n := p.worst(s.Place); n == maxCopies {
		id := p.index.Article(worst.Place)
		y.Links = slices.DeleteFunc(y.Links, func(k sayso.StoryLink) bool { return k.Kind == sayso.CopyLink && k.To == id })
		links = slices.DeleteFunc(links, func(k index.Link) bool { return k.Kind == sayso.CopyLink && k.To == worst.Place })
	}
	// They stand as hang would have put them.
	i, added := 0, index.Shared{Place: x, Common: s.Common}
	for i < len(links) && (links[i].Kind == sayso.LikeLink || ranked(p.index, []index.Shared{added, {Place: links[i].To, Common: links[i].Common}})[0] != added) {
		i++
	}
	y.Links = slices.Insert(y.Links, i, link)
	p.index.SetLinks(s.Place, slices.Insert(links, i, index.Link{Kind: sayso.CopyLink, To: x, Score: link.Score, Common: s.Common}))
	return nil
}

// align holds two articles against each other, and gives the link by which the
// later one, if the two are copies, leads to the earlier one.
func (p *placer) align(ctx context.Context, earlier, later sayso.ArticleID, common int) (link sayso.StoryLink, copied bool, err error) {
	a, err := p.article(ctx, earlier)
	if err != nil {
		return link, false, err
	}
	b, err := p.article(ctx, later)
	if err != nil {
		return link, false, err
	}
	o := lineage.Compare(a.Text, b.Text)
	if !o.Copy() {
		return link, false, nil
	}
	link = sayso.StoryLink{Kind: sayso.CopyLink, To: earlier, Score: max(o.InA, o.InB), Here: o.InB, There: o.InA, Common: common}
	d := lineage.Direct(a, b)
	link.Why = d.Why
	switch d.From {
	case 1:
		link.Origin = earlier
	case 2:
		link.Origin = later
	}
	return link, true, nil
}
