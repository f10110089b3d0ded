package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sayso/extract"
)

// programVersion is the release; builds from a checkout add what they were
// built from.
const programVersion = "0.1.0"

// commit and committed are the commit that an archive is built from, and its time as
// Unix seconds. cmd/dist sets them: what Go finds out by itself hangs on how the
// source was checked out.
var commit, committed string

// source is the commit that the program was built from, and its time; the start of
// 1970 where that is not known.
func source() (string, time.Time) {
	id, at := commit, time.Unix(0, 0).UTC()
	if seconds, err := strconv.ParseInt(committed, 10, 64); err == nil {
		return id, time.Unix(seconds, 0).UTC()
	}
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			switch s.Key {
			case "vcs.revision":
				id = s.Value
			case "vcs.time":
				if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
					at = t
				}
			}
		}
	}
	return id, at
}

func (p *Program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of program, extractor and ledger format",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			v := programVersion
			if commit, _ := source(); len(commit) >= 12 {
				v += "+" + commit[:12]
			}
			x := extract.Identify()
			fmt.Fprintf(p.Stdout, "sayso %s\nextractor %s (models %s, knowledge %s, tables %s, rules %s)\n", v, x.Version, x.Models, x.Knowledge, x.Tables, x.Rules)
			for _, k := range ledgerKinds() {
				fmt.Fprintf(p.Stdout, "ledger format %s %d\n", k.name, k.format)
			}
			_, err := fmt.Fprintf(p.Stdout, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
