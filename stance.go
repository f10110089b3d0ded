package sayso

import "slices"

// Stance is what the speaker does with the words.
type Stance string

const (
	Asserts   Stance = "asserts"
	Confirms  Stance = "confirms"
	Denies    Stance = "denies"
	Accuses   Stance = "accuses"
	Predicts  Stance = "predicts"
	Doubts    Stance = "doubts"
	Pledges   Stance = "pledges"
	Refuses   Stance = "refuses"
	Threatens Stance = "threatens"
	Warns     Stance = "warns"
	Demands   Stance = "demands"
	Requests  Stance = "requests"
	Proposes  Stance = "proposes"
	Asks      Stance = "asks"
	Praises   Stance = "praises"
	Condemns  Stance = "condemns"
	Thanks    Stance = "thanks"
	Declines  Stance = "declines"
)

// StanceGroup is one of the few kinds of stances that a colour can tell apart.
// Its value is the class that pages give it.
type StanceGroup string

const (
	SaysGroup    StanceGroup = "says"
	DeniesGroup  StanceGroup = "denies"
	PledgesGroup StanceGroup = "pledges"
	WarnsGroup   StanceGroup = "warns"
	AsksGroup    StanceGroup = "asks"
	ExpectsGroup StanceGroup = "expects"
)

// StanceEntry declares a stance. A new stance is a constant and a line here:
// pages, terminal, tables of words and the documents' test read this list.
type StanceEntry struct {
	Stance Stance
	Group  StanceGroup
	About  string // words that have it, as the documents show them
}

// StanceEntries declares every stance, in the order of the contract.
var StanceEntries = []StanceEntry{
	{Asserts, SaysGroup, "said that the dam had cracked"},
	{Confirms, SaysGroup, "confirmed, admitted that it had cracked"},
	{Denies, DeniesGroup, "denied that it had cracked"},
	{Accuses, WarnsGroup, "accused Sand of taking bribes"},
	{Predicts, ExpectsGroup, "expects a flood"},
	{Doubts, DeniesGroup, "does not believe that it will hold; questioned the figures"},
	{Pledges, PledgesGroup, "promised to repair it"},
	{Refuses, DeniesGroup, "refused to pay; voted against the plan"},
	{Threatens, WarnsGroup, "threatened to close the port"},
	{Warns, WarnsGroup, "warned that it might break"},
	{Demands, AsksGroup, "called for new elections; urged the council to resign"},
	{Requests, AsksGroup, "asked for help"},
	{Proposes, PledgesGroup, "suggested a second dam; wants to build one"},
	{Asks, AsksGroup, "asked whether it was safe; was questioned about it"},
	{Praises, PledgesGroup, "praised the engineers"},
	{Condemns, WarnsGroup, "condemned the raid; took offence at it"},
	{Thanks, PledgesGroup, "thanked the rescuers; apologised"},
	{Declines, DeniesGroup, "declined to comment; did not say whether"},
}

// Stances lists every stance, in the order of the contract.
var Stances = func() (out []Stance) {
	for _, e := range StanceEntries {
		out = append(out, e.Stance)
	}
	return out
}()

// StanceGroupEntry is a group with its name for people.
type StanceGroupEntry struct {
	Group StanceGroup
	Name  string
}

// StanceGroups lists the groups in the order of a legend.
var StanceGroups = []StanceGroupEntry{
	{SaysGroup, "says"},
	{DeniesGroup, "denies or declines"},
	{PledgesGroup, "pledges or proposes"},
	{WarnsGroup, "warns or accuses"},
	{AsksGroup, "asks or demands"},
	{ExpectsGroup, "expects"},
}

// Group returns the group that a stance is declared in; that of "asserts" for a
// word that is no stance.
func (s Stance) Group() StanceGroup {
	if i := slices.IndexFunc(StanceEntries, func(e StanceEntry) bool { return e.Stance == s }); i >= 0 {
		return StanceEntries[i].Group
	}
	return SaysGroup
}
