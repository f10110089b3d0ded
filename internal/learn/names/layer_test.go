package names

import (
	"testing"

	corpus "sayso/internal/eval/names"
	"sayso/nlp"
)

func TestReadLayer(t *testing.T) {
	got, err := readLayer("# a\n0001 1-2:P 5:OL\n0003 4:?\n")
	if err != nil || len(got["a-0001"]) != 2 || got["a-0001"][0].End != 2 || got["a-0003"][0].types != 0 ||
		got["a-0001"][1].types != corpus.Of(nlp.OrgName, nlp.PlaceName) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"0001 2-1:P", "0001 0:P", "0001 1:Z", "0001 1:PZ", "0001 1:", "0001 x"} {
		if _, err := readLayer("# a\n" + bad + "\n"); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
