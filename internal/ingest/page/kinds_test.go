package page

import (
	"strings"
	"testing"
)

// Four paragraphs of a report, into which what is tried is put.
const (
	par1 = "<p>The ferry company said on Monday that both of its boats would stay in port until the storm had passed, which may take until the end of the week.</p>"
	par2 = "<p>Some forty islanders have waited on the quay since Saturday, and the school hall was opened to them for the night, with soup from the fire brigade.</p>"
	par3 = "<p>The boats were built in 1988 and carry nine cars each. A new one was ordered in spring, the harbour master, Bo Lind, said, and will come in two years.</p>"
)

func report(inside string, wrap bool) string {
	body := par1 + inside + par2 + par3
	if wrap {
		body = "<article>" + body + "</article>"
	}
	return "<!doctype html><html lang=en><head><meta charset=utf-8><title>Boats stay in port</title></head><body>" + body + "</body></html>"
}

// TestEveryWord puts the ways in which pages mark words up into a report: every
// word that readers see is in the text, in one piece, and no other.
func TestEveryWord(t *testing.T) {
	long := "On Tuesday evening the owner of the company, Ana Ruiz, denied before some thirty reporters that she had known of the crack in the hull of the older boat."
	for _, c := range []struct{ name, in, want, not string }{
		{"nobr", "<p>The lender <nobr>Øst-Kasse</nobr> pays half, its head told the islanders.</p>", "The lender Øst-Kasse pays half, its head told the islanders.", ""},
		{"time", "<p>She came <time datetime=2023-01-02>on Monday</time> and left on Tuesday.</p>", "She came on Monday and left on Tuesday.", ""},
		{"elements of its own", "<p>The owner, <x-person id=3>Ana Ruiz</x-person>, told <x-org>the council</x-org> that she had paid.</p>", "The owner, Ana Ruiz, told the council that she had paid.", ""},
		{"an element of its own around a paragraph", "<x-par><p>The owner told the council that she had paid in full and on time.</p></x-par>", "The owner told the council that she had paid in full and on time.", ""},
		{"abbreviations and fonts", "<p>The <abbr>IMO</abbr> and the <font color=red>port</font> <u>said</u> <small>that</small> they had <mark>no</mark> record of it.</p>", "The IMO and the port said that they had no record of it.", ""},
		{"a script", "<p>“It leaked,” <script>show(1)</script>the cook, Cy Moor, said, <iframe src=x></iframe>and denied that he had been asked.</p>", "“It leaked,” the cook, Cy Moor, said, and denied that he had been asked.", "show"},
		{"an advertisement of its own", "<p>The owner <x-ad>Buy herring</x-ad>told the council that she had paid.</p>", "The owner told the council that she had paid.", "herring"},
		{"a very short paragraph that is a link", "<p><a href=/x>She denied it.</a></p>", "She denied it.", ""},
		{"a comment", "<p>The owner <!-- advertisement -->told the council<!-- end --> that she had paid.</p>", "The owner told the council that she had paid.", "advert"},
		{"marks that the browser draws", "<p>The owner said that <q>nobody asked</q> and left the hall in haste.</p>", "The owner said that “nobody asked” and left the hall in haste.", ""},
		{"a list", "<ul><li>“It leaked,” the cook said.</li><li>“Nobody asked,” he said.</li></ul>", "“It leaked,” the cook said.\n\n“Nobody asked,” he said.", ""},
		{"a list of definitions", "<dl><dt>The cook</dt><dd>“It leaked, and nobody asked me about it.”</dd></dl>", "“It leaked, and nobody asked me about it.”", ""},
		{"a short paragraph that is a link", "<p><a href=/x>The owner denied all of it.</a></p>", "The owner denied all of it.", ""},
		{"a long paragraph that is a link", "<div class=markup><p><a href=/x rel=nofollow><strong>" + long + "</strong></a></p></div>", long, ""},
		{"a block quotation", "<blockquote><p>We regret the delay.</p></blockquote>", "We regret the delay.", ""},
		{"hidden", "<p hidden>Nobody sees that the owner said so.</p>", "", "Nobody sees"},
		{"hidden by style", "<p style='color:red; display: none'>Nobody sees that the owner said so.</p>", "", "Nobody sees"},
		{"shown under the pointer", "<p>The owner, Ana Ruiz<span class=tooltip>Ana Ruiz owns two boats</span>, said that she had paid in full.</p>", "The owner, Ana Ruiz, said that she had paid in full.", "owns"},
		{"a picture for those without scripts", "<noscript><img src=x> A picture of boats</noscript>", "", "picture"},
		{"most read", "<div class=promo><h3>Most read</h3><ul><li><a href=/1>Ten ways to eat herring</a></li><li><a href=/2>Who owns the quay?</a></li></ul></div>", "", "herring"},
		{"a line that leads on", "<p>READ MORE: <a href=/1>Ten ways to eat herring</a></p>", "", "herring"},
		{"a line that is a link", "<p><strong><a href=/1>TEN WAYS TO EAT HERRING THIS WINTER</a></strong></p>", "", "HERRING"},
		{"a newsletter", "<div><p>Sign up to our newsletter and get the news of the islands every morning.</p></div>", "", "newsletter"},
		{"captions", "<figure><img src=x><figcaption>Image copyright Lantern Image caption The boats in port</figcaption></figure>", "", "caption"},
		{"a copyright line", "<p>© 2023 The Lantern. All rights reserved.</p>", "", "reserved"},
	} {
		for _, wrap := range []bool{true, false} {
			p, err := Read([]byte(report(c.in, wrap)), "")
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			want := "\n\n" + c.want + "\n\n"
			if c.want == "" {
				want = "week.\n\nSome forty"
			}
			if !strings.Contains(p.Text, want) || c.not != "" && strings.Contains(p.Text, c.not) {
				t.Errorf("%s, in an article %v:\n%s", c.name, wrap, p.Text)
			}
		}
	}
}

