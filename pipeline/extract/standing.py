"""Whether a claim holds: denied, supposed, planned and asked ones are told apart, and what once held from what holds.

Decided once, on the clause, for whatever found the claim: from the word that makes the claim outwards over what governs
it as its content. Two denials affirm ("nobody denies that"). What a relative clause, an apposition or a noun phrase in
passing takes for granted holds whatever the clause around it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from spacy.tokens import Span, Token

from pipeline.extract.clauses import asks_whom_called, is_complement, is_content_clause, is_set_beside
from pipeline.extract.closed_classes import LIGHT
from pipeline.extract.tenses import dates, is_past
from pipeline.extract.voice import is_passive
from pipeline.ontology import Predicate
from pipeline.records import Modality, Polarity, Tense

AGAIN = 5  # words between what is said and the same begun anew
# Helpers of the verb.
HYPOTHETICAL_AUX = frozenset("would could might may should 'd".split())
PLANNED_AUX = frozenset("will 'll shall wo gon".split())
# Verbs by what they make of the clause that they govern.
PLANNING = frozenset("plan intend aim expect want hope hop go agree offer bid prepare support nominate urge".split())
HAVING = frozenset({"offer", "support"})  # what is there: "offers the Rocket", unlike "offers to buy it"
SUPPOSING = frozenset(
    """imagine suppose pretend wish try attempt wonder ask dream fantasize rumor rumour allege accuse charge suspect
    speculate claim threaten consider propose seek joke guess assume""".split()
)
# Somebody to do, or that something be done, which is not done yet.
URGING = frozenset("tell ask advise urge encourage beg remind demand require insist request recommend suggest".split())
WEIGHING = frozenset("look think wonder worry dream".split())  # "at", "about", "of" doing it
DENYING = frozenset(
    """fail refuse decline deny reject avoid dispute rule stop prevent forbid doubt disbelieve debunk refute""".split()
)
DENIALS = frozenset("doubt denial".split())  # nouns
REPORTING = frozenset(
    "say know show tell announce mean confirm mention explain report reveal admit note learn hear".split()
)
OPINING = frozenset("think believe feel reckon figure".split())  # mine is a hedge, another's is no fact
ORDERED = frozenset("say tell announce report confirm write state".split())  # an order to say it says nothing
ANYBODY = frozenset("people everybody everyone folks some many somebody someone".split())
# Who says it accuses somebody, and has to prove it yet.
ACCUSERS = frozenset("prosecutor prosecution police detective indictment lawsuit complaint plaintiff accuser".split())
ASKABLE = frozenset("say mean suggest think believe claim tell".split())  # "are you saying that X?" asks for X
# Nouns whose content clause ("the rumour that X") is no fact, and where a story takes place.
DOUBTFUL = frozenset(
    """rumor rumour hoax myth claim allegation accusation suggestion idea notion possibility theory speculation lie
    hope fear dream assumption hypothesis chance prospect talk joke spin narrative""".split()
)
THREATS = frozenset("threat risk danger likelihood warning".split())  # of what may come
UNCERTAIN = frozenset("unlikely improbable impossible possible conceivable untrue false doubtful unclear".split())
IMAGINARY = frozenset("alternate alternative parallel imaginary fictional hypothetical".split())
FICTION = frozenset("novel dream nightmare movie film sitcom fiction fantasy fairytale universe timeline".split())
# Adverbs and other words.
NEGATIVES = frozenset("no not n't never neither nobody nothing without hardly none nowhere".split())
HEDGES = frozenset(
    """maybe perhaps possibly allegedly supposedly reportedly rumored rumoured almost nearly purportedly
    hypothetically theoretically potentially""".split()
)
SEEMING = frozenset("essentially effectively practically virtually".split())  # of what somebody is
CIRCUMSTANCES = frozenset("why when where how".split())
WH = CIRCUMSTANCES | frozenset("who what which whose".split())

TAG = re.compile(
    r"\b(?:right|okay|ok|correct|huh|eh|yeah|no|you know|you see)\s*\?\W*$"
    r"|,\s*(?:do|does|did|is|are|was|were|has|have|had|can|ca|could|will|wo|would|should)(?:\s*n['’]t)?\s+"
    r"(?:it|he|she|they|we|you|i|there)\s*\?\W*$",
    re.IGNORECASE,
)
# A question behind what is said: "you run Acme, how did that come about?"; but not what asks whether it is so.
BEHIND = re.compile(
    r"[,;–—-]\s+(?:(?:and|but|so|um|uh|hm+|well|now|I mean|\w+),?\s+)?"
    r"(?:(?:what|how|why|where|when|who|which)(?:\s[\w'’]+){0,3}?\s)?"
    r"(?:do|does|did|is|are|was|were|can|could|would|will|should|have|has)(?:n['’]t)?\s+"
    r"(?:you|they|we|it|he|she|that|this|there|I)\b(?!\s+(?:think|agree|know|reckon|believe|remember|say|true|so)\b)"
    r"[^,;?]*\?\W*$",
    re.IGNORECASE,
)
# What denies of today what held before.
ENDED = re.compile(r"\bno longer\b|\b(?:not|\w+n['’]t)\b[^,;.!?]* (?:anymore|any more|any longer)\b", re.IGNORECASE)
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
# Dependencies that make a token part of what its head says.
CONTENT = frozenset(
    """attr acomp dobj xcomp ccomp pobj prep conj compound amod pcomp advmod nsubj nsubjpass oprd poss agent
    nmod""".split()
)


SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim is said. when: its dates as said ("until 2011"), empty where none is given."""

    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    tense: Tense = "present"
    when: str = ""
    ended: bool = False  # denied of today only: "no longer", "not anymore"


