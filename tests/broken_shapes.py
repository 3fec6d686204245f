"""Shapes that what a few made-up talks say breaks."""

# Whoever founded something breaks the first; Lisbon, by itself, the second.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
tg:NoFounder a sh:NodeShape ; sh:targetSubjectsOf tg:foundedBy ;
    sh:property [ sh:path tg:foundedBy ; sh:class tg:Place ; sh:message "the founder is a place here" ] .
tg:NoLisbon a sh:NodeShape ; sh:targetClass tg:Place ;
    sh:property [ sh:path skos:prefLabel ; sh:pattern "^[^L]" ; sh:message "no place begins with L" ] .
"""
