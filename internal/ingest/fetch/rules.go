package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// Token is the name that robots.txt files know this program by.
const Token = "sayso"

// maxRules bounds the rules that are taken from one robots.txt, and maxRule the
// length of one; what lies beyond is not looked at.
const (
	maxRules = 10_000
	maxRule  = 2048
)

// rules are what a robots.txt says to this program (RFC 9309). Of the rules
// that match a path, the one with most octets counts, and allow goes before
// disallow where both have as many.
type rules struct {
	rules []rule
	delay time.Duration // Crawl-delay: outside the RFC, widely meant
}

type rule struct {
	allow bool
	path  string // with * for anything, and $ at its end for the end of the path
}

// parseRules reads a robots.txt. Lines that make no sense are passed over, as
// the RFC wants it.
func parseRules(data []byte) *rules {
	var ours, all rules
	named := false                // a group names us
	inOurs, inAll := false, false // whom the current group is for
	naming := false               // the line before was a User-agent
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for line := range bytes.FieldsFuncSeq(data, func(r rune) bool { return r == '\n' || r == '\r' }) {
		s, _, _ := strings.Cut(string(line), "#")
		key, value, ok := strings.Cut(s, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if !naming {
				inOurs, inAll = false, false
			}
			naming = true
			switch product, _, _ := strings.Cut(value, "/"); {
			case value == "*":
				inAll = true
			case strings.EqualFold(strings.TrimSpace(product), Token):
				inOurs, named = true, true
			}
			continue
		case "allow", "disallow":
			if value == "" || len(value) > maxRule || len(ours.rules)+len(all.rules) >= maxRules {
				break
			}
			r := rule{key == "allow", normal(value)}
			if inOurs {
				ours.rules = append(ours.rules, r)
			}
			if inAll {
				all.rules = append(all.rules, r)
			}
		case "crawl-delay":
			if f, err := strconv.ParseFloat(value, 64); err == nil && f > 0 {
				d := time.Duration(min(f, maxDelay.Seconds()) * float64(time.Second))
				if inOurs {
					ours.delay = d
				}
				if inAll {
					all.delay = d
				}
			}
		}
		naming = false
	}
	if named {
		return &ours
	}
	return &all
}

// may reports whether a path, with its query, may be fetched.
func (r *rules) may(path string) bool {
	path = normal(path)
	allow, longest := true, -1
	for _, x := range r.rules {
		if n := len(x.path); (n > longest || n == longest && x.allow) && matches(x.path, path) {
			allow, longest = x.allow, n
		}
	}
	return allow
}

// matches compares from the left. Each * takes as little as it can and is
// widened when what follows does not fit; only the last one ever needs to be,
// so the time is bounded by the product of the lengths.
func matches(pattern, path string) bool {
	end := strings.HasSuffix(pattern, "$")
	if end {
		pattern = pattern[:len(pattern)-1]
	} else {
		pattern += "*"
	}
	p, s, star, from := 0, 0, -1, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, s
			p++
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			from++
			p, s = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// normal writes octets outside ASCII as %XX, and %XX in capitals; octets that
// need no escape are written bare (RFC 9309, section 2.2.2).
func normal(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c == '%' && i+2 < len(path) {
			if v, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c = byte(v)
				i += 2
				if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("-._~", c) >= 0 {
					b.WriteByte(c)
				} else {
					b.Write([]byte{'%', hex[c>>4], hex[c&15]})
				}
				continue
			}
		}
		if c <= ' ' || c >= 0x7f {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
