package claim

import "sayso/nlp"

// Carried finds in a content the aside that names who carried the words, which
// is the writer's and not the speaker's: ", as first reported by the agencies",
// ", the Herald reported". It returns where the aside begins, -1 for none, and
// the words that name the carrier.
func Carried(d *nlp.Doc, content nlp.Range) (at int, via nlp.Range) {
	for i := max(content.First+1, content.End-maxPhrase); i < content.End; i++ {
		if carrierAt(d, i, content.End) {
			return i, nlp.Range{}
		}
	}
	v := content.End - 1
	switch d.Word(v) {
	case "reported", "reports", "reporting":
	default:
		return -1, via
	}
	for i := v - 2; i > content.First && i >= v-maxCarrier; i-- {
		if d.Word(i) == "," {
			if w := d.Word(i + 1); w == "the" || d.Tokens[i+1].POS == "PROPN" {
				return i, nlp.Range{First: i + 1, End: v}
			}
			break
		}
	}
	return -1, via
}

// maxCarrier is how many words may name a carrier.
const maxCarrier = 6

// carrierAt reports whether an aside with "as" begins at the comma at token i.
func carrierAt(d *nlp.Doc, i, end int) bool {
	if i+3 >= end || d.Word(i) != "," || d.Word(i+1) != "as" {
		return false
	}
	v := i + 2
	if d.Word(v) == "first" || d.Word(v) == "previously" {
		v++
	}
	switch d.Word(v) {
	case "reported", "quoted", "cited", "carried", "published", "relayed":
		return v+1 < end && d.Word(v+1) == "by"
	}
	return false
}
