package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"sayso/ingest"
)

// ways are the two ways to read, and the flags that ask for them.
var ways = []struct {
	name  string
	flags []string
}{{"rules", []string{"--reading", "rules"}}, {"models", nil}}

// BenchmarkStart is one article from a cold start: the program is started anew
// for each, as a person does on a command line.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	article := texts(b, dir, 1)[0]
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(dir, "sayso") // by that name the test binary is the program
	if err := os.Symlink(self, program); err != nil {
		b.Skip("no symbolic links here:", err)
	}
	for _, w := range ways {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(program, append([]string{"analyze", article}, w.flags...)...).CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
			}
		})
	}
}

// BenchmarkAnalyze is a folder of 84 reports to JSON.
func BenchmarkAnalyze(b *testing.B) { benchmark(b, "analyze") }

// BenchmarkRead is the same folder into a new ledger.
func BenchmarkRead(b *testing.B) { benchmark(b, "read") }

func benchmark(b *testing.B, command string) {
	const reports = 84
	dir := b.TempDir()
	in := filepath.Join(dir, "in")
	texts(b, in, reports)
	for _, w := range ways {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				args := append([]string{command}, w.flags...)
				if n++; command == "read" {
					args = append(args, "--ledger", "sqlite:"+filepath.Join(dir, w.name+strconv.Itoa(n)+".db"))
				}
				var errs bytes.Buffer
				p := Program{Stdout: io.Discard, Stderr: &errs, Env: func(string) string { return "" }}
				if status := p.Run(b.Context(), append(args, in)); status != exitOK {
					b.Fatalf("status %d: %s", status, errs.String())
				}
			}
			b.ReportMetric(float64(reports*b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// texts writes n reports of some four kilobytes below dir, as long as news
// mostly is: the bundled ones in turn, each several times over.
func texts(b *testing.B, dir string, n int) []string {
	b.Helper()
	const length = 4 << 10
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	var bodies []string
	for d, err := range ingest.Documents(b.Context(), []string{"samples"}, ingest.Options{}) {
		if err != nil || d.Kind != ingest.HTML {
			continue
		}
		p, err := ingest.Parse(d, ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, p[0].Article.Text)
	}
	var out []string
	for i := range n {
		text := "Report " + strconv.Itoa(i) + "\n\n"
		for len(text) < length {
			text += bodies[i%len(bodies)] + "\n\n"
		}
		path := filepath.Join(dir, strconv.Itoa(i)+".txt")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		out = append(out, path)
	}
	return out
}
