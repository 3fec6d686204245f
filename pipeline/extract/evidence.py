"""What in a document says that a doubtful known name is meant: how it is used, what stands beside it, what is named."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.extract.scene import NOMINAL, Scene
from pipeline.ontology import squash

LISTED = re.compile(r", (?:(?:and|or) )?| (?:and|or) ")  # between two members of a list


def evidence_of(
    scene: Scene, begin: int, end: int, candidates: tuple[str, ...], backed: set[str], seen_as: set[str]
) -> str | None:
    """Why a weak known name is meant after all; None where nothing says so.

    seen_as: classes that detectors other than the gazetteer propose for the words.
    """
    if not candidates:
        return None
    tokens = list(scene.span(begin, end) or ())
    text = scene.document.text[begin:end]
    known = scene.ontology.entities
    made = {maker for iri in backed if iri in known for maker in known[iri].affiliations}
    if squash(text) not in scene.ontology.names:  # a name without its ending, or an ordinary word
        if any(iri in backed for iri in candidates):
            return "named in full elsewhere in the document"
        fits = any(known[iri].cls in seen_as or iri in made for iri in candidates)
        if text.islower() or not fits:
            return None
    # A house in small letters before a noun is a word to which the capital was lent for parsing.
    houses = all(known[iri].cls == scene.organisation for iri in candidates)
    word = bool(tokens) and houses and text.islower() and _modifies(tokens[-1])
    if stands_as_name(scene, begin, tokens) and not word:
        return "used as a name"
    if beside := _listed_with(scene, begin, end, candidates):
        return f"listed with {beside}"
    if len(tokens) > 1 and houses and text.islower():
        return None  # "national unity", be the party named elsewhere
    if len(tokens) > 1 and any(iri in backed for iri in candidates):
        return "named elsewhere in the document"
    if len(tokens) > 1 and (author := _author(scene, begin, tokens, candidates, backed)):
        return f"{author} is named in the same sentence"
    if not tokens or not is_bare(tokens[-1], tokens):
        return None
    for iri in candidates:
        entity = scene.ontology.entities[iri]
        if iri in backed and not _common(scene, tokens):
            return f"{entity.label} is named elsewhere in the document"
        noun = _class_noun(scene, tokens[-1], entity.cls)
        if noun and not (word and scene.class_nouns.get(noun) != entity.cls):  # "a minor league baseball game"
            return f"the text calls it a {noun}"
        if iri in made and len(tokens) == 1 and not _common(scene, tokens):
            return "what it makes is named in the document"
        sentence = tokens[0].sent
        near = [other for other in entity.affiliations if other in backed]
        if near and _named_in(scene, sentence.text, near):
            return f"{scene.ontology.entities[near[0]].label} is named in the same sentence"
        if len(tokens) > 1 and tokens[-1].dep_ == "conj" and tokens[-1].head.pos_ == "PROPN":
            return f"set beside {tokens[-1].head.text}"
    return None


def _author(scene: Scene, begin: int, tokens: list[Token], candidates: tuple[str, ...], backed: set[str]) -> str | None:
    """Who made the work that the words may be, where the sentence names them: "Quill wrote the salt garden"."""
    owned = scene.document.text.endswith(("'s ", "’s "), 0, begin)
    for entity in (scene.ontology.entities[iri] for iri in candidates):
        authors = [other for _, other in entity.facts if other in backed] if entity.cls == scene.work else []
        if authors and (owned or is_bare(tokens[-1], tokens)) and _named_in(scene, tokens[0].sent.text, authors):
            return scene.ontology.entities[authors[0]].label
    return None


def _listed_with(scene: Scene, begin: int, end: int, candidates: tuple[str, ...]) -> str | None:
    """A sure name of the same class and subject that stands right before or behind in a list."""
    text, known = scene.document.text, scene.ontology.entities
    for other in scene.known:
        if other.weak or other.common or other.candidates[0] in candidates:
            continue
        between = text[other.end : begin] if other.end <= begin else text[end : other.begin]
        apart = other.end <= begin or other.begin >= end
        if not apart or not LISTED.fullmatch(between):
            continue
        theirs = known[other.candidates[0]]
        for iri in candidates:
            shared = set(scene.ontology.subjects_of(known[iri])) & set(scene.ontology.subjects_of(theirs))
            if known[iri].cls == theirs.cls and shared:
                return theirs.label
    return None


def stands_as_name(scene: Scene, begin: int, tokens: list[Token]) -> bool:
    """Whether the words are tagged as a name where capitals tell something: within a sentence, in no headline."""
    proper = bool(tokens) and all(token.pos_ == "PROPN" and not token.is_sent_start for token in tokens)
    return proper and is_alone(tokens) and not scene.in_headline(begin) and not is_counted(tokens)


def is_counted(tokens: list[Token]) -> bool:
    """Whether the words stand in small letters behind the article of another noun: "a tyre blowout"."""
    before = tokens[0].nbor(-1) if tokens[0].i else None
    small = all(token.text.islower() for token in tokens)
    return small and before is not None and before.tag_ == "DT" and before.head not in tokens


def is_alone(tokens: list[Token]) -> bool:
    """Whether the name is not cut out of a longer capitalised one ("Open" of "Open Models Hour", "Open-Models")."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    before = first - 2 if first > 1 and _is_tie(doc[first - 1]) else first - 1
    behind = last + 2 if last + 2 < len(doc) and _is_tie(doc[last + 1]) else last + 1
    around = [doc[i] for i in (before, behind) if 0 <= i < len(doc)]
    return not any(token.is_title and token.pos_ == "PROPN" for token in around)


