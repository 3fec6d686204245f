"""What a word does tells what it is: who acquires is a company, who works for one a person, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.extract.baptism import named_by
from pipeline.extract.closed_classes import PERSONAL
from pipeline.extract.compounds import is_version
from pipeline.extract.evidence import is_alone, is_bare, stands_as_name
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.slots import OWNED
from pipeline.extract.spans import is_capital, is_date, name_around, trimmed, with_second
from pipeline.extract.syntax import fillers
from pipeline.extract.voice import is_passive
from pipeline.ontology import squash
from pipeline.records import Vote

MAKERS = frozenset("i we they".split())
NOBODY = frozenset({"", "PERSON", "ORG"})  # what the recogniser takes houses for
OF_THINGS = frozenset("ORG PRODUCT WORK_OF_ART GPE LOC FAC EVENT LAW".split())
ACTING = MAKERS | {"you"}  # also who is told what to use


def acting(scene: Scene) -> Iterator[Finding]:
    """Names that fill a slot which things of one class alone can fill: "X acquired", "founded X", "X works for"."""
    for passage in scene.passages:
        for token in passage.doc:
            for role, cls in (
                scene.slots.get(token.lemma_.lower(), ()) if token.pos_ in ("VERB", "PROPN", "NOUN") else ()
            ):
                if not _is_whole(scene, token, role, cls):
                    continue
                for filler in fillers(token, role):
                    span = _name(scene, filler)
                    if role == OWNED and (filler.i < token.i or span is None):
                        continue  # "the author of X" only
                    if span is not None and token not in span:
                        begin = passage.begin + span.start_char
                        weak = all(map(scene.ordinary, span.text.split())) and not _is_set_off(scene, span, begin)
                        span = with_second(scene, span) if cls == scene.work else span
                        end = passage.begin + span.end_char
                        weight = 0.61 if cls == scene.product else 0.6  # recognisers take new products for people
                        vote = Vote(cls, "acting", weight, f"{role} of {token.lemma_}")
                        yield Finding(begin, end, (vote,), weak=weak)


def groups(scene: Scene) -> Iterator[Finding]:
    """Names of one that many are said to be, as houses and teams are: "Tessera have bought three"."""
    for passage in scene.passages if scene.organisation else ():
        for token in passage.doc:
            subject = _many(token) if token.lower_ in ("are", "have") else None
            span = name_around(scene, subject) if subject is not None else None
            if span is None or span[-1] != subject or span.root.tag_ == "NNPS" or not _is_new(scene, span):
                continue
            begin, end = passage.begin + span.start_char, passage.begin + span.end_char
            plural = span[-1].lower_.endswith("s") and not span[-1].lower_.endswith("ss")
            if not plural and not scene.in_headline(begin):
                vote = Vote(scene.organisation or "", "acting", 0.65, f"they {token.lower_}")
                yield Finding(begin, end, (vote,))


def neuters(scene: Scene) -> Iterator[Finding]:
    """Names that "its" in their own clause takes up, so that they are nobody's: "Zorbify made Ada Quill its CTO"."""
    for passage in scene.passages if scene.organisation else ():
        for token in passage.doc:
            subject = _whose(scene, token) if token.lower_ == "its" and token.dep_ == "poss" else None
            span = name_around(scene, subject) if subject is not None else None
            if span is None or len(span) > 1 or span[0] != subject or not is_alone([subject]):
                continue
            if scene.ordinary(span.text) or scene.is_given(span.text) or span[0].lower_ in scene.demonyms:
                continue
            begin, end = passage.begin + span.start_char, passage.begin + span.end_char
            known = squash(span.text) in scene.index.names or span.text in scene.parts_of_people
            if span[0].ent_type_ in NOBODY and not known and not scene.in_headline(begin):
                yield Finding(begin, end, (Vote(scene.organisation or "", "acting", 0.75, "has its own"),))


def _whose(scene: Scene, its: Token) -> Token | None:
    """The only name before "its" that may be meant, the subject of the clause; no other thing stands between them."""
    for verb in its.ancestors:
        subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            continue
        between = its.doc[subject.i + 1 : its.i]
        things = (word for word in between if word.tag_ in ("NN", "NNP") and not word.ent_type_)
        alone = all(scene.class_nouns.get(word.lemma_.lower()) == scene.person for word in things)
        others = any(word.ent_type_ in OF_THINGS for word in between)
        return subject if subject.i < its.i and subject.text[0].isupper() and alone and not others else None
    return None


def _many(verb: Token) -> Token | None:
    """The only subject of a verb in the plural, where it is one name; for "who" what that stands for."""
    clause = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    subjects = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
    if len(subjects) != 1 or verb.tag_ not in ("VBP", "VB"):
        return None
    subject = subjects[0]
    if subject.lower_ == "who" and clause.dep_ == "relcl":
        subject = clause.head
        if subject.dep_ == "pobj" and subject.head.head.pos_ == "PROPN":
            subject = subject.head.head  # "Tessera, in Norway, who are ..."
    listed = any(child.dep_ in ("conj", "cc") for child in subject.children) or subject.dep_ == "conj"
    return subject if subject.pos_ == "PROPN" and not listed and subject.i < verb.i else None


def employers(scene: Scene) -> Iterator[Finding]:
    """What people work at, where nothing is known of it: "I work at Tessera", be it an ordinary word."""
    for passage in scene.passages if scene.organisation else ():
        for token in passage.doc:
            if token.lower_ != "at" or token.head.pos_ != "VERB" or token.head.lemma_.lower() not in scene.employing:
                continue
            if token.i + 1 >= len(token.doc) or not any(
                noun.pos_ == "PROPN" or noun.lower_ in PERSONAL or noun.lower_ in MAKERS
                for noun in fillers(token.head, "subject")
            ):
                continue
            span = name_around(scene, token.nbor())
            if (
                span is None
                or span.start != token.i + 1
                or not _is_new(scene, span)
                or scene.index.names.get(squash(span.text))
            ):
                continue
            begin, end = passage.begin + span.start_char, passage.begin + span.end_char
            if not scene.in_headline(begin):
                vote = Vote(scene.organisation or "", "acting", 0.65, f"where somebody {token.head.lemma_}s")
                yield Finding(begin, end, (vote,))


