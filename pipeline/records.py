"""Every record that crosses a stage boundary: the nouns of talkgraph.

All are frozen and hold plain values, tuples and other records, never objects of spaCy, rdflib or networkx.
Offsets are half-open and count characters. "Reading" offsets point into `Document.text`, "raw" offsets into
`Document.raw`. Times are seconds from the start of the recording.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

SegmentKind = Literal["context", "speech"]
MentionKind = Literal["name", "nominal", "pronoun", "work", "literal"]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "planned", "hypothetical", "questioned"]
Tense = Literal["present", "past"]
Window = Literal["sentence", "turn"]
GUEST = "guest"  # the detector of what stands for the only guest, whom a title announces without a name
CALLER = "caller"  # the detector of what stands for the house whose occasion the document is
SPEAKING = "speaking"  # the detector of what stands for the house that whoever speaks belongs to
POSSESSIVE = "possessive"  # the rule of "Acme's Jane Doe", "our army"
BY_NAME = "name"  # the rule of claims that rest on a name alone ("Acme Cloud" is Acme's): nobody said them
KNOWN = "known"  # the rule of a claim that the ontology makes and a sentence only touches
BY_MODEL = "llm:"  # what the rule of a claim begins with that a language model proposed; the model's name follows


# --- ingest: Source -> Document


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. `name` is the bare file name: no path of one machine reaches the output."""

    name: str
    format: str
    digest: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of reading text and the raw text it was made from.

    Equal lengths mean a copy, letter by letter (𝐛 is copied as b).
    """

    begin: int
    end: int
    raw_begin: int
    raw_end: int

    @property
    def verbatim(self) -> bool:
        """Whether the stretch is copied letter by letter."""
        return self.end - self.begin == self.raw_end - self.raw_begin


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of reading text with one time and one speaker; `context` is a header, description or credits.

    affiliation: what the speaker's label says besides the name ("Acme", "CEO, Acme", "partner at Acme"), as written.
    field: of context, the name of the field whose value it gives, in lower case: a key of front matter ("title",
        "guests name"), the label of its line or the heading above it ("host", "executive producers"), or "show" and
        "description" whatever the file calls them. Labels of lines are part of the text, keys of front matter are not.
    listing: context that only lists what is talked of or linked (chapters, links, tags): no names are taken from it.
    """

    begin: int
    end: int
    kind: SegmentKind = "speech"
    start: float | None = None
    stop: float | None = None
    speaker: str | None = None
    affiliation: str | None = None
    field: str = ""
    listing: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it is read.

    raw: the decoded file (no byte-order mark, line ends as they are), never rewritten.
    text: the clean reading text. Each line is one block (a header line, a paragraph, a speaker's turn): sentences
        run across cues and source lines but never across a line of the reading text.
    runs: sorted by `begin`, not overlapping; characters between two runs (joining spaces, newlines) have no source.
    segments: sorted by `begin`, not overlapping.
    alerts: those of the warnings that are told even where nothing else is: another language, text that is not read.
    """

    id: str
    source: Source
    raw: str
    text: str
    runs: tuple[Run, ...]
    segments: tuple[Segment, ...]
    title: str | None = None
    date: str | None = None
    url: str | None = None
    language: str = "en"
    metadata: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()

    def raw_span(self, begin: int, end: int) -> tuple[int, int]:
        """The smallest raw span that holds the reading span; (0, 0) where nothing of it has a source."""
        touched = self.runs[max(0, self._run_before(begin)) : self._run_before(end - 1) + 1]
        touched = tuple(run for run in touched if run.begin < end and run.end > begin)
        if not touched:
            return 0, 0
        first, last = touched[0], touched[-1]
        raw_begin = first.raw_begin + max(0, begin - first.begin) if first.verbatim else first.raw_begin
        raw_end = last.raw_end - max(0, last.end - end) if last.verbatim else last.raw_end
        return raw_begin, raw_end

    def _run_before(self, offset: int) -> int:
        """Index of the last run that begins at or before `offset`; -1 where there is none."""
        return bisect_right(self.runs, offset, key=lambda run: run.begin) - 1

    def time_at(self, offset: int) -> float | None:
        """Seconds at which the reading offset is said, estimated by the share of its segment's characters before it."""
        segment = self.segment_at(offset)
        if segment is None or segment.start is None:
            return None
        if segment.stop is None or segment.end <= segment.begin:
            return segment.start
        share = min(1.0, (offset - segment.begin) / (segment.end - segment.begin))
        return round(segment.start + share * (segment.stop - segment.start), 2)

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds the reading offset, or the last one before it."""
        index = bisect_right(self.segments, offset, key=lambda segment: segment.begin) - 1
        return self.segments[index] if index >= 0 else None


# --- extract: Document -> Extraction


@dataclass(frozen=True, slots=True)
class Vote:
    """One detector's opinion that a mention belongs to a class, with its weight (0 to 1) and reason."""

    cls: str
    detector: str
    weight: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of reading text that may denote an entity.

    candidates: IRIs of gazetteer entities that have this spelling among their labels.
    kind: "work" stands for the document's own work (the show), which no words need to name; "literal" is a date, number
        or text, of which `votes` name the datatypes and `value` gives the lexical form.
    meant: the name that was misheard here, as the document spells it elsewhere; empty where it was heard right.
    """

    begin: int
    end: int
    text: str
    kind: MentionKind = "name"
    votes: tuple[Vote, ...] = ()
    candidates: tuple[str, ...] = ()
    meant: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its property (5.4e11 parameters, 0.9 seconds), or another literal as it is written.

    datatype: IRI, given where the value is no number; a date may be of a day, a month or a year.
    """

    value: float | str
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim between mentions (indices into `Extraction.mentions`) or from a mention to a quantity.

    rule: the construction and word that matched, e.g. "verb:develop". trigger: reading offset of that word.
    begin, end: reading span of the words that say it (the sentence, or the part of a long one around the arguments).
    domain, range: classes of which subject and object must be; empty means any.
    tense: past where it held once ("former"). role: the office as said. when: the dates that the words give, as said.
    named: what whoever claims it calls subject and object, or the IRIs of known entities; what the mentions turn out to
        denote must agree. Empty where nobody says.
    explained: names elsewhere that whoever claims it gives for pronouns at the ends, for where nothing else tells.
    claim: number of the claim that this is one reading of, of which the surest counts; 0 where there are no others.
    """

    subject: int
    predicate: str
    object: int | Quantity
    rule: str
    trigger: int
    begin: int
    end: int
    confidence: float
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    attributed_to: int | None = None
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    tense: Tense = "present"
    role: str = ""
    when: str = ""
    named: tuple[str, str] = ("", "")
    explained: tuple[int | None, int | None] = (None, None)
    claim: int = 0


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was considered and refused, and why. `begin` is a raw offset in the document."""

    document: str
    what: str
    reason: str
    begin: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A reading span beside the subject of the talk. kind: as the ontology calls it, e.g. "advert"."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says, before anyone decides which mentions denote the same thing.

    sentences: reading spans, sorted. asides: sorted, not overlapping.
    """

    document: Document
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    rejections: tuple[Rejection, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    words: int = 0
    asides: tuple[Aside, ...] = ()

    def aside_at(self, offset: int) -> str:
        """The kind of aside that holds the reading offset; empty where none does."""
        index = bisect_right(self.asides, offset, key=lambda aside: aside.begin) - 1
        return self.asides[index].kind if index >= 0 and offset < self.asides[index].end else ""


# --- resolve: Extraction -> Resolution


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where an entity is named: raw offsets and the words as they stand there. aside: its kind, if in one."""

    document: str
    begin: int
    end: int
    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A real-world thing. aliases: correct variants; heard: misspellings and mis-hearings. Both sorted."""

    iri: str
    label: str
    cls: str
    aliases: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    reason: str = ""
    salience: float = 0.0

    def aside(self, document: str | None = None) -> str:
        """The kind of aside that all its mentions (in the document) stand in, the first of several; empty if none."""
        kinds = [place.aside for place in self.occurrences if document in (None, place.document)]
        return min(kinds) if kinds and all(kinds) else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where and how a fact was said. begin, end: raw offsets; quote: the reading text of that span.

    tense, role, when: see `Relation`.
    """

    document: str
    begin: int
    end: int
    quote: str
    rule: str
    confidence: float
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    start: float | None = None
    stop: float | None = None
    speaker: str | None = None
    attributed_to: str | None = None
    aside: str = ""
    tense: Tense = "present"
    role: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject and predicate IRI; the object is an entity's IRI or a quantity."""

    subject: str
    predicate: str
    object: str | Quantity


@dataclass(frozen=True, slots=True)
class Statement:
    """One triple said once."""

    triple: Triple
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document. begin, end: reading offsets; speaker: as in `Evidence`."""

    document: str
    begin: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one document says about entities. sentences: sorted by offset."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedCorpus:
    """Resolutions sorted by document id."""

    resolutions: tuple[Resolution, ...]


# --- graph: ResolvedCorpus -> KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple with all its evidence, sorted by document and offset.

    asserted: affirmed with enough confidence; otherwise it is exported as statements only.
    confidence: of the fact as a whole, two decimals.
    """

    triple: Triple
    confidence: float
    asserted: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A fact that broke a shape and was quarantined with its evidence, explained in one sentence."""

    triple: Triple
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot all be true by an axiom of the ontology; which of them is wrong, nobody knows."""

    triples: tuple[Triple, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Inference:
    """A triple that nobody said but that follows by a rule of the ontology from `premises`: facts or inferences."""

    triple: Triple
    rule: str
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Two entities, by IRI in order, that are named in one window of text more often than chance would have it.

    both, with_first, with_second, windows: how many windows of the documents that name both have both, the first, the
    second, and how many there are. likelihood: the log-likelihood ratio, see `pipeline.graph.together`.
    """

    first: str
    second: str
    window: Window
    both: int
    with_first: int
    with_second: int
    windows: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """Merged facts of a corpus. entities are sorted by falling salience, facts by triple, documents by id.

    sentences: sorted by document and offset. together: by falling likelihood.
    """

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    rejections: tuple[Rejection, ...] = ()
    violations: tuple[Violation, ...] = ()
    inferences: tuple[Inference, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    together: tuple[Together, ...] = ()


# --- export: KnowledgeGraph -> ExportReport


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read. `told` is the message with the path as the user named it; no file holds it."""

    name: str
    message: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written, with its SHA-256 and size in bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What a run wrote."""

    folder: str
    files: tuple[ExportedFile, ...]
    foreign: tuple[str, ...] = ()
