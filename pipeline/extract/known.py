"""Facts of the ontology that a sentence touches: it names both ends, or one and somebody who turns out to be the other.

"Acme was a huge hit with the Rocket", "as for our Rocket": nobody says in so many words who makes it, but where it is
known, whoever speaks of both takes it for granted. What the sentence names without knowledge says nothing. This is
distant supervision (Mintz et al. 2009) turned round: the known fact is the claim, the sentence its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from spacy.tokens import Span

from pipeline.extract.arguments import FIRST_PERSON, THIRD_PERSON, Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.nlp import Passage
from pipeline.extract.quotes import quote_span
from pipeline.extract.standing import standing
from pipeline.ontology import Lexicalisation
from pipeline.records import Relation

PRONOUNS = FIRST_PERSON | THIRD_PERSON


def find_known(arguments: Arguments, lexicon: Lexicon, fit: Fit, said: Iterable[Relation]) -> Iterator[Claim]:
    """Claims of kind "known", except between names of which the words themselves say something of the kind, or doubt it.

    Who "we" or "they" are is settled later; a reading by which it is another is dropped. said: what the words claim.
    """
    if not lexicon.known:
        return
    numbers = count(1)
    spoken: dict[tuple[int, object], list[Relation]] = defaultdict(list)
    for relation in said:
        spoken[relation.subject, relation.object].append(relation)
        spoken[relation.object, relation.subject].append(relation)  # type: ignore[index]
    for passage in arguments.scene.passages:
        for sentence in passage.doc.sents:
            names = _names(arguments, passage, sentence)
            for subject in names:
                for lexicalisation, other in _facts(arguments, lexicon, fit, subject):
                    ends = [index for index in names if other in arguments.mentions[index].candidates]
                    number = next(numbers)
                    for end in ends[:1] or _pronouns(arguments, passage, sentence, fit, lexicalisation):
                        if _is_open(fit, lexicalisation, spoken[subject, end]) and _is_granted(
                            arguments, passage, subject, end
                        ):
                            yield lexicalisation, _relation(arguments, passage, lexicalisation, subject, end, other, number)


def _names(arguments: Arguments, passage: Passage, sentence: Span) -> list[int]:
    """Mentions of names in the sentence, without tags ("#acme") and words for what belongs to a name ("Ruritanian")."""
    found = dict.fromkeys(arguments.name_at(passage, token) for token in sentence)
    return [
        index
        for index in found
        if index is not None
        and arguments.scene.document.text[arguments.mentions[index].begin - 1 : arguments.mentions[index].begin] != "#"
        and not any(vote.detector == "demonym" for vote in arguments.mentions[index].votes)
    ]


def _facts(
    arguments: Arguments, lexicon: Lexicon, fit: Fit, subject: int
) -> Iterator[tuple[Lexicalisation, str]]:
    """What is known of the name's first sense that may be taken for granted, with the entity it leads to."""
    ontology = arguments.scene.ontology
    for iri in arguments.mentions[subject].candidates[:1]:
        for lexicalisation in lexicon.known:
            if fit(arguments.mentions[subject], lexicalisation.domain or ontology.predicates[lexicalisation.predicate].domain):
                for other in ontology.known(iri, lexicalisation.predicate):
                    if other in ontology.entities and ontology.is_a(ontology.entities[other].cls, lexicalisation.range):
                        yield lexicalisation, other


def _pronouns(
    arguments: Arguments, passage: Passage, sentence: Span, fit: Fit, lexicalisation: Lexicalisation
) -> Iterator[int]:
    if "pronoun" not in lexicalisation.range_roles:
        return
    wanted = lexicalisation.range or fit.ontology.predicates[lexicalisation.predicate].range
    for token in sentence:
        if token.lower_ in PRONOUNS and token.pos_ == "PRON":
            for index, _ in arguments.denoted(passage, token):
                if fit(arguments.mentions[index], wanted):
                    yield index


def _is_open(fit: Fit, lexicalisation: Lexicalisation, said: list[Relation]) -> bool:
    """Whether the words neither say it, or something narrower, nor put anything about the two in doubt."""
    for relation in said:
        if relation.polarity != "affirmed" or relation.modality != "asserted":
            return False
        if lexicalisation.predicate in {relation.predicate} | fit.ontology.wider(relation.predicate):
            return False
    return True


def _is_granted(arguments: Arguments, passage: Passage, *ends: int) -> bool:
    """Whether the clauses of both stand: what is asked, denied or imagined takes nothing for granted."""
    for index in ends:
        mention = arguments.mentions[index]
        span = passage.span(mention.begin, mention.end)
        if span is None:
            return False
        verbs = [token for token in (span.root, *span.root.ancestors) if token.pos_ in ("VERB", "AUX")]
        for token in (span.root, *verbs):
            stance = standing(token)
            if stance.polarity != "affirmed" or stance.modality != "asserted":
                return False
    return True


def _relation(
    arguments: Arguments,
    passage: Passage,
    lexicalisation: Lexicalisation,
    subject: int,
    end: int,
    other: str,
    number: int,
) -> Relation:
    ontology, ends = arguments.scene.ontology, [arguments.mentions[subject], arguments.mentions[end]]
    predicate = ontology.predicates[lexicalisation.predicate]
    span = passage.span(ends[0].begin, ends[0].end)
    assert span is not None  # noqa: S101 - the subject was read out of this passage
    begin, stop = quote_span(passage, span.root, ends)
    return Relation(
        subject=subject,
        predicate=predicate.iri,
        object=end,
        rule="known",
        trigger=passage.offset(span.root),
        begin=begin,
        end=stop,
        confidence=lexicalisation.weight,
        domain=lexicalisation.domain or predicate.domain,
        range=lexicalisation.range or predicate.range,
        named=("", ontology.entities[other].label),
        claim=number,
    )
