package conllu

import (
	"strings"

	"sayso/nlp"
)

// Doc lays the document out as text, paragraphs parted by an empty line, and
// gives it as an nlp.Doc with all its gold columns. Words that divide their
// multiword token have their part of its span, others all of it.
func (d *Document) Doc() *nlp.Doc {
	var text strings.Builder
	out := &nlp.Doc{}
	space := ""
	for si := range d.Sentences {
		s := &d.Sentences[si]
		if s.Paragraph && len(out.Tokens) > 0 {
			space = "\n\n"
		}
		base := len(out.Tokens)
		multi := s.Multi
		for i := 0; i < len(s.Words); {
			text.WriteString(space)
			joined := space == "" && len(out.Tokens) > 0
			start := text.Len()
			end := i + 1
			form := s.Words[i].Form
			if len(multi) > 0 && multi[0].First == i {
				form, end = multi[0].Form, multi[0].End
				multi = multi[1:]
			}
			text.WriteString(form)
			parts := divide(form, s.Words[i:end])
			for j := i; j < end; j++ {
				w := &s.Words[j]
				t := nlp.Token{
					Start: start + parts[j-i][0], End: start + parts[j-i][1],
					Joined: joined || j > i, Within: j > i,
					Lemma: w.Lemma, POS: w.UPOS, XPOS: w.XPOS, Feats: w.Feats, Head: -1, Rel: w.Rel,
				}
				if w.Head >= 0 {
					t.Head = base + w.Head
				}
				out.Tokens = append(out.Tokens, t)
			}
			space = ""
			if s.Words[end-1].Space {
				space = " "
			}
			i = end
		}
		r := nlp.Range{First: base, End: len(out.Tokens)}
		out.Sentences = append(out.Sentences, r)
		if s.Paragraph || len(out.Paragraphs) == 0 {
			out.Paragraphs = append(out.Paragraphs, r)
		} else {
			out.Paragraphs[len(out.Paragraphs)-1].End = r.End
		}
	}
	out.Text = text.String()
	return out
}

// divide gives each word its bytes of form: its own part where the words'
// forms make up form, else all of it.
func divide(form string, words []Word) [][2]int {
	out := make([][2]int, len(words))
	at := 0
	for i := range words {
		n := len(words[i].Form)
		if at+n > len(form) || !strings.EqualFold(form[at:at+n], words[i].Form) {
			at = -1
			break
		}
		out[i] = [2]int{at, at + n}
		at += n
	}
	if at != len(form) {
		for i := range out {
			out[i] = [2]int{0, len(form)}
		}
	}
	return out
}

// Bare copies d without anything that a tagger or parser sets.
func Bare(d *nlp.Doc) *nlp.Doc {
	c := *d
	c.Tokens = make([]nlp.Token, len(d.Tokens))
	for i, t := range d.Tokens {
		c.Tokens[i] = nlp.Token{Start: t.Start, End: t.End, Joined: t.Joined, Within: t.Within, Head: -1}
	}
	return &c
}
