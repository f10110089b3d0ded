package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
)

// conformity holds every answer that a test of this package gets from an address for
// programs against the description of the API.
var conformity struct {
	sync.Mutex
	answers int
	faults  []string
}

// closed is the description with all objects closed: a field that it leaves out is a
// fault here, though users are to expect new ones.
func closed() []byte {
	var d object
	if err := json.Unmarshal(description, &d); err != nil {
		panic(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch x := v.(type) {
		case object:
			if x["type"] == "object" && x["properties"] != nil {
				x["additionalProperties"] = false
			}
			for _, y := range x {
				walk(y)
			}
		case []any:
			for _, y := range x {
				walk(y)
			}
		}
	}
	walk(d)
	b, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	return b
}

var judge = sync.OnceValue(func() validator.Validator {
	d, err := libopenapi.NewDocument(closed())
	if err != nil {
		panic(err)
	}
	v, errs := validator.NewValidator(d)
	if len(errs) > 0 {
		panic(errs)
	}
	return v
})

// described says that an address is one that the description has, or should have.
func described(r *http.Request) bool {
	path := r.URL.Path
	if strings.HasPrefix(path, apiRoot+"follows") {
		return true
	}
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && (forPrograms(path) || path == "/healthz" || path == "/readyz" || path == "/metrics")
}

// conforms notes what is wrong with an answer.
func conforms(r *http.Request, res *http.Response, body []byte) {
	if !described(r) || res.StatusCode == http.StatusNotFound && bytes.Contains(body, []byte("no such address")) {
		return
	}
	asked := r.Clone(r.Context())
	if asked.Method == http.MethodHead {
		asked.Method = http.MethodGet
	}
	answer := *res
	answer.Body = io.NopCloser(bytes.NewReader(body))
	if r.Method == http.MethodHead || res.Header.Get("Content-Encoding") != "" {
		return
	}
	ok, faults := judge().ValidateHttpResponse(asked, &answer)
	conformity.Lock()
	defer conformity.Unlock()
	conformity.answers++
	if ok {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s", r.Method, r.URL.RequestURI(), res.Status)
	for _, f := range faults {
		fmt.Fprintf(&b, "\n  %s: %s", f.Message, f.Reason)
		for _, s := range f.SchemaValidationErrors {
			fmt.Fprintf(&b, "\n    %s: %s", s.FieldPath, s.Reason)
		}
	}
	conformity.faults = append(conformity.faults, b.String())
}

// checkedTransport checks answers that come over a connection.
type checkedTransport struct{ http.RoundTripper }

func (c checkedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := c.RoundTripper.RoundTrip(r)
	if err != nil || !described(r) || res.Header.Get("X-Cut") != "" {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	res.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
	if err == nil {
		conforms(r, res, body)
	}
	return res, nil
}

// failing gives the error that reading ended with.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

// checked is what a handler answered, once it is checked.
func checked(r *http.Request, w *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	conforms(r, w.Result(), w.Body.Bytes())
	return w
}

func TestMain(m *testing.M) {
	http.DefaultTransport = checkedTransport{http.DefaultTransport}
	code := m.Run()
	for _, f := range conformity.faults {
		fmt.Fprintln(os.Stderr, "an answer is not as web/openapi.json describes it:", f)
		code = 1
	}
	os.Exit(code)
}

// TestOpenAPIIsOne has the description itself checked against the schema of the
// OpenAPI Initiative, and sees that answers are held against it at all.
func TestOpenAPIIsOne(t *testing.T) {
	if ok, faults := judge().ValidateDocument(); !ok {
		for _, f := range faults {
			t.Error(f)
		}
	}
	before := conformity.answers
	s := serve(t)
	if res, body := get(t, s.URL+"/api/v1/openapi.json"); res.StatusCode != 200 || body != string(description) {
		t.Errorf("%s %.100s", res.Status, body)
	}
	get(t, s.URL+"/api/v1/claims?limit=1")
	if n := conformity.answers - before; n != 2 {
		t.Errorf("%d answers were checked", n)
	}
	r := httptest.NewRequest("GET", "http://localhost/api/v1/stats", nil)
	for _, wrong := range []string{`{"articles":1}`, `{"actors":1,"articles":1,"claims":1,"forms":[],"unread":[],"versions":1,"more":1}`, `{"actors":null,"articles":1,"claims":1,"forms":[],"unread":[],"versions":1}`} {
		n := len(conformity.faults)
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/json")
		w.WriteString(wrong)
		checked(r, w)
		if len(conformity.faults) != n+1 {
			t.Errorf("%s is taken", wrong)
		}
		conformity.faults = conformity.faults[:n]
	}
}
