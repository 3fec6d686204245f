"""What the words of a pattern say in another sense: "a favorite book of hers" is not by her, "I write X" makes no X."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.children import under
from pipeline.extract.scene import Scene
from pipeline.extract.syntax import fillers
from pipeline.ontology import Lexicalisation

WRITTEN = frozenset(
    "book article paper post blog essay report piece course talk thesis dissertation tutorial chapter".split()
)
SHARES = frozenset("half part some most much quarter third percent share stake piece bit majority minority %".split())
MUCH = frozenset("lot bit ton bunch plenty".split())
PENALTIES = frozenset("sentence time life".split())
TECHNICAL = frozenset("produce edit mix engineer".split())  # what is done to a show beside recording it
SPEAKERS = frozenset({"we", "i", "you", "let"})
EARLIER = frozenset("previous former last old prior past earlier current".split())  # of houses that somebody was at
MAKING = frozenset("build make create write develop design".split())
ONE_MORE = frozenset({"a", "an", "another"})
FAVOURITES = frozenset({"favorite", "favourite", "favorites", "favourites"})
# Verbs that mean something else with what stands behind them: "she rules it out", "we backed X onto the generator".
PHRASES = {
    verb: frozenset(behind.split())
    for verb, behind in {"rule": "out", "settle": "into", "top": "up off", "back": "onto into away off"}.items()
}


def is_other_sense(
    scene: Scene, trigger: Token, lexicalisation: Lexicalisation, domain: frozenset[str], range_: frozenset[str]
) -> bool:
    """Whether the trigger means something else there than the lexicalisation takes it for."""
    doer, done = lexicalisation.domain_roles, lexicalisation.range_roles
    if lexicalisation.kind == "noun":
        within = trigger.dep_ == "pobj" and trigger.head.lower_ == "in" and "bearer" in doer
        if within and domain == range_ == {scene.place}:
            return True  # "they are in a prison in X": where somebody is, and not what it is
        owned = "possessor" in (*doer, *done)
        return owned and (_is_favourite(trigger) or (domain == {scene.organisation} and _is_earlier(trigger)))
    if lexicalisation.kind == "possessive":
        return _is_favourite(trigger.head)
    if lexicalisation.kind != "verb":
        return False
    if _is_phrase(trigger):
        return True
    if trigger.lemma_ == "record" and any(verb.lemma_ in TECHNICAL for verb in _beside(trigger)):
        return True
    if (doer, done) == (("subject",), ("object",)) and _makes_it(trigger):
        return True
    if (doer, done) == (("object",), ("subject",)) and _makes_one(trigger):
        return True
    if doer == ("object",) and scene.product in domain and _is_habit(trigger):
        return True
    if doer == ("object",) and domain == {scene.organisation} and _makes_it_all(trigger):
        return True
    if domain != {scene.person} and (_owns_share(trigger) or ("from" in done and _goes_elsewhere(trigger))):
        return True
    if scene.organisation in range_ and "with" in done and _starts_with(trigger):
        return True
    return "on" in done and _writes_on(trigger)


def _is_earlier(noun: Token) -> bool:
    """ "Your previous companies were X and Y": where somebody worked, and not what they founded."""
    return any(child.dep_ == "amod" and child.lower_ in EARLIER for child in noun.children)


def _makes_one(verb: Token) -> bool:
    """ "She built another X", "we made a Slack for doctors": one of its kind, which is not the thing of that name."""
    if verb.lemma_ not in MAKING:
        return False
    articles = (child for noun in under(verb, "dobj") if noun.pos_ == "PROPN" for child in noun.children)
    if not any(child.text in ONE_MORE for child in articles):
        return False
    return any(noun.pos_ == "PRON" or noun.ent_type_ == "PERSON" for noun in fillers(verb, "subject"))


def _is_phrase(verb: Token) -> bool:
    """ "She serves a sentence in X", "he rules it out", "we backed X onto Y": no work, no rule, no money."""
    if verb.lower_ == "found" and verb.tag_ in ("VBP", "VBD", "VBN") and under(verb, "nsubj", "aux"):
        return True  # "we have found X useful", unlike "we helped found X"
    if verb.lemma_ == "serve":
        return any(noun.lemma_.lower() in PENALTIES for noun in fillers(verb, "object"))
    return not PHRASES.get(verb.lemma_, frozenset()).isdisjoint(child.lower_ for child in verb.rights)


def _beside(verb: Token) -> Iterator[Token]:
    """Verbs that it is coordinated with: "produced and recorded by X"."""
    if verb.dep_ == "conj":
        yield verb.head
    yield from (child for child in verb.children if child.dep_ == "conj")


def _is_favourite(noun: Token) -> bool:
    """ "Ann's favorite book is X", "my favorite is X": she likes it, and did not write it."""
    return any(word.lower_ in FAVOURITES for word in (noun, *noun.children, *noun.head.children))


def _makes_it(verb: Token) -> bool:
    """ "I wrote X", "she did X", "X, which I do": made it; who writes or does X, as one does a language, uses it."""
    if verb.lemma_ not in ("write", "do"):
        return False
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    if not objects or objects[0].lower_ in MUCH:
        return not objects
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not perfect)


def _is_habit(verb: Token) -> bool:
    """ "I write X", "do you write X?", of what people do with a language: nobody makes a thing again and again."""
    asked = any(child.lower_ == "do" for child in verb.lefts)
    return verb.lemma_ == "write" and (verb.tag_ in ("VBP", "VBZ") or asked)


def _makes_it_all(verb: Token) -> bool:
    """ "Ann built it": a thing, sooner than the house that was spoken of."""
    return verb.lemma_ in ("build", "make", "create") and any(
        child.dep_ == "dobj" and child.lower_ in ("it", "that", "this", "them") for child in verb.children
    )


def _owns_share(verb: Token) -> bool:
    """ "She owns half of Acme": a share makes it no part of who has it."""
    return verb.lemma_ == "own" and any(noun.lower_ in SHARES for noun in fillers(verb, "object"))


def _goes_elsewhere(verb: Token) -> bool:
    """ "Customers come to X from Y": who comes from there to somewhere was not made there."""
    return verb.lemma_ == "come" and any(fillers(verb, "to"))


def _starts_with(verb: Token) -> bool:
    """ "We started with Acme": what is told or done first; nobody is in it."""
    subjects = {child.lower_ for child in verb.children if child.dep_ == "nsubj"}
    return verb.lemma_ in ("start", "begin") and not subjects.isdisjoint(SPEAKERS)


def _writes_on(verb: Token) -> bool:
    """ "She wrote a book on X": about it, and not with it."""
    told = (noun for noun in fillers(verb, "object") if noun.lemma_.lower() in WRITTEN)
    return verb.lemma_ in ("write", "do", "publish", "start") and any(told)
