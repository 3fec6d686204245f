"""The houses of offices: named before, behind or by whoever holds them, and what the parse says whose they are."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.closed_classes import OCCASIONS, REPORTERS
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage
from pipeline.extract.office_limits import is_portfolio, nation_of
from pipeline.extract.office_runs import SCHOLARS, Fillers, Office, OfficeRuns
from pipeline.extract.syntax import fillers
from pipeline.extract.tenses import FORMER
from pipeline.records import GUEST, SPEAKING, Vote

MISSIONS = REPORTERS | {"envoy", "ambassador"}
COLLEAGUES = REPORTERS | {"colleague"}  # those whom a channel calls its own
SINGULAR = frozenset("my mine his her hers your yours".split())  # a person's
PERSONAL = frozenset("i he she who we they you".split())


class Houses:
    """Finds where the offices of one document are held."""

    def __init__(self, words: OfficeRuns) -> None:
        """The words are those of the document's offices."""
        self.words = words
        self.arguments: Arguments = words.arguments
        self.fit: Fit = words.fit
        self.person = frozenset({words.arguments.scene.person or ""})
        self.ours: tuple[Span, Fillers] | None = None  # the last sentence of "our correspondent", and whose that is

    def serves(self, office: Office) -> bool:
        """Whether a minister: who is in the service of a nation and does not lead it."""
        predicates = self.fit.ontology.predicates
        places = [lex for lex in office.lexicalisations if self.arguments.scene.place in self.words.house_classes(lex)]
        return bool(places) and all(predicates[lex.predicate].past == lex.predicate for lex in places)

    def stated(self, passage: Passage, office: Office) -> Fillers:
        """The houses behind the office; "ambassador to X", "envoy for X" say where, not for whom."""
        behind = passage.doc[office.end].lower_ if office.end < len(passage.doc) else ""
        word = passage.doc[office.end - 1].lemma_.lower()
        abroad = behind == "to" or (behind in ("for", "in") and word in MISSIONS - REPORTERS)
        abroad |= behind == "for" and word in REPORTERS
        place = frozenset({self.arguments.scene.place or ""})
        away = any(self.fit(self.arguments.mentions[i], place) for i, _ in office.houses)
        return () if abroad and (away or word in MISSIONS - REPORTERS) else office.houses

    def behind(self, passage: Passage, run: list[Office], holders: Fillers) -> Fillers:
        """ "The principal Jane Doe of the Price School": the house behind the holder."""
        doc, at = passage.doc, run[-1].stop
        end = doc[run[0].start].sent.end
        owned = run[0].start > 0 and doc[run[0].start - 1].tag_ == "PRP$"
        if owned and any(lexicalisation.implied for lexicalisation in run[-1].lexicalisations):
            return ()  # "she met her co-founder Jane Doe at Acme"
        while at < end and self.arguments.name_at(passage, doc[at]) in {index for index, _ in holders}:
            at += 1
        if at < end and at > run[-1].stop and doc[at].lower_ in ("of", "at", "from", "with"):
            houses, after = self.words.names(passage, at + 1, end)
            met = doc[at].lower_ in ("at", "from", "with") and doc[at].head.pos_ == "VERB"
            occasion = after < end and doc[after].lemma_.lower() in OCCASIONS
            return () if met or occasion else houses  # "to meet President Doe at X", "Senator Doe from the X meeting"
        return ()

    def is_person(self, index: int) -> bool:
        """Whether the mention may be of a person: a name, a pronoun, a guest."""
        mention = self.arguments.mentions[index]
        if mention.kind == "pronoun":
            return mention.text.lower() in PERSONAL or any(vote.detector == GUEST for vote in mention.votes)
        named = mention.kind == "name" and bool(mention.votes) and not self.words.is_office(index)
        return named and self.fit(mention, self.person)

    def before(self, passage: Passage, office: Office) -> Fillers:
        """ "Acme CEO", "Acme's CEO", "the Chilean president"."""
        doc = passage.doc
        begin = doc[office.start].sent.start
        at = self.modifier(passage, office, office.start)
        if self.party(passage, office) is not None:
            at = self.modifier(passage, office, at)  # "New York's Republican governor"
        if at < begin or doc[office.start].text == "-":
            return ()  # "the prize-winning economist"
        if place := self.arguments.demonym(doc, at, titled=doc[office.start].text[0].isupper()):
            return ((self.arguments.belonging(passage, doc, at, place), 1.0),)
        index = self.arguments.name_at(passage, doc[at])
        if index is not None and doc[office.end - 1].lemma_.lower() in MISSIONS:
            while at >= begin and self.arguments.name_at(passage, doc[at]) == index:
                at -= 1  # "Acme News Middle East correspondent"
            at -= at >= begin and doc[at].tag_ == "POS"  # "Acme News' Senate reporter"
            outer = self.arguments.name_at(passage, doc[at]) if at >= begin else None
            if outer is not None or self._is_region(index):
                index = outer
        if index is not None and self.serves(office) and is_portfolio(self.arguments, passage, office, index):
            at = before_house(self.arguments, passage, at)
            place = self.arguments.demonym(doc, at, titled=True) if at >= begin else None
            return ((self.arguments.belonging(passage, doc, at, place), 1.0),) if place else ()
        if index is not None and not self.is_person(index):
            return ((index, 1.0),)
        return nation_of(self.arguments, index) if index is not None and doc[office.start - 1].tag_ == "POS" else ()

    def modifier(self, passage: Passage, office: Office, at: int) -> int:
        """Where what stands in front of the token ends, without an apostrophe or "former"."""
        doc, begin = passage.doc, passage.doc[office.start].sent.start
        at -= 1
        while at >= begin and doc[at].lower_ in FORMER:
            at -= 1
        return at - (at >= begin and doc[at].tag_ == "POS")

    def party(self, passage: Passage, office: Office) -> int | str | None:
        """The mention or the IRI of the party that an adjective in front names: "the Republican governor"."""
        doc, at = passage.doc, self.modifier(passage, office, office.start)
        if at < doc[office.start].sent.start:
            return None
        titled = doc[office.start].text[0].isupper() or self._is_political(passage, office)
        if iri := self.arguments.demonym(doc, at, titled=titled):
            return iri if self.fit.ontology.entities[iri].cls == self.arguments.scene.organisation else None
        named = self.arguments.name_at(passage, doc[at])
        return named if named is not None and self.arguments.is_party(named) else None

    def _is_political(self, passage: Passage, office: Office) -> bool:
        """Whether those who hold it sit in a parliament or govern, as members of parties do."""
        place = self.arguments.scene.place
        governs = any(place in self.words.house_classes(lexicalisation) for lexicalisation in office.lexicalisations)
        return governs or passage.doc[office.start : office.end].text.casefold() in self.words.lexicon.titled

    def _is_region(self, index: int) -> bool:
        """Whether the name is of a place that sends nobody."""
        mention = self.arguments.mentions[index]
        place = bool(mention.votes) and mention.votes[0].cls == self.arguments.scene.place
        return place and not self.fit.is_country(mention)

    def _is_house(self, passage: Passage, token: Token) -> bool:
        """Whether the token is in a name of what may be a house."""
        index = self.arguments.name_at(passage, token)
        return index is not None and self.fit(
            self.arguments.mentions[index], frozenset({self.arguments.scene.organisation or ""})
        )

    def by_parse(self, passage: Passage, office: Office, run: list[Office], implied: bool, behind: bool) -> Fillers:
        """Whose the office is by the parse: "our CEO", "the company's founder"; else a house just named or speaking."""
        head = passage.doc[office.end - 1]
        taught = range(office.end, office.stop if head.lemma_.lower() in SCHOLARS else office.end)
        words = [word for word in fillers(head, "possessor") if word.lower_ not in SINGULAR and word.i not in taught]
        words = [word for word in words if not office.start <= word.i < office.end]  # "White House correspondent"
        words = [
            word for word in words if word.i < head.i or word.dep_ not in ("compound", "nmod")
        ]  # "and Acme fellow"
        found = [pair for token in words for pair in self.arguments.denoted(passage, token)]
        before = passage.doc[office.start - 1] if office.start > head.sent.start else head
        if len(run) == 1 and head.lemma_.lower() in COLLEAGUES and before.lower_ in ("our", "my"):
            theirs = (Vote(self.arguments.scene.organisation or "", "channel", 0.5, f"whose {head.text}"),)
            self.ours = head.sent, ((self.arguments.add_nominal(passage, before, theirs, "pronoun"), 0.9),)
            return self.ours[1]
        alone = not any(self._is_house(passage, token) for token in head.sent)
        if implied and alone and before.lower_ == "my" and head.lower_.startswith(("co-", "cofounder")):
            ours = (Vote(self.arguments.scene.organisation or "", SPEAKING, 0.5, f"what has a {head.text}"),)
            mine = self.arguments.add_nominal(passage, before, ours, "pronoun")  # "my co-founder" is of my house
            return ((mine, 0.9),)
        if passage.doc[office.start].text == "-":
            return ()  # "the prize-winning economist"
        if head.lemma_.lower() in MISSIONS:
            found = [(index, sure) for index, sure in found if not self._is_region(index)]
        wanted = [self.words.house_classes(lexicalisation) for lexicalisation in office.lexicalisations]
        mentions = self.arguments.mentions
        if owners := tuple((i, 0.95 * sure) for i, sure in found if any(self.fit(mentions[i], of) for of in wanted)):
            return owners
        first = passage.doc[run[0].start]
        article = first.nbor(-1).lower_ if first.i > first.sent.start else ""
        if not implied or head.tag_ in ("NNS", "NNPS") or article in ("a", "an"):
            return ()
        of_place = any(self.arguments.scene.place in self.words.house_classes(lex) for lex in office.lexicalisations)
        if (article != "the" and not behind and of_place) or (article == "the" and office.topic):
            return ()  # "President Doe": of what, the title does not say; "the president of peace"
        detector = "nominal" if article == "the" else "house"
        classes = frozenset(cls for lex in office.lexicalisations for cls in self.words.house_classes(lex))
        votes = tuple(Vote(cls, detector, 0.5, f"what has a {head.text}") for cls in sorted(classes))
        return ((self.arguments.add_nominal(passage, head, votes), 0.8),)


def before_house(arguments: Arguments, passage: Passage, at: int) -> int:
    """The token before the house (a name or an adjective) that ends at the token."""
    doc = passage.doc
    if doc[at].tag_ == "POS":
        at -= 1
    index = arguments.name_at(passage, doc[at])
    while at > 0 and (
        arguments.name_at(passage, doc[at]) == index if index is not None else arguments.demonym(doc, at)
    ):
        at -= 1
    return at
