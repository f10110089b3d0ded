package page

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// outlet is who publishes the page: what it calls its site, else its publisher
// in JSON-LD, else what the library found, else the host.
func outlet(m *meta, article thing, found, address string) string {
	found, _, _ = strings.Cut(clean(found), ";")
	for _, s := range []string{m.site, name(article["publisher"], "name"), found} {
		if s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// maxTitle is how many bytes a headline may have; longer ones are texts.
const maxTitle = 300

// title is the headline: in JSON-LD where the window says it too (a page may
// state articles that it only leads to), in og:title, or as the library found
// it, without the outlet's name at its end.
func title(m *meta, article thing, found, outlet string) string {
	stated := name(article["headline"], "")
	if b := bare(stated); m.title != "" && !strings.Contains(bare(m.title), b) && !strings.Contains(bare(m.headline), b) {
		stated = ""
	}
	for _, s := range []string{stated, m.headline, clean(found), m.title} {
		if s != "" && len(s) <= maxTitle {
			return withoutOutlet(s, outlet, m.site)
		}
	}
	return ""
}

// parts separate a headline from the name of the outlet.
var parts = regexp.MustCompile(`\s+(?:\||-|–|—|::|»|·|•)\s+`)

// withoutOutlet drops the outlet's name from the end of a headline.
func withoutOutlet(s string, outlets ...string) string {
	all := parts.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	last := all[len(all)-1]
	tail := bare(s[last[1]:])
	for _, o := range outlets {
		if b := bare(o); b != "" && (tail == b || tail == "the"+b || "the"+tail == b) {
			return strings.TrimSpace(s[:last[0]])
		}
	}
	return s
}

// bare is a name by its letters and digits alone, without the end of a host.
func bare(s string) string {
	s = strings.ToLower(s)
	for _, end := range []string{".com", ".org", ".net", ".co.uk"} {
		s = strings.TrimSuffix(s, end)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// byline is who wrote it: the authors of JSON-LD, else those that the library
// found. Accounts, addresses and the outlet itself write nothing.
func byline(article thing, found, outlet string) []string {
	all := article.authors()
	if len(all) == 0 {
		all = strings.Split(found, ";")
	}
	var out []string
	for _, a := range all {
		for _, n := range names(a, outlet) {
			if isPerson(n, outlet) && !contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

var (
	byWord  = regexp.MustCompile(`(?i)^(?:by|von|por|par|di|from)[:\s]+`)
	andWord = regexp.MustCompile(`\s+(?:and|&|und|y|et)\s+`)
	account = regexp.MustCompile(`(?i)^(?:admin\w*|\w*admin|editor(?:s|ial)?|staff|redaktion|redacción|newsroom|user\d*|guest|unknown|author|published)$`)
)

// staff is what stands after a name and is none.
var staff = regexp.MustCompile(`(?i)\b(?:writers?|correspondents?|reporters?|editors?|journalists?|columnists?|bureau|staff|media|news|press|agency|published|\w+\.com)\b`)

// names takes a line of names apart: "By Ana Ruiz and Bo Lind, Staff Writers".
func names(s, outlet string) []string {
	s = byWord.ReplaceAllString(clean(s), "")
	s, _, _ = strings.Cut(s, " | ")
	var out []string
	for _, n := range andWord.Split(s, -1) {
		for i, part := range strings.Split(n, ",") {
			part = strings.TrimSpace(part)
			if part != "" && (i == 0 || !staff.MatchString(part) && bare(part) != bare(outlet)) {
				out = append(out, part)
			}
		}
	}
	return out
}

func isPerson(s, outlet string) bool {
	return len(s) <= 80 && !strings.ContainsAny(s, "@/") && !account.MatchString(s) && bare(s) != "" && bare(s) != bare(outlet)
}

func contains(all []string, s string) bool {
	for _, x := range all {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}
