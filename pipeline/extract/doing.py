"""Who does something, and to what: the subjects and objects of a verb, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extract.antecedents import antecedent, described, relative_to
from pipeline.extract.children import under
from pipeline.extract.closed_classes import JOBS, NAMING, PURPOSEFUL
from pipeline.extract.vicinity import cleft, inner_subject, noun_before, shares_object, with_i
from pipeline.extract.voice import is_passive

MANAGING = frozenset({"able", "busy", "quick", "proud"})  # who was able to do it did it
BESIDE = frozenset({"addition", "process", "middle"})


def subjects_of(verb: Token) -> Iterator[Token]:
    """Who does it, in either voice."""
    if is_passive(verb):
        shared = [under(other, "agent") for other in under(verb, "conj") if other.i == verb.i + 2]
        for agent in under(verb, "agent") or (shared[0] if shared else []):  # "produced and recorded by X"
            yield from under(agent, "pobj")
        if verb.i > 1 and verb.nbor(-1).text == "-":  # "Acme-owned"
            yield from under(verb, "npadvmod")
        return
    yield from grammatical_subjects(verb, 0)


def grammatical_subjects(verb: Token, depth: int) -> Iterator[Token]:
    """What the verb has for a subject, or shares or takes over from the verb above it; depth: verbs passed so far."""
    own = under(verb, "nsubj", "nsubjpass")
    if own and _is_addressed(own[0], verb):
        own = own[1:]  # "Ann, where did you study?"
        if not own:
            return
    if own and own[0] in _swallowed_objects(verb.head):
        own = []
    if own and verb.tag_ == "VBG" and own[0].lemma_.lower() in JOBS:
        own = under(own[0], "poss")  # "my first job was organising X"
    if own:
        yield from with_i(own[0], verb)
        yield from map(antecedent, own)
    elif under(verb, "expl"):
        return  # "there are": nobody
    elif (opening := _opening_name(verb)) is not None:
        yield opening
    elif fronted := _swallowed_subject(verb):
        yield fronted
    elif listed := _listed_subject(verb):
        yield listed
    elif depth > 6 or verb.head == verb:
        return
    elif verb.dep_ == "pcomp" and verb.head.lower_ == "in" and verb.head.i and verb.head.nbor(-1).pos_ == "PROPN":
        yield verb.head.nbor(-1)  # "Ann in creating X and Bo in creating Y were right"
    elif verb.dep_ in ("xcomp", "attr", "acomp", "ccomp") and verb.tag_ == "VBG" and verb.head.lemma_ == "be":
        for noun in under(verb.head, "nsubj"):  # "my first job was organising X"
            yield from under(noun, "poss")
    elif verb.dep_ == "xcomp" and verb.tag_ == "VB" and (doing := cleft(verb)) is not None:
        yield from grammatical_subjects(doing, depth + 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and (spender := _spender(verb)) is not None:
        yield from grammatical_subjects(spender, depth + 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and (inner := inner_subject(verb)) is not None:
        yield inner
    elif verb.dep_ in ("acl", "relcl"):
        first = verb.head.pos_ == "ADJ" and verb.head.dep_ == "attr"  # "was the first to lead X"
        yield from grammatical_subjects(verb.head.head, depth + 1) if first else (verb.head,)
    elif verb.dep_ == "xcomp" and verb.head.dep_ == "acomp" and verb.head.lemma_ in MANAGING:
        yield from grammatical_subjects(verb.head.head, depth + 1)
    elif verb.dep_ == "xcomp":
        controller = under(verb.head, "dobj") if verb.head.lemma_ not in PURPOSEFUL else []
        yield from controller or grammatical_subjects(verb.head, depth + 1)
    elif verb.dep_ in ("conj", "advcl", "ccomp") and verb.head.pos_ in ("VERB", "AUX"):
        yield from grammatical_subjects(verb.head, depth + 1)
    elif verb.dep_ == "pcomp":
        governor = verb.head.head
        if governor.lemma_ in BESIDE and governor.dep_ == "pobj":
            governor = governor.head.head  # "in addition to leading X"
        if governor.pos_ in ("VERB", "AUX"):
            yield from grammatical_subjects(governor, depth + 1)
        elif governor.pos_ in ("NOUN", "PROPN"):
            yield governor


def _listed_subject(verb: Token) -> Token | None:
    """The name before a verb that taggers take for the end of a list: "Ann is at the Post and Bo works in Rome"."""
    if verb.dep_ not in ("conj", "ccomp") or verb.tag_ not in ("VBD", "VBZ") or verb.i < 2:
        return None
    name = verb.nbor(-1)
    joined = name.dep_ == "conj" and name.pos_ == "PROPN" and name.head.pos_ == "PROPN" and name.head.dep_ == "pobj"
    begins = name.left_edge.i
    behind_and = begins > 0 and name.doc[begins - 1].dep_ == "cc"
    return name if joined and behind_and and name.head != verb.head and name in verb.head.subtree else None


def _opening_name(verb: Token) -> Token | None:
    """The name that opens the clause right before its verb, where the tagger took it for an adverb: "Verbly uses X"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    taken = before.pos_ == "ADV" and before.dep_ == "advmod" and before.head == verb and before.text.istitle()
    return before if taken and before.is_sent_start else None