def in_its_time(predicate: Predicate, stance: Standing) -> tuple[str, Standing]:
    """The predicate (IRI) that holds at the time of the clause; what has happened once and for all has no past."""
    if predicate.past is None:
        return predicate.iri, replace(stance, tense="present")
    if stance.ended and predicate.discourse_roles:  # whoever is no longer the head of X was it once
        stance = replace(stance, polarity="affirmed", tense="past")
    return predicate.past if stance.tense == "past" else predicate.iri, stance


def standing(trigger: Token, arguments: Iterable[Token] = ()) -> Standing:
    """How the clause of `trigger` stands: the word that makes the claim. arguments: the tokens that it is made of."""
    chain, arguments = _governors(trigger), tuple(arguments)
    question = _question_behind(trigger)
    if question is not None:
        chain = [token for token in chain if token.idx < question]
    again = {outer for inner, outer in pairwise(chain) if _is_said_again(outer, inner)}
    denials = sum(_denials(token, chain) for token in chain if token not in again) + sum(
        _is_excluded(token, trigger) for token in (trigger, *arguments)
    )
    return Standing(
        polarity="denied" if denials % 2 else "affirmed",
        modality=_modality(trigger, chain, denials, arguments, told=question is not None),
        tense="past" if is_past(trigger, chain) else "present",
        when=dates(trigger, chain),
        ended=denials % 2 == 1 and bool(ENDED.search(trigger.sent.text)),
    )


# --- denied


def _is_said_again(first: Token, second: Token) -> bool:
    """Whether a clause was begun anew: "I don't think, I don't think that X" denies once."""
    return first.lemma_ == second.lemma_ and 0 < second.i - first.i <= AGAIN


def _denials(token: Token, chain: list[Token]) -> int:
    """How many words deny what the token says: "did not", "nobody", and verbs like "deny" themselves.

    What stands on a word of the chain is counted there: the "no" of "has no office in X" denies once.
    """
    denials = sum(_denies(child) for child in token.children if child not in chain)
    if token.lemma_.lower() in (DENYING if token.pos_ == "VERB" else DENIALS) and not _rules(token):
        denials += 1
    if any(child.dep_ == "prep" and any(end.lower_ in NEGATIVES for end in child.children) for child in token.children):
        denials += 1  # "works for nobody"
    if token.lower_ == "without" or _is_denied_in_front(token):
        denials += 1
    set_aside = token.i and token.lower_ in ("than", "of") and token.nbor(-1).lower_ in ("rather", "instead")
    if set_aside and token.nbor() != chain[0]:  # else `_is_excluded` counts it
        denials += 1
    return denials


