package claim

import "sayso/nlp"

// Carried returns where in a content the aside begins that names who carried
// the words: ", as first reported by the agencies"; -1 for none. The aside is
// the writer's, not the speaker's.
func Carried(d *nlp.Doc, content nlp.Range) int {
	for i := max(content.First+1, content.End-maxPhrase); i < content.End; i++ {
		if carrierAt(d, i, content.End) {
			return i
		}
	}
	return -1
}

// carrierAt reports whether such an aside begins with the comma at token i.
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
