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
// Articles are taken in the order of their dates. Each one joins the story that
// it is most like, among those of the articles before it, if it is like that one
// enough; else it opens a story. How like it is to a story is the mean of how like
// it is to each article there, the nearest counting more: so one weak link joins
// nothing, a report that is near to the last ones alone does not let a story drift,
// and no story is longer than index.MaxDays. A copy of a text stands where the text
// stands. How like two articles are depends on the two alone: words are weighed by
// a table that the program carries, and not by what else was read.
//
// So where an article stands is a function of the articles before it by date,
// whatever the order in which they came. It hangs on the article of its story that
// it is most like; the tree of these links is the story:
//
//	home(y) = the story S of articles before y for which like(y, S) is greatest, if ≥ Join
//
// An article that comes late may change where later ones belong: those that are
// like any article of the story that it joins. They look again, in the order of
// their dates, and whichever then moves makes others look in turn: those like any
// article of the stories that it left or joined. As each look takes in earlier
// articles alone, this ends, and gives what reading all in order would have given. A
// new version of an article is the old one taken out and the new one put in.
//
// Cost: one search of the index for each article, and an alignment for each
// text that it may share. For one that comes late, a search for each article of
// its story, and one for each article that looks again.

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
	// waiting are articles that look again where they belong, by date.
	waiting *queue
	// changed are placements that differ from those of the shelf, in the order
	// that they came to differ.
	changed  []*sayso.Placement
	at       map[sayso.ArticleID]*sayso.Placement
	read     map[sayso.ArticleID]*sayso.Placement // not changed
	articles map[sayso.ArticleID]*sayso.Article
}

