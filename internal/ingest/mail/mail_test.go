package mail

import (
	"bufio"
	"fmt"
	"strings"
	"testing"

	"sayso"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

const letter = `From: =?utf-8?q?Harbour_Courier_=C3=98?= <news@courier.example>
To: reader@reader.example
Subject: =?utf-8?b?SGFyYm91ciBjbG9zZXMgdHdvIHBpZXJz?=
Date: Wed, 13 Sep 2023 09:40:00 +0200
Message-ID: <one@courier.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

%s
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

<html><head><style>p {}</style></head><body><table><tr><td><p>Rain fell on Port Meridian, said Bo ` + "\xd8" + `stby, the harbour master of the town.</p><p>The pumps run.</p></td></tr></table></body></html>
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=x.txt

not the letter
--b--
`

func TestRead(t *testing.T) {
	plain := strings.Repeat("Rain fell on Port Meridian for the third day in a row, and the=\n harbour authority closed two piers.\n\n", 3) + "--=20\nThe Courier"
	for _, c := range []struct{ name, plain, want string }{
		{"the plain part", plain, "Rain fell on Port Meridian for the third day in a row, and the harbour authority closed two piers.\n\n"},
		{"the HTML part, where the plain one says nothing", "Read this in your browser.", "Rain fell on Port Meridian, said Bo Østby, the harbour master of the town.\n\nThe pumps run."},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Read(crlf(fmt.Sprintf(letter, c.plain)))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(l.Text, c.want) || strings.Contains(l.Text, "The Courier") || strings.Contains(l.Text, "not the letter") {
				t.Errorf("text %q", l.Text)
			}
			if l.ID != "one@courier.example" || l.Subject != "Harbour closes two piers" || l.From != "Harbour Courier Ø" || l.Date.String() != "2023-09-13T09:40:00+02:00" {
				t.Errorf("%+v", l)
			}
		})
	}
}

func TestLinesBecomeParagraphs(t *testing.T) {
	l, err := Read(crlf("From: a@b.example\nSubject: x\n\nRain fell on Port Meridian for the third day in a row, and the\nharbour authority closed two of its piers.\n\n* Pier one\n* Pier two\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Rain fell on Port Meridian for the third day in a row, and the harbour authority closed two of its piers.\n\n* Pier one\n* Pier two"; l.Text != want {
		t.Errorf("text %q, want %q", l.Text, want)
	}
}

func TestRefused(t *testing.T) {
	nested := "text"
	for i := range MaxDepth + 2 {
		nested = fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n", i, i, nested, i)
	}
	for _, c := range []struct {
		name, data string
		kind       sayso.Kind
	}{
		{"no message", "just some words", sayso.Invalid},
		{"no text", "From: a@b.example\n\n", sayso.Invalid},
		{"a header without end", "From: a@b.example\nX: " + strings.Repeat("x", MaxHeader), sayso.Invalid},
		{"deep", "From: a@b.example\nMIME-Version: 1.0\n" + nested, sayso.TooLarge},
		{"many parts", "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", MaxParts+1), sayso.TooLarge},
		{"long", "From: a@b.example\n\n" + strings.Repeat("x\n", MaxText), sayso.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Read(crlf(c.data)); sayso.KindOf(err) != c.kind {
				t.Errorf("error %v of kind %q, want %q", err, sayso.KindOf(err), c.kind)
			}
		})
	}
}

