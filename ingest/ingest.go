// Package ingest makes articles of what the world holds: plain texts, web
// pages, JSON Lines, web archives, what agencies send, letters, documents;
// files, folders, standard input.
//
// Documents walks the inputs and reads them, bounded; Parse makes articles of
// one. The first does all the reading, one input at a time; the second is
// pure and may run in parallel.
package ingest

import (
	"io"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ingest/pdf"
)

// Kind is how a document is written.
type Kind string

const (
	Auto   Kind = "auto"   // by name, else by its first bytes
	Text   Kind = "text"   // plain text, kept byte for byte
	HTML   Kind = "html"   // a web page
	JSONL  Kind = "jsonl"  // one JSON object a line
	JSON   Kind = "json"   // one JSON object over several lines, or an array of some
	WARC   Kind = "warc"   // a web archive, record by record
	WACZ   Kind = "wacz"   // web archives in a zip with their index
	Ninjs  Kind = "ninjs"  // IPTC ninjs: an object, or an array of some
	NewsML Kind = "newsml" // IPTC NewsML-G2
	NITF   Kind = "nitf"   // IPTC NITF
	Wire   Kind = "wire"   // plain text as agencies send it
	Mail   Kind = "mail"   // one e-mail message
	Mbox   Kind = "mbox"   // a mailbox of them
	PDF    Kind = "pdf"    // a document with a text layer
	DOCX   Kind = "docx"   // Office Open XML
	MHTML  Kind = "mhtml"  // a web page that a browser saved in one file
	// Addresses is a list of addresses on the web: each is a document of kind Address.
	Addresses Kind = "addresses"
)

// Kinds lists every kind that Options takes.
var Kinds = []Kind{Auto, Text, HTML, JSONL, JSON, WARC, WACZ, Ninjs, NewsML, NITF, Wire, Mail, Mbox, PDF, DOCX, MHTML, Addresses}

// List names every kind, as a sentence does.
func List() string {
	var b strings.Builder
	for i, k := range Kinds {
		switch {
		case i == len(Kinds)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(k))
	}
	return b.String()
}

// DefaultMaxBytes bounds one document: a file, a line of JSON Lines, a record
// of an archive, a message.
const DefaultMaxBytes = 32 << 20

// PDFEngine reads PDF documents.
type PDFEngine = pdf.Engine

// Options say how to read.
type Options struct {
	Kind Kind // empty means Auto
	// Published is the date of documents that state none.
	Published sayso.Date
	// MaxBytes bounds one document; 0 means DefaultMaxBytes.
	MaxBytes int64
	Stdin    io.Reader // what "-" reads
	// Follow says that addresses are followed: each that is given or listed in a file
	// that is given is a document of kind Address. Else they are refused.
	Follow bool
	// PDF reads documents of that kind. It takes half a second to begin, so a
	// program has one; nil makes one for each document.
	PDF *PDFEngine
	// Resume returns the offset from which an archive is to be read, by its
	// name as Mark gives it; nil means from the start.
	Resume func(archive string) int64
}

func (o Options) max() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// Document is one input, read but not looked into.
type Document struct {
	Name string // for messages: the path, path:line, or path@offset
	Path string // the file; "-" for standard input
	// Kind is never Auto. A document without one holds nothing; it brings
	// notes, or says how far an archive has been read.
	Kind Kind
	Data []byte
	URL  string // where an archive or a fetch found it; empty elsewhere
	// Fetched is set where it was fetched from URL.
	Fetched bool
	// Listed is set for an address that stands in a list, and Published is when that
	// says that the article was published.
	Listed    bool
	Published sayso.Date
	// Packed is set for an HTTP response, headers and all.
	Packed bool
	// Seen is when the file was written that it was read from; zero elsewhere.
	Seen time.Time
	// Mark says where it stands in an archive; zero elsewhere.
	Mark Mark
	// Size is how many bytes of the input it took, where that is not len(Data).
	Size  int64
	Notes []string
}

// Mark is a place in an archive.
type Mark struct {
	// Archive names it by its content, so that moving or renaming it changes
	// nothing; empty for no archive.
	Archive string
	// Next is the offset at which the document after this one begins.
	Next int64
}
