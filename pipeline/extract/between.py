"""Two names with a few words between them that say enough: "Jane Doe from Acme", "For Acme News, I'm Jane Doe".

Read on the words themselves: short phrases like these are where parsers go wrong most, above all in spoken text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import BODIES, VENUES
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.literals import as_literal
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import PLANNING, standing
from pipeline.extract.teams import is_team
from pipeline.extract.tenses import FORMER
from pipeline.ontology import Lexicalisation
from pipeline.records import CALLER, Mention, Relation, Vote

PAST = FORMER | {"was"}  # "Jane Doe, formerly of Acme"
ONE_OF_MANY = frozenset("a an another every each any".split())
DEEDS = ("tion", "sion", "ment", "ysis", "ance", "tions", "sions", "ments", "yses", "ances")  # ends of their nouns
LONGEST = 34  # characters between the two
LISTED = 0.85  # how much of the confidence holds for what is only listed beside the name
DEPARTMENT = re.compile(r" (?:team|department|desk)\b")
SIGNING = re.compile(r"\b(?:for|from|at|with|on) (?:the )?$")  # before a house that is signed off for
OF_ONE = re.compile(r"\bwho(?:['’]s| is| was)\b", re.IGNORECASE)  # "A, B and C, who is in X"
# Which part of a place, or what kind of one: "in north-western X", "in the province of X".
REGION = r"(?:province|state|region|county|district|municipality|prefecture|department|canton|governorate|parish)"
SIDE = r"(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?(?:[ -](?:north|south|east|west)ern)?"
# What a place is, before what it is in: ", a small town in X".
SETTLED = rf", an? (?:[\w-]+ ){{0,3}}?(?:{REGION}|town|city|village|hamlet|suburb|port|resort|island)(?= in\b)\s*"
PART = (
    rf"(?:the )?(?:(?:far )?{SIDE}|central|rural|coastal|(?:{REGION}|city|town) of"
    rf"|(?<=the )(?:(?:far )?{SIDE}|centre|center|middle|heart)(?: part| corner| tip| coast| half| end)? of)"
)
HYPHENS = frozenset("-–")
PART_OF = re.compile(rf"{PART}\s*$", re.IGNORECASE)
LOOSE = re.compile(
    rf"^[”\"]?(?:{SETTLED}|,?\s*(?:{REGION}(?= in\b)\s*)?)"
    r"(?:(?:today|tonight|now|actually|currently|of course|formerly|previously|late|then|most recently"
    r"|who['’]s|who is|who was)\b,?\s*)*"
    rf"|\s*\b(?:{PART}|the|our|their|what is now|what was then)?\s*$",
    re.IGNORECASE,
)


def find_between(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims of names with words of kind "between" between them (roles "first" and "second")."""
    if not lexicon.betweens:
        return
    for passage in arguments.scene.passages:
        named = sorted(
            (mention.begin, index)
            for index, mention in enumerate(arguments.mentions)
            if mention.kind in ("name", "literal") and mention.votes and passage.begin <= mention.begin < passage.end
            if mention.votes[0].detector != "demonym"  # "a Democrat from X": the party is not from there
        )
        order = [index for _, index in named]
        for at, (first, second) in enumerate(pairwise(order)):
            words = words_between(passage, arguments.mentions[first], arguments.mentions[second])
            found = lexicon.betweens.get(words, ()) if words is not None else ()
            one = OF_ONE.search(
                passage.text,
                arguments.mentions[first].end - passage.begin,
                arguments.mentions[second].begin - passage.begin,
            )
            ahead = _listed(arguments, passage, order[at::-1]) if words and found and one is None else []
            behind = _listed(arguments, passage, order[at + 1 :]) if words and found else []
            for lexicalisation in found:
                yield from _claim(arguments, fit, passage, lexicalisation, first, second)
                for other in ahead:
                    yield from _claim(arguments, fit, passage, lexicalisation, other, second, LISTED)
                # A place lies in one of those listed, at most: "in Y, in Z, X and W".
                inside = lexicalisation.domain == lexicalisation.range == frozenset({arguments.scene.place})
                for other in behind if not inside else ():
                    yield from _claim(arguments, fit, passage, lexicalisation, first, other, LISTED)


