"""What stands around a name, or ends it, tells what it is: "install X", "X went public", "the people at X", "XConf"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.extract.cutting import with_article
from pipeline.extract.evidence import is_bare, stands_as_name
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found, is_capital, is_date, name_around, with_second
from pipeline.ontology import Ontology, squash
from pipeline.records import Vote

NAME, NUMBER, KNOWN = "~", "#", "*"
DETERMINER = frozenset("the a an my our your his her its their this that".split())  # what "the" of a context stands for
AROUND, WITHIN, BESIDE = 0.65, 0.7, 0.55  # weight of a context, of the end of a word, of a list
SHORTEST = 3  # letters of a name
REACH = 6  # words between a noun and the comma behind what is said of it
OF_PEOPLES = frozenset({"NORP", "LANGUAGE"})  # labels of the model
STEM = 3  # letters before the part of a word that betrays a class
_WORD = r"[A-Z][\w’'-]*"
AUTHORED = re.compile(  # "The Harbour of Glass by Ada Quill"
    rf"\b(?P<title>{_WORD}(?: (?:(?:of|the|a|an|and|in|on|to|for|with|at|from) )*{_WORD})+)"
    rf" by (?P<author>(?:[A-Z]\. ?){{1,3}}(?=[A-Z][a-z])|{_WORD} )[A-Z]"
)
ABBREVIATION = re.compile(r"[A-Z]{2,4}s?")
CLOSING = frozenset(". , ; : ! ? - – —".split())

Words = tuple[frozenset[str], ...]
Held = Mapping[int, tuple[int, int, str]]  # token of a known name -> its first and last token, and its class


@dataclass(frozen=True, slots=True)
class Clue:
    """Words before a name, the nearest first, and behind it, and the class that they tell."""

    cls: str
    before: Words
    behind: Words
    text: str

    @property
    def compares(self) -> bool:
        """Whether a known name of the class is among the words: "replaced Redis with X"."""
        return any(KNOWN in words for words in (*self.before, *self.behind))

    def fits(self, span: Span, start: int, held: Held) -> bool:
        """Whether the words stand around the name, which `start` opens with its article.

        held: the known names of the passage, by their tokens.
        """
        sentence = span.sent
        before = _match(self.before, sentence, start - 1, -1, held, self.cls)
        return before and _match(self.behind, sentence, span.end, 1, held, self.cls)


def _match(wanted: Words, sentence: Span, at: int, step: int, held: Held, cls: str) -> bool:
    """Whether the words stand from there on, going the one way or the other; KNOWN is a known name of the class."""
    for words in wanted:
        if not sentence.start <= at < sentence.end:
            return False
        if KNOWN in words:
            first, last, kind = held.get(at, (at, at, ""))
            if kind != cls:
                return False
            at = last if step > 0 else first
        elif not _is_one_of(words, sentence.doc[at]):
            return False
        at += step
    return True


def _is_one_of(words: frozenset[str], token: Token) -> bool:
    return token.lower_ in words or token.lemma_.lower() in words or (NUMBER in words and token.like_num)


Contexts = Mapping[tuple[bool, str], Sequence[Clue]]


def contexts_of(ontology: Ontology) -> Contexts:
    """The contexts of the ontology's classes, by the word that is nearest to the name and whether it stands before."""
    contexts: dict[tuple[bool, str], list[Clue]] = defaultdict(list)
    for info in ontology.classes.values():
        for text in info.contexts:
            before, _, behind = text.partition(NAME)
            clue = Clue(info.iri, _words(before)[::-1], _words(behind), text)
            for word in clue.before[0] if clue.before else clue.behind[0]:
                contexts[bool(clue.before), word].append(clue)
    return contexts


def _words(text: str) -> Words:
    return tuple(DETERMINER if word == "the" else frozenset(word.casefold().split("/")) for word in text.split())


def _held(scene: Scene, passage: Passage) -> Held:
    """The known names of the passage, by each of their tokens."""
    held: dict[int, tuple[int, int, str]] = {}
    for finding in scene.known:
        inside = passage.begin <= finding.begin < passage.end and not finding.weak
        span = passage.span(finding.begin, finding.end) if inside else None
        if span is not None:
            cls = scene.ontology.entities[finding.candidates[0]].cls
            held.update((at, (span.start, span.end - 1, cls)) for at in range(span.start, span.end))
    return held


