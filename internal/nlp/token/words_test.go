package token

import "testing"

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"I can't. You cannot.", "I ca·n't .\nYou can·not ."},
		{"gonna wanna gotta", "gon·na wan·na got·ta"},
		{"DON'T dont I'd've y'all", "DO·N'T do·nt I·'d·'ve y'·all"},
		{"Ada’s boats’ it’s won’t", "Ada·’s boats·’ it·’s wo·n’t"},
		{"O'Neill d'Arvel rock'n'roll ma'am", "O'Neill d'Arvel rock'n'roll ma'am"},
		{"the 1990s, '60s, 60's and 2008's best", "the 1990s , '60s , 60's and 2008·'s best"},
		{"a well-known non-profit, e-mail, U.S.-led", "a well - known non-profit , e-mail , U.S. - led"},
		{"and/or w/o n/a", "and / or w/o n/a"},
		{"A&E AT&T salt&pepper", "A&E AT&T salt & pepper"},
		{"Mr. K. Abara Jr. of Tallow Inc. and the U.S.", "Mr. K. Abara Jr. of Tallow Inc. and the U.S."},
		{"at 3:30 p.m., 5pm or 7:15AM", "at 3:30 p.m. , 5 pm or 7:15 AM"},
		{"$4.5m, €20, £1,000.50, 20% US$5", "$ 4.5 m , € 20 , £ 1,000.50 , 20 % US $ 5"},
		{"1st 22nd 4A 9/11 1/2 2020-05-17", "1st 22nd 4A 9/11 1/2 2020-05-17"},
		{"555-0100-234, 555-0199 or 10-15", "555-0100-234 , 555-0199 or 10 - 15"},
		{"See https://a.example/b_(c). Or www.b.example/x?y=1, ok", "See https://a.example/b_(c) .\nOr www.b.example/x?y=1 , ok"},
		{"Write to ada.l+x@mail.example.org. meridian.com/news", "Write to ada.l+x@mail.example.org .\nmeridian.com/news"},
		{"report.pdf ended.Then", "report.pdf ended .\nThen"},
		{"@harbour_watch said #TidesTurn #1", "@harbour_watch said #TidesTurn # 1"},
		{"So... well… no -- yes — maybe–not", "So ... well … no -- yes — maybe – not"},
		{"What?! No!!! 5...", "What ?!\nNo !!!\n5 ..."},
		{"fine :) <3 👩‍👩‍👧🏽🇳🇴🇸🇪", "fine :) <3 👩‍👩‍👧🏽 🇳🇴 🇸🇪"},
		{"[sic] {x} <y> [...]", "[ sic ] { x } < y > [...]"},
		{"Łódź café naïve Ψ 東京", "Łódź café naïve Ψ 東京"},
		{"-5 +1 .25 –3", "-5 +1 .25 – 3"},
		{"nothin' ain't 'em", "nothin' ai·n't 'em"},
	} {
		d := Tokenize(c.text)
		if got := show(d); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		if s := broken(d); s != "" {
			t.Errorf("%q: %s", c.text, s)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"He left at 9 p.m. The end.", "He left at 9 p.m.\nThe end ."},
		{"The U.S. Senate met. Sen. R. T. Lind spoke.", "The U.S. Senate met .\nSen. R. T. Lind spoke ."},
		{"It fell 4.5 points. 20 ships sank.", "It fell 4.5 points .\n20 ships sank ."},
		{"\"Go.\" She went. \"Why?\" he asked.", "\" Go . \"\nShe went .\n\" Why ? \" he asked ."},
		{"Take vitamin C. The rest (see below.) follows.", "Take vitamin C.\nThe rest ( see below . ) follows ."},
		{"Well... I know. Wait... what?", "Well ...\nI know .\nWait ... what ?"},
		{"2. Method of work", "2 . Method of work"},
		{"It ended.[4] Then it rained. :) Good.", "It ended . [ 4 ]\nThen it rained . :)\nGood ."},
		{"Acme Corp. said no. Tallow Ltd. Mr. Lind won.", "Acme Corp. said no .\nTallow Ltd. Mr. Lind won ."},
		{"No. 5 won. No. It lost.", "No. 5 won .\nNo .\nIt lost ."},
		{"A headline without a stop\n\nThe text.", "A headline without a stop\nThe text ."},
	} {
		if got := show(Tokenize(c.text)); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSentenceBound(t *testing.T) {
	text := "one"
	for i := 0; i < 2*MaxSentenceTokens; i++ {
		if i == MaxSentenceTokens-40 {
			text += ";"
		}
		text += " word"
	}
	d := Tokenize(text)
	if len(d.Sentences) != 3 || d.Word(d.Sentences[0].End-1) != ";" {
		t.Errorf("sentences %v", d.Sentences)
	}
}