def _listed(arguments: Arguments, passage: Passage, order: list[int]) -> list[int]:
    """What is joined to the first name of the list by "and", and by commas beyond it, in either direction."""
    found: list[int] = []
    joined = False
    for one, other in pairwise(order):
        ends = sorted((arguments.mentions[one], arguments.mentions[other]), key=lambda mention: mention.begin)
        gap = passage.text[ends[0].end - passage.begin : ends[1].begin - passage.begin].strip()
        joined |= gap in ("and", "&", ", and")
        if gap not in ("and", "&", ", and", ",") or not are_alike(*ends):
            break
        found.append(other)
    return found if joined else []


def are_alike(one: Mention, other: Mention) -> bool:
    """Whether both may be of one class: "Ann and Bo", not "Oslo and Bo"."""
    classes = [{vote.cls for vote in mention.votes} for mention in (one, other)]
    return not classes[0].isdisjoint(classes[1])


def words_between(passage: Passage, one: Mention, other: Mention) -> str | None:
    """What stands between, without commas and articles, in lower case; None where that is too much or nothing said."""
    if not 0 < other.begin - one.end <= LONGEST:
        return None
    text = passage.text[one.end - passage.begin : other.begin - passage.begin].replace(" vs. ", " vs ")
    if text == " ":
        return ""  # "Acme Cloudbase": the one stands right before the other
    if "\n" in text or re.search(r"[.!?;:]", text):
        return None
    return " ".join(LOOSE.sub("", text).casefold().replace("’", "'").split()) or None


def _is_elsewhere(name: Span) -> bool:
    """Whether what follows the name belongs to its verb ("removed X from Y"), or it is one of many ("a shop in Y")."""
    doc = name.doc
    following = doc[name.end] if name.end < len(doc) else None
    verb = following.head if following is not None and following.dep_ == "prep" and following.lower_ != "by" else None
    if verb is not None and verb.pos_ == "VERB" and name.root.head == verb and name.root.dep_ in ("dobj", "nsubjpass"):
        return True
    before = doc[name.start - 1].lower_ if name.start > 0 else ""
    like = before == "the" and following is not None and following.lower_ == "of" and name.root.ent_type_ == "PERSON"
    return like or before in ONE_OF_MANY  # "the Jane Doe of Acme": somebody who is like her


def _signs_for(arguments: Arguments, house: Mention) -> bool:
    """Whether somebody signs off for a house: "for Acme News, I'm Jane"; or it is surely one, whatever stands there."""
    scene = arguments.scene
    before = scene.document.text[max(0, house.begin - 10) : house.begin].casefold()
    sure = bool(house.candidates) or any(vote.cls == scene.organisation for vote in house.votes)
    return sure or SIGNING.search(before) is not None


def is_byline(arguments: Arguments, passage: Passage, index: int) -> bool:
    """Whether a person's name and a comma stand before the mention of a house."""
    house = passage.span(arguments.mentions[index].begin, arguments.mentions[index].end)
    if house is None or house.start < 2 or house.doc[house.start - 1].text != ",":
        return False
    named = arguments.name_at(passage, house.doc[house.start - 2])
    votes = arguments.mentions[named].votes if named is not None else ()
    return any(vote.cls == arguments.scene.person for vote in votes)


def is_done_to(name: Span) -> bool:
    """ "The translation of X by Y", "written in X by Y": what Y did to X, or did there, is no making of it."""
    preposition = name.root.head
    if name.root.dep_ != "pobj":
        return False
    done = preposition.head.tag_ == "VBN" and preposition.head.i < preposition.i
    return done or (preposition.lower_ == "of" and preposition.head.lower_.endswith(DEEDS))


