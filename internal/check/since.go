package check

import (
	"context"
	"slices"
	"strings"
	"time"

	"sayso"
)

// maxPrints is how many articles that have some words are looked at for where these
// come from, maxDenials how many denials a finding lists.
const (
	maxPrints  = 12
	maxDenials = 5
	day        = 24 * time.Hour
)

// since says what has become of a statement: who denies it, whether its publisher
// changed it, and on how many origins it rests.
func (c *checking) since(ctx context.Context, s *statement, x *candidate, all []*candidate, f *Finding) error {
	if err := c.changed(ctx, x, f); err != nil {
		return err
	}
	same := prints(x, all)
	for _, p := range same {
		if p.row == nil {
			continue
		}
		if err := c.denied(ctx, p.row, f); err != nil {
			return err
		}
	}
	return c.origins(ctx, same, f)
}

// prints are the candidates that have a statement as the chosen one has it, one an
// article, the chosen one first.
func prints(x *candidate, all []*candidate) []*candidate {
	out := []*candidate{x}
	for _, p := range all {
		if len(out) == maxPrints {
			break
		}
		if p.m.cost == x.m.cost && !slices.ContainsFunc(out, func(o *candidate) bool { return o.article.ID == p.article.ID }) {
			out = append(out, p)
		}
	}
	return out
}

// changed notes that the newest version of the article has other words, or none.
func (c *checking) changed(ctx context.Context, x *candidate, f *Finding) error {
	if x.article.Status == sayso.Killed {
		f.concern(ChangedSince, "the agency that sent the article has taken it back")
		return nil
	}
	if x.row == nil || x.row.Newest {
		return nil
	}
	now, err := c.Ledger.Article(ctx, x.article.ID)
	if err != nil {
		return err
	}
	m := align(split(shown(x), false), c.wordsOf(now))
	switch {
	case m.cost == 0:
		return nil
	case m.alike() >= near:
		f.concern(ChangedSince, "a later version of the article has “"+strings.Join(strings.Fields(m.at.In(now.Article.Text)), " ")+"”")
	default:
		f.concern(ChangedSince, "a later version of the article has it no more")
	}
	return nil
}

// denied notes who answers otherwise than a claim does: whoever denies it in so many
// words, and whoever gives another answer to a question on which answers stand
// against each other.
func (c *checking) denied(ctx context.Context, row *sayso.ClaimRow, f *Finding) error {
	page, err := c.Ledger.Questions(ctx, sayso.QuestionQuery{Claim: row.ID})
	if err != nil {
		return err
	}
	for i := range page.Items {
		q := &page.Items[i]
		opposed := q.Status == sayso.StandDisputed || q.Status == sayso.StandDenied || q.Status == sayso.StandConceded
		for _, a := range q.Answers {
			own := slices.ContainsFunc(a.Statements, func(t sayso.Statement) bool { return t.Claim == row.ID })
			for _, t := range a.Statements {
				if t.Denies != string(row.ID) && (own || !opposed) || t.Claim == row.ID || t.Said.Before(row.Article.Published.Truncate(day)) {
					continue
				}
				if f.deny(t); len(f.Denials) == maxDenials {
					return nil
				}
			}
		}
	}
	return nil
}

// deny notes a denial once.
func (f *Finding) deny(t sayso.Statement) {
	if slices.ContainsFunc(f.Denials, func(o sayso.Statement) bool { return o.Claim == t.Claim && o.Span == t.Span && o.Version == t.Version }) {
		return
	}
	f.Denials = append(f.Denials, t)
	f.concern(DeniedSince, t.Name+" says otherwise: “"+strings.Join(strings.Fields(t.Text), " ")+"”")
}

// origins counts where the prints of some words go back to: copies of one text count
// once, and so do articles that credit one agency.
func (c *checking) origins(ctx context.Context, same []*candidate, f *Finding) error {
	seen := map[string]bool{}
	for _, p := range same {
		f.Prints = append(f.Prints, p.article)
		from, err := c.origin(ctx, p)
		if err != nil {
			return err
		}
		seen[from] = true
	}
	if f.Origins = len(seen); f.Origins == 1 {
		why := "one article has it"
		if len(same) > 1 {
			why = "all articles that have it go back to one text or agency"
		}
		f.concern(OneOrigin, why)
	}
	return nil
}

// origin names what an article's text goes back to: the agency that it credits, else
// the first article that it is a copy of, else itself.
func (c *checking) origin(ctx context.Context, p *candidate) (from string, err error) {
	if from, ok := c.from[p.version]; ok {
		return from, nil
	}
	defer func() {
		if err == nil {
			c.from[p.version] = from
		}
	}()
	rec, err := c.record(ctx, p.version)
	if err != nil {
		return "", err
	}
	for _, cr := range rec.Article.Credits {
		if cr.Agency != "agencies" {
			return "agency " + strings.ToLower(cr.Agency), nil
		}
	}
	story, err := c.Ledger.Story(ctx, sayso.DeriveStoryID(p.article.ID))
	if sayso.KindOf(err) == sayso.NotFound {
		return string(p.article.ID), nil // not placed yet
	}
	if err != nil {
		return "", err
	}
	for _, m := range story.Members {
		if m.Article.ID == p.article.ID && m.Text != "" {
			return string(m.Text), nil
		}
	}
	return string(p.article.ID), nil
}
