package send

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"sayso"
	"sayso/internal/follow"
	"sayso/internal/ingest/fetch"
	"sayso/ledgertest"
	"sayso/sqlite"
)

var secret = NewSecret([]byte("0123456789abcdef01234567"))

// desk is a ledger with a sender whose clock stands still.
type desk struct {
	*Sender
	led sayso.Ledger
	now time.Time
	mu  sync.Mutex
	log []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	l, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	d := &desk{led: l, now: time.Now()}
	clock := fetch.Clock{Now: func() time.Time { return d.now }}
	d.Sender = &Sender{Ledger: l, Words: &follow.Finder{Ledger: l}, Clock: clock, Client: fetch.New(fetch.Options{Clock: clock}), Link: "https://desk.example/", Log: func(f string, a ...any) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.log = append(d.log, fmt.Sprintf(f, a...))
	}}
	return d
}

// say takes in an article in which somebody says something new of the harbour.
func (d *desk) say(t *testing.T, n int) {
	t.Helper()
	words := fmt.Sprintf("the harbour has berth number %d", n)
	a := ledgertest.NewDraft(fmt.Sprintf("https://bell.example/%d", n), "Bell", "Berths", "Ada Brenn said that "+words+".", ledgertest.Day("2031-04-07"))
	a.Actor("Ada Brenn", sayso.Person, true)
	a.Claim([]string{"Ada Brenn"}, "Ada Brenn", "said that", words)
	if _, err := d.led.Put(t.Context(), a.Reading); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) follow(t *testing.T, n ...sayso.Notice) sayso.FollowID {
	t.Helper()
	f := sayso.Follow{Name: "The hárbour", Kind: sayso.SearchFollow, About: "q=harbour", Notices: n}
	if _, err := follow.Begin(t.Context(), d.led, f); err != nil {
		t.Fatal(err)
	}
	return sayso.DeriveFollowID("", f.Name)
}

func (d *desk) once(t *testing.T, want int) {
	t.Helper()
	if got, err := d.Once(t.Context()); got != want || err != nil {
		t.Errorf("%d taken, %v, want %d; %q", got, err, want, d.log)
	}
}

// got is what a server was sent.
type got struct {
	path   string
	header http.Header
	body   string
}

