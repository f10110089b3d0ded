package extract_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/extract"
	"sayso/internal/lang/en"
)

// grammar makes sentences at random out of the words that the program's own
// tables hold: whom they know for a party, what they take for an act or for a
// cue, with coordination, relatives, pronouns, apposition and quotations in one
// another. Such sentences mean nothing; that is where recursion goes astray.
type grammar struct {
	r                  *rand.Rand
	parties            []string // nouns
	acts, reports      []string // verbs
	left               int      // phrases that this sentence may still open
	countries, persons []string
}

// phrases is how many phrases a sentence may open.
const phrases = 9

func newGrammar(t testing.TB) *grammar {
	g := &grammar{
		countries: strings.Fields("France French Peru Peruvian Syria Syrian Damascus Pyongyang Jordan Turkey U.S. Moscow the-North"),
		persons:   []string{"Ana Rell", "Olaf Brandt", "President Kovil", "Theresa May", "General Tarn", "Ansar al-Noor", "the UN", "John “Jack” Sand", "April Hill"},
	}
	for _, row := range rows(t, "../internal/extract/event/sectors.tsv") {
		g.parties = append(g.parties, strings.Fields(row[1])...)
	}
	for _, row := range rows(t, "../internal/extract/event/patterns.tsv") {
		if len(row) > 1 && row[1] == "verb" {
			for w := range strings.SplitSeq(row[0], "|") {
				g.acts = append(g.acts, strings.ReplaceAll(w, "+", " "))
			}
		}
	}
	for line := range strings.Lines(en.Verbs) {
		if w, _, ok := strings.Cut(line, "\t"); ok && line[0] != '#' {
			f := strings.Fields(w)
			g.reports = append(g.reports, strings.TrimSuffix(strings.TrimSuffix(f[len(f)-1], "/n"), "+"))
		}
	}
	return g
}

// rows are the lines of a table, by columns.
func rows(t testing.TB, file string) [][]string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line[0] != '@' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func (g *grammar) pick(of []string) string { return of[g.r.IntN(len(of))] }

// either says yes so many times of a hundred, and no when a sentence is long.
func (g *grammar) either(percent int) bool {
	if g.left <= 0 {
		return false
	}
	return g.r.IntN(100) < percent
}

// party is a noun phrase for whoever acts.
func (g *grammar) party() string {
	g.left--
	var s string
	switch g.r.IntN(9) {
	case 0:
		s = g.pick(g.persons)
	case 1:
		s = g.pick([]string{"they", "he", "she", "it", "who", "them", "others", "some", "both", "the two", "the latter"})
	case 2:
		s = g.pick([]string{"a number of", "a group of", "dozens of", "some of", "members of", "the company of", "one of", "two thousand"}) + " " + g.party()
	case 3:
		s = g.pick([]string{"its", "their", "his", "whose", "our"}) + " " + g.pick(g.parties)
	case 4:
		s = g.pick(g.countries)
	default:
		s = g.pick([]string{"the", "a", "two", "the two", "several", "that", "no", "every", ""}) + " " + g.pick([]string{g.pick(g.countries), "armed", "former", ""}) + " " + g.pick(g.parties) + g.pick([]string{"", "s", "’s", "s’"})
	}
	if g.either(15) {
		s += " of " + g.party()
	}
	if g.either(12) {
		s += g.pick([]string{" and ", ", ", " or ", ", and ", " and their "}) + g.party()
	}
	if g.either(10) {
		s += ", " + g.party() + ","
	}
	if g.either(10) {
		s += g.pick([]string{" who ", ", which ", " that ", " whose leader "}) + g.act()
	}
	if g.either(5) {
		s += " (" + g.party() + ")"
	}
	return s
}

// act is a verb phrase.
func (g *grammar) act() string {
	g.left--
	v := g.pick(g.acts)
	s := g.pick([]string{v + "ed", "was " + v + "ed", "has " + v + "ed", "will " + v, "did not " + v, "failed to " + v, "is accused of " + v + "ing", "may have been " + v + "ed", "wants to " + v, "stopped " + v + "ing"})
	if g.either(70) {
		s += " " + g.party()
	}
	if g.either(25) {
		s += g.pick([]string{" with ", " by ", " in ", " from ", " after ", " near ", " for "}) + g.party()
	}
	if g.either(20) {
		s += g.pick([]string{" on Sunday", " late on Thursday night", " at 0600 GMT", " in 2019", " two days earlier", " since August"})
	}
	if g.either(15) {
		s += g.pick([]string{", killing ", " and ", " to ", ", while "}) + g.party() + " " + g.act()
	}
	return s
}

