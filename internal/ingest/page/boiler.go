package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// asideClass are the names that pages give to boxes beside the text.
var asideClass = regexp.MustCompile(`(?i)\b(?:related|recommend\w*|promo\w*|newsletter\w*|sign-?up|subscribe\w*|share|sharing|social|comments?|disqus|sidebar|advert\w*|sponsor\w*|teaser\w*|trending|popular|most-?read|more-?(?:stories|news|from|on)|read-?more|read-?next|see-?also|tags?|breadcrumbs?|author-?(?:bio|box|info)|bio|copyright|caption\w*|credit|gallery|slideshow|carousel|toolbar|cookie\w*|consent|paywall|modal|popup|footer|navigation|menu|widget|print-only|visually-hidden|sr-only|screen-reader\w*)\b`)

// boilerplate reports whether a block belongs to the page by its own words.
func boilerplate(b *block, words []string) bool {
	s := b.text
	if isCaption(b.in) {
		return true
	}
	if len(s) > maxBoilerplate {
		return false
	}
	for _, re := range boilerplateLines {
		if re.MatchString(s) {
			return true
		}
	}
	// A line that leads elsewhere. A sentence of the report may be a link too.
	return b.linked*4 > len(s)*3 && !sentence(s, words)
}

// maxBoilerplate is how long such a line may be, in bytes.
const maxBoilerplate = 400

func isHeading(n *html.Node) bool {
	if n != nil {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		}
	}
	return false
}

// isCaption reports whether an element is the caption of a picture.
func isCaption(n *html.Node) bool {
	for i := 0; n != nil && i < 4; i++ {
		switch n.DataAtom {
		case atom.Figcaption:
			return true
		case atom.Blockquote, atom.Figure, atom.Body:
			return false
		}
		n = n.Parent
	}
	return false
}

// boilerplateLines are lines that pages put between and below the paragraphs of
// any report.
var boilerplateLines = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^\W*(?:(?:read|see|learn) (?:more|also|next)|also (?:read|see)|related(?: (?:stor(?:y|ies)|articles?|content|links?|news|coverage))?|more (?:on this|stories|from|coverage)|more|don['’]t miss|most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?|you (?:may|might) also like|in case you missed it|editor['’]?s['’]? (?:pick|choice)s?|top stories|up next|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|leggi anche|lea también|leia (?:também|mais))\s*(?:[:|»>–—].*|\.{0,3})$`),
	regexp.MustCompile(`(?i)^\W*(?:continue reading(?: below)?|story continues below(?: advertisement)?|article continues below(?: advertisement)?|advertisement|sponsored(?: content)?|loading\.*|share(?: this)?(?: (?:story|article|page|on .{2,20}))?|print|email|save|comments?|tags?|categories|topics?|skip .{2,40}|play video|watch(?: now| live)?|photo gallery|view gallery)\W*$`),
	regexp.MustCompile(`(?i)^\W*(?:click|tap) here\b|\bclick(?:ing)? here(?:\W|$).{0,60}$`),
	regexp.MustCompile(`(?i)^\W*(?:(?:please )?(?:sign up|subscribe|register)\b.{0,160}\b(?:newsletters?|inbox|updates?|channel|podcast|magazine|today|free)|get .{3,100} (?:in|to|into|straight to|delivered to) your inbox|get the (?:latest|day['’]s|morning['’]s|best)\b.{0,140}(?:inbox|newsletters?|email|app|subscribing)|.{0,60}\bthanks? (?:you )?for (?:signing up|subscribing))\b`),
	regexp.MustCompile(`(?i)^\W*(?:follow|like|join|find|contact) (?:us|me|him|her|them|\S+(?: \S+){0,4}?) on (?:twitter|facebook|instagram|x|youtube|linkedin|telegram|whatsapp)\b`),
	regexp.MustCompile(`(?i)^\W*(?:image|photo(?:graph)?|picture|media) (?:copyright|source|credit|caption|credits)\b`),
	regexp.MustCompile(`(?i)^\W*(?:©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|by |(?:\S+ )?(?:19|20)\d\d))|\ball rights reserved\b`),
	regexp.MustCompile(`(?i)^this copy is for your personal|^an error (?:has )?occurred|^this article has been sent to|^something went wrong|^you must (?:log|sign) ?in\b|^(?:order reprints|print article|thank you)\W*$`),
	regexp.MustCompile(`(?i)^\W*(?:like this (?:story|article)|have (?:a|any) (?:tip|story|news)|got a (?:tip|story))\b.{0,200}$`),
	regexp.MustCompile(`(?i)^\W*(?:write|e-?mail|contact|reach) .{3,60} at \S+@\S+\W*$|^\W*(?:[\w.]+ ?)?(?:e-?mail|contact):? \S+@\S+\W*$`),
}

// headLine are lines between headline and text: who wrote it, and when.
var headLine = regexp.MustCompile(`(?i)^\W*(?:by\s+\S+(?:\s+\S+){0,7}|(?:first )?(?:published|posted|updated|last (?:updated|modified))\b.{0,80}|.{0,40}\b\d{1,2}[:.]\d{2}\b.{0,30}|\d{1,2}/\d{1,2}/(?:19|20)\d\d\b.{0,60}|(?:\w{3,10},? )?(?:\w{3,9}\.? \d{1,2},?|\d{1,2}\.? \w{3,9},?) (?:19|20)\d\d.{0,40})$`)

// subHead are the names that pages give to the line below the headline.
var subHead = regexp.MustCompile(`(?i)dek\b|deck|sub-?(?:head|title)|standfirst|summary|headline|title|kicker|eyebrow|intro`)

// withoutHead drops the headline with what belongs to it, and the lines that say
// who and when, from the beginning of the text: they are told beside it.
func withoutHead(blocks []block, headlines []string) []block {
	said := map[string]bool{}
	for _, h := range headlines {
		if b := bare(h); b != "" {
			said[b] = true
		}
	}
	const head = 8
	out := blocks[:0]
	open := true
	for i := range blocks {
		b := &blocks[i]
		if open = open && i < head; open {
			if said[bare(b.text)] || len(b.text) < 120 && headLine.MatchString(b.text) && !strings.HasSuffix(b.text, ".") {
				continue
			}
			if isHeading(b.in) && (b.in.DataAtom == atom.H1 || subHead.MatchString(lineage(b.in))) {
				continue
			}
			open = len(wordsOf(b.text)) < proseWords
		}
		out = append(out, *b)
	}
	return out
}

// withoutTail drops headings at the end of the text, which lead to nothing of it.
func withoutTail(blocks []block) []block {
	for len(blocks) > 1 && isHeading(blocks[len(blocks)-1].in) {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}
