package web

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestTasks does what the table of docs/pages.md says: it starts at the home page and
// follows links and forms by what stands on them.
func TestTasks(t *testing.T) {
	page, err := os.ReadFile("../docs/pages.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## Twelve things that analysts ask")
	rows := regexp.MustCompile("(?m)^\\| (.+?) \\| ((?:search|follow|form) .+?) \\| `(.+?)` \\|$").FindAllStringSubmatch(table, -1)
	if len(rows) != 12 {
		t.Fatalf("%d tasks", len(rows))
	}
	s := httptest.NewServer(New(Config{Ledger: open(t, append(ferryStory(), coinciding())...), Version: "test"}))
	t.Cleanup(s.Close)
	var clicks []int
	for _, row := range rows {
		t.Run(row[1], func(t *testing.T) {
			v := newVisitor(t, s.URL)
			for _, step := range regexp.MustCompile("(search|follow|form) `(.+?)`").FindAllStringSubmatch(row[2], -1) {
				v.do(t, step[1], step[2])
			}
			if !strings.Contains(v.body, row[3]) {
				t.Errorf("%s ends at %s, which has no %q", row[2], v.at, row[3])
			}
			clicks = append(clicks, v.clicks)
		})
	}
	slices.Sort(clicks)
	if len(clicks) != len(rows) || clicks[len(clicks)/2] > 4 || clicks[len(clicks)-1] > 4 {
		t.Errorf("clicks: %v", clicks)
	}
	t.Logf("clicks: %v", clicks)
}

// visitor is a reader with a browser without script.
type visitor struct {
	client http.Client
	at     *url.URL
	body   string
	clicks int
}

func newVisitor(t *testing.T, home string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{client: http.Client{Jar: jar}}
	if v.at, err = url.Parse(home); err != nil {
		t.Fatal(err)
	}
	v.open(t, "/")
	return v
}

func (v *visitor) open(t *testing.T, href string) {
	t.Helper()
	to, err := v.at.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	res, err := v.client.Get(to.String())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", href, res.Status, err)
	}
	v.at, v.body = to, string(b)
}

// do takes one step, which is one click.
func (v *visitor) do(t *testing.T, how, what string) {
	t.Helper()
	v.clicks++
	doc, err := html.Parse(strings.NewReader(v.body))
	if err != nil {
		t.Fatal(err)
	}
	switch how {
	case "search":
		v.open(t, "/search?"+url.Values{"q": {what}}.Encode())
	case "follow":
		v.open(t, linkNamed(t, doc, what))
	case "form":
		fields, err := url.ParseQuery(what)
		if err != nil {
			t.Fatal(err)
		}
		v.open(t, formWith(t, doc, fields))
	}
}

// linkNamed is where the first link leads whose words hold these, or before which a
// "story:" stands for any story.
func linkNamed(t *testing.T, doc *html.Node, words string) string {
	t.Helper()
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		href := attribute(n, "href")
		if words == "story:" && strings.HasPrefix(href, "/stories/st") || strings.Contains(textOf(n), words) {
			return href
		}
	}
	t.Fatalf("no link says %q", words)
	return ""
}

// formWith is the address of the first form that has these fields, filled in; its other
// fields are sent as they are.
func formWith(t *testing.T, doc *html.Node, fields url.Values) string {
	t.Helper()
	for form := range doc.Descendants() {
		if form.Type != html.ElementNode || form.Data != "form" || attribute(form, "role") == "search" {
			continue
		}
		sent, missing := url.Values{}, url.Values{}
		for k, vs := range fields {
			missing[k] = slices.Clone(vs)
		}
		for n := range form.Descendants() {
			if name := attribute(n, "name"); n.Type == html.ElementNode && name != "" {
				value := attribute(n, "value")
				if len(missing[name]) > 0 {
					value, missing[name] = missing[name][0], missing[name][1:]
				}
				sent.Add(name, value)
			}
		}
		if allEmpty(missing) {
			return attribute(form, "action") + "?" + sent.Encode()
		}
	}
	t.Fatalf("no form has %v", fields)
	return ""
}

func allEmpty(v url.Values) bool {
	for _, vs := range v {
		if len(vs) > 0 {
			return false
		}
	}
	return true
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