def _is_tie(token: Token) -> bool:
    """Whether a hyphen ties two words to each other."""
    return token.text == "-" and not token.whitespace_ and not token.nbor(-1).whitespace_


def is_bare(head: Token, tokens: list[Token]) -> bool:
    """Used like a name: a noun without determiner, quantifier or adjective, not a modifier of another noun."""
    if head.pos_ not in ("NOUN", "PROPN", "X") and not (head.pos_ == "ADJ" and head.dep_ in NOMINAL):
        return False
    others = [child for child in head.children if child not in tokens]
    if any(child.dep_ in ("det", "amod", "nummod", "quantmod", "poss") and not _apt(child) for child in others):
        return False
    return head.tag_ not in ("NNS",) or head.text[0].isupper()


def _apt(child: Token) -> bool:
    """Modifiers that names take too: participles and "new", "original"; nothing else is let pass."""
    return child.tag_ in ("VBN", "VBG")


def _common(scene: Scene, tokens: list[Token]) -> bool:
    """An ordinary word that modifies another noun ("summit talks") is no name even where the name exists."""
    head = tokens[-1]
    return _modifies(head) and head.head.lemma_.lower() not in scene.class_nouns


def _modifies(token: Token) -> bool:
    """Whether it only says which of what a common noun names: "summit talks"."""
    return token.dep_ == "compound" and token.head.pos_ == "NOUN"


def _class_noun(scene: Scene, token: Token, cls: str) -> str | None:
    """The noun of the entity's class that the text attaches to the token by copula, apposition or compound."""
    nouns = {
        noun
        for info in (cls, scene.work)
        if info in scene.ontology.classes
        for noun in scene.ontology.classes[info].nouns
    }
    attached = [token.head] if token.dep_ in ("compound", "appos", "nmod") else []
    attached += [child for child in token.children if child.dep_ in ("appos", "conj")]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        attached += [child for child in token.head.children if child.dep_ == "attr"]
    return next((noun.text for noun in attached if noun.lemma_.lower() in nouns), None)


def _named_in(scene: Scene, text: str, iris: list[str]) -> bool:
    found = {iri for match in scene.index.find(text) for iri in scene.index.names[match.key]}
    return not found.isdisjoint(iris)
