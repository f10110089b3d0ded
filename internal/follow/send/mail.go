package send

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"sayso"
	"sayso/internal/ingest/fetch"
)

// mailTime bounds the talk with a mail server.
const mailTime = 30 * time.Second

// TLS is how the connection to a mail server is encrypted.
type TLS string

const (
	StartTLS TLS = "starttls" // begun in the clear, and encrypted before anything is said
	WholeTLS TLS = "tls"      // from the first byte on
	NoTLS    TLS = "none"     // for a server on this machine
)

// Mail is by whom mails are sent.
type Mail struct {
	Server         string // host:port
	User, Password string // empty where the server asks for none
	From           string
	TLS            TLS
}

// Validate refuses what no mail can be sent by.
func (m *Mail) Validate() error {
	host, port, err := net.SplitHostPort(m.Server)
	if n, e := strconv.Atoi(port); err != nil || e != nil || host == "" || n < 1 || n > 65535 {
		return sayso.Errorf("mail", m.Server, sayso.Invalid, "it is no mail server").Advise("write it as mail.newsroom.example:587")
	}
	if !slices.Contains([]TLS{StartTLS, WholeTLS, NoTLS}, m.TLS) {
		return sayso.Errorf("mail", string(m.TLS), sayso.Invalid, "there is no such encryption").Advise("write starttls, tls or none")
	}
	from := sayso.Notice{Kind: sayso.MailNotice, To: m.From}
	return from.Validate()
}

// message lays a delivery out as a mail.
func (m *Mail) message(d *message) (*mail.Msg, error) {
	out := mail.NewMsg()
	if err := out.FromFormat("Sayso", m.From); err != nil {
		return nil, err
	}
	if err := out.To(d.Notice.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(m.From, "@")
	out.SetMessageIDWithValue(d.ID + "@" + domain)
	out.SetDateWithValue(d.Made)
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	out.SetGenHeader("X-Sayso-Follow", string(d.Follow.ID))
	out.Subject("Sayso: " + d.heading())
	text := d.text()
	if len(d.Items) == 0 {
		text = "This is a test: mails about this follow reach you.\n"
	}
	text += "\n-- \nYou follow this in Sayso as “" + d.Follow.Name + "”."
	if page := d.page("/follows/" + string(d.Follow.ID)); page != "" {
		text += " All of it: " + page
	}
	out.SetBodyString(mail.TypeTextPlain, text+"\n")
	return out, nil
}

func (m *Mail) send(ctx context.Context, d *message) error {
	msg, err := m.message(d)
	if err != nil {
		return sayso.E("mail", "", sayso.Denied, err)
	}
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return sayso.E("mail", "", sayso.Invalid, err)
	}
	n, _ := strconv.Atoi(port)
	options := []mail.Option{mail.WithPort(n), mail.WithTimeout(mailTime)}
	dial := fetch.Connect
	switch m.TLS {
	case WholeTLS:
		options, dial = append(options, mail.WithSSL()), fetch.ConnectTLS
	case NoTLS:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.User != "" {
		auth := mail.SMTPAuthAutoDiscover
		if m.TLS == NoTLS {
			auth = mail.SMTPAuthPlainNoEnc
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(m.User), mail.WithPassword(m.Password))
	}
	client, err := mail.NewClient(host, append(options, mail.WithDialContextFunc(mail.DialContextFunc(dial)))...)
	if err != nil {
		return sayso.E("mail", "", sayso.Invalid, err)
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	if refused, ok := errors.AsType[*mail.SendError](err); ok && !refused.IsTemp() && refused.ErrorCode() >= 500 {
		return sayso.E("mail", "", sayso.Denied, fmt.Errorf("the mail server refuses it: %w", err))
	}
	if err != nil {
		return sayso.E("mail", "", sayso.Busy, err)
	}
	return nil
}
