package likeness

import (
	"math"
	"strings"
	"testing"
	"time"

	corpus "sayso/internal/eval/story"
)

// TestFit learns odds that were made.
func TestFit(t *testing.T) {
	var es []example
	for i := range 400 {
		x := float64(i%20)/10 - 1
		p := 1 / (1 + math.Exp(-(2*x - 0.5)))
		es = append(es, example{[]float64{x, 1}, 1, p}, example{[]float64{x, 1}, 0, 1 - p})
	}
	w, err := fit(es)
	if err != nil || math.Abs(w[0]-2) > 0.01 || math.Abs(w[1]+0.5) > 0.01 {
		t.Errorf("%v, %v", w, err)
	}
	if _, err := fit(nil); err == nil {
		t.Error("weights were made of nothing")
	}
}

func TestTrain(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2031, 4, n, 0, 0, 0, 0, time.UTC) }
	ferry := "The ferry Aurelia ran aground off Port Sable, and ninety passengers were taken to the island by boats."
	market := "Bakers in Lower Vale asked the council to move the market back to the square near Port Sable."
	table, err := Train([]corpus.Article{
		{ID: "a", Outlet: "Herald", Title: "Ferry aground", Text: ferry, Time: day(1), Events: []string{"ferry"}},
		{ID: "b", Outlet: "Tribune", Title: "Aurelia aground", Text: ferry[4:], Time: day(1), Events: []string{"ferry"}},
		{ID: "c", Outlet: "Herald", Title: "Bakers want market", Text: market, Time: day(2), Events: []string{"market"}},
		{ID: "d", Outlet: "Tribune", Title: "Market to move", Text: market[10:], Time: day(2), Events: []string{"market"}},
	})
	if err != nil || strings.Count(string(table), "\n") != 10 || !strings.HasPrefix(string(table), "words\t") || !strings.Contains(string(table), "\nbias\t") {
		t.Errorf("%s, %v", table, err)
	}
}
