package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"sayso"
)

// MaxFolder is how many pages one folder holds; links to others become plain words.
const MaxFolder = 3000

// folderDepth is how many links a page of a folder lies behind its first one.
const folderDepth = 2

// folderPage is a page on its way into a folder.
type folderPage struct {
	at    string // its address, path and query
	name  string // of its file
	depth int
	tree  *html.Node
	ids   map[string]bool
}

// Folder makes files of the page at an address, such as /stories/st…, and of those that
// it leads to: articles, claims, questions, events, speakers, what was taken from whom.
// They open in a browser without a server, and their links lead to each other; what else a
// page leads to inside the ledger is words there, and forms are left out. The first page
// is index.html. keep is called with each file. It returns how many pages there are.
func Folder(ctx context.Context, h http.Handler, at string, keep func(name string, data []byte) error) (int, error) {
	pages := map[string]*folderPage{}
	var order []*folderPage
	queue := []*folderPage{{at: at, name: "index.html"}}
	pages[at] = queue[0]
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if err := p.fetch(ctx, h); err != nil {
			if sayso.KindOf(err) == sayso.NotFound && p.depth > 0 {
				continue // it went away meanwhile
			}
			return 0, err
		}
		order = append(order, p)
		if p.depth == folderDepth || p.depth > 0 && !opens(p.at) {
			continue
		}
		for _, to := range p.leads() {
			if pages[to] == nil && len(pages) < MaxFolder {
				q := &folderPage{at: to, name: fileOf(to), depth: p.depth + 1}
				pages[to] = q
				queue = append(queue, q)
			}
		}
	}
	for to, p := range pages {
		if p.tree == nil {
			delete(pages, to)
		}
	}
	for _, p := range order {
		p.rewrite(pages)
		var b bytes.Buffer
		if err := html.Render(&b, p.tree); err != nil {
			return 0, sayso.E("write page", p.name, sayso.Other, err)
		}
		if err := keep(p.name, b.Bytes()); err != nil {
			return 0, err
		}
	}
	for _, name := range []string{"style.css", "icon.svg"} {
		data, err := fs.ReadFile(assetFiles, "assets/"+name)
		if err == nil {
			err = keep("assets/"+name, data)
		}
		if err != nil {
			return 0, err
		}
	}
	return len(order), nil
}

// fetch asks the handler for the page.
func (p *folderPage) fetch(ctx context.Context, h http.Handler) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+p.at, nil)
	if err != nil {
		return sayso.E("read page", p.at, sayso.Invalid, err)
	}
	r.RemoteAddr, r.RequestURI = "127.0.0.1:1", p.at
	w := &keptAnswer{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	switch {
	case w.status == http.StatusNotFound:
		return sayso.Errorf("read page", p.at, sayso.NotFound, "the ledger has none such")
	case w.status != http.StatusOK:
		return sayso.Errorf("read page", p.at, sayso.Other, "the page was answered with %d %s", w.status, http.StatusText(w.status))
	}
	if p.tree, err = html.Parse(bytes.NewReader(w.body.Bytes())); err != nil {
		return sayso.E("read page", p.at, sayso.Damaged, err)
	}
	p.ids = map[string]bool{}
	for n := range p.tree.Descendants() {
		if id := attr(n, "id"); id != "" {
			p.ids[id] = true
		}
	}
	return nil
}

// leads are the pages of the ledger that belong to it, in their order.
func (p *folderPage) leads() []string {
	var out []string
	for n := range p.tree.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" && !within(n, "header", "footer") {
			to, _, _ := strings.Cut(attr(n, "href"), "#")
			if belongs(to) && !slices.Contains(out, to) {
				out = append(out, to)
			}
		}
	}
	return out
}

// belongs reports whether the page at an address may stand in a folder.
func belongs(at string) bool {
	u, err := url.Parse(at)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
		return false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	kinds := []string{"articles", "versions", "claims", "questions", "events", "stories", "actors"}
	switch {
	case len(parts) == 2:
		return slices.Contains(kinds, parts[0]) && u.RawQuery == ""
	case len(parts) == 3 && parts[0] == "stories":
		return parts[2] == "passages" || parts[2] == "timeline" && u.RawQuery == ""
	}
	return false
}

// opens reports whether what a page leads to stands in the folder too: of speakers,
// events and further stories the page alone does, since all of them together are the
// ledger.
func opens(at string) bool {
	return strings.HasPrefix(at, "/articles/") || strings.HasPrefix(at, "/questions/")
}

// fileOf names the file of a page.
func fileOf(at string) string {
	p, query, _ := strings.Cut(strings.TrimPrefix(at, "/"), "?")
	var b strings.Builder
	for _, r := range p {
		if r == '/' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		} else {
			b.WriteByte('_')
		}
	}
	name := b.String()
	if query != "" || name != p {
		sum := sha256.Sum256([]byte(at))
		name += "-" + hex.EncodeToString(sum[:6])
	}
	return name + ".html"
}

// rewrite makes the page one of a folder: its links lead to files.
func (p *folderPage) rewrite(pages map[string]*folderPage) {
	var drop []*html.Node
	for n := range p.tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "form", "script", "button":
			drop = append(drop, n)
		case "header":
			if attr(n, "class") == "top" {
				drop = append(drop, n)
			}
		case "p":
			if strings.Contains(" "+attr(n, "class")+" ", " acts ") {
				drop = append(drop, n) // what only a server does
			}
		case "link":
			href := attr(n, "href")
			if strings.HasPrefix(href, "/assets/") {
				setAttr(n, "href", p.up()+"assets/"+path.Base(href))
			} else {
				drop = append(drop, n)
			}
		case "a":
			p.link(n, pages)
		}
	}
	for _, n := range drop {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	// A disclosure of which only forms are left holds nothing.
	for n := range p.tree.Descendants() {
		if n.Data == "details" && attr(n, "class") == "mend" {
			n.Attr = append(n.Attr, html.Attribute{Key: "hidden"})
		}
	}
}

// up leads from the page's file to the folder.
func (p *folderPage) up() string { return strings.Repeat("../", strings.Count(p.name, "/")) }

// link leads a link to a file, or makes words of it.
func (p *folderPage) link(n *html.Node, pages map[string]*folderPage) {
	href := attr(n, "href")
	if u, err := url.Parse(href); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return
	}
	at, fragment, _ := strings.Cut(href, "#")
	to := pages[at]
	if at == "" {
		to = p
	}
	if to == nil {
		n.Data, n.DataAtom = "span", 0
		if n.Namespace != "" {
			n.Data = "g" // in a drawing
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" || a.Key == "rel" })
		return
	}
	rel := p.up() + to.name
	if fragment != "" && to.ids[fragment] {
		if rel += "#" + fragment; to == p {
			rel = "#" + fragment
		}
	}
	setAttr(n, "href", rel)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// within reports whether a node stands inside one of some elements.
func within(n *html.Node, names ...string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(names, p.Data) {
			return true
		}
	}
	return false
}
