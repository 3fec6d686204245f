"""Relations: the ontology's lexicalisations matched over the dependency parse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Span, Token

from pipeline.extract.answers import expects_yes, is_granted, is_refused
from pipeline.extract.appositions import find_appositions
from pipeline.extract.arguments import FIRST_PERSON, MODIFIER, Arguments, part_of
from pipeline.extract.between import find_between, is_byline, is_met, is_of_body, is_venue
from pipeline.extract.closed_classes import JOINING, OCCASIONS
from pipeline.extract.companions import companions
from pipeline.extract.discipline import (
    TRAVELLING,
    are_joined,
    are_listed_apart,
    gets_somebody,
    is_able,
    is_adjacent,
    is_fired,
    is_first,
    is_interview,
    is_member_on,
    is_mutual,
    is_topic,
    is_visit,
    leaves_for,
    loses_somebody,
    makes_believe,
    moves_another,
    owns_one,
)
from pipeline.extract.fit import Fit
from pipeline.extract.known import find_known
from pipeline.extract.lexicon import Claim, Lexicon
from pipeline.extract.literals import as_literal
from pipeline.extract.nlp import Passage
from pipeline.extract.offices import find_offices
from pipeline.extract.other_senses import is_other_sense
from pipeline.extract.parts import compound_names
from pipeline.extract.prepositions import is_out
from pipeline.extract.questions import TAG
from pipeline.extract.quotes import quote_span, with_answer
from pipeline.extract.standing import in_its_time, standing
from pipeline.extract.syntax import fillers
from pipeline.extract.teams import is_team
from pipeline.extract.together import companies, paired, said_together
from pipeline.extract.voice import is_passive
from pipeline.extract.whereabouts import attempt, doers, is_seat, is_whereabouts, was_there
from pipeline.ontology import Lexicalisation
from pipeline.records import CALLER, SPEAKING, Mention, Relation, Vote

WORK = 0  # index of the mention that stands for the document's own work
REPORTING = frozenset(
    """say tell announce claim report argue explain write mention confirm
    state note reveal admit insist estimate""".split()
)
# One person's, never an organisation's; "your" is mostly anybody's.
SINGULAR = frozenset({"my", "mine", "his", "her", "hers", "your", "yours"})
TRADED = frozenset({"acquire", "buy", "sell"})  # what is done to houses, and to players
OCCASION = frozenset({"today", "tonight", "welcome", "episode", "episodes"})


def find_relations(arguments: Arguments, lexicon: Lexicon, classes: Mapping[str, frozenset[str]]) -> Iterator[Relation]:
    """Claims of the document. `classes`: squashed name -> classes that the detectors proposed for it anywhere."""
    return (relation for _, relation in find_claims(arguments, lexicon, classes))


def find_claims(arguments: Arguments, lexicon: Lexicon, classes: Mapping[str, frozenset[str]]) -> Iterator[Claim]:
    """The same with the lexicalisation that makes each."""
    claims = list(_find(arguments, lexicon, classes))
    told = {(relation.subject, relation.object) for lexical, relation in claims if not is_whereabouts(lexical)}
    held = {(relation.subject, relation.object) for lexical, relation in claims if lexical.kind == "office"}
    done = {(r.subject, r.predicate, r.object) for lexical, r in claims if lexical.kind == "verb"}
    acted = {(subject, object_) for subject, _, object_ in done}
    refused = [(begin, end) for begin, end, _ in _sentences(arguments, _is_taken_back)]
    granted = [(begin, end, expects_yes(question)) for begin, end, question in _sentences(arguments, is_granted)]
    for lexical, relation in claims:  # where somebody is tells nothing beside what they are there
        pair = relation.subject, relation.object
        if is_whereabouts(lexical) and pair in told:
            continue
        other = pair in acted and (pair[0], relation.predicate, pair[1]) not in done
        if lexical.kind == "preposition" and (pair in held or other):
            continue  # "wrote Kestrel in Rust": the verb says what "in" means
        if any(begin <= relation.trigger < end for begin, end in refused):
            yield lexical, replace(relation, polarity="denied")  # "You are at Acme, right?" - "No."
        elif relation.modality == "questioned":
            yield lexical, _answered(arguments, relation, granted)
        else:
            yield lexical, relation


def _sentences(
    arguments: Arguments, fits: Callable[[Sequence[Passage], Passage, Span], bool]
) -> Iterator[tuple[int, int, Span]]:
    """Reading spans of the sentences that fit, with the sentences."""
    passages = arguments.scene.passages
    for passage in passages:
        for sentence in passage.doc.sents:
            if fits(passages, passage, sentence):
                yield passage.begin + sentence.start_char, passage.begin + sentence.end_char, sentence


def _is_taken_back(passages: Sequence[Passage], passage: Passage, sentence: Span) -> bool:
    """Whether it is said with "right?" behind it, and answered with no."""
    return TAG.search(sentence.text) is not None and is_refused(passages, passage, sentence)


def _answered(arguments: Arguments, relation: Relation, granted: Iterable[tuple[int, int, bool]]) -> Relation:
    """The claim of a question as the answer leaves it: granted, or made of the very name that answers it.

    granted: reading spans of questions that are answered with yes, and whether "not" denies nothing there.
    """
    ends = [arguments.mentions[end] for end in (relation.subject, relation.object) if isinstance(end, int)]
    if any(mention.kind != "work" and mention.begin >= relation.end for mention in ends):
        return replace(relation, modality="asserted")  # "Who is the head of Acme?" - "Ann Lee."
    for begin, end, expected in granted:
        if begin <= relation.trigger < end and (relation.polarity == "affirmed" or expected):
            return replace(relation, modality="asserted", polarity="affirmed")
    return relation


def _find(arguments: Arguments, lexicon: Lexicon, classes: Mapping[str, frozenset[str]]) -> Iterator[Claim]:
    fit = Fit(lexicon.ontology, classes)
    for passage in arguments.scene.passages:
        for token in passage.doc:
            for pattern in lexicon.matches(token) if not arguments.is_in_name(passage, token) else ():
                yield from _claims(arguments, fit, passage, token, pattern.lexicalisation, pattern.rule)
            if token.dep_ == "poss" and not _is_title(token.head, lexicon) and not _is_modifier(token.head):
                for lexicalisation in lexicon.possessives:
                    yield from _claims(arguments, fit, passage, token, lexicalisation, "possessive")
    for company in companies(arguments) if lexicon.together else ():
        for word, lexicalisation in said_together(company, lexicon):
            pairs = paired(company, word, lexicalisation, fit)
            rule = "together" if lexicalisation.words == ("true",) else f"together:{word.lemma_.lower()}"
            yield from _stated(arguments, fit, company.passage, word, lexicalisation, rule, pairs)
    yield from find_offices(arguments, lexicon, fit)
    yield from find_appositions(arguments, lexicon, fit)
    yield from find_between(arguments, lexicon, fit)
    yield from compound_names(arguments, lexicon, fit)
    yield from find_known(arguments, lexicon, fit)


def _is_title(possessed: Token, lexicon: Lexicon) -> bool:
    """Whether a noun says what the name is to the possessor: "our partner X" and "Y's founder, X" are no possession."""
    titles = [child for child in possessed.children if child.dep_ in ("compound", "nmod", "appos", "amod")]
    if possessed.i + 1 < len(possessed.doc) and possessed.nbor().text == "-":
        return True  # the first half of "my co-founder"
    return any(lexicon.is_relational(noun) for noun in (possessed, *titles) if noun.pos_ in ("NOUN", "ADJ"))


def _claims(
    arguments: Arguments, fit: Fit, passage: Passage, trigger: Token, lexicalisation: Lexicalisation, rule: str
) -> Iterator[Claim]:
    predicate = fit.ontology.stated(lexicalisation.predicate)
    domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
    people = frozenset({arguments.scene.person})
    if lexicalisation.active and is_passive(trigger):
        return
    if trigger.lemma_ == "be" and (TRAVELLING.search(trigger.sent.text) or was_there(trigger, lexicalisation)):
        return  # "she was in Oslo on a trip", "I was in Oslo"
    if lexicalisation.domain_roles == ("subject",) and moves_another(arguments, trigger, domain):
        return  # "they moved the embassy to Jerusalem": they did not go there
    if lexicalisation.range_roles == ("object",) and any(
        test(trigger) for test in (is_interview, is_topic, is_first, makes_believe)
    ):
        return
    if lexicalisation.range_roles == ("from",) and people != domain and gets_somebody(trigger):
        return
    if (people != domain and loses_somebody(trigger)) or (people == domain and owns_one(trigger)):
        return
    if is_other_sense(arguments.scene, trigger, lexicalisation, domain, range_):
        return
    if arguments.scene.place in range_ and "into" in lexicalisation.range_roles and is_fired(trigger):
        return
    if lexicalisation.range_roles == ("to",) and is_visit(trigger):
        return
    if lexicalisation.range_roles == ("on",) and is_member_on(trigger):
        return
    if (
        "from" in lexicalisation.range_roles
        and arguments.scene.product in range_
        and leaves_for(arguments, passage, trigger)
    ):
        return
    if lexicalisation.domain_roles == ("to",) and lexicalisation.range_roles == ("subject",):
        given = fillers(trigger, "object")
        if any(arguments.name_at(passage, thing) is not None for thing in given):
            return  # "Acme donated the Rocket to Bolt": what it gave is no money
    subjects = list(_fill(arguments, fit, passage, trigger, lexicalisation, lexicalisation.domain_roles, domain))
    if not subjects:
        return
    objects = list(_fill(arguments, fit, passage, trigger, lexicalisation, lexicalisation.range_roles, range_))
    if lexicalisation.kind == "verb":
        subjects += companions(arguments, fit, passage, trigger, lexicalisation, lexicalisation.domain_roles, subjects)
        objects += companions(arguments, fit, passage, trigger, lexicalisation, lexicalisation.range_roles, objects)
    if people == domain and lexicalisation.domain_roles == ("object",):  # "Acme bought us": the house
        ours = ("us", "we") if trigger.lemma_ in TRADED else ("us",)
        subjects = _without(arguments, subjects, ours)
    if people == domain and trigger.lemma_ == "have":  # "one reason why we have insomnia": anybody
        subjects = _without(arguments, subjects, ("we",))
    if lexicalisation.kind == "verb" and trigger.lemma_ == "be" and arguments.scene.place in range_:
        if domain <= {arguments.scene.organisation, arguments.scene.place} and not is_seat(trigger):
            return
        if domain == {arguments.scene.place}:  # not "Ruritania is in Vulgaria", be it its army
            subjects = [end for end in subjects if not fit.is_country(arguments.mentions[end[0]])]
            objects = [end for end in objects if arguments.mentions[end[0]].begin > passage.offset(trigger)]
        if domain == people and is_seat(trigger):  # "we are in Oslo": the house
            subjects = _without(arguments, subjects, ("we",))
    pairs = [(s, o) for s in subjects for o in objects if s[0] != o[0]]
    if len(subjects) == len(objects) > 1 and any(word.lower_ == "respectively" for word in trigger.sent):
        pairs = list(zip(sorted(subjects), sorted(objects), strict=True))  # the first the first
    if lexicalisation.domain_roles == lexicalisation.range_roles:  # "a partnership between X and Y"
        mutual = is_mutual(trigger, lexicalisation.domain_roles)
        pairs = [(s, o) for s, o in pairs if mutual and s[0] < o[0] and are_joined(arguments, s[0], o[0])]
    else:  # what may be either end is neither: "sold seats to firms like X and Y"
        both = {index for index, _ in subjects} & {index for index, _ in objects}
        pairs = [(s, o) for s, o in pairs if not {s[0], o[0]} <= both]
    if lexicalisation.of_teams:
        nations = range_ == {arguments.scene.place}  # which have teams
        pairs = [
            (s, o)
            for s, o in pairs
            if (fit.is_country if nations else partial(is_team, fit.ontology))(arguments.mentions[o[0]])
        ]
    if lexicalisation.kind == "noun" and lexicalisation.range_roles == ("from", "at", "to"):
        ends = {o: passage.span(arguments.mentions[o].begin, arguments.mentions[o].end) for _, (o, _) in pairs}
        pairs = [(s, o) for s, o in pairs if (span := ends[o[0]]) is None or not is_of_body(span)]  # "left X's board"
    if lexicalisation.kind == "possessive":
        pairs = [(s, o) for s, o in pairs if not _is_set_apart(arguments, s[0], o[0])]
    if lexicalisation.kind == "preposition":
        if trigger.lower_ == "from" and any(noun.lower_ in OCCASIONS for noun in fillers(trigger, "complement")):
            return  # "Ann from the Acme meeting"
        if (trigger.lower_ == "at" and is_met(trigger.head)) or (trigger.lower_ == "with" and is_out(trigger.head)):
            return
        if domain == range_ and arguments.scene.product in range_ and arguments.name_at(passage, trigger.head) is None:
            return  # "Kestrel is a parser in Rust", unlike "Kestrel in Figma"
        if not is_whereabouts(lexicalisation) and lexicalisation.range_roles != ("actor",):
            pairs = [(s, o) for s, o in pairs if is_adjacent(arguments, passage, trigger, (s[0], o[0]))]
        if arguments.scene.place in range_:
            pairs = [(s, o) for s, o in pairs if not arguments.are_members(passage, s[0])]
            pairs = [(s, o) for s, o in pairs if not is_byline(arguments, passage, s[0])]
        venues = arguments.scene.organisation is not None and fit.ontology.is_a(arguments.scene.organisation, range_)
        pairs = [(s, o) for s, o in pairs if not (venues and _is_venue(arguments, passage, o[0]))]
    yield from _stated(arguments, fit, passage, trigger, lexicalisation, rule, pairs)


def _without(arguments: Arguments, ends: list[tuple[int, float]], words: tuple[str, ...]) -> list[tuple[int, float]]:
    """The ends of a claim but for those that are said by one of the words."""
    return [end for end in ends if arguments.mentions[end[0]].text.lower() not in words]


def _stated(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    trigger: Token,
    lexicalisation: Lexicalisation,
    rule: str,
    pairs: Iterable[tuple[tuple[int, float], tuple[int, float]]],
) -> Iterator[Claim]:
    """The claims that the pairs of mentions make, each with how direct it is."""
    predicate = fit.ontology.stated(lexicalisation.predicate)
    domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
    for (subject, near), (object_, far) in pairs:
        first, second = arguments.mentions[subject], arguments.mentions[object_]
        if first.kind != "name" and second.kind not in ("name", "work") and not _is_first_person(first, second):
            continue  # "it uses that": nothing to hold on to
        if "work" not in (first.kind, second.kind) and are_listed_apart(passage, first, second):
            continue
        claimed = predicate.iri
        if any(vote.detector == "house" for mention in (first, second) for vote in mention.votes):
            # "Jane, head of sales" heads a part of the house: of the house itself only the broader predicate holds
            claimed = next((parent for parent in predicate.parents if parent in fit.ontology.predicates), "")
            if not claimed:
                continue
        elif (
            lexicalisation.kind == "verb"
            and far < 1
            and second.kind == "name"
            and predicate.past not in (None, claimed)
        ):
            claimed = predicate.past  # "leads the research team at Acme": not Acme itself
        places = [mention for mention in (first, second) if mention.kind != "work"]
        begin, end = quote_span(passage, trigger, places)
        tried = attempt(trigger) if is_whereabouts(lexicalisation) else None
        stance = standing(tried or trigger, arguments.tokens(passage, places))
        answer = next((mention for mention in places if mention.begin >= end), None)
        if stance.modality == "questioned" and answer is not None:
            stance = replace(stance, modality="asserted")  # "Who makes it? That's Acme": the answer is no question
            begin, end = with_answer(arguments.scene.passages, passage, (begin, end), answer)
        if lexicalisation.denied:
            if stance.polarity != "denied" or stance.modality == "questioned":
                continue
            stance = replace(stance, polarity="affirmed", modality="asserted")
        claimed, stance = in_its_time(fit.ontology.stated(claimed), stance)
        if WORK in (subject, object_) and stance.modality == "planned":
            stance = replace(stance, modality="asserted")  # "today we will talk to X" is done by saying it
        if stance.modality == "planned" and is_able(trigger):
            stance = replace(stance, modality="asserted")
        yield (
            lexicalisation,
            Relation(
                subject=subject,
                predicate=claimed,
                object=as_literal(second, range_) or object_,
                rule=rule,
                trigger=passage.offset(trigger),
                begin=begin,
                end=end,
                confidence=round(lexicalisation.weight * near * far, 4),
                polarity=stance.polarity,
                modality=stance.modality,
                tense=stance.tense,
                when=stance.when,
                attributed_to=_attribution(arguments, passage, trigger),
                domain=domain,
                range=range_,
            ),
        )


def _is_venue(arguments: Arguments, passage: Passage, index: int) -> bool:
    mention = arguments.mentions[index]
    span = passage.span(mention.begin, mention.end) if mention.kind == "name" else None
    return span is not None and is_venue(span)


def _is_set_apart(arguments: Arguments, one: int, other: int) -> bool:
    """Whether a dash or colon parts the two: "The Talk: Jane Doe's next fight", "Jane's Hour - Best of Jane"."""
    first, second = sorted((arguments.mentions[one], arguments.mentions[other]), key=lambda mention: mention.begin)
    return re.search(r" [-–—|] |:", arguments.scene.document.text[first.end : second.begin]) is not None


def _is_first_person(*mentions: Mention) -> bool:
    return any(mention.text.lower() in FIRST_PERSON for mention in mentions) and any(
        mention.kind == "nominal" or mention.text.lower() == "it" for mention in mentions
    )


def _fill(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    trigger: Token,
    lexicalisation: Lexicalisation,
    roles: tuple[str, ...],
    wanted: frozenset[str],
) -> Iterator[tuple[int, float]]:
    seen: set[int] = set()
    unnamed: list[Token] = []
    people = frozenset({arguments.scene.person or ""})
    subject = lexicalisation.domain or fit.ontology.stated(lexicalisation.predicate).domain
    things = bool(subject) and subject.isdisjoint({arguments.scene.person, arguments.scene.organisation})
    holds = partial(arguments.holds, passage, trigger)  # "the Gaza city of X": in which the noun belongs to the name
    for role in roles:
        if role == "work":
            if fit(arguments.mentions[WORK], wanted) and _speaks_of_work(arguments, passage, trigger):
                seen.add(WORK)
                yield WORK, 1.0
            continue
        possessor = lexicalisation.kind == "possessive" and role == "possessor"
        thing = role == "possessor" and things  # "my podcast" is not my employer's
        for token in (trigger,) if possessor else _fillers(arguments, passage, trigger, role):
            if token == trigger and not possessor:
                continue
            if role == "modifier" and _is_parted(token, trigger):
                continue
            found = arguments.modifying if role == "modifier" else arguments.denoted
            denoted = [end for end in found(passage, token) if role != "modifier" or not holds(end[0])]
            if role == "modifier" or lexicalisation.kind == "verb":  # "my Republican colleagues": they are of the party
                denoted = [end for end in denoted if not arguments.is_party(end[0])]
            if role == "with" and token.lower_ in ("that", "this"):
                continue  # "with that in mind, they teamed up"
            house = arguments.house_beside(passage, token)
            if house is not None and fit(arguments.mentions[house], wanted):
                denoted = [(house, MODIFIER)]
            many = next((noun for noun in (token, *part_of(token)) if noun.tag_ in ("NNS", "NNPS")), None)
            if not denoted and many is not None:
                unnamed.append(many)
            for index, factor in denoted:
                if (
                    (possessor or thing)
                    and arguments.mentions[index].text.lower() in SINGULAR
                    and not _takes_person(arguments, wanted)
                ):
                    continue  # "my husband": I am no organisation
                if possessor and wanted == people and arguments.mentions[index].text.lower() == "your":
                    continue  # "they treat your depression": anybody's
                possessed = lexicalisation.kind == "possessive" and role == "possessed"
                if possessed and factor == MODIFIER:
                    continue  # "our YouTube channel": the channel is ours
                if role == "possessed" and factor < 1 and trigger.tag_ == "PRP$" and wanted == people:
                    continue  # "our old friend Jane", "their heroes, Jane and Joe": they do not work for us
                if possessed and token.dep_ == "attr" and token.lemma_.lower() not in arguments.scene.class_nouns:
                    continue  # "Acme is twice our size"
                own = role == "possessed" and any(child.lower_ == "own" for child in token.children)
                if own and (wanted != people or (trigger.tag_ == "PRP$" and trigger.lower_ != "our")):
                    continue  # "its own Rocket": another that is like it, unlike "Acme's own Jane Doe"
                if index not in seen and fit(arguments.mentions[index], wanted):
                    if role == "object" and _owns_name(arguments, passage, index):
                        continue  # "joins Acme's Jane Doe": not Acme
                    if role == "object" and trigger.lemma_ in JOINING and token.lemma_ in arguments.scene.agents:
                        continue  # "joined the board of Acme": not Acme itself
                    seen.add(index)
                    yield index, factor
    if seen or lexicalisation.kind not in ("verb", "noun", "possessive"):
        return
    if "bearer" in roles and trigger.tag_ == "NNS":
        unnamed.append(trigger)  # "our investors, including X and Y"
    for token in unnamed:
        for index, factor in arguments.examples(passage, token):
            if index not in seen and fit(arguments.mentions[index], wanted):
                seen.add(index)
                yield index, factor
    if not seen and "possessor" in roles and lexicalisation.kind == "noun":
        detector = _implied_owner(trigger) or (CALLER if lexicalisation.implied else None)
        if detector:  # "the founder and CEO": of what, the text around must say
            votes = tuple(Vote(cls, detector, 0.5, f"what has a {trigger.text}") for cls in sorted(wanted))
            yield arguments.add_nominal(passage, trigger, votes), 0.8


def _is_modifier(name: Token) -> bool:
    """Whether a name only says which of the things are meant: "the court's Doe and Roe rulings"."""
    return name.dep_ in ("nmod", "compound") and name.head.pos_ == "NOUN" and name.head.text.islower()


def _fillers(arguments: Arguments, passage: Passage, trigger: Token, role: str) -> tuple[Token, ...]:
    whereabouts = role == "actor" and trigger.dep_ == "prep"
    return doers(arguments, passage, trigger) if whereabouts else fillers(trigger, role)


def _is_parted(modifier: Token, noun: Token) -> bool:
    """Whether a comma and a word in small letters stand between: "the Austin, Texas, fire, ... company Acme"."""
    between = modifier.doc[modifier.i + 1 : noun.i]
    return any(token.text == "," and token.nbor().text.islower() for token in between)


def _owns_name(arguments: Arguments, passage: Passage, index: int) -> bool:
    """Whether the name is the possessor of another name."""
    owned = arguments.owned(passage, index)
    return owned is not None and arguments.name_at(passage, owned) not in (None, index)


def _takes_person(arguments: Arguments, wanted: frozenset[str]) -> bool:
    person = arguments.scene.person
    return person is not None and arguments.scene.ontology.is_a(person, wanted)


def _speaks_of_work(arguments: Arguments, passage: Passage, trigger: Token) -> bool:
    """Whether the sentence is about the document's own show: in its description, or "today", "this episode"."""
    segment = arguments.scene.document.segment_at(passage.offset(trigger))
    if segment is not None and segment.kind == "context":
        return True
    work = arguments.scene.ontology.class_of_ner("WORK_OF_ART")
    return any(
        token.lower_ in OCCASION or arguments.scene.class_nouns.get(token.lemma_.lower()) == work
        for token in trigger.sent
    )


