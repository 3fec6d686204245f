"""Detectors: each lists spans that may name something, says why, and knows nothing of the others.

`DETECTORS` is the visible table; `mentions.py` weighs what they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Span, Token

from pipeline.extract.at_large import at_large
from pipeline.extract.authors import own_titles
from pipeline.extract.called import titles_beside
from pipeline.extract.christening import christened, defined
from pipeline.extract.closed_classes import DEPARTMENTAL, HONORIFICS, INTERJECTIONS, MONTHS, RANKS, WEEKDAYS
from pipeline.extract.clubs import clubs
from pipeline.extract.clues import authored, clues, trailing
from pipeline.extract.compounds import longer, whole
from pipeline.extract.contexts import (
    beside,
    far_called,
    full_names,
    introductions,
    located,
    naming,
    nicknames,
    titles,
)
from pipeline.extract.cutting import INDEFINITE, is_byname, is_role, named
from pipeline.extract.entitled import entitled
from pipeline.extract.examples import addresses, cases, exemplified, halves, houses, scenes_of_events
from pipeline.extract.gazetteer import opens_sentence
from pipeline.extract.officers import offices
from pipeline.extract.remits import goes_on, has_remit, task_end
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.shows import calls, producers, shows
from pipeline.extract.spans import PREFIXES, found, is_date, trimmed, with_prefix
from pipeline.extract.uses import acting, employers, groups, making, neuters
from pipeline.extract.written import addressed, fields, is_button, keywords, listed, quoted
from pipeline.ontology import squash
from pipeline.records import Vote

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "from",
        "to",
        "near",
        "across",
        "around",
        "of",
        "through",
        "into",
        "within",
        "outside",
        "over",
        "off",
        "between",
    ]
)
FUNCTION_WORDS = STOP_WORDS | {"let", "that", "there", "here"}
ARTICLES = frozenset(["the", "a", "an"])
MANY = frozenset("children women men people king queen".split())  # for whom bodies are, beside plurals in -s
KIN = frozenset("sons daughters brothers sisters partners associates company co".split())  # behind "and" in names
ALONE = 0.45  # weight of a look that says too little where nothing else says so
LONGEST_WORD = 30  # letters of a word in a name
HUMP = re.compile(r"[A-Z][a-z]{2,}")  # words of a name that is written as one
CAPITAL_INSIDE = re.compile(r"\w[A-Z]")
DOCTRINE = re.compile(r"[A-Z][a-z]{4,}ism")  # "Keynesianism": no house, nobody, no place
ABBREVIATION = re.compile(r"(?:[A-Z0-9]\.?[-&/]?){1,4}(?:['’]?s)?")  # recognisers take most of them for organisations
ONE_OFF = frozenset("PRODUCT WORK_OF_ART EVENT".split())  # labels that a single word seldom deserves
PHRASES = frozenset("ORG PRODUCT".split())  # labels that a phrase with capitals gets, too
SPELT_OUT = re.compile(r"(?:[A-Z]-)+[A-Z]{1,2}")  # "B-R-O"
ONE_OF_SERIES = re.compile(r"[A-Z][a-z]+ [A-H]")
COHORT = re.compile(r"Gen(?:eration)? [A-Z]\.?")
NO_PERSON = re.compile(r"\d|[(|_/+]|(?<!^Mc)(?<!^Mac)(?<!^De)(?<!^Di)(?<!^La)(?<!^Le)(?<!^Van)(?<=[a-z])[A-Z]")


def known(scene: Scene) -> Iterator[Finding]:
    """Names of the ontology's entities; the parser needs them first, so they are found already."""
    yield from scene.known


# --- the statistical recogniser


