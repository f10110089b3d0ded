package event

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp"
)

// counted says which kind of number goes with which act, by the act's lemma;
// "" stands for all acts of the category.
var counted = map[string]string{
	"kill": "killed", "murder": "killed", "execute": "killed", "massacre": "killed", "slaughter": "killed", "assassinate": "killed", "die": "killed",
	"shoot": "killed", "behead": "killed", "wound": "wounded", "injure": "wounded", "hurt": "wounded",
	"arrest": "arrested", "detain": "arrested", "imprison": "arrested", "jail": "arrested", "sentence": "arrested", "apprehend": "arrested",
	"abduct": "abducted", "kidnap": "abducted", "seize": "abducted", "take": "abducted", "capture": "abducted", "hold": "abducted",
	"release": "released", "free": "released", "rescue": "rescued", "evacuate": "evacuated", "displace": "displaced", "expel": "expelled", "deport": "expelled",
	"launch": "launched", "fire": "launched", "test": "launched", "test-fire": "launched",
	"deploy": "deployed", "send": "deployed", "mobilize": "deployed", "mobilise": "deployed", "withdraw": "withdrawn",
	"destroy": "destroyed", "demolish": "destroyed",
}

// harms reports whether a verb tells what came of an act of harm.
func harms(lemma string) bool {
	kind := counted[lemma]
	return kind == "killed" || kind == "wounded"
}

// currencies are the words for money, and their ISO 4217 codes.
var currencies = map[string]string{
	"$": "USD", "us$": "USD", "dollar": "USD", "€": "EUR", "euro": "EUR", "£": "GBP", "pound": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY",
	"ruble": "RUB", "rouble": "RUB", "rupee": "INR", "franc": "CHF", "shilling": "KES",
}

var scales = map[string]float64{"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "score": 20}

var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// maxQuantities bounds the numbers of one event.
const maxQuantities = 8

// quantities reads the numbers of an event from the phrases under its verb.
func (c *coding) quantities(t *trigger, e *sayso.Event) []sayso.Quantity {
	var out []sayso.Quantity
	add := func(kind string, head int) {
		if len(out) == maxQuantities {
			return
		}
		if q, ok := c.quantity(kind, head); ok {
			q.Claim = e.Claim
			for _, o := range out {
				if o.Span == q.Span {
					return
				}
			}
			out = append(out, q)
		}
	}
	heads := []int{t.at}
	for j := c.First[t.at]; j >= 0; j = c.Next[j] {
		// "attacked the camp, killing ten"; "killed ten and wounded five"
		if k := &c.Tokens[j]; (k.Is("advcl") || k.Is("conj")) && counted[c.Lemma[j]] != "" {
			heads = append(heads, int(j))
		}
	}
	for _, h := range heads {
		kind := counted[c.Lemma[h]]
		for _, a := range c.argumentsOf(h, t) {
			switch {
			case a.slot == "obj":
				if kind != "" && !(kind == "abducted" && e.Mode != "abduct") && !(kind == "launched" && e.Type != "MOBILIZE" && e.Type != "ASSAULT") {
					add(kind, a.head)
				}
				add("sum", a.head)
			case a.slot == "subj" && e.Type == "PROTEST":
				add("protesters", a.head)
			case a.slot == "of", a.slot == "to", a.slot == "for":
				add("sum", a.head)
			}
		}
	}
	return out
}

func (c *coding) argumentsOf(h int, t *trigger) []argument {
	if h == t.at {
		return t.args
	}
	return c.arguments(h)
}

// quantity reads the number before the noun at head. Kind "sum" wants money,
// every other kind wants none.
func (c *coding) quantity(kind string, head int) (sayso.Quantity, bool) {
	at := c.figure(head)
	if at < 0 {
		return c.scores(kind, head)
	}
	for at > 0 && at > head-6 && c.Tokens[at-1].POS == "NUM" {
		at--
	}
	v, end, ok := c.scaled(at)
	if !ok {
		return sayso.Quantity{}, false
	}
	words := nlp.Range{First: at, End: end}
	money := c.money(head, &words)
	if (money != "") != (kind == "sum") {
		return sayso.Quantity{}, false
	}
	q := sayso.Quantity{Kind: kind, Low: v, High: v, Unit: money, Span: c.Span(words)}
	if money == "" && c.Tokens[head].POS == "NOUN" {
		q.Unit = c.Lemma[head]
	}
	c.limit(&q, words.First)
	return q, true
}

// figure is the number before the noun at head, which may be one itself; -1 for
// none.
func (c *coding) figure(head int) int {
	if c.Tokens[head].POS == "NUM" {
		return head
	}
	for j := c.First[head]; j >= 0; j = c.Next[j] {
		if k := &c.Tokens[j]; k.Is("nummod") || k.POS == "NUM" && k.Is("compound") {
			return int(j)
		}
	}
	return -1
}

// scores reads "dozens of people": two dozen at the least.
func (c *coding) scores(kind string, head int) (sayso.Quantity, bool) {
	s := scales[c.Lemma[head]]
	if s == 0 || kind == "sum" {
		return sayso.Quantity{}, false
	}
	q := sayso.Quantity{Kind: kind, Low: 2 * s, Span: c.Tokens[head].Span()}
	if n := c.Child(head, "nmod"); n >= 0 {
		q.Unit = c.Lemma[n]
	}
	return q, true
}

// scaled reads the number at a token with what multiplies it, "two hundred
// thousand", and returns where it ends.
func (c *coding) scaled(at int) (v float64, end int, ok bool) {
	if v, ok = c.number(at); !ok {
		return 0, 0, false
	}
	end = at + 1
	for end < len(c.Tokens) && end < at+3 && scales[c.Lemma[end]] != 0 {
		v *= scales[c.Lemma[end]]
		end++
	}
	return v, end, true
}

// money is the currency of the number in words, by the noun that it stands with
// or the sign beside it, which it takes in; empty for none.
func (c *coding) money(head int, words *nlp.Range) string {
	money := currencies[c.Lemma[head]]
	if money == "" {
		money = currencies[c.Word(head)]
	}
	if words.First > 0 {
		if sign := c.Word(words.First - 1); len(sign) <= 3 && currencies[strings.ToLower(sign)] != "" {
			words.First--
			money = currencies[strings.ToLower(sign)]
		}
	}
	if words.End < len(c.Tokens) && currencies[c.Lemma[words.End]] != "" {
		money = currencies[c.Lemma[words.End]]
		words.End++
	}
	return money
}

// limit opens a quantity to one side where the words before its first token do:
// "at least", "up to".
func (c *coding) limit(q *sayso.Quantity, first int) {
	if first >= 2 {
		switch c.Lemma[first-2] + " " + strings.ToLower(c.Word(first-1)) {
		case "at least", "more than", "much than", "many than", "no fewer":
			q.High = 0
		case "up to", "fewer than", "less than", "little than", "few than":
			q.Low = 0
		}
	}
	if first >= 1 && c.Lemma[first-1] == "over" {
		q.High = 0
	}
}

// number reads one number word.
func (c *coding) number(i int) (float64, bool) {
	w := strings.ToLower(c.Word(i))
	if v, ok := numerals[w]; ok {
		return v, true
	}
	if tens, ones, ok := strings.Cut(w, "-"); ok && numerals[tens] >= 20 && numerals[ones] > 0 {
		return numerals[tens] + numerals[ones], true
	}
	if s, ok := scales[w]; ok {
		return s, true
	}
	w = strings.TrimLeft(w, "$€£¥")
	if len(w) == 0 || len(w) > 20 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return v, err == nil && v >= 0 && v < 1e15
}
