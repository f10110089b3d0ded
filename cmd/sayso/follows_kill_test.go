package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/internal/follow"
	"sayso/internal/follow/send"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// mailbox takes what webhooks bring, fails now and then, and counts.
type mailbox struct {
	mu    sync.Mutex
	rng   *rand.Rand
	names map[string]string         // body by webhook-id
	items map[sayso.FollowID]counts // how often each item of a follow came, under another name each time
	posts int
	wrong []string
}

type counts map[int64]int

func (m *mailbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var raw json.RawMessage
	var h send.Hook
	if err := json.NewDecoder(r.Body).Decode(&raw); err != nil {
		w.WriteHeader(http.StatusBadRequest) // cut off by a death
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.posts++; m.rng.IntN(20) == 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	name := r.Header.Get("webhook-id")
	if before, again := m.names[name]; again {
		if before != string(raw) {
			m.wrong = append(m.wrong, "another body under the name "+name)
		}
		return
	}
	m.names[name] = string(raw)
	if err := json.Unmarshal(raw, &h); err != nil || name == "" {
		m.wrong = append(m.wrong, fmt.Sprintf("%q, %v", name, err))
		return
	}
	id := sayso.FollowID(h.Data.Follow.ID)
	if m.items[id] == nil {
		m.items[id] = counts{}
	}
	for _, it := range h.Data.Items {
		m.items[id][it.Number]++
	}
}

// setting is a number from the environment, else the one for every run.
func setting(name string, small int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return small
}

// TestFollowsSurviveKills has a watch die again and again while news comes in for many
// follows, and wants each item of each follow to be told once: no more, no less.
// SAYSO_FOLLOWS, SAYSO_NEWS and SAYSO_DEATHS make it as large as one likes.
func TestFollowsSurviveKills(t *testing.T) {
	follows, news, deaths := setting("SAYSO_FOLLOWS", 30), setting("SAYSO_NEWS", 120), setting("SAYSO_DEATHS", 3)
	ctx, dir := t.Context(), t.TempDir()
	path := filepath.Join(dir, "ledger.db")
	led, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer led.Close()
	box := &mailbox{rng: rand.New(rand.NewPCG(1, 2)), names: map[string]string{}, items: map[sayso.FollowID]counts{}}
	hook := httptest.NewServer(box)
	defer hook.Close()
	g := ledgertest.NewGenerator(7)
	var all []sayso.Follow
	for i := range follows {
		f := sayso.Follow{Name: "follow " + strconv.Itoa(i), Kind: sayso.SearchFollow, About: "q=" + g.Word(20+7*i), Notices: []sayso.Notice{{Kind: sayso.WebhookNotice, To: hook.URL + "/" + strconv.Itoa(i), Local: true}}}
		if i%10 == 9 {
			f.Kind, f.About = sayso.OutletFollow, g.Outlet(i/10%40)
		}
		if _, err := follow.Begin(ctx, led, f); err != nil {
			t.Fatal(err)
		}
		f.ID = sayso.DeriveFollowID("", f.Name)
		all = append(all, f)
	}

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso-hasty")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	began := time.Now()
	start := func() *exec.Cmd {
		c := exec.Command(program, "watch", "--reading", "rules", "--ledger", "sqlite:"+path)
		c.Env = append(os.Environ(), hastyEnv+"=20 "+strconv.FormatInt(began.UnixMilli(), 10), "HOME="+dir)
		c.Stderr = os.Stderr
		if testing.Verbose() {
			c.Stderr = nil
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	// News comes in while each of them is alive.
	put := make(chan error, deaths+1)
	next := make(chan int, deaths+1)
	go func() {
		for n := range next {
			var err error
			for i := 0; i < n && err == nil; i++ {
				_, err = led.Put(ctx, g.Article(3))
			}
			put <- err
		}
	}()
	posts := func() int {
		box.mu.Lock()
		defer box.mu.Unlock()
		return box.posts
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range deaths {
		c := start()
		next <- news*(i+1)/(deaths+1) - news*i/(deaths+1)
		// It dies while it tells, however slow this machine is.
		for was, until := posts(), time.Now().Add(30*time.Second); posts() < was+3 && time.Now().Before(until); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rng.IntN(300)) * time.Millisecond)
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	c := start()
	next <- news - news*deaths/(deaths+1)
	close(next)
	for range deaths + 1 {
		if err := <-put; err != nil {
			t.Fatal(err)
		}
	}
	end, err := led.JournalEnd(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[sayso.FollowID]counts{}
	for left, until := len(all), time.Now().Add(time.Hour); left > 0; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("%d follows are not told all", left)
		}
		left = 0
		for _, f := range all {
			row, err := led.Follow(ctx, f.ID)
			if err != nil {
				t.Fatal(err)
			}
			if row.At < end || row.Waiting > 0 {
				left++
			}
		}
		due, err := led.DueDeliveries(ctx, time.Now().Add(13*24*time.Hour), 1)
		if err != nil {
			t.Fatal(err)
		}
		left += len(due)
		box.mu.Lock()
		come := 0
		for _, items := range box.items {
			come += len(items)
		}
		box.mu.Unlock()
		total := 0
		for _, f := range all {
			row, err := led.Follow(ctx, f.ID)
			if err != nil {
				t.Fatal(err)
			}
			total += row.Items
		}
		left += total - come // what is not even packed
	}
	_ = c.Process.Kill()
	_ = c.Wait()

	items, twice, never := 0, 0, 0
	for _, f := range all {
		want[f.ID] = counts{}
		page, err := ledgertest.All(sayso.Paging{Limit: 1000}, func(p sayso.Paging) (sayso.Page[sayso.FollowItem], error) { return led.FollowItems(ctx, f.ID, p) })
		if err != nil {
			t.Fatal(err)
		}
		things := map[string]bool{}
		for _, it := range page {
			want[f.ID][it.N]++
			things[it.ID] = true
			if n := box.items[f.ID][it.N]; n == 0 {
				never++
			} else if n > 1 {
				twice++
			}
		}
		items += len(page)
		if len(things) != len(page) {
			t.Errorf("%s: %d items are of %d things", f.Name, len(page), len(things))
		}
		// And the items are all that answers to it, asked for in one piece.
		n := 0
		if f.Kind == sayso.OutletFollow {
			all, err := ledgertest.All(sayso.Paging{Limit: 1000}, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				return led.Articles(ctx, sayso.ArticleQuery{Outlet: f.About, Paging: p})
			})
			if err != nil {
				t.Fatal(err)
			}
			n = len(all)
		} else {
			facets, err := led.Facets(ctx, sayso.ClaimQuery{Words: strings.TrimPrefix(f.About, "q=")})
			if err != nil {
				t.Fatal(err)
			}
			n = facets.Total
		}
		if n != len(page) {
			t.Errorf("%s: %d items, and %d answer to it", f.Name, len(page), n)
		}
		for number := range box.items[f.ID] {
			if want[f.ID][number] == 0 {
				t.Errorf("%s was told of %d, which is not its item", f.Name, number)
			}
		}
	}
	for _, w := range box.wrong {
		t.Error(w)
	}
	t.Logf("%d follows over %d articles with %d deaths: %d items told in %d deliveries, %d posts, in %s; told twice %d, never %d", follows, news, deaths, items, len(box.names), box.posts, time.Since(began).Round(time.Second), twice, never)
	if twice+never > 0 || items < follows {
		t.Errorf("told twice %d, never %d, of %d items", twice, never, items)
	}
}
