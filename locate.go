package sayso

import "strings"

// Locate finds words that a person gives in a text, piece after piece, with
// " … " between the pieces, as Spans.In joins them. Where the first piece
// occurs several times the occurrence nearest to near is meant; an empty near
// wants it once. The error says in words what is wrong.
func Locate(text, words string, near Span) (Spans, error) {
	var out Spans
	for piece := range strings.SplitSeq(words, " … ") {
		if piece == "" {
			return nil, Errorf("find words", words, Invalid, "a piece without words")
		}
		from, best, n := 0, -1, 0
		if len(out) > 0 {
			from = out[len(out)-1].End
		}
		for i := from; ; {
			k := strings.Index(text[i:], piece)
			if k < 0 {
				break
			}
			if n++; best < 0 || len(out) == 0 && distance(i+k, near.Start) < distance(best, near.Start) {
				best = i + k
			}
			i += k + len(piece)
		}
		switch {
		case n == 0:
			return nil, Errorf("find words", piece, NotFound, "the article has none such").Advise("write them as they stand in the article")
		case n > 1 && len(out) == 0 && near.Empty():
			return nil, Errorf("find words", piece, Invalid, "they occur %d times", n).Advise("give more words")
		}
		out = append(out, Span{best, best + len(piece)})
	}
	return out, nil
}

func distance(a, b int) int { return max(a-b, b-a) }
