"""What a token of the parse denotes: a name, a pronoun, or a noun phrase that stands for a name said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pipeline.extract.answers import answers
from pipeline.extract.antecedents import taken_up
from pipeline.extract.baptism import named_by
from pipeline.extract.children import indefinite, with_conjuncts
from pipeline.extract.christening import christenings
from pipeline.extract.closed_classes import (
    COUNTERPARTS,
    EVERYBODY,
    EXAMPLES,
    FAMILIES,
    NAMING,
    STAFF,
    TRANSPARENT,
    UNITS,
    WITHIN,
)
from pipeline.extract.nlp import Passage
from pipeline.extract.scene import Scene
from pipeline.extract.teams import teams_of
from pipeline.extract.vicinity import is_there
from pipeline.records import SPEAKING, Mention, MentionKind, Vote

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})
SECOND_PERSON = frozenset({"you", "your", "yours"})
THIRD_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "it", "its", "they", "them", "their", "theirs"})
THEY = frozenset({"they", "them", "their", "theirs"})
NEAR = 20  # tokens before the sentence of "they" in which people may be spoken of
KIND = 3  # tokens of "kinds of tools"
RANGE = 6  # words of the first example of "from X to Y"
YOU_ALL = frozenset({"guys", "all", "folks"})
TOGETHER = frozenset({"we", "us", "they"})
WHERE = frozenset({"here", "over", "back", "there", "down", "up"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "which", "who"})
OWNING = re.compile(r"['’]s?\s+(?=\S)")  # an apostrophe behind a name, and something it owns
HIS = 0.9  # how far "his" and "her" stand for whose it is, which sentences tell less clearly than who does it
MEMBERS = frozenset({"club", "side", "franchise"})  # of a league, whose name may stand before it
MODIFIER = 0.9  # how far a noun that a name modifies stands for it
# Verbs for what people are somewhere, which "you" are told you do: "you host X"; and what may stand before that.
HELD = frozenset("host co-host cohost lead chair head teach run edit work live serve moderate".split())
OPENING = frozenset("so and now but well okay today also currently you still ok yeah because right".split())
DEFINITE = frozenset({"the", "this", "that", "these", "those", "our", "my", "their", "its", "his", "her"})


@dataclass(slots=True)
class Arguments:
    """Mentions of one document by token; pronouns and nominals are added as relations ask for them."""

    scene: Scene
    mentions: list[Mention]
    by_place: dict[int, int] = field(default_factory=dict)
    named_later: dict[int, int] = field(default_factory=dict)  # offset of a noun -> that of the name it is given
    meant: dict[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)  # offset of a token -> by what

    def __post_init__(self) -> None:  # noqa: D105
        for index, mention in enumerate(self.mentions):
            if mention.kind != "work":
                self.by_place.update(dict.fromkeys(range(mention.begin, mention.end), index))
        for given in christenings(self.scene):
            self.named_later[given.noun] = given.passage.begin + given.name[-1].idx

    def name_at(self, passage: Passage, token: Token) -> int | None:
        """Index of the name mention that holds the token."""
        index = self.by_place.get(passage.offset(token))
        return index if index is not None and self.mentions[index].kind == "name" else None

    def is_in_name(self, passage: Passage, token: Token) -> bool:
        """Whether the token is a part of a name, and not all of it: "driver" in "Jane Driver"."""
        index = self.name_at(passage, token)
        return index is not None and self.mentions[index].end - self.mentions[index].begin > len(token.text)

    def demonym(self, doc: Doc, at: int, *, titled: bool = False) -> str | None:
        """IRI of what the adjective at the token (or the two that end there) belongs to: "Chilean", "South African".

        titled: a title follows, so that the capital says something at the start of a sentence, too.
        """
        pair = doc[at - 1 : at + 1].text.casefold() if at else ""
        iri = self.scene.demonyms.get(pair) or self.scene.demonyms.get(doc[at].lower_)
        if iri is None or self.scene.ontology.entities[iri].cls == self.scene.place:
            return iri
        opens = doc[at].is_sent_start and not titled
        return iri if doc[at].text[0].isupper() and not opens else None  # "a conservative writer"

    def belonging(self, passage: Passage, doc: Doc, at: int, iri: str) -> int:
        """A new mention of what the demonym at the token stands for."""
        two = at > 0 and doc[at - 1 : at + 1].text.casefold() in self.scene.demonyms
        span = doc[at - 1 : at + 1] if two else doc[at : at + 1]
        return self.standing_for(passage, span, iri)

    def standing_for(self, passage: Passage, span: Span, iri: str) -> int:
        """A new mention of what the words stand for: "French", the title of a senator."""
        begin, end = passage.begin + span.start_char, passage.begin + span.end_char
        vote = Vote(self.scene.ontology.entities[iri].cls, "demonym", 1.0, f"{span.text} is what belongs to it")
        self.mentions.append(Mention(begin, end, span.text, votes=(vote,), candidates=(iri,)))
        return len(self.mentions) - 1

    def is_party(self, index: int) -> bool:
        """Whether a word for what belongs to an organisation stands for it: "Republican", not "Republicans"."""
        mention = self.mentions[index]
        adjective = self.scene.demonyms.get(mention.text.casefold())
        return adjective in mention.candidates and any(vote.cls == self.scene.organisation for vote in mention.votes)

    def holds(self, passage: Passage, token: Token, index: int) -> bool:
        """Whether the token stands in the mention."""
        return self.mentions[index].begin <= passage.offset(token) < self.mentions[index].end

    def owned(self, passage: Passage, index: int) -> Token | None:
        """The first word of what the name owns by its apostrophe: of "Acme's head of sales"; None without one."""
        mention = self.mentions[index]
        match = OWNING.match(passage.text, mention.end - passage.begin) if mention.kind == "name" else None
        owned = passage.doc.char_span(match.end(), match.end() + 1, alignment_mode="expand") if match else None
        return owned[0] if owned is not None else None

    def modifies(self, index: int) -> bool:
        """Whether the name only says whose or which something in small letters is: "Doe officials", "Doe's lawyer"."""
        mention = self.mentions[index]
        span = self.scene.span(mention.begin, mention.end) if mention.kind == "name" else None
        if span is None or span.root.dep_ not in ("compound", "nmod", "poss"):
            return False
        head, after = span.root.head, span.end
        owned = after < len(span.doc) and (span.doc[after].tag_ == "POS" or span.doc[after].text in ("'", "’"))
        beside = head.i == after and head.lemma_.lower() not in self.scene.roles
        return head.pos_ == "NOUN" and head.text.islower() and head.i >= after and (owned or beside)

    def are_members(self, passage: Passage, index: int) -> bool:
        """Whether those who belong to a body are named by one word, and not it: "Republicans in Ohio"."""
        mention = self.mentions[index]
        span = passage.span(mention.begin, mention.end) if mention.kind == "name" and mention.candidates else None
        if span is None or len(span) > 1:
            return self._are_creatures(passage, mention)
        labels = [self.scene.ontology.entities[iri].label for iri in mention.candidates]
        nicknamed = mention.text.endswith("s") and all(label.endswith(f" {mention.text}") for label in labels)
        bare = not any(child.dep_ in ("det", "poss", "compound") for child in span.root.children)
        return span.root.tag_ == "NNPS" or (nicknamed and bare)  # "Vikings in Norway", not "the Vikings in Norway"

    def _are_creatures(self, passage: Passage, mention: Mention) -> bool:
        """Whether an ordinary plural opens the sentence, as "Tigers in Asia": its capital says nothing."""
        span = passage.span(mention.begin, mention.end)
        opens = span is not None and len(span) == 1 and span.start == span.sent.start
        return opens and not mention.candidates and mention.text.endswith("s") and self.scene.listed(mention.text)

    def tokens(self, passage: Passage, mentions: Iterable[Mention]) -> list[Token]:
        """The first token of each mention that the passage holds."""
        spans = [passage.span(mention.begin, mention.end) for mention in mentions]
        return [span[0] for span in spans if span is not None]

    def denoted(self, passage: Passage, token: Token) -> tuple[tuple[int, float], ...]:
        """Mentions that the token denotes with how direct that is (1 = it is the name itself, or stands for one).

        How sure it is for which name something stands is decided when all names are known.
        """
        offset = passage.offset(token)
        if offset not in self.meant:  # the patterns of a verb ask for the same subject
            self.meant[offset] = tuple(self._denoted(passage, token, 0))
        return self.meant[offset]

    def _denoted(self, passage: Passage, token: Token, depth: int) -> Iterator[tuple[int, float]]:
        index = self.by_place.get(passage.offset(token))
        people = self._people(token) if index is None or not self.mentions[index].votes else None
        if people is not None:
            yield self.belonging(passage, token.doc, token.i, people), 0.9
        elif index is not None and self._is_member(index, token):
            yield from self._phrase(passage, token, depth)
        elif index is not None:
            if not self._is_of_some(index, token):
                yield index, _directness(token)
        elif (asking := _asking(token)) is not None and (answered := self._answered(passage, asking)):
            yield from ((name, 1.0) for name in answered)
        elif (apposed := self._apposed(passage, token)) is not None:
            yield apposed, 1.0
        elif token.lower_ in FIRST_PERSON | THIRD_PERSON and token.pos_ in ("PRON", "DET"):
            if not self._is_of_people(token):
                yield self._add(passage, token, token, "pronoun"), _directness(token)
        elif is_there(token) or (token.lower_ in SECOND_PERSON and _is_addressed(token)) or _is_demonstrative(token):
            yield self._add(passage, token, token, "pronoun"), 1.0
        elif token.lower_ == "everything" and token.dep_ in ("nsubj", "nsubjpass"):
            yield from self._everything(passage, token)
        elif (you := _you(token)) is not None:
            yield self._add(passage, you, token, "pronoun"), 1.0
        elif (token.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "DET") or token.lower_ in TRANSPARENT) and depth < 3:
            yield from self._phrase(passage, token, depth)

    def _everything(self, passage: Passage, token: Token) -> Iterator[tuple[int, float]]:
        """Whose everything is, where nobody says what else: "everything runs on X", "everything we do runs on X"."""
        clauses = [child for child in token.children if child.dep_ == "relcl"]
        main = token.head.dep_ in ("ROOT", "conj") and token.head.head.dep_ == "ROOT"  # not "he says everything ..."
        if main and not clauses and not any(child.i > token.i for child in token.children):
            vote = Vote(self.scene.organisation or "", SPEAKING, 0.5, "whoever speaks here")
            yield self.add_nominal(passage, token, (vote,)), 0.85
        for clause in clauses:
            for doer in clause.children:
                if doer.dep_ == "nsubj" and doer.lower_ in FIRST_PERSON:
                    yield self._add(passage, doer, doer, "pronoun"), 1.0

    def _answered(self, passage: Passage, asking: Token) -> list[int]:
        """The names, "I" and "we" that answer a question: "Who makes it? That's Acme", "Who wrote it? I did"."""
        found = []
        for at, token in answers(self.scene, self.name_at, passage, asking):
            index = self.name_at(at, token)
            found.append(self._add(at, token, token, "pronoun") if index is None else index)
        return found

    def _apposed(self, passage: Passage, pronoun: Token) -> int | None:
        """The name behind "me" that says who did it: "recorded by me, Jane Doe"."""
        if pronoun.lower_ != "me" or pronoun.head.lower_ != "by":
            return None
        after = pronoun.i + (2 if pronoun.doc[pronoun.i + 1 : pronoun.i + 2].text == "," else 1)
        index = self.name_at(passage, pronoun.doc[after]) if after < len(pronoun.doc) else None
        person = index is not None and any(vote.cls == self.scene.person for vote in self.mentions[index].votes)
        return index if person else None

    def _people(self, token: Token) -> str | None:
        """IRI of the nation whose people, without more, act for it: "the Saudis"."""
        if token.tag_ not in ("NNS", "NNPS") or [child.lower_ for child in token.lefts] != ["the"]:
            return None
        iri = self.scene.demonyms.get(token.lower_.removesuffix("s"))
        return iri if iri is not None and self.scene.ontology.is_nation(iri) else None

    def _is_of_some(self, index: int, token: Token) -> bool:
        """Whether members of a body are meant, and not it: "Ohio Democrats", "House Republicans"."""
        mention = self.mentions[index]
        if token.tag_ != "NNPS" or not mention.candidates:
            return False
        kinds = {self.scene.ontology.entities[iri].cls for iri in mention.candidates}
        before = token.idx + len(token.text) - len(mention.text)  # a plural ends its name
        modified = any(child.dep_ in ("compound", "nmod") and child.idx < before for child in token.children)
        return kinds == {self.scene.organisation} and modified

    def _is_member(self, index: int, token: Token) -> bool:
        """Whether a word for a party or people says what somebody is: "Jane Doe, a Republican who chairs X"."""
        said = token.dep_ in ("appos", "attr") and any(child.dep_ == "det" for child in token.lefts)
        return said and self.mentions[index].text.casefold() in self.scene.demonyms

    def _is_of_people(self, pronoun: Token) -> bool:
        """Whether "they" more likely means people just spoken of than an organisation: "her brothers said they"."""
        if pronoun.lower_ not in THEY:
            return False
        before = pronoun.doc[max(0, pronoun.sent.start - NEAR) : pronoun.i]
        nouns = self.scene.class_nouns
        return any(token.tag_ == "NNS" and nouns.get(token.lemma_.lower()) == self.scene.person for token in before)

    def _phrase(self, passage: Passage, noun: Token, depth: int) -> Iterator[tuple[int, float]]:
        """What a common noun denotes by the words around it."""
        found = False
        later = self.by_place.get(self.named_later.get(passage.offset(noun), -1))
        if later is not None and self.mentions[later].kind == "name":
            yield later, 1.0  # "we started a theater. It's called X"
            return
        for target, factor in self._around(passage, noun):
            for inner in with_conjuncts(target):
                for index, weight in self._denoted(passage, inner, depth + 1):
                    found = True
                    yield index, factor * weight
        for index, weight in self.examples(passage, earlier) if not found and (earlier := taken_up(noun)) else ():
            found = True
            yield index, weight
        cls = self.scene.class_nouns.get(noun.lemma_.lower()) if noun.tag_ != "NNS" else None
        if noun.tag_ == "NNS" and noun.lemma_.lower() in STAFF and any(child.lower_ == "our" for child in noun.lefts):
            cls = self.scene.organisation  # "our engineers": what they do, the house does
        determiner = next((child for child in noun.lefts if child.lower_ in DEFINITE), None)  # "that" may stand behind
        other = determiner is not None and determiner.tag_ == "PRP$" and noun.lemma_.lower() in COUNTERPARTS
        another = other or any(child.lower_ == "own" for child in noun.lefts)  # "started my own company"
        if not found and cls and determiner is not None and not (another or _is_defined(noun) or _is_within(noun)):
            yield (
                self._add(passage, determiner, noun, "nominal", Vote(cls, "nominal", 0.6, f"called a {noun.text}")),
                1.0,
            )

    def house_beside(self, passage: Passage, pronoun: Token) -> int | None:
        """The house of which "we" or "they" is said: "we at Acme", "here at Acme, we", "over at Acme, they"."""
        if pronoun.lower_ not in TOGETHER:
            return None
        before = pronoun.head.lefts if pronoun.dep_ == "nsubj" else ()
        for word in (*pronoun.children, *before):
            for at in (word, *(child for child in word.children if word.lower_ in WHERE)):
                named = (self.name_at(passage, name) for name in at.children if at.lower_ == "at")
                index = next((name for name in named if name is not None), None)
                if index is not None and self._is_house(index):
                    return index
        return None

    def _is_house(self, index: int) -> bool:
        votes = self.mentions[index].votes
        return not votes or any(vote.cls == self.scene.organisation for vote in votes)

    def modifying(self, passage: Passage, token: Token) -> Iterator[tuple[int, float]]:
        """What a noun's modifier names, be it by what belongs to it: "our Oslo business", "its Norwegian plant"."""
        index = self.name_at(passage, token)
        named = index is not None and self.mentions[index].candidates
        if not named and (iri := self.demonym(token.doc, token.i)) is not None:
            index = self.by_place[passage.offset(token)] = self.belonging(passage, token.doc, token.i, iri)
            self.meant.pop(passage.offset(token), None)
        if index is not None:
            yield index, 1.0

    def examples(self, passage: Passage, noun: Token) -> Iterator[tuple[int, float]]:
        """Names given as examples of an unnamed plural, wherever the parser hung them.

        "120,000 firms use it, including start-ups like X and Y and banks such as Z"
        """
        inside = ranging = False
        for token in noun.doc[noun.i + 1 : noun.sent.end]:
            if token.i - noun.i <= KIND and _ranges(token):
                inside = ranging = True
            elif token.lower_ in ("including", "like") or token.text_with_ws.lower() == "such ":
                if token.nbor(-1 - (token.nbor(-1).text == ",")).pos_ in ("DET", "PRON", "AUX"):
                    continue  # "their, like, Python code"
                kind = token.nbor(-1).lemma_.lower()
                places = kind == "place" or self.scene.class_nouns.get(kind) == self.scene.place
                inside = token.nbor(-1) == noun or not places  # "firms in cities like X"
            elif inside and (token.pos_ in ("VERB", "AUX") or token.dep_ == "mark"):
                if not ranging:
                    return
                inside = ranging = False
            elif inside:
                index = self.name_at(passage, token)
                if index is not None:
                    yield index, 0.8

    def _around(self, passage: Passage, noun: Token) -> Iterator[tuple[Token, float]]:
        """Tokens whose denotation the noun takes over, with the factor that costs."""
        is_class_noun = noun.lemma_.lower() in self.scene.class_nouns
        for child in noun.children:
            if child.dep_ == "appos" and self.name_at(passage, child) is not None and not _is_a_kind(child):
                yield child, 0.95  # "the supercomputer, X"
                return
        if noun.lemma_.lower() in self.scene.agents:
            yield from self._acts_for(passage, noun)
            return
        for name in named_by(noun):
            if self.name_at(passage, name) is not None:
                yield name, 0.95  # "her company X launched"
                return
        for child in noun.children:
            named = self.name_at(passage, child) is not None
            whole = noun.tag_ == "NN" and not (_is_one(noun) and noun.dep_ in ("attr", "appos"))
            if child.dep_ in ("compound", "nmod") and named and whole and self._is_of(passage, child, noun):
                yield child, MODIFIER  # "the X app", but not of "Y is an X extension"
                return
            naming = child.dep_ == "acl" and child.lemma_ in NAMING
            if naming and any(self.name_at(passage, name) is not None for name in child.children):
                yield next(name for name in child.children if self.name_at(passage, name) is not None), 0.95
                return  # "a company called X"
            if child.dep_ == "prep" and child.lower_ in EXAMPLES and not _is_one(noun):
                for example in child.children:
                    if example.dep_ == "pobj" and self.name_at(passage, example) is not None:
                        yield example, 0.85  # "labs like X and Y"
                        return
        if noun.dep_ == "appos" and self.name_at(passage, noun.head) is not None:
            yield noun.head, 0.95
        elif noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and self._named_attribute(passage, noun) is not None:
            yield from ((child, 0.9) for child in noun.head.children if child.dep_ == "attr")
        elif noun.dep_ == "attr" and noun.head.lemma_ == "be":
            yield from ((child, 0.85) for child in noun.head.children if child.dep_ == "nsubj")
        elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in TRANSPARENT:
            yield from self._around(passage, noun.head.head)
        elif noun.lower_ in EVERYBODY:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in ("on", "at", "in", "from"):
                    yield from ((house, 0.85) for house in child.children if house.dep_ == "pobj")
        elif noun.lower_ in TRANSPARENT or noun.lemma_.lower() in TRANSPARENT:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ == "of":
                    yield from ((complement, 0.85) for complement in child.children if complement.dep_ == "pobj")
        elif noun.lemma_.lower() in UNITS:
            yield from ((whole, 0.85) for whole in part_of(noun) if self.name_at(passage, whole) is not None)
        elif is_class_noun:
            acts = self.scene.class_nouns.get(noun.lemma_.lower()) in (self.scene.person, self.scene.organisation)
            for child in noun.children:  # "researchers at X", "X's team"
                if child.dep_ == "prep" and child.lower_ in ("at", "from") and acts and noun.dep_ != "dobj":
                    yield from ((pobj, 0.75) for pobj in child.children if self.name_at(passage, pobj) is not None)
                elif child.dep_ == "poss" and self._acts_by(passage, child, noun):
                    yield child, 0.7

    def _acts_by(self, passage: Passage, owner: Token, noun: Token) -> bool:
        """Whether what the noun does, its owner does: "Acme's engineers", but not "Ann's brother"."""
        index = self.name_at(passage, owner)
        if index is None:
            return False
        votes = self.mentions[index].votes
        of_people = bool(votes) and votes[0].cls == self.scene.person
        return not (of_people and self.scene.class_nouns.get(noun.lemma_.lower()) == self.scene.person)

    def _acts_for(self, passage: Passage, noun: Token) -> Iterator[tuple[Token, float]]:
        """Whose troops or government they are: "Israeli troops", "Russia's army"."""
        for child in (*noun.children, *part_of(noun)):
            tied = child.dep_ in ("amod", "compound", "poss", "nmod", "pobj")
            if tied and any(self.modifying(passage, child)):
                yield child, 0.9

    def _named_attribute(self, passage: Passage, noun: Token) -> int | None:
        """The name in "the site that they bought was X"."""
        names = (self.name_at(passage, child) for child in noun.head.children if child.dep_ == "attr")
        return next((name for name in names if name is not None), None)

    def _is_of(self, passage: Passage, name: Token, noun: Token) -> bool:
        """Whether "X model" is X: X must be able to be a model ("X engineers" are not X)."""
        index = self.name_at(passage, name)
        cls = self.scene.class_nouns.get(noun.lemma_.lower())
        votes = self.mentions[index].votes if index is not None else ()
        if index is not None and noun.lemma_.lower() in MEMBERS and self._is_no_team(index):
            return False  # "the Premier League club" is not the league
        if noun.lemma_.lower() in FAMILIES and not part_of(noun):
            return bool(votes) and votes[0].cls not in (self.scene.person, self.scene.place, self.scene.organisation)
        return cls is not None and (not votes or votes[0].cls == cls)

    def _is_no_team(self, index: int) -> bool:
        """Whether the name is known, and not as a team's."""
        ontology, candidates = self.scene.ontology, self.mentions[index].candidates
        return bool(candidates) and not teams_of(ontology, candidates)

    def add_nominal(self, passage: Passage, noun: Token, votes: tuple[Vote, ...], kind: MentionKind = "nominal") -> int:
        """A new mention at the noun or pronoun that stands for something said elsewhere."""
        begin = passage.offset(noun)
        self.mentions.append(Mention(begin, begin + len(noun.text), noun.text, kind, votes))
        return len(self.mentions) - 1

    def _add(self, passage: Passage, first: Token, last: Token, kind: str, *votes: Vote) -> int:
        begin, end = passage.offset(first), passage.offset(last) + len(last.text)
        text = self.scene.document.text[begin:end]
        self.mentions.append(Mention(begin, end, text, "pronoun" if kind == "pronoun" else "nominal", votes))
        index = len(self.mentions) - 1
        self.by_place[passage.offset(last)] = index
        return index


