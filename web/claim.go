package web

import (
	"context"
	"net/http"
	"slices"

	"sayso"
)

// rest is something that a claim rests on or was given in.
type rest struct{ Words, Kind string }

// claim draws one claim: in its context, on whose word and on what, and how it
// was read.
func (s *server) claim(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	seen, err := s.latest(ctx) // before what it is seen with
	if err != nil {
		return err
	}
	row, err := s.Ledger.Claim(ctx, sayso.ClaimID(r.PathValue("id")))
	if err != nil {
		return err
	}
	parent, err := s.other(ctx, row.Parent)
	if err != nil {
		return err
	}
	answers, err := s.other(ctx, row.RepliesTo)
	if err != nil {
		return err
	}
	rec, err := s.Ledger.Version(ctx, row.Version)
	if err != nil {
		return err
	}
	p := struct {
		saying
		Heading         string
		Parent, Answers *sayso.ClaimRow
		For, To         []sayso.ActorName // whom a spokesperson speaks for; whom the words were said to
		On              []rest
		Questions       []sayso.Question
		May             bool // correct it
		Seen            int64
		Why             bool // it can be explained
		History         []sayso.Said
		Like            []saying
	}{saying: newSaying(*row), Heading: heading(&row.Article), Parent: parent, Answers: answers, May: s.may(r, editor), Seen: seen, Why: s.Why != nil}
	for i := range rec.Analysis.Claims {
		c := &rec.Analysis.Claims[i]
		if rec.ClaimIDs[c.ID] != row.ID {
			continue
		}
		p.For, p.To = named(rec, c.Source.For), named(rec, c.Addressee)
		if p.Like, err = s.likeClaims(ctx, row.ID, c.Vector); err != nil {
			return err
		}
		for _, e := range c.Evidence {
			p.On = append(p.On, rest{e.Span.In(rec.Article.Text), kindly(e.Kind)})
		}
	}
	if p.Questions, err = s.asked(ctx, sayso.QuestionQuery{Claim: row.ID}); err != nil {
		return err
	}
	if p.History, err = s.history(ctx, string(row.ID)); err != nil {
		return err
	}
	title := "A claim"
	if len(row.Speakers) > 0 {
		title = row.Speakers[0].Name + " " + string(row.Stance)
	}
	return s.renderKept(w, r, "claim", s.view(title, p), sayso.Ref{Kind: sayso.ClaimRef, ID: r.PathValue("id")})
}

// likeShown is how many claims that say like things a claim's page shows.
const likeShown = 5

// likeClaims are the claims of newest versions that are likest to one.
func (s *server) likeClaims(ctx context.Context, id sayso.ClaimID, v sayso.Vector) ([]saying, error) {
	if limited(ctx) {
		return nil, nil
	}
	if v == nil || s.Like == nil {
		return nil, nil
	}
	page, err := s.Ledger.Claims(ctx, sayso.ClaimQuery{Like: v, Paging: sayso.Paging{Limit: likeShown + 1}})
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(page.Items, func(r sayso.ClaimRow) bool { return r.ID == id })
	return sayings(rows[:min(len(rows), likeShown)]), nil
}

// other returns the claim that one points to; nil for none, and for one that
// was rejected since.
func (s *server) other(ctx context.Context, id sayso.ClaimID) (*sayso.ClaimRow, error) {
	if id == "" {
		return nil, nil
	}
	row, err := s.Ledger.Claim(ctx, id)
	if sayso.KindOf(err) == sayso.NotFound {
		return nil, nil
	}
	return row, err
}

// named are the lasting identifiers and names of actors of a record.
func named(rec *sayso.Record, ids ...sayso.ActorID) []sayso.ActorName {
	var out []sayso.ActorName
	for _, id := range ids {
		if x := rec.Analysis.Actor(id); x != nil {
			out = append(out, sayso.ActorName{ID: rec.ActorIDs[id], Name: x.Name})
		}
	}
	return out
}
