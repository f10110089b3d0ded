package page

import (
	"bytes"
	"encoding/hex"
	"hash/fnv"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
	"sayso/internal/ingest/dates"
)

const (
	// MaxPosts is how many posts of a live blog are taken from one page.
	MaxPosts = 2000
	// minPosts is how many posts in a row make a live blog that does not say
	// outright that it is one.
	minPosts = 3
	// minPostWords is how many words a post must have to be one.
	minPostWords = 8
)

// Post is one entry of a live blog.
type Post struct {
	// ID is its name on the page, what stands after # in its address.
	ID        string
	Title     string
	Byline    []string
	Published sayso.Date
	Text      string
	HTML      []byte // the post alone
}

// A live blog is a page of short reports, each with a moment of its own. Pages
// say so in JSON-LD (LiveBlogPosting), in microdata (liveBlogUpdate), or by
// their address, title or classes; the posts are then the elements that stand
// in a row, each with a name and a moment. Comments look the same, which is why
// nothing is split on a page that nowhere says "live".

var (
	liveWord    = regexp.MustCompile(`(?i)\blive\b|liveblog|live-blog|live_blog|liveticker|newsticker`)
	liveClass   = regexp.MustCompile(`(?i)live|ticker|timeline|update`)
	commentWord = regexp.MustCompile(`(?i)comment|reply|related|teaser|promo`)
)

// posts finds the posts of a live blog; fewer than two are none.
func posts(doc *html.Node, things []thing, m *meta, address string) []Post {
	var blog thing
	for _, t := range things {
		if t.is(func(k string) bool { return k == "LiveBlogPosting" }) {
			blog = t
			break
		}
	}
	says := blog != nil
	for _, s := range []string{address, m.canonical} {
		if u, err := url.Parse(s); err == nil && liveWord.MatchString(u.Path) {
			says = true
		}
	}
	says = says || liveWord.MatchString(m.title)
	nodes := marked(doc)
	if len(nodes) < 2 && says {
		nodes = rows(doc, blog != nil)
	}
	var out []Post
	seen := map[string]bool{}
	for _, n := range nodes {
		if p := post(n); p.Text != "" && !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, p)
		}
		if len(out) == MaxPosts {
			break
		}
	}
	if len(out) < 2 && blog != nil {
		out = stated(blog)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// marked lists the elements that microdata call updates of a live blog.
func marked(doc *html.Node) []*html.Node {
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && strings.Contains(strings.ToLower(attr(n, "itemprop")), "liveblogupdate") {
			out = append(out, n)
		}
	}
	return out
}

// rows finds the longest row of siblings that look like posts.
func rows(doc *html.Node, says bool) []*html.Node {
	var best []*html.Node
	for parent := range doc.Descendants() {
		if parent.Type != html.ElementNode {
			continue
		}
		switch parent.DataAtom {
		case atom.Head, atom.Nav, atom.Footer, atom.Script:
			continue
		}
		var row []*html.Node
		for c := parent.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && likePost(c) {
				row = append(row, c)
			}
		}
		if len(row) > len(best) && len(row) >= minPosts && (says || liveClass.MatchString(lineage(parent)) || liveClass.MatchString(lineage(row[0]))) && !commentWord.MatchString(lineage(parent)) {
			best = row
		}
	}
	return best
}

// lineage is the classes and names of an element and of three above it.
func lineage(n *html.Node) string {
	var b strings.Builder
	for i := 0; n != nil && i < 4; i++ {
		b.WriteString(attr(n, "class") + " " + attr(n, "id") + " ")
		n = n.Parent
	}
	return b.String()
}

// likePost reports whether an element could be a post: it has a name, a moment,
// and something to say.
func likePost(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Article, atom.Section, atom.Div, atom.Li:
	default:
		return false
	}
	if nameOf(n) == "" || momentIn(n) == nil || commentWord.MatchString(attr(n, "class")) {
		return false
	}
	return words(n, minPostWords) >= minPostWords
}

// nameOf is what an element is called on the page.
func nameOf(n *html.Node) string {
	for _, key := range []string{"id", "data-post-id", "data-id", "data-block-id", "data-entry-id"} {
		if s := strings.TrimSpace(attr(n, key)); s != "" && len(s) <= 200 {
			return s
		}
	}
	return ""
}

// momentIn is the first element inside n that gives a moment.
func momentIn(n *html.Node) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Time && !dates.Parse(attr(d, "datetime")).IsZero() || attr(d, "itemprop") == "datePublished" && !dates.Parse(attr(d, "content")).IsZero() {
			return d
		}
	}
	return nil
}

// words counts the words inside n, up to max.
func words(n *html.Node, max int) int {
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == nil || d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style && d.Parent.DataAtom != atom.Noscript) {
			if count += len(strings.Fields(d.Data)); count >= max {
				return count
			}
		}
	}
	return count
}

// post reads one post out of its element.
func post(n *html.Node) Post {
	p := Post{ID: nameOf(n)}
	if t := momentIn(n); t != nil {
		if p.Published = dates.Parse(attr(t, "datetime")); p.Published.IsZero() {
			p.Published = dates.Parse(attr(t, "content"))
		}
	}
	for d := range n.Descendants() {
		switch {
		case p.Title == "" && (d.DataAtom == atom.H1 || d.DataAtom == atom.H2 || d.DataAtom == atom.H3 || d.DataAtom == atom.H4):
			p.Title = clean(textOf(d))
		case len(p.Byline) == 0 && (attr(d, "itemprop") == "author" || attr(d, "rel") == "author"):
			if s := clean(textOf(d)); s != "" {
				p.Byline = []string{s}
			}
		}
	}
	l := layout{bare: true}
	l.walk(n)
	l.flush()
	p.Text = join(l.blocks)
	var b bytes.Buffer
	if html.Render(&b, n) == nil {
		p.HTML = b.Bytes()
	}
	p.name()
	return p
}

// name gives a post a name that has none of its own.
func (p *Post) name() {
	if p.ID != "" {
		return
	}
	h := fnv.New64a()
	h.Write([]byte(p.Published.String() + "\n" + p.Title + "\n" + p.Text))
	p.ID = "post-" + hex.EncodeToString(h.Sum(nil))
}

// stated reads the posts that JSON-LD gives whole.
func stated(blog thing) []Post {
	var out []Post
	for _, u := range list(blog["liveBlogUpdate"]) {
		t, ok := u.(map[string]any)
		if !ok || len(out) == MaxPosts {
			continue
		}
		p := Post{Title: name(t["headline"], ""), Byline: thing(t).authors(), Published: thing(t).date("datePublished")}
		body, _ := t["articleBody"].(string)
		if p.Text, _ = Layout([]byte(body)); p.Text == "" {
			continue
		}
		if u, err := url.Parse(name(t["url"], "@id")); err == nil {
			p.ID = u.Fragment
		}
		p.HTML = []byte(body)
		p.name()
		out = append(out, p)
	}
	return out
}

// textOf is all text inside n.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}
