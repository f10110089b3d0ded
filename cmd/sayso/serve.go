package main

import "github.com/spf13/cobra"

func (p *Program) demo() *cobra.Command  { return &cobra.Command{Use: "demo", Args: cobra.NoArgs} }
func (p *Program) serve() *cobra.Command { return &cobra.Command{Use: "serve", Args: cobra.NoArgs} }
