package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sayso/cmd/sayso/samples"
)

var update = flag.Bool("update", false, "rewrite the expected side of the scripts")

// TestMain lets the test binary be the program: scripts and tests start it as
// `sayso`.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sayso": main, "sayso-hasty": hasty, "sayso-skewed": skewed, "sayso-poisoned": poisoned})
}

// TestScripts runs the transcripts of testdata/script, each in a folder of its
// own with a data folder of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			for _, kv := range []string{"XDG_DATA_HOME=" + filepath.Join(e.WorkDir, ".data"), "HOME=" + e.WorkDir, "SAYSO_LEDGER=", "NO_COLOR=", "TERM=xterm"} {
				k, v, _ := strings.Cut(kv, "=")
				e.Setenv(k, v)
			}
			e.Setenv("LEDGER", filepath.Join(e.WorkDir, ".data", "sayso", "ledger.db"))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("no such condition")
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "sql": sqlCommand, "write": write, "repeat": repeat, "sparse": sparse, "tmpfs": tmpfs, "samples": copySamples, "site": site, "age": age, "gzip": pack, "receive": receive,
		},
	})
}

// status N PROGRAM ARG... runs a program that must end with this status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// sql FILE STATEMENT changes a ledger behind its back.
func sqlCommand(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(errors.Join(err, db.Close()))
}

// write FILE HEX writes bytes that no script can hold.
func write(ts *testscript.TestScript, _ bool, args []string) {
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// repeat FILE N TEXT appends text so many times; \n in it is a new line.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(strings.ReplaceAll(args[2], `\n`, "\n"), n))
	ts.Check(errors.Join(err, f.Close()))
}

// sparse FILE BYTES makes a file of zeros that takes no room.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(errors.Join(f.Truncate(n), f.Close()))
}

// tmpfs FOLDER SIZE makes a small disk, or ends the script where that is
// forbidden.
func tmpfs(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", dir).CombinedOutput(); err != nil {
		ts.Fatalf("mount: %s", out)
	}
	ts.Defer(func() {
		if err := exec.Command("umount", dir).Run(); err != nil {
			_ = exec.Command("umount", "-l", dir).Run()
		}
	})
}

// samples FOLDER copies the bundled reports.
func copySamples(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), samples.FS))
}

// site FOLDER serves a folder on this machine and says where in $SITE; HERE in
// its files stands for that. A file that begins with "301 " or "302 " sends on
// to the address behind it.
func site(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	var here string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path))))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		text := strings.ReplaceAll(string(data), "HERE", here)
		for _, code := range []int{http.StatusMovedPermanently, http.StatusFound} {
			if to, ok := strings.CutPrefix(text, fmt.Sprint(code, " ")); ok {
				http.Redirect(w, r, strings.TrimSpace(to), code)
				return
			}
		}
		_, _ = w.Write([]byte(text))
	}))
	here = s.URL
	ts.Defer(s.Close)
	ts.Setenv("SITE", here)
}

// receive FILE serves at $HOOK, and writes what is posted there into a file: its path,
// its name, its title and its body, one line each.
func receive(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			var f *os.File
			if f, err = os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644); err == nil {
				_, err = fmt.Fprintf(f, "%s %s %s %q\n", r.URL.Path, r.Header.Get("webhook-id"), r.Header.Get("X-Title"), body)
				err = errors.Join(err, f.Close())
			}
		}
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	ts.Defer(s.Close)
	ts.Setenv("HOOK", s.URL)
}

// gzip FILE packs a file into FILE.gz.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err = z.Write(data)
	ts.Check(errors.Join(err, z.Close(), os.WriteFile(path+".gz", b.Bytes(), 0o644)))
}

// age FILE makes a file an hour old.
func age(ts *testscript.TestScript, _ bool, args []string) {
	at := time.Now().Add(-time.Hour)
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), at, at))
}
