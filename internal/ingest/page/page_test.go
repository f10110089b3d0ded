package page

import (
	"strings"
	"testing"
)

const sample = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Rain falls | Courier</title>
<link rel="canonical" href="https://courier.example/rain#top"><meta property="og:site_name" content="Courier (sample)">
<meta property="article:published_time" content="2023-09-13T09:40:00+02:00"><meta name="author" content="Ana Ruiz"></head>
<body><nav><a href="/">Home</a> <a href="/x">More news</a></nav><article><h1>Rain falls</h1>
<p>Rain fell on Port Meridian for the third day in a row, and the harbour   authority closed two of its piers to all ships.</p>
<p>“We have not seen this much water since I came here, and I came here a long time ago,” said the harbour master, Bo Lind.</p>
<aside><blockquote>We have not seen this much water since I came here</blockquote></aside>
<p>“The pumps run day and night.</p><p>“They will run until the rain ends,” he said.</p>
<ul><li>Pier one is closed.</li><li>Pier two is closed.</li></ul></article><footer>All rights reserved</footer></body></html>`

func TestRead(t *testing.T) {
	p, err := Read([]byte(sample), "")
	if err != nil {
		t.Fatal(err)
	}
	if p.URL != "https://courier.example/rain" || p.Outlet != "Courier (sample)" || p.Language != "en" || p.Published.String() != "2023-09-13T09:40:00+02:00" || strings.Join(p.Byline, ",") != "Ana Ruiz" {
		t.Errorf("%+v", p)
	}
	if !strings.Contains(p.Title, "Rain falls") {
		t.Errorf("title %q", p.Title)
	}
	for _, want := range []string{"the harbour authority closed", "\n\n“The pumps run day and night.\n\n“They will run", "Pier one is closed.\n\nPier two"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("the text lacks %q:\n%s", want, p.Text)
		}
	}
	if strings.Count(p.Text, "since I came here") != 1 || strings.Contains(p.Text, "More news") || strings.Contains(p.Text, "All rights") {
		t.Errorf("the text holds what belongs to the page:\n%s", p.Text)
	}
}

func TestHostilePages(t *testing.T) {
	for name, page := range map[string]string{
		"deep":        strings.Repeat("<div>", 100_000),
		"deep inline": strings.Repeat("<b><i>", 100_000),
		"unclosed":    strings.Repeat("<p", 100_000),
		"attributes":  "<div " + strings.Repeat("a=1 ", 200_000) + ">x</div>",
		"entities":    strings.Repeat("&lt;", 300_000),
		"tables":      strings.Repeat("<table><tr><td>", 400),
		"many":        strings.Repeat("<a>x</a>", MaxElements+1),
	} {
		t.Run(name, func(t *testing.T) {
			// Whatever comes out, it comes soon and without a crash.
			_, _ = Read([]byte(page), "")
		})
	}
}

func TestAddressMustBeOfTheWeb(t *testing.T) {
	p, err := Read([]byte(strings.Replace(sample, "https://courier.example/rain#top", "javascript:alert(1)", 1)), "")
	if err != nil || p.URL != "" {
		t.Errorf("address %q, %v", p.URL, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("<table><svg><p><math><select><template>")
	f.Fuzz(func(t *testing.T, page string) {
		if p, err := Read([]byte(page), "https://courier.example/x"); err == nil && strings.ToValidUTF8(p.Text, "") != p.Text {
			t.Errorf("text is no UTF-8: %q", p.Text)
		}
	})
}

func TestCharset(t *testing.T) {
	// A charset that is named late, or nowhere.
	late := "<html><head>" + strings.Repeat("<!-- filler -->", 100) + `<meta charset="utf-8"></head><body><article><p>`
	body := strings.Repeat("The harbour “opens” in spring, said Østby of Port Alder on Monday. ", 12)
	for _, html := range []string{late + body + "</p></article></body></html>", "<html><body><article><p>" + body + "</p></article></body></html>"} {
		p, err := Read([]byte(html), "")
		if err != nil || !strings.Contains(p.Text, "“opens” in spring, said Østby") {
			t.Errorf("%.60q, error %v", p.Text, err)
		}
	}
	// Windows-1252 without a name.
	p, err := Read([]byte(strings.NewReplacer("“", "\x93", "”", "\x94", "Ø", "\xd8").Replace("<html><body><article><p>"+body+"</p></article></body></html>")), "")
	if err != nil || !strings.Contains(p.Text, "“opens” in spring, said Østby") {
		t.Errorf("%.60q, error %v", p.Text, err)
	}
}

func TestTableCellsMayBeAlike(t *testing.T) {
	row := "<tr><td>Lind</td><td>0</td><td>0</td></tr>"
	p, err := Read([]byte("<html><body><article><p>"+strings.Repeat("The table of the harbour race is given below for all who asked. ", 8)+"</p><table>"+row+row+"</table></article></body></html>"), "")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(p.Text, "\n0"); n != 4 {
		t.Errorf("%d cells of 4: %q", n, p.Text)
	}
}
