"""What a detector may look at, and what it may say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Span, Token

from pipeline.extract.closed_classes import HONORIFICS
from pipeline.extract.dictionary import is_listed, is_ordinary_word
from pipeline.extract.layout import fills_line, headlines
from pipeline.extract.names import NameIndex
from pipeline.extract.nlp import Passage
from pipeline.extract.slots import employing, producers, product_verbs, slots_of
from pipeline.extract.truecasing import usual_spellings
from pipeline.ontology import Ontology, squash
from pipeline.records import Document, Vote

MEMBERS = 4  # names of a class that make lines a list of such things
OFTEN_A_NAME = 0.45  # how much rarer with a capital a word may be that names something
NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "oprd"})  # what no adjective is in its clause
UNHEARD = 4  # letters of a word that is in no list of words


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that a detector thinks is a name.

    weak: counts only where the text gives further evidence. common: a common noun (a condition, a technique).
    """

    begin: int
    end: int
    votes: tuple[Vote, ...]
    candidates: tuple[str, ...] = ()
    weak: bool = False
    common: bool = False


@dataclass(frozen=True, eq=False)
class Scene:
    """What a detector may look at: one document, parsed, with the ontology and the model's dictionary.

    A scene equals only itself, so that what was found in it can be kept.

    known: what the gazetteer finds, in order of place.
    """

    document: Document
    passages: tuple[Passage, ...]
    ontology: Ontology
    nlp: Language
    index: NameIndex
    known: tuple[Finding, ...] = ()

    def ordinary(self, word: str) -> bool:
        """Whether the word is an ordinary English one."""
        return is_ordinary_word(self.nlp, word)

    def unheard(self, word: str) -> bool:
        """Whether the word, in small letters, or a part of it is in no list of words: "pgflux"."""
        if not word.islower():
            return False
        if "_" in word.strip("_"):
            return True  # "pg_mirror"
        spellings = usual_spellings(self.nlp)
        parts = [part for part in re.split("[-_]", word) if len(part) >= UNHEARD]
        new = any(part.isalnum() and part not in spellings and not self.listed(part) for part in parts)
        return bool(spellings) and new

    def is_coined(self, token: Token) -> bool:
        """Whether the token may name something new in small letters: a noun nobody has heard of, in a sentence with a
        capital."""
        noun = token.pos_ in ("NOUN", "PROPN", "X") or (token.pos_ == "ADJ" and token.dep_ in NOMINAL)
        noun = noun and token.tag_ != "NNS" and not token.is_sent_start
        return noun and self.unheard(token.text) and token.sent[0].text[0].isupper()

    def opens_as_name(self, token: Token) -> bool:
        """Whether an ordinary word that opens the sentence stands there as no such noun does, with nothing before it.

        One thing that can be counted has an article; what cannot be counted is seldom written with a capital.
        """
        if not (token.is_sent_start and token.text.istitle() and token.text.isalpha() and len(token) >= UNHEARD):
            return False
        if (
            token.tag_ not in ("NN", "NNP")
            or token.is_stop  # "Nobody"
            or token.dep_ not in ("nsubj", "nsubjpass")
            or self.word_counts[token.lower_]
        ):
            return False
        return self.may_name(token.text)

    def may_name(self, word: str) -> bool:
        """Whether the word is written with a capital often enough, or seldom enough at all, to name something."""
        usage = usual_spellings(self.nlp).get(word.lower())
        return usage is None or usage.times >= OFTEN_A_NAME

    def listed(self, word: str) -> bool:
        """Whether the dictionary has the word, be it as a name."""
        return is_listed(self.nlp, word)

    def is_known(self, words: str, cls: str | None) -> bool:
        """Whether something that is known by these words is of the class."""
        return any(self.ontology.entities[iri].cls == cls for iri in self.ontology.names.get(squash(words), ()))

    def is_place(self, finding: Finding) -> bool:
        """Whether a known place is found."""
        return any(self.ontology.entities[iri].cls == self.place for iri in finding.candidates)

    def span(self, begin: int, end: int) -> Span | None:
        """The tokens that the reading span covers or touches; None outside all passages."""
        passage = next((passage for passage in self.passages if passage.begin <= begin < passage.end), None)
        return passage.span(begin, end) if passage is not None else None

    def is_title(self, token: Token) -> bool:
        """Whether the word is put before names of people: "Dr.", "King", "President"."""
        word = token.lower_.rstrip(".")
        return word in HONORIFICS or (word in self.class_nouns and self.class_nouns[word] == self.person)

    def is_common_here(self, word: str) -> bool:
        """Whether the document itself uses the ordinary word as one: in lower case, as often as capitalised."""
        small = self.word_counts[word.lower()]
        return small > 0 and small >= self.word_counts[word] and self.ordinary(word)

    def is_word_here(self, name: str) -> bool:
        """Whether the document writes a word that no dictionary has in small letters as often as with a capital, be it
        one of several: "distro" beside "Distros"."""
        small = name.lower()
        forms = {small, small.removesuffix("s"), f"{small}s"}
        return sum(self.word_counts[form] for form in forms) >= max(1, self.word_counts[name]) and not name.isupper()

    def in_headline(self, offset: int) -> bool:
        """Whether the offset lies in a line whose capitals say nothing."""
        at = bisect_right(self.headlines, offset, key=lambda line: line[0]) - 1
        return at >= 0 and offset < self.headlines[at][1]

    @cached_property
    def known_people(self) -> frozenset[tuple[str, ...]]:
        """Full names, word by word, of the known people who are found for sure."""
        found = (self.ontology.entities[finding.candidates[0]] for finding in self.known if not finding.weak)
        return frozenset(tuple(e.label.split()) for e in found if e.cls == self.person and " " in e.label)

    @cached_property
    def headlines(self) -> tuple[tuple[int, int], ...]:
        """Lines whose capitals say nothing, in order."""
        return tuple(headlines(self.document))

    @cached_property
    def filling(self) -> frozenset[int]:
        """Where known names of several words stand that fill a line, as several others of their class do: lists of
        films, of books."""
        text = self.document.text
        alone = [f for f in self.known if " " in self.text_at(f).strip() and fills_line(text, f.begin, f.end)]
        classes = {iri: self.ontology.entities[iri].cls for finding in alone for iri in finding.candidates}
        members = Counter(classes.values())
        return frozenset(f.begin for f in alone if max(members[classes[iri]] for iri in f.candidates) >= MEMBERS)

    @cached_property
    def determined(self) -> frozenset[str]:
        """Words that follow a determiner somewhere in the document and open no longer name, as they are written."""
        pattern = r"\b(?:[Tt]he|[Aa]ny|[Ee]ach|[Ee]very|[Tt]his) (\w+)\b(?! [A-Z])"
        return frozenset(re.findall(pattern, self.document.text))

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each word stands in the document, as it is written."""
        return Counter(re.findall(r"\w+", self.document.text))

    def is_countable(self, acronym: str) -> bool:
        """Whether the document uses the acronym like a common noun: with an indefinite article, or in the plural."""
        text, many = self.document.text, f"{acronym}s"
        one = re.compile(rf"{re.escape(acronym)}\b")
        if any(one.match(text, at) for at in self.counted):
            return True
        return many in text and re.search(rf"\b{re.escape(many)}\b", text) is not None

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """Offsets behind an indefinite article or what stands in its place, in order."""
        pattern = r"\b(?:[Aa]n?|[Aa]ny|[Ee]very|[Ee]ach|[Mm]y|[Yy]our|[Nn]o) "
        return tuple(match.end() for match in re.finditer(pattern, self.document.text))

    @cached_property
    def class_nouns(self) -> dict[str, str]:
        """Lemma of a noun -> the class it denotes. A noun that two classes claim denotes the first."""
        return {noun: info.iri for info in reversed([*self.ontology.classes.values()]) for noun in info.nouns}

    @cached_property
    def endings(self) -> dict[str, str]:
        """Last word of a name -> the class it betrays."""
        classes = reversed([*self.ontology.classes.values()])
        return {end.casefold(): info.iri for info in classes for end in info.endings}

    @cached_property
    def openings(self) -> dict[str, str]:
        """First word of a name -> the class it betrays."""
        classes = reversed([*self.ontology.classes.values()])
        return {opening.casefold(): info.iri for info in classes for opening in info.openings}

    @cached_property
    def suffixes(self) -> dict[str, str]:
        """Last part of a word of several -> the class it betrays: "Conf" of "ZigConf"."""
        classes = reversed([*self.ontology.classes.values()])
        return {suffix: info.iri for info in classes for suffix in info.suffixes}

    @cached_property
    def roles(self) -> frozenset[str]:
        """Nouns for what people are: of the class of people, and of predicates people are subject or object of."""
        person = frozenset({self.person or ""})
        nouns = {noun for cls in person if cls in self.ontology.classes for noun in self.ontology.classes[cls].nouns}
        for predicate in self.ontology.predicates.values():
            does, is_done = predicate.domain == person, not predicate.range.isdisjoint(person)
            for lex in predicate.lexicalisations:
                borne = (does and "bearer" in lex.domain_roles) or (is_done and "bearer" in lex.range_roles)
                if (lex.kind == "office" and (does or is_done) and not lex.of_teams) or (lex.kind == "noun" and borne):
                    nouns |= set(lex.words)
        return frozenset(noun.casefold().split()[-1] for noun in nouns)

    @cached_property
    def at_houses(self) -> frozenset[str]:
        """Words before "at" and the name of a house: "professor at X", "studied at X"; no function words."""
        contexts = self.ontology.classes[self.organisation].contexts if self.organisation else ()
        words = (word.casefold() for context in contexts if " at ~" in context for word in re.split(r"[ /]", context))
        return frozenset(word for word in words if word.isalpha() and not self.nlp.vocab[word].is_stop)

    @cached_property
    def of_either(self) -> frozenset[str]:
        """Nouns for what people and houses alike are to something: "investor", "rival"."""
        both = {self.person, self.organisation}
        predicates = self.ontology.predicates.values()
        lexicalisations = (
            (lex, lex.domain or predicate.domain if "bearer" in lex.domain_roles else lex.range or predicate.range)
            for predicate in predicates
            for lex in predicate.lexicalisations
            if lex.kind == "noun" and "bearer" in (*lex.domain_roles, *lex.range_roles)
            if lex.domain_roles != ("behind",)  # "the people behind"
        )
        return frozenset(word for lex, classes in lexicalisations if both <= classes for word in lex.words)

    @cached_property
    def long_offices(self) -> frozenset[str]:
        """Offices of several words, in small letters."""
        lexicalisations = (lex for predicate in self.ontology.predicates.values() for lex in predicate.lexicalisations)
        words = (word for lex in lexicalisations if lex.kind == "office" for word in lex.words)
        return frozenset(word.casefold() for word in words if " " in word)

    def opens_office(self, token: Token) -> bool:
        """Whether the word and the next are an office and end no name: "Acme Press Secretary"."""
        return token.i + 1 < len(token.doc) and f"{token.lower_} {token.nbor().lower_}" in self.long_offices

    @cached_property
    def offices(self) -> dict[str, str]:
        """Nouns for people by what they are to something -> the only class of which that something can be.

        Never a place: whoever lives there has as much of a team, a staff or a lawyer.
        """
        person = frozenset({self.person or ""})
        parents = {parent for info in self.ontology.classes.values() for parent in info.parents}
        found: dict[str, str] = {}
        for predicate in self.ontology.predicates.values():
            for one, other in ((predicate.domain, predicate.range), (predicate.range, predicate.domain)):
                if person <= one and len(other) == 1 and not other & {self.person, self.place} and not other & parents:
                    nouns = (
                        word
                        for lex in predicate.lexicalisations
                        if lex.kind in ("noun", "office")
                        for word in lex.words
                    )
                    found.update((noun.casefold(), cls) for noun in nouns for cls in other)
        return found

    @property
    def slots(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Verb (lemma) -> roles at it that only one class can fill."""
        return _of_ontology(self.ontology, self.person, self.nlp).slots

    @property
    def product_verbs(self) -> frozenset[str]:
        """Verbs (lemmas) whose object is a product."""
        return _of_ontology(self.ontology, self.person, self.nlp).product_verbs

    @property
    def making_verbs(self) -> frozenset[str]:
        """Verbs (lemmas) whose object may be a product, and may be something else."""
        return _of_ontology(self.ontology, self.person, self.nlp).making_verbs

    @property
    def employing(self) -> frozenset[str]:
        """Verbs (lemmas) whose "at" a house of people follows."""
        return _of_ontology(self.ontology, self.person, self.nlp).employing

    @property
    def producers(self) -> frozenset[str]:
        """IRIs of houses that are known to put out works."""
        return _of_ontology(self.ontology, self.person, self.nlp).producers

    @property
    def regions(self) -> frozenset[str]:
        """IRIs of the places in which lie others that hold places: "France", not a town with its districts."""
        return _of_ontology(self.ontology, self.person, self.nlp).regions

    @property
    def demonyms(self) -> Mapping[str, str]:
        """Adjective in small letters -> IRI of the place that it belongs to."""
        return _of_ontology(self.ontology, self.person, self.nlp).demonyms

    @property
    def agents(self) -> frozenset[str]:
        """Nouns for those who act for a place: "troop", "government"."""
        return _of_ontology(self.ontology, self.person, self.nlp).agents

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Squashed given names: those that the ontology lists and those of the people that it knows."""
        return _of_ontology(self.ontology, self.person, self.nlp).given

    @cached_property
    def family_names(self) -> frozenset[str]:
        """Squashed family names: those that the ontology lists and those of the people that it knows."""
        return _of_ontology(self.ontology, self.person, self.nlp).family

    def is_given(self, word: str) -> bool:
        """Whether the word is a given name and nothing else: no ordinary word, no known place or company."""
        key = squash(word)
        if key not in self.given_names or self.ordinary(word):
            return False
        owners = self.index.names.get(key, ())
        return all(self.ontology.entities[iri].cls == self.person for iri in owners)

    def opens_person(self, token: Token) -> bool:
        """Whether a given name and a family name begin at the token: "Art Young" as well as "Ada Lovelace"."""
        if token.i + 1 >= len(token.doc) or not token.whitespace_ or squash(token.text) not in self.given_names:
            return False
        if asks(token):
            return False  # "Will Zelensky come?"
        following = token.doc[token.i + 1]
        if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
            return False  # "Anna-Rose Quill"
        if token.i and len(token) == 2 and token.text[1] == "." and token.nbor(-1).text[0].isupper():
            return False  # "Ada T. Quill"
        if following.is_sent_start or not following.text[0].isupper() or "PRON" in (token.pos_, following.pos_):
            return False
        behind = token.doc[token.i + 2] if token.i + 2 < len(token.doc) and following.whitespace_ else None
        if behind is not None and behind.text[0].isupper() and behind.text.casefold() in self.endings:
            return False  # "George Mason University"
        if behind is not None and squash(f"{following.text} {behind.text}") in self.index.names:
            return False  # "the Nixon White House"
        if squash(following.text) in self.family_names and len(token) > 1 < len(following):
            if not self.ordinary(following.text) or self.is_given(token.text):
                return True
            owners = self.index.names.get(squash(token.text), ())
            if any(self.ontology.entities[iri].cls != self.place for iri in owners):
                return False  # "Claude Code"
            return following.ent_iob_ == "I" and (
                token.i + 2 == len(token.doc) or behind is None or behind.ent_iob_ != "I"
            )
        usual = self.is_given(token.text) and token.ent_type_ != "NORP" and len(following) > 2
        return usual and not self.listed(following.text) and following.text.casefold() not in self.endings

    @cached_property
    def common_classes(self) -> frozenset[str]:
        """Classes of which most known members have labels in lower case: conditions, techniques."""
        return _of_ontology(self.ontology, self.person, self.nlp).common

    @cached_property
    def parts_of_people(self) -> frozenset[str]:
        """First and last names of those whom the recogniser finds in full, ordinary words apart."""
        people = (
            ent
            for passage in self.passages
            for ent in passage.doc.ents
            if self.ontology.class_of_ner(ent.label_) == self.person
        )
        parts = (word.text for ent in people if len(ent) > 1 for word in (ent[0], ent[-1]))
        return frozenset(part for part in parts if part[0].isupper() and not self.ordinary(part))

    @cached_property
    def work(self) -> str:
        """The class of works (papers, shows), empty where the ontology has none."""
        return self.ontology.class_of_ner("WORK_OF_ART") or ""

    @cached_property
    def organisation(self) -> str | None:
        """The class of organisations, None where the ontology has none."""
        return self.ontology.class_of_ner("ORG")

    @cached_property
    def place(self) -> str | None:
        """The class of places, None where the ontology has none."""
        return self.ontology.class_of_ner("GPE")

    @cached_property
    def product(self) -> str | None:
        """The class of products, None where the ontology has none."""
        return self.ontology.class_of_ner("PRODUCT")

    @cached_property
    def concept(self) -> str | None:
        """The class of ideas, None where the ontology has none."""
        return self.ontology.class_of_ner("LAW")

    @cached_property
    def versioned(self) -> frozenset[str]:
        """Classes of which a number behind a name makes another member."""
        return frozenset(info.iri for info in self.ontology.classes.values() if info.versioned)

    def text_at(self, finding: Finding) -> str:
        """The words of a finding."""
        return self.document.text[finding.begin : finding.end]

    @cached_property
    def person(self) -> str | None:
        """The class of people, None where the ontology has none."""
        return self.ontology.class_of_ner("PERSON")


@dataclass(frozen=True, slots=True)
class _Derived:
    """Squashed given and family names, classes with labels in lower case, what verbs tell, demonyms, agent nouns, verbs
    of products, places in which others lie, verbs whose "at" a house follows, and houses that put out works.
    """

    given: frozenset[str]
    family: frozenset[str]
    common: frozenset[str]
    slots: Mapping[str, tuple[tuple[str, str], ...]]
    demonyms: Mapping[str, str]
    agents: frozenset[str]
    product_verbs: frozenset[str]
    making_verbs: frozenset[str]
    regions: frozenset[str]
    employing: frozenset[str]
    producers: frozenset[str]


_DERIVED: dict[str, _Derived] = {}


def _of_ontology(ontology: Ontology, person: str | None, nlp: Language) -> _Derived:
    """What follows from the ontology alone; gathered once per ontology."""
    if ontology.digest not in _DERIVED:
        people = [entity.label.split() for entity in ontology.entities.values() if entity.cls == person]
        names = ontology.classes[person] if person else None
        first = {words[0] for words in people if len(words) > 1 and not is_ordinary_word(nlp, words[0])}
        given = {squash(word) for word in first} - HONORIFICS  # "Ms. Rachel"
        family = {squash(words[-1]) for words in people if len(words) > 1}
        place = ontology.class_of_ner("GPE")
        lower: Counter[str] = Counter()
        for entity in ontology.entities.values():
            lower[entity.cls] += 1 if entity.label.islower() else -1
        around = {
            entity.iri: {
                other
                for stated, other in entity.facts
                if stated in ontology.predicates and ontology.predicates[stated].range == frozenset({place})
            }
            for entity in ontology.entities.values()
            if entity.cls == place
        }
        holding = around.keys() & {other for others in around.values() for other in others}
        _DERIVED.clear()
        _DERIVED[ontology.digest] = _Derived(
            frozenset(given.union(map(squash, names.given_names if names else ()))),
            frozenset(family.union(map(squash, names.family_names if names else ()))),
            frozenset(cls for cls, surplus in lower.items() if surplus > 0),
            slots_of(ontology),
            {word.casefold(): entity.iri for entity in ontology.entities.values() for word in entity.demonyms},
            frozenset(noun for info in ontology.classes.values() for noun in info.agents),
            product_verbs(ontology, ontology.class_of_ner("PRODUCT")),
            product_verbs(ontology, ontology.class_of_ner("PRODUCT"), alone=False),
            frozenset(other for iri in holding for other in around[iri]),
            employing(ontology),
            producers(ontology),
        )
    return _DERIVED[ontology.digest]


def asks(token: Token) -> bool:
    """Whether it is the auxiliary of a verb in its base form, as questions open, and no given name."""
    return token.tag_ == "MD" and token.dep_ == "aux" and token.head.tag_ == "VB"
