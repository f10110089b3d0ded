package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"sayso"
	"sayso/internal/knowledge/internal/blob"
)

// Sections of what is known of actors; they follow those of places.
const (
	SectionActors = iota + SectionPeoplePostings + 1
	SectionTerms
	SectionActorSlots
	SectionActorPostings
	SectionKinds
	SectionKindSlots
	SectionKindPostings
	SectionAgentSlots
	SectionAgentPostings
	SectionLand
)

const (
	// ActorSize is one actor: offset and length of name and of identifier,
	// country, sector, type and flags, first term, number of terms.
	ActorSize = 6 + 6 + 2 + 2 + 2 + 4 + 2
	// TermSize is one term of office: first and last day, sector, country,
	// offset and length of the office.
	TermSize = 2 + 2 + 2 + 2 + 6
	// KindSize is one kind of body: offset and length of its name, sector.
	KindSize = 6 + 2
)

// Flags of an actor's row, above its type.
const (
	// FlagListed marks rows of mass lists, whose names may be borne by others:
	// they need support from the text.
	FlagListed = 1 << 8
	typeMask   = FlagListed - 1
)

// ActorTypes numbers the types of actors in rows.
var ActorTypes = [...]sayso.ActorType{sayso.Person, sayso.Organisation, sayso.PlaceActor, sayso.Group, sayso.OtherActor}

// Actor is somebody the base knows: a person in public office, a public body,
// a government, a party, an armed group, an outlet, a company.
type Actor struct {
	// ID is the identifier: "angela-merkel". It is made of the name and stays
	// the same from base to base.
	ID   string
	Name string
	Type sayso.ActorType
	// Country and Sector hold where no term does: for bodies always. A former
	// office-holder's are those of [Actor.At].
	Country, Sector string
	// Listed is set for rows of mass lists: a name alone does not make sure of
	// them.
	Listed bool

	terms, strings string
}

// Term is one office that an actor holds from a day to another, To exclusive.
// The zero time is open.
type Term struct {
	From, To                time.Time
	Office, Country, Sector string
}

// epoch is the first day that a term can name.
var epoch = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// Day numbers the days since 1900 that terms are written in; 0 is open.
func Day(t time.Time) uint16 {
	if t.IsZero() {
		return 0
	}
	return uint16(min(max(t.Sub(epoch)/(24*time.Hour), 1), 1<<16-1))
}

func date(day uint16) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return epoch.AddDate(0, 0, int(day))
}

// NumTerms is how many terms of office are known.
func (a *Actor) NumTerms() int { return len(a.terms) / TermSize }

// Term returns term i.
func (a *Actor) Term(i int) Term {
	row := a.terms[i*TermSize : (i+1)*TermSize]
	return Term{
		From: date(blob.U16(row, 0)), To: date(blob.U16(row, 2)),
		Sector: unpackCountry(blob.U16(row, 4)), Country: unpackCountry(blob.U16(row, 6)),
		Office: str(a.strings, row, 8),
	}
}

// Former is the sector of those who held office once (PLOVER ELI).
const Former = "ELI"

// At returns what the actor is on a day: the office held then, with its
// country and sector. Several offices at once give the one taken last. Who
// has left every office is [Former]. With the zero day, which says that it is
// not known, it returns the office held last.
func (a *Actor) At(day time.Time) Term {
	n := a.NumTerms()
	if n == 0 {
		return Term{Country: a.Country, Sector: a.Sector}
	}
	d, best, past := Day(day), -1, -1
	for i := range n {
		row := a.terms[i*TermSize : (i+1)*TermSize]
		from, to := blob.U16(row, 0), blob.U16(row, 2)
		switch {
		case d == 0 || from <= d && (to == 0 || d < to):
			if best < 0 || from >= blob.U16(a.terms, best*TermSize) {
				best = i
			}
		case from <= d && (past < 0 || from >= blob.U16(a.terms, past*TermSize)):
			past = i
		}
	}
	switch {
	case best >= 0:
		return a.Term(best)
	case past >= 0:
		t := a.Term(past)
		switch t.Sector {
		case "GOV", "LEG", "JUD", "MIL", "SPY", "COP", "IGO", "PTY", "OPP":
			t.Sector = Former
		}
		return t
	}
	return Term{Country: a.Country} // before the first office
}