// clause is a sentence without its full stop, perhaps somebody's words.
func (g *grammar) clause() string {
	g.left--
	core := g.party() + " " + g.act()
	if !g.either(55) {
		return core
	}
	who, said := g.party(), g.pick(g.reports)
	switch g.r.IntN(8) {
	case 0:
		return "“" + core + ",” " + who + " " + said
	case 1:
		return who + " " + said + " that " + g.clause()
	case 2:
		return core + ", " + who + " " + said
	case 3:
		return "According to " + who + ", " + core
	case 4:
		return who + " quoted " + g.party() + " as saying: “" + g.clause()
	case 5:
		return "As " + who + " " + said + ", " + core + " — " + who
	case 6:
		return who + " " + said + " reports that " + core + ", denying it"
	default:
		return "No evidence was found that " + core + "”, " + said + " " + who
	}
}

func (g *grammar) article(sentences int) string {
	var b strings.Builder
	for i := range sentences {
		g.left = phrases
		s := strings.Join(strings.Fields(g.clause()), " ")
		b.WriteString(strings.ToUpper(s[:1]) + s[1:] + g.pick([]string{".", ".", ".", "?", ".”", ""}))
		b.WriteString(g.pick([]string{" ", " ", "\n\n"}))
		if i == sentences-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TestGrammar reads sentences that the tables' own words make at random: 10,000
// of them, ten times as many where the gate runs, a fifth with -short. One article
// of ten goes through the encoder too, which takes most of a reading's time and
// cannot recurse. What is killed by one of them shows as a stack overflow, with the
// article in it.
func TestGrammar(t *testing.T) {
	const each = 20 // sentences of an article
	articles := 500
	switch {
	case testing.Short():
		articles = 100
	case os.Getenv("CI") == "true":
		articles = 5_000
	}
	quick, err := extract.NewWith(extract.Options{Reading: extract.Quick})
	if err != nil {
		t.Fatal(err)
	}
	full, g := extract.New(), newGrammar(t)
	var readers errgroup.Group
	for part := range runtime.GOMAXPROCS(0) {
		readers.Go(func() error {
			h := *g
			for seed := part; seed < articles; seed += runtime.GOMAXPROCS(0) {
				h.r = rand.New(rand.NewPCG(uint64(seed), 1))
				text, x := h.article(each), quick
				if seed%10 == 0 {
					x = full
				}
				an := x.Extract(&sayso.Article{Text: text})
				if err := extract.Sound(text, &an); err != nil {
					return err
				}
				if seed%50 == 0 && !reflect.DeepEqual(an, x.Extract(&sayso.Article{Text: text})) {
					return fmt.Errorf("seed %d is read otherwise the second time: %q", seed, text)
				}
			}
			return nil
		})
	}
	if err := readers.Wait(); err != nil {
		t.Error(err)
	}
}

// FuzzGrammar does so for as long as it may, with articles of any seed and
// length, and wants each read within a second.
func FuzzGrammar(f *testing.F) {
	x := extract.New()
	g := newGrammar(f)
	f.Add(uint64(1), uint8(1))
	f.Add(uint64(7), uint8(40))
	f.Fuzz(func(t *testing.T, seed uint64, sentences uint8) {
		h := *g
		h.r = rand.New(rand.NewPCG(seed, uint64(sentences)))
		text := h.article(int(sentences)%60 + 1)
		began := time.Now()
		an := x.Extract(&sayso.Article{Text: text})
		if took := time.Since(began); took > time.Second {
			t.Errorf("%d bytes took %s: %q", len(text), took, text)
		}
		if err := extract.Sound(text, &an); err != nil {
			t.Error(err)
		}
		if !reflect.DeepEqual(an, x.Extract(&sayso.Article{Text: text})) {
			t.Errorf("read otherwise the second time: %q", text)
		}
	})
}
