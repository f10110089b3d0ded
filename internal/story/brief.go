package story

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
)

const (
	// briefOutlets is how many outlets of a story a briefing names.
	briefOutlets = 6
	// briefWords bounds, in bytes, the words that it quotes, and briefSides and
	// briefNames what else stands in one line.
	briefWords = 110
	briefSides = 3
	briefNames = 2
)

// Brief is a story in a few lines.
type Brief struct {
	sayso.StoryRow
	Days    []time.Time // of its articles, as far as they have one
	Outlets []OutletGroup
	More    int // outlets that are not named
	// Question is the surest one on which speakers differ; nil where none do. Line says
	// who says what to it.
	Question *sayso.Question
	Line     string
	Record   *sayso.StoryRecord
}

// OutletGroup is outlets of one country and in like hands.
type OutletGroup struct {
	Names []string
	Of    string // "state media, NOR"; empty where neither is known
}

// TellBrief tells a story in a few lines.
func TellBrief(ctx context.Context, led interface {
	sayso.ArticleLedger
	sayso.StoryLedger
	sayso.QuestionLedger
}, row sayso.StoryRow) (*Brief, error) {
	b := &Brief{StoryRow: row}
	var err error
	if b.Record, err = led.Story(ctx, row.ID); err != nil {
		return nil, err
	}
	first := make(map[string]sayso.ArticleID)
	var names []string
	for i := range b.Record.Members {
		a := &b.Record.Members[i].Article
		if !a.Published.IsZero() {
			b.Days = append(b.Days, a.Published.Truncate(24*time.Hour))
		}
		if _, had := first[a.Outlet]; !had && a.Outlet != "" {
			first[a.Outlet] = a.ID
			names = append(names, a.Outlet)
		}
	}
	if len(names) > briefOutlets {
		b.More, names = len(names)-briefOutlets, names[:briefOutlets]
	}
	for _, name := range names {
		of := ""
		switch rec, err := led.Gist(ctx, first[name]); {
		case err == nil:
			of = outletOf(&rec.Article)
		case sayso.KindOf(err) != sayso.NotFound:
			return nil, err
		}
		i := slices.IndexFunc(b.Outlets, func(g OutletGroup) bool { return g.Of == of })
		if i < 0 {
			i = len(b.Outlets)
			b.Outlets = append(b.Outlets, OutletGroup{Of: of})
		}
		b.Outlets[i].Names = append(b.Outlets[i].Names, name)
	}
	page, err := led.Questions(ctx, sayso.QuestionQuery{Story: row.ID, Status: []sayso.Standing{sayso.StandDisputed, sayso.StandDenied}, Paging: sayso.Paging{Limit: 1}})
	if err != nil || len(page.Items) == 0 {
		return b, err
	}
	b.Question = &page.Items[0]
	b.Line = WhoSays(b.Question)
	return b, nil
}

// outletOf says in whose hands an article's outlet is, and where.
func outletOf(a *sayso.Article) string {
	parts := slices.DeleteFunc([]string{a.Party.Words(), a.Country}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// WhoSays is one line of who says what to a question: "A says “…”; B denies it". Words
// that are denied are never quoted as said.
func WhoSays(q *sayso.Question) string {
	var out []string
	for i := range q.Answers {
		if a := &q.Answers[i]; len(a.Statements) > 0 && len(out) < briefSides {
			who, several := givers(a)
			does, rest := says(a, q.Status)
			if !several {
				does += "s"
			}
			out = append(out, who+" "+strings.Replace(does, "denys", "denies", 1)+" "+rest)
		}
	}
	return strings.Join(out, "; ")
}

// givers names who gives an answer, and says whether they are several.
func givers(a *sayso.Answer) (who string, several bool) {
	var names []string
	for _, s := range a.Statements {
		if name := cmp.Or(s.Name, "nobody named"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if n := len(names) - briefNames; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:briefNames], ", "), n), true
	}
	return strings.Join(names, " and "), len(names) > 1
}

// says is what those do who give an answer, and to what.
func says(a *sayso.Answer, status sayso.Standing) (verb, rest string) {
	s := &a.Statements[0]
	words := strings.Trim(strings.Join(strings.Fields(s.Text), " "), "“”\"‘’'.,")
	if len(words) > briefWords {
		words = strings.ToValidUTF8(words[:briefWords], "")
		words = words[:max(strings.LastIndexByte(words, ' '), briefWords/2)] + " …"
	}
	denied := slices.ContainsFunc(a.Statements, func(s sayso.Statement) bool { return s.Denies != "" })
	switch {
	case a.Text == "no" && (denied || status == sayso.StandDenied): // the words are those that are denied
		return "deny", "it"
	case a.Text == "no": // whether the words deny or are denied is not known here
		return "say", "no"
	case a.Text == "open":
		return "leave", "it open"
	case a.Text == "yes":
		return "say", "“" + words + "”"
	}
	return "say", a.Text
}
