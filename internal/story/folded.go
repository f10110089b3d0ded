package story

import (
	"strings"
	"unicode"

	"sayso"
)

// SayingKey is the same for claims that say the same in the same words: those whose
// content has the same letters and digits, and the same stance. What is printed in other
// words stands for itself.
func SayingKey(content string, stance sayso.Stance) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, content) + " " + string(stance)
}

// FoldClaims makes statements of claims: each lists the prints of one, by their places
// among the claims. Claims of one speaker with one SayingKey are one statement. They
// stand in the order of their first prints.
func FoldClaims(claims []sayso.ClaimRow) [][]int {
	var out [][]int
	at := make(map[string]int)
	for i := range claims {
		c := &claims[i]
		key := SayingKey(c.ContentText, c.Stance)
		for _, s := range c.Speakers {
			key += " " + string(s.ID)
		}
		if len(c.Speakers) == 0 {
			key += " " + strings.ToLower(c.SourceText)
		}
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}
