package send

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"strings"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"sayso"
	"sayso/internal/ingest/fetch"
)

// maxNtfy bounds, in bytes, what one notice of ntfy says: a server makes a file of
// more.
const maxNtfy = 3900

// Hook is what a webhook is sent, as JSON.
type Hook struct {
	Type      string    `json:"type"` // "follow.items", or "follow.test"
	Timestamp time.Time `json:"timestamp"`
	Data      HookData  `json:"data"`
}

// HookData says which follow it is, and what is new.
type HookData struct {
	Follow struct {
		ID   string  `json:"id"`
		Name string  `json:"name"`
		Kind string  `json:"kind"`
		What string  `json:"about"`
		Page *string `json:"page"`
	} `json:"follow"`
	Items []HookItem `json:"items"`
}

// HookItem is one thing that is new. Its number never changes, and no other item of the
// ledger has it.
type HookItem struct {
	Number int64     `json:"number"`
	Kind   string    `json:"kind"`
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Title  string    `json:"title"`
	Quote  *string   `json:"quote"`
	Where  *string   `json:"where"`
	Page   *string   `json:"page"`
	URL    *string   `json:"url"`
}

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (m *message) hook() Hook {
	h := Hook{Type: "follow.items", Timestamp: m.Made.UTC()}
	if len(m.Items) == 0 {
		h.Type = "follow.test"
	}
	f := &h.Data.Follow
	f.ID, f.Name, f.Kind, f.What, f.Page = string(m.Follow.ID), m.Follow.Name, string(m.Follow.Kind), m.Follow.About, null(m.page("/follows/"+string(m.Follow.ID)))
	h.Data.Items = []HookItem{}
	for _, t := range m.told {
		h.Data.Items = append(h.Data.Items, HookItem{Number: t.N, Kind: string(t.Kind), ID: t.ID, At: t.At, Title: t.Title, Quote: null(t.Quote), Where: null(t.Where), Page: null(m.page(t.Path)), URL: null(t.Web)})
	}
	return h
}

// webhook posts a delivery as the Standard Webhooks have it. The signature is of the
// moment of sending, the name always the same.
func (s *Sender) webhook(ctx context.Context, m *message) error {
	body, err := json.Marshal(m.hook())
	if err != nil {
		return sayso.E("tell", "", sayso.Other, err)
	}
	now := s.Clock.Now()
	header := map[string]string{"Content-Type": "application/json", webhooks.HeaderWebhookID: m.ID, webhooks.HeaderWebhookTimestamp: fmt.Sprint(now.Unix())}
	if m.Notice.Secret != "" {
		w, err := webhooks.NewWebhook(m.Notice.Secret)
		if err != nil {
			return sayso.Errorf("tell", "", sayso.Denied, "its secret is none").Advise("give it another, which begins with whsec_")
		}
		if header[webhooks.HeaderWebhookSignature], err = w.Sign(m.ID, now, body); err != nil {
			return sayso.E("tell", "", sayso.Other, err)
		}
	}
	return s.Client.Post(ctx, fetch.Posting{Address: m.Notice.To, Header: header, Body: body, Local: m.Notice.Local})
}

// NewSecret makes a secret of random bytes to sign with.
func NewSecret(random []byte) string { return "whsec_" + base64.StdEncoding.EncodeToString(random) }

// IsSecret reports whether webhooks can be signed with s; an empty one signs none.
func IsSecret(s string) bool {
	rest, ok := strings.CutPrefix(s, "whsec_")
	key, err := base64.StdEncoding.DecodeString(rest)
	return s == "" || ok && err == nil && len(key) >= minSecret
}

// minSecret is how many bytes a secret has at least, by the Standard Webhooks.
const minSecret = 24

// ntfy publishes a delivery. A server of ntfy knows the later copy of a notice by its
// sequence and puts it in the place of the first.
func (s *Sender) ntfy(ctx context.Context, m *message) error {
	text := m.text()
	if len(m.Items) == 0 {
		text = "This is a test."
	}
	if len(text) > maxNtfy {
		text = strings.ToValidUTF8(text[:maxNtfy], "")
		text = text[:strings.LastIndexByte(text, '\n')+1] + "…\n"
	}
	header := map[string]string{"Content-Type": "text/plain; charset=utf-8", "X-Title": mime.QEncoding.Encode("utf-8", m.heading()), "X-Sequence-ID": m.ID}
	if page := m.page("/follows/" + string(m.Follow.ID)); page != "" {
		header["X-Click"] = page
	}
	return s.Client.Post(ctx, fetch.Posting{Address: m.Notice.To, Header: header, Body: []byte(text), Local: m.Notice.Local})
}