def making(scene: Scene) -> Iterator[Finding]:
    """Capitalised words that people and houses make and use: "we released Beacon", "Acme built Beacon and Lantern"."""
    makers = {scene.person, scene.organisation}
    known = {finding.begin for finding in scene.known if not finding.weak}
    for passage in scene.passages if scene.product else ():
        for token in passage.doc:
            if token.pos_ != "VERB" or token.lemma_.lower() not in scene.making_verbs or is_passive(token):
                continue
            sure = token.lemma_.lower() in scene.product_verbs
            if not any(
                noun.pos_ == "PROPN" or noun.lower_ in ACTING or scene.class_nouns.get(noun.lemma_.lower()) in makers
                for noun in fillers(token, "subject")
            ):
                continue
            if _runs_alone(scene, token):
                continue
            for filler in fillers(token, "object"):
                named = filler if filler.pos_ == "PROPN" or is_capital(filler) else _called(scene, filler)
                span = name_around(scene, named) if named is not None and named.i > token.i else None
                if scene.is_coined(filler) and is_bare(filler, [filler]):
                    span = filler.doc[filler.i : filler.i + 1]  # "we wrote pgflux": a work has capitals
                elif filler.pos_ == "NOUN" and span is not None and len(span) > 1 and named == filler:
                    continue  # "Acme 3 Ultra"
                elif not sure or span is None or span.start < token.i or not _is_new(scene, span):
                    continue
                if span.end < len(span.doc) and is_version(span.doc[span.end]):
                    span = span.doc[span.start : span.end + 1]
                begin, end = passage.begin + span.start_char, passage.begin + span.end_char
                if begin in known or "-" in span.text or span[-1].lower_ in scene.endings:
                    continue  # "Acme Light", "Acme Labs": what begins or ends so tells more
                if not scene.in_headline(begin):
                    vote = Vote(scene.product or "", "acting", 0.5, f"object of {token.lemma_}")
                    yield Finding(begin, end, (vote,))


def _runs_alone(scene: Scene, verb: Token) -> bool:
    """ "I run Brook", "my wife runs Brook": one person runs a house, unless it is told what it runs on."""
    one = any(noun.tag_ in ("NN", "NNP") or noun.lower_ in ("i", "he", "she") for noun in fillers(verb, "subject"))
    people = all(
        noun.lower_ in PERSONAL
        or noun.lower_ == "i"
        or noun.ent_type_ == "PERSON"
        or scene.class_nouns.get(noun.lemma_.lower()) == scene.person
        for noun in fillers(verb, "subject")
    )
    return verb.lemma_ == "run" and one and people and not any(child.dep_ == "prep" for child in verb.children)


def _called(scene: Scene, noun: Token) -> Token | None:
    """How what they make is called, where the noun for it tells no more: "we released a thing called Beacon"."""
    told = noun.lemma_.lower() in scene.class_nouns
    return next((name for name in named_by(noun) if name.pos_ == "PROPN" and not told), None)


def _is_new(scene: Scene, span: Span) -> bool:
    """Whether the words may name a product of which nothing is known: no people, days, or what belongs to a place."""
    return len(span.text) > 2 and all(
        is_capital(word)
        and not (scene.is_given(word.text) or scene.is_title(word) or is_date(word) or word.lower_ in scene.demonyms)
        for word in span
    )


def _is_whole(scene: Scene, verb: Token, role: str, cls: str) -> bool:
    """Whether the clause leaves no doubt: "X works" and "it runs X" may be said of things, too."""
    if role == OWNED:
        return verb.pos_ == "NOUN" or verb.text.isupper()
    if cls == scene.person:
        return any(_is_named(child) for child in verb.children if child.i > verb.i)
    if role == "object":
        subjects = fillers(verb, "subject")
        return not subjects or any(t.pos_ == "PROPN" or t.lower_ in PERSONAL for t in subjects)
    return True


def _is_set_off(scene: Scene, span: Span, begin: int) -> bool:
    """Whether ordinary words stand as names alone do: with capitals within a sentence, and nothing before them."""
    tokens = list(span)
    capitals = all(token.text[0].isupper() for token in tokens)
    return capitals and is_bare(tokens[-1], tokens) and stands_as_name(scene, begin, tokens)


def _is_named(token: Token) -> bool:
    """Whether an object, or what a preposition adds, is a name: "leads Halcyon", "works for Halcyon"."""
    objects = [token] if token.dep_ == "dobj" else [t for t in token.children if t.dep_ == "pobj"]
    return any(t.pos_ == "PROPN" and t.text[0].isupper() for t in objects)


def _name(scene: Scene, token: Token) -> Span | None:
    """The name at the token; also an ordinary word that opens the sentence, if it stands like a name."""
    span = name_around(scene, token)
    if any(child.lower_ in ("a", "an") for child in token.children):
        return None  # "a traditionalist Jew who lives in X"
    if span is not None:
        return span if span[-1].text[0].isupper() else None
    bare = not any(child.dep_ in ("det", "poss", "amod", "nummod") for child in token.children)
    if token.is_sent_start and token.text[0].isupper() and token.tag_ not in ("NNS", "PRP", "DT") and bare:
        span = trimmed(token.doc[token.i : token.i + 1])
        return span if len(span) and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "INTJ") else None
    return None
