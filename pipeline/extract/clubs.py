"""Towns that are clubs where somebody plays for them: "Lisbon striker Ada Okafor", "she plays for Lisbon".

Only what is the name of a single team, or of none that is known, is taken for one; a nation that has players is itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.extract.closed_classes import PERSONAL
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import is_date
from pipeline.extract.syntax import fillers
from pipeline.extract.teams import teams_at
from pipeline.extract.tenses import FORMER
from pipeline.ontology import Ontology, squash
from pipeline.records import Vote

CLUBS = "clubs"  # the detector
WITHIN = frozenset("in near around outside across within inside of".split())  # before towns that stay towns
TIMES = frozenset("times games matches caps seasons years season once twice".split())
PLAYING = frozenset({"play"})
LONGEST = 3  # words of a town


def clubs(scene: Scene) -> Iterator[Finding]:
    """Names before who plays ("the Lisbon striker") and behind "plays for"; then the same name in all of the talk."""
    players = players_of(scene.ontology)
    if scene.organisation is None or not players:
        return
    told: dict[str, str] = {}
    for passage in scene.passages:
        for token in passage.doc:
            for span, reason in (_before_player(players, token), _played_for(token)):
                if span is not None and _may_be_club(scene, span):
                    told.setdefault(span.text, reason)
    for passage in scene.passages if told else ():
        yield from _again(scene, passage, told)


def players_of(ontology: Ontology) -> frozenset[str]:
    """Words for those who play for a team: those of offices that nations have of teams only."""
    lexicalisations = (lex for predicate in ontology.predicates.values() for lex in predicate.lexicalisations)
    return frozenset(word for lex in lexicalisations if lex.kind == "office" and lex.of_teams for word in lex.words)


def _called(scene: Scene, name: str) -> tuple[str, ...]:
    """The only known team that is called so; empty where there are several."""
    found = teams_at(scene.ontology).get(squash(name), ())
    return found if len(found) == 1 else ()


def _again(scene: Scene, passage: Passage, told: dict[str, str]) -> Iterator[Finding]:
    doc = passage.doc
    for at in range(len(doc)):
        for length in range(LONGEST, 0, -1):
            span = doc[at : at + length]
            within = at > 0 and doc[at - 1].lower_ in WITHIN
            if span.text in told and not within and not _goes_on(doc[at : at + length]):
                vote = Vote(scene.organisation or "", CLUBS, 0.7, told[span.text])
                yield Finding(
                    passage.begin + span.start_char,
                    passage.begin + span.end_char,
                    (vote,),
                    _called(scene, span.text),
                )
                break


def _goes_on(span: Span) -> bool:
    """Whether the words are only a part of a name."""
    doc = span.doc
    before = span.start > 0 and not span[0].is_sent_start and doc[span.start - 1].text.istitle()
    return before and doc[span.start - 1].pos_ == "PROPN"


def _before_player(players: frozenset[str], role: Token) -> tuple[Span | None, str]:
    """ "Lisbon striker Ada Okafor"; with an article the name may be set off: "the Lisbon striker, Ada Okafor"."""
    doc, at = role.doc, role.i
    if role.lower_ not in players or at == role.sent.start or at + 1 >= role.sent.end:
        return None, ""
    span = _capitals(doc[at - 1])
    if span is None:
        return None, ""
    before = span.start - 1
    before -= before > role.sent.start and doc[before].lower_ in FORMER
    article = before >= role.sent.start and doc[before].lower_ == "the"
    acts = role.tag_ == "NN" and role.dep_ in ("nsubj", "nsubjpass") and role.head.i > at
    if article and acts and not any(role.rights):
        return span, f"has a {role.text}"  # "the Lisbon striker scored"
    behind = doc[at + 2] if article and doc[at + 1].text == "," and at + 2 < role.sent.end else doc[at + 1]
    if not behind.text[0].isupper() or behind.ent_type_ not in ("PERSON", "") or is_date(behind):
        return None, ""
    return span, f"has a {role.text}"


def _played_for(preposition: Token) -> tuple[Span | None, str]:
    """ "Plays for Lisbon", "has played forty times for Lisbon"."""
    doc, at = preposition.doc, preposition.i
    if preposition.lower_ != "for" or at + 1 >= preposition.sent.end:
        return None, ""
    before = at - 1
    if before > preposition.sent.start and doc[before].lower_ in TIMES:
        before -= 1 + (doc[before - 1].pos_ in ("NUM", "ADJ", "DET"))
    verb = doc[max(before, preposition.sent.start)]
    if verb.lemma_.lower() not in PLAYING or verb.pos_ != "VERB":
        return None, ""
    players = fillers(verb, "subject")
    if not any(player.ent_type_ == "PERSON" or player.lower_ in PERSONAL for player in players):
        return None, ""  # "the orchestra played for Oslo"
    span = _capitals(doc[at + 1], forward=True)
    if span is not None and span.end < len(doc) and doc[span.end].tag_ in ("NN", "NNS"):
        return None, ""  # "played for Oslo crowds"
    return span, "is played for"


def _capitals(token: Token, *, forward: bool = False) -> Span | None:
    """The capitalised words that end, or begin, at the token."""
    doc, at, sentence = token.doc, token.i, token.sent
    step, bound = (1, sentence.end) if forward else (-1, sentence.start - 1)
    while at != bound and doc[at].text[0].isupper() and doc[at].is_alpha and doc[at].pos_ == "PROPN":
        at += step
    span = doc[token.i : at] if forward else doc[at + 1 : token.i + 1]
    return span if 0 < len(span) <= LONGEST else None


def _may_be_club(scene: Scene, span: Span) -> bool:
    """Whether the words are known as a town, or as nothing; a nation, a region or anything else is itself."""
    owners = scene.index.names.get(squash(span.text), ())
    places = [iri for iri in owners if scene.ontology.entities[iri].cls == scene.place]
    if not places:
        return not owners and bool(_called(scene, span.text))
    return not any(scene.ontology.is_nation(iri) or iri in scene.regions for iri in places)
