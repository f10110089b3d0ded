package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// said is one claim of a story, ready to be held against others.
type said struct {
	rec     *sayso.Record
	claim   *sayso.Claim
	text    int // which text of the story it stands in
	speaker string
	actor   sayso.ActorID
	words   map[string]bool
	numbers map[string]string // what is counted, and how many
}

// collect lists a story’s claims. Of copies only the first article’s count:
// the same words printed twice are said once.
func collect(s *Story) []said {
	first := map[sayso.ArticleID]int{}
	for i, t := range s.Texts {
		first[t.Articles[0]] = i
	}
	var out []said
	for _, r := range s.Articles {
		text, ok := first[r.Article.ID]
		if !ok {
			continue
		}
		for i := range r.Analysis.Claims {
			c := &r.Analysis.Claims[i]
			content := c.Content.In(r.Article.Text)
			x := said{rec: r, claim: c, text: text, words: words(content), numbers: numbers(content)}
			x.speaker, x.actor = speaker(r, c)
			out = append(out, x)
		}
	}
	return out
}

func speaker(r *sayso.Record, c *sayso.Claim) (string, sayso.ActorID) {
	for _, id := range c.Source.Actors {
		if a := r.Analysis.Actor(id); a != nil {
			return a.Name, r.ActorIDs[id]
		}
	}
	return c.Source.Spans.In(r.Article.Text), ""
}

// speakers counts who speaks, those in most texts first.
func speakers(s *Story) []Speaker {
	type key struct {
		id   sayso.ActorID
		name string
	}
	at := map[key]int{}
	texts := map[[2]int]bool{}
	var out []Speaker
	for _, c := range collect(s) {
		if c.speaker == "" {
			continue
		}
		k := key{c.actor, ""}
		if c.actor == "" {
			k.name = strings.ToLower(c.speaker)
		}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, Speaker{Name: c.speaker, Actor: c.actor})
		}
		out[i].Claims++
		if t := [2]int{i, c.text}; !texts[t] {
			texts[t] = true
			out[i].Texts++
		}
	}
	slices.SortStableFunc(out, func(a, b Speaker) int {
		return cmp.Or(cmp.Compare(b.Texts, a.Texts), cmp.Compare(b.Claims, a.Claims))
	})
	return out
}

// parties marks the speakers who are party to what they are asked about.
func parties(s *Story) {
	party := map[string]bool{}
	key := func(id sayso.ActorID, name string) string {
		if id != "" {
			return string(id)
		}
		return strings.ToLower(name)
	}
	for _, q := range s.Questions {
		for _, a := range q.Answers {
			for _, x := range a.Statements {
				if x.Party {
					party[key(x.Speaker, x.Name)] = true
				}
			}
		}
	}
	for i := range s.Speakers {
		x := &s.Speakers[i]
		x.Party = party[key(x.Actor, x.Name)]
	}
}

// maxClaims bounds the claims of two versions that are held against each
// other, as that takes the product of them.
const maxClaims = 2000

func sorted(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// words are the content words of s, without endings: true for those that s
// also writes small, which are no names.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range cased(s) {
		l := strings.ToLower(w)
		if len(l) > 3 && !function[l] && !isNumber(l) {
			out[stem(l)] = out[stem(l)] || w == l
		}
	}
	return out
}

// numbers are what s counts: the word behind each number, and the number.
func numbers(s string) map[string]string {
	out := map[string]string{}
	fs := fields(s)
	for i, w := range fs {
		if v := number(w); v != "" && i+1 < len(fs) && number(fs[i+1]) == "" && len(fs[i+1]) > 2 && !function[fs[i+1]] {
			if k := stem(fs[i+1]); out[k] == "" {
				out[k] = v
			}
		}
	}
	return out
}

// fields splits s into words in lower case; a mark inside a number stays.
func fields(s string) []string { return cased(strings.ToLower(s)) }

// cased is fields with the case as it stands.
func cased(s string) []string {
	fs := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ',' && r != '.'
	})
	out := fs[:0]
	for _, f := range fs {
		if f = strings.Trim(f, ",."); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// number is w as a number in figures; empty when it is none.
func number(w string) string {
	if v := numerals[w]; v != "" {
		return v
	}
	if isNumber(w) {
		return strings.ReplaceAll(w, ",", "")
	}
	return ""
}

func isNumber(w string) bool {
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) && r != ',' && r != '.' }) < 0
}

func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) && !strings.HasSuffix(w, "ss") {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

// numerals leave out "one", which is more often a pronoun.
var numerals = map[string]string{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100"}

// function are words that two claims share whatever they are about.
var function = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`about above after again also although among another around because been before being between both came cannot could
		does doing down during each even ever every from have having here however into just like made make many more most much must near never
		only other over said same says should since some such than that their them then there these they this those through under until upon very
		want were what when where which while whom whose will with within without would your people million billion thousand percent per years year
		months month weeks week days day hours hour and the of in at for to was`) {
		m[w] = true
	}
	return m
}()
