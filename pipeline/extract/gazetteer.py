"""The gazetteer as a detector: known names, and how much a spelling alone says that the name is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.extract.closed_classes import DEGREES, INTERJECTIONS, WEEKDAYS
from pipeline.extract.qualities import is_no_thing
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.truecasing import usual_spellings
from pipeline.ontology import squash
from pipeline.records import Vote

IMPLIED = 0.3  # strength of ordinary words that are a known name without its class ending: weak
SPELT = re.compile(r"(?:\w-)+\w\b")  # letter by letter: "B-R-O-O-K"
DOMAIN = re.compile(r"\.(?:com|org|net|io|ai|co|dev|fm|tv)\b(?!\w)")  # "acme.com" is Acme
ZONE, CLOCK = re.compile(r"[A-Z]{1,3}T"), re.compile(r"\d ?[ap]\.?m\.? $|\d:\d\d $", re.IGNORECASE)
SHOUTED = re.compile(r"\b([A-Z]{4,})\W{1,3}$")
WHATEVER = re.compile(r"\b(?:how|what|why|who|where|when) on $", re.IGNORECASE)
INDEFINITE = re.compile(r"\ban? $")
HELD = re.compile(r"(?:\b(?:the|an?|my|our|your|his|her|its|their|new|as)|['’]s?) $", re.IGNORECASE)
PART_BEHIND = re.compile(r"[^\W\d_][-.]$")
PART = re.compile(r"-(?!\w+(?:ed|like|native|style|first|only|made|run)\b)[^\W\d_]{2,}")  # not "acme-backed"
NUMBERED = re.compile(r"-\d{1,2}(?![\d-])")  # behind a name that no number makes another: "GPL-1"
LETTERS = re.compile(r"(?:\w )+\w")  # spelt: "R T"
LETTER_BEFORE, LETTER_BEHIND = re.compile(r"(?<![\w'’])\w $"), re.compile(r" \w(?![\w'’])")
VERSION, NAMED = re.compile(r"[vV]-?\d"), re.compile(r"(?<![\w.])(?!The |This |Our )[A-Z]\w+ $")  # "Brook V2"
TITLE = 5  # words of a name that people do not say by chance
FOLLOWING = re.compile(r"['’]?s?[ -](\w+)")
CAPITAL = re.compile(r" [A-Z][a-z]")
NEXT = re.compile(r" (\w+)")
LONGEST_DEGREE = 12  # characters before a word in which its degree stands
LONGEST_STUDY = 45  # characters before a town in which it is said that somebody studies there
LONG = 9  # characters from which words do not make up a known name by chance


def gazetteer(scene: Scene) -> Iterator[Finding]:
    """Names of the ontology's entities."""
    for match in scene.index.find(scene.document.text):
        surface = scene.document.text[match.begin : match.end]
        if _is_no_name(scene.document.text, match.begin, match.end) or _is_clitic(scene, match.begin, surface):
            continue
        if _is_described(scene, match.end, surface) or _is_office(scene, match.begin, match.end):
            continue
        singular = surface[:-1] if squash(surface) == match.key + "s" else surface
        if singular != surface and (
            match.key.endswith("s")
            or surface.isupper()  # "FCAS" is no plural of FCA
            or _is_word_itself(scene, surface, singular)
            or singular.casefold() in scene.demonyms  # "Americans"
        ):
            continue  # "Ross" is no plural of ROS, "does" none of DOE
        owners = _natural(scene, match.begin, match.end) or _school(scene, match.begin, match.end)
        for iri in owners or scene.index.names[match.key]:
            entity = scene.ontology.entities[iri]
            if entity.cls == scene.place and _is_idle(scene, match.begin):
                continue  # "how on Earth"
            if singular.islower() and singular != surface and " " in surface and entity.cls == scene.organisation:
                continue  # "their national guards"
            if entity.cls not in (scene.place, scene.person) and is_no_thing(scene, match.begin, match.end, entity.cls):
                continue  # "this Spring"
            label = _closest([label for label in entity.labels if squash(label) == match.key] or entity.labels, surface)
            tag = surface.islower() and scene.document.text.startswith("#", match.begin - 1)
            if tag and _is_ordinary(scene, label):
                continue  # "#globalnews"
            if entity.cls not in scene.versioned and NUMBERED.match(scene.document.text, match.end):
                continue  # "GPL-1"
            if _is_cut_otherwise(scene, surface, label):
                continue
            strength = _strength(scene, match.begin, singular, label)
            if match.key in scene.ontology.confirmed:
                strength = 1.0
            elif match.key not in scene.ontology.names and (surface.islower() or _is_listed(scene, surface)):
                strength = min(strength, IMPLIED)
            given = squash(surface) in scene.given_names
            other = squash(label) == match.key and surface.casefold() != label.casefold()
            if given and other and entity.cls != scene.person:
                continue  # "Kofi" is not written Ko-fi
            if entity.cls == scene.person and _opens_name(scene, match.begin, match.end):
                strength = min(strength, IMPLIED)
            if strength:
                vote = Vote(entity.cls, "gazetteer", strength, f"known as {label}")
                end = domain.end() if (domain := DOMAIN.match(scene.document.text, match.end)) else match.end
                if domain and _is_said_whole(scene.document.text, surface, domain[0][1:]):
                    continue
                yield Finding(match.begin, end, (vote,), (iri,), weak=strength < 0.5, common=label.islower())