// TestLettersAsTheyCome reads headers that are a little off.
func TestLettersAsTheyCome(t *testing.T) {
	const body = "\n\nThe pier opens on Friday, Bo Lind said.\n"
	const multi = "MIME-Version: 1.0\nContent-Type: multipart/alternative boundary=xyz\nSubject: Pier opens\n\n--xyz\nContent-Type: text/plain\n\nThe pier opens on Friday, Bo Lind said.\n--xyz--\n"
	for _, c := range []struct{ name, in, subject, from, date string }{
		{"a line that is no field", "From: Port <p@port.example>\nSubject: Pier opens\nthis message comes from outside, open nothing\nDate: Thu, 14 Sep 2023 09:05:00 +0200" + body, "Pier opens", "Port", "2023-09-14T09:05:00+02:00"},
		{"a mailbox's line", "From p@port.example Thu Sep 14 09:05:00 2023\nSubject: Pier opens" + body, "Pier opens", "", ""},
		{"no semicolon in the type", "Subject: Pier opens\nContent-Type: text/plain charset=utf-8" + body, "Pier opens", "", ""},
		{"no kind in the type", "Subject: Pier opens\nContent-Type: text" + body, "Pier opens", "", ""},
		{"a type that is none", "Subject: Pier opens\nContent-Type: plain/text" + body, "Pier opens", "", ""},
		{"an open mark in the type", "Subject: Pier opens\nContent-Type: text/plain; charset=\"utf-8" + body, "Pier opens", "", ""},
		{"parts without a semicolon", multi, "Pier opens", "", ""},
		{"a raw character in a word", "Subject: =?windows-1252?Q?Port’s_pier_opens?=" + body, "Port’s pier opens", "", ""},
		{"raw characters of eight bits", "Subject: Port\x92s pier opens" + body, "Port’s pier opens", "", ""},
		{"a charset that nobody knows", "Subject: =?x-unheard?Q?Port=92s_pier?= opens" + body, "Port’s pier opens", "", ""},
		{"UTF-8 by another name", "Subject: =?utf8?B?UG9ydOKAmXMgcGllcg==?= opens" + body, "Port’s pier opens", "", ""},
		{"a character over two words", "Subject: =?utf-8?Q?Port=E2=80?=\n =?utf-8?Q?=99s_pier_opens?=" + body, "Port’s pier opens", "", ""},
		{"damaged base64", "Subject: =?utf-8?B?UG9ydCBvcGVucw?=" + body, "Port opens", "", ""},
		{"a sender without marks", "From: =?utf-8?Q?=C3=98stby?= Port p@port.example\nSubject: x" + body, "x", "Østby Port p@port.example", ""},
		{"a sender of an address", "From: <p@port.example>\nSubject: x" + body, "x", "p@port.example", ""},
		{"a long month", "Subject: x\nDate: Thu, 14 September 2023 09:05:00 +0200" + body, "x", "", "2023-09-14T09:05:00+02:00"},
		{"a zone's name", "Subject: x\nDate: Thu, 14 Sep 2023 09:05 PDT" + body, "x", "", "2023-09-14T09:05:00-07:00"},
	} {
		l, err := Read([]byte(c.in))
		if err != nil || l.Subject != c.subject || l.From != c.from || l.Date.String() != c.date || !strings.HasPrefix(l.Text, "The pier opens on Friday") {
			t.Errorf("%s: %+v, date %s, %v", c.name, l, l.Date, err)
		}
	}
}

func TestBox(t *testing.T) {
	box := "From a@b.example Wed Sep 13 09:40:00 2023\nSubject: one\n\nFrom here on it rains.\n>From there too.\n\nFrom a@b.example Wed Sep 13 09:41:00 2023\nSubject: two\n\n" + strings.Repeat("x", 300) + "\n\nFrom a@b.example Wed Sep 13 09:42:00 2023\nSubject: three\n\nIt rains.\n"
	var got []string
	err := Box(bufio.NewReader(strings.NewReader(box)), 200, func(data []byte, line int, long bool) bool {
		got = append(got, fmt.Sprintf("%d %v %q", line, long, data))
		return true
	})
	want := []string{`1 false "Subject: one\n\nFrom here on it rains.\nFrom there too.\n\n"`, `7 true ""`, `12 false "Subject: three\n\nIt rains.\n"`}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s, error %v", strings.Join(got, "\n"), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(crlf(fmt.Sprintf(letter, "x")))
	f.Add([]byte("From: a\n\nb"))
	f.Add([]byte("Subject: =?windows-1252?Q?a’_=9?= =?x?B?UG9?=\nno field\nContent-Type: multipart/mixed boundary=b\n\n--b\n\nx\n--b--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if l, err := Read(data); err == nil && strings.ToValidUTF8(l.Text, "") != l.Text {
			t.Errorf("text is no UTF-8: %q", l.Text)
		}
		n := 0
		Box(bufio.NewReader(strings.NewReader(string(data))), 1<<10, func(data []byte, line int, long bool) bool {
			n += len(data)
			return true
		})
		if n > len(data) {
			t.Errorf("messages of %d bytes in %d", n, len(data))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := crlf(fmt.Sprintf(letter, strings.Repeat("Rain fell on Port Meridian for the third day in a row.\n", 50)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
