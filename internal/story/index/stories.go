package index

import "slices"

// Hang is where an article stands: the earlier article of its story that it is
// most like, and how likely it belongs to the story.
type Hang struct {
	On    Place // None for the article that opens a story
	Score float64
}

var alone = Hang{On: None}

const (
	// Join is the least likeness, in thousandths, that puts an article into a
	// story: odds of more than four to one.
	Join = 1500
	// nearest is how much the nearest article of a story weighs in how like an
	// article is to the story; the mean of all of them weighs the rest.
	nearest = 0.3
	// MaxDays is how many days lie at most between two articles of one story. What
	// is told again after that is another happening of the same topic.
	MaxDays = 120
	// minCosine is the least cosine of two articles that are held against each
	// other: of those below it none is like enough.
	minCosine = 0.05
)

// Hangs is where an article stands.
func (x *Index) Hangs(p Place) Hang { return x.docs[p].hangs }

// Story is the first article of the story in which an article stands.
func (x *Index) Story(p Place) Place { return x.docs[p].story }

// Members are the articles of the story that a first article names, in no order.
func (x *Index) Members(story Place) []Place { return x.members[story] }

// Move puts an article where it stands now: in the story of what it hangs on, or
// at the head of one.
func (x *Index) Move(p Place, h Hang) {
	x.leave(p)
	x.docs[p].hangs = h
	if x.docs[p].story = p; h.On != None {
		x.docs[p].story = x.docs[h.On].story
	}
	s := x.docs[p].story
	x.members[s] = append(x.members[s], p)
}

// leave takes an article out of the members of its story.
func (x *Index) leave(p Place) {
	s := x.docs[p].story
	left := slices.DeleteFunc(x.members[s], func(m Place) bool { return m == p })
	if x.members[s] = left; len(left) == 0 {
		delete(x.members, s)
	}
}

// SetHang keeps what an article hangs on as a ledger has it; Settle then says
// which stories that makes.
func (x *Index) SetHang(p Place, h Hang) { x.docs[p].hangs = h }

// Settle works the stories out from what each article hangs on. What hangs on an
// article that was taken out opens a story, unless it has come back.
func (x *Index) Settle() {
	clear(x.members)
	known := make([]bool, len(x.docs))
	for i := range x.docs {
		if !x.docs[i].gone {
			x.settle(Place(i), known)
		}
	}
}

func (x *Index) settle(p Place, known []bool) Place {
	d := &x.docs[p]
	if known[p] {
		return d.story
	}
	known[p] = true
	if on := d.hangs.On; on != None && x.docs[on].gone {
		d.hangs.On = x.Find(x.docs[on].id)
	}
	if d.story = p; d.hangs.On != None && x.Before(d.hangs.On, p) {
		d.story = x.settle(d.hangs.On, known)
	}
	x.members[d.story] = append(x.members[d.story], p)
	return d.story
}

// Home finds where the article at p belongs, whose signature was searched for
// last: in the story that it is most like, if it is like one enough. Only articles
// before it count, so where an article stands depends on the earlier ones alone.
func (x *Index) Home(p Place) Hang {
	best, home := 0.0, alone
	var tried []Place
	for _, d := range x.seen {
		s := x.docs[d].story
		if !x.Before(d, p) || !x.like(p, d) || slices.Contains(tried, s) {
			continue
		}
		tried = append(tried, s)
		like, on, ok := x.likeStory(p, s)
		if ok && like >= Join && (home.On == None || like > best || like == best && x.Before(s, x.docs[home.On].story)) {
			best, home = like, Hang{on, odds(like)}
		}
	}
	return home
}

// like reports whether two articles are like enough to be in one story.
func (x *Index) like(p, d Place) bool {
	if d == p || x.docs[d].gone || x.sums[d].all < minSum || x.apart(p, d) {
		return false
	}
	f := x.Features(p, d)
	return f.likeness() >= Join
}

// Within reports whether an article may stand in the story of another, which has
// no article before it from which too many days part it.
func (x *Index) Within(p, other Place) bool {
	return !slices.ContainsFunc(x.members[x.docs[other].story], func(m Place) bool { return x.Before(m, p) && x.apart(p, m) })
}

// Last reports whether no article comes after one.
func (x *Index) Last(p Place) bool { return x.last == p }

// Gone reports whether an article was taken out.
func (x *Index) Gone(p Place) bool { return x.docs[p].gone }

// apart reports whether too many days lie between two articles.
func (x *Index) apart(a, b Place) bool {
	between := x.docs[a].at - x.docs[b].at
	return x.docs[a].dated && x.docs[b].dated && max(between, -between) > MaxDays*day
}

// likeStory is how like the article at p is to those of a story before it, and
// which of them it is most like, the earliest of equals. It is not ok where too
// many days lie between it and one of them.
func (x *Index) likeStory(p, story Place) (like float64, on Place, ok bool) {
	sum, n, most := 0, 0, 0
	on = None
	for _, m := range x.members[story] {
		if !x.Before(m, p) {
			continue
		}
		if x.apart(p, m) {
			return 0, None, false
		}
		f := x.Features(p, m)
		l := f.likeness()
		sum, n = sum+l, n+1
		if on == None || l > most || l == most && x.Before(m, on) {
			most, on = l, m
		}
	}
	return nearest*float64(most) + (1-nearest)*float64(sum)/float64(n), on, n > 0
}

// Alike lists the articles after p that are like the one whose signature was
// searched for last, at from: where they belong may depend on where that stands.
func (x *Index) Alike(from, p Place) []Place {
	var out []Place
	for _, d := range x.seen {
		if x.Before(p, d) && x.like(from, d) {
			out = append(out, d)
		}
	}
	return out
}