def recogniser(scene: Scene) -> Iterator[Finding]:
    """Entities of the spaCy model whose label the ontology uses."""
    for passage in scene.passages:
        for span in passage.doc.ents:
            label = span.label_  # a slice of the span has none
            cls = scene.ontology.class_of_ner(label)
            span = named(scene, span, headline=scene.in_headline(passage.begin + span.start_char))
            if cls is None or not len(span) or not _looks_like_name(scene, span):
                continue
            if cls == scene.place and all(word.lower_ in scene.demonyms for word in span):
                continue  # "in French": a language
            if DOCTRINE.fullmatch(span.text):
                continue
            if cls == scene.person and (span[-1].tag_ == "NNPS" or _has_article(span)):
                continue  # "Keynesians": who is one of them has a name; "the Taoiseach, Jane Doe"
            if cls == scene.organisation and _runs_on(scene, span):
                yield found(passage.begin, span[:-1], scene.place or "", "recogniser", 0.6, "runs on into a sentence")
                continue
            for part in _coordinated(span):
                begin, end = passage.begin + part.start_char, passage.begin + part.end_char
                if scene.document.text[begin - 1 : begin] == "@" or is_button(scene.document.text, begin):
                    continue  # a handle, not a name
                if CAPITAL_INSIDE.search(part.text) and scene.is_countable(part.text):
                    continue  # "an API", "APIs", "a PhD": a common noun
                if cls == scene.person and any(map(str.isdigit, part.text)):
                    yield Finding(begin, end, (), weak=True)  # "GLM52": a name, but nobody's
                    continue
                weight = _recogniser_weight(part, label)
                given = scene.is_given(part.text) and not scene.listed(part.text) and not _is_no_given(part)
                if scene.person and (given or is_byname(scene, part)):
                    cls, weight = scene.person, 0.6
                known_given = cls == scene.person and len(part) > 1 and squash(part[0].text) in scene.given_names
                known_given = known_given and not _goes_on_as_house(scene, part)
                detector = "surname" if known_given else "recogniser"  # a surname may also be a company
                vote = Vote(cls, detector, weight, f"{label} of the model")
                yield Finding(begin, end, (vote,), weak=_doubtful(scene, part, label))


def _has_article(span: Span) -> bool:
    """Whether one word behind "the" stands for itself: "the Doe administration" is called after somebody."""
    article = span.start > 0 and span.doc[span.start - 1].lower_ == "the"
    return article and len(span) == 1 and span.root.dep_ not in ("compound", "nmod", "amod", "poss")


def _runs_on(scene: Scene, span: Span) -> bool:
    """Whether a place and the people of whom the next sentence tells are one name: "in Zanesville Officers went"."""
    before = span.doc[span.start - 1].lower_ if span.start > span.sent.start else ""
    last = span[-1].lower_
    people = last.endswith("s") and scene.ordinary(last) and last not in scene.endings
    return len(span) > 1 and before == "in" and people and not scene.ordinary(span[-2].text)


def _goes_on_as_house(scene: Scene, span: Span) -> bool:
    """Whether a capitalised word behind it makes a person's name that of a house: "Hale Marsh LLP"."""
    doc = span.doc
    return span.end < span.sent.end and doc[span.end].text[0].isupper() and doc[span.end].lower_ in scene.endings


def _is_no_given(span: Span) -> bool:
    """Whether what may be a given name is where somebody is ("her time at Chelsea"), or an acronym ("AVA")."""
    at = span.start > span.sent.start and span.doc[span.start - 1].lower_ == "at"
    return span.label_ != "PERSON" and (at or (span.text.isupper() and len(span.text) > 2))


def _coordinated(span: Span) -> list[Span]:
    """ "Ann and Bo" are two, as are "Flow, Elm"; "Brook & Brook" is one."""
    if len(span) == 3 and span[1].text == ",":
        return [span.doc[span.start : span.start + 1], span.doc[span.end - 1 : span.end]]
    for token in span:
        if token.lower_ == "and" and len(span) == 3 and token.i == span.start + 1:
            return [span.doc[span.start : token.i], span.doc[token.i + 1 : span.end]]
    return [span]


def _recogniser_weight(span: Span, label: str) -> float:
    """People are recognised well, works are not; a place counts in full only where the text puts something in it."""
    if label == "PERSON":
        return 0.6
    if label in ("GPE", "LOC"):
        governor = span.root.head
        placed = span.root.dep_ == "pobj" and governor.lower_ in LOCATIVE
        return 0.6 if placed or len(span) > 1 else 0.4
    if label in ("WORK_OF_ART", "EVENT"):
        if label == "WORK_OF_ART" and span[0].lower_ in ARTICLES:
            return 0.6  # see `named`: a capital there is no chance
        return 0.45 if len(span) > 1 else 0.4
    coined = label == "PRODUCT" and len(HUMP.findall(span.text)) > 1 and span[0].is_alpha  # "LakeMap"
    return 0.5 if len(span) > 1 or coined else 0.45


