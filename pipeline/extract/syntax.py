"""Who does what in a parsed clause: which tokens fill a syntactic role of a verb, noun, adjective or preposition.

Voice, relative clauses, participles, coordination, control and copulas are undone here, so that the patterns of
the ontology only speak of "subject", "object", "bearer", "possessor" and prepositions. Labels are those of
spaCy's English models (ClearNLP dependencies). Tokens are compared with ==: spaCy makes them anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from spacy.tokens import Doc, Token

from pipeline.extract.antecedents import antecedent, described, relative_to
from pipeline.extract.closed_classes import (
    APPOINTING,
    BEING,
    DURING,
    EVERYBODY,
    JOBS,
    JOINING,
    LIGHT,
    NAMING,
    PURPOSEFUL,
    SUCCEEDING,
    TRANSPARENT,
    USERS,
)
from pipeline.extract.ellipsis import likewise
from pipeline.extract.vicinity import (
    cleft,
    inner_subject,
    is_called,
    is_fronted,
    is_there,
    leader,
    noun_before,
    shares_object,
    with_i,
)
from pipeline.extract.voice import is_passive

UNSAID = frozenset({"to", "in", "at", "where"})  # "gave us a grant", "London-based", "the town where they are"


@lru_cache(maxsize=256)  # the patterns of a word ask for the same roles
def fillers(trigger: Token, role: str) -> tuple[Token, ...]:
    """Tokens that fill the role of the trigger, conjuncts included, left to right.

    `role` is "subject", "object", "bearer", "possessor", "possessed", "modifier", "head", "complement", or else a
    preposition.
    """
    if role == "subject":
        found = _subjects(trigger)
    elif role == "object":
        found = _objects(trigger)
    elif role == "bearer":
        found = _bearers(trigger)
    elif role == "possessor":
        found = _possessors(trigger) if trigger.pos_ != "VERB" else _possessors_of_object(trigger)
    elif role == "possessed":
        found = iter([_whole(trigger.head)])
    elif role == "modifier":
        found = iter(_own(trigger, "compound", "nmod", "amod"))
    elif role == "head":
        found = iter([_attachment(trigger)])
    elif role == "complement":
        found = _complements(trigger)
    else:
        found = _prepositional(trigger, role)
    if role in ("subject", "bearer", "head"):
        found = chain(found, likewise(trigger))
    alone = role == "bearer" and trigger.dep_ in ("compound", "nmod") and trigger.tag_ not in ("NNS", "NNPS")
    # "Acme contributor Ann Lee and Bo Roe": only Ann
    told = _told_of(trigger)
    tokens = {
        token.i: token
        for first in found
        for token in ((first,) if alone else with_conjuncts(first))
        if token.i < trigger.i or token == first or first != told  # "A, which X led, and B"
    }
    if role == "possessed":  # "Acme's X and Bolt's Y", "Acme's X or that fool Y", "Acme's failure, and Bolt"
        kind, head = trigger.head.pos_, _whole(trigger.head)
        tokens = {
            i: token
            for i, token in tokens.items()
            if head == token or not (_own(token, "poss", "det") or (kind == "NOUN" and token.pos_ == "PROPN"))
        }
    return tuple(tokens[i] for i in sorted(tokens))


def _told_of(trigger: Token) -> Token | None:
    """What the relative clause that the trigger stands in hangs on."""
    clause = next((word for word in (trigger, *trigger.ancestors) if word.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def with_conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it to its right."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM", "VERB"):
            yield from with_conjuncts(child)


def _listed_subject(verb: Token) -> Token | None:
    """The name before a verb that taggers take for the end of a list: "Ann is at the Post and Bo works in Rome"."""
    if verb.dep_ not in ("conj", "ccomp") or verb.tag_ not in ("VBD", "VBZ") or verb.i < 2:
        return None
    name = verb.nbor(-1)
    joined = name.dep_ == "conj" and name.pos_ == "PROPN" and name.head.pos_ == "PROPN" and name.head.dep_ == "pobj"
    begins = name.left_edge.i
    behind_and = begins > 0 and name.doc[begins - 1].dep_ == "cc"
    return name if joined and behind_and and name.head != verb.head and name in verb.head.subtree else None


def _own(verb: Token, *deps: str) -> list[Token]:
    return [child for dep, child in _children(verb) if dep in deps]


@lru_cache(maxsize=1024)  # asked for again and again while one sentence is read
def _children(token: Token) -> tuple[tuple[str, Token], ...]:
    return tuple((child.dep_, child) for child in token.children)


def _subjects(verb: Token) -> Iterator[Token]:
    if is_passive(verb):
        for agent in _own(verb, "agent"):
            yield from _own(agent, "pobj")
        if verb.i > 1 and verb.nbor(-1).text == "-":  # "Acme-owned"
            yield from _own(verb, "npadvmod")
        return
    yield from _grammatical_subjects(verb, 0)


def _opening_name(verb: Token) -> Token | None:
    """The name that opens the clause right before its verb, where the tagger took it for an adverb: "Verbly uses X"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    taken = before.pos_ == "ADV" and before.dep_ == "advmod" and before.head == verb and before.text.istitle()
    return before if taken and before.is_sent_start else None


