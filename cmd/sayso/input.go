package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
)

// inputs are the flags of commands that read articles.
type inputs struct {
	kind, published, knowledge, patterns, verbs string
	reading                                     string
	local                                       bool
}

func (in *inputs) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.kind, "input", "auto", "what the inputs are: `KIND` is "+ingest.List())
	c.Flags().BoolVar(&in.local, "local", false, "let addresses lead inside your own network")
	in.readingFlags(c)
	c.Flags().StringVar(&in.published, "published", "", "the `DATE` of articles that state none, such as 2023-09-13")
}

// readingFlags are the flags that say how to read, whatever is read.
func (in *inputs) readingFlags(c *cobra.Command) {
	c.Flags().StringVar(&in.reading, "reading", "", "how deeply to read: `DEPTH` is full, quick (without the encoder: several times as fast, finds a little less) or rules (faster still, and less exact)")
	c.Flags().StringVar(&in.knowledge, "knowledge", "", "a table of your own, `FILE`: actors and places besides those that the program knows")
	c.Flags().StringVar(&in.patterns, "patterns", "", "more patterns for events, a `FILE` as docs/events.md describes")
	c.Flags().StringVar(&in.verbs, "verbs", "", "more verbs that attribute, a `FILE` as docs/claims.md describes")
}

// extractor makes what the flags ask for.
func (in *inputs) extractor() (*extract.Extractor, error) {
	own, err := ownTable("read knowledge", in.knowledge)
	if err != nil {
		return nil, err
	}
	patterns, err := ownTable("read patterns", in.patterns)
	if err != nil {
		return nil, err
	}
	verbs, err := ownTable("read verbs", in.verbs)
	if err != nil {
		return nil, err
	}
	depth, err := one("reading", in.reading, extract.Readings...)
	if err != nil {
		return nil, err
	}
	return extract.NewWith(extract.Options{Reading: depth, Knowledge: own, Patterns: patterns, Verbs: verbs})
}

// ownTable reads a table that a flag names; nil for none.
func ownTable(op, path string) (*extract.Table, error) {
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxTable {
		return nil, sayso.Errorf(op, path, sayso.TooLarge, "%d bytes, and a table has at most %d", info.Size(), maxTable)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, sayso.FileError(op, path, err)
	}
	return &extract.Table{Name: path, Data: data}, nil
}

// maxTable bounds a user's table.
const maxTable = 64 << 20

func (in *inputs) options(p *Program) (ingest.Options, error) {
	o := ingest.Options{Stdin: p.Stdin, PDF: p.PDF, Follow: true}
	var err error
	if o.Kind, err = one("input", in.kind, ingest.Kinds...); err != nil {
		return o, err
	}
	if in.published != "" {
		if o.Published, err = ingest.ParseDate(in.published); err != nil {
			return o, usage{fmt.Errorf("--published: %w", err)}
		}
	}
	return o, nil
}

// unread counts articles that nothing was read from, by the reason.
type unread map[string]int

// add counts an article, if it is one.
func (u unread) add(why string) {
	if why != "" {
		u[why]++
	}
}

// say tells of them once, when all inputs are through.
func (u unread) say(p *Program) {
	for _, why := range slices.Sorted(maps.Keys(u)) {
		p.warn("%s: %s", why, plural(u[why], "article"))
	}
}

// without counts documents that were left out because they are no articles, by
// what they are. In an archive they are to be expected and only counted.
type without map[string]int

// leave reports whether err says that a record of an archive is no article,
// and counts it then.
func (w without) leave(d ingest.Document, err error) bool {
	var e *sayso.Error
	if d.Mark.Archive == "" || !errors.As(err, &e) || e.Kind != sayso.NoArticle {
		return false
	}
	why := strings.TrimSuffix(strings.TrimPrefix(e.Err.Error(), "it is "), ", no article")
	for _, article := range []string{"a ", "an "} {
		why = strings.TrimPrefix(why, article)
	}
	if strings.Contains(why, "no article") {
		why = "other page"
	}
	w[why]++
	return true
}

// String says how many pages were left out, of what sort.
func (w without) String() string {
	n := 0
	var sorts []string
	for _, why := range slices.Sorted(maps.Keys(w)) {
		n += w[why]
		sorts = append(sorts, plural(w[why], why))
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s of archives held no article: %s", plural(n, "page"), strings.Join(sorts, ", "))
}
