package model

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

func sample() *File {
	f := New("tag", 3)
	f.Corpora = []string{"invented"}
	f.Seed = 7
	f.Set("b", []byte("second"))
	f.Set("a", []byte("first, longer"))
	f.Set("none", nil)
	return f
}

func TestRoundTrip(t *testing.T) {
	b := sample().Bytes()
	if !bytes.Equal(b, sample().Bytes()) {
		t.Error("the same contents gave other bytes")
	}
	f, err := Parse("x", b)
	if err != nil {
		t.Fatal(err)
	}
	if string(f.Section("a")) != "first, longer" || string(f.Section("b")) != "second" || f.Section("c") != nil {
		t.Error("sections changed")
	}
	if f.Seed != 7 || f.Check("tag", 3) != nil {
		t.Errorf("header changed: %+v", f.Header)
	}
	if !bytes.Equal(f.Bytes(), b) {
		t.Error("writing it again gave other bytes")
	}
}

func TestRefuses(t *testing.T) {
	good := sample().Bytes()
	change := func(at int, v uint32) []byte {
		b := bytes.Clone(good)
		binary.LittleEndian.PutUint32(b[at:], v)
		binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
		return b
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)-10] ^= 1
	for name, c := range map[string]struct {
		data []byte
		kind sayso.Kind
		says string
	}{
		"empty":         {nil, sayso.Damaged, "not a model"},
		"other file":    {[]byte(strings.Repeat("text ", 20)), sayso.Damaged, "not a model"},
		"cut off":       {good[:len(good)-9], sayso.Damaged, "checksum"},
		"flipped bit":   {flipped, sayso.Damaged, "checksum"},
		"old container": {change(8, 0), sayso.Damaged, "version 0"},
		"new container": {change(8, 99), sayso.TooNew, "version 99"},
		"long header":   {change(12, 1<<30), sayso.Damaged, "header"},
	} {
		_, err := Parse("x.model", c.data)
		if err == nil || sayso.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := sample().Check("tag", 4); err == nil || !strings.Contains(err.Error(), "sayso train tag") {
		t.Errorf("an old format: %v", err)
	}
	if err := sample().Check("tag", 2); sayso.KindOf(err) != sayso.TooNew {
		t.Errorf("a newer format: %v", err)
	}
	if sample().Check("parse", 3) == nil {
		t.Error("another stage's model was taken")
	}
}

// TestEmbedded reads every file that stands in the folder from the program.
func TestEmbedded(t *testing.T) {
	m := Embedded()
	files, err := filepath.Glob("data/*.model")
	if err != nil || len(files) == 0 {
		t.Fatalf("no models: %v", err)
	}
	for _, file := range files {
		stage := strings.TrimSuffix(filepath.Base(file), ".model")
		if f, err := m.Stage(stage); err != nil || f.Stage != stage {
			t.Errorf("%s: %v", file, err)
		}
	}
	if _, err := m.Stage("no such stage"); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("a missing stage: %v", err)
	}
	if f, err := m.With(sample()).Stage("tag"); err != nil || f.Seed != 7 {
		t.Errorf("With: %v %v", f, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample().Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= 4 { // let damaged headers past the checksum
			b = bytes.Clone(b)
			binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
		}
		if m, err := Parse("fuzz", b); err == nil {
			m.Section("a")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		m := Embedded()
		for stage := range m.files {
			if _, err := m.Stage(stage); err != nil {
				b.Fatal(err)
			}
		}
	}
}
