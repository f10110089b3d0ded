package name

import "sayso/nlp"

// List is where a word or phrase stands in the lists that a model carries; a
// set of bits.
type List uint16

const (
	GivenList   List = 1 << iota // given names
	SurnameList                  // surnames
	MetroList                    // cities of half a million people and more
	CityList                     // of a hundred thousand and more, and capitals
	TownList                     // smaller
	CountryList                  // countries, by any of their names
	RegionList                   // first-order divisions of countries
	CountyList                   // second-order divisions
	PersonList                   // whole names of persons
	OrgList                      // organisations
	PeopleList                   // nationalities
	BrandList                    // shops, chains, firms, services, public bodies
	NotedList                    // what an encyclopedia has an article on, names or not
	longerList                   // begins a longer entry
)

// World is what a model knows of words and phrases before it reads: by the key
// of a word or phrase, its entry.
type World map[uint64]WorldEntry

// WorldEntry is how often the world writes a word with a small letter (0
// unknown), the semantic field that it has most often (0 none), its lists, its
// way through a tree of clusters of words that are used alike: three hexadecimal
// digits, counted from 1 (0 unknown), and the number of its vector (0 none).
type WorldEntry struct {
	Commonness uint8 // below 1<<4
	Field      uint8
	Lists      List
	Cluster    uint16
	Vector     uint32
}

// WordKey is the key of a word, however it is capitalised.
func WordKey(word string) uint64 { return uint64(foldedKey(word)) }

// Enter puts a phrase, cut into words as the tokenizer cuts it, on a list.
func (w World) Enter(words []string, l List) {
	if len(words) == 0 || len(words) > maxPhrase {
		return
	}
	k := key(0)
	for i, s := range words {
		k = phraseKey(k, foldedKey(s), i)
		e := w[uint64(k)]
		if i == len(words)-1 {
			e.Lists |= l
		} else {
			e.Lists |= longerList
		}
		w[uint64(k)] = e
	}
}

// maxPhrase bounds the words of an entry, so that matching stays linear.
const maxPhrase = 6

// phraseKey extends a phrase by its next word; that of one word is the word's.
func phraseKey(k, next key, i int) key {
	if i == 0 {
		return next
	}
	return mix(k, next)
}

// pack packs an entry; unpack does the contrary.
func (e WorldEntry) pack() uint64 {
	return uint64(e.Commonness&0xf) | uint64(e.Field)<<4 | uint64(e.Lists)<<12 | uint64(e.Cluster&0x1fff)<<28 | uint64(e.Vector)<<41
}

func unpack(v uint64) WorldEntry {
	return WorldEntry{Commonness: uint8(v & 0xf), Field: uint8(v >> 4), Lists: List(v >> 12), Cluster: uint16(v >> 28 & 0x1fff), Vector: uint32(v >> 41)}
}

// listed is a list entry that a token belongs to: which lists, and where in
// the entry the token stands.
type listed struct {
	lists List
	place uint8 // begin, inside, last or unit
}

// match finds the longest list entries over the words of a sentence; the first
// of two that overlap wins.
func (x *reader) match(r nlp.Range) {
	for i := r.First; i < r.End; i++ {
		x.words[i].listed = listed{}
	}
	for i := r.First; i < r.End; {
		end, lists := i, List(0)
		k := key(0)
		for j := i; j < r.End && j < i+maxPhrase; j++ {
			k = phraseKey(k, x.words[j].folded, j-i)
			var here List
			if j == i {
				here = x.words[j].lists
			} else {
				here = x.world.look(k).Lists
			}
			if l := here &^ longerList; l != 0 {
				end, lists = j+1, l
			}
			if here&longerList == 0 {
				break
			}
		}
		if end == i {
			i++
			continue
		}
		for j := i; j < end; j++ {
			place := uint8(inside)
			switch {
			case end == i+1:
				place = unit
			case j == i:
				place = begin
			case j == end-1:
				place = last
			}
			x.words[j].listed = listed{lists, place}
		}
		i = end
	}
}
