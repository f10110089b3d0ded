// Package mail reads newsletters and releases that come by e-mail (RFC 5322,
// MIME), one message or a mailbox of them.
package mail

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
	"golang.org/x/net/html/charset"

	"sayso"
	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/page"
)

// Bounds.
const (
	// MaxParts is how many parts of a message are looked into.
	MaxParts = 200
	// MaxDepth is how deep messages may be packed into each other.
	MaxDepth = 16
	// MaxHeader is how many bytes the header of a message or part may have.
	MaxHeader = 256 << 10
	// MaxText is how many bytes of one part are read.
	MaxText = 8 << 20
	// minPlain is how many bytes a plain part must have to be taken for the
	// letter: some say no more than that it is to be read as HTML.
	minPlain = 200
)

// Letter is what a message holds.
type Letter struct {
	ID      string // its Message-ID; empty when it has none
	Subject string
	From    string // the sender's name, else the address
	Date    sayso.Date
	Text    string
}

// Read reads one message.
func Read(data []byte) (Letter, error) {
	var l Letter
	e, err := message.ReadWithOptions(bytes.NewReader(mended(data)), &message.ReadOptions{MaxHeaderBytes: MaxHeader})
	if err != nil && (e == nil || !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
		return l, sayso.E("read", "", sayso.Invalid, err).Advise("it is no e-mail message, or its header is broken")
	}
	h := mail.Header{Header: e.Header}
	l.Subject, l.From, l.Date = unfolded(h.Get("Subject")), sender(h.Get("From")), dates.Parse(h.Get("Date"))
	l.ID, _ = h.MessageID()
	var b body
	if err := b.walk(e, 0); err != nil {
		return l, err
	}
	if l.Text, err = b.text(); err != nil {
		return l, err
	}
	if strings.TrimSpace(l.Text) == "" {
		return l, sayso.Errorf("read", "", sayso.Invalid, "the message holds no text")
	}
	return l, nil
}

// body gathers the parts that may be the letter.
type body struct {
	plain, html string
	parts       int
}

func (b *body) walk(e *message.Entity, depth int) error {
	b.parts++
	if depth > MaxDepth || b.parts > MaxParts {
		return sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d parts, or more than %d inside each other (mail.MaxParts, mail.MaxDepth)", MaxParts, MaxDepth)
	}
	kind, label := kindOf(e.Header.Get("Content-Type"))
	if m := partsOf(e, kind); m != nil {
		for {
			part, err := m.NextPart()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case part == nil:
				return nil // cut off: what came before is the letter
			}
			if err := b.walk(part, depth+1); err != nil {
				return err
			}
		}
	}
	if disposition, _, _ := e.Header.ContentDisposition(); disposition == "attachment" {
		return nil
	}
	if b.parts == 1 && !foreign.MatchString(kind) && kind != "text/html" {
		kind = "text/plain" // whatever it calls itself, it is the letter
	}
	html := kind == "text/html"
	if !html && kind != "text/plain" || html && b.html != "" || !html && b.plain != "" {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(e.Body, MaxText+1))
	switch {
	case len(data) > MaxText:
		return sayso.Errorf("read", "", sayso.TooLarge, "a part of it has more than %d MB (mail.MaxText)", MaxText>>20)
	case err != nil && len(data) == 0:
		return nil
	}
	s := decode(data, label)
	if html {
		b.html = s
	} else {
		b.plain = s
	}
	return nil
}

// foreign are the types that are no letter.
var foreign = regexp.MustCompile(`^(?:multipart|image|audio|video|application|font|model|message)/`)

var boundary = regexp.MustCompile(`(?i)boundary\s*=\s*("[^"]{1,200}"|[^\s;"]{1,200})`)

