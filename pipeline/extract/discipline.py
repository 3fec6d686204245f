"""What keeps a pattern from making a claim: arguments only near, each for itself, moved by others or asked there."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments, part_of
from pipeline.extract.between import ONE_OF_MANY, is_done_to
from pipeline.extract.closed_classes import MOVING
from pipeline.extract.nlp import Passage
from pipeline.extract.syntax import fillers
from pipeline.records import Mention

NEAR = 16  # characters between a name and the preposition behind it
TALKING = frozenset("discuss talk explain share react weigh unpack debate walk".split())  # what guests join for
THINKING = frozenset("believe think conclude expect assume suspect wonder".split())
RUNNING = frozenset({"run", "work"})
FROM_NOW = re.compile(r"\b(?:as of|now|already|these days|out of the box)\b", re.IGNORECASE)
GETTING = frozenset({"get", "receive", "take"})
YEAR = 4  # digits
GOING = frozenset({"go", "return"})
STAYING = frozenset("work study learn teach do get lead run head start build join become be play train".split())
FOR_LONG = re.compile(r"\bfor (?:[\w-]+ ){0,3}(?:seasons?|years?|decades?)\b", re.IGNORECASE)
FELLOWS = frozenset("roommate classmate schoolmate debater freshman sophomore".split())  # who learn, and do not work
WE = frozenset({"we", "us"})
PLURAL = frozenset({"they", "them", "these", "those"})
STILL = frozenset("is was are were am 's ’s 're ’re 'm ’m no longer there over".split())
JOURNEY = r"on (?:[\w-]+ ){0,3}(?:trips?|tours?|vacation|holidays?)"
# What one is somewhere for, or when, who does not belong there.
OCCASIONAL = re.compile(
    r"\b(?:yesterday|tomorrow|last (?:week|night|month)|this (?:morning|week)|the other day|on (?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|for (?:an?|the) (?:\w+ )?(?:meeting|ceremony|visit|conference|event|talk|dinner|lunch|party"
    r"|summit|speech|panel|tour)"
    r"|(?:giving|delivering) (?:an?|the|his|her|my) (?:\w+ )?(?:talk|speech|lecture|address|keynote|remarks)"
    rf"|{JOURNEY}|on (?:[\w-]+ ){{0,3}}(?:business|assignment))\b",
    re.IGNORECASE,
)
MEETING = re.compile(r"\b(?:calls?|meetings?|phone|line|zoom|conversations?)\b[\w ,]*$", re.IGNORECASE)
TRAVELLING = re.compile(rf"\b{JOURNEY}\b", re.IGNORECASE)

BULLET = re.compile(r"(?:^|\s)[-–•]\s")
BULLETS = 3  # of them in a sentence make it a list


def are_listed_apart(passage: Passage, one: Mention, other: Mention) -> bool:
    """Whether they stand in two items of a list that was written on one line: "- X - Y and Z - W"."""
    begin, end = sorted((one.begin, other.begin))
    if not BULLET.search(passage.text, begin - passage.begin, end - passage.begin):
        return False
    span = passage.span(begin, end)
    return span is not None and len(BULLET.findall(span.sent.text)) >= BULLETS


def is_mutual(trigger: Token, roles: tuple[str, ...]) -> bool:
    """Whether several do it with each other: "A and B teamed up", "A and B signed a deal", "A and B are rivals".

    Not with somebody else ("with C"), nor each for itself ("both", "deals"), nor as C's ("A and B are C's rivals").
    """
    if roles == ("between",):
        return True
    if fillers(trigger, "with") or fillers(trigger, "against"):
        return False
    if roles == ("subject",) and sum(child.dep_ == "nsubj" for child in trigger.children) > 1:
        return False  # "Ann, Bo, and in red, you wrote below": two clauses in one
    if roles == ("bearer",):
        return trigger.dep_ == "attr" and trigger.tag_ == "NNS" and not fillers(trigger, "possessor")
    if roles == ("possessor",):
        clause = (child for child in trigger.head.children if child.dep_ in ("nsubj", "advmod"))
        each = any(word.lower_ in ("both", "each") for subject in clause for word in (subject, *subject.children))
        return trigger.tag_ == "NN" and trigger.dep_ == "dobj" and not each
    return True


def are_joined(arguments: Arguments, one: int, other: int) -> bool:
    """Whether "and" stands between a pronoun and whom it is joined to: "Ann and I", not "we, you know, Ann builds"."""
    first, second = sorted((arguments.mentions[one], arguments.mentions[other]), key=lambda mention: mention.begin)
    between = arguments.scene.document.text[first.end : second.begin].split()
    return "pronoun" not in (first.kind, second.kind) or "and" in between


def is_adjacent(arguments: Arguments, passage: Passage, preposition: Token, ends: tuple[int, int]) -> bool:
    """Whether the preposition stands right behind the name it hangs on: "Jane from Acme", "Jane, from Acme"."""
    if preposition.lower_ == "at" and OCCASIONAL.search(preposition.sent.text):
        return False  # "was at Acme on Monday for a meeting"
    if preposition.lower_ == "with" and MEETING.search(preposition.doc[preposition.sent.start : preposition.i].text):
        return False  # "was on a call with Acme"
    if preposition.lower_ == "in" and any(
        arguments.mentions[index].kind == "nominal" or arguments.mentions[index].text.lower() in WE for index in ends
    ):
        return False  # "the government in X": of all governments only that one; "we are in X": who speaks
    first = min(ends, key=lambda index: arguments.mentions[index].begin)
    if arguments.owned(passage, first) is not None and arguments.mentions[first].begin < passage.offset(preposition):
        return False  # "Acme's team in X" is no more than Acme's
    head = passage.span(arguments.mentions[first].begin, arguments.mentions[first].end)
    if head is not None and head.start and passage.doc[head.start - 1].lower_ in ONE_OF_MANY:
        return False  # "a Walmart in El Paso"
    if head is not None and preposition.lower_ == "by" and is_done_to(head):
        return False
    if any(arguments.mentions[index].text.lower() in PLURAL for index in ends):
        return False  # "they are in X": who is there, or has been mentioned, is not said
    if preposition.i and "-" in (preposition.nbor(-1).text, preposition.text_with_ws[-1:]):
        return False  # "CSS-in-JS"
    if preposition.lower_ == "at" and preposition.head.lemma_.lower() in FELLOWS:
        return False  # "we were roommates at Acme"
    if preposition.lower_ == "on" and preposition.head.pos_ == "NOUN":
        return False  # "they are engineers on X"
    gap = [passage.offset(preposition) - arguments.mentions[index].end for index in ends]
    between = {token.lower_ for token in passage.doc[head.end : preposition.i]} if head is not None else set()
    gone = "longer" in between and between <= STILL  # "is no longer at"
    return (
        gone
        or any(0 <= distance <= NEAR for distance in gap)
        or not all(arguments.mentions[index].kind == "name" for index in ends)
    )


def moves_another(arguments: Arguments, trigger: Token, domain: frozenset[str]) -> bool:
    """Whether a verb of motion has an object, which is what moves; with what is its own a house moves itself.

    "Acme moved its headquarters, moved production, sent troops", but not "moved twelve controllers"
    """
    moves = trigger.lemma_ == "move" or (trigger.lemma_ in GOING and any(fillers(trigger, "from")))
    if domain == {arguments.scene.person} and moves and WE & {x.lower_ for x in trigger.lefts}:
        return True  # "we moved to Acme": the house does, and nobody is hired there
    if trigger.pos_ != "VERB" or trigger.lemma_.lower() not in MOVING:
        return False
    moved = [child for child in trigger.children if child.dep_ == "dobj" and child.tag_ != "PRP"]
    if domain == frozenset({arguments.scene.person}):
        return bool(moved)
    return any(not any(map(_is_own_part, (noun, *part_of(noun)))) for noun in moved if not _acts(arguments, noun))


def is_interview(trigger: Token) -> bool:
    """ "Joining us now is X", "X joined Acme News to discuss it", "X joins Acme News with more": X is asked there."""
    asked = (
        (child.dep_ == "dobj" and child.lower_ in ("us", "me"))
        or (child.dep_ in ("xcomp", "advcl") and child.lemma_ in TALKING)
        or (child.lower_ == "with" and any(word.lower_ in ("more", "details", "reaction") for word in child.children))
        for child in trigger.children
    )
    return trigger.lemma_ == "join" and any(asked)


def makes_believe(trigger: Token) -> bool:
    """ "It led the Gulls to believe that": whoever is led to think something has no head in that."""
    done = (child for child in trigger.children if child.dep_ in ("xcomp", "ccomp", "advcl"))
    return trigger.lemma_ == "lead" and any(child.lemma_ in THINKING for child in done)


def is_topic(trigger: Token) -> bool:
    """ "We can debate Jane Doe", "they debated Ann and Bo": about whom, and not against whom."""
    if trigger.lemma_ not in TALKING:
        return False
    debaters = (child for child in trigger.children if child.dep_ == "nsubj")
    several = (child for noun in fillers(trigger, "object") for child in noun.children if child.dep_ == "conj")
    return any(child.lower_ in WE for child in debaters) or any(several)


def is_able(trigger: Token) -> bool:
    """ "As of this release it will run on a phone": what a thing does from now on."""
    words = trigger.sent.text[: trigger.idx - trigger.sent.start_char]
    return trigger.lemma_ in RUNNING and FROM_NOW.search(words) is not None


def gets_somebody(trigger: Token) -> bool:
    """ "The Gulls got Ann from the Terns": who gets somebody gets no money."""
    return trigger.lemma_ in GETTING and any(
        child.dep_ == "dobj" and child.pos_ == "PROPN" for child in trigger.children
    )


def leaves_for(arguments: Arguments, passage: Passage, trigger: Token) -> bool:
    """ "I moved from Acme to Bolt", a house: the one before was one, too, whatever else bears its name."""
    if not any(subject.lower_ in ("i", "he", "she") for subject in fillers(trigger, "subject")):
        return False  # "we moved from the one database to the other"
    houses = (arguments.name_at(passage, token) for token in fillers(trigger, "to"))
    votes = [arguments.mentions[index].votes for index in houses if index is not None]
    return any(of_house and of_house[0].cls == arguments.scene.organisation for of_house in votes)


def loses_somebody(trigger: Token) -> bool:
    """ "The Gulls lost Ann Lee to the Terns": whoever goes there goes, and nobody is beaten."""
    return trigger.lemma_ == "lose" and any(child.ent_type_ == "PERSON" for child in fillers(trigger, "object"))


def is_visit(trigger: Token) -> bool:
    """ "She went to Acme to see Bo", "he went to Acme on Friday": who goes there for something, and comes back."""
    if trigger.lemma_ == "come":  # "came to Acme from Bolt", "came to Acme in 2011", but not "came to Acme for lunch"
        years = (word for word in fillers(trigger, "in") if word.like_num and len(word) == YEAR)
        return not any(years) and not any(word.pos_ == "PROPN" for word in fillers(trigger, "from"))
    if trigger.lemma_ not in GOING:
        return False
    purposes = (child for child in trigger.children if child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB")
    return OCCASIONAL.search(trigger.sent.text) is not None or any(verb.lemma_ not in STAYING for verb in purposes)


def owns_one(trigger: Token) -> bool:
    """ "She owns a Tessera", "he is a Tessera owner": one of what the house makes."""
    owned = fillers(trigger, "object") if trigger.lemma_ == "own" else [trigger] if trigger.lemma_ == "owner" else []
    named = (word for noun in owned for word in (noun, *noun.children))
    one = any(child.lower_ in ("a", "an") for noun in owned for child in noun.children)
    return one and any(word.pos_ == "PROPN" and word.i <= max(noun.i for noun in owned) for word in named)


def is_fired(trigger: Token) -> bool:
    """ "The army launched rockets into X", "attacks launched into X": what is sent there is no move of theirs."""
    sent = trigger.lemma_ == "launch" and any(fillers(trigger, "into"))
    return sent and (trigger.dep_ == "acl" or any(fillers(trigger, "object")))


def is_member_on(trigger: Token) -> bool:
    """ "She was a writer on The Gull", "he was on The Gull for six seasons": who makes a series is no guest of it."""
    if trigger.lemma_ != "be":
        return False
    said = any(child.dep_ == "attr" and child.pos_ == "NOUN" for child in trigger.children)
    return said or FOR_LONG.search(trigger.sent.text) is not None


def is_first(trigger: Token) -> bool:
    """ "She leads the Gulls in scoring": who is the first of them is not their head; unlike "in its best years"."""
    inside = (child for child in trigger.children if child.lower_ == "in" and child.i > trigger.i)
    nouns = (noun for preposition in inside for noun in preposition.children)
    counted = (noun for noun in nouns if noun.pos_ in ("NOUN", "VERB") and not any(noun.lefts))
    return trigger.lemma_ == "lead" and any(noun.dep_ in ("pobj", "pcomp") for noun in counted)


def _is_own_part(noun: Token) -> bool:
    """Whether it is the subject's own: "its headquarters", "production"."""
    bare = noun.tag_ == "NN" and not any(child.dep_ in ("det", "nummod", "poss") for child in noun.children)
    return bare or any(child.tag_ == "PRP$" for child in noun.children)


def _acts(arguments: Arguments, noun: Token) -> bool:
    return noun.lemma_.lower() in arguments.scene.agents
