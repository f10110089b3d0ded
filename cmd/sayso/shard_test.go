package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// crawl writes web archives of invented reports, and a list of them.
func crawl(t *testing.T, dir string, archives, each int) (list string) {
	t.Helper()
	var names []string
	for a := range archives {
		var b bytes.Buffer
		for i := range each {
			k := a*each + i
			block := fmt.Sprintf("<html><head><title>Bridge %d</title><meta property=\"article:published_time\" content=\"2021-05-%02dT08:00:00Z\"></head><body><article><h1>Bridge %d</h1><p>The bridge number %d is safe and will be open on Friday, Anna Weber said on Monday. “It will stand for many years,” she added, after engineers had looked at it.</p><p>Bruno Keller, who leads the council, denied that bridge %d had been inspected by anybody since the flood of last spring.</p></article></body></html>", k, 1+k%7, k, k, k)
			z := gzip.NewWriter(&b)
			fmt.Fprintf(z, "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://courier.example/%d\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", k, len(block), block)
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("news-%03d.warc.gz", a))
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	list = filepath.Join(dir, "crawl.txt")
	if err := os.WriteFile(list, []byte(strings.Join(names, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return list
}

// below lists the files of a folder with their contents.
func below(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestShards reads an archive in 16 shards without any server, as the tasks of an array
// do: some of them killed and started again, one of them twice. Together they hold what
// one reading of all holds.
func TestShards(t *testing.T) {
	dir := t.TempDir()
	const archives, each, shards = 20, 12, 16
	list, out := crawl(t, dir, archives, each), filepath.Join(dir, "out")
	args := func(k int) []string {
		return []string{"read", "--reading", "rules", "--list", list, "--shard", fmt.Sprintf("%d/%d", k, shards), "--parquet", out}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for k := range 3 { // killed at some point
		c := exec.Command(program, args(k)...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for i := 0; i < 2000 && size(filepath.Join(out, "_shards", fmt.Sprintf("shard-%05d-of-%05d.db-wal", k, shards))) == 0; i++ {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(k) * 40 * time.Millisecond)
		_ = c.Process.Kill()
		_ = c.Wait()
	}
	for k := range shards {
		if _, errs, status := run(t, dir, args(k)...); status != exitOK {
			t.Fatalf("shard %d ended with %d: %s", k, status, errs)
		}
	}
	all := below(t, out)
	if said, _, status := run(t, dir, args(3)...); status != exitOK || !strings.Contains(said, "is done: ") {
		t.Errorf("done once more: %d, %s", status, said)
	}
	articles, claims := 0, 0
	for k := range shards {
		mark := all[fmt.Sprintf("_shards/shard-%05d-of-%05d.json", k, shards)]
		var m struct{ Articles, Claims, Failed int }
		if err := json.Unmarshal([]byte(mark), &m); err != nil || m.Failed > 0 {
			t.Fatalf("shard %d: %s, %v", k, mark, err)
		}
		articles, claims = articles+m.Articles, claims+m.Claims
	}
	whole := "sqlite:" + filepath.Join(dir, "whole.db")
	if _, errs, status := run(t, dir, "read", "--reading", "rules", "--ledger", whole, "--list", list); status != exitOK {
		t.Fatalf("reading all ended with %d: %s", status, errs)
	}
	listed, _, _ := run(t, dir, "claims", "--ledger", whole, "--limit", "0", "--format", "json")
	if articles != archives*each || claims != strings.Count(listed, "\n") {
		t.Errorf("%d articles and %d claims in shards; %d and %d in one", articles, claims, archives*each, strings.Count(listed, "\n"))
	}
	for name := range all {
		if strings.Contains(name, ".db") || strings.Contains(name, ".part") {
			t.Errorf("%s is left over", name)
		}
	}
	for _, kind := range shardKinds[:2] { // rules read no vectors, and these reports hold no events
		for day := 1; day <= 7; day++ {
			if _, ok := all[fmt.Sprintf("%s/day=2021-05-%02d/shard-00000-of-00016.parquet", kind, day)]; !ok {
				t.Errorf("no %s of day %d", kind, day)
			}
		}
	}
	// Made once more from nothing, a shard has the same files.
	for name := range all {
		if strings.Contains(name, "shard-00003-") {
			if err := os.Remove(filepath.Join(out, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, errs, status := run(t, dir, args(3)...); status != exitOK {
		t.Fatalf("made again, it ended with %d: %s", status, errs)
	}
	if again := below(t, out); !slices.Equal(slices.Sorted(maps.Keys(again)), slices.Sorted(maps.Keys(all))) {
		t.Errorf("made again, there are %d files, and there were %d", len(again), len(all))
	}
}

// TestShardsByDuckDB asks the files of shards by DuckDB, as docs/cluster.md does.
func TestShardsByDuckDB(t *testing.T) {
	python := readersPython(t)
	dir := t.TempDir()
	list := crawl(t, dir, 3, 4)
	for k := range 2 {
		if _, errs, status := run(t, dir, "read", "--list", list, "--shard", fmt.Sprintf("%d/2", k), "--parquet", filepath.Join(dir, "out")); status != exitOK {
			t.Fatalf("shard %d ended with %d: %s", k, status, errs)
		}
	}
	page, err := os.ReadFile(filepath.Join(docs, "cluster.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "```sql\n")
	queries, _, ends := strings.Cut(rest, "```")
	if !ok || !ends {
		t.Fatal("docs/cluster.md has no queries")
	}
	code := "import duckdb\nc = duckdb.connect()\n"
	for q := range strings.SplitSeq(queries, ";") {
		if q = strings.TrimSpace(q); q != "" {
			code += fmt.Sprintf("print(len(c.execute(%q).fetchall()))\n", q)
		}
	}
	out := tool(t, dir, python, "-c", code)
	for i, n := range strings.Fields(out) {
		if n == "0" {
			t.Errorf("query %d finds nothing", i)
		}
	}
	if len(strings.Fields(out)) < 4 {
		t.Errorf("it answers %s", out)
	}
}

// TestShardRefused says what is wrong with a shard, and makes none of inputs that are
// not there.
func TestShardRefused(t *testing.T) {
	dir := t.TempDir()
	for _, s := range []string{"16/16", "-1/16", "3", "3/0", "a/b", "3/16x"} {
		if _, errs, status := run(t, dir, "read", "--shard", s, "x.warc"); status != exitUsage || !strings.Contains(errs, "K/N") {
			t.Errorf("%s: %d, %s", s, status, errs)
		}
	}
	if _, errs, status := run(t, dir, "read", "--parquet", filepath.Join(dir, "out"), "--queue", "x.warc"); status != exitUsage || !strings.Contains(errs, "--parquet") {
		t.Errorf("%d, %s", status, errs)
	}
	if _, _, status := run(t, dir, "read", "--parquet", filepath.Join(dir, "out"), filepath.Join(dir, "nowhere.warc")); status != exitFailed {
		t.Error("an input that is not there is no failure")
	}
	if _, err := os.Stat(filepath.Join(dir, "out", "_shards", "shard-00000-of-00001.json")); err == nil {
		t.Error("a shard whose inputs are not there is done")
	}
}
