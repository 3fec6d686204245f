"""What the words beside a word of the parse tell, where taggers hang them up wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.closed_classes import LEAVING

CALLED = frozenset("preconj npadvmod intj dep meta advmod".split())  # how taggers hang up whom a sentence calls
OPENERS = frozenset("so now well and but okay yes".split())
ABOUT = frozenset("about against behind despite without".split())  # what one is for or against, before "X joining Y"


def inner_subject(participle: Token) -> Token | None:
    """ "The man behind Norway joining X": Norway joins, and not the man."""
    before = participle.nbor(-1) if participle.i else participle
    stands = before.dep_ == "pobj" and before.head.lower_ in ABOUT and before.head.head == participle.head
    return before if stands else None


def is_called(name: Token, trigger: Token) -> bool:
    """Whether the sentence calls the name, and what follows describes the next: "So Ann, doctor in Y, Bo Lee says"."""
    opened = name.i == name.sent.start + 1 and name.nbor(-1).lower_ in OPENERS
    return name.dep_ in CALLED or (
        opened
        and any(child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > trigger.i for child in name.children)
    )


def is_there(word: Token) -> bool:
    """Whether the word is "there" of a place just named, and not that of "there is"."""
    return word.lower_ == "there" and word.dep_ == "advmod"


def noun_before(participle: Token) -> Token | None:
    """The noun that a participle follows after a comma; None where a conjunction or another word leads it in."""
    if participle.i < 2 or participle.nbor(-1).text != "," or participle.nbor(-2).pos_ not in ("NOUN", "PROPN"):
        return None
    return participle.nbor(-2)


def shares_object(verb: Token, other: Token) -> bool:
    """Whether nothing but a conjunction and adverbs stands between two coordinated verbs."""
    between = verb.doc[verb.i + 1 : other.i]
    if verb.lemma_ in LEAVING:
        return False  # "they left and started X"
    return other.pos_ == "VERB" and all(token.pos_ in ("CCONJ", "ADV", "PUNCT", "AUX", "PART") for token in between)


def is_fronted(name: Token) -> bool:
    """Whether what looks like an apposition opens a clause: "my colleague. Ann, we hear, has left" without the stop."""
    after = name.right_edge.i + 1
    return after < len(name.doc) and name.doc[after].dep_ in ("nsubj", "nsubjpass") and name.doc[after].tag_ == "PRP"


def leader(token: Token) -> Token:
    """What a pronoun in apposition, or a later conjunct, belongs to: the first of the list."""
    while token.dep_ in ("appos", "conj") and token.head != token:
        token = token.head
    return token


def with_i(subject: Token, verb: Token) -> Iterator[Token]:
    """Who does it with "I": of "Ann and I wrote it", parsers take a short name for an adverb."""
    if subject.pos_ == "PRON" and subject.i > subject.sent.start + 1 and subject.nbor(-1).lower_ == "and":
        name = subject.nbor(-2)
        if name.pos_ == "PROPN" and name.dep_ in CALLED and name.head == verb:
            yield name


def cleft(verb: Token) -> Token | None:
    """The "do" whose subject does it: "what Acme does is use X", "the first thing Ann did was join X"."""
    if verb.head.lemma_ != "be":
        return None
    clauses = [child for child in verb.head.children if child.dep_ == "csubj"]
    nouns = (child for child in verb.head.children if child.dep_ == "nsubj")
    things = (noun for noun in nouns if noun.lemma_ == "thing" or noun.lower_ == "all")
    clauses += [child for thing in things for child in thing.children if child.dep_ == "relcl"]
    done = (child for child in clauses if child.lemma_ == "do" and child.tag_ in ("VBZ", "VBP", "VBD"))
    return next((word for word in done if not any(child.dep_ in ("aux", "neg") for child in word.children)), None)