def _grammatical_subjects(verb: Token, depth: int) -> Iterator[Token]:
    own = _own(verb, "nsubj", "nsubjpass")
    if own and _is_addressed(own[0], verb):
        own = own[1:]  # "Ann, where did you study?"
        if not own:
            return
    if own and own[0] in _swallowed_objects(verb.head):
        own = []
    if own and verb.tag_ == "VBG" and own[0].lemma_.lower() in JOBS:
        own = _own(own[0], "poss")  # "my first job was organising X"
    if own:
        yield from with_i(own[0], verb)
        yield from map(antecedent, own)
    elif _own(verb, "expl"):
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
        for noun in _own(verb.head, "nsubj"):  # "my first job was organising X"
            yield from _own(noun, "poss")
    elif verb.dep_ == "xcomp" and verb.tag_ == "VB" and (doing := cleft(verb)) is not None:
        yield from _grammatical_subjects(doing, depth + 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and (spender := _spender(verb)) is not None:
        yield from _grammatical_subjects(spender, depth + 1)
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and (inner := inner_subject(verb)) is not None:
        yield inner
    elif verb.dep_ in ("acl", "relcl"):
        yield verb.head
    elif verb.dep_ == "xcomp":
        controller = _own(verb.head, "dobj") if verb.head.lemma_ not in PURPOSEFUL else []
        yield from controller or _grammatical_subjects(verb.head, depth + 1)
    elif verb.dep_ in ("conj", "advcl", "ccomp") and verb.head.pos_ in ("VERB", "AUX"):
        yield from _grammatical_subjects(verb.head, depth + 1)
    elif verb.dep_ == "pcomp":
        governor = verb.head.head
        if governor.pos_ in ("VERB", "AUX"):
            yield from _grammatical_subjects(governor, depth + 1)
        elif governor.pos_ in ("NOUN", "PROPN"):
            yield governor


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


def _swallowed_objects(verb: Token) -> list[Token]:
    """The object that the parser took for the subject of the next verb of a series: "founded X, sold Y, and ..."."""
    after = verb.nbor() if verb.pos_ == "VERB" and verb.i + 1 < len(verb.doc) else verb
    for other in _own(verb, "ccomp", "conj"):
        comma = other.i > verb.i + 2 and other.nbor(-1).text == ","
        found = [noun for noun in _own(other, "nsubj") if comma and noun.left_edge == after and noun.pos_ == "PROPN"]
        if found:
            return found
    return []


def _objects(verb: Token) -> Iterator[Token]:
    if is_passive(verb):
        own = _own(verb, "nsubjpass") or _own(verb, "nsubj")
        if own:
            yield from map(antecedent, own)
        elif verb.dep_ == "advcl" and verb.tag_ == "VBN" and (noun := noun_before(verb)):
            yield noun  # "they tried X, developed by Y"
        elif verb.dep_ in ("acl", "relcl", "amod"):
            yield verb.head
        elif verb.dep_ == "pcomp":  # "after being bought by Y, X grew"
            yield from _grammatical_subjects(verb, 1)
        elif verb.dep_ == "acomp" or (
            verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX")
        ):  # "they are known for X"
            yield from _grammatical_subjects(verb.head, 1)
        return
    own = _own(verb, "dobj", "oprd")
    if own:
        yield from map(antecedent, own)
    elif swallowed := _swallowed_objects(verb):
        yield from swallowed
    elif shared := [other for other in _own(verb, "conj") if shares_object(verb, other)]:
        yield from _objects(shared[0])  # "developed and released X"
    elif named := [clause for clause in _own(verb, "ccomp") if clause.tag_ == "VBN" and clause.lemma_ in NAMING]:
        yield from (noun for clause in named for noun in _own(clause, "nsubj", "nsubjpass"))  # "made a film called X"
    elif _own(verb, "xcomp"):
        return  # "the firm they tried to buy": the gap is further in
    elif (noun := relative_to(verb)) is not None:
        yield noun
    elif any(not any(prep.children) for prep in _own(verb, "prep")):
        return  # "the rival we run into": the gap is the preposition's
    elif verb.dep_ == "relcl" and _own(verb, "nsubj") and antecedent(_own(verb, "nsubj")[0]) != verb.head:
        yield described(verb)  # "the model we funded": the gap is the object
    elif verb.dep_ == "xcomp" and verb.head.dep_ == "relcl":
        yield verb.head.head


def _bearers(trigger: Token) -> Iterator[Token]:
    """Whom a noun or adjective describes."""
    head = trigger.head
    if trigger.dep_ == "conj" and head.pos_ == trigger.pos_:
        yield from _bearers(head)
    elif trigger.dep_ == "oprd" and _own(head, "dobj"):
        yield from _own(head, "dobj")  # "they call X a model"
    elif trigger.dep_ in ("attr", "acomp", "oprd") and head != trigger:
        asking = [child for child in _own(head, "attr") if child.tag_ == "WP" and child != trigger]
        yield from asking if asking and not _own(head, "nsubj") else _grammatical_subjects(head, 0)  # "who's their X?"
    elif trigger.dep_ == "appos" or (trigger.dep_ in ("compound", "nmod") and trigger.i < head.i):
        if not is_called(head, trigger):  # "So Ann, doctor in Y, Bo Lee says ..."
            yield head
    elif trigger.dep_ == "amod":
        yield head
        measured = trigger.lower_ == "more" and head.head.pos_ == "VERB" and not _own(head.head, "neg")  # "sold more"
        if head.dep_ == "attr" or (head.dep_ == "dobj" and (measured or head.head.lemma_ == "have")):
            yield from _grammatical_subjects(head.head, 0)
    elif trigger.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "AUX"):
        if trigger.lower_ == "part":
            return  # "as part of X, we give ...": why or when, not what we are
        described = _own(head.head, "dobj") if trigger.i > head.head.i and head.head.lemma_ not in SUCCEEDING else []
        yield from described or _grammatical_subjects(head.head, 0)
    elif trigger.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in TRANSPARENT:
        yield from _bearers(head.head)  # "one of the founders"
    elif trigger.dep_ == "pobj" and head.lower_ == "to" and head.head.lemma_ in APPOINTING:
        yield from _objects(head.head)  # "they elected her to the board"
    elif trigger.dep_ == "pobj" and head.lower_ in ("in", "on") and head.head.lemma_ in BEING:
        yield from _grammatical_subjects(head.head, 0)  # "they are on the board", "she works on the Acme team"
    elif trigger.dep_ == "pobj" and head.lower_ in ("in", "on") and head.head.pos_ in ("PROPN", "PRON", "DET"):
        yield leader(head.head)  # "X and Y, all on the board"
    elif trigger.dep_ == "advmod" and head.pos_ in ("VERB", "AUX"):
        yield from _grammatical_subjects(head, 0)
    elif trigger.dep_ == "dobj" and head.lemma_ in JOINING:
        yield from _grammatical_subjects(head, 0)  # "they joined the board"
    elif trigger.dep_ in ("nsubj", "nsubjpass") and head.lemma_ == "be":
        yield from _own(head, "attr")  # "our guest today is X"
    elif trigger.dep_ == "nsubj" and head.lemma_ == "include" and trigger.tag_ == "NNS":
        yield from _own(head, "dobj")  # "our investors include X"
    yield from (child for child in trigger.children if child.dep_ == "appos" and not is_fronted(child))
    if trigger.tag_ == "NNS" and trigger.i + 1 < len(trigger.doc) and trigger.nbor().text == ",":
        yield from (child for child in _own(trigger, "conj") if child.pos_ == "PROPN")  # "our partners, X and Y"
    yield from named_by(trigger)
    if trigger.dep_ == "advcl" or (trigger.dep_ == "relcl" and _own(trigger, "nsubj")):
        yield from _grammatical_subjects(trigger, 0)


