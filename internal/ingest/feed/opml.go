package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"sayso"
	"sayso/internal/ingest/xmltext"
)

// OPML (opml.org/spec2) lists feeds as outlines, in folders that are outlines
// too. What it has no attribute for stands in attributes of a namespace of our
// own, which other readers pass over.
const opmlSpace = "urn:sayso:opml"

// ReadOPML reads a list of feeds. skipped says which outlines were left out, and
// why; folders of outlines are none of them.
func ReadOPML(data []byte, name string) (sources []sayso.WatchedSource, skipped []string, err error) {
	fail := func(err error) ([]sayso.WatchedSource, []string, error) {
		return nil, nil, sayso.E("import", name, sayso.Invalid, err).Advise("give an OPML file, as feed readers export it")
	}
	data = xmltext.Clean(data, "")
	if Detect(data) != OPML {
		return fail(errors.New("it is no OPML"))
	}
	if err := measure(data); err != nil {
		return fail(err)
	}
	d := xmltext.Decoder(bytes.NewReader(data))
	seen := make(map[string]bool)
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return sources, skipped, nil
		}
		if err != nil {
			return fail(err)
		}
		el, ok := tok.(xml.StartElement)
		if !ok || !strings.EqualFold(el.Name.Local, "outline") {
			continue
		}
		s := outline(el.Attr)
		var why string
		switch err := s.Validate(); {
		case s.Address == "":
			continue // a folder of outlines, most often
		case seen[s.Address]:
			why = "it is listed twice"
		case s.Kind == sayso.FolderSource:
			why = "a list from elsewhere has no say over folders of this machine"
		case err != nil:
			why = err.Error()
		}
		if why != "" {
			skipped = append(skipped, line(s.Address)+": "+line(why))
			continue
		}
		seen[s.Address] = true
		sources = append(sources, s)
	}
}

// outline reads the attributes of an outline.
func outline(attrs []xml.Attr) sayso.WatchedSource {
	s := sayso.WatchedSource{Kind: sayso.FeedSource}
	var text, link string
	own := map[string]*string{"outlet": &s.Outlet, "country": &s.Country, "party": (*string)(&s.Party), "kind": (*string)(&s.Kind)}
	for _, a := range attrs {
		v := strings.TrimSpace(a.Value)
		if a.Name.Space == opmlSpace {
			if field := own[a.Name.Local]; field != nil && v != "" {
				*field = v
			}
			continue
		}
		switch strings.ToLower(a.Name.Local) {
		case "xmlurl":
			s.Address = v
		case "url": // OPML 1, and what some readers write
			link = v
		case "title":
			s.Title = plain(v)
		case "text":
			text = plain(v)
		case "language":
			s.Language = language(v)
		}
	}
	s.Address = withScheme(cmp.Or(s.Address, link))
	s.Title = cmp.Or(s.Title, text)
	return s
}

// withScheme mends an address whose scheme is that of feed readers, or missing.
func withScheme(s string) string {
	low := strings.ToLower(s)
	switch {
	case s == "" || strings.HasPrefix(s, "/"):
		return s
	case strings.HasPrefix(low, "feed:http"):
		return s[len("feed:"):]
	case strings.HasPrefix(low, "feed://"):
		return "https://" + s[len("feed://"):]
	case strings.Contains(s, "://") || !bareAddress.MatchString(s):
		return s
	}
	return "https://" + s
}

// bareAddress is a host with what may follow it.
var bareAddress = regexp.MustCompile(`^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?$`)

// WriteOPML writes a list of feeds. Folders of this machine are left out: they
// mean nothing elsewhere.
func WriteOPML(sources []sayso.WatchedSource) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	fmt.Fprintf(&b, "<opml version=\"2.0\" xmlns:sayso=%q>\n<head><title>Sources of Sayso</title></head>\n<body>\n", opmlSpace)
	for i := range sources {
		s := &sources[i]
		if s.Kind == sayso.FolderSource {
			continue
		}
		b.WriteString("<outline type=\"rss\"")
		for _, a := range []struct{ name, value string }{
			{"text", s.Name()}, {"title", s.Title}, {"xmlUrl", s.Address}, {"language", s.Language},
			{"sayso:outlet", s.Outlet}, {"sayso:country", s.Country}, {"sayso:party", string(s.Party)}, {"sayso:kind", kindAttr(s.Kind)},
		} {
			if a.value != "" {
				b.WriteString(" " + a.name + "=\"")
				_ = xml.EscapeText(&b, []byte(a.value)) // a buffer takes all
				b.WriteString("\"")
			}
		}
		b.WriteString("/>\n")
	}
	b.WriteString("</body>\n</opml>\n")
	return b.Bytes()
}

func kindAttr(k sayso.WatchKind) string {
	if k == sayso.FeedSource {
		return ""
	}
	return string(k)
}
