// Package ingest makes articles of what the world holds: plain texts, web
// pages, JSON Lines; files, folders, standard input.
//
// Documents walks the inputs and reads them, bounded; Parse makes an article
// of one. The first does all the reading, one input at a time; the second is
// pure and may run in parallel.
package ingest

import (
	"io"
	"path/filepath"
	"strings"

	"sayso"
)

// Kind is how a document is written.
type Kind string

const (
	Auto  Kind = "auto"  // by name, else by its first bytes
	Text  Kind = "text"  // plain text, kept byte for byte
	HTML  Kind = "html"  // a web page
	JSONL Kind = "jsonl" // one JSON object a line
)

// Kinds lists every kind that Options takes.
var Kinds = []Kind{Auto, Text, HTML, JSONL}

// ParseKind reads a kind as a user writes it.
func ParseKind(s string) (Kind, error) {
	for _, k := range Kinds {
		if string(k) == s {
			return k, nil
		}
	}
	return "", sayso.Errorf("choose input", s, sayso.Invalid, "no such kind").Advise("use auto, text, html or jsonl")
}

// DefaultMaxBytes bounds one document: a file, or a line of JSON Lines.
const DefaultMaxBytes = 32 << 20

// Options say how to read.
type Options struct {
	Kind Kind // empty means Auto
	// Published is the date of documents that state none.
	Published sayso.Date
	// MaxBytes bounds one document; 0 means DefaultMaxBytes.
	MaxBytes int64
	Stdin    io.Reader // what "-" reads
}

func (o Options) max() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// Document is one input, read but not looked into.
type Document struct {
	Name string // for messages: the path, or path:line
	Path string // the file; "-" for standard input
	Kind Kind   // never Auto
	Data []byte
}

// kindOf tells the kind of a file by its name, else by its first bytes.
func kindOf(path string, head []byte) Kind {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".jsonl", ".ndjson":
		return JSONL
	case ".txt", ".text", ".md":
		return Text
	}
	s := strings.TrimLeft(string(head[:min(len(head), 1024)]), "\ufeff \t\r\n")
	low := strings.ToLower(s[:min(len(s), 512)])
	switch {
	case strings.HasPrefix(s, "{\"") || strings.HasPrefix(s, "{ \""):
		return JSONL
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"), strings.HasPrefix(low, "<?xml") && strings.Contains(low, "<html"),
		strings.HasPrefix(low, "<") && (strings.Contains(low, "<head") || strings.Contains(low, "<body")):
		return HTML
	}
	return Text
}
