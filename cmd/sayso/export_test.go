package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

// stopping is a ledger that stops in the midst of an export: it fails, or whoever waits
// for it has gone.
type stopping struct {
	sayso.Ledger
	left *int
	stop func() error
}

func (s stopping) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	if *s.left -= len(ids); *s.left < 0 {
		if err := s.stop(); err != nil {
			return nil, err
		}
	}
	return s.Ledger.Quotable(ctx, ids...)
}

// TestNothingHalfWrittenStays stops exports on their way, and wants no file of theirs,
// nor the file that was there before touched.
func TestNothingHalfWrittenStays(t *testing.T) {
	dir := t.TempDir()
	if _, errs, status := run(t, dir, "read", "--reading", "rules", "--ledger", "sqlite:"+filepath.Join(dir, "l.db"), "samples"); status != exitOK {
		t.Fatal(errs)
	}
	for name, args := range map[string][]string{
		"csv": {"--format", "csv"}, "parquet": {"--format", "parquet"}, "sqlite": {"--format", "sqlite"}, "docx": {"--format", "docx"}, "json": {"--format", "json"}, "by day": {"--format", "parquet", "--partition"},
	} {
		for how, failure := range map[string]error{"the ledger fails": sayso.Errorf("show version", "", sayso.Damaged, "the disk is gone"), "it is interrupted": nil} {
			out := t.TempDir()
			to := filepath.Join(out, "claims")
			if name != "by day" {
				if err := os.WriteFile(to, []byte("before"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			ctx, interrupt := context.WithCancel(t.Context())
			left := 2
			var said strings.Builder
			p := Program{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said, Env: func(string) string { return "" }, Wrap: func(l sayso.Ledger) sayso.Ledger {
				return stopping{l, &left, func() error { interrupt(); return failure }}
			}}
			if failure != nil {
				p.Wrap = func(l sayso.Ledger) sayso.Ledger { return stopping{l, &left, func() error { return failure }} }
			}
			status := p.Run(ctx, append([]string{"export", "claims", "--ledger", "sqlite:" + filepath.Join(dir, "l.db"), "--output", to}, args...))
			interrupt()
			if status == exitOK || said.Len() == 0 || left >= 0 {
				t.Errorf("%s, %s: status %d, %q, %d articles left", name, how, status, said.String(), left)
			}
			var files []string
			err := filepath.WalkDir(out, func(path string, e os.DirEntry, err error) error {
				if err == nil && path != out && path != to {
					files = append(files, path)
				}
				return err
			})
			before, _ := os.ReadFile(to)
			if err != nil || len(files) > 0 || name != "by day" && string(before) != "before" {
				t.Errorf("%s, %s: %q stay, and where the file was stands %q, %v", name, how, files, before, err)
			}
		}
	}
}
