// Package model holds the weights' format, their loading, and the files that
// are embedded in the binary.
//
// A model file is a header and named sections of bytes that a stage reads in
// place; no map is built, so that all of them load in milliseconds. Those that
// shrink much are kept packed: see [Pack]. The file is:
//
//	"SAYSOMDL"            8 bytes
//	container version     uint32, little-endian
//	header length         uint32
//	header                JSON: [Header]
//	sections              each at a multiple of 8 bytes from the file's start
//	checksum              CRC-32C of all before it, uint32
//
// The container's version and each stage's own format number are separate:
// either is refused when this program does not read it.
package model

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"sort"

	"sayso"
)

// ContainerVersion counts the layouts of the container.
//
//	1  2026-11: first
const ContainerVersion = 1

const (
	magic     = "SAYSOMDL"
	prefix    = len(magic) + 8
	alignment = 8
	// MaxHeader bounds the header's JSON.
	MaxHeader = 1 << 20
)

// Header is a model's birth certificate and its table of contents.
type Header struct {
	Stage  string `json:"stage"`  // "tag", "parse", "name"
	Format int    `json:"format"` // the stage's format number
	// Corpora, Seed and Command say what it was trained on and how.
	Corpora  []string  `json:"corpora"`
	Seed     uint64    `json:"seed"`
	Command  string    `json:"command,omitempty"`
	Sections []section `json:"sections"`
}

type section struct {
	Name   string `json:"name"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

// File is one model: a header and its sections. Section bytes are shared and
// must not be changed.
type File struct {
	Header
	sections map[string][]byte
}

// New starts a model file for a stage.
func New(stage string, format int) *File {
	return &File{Header: Header{Stage: stage, Format: format}, sections: map[string][]byte{}}
}

// Set puts a section.
func (f *File) Set(name string, data []byte) { f.sections[name] = data }

// Section returns a section's bytes; nil when there is none.
func (f *File) Section(name string) []byte { return f.sections[name] }

// Check returns an error unless the file is for that stage and format.
func (f *File) Check(stage string, format int) error {
	if f.Stage != stage {
		return sayso.Errorf("load model", stage, sayso.Invalid, "the file is a model for %q", f.Stage)
	}
	if f.Format != format {
		kind := sayso.Damaged
		if f.Format > format {
			kind = sayso.TooNew
		}
		return sayso.Errorf("load model", stage, kind, "format %d, and this program reads %d", f.Format, format).
			Advise("train it again with `sayso train " + stage + "`")
	}
	return nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Bytes writes the file, the same bytes for the same contents.
func (f *File) Bytes() []byte {
	names := make([]string, 0, len(f.sections))
	for n := range f.sections {
		names = append(names, n)
	}
	sort.Strings(names)
	// Offsets count from the first byte after the header, which is padded to
	// the alignment, so that they do not depend on the header's own length.
	h := f.Header
	h.Sections = nil
	at := 0
	for _, n := range names {
		h.Sections = append(h.Sections, section{n, at, len(f.sections[n])})
		at += pad(len(f.sections[n]))
	}
	head, err := json.Marshal(h)
	if err != nil {
		panic(err) // a Header has no value that JSON cannot hold
	}
	for (prefix+len(head))%alignment != 0 {
		head = append(head, ' ')
	}
	out := make([]byte, 0, prefix+len(head)+at+4)
	out = append(out, magic...)
	out = binary.LittleEndian.AppendUint32(out, ContainerVersion)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	out = append(out, head...)
	for _, n := range names {
		data := f.sections[n]
		out = append(out, data...)
		out = append(out, make([]byte, pad(len(data))-len(data))...)
	}
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
}

func pad(n int) int { return (n + alignment - 1) / alignment * alignment }

// Parse reads what Bytes wrote, or Pack gave of it. Sections are views into data. Damaged bytes
// are an error of kind Damaged, another container version of kind Damaged or
// TooNew; name says in messages which file it was.
func Parse(name string, data []byte) (*File, error) {
	damaged := func(why string) error {
		return sayso.Errorf("load model", name, sayso.Damaged, "%s", why).Advise("get the file anew or train it again")
	}
	data, err := unpack(name, data)
	if err != nil {
		return nil, err
	}
	if len(data) < prefix+4 || string(data[:len(magic)]) != magic {
		return nil, damaged("not a model file")
	}
	if v := binary.LittleEndian.Uint32(data[len(magic):]); v != ContainerVersion {
		kind := sayso.Damaged
		if v > ContainerVersion {
			kind = sayso.TooNew
		}
		return nil, sayso.Errorf("load model", name, kind, "container version %d, and this program reads %d", v, ContainerVersion).
			Advise("train it again with this program")
	}
	body := data[:len(data)-4]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(data[len(data)-4:]) {
		return nil, damaged("the checksum is wrong")
	}
	n := int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	if n > MaxHeader || prefix+n > len(body) {
		return nil, damaged("the header is too long")
	}
	f := &File{sections: map[string][]byte{}}
	if err := json.Unmarshal(data[prefix:prefix+n], &f.Header); err != nil {
		return nil, damaged("the header cannot be read")
	}
	payload := body[prefix+n:]
	for _, s := range f.Header.Sections {
		if s.Offset < 0 || s.Length < 0 || s.Offset > len(payload) || s.Length > len(payload)-s.Offset {
			return nil, damaged("section " + s.Name + " lies outside the file")
		}
		f.sections[s.Name] = payload[s.Offset : s.Offset+s.Length : s.Offset+s.Length]
	}
	return f, nil
}