def _doubtful(scene: Scene, span: Span, label: str) -> bool:
    """A single ordinary or sentence-opening word is often capitalised for other reasons."""
    token = span[0]
    if label == "LOC" and all(scene.ordinary(word.text) for word in span):
        return True  # "Labs", "the South"
    if len(span) == 1 and (ABBREVIATION.fullmatch(token.text) or scene.is_common_here(token.text)):
        return not (label == "PERSON" and scene.is_given(token.text))  # "CJ helped"
    if label == "LAW" and len(span) == 2 and scene.ordinary(token.text) and span[1].like_num:
        return True  # "Episode 1"
    if label == "ORG" and len(span) == 2 and _is_somebodys(span) and all(scene.listed(word.text) for word in span):
        return True  # "our North Star"
    of = span.root.dep_ == "pobj" and span.root.head.lower_ == "of"  # "author of The Last Garden"
    if label == "ORG" and len(span) == 1 and scene.ordinary(token.text) and _is_field(token):
        return True
    if label == "ORG" and len(span) > 1 and _is_remit(scene, span):
        return True
    if len(span) == 2 and label in PHRASES and not of and all(scene.ordinary(word.text) for word in span):
        return scene.document.text.count(span.text) == 1 and span[-1].text.casefold() not in scene.endings
    if label == "PERSON" and any(map(NO_PERSON.search, span.text.split())):
        return True
    modifies = token.dep_ == "compound" and token.head.pos_ == "NOUN"
    if label in ONE_OFF and _is_one_off(scene, span):
        return True
    unknown = label == "PERSON" and len(span) == 1 and not scene.is_given(token.text)
    if unknown and (modifies or token.text in scene.determined or scene.is_word_here(token.text)):
        return True  # "the Panther", "Panther chips", "Embeddings" beside "embeddings": people are called by name
    if len(span) > 1 or (label in ("PERSON", "GPE") and not token.is_sent_start):
        return False
    return scene.ordinary(token.text) and (token.is_sent_start or modifies)


def _is_somebodys(span: Span) -> bool:
    """Whether "our", "a" and the like stand before the words, as before no house."""
    return span.start > span.sent.start and span.doc[span.start - 1].lower_ in INDEFINITE


def _is_one_off(scene: Scene, span: Span) -> bool:
    """Whether a word or some abbreviations stand there once, as no subject or object: "Downstream", "X1 Y2"."""
    if scene.document.text.count(span.text) != 1:
        return False
    if len(span) > 1:
        return all(ABBREVIATION.fullmatch(word.text) or word.like_num for word in span)
    if span[0].dep_ in ("nsubj", "nsubjpass", "dobj"):
        return False  # "Acme acquired Diagram"
    return scene.listed(span[0].text) or not span[0].text.isalpha()


def _is_field(token: Token) -> bool:
    """Whether the word is what somebody is in: "I work in Sales and Marketing"."""
    first = token.head if token.dep_ == "conj" else token
    return first.dep_ == "pobj" and first.head.lower_ == "in"


