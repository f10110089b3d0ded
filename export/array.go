package export

import (
	"bytes"
	"encoding/json"
	"io"
)

// arrayWriter writes one JSON document that holds many objects: a head, the
// objects with commas between, a tail. Each row gives any number of objects.
type arrayWriter struct {
	w       io.Writer
	tail    string
	objects func(row any) ([]any, error)
	n       int
}

func openArray(head, tail string, objects func(row any) ([]any, error)) func(io.Writer) (Writer, error) {
	return func(w io.Writer) (Writer, error) {
		_, err := io.WriteString(w, head)
		return &arrayWriter{w: w, tail: tail, objects: objects}, err
	}
}

func (a *arrayWriter) Write(row any) error {
	objects, err := a.objects(row)
	if err != nil {
		return err
	}
	for _, o := range objects {
		b, err := compact(o)
		if err != nil {
			return err
		}
		sep := ",\n"
		if a.n == 0 {
			sep = "\n"
		}
		a.n++
		if _, err := a.w.Write(append([]byte(sep), b...)); err != nil {
			return err
		}
	}
	return nil
}

func (a *arrayWriter) Close() error {
	_, err := io.WriteString(a.w, "\n"+a.tail+"\n")
	return err
}

// compact is a value as JSON in one line, with the letters of HTML as they are.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// object is a JSON object whose fields stand in the order in which they were set.
// What is empty is left out.
type object struct{ b bytes.Buffer }

func (o *object) set(name string, v any) *object {
	switch x := v.(type) {
	case nil:
		return o
	case string:
		if x == "" {
			return o
		}
	case *string:
		if x == nil || *x == "" {
			return o
		}
	case []string:
		if len(x) == 0 {
			return o
		}
	case []any:
		if len(x) == 0 {
			return o
		}
	}
	b, err := compact(v)
	if err != nil { // of values that no row holds: functions, NaN
		b = []byte("null")
	}
	key, _ := compact(name)
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	o.b.Write(key)
	o.b.WriteByte(':')
	o.b.Write(b)
	return o
}

// MarshalJSON writes the fields.
func (o *object) MarshalJSON() ([]byte, error) {
	return append(append([]byte{'{'}, o.b.Bytes()...), '}'), nil
}

// urn is a name for a thing of the ledger that no network is needed to read.
func urn(kind, id string) string { return "urn:sayso:" + kind + ":" + id }

// addressOf is where the article of a citation is, or its name where it has no
// address.
func (c *Citation) addressOf() string {
	if c.URL != nil && *c.URL != "" {
		return *c.URL
	}
	return urn("article", c.Article)
}