def named_by(noun: Token) -> Iterator[Token]:
    """The name that a noun is given: "a book called X", "the book was called X", "Jane's book X came out"."""
    places = [prep for prep in _own(noun, "prep") if prep.lower_ in ("in", "from", "near", "out")]
    places += [inner for prep in places for inner in _own(prep, "prep")]
    behind = [place for prep in places for place in _own(prep, "pobj")]  # "a firm out of Oslo called X"
    for clause in (clause for holder in (noun, *behind) for clause in holder.children):
        if clause.dep_ in ("acl", "relcl") and clause.lemma_ in NAMING:
            yield from _own(clause, "oprd", "dobj", "attr")
    if noun.dep_ in ("nsubj", "nsubjpass"):
        if noun.head.lemma_ in NAMING:
            yield from _own(noun.head, "oprd")
        # the parser may take the name for a second subject
        for other in _own(noun.head, "nsubj", "nsubjpass"):
            if other.pos_ == "PROPN" and other.left_edge.i == noun.i + 1:
                yield other
    if (name := baptised(noun)) is not None:
        yield name
    yield from apposed_beyond(noun)


def apposed_beyond(noun: Token) -> Iterator[Token]:
    """The name of one thing behind where it is or whose: "a firm in Graz, X", "a parser from Acme, X", "a division of
    Acme, X"."""
    if noun.tag_ != "NN" or not any(child.lower_ in INTRODUCED for child in noun.lefts):
        return
    one = any(child.lower_ in ("a", "an") for child in noun.lefts)
    for clause in _own(noun, "relcl"):  # "the woman who founded X, Ann Lee, is here": the parser hangs it on X
        if any(child.tag_ == "WP" and child.dep_ == "nsubj" for child in clause.children):
            for thing in _own(clause, "dobj"):
                yield from (child for child in _own(thing, "appos") if child.ent_type_ == "PERSON")
    for prep in _own(noun, "prep"):
        if prep.lower_ not in TIES:
            continue
        for place in _own(prep, "pobj"):
            names = [child for child in _own(place, "appos") if child.pos_ == "PROPN" and child.i > place.i]
            whole = any(name.ent_type_ == "GPE" and not name.is_oov for name in names)  # "a firm in Austin, Texas"
            if prep.lower_ == "of" and not one:  # "the creator of X, Ann Lee": whoever made it
                whole = place.ent_type_ == "PERSON" or any(name.ent_type_ != "PERSON" for name in names)
            if place.pos_ == "PROPN" and len(names) == 1 and not whole:
                yield names[0]


