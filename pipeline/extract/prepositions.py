"""What stands behind a preposition that hangs on a word, or that taggers hang nearby."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.extract.antecedents import antecedent
from pipeline.extract.children import amount, under, with_conjuncts
from pipeline.extract.closed_classes import JOBS, LIGHT, NAMING
from pipeline.extract.vicinity import is_there

UNSAID = frozenset({"to", "in", "at", "where"})  # "gave us a grant", "London-based", "the town where they are"


def complements(preposition: Token) -> Iterator[Token]:
    """What stands behind it, or behind a copula."""
    if preposition.lemma_ == "be":
        yield from under(preposition, "attr", "acomp")  # "she is diabetic"
    for child in preposition.children:
        if child.dep_ == "pcomp" and child.lemma_ == "be":
            yield from under(child, "attr")  # "at what is now X"
        elif child.dep_ == "pcomp" and child.lemma_ in ("know", "call") and under(child, "nsubjpass"):
            yield from under(child, "oprd")  # "at what is called X"
            yield from (name for known in under(child, "prep") if known.lower_ == "as" for name in under(known, "pobj"))
        elif child.dep_ in ("pobj", "pcomp"):
            yield antecedent(child)
        elif child.dep_ == "prep" and (preposition.lower_, child.lower_) == ("out", "of"):
            yield from complements(child)  # "a pick out of X"
        elif child.dep_ in ("prep", "intj") and child.lower_ == "like":  # "teamed up with, like, X"
            yield from complements(child)


def prepositional(trigger: Token, preposition: str) -> Iterator[Token]:
    """Complements of the preposition below the trigger or below its object, where taggers often hang it."""
    if preposition not in UNSAID and preposition not in _words(trigger.doc)[trigger.i]:
        return  # mostly, found soonest
    hosts = [trigger]
    if trigger.lemma_ == "be":
        hosts += under(trigger, "attr", "advmod")  # not "is committed to peace in X"
    elif trigger.pos_ in ("VERB", "AUX"):
        hosts += under(trigger, "dobj", "attr", "prt", "acomp", "advmod")
        hosts += [noun for noun in under(trigger, "nsubjpass") if noun.pos_ == "NOUN"]  # "funding for X is provided"
        hosts += [complement for prep in under(trigger, "prep") for complement in under(prep, "pobj")]
        hosts += [adverb for noun in under(trigger, "dobj", "attr") for adverb in under(noun, "advmod")]
        called = (noun for noun in under(trigger, "dobj") if noun.pos_ == "NOUN")
        hosts += [clause for noun in called for clause in under(noun, "acl") if clause.lemma_ in NAMING]
        hosts += [out for out in under(trigger, "prep") if out.lower_ == "out"]  # "pulled out of X"
        if preposition == "to":
            yield from (child for child in under(trigger, "dative") if child.pos_ != "ADP")  # "gave us a grant"
    elif trigger.dep_ == "pobj" and trigger.head.lower_ == "on" and trigger.head.head.lemma_ == "be":
        hosts.append(trigger.head.head)  # "is on par with X"
    if trigger.pos_ == "NOUN":
        if preposition != "of":  # "a town north of X"
            hosts += under(trigger, "advmod")  # "a nurse up in X"
        apart = [one for one in under(trigger, "appos", "conj") if one.lower_ in ("one", "another", "two", "others")]
        hosts += [one for first in apart for one in (first, *first.conjuncts)]  # "two plants, one in X and one in Y"
        subject = amount(trigger)
        if subject.dep_ == "nsubj" and subject.head.lemma_ in ("be", "come"):
            hosts.append(subject.head)  # "our office is in X", "most of our offices are in X", "the money came from X"
        elif subject.dep_ == "nsubj" and preposition == "in":
            for fronted in under(subject.head, "prep"):
                if fronted.i < trigger.i and fronted.lower_ == "in":
                    yield from (place for first in complements(fronted) for place in with_conjuncts(first))
        if trigger.lemma_ == "board":  # "the board of directors of X"
            hosts += [people for of in under(trigger, "prep") for people in under(of, "pobj") if people.tag_ == "NNS"]
        hosts += [ground for on in under(trigger, "prep") if on.lower_ == "on" for ground in under(on, "pobj")]
    counted = amount(trigger)
    if trigger.pos_ in ("NOUN", "PROPN") and counted.dep_ in ("dobj", "attr", "appos"):
        hosts += [counted.head, *under(counted.head, "advmod")] if counted.head.lemma_ in (*LIGHT, "be") else []
        after = trigger.right_edge.i + 1
        if after < len(trigger.doc) and (behind := trigger.doc[after]).dep_ == "prep" and behind.lower_ == preposition:
            yield from complements(behind)  # "struck targets in X": taggers hang it on the verb
    elif trigger.dep_ == "nsubj" and trigger.lemma_.lower() in JOBS and trigger.head.lemma_ == "be":
        hosts.append(trigger.head)
    elif trigger.dep_ == "pobj" and trigger.head.lower_ in ("in", "on") and trigger.head.head.lemma_ == "be":
        hosts.append(trigger.head.head)  # "she is on the board at X": taggers hang it on the verb
    elif trigger.pos_ in ("ADJ", "ADV"):
        hosts += [trigger.head] if trigger.dep_ in ("amod", "acomp", "advmod") else []
    if preposition == "with" and trigger.pos_ == "NOUN":  # "the co-host of X with Y"
        hosts += [inner for of in under(trigger, "prep") if of.lower_ == "of" for inner in under(of, "pobj")]
    if preposition in ("in", "at"):
        yield from (there for host in hosts for there in under(host, "advmod") if is_there(there) and there.i > host.i)
    for host in hosts:
        for child in host.children:
            if preposition == "than" and child.dep_ == "advcl" and any(mark.lower_ == "than" for mark in child.lefts):
                yield from under(child, "nsubj")  # "more cars than X did"
            if child.dep_ in ("prep", "dative", "agent", "prt") and child.lower_ == preposition:
                if preposition == "with" and child.i < trigger.i and _is_absolute(child):
                    continue
                yield from complements(child)
                for other in under(child, "conj"):  # "in X and in Y"
                    yield from complements(other)
                if child.dep_ == "prep" and trigger.dep_ == "relcl" and not list(child.children):
                    yield trigger.head  # "the lab she works for"
        if preposition in ("in", "at") and trigger.dep_ == "relcl" and any(c.lower_ == "where" for c in host.children):
            yield trigger.head  # "London, where they are based"
        elif preposition in ("in", "at") and trigger.dep_ == "xcomp" and trigger.head.lemma_ == "use":
            if trigger.head.dep_ == "relcl" and any(c.lower_ == "where" for c in trigger.head.children):
                yield trigger.head.head  # "Acme, where Ann used to work"
        elif preposition in ("in", "at") and trigger.dep_ in ("advcl", "ccomp") and trigger.head.lemma_ == "be":
            if any(child.lower_ == "where" for child in host.children):
                yield from under(trigger.head, "nsubj")  # "London is where they are based"
        elif preposition in ("in", "at", "where"):
            yield from (
                where for where in under(host, "advmod") if where.lower_ == "where"
            )  # what answers the question
        if host.tag_ in ("VBN", "JJ") and preposition in ("in", "at"):  # "London-based"
            yield from (child for child in host.children if child.dep_ == "npadvmod" and child.i < host.i)


@lru_cache(maxsize=1)  # all the words of a passage ask for theirs
def _words(doc: Doc) -> list[frozenset[str]]:
    """For each token the words of its sentence."""
    found: list[frozenset[str]] = []
    for sentence in doc.sents:
        found += [frozenset(token.lower_ for token in sentence)] * len(sentence)
    return found


def _is_absolute(preposition: Token) -> bool:
    """Whether "with" says how things stand: "with Ann at the helm, ...", "with Ann running it, ..."."""
    held = (word for noun in under(preposition, "pobj") for word in noun.rights)
    return any(word.dep_ in ("prep", "acl") and word.lower_ != "of" for word in held)


def is_out(verb: Token) -> bool:
    """ "She is out with a book", "he's back with a film"."""
    return verb.lemma_ in ("be", "come") and any(child.lower_ in ("out", "back") for child in verb.rights)
