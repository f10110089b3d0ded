//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/fetch"
	"sayso/internal/lease"
	"sayso/postgres"
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
