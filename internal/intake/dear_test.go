//go:build unix

package intake

import (
	"maps"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso/ingest"
)

// allShapes asks for every shape, and for the bounds that are promised: for inputs of a
// megabyte or, with "large", for such as are as large as one document may be.
const allShapes = "SAYSO_SHAPES"

// few are the shapes that `go test` reads: the dearest ones that were found, one of
// a kind.
var few = []string{"text-commas", "text-short-quotes", "text-he-said-paragraphs", "html-one-paragraph", "html-deep", "docx-text", "pdf-glyphs"}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestNoInputIsDear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large inputs in processes of their own")
	}
	names, cpu, memory, size := few, time.Minute, 2<<30, 1_000_000
	switch os.Getenv(allShapes) {
	case "":
	case "large": // as large as one document may be
		names, cpu, memory, size = slices.Sorted(maps.Keys(shapes())), time.Minute, 1<<30, ingest.DefaultMaxBytes-1024
	default:
		names, cpu, memory = slices.Sorted(maps.Keys(shapes())), 5*time.Second, 500<<20
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			c := exec.Command(program)
			c.Env = append(os.Environ(), shapeChild+"="+name+" "+strconv.Itoa(size))
			out, err := c.CombinedOutput()
			used := c.ProcessState.SysUsage().(*syscall.Rusage)
			took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
			peak := int(used.Maxrss) << 10
			said := strings.TrimSpace(string(out))
			if _, s, ok := strings.Cut(said, othersMark); ok {
				others, err := time.ParseDuration(s)
				if err != nil {
					t.Error(err)
				}
				took -= others
			}
			t.Logf("%s of processor time, %d MB: %.120s", took.Round(10*time.Millisecond), peak>>20, said)
			if err != nil {
				t.Errorf("%v: %.2000s", err, said)
			}
			if took > cpu || peak > memory {
				t.Errorf("it took %s and %d MB; at most %s and %d MB are promised", took, peak>>20, cpu, memory>>20)
			}
		})
	}
}