FELLOWS = EVERYBODY | {"team", "crew", "folk", "folks", "people", "rest"}
TIES = frozenset("in from near at by of".split())
INTRODUCED = frozenset("a an this our my their his her the".split())
FAR = 15  # tokens between a noun and "called", by which a name is given to it
BAPTISED = frozenset("dobj attr nsubj pobj dep ROOT conj npadvmod appos".split())


def baptised(noun: Token) -> Token | None:
    """The name that "it" is given soon after the noun: "we built a parser. It's called X", "a parser, we call it X"."""
    if noun.tag_ != "NN" or noun.dep_ not in BAPTISED:
        return None
    if (later := _named_later(noun)) is not None:
        return later
    for token in noun.doc[noun.i + 1 : noun.i + FAR]:
        if token.lemma_ in ("call", "name", "dub") and any(_takes_up(child, noun) for child in token.children):
            return next(iter(_own(token, "oprd")), None)
        if token.tag_ == "NN" and token.dep_ in BAPTISED and token.lemma_ != noun.lemma_:
            return None
    return None


def _named_later(noun: Token) -> Token | None:
    """The name behind when or how often it was: "a book a few years ago called X", "a tool every day called X"."""
    if not any(child.lower_ in INTRODUCED for child in noun.lefts):
        return None
    for token in noun.doc[noun.i + 1 : min(noun.i + FAR, noun.sent.end)]:
        if token.lemma_ in NAMING and token.tag_ in ("VBN", "VBD"):
            bare = token.head != noun and not _own(token, "nsubj", "nsubjpass", "aux", "auxpass")
            return next(iter(_own(token, "oprd")), None) if bare else None
        told = token.pos_ in ("NOUN", "PROPN", "PRON", "VERB", "AUX") or token.is_punct
        if told and token.dep_ != "npadvmod" and token.ent_type_ not in ("DATE", "TIME"):
            return None
    return None


