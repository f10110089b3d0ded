package when

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sayso"
)

// wednesday is the day that the tables below are written on.
var wednesday = sayso.Date{Time: time.Date(2023, 9, 13, 9, 40, 0, 0, time.UTC)}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Talks opened on Wednesday in the town.", "Wednesday DATE 2023-09-13 [2023-09-13,2023-09-14)"},
		{"They met on Friday and parted late on Sunday.", "Friday DATE 2023-09-08 [2023-09-08,2023-09-09) | Sunday DATE 2023-09-10 [2023-09-10,2023-09-11)"},
		{"The fleet will sail on Friday.", "Friday DATE 2023-09-15 [2023-09-15,2023-09-16)"},
		{"A warning came last week.", "last week DATE 2023-W36 [2023-09-04,2023-09-11)"},
		{"since early 2022", "early 2022 DATE 2022 START ~[2022-01-01,2022-06-02)"},
		{"its 18-month engagement", "18-month DURATION P18M ~[2022-03-13,2023-09-13)"},
		{"his two-year sentence", "two-year DURATION P2Y"},
		{"He left two days ago.", "two days ago DATE 2023-09-11 [2023-09-11,2023-09-12)"},
		{"on Sept. 13, 2023, and on 3 March 2022", "Sept. 13, 2023 DATE 2023-09-13 [2023-09-13,2023-09-14) | 3 March 2022 DATE 2022-03-03 [2022-03-03,2022-03-04)"},
		{"on July 4 and in December", "July 4 DATE 2023-07-04 [2023-07-04,2023-07-05) | December DATE 2023-12 [2023-12-01,2024-01-01)"},
		{"at 3:30 p.m. on Tuesday", "3:30 p.m. on Tuesday TIME 2023-09-12T15:30 [2023-09-12 15:30,2023-09-12 15:31)"},
		{"yesterday morning", "yesterday morning TIME 2023-09-12TMO [2023-09-12 05:00,2023-09-12 12:00)"},
		{"in the third quarter of 2021", "the third quarter of 2021 DATE 2021-Q3 [2021-07-01,2021-10-01)"},
		{"this year’s second quarter", "this year’s second quarter DATE 2023-Q2 [2023-04-01,2023-07-01)"},
		{"every Monday and every two weeks", "every Monday SET XXXX-WXX-1 | every two weeks SET P2W"},
		{"the past two months", "the past two months DURATION P2M ~[2023-07-13,2023-09-13)"},
		{"the late 1970s", "the late 1970s DATE 197 END ~[1975-11-01,1980-01-01)"},
		{"2023-09-12 and 9/11/2023", "2023-09-12 DATE 2023-09-12 [2023-09-12,2023-09-13) | 9/11/2023 DATE 2023-09-11 [2023-09-11,2023-09-12)"},
		{"He is 52 years old and may march in august company.", ""},
		{"They sold 1990 shares for $2,010 and 1,985 more.", ""},
		{"The board met on Friday and will meet again next Tuesday.", "Friday DATE 2023-09-08 [2023-09-08,2023-09-09) | next Tuesday DATE 2023-09-19 [2023-09-19,2023-09-20)"},
		{"This Friday the bridge opens.", "This Friday DATE 2023-09-15 [2023-09-15,2023-09-16)"},
		{"This Monday the bridge opened.", "This Monday DATE 2023-09-11 [2023-09-11,2023-09-12)"},
		{"The hearing is on Saturday.", "Saturday DATE 2023-09-16 [2023-09-16,2023-09-17)"},
		{"They proposed that the count be held on Saturday.", "Saturday DATE 2023-09-16 [2023-09-16,2023-09-17)"},
		{"From 28 November to 2 December the mine burned.", "28 November DATE 2022-11-28 [2022-11-28,2022-11-29) | 2 December DATE 2022-12-02 [2022-12-02,2022-12-03)"},
		{"The mill opened on 21-Oct-13.", "21-Oct-13 DATE 2013-10-21 [2013-10-21,2013-10-22)"},
		{"It sank on Sept. 5 at around 9 p.m. near the quay.", "Sept. 5 DATE 2023-09-05 [2023-09-05,2023-09-06) | 9 p.m. TIME 2023-09-05T21:00 [2023-09-05 21:00,2023-09-05 21:01)"},
		{"At 0600 GMT on Monday the truce began.", "0600 GMT on Monday TIME 2023-09-11T06:00 [2023-09-11 06:00,2023-09-11 06:01)"},
		{"at 17:30 local time", "17:30 TIME 2023-09-13T17:30 ~[2023-09-13 00:00,2023-09-14 00:00)"},
		{"at 11 p.m. on Thursday evening", "11 p.m. on Thursday evening TIME 2023-09-07T23:00 [2023-09-07 23:00,2023-09-07 23:01)"},
		{"The plan could one day work.", ""},
		{"They scored in the second quarter of the game.", ""},
		{"The second man took a second look.", ""},
		{"", ""},
	} {
		if got := show(c.text, Rules{}.Find(c.text, wednesday)); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestUnknownDay(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"on Wednesday, last week", "Wednesday DATE XXXX-WXX-3 | last week DATE XXXX-WXX"},
		{"in March 2022", "March 2022 DATE 2022-03 [2022-03-01,2022-04-01)"},
		{"two years ago", "two years ago DATE PAST_REF"},
	} {
		if got := show(c.text, Rules{}.Find(c.text, sayso.Date{})); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func show(text string, ws []sayso.When) string {
	var out []string
	for _, w := range ws {
		s := fmt.Sprintf("%s %s %s", w.Span.In(text), w.Type, w.Value)
		if w.Mod != "" {
			s += " " + w.Mod
		}
		if !w.From.IsZero() {
			layout := time.DateOnly
			if w.Type == sayso.ClockTime {
				layout = "2006-01-02 15:04"
			}
			s += " "
			if w.Fuzzy {
				s += "~"
			}
			s += "[" + w.From.Format(layout) + "," + w.To.Format(layout) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func FuzzFind(f *testing.F) {
	f.Add("late on Sept. 13, 2023, at 3 p.m.; the past few years; 9/9/99", true)
	f.Add("every\xffMonday two–three’s “1990s” \n\n first half", false)
	f.Fuzz(func(t *testing.T, text string, dated bool) {
		anchor := wednesday
		if !dated {
			anchor = sayso.Date{}
		}
		last := 0
		for _, w := range (Rules{}).Find(text, anchor) {
			if !w.Span.Valid(len(text)) || w.Span.Empty() || w.Span.Start < last {
				t.Fatalf("span %v after %d in %q", w.Span, last, text)
			}
			if w.Value == "" || w.To.Before(w.From) {
				t.Fatalf("%q: %+v", text, w)
			}
			last = w.Span.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Two officials said on Wednesday that the depots, filled since early 2022, would last 18 months; a report of last week put it at a year. ", 50)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Rules{}.Find(text, wednesday)
	}
}
