// Package wording says what words some part of an article uses and what it counts,
// from the words as they were read: by their lemmas, and whatever their endings.
package wording

import (
	"strconv"
	"strings"

	"sayso"
)

// Figure is a number that some words give.
type Figure struct {
	Words string // as they stand, with what is counted: "12 people"
	Value string // in figures, or the vague word: "12", "scores"
	Of    string // the lemma of what is counted; empty where no noun stands there
}

// Parts is the words of a part of an article.
type Parts struct {
	Lemmas  map[string]bool // of the words that carry content, numbers aside
	Figures []Figure
}

// Read reads the words in some spans of an article.
func Read(r *sayso.Record, spans sayso.Spans) Parts {
	p := Parts{Lemmas: map[string]bool{}}
	tokens := r.Analysis.Tokens
	for i := range tokens {
		t := &tokens[i]
		if !spans.Overlaps(t.Span) {
			continue
		}
		word := strings.ToLower(t.Span.In(r.Article.Text))
		if v, ok := value(t, word); ok {
			p.Figures = append(p.Figures, figure(r, i, v))
			continue
		}
		switch t.POS {
		case "NOUN", "PROPN", "VERB", "ADJ", "ADV":
			p.Lemmas[strings.ToLower(t.Lemma)] = true
		}
	}
	return p
}

// value is the number that a token gives, written in figures; a vague one is its
// own value.
func value(t *sayso.Token, word string) (string, bool) {
	if vague[word] {
		return word, true
	}
	if n, ok := numerals[word]; ok && t.POS == "NUM" {
		return strconv.Itoa(n), true
	}
	plain := strings.ReplaceAll(word, ",", "")
	if _, err := strconv.ParseFloat(plain, 64); err != nil || t.POS != "NUM" {
		return "", false
	}
	return plain, true
}

// figure finds what a number counts: the noun that it belongs to, or the first noun
// behind it within few words.
func figure(r *sayso.Record, i int, v string) Figure {
	tokens, text := r.Analysis.Tokens, r.Article.Text
	f := Figure{Words: tokens[i].Span.In(text), Value: v}
	of := -1
	if h := tokens[i].Head; h > i && h < len(tokens) && h-i <= reach && tokens[h].POS == "NOUN" {
		of = h
	}
	for k := i + 1; of < 0 && k < len(tokens) && k <= i+reach; k++ {
		switch tokens[k].POS {
		case "NOUN":
			of = k
		case "ADP", "ADJ", "DET":
		default:
			return f
		}
	}
	if of >= 0 {
		f.Of = strings.ToLower(tokens[of].Lemma)
		f.Words = text[tokens[i].Span.Start:tokens[of].Span.End]
	}
	return f
}

// reach is how many words behind a number what it counts may stand.
const reach = 4

// vague are words for numbers that nobody has counted.
var vague = map[string]bool{"dozens": true, "scores": true, "hundreds": true, "thousands": true, "several": true}

var numerals = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

// Alike is the share of the words of both that both have, 0 to 1.
func Alike(a, b *Parts) float64 {
	n := 0
	for w := range a.Lemmas {
		if b.Lemmas[w] {
			n++
		}
	}
	if len(a.Lemmas)+len(b.Lemmas) == n {
		return 0
	}
	return float64(n) / float64(len(a.Lemmas)+len(b.Lemmas)-n)
}

// Moved lists the figures of a that b gives otherwise: those of one thing, and the
// only ones of both where one of them says of what it is.
func Moved(a, b *Parts) [][2]Figure {
	var out [][2]Figure
	taken := make([]bool, len(b.Figures))
	for _, x := range a.Figures {
		for k, y := range b.Figures {
			if taken[k] || x.Of != y.Of {
				continue
			}
			taken[k] = true
			if x.Value != y.Value {
				out = append(out, [2]Figure{x, y})
			}
			break
		}
	}
	if len(out) == 0 && len(a.Figures) == 1 && len(b.Figures) == 1 && (a.Figures[0].Of == "" || b.Figures[0].Of == "") && a.Figures[0].Value != b.Figures[0].Value {
		out = append(out, [2]Figure{a.Figures[0], b.Figures[0]})
	}
	return out
}
