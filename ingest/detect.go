package ingest

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"sayso/internal/ingest/agency"
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
	}
	if filepath.Ext(name) == ".txt" {
		// Agencies and plain texts share the name.
		if agency.IsWire(head) {
			return Wire
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
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("[Content_Types].xml")) {
			return DOCX
		}
		return WACZ
	case agency.IsWire(head):
		return Wire
	}
	s := strings.TrimLeft(string(head), "\ufeff \t\r\n")
	low := strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, "{"), strings.HasPrefix(s, "["):
		return kindOfJSON(s)
	case strings.HasPrefix(low, "<?xml"), strings.HasPrefix(low, "<!--"), strings.HasPrefix(low, "<"):
		return kindOfMarkup(low)
	case strings.HasPrefix(s, "From ") && strings.Contains(s, "\nFrom:"):
		return Mbox
	case isMail(s):
		return Mail
	}
	return Text
}

// ninjsKey is what every ninjs object has and no line of JSON Lines does.
var ninjsKey = regexp.MustCompile(`(?i)"(?:versioncreated|pubstatus|representationtype|body_html|body_xhtml|body_text|headlines|bodies|slugline)"\s*:`)

func kindOfJSON(s string) Kind {
	first, rest, _ := strings.Cut(s, "\n")
	lines := strings.HasSuffix(strings.TrimSpace(first), "}") && strings.HasPrefix(strings.TrimSpace(rest), "{")
	if strings.HasPrefix(s, "[") || ninjsKey.MatchString(s) && !lines {
		return Ninjs
	}
	return JSONL
}

func kindOfMarkup(low string) Kind {
	switch {
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"):
		return HTML
	case strings.Contains(low, "<nitf"):
		return NITF
	case strings.Contains(low, "<newsitem"), strings.Contains(low, "<newsmessage"):
		return NewsML
	case strings.Contains(low, "<html"), strings.Contains(low, "<head"), strings.Contains(low, "<body"):
		return HTML
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
