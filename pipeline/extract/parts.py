"""Names made of other names ("Acme Cloud" and Acme), where the ontology says that this means something."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.ontology import squash
from pipeline.records import BY_NAME, Mention, Relation, Vote

SURE = 0.6  # weight of a vote from which a name is no mere guess


def compound_names(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims from names that begin with another name of the document, for lexicalisations of kind "name".

    Roles: "whole" is the longer name, "start" the one it begins with, "end" the one that its last words are, behind the
    word of the lexicalisation: "Late Light with Jane Doe". Words other than "true" must end the longer one otherwise.
    """
    if not lexicon.names:
        return
    first: dict[str, int] = {}
    seen: set[str] = set()
    for index, mention in enumerate(arguments.mentions):
        if mention.kind == "name" and _is_sure(mention):
            first.setdefault(_bare(mention.text), index)
    for passage in arguments.scene.passages:
        for index, mention in enumerate(arguments.mentions[:]):
            if mention.kind != "name" or not passage.begin <= mention.begin < passage.end:
                continue
            if mention.text.casefold() in seen:
                continue  # a name says the same however often it is said
            seen.add(mention.text.casefold())
            start = _start(mention, first)
            for lexicalisation in lexicon.names:
                predicate = fit.ontology.predicates[lexicalisation.predicate]
                domain = lexicalisation.domain or predicate.domain
                range_ = lexicalisation.range or predicate.range
                word = mention.text.casefold().split()[-1]
                by_name = lexicalisation.words == ("true",)
                part = start
                if "end" in (*lexicalisation.domain_roles, *lexicalisation.range_roles):
                    part = _end(arguments, mention, lexicalisation.words, first)
                    by_name, word = not _is_listed(mention), lexicalisation.words[0]
                elif not by_name and word not in lexicalisation.words:
                    continue
                elif not by_name and domain == frozenset({arguments.scene.person}):
                    given = part is not None and " " not in arguments.mentions[part].text  # "Jane" of "Jane Doe"
                    if part is None or given:
                        words = mention.text.split()[:-1]
                        part = start = _eponym(arguments, mention, words, spoken_to=given) or part
                if part is None:
                    continue
                pair = (index, part) if lexicalisation.domain_roles == ("whole",) else (part, index)
                if fit(arguments.mentions[pair[0]], domain) and fit(arguments.mentions[pair[1]], range_):
                    yield (
                        lexicalisation,
                        Relation(
                            subject=pair[0],
                            predicate=predicate.iri,
                            object=pair[1],
                            rule=BY_NAME if by_name else f"name:{word}",  # "The Jane Doe Show" says whose it is
                            trigger=mention.begin,
                            begin=mention.begin,  # the name alone says it
                            end=mention.end,
                            confidence=lexicalisation.weight,
                            domain=domain,
                            range=range_,
                        ),
                    )


def _bare(name: str) -> str:
    """The name in small letters and without its article: "The Acme Hour" begins with Acme."""
    return name.casefold().removeprefix("the ")


def _is_sure(mention: Mention) -> bool:
    """Whether the shorter name stands on its own feet: known, or of a class that more than the model's guess says."""
    return bool(mention.candidates) or any(vote.weight >= SURE for vote in mention.votes)


def _is_listed(mention: Mention) -> bool:
    """Whether the name stands in a list of shows, so that who is named in it hosts it, and is no guest of a day."""
    return any(vote.detector == "listed" for vote in mention.votes)


def _start(mention: Mention, first: dict[str, int]) -> int | None:
    """The longest shorter name that the words of this one begin with."""
    words = _bare(mention.text).split()
    for length in range(len(words) - 1, 0, -1):
        index = first.get(" ".join(words[:length]))
        if index is not None:
            return index
    return None


def _eponym(arguments: Arguments, mention: Mention, words: list[str], *, spoken_to: bool) -> int | None:
    """A new mention of the person whose name the words of this one are: "The Jane Doe Show", "Talk with Jane Doe".

    spoken_to: somebody is called by the first of the words, so that the second may be any.
    """
    scene = arguments.scene
    if words and words[0].casefold() == "the":
        words = words[1:]
    if len(words) != 2 or squash(words[0]) not in scene.given_names or not scene.person:
        return None
    if scene.ordinary(words[1]) and not spoken_to:
        return None
    name = " ".join(words)
    begin = mention.begin + mention.text.index(name)
    vote = Vote(scene.person, "eponym", SURE, f"{mention.text} is called so")
    arguments.mentions.append(Mention(begin, begin + len(name), name, votes=(vote,)))
    return len(arguments.mentions) - 1


def _end(arguments: Arguments, mention: Mention, words: tuple[str, ...], first: dict[str, int]) -> int | None:
    """Who stands in this name behind one of the words, named in full: "Late Light with Jane Doe"."""
    for word in words:
        _, found, name = mention.text.partition(f" {word} ")
        if found and " " in name:
            part = first.get(name.casefold())
            if part is None and (mention.candidates or _is_listed(mention)):
                return _eponym(arguments, mention, name.split(), spoken_to=False)
            return part
    return None
