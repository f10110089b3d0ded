package sqlite

import (
	"slices"
	"testing"

	"sayso"
	"sayso/internal/ledger"
	"sayso/ledgertest"
)

func FuzzWords(f *testing.F) {
	l := openTest(f)
	if _, err := l.Put(f.Context(), ledgertest.Readings()...); err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"harbour", `"was late"`, "harb*", `a "b`, "NEAR(a b)", "^x:y*", "𞤀", "é\u0301", `" "*`, "a\x00b", "a OR (b -c)", "-(was stance:denies) OR late", `outlet:"a" NOT -speaker:b*`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		_, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: typed})
		if k := sayso.KindOf(err); err != nil && k != sayso.Invalid && k != sayso.TooLarge {
			t.Errorf("words %q: %v", typed, err)
		}
		if _, err := l.Claims(t.Context(), sayso.ClaimQuery{Speaker: typed}); err != nil {
			t.Errorf("speaker %q: %v", typed, err)
		}
	})
}

func FuzzToken(f *testing.F) {
	f.Add("", uint32(1), int64(0), int64(-1))
	f.Add(writeToken(7, 1, 2), uint32(7), int64(1)<<62, int64(ledger.Undated))
	f.Fuzz(func(t *testing.T, token string, query uint32, a, b int64) {
		if keys, err := readToken(token, query, 2); err == nil && token != "" && len(keys) != 2 {
			t.Errorf("%q gives %v", token, keys)
		}
		keys, err := readToken(writeToken(query, a, b), query, 2)
		if err != nil || !slices.Equal(keys, []int64{a, b}) {
			t.Errorf("%d, %d came back as %v, %v", a, b, keys, err)
		}
		if _, err := readToken(writeToken(query, a, b), query+1, 2); err == nil {
			t.Error("the token of another query is taken")
		}
	})
}
