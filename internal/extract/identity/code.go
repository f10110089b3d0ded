package identity

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"
	"strings"
)

// declaration is one of a package, written without comments and layout.
type declaration struct {
	text   string
	names  []string // that it declares
	on     string   // the type that it is a method of; empty for others
	words  []string // every identifier in it
	always bool     // it runs although nothing names it
}

// declarations lists what the Go code of packages declares, each with its
// package before it. In which file a declaration stands makes no difference,
// but for the platforms that the file is for.
//
// The root package holds the nouns of the whole house, and most of them have
// nothing to do with reading: a new method of a ledger must not make every
// reading an old one. So of the root, and of it alone, only that counts which
// the other packages name, and what that names in turn. Names are compared
// without their types, which takes in too much rather than too little.
func declarations(module string, packages []source) ([]string, error) {
	var out []string
	var root []declaration
	reached := map[string]bool{}
	for _, p := range packages {
		for name, data := range p.code {
			file, err := parse(name, data)
			if err != nil {
				return nil, err
			}
			if p.path == module {
				root = append(root, file.declarations...)
				continue
			}
			for _, d := range file.declarations {
				out = append(out, p.path+"\n"+d.text)
			}
			for _, name := range file.from(module) {
				reached[name] = true
			}
		}
	}
	for _, d := range reach(root, reached) {
		out = append(out, module+"\n"+d.text)
	}
	return out, nil
}

// reach keeps of the declarations those that are named, by what is outside or
// by one that is kept, and the methods of the types among them.
func reach(all []declaration, named map[string]bool) []declaration {
	var kept []declaration
	for more := true; more; {
		more = false
		all = slices.DeleteFunc(all, func(d declaration) bool {
			if !d.always && !named[d.on] && !slices.ContainsFunc(d.names, func(n string) bool { return named[n] }) {
				return false
			}
			for _, w := range d.words {
				named[w] = true
			}
			kept, more = append(kept, d), true
			return true
		})
	}
	return kept
}

// file is one file of Go code.
type file struct {
	syntax       *ast.File
	declarations []declaration
}

func parse(name string, data []byte) (*file, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &file{syntax: syntax}
	platforms := platforms(syntax)
	text := func(n ast.Node) string {
		return tokens(data[set.Position(n.Pos()).Offset:set.Position(n.End()).Offset])
	}
	for _, imp := range syntax.Imports {
		f.declarations = append(f.declarations, declaration{text: "import " + text(imp)})
	}
	for _, d := range syntax.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		one := declaration{text: platforms + text(d)}
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				one.names, one.always = []string{d.Name.Name}, d.Name.Name == "init"
			} else {
				one.on = receiver(d.Recv.List[0].Type)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					one.names = append(one.names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						one.names = append(one.names, n.Name)
					}
				}
			}
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name != "_" {
				one.words = append(one.words, id.Name)
			}
			return true
		})
		f.declarations = append(f.declarations, one)
	}
	return f, nil
}

// platforms are those that a file is for, as its build constraint has it.
func platforms(f *ast.File) string {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if c.Pos() < f.Package && constraint.IsGoBuild(c.Text) {
				return c.Text + "\n"
			}
		}
	}
	return ""
}

// receiver is the name of the type that a method is of.
func receiver(x ast.Expr) string {
	for {
		switch t := x.(type) {
		case *ast.StarExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// from lists the names that a file uses of the package at a path.
func (f *file) from(path string) []string {
	as := ""
	for _, imp := range f.syntax.Imports {
		if strings.Trim(imp.Path.Value, `"`) != path {
			continue
		}
		if as = path[strings.LastIndexByte(path, '/')+1:]; imp.Name != nil {
			as = imp.Name.Name
		}
	}
	if as == "" {
		return nil
	}
	var out []string
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == as {
				out = append(out, sel.Sel.Name)
			}
		}
		return true
	})
	return out
}

// tokens writes code as its tokens alone, one a line: without comments, spaces,
// what line endings there are, and the marks that lines need before a bracket
// closes.
func tokens(code []byte) string {
	set := token.NewFileSet()
	var s scanner.Scanner
	s.Init(set.AddFile("", -1, len(code)), code, nil, 0)
	var out []string
	for {
		_, tok, literal := s.Scan()
		if last := len(out) - 1; last >= 0 && (out[last] == ";" || out[last] == ",") && (tok == token.RPAREN || tok == token.RBRACE || tok == token.EOF) {
			out = out[:last]
		}
		switch {
		case tok == token.EOF:
			return strings.Join(out, "\n")
		case tok == token.SEMICOLON, literal == "":
			out = append(out, tok.String())
		default:
			out = append(out, literal)
		}
	}
}
