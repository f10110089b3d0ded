package readers

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sayso"
)

// Speaker is one who speaks, by every name that the reading gives.
type Speaker struct{ Names []string }

// speakers are those who speak a claim. A thing that speaks (a report, a
// video) is shown by its words, so these stand for it.
func speakers(text string, a *sayso.Analysis, c *sayso.Claim) []Speaker {
	var out []Speaker
	for _, id := range c.Source.Actors {
		if x := a.Actor(id); x != nil {
			out = append(out, Speaker{append([]string{x.Name}, x.Aliases...)})
		}
	}
	if len(out) == 0 && thing(c.Source.Kind) && len(c.Source.Spans) > 0 {
		out = append(out, Speaker{[]string{c.Source.Spans.In(text)}})
	}
	return out
}

// thing reports whether a kind of source is no being.
func thing(k sayso.SourceKind) bool {
	switch k {
	case sayso.DocumentSource, sayso.StatementSource, sayso.SpeechSource, sayso.InterviewSource, sayso.PostSource, sayso.FilingSource,
		sayso.MediaSource, sayso.ImageSource, sayso.VideoSource, sayso.StudySource, sayso.ReportsSource:
		return true
	}
	return false
}

// nobody reports whether the reader names no speaker.
func nobody(g *Attribution) bool { return len(fold(g.Speaker)) == 0 }

// unsaid reports whether the words name no speaker: then a reading that names
// nobody is right, whoever the reader thinks it is.
func unsaid(g *Attribution) bool {
	return nobody(g) || g.Kind == sayso.ReportsSource || len(g.Source) == 0 && (g.Kind == sayso.NoSource || g.Kind == sayso.OwnSource)
}

// cast is who speaks in a document as its reader writes them: what a short name
// may mean.
type cast [][]string

func castOf(d *Document) cast {
	var out cast
	for i := range d.Attrs {
		w := fold(d.Attrs[i].Speaker)
		if len(w) > 0 && !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, w) }) {
			out = append(out, w)
		}
	}
	return out
}

// right reports whether those who speak are who the reader says. Names are
// compared by their words; a part of a name will do where no other speaker of
// the article has all of that part.
func (c cast) right(g *Attribution, who []Speaker) bool {
	want := fold(g.Speaker)
	if len(who) == 0 || len(want) == 0 {
		return len(who) == 0 && unsaid(g)
	}
	var all []string
	for _, s := range who {
		for _, n := range s.Names {
			if c.same(want, fold(n)) {
				return len(who) == 1 || g.Kind == sayso.GroupSource || g.Kind == sayso.OrgSource || strings.Contains(g.Speaker, " and ")
			}
		}
		all = append(all, fold(s.Names[0])...)
	}
	return len(who) > 1 && c.same(want, all)
}

// same reports whether two names mean one of the cast.
func (c cast) same(want, got []string) bool {
	if len(got) == 0 || len(want) == 0 {
		return false
	}
	n := common(want, got)
	switch {
	case n == min(len(want), len(got)):
		return len(got) >= len(want) || !c.rival(want, got)
	case initials(want) == strings.Join(got, ""), initials(got) == strings.Join(want, ""):
		return true
	}
	// Descriptions ("a spokesman for the firm", "the firm's spokeswoman") share
	// most of their words.
	return 3*n >= 2*max(len(want), len(got))
}

// rival reports whether a short form of a name may mean another of the cast as
// well. A surname may mean another only where that one ends in it too.
func (c cast) rival(want, got []string) bool {
	ends := endsIn(want, got)
	return slices.ContainsFunc(c, func(o []string) bool {
		return common(o, want) < min(len(o), len(want)) && common(o, got) == len(got) && (!ends || endsIn(o, got))
	})
}

func endsIn(name, end []string) bool {
	return len(end) <= len(name) && slices.Equal(name[len(name)-len(end):], end)
}

// common counts the words of a that b has too.
func common(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.ContainsFunc(b, func(o string) bool { return kindred(w, o) }) {
			n++
		}
	}
	return n
}

// stem is how many letters two forms of one word share at least: "Israel" and
// "Israeli", "Nigeria" and "Nigerian".
const stem = 4

// kindred reports whether two words are forms of one.
func kindred(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < stem || !strings.HasPrefix(b, a) {
		return false
	}
	switch b[len(a):] {
	case "n", "an", "i", "ian", "ese", "ish", "s", "es":
		return true
	}
	return false
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		r := []rune(w)
		b.WriteRune(r[0])
	}
	if b.Len() < 2 {
		return "-"
	}
	return b.String()
}

// fold is the words of a name that count: lower case, without accents, signs,
// articles, titles and what a reader puts in brackets.
func fold(name string) []string {
	if i := strings.IndexByte(name, '('); i > 0 {
		if j := strings.IndexByte(name[i:], ')'); j >= 0 {
			name = name[:i] + name[i+j+1:]
		}
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '’' || r == '\'' || r == '(' || r == ')':
			if r == '’' || r == '\'' {
				b.WriteByte(' ')
			}
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	var out []string
	for w := range strings.FieldsSeq(b.String()) {
		if w = plainWord(w); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// plainWord is one word as names are compared; empty for one that tells nothing.
func plainWord(w string) string {
	switch w {
	case "the", "a", "an", "of", "for", "and", "s", "in", "at", "on", "from", "to", "with", "his", "her", "its", "their", "by", "who", "some", "one",
		"unnamed", "unknown", "unstated", "unspecified", "not", "named", "anonymous", "other", "own",
		"mr", "mrs", "ms", "dr", "sir", "gen", "sen", "rep", "gov", "president", "senator", "minister", "prime", "king", "us":
		return ""
	case "spokesman", "spokeswoman", "spokesperson", "representative", "spokespeople":
		return "spokes"
	case "men", "women", "people":
		return w
	}
	if len(w) > stem && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}
