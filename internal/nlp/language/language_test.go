package language

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bridge is one short report in several languages, in our own words.
var bridge = map[string]string{
	"en": "The mayor of Sandhaven said on Tuesday that the bridge would stay closed until the end of the month. According to him, the work has been delayed by rain. The opposition accuses the town of approving the money too late.",
	"fr": "Le maire de Port-Sable a déclaré mardi que le pont resterait fermé jusqu'à la fin du mois. Selon lui, les travaux ont pris du retard à cause des pluies. « Nous ferons tout pour rouvrir la route », a-t-il ajouté devant le conseil municipal.",
	"de": "Der Bürgermeister von Sandhafen sagte am Dienstag, die Brücke bleibe bis zum Ende des Monats gesperrt. Nach seinen Worten haben sich die Arbeiten wegen des Regens verzögert. Die Opposition wirft der Stadt vor, das Geld zu spät bewilligt zu haben.",
	"es": "El alcalde de Puerto Arena dijo el martes que el puente seguirá cerrado hasta fin de mes. Según él, las obras se han retrasado por las lluvias. La oposición acusa al ayuntamiento de haber aprobado el dinero demasiado tarde.",
	"it": "Il sindaco di Porto Sabbia ha detto martedì che il ponte resterà chiuso fino alla fine del mese. Secondo lui i lavori sono in ritardo per le piogge. L'opposizione accusa il comune di avere stanziato i fondi troppo tardi.",
	"pt": "O prefeito de Porto Areia disse na terça-feira que a ponte ficará fechada até o fim do mês. Segundo ele, as obras atrasaram por causa das chuvas. A oposição acusa a prefeitura de ter liberado o dinheiro tarde demais.",
	"nl": "De burgemeester van Zandhaven zei dinsdag dat de brug tot het einde van de maand gesloten blijft. Volgens hem zijn de werkzaamheden door de regen vertraagd. De oppositie verwijt de stad dat het geld te laat is vrijgegeven.",
	"sv": "Borgmästaren i Sandhamn sade på tisdagen att bron förblir stängd till slutet av månaden. Enligt honom har arbetet försenats av regnet. Oppositionen anklagar staden för att ha beviljat pengarna för sent.",
	"da": "Borgmesteren i Sandhavn sagde tirsdag, at broen forbliver lukket til slutningen af måneden. Ifølge ham er arbejdet blevet forsinket af regnen. Oppositionen beskylder byen for at have bevilget pengene for sent.",
	"pl": "Burmistrz Piaskowego Portu powiedział we wtorek, że most pozostanie zamknięty do końca miesiąca. Według niego prace opóźniły się z powodu deszczu. Opozycja zarzuca miastu, że zbyt późno przyznało pieniądze.",
	"tr": "Kumliman belediye başkanı salı günü köprünün ay sonuna kadar kapalı kalacağını söyledi. Ona göre çalışmalar yağmur nedeniyle gecikti. Muhalefet, belediyeyi parayı çok geç onaylamakla suçluyor.",
	"id": "Wali kota Pasirlabuh mengatakan pada hari Selasa bahwa jembatan akan tetap ditutup sampai akhir bulan. Menurut dia, pekerjaan tertunda karena hujan. Pihak oposisi menuduh kota itu terlambat menyetujui dana.",
	"vi": "Thị trưởng thành phố Cảng Cát hôm thứ Ba nói rằng cây cầu sẽ đóng cửa cho đến cuối tháng. Theo ông, công việc bị chậm trễ vì mưa. Phe đối lập cáo buộc thành phố phê duyệt tiền quá muộn.",
	"ro": "Primarul din Portul Nisipului a declarat marți că podul va rămâne închis până la sfârșitul lunii. Potrivit lui, lucrările au întârziat din cauza ploilor. Opoziția acuză primăria că a aprobat banii prea târziu.",
	"fi": "Hiekkasataman pormestari sanoi tiistaina, että silta pysyy suljettuna kuun loppuun asti. Hänen mukaansa työt ovat viivästyneet sateen vuoksi. Oppositio syyttää kaupunkia siitä, että rahat myönnettiin liian myöhään.",
	"ru": "Мэр Песчаной Гавани заявил во вторник, что мост останется закрытым до конца месяца. По его словам, работы задержались из-за дождей.",
	"uk": "Мер Піщаної Гавані заявив у вівторок, що міст залишиться закритим до кінця місяця. За його словами, роботи затрималися через дощі.",
	"ar": "قال رئيس بلدية ميناء الرمال يوم الثلاثاء إن الجسر سيبقى مغلقا حتى نهاية الشهر. وأضاف أن الأعمال تأخرت بسبب الأمطار.",
	"fa": "شهردار بندر شن روز سه\u200cشنبه گفت که پل تا پایان ماه بسته می\u200cماند. به گفته او کارها به دلیل باران به تأخیر افتاده است.",
	"zh": "沙港市长周二表示，大桥将继续关闭到月底。他说，由于下雨，工程被推迟了。",
	"ja": "砂港市の市長は火曜日、橋は月末まで閉鎖されたままになると述べた。雨のため工事が遅れているという。",
	"ko": "모래항 시장은 화요일에 다리가 월말까지 폐쇄될 것이라고 말했다. 비 때문에 공사가 늦어졌다고 한다.",
	"el": "Ο δήμαρχος του Αμμολίμανου δήλωσε την Τρίτη ότι η γέφυρα θα μείνει κλειστή ως το τέλος του μήνα.",
	"he": "ראש עיריית נמל החול אמר ביום שלישי כי הגשר יישאר סגור עד סוף החודש בגלל הגשמים.",
	"hi": "रेत बंदरगाह के महापौर ने मंगलवार को कहा कि पुल महीने के अंत तक बंद रहेगा।",
}

