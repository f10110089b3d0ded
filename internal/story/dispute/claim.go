package dispute

import (
	"math"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/knowledge/words"
)

// line is one claim, ready to be held against others.
type line struct {
	rec   *sayso.Record
	claim *sayso.Claim
	side  Side
	who   string // who speaks, the same over all articles; empty for nobody
	// keys are what the content speaks of, without repetition, ascending; gist
	// is these without the words that deny or that name what was said.
	keys, gist     []int32
	bits           uint64 // a bit for each key that is no name: none in common, no matter in common
	words          []int32
	denies         bool           // by its cue: what the content says is not so
	negated        bool           // the content itself says so
	outright       bool           // by a word that says no more than that: "untrue"
	bare           bool           // it says so of "this" or "it"
	main           int32          // what the line says or denies of its subject, as a key; -1 for nothing
	whom           int32          // of whom or what it says so, as a key; -1 for none
	acts           []int32        // what is said of anything in it, ascending
	nouns          map[int32]bool // keys of nouns, where the line says that something is not so
	truth          bool           // it says of something named elsewhere that it is so, or not
	tie            int            // 1: a group stands behind the deed; -1: none does
	ought          bool           // it says how things should be, and not how they are
	subject, place int32          // the names of who did it and where, as keys; -1 for none
	when           *sayso.When    // when; nil for nothing that is said once
	lemma          string
	figures        []figure
}

// not reports whether the line says that its gist is not so.
func (l *line) not() bool { return l.denies != l.negated }

// Finder is one story at work: its articles are added by date, then held
// against each other once. It keeps nothing of an article but what its claims
// speak of.
type Finder struct {
	classes words.Classes
	lands   func(name string) string // the country that a name stands for
	printed map[int]bool
	lines   []line
	ids     map[string]int32 // of keys
	names   []string         // of keys
	shown   []string         // how a text writes them; empty for as they are named
	df      []int32
	weight  []float64
	pairs   []Pair
	group   []int // lines that repeat one another, by their first; filled by carry
}

// New returns a Finder of a story without articles.
func New() *Finder {
	f := &Finder{classes: words.Load(), lands: func(string) string { return "" }, printed: map[int]bool{}, ids: map[string]int32{}}
	if base, err := knowledge.Load(); err == nil {
		f.lands = base.CountryOf
	}
	return f
}

// Add takes an article in, with the number of the text that it prints.
// Articles of one text are copies: the first speaks for all. Claims beyond
// MaxClaims are left out.
func (f *Finder) Add(r *sayso.Record, text int) {
	if f.printed[text] || len(f.lines) >= MaxClaims {
		return
	}
	f.printed[text] = true
	f.read(r, text)
	f.lines = f.lines[:min(len(f.lines), MaxClaims)]
}

// Result holds the claims against each other.
func (f *Finder) Result() *Result {
	f.weigh()
	f.compareAll()
	f.carry()
	return f.result()
}

// read prepares the claims of one article. A content of several sentences makes
// a line of each: what one sentence denies the next one need not.
func (f *Finder) read(r *sayso.Record, text int) {
	d := newDoc(f, r)
	for i := range r.Analysis.Claims {
		c := &r.Analysis.Claims[i]
		side := Side{Article: r.Article.ID, Outlet: r.Article.Outlet, Text: text, Claim: r.ClaimIDs[c.ID], Local: c.ID, Stance: c.Stance, Said: r.Article.Dated()}
		who := ""
		side.Speaker, side.Actor, who = speaker(r, c)
		for _, e := range c.Evidence {
			side.Evidence = append(side.Evidence, e.Span.In(r.Article.Text))
		}
		side.Party = d.party(c)
		for _, in := range d.sentences(c.Content) {
			l := line{rec: r, claim: c, lemma: c.Cue.Lemma, denies: c.Stance == sayso.Denies && c.Polarity != sayso.Positive || c.Stance == sayso.Doubts && c.Polarity == sayso.Negative, side: side, who: who}
			l.side.Words = strings.TrimSpace(d.span(in[0], in[len(in)-1]))
			d.fill(&l, in)
			f.lines = append(f.lines, l)
		}
	}
}

