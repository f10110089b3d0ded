// Command dist builds what Sayso is handed out as: one archive for each system,
// with the program, its manual, completions, a list of all that it is made of, and
// what an operator needs. The same commit gives the same bytes, wherever and
// whenever it is built by the same Go.
package main

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// targets are the systems that archives are built for.
const targets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	out := flag.String("out", "dist", "the `FOLDER` that the archives are put into; what it held is gone")
	list := flag.String("targets", targets, "the `SYSTEMS` to build for, with commas between")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := dist(ctx, *out, strings.Split(*list, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// dist builds beside out, and puts all in its place when it is whole.
func dist(ctx context.Context, out string, targets []string) error {
	r, err := readRelease(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(out), ".dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	ready := filepath.Join(work, "ready")
	if err := os.Mkdir(ready, 0o755); err != nil {
		return err
	}
	if err := r.checkOut(ctx, work); err != nil {
		return err
	}
	shared, err := r.shared(ctx, work)
	if err != nil {
		return err
	}
	for _, t := range targets {
		if err := r.pack(ctx, t, work, ready, shared); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	if err := writeSums(ready); err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	return os.Rename(ready, out)
}

// release is what is built: a commit, and the version that it calls itself.
type release struct {
	version string
	commit  string
	source  string    // the folder with the files of the commit
	at      time.Time // of the commit; all files are of this time
}

// checkOut puts the files of the commit into a folder of their own: building takes
// minutes, in which somebody may go on working.
func (r *release) checkOut(ctx context.Context, work string) error {
	r.source = filepath.Join(work, "source")
	archive := filepath.Join(work, "source.zip")
	if _, err := run(ctx, nil, "git", "archive", "--format=zip", "-o", archive, r.commit); err != nil {
		return err
	}
	z, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer z.Close()
	return os.CopyFS(r.source, z)
}

// readRelease looks at the working tree, which must be a commit and nothing else.
func readRelease(ctx context.Context) (*release, error) {
	dirty, err := run(ctx, nil, "git", "status", "--porcelain")
	if err != nil {
		return nil, err
	}
	if dirty != "" {
		return nil, fmt.Errorf("the working tree differs from its commit, so nobody could build the same again (commit first):\n%s", dirty)
	}
	at, err := run(ctx, nil, "git", "log", "-1", "--format=%cI")
	if err != nil {
		return nil, err
	}
	r := new(release)
	if r.commit, err = run(ctx, nil, "git", "rev-parse", "HEAD"); err != nil {
		return nil, err
	}
	r.at, err = time.Parse(time.RFC3339, at)
	r.at = r.at.UTC()
	return r, err
}

// shared makes the files that all archives have, with the program of this machine:
// manual, completions, documentation.
func (r *release) shared(ctx context.Context, work string) ([]file, error) {
	program := filepath.Join(work, "host"+suffix(runtime.GOOS))
	if err := r.build(ctx, runtime.GOOS+"/"+runtime.GOARCH, program); err != nil {
		return nil, err
	}
	said, err := run(ctx, nil, program, "version")
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(said, "\n")
	name, _, _ := strings.Cut(strings.TrimPrefix(first, "sayso "), "+")
	r.version = name
	manual := filepath.Join(work, "man1")
	if _, err := run(ctx, nil, program, "man", manual); err != nil {
		return nil, err
	}
	files, err := under(manual, "man/man1", "*.1")
	if err != nil {
		return nil, err
	}
	for shell, path := range map[string]string{"bash": "completions/sayso.bash", "zsh": "completions/_sayso", "fish": "completions/sayso.fish", "powershell": "completions/sayso.ps1"} {
		script, err := run(ctx, nil, program, "completion", shell)
		if err != nil {
			return nil, err
		}
		files = append(files, file{path: path, data: []byte(script + "\n")})
	}
	for _, from := range []struct{ dir, into, pattern string }{
		{".", ".", "*.md"}, {".", ".", "LICENSE"}, {".", ".", "NOTICE"}, {"docs", "docs", "*.*"}, {"docs/decisions", "docs/decisions", "*.md"}, {"packaging", "packaging", "*"},
	} {
		more, err := under(filepath.Join(r.source, from.dir), from.into, from.pattern)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
}

// pack builds the program for one system and puts its archive into ready.
func (r *release) pack(ctx context.Context, target, work, ready string, shared []file) error {
	system, machine, ok := strings.Cut(target, "/")
	if !ok {
		return fmt.Errorf("write a system as linux/amd64")
	}
	program := filepath.Join(work, system+"-"+machine+suffix(system))
	if err := r.build(ctx, target, program); err != nil {
		return err
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	bom, err := materials(data, r.version, r.at)
	if err != nil {
		return err
	}
	files := append([]file{{path: "sayso" + suffix(system), data: data, program: true}, {path: "sbom.cdx.json", data: bom}}, shared...)
	name := fmt.Sprintf("sayso_%s_%s_%s", r.version, system, machine)
	write, end := tarball, ".tar.gz"
	if system == "windows" {
		write, end = zipped, ".zip"
	}
	var archive bytes.Buffer
	if err := write(&archive, name, files, r.at); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(ready, name+".cdx.json"), bom, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(ready, name+end), archive.Bytes(), 0o644)
}

// suffix is what names of programs end in.
func suffix(system string) string {
	if system == "windows" {
		return ".exe"
	}
	return ""
}

// build makes the program for a system. Nothing of this machine gets into it but the
// version of Go: the commit is told, since what Go finds out by itself hangs on how
// the source was checked out.
func (r *release) build(ctx context.Context, target, program string) error {
	system, machine, _ := strings.Cut(target, "/")
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	_, err = run(ctx, []string{"CGO_ENABLED=0", "GOOS=" + system, "GOARCH=" + machine, "GOFLAGS=", "GOEXPERIMENT=", "GOAMD64=", "GOARM64="},
		"go", "build", "-C", r.source, "-trimpath", "-buildvcs=false", "-ldflags", fmt.Sprintf("-s -w -X main.commit=%s -X main.committed=%d", r.commit, r.at.Unix()), "-o", program, "./cmd/sayso")
	return err
}

// run runs a program and returns what it says, without the white space at its end.
func run(ctx context.Context, env []string, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(said.Bytes()))
	}
	return strings.TrimRight(string(out), " \r\n"), nil
}
