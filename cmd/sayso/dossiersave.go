package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
	"sayso/export"
	"sayso/internal/dossier"
	"sayso/web"
)

// printDossier lays a dossier out for people.
func (p *Program) printDossier(d *sayso.Dossier, rows []export.DossierRow) error {
	w := bufio.NewWriter(p.Stdout)
	v := viewer{colour: p.colour(), width: min(p.columns(), showWidth)}
	line := func(indent int, s string) {
		w.WriteString(strings.Repeat(" ", indent) + v.wrap(oneLine(s), indent) + "\n")
	}
	line(0, d.Name+" ("+string(d.ID)+"), "+plural(d.Size, "row"))
	for l := range strings.Lines(d.Note) {
		line(0, l)
	}
	for i := range rows {
		r := &rows[i]
		w.WriteByte('\n')
		star := ""
		if r.Star {
			star = " ★"
		}
		line(0, fmt.Sprintf("%d  %s  %s%s  %s", r.Place, short(r.ID), r.Kind, star, r.Title))
		for l := range strings.Lines(r.Note) {
			line(3, "note: "+l)
		}
		if len(r.Tags) > 0 {
			line(3, "tags: "+strings.Join(r.Tags, ", "))
		}
		if r.Gone {
			line(3, "no longer in the ledger under this identifier")
		}
		for k := range r.Quoted {
			q := &r.Quoted[k]
			said := ""
			if q.Words != "" {
				said = q.Who + ": “" + export.Unquoted(q.Words) + "”, "
			}
			line(3, said+str(q.Citation.Outlet)+" "+str(q.Citation.Published)+" "+str(q.Citation.Title))
		}
		if r.More > 0 {
			line(3, "and "+strconv.Itoa(r.More)+" more places")
		}
	}
	return w.Flush()
}

// saveDossier writes a dossier as a file.
func (p *Program) saveDossier(format, output string, d *sayso.Dossier, rows []export.DossierRow) error {
	f, err := export.FindExport(format, export.DossierRows())
	if err != nil {
		return err
	}
	if output == "" && f.Binary && p.outTerminal() {
		return usage{fmt.Errorf("dossier: %s is nothing that a terminal shows; write it with --output FILE", f.Name)}
	}
	var b bytes.Buffer
	if err := dossier.Write(f, &b, d, rows); err != nil {
		return err
	}
	if output == "" {
		_, err := p.Stdout.Write(b.Bytes())
		return err
	}
	return saveWhole(output, b.Bytes())
}

// saveWhole writes a file whole or not at all.
func saveWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".sayso-*")
	if err != nil {
		return sayso.E("write", path, sayso.Denied, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return sayso.E("write", path, sayso.Denied, err)
	}
	return nil
}

// writeFolder writes the page at an address, and those that it leads to, into a folder
// that is not there yet: whole or not at all.
func (p *Program) writeFolder(ctx context.Context, led sayso.Ledger, at, folder string) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return sayso.Errorf("write folder", folder, sayso.Invalid, "there is something in it already").Advise("name a new folder")
	}
	parent := filepath.Dir(filepath.Clean(folder))
	half, err := os.MkdirTemp(parent, ".sayso-folder-*")
	if err != nil {
		return sayso.E("write folder", folder, sayso.Denied, err)
	}
	defer os.RemoveAll(half)
	n, err := web.Folder(ctx, web.New(web.Config{Ledger: led, Version: programVersion, Land: land(), Offices: offices()}), at, func(name string, data []byte) error {
		path := filepath.Join(half, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return sayso.E("write folder", folder, sayso.Denied, err)
		}
		return os.WriteFile(path, data, 0o644)
	})
	if err != nil {
		return err
	}
	_ = os.Remove(folder) // an empty one
	if err := errors.Join(os.Chmod(half, 0o755), os.Rename(half, folder)); err != nil {
		return sayso.E("write folder", folder, sayso.Denied, err)
	}
	fmt.Fprintf(p.Stderr, "%s in %s; open %s\n", plural(n, "page"), folder, filepath.Join(folder, "index.html"))
	return nil
}
