"""Whom "he" and "she" mean, followed through a talk in order: what a pronoun means is what the next one may mean.

A pronoun takes the only person named before it in its sentence, else whoever the nearest of the sentences before spoke
of; of several there, whoever was spoken of first, since subjects tend to stay subjects (Grosz, Joshi and Weinstein
1995, "Centering"). Nobody is "he" to himself: who speaks and who is spoken to are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Document
from pipeline.resolve.cast import Cast
from pipeline.resolve.cataphora import added, named_soon
from pipeline.resolve.speakers import sentence_at
from pipeline.resolve.voices import Voices

PRONOUN = re.compile(r"\b(?:(?P<he>he|him|his|himself)|(?P<she>she|her|hers|herself))\b", re.IGNORECASE)
IS = re.compile(r"[\w.’'-]+(?: [A-Z][\w.’'-]*){0,3} (?:is|was|has been)\b(?!n['’]t)(?! (?:it|that|this|there)\b)")
# What stands between a pronoun and the name it has: "his name was N".
NAMING = re.compile(r" (?:(?:full|real|birth|given) )?name(?:['’]s| is| was) $", re.IGNORECASE)
# What stands before a name, and what from it to its pronoun, where both are one subject: "our guest, N, she's".
TOLD = re.compile(
    r"\b(?:my|our|his|her|their|the|an?|this|[\w-]+['’]s) (?!name\b)(?:[\w’'-]+ ){0,3}?[a-z-]{3,},? $"
    r"|\b(?:this is|that['’]s|here['’]s|meet) $",
    re.IGNORECASE,
)
TAKEN_UP = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}, (?:(?:I mean|you know|uh|um), )?")
# What stands before a name by which somebody is called.
CALLING = re.compile(
    r"(?:[,.;:!?–—-]|\b(?:so|well|now|and|but|thanks|thank you|hi|hello|hey|welcome|okay|ok|morning))$", re.IGNORECASE
)
# What opens a sentence up to the name of whom it answers: "Yes, that's right, N.", "Well, N, ...".
ANSWERING = re.compile(
    r"\W*(?:(?:yes|yeah|yep|no|nope|well|sure|right|exactly|absolutely|indeed|of course|oh|look|hi|hello|hey|thanks"
    r"|thank you|good (?:morning|evening|afternoon)|you['’]re right|that['’]s (?:right|correct|true))"
    r"(?:,| (?:very|so) much| indeed)* )+$",
    re.IGNORECASE,
)
CALLED = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}[.,!?]")
# What stands before who wrote what a line of the notes names, of whom nothing else is told: "..., by N and N".
BYLINE = re.compile(r"(?:^|[,|)—–-] ?)by [^\n]{0,60}$", re.IGNORECASE | re.MULTILINE)
NOBODY = "?"  # opens what stands for somebody without a name
BACK = 4  # sentences in which nobody is spoken of, after which a pronoun means nobody known
# What opens a clause whose pronoun means the subject of the clause after it.
BEFORE_NAME = re.compile(
    r"\W*(?:before|after|when|while|although|though|until|once|by the time|as soon as)\s+$", re.IGNORECASE
)
# What opens a sentence whose subject "his" or "her" means, where nobody was spoken of before.
FRONTED = re.compile(r"\W*(?:in|with|through|throughout|like|from|by|at|on|for|of|to)\s+", re.IGNORECASE)

# What stands before the name of whoever has just been told of and is to come.
ANNOUNCES = re.compile(
    r"\b(?:welcome|give it up for|round of applause for|joined by|(?:my|our) (?:\w+ )?guests?(?: is)?|introduc(?:e|ing)"
    r"|bring (?:up|out|in|on)|invite|ladies and gentlemen|here (?:is|comes))\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
AHEAD = 6  # sentences in which somebody told of is announced by name
# Somebody without a name who may be meant instead.
INDEFINITE = re.compile(r"\ban? (?:[\w’'-]+ ){0,3}?(?:woman|man|girl|boy|guy|lady|kid|person)\b", re.IGNORECASE)
# Kin and the like who have no name there: "my sister lives here and she ...".
_OWN = r"\b(?:my|our|his|her|their|your|[A-Z][\w-]+['’]s) (?:(?!name)[a-z-]+ )?"
_NAMELESS = r"\b(?!(?:['’]s)?,? (?:(?:is|was|named|called),? )?(?-i:[A-Z])\w)"
KIN = re.compile(
    rf"{_OWN}(?:(?P<he>(?:grand|step)?(?:father|son)|dad|grandpa|brother|husband|uncle|nephew|boyfriend|fianc[eé])"
    rf"|(?P<she>(?:grand|step)?(?:mother|daughter)|mom|mum|grandma|sister|wife|aunt|niece|girlfriend|fianc[eé]e))"
    rf"(?:-in-law)?{_NAMELESS}(?! (?:\w+ )?(?:said|says|told|thinks|thought|swears|claims|asks|asked)\b)",
    re.IGNORECASE,
)
# What follows the name of somebody after whom it is called: "the Jane Doe Press Fellow".
NAMESAKE = re.compile(
    r"(?: [A-Z][\w’'-]+){0,3} (?:Fellow|Fellowship|Professor|Chair|Scholar|Scholarship|Prize|Award|Medal|Trophy|Lecture"
    r"|Center|Centre|Institute|School|Foundation|Fund|Endowment|Memorial|Library|Hall|Building)\b"
)


def is_namesake(document: Document, end: int) -> bool:
    """Whether the name that ends there only tells after whom something is called."""
    return NAMESAKE.match(document.text, end) is not None


def _is_byline(document: Document, begin: int, offset: int) -> bool:
    """Whether the name at the offset, in a sentence that begins there, only says who wrote something."""
    segment = document.segment_at(offset)
    written = segment is not None and segment.kind != "speech"
    return written and BYLINE.search(document.text, begin, offset) is not None


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun at an offset means, and how sure that is (0 to 1)."""

    person: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Somebody spoken of: where, whom, by which pronoun ("" for a name)."""

    offset: int
    person: str
    gender: str


def personal_pronouns(
    document: Document,
    sentences: tuple[tuple[int, int], ...],
    names: Sequence[tuple[int, int, str]],
    voices: Voices,
    cast: Cast,
) -> dict[int, Referent]:
    """Offset of each personal pronoun in the third person -> whom it means; unclear ones are left out.

    names: where each name of a person begins and ends, and whom it denotes, sorted.
    """
    people = [(begin, person) for begin, _, person in names]
    found: dict[int, Referent] = {}
    genders: dict[str, str] = {}
    history: list[list[_Spoken]] = []
    unknown: list[tuple[int, str]] = []  # pronouns before anybody is named: the guest who is about to be
    for index, (begin, end) in enumerate(sentences):
        low, high = (bisect_left(people, (offset, "")) for offset in (begin, end))
        if any(_is_byline(document, begin, offset) for offset, _ in people[low:high]):
            history.append([])
            continue  # "He built an airstrip, by N": neither N nor anybody in the line before
        spoken = [
            _Spoken(offset, person, "")
            for offset, person in people[low:high]
            if not (ANSWERING.fullmatch(document.text, begin, offset) and CALLED.match(document.text, offset))
        ]  # who is only answered is not who is spoken of
        for kin in KIN.finditer(document.text, begin, end):
            spoken.append(_Spoken(kin.start(), f"{NOBODY}{kin.start()}", ""))
            genders[spoken[-1].person] = "he" if kin["he"] else "she"
        spoken.sort(key=lambda item: item.offset)
        addressed = {*(voices.addressees[index][:1] if voices.addressees else ())}
        for told in sentences[max(0, index - 1) : index + 1]:
            addressed -= _introduced(document.text, told, people)
        addressed -= {item.person for item in (history[-1] if history else ()) if item.gender}
        out = {voices.speakers[index], *addressed} - {None}
        ahead = names[bisect_left(names, (begin, 0, "")) : bisect_left(names, (end, 0, ""))]
        for match in PRONOUN.finditer(document.text, begin, end):
            gender = "he" if match["he"] else "she"
            known = [item for item in spoken if item.offset < match.start()]
            behind = added(document.text, match.span(), [name for name in ahead if name[0] > match.end()])
            choice = (
                (Referent(behind, 0.85) if behind is not None and behind not in out else None)
                or _named(document.text, match.end(), spoken)
                or _taken_up(document.text, begin, match.start(), known)
                or _choose(match, document.text[begin : match.start()], known, spoken, history, genders, gender, out)
            )
            if choice is None:
                unknown.append((match.start(), gender))
                continue
            found[match.start()] = choice
            genders.setdefault(choice.person, gender)
            spoken.append(_Spoken(match.start(), choice.person, gender))
            spoken.sort(key=lambda item: item.offset)
        history.append(spoken)
    for offset, gender in unknown:
        if (person := _announced(document, sentences, people, offset)) and genders.get(person, gender) == gender:
            found[offset] = Referent(person, 0.75)  # "he is my co-author ... give it up for Bo Reed"
        elif (
            (soon := named_soon(document, sentences, names, offset))
            and soon != voices.speakers[sentence_at(sentences, offset)]
            and genders.get(soon, gender) == gender
        ):
            found[offset] = Referent(soon, 0.8)
    if cast.guest is not None:
        first = next((offset for offset, person in people if person == cast.guest and _is_talk(document, offset)), None)
        for offset, gender in unknown:
            if (
                first is not None
                and offset < first
                and genders.get(cast.guest, gender) == gender
                and _is_talk(document, offset)
            ):
                found[offset] = Referent(cast.guest, 0.75)  # "my guest ... she ... Ann Lee, welcome"
    return {offset: referent for offset, referent in found.items() if not referent.person.startswith(NOBODY)}


def _named(text: str, end: int, spoken: list[_Spoken]) -> Referent | None:
    """Whoever is named by the pronoun's own words: "his name was N"."""
    after = next((item for item in spoken if item.offset > end and not item.gender), None)
    return Referent(after.person, 0.9) if after is not None and NAMING.fullmatch(text, end, after.offset) else None


