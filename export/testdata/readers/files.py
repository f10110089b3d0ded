"""Reads every file of this folder that is no table and prints what stands in it."""
import json
import sqlite3

import bibtexparser
import docx
import feedparser
import rdflib
import rispy
import stix2
from markdown_it import MarkdownIt
from pyld import jsonld

out = {}

# The words of the W3C's context that annotations use: the real one is at an address, and tests open no connections.
ANNO = {"@context": {"oa": "http://www.w3.org/ns/oa#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "as": "http://www.w3.org/ns/activitystreams#",
                     "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
                     "items": {"@id": "as:items", "@container": "@list"}, "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
                     "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end"}}
page = json.load(open("claims.annotations"))
assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
expanded = jsonld.expand(page, {"documentLoader": lambda url, options: {"contextUrl": None, "documentUrl": url, "document": ANNO}})
targets = [t for a in expanded[0]["https://www.w3.org/ns/activitystreams#items".replace("https", "http")][0]["@list"] for t in a["http://www.w3.org/ns/oa#hasTarget"]]
OA = "http://www.w3.org/ns/oa#"
first = {s["@type"][0]: s for s in targets[0][OA + "hasSelector"]}
quote, position = first[OA + "TextQuoteSelector"], first[OA + "TextPositionSelector"]
out["annotations"] = {"quoted": quote[OA + "exact"][0]["@value"], "prefix": quote[OA + "prefix"][0]["@value"], "start": position[OA + "start"][0]["@value"],
                      "end": position[OA + "end"][0]["@value"], "sources": sorted({t[OA + "hasSource"][0]["@id"] for t in targets}), "pieces": len(targets)}

graph = rdflib.Graph()
for name in ["claims", "articles", "stories"]:
    graph.parse(name + ".jsonld", format="json-ld")
HEAD = "PREFIX s: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#> "


def ask(query):
    return [[str(v) for v in row] for row in graph.query(HEAD + query)]


out["jsonld"] = {
    "claims": len(ask("SELECT ?c { ?c a s:Claim }")), "quotations": len(ask("SELECT ?c { ?c a s:Quotation }")),
    "said": ask("SELECT ?t { <urn:sayso:claim:cl1> s:text ?t }")[0][0],
    "speakers": sorted(r[0] for r in ask("SELECT ?n { <urn:sayso:claim:cl1> prov:wasAttributedTo ?a . ?a s:name ?n }")),
    "carried": ask("SELECT ?n { <urn:sayso:claim:cl1> prov:wasQuotedFrom ?v . ?v prov:wasAttributedTo ?a . ?a s:name ?n }")[0][0],
    "articles": len(ask("SELECT ?v { ?v a s:NewsArticle }")), "headline": ask("SELECT ?h { <urn:sayso:version:ve1> s:headline ?h }")[0][0],
    "copy": ask("SELECT ?c { ?c prov:wasDerivedFrom <urn:sayso:article:ar1> }")[0][0],
}

library = bibtexparser.parse_file("articles.bib")
assert not library.failed_blocks, library.failed_blocks
entry = library.entries[0]
out["bibtex"] = {"keys": [e.key for e in library.entries], "title": entry["title"], "url": entry["url"], "author": entry["author"]}

entries = rispy.load(open("articles.ris", encoding="utf-8"))
out["ris"] = {"type": entries[0]["type_of_reference"], "authors": entries[0]["authors"], "title": entries[0]["title"], "date": entries[0]["date"], "number": len(entries)}

feed = feedparser.parse(open("claims.atom", "rb").read())
out["atom"] = {"entries": len(feed.entries), "bozo": bool(feed.bozo), "title": feed.entries[0].title, "link": feed.entries[0].link, "updated": feed.feed.updated}

document = docx.Document("claims.docx")
by_style = {}
for p in document.paragraphs:
    by_style.setdefault(p.style.name.lower(), []).append(p.text)
out["docx"] = {"headings": len(by_style["heading 1"]), "quote": by_style["quote"][0], "title": by_style["title"][0]}

tokens = MarkdownIt("commonmark").parse(open("claims.md", encoding="utf-8").read())
kinds = [t.type for t in tokens] + [c.type for t in tokens for c in t.children or []]
at = kinds.index("blockquote_open")
inline = next(t for t in tokens[at:] if t.type == "inline")
out["md"] = {"headings": kinds.count("heading_open"), "quote": "".join(c.content for c in inline.children), "links": kinds.count("link_open"),
             "html": kinds.count("html_block") + kinds.count("html_inline")}

db = sqlite3.connect("claims.db")
out["sqlite"] = {"rows": db.execute("SELECT count(*) FROM claims").fetchone()[0], "content": db.execute("SELECT content FROM claims WHERE id = 'cl1'").fetchone()[0],
                 "second": db.execute("SELECT value FROM claims, json_each(speakers) WHERE claims.id = 'cl1' AND key = 1").fetchone()[0],
                 "codebook": db.execute("SELECT count(*) FROM codebook").fetchone()[0], "integrity": db.execute("PRAGMA integrity_check").fetchone()[0]}

bundles = {name: stix2.parse(open(name + ".stix", encoding="utf-8").read()) for name in ["claims", "articles", "actors"]}
objects = {o.id: o for o in bundles["claims"].objects}
note = next(o for o in bundles["claims"].objects if o.type == "note")
out["stix"] = {name: len(b.objects) for name, b in bundles.items()}
out["stix"]["note"] = " ".join(note.content.split())
out["stix"]["who"] = sorted(objects[r].name for r in note.object_refs if r.startswith("identity"))

print(json.dumps(out))
