package intake

import (
	"context"

	"sayso"
)

// Release takes in what was held back under embargo and is free now, the
// soonest first: each is put, then forgotten as held, and all are placed. What
// is cut off between the two is put again, which changes nothing, and so may
// several processes release from one ledger. An article that is refused stays
// held; tell hears of it once in the life of the service.
func (s *Service) Release(ctx context.Context, tell func(*Item, Fate)) error {
	changed := false
	for {
		free, err := s.free(ctx)
		if err != nil {
			return err
		}
		if len(free) == 0 {
			break
		}
		for _, id := range free {
			done, err := s.releaseOne(ctx, id, tell)
			if err != nil {
				return err
			}
			changed = changed || done
		}
	}
	if !changed {
		return nil
	}
	return s.Patiently(ctx, func() error { return s.Place(ctx) })
}

// free lists some held articles whose time has come; none when there are no
// others.
func (s *Service) free(ctx context.Context) (ids []sayso.VersionID, err error) {
	now := s.Clock.Now()
	for p := (sayso.Paging{}); ; {
		page, err := patient(ctx, s, func() (sayso.Page[sayso.HeldRow], error) { return s.Ledger.Held(ctx, p) })
		if err != nil {
			return nil, err
		}
		for _, h := range page.Items {
			switch {
			case h.Until.After(now):
				return ids, nil
			case !s.left.has(h.Version):
				ids = append(ids, h.Version)
			}
		}
		if page.Next == "" || len(ids) > 0 {
			return ids, nil
		}
		p.After = page.Next // all of this page are left alone
	}
}

// releaseOne takes in one held article, and reports whether the ledger changed.
func (s *Service) releaseOne(ctx context.Context, id sayso.VersionID, tell func(*Item, Fate)) (changed bool, err error) {
	r, err := patient(ctx, s, func() (sayso.Reading, error) { return s.Ledger.HeldReading(ctx, id) })
	switch {
	case sayso.KindOf(err) == sayso.NotFound: // somebody else was faster
		s.left.add(id)
		return false, nil
	case err != nil:
		return false, err
	}
	it := &Item{Reading: r, Name: nameOf(&r.Article, id)}
	s.ReadQueued(ctx, it)
	fate, err := s.Put(ctx, it)
	if err != nil {
		return false, err
	}
	if fate.Err != nil || !fate.Held.IsZero() {
		s.left.add(id)
	} else if err := s.Patiently(ctx, func() error { return s.Ledger.Unhold(ctx, id) }); err != nil {
		return false, err
	}
	tell(it, fate)
	return fate.Change == sayso.New || fate.Change == sayso.Updated, nil
}

// nameOf is what to call a version of an article in a message.
func nameOf(a *sayso.Article, id sayso.VersionID) string {
	for _, s := range []string{a.Path, a.URL, a.Title} {
		if s != "" && s != "-" {
			return s
		}
	}
	return string(id)
}
