package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/dns/dnsmessage"

	"sayso"
)

// hastily is a clock on which waiting takes no time.
func hastily() Clock {
	var passed atomic.Int64
	return Clock{
		Now:   func() time.Time { return time.Unix(2_000_000_000, passed.Load()) },
		Sleep: func(ctx context.Context, d time.Duration) error { passed.Add(int64(max(d, 0))); return ctx.Err() },
	}
}

// only lets connections go to one test server.
func only(t *testing.T, s *httptest.Server) func(netip.Addr, uint16) bool {
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	return func(a netip.Addr, port uint16) bool { return a == at.Addr() && port == at.Port() || Public(a) }
}

// server serves handlers by path, and no robots.txt.
func server(t *testing.T, handlers map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range handlers {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	s.Config.ErrorLog = nil
	t.Cleanup(s.Close)
	return s
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, _ = io.WriteString(w, body)
	}
}

// TestHostileServers asks servers that do what they must not. Each ends with
// an error of a kind that says whether to try again, and with words.
func TestHostileServers(t *testing.T) {
	bomb := func(encoding string, pack func(io.Writer) io.WriteCloser, times int) http.HandlerFunc {
		var b bytes.Buffer
		var w io.Writer = &b
		var closers []io.Closer
		for range times {
			c := pack(w)
			closers = append(closers, c)
			w = c
		}
		zeros := make([]byte, 1<<20)
		for range MaxDecoded>>20 + 8 {
			_, _ = w.Write(zeros)
		}
		for i := len(closers) - 1; i >= 0; i-- {
			closers[i].Close()
		}
		return func(w http.ResponseWriter, r *http.Request) {
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(b.Bytes())
		}
	}
	zip := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	flood := make([]byte, 64<<10)
	secret := server(t, map[string]http.HandlerFunc{"/": text("metadata")})
	s := server(t, map[string]http.HandlerFunc{
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for range 1000 {
				if _, err := io.WriteString(w, "."); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				select {
				case <-time.After(5 * time.Millisecond):
				case <-r.Context().Done():
					return
				}
			}
		},
		"/silent": func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(5 * time.Second):
			case <-r.Context().Done():
			}
		},
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for range 100 * MaxBody / len(flood) {
				if _, err := w.Write(flood); err != nil {
					return
				}
			}
		},
		"/said-large": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(MaxBody*1000))
			_, _ = w.Write(flood)
		},
		"/header": func(w http.ResponseWriter, r *http.Request) {
			for i := range 2 * MaxHeader / 1000 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 1000))
			}
		},
		"/bomb":       bomb("gzip", zip, 1),
		"/bomb-twice": bomb("gzip, gzip", zip, 2),
		"/bomb-br":    bomb("br", func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) }, 1),
		"/bomb-zlib":  bomb("deflate", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, 1),
		"/bomb-file":  bomb("", zip, 1),
		"/nested": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip, gzip, gzip")
		},
		"/no-gzip": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = io.WriteString(w, "this is no gzip at all")
		},
		"/no-gzip-file": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff this is no deflate")
		},
		"/unknown": func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", "rot13") },
		"/loop":    func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/chain": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/chain?"+r.URL.RawQuery+"x", http.StatusMovedPermanently)
		},
		"/nowhere": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusFound) },
		"/file": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		},
		"/inside": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, secret.URL, http.StatusFound) },
		"/cloud": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		},
		"/short": func(w http.ResponseWriter, r *http.Request) {
			c, b, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			defer c.Close()
			_, _ = b.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>cut")
			_ = b.Flush()
		},
		"/rubbish": func(w http.ResponseWriter, r *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			defer c.Close()
			_, _ = c.Write([]byte("\x00\x01\x02 no HTTP\r\n\r\n"))
		},
		"/image": func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "image/png") },
		"/gone":  func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusGone) },
		"/login": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"/busy": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusServiceUnavailable)
		},
	})
	c := New(Options{Public: only(t, s), Clock: hastily(), Total: 400 * time.Millisecond})
	patient := New(Options{Public: only(t, s), Clock: hastily()})
	for _, x := range []struct {
		path, words string
		kind        sayso.Kind
	}{
		{"/drip", "TotalTime", sayso.Busy},
		{"/silent", "TotalTime", sayso.Busy},
		{"/endless", "MaxBody", sayso.TooLarge},
		{"/said-large", "MaxBody", sayso.TooLarge},
		{"/header", "MaxHeader", sayso.TooLarge},
		{"/bomb", "MaxDecoded", sayso.TooLarge},
		{"/bomb-twice", "MaxDecoded", sayso.TooLarge},
		{"/bomb-br", "MaxDecoded", sayso.TooLarge},
		{"/bomb-zlib", "MaxDecoded", sayso.TooLarge},
		{"/bomb-file", "MaxDecoded", sayso.TooLarge},
		{"/no-gzip-file", "not encoded as it says", sayso.Invalid},
		{"/nested", "maxEncodings", sayso.TooLarge},
		{"/no-gzip", "not encoded as it says", sayso.Invalid},
		{"/unknown", "rot13", sayso.Invalid},
		{"/loop", "MaxRedirects", sayso.TooLarge},
		{"/chain", "MaxRedirects", sayso.TooLarge},
		{"/nowhere", "redirects to no address", sayso.Invalid},
		{"/file", "only http and https", sayso.Denied},
		{"/inside", "not public", sayso.Denied},
		{"/cloud", "169.254.169.254", sayso.Denied},
		{"/short", "cut short", sayso.Busy},
		{"/rubbish", "", sayso.Busy},
		{"/image", "image/png", sayso.Invalid},
		{"/gone", "410 gone", sayso.NotFound},
		{"/login", "403 forbidden", sayso.Denied},
		{"/busy", "wait 2m", sayso.Busy},
		{"/missing", "404", sayso.NotFound},
	} {
		by := patient
		if x.path == "/drip" || x.path == "/silent" {
			by = c
		}
		res, err := by.Get(t.Context(), Request{Address: s.URL + x.path})
		if err == nil {
			t.Errorf("%s: %d bytes and no error", x.path, len(res.Body))
			continue
		}
		if sayso.KindOf(err) != x.kind || !strings.Contains(err.Error(), x.words) || !strings.Contains(err.Error(), s.URL+x.path) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v (%s), want %s with %q", x.path, err, sayso.KindOf(err), x.kind, x.words)
		}
	}
	for _, address := range []string{"", "ftp://a.example/", "file:///etc/passwd", "http://", "//a.example", "http://a.example:99999/", "http://u:p@a.example/", "http://" + strings.Repeat("a", MaxAddress), "http://[::1%25lo]:1/", "gopher://x"} {
		if _, err := patient.Get(t.Context(), Request{Address: address}); err == nil || sayso.KindOf(err) == sayso.Other {
			t.Errorf("%.60q: %v", address, err)
		}
	}
}