def _spender(verb: Token) -> Token | None:
    """The verb whose subject does it: "she spent a summer at Acme working with X"."""
    return next((other for other in verb.ancestors if other.pos_ == "VERB" and other.lemma_ == "spend"), None)


def _is_addressed(name: Token, verb: Token) -> bool:
    """Whether what looks like the subject is who is spoken to: "Ann, welcome to the show"."""
    between = [token.text for token in name.doc[name.i + 1 : verb.i]]
    bare = not any(child.i > name.i and not child.is_punct for child in name.children)
    return name.pos_ == "PROPN" and bare and between[:1] == [","] and between.count(",") == 1


def _swallowed_subject(verb: Token) -> Token | None:
    """The name before the verb that the parser took into a fronted phrase: "In the paper X was ..." without a comma."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return None
    first = min([verb.i, *(child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg"))])
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.i < verb.i:
            for noun in prep.children:
                if noun.dep_ == "pobj" and noun.i == first - 1 and noun.i > prep.i + 1:
                    return noun
    return None


def objects_of(verb: Token) -> Iterator[Token]:
    """To what it is done, in either voice."""
    if is_passive(verb):
        own = under(verb, "nsubjpass") or under(verb, "nsubj")
        if own:
            yield from map(antecedent, own)
        elif verb.dep_ == "advcl" and verb.tag_ == "VBN" and (noun := noun_before(verb)):
            yield noun  # "they tried X, developed by Y"
        elif verb.dep_ in ("acl", "relcl", "amod"):
            yield verb.head
        elif verb.dep_ == "pcomp":  # "after being bought by Y, X grew"
            yield from grammatical_subjects(verb, 1)
        elif verb.dep_ == "acomp" or (
            verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX")
        ):  # "they are known for X"
            yield from grammatical_subjects(verb.head, 1)
        return
    own = under(verb, "dobj", "oprd")
    if own:
        yield from map(antecedent, own)
    elif swallowed := _swallowed_objects(verb):
        yield from swallowed
    elif shared := [other for other in under(verb, "conj") if shares_object(verb, other)]:
        yield from objects_of(shared[0])  # "developed and released X"
    elif named := [clause for clause in under(verb, "ccomp") if clause.tag_ == "VBN" and clause.lemma_ in NAMING]:
        yield from (noun for clause in named for noun in under(clause, "nsubj", "nsubjpass"))  # "made a film called X"
    elif under(verb, "xcomp"):
        return  # "the firm they tried to buy": the gap is further in
    elif (noun := relative_to(verb)) is not None:
        yield noun
    elif any(not any(prep.children) for prep in under(verb, "prep")):
        return  # "the rival we run into": the gap is the preposition's
    elif verb.dep_ == "relcl" and under(verb, "nsubj") and antecedent(under(verb, "nsubj")[0]) != verb.head:
        yield described(verb)  # "the model we funded": the gap is the object
    elif verb.dep_ == "xcomp" and verb.head.dep_ == "relcl":
        yield verb.head.head


def _swallowed_objects(verb: Token) -> list[Token]:
    """The object that the parser took for the subject of the next verb of a series: "founded X, sold Y, and ..."."""
    after = verb.nbor() if verb.pos_ == "VERB" and verb.i + 1 < len(verb.doc) else verb
    for other in under(verb, "ccomp", "conj"):
        comma = other.i > verb.i + 2 and other.nbor(-1).text == ","
        found = [noun for noun in under(other, "nsubj") if comma and noun.left_edge == after and noun.pos_ == "PROPN"]
        if found:
            return found
    return []