def _takes_up(word: Token, noun: Token) -> bool:
    """Whether the word stands for the noun before it: "it", "the robot" of "a robot"."""
    return word.lower_ == "it" or (word.lemma_ == noun.lemma_ and any(child.lower_ == "the" for child in word.lefts))


def _possessors(noun: Token) -> Iterator[Token]:
    """Whose it is: "X's", "our", "of X", "X chief executive"; a noun with no word on it shares its conjuncts'."""
    group = [noun]
    owned = bool(_owners(noun))
    definite = bool(_own(noun, "det"))
    while not owned and group[-1].dep_ == "conj" and group[-1].head.pos_ == noun.pos_:
        group.append(group[-1].head)
    group += [child for child in noun.children if not owned and child.dep_ == "conj" and child.pos_ == noun.pos_]
    found = False
    for member in group:
        for child in member.children:
            if definite and member != noun and child.i < noun.i:
                continue  # "a critic of Acme and the war"
            if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN" and noun.lemma_.lower() not in USERS:
                yield child  # may be a topic ("an AI initiative"), so others are still looked for
            elif child.dep_ == "prep" and child.lower_ == "of":
                for complement in _complements(child):
                    found = True
                    yield complement
        for owner in _owners(member):
            found = True
            yield antecedent(owner)
    if noun.dep_ in ("compound", "amod") and noun.lemma_.lower() not in USERS:
        for sibling in noun.head.children:  # "Acme CEO Jane Doe"
            if sibling.dep_ in ("compound", "poss", "nmod") and sibling.i < noun.i and sibling.pos_ == "PROPN":
                found = True
                yield sibling
    if not found:
        yield from _light_subject(noun)


