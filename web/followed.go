package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"sayso"
	"sayso/internal/follow"
)

// followable is what a page is about, where it can be followed.
type followable struct {
	Kind  sayso.FollowKind
	About string
	Name  string // which is proposed
	What  string // in words: "what Brandt says"
}

// followedLists are the follows of each owner as they were asked for last. They follow
// from more than the journal: what was seen is no entry of it.
type followedLists struct {
	mu sync.Mutex
	of map[string]followedList
}

type followedList struct {
	rows []sayso.FollowRow
	at   time.Time
}

// maxOwners is how many owners' lists are taken from memory.
const maxOwners = 1000

// forget has the next page ask the ledger.
func (f *followedLists) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.of)
}

// owner is whose follows a request means: those of the account that has signed in, else
// of whoever uses the machine.
func (s *server) owner(r *http.Request) string {
	if a := callerOf(r.Context()).account; a != nil {
		return a.Name
	}
	return ""
}

// mayFollow reports whether a request may see and change follows. They tell what
// somebody is at, and send out messages, so they are for those who may correct.
// Where people sign in each has their own; they tell of all articles, so who is bounded
// to collections has none.
func (s *server) mayFollow(r *http.Request) bool {
	if s.Accounts == nil {
		return s.Corrections
	}
	a := callerOf(r.Context()).account
	return a != nil && !a.Limited
}

func (s *server) finder() *follow.Finder { return &follow.Finder{Ledger: s.Ledger, Event: EventTitle} }

// followed lists the follows that a request may see, those with most that is new first.
// Nobody may change the list.
func (s *server) followed(ctx context.Context, r *http.Request) ([]sayso.FollowRow, error) {
	if !s.mayFollow(r) {
		return nil, nil
	}
	f := &s.follows
	f.mu.Lock()
	defer f.mu.Unlock()
	owner := s.owner(r)
	if l, ok := f.of[owner]; ok && time.Since(l.at) < followsKept {
		return l.rows, nil
	}
	page, err := s.Ledger.Follows(ctx, owner, sayso.Paging{Limit: maxFollowsShown})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(page.Items, func(a, b sayso.FollowRow) int { return cmp.Compare(b.Unread, a.Unread) })
	if f.of == nil || len(f.of) >= maxOwners {
		f.of = make(map[string]followedList)
	}
	f.of[owner] = followedList{page.Items, time.Now()}
	return page.Items, nil
}

// unread counts what is new of all follows, and of how many.
func unread(rows []sayso.FollowRow) (items, of int) {
	for i := range rows {
		if items += rows[i].Unread; rows[i].Unread > 0 {
			of++
		}
	}
	return items, of
}

// followTag tells two lists of follows apart.
func followTag(rows []sayso.FollowRow) string {
	sum := sha256.New()
	for i := range rows {
		fmt.Fprintln(sum, rows[i].ID, rows[i].Name, rows[i].Unread)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// following lets the page of v be followed.
func (s *server) following(v view, kind sayso.FollowKind, about, name, what string) view {
	if (s.Corrections || s.Accounts != nil) && about != "" && len(about) <= sayso.MaxFollowAbout {
		v.Follow = &followable{kind, about, plainLine(name), what}
	}
	return v
}

// plainLine makes a name of a follow of a text.
func plainLine(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)), " ")
	for len(s) > sayso.MaxFollowName {
		i := strings.LastIndexByte(s[:sayso.MaxFollowName], ' ')
		s = strings.ToValidUTF8(s[:max(i, sayso.MaxFollowName/2)], "")
	}
	return s
}
