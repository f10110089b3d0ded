//go:build unix

// Package pgtest starts a PostgreSQL for tests, of the programs that the distribution
// installs, in a temporary folder, and ends it. It waits for no disk.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Missing says that PostgreSQL is not installed.
var ErrMissing = errors.New("PostgreSQL is not installed here (apt-get install postgresql): the ledger in it is not tested")

// Cluster is one under way.
type Cluster struct {
	Port int // on 127.0.0.1; 0 where it listens on a socket in Dir alone

	dir, bin string
	as       *syscall.Credential
	made     atomic.Int64
}

// Dir is the folder that it lives in.
func (c *Cluster) Dir() string { return c.dir }

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

// New makes a cluster and starts it; with listen, on a port too. PostgreSQL refuses to
// run as root, so that the user nobody runs it then. The error is ErrMissing where there
// are no programs.
func New(listen bool) (*Cluster, error) {
	initdb := programs("initdb")
	if initdb == "" {
		return nil, ErrMissing
	}
	dir, err := os.MkdirTemp("", "sayso-pg-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, bin: filepath.Dir(initdb)}
	if err := c.make(listen); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

func (c *Cluster) make(listen bool) error {
	if os.Geteuid() == 0 {
		nobody, err := user.Lookup("nobody")
		if err != nil {
			return err
		}
		uid, _ := strconv.Atoi(nobody.Uid)
		gid, _ := strconv.Atoi(nobody.Gid)
		c.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := c.Own(c.dir); err != nil {
			return err
		}
	}
	if listen {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		c.Port = l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			return err
		}
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "sayso", "-A", "trust", "-E", "UTF8", "--no-sync"); err != nil {
		return err
	}
	return c.Start()
}

// Own gives a folder to the user that PostgreSQL runs as.
func (c *Cluster) Own(dir string) error {
	if c.as == nil {
		return nil
	}
	return os.Chown(dir, int(c.as.Uid), int(c.as.Gid))
}

func (c *Cluster) data() string { return filepath.Join(c.dir, "data") }

func (c *Cluster) run(name string, args ...string) error {
	x := exec.Command(filepath.Join(c.bin, name), args...)
	x.Dir, x.Env = c.dir, append(os.Environ(), "LC_ALL=C")
	x.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	log, err := os.Create(filepath.Join(c.dir, name+".out"))
	if err != nil {
		return err
	}
	defer log.Close()
	x.Stdout, x.Stderr = log, log
	if err := x.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

// Start starts it, after New has made it or Kill ended it.
func (c *Cluster) Start() error {
	options := "-k " + c.dir + " -c fsync=off -c max_connections=200 -c shared_buffers=64MB"
	if c.Port == 0 {
		options += " -c full_page_writes=off -c listen_addresses="
	} else {
		options += fmt.Sprintf(" -c listen_addresses=127.0.0.1 -p %d", c.Port)
	}
	var err error
	for range 20 { // one that was killed may have a process that has not seen it yet
		if err = c.run("pg_ctl", "-D", c.data(), "-w", "-l", filepath.Join(c.dir, "log"), "-o", options, "start"); err == nil {
			return nil
		}
		time.Sleep(250 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(c.dir, "log"))
	return fmt.Errorf("%w: %s", err, said[max(0, len(said)-2000):])
}

// Kill ends all its processes at once, as a fault of the machine's memory might, and
// waits until they are gone.
func (c *Cluster) Kill() error {
	said, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(said), "\n")
	parent, err := strconv.Atoi(first)
	if err != nil {
		return err
	}
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", parent, parent))
	all := []int{parent}
	for _, f := range strings.Fields(string(children)) {
		if pid, err := strconv.Atoi(f); err == nil {
			all = append(all, pid)
		}
	}
	for _, pid := range all {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	for _, pid := range all {
		for i := 0; syscall.Kill(pid, 0) == nil && running(pid); i++ {
			if i > 500 {
				return fmt.Errorf("process %d does not end", pid)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	return nil
}

// running says that a process is more than a name that its parent has not taken note of.
func running(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(rest, "Z")
}

// Close ends it and takes its folder away.
func (c *Cluster) Close() error {
	_ = c.run("pg_ctl", "-D", c.data(), "-m", "immediate", "stop")
	return os.RemoveAll(c.dir)
}

// At is the address of a database.
func (c *Cluster) At(name string) string {
	at := "postgres:///" + name + "?user=sayso&host=" + c.dir
	if c.Port != 0 {
		at += "&port=" + strconv.Itoa(c.Port)
	}
	return at
}

// Over is the address of a database by way of another port of this machine.
func (c *Cluster) Over(port int, name string) string {
	return fmt.Sprintf("postgres://sayso@127.0.0.1:%d/%s?sslmode=disable", port, name)
}

// Do runs a statement as the administrator.
func (c *Cluster) Do(statement string) error {
	ctx := context.Background()
	x, err := pgx.Connect(ctx, c.At("postgres"))
	if err != nil {
		return err
	}
	_, err = x.Exec(ctx, statement)
	return errors.Join(err, x.Close(ctx))
}

// Database makes a database of a template, and gives its name. It is gone with the
// cluster: dropping one waits for a checkpoint.
func (c *Cluster) Database(template, more string) (string, error) {
	name := "t" + strconv.FormatInt(c.made.Add(1), 10)
	return name, c.Do("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE " + template + " STRATEGY file_copy " + more)
}
