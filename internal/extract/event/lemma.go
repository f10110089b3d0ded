package event

import "strings"

// Taggers trained on other prose miss the lemmas of the news' rarer verbs
// ("rioted", "shelled"). A word whose lemma no pattern knows gets the one
// whose regular form it is.

// irregular are the forms of the tables' verbs that no rule makes.
const irregular = `blew blow blown blow overran overrun withdrew withdraw withdrawn withdraw fought fight sought seek struck strike beaten beat beat beat
threw throw thrown throw drove drive driven drive gave give given give met meet held hold shot shoot forgave forgive forgiven forgive overthrew overthrow
overthrown overthrow broke break broken break took take taken take sent send swore swear sworn swear stole steal went go gone go came come led lead
spoke speak spoken speak laid lay bought buy sold sell lent lend flew fly flown fly froze freeze frozen freeze slew slay slain slay hid hide
quit quit set set put put cut cut hit hit let let shut shut burnt burn burned burn spread spread`

// formsOf maps each regular form of the words to the word. A form that two
// words share goes to the shorter.
func formsOf(words map[string][]pattern, verbs bool) map[string]string {
	out := map[string]string{}
	put := func(form, lemma string) {
		if old, ok := out[form]; !ok || len(lemma) < len(old) || len(lemma) == len(old) && lemma < old {
			out[form] = lemma
		}
	}
	vowel := func(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
	for w := range words {
		n := len(w)
		if n < 3 {
			continue
		}
		switch last := w[n-1]; {
		case strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), last == 's', last == 'x', last == 'z':
			put(w+"es", w)
		case last == 'y' && !vowel(w[n-2]):
			put(w[:n-1]+"ies", w)
		default:
			put(w+"s", w)
		}
		if !verbs {
			continue
		}
		switch last := w[n-1]; {
		case last == 'e':
			put(w+"d", w)
			put(w[:n-1]+"ing", w)
		case last == 'y' && !vowel(w[n-2]):
			put(w[:n-1]+"ied", w)
			put(w+"ing", w)
		default:
			put(w+"ed", w)
			put(w+"ing", w)
			if !vowel(last) && vowel(w[n-2]) && !vowel(w[n-3]) {
				put(w+w[n-1:]+"ed", w)
				put(w+w[n-1:]+"ing", w)
			}
		}
	}
	if verbs {
		f := strings.Fields(irregular)
		for i := 0; i+1 < len(f); i += 2 {
			if _, ok := words[f[i+1]]; ok {
				put(f[i], f[i+1])
			}
		}
	}
	return out
}

// mend gives the words of a text the lemmas that the tables know them by.
func (t *text) mend(table *Table) {
	t.openers()
	for i := range t.Tokens {
		var k kind
		switch t.Tokens[i].POS {
		case "VERB":
			k = verbKind
		case "NOUN":
			k = nounKind
		default:
			continue
		}
		if _, ok := table.patterns[k][t.Lemma[i]]; ok || k == verbKind && table.light[t.Lemma[i]] {
			continue
		}
		if l, ok := table.forms[k][strings.ToLower(t.Word(i))]; ok {
			t.Lemma[i] = l
		}
	}
}

// openers mends nouns for people that open a sentence and were taken for names by their
// capital: "Gunmen attacked a bus".
func (t *text) openers() {
	for _, s := range t.Sentences {
		i := s.First
		if i >= s.End || t.Tokens[i].POS != "PROPN" || i+1 < s.End && t.Tokens[i+1].POS == "PROPN" {
			continue
		}
		w := strings.ToLower(t.Word(i))
		for _, one := range []string{w, strings.TrimSuffix(w, "s"), strings.TrimSuffix(w, "men") + "man"} {
			if t.beings[one] != "" {
				t.Lemma[i] = one
				break
			}
		}
	}
}
