package check

import (
	"slices"
	"strings"

	"sayso"
)

// statement is something that a draft says somebody said: a quotation, an
// attribution, or a quotation without a speaker.
type statement struct {
	spans  sayso.Spans // in the draft's text
	quoted bool        // it stands in quotation marks
	claim  *sayso.Claim
	who    speaker
	said   *sayso.When // when the draft says it was said; nil where it does not
	words  []word
	text   string // of the draft
}

const (
	// minQuoted is how many words a quotation has at least that is looked for
	// without being an attribution: shorter ones are names, titles and words that a
	// writer keeps at arm's length.
	minQuoted = 4
	// minPart is the same for quoted words inside an attribution, minSaid for an
	// attribution without quotation marks.
	minPart = 3
	minSaid = 3
	// mostly is the share of an attribution's words from which it is what is quoted
	// in it.
	mostly = 0.6
)

// statements lists what a draft says that somebody said, in the order of its text.
func statements(a *sayso.Article, an *sayso.Analysis) []statement {
	quotes := quotations(a.Text)
	used := make([]bool, len(quotes))
	var out []statement
	for i := range an.Claims {
		c := &an.Claims[i]
		if len(c.Content) == 0 {
			continue
		}
		out = append(out, attributed(a, an, c, quotes, used)...)
	}
	for i, q := range quotes {
		if used[i] {
			continue
		}
		s := statement{spans: sayso.Spans{q}, quoted: true, words: wordsIn(a.Text, sayso.Spans{q})}
		if count(s.words) >= minQuoted {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b statement) int { return a.spans[0].Start - b.spans[0].Start })
	return out
}

// attributed are the statements of one claim: its quotations, and its whole content
// where that is not mostly quoted. What stands inside another claim is a part of
// that one.
func attributed(a *sayso.Article, an *sayso.Analysis, c *sayso.Claim, quotes []sayso.Span, used []bool) []statement {
	base := statement{claim: c, who: draftSpeaker(a, an, c), said: said(an, c)}
	var own sayso.Spans
	fresh := false
	for i, q := range quotes {
		if !c.Content.Overlaps(q) {
			continue
		}
		if fresh = fresh || !used[i]; c.Parent == "" || c.Form == sayso.Direct {
			used[i] = true
		}
		own = append(own, q)
	}
	whole := base
	whole.spans, whole.words = c.Content, wordsIn(a.Text, c.Content)
	if c.Form == sayso.Direct && len(own) == 0 { // a transcript, or marks that do not close
		own = c.Content
		fresh = true
	}
	quoted := base
	quoted.spans, quoted.quoted, quoted.words = own, true, wordsIn(a.Text, own)
	switch {
	case c.Parent != "" && (c.Form != sayso.Direct || !fresh):
		return nil
	case len(own) > 0 && !fresh:
		return nil
	case c.Form == sayso.Direct, len(own) > 0 && float64(count(quoted.words)) >= mostly*float64(count(whole.words)):
		if count(quoted.words) < minPart {
			return nil
		}
		return []statement{quoted}
	}
	var out []statement
	if whole.words = told(whole.words); count(whole.words) >= minSaid {
		out = append(out, whole)
	}
	for _, q := range own {
		s := base
		s.spans, s.quoted, s.words = sayso.Spans{q}, true, wordsIn(a.Text, sayso.Spans{q})
		if count(s.words) >= minPart {
			out = append(out, s)
		}
	}
	return out
}

// told leaves out the word that opens reported speech.
func told(ws []word) []word {
	if len(ws) > 0 && (ws[0].key == "that" || ws[0].key == "to") {
		return ws[1:]
	}
	return ws
}

// wordsIn are the words of some spans of a draft, with a gap between two of them.
func wordsIn(text string, spans sayso.Spans) []word {
	var out []word
	for i, s := range spans {
		if i > 0 {
			out = append(out, word{span: sayso.Span{Start: s.Start, End: s.Start}, gap: true})
		}
		for _, w := range split(s.In(text), true) {
			w.span.Start += s.Start
			w.span.End += s.Start
			out = append(out, w)
		}
		if len(out) > MaxQuoted {
			return out[:MaxQuoted]
		}
	}
	return out
}

// closers are the marks that end a quotation, by those that open it.
var closers = map[rune]rune{'“': '”', '«': '»', '„': '“', '"': '"'}

// quotations are the stretches in quotation marks. One that is not closed by the end
// of its paragraph goes on in the next, as long quotations are written, and ends with
// the paragraph here. Single marks are left: most of them are apostrophes.
func quotations(text string) []sayso.Span {
	var out []sayso.Span
	begin, closer := -1, rune(0)
	end := func(at int) {
		if begin >= 0 && strings.TrimSpace(text[begin:at]) != "" {
			out = append(out, sayso.Span{Start: begin, End: at})
		}
		begin = -1
	}
	for i, r := range text {
		switch {
		case r == '\n' && strings.HasPrefix(strings.TrimLeft(text[i+1:], " \t\r"), "\n"):
			end(i)
		case begin >= 0 && r == closer:
			end(i)
		case begin < 0 && closers[r] != 0:
			begin, closer = i+len(string(r)), closers[r]
		}
	}
	end(len(text))
	return out
}

// said is when a claim says that it was said; nil where it does not say.
func said(an *sayso.Analysis, c *sayso.Claim) *sayso.When {
	for i := range an.Times {
		w := &an.Times[i]
		if c.Time != "" && w.ID == c.Time && !w.From.IsZero() && !w.To.IsZero() && !w.Fuzzy && w.Type != sayso.SetTime && w.Type != sayso.DurationTime {
			return w
		}
	}
	return nil
}
