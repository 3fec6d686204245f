"""Which parliament a title of its members means: "Senator Jane Doe", "Rep. Jane Doe", "House Majority Leader Jane Doe".

The ontology says how the members of a parliament are called. Several have senators, so the one is meant that the
person is known to sit in, or that of the country that the title or else the talk is about; nobody's otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import product

from spacy.tokens import Span

from pipeline.extract.arguments import Arguments
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.office_runs import Fillers, Office
from pipeline.extract.office_words import singulars

SURE = 0.9
ANY = "~"  # any office
OF_STATES = frozenset({"state", "shadow"})  # "State Senator Jane Doe" sits elsewhere
PLAIN = frozenset({"representative"})  # a word for many others, unless it is written as a title
MARK = re.compile(r"\s*[,(\[]\s*([A-Z][a-z]{0,3})\s?[-–—]\s?(?=[A-Z])")  # "Jane Doe, R-Ohio"
LEAST = 2  # times a country is spoken of before the talk is about it


class Legislatures:
    """The parliaments that the titles of one document may mean."""

    def __init__(self, arguments: Arguments, lexicon: Lexicon) -> None:
        """Titles are those of the lexicon."""
        self.arguments = arguments
        self.lexicon = lexicon
        self.ontology = arguments.scene.ontology
        self.lands: dict[str, frozenset[str]] = {}

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """How often the document speaks of each country, of a place or a house in it."""
        counts: Counter[str] = Counter()
        for mention in self.arguments.mentions:
            for iri in mention.candidates[:1] if mention.kind == "name" else ():
                counts.update(self._lands(iri))
        for passage in self.arguments.scene.passages:
            for token in passage.doc:
                counts.update(self._lands(self.arguments.scene.demonyms.get(token.lower_, "")))
        return counts

    def _is_subject(self, house: str) -> bool:
        """Whether the talk is of the country that the parliament is in, more than of any beside it."""
        around = self._lands(house)
        land = next((land for land in around if around == self._lands(land)), None)
        if land is None or self.spoken_of[land] < LEAST:
            return False
        beside = (other for other in self.spoken_of if other not in around and land not in self._lands(other))
        return all(self.spoken_of[other] < self.spoken_of[land] for other in beside)

    def _is_alone(self, passage: Passage, words: Span, house: str) -> bool:
        """Whether the sentence opens with no other country: "In Chile, Senator Jane Doe"."""
        around = self._lands(house)
        before = (self.arguments.name_at(passage, token) for token in passage.doc[words.sent.start : words.start])
        known = (iri for index in before if index is not None for iri in self._known(index))
        return all(not (lands := self._lands(iri)) or lands & around for iri in known)

    def housed(self, passage: Passage, office: Office, holders: Fillers, places: Fillers) -> Fillers:
        """The houses of the office with the parliament that it is a title of, as a mention of it in that title.

        places: where the words say that the office is held; a part of the title is none ("House Majority Leader").
        """
        words, houses = self._title(passage, office)
        before = passage.doc[words.start - 1].lower_ if words.start > words.sent.start else ""
        if not houses or not holders or before in OF_STATES:
            return places
        places = tuple(pair for pair in places if not self._is_within(passage, pair[0], words))
        another = words.start > words.sent.start and passage.doc[words.start - 1].pos_ == "PROPN"
        if places or another:  # "Ohio Health Secretary Jane Doe"
            houses = [iri for iri in houses if iri not in self._lands(iri)]  # a country that is not named
        said = {land for index, _ in places for iri in self._known(index) for land in self._lands(iri)}
        if said:
            houses = [iri for iri in houses if self._lands(iri) <= said]
        sat_in = {house for index, _ in holders for iri in self._known(index) for house in self._sits_in(iri)}
        if len(meant := [iri for iri in houses if iri in sat_in]) != 1:
            if any(self._is_smaller(house, houses, said) for house in sat_in):
                return places
            known = any(self.ontology.entities[iri].facts for index, _ in holders for iri in self._known(index))
            meant = [
                iri
                for iri in houses
                if said or (not known and self._is_subject(iri) and self._is_alone(passage, words, iri))
            ]
        if len(meant) != 1 or any(meant[0] in self._known(index) for index, _ in places):
            return places
        return (*places, (self.arguments.standing_for(passage, words, meant[0]), SURE))

    def head_of(self, passage: Passage, office: Office, holders: Fillers) -> Fillers:
        """The body that whoever is called so heads, if the holder is known to be of it: "Secretary of State N"."""
        for end in (office.end, office.stop):
            words = passage.doc[office.start : end]
            of = {iri for index, _ in holders for known in self._known(index) for iri in self._sits_in(known)}
            if meant := sorted(of.intersection(self.lexicon.headed.get(words.text.casefold(), []))):
                around = self._lands(meant[0])
                lands = {land for land in around if around == self._lands(land)}
                mentions = enumerate(self.arguments.mentions) if self._takes_place(office) else ()
                country = next((index for index, mention in mentions if lands & {*mention.candidates[:1]}), None)
                return ((self.arguments.standing_for(passage, words, meant[0]) if country is None else country, SURE),)
        return ()

    def _takes_place(self, office: Office) -> bool:
        """Whether ministers are called so: they serve the country, where it is named."""
        return any(self.arguments.scene.place in lexicalisation.range for lexicalisation in office.lexicalisations)

    def _is_smaller(self, house: str, houses: list[str], said: set[str]) -> bool:
        """Whether it is a house of the state that is named: of one who sits there, "Ohio Senator" may say no more."""
        return any((self._lands(house) & said) - self._lands(iri) for iri in houses)

    def marked(self, passage: Passage, office: Office, holders: Fillers) -> tuple[Fillers, Fillers]:
        """The party and the place behind whoever has the title: "Sen. Jane Doe, R-Ohio", "(D-Maine)"."""
        if not self._title(passage, office)[1] or len(holders) != 1:
            return (), ()
        doc, holder = passage.doc, self.arguments.mentions[holders[0][0]]
        match = MARK.match(passage.text, holder.end - passage.begin)
        mark = doc.char_span(match.start(1), match.end(1)) if match is not None else None
        party = self.lexicon.marks.get(mark.text) if mark is not None else None
        if match is None or mark is None or party is None:
            return (), ()
        behind = doc.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        place = self.arguments.name_at(passage, behind[0]) if behind is not None else None
        where = ((place, SURE),) if place is not None and self._is_land(place) else ()
        return ((self.arguments.standing_for(passage, mark, party), SURE),), where

    def _is_land(self, index: int) -> bool:
        return any(self._lands(iri) for iri in self._known(index))

    def _title(self, passage: Passage, office: Office) -> tuple[Span, list[str]]:
        """The words of the title, with what narrows it, and the parliaments whose members have it."""
        doc = passage.doc
        ends = {office.end, office.stop if office.topic else office.end}  # "Secretary of Commerce"
        for start, end in product((office.start - 1, office.start), sorted(ends, reverse=True)):
            words = doc[max(start, 0) : end]
            title = words.text.casefold()
            forms = (title, *sorted(singulars(title))) if office.many else (title,)
            houses = next((self.lexicon.titled[form] for form in forms if form in self.lexicon.titled), [])
            if houses and start >= doc[office.start].sent.start:
                return words, houses if title not in PLAIN or words.text[0].isupper() else []
        first = max(doc[office.start].sent.start, office.start - 2)
        for start in range(first, office.end - 1):  # "Army Colonel Jane Doe", "Air Force General Jane Doe"
            for end in range(start + 1, min(start + 3, office.end)):
                if houses := self.lexicon.titled.get(f"{doc[start:end].text.casefold()} {ANY}", []):
                    return doc[start : office.end], houses
        return doc[office.start : office.end], []

    def _is_within(self, passage: Passage, index: int, words: Span) -> bool:
        return any(self.arguments.holds(passage, token, index) for token in words)

    def _known(self, index: int) -> tuple[str, ...]:
        return self.arguments.mentions[index].candidates[:1]

    def _sits_in(self, iri: str) -> set[str]:
        return {other for _, other in self.ontology.entities[iri].facts}

    def _lands(self, iri: str) -> frozenset[str]:
        """Whatever has an adjective that it is or lies in: its state, its country, its continent."""
        if iri not in self.lands:
            place = self.arguments.scene.place
            found = (
                at
                for at in self.ontology.around(iri, *self.ontology.axioms.acyclic) | {iri}
                if self.ontology.is_nation(at) and self.ontology.entities[at].cls == place
            )
            self.lands[iri] = frozenset(found)
        return self.lands[iri]