// speaker names who makes a claim, for people, as a lasting actor, and as a
// key that is the same over all articles.
func speaker(r *sayso.Record, c *sayso.Claim) (name string, id sayso.ActorID, key string) {
	var names []string
	for _, a := range c.Source.Actors {
		x := r.Analysis.Actor(a)
		if x == nil {
			continue
		}
		if names = append(names, x.Name); len(names) > 1 {
			continue
		}
		id, key = r.ActorIDs[a], whoIs(r, x)
		// Whoever speaks for an office speaks as the office.
		if y := r.Analysis.Actor(c.Source.For); c.Source.For != "" && y != nil {
			names[0] += " for " + y.Name
			key = whoIs(r, y)
		}
	}
	if len(names) > 0 {
		return strings.Join(names, " and "), id, key
	}
	name = strings.Join(strings.Fields(c.Source.Spans.In(r.Article.Text)), " ")
	return name, "", ""
}

// whoIs is an actor as a key over all articles; empty for those that are not
// named, whom nothing joins.
func whoIs(r *sayso.Record, a *sayso.Actor) string {
	switch {
	case a.Known != "":
		return "known:" + a.Known
	case !a.Named:
		return ""
	case a.Type == sayso.Person:
		return lastWord(a.Name)
	}
	return strings.ToLower(a.Name)
}

func lastWord(name string) string {
	fs := strings.Fields(strings.ToLower(name))
	if len(fs) == 0 {
		return ""
	}
	w := fs[len(fs)-1]
	if len(fs) > 1 && (w == "jr" || w == "jr." || w == "sr." || w == "iii") {
		w = fs[len(fs)-2]
	}
	return w
}

// key is the number of a key.
func (f *Finder) key(k string) int32 {
	id, ok := f.ids[k]
	if !ok {
		id = int32(len(f.names))
		f.ids[k] = id
		f.names = append(f.names, k)
		f.shown = append(f.shown, "")
		f.df = append(f.df, 0)
	}
	return id
}

// nameMark opens the keys of names.
const nameMark = "@"

func (f *Finder) named(k int32) bool { return f.names[k][0] == nameMark[0] }

// once is what is left of a key’s worth that no other claim of the story has:
// nothing can bear it out, so it is held against a pair by half.
const once = 0.5

// weigh gives keys their worth: the rarer among the story’s claims, the more;
// names less than other words, since the same people and countries stand in
// claims on many matters.
func (f *Finder) weigh() {
	for i := range f.lines {
		for _, k := range f.lines[i].keys {
			f.df[k]++
		}
	}
	f.weight = make([]float64, len(f.names))
	n := float64(len(f.lines))
	for k := range f.weight {
		w := math.Log(1 + n/float64(max(f.df[k], 1)))
		if f.df[k] == 1 {
			w *= once
		}
		if f.named(int32(k)) {
			w *= 0.5
		}
		f.weight[k] = w
	}
	for i := range f.lines {
		for _, k := range f.lines[i].keys {
			if !f.named(k) {
				f.lines[i].bits |= 1 << (uint32(k*0x9E37) >> 7 & 63)
			}
		}
	}
}

// common walks two ascending lists and gives the weight of what both have, and
// how many of these are names and how many are not.
func (f *Finder) common(a, b []int32) (w float64, names, plain int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			w += f.weight[a[i]]
			if f.named(a[i]) {
				names++
			} else {
				plain++
			}
			i, j = i+1, j+1
		}
	}
	return w, names, plain
}

func (f *Finder) sum(ks []int32) float64 {
	w := 0.0
	for _, k := range ks {
		w += f.weight[k]
	}
	return w
}

// shared names what two lines have in common, what weighs most first.
func (f *Finder) shared(a, b []int32) string {
	var ks []int32
	for _, k := range a {
		if _, ok := slices.BinarySearch(b, k); ok {
			ks = append(ks, k)
		}
	}
	slices.SortStableFunc(ks, func(x, y int32) int {
		switch {
		case f.weight[x] > f.weight[y]:
			return -1
		case f.weight[x] < f.weight[y]:
			return 1
		}
		return 0
	})
	var out []string
	for _, k := range ks[:min(4, len(ks))] {
		out = append(out, f.label(k))
	}
	return strings.Join(out, ", ")
}
