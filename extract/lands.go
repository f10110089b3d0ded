package extract

import "sayso/knowledge"

// lands tells the country that a name stands for in what is claimed: the name
// of the country itself, of its capital or of its people.
func lands(base *knowledge.Base) func(name string) string {
	return func(name string) string {
		var room [16]knowledge.Place
		capital := ""
		for _, p := range base.Places(room[:0], name) {
			switch p.Feature {
			case knowledge.Country:
				return p.Country
			case knowledge.Capital:
				capital = p.Country
			}
		}
		if capital != "" {
			return capital
		}
		for _, p := range base.People(room[:0], name) {
			if p.Feature == knowledge.Country {
				return p.Country
			}
		}
		return ""
	}
}
