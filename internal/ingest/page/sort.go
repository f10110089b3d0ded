package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
)

// Pages that are no article come in a few sorts, and each has its reason why a
// reader got it: a front leads to articles, a wall or a notice stands before
// one, an error page in its place. All are told by what the page shows, not by
// where it stands: an article may be short, and a front may carry prose.
//
// What is told apart wrongly is lost, so each sort needs two signs at least,
// and a page that states an article of its own, with text, is one.

const (
	// fewWords is how short the text of a wall, a notice or an error page is.
	fewWords = 160
	// frontTeasers is how many links with the words of a headline a front has.
	frontTeasers = 12
	// maxTeasers is how many such links are looked at.
	maxTeasers = 500
	// teaserWords is how many words such a link has.
	teaserWords = 4
	// proseWords is how many words outside links make a paragraph one.
	proseWords = 25
	// frontProse is how many words of such paragraphs a front may have.
	frontProse = 150
	// ownWords is how many words of its own make the text of a page more than
	// a list of links.
	ownWords = 60
)

var (
	cookieWord  = regexp.MustCompile(`(?i)\bcookies?\b|\bconsent\b|tracking technolog|privacy (?:policy|settings|choices)|\bGDPR\b`)
	cookieAsks  = regexp.MustCompile(`(?i)\b(?:accept|agree|reject|decline|manage|allow|customi[sz]e)\b|we value your privacy|before you continue|your choices`)
	loginAsks   = regexp.MustCompile(`(?i)\b(?:log|sign) ?in\b|\bcreate (?:an|your|a free) account\b|\bsubscribe (?:now|today|to (?:read|continue|unlock|access))|\bsubscribers? only\b|already (?:a subscriber|have an account)|\bregister (?:now|to (?:read|continue))|to (?:continue|keep) reading|unlock this|forgot(?:ten)? (?:your )?password`)
	errorTitle  = regexp.MustCompile(`(?i)\b(?:404|403|410|500|503)\b|page not found|not found|no longer available|access denied|forbidden|are you a (?:robot|human)|just a moment|attention required`)
	errorBody   = regexp.MustCompile(`(?i)not found|can(?:'|’)?t (?:find|be found)|cannot (?:find|be found)|does not exist|doesn(?:'|’)?t exist|no longer (?:exists|available)|access denied|do(?:n(?:'|’)?t| not) have permission|verify (?:that )?you are|enable javascript|check the address`)
	frontPath   = regexp.MustCompile(`(?i)^/?(?:index\.\w+|home|latest|section|category|topics?|tags?|archive|search)?/?$|^/(?:section|category|topics?|tags?|author|search)/`)
	frontTitles = regexp.MustCompile(`(?i)\b(?:latest news|breaking news|top stories|home ?page|headlines)\b`)
)

// shape is what a page looks like as a whole.
type shape struct {
	teasers  map[string]bool // links with the words of a headline
	prose    int             // words in paragraphs of prose
	password bool
}

// look measures the shape of a page.
func look(doc *html.Node) *shape {
	s := &shape{teasers: map[string]bool{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.A:
			if words := strings.Fields(textOf(n)); len(words) >= teaserWords && len(s.teasers) < maxTeasers && !within(n, atom.P, atom.Footer) {
				s.teasers[strings.Join(words, " ")] = true
			}
		case atom.P:
			if w := unlinked(n); w >= proseWords && !within(n, atom.Footer, atom.Aside) {
				s.prose += w
			}
		case atom.Input:
			s.password = s.password || strings.EqualFold(attr(n, "type"), "password")
		}
	}
	return s
}

// within reports whether n stands inside one of the elements, some way up.
func within(n *html.Node, tags ...atom.Atom) bool {
	for i := 0; n.Parent != nil && i < 8; i++ {
		n = n.Parent
		for _, t := range tags {
			if n.DataAtom == t {
				return true
			}
		}
	}
	return false
}

// unlinked counts the words of n outside links.
func unlinked(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !within(d, atom.A) {
			count += len(strings.Fields(d.Data))
		}
	}
	return count
}

// whyNone says what a page is that is no article; "" for one that may be.
// text is what was found on it.
func whyNone(s *shape, m *meta, things []thing, article thing, address, text string) string {
	if why := s.stands(m, article, text); why != "" {
		return why
	}
	if article != nil || m.kind == "article" || s.prose >= frontProse || len(s.teasers) < frontTeasers {
		return ""
	}
	lists := slices.ContainsFunc(things, func(t thing) bool { return t.is(isList) })
	at := address
	if at == "" {
		at = m.canonical
	}
	u, err := url.Parse(at)
	switch {
	case lists, at != "" && err == nil && frontPath.MatchString(u.Path):
		return "a section front"
	case s.own(text) >= ownWords:
		return ""
	case m.kind == "website", frontTitles.MatchString(m.title), s.prose == 0:
		return "a section front"
	}
	return ""
}

// stands says what stands in an article's place or before it.
func (s *shape) stands(m *meta, article thing, text string) string {
	if len(text) > fewWords*12 {
		return "" // longer than so many words of any language
	}
	count := len(strings.Fields(text))
	if count >= fewWords {
		return ""
	}
	cookies, logins := len(cookieWord.FindAllStringIndex(text, 20)), len(loginAsks.FindAllStringIndex(text, 20))
	switch {
	case s.prose < frontProse && errorTitle.MatchString(m.title) && (errorBody.MatchString(text) || errorBody.MatchString(m.title) || count == 0):
		return "an error page"
	case article == nil && cookies >= 2 && cookies*40 >= count && cookieAsks.MatchString(text):
		return "a cookie notice"
	case logins >= 2 && logins*40 >= count, s.password && (logins >= 1 || count < 40):
		return "a login wall"
	}
	return ""
}

// own counts the words of a text that no link says too.
func (s *shape) own(text string) int {
	n := len(strings.Fields(text))
	for t := range s.teasers {
		if strings.Contains(text, t) {
			n -= len(strings.Fields(t))
		}
	}
	return n
}

// noArticle is the error of a page that is none.
func noArticle(why string) error {
	if why == "" {
		return sayso.Errorf("read", "", sayso.NoArticle, "no article was found on the page").Advise("give the article's own page, or its text")
	}
	return sayso.Errorf("read", "", sayso.NoArticle, "it is %s, no article", why).Advise("give the article's own page, or its text")
}
