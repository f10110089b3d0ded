package sayso

// Analysis is what one reading put on record about one article: a pure
// function of article, models and knowledge. Identifiers are local to it.
type Analysis struct {
	Extractor Provenance
	// Language is what the text is written in, ISO 639-1; empty when neither the
	// text nor its publisher tells.
	Language string `json:",omitempty"`
	// Unread says in words what of the article was not read, and why: "language fr
	// is not read", and nothing stands below; "its end is not read"; or what was read
	// less exactly than the rest. Empty when all was.
	Unread    string `json:",omitempty"`
	Sentences []Span
	Tokens    []Token
	Mentions  []Mention
	Actors    []Actor
	Places    []Place
	Times     []When
	Claims    []Claim
	Events    []Event
}

// Provenance says who read the article. A new Version may read old articles
// anew; it has nothing to do with the ledger's storage format.
type Provenance struct {
	Name, Version, Model string
}

// Token is one word with what the language stages made of it. Fields that no
// stage has set are empty; Head is then -1.
type Token struct {
	Span  Span
	Lemma string
	POS   string // UPOS
	Head  int    // index of the head in Tokens, -1 for a root
	Rel   string // UD relation
}

// Actor returns the actor with that identifier, nil when there is none.
func (a *Analysis) Actor(id ActorID) *Actor {
	for i := range a.Actors {
		if a.Actors[i].ID == id {
			return &a.Actors[i]
		}
	}
	return nil
}
