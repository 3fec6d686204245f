"""Works by whose they are called: "her new book, X", "X, his first novel", "this book of yours, X"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.abstracts import Abstract
from pipeline.extract.closed_classes import MONTHS, WEEKDAYS
from pipeline.extract.cues import LIST, NAME
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.written import SMALL
from pipeline.ontology import Lexicalisation, Ontology, squash
from pipeline.records import Mention, Relation, Vote

WEIGHT = 0.85
MADE = frozenset({"possessor", "by"})  # the roles by which a noun is for what somebody has made
OWNED = ("possessor",)
OWN = {"mine": "my", "ours": "our", "yours": "your", "hers": "her", "theirs": "their"}
_WHOSE = r"(?:my|our|your|his|her|their|whose)"
_OTHER = r"(?:mine|yours|his|hers|theirs)"
_WHICH = r"(?:(?!(?:and|or|in|to|favou?rite|own copy)\b)[a-z][a-z-]+,? ){0,3}?"  # no "favourite": not her own
_CALLED = r"(?:,? (?:called|titled|entitled|named),?|,)"
_WORD = r"[A-Z\d][\w’'-]*"
_WORD_OF_NAME = r"[A-Z][\w-]*"
_TITLE = rf"(?P<title>{_WORD}(?: (?:(?:{'|'.join(sorted(SMALL))}) ){{0,3}}{_WORD}){{0,8}}[!?]?)"
_SHORT = "|".join(sorted(SMALL - {"and", "or", "but", "nor", "vs", "from", "as", "is", "into"}))
# "Ann Lee's The Long Field": no article but that of a title stands behind whose something is
POSSESSED = re.compile(
    r"(?<![\w’'])(?!(?:It|That|This|There|Here|He|She|What|Who|Where|How|Let|Everything|Everyone|One|When|Why|Today)['’])"
    rf"{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{0,3}}['’]s [“\"]?(?P<title>(?:The|A|An) {_WORD}"
    rf"(?: (?:(?:{_SHORT}) ){{0,2}}{_WORD}){{0,6}}[!?]?)"
)
_INSIDE = r"(?:for|on|upon|about|from|against|without|concerning)"  # prepositions that few but titles have inside
# "Ann Lee's Letters from Graz", "Ann Lee in her Notes on Glass": a preposition inside shows that it is a title.
_LONG = (
    rf"(?P<title>[A-Z][a-z]{{3,}}(?: {_WORD_OF_NAME}){{0,2}} {_INSIDE}"
    rf" (?:(?:the|a|an) )?[A-Z][\w-]+(?: (?:(?:{_SHORT}) ){{0,2}}[A-Z][\w-]+){{0,3}})"
)
_CLOSED = r"(?![\w’'-])(?! [A-Z])"
PHRASED = (
    re.compile(rf"(?P<owner>[A-Z][a-z]+) (?:{_WORD_OF_NAME} ){{0,2}}{_WORD_OF_NAME}['’]s [“\"]?{_LONG}{_CLOSED}"),
    re.compile(rf"\b[Ii]n (?:his|her|their) [“\"]?{_LONG}{_CLOSED}"),
)
DEGREES = frozenset("masters master bachelor bachelors doctorate diploma degree minor major certificate".split())
_NEW = r"(?:(?:very )?(?:new|latest|newest|most recent|first|second|third|debut))"
_IS = r"(?:, (?:which|that) [a-z ’'I]{2,40},)? (?:is|was|is called|was called)"  # "her latest book, which I loved, is"
_HAS = (  # "he has also written a", "you've got your own"
    r"(?:['’]ve|['’]s|\b(?:has|have))?(?: (?:also|just|now|recently))? ?(?:got|written|published|directed|made|has|have"
    r"|wrote|published|directed|made|(?:co-?)?hosts?|do|does|did|writes?|runs?|makes?|edits?)"
    r" (?:a|an|another|(?:your|my|his|her) own) "
)
_ABOUT = r"(?: out)?(?: (?:about|on|that['’]s|coming|due) [a-z][a-z ]{2,40}?)?"
_ENDS = r"(?=[”\"]?(?:[.,;:!?)]|\s*$|\n))"


def own_titles(scene: Scene) -> Iterator[Finding]:
    """Titles between commas beside a noun for what somebody has made, whatever the tagger takes their words for."""
    text = scene.document.text
    for pattern in _titles(_words(scene.ontology)) if scene.work else ():
        for match in pattern.finditer(text):
            if _is_title(scene, match["title"], plain=not match.groupdict().get("called")):
                vote = Vote(scene.work or "", "naming", WEIGHT, f"whose {match['word'].lower()} it is")
                yield Finding(*match.span("title"), (vote,))
    for match in POSSESSED.finditer(text) if scene.work else ():
        if not scene.in_headline(match.start()) and _is_title(scene, match["title"], plain=True):
            vote = Vote(scene.work or "", "naming", WEIGHT, "a title behind whose it is")
            yield Finding(*match.span("title"), (vote,))
    for pattern in PHRASED if scene.work else ():
        for match in pattern.finditer(text):
            owned = "owner" not in pattern.groupindex or scene.is_given(match["owner"])
            if owned and not scene.in_headline(match.start()) and _is_phrase(scene, match["title"]):
                vote = Vote(scene.work or "", "naming", WEIGHT, "a title with a preposition behind whose it is")
                yield Finding(*match.span("title"), (vote,))


def _is_phrase(scene: Scene, title: str) -> bool:
    """Whether words with a preposition may be a title: not "Secretary for Health", "Center for Ocean Research"."""
    words = title.split()
    first = words[0].casefold()
    other = first in scene.openings or first in scene.roles or first in DEGREES
    return not other and words[-1] not in MONTHS | WEEKDAYS and _is_title(scene, title, plain=True)


def _is_title(scene: Scene, title: str, *, plain: bool) -> bool:
    """Whether it may be a title, and is no name of somebody, of a day or of what is known. plain: not "called" so."""
    words = title.split()
    if words[0] in MONTHS | WEEKDAYS | {"I"} or scene.is_known(title, scene.work):
        return False
    named = squash(title) in scene.index.names or squash(words[0]) in scene.given_names
    return not named and (len(words) > 1 or not plain)


def _made(ontology: Ontology) -> Iterator[Lexicalisation]:
    """Lexicalisations of nouns for works by whose they are: of who made them, and of who presents them."""
    work = ontology.class_of_ner("WORK_OF_ART")
    person = frozenset({ontology.class_of_ner("PERSON")})
    for predicate in ontology.predicates.values():
        for lex in predicate.lexicalisations:
            made = {*lex.range_roles} >= MADE and "bearer" in lex.domain_roles and work in lex.domain
            owned = (lex.domain_roles, lex.range_roles) == (OWNED, ("bearer",)) and work in lex.range
            if lex.kind == "noun" and (made or (owned and lex.domain == person)):
                yield lex


def _words(ontology: Ontology) -> str:
    """Nouns for works that somebody has made or presents, as alternatives of a pattern."""
    words = {word for lex in _made(ontology) for word in lex.words}
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=4)
def _titles(words: str) -> tuple[re.Pattern[str], ...]:
    """ "Her new book, X,", "a book of hers called X", "X, her first novel", "X was her first novel"."""
    noun = rf"(?P<word>{words})(?: of [a-z]+)?"
    new = r"(?P<called>(?:new|latest|first|last|next|own) )?"
    before = rf"\b(?i:{_WHOSE}) {_WHICH}{new}{noun}{_CALLED} [“\"]?{_TITLE}{_ENDS}"
    newest = rf"\b(?i:{_WHOSE}) (?P<called>{_NEW}) {noun}{_IS} [“\"]?{_TITLE}{_ENDS}"
    other = rf"\b{noun} of (?P<called>{_OTHER}){_CALLED} [“\"]?{_TITLE}{_ENDS}"
    behind = (
        rf"(?<![A-Z’'-])\b(?:(?:In|With|From|By|For|After|Since) )?{_TITLE}[”\"]?(?:,| (?:is|was|became|remains)) "
        rf"{_WHOSE} {_WHICH}{noun}(?=[.,;!?\n]| (?:and|about|on|is|was|which|that|published|from|in|for)\b)"
    )
    having = rf"{_HAS}{_WHICH}{noun}{_ABOUT}(?P<called>{_CALLED}) [“\"]?{_TITLE}{_ENDS}"
    return tuple(map(re.compile, (before, newest, other, behind, having)))


def find_authors(text: Abstract, lexicon: Lexicon, told: Iterable[Relation]) -> Iterator[Relation]:
    """Claims of "N and N ... In their new book, X", where nobody else is named between: of all of them, and of works
    whose is told by a pronoun. told: what the words say by themselves."""
    said = {(end, relation.predicate) for relation in told for end in (relation.subject, relation.object)}
    possessed = [*_possessed(text)]
    for lexicalisation in _made(lexicon.ontology):
        predicate = lexicon.ontology.predicates[lexicalisation.predicate]
        words = "|".join(map(re.escape, lexicalisation.words))
        theirs = lexicalisation.domain_roles == OWNED  # "his podcast, X": he hosts it
        by_place = (*_by_names(text, words), *_by_subjects(text, words))
        found = (*by_place, *_by_pronouns(text, words), *([] if theirs else possessed))
        for index, makers, word, span in found:
            by_pronoun = bool(makers) and text.arguments.mentions[makers[0]].kind == "pronoun"
            by_title = by_pronoun or word == WHOSE
            if by_title and (index, predicate.iri) in said:
                continue
            said.add((index, predicate.iri))
            for maker in makers:
                claim = text.claim(index if by_title else maker, predicate, f"authors:{word.lower()}", span, 0.85)
                subject, object_ = (maker, index) if theirs else (index, maker)
                yield replace(claim, subject=subject, object=object_)


WHOSE = "'s"  # instead of a noun, where whose it is stands right before the title
OWNS = re.compile(rf"{NAME}['’]s (?P<quoted>[“\"‘'])?")
IN_HERS = re.compile(rf"{NAME},? (?:[a-z]+ ){{0,2}}in (?:his|her|their) (?P<quoted>[“\"‘'])?")
SUBJECTS = re.compile(rf"[”\"’]?, (?P<names>{LIST})(?= [a-z])")
INSIDE = re.compile(rf" {_INSIDE} ")
BEHIND_TITLE = re.compile(r"[”\"’]?\s*(?:[,.;:!?]|$|(?:is|was|says|said|that|how|why|he|she|we|and|when|where)\b)")
Made = tuple[int, list[int], str, tuple[int, int]]  # a work, its makers, by which noun, and where in the abstract


def _works(text: Abstract) -> Iterator[tuple[int, Mention]]:
    work = text.arguments.scene.work
    for index, mention in enumerate(text.arguments.mentions):
        if mention.kind == "name" and any(vote.cls == work for vote in mention.votes):
            yield index, mention


def _possessed(text: Abstract) -> Iterator[Made]:
    """ "Ann Lee's The Long Field", "Ann Lee's 'Tidewater'": an article, a preposition or quotation marks show that it
    is a title; so does "Ann Lee, in her Tidewater, ...".
    """
    mentions, document = text.arguments.mentions, text.arguments.scene.document.text
    works = {mention.begin: index for index, mention in _works(text)}
    for pattern in (OWNS, IN_HERS):
        for match in pattern.finditer(text.text):
            index = works.get(text.offset(match.end()))
            if index is None:
                continue
            title = mentions[index].text
            told = title.startswith(("The ", "A ", "An ")) or INSIDE.search(title) is not None
            inside = pattern is IN_HERS and BEHIND_TITLE.match(document, mentions[index].end) is not None
            if match["quoted"] or told or inside:
                word = WHOSE if pattern is OWNS else "in"
                yield index, text.names(*match.span()), word, match.span()


def _by_names(text: Abstract, words: str) -> Iterator[Made]:
    mentions = text.arguments.mentions
    works = {mention.begin: index for index, mention in _works(text)}
    at = 0
    while match := _authors(words).search(text.text, at):
        at = match.end()
        index, names = works.get(text.offset(match.end())), text.names(*match.span("names"))
        if index is None or (len(names) > 1) != (match["whose"].lower() == "their"):
            at = match.end("names")  # "N is joined by N and N to talk about their new film"
            continue
        known = {word for name in names for word in mentions[name].text.split()}
        others = (mentions[other].text.split() for other in text.names(*match.span("between")))
        if all(known.issuperset(other) for other in others):  # nobody else is spoken of
            yield index, names, match["word"], match.span()


def _by_subjects(text: Abstract, words: str) -> Iterator[Made]:
    """ "In their new book, X, N and N say ...": whose it is comes behind."""
    works = {mention.begin: (index, mention.end) for index, mention in _works(text)}
    for match in _fronted(words).finditer(text.text):
        index, end = works.get(text.offset(match.end()), (None, 0))
        behind = SUBJECTS.match(text.text, match.end() + end - text.offset(match.end()))  # no title with names inside
        if index is None or behind is None:
            continue
        names = text.names(*behind.span("names"))
        if (len(names) > 1) == (match["whose"].lower() == "their"):
            yield index, names, match["word"], (match.start(), behind.end())


def _by_pronouns(text: Abstract, words: str) -> Iterator[Made]:
    arguments = text.arguments
    begins, ends = ({getattr(m, at): index for index, m in _works(text)} for at in ("begin", "end"))
    for pattern in _pronouns(words):
        for match in pattern.finditer(text.text):
            behind = "behind" in pattern.groupindex
            places, place = (ends, match.start()) if behind else (begins, match.end())
            index = places.get(text.offset(place))
            if index is None:
                continue
            if match.groupdict().get("named"):
                yield index, text.names(*match.span("named")), match["word"], match.span()
                continue
            begin, whose = text.offset(match.start("whose")), match["whose"].lower()
            arguments.mentions.append(Mention(begin, begin + len(whose), OWN.get(whose, whose), "pronoun"))
            yield index, [len(arguments.mentions) - 1], match["word"], match.span()


@lru_cache(maxsize=16)
def _authors(words: str) -> re.Pattern[str]:
    """The people, and then "her new book", up to its name."""
    adjectives = r"(?:(?:new|latest|recent|first|second|own|upcoming|forthcoming|debut|best-?selling),? )+"
    return re.compile(
        rf"(?P<names>{LIST})(?P<between>[^\n]{{0,300}}?)\b(?P<whose>his|her|their) {adjectives}(?P<word>{words}),? "
        r"(?:is |called |titled |entitled )*(?:called |titled )?[“\"‘']?(?=[A-Z\d])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=16)
def _fronted(words: str) -> re.Pattern[str]:
    """What opens a sentence before the name of a work whose makers come behind."""
    return re.compile(
        rf"(?:^|[.!?\n]\s*|\b(?:and|so|but|well),? )(?:[Ii]n|[Ww]ith|[Tt]hroughout|[Aa]cross) (?P<whose>his|her|their) "
        rf"(?:[a-z-]+,? ){{0,3}}?(?P<word>{words}),? (?:called |titled |entitled )?[“\"‘']?",
        re.MULTILINE,
    )


@lru_cache(maxsize=16)
def _pronouns(words: str) -> tuple[re.Pattern[str], ...]:
    """What stands right before the name of a work, and what right behind it."""
    noun = rf"(?P<word>{words})(?: of [a-z]+)?"
    before = rf"(?:(?P<named>{NAME}),? whose|\b(?P<whose>(?i:my|your|his|her))) {_WHICH}{noun}(?:{_CALLED})? [“\"]?"
    newest = rf"\b(?P<whose>(?i:my|your|his|her)) {_NEW} {noun}{_IS} [“\"]?"
    other = rf"\b{noun} of (?P<whose>mine|yours|his|hers){_CALLED} [“\"]?"
    behind = rf"[”\"]?(?P<behind>,| is| was| became| remains) (?P<whose>my|your|his|her) {_WHICH}{noun}\b"
    who = rf"(?:(?P<named>{NAME}) |\b(?P<whose>[Ii]|[Yy]ou|[Hh]e|[Ss]he))"
    having = rf"{who}[ ]?{_HAS}{_WHICH}{noun}{_ABOUT}{_CALLED} [“\"]?"
    return tuple(map(re.compile, (before, newest, other, behind, having)))
