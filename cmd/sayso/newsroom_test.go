//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/internal/pgtest"
	"sayso/ledgertest"
	"sayso/postgres"
	"sayso/sqlite"
)

// newsroom is what workers of one ledger live in, and what befalls them.
type newsroom struct {
	t       *testing.T
	cluster *pgtest.Cluster
	proxy   *proxy
	name    string // of the database
	dir     string
	lease   time.Duration
	rng     *rand.Rand
	shop    *postgres.Shop

	mu      sync.Mutex
	said    bytes.Buffer // what the programs said
	workers []*exec.Cmd
	server  *exec.Cmd
	waits   sync.WaitGroup
}

func newNewsroom(t *testing.T, hold time.Duration, more string) *newsroom {
	t.Helper()
	c, err := pgtest.New(true)
	if errors.Is(err, pgtest.ErrMissing) && os.Getenv("SAYSO_POSTGRES") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	n := &newsroom{t: t, cluster: c, dir: t.TempDir(), lease: hold, rng: rand.New(rand.NewPCG(7, 11))}
	t.Cleanup(n.close)
	if n.name, err = c.Database("template0", more); err != nil {
		t.Fatal(err)
	}
	if n.proxy, err = newProxy(c.Port); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sayso", "sayso-skewed"} {
		if err := os.Symlink(self, filepath.Join(n.dir, name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	led, err := postgres.Open(t.Context(), c.At(n.name))
	if err != nil {
		t.Fatal(err)
	}
	if err := led.Close(); err != nil {
		t.Fatal(err)
	}
	if n.shop, err = postgres.OpenShop(t.Context(), c.At(n.name), hold); err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *newsroom) close() {
	for _, w := range append(n.workers, n.server) {
		if w != nil {
			_ = w.Process.Signal(syscall.SIGCONT)
			_ = w.Process.Kill()
		}
	}
	n.waits.Wait()
	if n.shop != nil {
		_ = n.shop.Close()
	}
	if n.proxy != nil {
		n.proxy.close()
	}
	if err := n.cluster.Close(); err != nil {
		n.t.Error(err)
	}
	if n.t.Failed() {
		n.mu.Lock()
		said := n.said.String()
		n.mu.Unlock()
		n.t.Logf("%s", said[max(0, len(said)-8000):])
	}
}

// Write takes what programs say.
func (n *newsroom) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.said.Write(b)
}

// address is where a program finds the ledger: by the proxy, or straight. A transaction
// that is left open for longer than a lease is ended.
func (n *newsroom) address(proxied bool) string {
	port := n.cluster.Port
	if proxied {
		port = n.proxy.port
	}
	return n.cluster.Over(port, n.name) + fmt.Sprintf("&idle_in_transaction_session_timeout=%d", n.lease.Milliseconds())
}

// start starts a program.
func (n *newsroom) start(program string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(n.dir, program), args...)
	c.Stdout, c.Stderr = n, n
	c.Env = append(os.Environ(), "XDG_DATA_HOME="+n.dir, skewEnv+"=3h17m")
	if err := c.Start(); err != nil {
		n.t.Fatal(err)
	}
	n.waits.Go(func() { _ = c.Wait() })
	return c
}

// work starts a worker: every other by the proxy, every third by a clock that is wrong.
func (n *newsroom) work(i int) *exec.Cmd {
	program := "sayso"
	if i%3 == 2 {
		program = "sayso-skewed"
	}
	return n.start(program, "work", "--reading", "rules", "--lease", n.lease.String(), "--ledger", n.address(i%2 == 1))
}

func (n *newsroom) serve() *exec.Cmd {
	return n.start("sayso", "serve", "--addr", "127.0.0.1:0", "--ledger", n.address(false))
}

// must runs a program that must succeed, through whatever happens meanwhile.
func (n *newsroom) must(args ...string) {
	n.t.Helper()
	c := exec.Command(filepath.Join(n.dir, "sayso"), args...)
	c.Env = append(os.Environ(), "XDG_DATA_HOME="+n.dir)
	if out, err := c.CombinedOutput(); err != nil {
		n.t.Fatalf("sayso %v: %v: %s", args, err, out)
	}
}

// worker finds a worker by the process in its name; -1 where it is not there any more.
func (n *newsroom) worker(name string) int {
	return slices.IndexFunc(n.workers, func(c *exec.Cmd) bool { return strings.Contains(name, "-"+strconv.Itoa(c.Process.Pid)+"-") })
}

// replace kills a worker, and starts another.
func (n *newsroom) replace(i int) {
	_ = n.workers[i].Process.Kill()
	n.workers[i] = n.work(n.rng.IntN(6))
}

// stall stops a worker for longer than its lease, while others go on.
func (n *newsroom) stall(i int) {
	p := n.workers[i].Process
	_ = p.Signal(syscall.SIGSTOP)
	time.AfterFunc(n.lease+n.lease/2, func() { _ = p.Signal(syscall.SIGCONT) })
}

// alone reads the same with one program into a file.
func (n *newsroom) alone(read []string, watched string) string {
	n.t.Helper()
	at := "sqlite:" + filepath.Join(n.dir, "alone.db")
	n.must(append([]string{"read", "--reading", "rules", "--ledger", at}, read...)...)
	n.must("sources", "add", watched, "--ledger", at)
	n.must("watch", "--once", "--reading", "rules", "--ledger", at)
	l, err := sqlite.Open(n.t.Context(), filepath.Join(n.dir, "alone.db"))
	if err != nil {
		n.t.Fatal(err)
	}
	defer l.Close()
	return n.dump(l)
}

func (n *newsroom) dump(l sayso.Ledger) string {
	n.t.Helper()
	d, err := ledgertest.Dump(n.t.Context(), l)
	if err != nil {
		n.t.Fatal(err)
	}
	return d
}

// finish has one worker do what is left, when all is calm, and gives what the ledger holds.
func (n *newsroom) finish(read []string) string {
	n.t.Helper()
	for _, w := range append(n.workers, n.server) {
		if w != nil {
			_ = w.Process.Signal(syscall.SIGCONT)
			_ = w.Process.Kill()
		}
	}
	n.waits.Wait()
	n.workers, n.server = nil, nil
	n.proxy.mend()
	// What was begun three times by workers that were killed was set aside.
	n.must(append([]string{"read", "--queue", "--reading", "rules", "--ledger", n.address(false)}, read...)...)
	n.must("work", "--once", "--reading", "rules", "--lease", n.lease.String(), "--ledger", n.address(false))
	st, err := n.shop.State(n.t.Context())
	if err != nil || st.Waiting+st.Leased+st.Aside+st.Unplaced > 0 {
		n.t.Errorf("in the end %+v, %v", st, err)
	}
	l, err := postgres.Open(n.t.Context(), n.address(false))
	if err != nil {
		n.t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Verify(n.t.Context(), sayso.VerifyOptions{All: true}, func(f sayso.Flaw) error { n.t.Errorf("%+v", f); return nil }); err != nil {
		n.t.Error(err)
	}
	return n.dump(l)
}

// compareDumps says where two dumps part, row for row. Rows that a list holds for equal
// stand in the order in which they came in, so the order of rows is left out.
func compareDumps(t *testing.T, got, want string) {
	t.Helper()
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	slices.Sort(a)
	slices.Sort(b)
	if slices.Equal(a, b) {
		return
	}
	shown := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("row %d:\n%.600s\nand alone\n%.600s", i, a[i], b[i])
			if shown++; shown > 3 {
				break
			}
		}
	}
	t.Fatalf("%d rows, and %d alone", len(a), len(b))
}