def _asking(token: Token) -> Token | None:
    """The word that asks for it: "who", "where", "which" of "which firm"."""
    if token.tag_ in ("WP", "WRB"):
        return token
    return next((child for child in token.children if child.tag_ == "WDT" or child.lower_ == "what"), None)


def part_of(noun: Token) -> list[Token]:
    """What stands behind its "of"."""
    return [word for prep in noun.children if prep.dep_ == "prep" and prep.lower_ == "of" for word in prep.children]


def _is_defined(noun: Token) -> bool:
    """Whether a clause behind it says which: "the country that they invaded" means no country named before."""
    return any(child.dep_ == "relcl" and noun.i < child.i and noun.nbor().text != "," for child in noun.children)


def _is_within(noun: Token) -> bool:
    """Whether a part of a house is meant: "leads the payments team", "I lead the team"."""
    if noun.dep_ != "dobj" or noun.lemma_.lower() not in WITHIN:
        return False
    own = any(child.dep_ == "nsubj" and child.lower_ in FIRST_PERSON for child in noun.head.children)
    return own or any(child.dep_ == "compound" for child in noun.children)


def _is_one(noun: Token) -> bool:
    """Whether the noun is one of its kind ("a company like X"), which is not X."""
    return noun.tag_ == "NN" and indefinite(noun) is not None


