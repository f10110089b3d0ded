package sqlite

import (
	"testing"

	"sayso"
)

func TestCountFacets(t *testing.T) {
	var all []byte
	claim := func(form sayso.Form, stance sayso.Stance, outlet any, speakers ...int64) {
		all = appendFacets(all, &sayso.Claim{Form: form, Stance: stance}, outlet, speakers)
	}
	claim(sayso.Direct, sayso.Denies, int64(12), 98, 99)
	claim(sayso.Direct, sayso.Asserts, nil, 98)
	claim(sayso.Indirect, "", int64(12))
	claim("", "", nil)
	c := countFacets(all)
	if c.total != 4 || c.forms["direct"] != 2 || c.forms["indirect"] != 1 || c.stances["denies"] != 1 || c.outlets[12] != 2 ||
		c.speakers[98] != 2 || c.speakers[99] != 1 || len(c.forms) != 2 || len(c.stances) != 2 || len(c.outlets) != 1 || len(c.speakers) != 2 {
		t.Errorf("%s counts as %+v", all, c)
	}
	countFacets([]byte(";,;,,;a;,,x;")) // whatever a damaged file holds
}