func TestCellOfATable(t *testing.T) {
	p, err := Read([]byte("<html><head><title>Boats</title></head><body><table><tr><td><a href=/>Home</a> <a href=/a>Archive</a></td><td><h1>Boats</h1>"+par1+
		"<p>The cook, <i>Cy Moor</i>, said that <b>two</b> pumps had failed in <i>May</i>, and denied that he had been asked.</p>"+par2+par3+"</td></tr></table></body></html>"), "")
	if err != nil || !strings.Contains(p.Text, "\n\nThe cook, Cy Moor, said that two pumps had failed in May, and denied that he had been asked.\n\n") || strings.Contains(p.Text, "Archive") {
		t.Errorf("%v:\n%s", err, p.Text)
	}
}

func TestPiecesOfAnArticle(t *testing.T) {
	piece := func(s string) string { return "<div class='chunk body-text'>" + s + "</div>" }
	ad := "<div class=ad-slot><a href=/ad>Buy herring</a></div>"
	var b strings.Builder
	for i := range 6 {
		b.WriteString(piece(strings.ReplaceAll(par1+par2, "ferry", "ferry "+string(rune('A'+i)))) + ad)
	}
	p, err := Read([]byte("<html><head><title>Boats</title></head><body><div><div>"+b.String()+"</div></div></body></html>"), "")
	if err != nil || !strings.Contains(p.Text, "ferry A company") || !strings.Contains(p.Text, "ferry F company") || strings.Contains(p.Text, "Buy") {
		t.Errorf("%v:\n%s", err, p.Text)
	}
}

func TestTextWithoutScripts(t *testing.T) {
	p, err := Read([]byte("<html><head><title>Boats</title></head><body><div id=app></div><noscript>"+par1+par2+par3+"</noscript></body></html>"), "")
	if err != nil || strings.Contains(p.Text, "<") || strings.Count(p.Text, "\n\n") != 2 {
		t.Errorf("%v: %q", err, p.Text)
	}
}

// TestHead holds what stands between headline and report: it is told beside the
// text.
func TestHead(t *testing.T) {
	p, err := Read([]byte("<html><head><title>Boats stay in port - Lantern</title></head><body><article><header><h1>Boats stay in port</h1><h2 class=standfirst>Storm may last a week</h2>"+
		"<div class=byline>Monday May 2, 2022 10:15 pm EST by Ana Ruiz</div></header>"+par1+par2+par3+"<h3>More on this story</h3></article></body></html>"), "")
	if err != nil || !strings.HasPrefix(p.Text, "The ferry company") || !strings.HasSuffix(p.Text, "two years.") || strings.Join(p.Byline, "|") != "Ana Ruiz" {
		t.Errorf("%v: %q\n%s", err, p.Byline, p.Text)
	}
}

func TestStatedDates(t *testing.T) {
	for _, c := range []struct{ name, head, in, want string }{
		{"a zone's name", "<meta property=article:published_time content='Mon, 02 May 2022 10:15:00 EST'>", "", "2022-05-02T10:15:00-05:00"},
		{"a zone that could be several", "<meta property=article:published_time content='2022-05-02 10:15 IST'>", "", "2022-05-02"},
		{"a space before the offset", "<meta property=article:published_time content='2022-05-02T10:15:00 +0200'>", "", "2022-05-02T10:15:00+02:00"},
		{"Dublin Core", "<meta name=dc.date content=2022-05-02>", "<ul><li>Received: 1 March 2022</li><li>Accepted: 3 April 2022</li></ul>", "2022-05-02"},
		{"labels", "", "<ul><li>Received: 1 March 2022</li><li>Accepted: 3 April 2022</li><li>Published: 2 May 2022</li></ul>", "2022-05-02"},
		{"JSON-LD with a last comma", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-05-02T10:15:00+02:00",}</script>`, "", "2022-05-02T10:15:00+02:00"},
	} {
		p, err := Read([]byte(strings.Replace(report(c.in, true), "</head>", c.head+"</head>", 1)), "")
		if err != nil || p.Published.String() != c.want {
			t.Errorf("%s: %v, %q, want %q", c.name, err, p.Published, c.want)
		}
	}
}

func TestStatedAuthors(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{`<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":["Ana Ruiz","Bo Lind"]}}</script>`, "Ana Ruiz|Bo Lind"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ana Ruiz"},"Bo Lind"]}</script>`, "Ana Ruiz|Bo Lind"},
		{`<meta name=author content="ANA RUIZ, Associated Press">`, "ANA RUIZ"},
		{`<meta name=author content="https://lantern.example/ana">`, ""},
	} {
		p, err := Read([]byte(strings.Replace(report("", true), "</head>", c.head+"</head>", 1)), "")
		if err != nil || strings.Join(p.Byline, "|") != c.want {
			t.Errorf("%s: %v, %q", c.head, err, p.Byline)
		}
	}
}