def _around(contexts: Contexts, span: Span, held: Held) -> list[Clue]:
    """Clues that stand around the name, or around it with its article."""
    doc, sentence = span.doc, span.sent
    article = span.start > sentence.start and doc[span.start - 1].lower_ == "the"
    fitting: set[Clue] = set()
    for start in {span.start, span.start - article}:
        near = [(True, doc[start - 1])] if start > sentence.start else []
        near += [(False, doc[span.end])] if span.end < sentence.end else []
        keys = {(ahead, word) for ahead, token in near for word in (token.lower_, token.lemma_.lower())}
        fitting |= {clue for key in keys for clue in contexts.get(key, ()) if clue.fits(span, start, held)}
    return sorted(fitting, key=lambda clue: (clue.cls, clue.text))


def clues(scene: Scene) -> Iterator[Finding]:
    """Names of which nothing is known, by the words around them (`tg:nameContext`) and by how they end."""
    contexts = contexts_of(scene.ontology)
    for passage in scene.passages:
        held = _held(scene, passage)
        for span in _names(scene, passage.doc):
            begin = passage.begin + span.start_char
            if scene.in_headline(begin):
                continue
            ordinary = all(scene.ordinary(word.text) for word in span)
            opens = scene.opens_as_name(span[0]) and len(span) == 1
            around = _around(contexts, span, held)
            telling = [clue for clue in around if _may_tell(scene, clue, span, ordinary=ordinary)]
            if ordinary and not opens and not stands_as_name(scene, begin, list(span)):
                telling = [clue for clue in telling if clue.compares and is_capital(span[0])]
                if not telling:
                    continue
            if span.text.islower():
                telling = [clue for clue in telling if clue.cls == scene.product]  # what is written small is a program
            votes = [Vote(clue.cls, "clue", AROUND, clue.text) for clue in telling]
            if cls := _by_suffix(scene, span[-1].text):
                votes.append(Vote(cls, "suffix", WITHIN, f"ends like {span[-1].text}"))
            if votes:
                whole = with_article(with_second(scene, span)) if votes[0].cls == scene.work else span
                begin, end = passage.begin + whole.start_char, passage.begin + whole.end_char
                yield Finding(begin, end, tuple(votes))
            for clue in telling:
                if clue.before:
                    yield from _beside(scene, passage.begin, span, clue)


def _beside(scene: Scene, offset: int, span: Span, clue: Clue) -> Iterator[Finding]:
    """New names that "and" puts beside one that the words before it tell: "we compete with Ostler and Grange"."""
    at, doc = span.end, span.doc
    while at + 1 < span.sent.end and doc[at].lower_ in (",", "and", "or"):
        at += 1 + (doc[at].text == "," and doc[at + 1].lower_ in ("and", "or"))
        further = name_around(scene, doc[at]) if at < span.sent.end and is_capital(doc[at]) else None
        if further is None or further.start != at or not _is_new(scene, further):
            return
        if len(further) == 1 and squash(further.text) in scene.family_names:
            return  # "Brook and Horowitz" may be one
        yield found(offset, further, clue.cls, "clue", BESIDE, f"beside {span.text}: {clue.text}")
        at = further.end


def _may_tell(scene: Scene, clue: Clue, span: Span, *, ordinary: bool) -> bool:
    """Whether the clue holds for this name: not "born in Captivity", "at Quill's wedding", "Quill's stock"."""
    if ordinary and (clue.cls == scene.place or any(scene.is_common_here(word.text) for word in span)):
        return False
    if ordinary and clue.compares and not all(scene.may_name(word.text) for word in span):
        return False  # "from Postgres to Production"
    article = span.start > 0 and span.doc[span.start - 1].lower_ in DETERMINER
    if clue.cls == scene.person and (article or any(scene.listed(word.text) for word in span)):
        return False  # "I asked Dad"
    if len(span) > 1 and scene.endings.get(span[-1].text.casefold(), clue.cls) != clue.cls:
        return False  # "I found him on Main Street"
    somebody = len(span) == 1 and squash(span.text) in scene.family_names
    if somebody and clue.before and clue.cls not in (scene.person, scene.place) and "at" not in clue.text.split():
        return False  # "backed by Harrington"
    if not clue.before:
        return clue.cls != scene.organisation or len(span) > 1 or squash(span.text) not in scene.family_names
    return clue.behind != () or span.end == span.sent.end or span.doc[span.end].tag_ != "POS"


def trailing(scene: Scene) -> Iterator[Finding]:
    """ "I write a newsletter on the side, Slow Grain.": the name that a comma sets off from a noun for such things."""
    for passage in scene.passages:
        for comma in passage.doc[:-1]:
            if comma.text != "," or comma.i < 2 or (noun := _announced(scene, comma)) is None:
                continue
            at = comma.i + 1 + (comma.nbor().lower_ == "the")
            span = name_around(scene, comma.doc[at]) if at < comma.sent.end and is_capital(comma.doc[at]) else None
            if span is None or span.start != at or not _closes(span) or not _is_new(scene, span):
                continue
            begin, end = passage.begin + span.start_char, passage.begin + span.end_char
            if not scene.in_headline(begin) and not (len(span) == 1 and squash(span.text) in scene.family_names):
                cls = scene.class_nouns[noun.lemma_.lower()]
                yield Finding(begin, end, (Vote(cls, "trailing", AROUND, f"set off from {noun.text}"),))