def _is_cut_otherwise(scene: Scene, surface: str, label: str) -> bool:
    """Whether ordinary words only have the letters of a name of several: "Hey I" is not He Yi."""
    words, parts = surface.casefold().split(), label.casefold().split()
    ordinary = all(word in INTERJECTIONS or scene.listed(word) for word in words)
    return (
        min(len(words), len(parts)) > 1 and ordinary and len(words[0]) != len(parts[0]) and squash(words[0]).isalpha()
    )


def _is_said_whole(text: str, name: str, domain: str) -> bool:
    """Whether the last part of an address belongs to the name: "acme.tv" where somebody says "Acme TV"."""
    return re.search(rf"\b{re.escape(name)} {domain}\b", text, re.IGNORECASE) is not None


def _is_listed(scene: Scene, surface: str) -> bool:
    """Whether all words of a known name without its ending may be others, too: "Beam" of Beam Labs."""
    return all(map(scene.listed, surface.split()))


def _is_idle(scene: Scene, begin: int) -> bool:
    """Whether a place only makes a question stronger: "how on Earth"."""
    return WHATEVER.search(scene.document.text[max(0, begin - LONGEST_DEGREE) : begin]) is not None


def _opens_name(scene: Scene, begin: int, end: int) -> bool:
    """Whether a single word is what a longer name begins with, called after whoever bears it: "the Quill Library"."""
    text = scene.document.text
    single = not any(map(str.isspace, text[begin:end]))
    return single and CAPITAL.match(text, end) is not None and not scene.in_headline(begin)


def _is_described(scene: Scene, end: int, surface: str) -> bool:
    """Whether the last word only says what the next name is: "the Gaza city of Rafah" is not Gaza City."""
    first, _, last = surface.rpartition(" ")
    told = last.islower() and first[:1].isupper() and last in scene.class_nouns
    return told and re.match(r" of [A-Z]", scene.document.text[end : end + 5]) is not None


def _is_office(scene: Scene, begin: int, end: int) -> bool:
    """Whether an acronym that is also an office is borne by somebody: "the GM of the Gulls", "Gulls GM Ann Lee"."""
    text = scene.document.text
    surface = text[begin:end]
    if not surface.isupper() or surface.casefold() not in scene.roles:
        return False
    following = NEXT.match(text, end)
    somebody = following is not None and scene.is_given(following[1])
    holds = following is None or scene.nlp.vocab[following[1].casefold()].is_stop or somebody
    return holds and (HELD.search(text[max(0, begin - LONGEST_DEGREE) : begin]) is not None or somebody)


def _natural(scene: Scene, begin: int, end: int) -> tuple[str, ...]:
    """The river or the mountains that "the Amazon" is, where the word has another sense without "the"."""
    text = scene.document.text
    following = FOLLOWING.match(text, end)
    if not text[:begin].endswith(("the ", "The ")) or not (following is None or scene.nlp.vocab[following[1]].is_stop):
        return ()  # "the Amazon app"
    for ending in scene.ontology.classes[scene.place].endings if scene.place else ():
        if owners := scene.ontology.names.get(squash(f"{text[begin:end]} {ending}"), ()):
            return owners
    return ()


def _school(scene: Scene, begin: int, end: int) -> tuple[str, ...]:
    """The university that a town is where people study or teach "at" it: "my PhD at Cambridge"."""
    text = scene.document.text
    before = re.split(r"[.?!:;\n]", text[max(0, begin - LONGEST_STUDY) : begin])[-1]
    name = text[begin:end]
    if not before.endswith(" at ") or text.startswith((" University", " College"), end):
        return ()
    if scene.at_houses.isdisjoint(re.findall(r"[a-z]+", before.casefold())):
        return ()
    names = (squash(f"University of {name}"), squash(f"{name} University"))
    return next((owners for school in names if (owners := scene.ontology.names.get(school))), ())


