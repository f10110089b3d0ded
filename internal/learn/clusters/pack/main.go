// Command pack writes the vectors that package names learns with, quantised,
// from word vectors in GloVe's text format on standard input: the centres, as
// 32-bit floats, then the codes of the words of the table of clusters, in its order.
//
//	go run ./learn/clusters/pack learn/names/lists/clusters.txt < glove.6B.100d.txt > learn/names/lists/vectors.bin
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"strings"

	"sayso/internal/learn/clusters"
)

const (
	words = 80_000
	part  = 4
)

func main() {
	if err := pack(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func pack() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: pack CLUSTERS < VECTORS")
	}
	table, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	v, err := clusters.Read(os.Stdin, words)
	if err != nil {
		return err
	}
	codes, centres := v.Quantise(part, 0)
	at := make(map[string]int, len(v.Words))
	for i, w := range v.Words {
		at[w] = i
	}
	parts := len(codes) / len(v.Words)
	out := bufio.NewWriter(os.Stdout)
	if err := binary.Write(out, binary.LittleEndian, centres); err != nil {
		return err
	}
	for line := range strings.Lines(string(table)) {
		_, list, _ := strings.Cut(line, " ")
		if line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(list) {
			i, ok := at[w]
			if !ok {
				return fmt.Errorf("%s is in the table and has no vector: grow the table of the same vectors", w)
			}
			if _, err := out.Write(codes[i*parts : (i+1)*parts]); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}
