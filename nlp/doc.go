// Package nlp holds what the language stages make of a text: a [Doc] of
// tokens, sentences, paragraphs, quotations, names and coreference chains.
//
// A Doc owns its text; everything else is a view into it by byte offsets.
// Stages fill it one after the other, each setting its own fields only.
//
// Package english has them all in order:
//
//	pipeline, err := english.Load() // once; safe for many goroutines
//	…
//	doc := pipeline.Parse("The mayor closed the harbour.")
//	for _, s := range doc.Sentences {
//		root := doc.Root(s) // "closed": its Lemma is "close", its Feat("Tense") "Past"
//		for i := range doc.Children(root) {
//			fmt.Println(doc.Tokens[i].Rel, doc.Words(doc.Subtree(i)))
//		}
//	}
//
// which prints "nsubj The mayor", "obj the harbour" and "punct .". Names stand
// in doc.Names, quotations in doc.Quotes, and in doc.Chains what stands for one
// and the same person or thing; doc.Words gives the words of any of them. Tags,
// morphology and relations are those of Universal Dependencies, version 2
// (https://universaldependencies.org).
package nlp

import "sayso"

// Doc is one text and what is known of its words.
type Doc struct {
	Text       string
	Tokens     []Token
	Sentences  []Range // of tokens; they cover all tokens in order
	Paragraphs []Range // of tokens
	Quotes     []Quote
	Names      []Name
	Chains     []Chain
	// Scores is what an encoder's heads make of the tokens; nil where none read them.
	Scores *Scores
}

// Scores are rows of numbers, one row for each token, one number for each thing
// that the token may be: the higher, the likelier. Those who ask know the things.
type Scores struct {
	// Tokens is how many tokens have rows, from the first on: of a long text the
	// encoder reads the beginning.
	Tokens       int
	Names        []float32 // places in names of each type
	Attributions []float32 // parts of attributions
	Mentions     []float32 // what mentions are joined by; nil where nobody asked
}

// Range is a run of tokens: First to End, End exclusive.
type Range struct{ First, End int }

// Len returns the number of tokens in r.
func (r Range) Len() int { return r.End - r.First }

// Contains reports whether token i lies in r.
func (r Range) Contains(i int) bool { return r.First <= i && i < r.End }

// Token is one syntactic word (Universal Dependencies). Where a written word
// holds several ("don't"), each has its own part of the span.
type Token struct {
	Start, End int // bytes of Doc.Text
	// Joined is set when no space stands between this token and the last.
	Joined bool
	// Within is set when this token is a later part of a multiword token.
	Within bool
	Lemma  string // empty until a stage sets it
	POS    string // UPOS; empty until a stage sets it
	XPOS   string // Penn tag; empty until a stage sets it
	Feats  string // UD morphology, "Number=Sing|Person=3"; empty until a stage sets it
	Head   int    // index of the head in Doc.Tokens; -1 for a root, and until a stage sets it
	Rel    string // UD relation; empty until a stage sets it
}

// Span returns the token's bytes.
func (t Token) Span() sayso.Span { return sayso.Span{Start: t.Start, End: t.End} }

// Quote is a quotation: tokens from the opening mark to the closing one.
type Quote struct {
	Range // the marks included
	// Depth is 0 for an outer quotation, 1 for one inside it.
	Depth int
	// Continues is set when the quotation goes on in the next paragraph,
	// which then opens with a mark and stands as the next Quote.
	Continues bool
	// Closed is false when no closing mark was found.
	Closed bool
}

// NameType is the type of a name.
type NameType string

const (
	PersonName NameType = "person"
	OrgName    NameType = "org"
	PlaceName  NameType = "place"
	GroupName  NameType = "group" // nationalities, faiths, parties as people
	EventName  NameType = "event"
	WorkName   NameType = "work"
	OtherName  NameType = "other"
)

// Name is one mention of a name. Titles before it stand outside.
type Name struct {
	Range
	Type NameType
}

// Chain is the mentions of one entity, in text order.
type Chain struct {
	Type     NameType
	Mentions []Mention
}

// Mention is one member of a chain. Head is the token that it stands by.
type Mention struct {
	Range
	Head int
	Kind sayso.MentionKind
}

// Word returns the text of token i.
func (d *Doc) Word(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Span returns the bytes of a run of tokens; the zero Span for an empty run.
func (d *Doc) Span(r Range) sayso.Span {
	if r.End <= r.First {
		return sayso.Span{}
	}
	return sayso.Span{Start: d.Tokens[r.First].Start, End: d.Tokens[r.End-1].End}
}

// Words returns the text of a run of tokens.
func (d *Doc) Words(r Range) string { s := d.Span(r); return d.Text[s.Start:s.End] }

// SentenceOf returns the index of the sentence that holds token i.
func (d *Doc) SentenceOf(i int) int { return find(d.Sentences, i) }

// ParagraphOf returns the index of the paragraph that holds token i.
func (d *Doc) ParagraphOf(i int) int { return find(d.Paragraphs, i) }

// find returns the range that holds token i, by bisection; -1 for none.
func find(rs []Range, i int) int {
	lo, hi := 0, len(rs)
	for lo < hi {
		m := (lo + hi) / 2
		switch {
		case i < rs[m].First:
			hi = m
		case i >= rs[m].End:
			lo = m + 1
		default:
			return m
		}
	}
	return -1
}