// TestLanguages reads one report in each language, undeclared, rightly declared,
// and declared to be English or French by mistake.
func TestLanguages(t *testing.T) {
	for want, text := range bridge {
		for _, declared := range []string{"", want, "en", "en-GB", "rubbish!"} {
			if got := Of(text, declared); got != want {
				t.Errorf("%s declared %q is read as %q", want, declared, got)
			}
		}
		long := strings.Repeat(text+"\n\n", 20)
		if got := Of(long, "en"); got != want {
			t.Errorf("%d bytes of %s are read as %q", len(long), want, got)
		}
	}
}

func TestEnglish(t *testing.T) {
	english := bridge["en"]
	for _, c := range []struct{ text, declared, want string }{
		{english, "fr", "en"},     // declared by mistake
		{english, "en_US", "en"},  // a dialect
		{english, "en-AU", "en"},  //
		{english, "", "en"},       //
		{"Bridge closed", "", ""}, // too short to tell
		{"Bridge closed", "en-GB", "en"},
		{"Sandhaven 2, Port Sable 1: Reyes, Brandt; Ostby", "", ""},
		{"Pont fermé", "fr", "fr"}, // too short to tell, and declared
		{"The bridge is closed, they said", "fr", "en"},
		{"Мост закрыт", "", "ru"}, // another script is enough
		{"", "", ""},
		{"", "de-CH", "de"},
		{"1, 2, 3 – 4!", "", ""},
		{strings.Repeat("Alabama, Arizona, Arkansas, Georgia, Idaho, Iowa, Kentucky, Louisiana, Michigan, Mississippi, Missouri, Ohio; ", 8), "", "en"},
		// Mixed texts are of the language that most of them is in.
		{strings.Repeat(english+"\n", 6) + bridge["fr"], "", "en"},
		{strings.Repeat(bridge["fr"]+"\n", 6) + english, "", "fr"},
		{strings.Repeat(bridge["fr"]+"\n", 6) + english, "ca", "ca"}, // near relatives: its publisher knows
		{strings.Repeat(english+"\n", 5) + strings.Repeat(bridge["ar"]+"\n", 2), "", "en"},
		{english + " \xff\xfe broken", "", "en"},
	} {
		if got := Of(c.text, c.declared); got != c.want {
			t.Errorf("%.60q declared %q is read as %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}

// TestNoEnglishIsLost wants all articles, titles and paragraphs of corpora of
// English news read as English, in the folder that SAYSO_CORPORA names.
func TestNoEnglishIsLost(t *testing.T) {
	data := os.Getenv("SAYSO_CORPORA")
	if data == "" {
		t.Skip("SAYSO_CORPORA names no folder with corpora")
	}
	texts, paragraphs := 0, 0
	look := func(name, text string) {
		texts++
		for _, declared := range []string{"", "en", "en-GB"} {
			if got := Of(text, declared); got != English && got != "" {
				t.Errorf("%s, declared %q, is read as %s: %.200q", name, declared, got, text)
			}
		}
		for p := range strings.SplitSeq(text, "\n\n") {
			paragraphs++
			if got := Of(p, ""); got != English && got != "" {
				t.Errorf("a paragraph of %s is read as %s: %.200q", name, got, p)
			}
		}
	}
	for _, folder := range []string{"polnear", "coverage", "stories"} {
		err := filepath.WalkDir(filepath.Join(data, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			switch filepath.Ext(path) {
			case ".txt":
				look(path, string(b))
			case ".json", ".jsonl":
				for d := json.NewDecoder(bytes.NewReader(b)); d.More(); {
					var o struct{ Title, Text string }
					if err := d.Decode(&o); err != nil {
						return err
					}
					look(path, o.Text)
					look(path, o.Title)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d texts, %d paragraphs", texts, paragraphs)
}

func FuzzOf(f *testing.F) {
	for _, s := range bridge {
		f.Add(s, "en")
	}
	f.Add("\xff\x00", "x-y-z")
	f.Fuzz(func(t *testing.T, text, declared string) {
		if a, b := Of(text, declared), Of(text, declared); a != b {
			t.Errorf("%q and %q", a, b)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for _, lang := range []string{"en", "fr", "ar"} {
		text := strings.Repeat(bridge[lang]+"\n\n", 20)
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Of(text, "")
			}
		})
	}
}