def _is_ordinary(scene: Scene, label: str) -> bool:
    """Whether a name is made of several ordinary words."""
    return " " in label and all(map(scene.ordinary, label.split()))


def _is_no_name(text: str, begin: int, end: int) -> bool:
    """Whether the words are a day, a time zone, the scheme of an address, a unit of money ("US$5"), a part of a word
    in small letters ("pre-processing", "lock.toml"), or a quality: "so meta"."""
    before = text[max(0, begin - LONGEST_DEGREE) : begin]
    if text[begin:end] in WEEKDAYS or (ZONE.fullmatch(text, begin, end) and CLOCK.search(before)):
        return True
    if VERSION.fullmatch(text, begin, end) and NAMED.search(text[max(0, begin - LONG * 2) : begin]):
        return True  # "Brook V2"
    if LETTERS.fullmatch(text, begin, end) and (LETTER_BEFORE.search(before) or LETTER_BEHIND.match(text, end)):
        return True  # "C R T"
    small = text[begin:end].islower() and " " not in text[begin:end] and not DOMAIN.match(text, end)
    if small and (PART_BEHIND.search(before) or PART.match(text, end)):
        return True
    if text.startswith("://", end) or (end < len(text) and unicodedata.category(text[end]) == "Sc"):
        return True
    words = before.split()
    return bool(words) and text[begin:end].islower() and words[-1] in DEGREES


def _is_clitic(scene: Scene, begin: int, surface: str) -> bool:
    """Whether the words only spell a name by chance: what hangs on a word ("who's Use", "She'll"), "app Signal"."""
    first, apostrophe, _ = surface.replace("’", "'").partition("'")
    if apostrophe and scene.nlp.vocab[first.casefold()].is_stop and first.casefold() != "o":
        return True
    if scene.document.text[begin - 1 : begin] in ("'", "’") and scene.document.text[begin - 2 : begin - 1].isalpha():
        return " " in surface
    small, *others = surface.split()
    return small.islower() and any(map(str.istitle, others)) and any(_written_as_one(scene, surface))


def _written_as_one(scene: Scene, surface: str) -> Iterator[str]:
    """Labels of the names that the words spell, where those are single words."""
    for iri in scene.index.names.get(squash(surface), ()):
        labels = scene.ontology.entities[iri].labels
        yield from (label for label in labels if " " not in label and squash(label) == squash(surface))


def _closest(labels: Sequence[str], surface: str) -> str:
    """The label that is most like the surface: the same letters, then the same case."""
    folded = [label for label in labels if _letters(label).casefold() == _letters(surface).casefold()]
    exact = [label for label in folded if _letters(label) == _letters(surface)]
    return (exact or folded or labels)[0]


def _words(text: str) -> list[str]:
    """Words without a leading article: "the economist" is one word that may be anything."""
    words = text.split()
    return words[1:] if len(words) > 1 and words[0].casefold() in ("the", "a", "an") else words