def _rules(verb: Token) -> bool:
    """Whether it governs and rules nothing out."""
    return verb.lemma_ == "rule" and not any(child.lower_ in ("out", "against") for child in verb.children)


def _denies(child: Token) -> bool:
    following = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
    if following in ("only", "just", "merely") or _is_focused(child):
        return False
    if child.dep_ == "neg":
        return not _is_tagged_on(child)
    if child.dep_ == "attr" and child.lower_ == "nothing":
        return True  # "X is nothing like Y"
    if child.dep_ in ("nsubj", "nsubjpass", "dobj"):  # "no firm uses it", "neither X nor Y"
        return child.lower_ in NEGATIVES or any(
            word.lower_ in NEGATIVES
            and (
                word.dep_ == "preconj"
                or word.lower_ == "neither"
                or (word.dep_ == "det" and not (word.is_title and child.text[0].isupper()))
            )
            for word in child.children  # "no Macs", but "No Priors" is a name
        )
    if child.dep_ == "advmod" and child.lower_ == "longer":
        return any(no.lower_ == "no" for no in child.children)
    return child.lower_ in NEGATIVES and child.dep_ in ("det", "advmod", "preconj")


def _is_denied_in_front(verb: Token) -> bool:
    """Whether "not" or "no" before an auxiliary denies it: "not once has she led X", "at no point did she"."""
    auxiliary = next((child for child in verb.lefts if child.dep_ in ("aux", "auxpass")), None)
    if auxiliary is None or not any(child.dep_ in SUBJECTS and child.i > auxiliary.i for child in verb.lefts):
        return False
    front = list(takewhile(lambda word: not word.is_punct, reversed(verb.doc[verb.sent.start : auxiliary.i])))
    if any(word.lower_ == "only" for word in front):
        return False
    return any(word.lower_ in NEGATIVES and not (word.head == verb and _denies(word)) for word in front[:5])


def _is_tagged_on(negation: Token) -> bool:
    """Whether it stands in the tag of a question: "Jane leads Acme, doesn't she?"."""
    sentence = negation.sent
    tag = TAG.search(sentence.text)
    return tag is not None and negation.idx >= sentence.start_char + tag.start()


def _is_focused(negation: Token) -> bool:
    """Whether "not" denies one argument and not the clause: "not by A but by B", "A, not B, bought it"."""
    if negation.lower_ != "not" or negation.i + 1 >= len(negation.doc):
        return False
    following = negation.nbor()
    if following.pos_ not in ("PROPN", "NOUN", "ADP", "DET", "PRON"):
        return False
    set_off = negation.i > negation.sent.start and negation.nbor(-1).text in (",", "-", "–", "—", "(")
    return set_off or any(token.lower_ == "but" for token in negation.doc[negation.i : negation.sent.end])


def _is_excluded(word: Token, trigger: Token) -> bool:
    """Whether a focused "not", "unlike", "instead of" stands before the phrase of an argument or of the trigger."""
    first = word
    inside = ("ADP", "DET", "ADJ") if word == trigger else ("ADP", "DET", "ADJ", "PROPN")
    for _ in range(4):
        if first.i <= word.sent.start:
            return False
        before = first.nbor(-1)
        if before.lower_ in ("unlike", "except", "excluding"):
            return True
        if before.lower_ == "of" and before.i and before.nbor(-1).lower_ == "instead":
            return True
        if before.lower_ == "than" and before.i and before.nbor(-1).lower_ == "rather":
            return True
        if before.lower_ == "not":
            return _is_focused(before)
        if before.pos_ not in inside and before.head != word:
            return False
        first = before
    return False


