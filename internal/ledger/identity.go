package ledger

import "sayso"

// What analysts say of who actors are lies over the identifiers that readings
// lead to. Nothing else changes, so that taking a word back restores what was.

const (
	mergedByHand = "merged by an analyst"
	splitByHand  = "told apart by an analyst"
	// maxMergers bounds a chain of mergers: a merged into b, b into c.
	maxMergers = 32
)

// Identities finds the other actor that a standing word makes of one, in one
// article or, where article is empty, in all. The answer is empty where nothing
// was said.
type Identities func(actor sayso.ActorID, article sayso.ArticleID) (sayso.ActorID, error)

// Decide gives the actor that standing words make of one that the reading of an
// article leads to, and why it is this one.
func (said Identities) Decide(article sayso.ArticleID, id sayso.ActorID, reason string) (sayso.ActorID, string, error) {
	root, err := said.Root(id)
	if err != nil {
		return "", "", err
	}
	if root != id {
		id, reason = root, mergedByHand
	}
	other, err := said(id, article)
	if err == nil && other != "" {
		id, reason = other, splitByHand
	}
	return id, reason, err
}

// Root follows mergers to their end.
func (said Identities) Root(id sayso.ActorID) (sayso.ActorID, error) {
	for range maxMergers {
		next, err := said(id, "")
		if err != nil || next == "" {
			return id, err
		}
		id = next
	}
	return id, nil
}

// CheckIdentity refuses a word that makes no sense, and sets Into: on a merger
// the actor that the named one is merged into in turn, on a split the new actor.
func (said Identities) CheckIdentity(x *sayso.Identity) (err error) {
	invalid := func(format string, args ...any) error {
		return sayso.Errorf("identify actor", string(x.Actor), sayso.Invalid, format, args...)
	}
	switch x.Verdict {
	case sayso.Merged:
		if x.Into, err = said.Root(x.Into); err != nil {
			return err
		}
		if x.Article != "" || x.Into == x.Actor {
			return invalid("an actor is merged into another, in all articles")
		}
	case sayso.Split:
		if x.Article == "" {
			return invalid("a split names the article that means somebody else")
		}
		x.Into = sayso.ActorID(sayso.DeriveID("ac", "split", string(x.Actor), string(x.Article)))
	case sayso.Undone:
	default:
		return invalid("%q is no verdict", x.Verdict)
	}
	return nil
}
