package ingest

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	"sayso"
	"sayso/internal/ingest/agency"
	"sayso/internal/ingest/saved"
	"sayso/internal/ingest/xmltext"
)

// peek is how many bytes of an input are looked at to tell its kind.
const peek = 4096

// kindOf tells the kind of a file by its name, else by its first bytes. Of what
// is gzipped these are the ones inside, and an archive is one whatever its name.
func kindOf(path string, head []byte) Kind {
	name := strings.ToLower(filepath.Base(path))
	name = strings.TrimSuffix(name, ".gz")
	inside, unpacks := gunzipped(head)
	if unpacks {
		if head = inside; bytes.HasPrefix(head, []byte("WARC/")) {
			return WARC
		}
	}
	switch filepath.Ext(name) {
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".jsonl", ".ndjson":
		if first, _, whole := bytes.Cut(bytes.TrimSpace(head), []byte("\n")); whole && !json.Valid(first) && (first[0] == '[' || bytes.HasSuffix(bytes.TrimSpace(first), []byte("{"))) {
			return JSON // one object over many lines, whatever its name says
		}
		return JSONL
	case ".text", ".md":
		return Text
	case ".warc":
		return WARC
	case ".wacz":
		return WACZ
	case ".eml":
		return Mail
	case ".mbox", ".mbx":
		return Mbox
	case ".pdf":
		return PDF
	case ".docx":
		return DOCX
	case ".mhtml", ".mht":
		return MHTML
	}
	if filepath.Ext(name) == ".txt" {
		// Agencies and plain texts share the name, and pages and XML are saved
		// under it.
		switch kind := kindOfBytes(head); kind {
		case Wire, HTML, NITF, NewsML, Addresses, list, arc, otherXML:
			return kind
		}
		return Text
	}
	if !unpacks && bytes.HasPrefix(head, gzipMagic) {
		return WARC // it begins with damage; only an archive can be read past that
	}
	return kindOfBytes(head)
}

// kindOfBytes tells a kind by how it begins.
func kindOfBytes(head []byte) Kind {
	head = head[:min(len(head), peek)]
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return WARC
	case bytes.HasPrefix(head, []byte("filedesc://")):
		return arc
	case bytes.Contains(head[:min(len(head), maxLead)], []byte("%PDF-")) && !bytes.HasPrefix(bytes.TrimLeft(head, " \r\n\t\ufeff"), []byte("<")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("[Content_Types].xml")) {
			return DOCX
		}
		return WACZ
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return rtf
	case agency.IsWire(head):
		return Wire
	}
	if saved.IsMHTML(head) {
		return MHTML
	}
	s := strings.TrimLeft(string(head), "\ufeff \t\r\n")
	low := strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, "{"), strings.HasPrefix(s, "["):
		return kindOfJSON(s)
	case strings.HasPrefix(low, "<?xml"), strings.HasPrefix(low, "<!--"), strings.HasPrefix(low, "<"):
		return kindOfMarkup(s)
	case strings.HasPrefix(s, "From ") && strings.Contains(s, "\nFrom:"):
		return Mbox
	case isMail(s):
		return Mail
	case isList(head, len(head) < peek):
		return Addresses
	}
	return Text
}

// ninjsKey is what every ninjs object has and no line of JSON Lines does.
var ninjsKey = regexp.MustCompile(`(?i)"(?:versioncreated|pubstatus|representationtype|body_html|body_xhtml|body_text|headlines|bodies|slugline)"\s*:`)

func kindOfJSON(s string) Kind {
	first, rest, more := strings.Cut(s, "\n")
	lines := json.Valid([]byte(first)) && (!more || strings.HasPrefix(strings.TrimSpace(rest), "{")) && strings.HasPrefix(first, "{")
	switch {
	case strings.Contains(s, "jsonfeed.org/version"):
		return list
	case ninjsKey.MatchString(s) && (!lines || !more):
		return Ninjs
	case listsAddresses(s):
		return Addresses
	case strings.HasPrefix(s, "[") || more && !lines && !json.Valid([]byte(first)):
		return JSON
	}
	return JSONL
}

// Kinds that are known and not read: each is refused in words, since what it
// holds would else be taken for words of an article.
const (
	list     Kind = "a list of articles"
	arc      Kind = "an ARC file"
	otherXML Kind = "XML"
	rtf      Kind = "RTF"
)

// ErrList is the cause where an input lists articles, as feeds and sitemaps do: it
// is to be watched, not read.
const ErrList = sayso.Cause("a list of articles")

// maxLead is how many bytes may stand before the mark of a PDF (ISO 32000, note
// to 7.5.2).
const maxLead = 1024

// refuse says why a kind is not read; nil for one that is.
func refuse(k Kind, name string, head []byte) error {
	root := xmltext.Root(xmltext.Clean(head, "")).Local
	switch k {
	case list:
		if root == "" {
			root = "JSON Feed"
		}
		return sayso.Errorf("read", name, sayso.NoArticle, "it is %w (%s) and none itself", ErrList, root)
	case rtf:
		return sayso.Errorf("read", name, sayso.Invalid, "it is RTF").Advise("save it as DOCX or text")
	case arc:
		return sayso.Errorf("read", name, sayso.Invalid, "it is an ARC file, which web archives were kept in before WARC").Advise("make a WARC of it, with warcio recompress or JWAT-Tools arc2warc")
	case otherXML:
		return sayso.Errorf("read", name, sayso.Invalid, "it is XML of a kind that is not known: its root is <%s>", root).Advise("give NewsML-G2, NITF, HTML or text")
	}
	return nil
}

// kindOfMarkup tells a kind by the root, whatever its prefix is. Markup without
// one that is known is a page, if its elements are those of HTML.
func kindOfMarkup(s string) Kind {
	low := strings.ToLower(s)
	if strings.HasPrefix(low, "<!doctype html") {
		return HTML
	}
	root := xmltext.Root(xmltext.Clean([]byte(s), ""))
	switch name := strings.ToLower(root.Local); name {
	case "nitf":
		return NITF
	case "newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem":
		return NewsML
	case "rss", "rdf", "feed", "urlset", "sitemapindex", "opml":
		return list
	case "svg", "math":
		return otherXML
	case "":
	default:
		if atom.Lookup([]byte(name)) != 0 {
			return HTML
		}
		if strings.HasPrefix(low, "<?xml") || strings.Contains(low, "xmlns") {
			return otherXML
		}
	}
	for _, tag := range []string{"<html", "<head", "<body"} {
		if strings.Contains(low, tag) {
			return HTML
		}
	}
	return Text
}

// isMail reports whether s opens with a mail header: fields, one of them such
// as only mail has.
func isMail(s string) bool {
	fields, mail := 0, false
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			return false
		}
		fields++
		switch strings.ToLower(name) {
		case "received", "return-path", "message-id", "mime-version", "delivered-to":
			mail = true
		}
	}
	return mail && fields >= 2
}
