package question

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// Who speaks, over the articles of a story
//
// A voice is somebody who speaks in one article: an actor of its analysis, words
// that name no actor, or the outlet itself. Voices of one person or body are
// joined: by lasting identity, by what the knowledge file knows them as, by
// surname where no first name stands against it, by office, and a spokesman with
// whom he speaks for. What is left are witnesses. Joining is a closure, so the
// order of articles has no part in it.

// voice is a speaker in one article.
type voice struct {
	name  string // for people
	actor sayso.ActorID
	for_  sayso.ActorID // lasting
	group int           // the voice that it is joined to; itself for none
	rank  int           // how well the name tells who it is
	keys  []string      // as texts name it
}

type voices struct {
	all []voice
	at  map[string]int // by key
	// persons lists named persons by surname, as words of the whole name.
	persons map[string][]person
	offices map[string]int
	quotes  map[string]firstQuoted
	// titled are persons by their titles, untitled who is called by a title alone.
	titled   map[string][]int
	untitled map[string]int
	bodies   []body
	keys     map[int]map[string]bool // of witnesses, once settled
	names    map[int]string          // of witnesses, that which tells most, once settled
}

// body is an organisation that speaks, by the words of its name.
type body struct {
	voice int
	words []string
}

type person struct {
	voice int
	given []string
}

func newVoices() *voices {
	return &voices{at: map[string]int{}, persons: map[string][]person{}, offices: map[string]int{}, quotes: map[string]firstQuoted{}, titled: map[string][]int{}, untitled: map[string]int{}}
}

func (v *voices) find(i int) int {
	for v.all[i].group != i {
		v.all[i].group = v.all[v.all[i].group].group
		i = v.all[i].group
	}
	return i
}

// join makes one of two voices; the lower number stands for both.
func (v *voices) join(a, b int) {
	a, b = v.find(a), v.find(b)
	if a > b {
		a, b = b, a
	}
	v.all[b].group = a
}

func (v *voices) add(key, name string, actor sayso.ActorID, rank int) int {
	if i, ok := v.at[key]; ok {
		return i
	}
	i := len(v.all)
	v.at[key] = i
	v.all = append(v.all, voice{name: name, actor: actor, group: i, rank: rank})
	return i
}

// outlet is the voice of a paper that vouches for its own sentences.
func (v *voices) outlet(a *sayso.Article) int {
	name := a.Outlet
	if name == "" {
		name = string(a.ID)
	}
	return v.add("outlet:"+strings.ToLower(name), name, "", 3)
}

// of is who makes a claim.
func (v *voices) of(r *sayso.Record, c *sayso.Claim) int {
	an := &r.Analysis
	first := -1
	for _, id := range c.Source.Actors {
		if a := an.Actor(id); a != nil {
			first = v.speaker(r, a)
			break
		}
	}
	if y := an.Actor(c.Source.For); c.Source.For != "" && y != nil {
		body := v.speaker(r, y)
		if first < 0 {
			return body
		}
		v.join(first, body)
		v.all[first].for_ = r.ActorIDs[c.Source.For]
		return first
	}
	if first >= 0 {
		return first
	}
	name := strings.Join(strings.Fields(c.Source.Spans.In(r.Article.Text)), " ")
	if plain := describe(name); plain != "" {
		_, known := v.at["words:"+plain]
		i := v.add("words:"+plain, name, "", 0)
		if last := surname(name); !known && looksLikeName(name) {
			v.all[i].keys = append(v.all[i].keys, last)
			v.persons[last] = append(v.persons[last], person{i, givenNames(name, last)})
		}
		return i
	}
	return v.add("nobody:"+string(r.Article.ID)+string(c.ID), "", "", 0)
}

// speaker is the voice of an actor, joined with what it is known as.
func (v *voices) speaker(r *sayso.Record, a *sayso.Actor) int {
	id := r.ActorIDs[a.ID]
	if !a.Named {
		i := v.add("described:"+describe(a.Name)+"|"+a.Country, a.Name, id, 0)
		v.office(i, a.Name)
		v.untitled[describe(a.Name)] = i
		return i
	}
	key := "actor:" + string(id)
	if id == "" {
		key = "actor:" + string(r.Article.ID) + string(a.ID)
	}
	_, known := v.at[key]
	i := v.add(key, a.Name, id, 1)
	if len(a.Name) > len(v.all[i].name) {
		v.all[i].name = a.Name
	}
	if known {
		return i
	}
	v.all[i].keys = append(v.all[i].keys, actorKey(a))
	if a.Known != "" {
		v.join(i, v.add("known:"+a.Known, a.Name, id, 1))
	}
	switch a.Type {
	case sayso.Person:
		v.person(i, a)
	default:
		v.join(i, v.add("name:"+describe(a.Name), a.Name, id, 1))
		if a.Type != sayso.PlaceActor {
			v.bodies = append(v.bodies, body{i, strings.Fields(describe(a.Name))})
		}
	}
	for _, x := range a.Roles {
		if a.Type == sayso.Person {
			v.titled[describe(x.Title)] = append(v.titled[describe(x.Title)], i)
		}
		if x.Of != "" {
			v.office(i, x.Title+" of "+x.Of)
		}
	}
	if a.Office != "" {
		v.office(i, a.Office)
	}
	return i
}

