package dates

import "strings"

// months are the names of months, and their short forms, in the languages that
// much news is written in.
var months = func() map[string]int {
	out := map[string]int{}
	for i, names := range []string{
		"january jan januar jän jänner janvier janv enero ene janeiro gennaio gen januari января янв stycznia sty ocak oca", "february feb februar februari février fevrier févr fevr febrero fevereiro fev febbraio февраля фев lutego lut şubat",
		"march mar märz mrz mär mars marzo março marco maart mrt марта мар marca mart", "april apr avril avr abril abr aprile апреля апр kwietnia kwi nisan nis", "may mai mayo maio maggio mag mei maj maja мая mayıs",
		"june jun juni juin junio junho giugno giu июня июн czerwca cze haziran haz", "july jul juli juillet juil julio julho luglio lug июля июл lipca lip temmuz tem",
		"august aug août aout agosto ago augustus augusti августа авг sierpnia sie ağustos ağu", "september sep sept septembre septiembre setembro set settembre сентября сен września wrz eylül eyl",
		"october oct oktober okt octobre octubre outubro out ottobre ott октября окт października paź ekim eki", "november nov novembre noviembre novembro ноября ноя listopada lis kasım kas", "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабря дек grudnia gru aralık ara",
	} {
		for _, n := range strings.Fields(names) {
			out[n] = i + 1
		}
	}
	return out
}()
