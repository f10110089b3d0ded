package actor

import (
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

// speak finds who speaks line i.
func (c *casting) speak(i int) {
	l := &c.lines[i]
	c.kinds[i] = sayso.NoSource
	if len(l.Source) == 0 {
		if c.saysReports(l.Cue) {
			c.kinds[i] = sayso.ReportsSource
		}
		return
	}
	r := nlp.Range{First: l.Source[0].First, End: l.Source[len(l.Source)-1].End}
	c.speaking[i], c.kinds[i] = c.source(r, i)
	c.use(c.speaking[i])
}

// saysReports reports whether a cue without a source is itself what speaks:
// "reports of", "rumours that", "allegedly".
func (c *casting) saysReports(cue []nlp.Range) bool {
	for _, r := range cue {
		for k := r.First; k < r.End; k++ {
			switch c.word(k) {
			case "reports", "rumours", "rumors":
				return c.d.Tokens[k].POS != "VERB"
			case "reportedly", "allegedly", "purportedly", "rumoured", "rumored":
				return true
			}
		}
	}
	return false
}

// source finds the entities that a source phrase means. It calls itself for the
// antecedent of a relative pronoun, which stands before it in its sentence.
func (c *casting) source(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	r = c.trim(r)
	if r.Len() <= 0 {
		return nil, sayso.UndecidedSource
	}
	w := c.word(r.First)
	switch {
	case r.Len() == 1 && isRelative(w):
		if a, ok := c.antecedent(r.First); ok {
			return c.source(a, line)
		}
		return nil, sayso.PronounSource
	case r.Len() == 1 && isPronoun(w):
		return c.pronoun(r, line)
	}
	parts := c.conjuncts(r)
	var out []int
	kind := sayso.UndecidedSource
	for _, p := range parts {
		e, k := c.one(p, line)
		for _, x := range e {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
		if kind == sayso.UndecidedSource || k == sayso.NamedSource {
			kind = k
		}
	}
	if len(parts) > 1 && len(out) > 1 {
		kind = sayso.GroupSource
	}
	return out, kind
}

// one finds who a noun phrase without coordination means.
func (c *casting) one(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	r = c.trim(r)
	if r.Len() <= 0 {
		return nil, sayso.UndecidedSource
	}
	if r.Len() == 1 && isPronoun(c.word(r.First)) {
		return c.pronoun(r, line)
	}
	core, rest := c.core(r)
	if e, ok := c.named(core); ok {
		for i := core.First; i < core.End; i++ {
			if k := c.nameAt[i]; k > 0 && c.entityOf[k-1] == e {
				c.spoken[i] = true
			}
		}
		return []int{e}, c.kindOf(e)
	}
	// "Norland’s deputy minister, Ada Brenn,": the aside has the name.
	if rest.Len() > 0 && c.nameAt[rest.First] > 0 {
		k := c.nameAt[rest.First] - 1
		if n := c.d.Names[k]; n.Type == nlp.PersonName && c.entityOf[k] >= 0 {
			if h, _ := c.head(core); h.kind == personHead || h.kind == noHead {
				return []int{c.entityOf[k]}, sayso.NamedSource
			}
		}
	}
	if e, ok := c.label(core, line); ok {
		return []int{e}, sayso.NamedSource
	}
	if e, ok := c.bodyLabel(core); ok {
		return []int{e}, c.kindOf(e)
	}
	return c.nominal(core, line)
}

// label makes a person of capitalised words that no stage took for a name, where
// they can be nothing else: before the colon of a transcript ("BRENN:"), or as
// two words and more that speak ("Moon Jae-in said").
func (c *casting) label(r nlp.Range, line int) (int, bool) {
	titled := c.behindTitle(r)
	if titled.Len() > 0 {
		r = titled
	}
	if r.Len() > maxSpelt+1 || line >= len(c.lines) || len(c.entities) >= maxEntities {
		return 0, false
	}
	words := 0
	for i := r.First; i < r.End; i++ {
		switch {
		case c.word(i) == "-", c.word(i) == ".":
		case c.pos(i) != "PROPN" && titled.Len() == 0 || !c.nobodys(i) || c.heads.of(c.word(i)).kind != noHead || strings.ContainsAny(c.word(i), "0123456789"):
			return 0, false
		case words == 0 || c.word(i-1) != "-":
			words++
		}
	}
	q := c.lines[line].Cue
	colon := len(q) == 1 && q[0].Len() == 1 && c.word(q[0].First) == ":"
	w := c.fold(r)
	if len(w) == 0 || words == 0 || words == 1 && !colon && titled.Len() == 0 || words > 1 && !colon && outlet(w) {
		return 0, false
	}
	e := c.add(entity{words: w, name: c.d.Words(r), typ: sayso.Person, named: true, used: true, at: []int{r.First}, stood: r.First + 1, gender: c.genders[w[0]]})
	c.byName[strings.Join(w, " ")] = e
	c.index(e, w)
	c.mentions = append(c.mentions, mention{r, sayso.NameMention, sayso.PersonMention, e})
	return e, true
}

// nobodys reports whether token i stands in no name of a being.
func (c *casting) nobodys(i int) bool {
	k := c.nameAt[i] - 1
	return k < 0 || c.entityOf[k] < 0
}

// behindTitle is the capitalised words behind the last title of a phrase:
// "Tarn Chief Executive Bo Lund"; empty where it has none.
func (c *casting) behindTitle(r nlp.Range) nlp.Range {
	i := r.End - 1
	for i >= r.First && (c.pos(i) == "PROPN" || c.noun(i) && c.capital(i)) && c.nobodys(i) && c.heads.of(c.word(i)).kind == noHead {
		i--
	}
	if i < r.First || i == r.End-1 || c.heads.of(c.word(i)).kind != personHead || isArticle(c.word(r.First)) {
		return nlp.Range{}
	}
	return nlp.Range{First: i + 1, End: r.End}
}

// bodyLabel makes a body of capitalised words with an article that no stage
// took for a name, and of a short one in capitals: "the Office of Tides", "TRC".
func (c *casting) bodyLabel(r nlp.Range) (int, bool) {
	the := c.word(r.First) == "the"
	if the {
		r.First++
	}
	proper := 0
	for i := r.First; i < r.End; i++ {
		switch k := c.nameAt[i]; {
		case k > 0 && c.entityOf[k-1] >= 0:
			return 0, false
		case c.pos(i) == "PROPN", c.pos(i) == "NOUN" && c.d.Word(i) != strings.ToLower(c.d.Word(i)):
			proper++
		case i == r.First || i == r.End-1 || c.word(i) != "of" && c.word(i) != "and" && c.word(i) != "for":
			return 0, false
		}
	}
	short := r.Len() == 1 && isShortForm(c.d.Word(r.First))
	if !short && (!the || proper < 2) || r.Len() > maxRole/2 || len(c.entities) >= maxEntities {
		return 0, false
	}
	w := c.fold(r)
	if len(w) == 0 {
		return 0, false
	}
	key := strings.Join(w, " ")
	e, ok := c.byName[key]
	if !ok {
		e = c.add(entity{words: w, name: c.d.Words(r), typ: sayso.Organisation, named: true, used: true, at: []int{r.First}, stood: r.First + 1})
		c.byName[key] = e
		c.index(e, w)
	}
	c.mentions = append(c.mentions, mention{r, sayso.NameMention, mentionOf(c.entities[e].typ), e})
	return e, true
}

// isShortForm reports whether a word is one in capitals, as bodies are cut
// short to.
func isShortForm(w string) bool {
	return len(w) >= 2 && len(w) <= maxShortForm && w == strings.ToUpper(w) && w != strings.ToLower(w) && !strings.ContainsAny(w, "0123456789@")
}

// maxShortForm is the length of the longest word that is read so.
const maxShortForm = 6

// named finds the name that is the head of a noun phrase: a person before any
// preposition, or a body or place that ends it there.
func (c *casting) named(r nlp.Range) (int, bool) {
	for i := r.First; i < r.End; i++ {
		k := c.nameAt[i] - 1
		if k < 0 {
			if isPreposition(c.word(i)) {
				return c.titledName(r, i)
			}
			continue
		}
		n := c.d.Names[k]
		e := c.entityOf[k]
		end := n.End
		if out := max(0, r.First-n.First) + max(0, n.End-r.End); 2*out > n.Len() {
			return c.spelt(r) // a headline taken for a name
		}
		next := c.word(end)
		if end >= r.End || isPreposition(next) || next == "himself" || next == "herself" || next == "itself" {
			// "Western" alone is the concerns', not the speaker's name.
			if e >= 0 && (n.Type != nlp.GroupName || end >= r.End && c.pos(end-1) != "ADJ") {
				return e, true
			}
			return 0, false
		}
		i = max(i, end-1)
	}
	return c.spelt(r)
}

// titledName finds the person after a title with a preposition in it: "former
// Secretary of State Ada Brenn", "Governor of Tarn Ada Brenn".
func (c *casting) titledName(r nlp.Range, of int) (int, bool) {
	k := c.nameAt[r.End-1] - 1
	if k < 0 || isArticle(c.word(r.First)) {
		return 0, false
	}
	n := c.d.Names[k]
	// Right behind the body's name only the holder's can stand, whatever
	// prepositions the body has: "director of the Council on Tides Ada Brenn".
	beside := n.First > of+1 && c.nameAt[n.First-1] > 0
	if c.word(of) != "of" && !beside {
		return 0, false
	}
	if n.Type != nlp.PersonName || c.entityOf[k] < 0 || n.First <= of+1 || c.heads.of(c.word(of-1)).kind != personHead || kin(c.word(of-1)) {
		return 0, false
	}
	for i := of + 1; i < n.First; i++ {
		if isPreposition(c.word(i)) && c.nameAt[i] == 0 && !beside || c.heads.of(c.word(i)).kind == personHead {
			return 0, false
		}
	}
	return c.entityOf[k], true
}

// spelt finds an entity by the letters of a phrase in which no name was seen.
func (c *casting) spelt(r nlp.Range) (int, bool) {
	if r.Len() > maxSpelt || !c.noun(r.End-1) || !c.capital(r.End-1) {
		return 0, false
	}
	for isArticle(c.word(r.First)) && r.Len() > 1 {
		r.First++
	}
	w := c.fold(r)
	if len(w) == 0 {
		return 0, false
	}
	if c.heads.of(w[len(w)-1]).kind != noHead {
		// "King said", where the article names Ada King in full.
		if e := c.bare(w, r.First); len(w) == 1 && r.Len() == 1 && e >= 0 {
			return e, true
		}
		return 0, false
	}
	if e, ok := c.byName[strings.Join(w, " ")]; ok {
		return e, true
	}
	if e := c.shortOf(w, sayso.Person, r.First); e >= 0 {
		return e, true
	}
	return 0, false
}

// capital reports whether token i is written with a capital.
func (c *casting) capital(i int) bool {
	w := c.d.Word(i)
	return w[:1] != strings.ToLower(w[:1])
}

// maxSpelt is how many tokens a name may have that no stage saw.
const maxSpelt = 4

// kindOf tells what an entity is as a source.
func (c *casting) kindOf(e int) sayso.SourceKind {
	x := &c.entities[e]
	switch {
	case x.kind != "":
		return x.kind
	case x.typ == sayso.Organisation && outlet(x.words):
		return sayso.MediaSource
	case x.typ == sayso.Person:
		return sayso.NamedSource
	case x.typ == sayso.Group:
		return sayso.GroupSource
	}
	return sayso.OrgSource
}

// outlet reports whether a name is that of a medium or an agency.
func outlet(w []string) bool {
	switch w[len(w)-1] {
	case "times", "post", "journal", "tribune", "herald", "gazette", "news", "press", "magazine", "radio", "tv", "television", "broadcasting", "observer", "chronicle",
		"guardian", "telegraph", "courier", "examiner", "review", "reuters", "afp", "ap", "upi", "dpa", "tass", "ria", "bbc", "cnn", "nbc", "abc", "cbs", "fox", "msnbc", "npr", "pbs", "bloomberg", "xinhua",
		"kcna", "yonhap", "interfax", "politico", "breitbart", "today", "globe", "register", "daily", "weekly", "standard", "newspaper", "gazeta", "zeitung", "wire", "agency", "dispatch",
		"inquirer", "mirror", "monitor", "reporter", "mail", "sun", "independent", "newsweek", "buzzfeed", "newshour", "c-span", "cnbc", "univision", "telemundo", "jazeera", "arabiya":
		return w[len(w)-1] != "agency" || len(w) > 1 && w[len(w)-2] == "news"
	}
	return w[0] == "cnn" || w[0] == "bbc" || w[0] == "fox" || w[0] == "reuters" || w[0] == "msnbc" || w[0] == "nbc" || w[0] == "abc" || w[0] == "cbs"
}

// nominal finds or makes the entity of a phrase that names nobody. A phrase
// that cannot be a being's makes none: what it says stands with no actor.
func (c *casting) nominal(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	h, at := c.head(r)
	kind := sourceKinds[h.kind]
	if e := c.means(r, at, h, line); e >= 0 {
		return []int{e}, c.kindOf(e)
	}
	switch {
	case h.kind == reportsHead, c.word(at) == "reports" && !isArticle(c.word(r.First)) && c.word(at+1) != "by" && c.word(at+1) != "from":
		return nil, sayso.ReportsSource
	case h.kind == documentHead && c.inCourt(r, at):
		return nil, sayso.FilingSource
	case h.kind.thing():
		return c.author(r, at, h, line), kind
	case h.kind == noHead:
		return nil, c.headless(r)
	case h.kind == groupHead && at == r.First && r.Len() == 1 && !c.noun(at) && c.pos(at) != "PRON" && c.pos(at) != "":
		return nil, kind
	}
	if e, ok := c.phrases[r]; ok {
		return []int{e}, c.kindOf(e)
	}
	text := c.possessed(r, c.describe(r), line)
	definite := c.definite(r)
	if definite && h.kind == personHead {
		_, rivals := c.holder(r, at)
		definite = !rivals // "the official", of whom there are two: nobody knows
	}
	if definite {
		if e, ok := c.byName[strings.ToLower(text)]; ok {
			c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(c.entities[e].typ), e})
			return []int{e}, c.kindOf(e)
		}
	}
	if len(c.entities) >= maxEntities {
		return nil, kind
	}
	typ := sayso.Organisation
	switch h.kind {
	case personHead:
		typ = sayso.Person
	case groupHead:
		typ = sayso.Group
	}
	e := c.add(entity{words: []string{strings.ToLower(text)}, name: text, typ: typ, many: h.many, kind: kind, used: true, at: []int{r.First}, gender: c.genders[c.word(at)]})
	c.phrases[r] = e
	if definite || typ == sayso.Organisation {
		c.byName[strings.ToLower(text)] = e
	}
	if h.kind == personHead && strings.HasPrefix(c.word(at), "spokes") {
		c.entities[e].bodyName = c.behindPhrase(r, at)
		c.entities[e].body = foldName(c.entities[e].bodyName)
	}
	if h.kind == personHead {
		c.titled[c.word(at)] = appendNew(c.titled[c.word(at)], e)
	}
	c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(typ), e})
	return []int{e}, kind
}