def _possessors_of_object(verb: Token) -> Iterator[Token]:
    """Whose it is that something is done to: "led our seed round", "we raised a round led by X"."""
    for noun in _objects(verb):
        counted = [word for of in _own(noun, "prep") for word in _own(of, "pobj")] if noun.lower_ in TRANSPARENT else []
        for owned in counted or [noun]:  # "all of our services are written in X"
            yield from _owners(owned) or _light_subject(owned)


def _whole(noun: Token) -> Token:
    """The noun that another only says more of: "arm" of "Acme's robot arm", where taggers hang the owner on "robot"."""
    while noun.dep_ == "compound" and noun.pos_ == noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _owners(noun: Token) -> list[Token]:
    """Whose it is, be it hung on a noun that only says which: "Acme's seed round", "its director-general"."""
    which = [child for child in _own(noun, "compound") if child.pos_ == "NOUN"]
    return [owner for owned in (noun, *which) for owner in _own(owned, "poss")]


def _light_subject(noun: Token) -> Iterator[Token]:
    """The subject of a light verb owns its noun: "we have a partnership with X", "I did a lot of research"."""
    noun = _counted(noun)
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "pobj"):
        verb = head if noun.dep_ != "pobj" else head.head
        if verb.lemma_ == "see" and any(child.lower_ in ("the", "those", "these") for child in noun.lefts):
            return  # "we have seen the people in X": others, unlike "we saw growth in X"
        if verb.pos_ in ("VERB", "AUX") and (
            verb.lemma_ in LIGHT
            or (noun.dep_ == "pobj" and ((verb.lemma_ == "be" and _is_state(noun)) or _is_joint(noun) or is_out(verb)))
        ):
            yield from _grammatical_subjects(verb, 0)
        elif noun.dep_ == "pobj" and head.lower_ in DURING and _is_fronted_phrase(head, noun):
            yield from _grammatical_subjects(verb, 0)  # "after a career at X, Ann left"


def _counted(noun: Token) -> Token:
    """The word that says how much of it, where there is one: "a lot" of "a lot of research"."""
    measure = noun.head.head
    return measure if noun.dep_ == "pobj" and noun.head.lower_ == "of" and measure.lemma_ in TRANSPARENT else noun


def _is_fronted_phrase(preposition: Token, noun: Token) -> bool:
    """Whether the phrase stands before its verb and tells of one thing, or of a number: "after ten years at X, ..."."""
    verb = preposition.head
    told = any(child.lower_ in ("a", "an") or child.dep_ == "nummod" for child in noun.children)
    return verb.pos_ == "VERB" and preposition.i < verb.i and told


def _is_state(noun: Token) -> bool:
    """ "X is in a deal with Y", "on the board of Y", "at war with Y"; not "at a company called Y"."""
    return noun.head.lower_ in ("in", "on") or (noun.head.lower_ == "at" and not _own(noun, "det", "poss"))


def is_out(verb: Token) -> bool:
    """ "She is out with a book", "he's back with a film"."""
    return verb.lemma_ in ("be", "come") and any(child.lower_ in ("out", "back") for child in verb.rights)


def _is_joint(noun: Token) -> bool:
    """ "In partnership with X, Y did it"."""
    bare = not _own(noun, "det", "poss") and noun.head.lower_ == "in"
    return bare and any(prep.lower_ == "with" for prep in _own(noun, "prep"))


def _is_absolute(preposition: Token) -> bool:
    """Whether "with" says how things stand: "with Ann at the helm, ...", "with Ann running it, ..."."""
    held = (word for noun in _own(preposition, "pobj") for word in noun.rights)
    return any(word.dep_ in ("prep", "acl") and word.lower_ != "of" for word in held)