def _implied_owner(noun: Token) -> str | None:
    """Who, if nobody is named, has what a relational noun means: "nominal" somebody just named, "house" and
    SPEAKING the speakers.

    "the founder and CEO" describes a name and lacks its complement; so does the title in "Jane, Head of Sales".
    """
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == noun.pos_:
        first = first.head
    determiners = {child.lower_ for child in first.children if child.dep_ == "det"}
    prepositions = {child.lower_ for child in noun.children if child.dep_ == "prep"}
    if "the" in determiners and first.dep_ in ("appos", "attr") and not prepositions:
        return "nominal"
    if determiners == {"the"} and not prepositions and noun.dep_ == "nsubj" and noun.head.lemma_ in ("be", "come"):
        return SPEAKING  # "the back end is X": of what else is not said
    if first.dep_ == "appos" and not determiners and prepositions == {"of"}:
        return "house"
    return None


def _attribution(arguments: Arguments, passage: Passage, trigger: Token) -> int | None:
    """The named source: the subject of a reporting verb whose content the trigger's clause is, or "according to X"."""
    for ancestor in (trigger, *trigger.ancestors):
        if ancestor.dep_ == "ccomp" and ancestor.head.lemma_ in REPORTING:
            for child in ancestor.head.children:
                if child.dep_ == "nsubj":
                    return arguments.name_at(passage, child)
        for child in ancestor.children:  # "according to X": a participle with its own preposition
            if child.lower_ == "according":
                for source in (pobj for to in child.children for pobj in to.children if pobj.dep_ == "pobj"):
                    return arguments.name_at(passage, source)
    return None