def _is_remit(scene: Scene, span: Span) -> bool:
    """Whether it is what somebody is in charge of: "Vice President of Investor Relations", "Border Safety Minister"."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if span.root.dep_ == "pobj" and span.root.head.lower_ == "of":
        role = span.root.head.head
        heads = role.lemma_.lower() in DEPARTMENTAL or (role.i > 0 and role.nbor(-1).lower_ == "vice")
    else:
        heads = following is not None and following.is_title and following.lemma_.lower() in DEPARTMENTAL
    if not heads or span[-1].text.casefold() in scene.endings:
        return False
    return all(scene.ordinary(word.text) or scene.listed(word.text) for word in span)


def _looks_like_name(scene: Scene, span: Span) -> bool:
    """Refuses what the model often mistakes: no capital, an ordinary word that opens the sentence, no noun."""
    if not any(char.isupper() for char in span.text) or "\n" in span.text or span.text[0] == "@":
        return False
    if max(map(len, span.text.split())) > LONGEST_WORD:
        return False  # captions that lost their spaces
    if span.start and span[0].text == "-" and not span.doc[span.start - 1].whitespace_:
        return False  # "anti-Ruritanian"
    if SPELT_OUT.fullmatch(span.text.rstrip(".")):
        return False
    if COHORT.fullmatch(span.text) or (ONE_OF_SERIES.fullmatch(span.text) and scene.ordinary(span[0].text)):
        return False  # "Series B", "Plan C"
    if all(word.lower_ in scene.demonyms and not scene.is_given(word.text) for word in span):
        return False
    if len(span) == 1:
        token = span[0]
        if is_date(token) or token.text in MONTHS:
            return False
        if token.lower_ in scene.roles and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of":
            return False  # "Ann is Dean of X"
        if token.lower_.rstrip(".") in HONORIFICS and not scene.is_given(token.text):
            return False  # "Mrs.", "Amb.", cut off from whom it names
        if token.is_sent_start and token.pos_ != "PROPN" and scene.ordinary(token.text):
            return False
        if token.pos_ in ("INTJ", "PRON", "ADV", "VERB") or token.lower_.strip("-") in INTERJECTIONS:
            return False
        if len(token.text.strip(".")) < 2 or token.text.rstrip(".") in ("Jr", "Sr") or token.text.endswith("-"):
            return False  # "I.", "Let's-": cut off
    return True


# --- how a name looks


def endings(scene: Scene) -> Iterator[Finding]:
    """Capitalised names whose last word betrays their class: "Film Festival", "University"."""
    for passage in scene.passages:
        for token in passage.doc:
            cls = scene.endings.get(token.text.casefold())
            if cls is None or token.i == 0 or scene.opens_office(token) or _is_in_office(scene, token):
                continue
            if not scene.document.text[passage.offset(token)].isupper() and cls not in scene.common_classes:
                continue  # known names are capitalised before parsing: "a turning point" stays what it is
            start = token.i
            while start > token.sent.start and (
                (
                    (doc_word := token.doc[start - 1]).text[:1].isupper()
                    and doc_word.pos_ not in ("PRON", "DET", "ADV", "INTJ", "VERB", "AUX")
                    and not is_date(doc_word)
                )
                or _is_of_many(scene, doc_word)
                or (start == token.i and _ties_kin(token))
            ):
                start -= 1
            span = with_prefix(trimmed(token.doc[start : token.i + 1]))
            if len(span) > 1 and span.end == token.i + 1 and (token.lower_ in scene.openings or has_remit(token)):
                span = token.doc[span.start : task_end(scene, token)]
            if len(span) and span[0].lower_ in RANKS and span.end < token.sent.end and is_role(scene, token.nbor()):
                continue  # "a Senior Software Engineer"
            if len(span) > 1 and not (span[0].is_sent_start and len(span) == 2 and scene.ordinary(span[0].text)):
                if span[0].lower_ in PREFIXES and span[0].text.islower() and len(span) == 3:
                    continue  # "non-AI"
                weight = ALONE if cls not in scene.versioned and _is_phrase(scene, span) else 0.7
                yield found(passage.begin, span, cls, "ending", weight, f"ends in {token.text}")


def _ties_kin(ending: Token) -> bool:
    """Whether "and" ties those behind a founder to his name: "Quill and Sons"."""
    before = ending.nbor(-1) if ending.i > ending.sent.start + 1 else None
    named = before is not None and before.lower_ == "and" and before.nbor(-1).text.istitle()
    return named and ending.lower_ in KIN and ending.text[0].isupper()


def _is_of_many(scene: Scene, mark: Token) -> bool:
    """Whether it is the apostrophe of those for whom a body is: "Renters' Union", "Children's Hospital"."""
    if mark.tag_ != "POS" or mark.i == mark.sent.start:
        return False
    word = mark.nbor(-1)
    many = mark.text in ("'", "’") or word.tag_ in ("NNS", "NNPS") or word.lower_ in MANY
    return many and word.text[0].isupper() and scene.ordinary(word.text)


def _is_phrase(scene: Scene, span: Span) -> bool:
    """Whether two ordinary words may be a phrase that somebody wrote with capitals: "the Urban Center".

    Where the recogniser sees a name it must end there: "For Member Station KBLU".
    """
    words = [token for token in span if token.text[0].isupper()]
    goes_on = span.end < span.sent.end and span.doc[span.end].ent_iob_ == "I"
    seen = any(word.ent_type_ for word in words) and not goes_on
    return len(words) == 2 and not seen and all(scene.ordinary(word.text) for word in words)


def _is_in_office(scene: Scene, token: Token) -> bool:
    """Whether the word is the middle of an office of three: "Chief Financial Officer"."""
    doc = token.doc
    return 0 < token.i < len(doc) - 1 and doc[token.i - 1 : token.i + 2].text.casefold() in scene.long_offices


def openings(scene: Scene) -> Iterator[Finding]:
    """Capitalised names whose first word betrays their class: "Battle of Hastings", "Mount Etna"."""
    for passage in scene.passages:
        for token in passage.doc:
            cls = scene.openings.get(token.text.casefold())
            if cls is None or token.i + 1 == token.sent.end or _is_within(token):
                continue
            end = token.i + 1
            while end < token.sent.end and token.doc[end].lower_ in ("of", "for", "on", "the", "a"):
                end += 1
            joined = end > token.i + 1
            start, capital = end, token.text[0].isupper()
            while end < token.sent.end and _continues(scene, token.doc[end], capital):
                end += 1
            while joined and capital and end > start and (further := goes_on(scene, token.doc, end)) > end:
                end = further
            needed = all if cls == scene.organisation else any
            if end > start and needed((capital, joined)):
                span = token.doc[token.i : end]
                weight = ALONE if _is_phrase(scene, span) else 0.7
                yield found(passage.begin, span, cls, "opening", weight, f"opens with {token.text}")


def _is_within(token: Token) -> bool:
    """Whether the name has begun before: "Princeton School of Music"."""
    return token.text[0].isupper() and token.i > token.sent.start and token.nbor(-1).pos_ == "PROPN"


def _continues(scene: Scene, token: Token, capital: bool) -> bool:
    """Whether the token belongs to a name that has been opened; one in lower case goes on with words of names."""
    if capital:
        return token.text[0].isupper() and token.pos_ not in ("PRON", "DET", "AUX", "VERB")
    return token.pos_ == "PROPN" and (not scene.ordinary(token.text) or token.text[0].isupper())


NUMBERED = re.compile(r"[A-Z][A-Za-z]{2,}-?\d{1,3}[A-Za-z]?")  # "Rook-2"
HANDLE = re.compile(r"(?<![\w.])@(\w{3,})")


def handles(scene: Scene) -> Iterator[Finding]:
    """ "@adalovelace", which may spell a name of the document as one word."""
    for match in HANDLE.finditer(scene.document.text):
        yield Finding(*match.span(1), (), weak=True)


CAPITALS = re.compile(r"\b(?:[a-z]+-)?[A-Z][\w’'-]*\w(?: (?:of |the )*[A-Z][\w’'-]*\w)*")


def _is_clitic(word: str) -> bool:
    """A function word with something attached: "I'm", "What's", "There'll"."""
    stem, apostrophe, _ = word.replace("’", "'").partition("'")
    return bool(apostrophe) and (stem.casefold() in FUNCTION_WORDS or len(stem) == 1)


def capitals(scene: Scene) -> Iterator[Finding]:
    """Capitalised words inside sentences; their class must come from elsewhere."""
    for match in CAPITALS.finditer(scene.document.text):
        if any(_is_clitic(word) for word in match[0].split()):
            continue  # "I'm", "Let's"
        words, begin = match[0].split(), match.start()
        if words[1:2] == ["of"] and words[0].casefold() in scene.roles:
            begin += len(words[0]) + len(" of ")  # "the CTO of Acme"
            words = words[2:]
        if match[0] in WEEKDAYS:
            continue
        if scene.document.text[begin - 1 : begin] == "@":
            continue
        opens = opens_sentence(scene.document.text, begin)
        if opens and len(words) > 1 and scene.ordinary(words[0]):
            begin += len(words.pop(0)) + 1  # "Find Ann" names Ann
            opens = False
        alone = opens and len(words) == 1
        if _may_open(scene, words[0]) if alone else not all(map(scene.ordinary, words)):
            yield Finding(begin, match.end(), (), weak=True)


def _may_open(scene: Scene, word: str) -> bool:
    """Whether the capital of the word that opens a sentence says something: nobody has heard of it otherwise."""
    new = word.istitle() and word.isalpha() and scene.unheard(word.casefold()) and squash(word) not in scene.index.names
    return word in scene.parts_of_people or new or NUMBERED.fullmatch(word) is not None


DETECTORS: tuple[Callable[[Scene], Iterator[Finding]], ...] = (
    known,
    halves,
    scenes_of_events,
    longer,
    whole,
    recogniser,
    naming,
    far_called,
    christened,
    defined,
    titles_beside,
    own_titles,
    exemplified,
    titles,
    offices,
    beside,
    located,
    acting,
    groups,
    neuters,
    employers,
    houses,
    clubs,
    making,
    clues,
    trailing,
    authored,
    introductions,
    shows,
    producers,
    full_names,
    nicknames,
    calls,
    endings,
    openings,
    capitals,
    handles,
    entitled,
    fields,
    listed,
    quoted,
    keywords,
    addressed,
    addresses,
    cases,
    at_large,
)