// definite reports whether a phrase means one that the reader knows.
func (c *casting) definite(r nlp.Range) bool {
	return c.word(r.First) == "the" || isPossessive(c.word(r.First)) || c.nameAt[r.First] > 0
}

// means finds who was named elsewhere and is meant by the phrase r, whose noun
// stands at token at: who holds the role, or whom it takes up; -1 for nobody.
func (c *casting) means(r nlp.Range, at int, h head, line int) int {
	e := -1
	switch {
	case c.aged(r):
		e = c.antecedentPerson(r.First, line, unknownGender)
	case at < r.First || at >= r.End:
	case h.kind == personHead && c.definite(r):
		if x, rivals := c.holder(r, at); x >= 0 || rivals {
			e = x
			break
		}
		fallthrough
	default:
		e = c.takenUp(r, at, h, line)
	}
	if e >= 0 {
		c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(c.entities[e].typ), e})
	}
	return e
}

// behindPhrase reads whom "a spokesman for the Tarn Council", "the council’s
// spokeswoman" speaks for.
func (c *casting) behindPhrase(r nlp.Range, at int) string {
	if w := c.word(at + 1); (w == "for" || w == "of" || w == "with") && at+2 < r.End {
		return c.held(c.complement(at+2, r))
	}
	of := nlp.Range{First: r.First, End: c.affiliation(r.First, at+1)}
	for of.Len() > 0 && isArticle(c.word(of.First)) || of.Len() > 0 && isPossessive(c.word(of.First)) {
		of.First++
	}
	for of.Len() > 0 && (c.word(of.End-1) == "'s" || c.word(of.End-1) == "'") {
		of.End--
	}
	if of.Len() <= 0 {
		if w := c.word(at - 1); at > r.First && (c.anaphors.business[w] || c.anaphors.body[w]) {
			return w // "a company spokesman"
		}
		return ""
	}
	return c.d.Words(of)
}

