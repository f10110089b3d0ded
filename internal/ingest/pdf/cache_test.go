package pdf

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// TestCache compiles once, and then breaks what is kept in every way that a
// machine or somebody else may break it: documents are read all the same.
func TestCache(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles PDFium")
	}
	base := filepath.Join(t.TempDir(), "cache")
	doc := write("", set("Rain fell."))
	// reads reads a document with compiled code, and reports whether it was kept before and is after.
	reads := func() (before, after bool) {
		t.Helper()
		e := &Engine{Cache: base}
		defer e.Close()
		before = e.kept()
		e.pagesRead.Store(pagesInterpreted)
		d, err := e.Read(doc)
		if err != nil || d.Text != "Rain fell." {
			t.Fatalf("%q, %v", d.Text, err)
		}
		left, _ := filepath.Glob(filepath.Join(base, "*"+unfinished))
		if len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		return before, e.kept()
	}
	if before, after := reads(); before || !after {
		t.Fatalf("kept before the first %v, after it %v", before, after)
	}
	folder := (&Engine{Cache: base}).folder()
	if before, _ := reads(); !before {
		t.Error("not kept for the second")
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*", "*"))
	code, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	bad := slices.Clone(code)
	bad[len(bad)/2] ^= 0xff
	if err := os.WriteFile(files[0], bad, 0o600); err != nil {
		t.Fatal(err)
	}
	if before, after := reads(); !before || !after {
		t.Errorf("damaged: kept before %v, after %v", before, after)
	}
	if sum, err := digest(folder); err != nil || len(sum) == 0 {
		t.Errorf("not made again: %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	// Others may write there: what stands there is not run. The folder itself is left as it is.
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if (&Engine{Cache: base}).kept() {
		t.Error("code that others may write is run")
	}
	if err := os.Chmod(base, 0o777); err != nil {
		t.Fatal(err)
	}
	if e := (&Engine{Cache: base}); e.kept() {
		t.Error("code in a folder that others may write is run")
	} else if _, err := e.compileAndKeep(); err == nil {
		t.Error("code is kept where others may write")
	}
}

func TestNoCache(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(filepath.Join("some", "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if (&Engine{}).kept() {
		t.Error("an engine without a cache found one in the folder at hand")
	}
	plain := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{plain, filepath.Join(plain, "below")} {
		e := &Engine{Cache: base}
		if e.kept() {
			t.Errorf("%s: kept", base)
		}
		if _, err := e.compileAndKeep(); err == nil {
			t.Errorf("%s: kept code where there can be no folder", base)
		}
	}
}
