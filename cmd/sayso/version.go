package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"sayso/extract"
)

// programVersion is the release; builds from a checkout add what they were
// built from.
const programVersion = "0.1.0"

func (p *Program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of program, extractor and ledger format",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			v := programVersion
			if b, ok := debug.ReadBuildInfo(); ok {
				for _, s := range b.Settings {
					if s.Key == "vcs.revision" && len(s.Value) >= 12 {
						v += "+" + s.Value[:12]
					}
				}
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
