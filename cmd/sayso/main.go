// Command sayso reads news and keeps a ledger of who said what, on whose word.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"syscall"

	"golang.org/x/term"

	"sayso/ingest"
)

func main() {
	// The first interrupt ends the work in hand cleanly; the second kills.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	p := Program{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Env: os.Getenv,
		Width: func() int {
			w, _, err := term.GetSize(int(os.Stdout.Fd()))
			if err != nil {
				return 0
			}
			return w
		},
		Terminal: func() (out, err bool) {
			return term.IsTerminal(int(os.Stdout.Fd())), term.IsTerminal(int(os.Stderr.Fd()))
		},
	}
	p.PDF = new(ingest.PDFEngine)
	if dir, err := os.UserCacheDir(); err == nil {
		p.PDF.Cache = filepath.Join(dir, "sayso")
	}
	if u, err := user.Current(); err == nil {
		p.User = u.Username
	}
	os.Exit(p.Run(ctx, os.Args[1:]))
}