def _is_a_kind(name: Token) -> bool:
    """Whether an article that is no title's makes a word for a kind of the name: "a book club, a Zoom"."""
    article = indefinite(name)
    return article is not None and article.text.islower()


def _ranges(preposition: Token) -> bool:
    """Whether a span of examples begins: "notebooks from X to Y"."""
    if preposition.lower_ != "from" or preposition.nbor(-1).tag_ != "NNS":
        return False
    behind = preposition.doc[preposition.i + 1 : min(preposition.sent.end, preposition.i + 1 + RANGE)]
    return any(token.lower_ == "to" for token in behind)


def _you(noun: Token) -> Token | None:
    """The pronoun of "you guys" and "you all", where whoever listens is meant."""
    you = noun.nbor(-1) if noun.lower_ in YOU_ALL and noun.i > noun.sent.start else None
    housed = any(child.lower_ in ("at", "from", "over") for child in noun.children)
    subject = noun.dep_ == "nsubj" and noun.head.tag_ in ("VBD", "VBN") and noun.head.lemma_ != "have"
    return you if you is not None and you.lower_ == "you" and subject and not housed else None


def _directness(token: Token) -> float:
    """How far a name or pronoun stands for what it denotes, before it is known for whom."""
    return HIS if token.tag_ == "PRP$" and token.lower_ in ("his", "her") else 1.0


