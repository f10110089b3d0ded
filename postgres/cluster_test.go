//go:build unix

package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"sayso"
	"sayso/internal/pgtest"
	"sayso/ledgertest"
)

// The tests start a PostgreSQL of their own. Where there are no such programs they are
// skipped, and with SAYSO_POSTGRES=1 they fail.

// cluster is where the databases are; nil where there is none, and missing why.
var (
	cluster *pgtest.Cluster
	missing string
)

func TestMain(m *testing.M) { os.Exit(withCluster(m.Run)) }

func withCluster(run func() int) int {
	c, err := pgtest.New(false)
	switch {
	case errors.Is(err, pgtest.ErrMissing) && os.Getenv("SAYSO_POSTGRES") == "":
		missing = err.Error()
		return run()
	case err == nil:
		defer c.Close()
		cluster = c
		err = template(c)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return run()
}

// template makes the database that those with an empty ledger are copies of.
func template(c *pgtest.Cluster) error {
	if err := c.Do("CREATE DATABASE template_ledger ENCODING 'UTF8' TEMPLATE template0"); err != nil {
		return err
	}
	l, err := Open(context.Background(), at("template_ledger"))
	if err != nil {
		return err
	}
	return l.Close()
}

// at is the address of a database.
func at(name string) string { return cluster.At(name) }

// database makes an empty database, or one with an empty ledger.
func database(t testing.TB, template string) string {
	t.Helper()
	if missing != "" {
		t.Skip(missing)
	}
	name, err := cluster.Database(template, "")
	if err != nil {
		t.Fatal(err)
	}
	return at(name)
}

func openTest(t testing.TB) *Ledger {
	t.Helper()
	l, err := Open(context.Background(), database(t, "template_ledger"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestLedger(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole suite runs without -short; the code beside the SQL is that of package sqlite, whose suite the race detector sees")
	}
	ledgertest.Run(t, func(t testing.TB) sayso.Ledger { return openTest(t) })
}