def _works_from(name: Span, *, place: bool) -> bool:
    """ "Reporting for X from Y": not where the house is; before a place of whatever is done there."""
    preposition = name.root.head
    done = place and name.root.dep_ == "pobj" and preposition.head.pos_ == "VERB"
    behind = name.doc[name.end].lower_ if name.end < len(name.doc) else ""
    return behind == "from" and (done or preposition.lower_ == "for")


def is_of_body(name: Span) -> bool:
    """Whether it is whose board or committee is meant, and not itself: "Acme's board"."""
    doc, after = name.doc, name.end
    return after + 1 < len(doc) and doc[after].tag_ == "POS" and doc[after + 1].lemma_.lower() in BODIES


def _is_department(arguments: Arguments, house: Mention) -> bool:
    """Whether ordinary words say which part of the house it is: "the Investor Relations team"."""
    text, scene = arguments.scene.document.text, arguments.scene
    last = max(text.rfind(" ", house.begin, house.end), house.begin)
    named = all(map(scene.listed, house.text.split()))
    return not house.candidates and named and DEPARTMENT.search(text, last, house.end + 12) is not None


def _is_led_in(player: Span, team: Span) -> bool:
    """ "Jane and the Gulls": what a player did and with that the team; not "between Jane and the Gulls"."""
    before = player.doc[player.start - 1] if player.start > player.sent.start else None
    listed = before is not None and (before.pos_ in ("ADP", "PROPN") or before.lower_ in ("and", "both"))
    return team.start > 0 and team.doc[team.start - 1].lower_ == "the" and not listed


def is_met(name: Token) -> bool:
    """ "She met Jane at Acme", "met her co-founder, Jane, at Acme": where they met."""
    noun = name.head if name.dep_ == "appos" else name
    return noun.dep_ == "dobj" and noun.head.lemma_ == "meet"


def _leads(name: Span) -> Token:
    """The first of the list that the name stands in."""
    token = name.root
    while token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    return token


def _is_contest(fit: Fit, lexicalisation: Lexicalisation, second: Span) -> bool:
    """ "The Ruritania-Vulgaria war": whether the noun behind the two says what there is between them."""
    behind = [second.doc[second.end : end].text.lower() for end in (second.end + 1, second.end + 2)]
    nouns = (lex for lex in fit.ontology.predicates[lexicalisation.predicate].lexicalisations if lex.kind == "noun")
    return any("between" in lex.range_roles and not set(lex.words).isdisjoint(behind) for lex in nouns)


def _is_set_off(fit: Fit, gap: str, outer: Span, place: Mention) -> bool:
    """ "In Graz, in southern Ruritania, ...": set off on both sides, and no list: "in Graz, in Oslo, in X"."""
    doc, end = outer.doc, outer.end
    if re.match(SETTLED, gap):
        return True
    if not gap.startswith(", in ") or not (PART_OF.search(gap) or fit.is_country(place)):
        return False
    behind = [token.lower_ for token in doc[end : end + 3]]
    return end == outer.sent.end or (doc[end].is_punct and "in" not in behind[1:])


def is_venue(name: Span) -> bool:
    """Whether it is a house that one is in: "the Harbour Studios", unlike the firm "Harbour Studios"."""
    before = name.doc[name.start - 1].lower_ if name.start else ""
    return "the" in (before, name[0].lower_) and name[-1].lower_ in VENUES