def _taken_up(text: str, begin: int, pronoun: int, known: list[_Spoken]) -> Referent | None:
    """Whoever is named just before the pronoun that takes the subject up: "our guest, Ann Lee, she's"."""
    name = next((item for item in reversed(known) if not item.gender), None)
    if name is None or not TAKEN_UP.fullmatch(text, name.offset, pronoun):
        return None
    return Referent(name.person, 0.9) if TOLD.search(text, begin, name.offset) else None


def _announced(
    document: Document, sentences: tuple[tuple[int, int], ...], people: Sequence[tuple[int, str]], offset: int
) -> str | None:
    """The first person named after a pronoun, where the words before the name announce whoever was told of."""
    at = bisect_left(people, (offset, ""))
    if at == len(people) or not _is_talk(document, offset):
        return None
    name, person = people[at]
    here, there = sentence_at(sentences, offset), sentence_at(sentences, name)
    announced = ANNOUNCES.search(document.text, sentences[there][0], name)
    return person if announced and 0 < there - here <= AHEAD else None


def _introduced(text: str, sentence: tuple[int, int], people: Sequence[tuple[int, str]]) -> set[str]:
    """Of whom the sentence tells, though they listen: "Ann is a fellow", "joining us, the writer Ann Lee"."""
    low, high = (bisect_left(people, (offset, "")) for offset in sentence)
    if high - low != 1:
        return set()
    offset, person = people[low]
    ahead = text[sentence[0] : offset].rstrip()
    told = IS.match(text, offset) if not ahead else not CALLING.search(ahead)
    return {person} if told else set()


