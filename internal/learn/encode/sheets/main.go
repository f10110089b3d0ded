// Command sheets writes what the layers of the heads are learnt from: the
// annotated texts, laid out and taken through the encoder's first layers just as
// reading does it.
//
//	go run ./internal/learn/encode/sheets CORPORA FOLDER
//
// FOLDER then holds, for each piece, its vector (vectors.f16) and its signs
// (signs.u8); the windows (windows.u32: document, number of pieces); and the
// tokens (tokens.u32: piece, tags that a name's annotation allows, weight of
// that annotation in thousandths, label of attribution, 255 for none).
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"

	"sayso/internal/learn"
	"sayso/internal/learn/claims"
	"sayso/internal/learn/encode/half"
	"sayso/internal/learn/names"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/syntax"
)

// unlabelled is the label of tokens that nobody gave one.
const unlabelled = 255

// shared is how many layers of the encoder the heads read over; heads.py has it too.
const shared = 3

// together is how many documents are read at a time.
const together = 64

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sheets is the files that are written, and how many pieces and documents.
type sheets struct {
	vectors, signs, windows, tokens *bufio.Writer
	pieces, docs                    uint32
}

func write() error {
	if len(os.Args) != 3 {
		return fmt.Errorf("usage: sheets CORPORA FOLDER")
	}
	corpora, folder := learn.TrainingParts(os.DirFS(os.Args[1])), os.Args[2]
	models := model.Embedded()
	f, err := models.Stage(syntax.Stage)
	if err != nil {
		return err
	}
	parser, err := syntax.New(f)
	if err != nil {
		return err
	}
	encoder, err := encode.Load(models)
	if err != nil {
		return err
	}
	labels, err := claims.Annotated(corpora)
	if err != nil {
		return err
	}
	var out sheets
	for name, w := range map[string]**bufio.Writer{"vectors.f16": &out.vectors, "signs.u8": &out.signs, "windows.u32": &out.windows, "tokens.u32": &out.tokens} {
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		defer f.Close()
		*w = bufio.NewWriterSize(f, 1<<20)
	}
	var batch []*document
	flush := func() error {
		var all sync.WaitGroup
		for _, d := range batch {
			all.Go(func() { d.read(encoder) })
		}
		all.Wait()
		for _, d := range batch {
			if err := out.add(d); err != nil {
				return err
			}
		}
		batch = batch[:0]
		return nil
	}
	err = names.Annotated(corpora, parser, func(m names.Marked) error {
		d := &document{Marked: m, labels: make([]uint32, len(m.Doc.Tokens))}
		for i := range d.labels {
			d.labels[i] = unlabelled
		}
		if of := labels[m.Doc.Text]; of != nil {
			for i, l := range of(m.Doc) {
				d.labels[i] = uint32(l)
			}
		}
		if batch = append(batch, d); len(batch) < together {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	for _, w := range []*bufio.Writer{out.vectors, out.signs, out.windows, out.tokens} {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// document is one text on its way.
type document struct {
	names.Marked
	labels  []uint32
	sheet   encode.Sheet
	vectors []byte
}

// read lays the document out and takes it through the first layers.
func (d *document) read(e *encode.Encoder) {
	e.Lay(d.Doc, &d.sheet)
	e.Lower(&d.sheet, shared, func(x []float32) {
		for _, v := range x {
			d.vectors = half.Append(d.vectors, v)
		}
	})
}

// add writes one document.
func (o *sheets) add(d *document) error {
	var row []byte
	put := func(w io.Writer, numbers ...uint32) error {
		row = row[:0]
		for _, v := range numbers {
			row = binary.LittleEndian.AppendUint32(row, v)
		}
		_, err := w.Write(row)
		return err
	}
	var errs []error
	for i, r := range d.sheet.Rows {
		if r >= 0 {
			errs = append(errs, put(o.tokens, o.pieces+uint32(r), d.Allowed[i], uint32(math.Round(float64(d.Weight)*1000)), d.labels[i]))
		}
	}
	for _, w := range d.sheet.Windows {
		errs = append(errs, put(o.windows, o.docs, uint32(w.To-w.From)))
	}
	for _, x := range d.sheet.Signs {
		_, err := o.signs.Write(x[:])
		errs = append(errs, err)
	}
	_, err := o.vectors.Write(d.vectors)
	o.pieces += uint32(len(d.sheet.IDs))
	o.docs++
	return errors.Join(append(errs, err)...)
}