def _is_demonstrative(token: Token) -> bool:
    """Whether "this" or "that" stands for something by itself: "that runs on X"."""
    alone = token.pos_ == "PRON" and token.dep_ in ("nsubj", "nsubjpass", "pobj")
    return alone and token.lower_ in DEMONSTRATIVE


def _is_addressed(pronoun: Token) -> bool:
    """Whether "you" is who listens rather than anybody: "you founded X", "your model", but not "you can use X"."""
    if pronoun.dep_ == "poss":
        return pronoun.head.dep_ != "appos"
    verb = pronoun.head
    if pronoun.dep_ != "nsubj":
        return pronoun.dep_ == "nsubjpass" and verb.tag_ == "VBN"  # "where are you based?"
    ahead = pronoun.sent[: pronoun.i - pronoun.sent.start]
    if len(ahead) > 1 and ahead[-1].text == "," and ahead[-2].pos_ == "PROPN" and verb.tag_ == "VBP":
        return True  # "Ann, you maintain X"
    if verb.dep_ == "ROOT" and pronoun.sent.text.rstrip().endswith("?") and verb.tag_ in ("VB", "VBP"):
        before = [token.lower_ for token in ahead if not token.is_punct]
        while before[1:] and before[0] in ("and", "so", "but", "now", "well", "okay"):
            before = before[1:]
        asked = max((at for at, word in enumerate(before) if word in ("what", "which")), default=len(before))
        if (
            before[-1:] == ["do"]
            and len(before) - asked <= 4
            and verb.lemma_ in ("use", "run", "work", "know", "write")
        ):
            return True  # "what editor do you use?"
        if before[-1:] in ([], ["do"], ["so"], ["and"]) and len(before) <= 2 and before[:1] not in (["how"], ["why"]):
            return True  # "do you use X?", "what do you use?", "so you use X?"
    if verb.tag_ == "VB" and any(child.lower_ == "did" and child.dep_ == "aux" for child in verb.children):
        return True  # "how did you come to X?"
    if verb.lemma_ == "do" and any(child.lower_ == "what" for child in verb.children):
        return True  # "what do you do at X?"
    if verb.lemma_ == "be":  # "when you were at X", "you're the head of X", but not "you are better off"
        stated = any(child.dep_ == "attr" or child.lower_ in ("at", "with") for child in verb.children)
        return verb.tag_ in ("VBD", "VBN", "VBP") and stated
    if verb.lemma_ in HELD and verb.dep_ == "ROOT" and verb.tag_ in ("VBP", "VB"):  # "so you host X"
        told = all(token.is_punct or token.lower_ in OPENING for token in ahead)
        alone = not any(child.dep_ in ("aux", "conj", "ccomp", "neg", "parataxis") for child in verb.children)
        return told and alone
    if verb.tag_ == "VBG":  # "you're working for X", but not "when you're working for X"
        going = any(child.lemma_ == "be" and child.tag_ in ("VBP", "VBN") for child in verb.children)
        return going and verb.dep_ in ("ROOT", "conj") and verb.head.dep_ in ("ROOT", "conj")
    return verb.tag_ in ("VBD", "VBN") and verb.pos_ == "VERB" and verb.lemma_ != "have"  # "you had groups that"
