package names

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/eval/conllu"
	"sayso/nlp"
)

// Part is one half of a corpus.
type Part string

const (
	Train Part = "train"
	Dev   Part = "dev"
)

var (
	person  = Of(nlp.PersonName)
	org     = Of(nlp.OrgName)
	place   = Of(nlp.PlaceName)
	group   = Of(nlp.GroupName)
	event   = Of(nlp.EventName)
	work    = Of(nlp.WorkName)
	rest    = Of(nlp.OtherName)
	misc    = group | event | work | rest
	unknown = Types(0)
)

// PerDocument is how many sentences make up a Document where a corpus does
// not say where its documents end.
const PerDocument = 12

// WikiGold is Wikipedia text. Its MISC is whatever is no person, organisation
// or place; nationalities belong to it.
func WikiGold(corpora fs.FS) ([]Document, error) {
	return columns(corpora, "names/wikigold/wikigold.conll.txt", layout{
		types: map[string]Types{"PER": person, "ORG": org, "LOC": place, "MISC": misc},
		per:   PerDocument,
	})
}

// BTC is the Broad Twitter Corpus. It knows persons, organisations and places;
// what it does with user names is left out.
func BTC(corpora fs.FS) ([]Document, error) {
	var out []Document
	for _, part := range []string{"a", "b", "e", "f", "g", "h"} {
		docs, err := columns(corpora, "names/BTC/"+part+".conll", layout{
			types: map[string]Types{"PER": person, "ORG": org, "LOC": place},
			open:  misc, per: 1, handles: true,
		})
		if err != nil {
			return nil, err
		}
		out = append(out, docs...)
	}
	return out, nil
}

// WNUT17 is posts and comments with names that were new. Its "group" is bands
// and teams, which are organisations here.
func WNUT17(corpora fs.FS, part Part) ([]Document, error) {
	file := map[Part]string{Train: "wnut17train.conll", Dev: "emerging.dev.conll"}[part]
	return columns(corpora, "names/WNUT17/"+file, layout{
		types: map[string]Types{"person": person, "location": place, "corporation": org, "group": org | group,
			"creative-work": work, "product": rest | work},
		open: group | event, per: 1,
	})
}

// RE3D is reports on the conflict in Syria and Iraq. It marks nominals and
// pronouns too, which are dropped, and whole phrases, of which only those that
// begin and end like a name are believed.
func RE3D(corpora fs.FS) ([]Document, error) {
	return columns(corpora, "names/re3d/re3d-train.conll", layout{
		types: map[string]Types{"Person": person, "Organisation": org, "Location": place, "Nationality": group},
		skip:  map[string]bool{"Temporal": true, "Quantity": true, "Money": true},
		open:  misc, per: PerDocument, phrases: true,
	})
}

// UNER is Universal NER's layer over EWT dev: persons, organisations, places.
// The text is EWT's own, with its paragraphs.
func UNER(corpora fs.FS) ([]Document, error) {
	docs, err := conllu.EWT(corpora, conllu.Dev)
	if err != nil {
		return nil, err
	}
	const file = "names/UNER_EWT/dev.iob2"
	f, err := corpora.Open(file)
	if err != nil {
		return nil, missing(file, err)
	}
	defer f.Close()
	types := map[string]Types{"PER": person, "ORG": org, "LOC": place}
	byID := map[string]int{}
	out := make([]Document, len(docs))
	next := make([]int, len(docs)) // the bytes of docs[i] that the words so far stand for
	for i := range docs {
		byID[docs[i].ID] = i
		out[i] = Document{ID: docs[i].ID, Text: docs[i].Doc().Text, Open: misc}
	}
	at := -1
	var bad error
	err = readColumns(f, 1, 2, true, func(t tokens) {
		if at < 0 || bad != nil {
			bad = cmp.Or(bad, error(sayso.Errorf("read corpus", file, sayso.Invalid, "a document that EWT dev lacks")))
			return
		}
		spans := make([]sayso.Span, len(t.words))
		for i, w := range t.words {
			start, end := find(out[at].Text, next[at], w)
			if end < 0 {
				bad = sayso.Errorf("read corpus", file, sayso.Invalid, "document %s lacks %q after byte %d", out[at].ID, w, next[at])
				return
			}
			spans[i], next[at] = sayso.Span{Start: start, End: end}, end
		}
		for _, s := range stretches(t.labels) {
			span := sayso.Span{Start: spans[s.first].Start, End: spans[s.end-1].End}
			out[at].Names = append(out[at].Names, Name{span, types[s.label]})
		}
	}, func(id string) {
		i, ok := byID[id]
		if !ok {
			i = -1
		}
		at = i
	})
	if err == nil {
		err = bad
	}
	return out, err
}

