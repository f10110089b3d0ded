package web

import (
	"bytes"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

// metrics answers in the text format of Prometheus: what the ledger holds, what
// watching has done, and the process itself.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) error {
	stats, err := s.Ledger.Stats(r.Context())
	if err != nil {
		return err
	}
	set := metrics.NewSet()
	gauge := func(name string, n int) { set.NewGauge(name, func() float64 { return float64(n) }) }
	gauge("sayso_articles", stats.Articles)
	gauge("sayso_versions", stats.Versions)
	gauge("sayso_claims", stats.Claims)
	gauge("sayso_actors", stats.Actors)
	unread := 0
	for _, c := range stats.Unread {
		unread += c.N
	}
	gauge("sayso_articles_unread", unread)
	sources, err := s.Ledger.SourceStats(r.Context())
	if err != nil {
		return err
	}
	gauge("sayso_sources", sources.Sources)
	gauge("sayso_sources_failing", sources.Failing)
	gauge("sayso_items_waiting", sources.Waiting)
	held, err := s.Ledger.HeldStats(r.Context())
	if err != nil {
		return err
	}
	gauge("sayso_articles_held", held.Held)
	if s.Counters != nil {
		for name, n := range s.Counters {
			set.NewCounter(name).Set(uint64(n))
		}
	}
	if s.Workers != nil {
		st, err := s.Workers(r.Context())
		if err != nil {
			return err
		}
		workerMetrics(set, &st)
	}
	var b bytes.Buffer
	set.WritePrometheus(&b)
	metrics.WriteProcessMetrics(&b)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = b.WriteTo(w)
	return nil
}
