//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
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
	"sayso/internal/ingest/fetch"
	"sayso/internal/lease"
	"sayso/internal/pgtest"
	"sayso/ledgertest"
	"sayso/postgres"
	"sayso/sqlite"
)

// skewEnv says how far a test program's clock is ahead.
const skewEnv = "SAYSO_TEST_SKEW"

// skewed is the whole program by a clock that is wrong.
func skewed() {
	d, err := time.ParseDuration(os.Getenv(skewEnv))
	if err != nil {
		panic(err)
	}
	p := Program{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Clock: fetch.Clock{Now: func() time.Time { return time.Now().Add(d) }}}
	os.Exit(p.Run(context.Background(), os.Args[1:]))
}

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

// misfortunes are what befalls a newsroom, by their names.
var misfortunes = []struct {
	name string
	do   func(n *newsroom)
}{
	{"a worker is killed", func(n *newsroom) { n.replace(n.rng.IntN(len(n.workers))) }},
	{"the joiner is killed", func(n *newsroom) {
		st, err := n.shop.State(n.t.Context())
		if err != nil {
			return // the database is away
		}
		for _, w := range st.Workers {
			if i := n.worker(w.Name); w.Joiner && i >= 0 {
				n.replace(i)
			}
		}
	}},
	{"a worker stalls beyond its lease", func(n *newsroom) { n.stall(n.rng.IntN(len(n.workers))) }},
	{"the joiner stalls", func(n *newsroom) {
		st, err := n.shop.State(n.t.Context())
		if err != nil {
			return
		}
		for _, w := range st.Workers {
			if i := n.worker(w.Name); w.Joiner && i >= 0 {
				n.stall(i)
			}
		}
	}},
	{"the server is killed", func(n *newsroom) {
		_ = n.server.Process.Kill()
		n.server = n.serve()
	}},
	{"the network is cut", func(n *newsroom) { n.proxy.cut(time.Duration(n.rng.IntN(1500)) * time.Millisecond) }},
	{"the network stalls", func(n *newsroom) { n.proxy.stall(n.lease + time.Second) }},
	{"PostgreSQL is killed", func(n *newsroom) {
		if err := n.cluster.Kill(); err != nil {
			n.t.Fatal(err)
		}
		time.Sleep(time.Duration(n.rng.IntN(500)) * time.Millisecond)
		if err := n.cluster.Start(); err != nil {
			n.t.Fatal(err)
		}
	}},
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

// reports writes invented reports: some share an event or a text, some come again later
// with other words, and some hold several articles. They go into parts, one folder each.
func reports(t *testing.T, dir string, parts, each int) (folders []string) {
	t.Helper()
	towns := []string{"Karsk", "Veldt", "Oster", "Marn", "Tolva"}
	people := []string{"Anna Weber", "Bruno Keller", "Mira Osk", "Pavel Dorn", "Lena Hart"}
	for p := range parts {
		folder := filepath.Join(dir, fmt.Sprintf("part%d", p))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		folders = append(folders, folder)
		for i := range each {
			k := p*each + i
			day := time.Date(2021, 3, 1+k%25, 8, 0, 0, 0, time.UTC)
			town, who, other := towns[k%len(towns)], people[k%7%len(people)], people[(k+1)%len(people)]
			text := fmt.Sprintf("At least %d people were killed when shells hit the market of %s on %s, %s said. “It will be rebuilt,” %s added.\\n\\n%s denied that report number %d was true.",
				3+k%4, town, day.Format("2 January 2006"), who, who, other, k%11)
			url := fmt.Sprintf("https://courier%d.example/report/%d", k%3, k-k%9/8) // every ninth comes again
			line := fmt.Sprintf(`{"url": %q, "title": "Market of %s, %d", "published": %q, "outlet": "Courier %d", "text": "%s"}`+"\n", url, town, k, day.Add(time.Duration(k)*time.Minute).Format(time.RFC3339), k%3, text)
			name := filepath.Join(folder, fmt.Sprintf("%03d.jsonl", i/2)) // two in a file
			f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
			if err == nil {
				_, err = f.WriteString(line)
				err = errors.Join(err, f.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		then := time.Date(2021, 4, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(p) * time.Minute)
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := os.Chtimes(f, then, then); err != nil {
				t.Fatal(err)
			}
		}
	}
	return folders
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

// TestWorkersSurvive has workers fill a ledger while they, their server, their network
// and their database are killed, cut and stopped at random: in the end it is, row for
// row, what one program makes of the same in a file. SAYSO_WORK_ROUNDS says how many
// times; twenty take a minute.
func TestWorkersSurvive(t *testing.T) {
	if testing.Short() {
		t.Skip("kills programs for a minute")
	}
	rounds := 20
	if s := os.Getenv("SAYSO_WORK_ROUNDS"); s != "" {
		var err error
		if rounds, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	n := newNewsroom(t, 2*time.Second, "")
	folders := reports(t, t.TempDir(), 6, 80)
	read, watched := folders[:5], folders[5]
	want := n.alone(read, watched)

	n.must("sources", "add", watched, "--ledger", n.address(false))
	for i := range 3 {
		n.workers = append(n.workers, n.work(i))
	}
	n.server = n.serve()
	for i := range rounds {
		if i%max(1, rounds/len(read)) == 0 {
			n.must("read", "--queue", "--again", "--reading", "rules", "--ledger", n.address(false), read[i*len(read)/rounds])
		}
		m := misfortunes[n.rng.IntN(len(misfortunes))]
		if i < len(misfortunes) {
			m = misfortunes[i] // each once
		}
		m.do(n)
		time.Sleep(time.Duration(200+n.rng.IntN(1200)) * time.Millisecond)
	}
	got := n.finish(read)
	compareDumps(t, got, want)
	t.Logf("%d rounds, and %d rows alike", rounds, strings.Count(got, "\n"))
}

// TestWorkersFullDisk fills the disk of the database under workers: they say so and wait,
// and when there is room again nothing is missing.
func TestWorkersFullDisk(t *testing.T) {
	if testing.Short() || os.Geteuid() != 0 {
		t.Skip("mounts a small disk")
	}
	n := newNewsroom(t, 2*time.Second, "")
	small := filepath.Join(n.cluster.Dir(), "small")
	if err := os.Mkdir(small, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=40m"); err != nil {
		t.Skip("no disk can be mounted here:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	if err := errors.Join(n.cluster.Own(small), n.cluster.Do("CREATE TABLESPACE small LOCATION '"+small+"'")); err != nil {
		t.Fatal(err)
	}
	if err := n.shop.Close(); err != nil {
		t.Fatal(err)
	}
	if err := n.cluster.Do("ALTER DATABASE " + n.name + " SET TABLESPACE small"); err != nil {
		t.Fatal(err)
	}
	var err error
	if n.shop, err = postgres.OpenShop(t.Context(), n.cluster.At(n.name), n.lease); err != nil {
		t.Fatal(err)
	}
	folders := reports(t, t.TempDir(), 2, 80)
	want := n.alone(folders[:1], folders[1])
	n.must("sources", "add", folders[1], "--ledger", n.address(false))
	n.must("read", "--queue", "--reading", "rules", "--ledger", n.address(false), folders[0])
	// Another fills what is left.
	filler := filepath.Join(small, "filler")
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = f.Write(make([]byte, 64<<10))
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	n.workers = append(n.workers, n.work(0), n.work(0))
	said := func() string {
		n.mu.Lock()
		defer n.mu.Unlock()
		return n.said.String()
	}
	for i := 0; !strings.Contains(said(), "no space left"); i++ {
		if i > 300 {
			t.Fatal("nobody says that the disk is full")
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	compareDumps(t, n.finish(folders[:1]), want)
}

// TestPoisonEndsWorkers lets an item end whoever reads it: it is set aside after three of
// them, with its reason, and takes no other with it.
func TestPoisonEndsWorkers(t *testing.T) {
	n := newNewsroom(t, lease.Least, "")
	folder := reports(t, t.TempDir(), 1, 20)[0]
	if err := os.WriteFile(filepath.Join(folder, "000poison.txt"), []byte("This text ends programs, Anna Weber said."), 0o644); err != nil {
		t.Fatal(err)
	}
	n.must("read", "--queue", "--reading", "rules", "--ledger", n.address(false), folder)
	for i := 0; ; i++ {
		c := exec.Command(filepath.Join(n.dir, "sayso-poisoned"), "work", "--once", "--reading", "rules", "--lease", n.lease.String(), "--ledger", n.address(false))
		if i == 0 {
			self, err := os.Executable()
			if err == nil {
				err = os.Symlink(self, c.Path)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		c.Env = append(os.Environ(), "XDG_DATA_HOME="+n.dir)
		out, err := c.CombinedOutput()
		if err == nil {
			break
		}
		if i == 10 {
			t.Fatalf("workers end without end: %s", out)
		}
	}
	st, err := n.shop.State(t.Context())
	if err != nil || st.Aside != 1 || st.Waiting+st.Leased > 0 || st.Settled != 20 {
		t.Fatalf("%+v, %v", st, err)
	}
	if a := st.Latest[0]; !strings.HasSuffix(a.Name, "000poison.txt") || !strings.Contains(a.Why, "begun 3 times") {
		t.Errorf("set aside: %+v", a)
	}
}

// poisoned is the whole program, which one text ends as a stack that overflows would.
func poisoned() {
	p := Program{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv, Wrap: nil}
	p.Reading = func(a *sayso.Article) {
		if strings.Contains(a.Text, "ends programs") {
			os.Exit(3)
		}
	}
	os.Exit(p.Run(context.Background(), os.Args[1:]))
}

// proxy stands between programs and the database, and can be cut and stopped.
type proxy struct {
	port   int
	listen net.Listener
	to     int

	mu    sync.Mutex
	conns map[net.Conn]bool
	until time.Time // refuses until then
	still time.Time // hands nothing on until then
}

func newProxy(to int) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{port: l.Addr().(*net.TCPAddr).Port, listen: l, to: to, conns: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p, nil
}

func (p *proxy) serve(c net.Conn) {
	defer c.Close()
	p.mu.Lock()
	refuses := time.Now().Before(p.until)
	p.mu.Unlock()
	if refuses {
		return
	}
	d, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.to))
	if err != nil {
		return
	}
	defer d.Close()
	p.mu.Lock()
	p.conns[c], p.conns[d] = true, true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.conns, c)
		delete(p.conns, d)
		p.mu.Unlock()
	}()
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{c, d}, {d, c}} {
		go func() {
			p.hand(way[0], way[1])
			ended <- struct{}{}
		}()
	}
	<-ended
}

// hand hands bytes on, as long as nothing stops them.
func (p *proxy) hand(from io.Reader, to io.Writer) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		p.mu.Lock()
		wait := time.Until(p.still)
		p.mu.Unlock()
		time.Sleep(max(0, wait))
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// cut breaks all connections, and refuses others for a while.
func (p *proxy) cut(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Now().Add(d)
	for c := range p.conns {
		_ = c.Close()
	}
}

// stall hands nothing on for a while.
func (p *proxy) stall(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.still = time.Now().Add(d)
}

// mend lets all pass.
func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until, p.still = time.Time{}, time.Time{}
}

func (p *proxy) close() {
	_ = p.listen.Close()
	p.cut(0)
}