func newPlacer(s shelf, x *index.Index) *placer {
	return &placer{shelf: s, index: x, waiting: newQueue(x), at: make(map[sayso.ArticleID]*sayso.Placement), read: make(map[sayso.ArticleID]*sayso.Placement), articles: make(map[sayso.ArticleID]*sayso.Article)}
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

// look gives a placement that is not to be changed.
func (p *placer) look(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	if x := cmp.Or(p.at[id], p.read[id]); x != nil {
		return x, nil
	}
	x, err := p.shelf.Placement(ctx, id)
	if err != nil {
		return nil, err
	}
	p.read[id] = x
	return x, nil
}

// placement gives one that may be changed.
func (p *placer) placement(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	x, err := p.look(ctx, id)
	if err == nil && p.at[id] == nil {
		p.at[id] = x
		p.changed = append(p.changed, x)
	}
	return x, err
}

// search compares an article to all others.
func (p *placer) search(ctx context.Context, y index.Place) error {
	pl, err := p.look(ctx, p.index.Article(y))
	if err != nil {
		return err
	}
	return p.index.Search(pl.Signature)
}

// place takes in the newest version of an article.
func (p *placer) place(ctx context.Context, a *sayso.Article, version sayso.VersionID) error {
	var copies []index.Place // whose copies are to be found
	if old := p.index.Find(a.ID); old != index.None {
		copies = p.index.CopiesOf(old)
		if err := p.wait(ctx, old, p.index.Story(old)); err != nil {
			return err
		}
		p.waiting.add(copies...)
	}
	p.articles[a.ID] = a
	sig := index.Sign(a)
	pl := p.at[a.ID]
	if pl == nil {
		pl = new(sayso.Placement)
		p.at[a.ID] = pl
		p.changed = append(p.changed, pl)
	}
	*pl = sayso.Placement{Article: a.ID, Version: version, Published: a.Dated(), Signature: sig.Pack()}
	at, err := p.index.Add(a.ID, a.Dated(), pl.Signature)
	if err != nil {
		return err
	}
	if err := p.index.Search(pl.Signature); err != nil {
		return err
	}
	shared := p.index.Shared(at)
	copies = append(copies, at)
	for _, y := range copies {
		if err := p.copies(ctx, y); err != nil {
			return err
		}
	}
	n := 0
	for _, s := range ranked(p.index, shared) {
		// Those that look for their copies have seen this article as it is now.
		if n < maxAlign && p.index.Before(at, s.Place) && !slices.Contains(copies, s.Place) && p.room(s, at) {
			n++
			if err := p.recopy(ctx, s, at, pl); err != nil {
				return err
			}
		}
	}
	p.waiting.add(at)
	return p.settle(ctx, at)
}

// settle lets each waiting article look where it belongs, the earliest first. fresh
// is the one that nobody knew before.
func (p *placer) settle(ctx context.Context, fresh index.Place) error {
	for p.waiting.Len() > 0 {
		y := p.waiting.next()
		if p.index.Gone(y) {
			continue
		}
		home, err := p.home(ctx, y)
		if err != nil {
			return err
		}
		was, left := p.index.Hangs(y), p.index.Story(y)
		p.index.Move(y, home)
		if was != home || y == fresh {
			if err := p.hang(ctx, y, home); err != nil {
				return err
			}
		}
		if now := p.index.Story(y); now != left || y == fresh {
			if err := p.wait(ctx, y, left, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// home finds what an article hangs on: a text that it is a copy of, else what is
// nearest to it in the story that it belongs to.
func (p *placer) home(ctx context.Context, y index.Place) (index.Hang, error) {
	for _, c := range p.index.Copies(y) {
		if p.index.Within(y, c.To) {
			return index.Hang{On: c.To, Score: 1}, nil
		}
	}
	if err := p.search(ctx, y); err != nil {
		return index.Hang{}, err
	}
	return p.index.Home(y), nil
}

// wait lets those articles after y look again that are like an article of one of
// some stories, or copies of one.
func (p *placer) wait(ctx context.Context, y index.Place, stories ...index.Place) error {
	if p.index.Last(y) {
		return nil
	}
	slices.Sort(stories)
	for _, s := range slices.Compact(stories) {
		for _, m := range slices.Clone(p.index.Members(s)) {
			if err := p.search(ctx, m); err != nil {
				return err
			}
			p.waiting.add(p.index.Alike(m, y)...)
			for _, c := range p.index.CopiesOf(m) {
				if p.index.Before(y, c) {
					p.waiting.add(c)
				}
			}
		}
	}
	return nil
}

// hang writes down what an article hangs on.
func (p *placer) hang(ctx context.Context, y index.Place, h index.Hang) error {
	pl, err := p.placement(ctx, p.index.Article(y))
	if err != nil {
		return err
	}
	pl.Links = slices.DeleteFunc(pl.Links, func(k sayso.StoryLink) bool { return k.Kind == sayso.LikeLink })
	if h.On == index.None {
		return nil
	}
	words, err := p.index.Both(pl.Signature, h.On, maxWords)
	if err != nil {
		return err
	}
	pl.Links = slices.Insert(pl.Links, 0, sayso.StoryLink{Kind: sayso.LikeLink, To: p.index.Article(h.On), Score: h.Score, Words: words})
	return nil
}

// copies finds anew which texts before it an article is a copy of.
func (p *placer) copies(ctx context.Context, y index.Place) error {
	if err := p.search(ctx, y); err != nil {
		return err
	}
	pl, err := p.placement(ctx, p.index.Article(y))
	if err != nil {
		return err
	}
	pl.Links = slices.DeleteFunc(pl.Links, func(k sayso.StoryLink) bool { return k.Kind == sayso.CopyLink })
	var copies []index.Copy
	tried := 0
	for _, s := range ranked(p.index, p.index.Shared(y)) {
		if !p.index.Before(s.Place, y) {
			continue
		}
		if tried++; tried > maxAlign || len(copies) == maxCopies {
			break
		}
		link, ok, err := p.align(ctx, p.index.Article(s.Place), pl.Article, s.Common)
		if err != nil {
			return err
		}
		if ok {
			pl.Links = append(pl.Links, link)
			copies = append(copies, index.Copy{To: s.Place, Common: s.Common})
		}
	}
	p.index.SetCopies(y, copies)
	return nil
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
	copies := p.index.Copies(y)
	if n = len(copies); n > 0 {
		worst = index.Shared{Place: copies[n-1].To, Common: copies[n-1].Common}
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
	p.waiting.add(s.Place)
	copies := slices.Clone(p.index.Copies(s.Place))
	if worst, n := p.worst(s.Place); n == maxCopies {
		id := p.index.Article(worst.Place)
		y.Links = slices.DeleteFunc(y.Links, func(k sayso.StoryLink) bool { return k.Kind == sayso.CopyLink && k.To == id })
		copies = copies[:n-1]
	}
	// They stand in the order in which copies would have put them.
	i, added := 0, index.Shared{Place: x, Common: s.Common}
	for i < len(copies) && ranked(p.index, []index.Shared{added, {Place: copies[i].To, Common: copies[i].Common}})[0] != added {
		i++
	}
	p.index.SetCopies(s.Place, slices.Insert(copies, i, index.Copy{To: x, Common: s.Common}))
	if len(y.Links) > 0 && y.Links[0].Kind == sayso.LikeLink {
		i++
	}
	y.Links = slices.Insert(y.Links, i, link)
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
	if !lineage.Copies(a, b, o) {
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
