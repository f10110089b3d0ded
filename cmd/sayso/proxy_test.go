//go:build unix

package main

import (
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

// proxy stands between programs and the database, and can be cut and stopped.
type proxy struct {
	port   int
	listen net.Listener
	to     int

	mu    sync.Mutex
	conns map[net.Conn]bool
	until time.Time // refuses until then
	still time.Time // hands nothing on until then
}

func newProxy(to int) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{port: l.Addr().(*net.TCPAddr).Port, listen: l, to: to, conns: map[net.Conn]bool{}}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p, nil
}

func (p *proxy) serve(c net.Conn) {
	defer c.Close()
	p.mu.Lock()
	refuses := time.Now().Before(p.until)
	p.mu.Unlock()
	if refuses {
		return
	}
	d, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.to))
	if err != nil {
		return
	}
	defer d.Close()
	p.mu.Lock()
	p.conns[c], p.conns[d] = true, true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.conns, c)
		delete(p.conns, d)
		p.mu.Unlock()
	}()
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{c, d}, {d, c}} {
		go func() {
			p.hand(way[0], way[1])
			ended <- struct{}{}
		}()
	}
	<-ended
}

// hand hands bytes on, as long as nothing stops them.
func (p *proxy) hand(from io.Reader, to io.Writer) {
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		p.mu.Lock()
		wait := time.Until(p.still)
		p.mu.Unlock()
		time.Sleep(max(0, wait))
		if n > 0 {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// cut breaks all connections, and refuses others for a while.
func (p *proxy) cut(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Now().Add(d)
	for c := range p.conns {
		_ = c.Close()
	}
}

// stall hands nothing on for a while.
func (p *proxy) stall(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.still = time.Now().Add(d)
}

// mend lets all pass.
func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until, p.still = time.Time{}, time.Time{}
}

func (p *proxy) close() {
	_ = p.listen.Close()
	p.cut(0)
}
