package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"sayso"
)

// shells are those that completions are written for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *Program) completion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what a shell needs to complete commands and flags",
		Long: `Prints a script for bash, zsh, fish or powershell. When the shell has run it, the tab
key completes the commands and flags of sayso.`,
		Example: `  sayso completion bash > ~/.local/share/bash-completion/completions/sayso
  sayso completion fish > ~/.config/fish/completions/sayso.fish
  source <(sayso completion zsh)`,
		Args:      needs("one SHELL", 1),
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.Stdout, true)
			case "zsh":
				return root.GenZshCompletion(p.Stdout)
			case "fish":
				return root.GenFishCompletion(p.Stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.Stdout)
			}
			return hint(c, fmt.Errorf("there are no completions for %q, only for %s", args[0], strings.Join(shells, ", ")))
		},
	}
}

func (p *Program) man() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages into a folder",
		Long: `Writes one page of the manual, section 1, for each command: what its --help says. The
folder is made where there is none; pages that are there already are replaced.`,
		Example: `  sayso man ~/.local/share/man/man1
  man sayso-read`,
		Args: needs("one FOLDER", 1),
		RunE: func(c *cobra.Command, args []string) error {
			dir := args[0]
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return sayso.FileError("write manual", dir, err)
			}
			_, day := source() // the same source gives the same pages
			head := &doc.GenManHeader{Title: "SAYSO", Section: "1", Source: "Sayso " + programVersion, Manual: "Sayso", Date: &day}
			root := c.Root()
			root.DisableAutoGenTag = true
			if err := doc.GenManTree(root, head, dir); err != nil {
				return sayso.FileError("write manual", dir, err)
			}
			pages, err := filepath.Glob(filepath.Join(dir, "sayso*.1"))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.Stdout, "wrote %s to %s\n", plural(len(pages), "page"), dir)
			return err
		},
	}
}
