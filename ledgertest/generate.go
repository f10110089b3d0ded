package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sayso"
)

// Generator makes up news without end: the same seed gives the same articles.
// Words, speakers and outlets occur as unevenly as they do in news (Zipf), so
// that what is measured on its articles means something.
type Generator struct {
	r        *rand.Rand
	words    []string
	people   []string
	outlets  []string
	word     *rand.Zipf
	person   *rand.Zipf
	articles int
}

// NewGenerator makes a Generator.
func NewGenerator(seed uint64) *Generator {
	g := &Generator{r: rand.New(rand.NewPCG(seed, 1))}
	seen := make(map[string]bool)
	coin := func(syllables int) string {
		for {
			var b strings.Builder
			for range syllables {
				b.WriteByte("bdfgklmnprstvz"[g.r.IntN(14)])
				b.WriteByte("aeiou"[g.r.IntN(5)])
				if g.r.IntN(3) == 0 {
					b.WriteByte("lnrs"[g.r.IntN(4)])
				}
			}
			if w := b.String(); !seen[w] {
				seen[w] = true
				return w
			}
		}
	}
	name := func() string { w := coin(2); return strings.ToUpper(w[:1]) + w[1:] }
	for range 20_000 {
		g.words = append(g.words, coin(2+g.r.IntN(2)))
	}
	for range 4_000 {
		g.people = append(g.people, name()+" "+name())
	}
	for range 40 {
		g.outlets = append(g.outlets, "The "+name()+" Gazette")
	}
	g.word = rand.NewZipf(g.r, 1.1, 4, uint64(len(g.words)-1))
	g.person = rand.NewZipf(g.r, 1.2, 8, uint64(len(g.people)-1))
	return g
}

// Word returns the nth commonest word.
func (g *Generator) Word(n int) string { return g.words[n] }

// Person returns the nth commonest speaker.
func (g *Generator) Person(n int) string { return g.people[n] }

// Outlet returns an outlet.
func (g *Generator) Outlet(n int) string { return g.outlets[n] }

func (g *Generator) phrase(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.words[g.word.Uint64()])
	}
	return b.String()
}

// Article makes the next article: some six hundred words, of which three in
// four stand in claims.
func (g *Generator) Article(claims int) sayso.Reading {
	g.articles++
	day := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(g.r.IntN(365*24)) * time.Hour)
	a := sayso.Article{
		URL:    fmt.Sprintf("https://gazette.example/%d", g.articles),
		Outlet: g.outlets[min(g.r.IntN(len(g.outlets)), g.r.IntN(len(g.outlets)))],
		Title:  g.phrase(8), Published: sayso.Date{Time: day}, Language: "en",
	}
	a.ID = sayso.DeriveArticleID(a.Address())
	an := sayso.Analysis{Extractor: Extractor}
	actors := make(map[string]sayso.ActorID)
	var b strings.Builder
	write := func(s string) sayso.Span {
		from := b.Len()
		b.WriteString(s)
		return sayso.Span{Start: from, End: b.Len()}
	}
	forms := []sayso.Form{sayso.Direct, sayso.Indirect, sayso.Indirect, sayso.Mixed}
	for i := range claims {
		who := g.people[g.person.Uint64()]
		id := actors[who]
		if id == "" {
			id = sayso.ActorID(fmt.Sprint("a", len(an.Actors)+1))
			actors[who] = id
			_, last, _ := strings.Cut(who, " ")
			an.Actors = append(an.Actors, sayso.Actor{ID: id, Name: who, Type: sayso.Person, Named: true, Aliases: []string{last}})
		}
		c := sayso.Claim{ID: sayso.ClaimID(fmt.Sprint("c", i+1)), Form: forms[g.r.IntN(len(forms))],
			Stance: sayso.Stances[min(g.r.IntN(len(sayso.Stances)), g.r.IntN(len(sayso.Stances)), g.r.IntN(len(sayso.Stances)))],
			Rule:   "generated", Certainty: sayso.Certain, Polarity: sayso.Positive, Confidence: 0.5}
		c.Source = sayso.Source{Spans: sayso.Spans{write(who)}, Actors: []sayso.ActorID{id}, Kind: sayso.NamedSource}
		write(" ")
		c.Cue = sayso.Cue{Spans: sayso.Spans{write("said")}, Lemma: "say"}
		write(" that ")
		c.Content = sayso.Spans{write(g.phrase(12 + g.r.IntN(25)))}
		write(". " + g.phrase(8) + ".\n")
		an.Claims = append(an.Claims, c)
	}
	a.Text = b.String()
	// One token a word, as an extractor would give.
	for i := 0; i < len(a.Text); {
		n := strings.IndexAny(a.Text[i:], " .\n")
		if n < 0 {
			break
		}
		if n > 0 {
			an.Tokens = append(an.Tokens, sayso.Token{Span: sayso.Span{Start: i, End: i + n}, Lemma: a.Text[i : i+n], POS: "NOUN", Head: len(an.Tokens) - 1, Rel: "dep"})
		}
		i += n + 1
	}
	return sayso.Reading{Article: a, Analysis: an, Raw: sayso.Raw{MediaType: "text/plain", Bytes: []byte(a.Text)}}
}
