package ledger

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// Member is one article of the stories that are made anew.
type Member struct {
	sayso.Placement
	Title   string
	Opening string // the opening words, which stand for a headline where no article has one
}

// Story is a group of articles, by their indices.
type Story struct {
	Root        int   // the first article, which names it
	Members     []int // in order
	Title       string
	First, Last sayso.Date // of its dated articles; zero where there is none
	Texts       int        // copies of one text count once
}

// maxStoryTitle bounds, in bytes, the opening words that stand for a headline.
const maxStoryTitle = 80

// SortMembers puts articles in the order of [sayso.Placement.Before].
func SortMembers(ms []Member) {
	slices.SortFunc(ms, func(a, b Member) int {
		switch {
		case a.Before(&b.Placement):
			return -1
		case b.Before(&a.Placement):
			return 1
		}
		return 0
	})
}

// Stories groups sorted articles, in the order of the stories' first articles.
// texts has, for each article, the index of the first with the same text.
func Stories(ms []Member, said []sayso.Regrouping) (stories []Story, texts []int) {
	ps := make([]sayso.Placement, len(ms))
	for i := range ms {
		ps[i] = ms[i].Placement
	}
	roots, texts := groupStories(ps, said)
	at := make(map[int]int) // by root
	for i, root := range roots {
		k, ok := at[root]
		if !ok {
			k = len(stories)
			at[root] = k
			stories = append(stories, Story{Root: root})
		}
		stories[k].Members = append(stories[k].Members, i)
	}
	for k := range stories {
		stories[k].sumUp(ms, texts)
	}
	return stories, texts
}

func (s *Story) sumUp(ms []Member, texts []int) {
	titles := make([]headline, len(s.Members))
	place := make(map[sayso.ArticleID]int, len(s.Members))
	for k, i := range s.Members {
		place[ms[i].Article] = k
	}
	for k, i := range s.Members {
		titles[k].text = ms[i].Title
		for _, l := range ms[i].Links {
			if to, ok := place[l.To]; ok {
				titles[k].links++
				titles[to].links++
			}
		}
		if texts[i] == i {
			s.Texts++
		}
		if d := ms[i].Published; !d.IsZero() {
			if s.First.IsZero() {
				s.First = d
			}
			s.Last = d
		}
	}
	if s.Title = storyTitle(titles); s.Title == "" {
		s.Title = wordsUpTo(ms[s.Root].Opening, maxStoryTitle)
	}
}

// groupStories says which story and which text each article belongs to. ps are in the
// order of Before. For each of them, stories has the index of its story's
// first article, and texts that of the first article with the same text.
//
// Each article hangs on the one that comes before it to which its LikeLink leads.
// So articles are trees, and a tree is a story. A split cuts an article from what
// it hangs on, and all that hang on it go with it. What an analyst merged is joined
// in any case. Copy links join no stories; copies that are in one story are one
// text. Links and words that lead to articles that are not among ps count for
// nothing.
//
// Cost: linear in articles, links and words, but for a factor that is next to
// none (union-find).
func groupStories(ps []sayso.Placement, said []sayso.Regrouping) (stories, texts []int) {
	at := make(map[sayso.ArticleID]int, len(ps))
	for i := range ps {
		at[ps[i].Article] = i
	}
	cut := make(map[int]bool)
	story, text := newForest(len(ps)), newForest(len(ps))
	for _, x := range said {
		i, ok := at[x.Article]
		j, also := at[x.Into]
		switch {
		case ok && x.Verdict == sayso.Split:
			cut[i] = true
		case ok && also && x.Verdict == sayso.Merged:
			story.join(i, j)
		}
	}
	links := func(kind sayso.LinkKind, each func(i, j int)) {
		for i := range ps {
			for _, l := range ps[i].Links {
				if j, ok := at[l.To]; ok && j < i && l.Kind == kind {
					each(i, j)
				}
			}
		}
	}
	links(sayso.LikeLink, func(i, j int) {
		if !cut[i] {
			story.join(i, j)
		}
	})
	links(sayso.CopyLink, func(i, j int) {
		if story.root(i) == story.root(j) {
			text.join(i, j)
		}
	})
	return story.roots(), text.roots()
}

// forest is a union-find; the root of each set is its smallest member.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(i, j int) {
	i, j = f.root(i), f.root(j)
	f[max(i, j)] = min(i, j)
}

func (f forest) roots() []int {
	out := make([]int, len(f))
	for i := range f {
		out[i] = f.root(i)
	}
	return out
}

// headline is one of a story's, and how many links its article has there.
type headline struct {
	text  string
	links int
}

// storyTitle picks the headline of the article that is most central to a story:
// the one with most links to others, of equals the one that shares most words with
// the other headlines, then the earliest; empty where none has words.
func storyTitle(headlines []headline) string {
	count := map[string]int{}
	words := make([][]string, len(headlines))
	for i, h := range headlines {
		words[i] = headlineWords(h.text)
		for _, w := range words[i] {
			count[w]++
		}
	}
	best, links, most := "", -1, -1.0
	for i, ws := range words {
		if len(ws) == 0 || headlines[i].links < links {
			continue
		}
		x := 0.0
		for _, w := range ws {
			x += float64(count[w])
		}
		// A long headline has more words to share: its length is charged.
		if x /= float64(len(ws) + 3); headlines[i].links > links || x > most {
			best, links, most = headlines[i].text, headlines[i].links, x
		}
	}
	return strings.Join(strings.Fields(best), " ")
}

// headlineWords are the words of four letters or more, each once, in lower case.
func headlineWords(h string) []string {
	ws := strings.FieldsFunc(strings.ToLower(h), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	ws = slices.DeleteFunc(ws, func(w string) bool { return len(w) < 4 })
	slices.Sort(ws)
	return slices.Compact(ws)
}
