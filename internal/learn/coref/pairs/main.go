// Command pairs writes what the network over the encoder is learnt from: mentions,
// what each may refer back to, and the vectors of the pieces around.
//
//	go run ./internal/learn/coref/pairs CORPORA FOLDER
//
// FOLDER then holds, for each piece, what the heads' layers make of it (vectors.f16)
// and its signs (signs.u8); the windows (windows.i32: document, number of pieces); the
// mentions (mentions.i32: document, piece or -1, level, role, what is to be learnt,
// the kind of text; alone.f32: the score of beginning an entity); and the candidates
// (pairs.i32: mention, earlier mention, whether it is right, signs; scores.f32).
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"

	"sayso/internal/learn"
	learned "sayso/internal/learn/coref"
	"sayso/internal/learn/encode/half"
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
	"sayso/nlp"
	"sayso/nlp/english"
)

// together is how many documents are read at a time.
const together = 32

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write() error {
	if len(os.Args) != 3 {
		return errors.New("usage: pairs CORPORA FOLDER")
	}
	r, shipped, err := load()
	if err != nil {
		return err
	}
	texts, err := learned.Texts(context.Background(), learn.TrainingParts(os.DirFS(os.Args[1])), shipped)
	if err != nil {
		return err
	}
	o, err := create(os.Args[2])
	if err != nil {
		return err
	}
	for len(texts) > 0 {
		some := texts[:min(together, len(texts))]
		texts = texts[len(some):]
		docs := make([]document, len(some))
		var all sync.WaitGroup
		for i := range some {
			all.Go(func() { docs[i].read(&some[i], r) })
		}
		all.Wait()
		for i := range docs {
			o.add(&docs[i])
		}
	}
	return o.close()
}

// reading is what texts are read with.
type reading struct {
	pipeline *english.Pipeline
	encoder  *encode.Encoder
}

func load() (reading, *coref.Resolver, error) {
	models := model.Embedded()
	f, err := models.Stage(coref.Stage)
	if err != nil {
		return reading{}, nil, err
	}
	shipped, err := coref.New(f)
	if err != nil {
		return reading{}, nil, err
	}
	encoder, err := encode.Load(models)
	if err != nil {
		return reading{}, nil, err
	}
	pipeline, err := english.Load()
	return reading{pipeline, encoder}, shipped, err
}

// document is one text on its way.
type document struct {
	text    *learned.Text
	doc     *nlp.Doc
	sheet   encode.Sheet
	vectors []byte
	choices []coref.Choice
	marks   learned.Marks
}

func (d *document) read(t *learned.Text, r reading) {
	d.text, d.doc = t, r.pipeline.Parse(t.Text)
	r.encoder.Lay(d.doc, &d.sheet)
	r.encoder.Upper(&d.sheet, func(x []float32) {
		for _, v := range x {
			d.vectors = half.Append(d.vectors, v)
		}
	})
	d.choices = t.Weigher.Choices(d.doc, t.Weigher.Speeches(d.doc))
	d.marks = t.Mark(d.doc, d.choices)
}

// sheets is the files that are written, and how much of each there is.
type sheets struct {
	files                                                   []*os.File
	vectors, signs, windows, mentions, alone, pairs, scores *bufio.Writer
	pieces, docs, count                                     int32
	err                                                     error
}

func create(folder string) (*sheets, error) {
	var o sheets
	for name, w := range map[string]**bufio.Writer{"vectors.f16": &o.vectors, "signs.u8": &o.signs, "windows.i32": &o.windows, "mentions.i32": &o.mentions,
		"alone.f32": &o.alone, "pairs.i32": &o.pairs, "scores.f32": &o.scores} {
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		o.files = append(o.files, f)
		*w = bufio.NewWriterSize(f, 1<<20)
	}
	return &o, nil
}

func (o *sheets) close() error {
	for _, w := range []*bufio.Writer{o.vectors, o.signs, o.windows, o.mentions, o.alone, o.pairs, o.scores} {
		o.err = errors.Join(o.err, w.Flush())
	}
	for _, f := range o.files {
		o.err = errors.Join(o.err, f.Close())
	}
	return o.err
}

func (o *sheets) put(w io.Writer, numbers ...int32) {
	for _, v := range numbers {
		if err := binary.Write(w, binary.LittleEndian, v); err != nil && o.err == nil {
			o.err = err
		}
	}
}

// add writes one document.
func (o *sheets) add(d *document) {
	for _, w := range d.sheet.Windows {
		o.put(o.windows, o.docs, int32(w.To-w.From))
	}
	for _, x := range d.sheet.Signs {
		_, err := o.signs.Write(x[:])
		o.err = errors.Join(o.err, err)
	}
	_, err := o.vectors.Write(d.vectors)
	o.err = errors.Join(o.err, err)
	for i := range d.choices {
		c, piece := &d.choices[i], int32(-1)
		if x := d.sheet.Rows[c.Head]; x >= 0 {
			piece = o.pieces + x
		}
		o.put(o.mentions, o.docs, piece, int32(c.Level), int32(c.Role), int32(d.marks.Mentions[i]), int32(d.text.Kind()))
		o.put(o.alone, int32(math.Float32bits(c.Alone)))
		for k, a := range c.Of {
			o.put(o.pairs, o.count+int32(i), o.count+int32(a.Mention), int32(d.marks.Pairs[i][k]))
			for _, s := range a.Signs {
				o.put(o.pairs, int32(s))
			}
			o.put(o.scores, int32(math.Float32bits(a.Score)))
		}
	}
	o.pieces, o.count, o.docs = o.pieces+int32(len(d.sheet.IDs)), o.count+int32(len(d.choices)), o.docs+1
}
