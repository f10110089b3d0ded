package web

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/dispute"
)

// matterLines are the matters with more than one speaker or text, or that
// somebody denies.
func matterLines(s *story.Story) []matterLine {
	var out []matterLine
	for _, m := range s.Claims.Matters {
		if len(m.Speakers) < 2 && m.Texts < 2 && len(m.Denied) == 0 {
			continue
		}
		if len(out) == maxMatters {
			break
		}
		first := &s.Claims.Claims[m.First]
		x := matterLine{Number: len(out) + 1, Words: first.Words, Claim: first.Claim, Texts: m.Texts, Voices: m.Speakers}
		for _, d := range m.Denied {
			x.Denied = append(x.Denied, s.Claims.Claims[d])
		}
		for i := range x.Voices {
			if strings.TrimSpace(x.Voices[i].Name) == "" {
				x.Voices[i].Name = "nobody named"
			}
		}
		out = append(out, x)
	}
	return out
}

// table holds speakers against matters.
func table(ms []matterLine) []tableRow {
	at := map[string]int{}
	var out []tableRow
	row := func(name string, id sayso.ActorID, party string) *tableRow {
		if strings.TrimSpace(name) == "" {
			name = "nobody named"
		}
		k := string(id)
		if k == "" {
			k = strings.ToLower(name)
		}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, tableRow{Name: name, Actor: id, Cells: make([]tableCell, len(ms))})
		}
		if out[i].Party == "" {
			out[i].Party = party
		}
		return &out[i]
	}
	for i, m := range ms {
		for _, v := range m.Voices {
			row(v.Name, v.Actor, v.Party).Cells[i] = tableCell{What: "says", Claim: m.Claim}
		}
		for _, d := range m.Denied {
			row(d.Speaker, d.Actor, d.Party).Cells[i] = tableCell{What: "denies", Claim: d.Claim}
		}
	}
	slices.SortStableFunc(out, func(a, b tableRow) int { return filled(b.Cells) - filled(a.Cells) })
	return out
}

func filled(cs []tableCell) int {
	n := 0
	for _, c := range cs {
		if c.What != "" {
			n++
		}
	}
	return n
}

// slots say what differs, for people.
var slots = map[dispute.Slot]string{dispute.Number: "How many", dispute.Time: "When", dispute.Place: "Where", dispute.Identity: "Who", dispute.Truth: "Whether it is so"}

func setLines(s *story.Story) []setLine {
	var out []setLine
	for _, x := range s.Claims.Sets {
		l := setLine{Heading: slots[x.Slot] + ": " + x.About, Story: s.ID}
		for _, v := range x.Values {
			y := valueLine{Text: v.Text}
			for _, c := range v.Claims {
				if len(y.Told) == maxTold {
					y.More++
					continue
				}
				y.Told = append(y.Told, s.Claims.Claims[c])
			}
			l.Values = append(l.Values, y)
		}
		out = append(out, l)
	}
	return out
}
