# ruff: noqa: E501 - data
"""Small sound inputs of every kind that talkgraph reads, written for this: what the fuzzer begins with."""

from __future__ import annotations

import gzip
import io
import zipfile

WORDS = "Mira Solano founded Halcyon Labs in Lisbon in 2014. It never bought Brightwater, says Tom O'Neil."

TRANSCRIPTS: dict[str, bytes] = {
    "text": f"Host: Welcome to the show.\nMira Solano: Thank you. {WORDS}\n[00:01:02] Host: Why?\n".encode(),
    "markdown": f"---\ntitle: A talk\ndate: 2024-05-01\nguests:\n  - name: Mira\n---\n# Head\n\n**Host** 00:10\n\n* {WORDS}\n"
    f"\n| who | what |\n|---|---|\n| Mira | {WORDS} |\n".encode(),
    "webvtt": f"WEBVTT\n\nNOTE x\n\n1\n00:00.000 --> 00:04.500 align:start\n<v Mira Solano>{WORDS}</v>\n\n"
    "00:04.500 --> 00:09.000\n- <c.x>and</c> &amp; &#x41;\n".encode(),
    "srt": f"1\n00:00:00,000 --> 00:00:04,500\n{WORDS}\n\n2\n00:00:05,000 --> 00:00:09,000\n<i>{WORDS}</i>\n\n".encode(),
    "ass": b"[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, "
    b"Effect, Text\nDialogue: 0,0:00:01.00,0:00:04.00,Default,Mira,0,0,0,,{\\b1}She left\\NHalcyon Labs.\n",
    "tsv": f"start\tend\ttext\n0\t4500\t{WORDS}\n4500\t9000\t{WORDS}\n".encode(),
    "csv": f'speaker,start,text\nMira,0:01,"{WORDS}"\nHost,0:09,"He said ""no"""\n'.encode(),
    "ttml": f'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head><metadata><ttm:agent xml:id="a">'
    f'<ttm:name>Mira</ttm:name></ttm:agent></metadata></head><body><div><p begin="0.0s" end="00:00:04" ttm:agent="a">{WORDS}'
    "<br/>And.</p></div></body></tt>".encode(),
    "youtube-xml": f'<transcript><text start="0.1" dur="4">{WORDS} &amp;quot;x&amp;quot;</text></transcript>'.encode(),
    "html": f"<!DOCTYPE html><html><head><title>Talk</title><meta name=date content=2024-05-01></head><body><article>"
    f"<h1>A talk</h1><p><b>Mira:</b> {WORDS}</p><table><tr><td>x</td></tr></table><script>1</script></article></body>".encode(),
    "whisper": f'{{"text": "{WORDS}", "segments": [{{"id": 0, "start": 0.0, "end": 4.5, "text": " {WORDS}", "words": '
    f'[{{"word": "Mira", "start": 0.0, "end": 0.4}}]}}], "language": "en"}}'.encode(),
    "deepgram": f'{{"results": {{"channels": [{{"alternatives": [{{"transcript": "{WORDS}", "words": [{{"word": "mira", '
    f'"punctuated_word": "Mira", "start": 0.1, "end": 0.5, "speaker": 0}}]}}]}}]}}}}'.encode(),
    "aws": f'{{"jobName": "x", "results": {{"transcripts": [{{"transcript": "{WORDS}"}}], "items": [{{"type": "pronunciation", '
    f'"start_time": "0.0", "end_time": "0.4", "alternatives": [{{"content": "Mira", "confidence": "1"}}]}}]}}}}'.encode(),
    "youtube-json": f'{{"events": [{{"tStartMs": 0, "dDurationMs": 4500, "segs": [{{"utf8": "{WORDS}"}}, {{"utf8": "\\n"}}]}}]}}'
    "".encode(),
    "google": f'{{"results": [{{"alternatives": [{{"transcript": "{WORDS}", "words": [{{"word": "Mira", "startTime": "0s", '
    f'"endTime": "0.400s", "speakerTag": 1}}]}}], "languageCode": "en-us"}}]}}'.encode(),
    "list-json": f'[{{"speaker": "Mira", "ts": "0:01", "body": "{WORDS}"}}, {{"speaker": "Host", "body": "{WORDS}"}}]'.encode(),
    "utf-16": f"Mira: {WORDS}\n".encode("utf-16"),
    "cp1252": f"Mira: “{WORDS}” — fin, café.\n".encode("cp1252"),
}