// office joins whoever holds one office: "the prime minister of Norland",
// "Norland's prime minister".
func (v *voices) office(i int, name string) {
	w := strings.Fields(describe(name))
	if len(w) < 2 {
		return
	}
	w = slices.DeleteFunc(w, func(s string) bool { return s == "of" || s == "for" })
	slices.Sort(w)
	k := strings.Join(w, " ")
	if j, ok := v.offices[k]; ok {
		v.join(i, j)
	} else {
		v.offices[k] = i
	}
}

// person notes a person, whom settle joins with others of that surname.
func (v *voices) person(i int, a *sayso.Actor) {
	if last := surname(a.Name); last != "" {
		v.persons[last] = append(v.persons[last], person{i, givenNames(a.Name, last)})
	}
}

// settle joins persons of one surname. Where two of that name are two persons, a
// bare surname says not which of them speaks, and joins nobody.
func (v *voices) settle() {
	for _, ps := range v.persons {
		several := false
		for i := range ps {
			for j := range ps[:i] {
				several = several || !sameGiven(ps[i].given, ps[j].given)
			}
		}
		for i := range ps {
			for j := range ps[:i] {
				if sameGiven(ps[i].given, ps[j].given) && (!several || len(ps[i].given) > 0 && len(ps[j].given) > 0) {
					v.join(ps[i].voice, ps[j].voice)
				}
			}
		}
	}
	v.shorten()
	// "The governor" is the one governor of the story.
	for title, i := range v.untitled {
		one := -1
		for _, p := range v.titled[title] {
			if g := v.find(p); one < 0 || g == one {
				one = g
			} else {
				one = -1
				break
			}
		}
		if one >= 0 {
			v.join(i, one)
		}
	}
	v.keys, v.names = make(map[int]map[string]bool), make(map[int]string)
	ranks := make(map[int]int)
	for i := range v.all {
		g := v.find(i)
		if v.keys[g] == nil {
			v.keys[g] = map[string]bool{}
		}
		x := &v.all[i]
		for _, k := range x.keys {
			v.keys[g][k] = true
		}
		if x.rank > ranks[g] || x.rank == ranks[g] && len(x.name) > len(v.names[g]) {
			ranks[g], v.names[g] = x.rank, x.name
		}
	}
}

// minShort is how many letters the one word has by which a body is called for short.
const minShort = 6

// shorten joins a body with the one body of the story whose name has all words of its
// own: "the Observatory" is the Observatory for Human Rights, unless there are two.
func (v *voices) shorten() {
	for _, b := range v.bodies {
		if len(b.words) == 0 || len(b.words) == 1 && len(b.words[0]) < minShort {
			continue
		}
		one := -1
		for _, c := range v.bodies {
			if len(c.words) <= len(b.words) || slices.ContainsFunc(b.words, func(w string) bool { return !slices.Contains(c.words, w) }) {
				continue
			}
			if g := v.find(c.voice); one >= 0 && g != one {
				one = -2
				break
			} else {
				one = g
			}
		}
		if one >= 0 {
			v.join(b.voice, one)
		}
	}
}

// named reports whether a key of a name means a witness.
func (v *voices) named(group int, key string) bool { return v.keys[group][key] }

// minQuoted is how many words in a row, in quotation marks, one speaker alone says.
const minQuoted = 6

// quote joins speakers to whom different articles give the same words in quotation
// marks: an office and who holds it.
func (v *voices) quote(r *sayso.Record, c *sayso.Claim, who int) {
	if c.Form != sayso.Direct {
		return
	}
	words := strings.FieldsFunc(strings.ToLower(c.Content.In(r.Article.Text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < minQuoted {
		return
	}
	k := strings.Join(words, " ")
	if o, known := v.quotes[k]; !known {
		v.quotes[k] = firstQuoted{r.Article.ID, who}
	} else if o.article != r.Article.ID {
		v.join(o.who, who)
	}
}

// firstQuoted is who says some words in quotation marks, and where they were met first.
type firstQuoted struct {
	article sayso.ArticleID
	who     int
}

// Witness is a person or a body that speaks in a story, under one name.
type Witness struct {
	Name  string
	Actor sayso.ActorID // lasting; empty where the ledger gives none
}

// ClaimKey names a claim by its article and its identifier there.
type ClaimKey struct {
	Article sayso.ArticleID
	Claim   sayso.ClaimID
}

// Witnesses tells who makes each claim of some articles. A claim that nobody is
// known to make has none.
func Witnesses(recs []*sayso.Record) (all []Witness, of map[ClaimKey]int) {
	v := newVoices()
	who := map[ClaimKey]int{}
	for _, r := range recs {
		for i := range r.Analysis.Claims {
			c := &r.Analysis.Claims[i]
			n := v.of(r, c)
			v.quote(r, c, n)
			who[ClaimKey{r.Article.ID, c.ID}] = n
		}
	}
	v.settle()
	number := map[int]int{}
	of = make(map[ClaimKey]int, len(who))
	for _, r := range recs { // in their order, so that the numbers are the same each time
		for i := range r.Analysis.Claims {
			k := ClaimKey{r.Article.ID, r.Analysis.Claims[i].ID}
			x := &v.all[v.find(who[k])]
			if x.name == "" || is("nobody", describe(x.name)) {
				continue
			}
			g := v.find(who[k])
			n, known := number[g]
			if !known {
				n = len(all)
				number[g] = n
				all = append(all, Witness{v.names[g], x.actor})
			}
			of[k] = n
		}
	}
	return all, of
}
