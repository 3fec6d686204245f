"""Facts of the ontology that a sentence touches: it names both ends, or one and somebody who turns out to be the other.

"Acme had a huge hit with the Rocket", "as for our Rocket": nobody says in so many words who makes it, but where it is
known, whoever speaks of both takes it for granted. It is distant supervision (Mintz et al. 2009) without the training:
the sentence is the evidence, and what is not known is not claimed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from spacy.tokens import Span, Token

from pipeline.extract.arguments import FIRST_PERSON, THIRD_PERSON, Arguments
from pipeline.extract.between import are_alike
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import standing
from pipeline.ontology import Lexicalisation, Ontology
from pipeline.records import KNOWN, SPEAKING, Relation, Vote

CONFIRMING = re.compile(r"\bconfirmation (?:\w+ )?(?:hearing|vote)s?\b|\bnominat|\bnominees?\b", re.IGNORECASE)
APART = frozenset({"nearby", "elsewhere"})  # roles of ends that no sentence names together
NEARBY = 150  # characters between the names
OFTEN = 2  # mentions of each
LISTING = frozenset({"and", ",", "&"})
DEALING = frozenset({"between", "against"})
_LED: dict[str, frozenset[str]] = {}  # by the ontology's digest
OF_A_PARTY = frozenset("of the old new own".split())  # between a party and who is of it
Key = tuple[str, str, str]  # IRIs of a fact: subject, predicate, object
Place = tuple["_Sentence", int, Lexicalisation]  # a sentence, the subject's mention in it, and what makes the claim


def find_known(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Claim]:
    """Claims of kind "known" (roles "named" to "other", "pronoun", "speaker", "nearby" or "elsewhere").

    Who "we" or "they" are, and who speaks, is settled later; a reading by which it is another is dropped.
    """
    numbers = count(1)
    apart: dict[Key, list[Place]] = defaultdict(list)
    together: set[Key] = set()
    for passage in arguments.scene.passages if lexicon.known else ():
        for sentence in passage.doc.sents:
            around = _Sentence(arguments, passage, sentence, fit)
            names = around.names()
            for subject in names:
                for lexicalisation, known in around.facts(subject, lexicon.known):
                    number = next(numbers)
                    named = [index for index in names if known in arguments.mentions[index].candidates]
                    if around.is_party(known):
                        named = [index for index in named if around.is_member(subject, index)]
                        if not named:
                            continue
                    del named[1:]
                    if around.is_unsettled(known, subject, *named):
                        continue
                    if around.is_where(lexicalisation) and not around.tells_where(subject, *named):
                        continue
                    for end in named or around.unnamed(known, lexicalisation, subject):
                        if around.grants(subject, end):
                            yield lexicalisation, around.relation(lexicalisation, subject, end, known, number)
                    key = arguments.mentions[subject].candidates[0], lexicalisation.predicate, known
                    if named:
                        together.add(key)
                    elif APART.intersection(lexicalisation.range_roles):
                        apart[key].append((around, subject, lexicalisation))
    yield from _apart(arguments, {key: places for key, places in apart.items() if key not in together}, numbers)


def _apart(arguments: Arguments, places: Mapping[Key, list[Place]], numbers: Iterator[int]) -> Iterator[Claim]:
    """Of what no sentence names both ends, where the document does: who hosts the show that it speaks of.

    In the role "nearby" that counts only where the two stand close to each other, and the document names both again.
    What is said in the talk, which has a time, is rather shown than the header.
    """
    for (_, _, known), found in places.items():
        begins = {i: mention.begin for i, mention in enumerate(arguments.mentions) if known in mention.candidates}
        pairs = (
            (abs(arguments.mentions[subject].begin - begin), around, subject, end, lexicalisation)
            for around, subject, lexicalisation in found
            if around.grants(subject)
            for end, begin in begins.items()
        )
        near = min(pairs, key=lambda pair: (pair[0] > NEARBY or not pair[1].is_spoken(), pair[0]), default=None)
        if near is None:
            continue
        apart, around, subject, end, lexicalisation = near
        often = min(len(begins), len({where for _, where, _ in found})) >= OFTEN
        if "elsewhere" in lexicalisation.range_roles or (apart <= NEARBY and often):
            yield lexicalisation, around.relation(lexicalisation, subject, end, known, next(numbers))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The names and pronouns of a sentence."""

    arguments: Arguments
    passage: Passage
    sentence: Span
    fit: Fit

    def is_spoken(self) -> bool:
        """Whether it is said in the talk, which has a time: not in the header."""
        segment = self.arguments.scene.document.segment_at(self.passage.begin + self.sentence.start_char)
        return segment is not None and segment.kind == "speech"

    def names(self) -> list[int]:
        """Mentions of names, without tags ("#acme") and words for what belongs to a name ("Ruritanian")."""
        found = dict.fromkeys(self.arguments.name_at(self.passage, token) for token in self.sentence)
        return [index for index in found if index is not None and not self._is_tag(index)]

    def _is_tag(self, index: int) -> bool:
        mention = self.arguments.mentions[index]
        tagged = self.arguments.scene.document.text[mention.begin - 1 : mention.begin] == "#"
        return tagged or any(vote.detector == "demonym" for vote in mention.votes)

    def facts(self, subject: int, known: Iterable[Lexicalisation]) -> Iterator[tuple[Lexicalisation, str]]:
        """What is known of the name in its first sense, with the IRI of the other end."""
        ontology, mention = self.fit.ontology, self.arguments.mentions[subject]
        for lexicalisation in known if mention.candidates else ():
            others = ontology.known(mention.candidates[0], lexicalisation.predicate)
            domain = lexicalisation.domain or ontology.predicates[lexicalisation.predicate].domain
            if others and self.fit(mention, domain):
                for other in others:
                    if ontology.is_a(ontology.entities[other].cls, lexicalisation.range):
                        yield lexicalisation, other

    def unnamed(self, known: str, lexicalisation: Lexicalisation, subject: int) -> Iterator[int]:
        """Pronouns of the sentence that may stand for the other end, which can say "our", and whoever speaks."""
        scene, cls = self.arguments.scene, self.fit.ontology.entities[known].cls
        if cls not in (scene.person, scene.organisation):
            return
        for token in self.sentence if "pronoun" in lexicalisation.range_roles else ():
            if token.pos_ == "PRON" and token.lower_ in FIRST_PERSON | THIRD_PERSON:
                for index, _ in self.arguments.denoted(self.passage, token):
                    if self.fit(self.arguments.mentions[index], frozenset({cls})):
                        yield index
        if "speaker" in lexicalisation.range_roles and cls == scene.organisation:
            vote = Vote(cls, SPEAKING, 0.5, "whoever speaks here")
            yield self.arguments.add_nominal(self.passage, self._first(subject), (vote,))

    def is_unsettled(self, known: str, subject: int, *named: int) -> bool:
        """Whether it is still open if somebody belongs there ("at his confirmation hearing"); not to a party."""
        scene, end = self.arguments.scene, self.fit.ontology.entities[known]
        person = self.fit(self.arguments.mentions[subject], frozenset({scene.person or ""}))
        body = end.cls == scene.organisation and not end.demonyms
        last = max(self.arguments.mentions[index].begin for index in (subject, *named)) - self.passage.begin
        before = self.passage.text[self.sentence.start_char : max(last, self.sentence.start_char)]
        return person and body and CONFIRMING.search(before) is not None

    def is_party(self, known: str) -> bool:
        """Whether it is an organisation whose members have a word: of whom talk is that says nothing of anybody."""
        end = self.fit.ontology.entities[known]
        return bool(end.demonyms) and end.cls == self.arguments.scene.organisation

    def is_member(self, subject: int, party: int) -> bool:
        """Whether the words put somebody into the party: "Doe's Republican Party", "Doe won a Republican contest"."""
        holder, of = self._span(subject), self._span(party)
        if holder is None or of is None:
            return False
        first, last = sorted((holder, of), key=lambda span: span.start)
        if all(token.tag_ == "POS" or token.lower_ in OF_A_PARTY for token in self.passage.doc[first.end : last.start]):
            return True
        won = of.root
        while won.dep_ in ("compound", "nmod", "amod"):
            won = won.head
        does = won.head == holder.root.head or won.head.i == holder.end  # whatever the parser made of the subject
        return won != of.root and won.dep_ in ("dobj", "attr") and does

    def _first(self, name: int) -> Token:
        return next(token for token in self.sentence if self.arguments.name_at(self.passage, token) == name)

    def grants(self, *ends: int) -> bool:
        """Whether the clauses of the names stand, and no two are listed side by side.

        What is asked, denied or imagined takes nothing for granted, and lists are of equals ("Acme, Rocket and Bolt").
        """
        spans = [span for index in ends if (span := self._span(index)) is not None]
        roots = [span.root for span in spans]
        if len(roots) < len(ends) or any(root in roots[0].conjuncts for root in roots[1:]):
            return False
        if len(spans) > 1 and self._are_listed(*sorted(ends, key=lambda index: self.arguments.mentions[index].begin)):
            return False
        clauses = {token for root in roots for token in root.ancestors if token.pos_ in ("VERB", "AUX")}
        return all(map(_stands, (*roots, *sorted(clauses))))

    def _are_listed(self, *ends: int) -> bool:
        """Whether only names, commas and "and" stand between the names, whatever the parser says."""
        mentions = [self.arguments.mentions[index] for index in ends]
        first, last = (self.passage.span(mention.begin, mention.end) for mention in (mentions[0], mentions[-1]))
        if first is None or last is None or not are_alike(mentions[0], mentions[-1]):
            return False
        between = self.passage.doc[first.end : last.start]
        words = [token.lower_ for token in between if self.arguments.name_at(self.passage, token) is None]
        return "and" in words and set(words) <= LISTING

    def is_where(self, lexicalisation: Lexicalisation) -> bool:
        """Whether the predicate says where something is."""
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        return (lexicalisation.range or predicate.range) == frozenset({self.arguments.scene.place})

    def tells_where(self, subject: int, *named: int) -> bool:
        """Whether the names may say where: not of "a White House official", nor of a nation that acts."""
        scene, span = self.arguments.scene, self._span(subject)
        body = span is not None and self.fit(self.arguments.mentions[subject], frozenset({scene.organisation or ""}))
        member = body and span is not None and span.root.dep_ == "compound" and span.root.head.lemma_ in scene.roles
        return (
            not member
            and not any(self._acts(index, subject) for index in named)
            and all(self._is_same_clause(index, subject) for index in named)
        )

    def _is_same_clause(self, index: int, subject: int) -> bool:
        """Whether a nation and the region around it, which nobody leads, are named in one clause: not "X's president
        says that the East is on fire", nor "peace in the East, and X builds rockets"."""
        spans, led = (self._span(index), self._span(subject)), _led(self.fit.ontology)
        nation, region = (
            led.isdisjoint(self.arguments.mentions[end].candidates) == free
            for end, free in ((subject, False), (index, True))
        )
        if not (nation and region) or None in spans:
            return True
        verbs = [
            next((token for token in span.root.ancestors if token.pos_ in ("VERB", "AUX")), None)
            for span in spans
            if span is not None
        ]
        return verbs[0] == verbs[1]

    def _acts(self, index: int, subject: int) -> bool:
        """Whether a nation is spoken of as one who acts: "between the U.S. and Iran", "the U.S. Chamber"."""
        span = self._span(index)
        if span is None or not self.fit.is_country(self.arguments.mentions[index]):
            return False
        head = span.root.head
        named = span.root.dep_ in ("compound", "nmod") and head.pos_ == "PROPN"
        return head.lower_ in DEALING or (named and self.arguments.name_at(self.passage, head) != subject)

    def _span(self, index: int) -> Span | None:
        return self.passage.span(self.arguments.mentions[index].begin, self.arguments.mentions[index].end)

    def relation(self, lexicalisation: Lexicalisation, subject: int, end: int, known: str, number: int) -> Relation:
        """The claim; `number` tells it from other facts that the sentence touches."""
        predicate = self.fit.ontology.predicates[lexicalisation.predicate]
        trigger = self._first(subject)
        begin, stop = quote_span(self.passage, trigger, [self.arguments.mentions[index] for index in (subject, end)])
        return Relation(
            subject=subject,
            predicate=predicate.iri,
            object=end,
            rule=KNOWN,
            trigger=self.passage.offset(trigger),
            begin=begin,
            end=stop,
            confidence=lexicalisation.weight,
            domain=lexicalisation.domain or predicate.domain,
            range=lexicalisation.range or predicate.range,
            named=(self.arguments.mentions[subject].candidates[0], known),
            claim=number,
        )


def _led(ontology: Ontology) -> frozenset[str]:
    """What is known to have somebody at its head."""
    if ontology.digest not in _LED:
        _LED.clear()
        leading = {iri for iri, predicate in ontology.predicates.items() if predicate.past not in (None, iri)}
        facts = (fact for entity in ontology.entities.values() for fact in entity.facts)
        _LED[ontology.digest] = frozenset(other for stated, other in facts if stated in leading)
    return _LED[ontology.digest]


@lru_cache(maxsize=1024)  # the same clauses hold many pairs
def _stands(token: Token) -> bool:
    stance = standing(token)
    return stance.polarity == "affirmed" and stance.modality == "asserted"