# --- asserted, planned, supposed, asked


def _modality(
    trigger: Token, chain: list[Token], denials: int, arguments: tuple[Token, ...], *, told: bool
) -> Modality:
    if not told and _is_asked(chain):
        return "questioned"
    if _is_supposed(trigger, chain, arguments):
        return "hypothetical"
    for token in chain:
        auxiliaries = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
        if any(_spelt(word) in HYPOTHETICAL_AUX and not _had(word) for word in auxiliaries):
            return "hypothetical"
        if any(_spelt(word) in PLANNED_AUX for word in auxiliaries):
            return "planned"
        if _is_purpose(token):
            return "planned"
    for inner, token in pairwise(chain):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in DENYING and denials % 2:
            return "asserted"
        if lemma in HAVING and inner.dep_ == "dobj":
            continue
        if token.pos_ == "VERB" and lemma in PLANNING and (lemma != "go" or token.tag_ == "VBG"):
            return "planned"
        if lemma == "have" and inner.dep_ == "xcomp" and any(child.lower_ == "yet" for child in token.children):
            return "planned"  # "has yet to buy it"
    return "asserted"


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive says what somebody or something is for: "the man to lead X", but "the first to lead X"."""
    if verb.dep_ not in ("acl", "relcl") or not any(child.tag_ == "TO" for child in verb.children):
        return False
    noun = verb.head
    told = any(
        child.ent_type_ == "ORDINAL" or child.tag_ == "JJS" or child.lower_ in ("only", "last", "next")
        for child in noun.children
    )
    return not told and noun.pos_ in ("NOUN", "PRON")


def _is_supposed(trigger: Token, chain: list[Token], arguments: tuple[Token, ...]) -> bool:
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
        if lemma in ORDERED and inner.dep_ == "ccomp" and _is_hearsay(outer):
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


def _is_hearsay(verb: Token) -> bool:
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


def _is_asked(chain: list[Token]) -> bool:
    outermost = chain[-1]
    if outermost.dep_ == "ROOT":
        return _is_question(outermost) and not _is_granted(outermost, chain)
    if outermost.dep_ == "acl" and outermost.tag_ == "VBN" and outermost.head.dep_ == "nsubj":
        outermost = outermost.head  # "is X built on Y?"
    if outermost.dep_ == "nsubj" and outermost.head.lemma_ == "be":  # "is Jane the head of X?", without a predicate
        return not _is_told(outermost.head) and _is_question(outermost.head)
    if asks_whom_called(outermost):
        return True
    asked = outermost.head  # "are you saying that X?"
    return outermost.dep_ == "ccomp" and asked.lemma_.lower() in ASKABLE and _is_question(asked) and _inverted(asked)


def _question_behind(trigger: Token) -> int | None:
    """Where a question begins that only follows a clause of its own, which holds the trigger and asks nothing."""
    sentence = trigger.sent
    behind = BEHIND.search(sentence.text)
    start = sentence.start_char + behind.start() if behind else 0
    if trigger.idx >= start:
        return None
    ahead = [token for token in sentence if token.idx < start and not token.is_punct]
    subject = next((token for token in ahead if token.dep_ in SUBJECTS), None)
    helped = any(token.pos_ == "AUX" and subject is not None and token.i < subject.i for token in ahead)
    tells = subject is not None and not helped and not any(token.lower_ in WH | {"if"} for token in ahead[:2])
    return start if tells else None


def _is_told(verb: Token) -> bool:
    """Whether something is said of its subject behind it."""
    return any(child.dep_ in ("attr", "acomp", "prep") for child in verb.children)


def _is_granted(root: Token, chain: list[Token]) -> bool:
    """Whether the question only asks for the circumstances of what it takes for granted: "why did A buy B?"."""
    helped = any(child.dep_ in ("aux", "auxpass") and child.lemma_ in ("do", "have", "be") for child in root.children)
    asked = [child for child in root.children if child.i < root.i and child.dep_ in ("advmod", "dobj")]
    circumstance = any(
        (word.dep_ == "advmod" and any(token.lower_ in CIRCUMSTANCES for token in word.subtree))
        or (word.lower_ == "what" and root.lemma_ == "do")
        for word in asked
    )
    return helped and circumstance and not any(token.dep_ == "ccomp" for token in chain)


def _is_question(root: Token) -> bool:
    """A question mark that is no tag ("right?"), or a verb before its subject at the start, as captions have it."""
    sentence = root.sent
    if sentence.text.rstrip().endswith("?"):
        return not TAG.search(sentence.text)
    return _inverted(root)


def _inverted(root: Token) -> bool:
    words = [token for token in root.sent if not token.is_punct][:2]
    subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    helpers = [token for token in words if token.dep_ in ("aux", "auxpass") and token.head == root]
    if root.lemma_ == "be" and words and words[0] == root:
        helpers = [root]  # "is X the head of Y"
    leads = bool(helpers) and (helpers[0] == words[0] or words[0].lower_ in WH)
    return leads and subject is not None and helpers[0].i < subject.i


def _spelt(auxiliary: Token) -> str:
    return auxiliary.lower_.replace("’", "'")


def _had(auxiliary: Token) -> bool:
    """'d is "had" before a participle ("they'd built"), else "would"."""
    return _spelt(auxiliary) == "'d" and auxiliary.head.tag_ == "VBN"


