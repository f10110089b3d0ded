package ledgertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sayso"
)

// Newsroom makes up articles that belong to stories: the same seed gives the
// same ones, in order of date. A story has names and words of its own, and a
// drift: later articles take up new ones. Names occur as unevenly over stories
// as they do in news (Zipf). One article in five is a copy of an earlier one of its
// story, trimmed or with a part of its own.
type Newsroom struct {
	r       *rand.Rand
	names   []string
	name    *rand.Zipf
	now     time.Time
	every   time.Duration
	running []*running
	n       int
}

// running is a story that still gets articles.
type running struct {
	n             int
	names, own    []string
	last, left    int // articles so far, and to come
	texts, titles []string
}

// PerStory is about how many articles a story of a Newsroom has.
const PerStory = 8

// maxRunning is how many stories a Newsroom has under way at once.
const maxRunning = 40

// NewNewsroom makes a Newsroom that publishes an article every so often.
func NewNewsroom(seed uint64, every time.Duration) *Newsroom {
	n := &Newsroom{r: rand.New(rand.NewPCG(seed, 2)), now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), every: every}
	for range 20_000 {
		w := n.coin(2 + n.r.IntN(2))
		n.names = append(n.names, strings.ToUpper(w[:1])+w[1:])
	}
	n.name = rand.NewZipf(n.r, 1.05, 20, uint64(len(n.names)-1))
	return n
}

func (n *Newsroom) coin(syllables int) string {
	var b strings.Builder
	for range syllables {
		b.WriteByte("bdfgklmnprstvz"[n.r.IntN(14)])
		b.WriteByte("aeiou"[n.r.IntN(5)])
		if n.r.IntN(2) == 0 {
			b.WriteByte("lnrst"[n.r.IntN(5)])
		}
	}
	return b.String()
}

// common are the words that any report is made of.
var common = strings.Fields(`the a of to in and that for on with was said were at by from as his her their it had has have been after before about over under
	people government officials city country year week month day police court minister president party state national public local company market group
	report statement meeting plan law case part place time work house school road water power money help number members several most many large small new
	old long high early late first last next open close hold keep take give make find show call ask tell say leave bring turn move run start end begin
	against between during through without within while where when because but not or if they he she we would could will may might should must also only
	still again already more less than into out up down off then there here now`)

// sentence mixes common words with those of a story.
func (n *Newsroom) sentence(s *running) string {
	var ws []string
	for i := range 10 + n.r.IntN(14) {
		switch k := n.r.IntN(10); {
		case k == 0 || i == 1:
			ws = append(ws, s.names[n.r.IntN(len(s.names))])
		case k < 3:
			ws = append(ws, s.own[n.r.IntN(len(s.own))])
		default:
			ws = append(ws, common[n.r.IntN(len(common))])
		}
	}
	return strings.ToUpper(ws[0][:1]) + strings.Join(ws, " ")[1:] + ". "
}

func (n *Newsroom) text(s *running, sentences int) string {
	var b strings.Builder
	for i := range sentences {
		b.WriteString(n.sentence(s))
		if i%4 == 3 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func (n *Newsroom) open() *running {
	n.n++
	s := &running{n: n.n, left: 1 + n.r.IntN(2*PerStory-1)}
	for range 8 {
		s.names = append(s.names, n.names[n.name.Uint64()])
	}
	for range 24 {
		s.own = append(s.own, n.coin(2+n.r.IntN(2)))
	}
	return s
}

// said gives some sentences of a text to names of its story.
func (n *Newsroom) said(s *running, text string) sayso.Analysis {
	an := sayso.Analysis{Extractor: Extractor}
	for i, name := range s.names[:3] {
		an.Actors = append(an.Actors, sayso.Actor{ID: sayso.ActorID(fmt.Sprint("a", i+1)), Name: name, Type: sayso.Organisation, Named: true})
	}
	at := 0
	for i := range 8 {
		end := strings.IndexByte(text[at:], '.')
		if end < 0 {
			break
		}
		an.Claims = append(an.Claims, sayso.Claim{ID: sayso.ClaimID(fmt.Sprint("c", i+1)), Form: sayso.Indirect, Stance: sayso.Asserts, Certainty: sayso.Certain,
			Polarity: sayso.Positive, Source: sayso.Source{Kind: sayso.OrgSource, Actors: []sayso.ActorID{an.Actors[i%3].ID}},
			Content: sayso.Spans{{Start: at, End: at + end}}, Rule: "generated", Confidence: 0.5})
		if at += end + 1; at < len(text) {
			at++
		}
	}
	return an
}

// Article makes the next article, and tells the number of its story.
func (n *Newsroom) Article() (sayso.Reading, int) {
	n.now = n.now.Add(n.every/2 + time.Duration(n.r.Int64N(int64(n.every))))
	var s *running
	if len(n.running) < maxRunning && n.r.IntN(4) == 0 || len(n.running) == 0 {
		s = n.open()
		n.running = append(n.running, s)
	} else {
		s = n.running[n.r.IntN(len(n.running))]
	}
	s.last++
	title := strings.Join([]string{s.names[n.r.IntN(3)], s.own[n.r.IntN(6)], common[n.r.IntN(len(common))], s.own[n.r.IntN(6)], s.names[n.r.IntN(3)]}, " ")
	text := n.text(s, 16+n.r.IntN(20))
	if len(s.texts) > 0 && n.r.IntN(5) == 0 {
		k := n.r.IntN(len(s.texts))
		title, text = s.titles[k]+" again", s.texts[k]
		switch n.r.IntN(3) {
		case 0:
			text = text[:strings.LastIndexByte(text[:len(text)*2/3], '.')+1]
		case 1:
			text += n.text(s, 5)
		}
	}
	s.texts, s.titles = append(s.texts, text), append(s.titles, title)
	if s.last%4 == 0 { // drift
		s.names[n.r.IntN(len(s.names))] = n.names[n.name.Uint64()]
		s.own[n.r.IntN(len(s.own))] = n.coin(3)
	}
	if s.left--; s.left == 0 {
		for i, x := range n.running {
			if x == s {
				n.running = append(n.running[:i], n.running[i+1:]...)
				break
			}
		}
	}
	outlet := n.r.IntN(30)
	a := sayso.Article{
		URL:    fmt.Sprintf("https://outlet%d.example/%d/%d", outlet, s.n, s.last),
		Outlet: fmt.Sprintf("Outlet %d", outlet), Title: title, Text: text, Published: sayso.Date{Time: n.now.Truncate(time.Second)}, Language: "en",
	}
	if n.r.IntN(10) == 0 {
		a.Published = sayso.Date{Time: n.now.Truncate(24 * time.Hour), DayOnly: true}
	}
	a.ID = sayso.DeriveArticleID(a.Address())
	return sayso.Reading{Article: a, Analysis: n.said(s, text), Raw: sayso.Raw{MediaType: "text/plain", Bytes: []byte(a.Text)}}, s.n
}
