//go:build unix

package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"sayso"
	"sayso/ledgertest"
)

// The tests start a PostgreSQL of their own, of the programs that the distribution
// installs, in a temporary folder, and end it. It waits for no disk. Where there are
// no such programs they are skipped, and with SAYSO_POSTGRES=1 they fail.

// cluster is where the databases are; "" where there is none, and why.
var cluster, missing string

func TestMain(m *testing.M) { os.Exit(withCluster(m.Run)) }

func withCluster(run func() int) int {
	initdb := programs("initdb")
	if initdb == "" {
		missing = "PostgreSQL is not installed here (apt-get install postgresql): the ledger in it is not tested"
		if os.Getenv("SAYSO_POSTGRES") != "" {
			fmt.Fprintln(os.Stderr, missing)
			return 1
		}
		return run()
	}
	dir, err := os.MkdirTemp("", "sayso-pg-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	stop, err := start(filepath.Dir(initdb), dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL does not start:", err)
		return 1
	}
	defer stop()
	return run()
}

// programs finds a program of the newest PostgreSQL; Debian keeps them out of the path.
func programs(name string) string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	slices.Sort(found)
	if len(found) > 0 {
		return found[len(found)-1]
	}
	path, _ := exec.LookPath(name)
	return path
}

// start makes a cluster in dir and starts it. It refuses to run as root, so that the
// user nobody runs it then.
func start(bin, dir string) (stop func(), err error) {
	var as *syscall.Credential
	if os.Geteuid() == 0 {
		nobody, err := user.Lookup("nobody")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
	}
	run := func(name string, args ...string) error {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir, c.Env = dir, append(os.Environ(), "LC_ALL=C")
		c.SysProcAttr = &syscall.SysProcAttr{Credential: as}
		log, err := os.Create(filepath.Join(dir, name+".out"))
		if err != nil {
			return err
		}
		defer log.Close()
		c.Stdout, c.Stderr = log, log
		if err := c.Run(); err != nil {
			said, _ := os.ReadFile(log.Name())
			return fmt.Errorf("%s: %w: %s", name, err, said)
		}
		return nil
	}
	data := filepath.Join(dir, "data")
	if err := run("initdb", "-D", data, "-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-sync"); err != nil {
		return nil, err
	}
	options := "-k " + dir + " -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB"
	if err := run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"), "-o", options, "start"); err != nil {
		return nil, err
	}
	stop = func() { _ = run("pg_ctl", "-D", data, "-m", "immediate", "stop") }
	cluster = dir
	err = admin("CREATE DATABASE template_ledger ENCODING 'UTF8' TEMPLATE template0")
	if err == nil {
		var l *Ledger
		if l, err = Open(context.Background(), at("template_ledger")); err == nil {
			err = l.Close()
		}
	}
	if err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}

// at is the address of a database.
func at(name string) string { return "postgres:///" + name + "?user=sayso&host=" + cluster }

func admin(statement string) error {
	ctx := context.Background()
	c, err := pgx.Connect(ctx, at("postgres"))
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, statement)
	return errors.Join(err, c.Close(ctx))
}

var databases atomic.Int64

// database makes an empty database, or one with an empty ledger.
func database(t testing.TB, template string) string {
	t.Helper()
	if missing != "" {
		t.Skip(missing)
	}
	name := "t" + strconv.FormatInt(databases.Add(1), 10)
	if err := admin("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
		t.Fatal(err)
	}
	return at(name) // gone with the cluster: dropping one waits for a checkpoint
}

func openTest(t testing.TB) *Ledger {
	t.Helper()
	l, err := Open(context.Background(), database(t, "template_ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestLedger(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole suite runs without -short; the code beside the SQL is that of package sqlite, whose suite the race detector sees")
	}
	ledgertest.Run(t, func(t testing.TB) sayso.Ledger { return openTest(t) })
}
