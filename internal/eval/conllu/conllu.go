// Package conllu reads CoNLL-U treebanks and scores a pipeline against them
// from raw text, as the CoNLL 2018 shared task did.
//
// The format is that of https://universaldependencies.org/format.html: ten
// columns, "#" comments, "1-2" lines for multiword tokens, "1.1" lines for
// empty nodes, which are skipped.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sayso"
)

// Document is the sentences under one "# newdoc", or a whole file without one.
type Document struct {
	ID        string
	Sentences []Sentence
}

// Sentence is one tree.
type Sentence struct {
	ID string
	// Paragraph is set when a paragraph begins here.
	Paragraph bool
	Words     []Word
	Multi     []Multi // multiword tokens, in order
}

// Word is one syntactic word.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // index in Sentence.Words; -1 for the root
	Rel                            string
	Misc                           string
	// Space is set when white space follows. Inside a multiword token only
	// the last word's counts, and it is the multiword token's.
	Space bool
}

// Multi is a multiword token: the surface form of Words[First:End].
type Multi struct {
	First, End int
	Form       string
}

const maxLine = 1 << 20

// Read reads documents until r ends. Errors name the line.
func Read(r io.Reader) ([]Document, error) {
	var p parser
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for sc.Scan() {
		p.line++
		if err := p.take(sc.Text()); err != nil {
			return nil, sayso.E("read CoNLL-U", fmt.Sprintf("line %d", p.line), sayso.Invalid, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, sayso.E("read CoNLL-U", fmt.Sprintf("line %d", p.line+1), sayso.Invalid, err)
	}
	if err := p.endSentence(); err != nil {
		return nil, sayso.E("read CoNLL-U", fmt.Sprintf("line %d", p.line), sayso.Invalid, err)
	}
	return p.docs, nil
}

type parser struct {
	line int
	docs []Document
	sent Sentence
}

func (p *parser) take(line string) error {
	line = strings.TrimSuffix(line, "\r")
	if line == "" {
		return p.endSentence()
	}
	if line[0] == '#' {
		key, value, _ := strings.Cut(line[1:], "=")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "newdoc id", "newdoc":
			p.docs = append(p.docs, Document{ID: value})
			p.sent.Paragraph = true
		case "newpar", "newpar id":
			p.sent.Paragraph = true
		case "sent_id":
			p.sent.ID = value
		}
		return nil
	}
	c := strings.Split(line, "\t")
	if len(c) != 10 {
		return fmt.Errorf("%d columns, want 10", len(c))
	}
	if strings.Contains(c[0], ".") {
		return nil
	}
	n := len(p.sent.Words)
	if a, b, ok := strings.Cut(c[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != n+1 || last < first {
			return fmt.Errorf("bad multiword range %q", c[0])
		}
		p.sent.Multi = append(p.sent.Multi, Multi{first - 1, last, c[1]})
		return nil
	}
	if id, err := strconv.Atoi(c[0]); err != nil || id != n+1 {
		return fmt.Errorf("bad word number %q, want %d", c[0], n+1)
	}
	head, err := strconv.Atoi(c[6])
	if err != nil {
		return fmt.Errorf("bad head %q", c[6])
	}
	blank := func(s string) string {
		if s == "_" {
			return ""
		}
		return s
	}
	lemma := c[2]
	if lemma == "_" && c[1] != "_" {
		lemma = ""
	}
	p.sent.Words = append(p.sent.Words, Word{
		Form: c[1], Lemma: lemma, UPOS: c[3], XPOS: c[4], Feats: blank(c[5]),
		Head: head - 1, Rel: c[7], Misc: blank(c[9]), Space: !noSpace(c[9]),
	})
	return nil
}

func noSpace(misc string) bool {
	for f := range strings.SplitSeq(misc, "|") {
		if f == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

func (p *parser) endSentence() error {
	s := p.sent
	if len(s.Words) == 0 {
		return nil
	}
	for i, w := range s.Words {
		if w.Head < -1 || w.Head >= len(s.Words) || w.Head == i {
			return fmt.Errorf("sentence %s: word %d has head %d", s.ID, i+1, w.Head+1)
		}
	}
	for i, m := range s.Multi {
		if m.End > len(s.Words) || i > 0 && m.First < s.Multi[i-1].End {
			return fmt.Errorf("sentence %s: bad multiword token %q", s.ID, m.Form)
		}
	}
	if len(p.docs) == 0 {
		p.docs = append(p.docs, Document{})
	}
	d := &p.docs[len(p.docs)-1]
	d.Sentences = append(d.Sentences, s)
	p.sent = Sentence{}
	return nil
}
