package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Fragment gives the text of HTML that is an article's content and nothing
// else, as feeds carry it; of plain text, the text itself.
func Fragment(s string) (string, error) {
	if !strings.ContainsRune(s, '<') {
		return strings.TrimSpace(html.UnescapeString(s)), nil
	}
	doc, err := parse([]byte(s))
	if err != nil {
		return "", err
	}
	return layOut(doc), nil
}

// Feeds lists the feeds that a page names in its head, as it writes their
// addresses.
func Feeds(data []byte) []string {
	var out []string
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(1 << 20)
	for len(out) < 20 {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "body" {
				return out
			}
			if t.Data != "link" {
				continue
			}
			var rel, kind, href string
			for _, a := range t.Attr {
				switch a.Key {
				case "rel":
					rel = strings.ToLower(a.Val)
				case "type":
					kind = strings.ToLower(a.Val)
				case "href":
					href = strings.TrimSpace(a.Val)
				}
			}
			if strings.Contains(" "+rel+" ", " alternate ") && (strings.Contains(kind, "rss") || strings.Contains(kind, "atom") || strings.Contains(kind, "feed+json")) && href != "" {
				out = append(out, href)
			}
		}
	}
	return out
}
