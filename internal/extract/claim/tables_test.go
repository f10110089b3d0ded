package claim

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/lang/en"
)

// TestOwnTables reads the tables that the program carries.
func TestOwnTables(t *testing.T) {
	if rows, err := verbLayout.Read("verbs.tsv", en.Verbs); err != nil || len(rows) < 400 {
		t.Errorf("%d verbs, %v", len(rows), err)
	}
	if rows, err := nounLayout.Read("nouns.tsv", en.Nouns); err != nil || len(rows) < 150 {
		t.Errorf("%d nouns, %v", len(rows), err)
	}
}

func TestTablesRefuse(t *testing.T) {
	for row, want := range map[string]string{
		"gainsay gainsaid\tqs\tdenys\tcertain\t-":                  `v.tsv:1: "denys" is no stance (the terms are: asserts`,
		"gainsay\tqs\tdenies\tsure\t-":                             `"sure" is no certainty`,
		"gainsay\tqs\tdenies\tcertain\tno":                         `"no" is no polarity`,
		"gainsay\tqx\tdenies\tcertain\t-":                          `"x" is no frame`,
		"gainsay\tqs(of\tdenies\tcertain\t-":                       "one pair of parentheses",
		"gainsay\t\tdenies\tcertain\t-":                            "needs a frame",
		"Gainsay\tqs\tdenies\tcertain\t-":                          "lower case",
		"a b c d\tqs\tdenies\tcertain\t-":                          "4 forms",
		"gainsay\tqs\tdenies\tcertain":                             "4 columns",
		"say\tq\tasserts\tcertain\t+\nsay+\tq\tdenies\tcertain\t-": `"say" stands in v.tsv:1 already`,
	} {
		if _, err := DefaultTables().WithVerbs("v.tsv", row+"\n"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", row, err, want)
		}
	}
}

// TestCuesContradictNothing refuses a cue that another table has, which would make
// one of the two rows say nothing.
func TestCuesContradictNothing(t *testing.T) {
	for row, want := range map[string]string{
		"deny\tasserts\tcertain\t+":   `c.tsv:1: "deny" stands in verbs.tsv:`,
		"denial\tasserts\tcertain\t+": `c.tsv:1: "denial" stands in nouns.tsv:`,
		"dodge\tducks\tcertain\t+":    `"ducks" is no stance`,
	} {
		if _, err := readCues("c.tsv", row+"\n", DefaultTables()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", row, err, want)
		}
	}
}

// TestTablesAreHeeded wants each row to have the verdict that it states: no code
// stands above the tables.
func TestTablesAreHeeded(t *testing.T) {
	j, tables := NewCueJudge(), DefaultTables()
	for _, r := range tables.verbs {
		if got, want := j.verdicts[verbOf(r)], verdictOf(r.Cells[2:]); got != want {
			t.Errorf("%s: %s is read as %v, and its row says %v", r.At, verbOf(r), got, want)
		}
	}
}

// TestOwnVerbWins reads a verb that the tables lack, and one that they read
// otherwise.
func TestOwnVerbWins(t *testing.T) {
	tables, err := DefaultTables().WithVerbs("v.tsv", "# mine\ngainsay gainsaid\tqs\tdenies\tcertain\t-\nveto/n\tqsn\tcondemns\tcertain\t-\n")
	if err != nil {
		t.Fatal(err)
	}
	j := NewCueJudgeOver(tables)
	if j.verdicts["gainsay"].Stance != sayso.Denies || j.verdicts["veto"].Stance != sayso.Condemns {
		t.Errorf("gainsay %v, veto %v", j.verdicts["gainsay"], j.verdicts["veto"])
	}
	if e := tables.lexicon().lookup("gainsaid"); e == nil || e.verb == nil || e.verb.lemma != "gainsay" {
		t.Error("gainsaid is no form of gainsay")
	}
	if NewCueJudge().verdicts["veto"].Stance != sayso.Refuses {
		t.Error("the built-in tables changed")
	}
}