def _attachment(preposition: Token) -> Token:
    """What the preposition hangs on; an adjunct of "be" hangs on its subject ("they are here in X")."""
    head = preposition.head
    some = any(child.lower_ in ("a", "an", "some") for child in head.lefts)
    if head.dep_ == "conj" and head.head.ent_type_ == "PERSON" and head.lemma_.lower() in FELLOWS and not some:
        return head.head  # "Ann and the team at X", "Ann and everybody at X"
    if head.dep_ == "appos" and head.pos_ in ("DET", "PRON"):
        return leader(head)  # "X and Y, both at Z"
    if head.pos_ == "ADV" and head.dep_ == "advmod" and head.head.lemma_ == "be":
        head = head.head  # "they are down in X"
    if head.pos_ in ("AUX", "VERB") and head.lemma_ == "be":
        if preposition.lower_ == "in" and any(child.dep_ == "acomp" and child.pos_ == "ADJ" for child in head.children):
            return head  # "X is available in Y" does not say that it lies there
        subject = next(_grammatical_subjects(head, 0), head)
        return subject if head.i < max(preposition.i, subject.i) else head  # not "From X to Y, Z is known"
    if preposition.lower_ == "by" and head.pos_ == "VERB" and preposition.dep_ == "prep":
        before = preposition.nbor(-1) if preposition.i else head
        return before if before.pos_ == "PROPN" else head  # "compared it with X by Y"
    if head.pos_ == "VERB" and preposition.i < head.i and preposition.i > 0:
        before = preposition.nbor(-1)  # "Jane from Acme said": between subject and verb it belongs to the subject
        if before.head == head and before.dep_ in ("nsubj", "nsubjpass"):
            return before
    return head