// partsOf reads the parts of a message, also where its type is written so that
// the library finds none in it.
func partsOf(e *message.Entity, kind string) message.MultipartReader {
	if !strings.HasPrefix(kind, "multipart/") {
		return nil
	}
	if _, params, err := e.Header.ContentType(); err == nil && params["boundary"] != "" {
		return e.MultipartReader()
	}
	found := boundary.FindStringSubmatch(e.Header.Get("Content-Type"))
	if found == nil {
		return nil
	}
	h := e.Header.Copy()
	h.Set("Content-Type", kind+`; boundary="`+strings.Trim(found[1], `"`)+`"`)
	again, err := message.New(h, e.Body)
	if err != nil {
		return nil
	}
	return again.MultipartReader()
}

// decode makes UTF-8 of a part.
func decode(data []byte, label string) string {
	enc, name := charset.Lookup(label)
	if enc == nil || name == "utf-8" || name == "replacement" {
		if !utf8.Valid(data) { // it is not what it says, or says nothing
			enc, _ = charset.Lookup("windows-1252")
		} else {
			return string(data)
		}
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "�")
	}
	return strings.ToValidUTF8(string(out), "�")
}

// text takes the plain part where it is the letter, else the HTML one.
func (b *body) text() (string, error) {
	plain := unsign(b.plain)
	if b.html == "" || len(strings.TrimSpace(plain)) >= minPlain {
		return paragraphs(plain), nil
	}
	s, err := page.Layout([]byte(b.html))
	if err != nil || len(s) < len(plain) {
		return paragraphs(plain), nil
	}
	return s, nil
}

// unsign cuts the signature off (RFC 3676, 4.3).
func unsign(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if i := strings.LastIndex(s, "\n-- \n"); i >= 0 {
		return s[:i]
	}
	return s
}

// paragraphs joins the lines that mail programs break; shorter lines, of lists
// and addresses, stay as they are.
func paragraphs(s string) string {
	const broken = 60
	var b strings.Builder
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, l := range lines {
		l = strings.TrimRight(l, " \t")
		b.WriteString(l)
		if i+1 == len(lines) {
			break
		}
		next := strings.TrimSpace(lines[i+1])
		if len(l) >= broken && next != "" && !strings.HasPrefix(next, "*") && !strings.HasPrefix(next, "-") && !strings.HasPrefix(next, ">") {
			b.WriteByte(' ')
		} else {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// opening is the line that a message of a mailbox begins with: "From ", a
// sender and a date. Words of a letter may begin so too, but seldom with a time.
var opening = regexp.MustCompile(`^From \S+ .*\d\d:\d\d`)

// Box splits a mailbox (RFC 4155) into messages. yield gets each with the line
// it begins at, and whether it was longer than max and is left out; it reports
// whether to go on.
func Box(r *bufio.Reader, max int64, yield func(data []byte, line int, long bool) bool) error {
	var msg []byte
	long, inside, blank := false, false, true
	start := 0
	for n := 1; ; n++ {
		l, err := readLine(r, max)
		if errors.Is(err, errLong) {
			msg, long, err = nil, true, nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if blank && opening.Match(l) {
			if inside && !yield(msg, start, long) {
				return nil
			}
			msg, long, inside, start = nil, false, true, n
		} else if inside {
			if t := bytes.TrimLeft(l, ">"); len(t) < len(l) && bytes.HasPrefix(t, []byte("From ")) {
				l = l[1:]
			}
			if int64(len(msg)+len(l)) > max {
				msg, long = nil, true
			}
			if !long {
				msg = append(msg, l...)
			}
		}
		blank = len(bytes.TrimRight(l, "\r\n")) == 0
		if errors.Is(err, io.EOF) {
			if inside {
				yield(msg, start, long)
			}
			return nil
		}
	}
}

var errLong = errors.New("a line is too long")

// readLine reads a line with its end; of one that is longer than max, nothing.
func readLine(r *bufio.Reader, max int64) ([]byte, error) {
	var out []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if int64(len(out)+len(part)) > max {
			out, long = nil, true
		}
		if !long {
			out = append(out, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && err == nil:
			return nil, errLong
		default:
			return out, err
		}
	}
}
