"""Names said together: in one sentence, beside a word or without one, whatever the parse makes of it.

For lexicalisations of kind "together". Roles: "first" is the first name of the sentence, "ahead" and "behind" are the
nearest names before and after the word, with those that they are listed with, "other" is any name of the sentence;
"topic" is the first name of the paragraph, in its later sentences that do not repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.ontology import Lexicalisation

JOINTS = frozenset(", and or & the / ;".split())
REACH = 12  # tokens between a word and the nearest name
WORDS = frozenset({"VERB", "NOUN", "ADJ", "ADP", "ADV"})


@dataclass(frozen=True)
class Company:
    """The names of one sentence. topic: the first name of the paragraph, where the sentence does not name it itself."""

    arguments: Arguments
    passage: Passage
    sentence: Span
    topic: int | None = None

    @cached_property
    def places(self) -> list[tuple[int, int, int]]:
        """First token, token after the last, and mention of each name and literal, in order."""
        found: list[tuple[int, int, int]] = []
        for token in self.sentence:
            index = self.arguments.by_place.get(self.passage.offset(token))
            if index is None or self.arguments.mentions[index].kind not in ("name", "literal"):
                continue
            if found and found[-1][2] == index:
                found[-1] = found[-1][0], token.i + 1, index
            else:
                found.append((token.i, token.i + 1, index))
        return found

    def fillers(self, role: str, word: Token | None) -> tuple[int, ...]:
        """Mentions in the role."""
        if role == "first":
            return tuple(index for *_, index in self.places[:1])
        if role == "topic":
            return () if self.topic is None else (self.topic,)
        if role == "other":
            return tuple(dict.fromkeys(index for *_, index in self.places))
        if word is None:
            return ()
        if role == "behind":
            after = [place for place in self.places if place[0] > word.i]
            return self._listed(after) if after and after[0][0] - word.i <= REACH else ()
        before = [place for place in reversed(self.places) if place[1] <= word.i]
        return self._listed(before) if before and word.i - before[0][1] < REACH else ()

    def _listed(self, places: list[tuple[int, int, int]]) -> tuple[int, ...]:
        """The first of the names and those that it is listed with."""
        found = places[:1]
        for place in places[1:]:
            low, high = sorted((found[-1], place))
            between = self.sentence.doc[low[1] : high[0]]
            if not between or any(token.lower_ not in JOINTS for token in between):
                break
            found.append(place)
        return tuple(index for *_, index in found)

    def words(self) -> Iterator[Token]:
        """What may stand beside names: content words and prepositions outside of them."""
        for token in self.sentence:
            if token.pos_ in WORDS and token.is_alpha and self.arguments.name_at(self.passage, token) is None:
                yield token


def said_together(company: Company, lexicon: Lexicon) -> Iterator[tuple[Token, Lexicalisation]]:
    """Lexicalisations of kind "together" whose word stands in the sentence, with that word or the sentence's root."""
    for lexicalisation in lexicon.together.get("", ()):
        yield company.sentence.root, lexicalisation
    for word in company.words():
        for lexicalisation in lexicon.together.get(word.lemma_.lower(), ()):
            yield word, lexicalisation


def paired(
    company: Company, word: Token, lexicalisation: Lexicalisation, fit: Fit
) -> Iterator[tuple[tuple[int, float], tuple[int, float]]]:
    """Mentions in the roles of the lexicalisation that fit its classes."""
    predicate = fit.ontology.stated(lexicalisation.predicate)
    domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
    mentions = company.arguments.mentions
    for role in lexicalisation.domain_roles:
        for subject in company.fillers(role, word):
            for other in lexicalisation.range_roles:
                for object_ in company.fillers(other, word):
                    if subject != object_ and fit(mentions[subject], domain) and fit(mentions[object_], range_):
                        yield (subject, 1.0), (object_, 1.0)


def companies(arguments: Arguments) -> Iterator[Company]:
    """Sentences with more than one name, the topic of their paragraph included."""
    for passage in arguments.scene.passages:
        topic: int | None = None
        for sentence in passage.doc.sents:
            company = Company(arguments, passage, sentence)
            names = [index for *_, index in company.places]
            if topic is not None and topic not in names:
                company = Company(arguments, passage, sentence, topic)
            if len(names) + (company.topic is not None) > 1:
                yield company
            if topic is None:
                topic = next((index for index in names if arguments.mentions[index].kind == "name"), None)