def _is_common(scene: Scene, label: str) -> bool:
    """Whether the label belongs to a class whose members are called by common nouns throughout."""
    iri = scene.ontology.names[squash(label)][0]
    return scene.ontology.entities[iri].cls in scene.common_classes


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _strength(scene: Scene, begin: int, surface: str, label: str) -> float:
    """How much the spelling alone says that this is the name: 0 (cannot be) to 1; below 0.5 needs evidence."""
    words, own = _words(surface), _words(label)
    if surface.casefold() in INTERJECTIONS and not surface.isupper():
        return 0.0
    spoken = surface.split()
    if opens_sentence(scene.document.text, begin) and len(spoken) > 1:
        spoken[0] = spoken[0][0].lower() + spoken[0][1:]  # "We work with them" is capitalised by its place
    if len(spoken) > len(re.split(r"[\s-]+", label)) and any(_is_function_word(scene, word) for word in spoken):
        return 0.0 if len(surface) < LONG or "'" in surface or "’" in surface else 0.3  # small words that spell a name
    spelt = scene.document.text[max(0, begin - 1) : begin] == "-" or not label.isupper()
    if spelt and SPELT.match(scene.document.text, begin):
        return 0.0  # the end of a name that is spelt out
    if label.islower() and "." in label and surface.istitle() and "." not in surface:
        return 0.3  # "Verdi" is no "ver.di"
    if label.islower():  # a common noun, as conditions and techniques are, or a name spelt like one
        return 0.9 if " " in label or not scene.ordinary(label) or _is_common(scene, label) else 0.25
    ordinary = all(scene.ordinary(word) for word in re.split(r"[^\w]+", surface) if word)
    letters = _letters(surface)
    short = len(letters) <= 2
    if letters.isdigit() and (surface != label or short):
        return 0.0  # "911" is no "9/11", "24-hour news" no series
    if letters.isupper() and letters == _letters(label) and (len(letters) > 1):
        return 0.3 if _is_shouted(scene, begin, surface) else 0.95  # an acronym as it is written
    if surface == label and not (short and ordinary):
        opens = opens_sentence(scene.document.text, begin)
        return 0.3 if ordinary and len(words) == 1 and opens and not label.isupper() else 0.95
    if surface == label and len(letters) == 2 and not opens_sentence(scene.document.text, begin):
        return 0.3  # "we write Go", which must be used as a name
    if short or (len(words) == 1 and scene.nlp.vocab[surface.casefold()].is_stop):
        return 0.0
    if not ordinary:
        if surface.islower() and _is_one_of_many(scene, begin) and _closes(scene, begin + len(surface)):
            return 0.3  # "that's a moonshot"
        # An acronym keeps its case; other names may lose theirs.
        acronym = label.isupper() and len(label) <= 4 and surface.isalpha() and not surface.isupper()
        other = surface.islower() and len(words) == 1 and _is_other_word(scene, surface, label)
        return 0.3 if acronym or other else 0.85
    if surface.islower() or _is_said(surface, label):
        if len(own) < 2 or len(words) < 2:
            return 0.25
        if _is_one_of_many(scene, begin) and surface[:2] != "a ":
            return 0.3  # "in a second life"
        if scene.document.text[:begin].rstrip().endswith(("'s", "’s")):
            return 0.0  # "the country's security council"
        return 0.6 if len(words) >= TITLE or not _is_phrase(scene, label, words) else 0.3
    return 0.35 if len(words) == 1 else 0.8


def _is_one_of_many(scene: Scene, begin: int) -> bool:
    """Whether an indefinite article stands before the words."""
    return INDEFINITE.search(scene.document.text[max(0, begin - 4) : begin]) is not None


def _closes(scene: Scene, end: int) -> bool:
    """Whether no noun follows that the name in small letters could modify: unlike "a postgres database"."""
    following = NEXT.match(scene.document.text, end)
    return following is None or scene.nlp.vocab[following[1].casefold()].is_stop


def _is_shouted(scene: Scene, begin: int, surface: str) -> bool:
    """Whether an acronym is a word among other words in capitals: "FOLLOW US ON"."""
    before = SHOUTED.search(scene.document.text[max(0, begin - LONGEST_DEGREE) : begin])
    return before is not None and scene.ordinary(before[1].lower()) and scene.listed(surface)


def _is_said(surface: str, label: str) -> bool:
    """Whether the words are written as a sentence writes them where the name has capitals: "More or less"."""
    return surface[1:].islower() and any(word[0].isupper() for word in label.split()[1:])


def _is_phrase(scene: Scene, label: str, words: list[str]) -> bool:
    """Whether the ordinary words of a name in lower case are a phrase that people say: "rabbit hole", "this week"."""
    owner = scene.ontology.entities[scene.index.names[squash(label)][0]]
    return owner.cls == scene.work or sum(not scene.nlp.vocab[word.casefold()].is_stop for word in words) < 2


def _is_other_word(scene: Scene, small: str, label: str) -> bool:
    """Whether the word in small letters is seldom the name: titles hardly ever are written so ("the frontline"), nor
    is a house where the word is usually no name, though the dictionary lacks it ("too meta")."""
    cls = scene.ontology.entities[scene.index.names[squash(label)][0]].cls
    usage = usual_spellings(scene.nlp).get(small) if cls == scene.organisation else None
    return cls == scene.work or (usage is not None and usage.times < 1)


def _is_word_itself(scene: Scene, plural: str, singular: str) -> bool:
    """Whether what looks like a plural is another word: "canvas" is not several "canva"."""
    return scene.nlp.vocab[plural.lower()].is_stop or (scene.ordinary(plural) and not scene.ordinary(singular))


def _is_function_word(scene: Scene, word: str) -> bool:
    """Whether the word, as it is written, holds a sentence together: "I", "do", "we'll"; not "You" of a title."""
    word = word.replace("’", "'")
    small = word == "I" or "'" in word or word.islower() or word.casefold() in ("do", "did", "was", "is")
    return small and scene.nlp.vocab[word.casefold().partition("'")[0]].is_stop


def opens_sentence(text: str, begin: int) -> bool:
    """Whether a sentence begins at the offset."""
    before = text[:begin].rstrip(" \"'“‘(")
    return not before or before[-1] in ".?!\n:>"
