package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/nlp"
)

// Sound wants every span of a reading inside the text, not turned round.
func Sound(text string, an *sayso.Analysis) error {
	var bad error
	in := func(what string, ss ...sayso.Span) {
		for _, s := range ss {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				bad = fmt.Errorf("the span %v of a %s lies outside %d bytes: %q", s, what, len(text), text)
			}
		}
	}
	for _, c := range an.Claims {
		in("source", c.Source.Spans...)
		in("cue", c.Cue.Spans...)
		in("content", c.Content...)
	}
	for _, e := range an.Events {
		in("event", e.Anchor...)
	}
	for _, m := range an.Mentions {
		in("mention", m.Span)
	}
	for _, m := range an.Times {
		in("time", m.Span)
	}
	return bad
}

// chained is a reader whose trees are one chain: every word hangs on the one
// before it, all by the same relation.
type chained struct {
	reader nlp.Stage
	rel    string
}

func (c chained) Apply(d *nlp.Doc) {
	c.reader.Apply(d)
	d.Sentences = []nlp.Range{{First: 0, End: len(d.Tokens)}}
	for i := range d.Tokens {
		d.Tokens[i].Head, d.Tokens[i].Rel = i-1, c.rel
	}
}

// maxDeep is far more than a deep tree takes on a busy machine, and far less than one
// whose cost doubles with its depth.
const maxDeep = time.Minute

// TestDeepTrees reads sentences of 5,000 words, 1,000 with -short, whose trees are as
// deep as they are long, as no parser here makes them. The rules follow trees, pronouns and
// what these refer to; no depth may end the program or take it out of its way.
func TestDeepTrees(t *testing.T) {
	whole := New()
	long := 5000
	if testing.Short() {
		long = 1000
	}
	for _, words := range []string{
		"said a number of its members of the group of their leaders who",
		"report that he denied that she failed to say that they attacked",
	} {
		text := strings.Repeat(words+" ", long/len(strings.Fields(words))) + "."
		for _, rel := range []string{"nmod", "nmod:poss", "conj", "appos", "flat", "compound", "amod", "obl", "acl", "acl:relcl", "advcl", "ccomp", "xcomp", "obj", "nsubj"} {
			s := whole.stages
			s.Reader = chained{whole.stages.Reader, rel}
			x, at := with(s), time.Now()
			an := x.Extract(&sayso.Article{Text: text, Language: "en"})
			if took := time.Since(at); took > maxDeep {
				t.Errorf("%.20q by %s took %v", words, rel, took)
			}
			if err := Sound(text, &an); err != nil {
				t.Errorf("%.20q by %s: %v", words, rel, err)
			}
		}
	}
}
