"""What is only supposed: imagined, rumoured, alleged, asked for, weighed, told in a story, or taken back at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Span, Token

from pipeline.extract.clauses import SUBJECTS
from pipeline.extract.questions import CIRCUMSTANCES
from pipeline.extract.voice import is_passive

# Verbs by what they make of the clause that they govern.
SUPPOSING = frozenset(
    """imagine suppose pretend wish try attempt wonder ask dream fantasize rumor rumour allege accuse charge suspect
    speculate claim threaten consider propose seek joke guess assume""".split()
)
# Somebody to do, or that something be done, which is not done yet.
URGING = frozenset("tell ask advise urge encourage beg remind demand require insist request recommend suggest".split())
WEIGHING = frozenset("look think wonder worry dream".split())  # "at", "about", "of" doing it
OPINING = frozenset("think believe feel reckon figure".split())  # mine is a hedge, another's is no fact
ORDERED = frozenset("say tell announce report confirm write state".split())  # an order to say it says nothing
ANYBODY = frozenset("people everybody everyone folks some many somebody someone".split())
# Who says it accuses somebody, and has to prove it yet.
ACCUSERS = frozenset("prosecutor prosecution police detective indictment lawsuit complaint plaintiff accuser".split())
# Nouns whose content clause ("the rumour that X") is no fact, and where a story takes place.
DOUBTFUL = frozenset(
    """rumor rumour hoax myth claim allegation accusation suggestion idea notion possibility theory speculation lie
    hope fear dream assumption hypothesis chance prospect talk joke spin narrative""".split()
)
THREATS = frozenset("threat risk danger likelihood warning".split())  # of what may come
UNCERTAIN = frozenset("unlikely improbable impossible possible conceivable untrue false doubtful unclear".split())
IMAGINARY = frozenset("alternate alternative parallel imaginary fictional hypothetical".split())
FICTION = frozenset("novel dream nightmare movie film sitcom fiction fantasy fairytale universe timeline".split())
HEDGES = frozenset(
    """maybe perhaps possibly allegedly supposedly reportedly rumored rumoured almost nearly purportedly
    hypothetically theoretically potentially""".split()
)
SEEMING = frozenset("essentially effectively practically virtually".split())  # of what somebody is
# What takes back the words before it.
RETRACTION = re.compile(
    r"""\b(?:just|only|i['’]?m|am|was)\ (?:kidding|joking)\b | \bmade\ (?:that|this|it)\ up\b
    | \b(?:it|that|this|which|all)(?:\ of\ course)?(?:['’]s|\ is|\ was|\ turned\ out\ to\ be)\ (?:\w+\ )?(?:an?\ )?
      (?:\w+\ )?(?:hoax|myth|lie|joke|prank|false|untrue|not\ true|n['’]t\ true|fake|nonsense|fabrication|made\ up)\b
    | \bbut\ (?:nobody|no\ one)\ believe[sd]?\ (?:it|that|this)\b
    | \b(?:it|that|this)\ (?:never|did\ not|didn['’]t)\ (?:actually\ )?happen(?:ed)?\b
    | (?:^|[,;]\ )(?:(?:no|but|and|well|actually),?\ )*(?:he|she|it|they|that)
      (?:['’]s\ not|\ (?:did|was|is|does|has|had|were|are)(?:\ not|n['’]t))
      (?:,?\ (?:actually|really|though|at\ all))?\s*[.!;,]""",
    re.IGNORECASE | re.VERBOSE,
)
UNREAL = re.compile(
    r"\bwhat if\b|^(?:(?:now|so|just|and|but),? )?(?:imagine|suppose|pretend|picture this)\b"
    r"|\blet['’]?s (?:say|imagine|suppose|pretend|assume)\b|\bcame? (?:very |really )?close to\b"
    r"|\bthere(?:['’]?s| is| was) no way\b|\brumou?rs? ha(?:s|ve) it\b"
    r"|\bon the (?:verge|brink) of\b|\babout to\b|\b(?:parody|satirical|satire|spoof|fictional|lied)\b",
    re.IGNORECASE,
)


def is_supposed(trigger: Token, chain: list[Token], arguments: tuple[Token, ...]) -> bool:
    """Whether what the trigger and what governs it (the chain, from inside out) say is not said to be so."""
    for token in chain:
        if token.dep_ == "oprd" and token.head.lemma_ == "call" and token.pos_ == "NOUN":
            return True  # "they called her the head of X"
        for child in token.children:
            if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
                return True
            if child.dep_ == "prep" and child.lower_ == "according" and _accuses(child.subtree):
                return True
            if child.dep_ == "acomp" and child.lemma_.lower() in UNCERTAIN:
                return True
            if child.dep_ == "aux" and child.lower_ == "had" and child.is_sent_start:
                return True  # "had A bought B, ..."
            if child.lower_ in HEDGES and child.dep_ in ("advmod", "amod"):
                return True
            if child.lower_ in SEEMING and trigger.pos_ == "NOUN" and token.lemma_ == "be":
                return True  # "it's essentially an arm of X"
            if child.dep_ == "prep" and child.lower_ in ("in", "within") and _is_fiction(child, arguments):
                return True
    if _is_ordered(chain[-1]) or _is_in_doubt(trigger):
        return True
    for inner, outer in pairwise(chain):
        lemma = outer.lemma_.lower()
        if outer.pos_ == "VERB" and lemma in SUPPOSING and inner.dep_ in ("ccomp", "xcomp", "prep", "oprd", "dobj"):
            return True
        if outer.pos_ == "VERB" and lemma in OPINING and not _is_own(outer):
            return True
        if lemma in URGING and inner.dep_ in ("xcomp", "ccomp") and _is_bare(inner) and not is_passive(outer):
            return True  # "people tell me to try it", "they demanded that she join X"
        if inner.dep_ == "xcomp" and outer.tag_ == "VBN" and lemma in OPINING | {"say"} and is_passive(outer):
            return True  # "is said to have bought it"
        if lemma in WEIGHING and inner.dep_ == "prep" and any(map(_is_subjectless, inner.children)):
            return True  # "looked at buying it", "thinks about how to use it"
        if lemma in ORDERED and inner.dep_ == "ccomp" and is_hearsay(outer):
            return True
        if outer.pos_ == "NOUN" and lemma in DOUBTFUL:
            return True
        if lemma == "be" and inner.dep_ == "ccomp" and any(_is_doubtful(child) for child in outer.children):
            return True  # "the rumour is that X"
    before = trigger.doc[trigger.sent.start : trigger.i].text
    after = trigger.doc[trigger.i : trigger.sent.end].text
    following = _next_sentence(trigger.sent)
    return bool(UNREAL.search(before) or RETRACTION.search(after) or RETRACTION.match(following))


def _is_bare(verb: Token) -> bool:
    """Whether it is an infinitive or a subjunctive: "to try", "that she join"; not "did join"."""
    return verb.tag_ == "VB" and not any(child.dep_ == "aux" and child.tag_ != "TO" for child in verb.children)


def _is_subjectless(content: Token) -> bool:
    """Whether a clause behind a preposition says only what might be done: "at buying it", unlike "how they use it"."""
    return content.dep_ == "pcomp" and not any(child.dep_ in SUBJECTS for child in content.children)


def is_hearsay(verb: Token) -> bool:
    """Whether nobody in particular says it, or who has to prove it: "people keep saying that", "prosecutors say"."""
    clause = verb.head if verb.dep_ == "xcomp" else verb
    subjects = [child for child in clause.children if child.dep_ == "nsubj"]
    return any(child.lower_ in ANYBODY for child in subjects) or _accuses(subjects)


def _accuses(words: Iterable[Token]) -> bool:
    """Whether one of the words is for somebody who accuses others."""
    return any(ACCUSERS.intersection((word.lemma_.lower(), word.lower_.removesuffix("s"))) for word in words)


def _is_in_doubt(noun: Token) -> bool:
    """ "The prospects of a strike on X", "the threat of an invasion"."""
    doubt = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and doubt.lemma_.lower() in DOUBTFUL | THREATS


def _is_doubtful(subject: Token) -> bool:
    return subject.dep_ == "nsubj" and subject.lemma_.lower() in DOUBTFUL


def _is_ordered(clause: Token) -> bool:
    """ "Report that X": whether the clause is what somebody is told to say."""
    order = clause.head
    if clause.dep_ != "ccomp" or order.tag_ != "VB" or order.lemma_.lower() not in ORDERED:
        return False
    if any(child.lower_ in CIRCUMSTANCES and child.dep_ == "advmod" for child in clause.children):
        return False  # "tell us how you came to X"
    helped = any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in order.children)
    return not helped and (order.dep_ == "ROOT" or (order.dep_ == "conj" and order.head.tag_ == "VB"))


def _is_fiction(preposition: Token, arguments: tuple[Token, ...]) -> bool:
    """ "In the novel", "in my dream": where what is told takes place; not the work that the claim is about."""
    places = [child for child in preposition.children if child.dep_ == "pobj"]
    return any(
        place not in arguments
        and (place.lemma_.lower() in FICTION or any(child.lower_ in IMAGINARY for child in place.children))
        for place in places
    )


def _next_sentence(sentence: Span) -> str:
    return sentence.doc[sentence.end].sent.text if sentence.end < len(sentence.doc) else ""


def _is_own(verb: Token) -> bool:
    """ "I think" and "we believe" hedge what the speaker holds."""
    subjects = [child.lower_ for child in verb.children if child.dep_ == "nsubj"]
    return (bool({"i", "we"} & set(subjects)) and verb.tag_ not in ("VBD", "VBN")) or not subjects