// headless is the kind of a source whose noun says nothing of a being.
func (c *casting) headless(r nlp.Range) sayso.SourceKind {
	switch {
	case c.pos(r.First) == "NUM", c.word(r.First) == "both", c.word(r.First) == "multiple", c.word(r.First) == "everyone", c.word(r.First) == "everybody",
		r.Len() > 3 && c.word(r.First) == "one" && c.word(r.First+1) == "in":
		return sayso.GroupSource
	case c.word(r.First) == "someone", c.word(r.First) == "somebody":
		return sayso.UnnamedSource
	}
	if r.Len() == 1 {
		switch c.word(r.First) {
		case "this", "that", "these", "those", "which", "it", "what", "there":
			return sayso.PronounSource
		case "one", "another", "other", "somebody", "someone", "anyone", "anybody", "whoever":
			return sayso.UnnamedSource
		}
		if k := c.nameAt[r.First]; k > 0 && c.d.Names[k-1].Type == nlp.GroupName {
			return sayso.GroupSource
		}
	}
	return sayso.UndecidedSource
}

// inCourt reports whether the papers at the head of a phrase are a court's.
func (c *casting) inCourt(r nlp.Range, at int) bool {
	for i := r.First; i < at; i++ {
		switch c.word(i) {
		case "court", "legal", "charging", "prosecution", "bankruptcy", "judicial":
			return true
		}
	}
	return false
}

func mentionOf(t sayso.ActorType) sayso.MentionType {
	switch t {
	case sayso.Person:
		return sayso.PersonMention
	case sayso.Organisation:
		return sayso.OrgMention
	case sayso.PlaceActor:
		return sayso.PlaceMention
	case sayso.Group:
		return sayso.GroupMention
	}
	return sayso.OtherMention
}
