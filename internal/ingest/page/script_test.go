package page

import (
	"encoding/json"
	"testing"
)

func TestValues(t *testing.T) {
	want := `[{"author":"Ana Ruiz","headline":"Rain falls"}]`
	for name, data := range map[string]string{
		"as it should be":  `{"headline":"Rain falls","author":"Ana Ruiz"}`,
		"a last comma":     `{"headline":"Rain falls","author":"Ana Ruiz",}`,
		"doubled commas":   `{"headline":"Rain falls",,"author":"Ana Ruiz"}`,
		"a raw line break": "{\"headline\":\"Rain\nfalls\",\"author\":\"Ana\tRuiz\"}",
		"CDATA":            "//<![CDATA[\n{\"headline\":\"Rain falls\",\"author\":\"Ana Ruiz\"}\n//]]>",
		"CDATA in comment": "/*<![CDATA[*/{\"headline\":\"Rain falls\",\"author\":\"Ana Ruiz\"}/*]]>*/",
		"an HTML comment":  "<!-- {\"headline\":\"Rain falls\",\"author\":\"Ana Ruiz\"} -->",
		"a comment inside": `{/* set by the desk */"headline":"Rain falls","author":"Ana Ruiz"}`,
		"a semicolon":      `{"headline":"Rain falls","author":"Ana Ruiz"};`,
	} {
		got, _ := json.Marshal(values(data))
		if string(got) != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got, _ := json.Marshal(values(`{"headline":"The "long" rain","a":[1,2,],}`)); string(got) != `[{"a":[1,2],"headline":"The \"long\" rain"}]` {
		t.Errorf("quotation marks inside: %s", got)
	}
	if got := values(`{"a":1}{"a":2}`); len(got) != 2 {
		t.Errorf("%d values of two", len(got))
	}
	for _, s := range []string{"", "var x = 1", "{", `{"a`, "[,,", "/*"} {
		values(s) // whatever comes of it
	}
}

func FuzzValues(f *testing.F) {
	f.Add("//<![CDATA[\n{\"a\":\"b \"c\" d\",}\n//]]>")
	f.Add("{\"a\":[1,2,],/* x */\"b\":\"\\\"\n\"}")
	f.Fuzz(func(t *testing.T, s string) { values(s) })
}
