package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"sayso"
)

// OPML (opml.org/spec2) lists feeds as outlines, in folders that are outlines
// too. What it has no attribute for stands in attributes of a namespace of our
// own, which other readers pass over.
const opmlSpace = "urn:sayso:opml"

// ReadOPML reads a list of feeds. Outlines that lead to no feed are skipped
// and counted.
func ReadOPML(data []byte, name string) (sources []sayso.WatchedSource, skipped int, err error) {
	fail := func(err error) ([]sayso.WatchedSource, int, error) {
		return nil, 0, sayso.E("import", name, sayso.Invalid, err).Advise("give an OPML file, as feed readers export it")
	}
	data = clean(data, "")
	if Detect(data) != OPML {
		return fail(errors.New("it is no OPML"))
	}
	if err := measure(data); err != nil {
		return fail(err)
	}
	d := decoder(bytes.NewReader(data))
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
		var s sayso.WatchedSource
		text := ""
		for _, a := range el.Attr {
			v := strings.TrimSpace(a.Value)
			if a.Name.Space == opmlSpace {
				switch a.Name.Local {
				case "kind":
					s.Kind = sayso.WatchKind(v)
				case "outlet":
					s.Outlet = v
				case "country":
					s.Country = v
				case "party":
					s.Party = sayso.OutletParty(v)
				}
				continue
			}
			switch strings.ToLower(a.Name.Local) {
			case "xmlurl":
				s.Address = v
			case "title":
				s.Title = line(v)
			case "text":
				text = line(v)
			case "language":
				s.Language = language(v)
			}
		}
		if s.Title == "" {
			s.Title = text
		}
		if s.Kind == "" {
			s.Kind = sayso.FeedSource
		}
		switch {
		case s.Address == "":
			// A folder of outlines, most often.
		case seen[s.Address]:
			skipped++
		case s.Kind == sayso.FolderSource, s.Validate() != nil:
			// A list from elsewhere has no say over folders of this machine.
			skipped++
		default:
			seen[s.Address] = true
			sources = append(sources, s)
		}
	}
}

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
