package event

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp"
)

// "The two leaders", "both presidents", "the two countries": a phrase that
// counts whom it means by what they are. It is taken for people only where the
// text leaves no choice: the last event before it that has as many who are that
// has just as many, they do something together there, and nobody else who is that
// was named since; or, of an office, just as many were named at all, just before. Then each of them gets a mention at the
// phrase. The cost is one look at the events and mentions before each such
// phrase, at most maxFocus events and maxReach sentences back.

const (
	maxCounted = 4  // the most that a phrase may count
	maxFocus   = 40 // events looked at before a phrase
	maxReach   = 12 // sentences in which those who are meant must have been named
	maxAlone   = 4  // and those whom no event joins
	maxPhrases = 64 // phrases of one article that are looked into
)

// heads are titles of those who lead a state, a government or a movement.
var heads = []string{"president", "premier", "prime minister", "chancellor", "leader", "king", "queen", "emir", "sultan", "monarch", "ruler", "head of state",
	"head of government", "taoiseach", "pope"}

// lands are the nouns that count countries.
var lands = map[string]bool{"country": true, "nation": true, "government": true, "state": true, "neighbour": true, "neighbor": true}

// ranks are the nouns that count people by what they are, besides "leader".
var ranks = map[string]string{
	"leader": "leader", "president": "president", "premier": "prime minister", "minister": "minister", "king": "king", "chancellor": "chancellor", "ambassador": "ambassador",
	"envoy": "envoy", "general": "general", "secretary": "secretary", "governor": "governor", "mayor": "mayor", "senator": "senator", "pontiff": "pope",
}

// counts is how many the definite phrase at noun i counts; 0 where it counts
// nobody, or says more of them than their number.
func (t *text) counts(i int) int {
	if t.Tokens[i].POS != "NOUN" || t.Tokens[i].XPOS == "NN" || ranks[t.Lemma[i]] == "" && !lands[t.Lemma[i]] {
		return 0
	}
	n, sure := 0, false
	for j := t.First[i]; j >= 0; j = t.Next[j] {
		c := &t.Tokens[j]
		switch {
		case c.Is("nummod"):
			n = int(numerals[strings.ToLower(t.Word(int(j)))])
		case t.Lemma[j] == "both":
			n, sure = 2, true
		case c.Is("det"):
			sure = sure || t.Lemma[j] == "the" || t.Lemma[j] == "these"
		case c.Is("amod"), c.Is("compound"), c.Is("nmod"), c.Is("acl"):
			return 0 // "the two Kerlish leaders", "the two leaders of the rebels"
		}
	}
	if !sure || n < 2 || n > maxCounted {
		return 0
	}
	return n
}

// is reports whether an actor is what noun lemma counts, by its office, its
// roles, or the words beside its mention m.
func (c *coding) is(m *sayso.Mention, lemma string) bool {
	a := &c.actors[c.index[m.Actor]]
	if lands[lemma] {
		return a.Type == sayso.PlaceActor && a.Country != ""
	}
	if a.Type != sayso.Person || !a.Named || a.Sector == "EDU" || a.Sector == "BUS" || a.Sector == "ELI" {
		return false
	}
	titled := func(title string) bool {
		title = strings.ToLower(title)
		for _, w := range []string{"vice", "deputy", "former", "ex-", "assistant"} {
			if strings.Contains(title, w) {
				return false
			}
		}
		if lemma != "leader" {
			return holdsWord(title, ranks[lemma])
		}
		return slices.ContainsFunc(heads, func(h string) bool { return holdsWord(title, h) })
	}
	if a.Office != "" && titled(a.Office) || slices.ContainsFunc(a.Roles, func(r sayso.Role) bool { return titled(r.Title) }) {
		return true
	}
	i := c.tokenAt(m.Span.Start)
	first := i
	for first > c.Sentence(i).First && i-first < maxTitle && c.Tokens[first-1].POS != "PUNCT" && c.Tokens[first-1].POS != "VERB" {
		first--
	}
	if first < i && titled(c.Words(nlp.Range{First: first, End: i})) {
		return true
	}
	// "the premier of Kerland, Ana Rell", "Ana Rell, premier of Kerland"
	if c.Tokens[i].Is("appos") && c.Tokens[i].Head >= 0 && titled(c.title(c.Tokens[i].Head)) {
		return true
	}
	b := c.Child(i, "appos")
	return b >= 0 && titled(c.title(b))
}

// title is a noun with the nouns right before it: "prime minister".
func (t *text) title(i int) string {
	if i > 0 && t.Tokens[i-1].Is("compound") && t.Tokens[i-1].Head == i {
		return t.Word(i-1) + " " + t.Word(i)
	}
	return t.Word(i)
}

// maxTitle bounds the words before a name that may be a title.
const maxTitle = 4

// holdsWord reports whether text holds words whole.
func holdsWord(text, words string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return false
		}
		i += at
		at = i + len(words)
		if (i == 0 || text[i-1] == ' ') && (at == len(text) || text[at] == ' ' || text[at] == ',') {
			return true
		}
	}
}

// several puts those whom counting phrases mean in place of the phrases, in
// events in the order of the text, and leaves out phrases for countries that
// mean nobody who can be told.
func (c *coding) several(events []sayso.Event) []sayso.Event {
	if len(c.counted) == 0 {
		return events
	}
	meant := map[int][]sayso.ActorID{} // by the noun of the phrase
	for k := range events {
		e := &events[k]
		at := c.tokenAt(e.Anchor[0].Start)
		named := len(e.Actors)+len(e.Recipients) > 0
		e.Actors = c.spread(e.Actors, e.Recipients, at, events[:k], meant)
		e.Recipients = slices.DeleteFunc(c.spread(e.Recipients, e.Actors, at, events[:k], meant), func(id sayso.ActorID) bool { return slices.Contains(e.Actors, id) })
		if named && len(e.Actors)+len(e.Recipients) == 0 && e.Type != "CONSULT" {
			e.Type = none
		}
	}
	return slices.DeleteFunc(events, func(e sayso.Event) bool { return e.Type == none })
}

