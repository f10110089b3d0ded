package web

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sayso/internal/story"
)

// TestBriefing goes to the home page as one browser does, before and after an article
// comes in.
func TestBriefing(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(s.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	page := func(path string) string {
		t.Helper()
		res, err := client.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatal(res.Status, err)
		}
		wellMade(t, path, string(b))
		return string(b)
	}
	if got := page("/"); !strings.Contains(got, "Who said what, on whose word") || !strings.Contains(got, "Stories by independent texts") {
		t.Errorf("a first look: %s", got)
	}
	for _, r := range ferryStory() {
		if _, err := l.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	k := story.NewKeeper(l)
	k.Find = ferryQuestions
	if _, err := k.Update(t.Context()); err != nil {
		t.Fatal(err)
	}
	// A reload is the same look, so all is new still.
	if got := page("/"); !strings.Contains(got, "Who said what, on whose word") {
		t.Errorf("a reload: %s", got)
	}
	for address, want := range map[string][]string{
		"/?since=0":          {"Disputes and denials", "Did the ferry dump oil?", "independent text", `class="line"`, "Changed by their publishers"},
		"/?since=1d":         {"Since yesterday at this time", "came in, from"},
		"/?since=2031-05-01": {"Since 1 May 2031", "Nothing came in", "Latest stories"},
		"/?after=":           {"Newest articles"},
	} {
		got := page(address)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q", address, w)
			}
		}
	}
	if res, _ := get(t, s.URL+"/?since=whenever"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("since whenever: %s", res.Status)
	}
}

// TestLook holds from where on things are new, page after page.
func TestLook(t *testing.T) {
	now := time.Date(2031, 5, 5, 12, 0, 0, 0, time.UTC)
	first := look{}.next(10, now)
	if first.from != 0 || first.end != 10 {
		t.Errorf("a first look: %+v", first)
	}
	reload := first.next(12, now.Add(time.Minute))
	if reload.from != 0 || reload.end != 12 {
		t.Errorf("a reload: %+v", reload)
	}
	second := reload.next(20, now.Add(2*lookGap))
	if second.from != 12 || second.end != 20 {
		t.Errorf("a second look: %+v", second)
	}
	if other := second.next(5, now.Add(4*lookGap)); other.from != 0 || other.end != 5 {
		t.Errorf("of another ledger: %+v", other)
	}
	r, _ := http.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(second.cookie())
	if got := readLook(r); got.from != second.from || got.end != second.end || got.at.Unix() != second.at.Unix() {
		t.Errorf("kept %+v, read %+v", second, got)
	}
	for _, bad := range []string{"", "1", "1.2", "1.2.x", "-1.2.3", "1.2.3.4", "99999999999999999999.1.1"} {
		r, _ := http.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: lookCookie, Value: bad})
		if got := readLook(r); got != (look{}) {
			t.Errorf("%q was read as %+v", bad, got)
		}
	}
}

func TestSparkline(t *testing.T) {
	d := func(n int) time.Time { return time.Date(2031, 5, n, 0, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		days []time.Time
		want string
	}{
		"none": {nil, ""}, "one day": {[]time.Time{d(1), d(1)}, ""}, "two days": {[]time.Time{d(2), d(1), d(2)}, "at most 2 articles a day, 1 May 2031 to 2 May 2031"},
		"years": {[]time.Time{d(1), d(1).AddDate(9, 0, 0)}, "to 1 May 2040"},
	} {
		if got := string(sparkline(c.days)); got != "" && c.want == "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
