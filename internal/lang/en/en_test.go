package en

import (
	"strings"
	"testing"
)

func TestClasses(t *testing.T) {
	if _, err := readClasses("words.tsv", words); err != nil {
		t.Fatal(err)
	}
	if !Is("friday", Weekday) || Is("Friday", Weekday) || !Is("tomorrow", Weekday, Moment) || len(Words(Weekday, Month)) != 19 {
		t.Error("days and months are not what they are")
	}
	for data, want := range map[string]string{
		"weekdays\tmonday\n":     `"weekdays" is no class`,
		"weekday\tMonday\n":      "not in lower case",
		"weekday\tmon day mon\n": "twice",
		"weekday\tmonday\n":      "no row for the class",
	} {
		if _, err := readClasses("w.tsv", data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
}