// Actors appends to dst those who bear the name, in a fixed order. It
// allocates nothing while dst has room.
func (b *Base) Actors(dst []Actor, name string) []Actor {
	var buf [MaxKey + 8]byte
	key, ok := Fold(buf[:0], name)
	if !ok {
		return dst
	}
	return b.actors(dst, key)
}

// actors asks the facts of a user's own first; of these there are as many as
// files were named, which bounds the recursion.
func (b *Base) actors(dst []Actor, key []byte) []Actor {
	first := len(dst)
	if b.more != nil {
		dst = b.more.actors(dst, key)
	}
	own := len(dst)
	var rows [16]uint32
	for _, r := range b.actorIndex.Rows(rows[:0], key) {
		a := b.actor(int(r))
		replaced := false
		for i := first; i < own; i++ {
			replaced = replaced || dst[i].ID == a.ID
		}
		if !replaced {
			dst = append(dst, a)
		}
	}
	return dst
}

// Government returns the actor that stands for a country's government; false
// when the base has none.
func (b *Base) Government(country string) (Actor, bool) { return b.body(country, "government") }

// Body returns a country's body of a kind, by any of the kind's names:
// Body("NOR", "Ministry of Foreign Affairs") is the Norwegian Foreign
// Ministry.
func (b *Base) Body(country, kind string) (Actor, bool) {
	var buf [MaxKey + 8]byte
	key, ok := Fold(buf[:0], kind)
	if !ok {
		return Actor{}, false
	}
	var rows [4]uint32
	for _, r := range b.kindIndex.Rows(rows[:0], key) {
		return b.body(country, b.str(b.kinds, int(r)*KindSize))
	}
	return Actor{}, false
}

// bodyMark stands between country and kind in the key of a country's body. No
// folded name holds it.
const bodyMark = '/'

// BodyKey is the key that a country's body of a kind is found by.
func BodyKey(dst []byte, country, kind string) []byte {
	dst = append(append(dst, country...), bodyMark)
	dst, _ = Fold(dst, kind)
	return dst
}

func (b *Base) body(country, kind string) (Actor, bool) {
	var buf [MaxKey + 16]byte
	var found [4]Actor
	for _, a := range b.actors(found[:0], BodyKey(buf[:0], country, kind)) {
		return a, true
	}
	return Actor{}, false
}

func (b *Base) actor(r int) Actor {
	i := r * ActorSize
	flags := int(blob.U16(b.actorRows, i+16))
	a := Actor{
		Name: b.str(b.actorRows, i), ID: b.str(b.actorRows, i+6),
		Country: unpackCountry(blob.U16(b.actorRows, i+12)), Sector: unpackCountry(blob.U16(b.actorRows, i+14)),
		Type: ActorTypes[min(flags&typeMask, len(ActorTypes)-1)], Listed: flags&FlagListed != 0, strings: b.strings,
	}
	from, n := int(blob.U32(b.actorRows, i+18)), int(blob.U16(b.actorRows, i+22))
	a.terms = b.terms[from*TermSize : (from+n)*TermSize]
	return a
}

// NumActors is how many actors the base holds.
func (b *Base) NumActors() int { return len(b.actorRows) / ActorSize }

// Sector returns the sector that a role puts its holder in: "MIL" for
// "general"; "" for a role the base does not know. It allocates nothing.
func (b *Base) Sector(role string) string {
	var buf [MaxKey + 8]byte
	key, ok := Fold(buf[:0], role)
	if !ok {
		return ""
	}
	var rows [2]uint32
	for _, r := range b.agentIndex.Rows(rows[:0], key) {
		return unpackCountry(uint16(r))
	}
	return ""
}

// Mark tells bases apart that hold different facts of a user's own; "" for
// none.
func (b *Base) Mark() string {
	if b.more == nil {
		return ""
	}
	h := sha256.New()
	for m := b.more; m != nil; m = m.more {
		for _, s := range []string{m.strings, m.actorRows, m.terms, m.places} {
			h.Write([]byte(s))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// With returns a base that holds what extra holds too; where both know an
// actor by one identifier, extra's facts stand.
func (b *Base) With(extra *Base) *Base {
	joint := *b
	if joint.more != nil {
		extra = joint.more.With(extra)
	}
	joint.more = extra
	return &joint
}
