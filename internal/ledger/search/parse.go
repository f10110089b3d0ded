package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Parse reads a search string in which these fields are known. It returns nil
// where nothing is left that could be searched for. An error is Invalid, or
// TooLarge for one over the bounds, and says what is wrong where.
//
// It is a recursive descent over
//
//	any     = all { "OR" all }
//	all     = [ "AND" ] not { [ "AND" ] not }
//	not     = [ "-" | "NOT" ] one
//	one     = "(" any ")" | field ":" value | phrase | word
func Parse(typed string, fields []Field) (Search, error) {
	p := &parser{lexer: lexer{rest: typed}, typed: typed, fields: fields}
	if len(typed) > MaxLength {
		return nil, p.wrong(sayso.TooLarge, 0, fmt.Sprintf("%d bytes, %d at most", len(typed), MaxLength), "search for fewer words")
	}
	s, err := p.any(0)
	if err == nil && p.rest != "" {
		err = p.wrong(sayso.Invalid, p.at(), "this bracket closes none", inMarks)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// inMarks is the advice where words are taken for more.
const inMarks = "put words into quotation marks to look for them as they stand"

type parser struct {
	lexer
	typed  string
	fields []Field
	terms  int
	loose  int // brackets inside words: what closes them is no operator
}

// at is where the parser stands, in bytes.
func (p *parser) at() int { return len(p.typed) - len(p.rest) }

// maxShown bounds, in letters, what an error repeats of a search string.
const maxShown = 60

// wrong makes an error about what stands at byte i.
func (p *parser) wrong(kind sayso.Kind, i int, what, advice string) error {
	shown := []rune(strings.ToValidUTF8(p.typed[i:min(len(p.typed), i+4*maxShown)], "�"))
	if len(shown) > maxShown {
		shown = append(shown[:maxShown], '…')
	}
	return sayso.Errorf("search", "", kind, "at letter %d, “%s”: %s", utf8.RuneCountInString(p.typed[:i])+1, string(shown), what).Advise(advice)
}

// space passes over spaces, and reports whether something is left of what a
// bracket holds together.
func (p *parser) space() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	return p.rest != "" && !p.closes()
}

// closes reports whether a bracket closes here.
func (p *parser) closes() bool { return p.rest[0] == ')' && p.loose == 0 }

// operator takes one of the words that are operators, where it stands alone.
func (p *parser) operator(word string) bool {
	rest, ok := strings.CutPrefix(p.rest, word)
	if !ok {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) && r != ')' && r != '(' && !isQuote(r) {
		return false
	}
	p.rest = rest
	return true
}

// any reads what ORs join.
func (p *parser) any(depth int) (Search, error) {
	var out Any
	for {
		one, some, err := p.all(depth)
		if err != nil {
			return nil, err
		}
		if one != nil {
			out = append(out, one)
		}
		p.space()
		at := p.at()
		if !p.operator("OR") {
			return join(out, func() Search { return out }), nil
		}
		if !some {
			return nil, p.wrong(sayso.Invalid, at, "nothing stands before OR", lower("or"))
		}
		if !p.space() || p.isOr() {
			return nil, p.wrong(sayso.Invalid, at, "nothing stands after OR", lower("or"))
		}
	}
}

func lower(word string) string {
	return "write “" + word + "” to look for the word"
}

func join(of []Search, all func() Search) Search {
	switch len(of) {
	case 0:
		return nil
	case 1:
		return of[0]
	}
	return all()
}

// isOr reports whether an OR stands here.
func (p *parser) isOr() bool {
	rest := p.rest
	is := p.operator("OR")
	p.rest = rest
	return is
}

// all reads what stands side by side. some tells whether anything stood there at
// all, if only marks.
func (p *parser) all(depth int) (s Search, some bool, err error) {
	var out All
	for p.space() && !p.isOr() {
		if some && p.and() {
			continue
		}
		one, err := p.not(depth)
		if err != nil {
			return nil, some, err
		}
		some = true
		if one != nil {
			out = append(out, one)
		}
	}
	return join(out, func() Search { return out }), some, nil
}

// and takes an AND that something follows; any other is a word.
func (p *parser) and() bool {
	rest := p.rest
	if p.operator("AND") && p.space() && !p.isOr() {
		return true
	}
	p.rest = rest
	return false
}

// not reads one thing, or what is to be left out.
func (p *parser) not(depth int) (Search, error) {
	at := p.at()
	switch {
	case p.operator("NOT"):
		if !p.space() || p.isOr() {
			return nil, p.wrong(sayso.Invalid, at, "nothing stands after NOT", lower("not"))
		}
	case p.minus():
	default:
		return p.one(depth)
	}
	if depth++; depth > MaxDepth {
		return nil, p.tooDeep(at)
	}
	inner, err := p.not(depth)
	if inner == nil || err != nil {
		return nil, err
	}
	return Not{inner}, nil
}

// minus takes a hyphen at the beginning of what is to be left out.
func (p *parser) minus() bool {
	rest, ok := strings.CutPrefix(p.rest, "-")
	r, _ := utf8.DecodeRuneInString(rest)
	if !ok || !isLetter(r) && !isQuote(r) && r != '(' {
		return false
	}
	p.rest = rest
	return true
}

func (p *parser) tooDeep(at int) error {
	return p.wrong(sayso.TooLarge, at, fmt.Sprintf("more than %d brackets or NOTs inside each other", MaxDepth), "search for less at once")
}

// one reads a bracket, a property, a phrase or a word.
func (p *parser) one(depth int) (Search, error) {
	at := p.at()
	if p.rest[0] == '(' {
		return p.bracket(depth)
	}
	if p.terms++; p.terms > MaxTerms {
		return nil, p.wrong(sayso.TooLarge, at, fmt.Sprintf("more than %d words", MaxTerms), "search for fewer words; a phrase in quotation marks counts as one")
	}
	if t, ok := p.phrase(); ok {
		t.Exact = true
		return found(t), nil
	}
	word := p.word()
	if name, value, ok := strings.Cut(word, ":"); ok && isName(name) {
		if f, is, err := p.field(at, Field(strings.ToLower(name)), value); is || err != nil {
			return f, err
		}
	}
	return found(newTerm(word, strings.HasSuffix(word, "*"))), nil
}

func found(t Term) Search {
	if t.Words == "" {
		return nil
	}
	return t
}

// bracket reads what a pair of brackets holds together.
func (p *parser) bracket(depth int) (Search, error) {
	at := p.at()
	if depth++; depth > MaxDepth {
		return nil, p.tooDeep(at)
	}
	p.rest = p.rest[1:]
	loose := p.loose
	p.loose = 0
	s, err := p.any(depth)
	if err != nil {
		return nil, err
	}
	if p.rest == "" {
		return nil, p.wrong(sayso.Invalid, at, "this bracket is never closed", inMarks)
	}
	p.rest = p.rest[1:]
	p.loose = loose
	return s, nil
}

// word reads up to a space, a quotation mark, or the bracket that closes.
// Brackets that open and close inside words are marks as others are.
func (p *parser) word() string {
	return p.upTo(func(r rune) bool {
		switch r {
		case '(':
			p.loose++
		case ')':
			if p.loose == 0 {
				return true
			}
			p.loose--
		}
		return isQuote(r) || unicode.IsSpace(r)
	})
}

func isName(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") == ""
}

// field reads a property whose name has been read, and perhaps its value. It is
// none where nothing stands behind the colon of an unknown name, nor in an
// address: "note: late", "https://".
func (p *parser) field(at int, f Field, value string) (s Search, is bool, err error) {
	quoted := false
	if r, _ := utf8.DecodeRuneInString(p.rest); value == "" && p.rest != "" && isQuote(r) {
		value, quoted = p.value(), true
	}
	known := slices.Contains(p.fields, f)
	switch {
	case !quoted && (strings.HasPrefix(value, "//") || value == "" && !known):
		return nil, false, nil
	case !known:
		return nil, false, p.wrong(sayso.Invalid, at, fmt.Sprintf("“%s” is no property here; known are %s", f, list(p.fields)), inMarks)
	case strings.TrimSpace(value) == "":
		return nil, false, p.wrong(sayso.Invalid, at, fmt.Sprintf("%s: has no value", f), "write it right behind the colon")
	}
	out, wrong := newFilter(f, strings.TrimSpace(value))
	if wrong != "" {
		return nil, false, p.wrong(sayso.Invalid, at, fmt.Sprintf("%s:%s: %s", f, out.Value, wrong), inMarks)
	}
	return out, true, nil
}

// value reads a value in quotation marks, as it stands.
func (p *parser) value() string {
	_, size := utf8.DecodeRuneInString(p.rest)
	p.rest = p.rest[size:]
	s := p.upTo(isQuote)
	_, size = utf8.DecodeRuneInString(p.rest)
	p.rest = p.rest[size:]
	return s
}
