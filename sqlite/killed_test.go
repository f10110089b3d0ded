package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// workEnv names the ledger that the test binary, run again by itself, does ledgerWork
// on until it is killed, a space, and the piece that it begins with.
const workEnv = "SAYSO_TEST_WORK"

// workOn does ledgerWork from a piece on, and says after each that it is done.
func workOn(what string) error {
	path, from, _ := strings.Cut(what, " ")
	n, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	l, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	for i, w := range ledgerWork()[n:] {
		if err := w.do(context.Background(), l); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		fmt.Println("done", n+i)
	}
	return l.Close()
}

// TestKillAtWork kills a program at random moments while articles come in, sources are
// watched, analysts speak, all is read anew and the ledger is backed up. It goes on
// each time with what it had not said to be done. After each death the ledger holds
// what it should after the pieces that were told as done, or after one more, and
// nothing else; and a backup that is there is whole.
// SAYSO_KILLS says how many times; sixty else.
func TestKillAtWork(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the test binary many times")
	}
	kills := 60
	if n, err := strconv.Atoi(os.Getenv("SAYSO_KILLS")); err == nil {
		kills = n
	}
	base, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	work := ledgerWork()
	l := opened(t, base)
	states := []string{dumpOf(t, l)}
	for _, w := range work {
		if err := w.do(t.Context(), l); err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
		states = append(states, dumpOf(t, l))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	died := map[string]int{}
	for n := 0; n < kills; {
		path := filepath.Join(t.TempDir(), "ledger.db")
		if err := os.WriteFile(path, base, 0o600); err != nil {
			t.Fatal(err)
		}
		for done := 0; done < len(work) && n < kills; n++ {
			before := done
			done = killedAt(t, path, done, r)
			if done < len(work) {
				died[work[done].name]++
			}
			holdsOneOf(t, path, fmt.Sprintf("killed in %s, begun with %s", work[min(done, len(work)-1)].name, work[before].name), states[done:min(done+2, len(states))])
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills: %v", kills, died)
}

// killedAt has a program do the work from a piece on, kills it, and returns how many
// pieces it said to have done in all.
func killedAt(t *testing.T, path string, from int, r *rand.Rand) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", workEnv, path, from))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done, until := from, from+r.IntN(12)-1 // some die while they open the file
	for lines := bufio.NewScanner(out); ; {
		if done >= until {
			time.Sleep(time.Duration(r.IntN(6_000)) * time.Microsecond)
			_ = cmd.Process.Kill() // and read what it had said
			until = 1 << 30
		}
		if !lines.Scan() {
			break
		}
		if !strings.HasPrefix(lines.Text(), "done ") {
			t.Errorf("it says: %s", lines.Text())
			break
		}
		done++
	}
	_ = cmd.Wait() // its error is that it was killed
	return done
}

// holdsOneOf wants a ledger to be sound, and to hold one of some states.
func holdsOneOf(t *testing.T, path, when string, states []string) {
	t.Helper()
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatalf("%s: then it does not open: %v", when, err)
	}
	defer l.Close()
	checkLedger(t, l)
	got := dumpOf(t, l)
	for _, s := range states {
		if s == got {
			checkBackup(t, path+backedUp, when)
			return
		}
	}
	t.Errorf("%s: the ledger holds something else (-want +got):\n%s", when, cmp.Diff(strings.Split(states[0], "\n"), strings.Split(got, "\n")))
}

// checkBackup wants a backup that is there to be whole.
func checkBackup(t *testing.T, path, when string) {
	t.Helper()
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to := filepath.Join(t.TempDir(), "restored.db")
	if _, err := Restore(t.Context(), to, f); err != nil {
		t.Errorf("%s: a backup is there and cannot be restored: %v", when, err)
		return
	}
	l, err := Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	checkLedger(t, l)
}
