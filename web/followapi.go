package web

import (
	"encoding/json"
	"net/http"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/follow"
)

// write is an address by which programs change something.
type write struct {
	method, path, about string
	handle              handler
	takes, gives        any // values of the types of its body and of its answer; nil for none
}

// writes lists them. They are for those who may change the same on the pages.
var writes = []write{
	{http.MethodPost, "/api/v1/follows", "follow something, or set what a follow of that name is about and where it is told", (*server).apiAddFollow, NewFollow{}, export.Follow{}},
	{http.MethodDelete, "/api/v1/follows/{id}", "follow something no longer", (*server).apiRemoveFollow, nil, nil},
	{http.MethodPost, "/api/v1/follows/{id}/seen", "say up to which item a follow was seen", (*server).apiSeeFollow, SeenItem{}, nil},
}

// NewFollow is what is to be followed. Notices that are left out stay as they are.
type NewFollow struct {
	Name    string       `json:"name"`
	Kind    string       `json:"kind"`  // search, actor, story, question, dyad, outlet or place
	About   string       `json:"about"` // the query of a search's address, two countries, a name or an identifier
	Notices *[]NewNotice `json:"notices,omitempty"`
}

// NewNotice is where a follow is to be told. Webhooks are added where the ledger is.
type NewNotice struct {
	Kind  string `json:"kind"`  // mail or ntfy
	To    string `json:"to"`    // a mail address, or that of a topic
	Every int    `json:"every"` // how often at most, in seconds; 0 is at once
}

// SeenItem names the last item that was seen.
type SeenItem struct {
	Number int `json:"number"`
}

// readBody reads the body of a program that may change follows; for others it answers
// and returns false.
func (s *server) readBody(w http.ResponseWriter, r *http.Request, to any) (bool, error) {
	if !s.mayFollow(r) {
		s.answer(w, r, http.StatusForbidden, "this server only shows; follows are kept where the ledger is")
		return false, nil
	}
	if to == nil {
		return true, nil
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return false, sayso.E("read request", "", sayso.Invalid, err)
	}
	return true, nil
}

func (s *server) apiAddFollow(w http.ResponseWriter, r *http.Request) error {
	var in NewFollow
	if ok, err := s.readBody(w, r, &in); !ok {
		return err
	}
	f := sayso.Follow{Owner: s.owner(r), Name: in.Name, Kind: sayso.FollowKind(in.Kind), About: in.About}
	id := sayso.DeriveFollowID(f.Owner, f.Name)
	status := http.StatusCreated
	row, err := s.Ledger.Follow(r.Context(), id)
	switch {
	case err == nil:
		f.Notices, status = row.Notices, http.StatusOK
	case sayso.KindOf(err) != sayso.NotFound:
		return err
	}
	if in.Notices != nil {
		f.Notices = nil
		for _, n := range *in.Notices {
			if n.Kind == string(sayso.WebhookNotice) {
				return sayso.Errorf("add follow", in.Name, sayso.Invalid, "a webhook is added where the ledger is, for its secret is shown once")
			}
			f.Notices = append(f.Notices, sayso.Notice{Kind: sayso.NoticeKind(n.Kind), To: n.To, Every: time.Duration(n.Every) * time.Second})
		}
	}
	if _, err := follow.Begin(r.Context(), s.Ledger, f); err != nil {
		return err
	}
	s.follows.forget()
	if row, err = s.Ledger.Follow(r.Context(), id); err != nil {
		return err
	}
	writeJSON(w, status, export.NewFollow(row))
	return nil
}

func (s *server) apiRemoveFollow(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.readBody(w, r, nil); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err == nil {
		err = s.Ledger.RemoveFollow(r.Context(), row.ID)
	}
	if err == nil {
		s.follows.forget()
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

func (s *server) apiSeeFollow(w http.ResponseWriter, r *http.Request) error {
	var in SeenItem
	if ok, err := s.readBody(w, r, &in); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err == nil {
		err = s.Ledger.SeeFollow(r.Context(), row.ID, int64(in.Number))
	}
	if err == nil {
		s.follows.forget()
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

func (s *server) apiFollows(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.readBody(w, r, nil); !ok {
		return err
	}
	pg, err := paging(r.URL.Query(), export.Follows())
	if err != nil {
		return err
	}
	page, err := s.Ledger.Follows(r.Context(), s.owner(r), pg)
	if err != nil {
		return err
	}
	return writeRows(w, r, export.Follows(), rowsOf(page, func(row sayso.FollowRow) export.Follow { return export.NewFollow(&row) }), page.Next)
}

func (s *server) apiFollowItems(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.readBody(w, r, nil); !ok {
		return err
	}
	row, err := s.myFollow(r)
	if err != nil {
		return err
	}
	pg, err := paging(r.URL.Query(), export.FollowItems())
	if err != nil {
		return err
	}
	page, err := s.Ledger.FollowItems(r.Context(), row.ID, pg)
	if err != nil {
		return err
	}
	// How many are above the first of a later piece is not known, so the number of the
	// last one that was seen is looked for.
	above := int64(0)
	if row.Unread > 0 {
		seen, err := s.Ledger.FollowItems(r.Context(), row.ID, sayso.Paging{Limit: min(row.Unread+1, sayso.MaxLimit)})
		if err != nil {
			return err
		}
		if len(seen.Items) > row.Unread {
			above = seen.Items[row.Unread].N
		}
	} else if len(page.Items) > 0 {
		above = page.Items[0].N
	}
	told, err := s.finder().Tell(r.Context(), page.Items)
	if err != nil {
		return err
	}
	rows := make([]export.FollowItem, len(told))
	for i, t := range told {
		rows[i] = export.NewFollowItem(t.FollowItem, t.Title, t.Quote, t.Where, t.Path, t.Web, t.N > above)
	}
	return writeRows(w, r, export.FollowItems(), rows, page.Next)
}
