package sqlite

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// readEnv names a ledger that the test binary, run again as somebody who may not
// write it, is to read.
const readEnv = "SAYSO_TEST_READ"

// readAsNobody opens a ledger and says what it finds.
func readAsNobody(t *testing.T, path string) {
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if s, err := l.Stats(t.Context()); err != nil || s.Versions < 5 {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := ledgertest.Dump(t.Context(), l); err != nil {
		t.Error(err)
	}
	wantError(t, l.MayWrite(t.Context()), sayso.Denied, "can only be read")
	_, err = l.Put(t.Context(), ledgertest.NewGenerator(1).Article(2))
	wantError(t, err, sayso.Denied, "can only be read")
}

// TestReadOnly reads ledgers where nothing can be written: as another user where
// root runs the test, since root may write anywhere.
func TestReadOnly(t *testing.T) {
	if path := os.Getenv(readEnv); path != "" {
		readAsNobody(t, path)
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("needs a way to run as another user")
	}
	// Others may not enter the folder that the test binary is in.
	bin, err := os.MkdirTemp("", "sayso")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(bin) })
	data, err := os.ReadFile(os.Args[0])
	exe := filepath.Join(bin, "test")
	if err == nil {
		err = os.WriteFile(exe, data, 0o755)
	}
	if err == nil {
		err = os.Chmod(bin, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	asNobody := func(t *testing.T, path string) string {
		t.Helper()
		cmd := exec.Command(exe, "-test.run", "^TestReadOnly$", "-test.v")
		cmd.Env = append(os.Environ(), readEnv+"="+path)
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			cmd.Dir = "/"
		}
		out, err := cmd.CombinedOutput()
		if len(out) == 0 && err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	// A folder that others may enter, unlike t.TempDir.
	place := func(t *testing.T, dir, file os.FileMode) string {
		t.Helper()
		data, err := os.ReadFile(filled(t))
		if err != nil {
			t.Fatal(err)
		}
		folder, err := os.MkdirTemp("", "sayso")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(folder, 0o700); os.RemoveAll(folder) })
		path := filepath.Join(folder, "ledger.db")
		if err := os.WriteFile(path, data, file); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(folder, dir); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Run("folder and file", func(t *testing.T) {
		if out := asNobody(t, place(t, 0o555, 0o444)); !strings.Contains(out, "--- PASS: TestReadOnly") {
			t.Error(out)
		}
	})
	t.Run("file alone", func(t *testing.T) {
		if out := asNobody(t, place(t, 0o777, 0o444)); !strings.Contains(out, "--- PASS: TestReadOnly") {
			t.Error(out)
		}
	})
	t.Run("hidden", func(t *testing.T) {
		if out := asNobody(t, place(t, 0o555, 0o400)); os.Getuid() == 0 && !strings.Contains(out, "readable and writable") {
			t.Error(out)
		}
	})
	t.Run("beside a writer", func(t *testing.T) {
		path := place(t, 0o755, 0o644)
		l, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if _, err := l.Put(t.Context(), ledgertest.NewGenerator(5).Article(4)); err != nil {
			t.Fatal(err)
		}
		if out := asNobody(t, path); !strings.Contains(out, "--- PASS: TestReadOnly") {
			t.Error(out)
		}
	})
	t.Run("changes that were not taken in", func(t *testing.T) {
		path := place(t, 0o755, 0o644)
		if err := os.WriteFile(path+"-wal", []byte(strings.Repeat("x", 5000)), 0o644); err != nil {
			t.Fatal(err)
		}
		if out := asNobody(t, path); os.Getuid() == 0 && !strings.Contains(out, "taking them in needs writing") {
			t.Error(out)
		}
	})
}

// TestChangesUnderReader has a writer begin where a ledger was opened as it stands.
func TestChangesUnderReader(t *testing.T) {
	path := filled(t)
	l := &Ledger{path: path}
	var err error
	if l.codec, err = newCodec(); err != nil {
		t.Fatal(err)
	}
	if l.unchanged, err = unchanged(path, path); err == nil {
		l.readOnly = true
		err = l.openReadOnly(t.Context(), dsn(path, busyTimeout, "mode=ro&immutable=1&_pragma=query_only(1)"), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Stats(t.Context()); err != nil {
		t.Fatal(err)
	}
	w, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Put(t.Context(), ledgertest.NewGenerator(1).Article(2)); err != nil {
		t.Fatal(err)
	}
	_, err = l.Stats(t.Context())
	wantError(t, err, sayso.Busy, "begun to write")
}

// TestOlderReadOnly wants an older ledger that cannot be brought on refused in
// words.
func TestOlderReadOnly(t *testing.T) {
	path := filled(t)
	script(t, path, `PRAGMA user_version = 3`)
	l := &Ledger{path: path}
	wantError(t, l.openReadOnly(t.Context(), dsn(path, busyTimeout, "mode=ro"), sayso.Errorf("open ledger", path, sayso.Denied, "the disk is read-only")), sayso.Denied, "needs writing")
}
