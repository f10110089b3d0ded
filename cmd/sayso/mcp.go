package main

import (
	"io"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"sayso/internal/mcp"
)

func (p *Program) mcp() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "mcp [FLAG...]",
		Short: "Answer an assistant from the ledger, over standard input and output",
		Long: `Speaks the Model Context Protocol over standard input and output, so that an assistant
can ask the ledger who said what. It only reads. An assistant starts it by itself; 'sayso
serve' answers the same at /mcp.`,
		Example: `  sayso mcp
  sayso mcp --ledger sqlite:summit.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			s := mcp.New(mcp.Config{Ledger: led, Version: programVersion, Like: likening(led)})
			return s.Run(c.Context(), &sdk.IOTransport{Reader: io.NopCloser(p.Stdin), Writer: notClosed{p.Stdout}, MaxLineLength: mcp.MaxRequest})
		},
	}
	ledgerFlag(c, &at)
	return c
}

// notClosed is a writer that others close.
type notClosed struct{ io.Writer }

func (notClosed) Close() error { return nil }
