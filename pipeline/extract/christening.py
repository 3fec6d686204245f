"""Things that are told of before they are named: "I started a theater." - "What was it called?" - "The Red Kettle."

A noun that brings in something new ("a theater", "this little app") takes the name that is given to it sentences or
turns later, by a clause ("it's called X", "we call it X", "X, it's called") or by the answer to a question for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from spacy.tokens import Span, Token

from pipeline.extract.answers import FILLING, following
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found
from pipeline.extract.written import SMALL
from pipeline.ontology import squash

FAR = 70  # tokens between the noun and its name
NEW = frozenset({"a", "an", "another", "this", "own"})
OWN = frozenset({"my", "our", "his", "her", "their", "your"})
HAVING = frozenset("run start found own head lead build create launch have".split())
AFTER = 2  # sentences behind a name that tell what it is
LONGEST = 6  # words of a name
# Nouns of no things that have names.
PASSING = frozenset(
    "story question while year month week day lot bit couple time moment way sense reason chance thing".split()
)
IT = r"(?:it|they|that|this)"
# What leads to a name: "it's called X", "we call it X", "its name is X".
GIVES = re.compile(
    rf"""\b(?:{IT}(?:['’]s|['’]re|\ is|\ are|\ was|\ were)(?:\ (?:just|now|actually|also))?\ (?:called|named|titled)
    |(?:we|they|i|he|she|you|people)\ (?:call|called|named|dubbed)\ (?:it|them|that)
    |(?:the|its)\ (?:name|title)(?:['’]s|\ is|\ was))[,]?\ (?:uh,?\ |um,?\ |like,?\ )?(?=(?:the\ |a\ )?[A-Z\d])""",
    re.IGNORECASE | re.VERBOSE,
)
SUPPOSED = re.compile(r"\b(?:if|would|could|might|should|will|going to|wanted?)\b|['’](?:d|ll)\b", re.IGNORECASE)
GIVEN = re.compile(rf",? {IT}(?:['’]s|['’]re| is| are| was| were) called\b", re.IGNORECASE)  # "X, it's called"
# Questions for a name.
ASKS = re.compile(
    rf"""\b(?:what|which|how)(?:['’]s|['’]re|\ is|\ are|\ was|\ were|\ do\ (?:you|they)|\ did\ (?:you|they|he|she))?\b
    [^?]{{0,30}}\b(?:call(?:ed)?|named?|title)\b[^?]{{0,20}}\?
    |\bdo(?:es)?\ (?:it|they)\ have\ a\ (?:name|title)\b[^?]{{0,12}}\? | \b{IT}['’]?s?\ called\b[^?]{{0,6}}\?""",
    re.IGNORECASE | re.VERBOSE,
)
# What asks what a name stands for, and what opens the sentence that tells.
WHAT = re.compile(r"\b(?:[Ww]hat(?:['’]s| is| are| was)|explain|describe|[Tt]ell (?:me|us) about) (?=[A-Z])")
DEFINES = re.compile(
    r"""\W*(?:(?:um|uh|so|well|okay|oh|yeah|yes|right|and),?\ )*
    (?:it(?:['’]s|\ is|\ was)|(?P<name>(?-i:[A-Z])[\w-]+(?:\ (?-i:[A-Z])[\w-]+){0,3})(?:['’]s|\ is))
    (?:\ (?:basically|really|just|actually|kind\ of|sort\ of|mostly|essentially),?)?\ (?=(?:an?|the|our|my|this)\ )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Christening:
    """A noun, by its offset, the name that it is given, and what that makes of it."""

    noun: int
    passage: Passage
    name: Span
    cls: str
    kind: str


def christened(scene: Scene) -> Iterator[Finding]:
    """Names given to what was told of before, whose class the noun tells."""
    for given in christenings(scene):
        yield found(given.passage.begin, given.name, given.cls, "naming", 0.85, f"called a {given.kind}")


def defined(scene: Scene) -> Iterator[Finding]:
    """Names that are asked for or given, by what is said behind: "What's X?" - "It's a tool"."""
    for passage in scene.passages:
        for sentence in passage.doc.sents:
            if (name := _told_of(sentence)) is not None and (cls := _defined(scene, passage, sentence, name)):
                yield found(passage.begin, name, cls, "naming", 0.8, "it is told what it is")


def _defined(scene: Scene, passage: Passage, sentence: Span, name: Span) -> str | None:
    """The class of what the sentences behind say that it is."""
    for _ in range(AFTER):
        if (behind := following(scene.passages, passage, sentence)) is None:
            return None
        passage, sentence = behind
        match = DEFINES.match(sentence.text)
        if match is None or match["name"] not in (None, name.text):
            return None
        if (cls := _kind(scene, sentence, match.end())) is not None:
            return cls
    return None


def _told_of(sentence: Span) -> Span | None:
    """The name that the sentence asks for or gives: "what's X?", "it's called X"."""
    for pattern in (WHAT, GIVES):
        if (match := pattern.search(sentence.text)) is None:
            continue
        name = _name_at(sentence, match.end())
        if name is not None and all(token.is_punct for token in sentence.doc[name.end : sentence.end]):
            return name
    return None


def _kind(scene: Scene, sentence: Span, begin: int) -> str | None:
    """The class of the noun that the words say it is: of a thing or a house only."""
    for token in sentence:
        if token.idx < sentence.start_char + begin or token.pos_ not in ("NOUN", "PROPN", "VERB", "PUNCT"):
            continue
        if token.dep_ in ("compound", "amod", "npadvmod") and token.pos_ != "VERB":
            continue
        telling = token.tag_ == "NN" and token.lemma_ not in PASSING
        cls = scene.class_nouns.get(token.lemma_.lower()) if telling else None
        return cls if cls not in (scene.person, scene.place) else None
    return None


@lru_cache(maxsize=1)  # names ask for them, and then what nouns stand for
def christenings(scene: Scene) -> tuple[Christening, ...]:
    """Each noun with the name that it is given."""
    return tuple(_christenings(scene))


def _christenings(scene: Scene) -> Iterator[Christening]:
    numbers = {passage.begin: number for number, passage in enumerate(scene.passages)}
    named: set[int] = set()
    for passage, name, until, alone in _names(scene):
        told, words = until or (passage, name)
        noun = _noun(scene, list(islice(_before(scene.passages, numbers[told.begin], words.start), FAR)))
        if noun is not None and (until is None or _asks_of(until[1], noun[1])):
            at, token = noun
            cls = scene.class_nouns[token.lemma_.lower()]
            if alone and (cls != scene.organisation or at.offset(token) in named or not _is_ones_own(scene, token)):
                continue
            named.add(at.offset(token))
            yield Christening(at.offset(token), passage, name, cls, token.text)


def _before(passages: Sequence[Passage], number: int, end: int) -> Iterator[tuple[Passage, Token]]:
    """The tokens before a token of a passage, the nearest first, over passages."""
    for at in range(number, -1, -1):
        passage = passages[at]
        yield from ((passage, passage.doc[i]) for i in range((end if at == number else len(passage.doc)) - 1, -1, -1))


def _noun(scene: Scene, before: list[tuple[Passage, Token]]) -> tuple[Passage, Token] | None:
    """The last thing that was told of as new, else as somebody's; None where it is of no class that has names."""
    for determiners in (NEW, OWN):
        for passage, token in before:
            if token.tag_ != "NN" or token.dep_ in ("compound", "npadvmod") or token.lemma_ in PASSING:
                continue
            if token.dep_ == "attr" and not any(child.dep_ == "expl" for child in token.head.children):
                continue  # "it was a mess", unlike "there is a tool"
            cls = scene.class_nouns.get(token.lemma_.lower())
            if cls != scene.person and any(child.lower_ in determiners for child in token.lefts):
                return None if cls in (None, scene.place) else (passage, token)
    return None


def _is_ones_own(scene: Scene, noun: Token) -> bool:
    """Whether somebody heads or has the house that it is told of: "the CEO of a company", "I run a bakery"."""
    head = noun.head
    office = noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in scene.roles
    return office or (noun.dep_ == "dobj" and head.lemma_ in HAVING)


def _asks_of(question: Span, noun: Token) -> bool:
    """Whether the question may be for the name of the noun: not "what's your brother called?"."""
    others = (token for token in question if token.pos_ == "NOUN" and token.lemma_ not in ("name", "title"))
    return all(token.lemma_ == noun.lemma_ for token in others)


def _names(scene: Scene) -> Iterator[tuple[Passage, Span, tuple[Passage, Span] | None, bool]]:
    """Names that are given, each with the question for it where one asks, and whether nothing but the name is said."""
    asked_before = False
    for passage in scene.passages:
        for sentence in passage.doc.sents:
            text, answers, asked_before = sentence.text, asked_before, sentence.text.rstrip().endswith("?")
            asked = ASKS.search(text) if asked_before else None
            if asked is not None:
                answer = following(scene.passages, passage, sentence)
                name = _leading(answer[1]) if answer is not None else None
                if answer is not None and name is not None:
                    yield answer[0], name, (passage, sentence), False
                continue
            if asked_before or SUPPOSED.search(text):
                continue
            for match in GIVES.finditer(text):
                name, lead = _name_at(sentence, match.end()), sentence.start_char + match.start()
                if name is not None and not _is_told(sentence, lead):
                    yield passage, name, None, False
            name = _leading(sentence)
            if name is None:
                continue
            alone = name.end == sentence.end or (name.end == sentence.end - 1 and sentence[-1].text in ".!")
            if GIVEN.match(passage.doc.text, name.end_char):
                yield passage, name, None, False
            elif alone and not answers and _is_new(scene, name):
                yield passage, name, None, True


def _is_told(sentence: Span, until: int) -> bool:
    """Whether "it" takes up a noun of its own sentence that is not told of as new: "the river, it's called X"."""
    before = [token for token in sentence if token.idx < until and token.tag_ == "NN" and token.lemma_ not in PASSING]
    return bool(before) and not any(child.lower_ in NEW for child in before[-1].lefts)


def _is_new(scene: Scene, name: Span) -> bool:
    """Whether a name by itself can only be a new one: "So, Kestrel Bio.", unlike "Lovely." and "Jane."."""
    if scene.is_given(name[0].text) or squash(name.text) in scene.index.names:
        return False
    coined = any(scene.unheard(token.lower_) for token in name)
    ends = len(name) > 1 and scene.endings.get(name[-1].lower_) == scene.organisation
    return (coined or ends) and all(token.is_alpha and token.text[0].isupper() for token in name)


def _leading(sentence: Span) -> Span | None:
    """The name that opens the sentence and ends at a mark."""
    at = sentence.start
    while at < sentence.end and (sentence.doc[at].is_punct or sentence.doc[at].lower_ in FILLING):
        at += 1
    name = _name(sentence.doc[at]) if at < sentence.end else None
    closed = name is not None and (name.end >= sentence.end or name.doc[name.end].is_punct)
    return name if closed else None


def _name_at(sentence: Span, place: int) -> Span | None:
    """The name that begins at a character of the sentence."""
    begin = sentence.start_char + place
    first = sentence.doc.char_span(begin, begin + 1, alignment_mode="expand")
    return _name(first[0]) if first is not None else None


def _name(first: Token) -> Span | None:
    """The capitalised words that begin there, with small ones between them."""
    doc, end = first.doc, first.i
    for token in doc[first.i : min(first.sent.end, first.i + LONGEST)]:
        if token.text[0].isupper() or token.text[0].isdigit():
            end = token.i + 1
        elif token.lower_ not in SMALL and token.text not in ("-", "&"):
            break
    span = doc[first.i : end]
    owned = end < len(doc) and doc[end].tag_ == "POS"
    return span if len(span) and not owned and not all(token.is_stop for token in span) else None
