package names

import (
	"bufio"
	"compress/gzip"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
)

// PolNeAR is news with names found by a machine (Stanford CoreNLP): silver.
// Its MISC is whatever is no person, organisation or place.
func PolNeAR(corpora fs.FS) ([]Document, error) {
	const file = "polnear/train/corenlp.tsv.gz"
	f, err := corpora.Open(file)
	if err != nil {
		return nil, missing(file, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read corpus", file, sayso.Damaged, err)
	}
	defer z.Close()
	return readCoreNLP(z, func(doc string) (string, error) {
		b, err := fs.ReadFile(corpora, "polnear/train/text/"+doc+".txt")
		return string(b), err
	})
}

// readCoreNLP reads tokens in columns, with code-point offsets into the text
// of the "# doc" that they stand under.
func readCoreNLP(r io.Reader, text func(doc string) (string, error)) ([]Document, error) {
	types := map[string]Types{"PERSON": person, "ORGANIZATION": org, "LOCATION": place, "MISC": misc}
	var out []Document
	var offsets []int // bytes of each code point
	last, sentence := "O", ""
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; sc.Scan(); n++ {
		if id, ok := strings.CutPrefix(sc.Text(), "# doc = "); ok {
			t, err := text(id)
			if err != nil {
				return nil, sayso.E("read corpus", id, sayso.NotFound, err)
			}
			out = append(out, Document{ID: id, Text: t})
			offsets = offsets[:0]
			for i := range t {
				offsets = append(offsets, i)
			}
			offsets = append(offsets, len(t))
			last = "O"
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 8 || len(out) == 0 {
			last = "O"
			continue
		}
		start, err1 := strconv.Atoi(c[4])
		end, err2 := strconv.Atoi(c[5])
		if err1 != nil || err2 != nil || start < 0 || end > len(offsets)-1 || start >= end {
			return nil, sayso.Errorf("read corpus", out[len(out)-1].ID, sayso.Invalid, "line %d: bad offsets", n)
		}
		d := &out[len(out)-1]
		if t, ok := types[c[7]]; ok {
			if c[7] == last && c[0] == sentence && len(d.Names) > 0 {
				d.Names[len(d.Names)-1].End = offsets[end]
			} else {
				d.Names = append(d.Names, Name{sayso.Span{Start: offsets[start], End: offsets[end]}, t})
			}
		}
		last, sentence = c[7], c[0]
	}
	return out, sc.Err()
}
