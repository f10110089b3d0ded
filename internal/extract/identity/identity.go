// Package identity works out what a reading depends on: the models, the facts,
// the tables and the rules that extract is made of. Its digests name the
// extractor, so that a ledger can tell which articles another one has read.
//
// The digests depend on what a program does and not on how its sources are laid
// out: comments, tests, the order and names of files, line endings and the
// place of the checkout leave them as they are. The sources are those of every
// package of this module that extract imports, directly or not, as the Go tool
// lists them, with the versions of the modules that they import.
package identity

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Parts are the digests of what a reading depends on.
type Parts struct{ Models, Knowledge, Tables, Rules string }

// digestLen is how many hexadecimal digits a digest has: 48 bits, so that two
// extractors of one project never share one.
const digestLen = 12

// Version names the whole of what the parts name.
func (p Parts) Version() string { return Digest(p.Models, p.Knowledge, p.Tables, p.Rules) }

// String writes the identity on one line, as extract reads it.
func (p Parts) String() string {
	return fmt.Sprintf("%s models %s knowledge %s tables %s rules %s", p.Version(), p.Models, p.Knowledge, p.Tables, p.Rules)
}

// Digest names several texts; each ends where it ends, so that "ab", "c" and
// "a", "bc" have different digests.
func Digest(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d\n%s", len(t), t)
	}
	return hex.EncodeToString(h.Sum(nil))[:digestLen]
}

// source is one package that reading depends on.
type source struct {
	path     string            // of its import
	code     map[string][]byte // Go files by name, for every platform, without tests
	assembly map[string][]byte
	embedded map[string][]byte
}

// listed is what the Go tool says of a package.
type listed struct {
	ImportPath, Dir                                            string
	GoFiles, SFiles, HFiles, IgnoredGoFiles, IgnoredOtherFiles []string
	EmbedFiles                                                 []string
	Module                                                     *struct {
		Path, Version, GoVersion string
		Main                     bool
	}
}

// Of works out the digests of the extractor whose package stands in folder dir.
func Of(ctx context.Context, dir string) (Parts, error) {
	packages, err := list(ctx, dir)
	if err != nil {
		return Parts{}, err
	}
	var ours []source
	var module string
	var from []string // what is not ours and can change a reading
	for _, p := range packages {
		switch {
		case p.Module == nil: // the standard library, which the version of Go names
		case !p.Module.Main:
			from = append(from, p.Module.Path+" "+p.Module.Version)
		default:
			module = p.Module.Path
			from = append(from, "go "+release(p.Module.GoVersion))
			s, err := load(p)
			if err != nil {
				return Parts{}, err
			}
			ours = append(ours, s)
		}
	}
	slices.Sort(from)
	return sum(module, ours, slices.Compact(from))
}

// list asks the Go tool, for one platform, so that every machine gets the same
// answer.
func list(ctx context.Context, dir string) ([]listed, error) {
	c := exec.CommandContext(ctx, "go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,SFiles,HFiles,IgnoredGoFiles,IgnoredOtherFiles,EmbedFiles,Module", ".")
	c.Dir = dir
	c.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("go list: %s", exit.Stderr)
		}
		return nil, err
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// load reads the files of a package.
func load(p listed) (source, error) {
	s := source{path: p.ImportPath}
	var err error
	read := func(names ...[]string) map[string][]byte {
		files := make(map[string][]byte)
		for _, name := range slices.Concat(names...) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, e := os.ReadFile(filepath.Join(p.Dir, name))
			err = errors.Join(err, e)
			files[name] = data
		}
		return files
	}
	s.code = read(p.GoFiles, p.IgnoredGoFiles)
	s.assembly = read(p.SFiles, p.HFiles, p.IgnoredOtherFiles)
	s.embedded = read(p.EmbedFiles)
	return s, err
}

// release is the release of Go that a version belongs to: "1.26" of "1.26.8".
// Within one, the library's tables of letters stay as they are.
func release(version string) string {
	if parts := strings.SplitN(version, ".", 3); len(parts) == 3 {
		return parts[0] + "." + parts[1]
	}
	return version
}

// File is the name of the embedded file that holds the identity itself.
const File = "identity.txt"

// sum makes the digests of packages of a module, and of what else they depend on.
func sum(module string, packages []source, from []string) (Parts, error) {
	var models, facts, tables []string
	rules := slices.Clone(from)
	for _, p := range packages {
		for name, data := range p.embedded {
			entry := p.path + "/" + name + "\n" + string(plain(data))
			switch {
			case name == File:
			case strings.HasSuffix(name, ".model"):
				models = append(models, entry)
			case name == "knowledge.bin":
				facts = append(facts, entry)
			default:
				tables = append(tables, entry)
			}
		}
		for name, data := range p.assembly {
			rules = append(rules, p.path+"/"+name+"\n"+string(plain(data)))
		}
	}
	code, err := declarations(module, packages)
	if err != nil {
		return Parts{}, err
	}
	rules = append(rules, code...)
	of := func(entries []string) string {
		slices.Sort(entries)
		return Digest(slices.Compact(entries)...)
	}
	return Parts{of(models), of(facts), of(tables), of(rules)}, nil
}

// plain gives text the line endings that it has in the repository. What holds
// a zero byte is no text.
func plain(data []byte) []byte {
	if bytes.IndexByte(data, 0) >= 0 {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}