# --- what governs a claim


def _governors(trigger: Token) -> list[Token]:
    """The trigger and what governs it as content, from inside out; relative clauses and participles end the chain."""
    chain, token = [trigger], trigger
    while token.head != token and (token.dep_ in CONTENT or is_content_clause(token) or is_complement(token)):
        head = token.head.head if is_complement(token) else token.head
        if token.dep_ == "conj" and token.pos_ == "VERB" and any(child.dep_ in SUBJECTS for child in token.children):
            break  # a clause of its own
        if token.dep_ == "ccomp" and is_set_beside(token):
            break
        reported = token.dep_ == "ccomp" and head.lemma_.lower() in REPORTING and not _is_hearsay(head)
        if reported and not any(map(_denies, head.children)):
            break
        if trigger.pos_ != "VERB" and _is_presupposed(token):
            break
        token = head
        chain.append(token)
    return chain


def _is_presupposed(noun: Token) -> bool:
    """Whether what a noun phrase says holds whatever its clause does: "the founder of X did not come"."""
    if noun.dep_ in ("dobj", "attr", "oprd"):
        predicated = LIGHT | DENYING | PLANNING | SUPPOSING - {"ask", "hear"} | {"be", "become", "need", "seek"}
        return noun.head.lemma_ not in predicated
    if noun.dep_ == "pobj":
        holder = noun.head.head
        if holder.dep_ == "nsubj" and holder.head.lemma_ == "be" and not _is_told(holder.head):
            return False  # "was Ann at Acme?", however the parser hung it
        return (
            noun.head.lower_ not in ("as", "without")
            and noun.pos_ in ("NOUN", "PROPN")
            and noun.head.head.lemma_ not in LIGHT | {"be"}
        )
    if noun.dep_ == "nsubj" and _is_named_as(noun):
        return False
    return noun.dep_ in ("nsubj", "nsubjpass", "poss", "compound", "nmod", "amod") and noun.pos_ != "VERB"


def _is_named_as(noun: Token) -> bool:
    """Whether its clause says who or what it is by name: "our database is not X"."""
    named = (
        child.text[0].isupper() and child.left_edge.text[0].isupper() and child.i > noun.head.i
        for child in noun.head.children
        if child.dep_ == "attr" or (child.dep_ == "acomp" and not child.text.istitle())  # but not "is not Greek"
    )
    return noun.head.lemma_ == "be" and any(named)
