package saved

import (
	"strings"
	"testing"
	"time"

	"sayso"
)

const report = `<html><head><title>Ferry is late</title></head><body><article><p>The ferry is late, Ada Brenn said.</p></article></body></html>`

func archive(header, root string, parts ...string) string {
	return header + "Content-Type: multipart/related;\r\n\ttype=\"text/html\";" + root + "\r\n\tboundary=\"--B--\"\r\n\r\n\r\n----B--\r\n" + strings.Join(parts, "\r\n----B--\r\n") + "\r\n----B----\r\n"
}

func part(head, body string) string { return head + "\r\n\r\n" + body }

const blink = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ferry\r\nSubject: Ferry is late\r\nDate: Tue, 8 Apr 2031 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"

func TestMHTML(t *testing.T) {
	day := time.Date(2031, 4, 8, 7, 30, 0, 0, time.UTC)
	html := part("Content-Type: text/html\r\nContent-ID: <f1@x>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://courier.example/ferry", strings.ReplaceAll(report, "=", "=3D"))
	frame := part("Content-Type: text/html\r\nContent-ID: <f0@x>\r\nContent-Location: https://ads.example/frame", "<p>Buy!</p>")
	css := part("Content-Type: text/css\r\nContent-Location: https://courier.example/a.css", "p{}")
	for name, c := range map[string]struct{ in, url string }{
		"as Chromium saves it":     {archive(blink, "", html, css, frame), "https://courier.example/ferry"},
		"a frame stands first":     {archive(blink, "", frame, css, html), "https://courier.example/ferry"},
		"a root is named":          {archive(strings.Replace(blink, "Snapshot-Content-Location: https://courier.example/ferry\r\n", "", 1), "\r\n\tstart=\"<f1@x>\";", frame, html), "https://courier.example/ferry"},
		"the page is of a file":    {archive(strings.ReplaceAll(blink, "https://courier.example/ferry", "file:///home/a/b.html"), "", strings.ReplaceAll(html, "https://courier.example/ferry", "file:///home/a/b.html")), ""},
		"the end is cut off":       {strings.TrimSuffix(archive(blink, "", html), "\r\n----B----\r\n"), "https://courier.example/ferry"},
		"lines end as on Unix":     {strings.ReplaceAll(archive(blink, "", html, css), "\r\n", "\n"), "https://courier.example/ferry"},
		"the part is in Latin 1":   {archive(blink, "", strings.Replace(html, "text/html", "text/html; charset=iso-8859-1", 1)), "https://courier.example/ferry"},
		"the part is in base64":    {archive(blink, "", part("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://courier.example/ferry", "PHA+VGhlIGZlcnJ5IGlzIGxhdGUsIEFkYSBCcmVubiBzYWlkLjwvcD4=")), "https://courier.example/ferry"},
		"the page has no location": {archive(blink, "", strings.Replace(html, "\r\nContent-Location: https://courier.example/ferry", "", 1)), "https://courier.example/ferry"},
	} {
		if !IsMHTML([]byte(c.in)) {
			t.Errorf("%s: it is told to be no web archive", name)
		}
		p, err := MHTML([]byte(c.in))
		if err != nil || p.URL != c.url || !strings.Contains(string(p.HTML), "The ferry is late, Ada Brenn said.") || !p.At.Equal(day) || p.By == "" {
			t.Errorf("%s: %+v %s, %v", name, p, p.HTML, err)
		}
	}
	for name, in := range map[string]string{"no page": archive(blink, "", css), "no parts": "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "many parts": archive(blink, "", strings.Repeat(css+"\r\n----B--\r\n", MaxParts+1))} {
		if _, err := MHTML([]byte(in)); sayso.KindOf(err) != sayso.NoArticle && sayso.KindOf(err) != sayso.TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, in := range map[string]string{"a letter": "Received: from a\r\nTo: b@x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=x\r\n\r\n", "a page": report} {
		if IsMHTML([]byte(in)) {
			t.Errorf("%s is taken for a web archive", name)
		}
	}
}

func TestMarked(t *testing.T) {
	for name, c := range map[string]struct {
		in, url, by string
		at          string
	}{
		"SingleFile":     {"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://courier.example/ferry \n saved date: Tue Apr 08 2031 09:30:00 GMT+0200 (Central European Summer Time)\n--><head>", "https://courier.example/ferry", "SingleFile", "2031-04-08T07:30:00Z"},
		"without a date": {"<html><!--\n Page saved with SingleFile \n url: https://courier.example/ferry\n-->", "https://courier.example/ferry", "SingleFile", ""},
		"save as":        {"<!DOCTYPE html>\n<!-- saved from url=(0029)https://courier.example/ferry -->\n<html>", "https://courier.example/ferry", "a browser", ""},
		"of a file":      {"<!-- saved from url=(0014)about:internet -->", "", "", ""},
		"deep inside":    {strings.Repeat("x", lead) + "<!-- saved from url=(0029)https://courier.example/ferry -->", "", "", ""},
		"none":           {report, "", "", ""},
	} {
		p, ok := Marked([]byte(c.in))
		at := ""
		if !p.At.IsZero() {
			at = p.At.UTC().Format(time.RFC3339)
		}
		if ok != (c.url != "") || p.URL != c.url || p.By != c.by || at != c.at {
			t.Errorf("%s: %+v, %v", name, p, ok)
		}
	}
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(archive(blink, "", part("Content-Type: text/html\r\nContent-Location: https://courier.example/ferry", report))))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := MHTML(data); err == nil && len(p.HTML) == 0 {
			t.Error("a page without a byte")
		}
		Marked(data)
	})
}