// spread replaces the counting phrases among the parties on one side of an event
// told at token at. Whoever is on the other side is nobody that they count.
func (c *coding) spread(ids, others []sayso.ActorID, at int, before []sayso.Event, meant map[int][]sayso.ActorID) []sayso.ActorID {
	if !slices.ContainsFunc(ids, func(id sayso.ActorID) bool { return c.counted[id] != nil }) {
		return ids
	}
	var out []sayso.ActorID
	for _, id := range ids {
		phrases := c.counted[id]
		if phrases == nil {
			out = append(out, id)
			continue
		}
		// the phrase of the event's own sentence, else the last before it
		last := c.Sentence(at).End
		noun := phrases[0]
		for _, n := range phrases {
			if n < last {
				noun = n
			}
		}
		who, ok := meant[noun]
		if !ok {
			who = c.means(noun, before, others)
			meant[noun] = who
			c.point(noun, id, who)
		}
		if who == nil && c.sector[c.Lemma[noun]] != "" {
			who = []sayso.ActorID{id}
		}
		for _, w := range who {
			if !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// means finds whom the counting phrase at noun means; nil where that is open.
func (c *coding) means(noun int, before []sayso.Event, others []sayso.ActorID) []sayso.ActorID {
	n, lemma, s := c.counts(noun), c.Lemma[noun], c.SentenceOf(noun)
	start := c.Tokens[noun].Start
	// who is that, with where each was last named before the phrase
	last := map[sayso.ActorID]int{}
	for i := range c.mentions {
		m := &c.mentions[i]
		if m.Actor == "" || m.Span.Start >= start || m.Kind == sayso.PronounMention || slices.Contains(others, m.Actor) {
			continue
		}
		if c.is(m, lemma) {
			last[m.Actor] = max(last[m.Actor], m.Span.Start)
		}
	}
	if len(last) < n {
		return nil
	}
	agreed := func(set []sayso.ActorID, from, reach int) bool {
		if len(set) != n || s-c.SentenceOf(c.tokenAt(from)) > reach {
			return false
		}
		for id, at := range last { // somebody else since
			if at > from && !slices.Contains(set, id) {
				return false
			}
		}
		return true
	}
	for k := len(before) - 1; k >= 0 && k >= len(before)-maxFocus; k-- {
		e := &before[k]
		if e.Anchor[0].Start >= start {
			continue
		}
		var set []sayso.ActorID
		for _, id := range slices.Concat(e.Actors, e.Recipients) {
			if _, ok := last[id]; ok && !slices.Contains(set, id) {
				set = append(set, id)
			}
		}
		if len(set) < n {
			continue
		}
		// who demands something of another is not one of two with them
		if p, _ := sayso.PLOVER(e.Type); !lands[lemma] && p.Quad != sayso.VerbalCooperation && p.Quad != sayso.MaterialCooperation {
			return nil
		}
		if agreed(set, c.Span(c.Sentence(c.tokenAt(e.Anchor[0].Start))).Start, maxReach) {
			return set
		}
		break
	}
	if len(last) != n || lemma == "leader" {
		return nil // too many may be leaders for two to be the only ones
	}
	set := make([]sayso.ActorID, 0, n)
	first := start
	for id, at := range last {
		set, first = append(set, id), min(first, at)
	}
	slices.SortFunc(set, func(a, b sayso.ActorID) int { return c.index[a] - c.index[b] })
	if !agreed(set, first, maxAlone) {
		return nil
	}
	return set
}

// point gives each of those meant a mention at the phrase, in place of that of
// the phrase's own actor unless it speaks elsewhere.
func (c *coding) point(noun int, phrase sayso.ActorID, who []sayso.ActorID) {
	m, ok := c.at[noun]
	if !ok || c.mentions[m].Actor != phrase {
		return
	}
	for i, id := range who {
		x := c.mentions[m]
		x.Actor, x.Type = id, sayso.PersonMention
		if lands[c.Lemma[noun]] {
			x.Type = sayso.GroupMention
		}
		if i == 0 && !c.speaks(phrase) {
			c.mentions[m] = x
			continue
		}
		x.ID = sayso.MentionID("m" + strconv.Itoa(len(c.mentions)+1))
		c.mentions = append(c.mentions, x)
	}
}

// speaks reports whether an actor is of the analysis that the coder was given.
func (c *coding) speaks(id sayso.ActorID) bool {
	return slices.ContainsFunc(c.an.Actors, func(a sayso.Actor) bool { return a.ID == id })
}

// forget takes out the actors that counting phrases stood for and that nothing
// means any more.
func (c *coding) forget(events []sayso.Event) {
	if len(c.counted) == 0 {
		return
	}
	used := map[sayso.ActorID]bool{}
	for i := range events {
		for _, id := range slices.Concat(events[i].Actors, events[i].Recipients) {
			used[id] = true
		}
	}
	gone := func(id sayso.ActorID) bool { return c.counted[id] != nil && !used[id] && !c.speaks(id) }
	c.mentions = slices.DeleteFunc(c.mentions, func(m sayso.Mention) bool { return gone(m.Actor) })
	c.actors = slices.DeleteFunc(c.actors, func(a sayso.Actor) bool { return gone(a.ID) })
	for i := range c.actors {
		c.index[c.actors[i].ID] = i
	}
}