def _claim(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    lexicalisation: Lexicalisation,
    first: int,
    second: int,
    factor: float = 1.0,
) -> Iterator[Claim]:
    predicate = fit.ontology.stated(lexicalisation.predicate)
    domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
    subject, object_ = (first, second) if lexicalisation.domain_roles == ("first",) else (second, first)
    ends = [arguments.mentions[subject], arguments.mentions[object_]]
    if not (fit(ends[0], domain) and fit(ends[1], range_)):
        return
    span = passage.span(arguments.mentions[second].begin, arguments.mentions[second].end)
    before = passage.span(arguments.mentions[first].begin, arguments.mentions[first].end)
    long = all(phrase.count(" ") > 1 for phrase in lexicalisation.words)  # "on one side and", whatever it hangs on
    if span is None or before is None or (_is_elsewhere(before) and not long):
        return
    head = span.root.head
    cls = arguments.scene.class_nouns.get(head.lemma_.lower())
    whole = cls is not None and fit.ontology.is_a(cls, range_) and "" not in lexicalisation.words
    if not HYPHENS.isdisjoint(lexicalisation.words):
        towns = any(end.votes[0].cls == arguments.scene.place and not fit.is_country(end) for end in ends)
        if towns or not _is_contest(fit, lexicalisation, span):
            return  # "the Oslo-Bergen race"
    elif span.root.dep_ == "compound" and head.i >= span.end and not whole:
        return  # "Jane at the Acme gala", "the Acme YouTube channel": no more is said than of the whole
    if fit.ontology.is_a(arguments.scene.organisation or "", range_) and is_venue(span):
        return  # "live from the Tisch Studios"
    if "by" in lexicalisation.words and is_done_to(before):
        return
    if "i'm" in lexicalisation.words and not _signs_for(arguments, arguments.mentions[first]):
        return  # "Look, Ann, I'm Jane": greeted
    if before.root.dep_ == "pobj" and before.root.head.lower_ == "against" and "against" in lexicalisation.words:
        return  # "good against the Gulls against Jane": somebody else is
    if "at" in lexicalisation.words and is_met(before.root):
        return
    if lexicalisation.of_teams and not (is_team(fit.ontology, ends[1]) and _is_led_in(before, span)):
        return
    place, person = arguments.scene.place, arguments.scene.person
    if place in range_ and is_byline(arguments, passage, first):
        return  # "Jane Doe, Harbour Radio, in Oslo": she is there
    if place in range_ and arguments.are_members(passage, subject):
        return
    if "in" in lexicalisation.words and domain == frozenset({person}) and _leads(before).dep_ in ("pobj", "dobj"):
        return  # "spoke against Jane in Oslo", "put Ann there and Jane in Oslo": where that was done
    if is_of_body(span):
        return  # "the departure of Jane from Acme's board"
    if _works_from(before, place=place in range_):
        return
    if domain == range_ == frozenset({place}) and lexicalisation.domain_roles == ("first",):
        gap = arguments.scene.document.text[ends[0].end : ends[1].begin]
        if ("," in gap and not _is_set_off(fit, gap, span, ends[1])) or fit.is_country(ends[0]):
            return  # a country lies in none of its equals
    if "" in lexicalisation.words:
        segment = arguments.scene.document.segment_at(ends[0].begin)
        if segment is not None and segment.kind != "speech":
            return  # items of a list without marks
    if person in domain and _is_department(arguments, ends[1]):  # of the firm whose call it is
        vote = Vote(arguments.scene.organisation or "", CALLER, 0.5, f"what has {ends[1].text}")
        object_ = arguments.add_nominal(passage, span.root, (vote,))
    trigger = span.root
    wanted = place in range_ and before.root.dep_ == "dobj" and before.root.head.lemma_.lower() in PLANNING
    # "they do not want the guard in X": not there
    told = trigger
    if wanted or ("against" in lexicalisation.words and before.root.dep_ == "dobj"):
        told = before.root.head if before.root.head.pos_ == "VERB" and not wanted else before.root
    stance = standing(told, arguments.tokens(passage, ends))
    gap = arguments.scene.document.text[arguments.mentions[first].end : arguments.mentions[second].begin]
    past = None if PAST.isdisjoint(gap.casefold().replace(",", " ").split()) else predicate.past
    begin, end = quote_span(passage, trigger, ends)
    yield (
        lexicalisation,
        Relation(
            subject=subject,
            predicate=past or predicate.iri,
            object=as_literal(ends[1], range_) or object_,
            rule="between",
            trigger=passage.offset(trigger),
            begin=begin,
            end=end,
            confidence=round(lexicalisation.weight * factor, 4),
            polarity=stance.polarity,
            modality=stance.modality,
            tense="past" if past else "present",
            domain=domain,
            range=range_,
        ),
    )
