package send

import (
	"context"
	"time"

	"sayso"
)

const (
	// lookPause is how long a run waits before it looks for news again, and lookShare
	// how many times as long as the last look took.
	lookPause = time.Second
	lookShare = 5
	// sendPause is how long it waits before it looks for deliveries whose time has come
	// though nothing is new.
	sendPause = 15 * time.Second
)

// Run finds what is new and sends it until ctx ends. A Busy ledger is asked again; what
// else the ledger fails by ends the run.
func (s *Sender) Run(ctx context.Context) error {
	var sent time.Time
	for {
		began := time.Now()
		fresh, err := s.Words.Catch(ctx)
		if err == nil && (fresh > 0 || time.Since(sent) > sendPause) {
			_, err = s.Send(ctx)
			sent = time.Now()
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case sayso.KindOf(err) == sayso.Busy:
		case err != nil:
			return err
		}
		wait := time.NewTimer(max(lookPause, lookShare*time.Since(began)))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return nil
		}
	}
}

// Once finds what is new and sends what is due, once.
func (s *Sender) Once(ctx context.Context) (taken int, err error) {
	if _, err := s.Words.Catch(ctx); err != nil {
		return 0, err
	}
	return s.Send(ctx)
}
