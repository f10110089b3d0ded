package coref

import (
	"bufio"
	"compress/gzip"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Tale is a text of LitBank (Bamman, Lewke and Mansoor 2020): the beginning of a
// novel, with every mention of a person, place, vehicle or organisation. Things have
// none.
type Tale struct {
	Name, Text string
	Entity     map[sayso.Span]int // the number of the entity that bytes stand for, from 1
}

// LitBank reads the tales of the corpora folder.
func LitBank(corpora fs.FS) ([]Tale, error) {
	const dir = "coref/litbank"
	entries, err := fs.ReadDir(corpora, dir)
	if err != nil {
		return nil, sayso.E("read corpus", dir, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	var out []Tale
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".conll.gz") {
			continue
		}
		t, err := readTale(corpora, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func readTale(corpora fs.FS, name string) (Tale, error) {
	f, err := corpora.Open(name)
	if err != nil {
		return Tale{}, sayso.E("read corpus", name, sayso.Denied, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return Tale{}, sayso.E("read corpus", name, sayso.Damaged, err)
	}
	b := taleBuilder{entity: map[sayso.Span]int{}, open: map[int][]int{}}
	sc := bufio.NewScanner(z)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) < 4 {
			b.sentence()
			continue
		}
		if err := b.word(c[3], c[len(c)-1]); err != nil {
			return Tale{}, sayso.E("read corpus", name+":"+strconv.Itoa(n), sayso.Invalid, err)
		}
	}
	if err := sc.Err(); err != nil {
		return Tale{}, sayso.E("read corpus", name, sayso.Damaged, err)
	}
	return Tale{Name: path.Base(name), Text: b.text.String(), Entity: b.entity}, nil
}

// taleBuilder makes a text of words that stand in lines.
type taleBuilder struct {
	text   strings.Builder
	glued  bool // the next word follows without a space
	entity map[sayso.Span]int
	open   map[int][]int // entity → where mentions of it begin
}

// sentence ends a sentence.
func (b *taleBuilder) sentence() {
	if b.text.Len() > 0 {
		b.text.WriteByte('\n')
	}
	b.glued = true
}

// word adds a word and its brackets, "(4|(12)".
func (b *taleBuilder) word(w, brackets string) error {
	if b.text.Len() > 0 && !b.glued && !strings.ContainsRune(".,;:!?)]'’”", []rune(w)[0]) {
		b.text.WriteByte(' ')
	}
	b.glued = strings.HasSuffix(w, "(") || strings.HasSuffix(w, "[") || w == "“" || w == "‘"
	start := b.text.Len()
	b.text.WriteString(w)
	for part := range strings.SplitSeq(brackets, "|") {
		id, err := strconv.Atoi(strings.Trim(part, "()"))
		if err != nil {
			continue // "_", or nothing
		}
		if strings.HasPrefix(part, "(") {
			b.open[id] = append(b.open[id], start)
		}
		if !strings.HasSuffix(part, ")") {
			continue
		}
		stack := b.open[id]
		if len(stack) == 0 {
			return strconv.ErrSyntax
		}
		b.entity[sayso.Span{Start: stack[len(stack)-1], End: b.text.Len()}] = id + 1
		b.open[id] = slices.Delete(stack, len(stack)-1, len(stack))
	}
	return nil
}