def _choose(
    match: re.Match[str],
    before: str,
    known: list[_Spoken],
    spoken: list[_Spoken],
    history: list[list[_Spoken]],
    genders: dict[str, str],
    gender: str,
    out: set[str | None],
) -> Referent | None:
    def fits(item: _Spoken) -> bool:
        return item.person not in out and genders.get(item.person, gender) == gender

    if BEFORE_NAME.match(before):  # "Before she left, Ann ..."
        later = {item.person for item in spoken if item.offset > match.start() and fits(item)}
        if later:
            return Referent(later.pop(), 0.85) if len(later) == 1 else None
    unnamed = [somebody.end() for somebody in INDEFINITE.finditer(before)]
    if unnamed and not any(item.offset >= match.start() - len(before) + unnamed[-1] for item in known):
        return None  # "a Russian woman, she works ..."
    same = [item for item in known if fits(item)]
    pronouns = [item for item in same if item.gender == gender]
    if pronouns:
        return Referent(pronouns[-1].person, 0.85)
    people = list(dict.fromkeys(item.person for item in same))
    if len(people) == 1:
        return Referent(people[0], 0.85)
    if people:
        return None
    for back, earlier in enumerate(reversed(history[-BACK:])):
        fitting = [item for item in earlier if fits(item)]
        people = list(dict.fromkeys(item.person for item in fitting))
        chain = [item.person for item in fitting if item.gender == gender]
        if len(people) == 1:
            return Referent(people[0], 0.85 - 0.05 * back)
        if chain and len(set(chain)) == 1:
            return Referent(chain[0], 0.75 - 0.05 * back)
        if people:
            return Referent(people[0], 0.65 - 0.05 * back) if fitting[0].person == earlier[0].person else None
    ahead = next((item for item in spoken if item.offset > match.start() and not item.gender and fits(item)), None)
    if ahead is None or not FRONTED.fullmatch(before) or not match.string[: ahead.offset].endswith(", "):
        return None
    return Referent(ahead.person, 0.85)  # "In her book, Ann ..."


def _is_talk(document: Document, offset: int) -> bool:
    segment = document.segment_at(offset)
    return segment is None or segment.kind == "speech"