// receiver keeps what it is sent and answers as it is told to.
func receiver(t *testing.T, answer func(http.ResponseWriter, *http.Request)) (url string, all func() []got) {
	t.Helper()
	var mu sync.Mutex
	var gots []got
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		gots = append(gots, got{r.URL.Path, r.Header, string(b)})
		mu.Unlock()
		if answer != nil {
			answer(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, func() []got { mu.Lock(); defer mu.Unlock(); return slices.Clone(gots) }
}

func TestWebhook(t *testing.T) {
	d := newDesk(t)
	url, all := receiver(t, nil)
	id := d.follow(t, sayso.Notice{Kind: sayso.WebhookNotice, To: url + "/hook", Secret: secret, Local: true})
	d.once(t, 0)
	d.say(t, 1)
	d.say(t, 2)
	d.once(t, 1)
	d.once(t, 0)
	gots := all()
	if len(gots) != 1 {
		t.Fatalf("it was sent %d times", len(gots))
	}
	w, err := webhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Verify([]byte(gots[0].body), gots[0].header); err != nil {
		t.Error(err)
	}
	if err := w.Verify([]byte(gots[0].body+" "), gots[0].header); err == nil {
		t.Error("the signature fits another body")
	}
	var h Hook
	if err := json.Unmarshal([]byte(gots[0].body), &h); err != nil {
		t.Fatal(err)
	}
	if h.Type != "follow.items" || h.Data.Follow.ID != string(id) || len(h.Data.Items) != 2 || *h.Data.Items[0].Quote != "the harbour has berth number 1" || *h.Data.Items[0].Page != "https://desk.example/claims/"+h.Data.Items[0].ID || h.Data.Items[0].Title != "Ada Brenn asserts" {
		t.Errorf("it says %s", gots[0].body)
	}
}

// TestTriedAgain has a server fail for a while: the delivery keeps its name, waits
// longer each time and as long as it is asked to, and is given up at last.
func TestTriedAgain(t *testing.T) {
	d := newDesk(t)
	url, all := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	id := d.follow(t, sayso.Notice{Kind: sayso.WebhookNotice, To: url + "/secret-path", Local: true})
	d.say(t, 1)
	for i, pause := range append([]time.Duration{0, time.Minute}, pauses[1:]...) {
		if i > 0 {
			d.now = d.now.Add(pause - time.Second)
			if d.once(t, 0); len(all()) != i {
				t.Fatalf("before its time: %d times, want %d", len(all()), i)
			}
			d.now = d.now.Add(time.Second)
		}
		if d.once(t, 0); len(all()) != i+1 {
			t.Fatalf("after %s: %d times, want %d", pause, len(all()), i+1)
		}
	}
	row, err := d.led.Follow(t.Context(), id)
	if err != nil || row.Waiting != 0 || row.Failed != 1 || !strings.Contains(row.Trouble, "503") {
		t.Errorf("at last: %+v, %v", row, err)
	}
	names := map[string]bool{}
	for _, g := range all() {
		names[g.header.Get("webhook-id")] = true
	}
	if len(names) != 1 {
		t.Errorf("one delivery has the names %v", names)
	}
	if strings.Contains(strings.Join(d.log, " ")+row.Trouble, "secret-path") {
		t.Errorf("the address is told: %q, %q", d.log, row.Trouble)
	}
}

// TestNotFollowed has servers lead elsewhere, and leave.
func TestNotFollowed(t *testing.T) {
	d := newDesk(t)
	inside, reached := receiver(t, nil)
	moved, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside, http.StatusTemporaryRedirect)
	})
	gone, _ := receiver(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) })
	id := d.follow(t, sayso.Notice{Kind: sayso.WebhookNotice, To: moved, Local: true}, sayso.Notice{Kind: sayso.WebhookNotice, To: gone, Local: true}, sayso.Notice{Kind: sayso.NtfyNotice, To: inside + "/topic"})
	d.say(t, 1)
	d.once(t, 0)
	if len(reached()) != 0 {
		t.Errorf("what is not allowed was reached: %+v", reached())
	}
	row, err := d.led.Follow(t.Context(), id)
	if err != nil || row.Waiting != 1 || row.Failed != 2 {
		t.Errorf("%+v, %v; %q", row, err, d.log)
	}
	said := strings.Join(d.log, "\n")
	for _, want := range []string{"which is not followed; give the address that it leads to; it is tried again", "nobody listens there any more; it is given up", "a network that is not public; it is given up"} {
		if !strings.Contains(said, want) {
			t.Errorf("the log lacks %q:\n%s", want, said)
		}
	}
}

func TestNtfy(t *testing.T) {
	d := newDesk(t)
	url, all := receiver(t, nil)
	d.follow(t, sayso.Notice{Kind: sayso.NtfyNotice, To: url + "/topic", Local: true})
	for i := range 60 {
		d.say(t, i)
	}
	d.once(t, 2) // of 50, and of 10
	gots := all()
	slices.SortFunc(gots, func(a, b got) int { return len(b.body) - len(a.body) })
	if len(gots) != 2 || gots[0].path != "/topic" || len(gots[0].body) > maxNtfy+10 || !strings.HasPrefix(gots[0].header.Get("X-Title"), "=?utf-8?q?The_h=C3=A1rbour:_50_new") || gots[0].header.Get("X-Sequence-ID") == gots[1].header.Get("X-Sequence-ID") {
		t.Errorf("%+v", gots)
	}
	if !strings.HasSuffix(gots[0].body, "\n…\n") || !strings.Contains(gots[1].body, "“the harbour has berth number 59”") {
		t.Errorf("%q", gots)
	}
}