// find returns where w stands in text at or next after byte from, white space
// aside on both sides; end is -1 when it does not.
func find(text string, from int, w string) (start, end int) {
	start = -1
	for _, c := range w {
		if unicode.IsSpace(c) {
			continue
		}
		for {
			r, n := utf8.DecodeRuneInString(text[from:])
			if n == 0 || !unicode.IsSpace(r) && r != c {
				return -1, -1
			}
			from += n
			if r == c {
				if start < 0 {
					start = from - n
				}
				break
			}
		}
	}
	return start, from
}

// layout says how a corpus in columns is to be read.
type layout struct {
	types map[string]Types
	skip  map[string]bool // labels that are no names
	open  Types
	per   int // sentences in a Document
	// handles: labels on user names are not believed.
	handles bool
	// phrases: names are whole noun phrases.
	phrases bool
}

func columns(corpora fs.FS, file string, l layout) ([]Document, error) {
	f, err := corpora.Open(file)
	if err != nil {
		return nil, missing(file, err)
	}
	defer f.Close()
	return l.read(path.Base(path.Dir(file)), f)
}

func (l layout) read(id string, r io.Reader) ([]Document, error) {
	var out []Document
	var o writer
	var names []Name
	n := 0
	flush := func() {
		if n > 0 {
			out = append(out, Document{ID: id, Text: o.b.String(), Names: names, Open: l.open})
		}
		o, names, n = writer{}, nil, 0
	}
	err := readColumns(r, 0, -1, false, func(t tokens) {
		spans := make([]sayso.Span, len(t.words))
		for i, w := range t.words {
			spans[i] = o.add(w)
		}
		for _, s := range stretches(t.labels) {
			if l.skip[s.label] {
				continue
			}
			names = l.name(names, t, s, spans)
		}
		o.line()
		if n++; n >= l.per {
			flush()
		}
	}, nil)
	flush()
	return out, err
}

// name appends the name that a labelled stretch stands for, if it does.
func (l layout) name(names []Name, t tokens, s labelled, spans []sayso.Span) []Name {
	types := l.types[s.label]
	whole := Name{sayso.Span{Start: spans[s.first].Start, End: spans[s.end-1].End}, types}
	if l.handles && (strings.HasPrefix(t.words[s.first], "@") || s.first > 0 && t.words[s.first-1] == "@") {
		whole.Types = unknown
	}
	if !l.phrases {
		return append(names, whole)
	}
	for s.first < s.end && !capital(t.words[s.first]) || s.first < s.end && articles[strings.ToLower(t.words[s.first])] {
		s.first++
	}
	if s.first == s.end {
		return names // a pronoun or a nominal
	}
	exact := capital(t.words[s.end-1])
	for i := s.first; i < s.end && exact; i++ {
		exact = capital(t.words[i]) || !unicode.IsLetter(first(t.words[i])) || joints[t.words[i]]
	}
	whole.Start = spans[s.first].Start
	if !exact {
		whole.Types = unknown
	}
	return append(names, whole)
}

var (
	articles = map[string]bool{"the": true, "a": true, "an": true, "we": true, "our": true, "it": true, "he": true, "she": true,
		"i": true, "they": true, "this": true, "these": true, "those": true, "their": true, "his": true, "her": true, "its": true}
	joints = map[string]bool{"of": true, "for": true, "the": true, "and": true, "al": true, "bin": true, "de": true, "van": true, "on": true, "in": true}
)

func first(w string) rune {
	r, _ := utf8.DecodeRuneInString(w)
	return r
}

func capital(w string) bool { return unicode.IsUpper(first(w)) }

func missing(name string, err error) error {
	kind := sayso.Denied
	if errors.Is(err, fs.ErrNotExist) {
		kind = sayso.NotFound
	}
	return sayso.E("read corpus", name, kind, err).Advise("point --data at the corpora folder")
}

// sortNames puts names in text order and drops those that overlap an earlier one.
func sortNames(names []Name) []Name {
	sort.SliceStable(names, func(i, j int) bool { return names[i].Start < names[j].Start })
	out := names[:0]
	for _, n := range names {
		if len(out) > 0 && n.Start < out[len(out)-1].End {
			continue
		}
		out = append(out, n)
	}
	return out
}
