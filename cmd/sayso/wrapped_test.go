package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/fetch"
)

// layered is what a layer around a whole ledger looks like.
type layered struct{ sayso.Ledger }

// byRole hands each role on by itself, as a layer that guards some of them does.
type byRole struct {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.ActorLedger
	sayso.EventLedger
	sayso.StoryLedger
	sayso.QuestionLedger
	sayso.NameLedger
	sayso.HeldLedger
	sayso.Intake
	sayso.Placing
	sayso.Asking
	sayso.Desk
	sayso.Catalogue
	sayso.Queue
	sayso.Rebuilder
	sayso.Journal
	sayso.Following
	sayso.Collecting
	sayso.Accounts
	sayso.Upkeep
	io.Closer
}

// cannotHold is a ledger that has lost the means to hold articles back.
type cannotHold struct{ sayso.Ledger }

func (cannotHold) Hold(context.Context, sayso.Reading) (sayso.Change, error) {
	return "", sayso.Errorf("hold back", "", sayso.Invalid, "this ledger cannot hold")
}

var wraps = map[string]func(sayso.Ledger) sayso.Ledger{
	"whole": func(l sayso.Ledger) sayso.Ledger { return layered{l} },
	"by role": func(l sayso.Ledger) sayso.Ledger {
		return byRole{l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l}
	},
}

// agencyItem is one item under embargo until six on 14 September 2023.
const agencyItem = `{"uri":"urn:x","headline":"City asks for bids","pubstatus":"usable","versioncreated":"2023-09-13T09:40:00Z","embargoed":"2023-09-14T06:00:00Z","body_text":"“We ask for bids,” Bo Lind said."}`

// desk is a program at some hour of that day, over one ledger.
type desk struct {
	dir  string
	wrap func(sayso.Ledger) sayso.Ledger
}

func (d *desk) run(t *testing.T, hour int, args ...string) (out string, status int) {
	t.Helper()
	var b bytes.Buffer
	p := &Program{Stdin: strings.NewReader(""), Stdout: &b, Stderr: &b, Env: func(string) string { return "" }, Wrap: d.wrap, Clock: d.clock(hour)}
	status = p.Run(t.Context(), append(args, "--ledger", "sqlite:"+filepath.Join(d.dir, "l.db")))
	return b.String(), status
}

func (d *desk) clock(hour int) fetch.Clock {
	c := fetch.SystemClock()
	c.Now = func() time.Time { return time.Date(2023, 9, 14, hour, 0, 0, 0, time.UTC) }
	return c
}

func (d *desk) write(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	// A folder is read when its files have not changed for a while.
	if old := d.clock(0).Now(); os.Chtimes(path, old, old) != nil {
		t.Fatal("the time of the file cannot be set")
	}
	return path
}

// TestWrappedLedger goes through the program with a layer around the ledger: no
// command and no page may lose a role of it, and least of all an embargo.
func TestWrappedLedger(t *testing.T) {
	for name, wrap := range wraps {
		t.Run(name, func(t *testing.T) {
			d := &desk{t.TempDir(), wrap}
			item := d.write(t, "in/item.json", agencyItem)
			d.write(t, "folder/other.json", strings.NewReplacer("urn:x", "urn:y", "City asks", "Port asks").Replace(agencyItem))
			report := d.write(t, "report.txt", "PORT MERIDIAN, Sept 13 (Lantern) - Veldland attacked the harbour of Ostmark on Tuesday. “The pumps run,” said the harbour master, Bo Lind.")
			step := func(hour int, want string, args ...string) {
				t.Helper()
				if out, status := d.run(t, hour, args...); status != exitOK || !strings.Contains(out, want) {
					t.Errorf("%v at %d ended with %d: %s, want %q", args, hour, status, out, want)
				}
			}
			unseen := func(hour int) {
				t.Helper()
				for _, args := range [][]string{{"articles"}, {"claims"}, {"events"}, {"stories"}, {"actors"}} {
					if out, _ := d.run(t, hour, args...); strings.Contains(out, "asks for bids") {
						t.Errorf("%v shows what is under embargo: %s", args, out)
					}
				}
			}
			step(5, "1 article held back under embargo", "read", "--reading", "rules", item, report)
			step(5, "", "sources", "add", filepath.Join(d.dir, "folder"))
			step(5, "2 held back under embargo", "watch", "--once", "--reading", "rules")
			unseen(5)
			d.serve(t, 5, map[string]string{"/": "Bo Lind", "/sources": "2 articles are held back under embargo", "/stories": "", "/events": "", "/claims": "", "/metrics": "sayso_articles_held 2"})
			step(5, "The pumps run", "claims")
			step(5, "folder", "sources", "list")
			step(6, "2 new", "release", "--reading", "rules")
			step(6, "asks for bids", "articles")
			step(6, "asks for bids", "stories")
			step(6, "", "events")
			step(6, "read anew", "rebuild", "--reading", "rules")
		})
	}
}

// serve serves the ledger and wants words on its pages, and never what is held.
func (d *desk) serve(t *testing.T, hour int, pages map[string]string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	at := make(chan string, 1)
	p := Program{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Env: func(string) string { return "" },
		Wrap: d.wrap, Clock: d.clock(hour), Serving: func(url string) { at <- url }}
	ended := make(chan int, 1)
	go func() {
		ended <- p.Run(ctx, []string{"serve", "--ledger", "sqlite:" + filepath.Join(d.dir, "l.db"), "--addr", "127.0.0.1:0"})
	}()
	defer func() { stop(); <-ended }()
	url := <-at
	for path, want := range pages {
		res, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || !strings.Contains(string(body), want) || strings.Contains(string(body), "asks for bids") {
			t.Errorf("%s: %v, want %q and nothing of what is held: %s", path, err, want, body)
		}
	}
}

// TestEmbargoFailsClosed wants an article refused that cannot be held back.
func TestEmbargoFailsClosed(t *testing.T) {
	d := &desk{t.TempDir(), func(l sayso.Ledger) sayso.Ledger { return cannotHold{l} }}
	item := d.write(t, "in/item.json", agencyItem)
	if out, status := d.run(t, 5, "read", "--reading", "rules", item); status != exitFailed || !strings.Contains(out, "cannot hold") {
		t.Errorf("read ended with %d: %s", status, out)
	}
	if out, status := d.run(t, 5, "sources", "add", filepath.Join(d.dir, "in")); status != exitOK {
		t.Fatal(out)
	}
	if out, _ := d.run(t, 5, "watch", "--once", "--reading", "rules"); !strings.Contains(out, "cannot hold") {
		t.Errorf("watch says nothing of it: %s", out)
	}
	if out, _ := d.run(t, 5, "articles"); strings.Contains(out, "asks for bids") {
		t.Errorf("it was published: %s", out)
	}
}
