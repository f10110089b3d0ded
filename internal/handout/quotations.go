package handout

import (
	"context"
	"fmt"
	"strings"

	"sayso"
	"sayso/export"
)

// MaxCited is how many places of articles one citation names.
const MaxCited = 500

// Cite finds what an identifier names, and the words of articles that a citation of
// it rests on: of a claim its own, of a question those of all statements, of an event
// the sentences that tell of it, of a story its articles, of an article or a version
// itself. Of stories and questions the beginning of the identifier serves too.
// NotFound when there is nothing of that name; TooLarge for more than MaxCited places.
func Cite(ctx context.Context, led Ledger, id string) (*export.Cited, error) {
	c := &citing{citer: citer{led: led}, ctx: ctx}
	var err error
	switch kind := id[:min(2, len(id))]; kind {
	case "cl":
		err = c.claim(sayso.ClaimID(id))
	case "qu":
		err = c.question(sayso.QuestionID(id))
	case "ev", "em":
		err = c.event(sayso.EventID(id))
	case "st":
		err = c.story(sayso.StoryID(id))
	case "ve":
		err = c.version(sayso.VersionID(id))
	default:
		err = c.article(sayso.ArticleID(id))
	}
	if err != nil {
		return nil, err
	}
	return &c.out, nil
}

type citing struct {
	citer
	ctx context.Context
	out export.Cited
}

// add cites words of a version.
func (c *citing) add(v sayso.VersionID, who, words string) error {
	if len(c.out.Quotations) == MaxCited {
		return sayso.Errorf("cite", c.out.ID, sayso.TooLarge, "it rests on more than %d places (MaxCited)", MaxCited).Advise("cite its parts, or write them with: sayso export")
	}
	return c.each(c.ctx, 1, func(int) sayso.VersionID { return v }, func(_ int, of *cited) error {
		c.out.Quotations = append(c.out.Quotations, export.Quotation{Who: who, Words: words, Citation: of.cite})
		return nil
	})
}

func (c *citing) claim(id sayso.ClaimID) error {
	r, err := c.led.Claim(c.ctx, id)
	if err != nil {
		return err
	}
	var names []string
	for _, s := range r.Speakers {
		names = append(names, s.Name)
	}
	who := strings.Join(names, " and ")
	if who == "" {
		who = r.Source.Unresolved(r.SourceText)
	}
	c.out.ID, c.out.Permalink = string(r.ID), "/claims/"+string(r.ID)
	how := string(r.Stance)
	if r.Form != sayso.Direct { // what is quoted is the article, and not the speaker
		how += ", in the words of the article"
	}
	return c.add(r.Version, who+" ("+how+")", r.ContentText)
}

func (c *citing) question(id sayso.QuestionID) error {
	q, err := c.led.Question(c.ctx, id)
	if err != nil {
		return err
	}
	c.out.ID, c.out.Permalink = string(q.ID), "/questions/"+string(q.ID)
	c.out.About = fmt.Sprintf("%s %s", q.Text, q.Status)
	for i := range q.Answers {
		for k := range q.Answers[i].Statements {
			s := &q.Answers[i].Statements[k]
			who := s.Name
			if who == "" {
				who = "Nobody named"
			}
			if err := c.add(s.Version, who+" ("+q.Answers[i].Text+")", s.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *citing) event(id sayso.EventID) error {
	e, err := c.led.Event(c.ctx, id)
	if err != nil {
		return err
	}
	c.out.ID, c.out.Permalink = string(e.ID), "/events/"+string(e.ID)
	row := export.NewEvent(e)
	c.out.About = row.InWords()
	for i := range e.Mentions {
		m := &e.Mentions[i]
		if m.Parted {
			continue
		}
		who := m.Source
		if who == "" {
			who = m.Origin
		}
		if err := c.add(m.Version, who, m.Sentence); err != nil {
			return err
		}
	}
	return nil
}

func (c *citing) story(id sayso.StoryID) error {
	s, err := c.led.Story(c.ctx, id)
	if err != nil {
		return err
	}
	c.out.ID, c.out.Permalink, c.out.About = string(s.ID), "/stories/"+string(s.ID), s.Title
	for i := range s.Members {
		if err := c.add(s.Members[i].Article.Version, "", ""); err != nil {
			return err
		}
	}
	return nil
}

func (c *citing) article(id sayso.ArticleID) error {
	r, err := c.led.Gist(c.ctx, id)
	if err != nil {
		return err
	}
	c.out.ID, c.out.Permalink = string(id), "/versions/"+string(r.Version.ID)
	return c.add(r.Version.ID, "", "")
}

func (c *citing) version(id sayso.VersionID) error {
	c.out.ID, c.out.Permalink = string(id), "/versions/"+string(id)
	return c.add(id, "", "")
}
