package extract_test

import (
	"testing"

	"sayso"
	"sayso/extract"
)

func TestExtractSays(t *testing.T) {
	a := sayso.Article{Text: "The harbour closed on Monday.\n“We lost two boats,” Ada Brenn said. Brenn warned that more storms would come."}
	an := extract.New().Extract(&a)
	if len(an.Claims) != 2 {
		t.Fatalf("claims %+v", an.Claims)
	}
	if got := an.Claims[0].Content.In(a.Text); got != "“We lost two boats,”" {
		t.Errorf("content %q", got)
	}
}
