"""Names that stand side by side: "Durango, Colorado", "Jane Doe, Harbour Radio, Oslo", "Jane Doe (Acme)".

Nothing but punctuation says what they have to do with each other, so the ontology says for which classes it means
anything, and a mere list of equals means nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import standing
from pipeline.records import Relation

MARKS = frozenset([",", "(", "|", "–", "—", "-", "/"])
JOINED = frozenset("and or & versus vs".split())
PLACED = frozenset("in at from of near to outside around for called named".split())
# What may stand before names that fill a sentence: "And I'm Jane Doe, Harbour Radio, Oslo".
SIGNING = frozenset("i 'm ’m am this is it 's ’s and but so for now".split())
MOST = 4  # names in a row that still say something of each other


@dataclass(frozen=True, slots=True)
class Row:
    """Mentions with nothing but marks between them. start, end: tokens. alone: they fill their sentence or line."""

    mentions: tuple[int, ...]
    start: int
    end: int
    alone: bool
    listed: bool


def find_appositions(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims of names side by side, for lexicalisations of kind "apposition" (roles "first" and "second")."""
    if not lexicon.appositions:
        return
    for passage in arguments.scene.passages:
        segment = arguments.scene.document.segment_at(passage.begin)
        if segment is not None and segment.field == "show":
            continue  # "Channel - Topic"
        for row in _rows(arguments, passage):
            yield from _claims(arguments, lexicon, fit, passage, row)


def _rows(arguments: Arguments, passage: Passage) -> Iterator[Row]:
    doc = passage.doc
    for sentence in doc.sents:
        at = sentence.start
        while at < sentence.end:
            first = arguments.name_at(passage, doc[at])
            if first is None:
                at += 1
                continue
            start, found, end = at, [first], at
            while True:
                while end < sentence.end and arguments.name_at(passage, doc[end]) == found[-1]:
                    end += 1
                after = end
                while after < sentence.end and doc[after].text in MARKS:
                    after += 1
                if end < after < sentence.end and doc[after].lower_ == "in" and len(found) > 1:
                    after += 1  # "Jane Doe, Harbour Radio, in Oslo"
                if after == end and after + 1 < sentence.end and doc[after].lower_ in ("and", "&"):
                    after += _are_people(arguments, found[-1], arguments.name_at(passage, doc[after + 1]))
                following = arguments.name_at(passage, doc[after]) if end < after < sentence.end else None
                if following is None:
                    break
                found.append(following)
                end = after
            if len(found) > 1:
                alone = all(
                    token.is_punct or start <= token.i < end or (token.i < start and token.lower_ in SIGNING)
                    for token in sentence
                )
                many = len(found) > 2
                before, behind = doc[sentence.start : start][-3:], doc[end : sentence.end][:3]
                listed = any(_is_joined(arguments, passage, words, many) for words in (before, behind))
                listed |= _goes_on(arguments, passage, behind)
                yield Row(tuple(found), start, end, alone, listed)
            at = max(end, at + 1)


def _are_people(arguments: Arguments, *indices: int | None) -> bool:
    """Whether the names are of people: "Jane Doe & John Roe, Acme" says it of both."""
    votes = [arguments.mentions[index].votes if index is not None else () for index in indices]
    return all(found and found[0].cls == arguments.scene.person for found in votes)


def _is_joined(arguments: Arguments, passage: Passage, words: Span, many: bool) -> bool:
    """Whether a conjunction joins another name to the row: "X, Y and Z", not "X, Y, and she says"; anything to many."""
    joined = any(token.lower_ in JOINED for token in words)
    return joined and (many or any(arguments.name_at(passage, token) is not None for token in words))


def _goes_on(arguments: Arguments, passage: Passage, words: Span) -> bool:
    """Whether the next name of the list has an article, which ends a row: "X, Y, the Z"."""
    marks = [token.lower_ for token in words[:2]]
    return marks == [",", "the"] and len(words) > 2 and arguments.name_at(passage, words[2]) is not None


def _claims(arguments: Arguments, lexicon: Lexicon, fit: Fit, passage: Passage, row: Row) -> Iterator[Claim]:
    mentions = [arguments.mentions[index] for index in row.mentions]
    for lexicalisation in lexicon.appositions:
        predicate = fit.ontology.predicates[lexicalisation.predicate]
        domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
        equals = domain == range_
        for first in range(len(mentions) - 1):
            for second in range(first + 1, len(mentions) if row.alone else first + 2):
                one, other = mentions[first], mentions[second]
                if not (one.votes and other.votes and fit(one, domain) and fit(other, range_)):
                    continue
                places = arguments.scene.place in domain
                inside = _nested(arguments, fit, passage, row, first) if places else _is_unit(arguments, passage, row)
                if equals and (second > first + 1 or not inside):
                    continue
                if not equals and not row.alone and not _enclosed(passage.doc, row):
                    continue
                trigger = passage.doc[row.start]
                begin, end = quote_span(passage, trigger, [one, other])
                stance = standing(trigger)
                yield (
                    lexicalisation,
                    Relation(
                        subject=row.mentions[first],
                        predicate=predicate.iri,
                        object=row.mentions[second],
                        rule="apposition",
                        trigger=other.begin,
                        begin=begin,
                        end=end,
                        confidence=lexicalisation.weight,
                        polarity=stance.polarity if not equals else "affirmed",
                        domain=domain,
                        range=range_,
                    ),
                )


def _nested(arguments: Arguments, fit: Fit, passage: Passage, row: Row, first: int) -> bool:
    """Whether things of one class in a row lie in each other: "in Troy, New York", and not "Paris, London and Rome".

    What has a demonym is a country or a region of one, which lies in none of its equals.
    """
    countries = [fit.is_country(arguments.mentions[index]) for index in row.mentions]
    if row.listed or countries[first] or len(row.mentions) > MOST:
        return False
    outer, inner = arguments.mentions[row.mentions[first + 1]], arguments.mentions[row.mentions[first]]
    if inner.candidates and not arguments.scene.is_known(outer.text, arguments.scene.place):
        return False  # "a lab in Graz, Lumetrik": what is known lies in nothing unheard-of
    if passage.doc[row.end - 1].dep_ in ("nsubj", "nsubjpass"):
        return False  # "since it began in Berlin, Germany has changed"
    before = passage.doc[row.start - 1].lower_ if row.start else ""
    if len(row.mentions) == 2:
        return row.alone or before in PLACED or countries[first + 1] or not before
    return countries[-1]


def _is_unit(arguments: Arguments, passage: Passage, row: Row) -> bool:
    """Whether a unit stands before its house: "at the Department of Glass, Graz University"."""
    words = arguments.mentions[row.mentions[0]].text.removeprefix("the ").split()
    goes_on = any(token.lower_ in JOINED for token in passage.doc[row.end : row.end + 3])
    if len(row.mentions) != 2 or row.listed or goes_on or len(words) < 3 or words[1] not in ("of", "for"):
        return False
    other = arguments.mentions[row.mentions[1]].text.split()[0].casefold()
    openings = arguments.scene.openings
    before = {token.lower_ for token in passage.doc[max(0, row.start - 2) : row.start]}
    return words[0].casefold() in openings and other != words[0].casefold() and (row.alone or bool(before & PLACED))


def _enclosed(doc: Doc, row: Row) -> bool:
    """Whether the second name stands in brackets: "Jane Doe (Acme)"."""
    return any(token.text == "(" for token in doc[row.start : row.end])
