package web

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts a headless browser with an empty profile. Without one the
// test is skipped, except in CI.
func browser(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no browser: install Debian's chromium")
		}
		t.Skip("skipped: there is no browser (Debian's chromium) to drive the pages with")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancelTime)
	return ctx
}

// TestBrowser goes the way of a reader: home, search, claim, article, actor,
// by mouse and by keyboard, in several sizes and colours, and listens for
// complaints of the browser.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	s := serve(t)
	var mu sync.Mutex
	var complaints []string
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text+" "+e.Entry.URL)
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	do := func(name string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	do("search", chromedp.Navigate(s.URL), chromedp.SendKeys("#q", "harbour"+kb.Enter), chromedp.WaitVisible(".sayings"))
	if h := ask(t, ctx, chromedp.Text("h1")); !strings.Contains(h, "harbour") {
		t.Errorf("the search page is headed %q", h)
	}
	do("narrow", chromedp.Click(`.facet a[href*="stance=denies"]`), chromedp.WaitVisible(`.facet [aria-current]`))
	if url := ask(t, ctx, chromedp.Location()); !strings.Contains(url, "q=harbour") {
		t.Errorf("narrowing lost the words: %s", url)
	}
	do("claim", chromedp.Click(".said a"), chromedp.WaitVisible(".chain"))
	if h := ask(t, ctx, chromedp.Text("h1")); !strings.Contains(h, "denies") {
		t.Errorf("the claim's page is headed %q", h)
	}
	do("article", chromedp.Click(`main a[href^="/articles/"]`), chromedp.WaitVisible(".text a.claim"))
	do("note", chromedp.Click("sup a"), chromedp.WaitVisible(".notes li:target"))
	do("actor", chromedp.Click(".notes .who a"), chromedp.WaitVisible(".sayings"))

	do("skip link", chromedp.Navigate(s.URL), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	if focus := ask(t, ctx, chromedp.Evaluate[string](`document.activeElement.id`)); focus != "main" {
		t.Errorf("the skip link leads to %q", focus)
	}

	for _, width := range []int64{1280, 390, 320} {
		for _, scheme := range []string{"light", "dark"} {
			params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, params); err != nil {
				t.Fatal(err)
			}
			for _, p := range everyKind(t, s.URL) {
				do(p, chromedp.EmulateViewport(width, 800), chromedp.Navigate(s.URL+p))
				if over := ask(t, ctx, chromedp.Evaluate[float64](`document.documentElement.scrollWidth - document.documentElement.clientWidth`)); over > 0 {
					t.Errorf("%s scrolls sideways by %v pixels at a width of %d", p, over, width)
				}
				paper := ask(t, ctx, chromedp.Evaluate[string](`getComputedStyle(document.documentElement).backgroundColor`))
				ink := ask(t, ctx, chromedp.Evaluate[string](`getComputedStyle(document.documentElement).color`))
				if want := map[string]string{"light": "rgb(253, 252, 249)", "dark": "rgb(22, 21, 19)"}[scheme]; paper != want || paper == ink {
					t.Errorf("%s: %s on %s in a %s scheme", p, ink, paper, scheme)
				}
			}
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, c := range complaints {
		t.Errorf("the browser complains: %s", c)
	}
}

// ask runs an action that gives something.
func ask[T any](t *testing.T, ctx context.Context, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// everyKind lists one page of each kind.
func everyKind(t *testing.T, url string) []string {
	t.Helper()
	out := []string{"/", "/search?q=harbour", "/actors"}
	_, home := get(t, url+"/")
	_, search := get(t, url+"/search")
	for prefix, body := range map[string]string{"/articles/": home, "/actors/": home, "/claims/": search} {
		out = append(out, hrefs(body, prefix)[0])
	}
	return out
}
