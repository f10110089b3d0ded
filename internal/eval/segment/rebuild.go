package segment

import (
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"strings"
	"unicode"

	"sayso"
	"sayso/nlp"
)

// maxFile bounds the bytes that are read of one corpus file.
const maxFile = 16 << 20

// rebuiltShare reads every file of the corpora, whatever it holds, and returns
// the share of those that their tokens rebuild.
func rebuiltShare(ctx context.Context, corpora fs.FS, read func(text string) *nlp.Doc) (float64, error) {
	files, whole := 0, 0
	err := fs.WalkDir(corpora, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return sayso.E("read corpus", path, sayso.Denied, err)
		}
		if ctx.Err() != nil {
			return sayso.E("score", path, sayso.Cancelled, ctx.Err())
		}
		if e.IsDir() {
			return nil
		}
		text, err := contents(corpora, path)
		if err != nil {
			return sayso.E("read corpus", path, sayso.Damaged, err)
		}
		files++
		if Rebuilds(read(text)) {
			whole++
		}
		return nil
	})
	if err != nil || files == 0 {
		return 0, err
	}
	return float64(whole) / float64(files), nil
}

// contents is a file's first maxFile bytes, unpacked where its name ends in .gz.
func contents(corpora fs.FS, path string) (string, error) {
	f, err := corpora.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return "", err
		}
		defer z.Close()
		r = z
	}
	b, err := io.ReadAll(io.LimitReader(r, maxFile))
	return string(b), err
}

// Rebuilds reports whether d's tokens stand in order, without overlap, and
// nothing but white space and invisible characters stands between them.
func Rebuilds(d *nlp.Doc) bool {
	at := 0
	for _, t := range d.Tokens {
		if t.Start < at || t.End <= t.Start || t.End > len(d.Text) || strings.TrimFunc(d.Text[at:t.Start], unseen) != "" {
			return false
		}
		at = t.End
	}
	return strings.TrimFunc(d.Text[at:], unseen) == ""
}

func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}
