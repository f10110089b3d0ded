package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"sayso"
)

// settingNames are the settings that may stand in the settings file; the environment
// goes before it.
var settingNames = []string{"SAYSO_LINK", "SAYSO_SMTP", "SAYSO_SMTP_FROM", "SAYSO_SMTP_USER", "SAYSO_SMTP_PASSWORD", "SAYSO_SMTP_TLS"}

// secretSettings are those that nobody else may read.
var secretSettings = []string{"SAYSO_SMTP_PASSWORD"}

// maxSettings bounds the settings file, in bytes.
const maxSettings = 64 << 10

// settings gives the value of a setting by its name: what the environment says, else
// the settings file; empty where neither does.
func (p *Program) settings() (func(name string) string, error) {
	path := p.Env("SAYSO_SETTINGS")
	named := path != ""
	if !named {
		dir := p.Env("XDG_CONFIG_HOME")
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(p.Env("HOME"), ".config")
		}
		path = filepath.Join(dir, "sayso", "settings")
	}
	file, err := readSettings(path)
	if err != nil && (named || !errors.Is(err, os.ErrNotExist)) {
		return nil, err
	}
	return func(name string) string {
		if v := p.Env(name); v != "" {
			return v
		}
		return file[name]
	}, nil
}

// readSettings reads lines of NAME=VALUE; # begins a comment.
func readSettings(path string) (map[string]string, error) {
	const op = "read settings"
	f, err := os.Open(path)
	if err != nil {
		return nil, sayso.E(op, path, sayso.NotFound, err)
	}
	defer f.Close()
	out := make(map[string]string)
	in := bufio.NewScanner(io.LimitReader(f, maxSettings))
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(in.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !ok || !slices.Contains(settingNames, name) {
			return nil, sayso.Errorf(op, fmt.Sprintf("%s:%d", path, n), sayso.Invalid, "there is no setting %.40q", name).Advise("write NAME=VALUE with one of " + strings.Join(settingNames, ", "))
		}
		out[name] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	if err := in.Err(); err != nil {
		return nil, sayso.E(op, path, sayso.Invalid, err)
	}
	for _, name := range secretSettings {
		info, err := f.Stat()
		if out[name] != "" && err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			return nil, sayso.Errorf(op, path, sayso.Denied, "it holds %s, and others on this machine may read it", name).Advise("chmod 600 " + path)
		}
	}
	return out, nil
}
