package web

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"

	"sayso"
)

// certificateLook is how often at most the files of a certificate are looked at.
const certificateLook = time.Second

// certificates are those of two files, read again when these change.
type certificates struct {
	cert, key string
	log       *slog.Logger
	now       func() time.Time

	mu     sync.Mutex
	kept   *tls.Certificate
	stamp  [4]int64 // when the two were changed, and their sizes
	looked time.Time
}

// Certificates are the settings for TLS with the certificates and the key in two files.
// Where these change they are read again; while they hold nothing that can be used, as
// while they are being written, the last ones that could be are used on, and the log
// says so.
func Certificates(cert, key string, log *slog.Logger) (*tls.Config, error) {
	c := &certificates{cert: cert, key: key, log: log, now: time.Now}
	if err := c.read(); err != nil {
		return nil, sayso.E("read certificates", cert, sayso.Invalid, err).Advise("give both files in PEM, the certificates with those that vouch for them")
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: c.get}, nil
}

func (c *certificates) read() error {
	stamp, err := c.look()
	if err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return err
	}
	c.kept, c.stamp, c.looked = &pair, stamp, c.now()
	return nil
}

// look says by what a change of the files shows.
func (c *certificates) look() (stamp [4]int64, err error) {
	for i, path := range []string{c.cert, c.key} {
		info, err := os.Stat(path)
		if err != nil {
			return stamp, err
		}
		stamp[2*i], stamp[2*i+1] = info.ModTime().UnixNano(), info.Size()
	}
	return stamp, nil
}

func (c *certificates) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= certificateLook {
		c.looked = now
		if stamp, err := c.look(); err != nil || stamp != c.stamp {
			if err == nil {
				err = c.read()
			}
			if err != nil {
				c.log.Error("the new certificates cannot be used, the old ones are used on", "error", err)
			}
		}
	}
	return c.kept, nil
}
