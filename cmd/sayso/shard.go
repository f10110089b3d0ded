package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sayso"
	"sayso/export"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/handout"
	"sayso/internal/intake"
	"sayso/sqlite"
)

// shard is one of several equal parts of a list of inputs.
type shard struct{ k, n int }

// maxShards bounds how many parts there may be, and maxList a list of inputs.
const (
	maxShards = 100_000
	maxList   = 256 << 20
)

func parseShard(s string) (x shard, err error) {
	if _, err := fmt.Sscanf(s, "%d/%d", &x.k, &x.n); err != nil || fmt.Sprintf("%d/%d", x.k, x.n) != s || x.n < 1 || x.n > maxShards || x.k < 0 || x.k >= x.n {
		return x, usage{fmt.Errorf("--shard is %q; write it as K/N, such as 3/16: the shards of 16 are 0/16 to 15/16", s)}
	}
	return x, nil
}

// of chooses the shard's inputs: every n-th of all, in their order.
func (x shard) of(inputs []string) (out []string) {
	for i, in := range inputs {
		if i%x.n == x.k {
			out = append(out, in)
		}
	}
	return out
}

func (x shard) String() string { return fmt.Sprintf("shard-%05d-of-%05d", x.k, x.n) }

// listed reads a list of inputs, one a line.
func listed(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sayso.FileError("read list", path, err)
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(io.LimitReader(f, maxList+1))
	size := 0
	for lines.Scan() {
		if size += len(lines.Bytes()) + 1; size > maxList {
			return nil, sayso.Errorf("read list", path, sayso.TooLarge, "a list has at most %d bytes", maxList)
		}
		if s := strings.TrimSpace(lines.Text()); s != "" {
			out = append(out, s)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, sayso.FileError("read list", path, err)
	}
	return out, nil
}

// sharded is how a shard is read without a server: into a ledger of its own, which is
// written out and taken away when all of it is read.
type sharded struct {
	*Program
	shard
	folder string // of all shards
	in     *inputs
}

// mark says that a shard is done, and of what it was made.
type mark struct {
	Inputs   string           // digest of their names
	By       sayso.Provenance // the extractor
	Articles int
	Claims   int
	Failed   int      // documents that could not be read
	Files    []string // below the folder
}

// state is where what a shard needs for itself stands.
func (s *sharded) state(ext string) string {
	return filepath.Join(s.folder, "_shards", s.shard.String()+ext)
}

// read reads the shard and writes its files. Whatever ends it, running it again goes on
// where it stopped, and running it when it is done does nothing.
func (s *sharded) read(ctx context.Context, all []string) error {
	x, err := s.in.extractor()
	if err != nil {
		return err
	}
	own := s.of(all)
	sum := sha256.Sum256([]byte(strings.Join(own, "\n")))
	made := mark{Inputs: hex.EncodeToString(sum[:16]), By: x.Provenance()}
	if was, err := s.done(); err != nil {
		return err
	} else if was.Inputs == made.Inputs && was.By == made.By {
		fmt.Fprintf(s.Stdout, "%s is done: %s, %s, %d failed\n", s.shard, plural(was.Articles, "article"), plural(was.Claims, "claim"), was.Failed)
		return s.clear() // it may have been killed before it did
	}
	if err := os.MkdirAll(filepath.Join(s.folder, "_shards"), 0o777); err != nil {
		return sayso.FileError("write", s.folder, err)
	}
	led, err := sqlite.Open(ctx, s.state(".db"))
	if err != nil {
		return err
	}
	defer led.Close()
	if made.Failed, err = s.fill(ctx, led, x, own); err != nil {
		return err
	}
	stats, err := led.Stats(ctx)
	if err != nil {
		return err
	}
	made.Articles, made.Claims = stats.Articles, stats.Claims
	if made.Files, err = s.write(ctx, led); err != nil {
		return err
	}
	if err := s.end(&made); err != nil {
		return err
	}
	if err := led.Close(); err != nil {
		return err
	}
	if err := s.clear(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Stdout, "%s: %s, %s, %d failed, in %s\n", s.shard, plural(made.Articles, "article"), plural(made.Claims, "claim"), made.Failed, plural(len(made.Files), "file"))
	return err
}

// clear takes away the ledger that a shard was read into.
func (s *sharded) clear() error {
	for _, ext := range []string{".db", ".db-wal", ".db-shm", ".db-watch"} {
		if err := os.Remove(s.state(ext)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return sayso.FileError("clear away", s.state(ext), err)
		}
	}
	return nil
}

// done reads the mark of a shard that was done; the zero mark where it was not.
func (s *sharded) done() (m mark, err error) {
	data, err := os.ReadFile(s.state(".json"))
	if errors.Is(err, os.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return m, sayso.FileError("read", s.state(".json"), err)
	}
	return m, nil
}

// end writes the mark.
func (s *sharded) end(m *mark) error {
	data, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	temp := s.state(".json.part")
	if err := os.WriteFile(temp, append(data, '\n'), 0o666); err != nil {
		return sayso.FileError("write", temp, err)
	}
	if err := os.Rename(temp, s.state(".json")); err != nil {
		return sayso.FileError("write", s.state(".json"), err)
	}
	return nil
}

// fill reads the shard's inputs into its ledger. Articles are put into no stories: these
// are made of all shards. Damaged records are counted; an input that cannot be opened
// ends the shard, since it may be there the next time.
func (s *sharded) fill(ctx context.Context, led *sqlite.Ledger, x *extract.Extractor, own []string) (bad int, err error) {
	o, err := s.in.options(s.Program)
	if err != nil {
		return 0, err
	}
	way := intake.New(intake.Options{Ledger: led, Extract: x.Read, By: x.Provenance(), Clock: s.Clock, PDF: s.PDF, Log: s.warn})
	o.Resume = way.Resume(ctx)
	t := newTally(s.progress(ctx, own, s.errTerminal()))
	told := t.report()
	var missing error
	documents := told.Document
	told.Document = func(d ingest.Document, notes []string, err error) {
		if kind := sayso.KindOf(err); missing == nil && (kind == sayso.NotFound || kind == sayso.Denied) {
			missing = err
		}
		documents(d, notes, err)
	}
	err = way.Documents(ctx, ingest.Documents(ctx, own, o), o, told)
	t.bar.done()
	t.unread.say(s.Program)
	switch {
	case err != nil && ctx.Err() != nil:
		return 0, sayso.Errorf("read", s.shard.String(), sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
	case err != nil:
		return 0, err
	case missing != nil:
		return 0, missing
	}
	return t.failed, nil
}

// shardKinds are the kinds of rows that a shard is written out as.
var shardKinds = []string{"articles", "claims", "events", "vectors"}

// write writes what the ledger holds, as files by kind and day: each appears whole, and
// what an earlier run of the shard wrote and this one does not is taken away.
func (s *sharded) write(ctx context.Context, led *sqlite.Ledger) (files []string, err error) {
	temp := s.state(".part")
	if err := os.RemoveAll(temp); err != nil {
		return nil, sayso.FileError("clear away", temp, err)
	}
	defer os.RemoveAll(temp)
	for _, kind := range shardKinds {
		made, err := s.writeKind(ctx, led, kind, temp)
		if err != nil {
			return nil, err
		}
		files = append(files, made...)
	}
	fresh := make(map[string]bool, len(files))
	for _, name := range files {
		at := filepath.Join(s.folder, filepath.FromSlash(name))
		fresh[at] = true
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			return nil, sayso.FileError("write", at, err)
		}
		if err := os.Rename(filepath.Join(temp, filepath.FromSlash(name)), at); err != nil {
			return nil, sayso.FileError("write", at, err)
		}
	}
	old, err := filepath.Glob(filepath.Join(s.folder, "*", "day=*", s.shard.String()+"*.parquet"))
	if err != nil {
		return nil, err
	}
	for _, at := range old {
		if !fresh[at] {
			if err := os.Remove(at); err != nil {
				return nil, sayso.FileError("clear away", at, err)
			}
		}
	}
	return files, nil
}

func (s *sharded) writeKind(ctx context.Context, led *sqlite.Ledger, kind, temp string) (files []string, err error) {
	schema := export.Vectors()
	if kind != "vectors" {
		k, err := export.FindKind(kind)
		if err != nil {
			return nil, err
		}
		schema = k.Schema
	}
	f, err := export.FindExport("parquet", schema)
	if err != nil {
		return nil, err
	}
	w, err := export.ByDay(func(name string) (io.WriteCloser, error) {
		day, part, _ := strings.Cut(name, "/part-")
		number := strings.TrimSuffix(part, "."+f.Ext)
		name = fmt.Sprintf("%s/%s/%s", kind, day, s.shard)
		if number != "0" {
			name += "-" + number
		}
		name += "." + f.Ext
		files = append(files, name)
		at := filepath.Join(temp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			return nil, err
		}
		return os.Create(at)
	}, f, schema, export.Options{Title: "Sayso: " + kind})
	if err != nil {
		return nil, err
	}
	if kind == "vectors" {
		err = vectors(ctx, led, w.Write)
	} else {
		err = handout.Each(ctx, led, kind, &handout.Query{}, w.Write)
	}
	if closed := w.Close(); err == nil {
		err = closed
	}
	return files, err
}

// vectors hands out what the claims of a ledger say, in the order of its articles.
func vectors(ctx context.Context, led sayso.ArticleLedger, row func(any) error) error {
	for p := (sayso.Paging{Limit: 500}); ; {
		page, err := led.Articles(ctx, sayso.ArticleQuery{Paging: p})
		if err != nil {
			return err
		}
		for i := range page.Items {
			rec, err := led.Article(ctx, page.Items[i].ID)
			if err != nil {
				return err
			}
			for k := range rec.Analysis.Claims {
				c := &rec.Analysis.Claims[k]
				x, ok, err := export.NewVector(&rec.Article, rec.ClaimIDs[c.ID], c.Vector)
				if err != nil {
					return err
				}
				if !ok {
					continue
				}
				if err := row(&x); err != nil {
					return err
				}
			}
		}
		if p.After = page.Next; p.After == "" {
			return nil
		}
	}
}