// postOffice is a mail server that takes all mails; its answers to RCPT are given.
func postOffice(t *testing.T, rcpt string) (address string, all func() []string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var mu sync.Mutex
	var mails []string
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				in := bufio.NewScanner(c)
				fmt.Fprint(c, "220 post.example\r\n")
				for in.Scan() {
					switch verb, _, _ := strings.Cut(strings.ToUpper(in.Text()), " "); verb {
					case "EHLO":
						fmt.Fprint(c, "250-post.example\r\n250 AUTH PLAIN\r\n")
					case "AUTH":
						fmt.Fprint(c, "235 ok\r\n")
					case "RCPT":
						fmt.Fprint(c, rcpt+"\r\n")
					case "DATA":
						fmt.Fprint(c, "354 go on\r\n")
						var b strings.Builder
						for in.Scan() && in.Text() != "." {
							b.WriteString(in.Text() + "\r\n")
						}
						mu.Lock()
						mails = append(mails, b.String())
						mu.Unlock()
						fmt.Fprint(c, "250 ok\r\n")
					case "QUIT":
						fmt.Fprint(c, "221 bye\r\n")
						return
					default:
						fmt.Fprint(c, "250 ok\r\n")
					}
				}
			}()
		}
	}()
	return l.Addr().String(), func() []string { mu.Lock(); defer mu.Unlock(); return slices.Clone(mails) }
}

func TestMail(t *testing.T) {
	d := newDesk(t)
	address, all := postOffice(t, "250 ok")
	d.Mail = &Mail{Server: address, User: "sayso", Password: "pass", From: "sayso@newsroom.example", TLS: NoTLS}
	if err := d.Mail.Validate(); err != nil {
		t.Fatal(err)
	}
	d.follow(t, sayso.Notice{Kind: sayso.MailNotice, To: "desk@newsroom.example", Every: time.Hour})
	d.say(t, 1)
	d.once(t, 1)
	d.say(t, 2)
	d.say(t, 3)
	d.once(t, 0) // within the hour
	d.now = d.now.Add(time.Hour)
	d.once(t, 1)
	mails := all()
	if len(mails) != 2 {
		t.Fatalf("%d mails: %q", len(mails), d.log)
	}
	m, err := mail.ReadMessage(strings.NewReader(mails[1]))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(m.Body)
	if h := m.Header; !strings.HasPrefix(h.Get("Message-ID"), "<de") || !strings.HasSuffix(h.Get("Message-ID"), "@newsroom.example>") || !strings.Contains(h.Get("Subject"), "2_new") || h.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("the head is %v", h)
	}
	for _, want := range []string{"berth number 2", "berth number 3", "https://desk.example/claims/cl", "https://desk.example/follows/fo"} {
		if !strings.Contains(strings.ReplaceAll(string(body), "=\r\n", ""), want) {
			t.Errorf("the mail lacks %q:\n%s", want, body)
		}
	}
}

// TestMailRefused has a server refuse a mailbox for good, another for now, and no
// server be set.
func TestMailRefused(t *testing.T) {
	for answer, want := range map[string][2]int{"550 no such mailbox": {0, 1}, "450 full": {1, 0}, "": {1, 0}} {
		d := newDesk(t)
		if answer != "" {
			address, _ := postOffice(t, answer)
			d.Mail = &Mail{Server: address, From: "sayso@newsroom.example", TLS: NoTLS}
		}
		id := d.follow(t, sayso.Notice{Kind: sayso.MailNotice, To: "desk@newsroom.example"})
		d.say(t, 1)
		d.once(t, 0)
		if row, err := d.led.Follow(t.Context(), id); err != nil || row.Waiting != want[0] || row.Failed != want[1] {
			t.Errorf("%q: %+v, %v; %q", answer, row, err, d.log)
		}
	}
	for _, bad := range []Mail{{Server: "post", From: "a@b.example", TLS: StartTLS}, {Server: "post:25", From: "a", TLS: StartTLS}, {Server: "post:25", From: "a@b.example", TLS: "maybe"}} {
		if err := bad.Validate(); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestTestSends has a delivery without items say that it is a test.
func TestTestSends(t *testing.T) {
	d := newDesk(t)
	url, all := receiver(t, nil)
	f := sayso.Follow{Name: "Harbour"}
	for _, kind := range []sayso.NoticeKind{sayso.WebhookNotice, sayso.NtfyNotice} {
		if err := d.Deliver(t.Context(), &sayso.Delivery{ID: "de1", Follow: f, Notice: sayso.Notice{Kind: kind, To: url + "/t", Local: true}}, nil); err != nil {
			t.Error(err)
		}
	}
	if gots := all(); len(gots) != 2 || !strings.Contains(gots[0].body, `"follow.test"`) || gots[1].body != "This is a test." {
		t.Errorf("%+v", gots)
	}
}