def _complements(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pcomp" and child.lemma_ == "be":
            yield from _own(child, "attr")  # "at what is now X"
        elif child.dep_ in ("pobj", "pcomp"):
            yield antecedent(child)
        elif child.dep_ in ("prep", "intj") and child.lower_ == "like":  # "teamed up with, like, X"
            yield from _complements(child)


@lru_cache(maxsize=1)  # all the words of a passage ask for theirs
def _words(doc: Doc) -> list[frozenset[str]]:
    """For each token the words of its sentence."""
    found: list[frozenset[str]] = []
    for sentence in doc.sents:
        found += [frozenset(token.lower_ for token in sentence)] * len(sentence)
    return found


def _prepositional(trigger: Token, preposition: str) -> Iterator[Token]:
    """Complements of the preposition below the trigger or below its object, where taggers often hang it."""
    if preposition not in UNSAID and preposition not in _words(trigger.doc)[trigger.i]:
        return  # mostly, found soonest
    hosts = [trigger]
    if trigger.lemma_ == "be":
        hosts += _own(trigger, "attr", "advmod")  # not "is committed to peace in X"
    elif trigger.pos_ in ("VERB", "AUX"):
        hosts += _own(trigger, "dobj", "attr", "prt", "acomp", "advmod")
        hosts += [complement for prep in _own(trigger, "prep") for complement in _own(prep, "pobj")]
        hosts += [adverb for noun in _own(trigger, "dobj", "attr") for adverb in _own(noun, "advmod")]
        called = (noun for noun in _own(trigger, "dobj") if noun.pos_ == "NOUN")
        hosts += [clause for noun in called for clause in _own(noun, "acl") if clause.lemma_ in NAMING]
        hosts += [out for out in _own(trigger, "prep") if out.lower_ == "out"]  # "pulled out of X"
        if preposition == "to":
            yield from (child for child in _own(trigger, "dative") if child.pos_ != "ADP")  # "gave us a grant"
    elif trigger.dep_ == "pobj" and trigger.head.lower_ == "on" and trigger.head.head.lemma_ == "be":
        hosts.append(trigger.head.head)  # "is on par with X"
    if trigger.pos_ == "NOUN":
        if preposition != "of":  # "a town north of X"
            hosts += _own(trigger, "advmod")  # "a nurse up in X"
        subject = _counted(trigger)
        if subject.dep_ == "nsubj" and subject.head.lemma_ in ("be", "come"):
            hosts.append(subject.head)  # "our office is in X", "most of our offices are in X", "the money came from X"
        elif subject.dep_ == "nsubj" and preposition == "in":
            for fronted in _own(subject.head, "prep"):
                if fronted.i < trigger.i and fronted.lower_ == "in":
                    yield from (place for first in _complements(fronted) for place in with_conjuncts(first))
        if trigger.lemma_ == "board":  # "the board of directors of X"
            hosts += [people for of in _own(trigger, "prep") for people in _own(of, "pobj") if people.tag_ == "NNS"]
        hosts += [ground for on in _own(trigger, "prep") if on.lower_ == "on" for ground in _own(on, "pobj")]
    counted = _counted(trigger)
    if trigger.pos_ in ("NOUN", "PROPN") and counted.dep_ in ("dobj", "attr", "appos"):
        hosts += [counted.head, *_own(counted.head, "advmod")] if counted.head.lemma_ in (*LIGHT, "be") else []
        after = trigger.right_edge.i + 1
        if after < len(trigger.doc) and (behind := trigger.doc[after]).dep_ == "prep" and behind.lower_ == preposition:
            yield from _complements(behind)  # "struck targets in X": taggers hang it on the verb
    elif trigger.dep_ == "nsubj" and trigger.lemma_.lower() in JOBS and trigger.head.lemma_ == "be":
        hosts.append(trigger.head)
    elif trigger.dep_ == "pobj" and trigger.head.lower_ in ("in", "on") and trigger.head.head.lemma_ == "be":
        hosts.append(trigger.head.head)  # "she is on the board at X": taggers hang it on the verb
    elif trigger.pos_ in ("ADJ", "ADV"):
        hosts += [trigger.head] if trigger.dep_ in ("amod", "acomp", "advmod") else []
    if preposition == "with" and trigger.pos_ == "NOUN":  # "the co-host of X with Y"
        hosts += [inner for of in _own(trigger, "prep") if of.lower_ == "of" for inner in _own(of, "pobj")]
    if preposition in ("in", "at"):
        yield from (there for host in hosts for there in _own(host, "advmod") if is_there(there) and there.i > host.i)
    for host in hosts:
        for child in host.children:
            if preposition == "than" and child.dep_ == "advcl" and any(mark.lower_ == "than" for mark in child.lefts):
                yield from _own(child, "nsubj")  # "more cars than X did"
            if child.dep_ in ("prep", "dative", "agent", "prt") and child.lower_ == preposition:
                if preposition == "with" and child.i < trigger.i and _is_absolute(child):
                    continue
                yield from _complements(child)
                for other in _own(child, "conj"):  # "in X and in Y"
                    yield from _complements(other)
                if child.dep_ == "prep" and trigger.dep_ == "relcl" and not list(child.children):
                    yield trigger.head  # "the lab she works for"
        if preposition in ("in", "at") and trigger.dep_ == "relcl" and any(c.lower_ == "where" for c in host.children):
            yield trigger.head  # "London, where they are based"
        elif preposition in ("in", "at") and trigger.dep_ == "xcomp" and trigger.head.lemma_ == "use":
            if trigger.head.dep_ == "relcl" and any(c.lower_ == "where" for c in trigger.head.children):
                yield trigger.head.head  # "Acme, where Ann used to work"
        elif preposition in ("in", "at") and trigger.dep_ in ("advcl", "ccomp") and trigger.head.lemma_ == "be":
            if any(child.lower_ == "where" for child in host.children):
                yield from _own(trigger.head, "nsubj")  # "London is where they are based"
        elif preposition in ("in", "at", "where"):
            yield from (where for where in _own(host, "advmod") if where.lower_ == "where")  # what answers the question
        if host.tag_ in ("VBN", "JJ") and preposition in ("in", "at"):  # "London-based"
            yield from (child for child in host.children if child.dep_ == "npadvmod" and child.i < host.i)
