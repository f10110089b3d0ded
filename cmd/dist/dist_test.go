package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

var commit = time.Date(2031, 4, 5, 6, 7, 8, 0, time.UTC)

var some = []file{{path: "sayso", data: []byte("program"), program: true}, {path: "docs/a.md", data: []byte("# A\n")}}

// TestArchivesDoNotHangOnOrder packs the same files in both orders.
func TestArchivesDoNotHangOnOrder(t *testing.T) {
	for name, write := range map[string]func(io.Writer, string, []file, time.Time) error{"tar": tarball, "zip": zipped} {
		var a, b bytes.Buffer
		turned := slices.Clone(some)
		slices.Reverse(turned)
		if err := errors.Join(write(&a, "x", some, commit), write(&b, "x", turned, commit)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: the order in which files are found changes the archive", name)
		}
	}
}

// TestTarball unpacks one: nobody's name, the time of the commit, a program that can
// be run.
func TestTarball(t *testing.T) {
	var b bytes.Buffer
	if err := tarball(&b, "sayso_1", some, commit); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	modes := map[string]int64{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || !h.ModTime.Equal(commit) {
			t.Errorf("%s is of %d:%d %q, %v", h.Name, h.Uid, h.Gid, h.Uname, h.ModTime)
		}
		modes[h.Name] = h.Mode
	}
	if len(modes) != 2 || modes["sayso_1/sayso"] != 0o755 || modes["sayso_1/docs/a.md"] != 0o644 {
		t.Errorf("unpacked: %v", modes)
	}
}

func TestZipped(t *testing.T) {
	var b bytes.Buffer
	if err := zipped(&b, "sayso_1", some, commit); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.File) != 2 || r.File[1].Name != "sayso_1/sayso" || r.File[1].Mode() != 0o755 || !r.File[1].Modified.Equal(commit) {
		t.Errorf("%d files, the last %+v", len(r.File), r.File[len(r.File)-1].FileHeader)
	}
}

// TestSumsCheck lets the program that people use read the checksums.
func TestSumsCheck(t *testing.T) {
	sha256sum, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("there is no sha256sum here, which reads the checksums back")
	}
	dir := t.TempDir()
	for _, n := range []string{"b.zip", "a.tar.gz"} {
		if err := os.WriteFile(filepath.Join(dir, n), []byte(n), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeSums(dir); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(sha256sum, "--check", "--strict", sums)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestMaterials lists this test's own modules, and finds each in what Go says of it.
func TestMaterials(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out, err := materials(program, "1.2.3", commit)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := materials(program, "1.2.3", commit); err != nil || !bytes.Equal(out, again) {
		t.Errorf("the same program has another list the second time (%v)", err)
	}
	bom := new(cdx.BOM)
	if err := cdx.NewBOMDecoder(bytes.NewReader(out), cdx.BOMFileFormatJSON).Decode(bom); err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(*bom.Components); got != len(info.Deps)+1 {
		t.Errorf("%d parts are listed, and Go names %d modules beside its own", got, len(info.Deps))
	}
	for _, m := range info.Deps {
		if !slices.ContainsFunc(*bom.Components, func(c cdx.Component) bool { return c.PackageURL == "pkg:golang/"+m.Path+"@"+m.Version }) {
			t.Errorf("%s is not listed", m.Path)
		}
	}
}
