package token

// bound reports whether the hyphen between before and after binds them into
// one word: after a prefix that is no word, before a suffix that is none, or
// in names spelled so. Every other compound is split, as UD English does.
func bound(before, after string) bool {
	if letter(after) == 0 {
		return false
	}
	var buf [24]byte
	switch string(lower(&buf, before)) {
	case "anti", "ante", "arch", "bi", "co", "counter", "cross", "de", "dis", "e", "em", "ex", "extra", "hyper", "infra",
		"inter", "intra", "macro", "mega", "micro", "mid", "mini", "mis", "mono", "multi", "neo", "non", "over",
		"poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "re", "semi", "socio", "sub", "super", "supra", "trans", "tri",
		"ultra", "un", "under", "uni", "uh", "oh", "hm", "mm", "na":
		return true
	}
	n := 0
	for n < len(after) && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	switch string(lower(&buf, after[:n])) {
	case "wise", "esque", "fold", "ish":
		return true
	}
	return false
}

// slashed reports whether the slash between before and after stands inside one
// word: "w/o", "n/a".
func slashed(before, after string) bool {
	n := 0
	for n < len(after) && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	if n == 0 || len(before) != 1 || n < len(after) && after[n] == '/' {
		return false
	}
	return n == 1 || before[0]|0x20 == 'w' && (after[:n] == "out" || after[:n] == "in")
}

// degree reports whether a full stop between before and after stands inside an
// academic degree or another abbreviation of unequal parts.
func degree(before, after string) bool {
	n := 0
	for n < len(after) && n < 4 && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	switch before + "." + after[:n] {
	case "Ph.D", "M.Sc", "B.Sc", "D.Sc", "Ed.D", "M.Ed", "B.Ed", "Psy.D", "LL.B", "LL.M", "LL.D", "D.Phil", "M.Phil", "Lt.Col":
		return true
	}
	return false
}

// clipped returns the length of the word that s begins with when it is one
// that an apostrophe belongs before: "em", "til", "60s", "72". 0 for none.
func clipped(s string) int {
	if len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]) {
		n := 2
		if len(s) > 2 && s[2] == 's' {
			n = 3
		}
		if letter(s[n:]) > 0 {
			return 0
		}
		return n
	}
	n := 0
	for n < len(s) && n < 6 && isAlnum(s[n]) {
		n++
	}
	if n == 0 || letter(s[n:]) > 0 {
		return 0
	}
	var buf [24]byte
	switch string(lower(&buf, s[:n])) {
	case "n":
		return n + apostrophe(s[n:])
	case "em", "til", "till", "cause", "tis", "twas", "bout", "round", "cuz", "nuff":
		return n
	}
	return 0
}

// contracted returns where s, in lower case, parts into two words though no
// apostrophe shows it; 0 for nowhere.
func contracted(s []byte) int {
	switch string(s) {
	case "cannot", "gonna", "gotta", "wanna", "gimme", "lemme", "youre", "youve", "youll":
		return 3
	case "dont", "cant", "wont", "aint", "im", "ive":
		if len(s) == 4 {
			return 2
		}
		return 1
	case "isnt":
		return 2
	case "didnt", "wasnt", "arent", "hasnt", "hadnt":
		return 3
	case "doesnt", "havent", "werent":
		return 4
	case "couldnt", "wouldnt", "theyre", "theyve", "thats", "whats", "theres":
		switch len(s) {
		case 5:
			return 4
		case 6:
			if s[4] == 'e' {
				return 5
			}
			return 4
		}
		return 5
	case "shouldnt":
		return 6
	}
	return 0
}

// abbreviation sorts s, which stands before a full stop: title when a name
// follows it, abbrev when the stop is its own, number when that holds only
// where something follows that begins no sentence, word when it is none.
func abbreviation(s string) mark {
	var buf [24]byte
	if isUpper(s[0]) && len(s) == 1 {
		return initial
	}
	w := lower(&buf, s)
	switch string(w) {
	case "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gov", "sen", "rep", "gen", "lt", "sgt", "capt", "cpl", "pvt", "cmdr",
		"adm", "maj", "col", "pres", "supt", "det", "insp", "messrs", "mme", "mlle", "amb", "msgr", "fr", "sr",
		"reps", "sens", "govs", "drs", "profs", "gens", "brig", "atty", "asst", "const", "pte":
		if len(w) == 2 && (w[1] == 'r' && (w[0] == 's' || w[0] == 'f')) && !isUpper(s[0]) {
			return word
		}
		if s[0] == w[0] && (string(w) == "const" || string(w) == "rep" || string(w) == "gen" || string(w) == "col") {
			return word
		}
		return title
	case "inc", "corp", "ltd", "co", "bros", "cos", "llc", "plc", "etc", "vs", "jr", "esq", "dept", "univ", "assn", "ave", "blvd",
		"rd", "hwy", "bldg", "apt", "ext", "intl", "natl", "approx", "est", "ca", "cf", "al", "ibid", "viz", "eg", "ie",
		"st", "mt", "ft", "rt", "ste", "dist", "jan", "feb", "apr", "aug", "sept", "oct", "nov", "dec", "tues", "thurs", "attn", "tel",
		"ala", "ariz", "calif", "colo", "conn", "ky", "minn", "okla", "tenn", "wis", "wyo", "nev", "neb", "penn", "va", "vt", "fla",
		"phd", "div", "mfg", "govt", "vol", "eds", "encl", "incl", "bn", "arrv", "thur":
		return abbrev
	case "no", "nos", "sat", "sun", "mar", "jun", "jul", "mon", "wed", "fri", "art", "fig", "figs", "pp", "sec", "ch", "ed", "op", "ref", "mass",
		"wash", "ore", "tex", "ark", "ill", "ind", "kan", "mich", "miss", "mont", "del", "pa", "la", "ga", "md", "me", "mo", "n", "s", "e", "w",
		"sq", "lb", "lbs", "oz", "min", "max", "tsp", "tbsp", "hr", "hrs", "nr", "pl", "ln", "par", "para", "cl", "c", "p", "v":
		return number
	}
	if len(w) > 2 && w[1] == '.' {
		return abbrev
	}
	return word
}
