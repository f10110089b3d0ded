package web

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sayso/export"
)

var update = flag.Bool("update", false, "write web/openapi.json anew")

// object is one of JSON; its fields are written in the order of the alphabet.
type object = map[string]any

// describer writes the description of the API from the list of endpoints, the types
// of their answers and the comments of those.
type describer struct {
	comments map[string]string // of "Type" and "Type.Field"
	schemas  object
}

// TestOpenAPI holds web/openapi.json against the endpoints and the types.
func TestOpenAPI(t *testing.T) {
	d := &describer{readComments(t, "../export"), object{}}
	maps.Copy(d.comments, readComments(t, "."))
	d.schemas["Error"] = d.of(reflect.TypeFor[apiError]())
	paths := object{}
	for i := range endpoints {
		paths[endpoints[i].path] = object{"get": d.operation(&endpoints[i])}
	}
	for i := range writes {
		x := &writes[i]
		if paths[x.path] == nil {
			paths[x.path] = object{}
		}
		paths[x.path].(object)[strings.ToLower(x.method)] = d.write(x)
	}
	want, err := json.MarshalIndent(object{
		"openapi": "3.1.0",
		"info": object{"title": "Sayso", "version": "1", "license": object{"name": "Apache 2.0", "identifier": "Apache-2.0"},
			"description": "Who said what, on whose word. Everything is read with GET or HEAD, and but for follows nothing is changed: another method is answered with 405. Offsets count Unicode code points, end exclusive. " +
				"The number in the address rises when a field is renamed or dropped, and not when one is added: expect fields that are not here."},
		"servers": []any{object{"url": "/", "description": "the server that you have this file from"}},
		"paths":   paths, "components": object{"schemas": d.schemas, "responses": failures(), "securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "a token of an account, where people sign in at the server"}}},
	}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile("openapi.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, description) {
		t.Error("web/openapi.json is not what the endpoints and types say: go test ./web -run '^TestOpenAPI$' -update")
	}
}

func readComments(t *testing.T, dir string) map[string]string {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	pkg, err := doc.NewFromFiles(set, files, dir, doc.AllDecls|doc.PreserveAST)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, typ := range pkg.Types {
		out[typ.Name] = plainWords(typ.Doc)
		s, ok := typ.Decl.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range s.Fields.List {
			for _, n := range f.Names {
				out[typ.Name+"."+n.Name] = plainWords(f.Doc.Text() + f.Comment.Text())
			}
		}
	}
	return out
}

// write describes an address by which something is changed.
func (d *describer) write(x *write) object {
	out := object{"summary": x.about, "operationId": strings.ToLower(x.method) + "_" + strings.NewReplacer("/api/v1/", "", "/{id}", "_one", "/", "_").Replace(x.path)}
	if strings.Contains(x.path, "{id}") {
		out["parameters"] = []any{object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"}, "description": "identifier"}}
	}
	if x.takes != nil {
		out["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": d.of(reflect.TypeOf(x.takes))}}}
	}
	responses := object{"204": object{"description": "it is done"}}
	if x.gives != nil {
		content := object{"application/json": object{"schema": d.of(reflect.TypeOf(x.gives))}}
		responses = object{"200": object{"description": "it was there, and is so now", "content": content}, "201": object{"description": "it was added", "content": content}}
	}
	for _, status := range []string{"400", "403", "404", "500", "503"} {
		responses[status] = object{"$ref": "#/components/responses/" + status}
	}
	out["responses"] = responses
	return out
}

func plainWords(s string) string { return strings.Join(strings.Fields(s), " ") }

func (d *describer) operation(e *endpoint) object {
	params := []any{}
	for _, name := range []string{"id", "file"} {
		if !strings.Contains(e.path, "{"+name+"}") {
			continue
		}
		p := object{"name": name, "in": "path", "required": true, "schema": object{"type": "string"}, "description": "identifier"}
		if name == "file" {
			p["description"] = "kind and format, with a point between: " + strings.Join(export.KindNames(), ", ") + "; which formats a kind has, docs/exports.md tells"
		}
		params = append(params, p)
	}
	for _, p := range e.parameters() {
		params = append(params, p.described())
	}
	if forPrograms(e.path) {
		params = append(params, object{"name": "If-None-Match", "in": "header", "schema": object{"type": "string"}, "description": "the ETag of the answer that you have"})
	}
	responses := object{"200": d.answer(e)}
	for _, status := range e.failures() {
		responses[status] = object{"$ref": "#/components/responses/" + status}
	}
	return object{"summary": e.about, "operationId": strings.Trim(strings.NewReplacer("/api/v1/", "", "/{id}", "_one", "/{file}", "", "/", "_", ".", "_").Replace(e.path), "_"), "parameters": params, "responses": responses, "security": e.security()}
}

// security says by what an endpoint lets in; nothing is asked where nobody signs in.
func (e *endpoint) security() []object {
	if needs["GET "+e.path] == nobody {
		return []object{}
	}
	return []object{{"token": []string{}}, {}}
}

func (p *parameter) described() object {
	schema := object{"type": "string"}
	switch {
	case p.kind != "":
		schema["type"] = p.kind
	case p.values != nil:
		schema["enum"] = append(slices.Clone(p.values), "")
	}
	if p.name == "limit" {
		schema["minimum"] = 1
	}
	if p.kind == "number" {
		schema["minimum"], schema["maximum"] = 0, 1
	}
	if p.many {
		schema = object{"type": "array", "items": schema}
	}
	return object{"name": p.name, "in": "query", "description": p.about, "schema": schema}
}

// failures are the other statuses that an endpoint answers with.
func (e *endpoint) failures() []string {
	out := []string{"403", "414", "500", "503"}
	if needs["GET "+e.path] != nobody {
		out = append(out, "401")
	}
	if forPrograms(e.path) {
		out = append(out, "304", "400")
	}
	asks := func(name string) bool {
		return slices.ContainsFunc(e.takes, func(p parameter) bool { return p.name == name })
	}
	if strings.Contains(e.path, "{") || e.path == "/api/v1/changes" || asks("like") {
		out = append(out, "404")
	}
	if e.dear || strings.HasPrefix(e.path, "/export/") {
		out = append(out, "429")
	}
	return out
}

func failures() object {
	out := object{"304": object{"description": "the answer is the one that you have"}}
	for status, about := range map[string]string{"400": "what is asked cannot be answered: a filter, a value, a date or a cursor is off; the message says what there is instead", "401": "people sign in at this server, and the request gives no token that lets in", "403": "the server does not answer to that name, only shows, or your account may not see that",
		"404": "there is no such thing", "414": "the query is longer than 4096 bytes", "429": "you have too many such requests under way; Retry-After says when to come again", "500": "the ledger could not answer; the log of the server says why",
		"503": "the ledger is busy, or the answer took more than 10 seconds: try again"} {
		out[status] = object{"description": about, "content": object{"application/json": object{"schema": object{"$ref": "#/components/schemas/Error"}},
			"text/*": object{"schema": object{"type": "string"}}}}
	}
	return out
}

func (d *describer) answer(e *endpoint) object {
	content := object{}
	headers := object{}
	if forPrograms(e.path) {
		headers["ETag"] = object{"description": "give it as If-None-Match, and the answer is 304 as long as it holds", "schema": object{"type": "string"}}
	}
	switch {
	case e.rows != nil:
		content["application/json"] = object{"schema": object{"type": "object", "required": []string{"items", "next"}, "properties": object{
			"items": object{"type": "array", "items": d.of(reflect.TypeOf(e.gives))}, "next": object{"type": []string{"string", "null"}, "description": "give it as after for the next piece; null on the last"}}}}
		for _, f := range export.FormatsOf(e.rows) {
			media, _, _ := strings.Cut(f.Media, ";")
			content[media] = object{}
		}
		headers["Link"] = object{"description": "the address of the next piece, where format is given (RFC 8288)", "schema": object{"type": "string"}}
	case e.gives != nil:
		content["application/json"] = object{"schema": d.of(reflect.TypeOf(e.gives))}
	case e.media == "application/json":
		content[e.media] = object{"schema": object{"type": "object"}}
	case strings.HasPrefix(e.path, "/export/"):
		for _, k := range export.Kinds() {
			for _, f := range export.ExportsOf(k.Schema) {
				media, _, _ := strings.Cut(f.Media, ";")
				content[media] = object{}
			}
		}
	default:
		content[e.media] = object{"schema": object{"type": "string"}}
	}
	out := object{"description": e.about, "content": content}
	if len(headers) > 0 {
		out["headers"] = headers
	}
	return out
}

// of is the JSON Schema of a type as encoding/json writes it.
func (d *describer) of(t reflect.Type) object {
	switch t.Kind() {
	case reflect.Pointer:
		s := d.of(t.Elem())
		if typ, ok := s["type"]; ok {
			s["type"] = []any{typ, "null"}
			return s
		}
		return object{"anyOf": []any{s, object{"type": "null"}}}
	case reflect.Slice:
		return object{"type": "array", "items": d.of(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": d.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": d.of(t.Elem())}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Struct:
		if t.Name() == "" || t == reflect.TypeFor[apiError]() {
			return d.fields(t)
		}
		if _, ok := d.schemas[t.Name()]; !ok {
			d.schemas[t.Name()] = object{} // a type may hold itself
			d.schemas[t.Name()] = d.fields(t)
		}
		return object{"$ref": "#/components/schemas/" + t.Name()}
	}
	panic("no schema for " + t.String())
}

func (d *describer) fields(t reflect.Type) object {
	properties, required := object{}, []string{}
	var add func(reflect.Type)
	add = func(t reflect.Type) {
		for i := range t.NumField() {
			f := t.Field(i)
			name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous && name == "" {
				add(f.Type)
				continue
			}
			s := d.of(f.Type)
			if about := d.comments[t.Name()+"."+f.Name]; about != "" {
				s["description"] = about
			}
			properties[name] = s
			if rest != "omitempty" && rest != "omitzero" {
				required = append(required, name)
			}
		}
	}
	add(t)
	out := object{"type": "object", "properties": properties, "required": required}
	if about := d.comments[t.Name()]; about != "" {
		out["description"] = about
	}
	return out
}