def authored(scene: Scene) -> Iterator[Finding]:
    """ "I loved A Quiet Harbour Below by Ada Quill": a title of several capitalised words before "by" and a person."""
    text = scene.document.text
    for match in AUTHORED.finditer(text) if scene.work else ():
        begin, end = match.span("title")
        place = scene.document.segment_at(begin)
        words = match["title"].split()
        capitals = [word for word in words if word[0].isupper() and word.casefold() not in DETERMINER]
        known = any(squash(" ".join(words[at:])) in scene.index.names for at in range(len(words)))
        spoken = place is not None and place.kind == "speech" and not scene.in_headline(begin)
        if spoken and len(capitals) > 1 and not known and _is_author(scene, match["author"].strip()):
            yield Finding(begin, end, (Vote(scene.work or "", "clue", AROUND, f"by {match['author'].strip()}"),))


def _is_author(scene: Scene, first: str) -> bool:
    """Whether it opens the name of a person: a given name, or initials."""
    return "." in first or squash(first) in scene.given_names


def _announced(scene: Scene, comma: Token) -> Token | None:
    """The noun for a kind of thing, with its determiner, that the words before the comma are of; for people none."""
    doc = comma.doc
    for at in range(comma.i - 1, max(comma.sent.start, comma.i - REACH) - 1, -1):
        token = doc[at]
        if token.pos_ in ("VERB", "AUX", "PROPN", "PUNCT", "CCONJ") or token.tag_ == "PRP":
            return None
        cls = scene.class_nouns.get(token.lemma_.lower()) if token.tag_ == "NN" else None
        if cls is not None:
            determined = any(word.lower_ in DETERMINER for word in doc[max(comma.sent.start, at - 3) : at])
            return token if determined and cls != scene.person else None
    return None


def _closes(span: Span) -> bool:
    """Whether the clause or a comma ends behind the name, so that it does nothing itself."""
    return span.end == span.sent.end or span.doc[span.end].text in CLOSING


def _names(scene: Scene, doc: Iterable[Token]) -> Iterator[Span]:
    """Runs of capitalised words that may name something new, and nobody, and words that no list has."""
    at = 0
    for token in doc:
        if token.i < at:
            continue
        if scene.is_coined(token) and is_bare(token, [token]):
            yield token.doc[token.i : token.i + 1]
        if scene.opens_as_name(token) and _is_new(scene, token.doc[token.i : token.i + 1]):
            yield token.doc[token.i : token.i + 1]
        if not any(map(str.isupper, token.text)):
            continue
        span = name_around(scene, token)
        if span is None or span.end <= at:
            continue
        at = span.end
        if _is_new(scene, span):
            yield span


def _is_new(scene: Scene, span: Span) -> bool:
    """Whether nothing is known by the name, and no person, people, day or role is in it."""
    if len(span.text) < SHORTEST or squash(span.text) in scene.index.names or scene.opens_person(span[0]):
        return False
    if len(span) > 1 and span[0].is_sent_start and squash(span[1:].text) in scene.index.names:
        return False  # "Introducing Acme"
    if ABBREVIATION.fullmatch(span.text) and span.start and span.doc[span.start - 1].lower_ in DETERMINER:
        return False  # "our CLI": one of many
    if span[-1].lemma_.lower() in scene.roles:
        return False
    return not any(
        word.ent_type_ in OF_PEOPLES
        or scene.is_given(word.text)
        or scene.is_title(word)
        or is_date(word)
        or word.lower_ in scene.demonyms
        for word in span
    )


def _by_suffix(scene: Scene, word: str) -> str | None:
    """The class that the end of a word betrays, where a capital begins it: "ZigConf", not "Conf"; one that is known in
    small letters ends a word that no dictionary has: "Foxfest"."""
    for suffix, cls in scene.suffixes.items():
        if suffix.islower() and word.endswith(suffix) and len(word) >= STEM + len(suffix) and not scene.listed(word):
            return cls
    capitals = [at for at in range(1, len(word)) if word[at].isupper() and not word[at - 1].isupper()]
    return scene.suffixes.get(word[capitals[-1] :]) if capitals and capitals[-1] >= STEM else None