def epub() -> bytes:
    """A book of one chapter."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        root = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
        book.writestr("META-INF/container.xml", root)
        package = (
            '<package><metadata><dc:title xmlns:dc="x">Talk</dc:title></metadata><manifest><item id="c" href="c.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'
        )
        book.writestr("a.opf", package)
        book.writestr("c.xhtml", f"<html><body><p>{WORDS}</p></body></html>")
    return buffer.getvalue()


def docx() -> bytes:
    """A Word file, as small as one can be."""
    buffer = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    text = f"<w:document {space}><w:body><w:p><w:r><w:t>Mira: {WORDS}</w:t></w:r></w:p></w:body></w:document>"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (("[Content_Types].xml", kinds), ("_rels/.rels", links), ("word/document.xml", text)):
            file.writestr(name, content)
    return buffer.getvalue()


def pdf() -> bytes:
    """A page with one line, without a table of offsets: readers rebuild it."""
    stream = f"BT /F1 12 Tf 72 700 Td ({WORDS}) Tj ET".encode()
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%b\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n" % (len(stream), stream)
    )


SCHEMA = b"""@prefix tg: <https://w3id.org/talkgraph/schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix x: <https://example.org/x#> .
x:Thing a owl:Class ; rdfs:label "thing"@en . x:Plant a owl:Class ; rdfs:subClassOf x:Thing ; tg:noun "plant" .
x:grows a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain x:Thing ; rdfs:range [ owl:unionOf ( x:Plant x:Thing ) ] ;
  owl:inverseOf x:grownBy ; rdfs:subPropertyOf x:tends ; tg:lexicalisation
  [ tg:verb "grow" ; tg:domainRole "subject" ; tg:rangeRole "object" ; tg:weight 0.7 ] .
x:grownBy a owl:ObjectProperty . x:tends a owl:ObjectProperty ; rdfs:subPropertyOf x:grows .
x:height a owl:DatatypeProperty ; rdfs:range xsd:decimal ; tg:measure [ tg:unit "metre" ; tg:factor 1 ; tg:least 2 ] .
[] a owl:AllDisjointClasses ; owl:members ( x:Plant x:Thing ) .
x:rose a x:Plant ; skos:prefLabel "Rose"@en ; skos:altLabel "Rosa"@la ; skos:hiddenLabel "rows" .
"""
GOLD = b"""entities:
- {name: Mira Solano, type: [Person], surface: [Mira, "Solano"], optional: true}
- {name: Halcyon Labs, type: [Organization, Place]}
relations:
- [Halcyon Labs, foundedBy, Mira Solano, "00:01:02"]
- any: [[Halcyon Labs, locatedIn, Lisbon], [Halcyon Labs, operatesIn, Lisbon]]
quantities:
- [Halcyon Labs, foundingYear, 2014]
"""
GRAPH = b"""<x:d> <http://purl.org/dc/terms/source> "a.txt" <x:g> .
<x:d> <https://w3id.org/talkgraph/schema#digest> "1" <x:g> .
<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/talkgraph/schema#Person> <x:g> .
<x:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Ada \\u00e9 \\"q\\""@en <x:g> .
<x:a> <https://w3id.org/talkgraph/schema#worksFor> _:b <x:g> .
_:b <https://w3id.org/talkgraph/schema#employeeCount> "05"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g> .
<x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <x:a> <x:p> "1"@en )>> .
"""
RDF: dict[str, bytes] = {
    "nq": GRAPH,
    "ttl": b'@prefix t: <https://w3id.org/talkgraph/schema#> . <x:a> a t:Person ; t:worksFor [ a t:Organization ] , ( 1 2.5 "x"@en ) .',
    "trig": b'PREFIX x: <x:> GRAPH x:g { x:a a x:B ; x:c """long\ntext""" , true , 1e3 . }',
    "jsonld": b'{"@context": {"n": {"@id": "x:n", "@language": "en"}}, "@id": "x:g", "@graph": [{"@id": "x:a", "n": ["b", {"@value": 1}]}]}',
    "rdf": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "x:e">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    b'xmlns:x="x:y#"><rdf:Description rdf:about="&e;a" x:p="q"><x:r rdf:parseType="Collection"><x:T/></x:r></rdf:Description></rdf:RDF>',
    "nq.gz": gzip.compress(GRAPH, mtime=0),
}
REQUESTS: tuple[bytes, ...] = (
    b"GET /sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D HTTP/1.1\r\nHost: localhost:1\r\nAccept: text/csv;q=0.5, */*\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost:1\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nOrigin: "
    b"http://localhost:1\r\nContent-Length: 41\r\n\r\nquery=ASK%20%7B%7D&default-graph-uri=x%3Ag",
    b"OPTIONS /sparql HTTP/1.1\r\nHost: localhost:1\r\n\r\nGET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n",
)