// TestEncodings takes the same words through every encoding that is asked for.
func TestEncodings(t *testing.T) {
	const words = "The harbour is open, the minister said."
	packed := func(encoding string, pack func(io.Writer) io.WriteCloser) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
				t.Error("brotli was not asked for")
			}
			w.Header().Set("Content-Encoding", encoding)
			w.Header().Set("Content-Type", "Text/HTML; charset=KOI8-R")
			p := pack(w)
			_, _ = io.WriteString(p, words)
			p.Close()
		}
	}
	s := server(t, map[string]http.HandlerFunc{
		"/gzip":    packed("gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"/br":      packed("br", func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }),
		"/deflate": packed("deflate", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }),
		"/bare": packed("deflate", func(w io.Writer) io.WriteCloser {
			f, err := flate.NewWriter(w, 6)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}),
		"/file":  packed("identity", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"/plain": packed("identity", func(w io.Writer) io.WriteCloser { return nopCloser{w} }),
	})
	c := New(Options{Public: only(t, s), Clock: hastily()})
	for _, path := range []string{"/gzip", "/br", "/deflate", "/bare", "/file", "/plain"} {
		res, err := c.Get(t.Context(), Request{Address: s.URL + path})
		if err != nil || string(res.Body) != words || res.MediaType != "text/html" || res.Charset != "KOI8-R" {
			t.Errorf("%s: %+v, %v", path, res, err)
		}
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// nameServer answers questions about names on the loopback address. Each
// question for the same name gets the next of its addresses.
func nameServer(t *testing.T, names map[string][]string) *net.Resolver {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	asked := map[string]int{}
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			name := strings.TrimSuffix(q.Name.String(), ".")
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if list := names[name]; list == nil {
				m.RCode = dnsmessage.RCodeNameError
			} else if q.Type == dnsmessage.TypeA {
				a := netip.MustParseAddr(list[min(asked[name], len(list)-1)])
				asked[name]++
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: a.As4()}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

// TestRebinding asks a name that stands for a harmless address first and for
// the machine's own afterwards.
func TestRebinding(t *testing.T) {
	s := server(t, map[string]http.HandlerFunc{"/": text("inside")})
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	resolver := nameServer(t, map[string][]string{"rebind.test": {"127.0.0.1"}, "once.test": {"127.0.0.1", "10.1.2.3"}})

	// Nobody says what the name is: the connection itself is looked at.
	c := New(Options{Resolver: resolver, Clock: hastily()})
	for range 3 {
		_, err := c.Get(t.Context(), Request{Address: "http://rebind.test:" + u.Port() + "/"})
		if sayso.KindOf(err) != sayso.Denied || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("a name for the loopback address: %v", err)
		}
	}
	// The first connection is to an address that counts as public here; the
	// name then moves, and the next connection is refused.
	c = New(Options{Resolver: resolver, Clock: hastily(), Public: only(t, s)})
	c.outside.(*http.Transport).DisableKeepAlives = true
	at := "http://once.test:" + u.Port() + "/"
	if err := c.allowed(t.Context(), must(t, at), false); err != nil {
		t.Fatal(err) // robots.txt is asked over the first connection
	}
	if _, err := c.Get(t.Context(), Request{Address: at}); sayso.KindOf(err) != sayso.Denied || !strings.Contains(err.Error(), "10.1.2.3") {
		t.Errorf("a name that moved inside: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{Address: "http://nobody.test/"}); sayso.KindOf(err) != sayso.Busy || !strings.Contains(err.Error(), "no host nobody.test") {
		t.Errorf("no such name: %v", err)
	}
}

func must(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestLocal: what is refused otherwise is fetched where a source is local, and
// a connection that is open for one does not serve the other.
func TestLocal(t *testing.T) {
	s := server(t, map[string]http.HandlerFunc{"/": text("inside")})
	c := New(Options{Clock: hastily()})
	for _, local := range []bool{false, true, false} {
		res, err := c.Get(t.Context(), Request{Address: s.URL, Local: local})
		if local && (err != nil || string(res.Body) != "inside") || !local && sayso.KindOf(err) != sayso.Denied {
			t.Errorf("local %v: %+v, %v", local, res, err)
		}
	}
}

func TestPublic(t *testing.T) {
	for a, want := range map[string]bool{
		"8.8.8.8": true, "1.1.1.1": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true, "64:ff9b::808:808": true,
		"127.0.0.1": false, "127.8.9.10": false, "10.0.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "192.0.0.192": false, "168.63.129.16": false, "198.18.0.1": false,
		"::1": false, "::": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "64:ff9b::a9fe:a9fe": false, "64:ff9b:1::1": false,
		"fe80::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false, "fc00::1": false, "ff02::1": false, "2002:7f00:1::1": false, "2001::1": false, "2001:db8::1": false, "fec0::1": false,
	} {
		if got := Public(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: public %v", a, got)
		}
	}
}
