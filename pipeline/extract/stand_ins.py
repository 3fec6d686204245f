"""Known names are parsed as names that the model has met: a tagger takes "Zorbify" behind "came to" for a verb.

The words of a name are replaced before the text is tagged and parsed, one for one, words that only fill a pause are
left out, and what was found is put on the text as it was; names are then recognised in the text itself. (Entity
masking, as in Zhang et al. 2017, "Position-aware Attention and Supervised Data Improve Slot Filling".)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.dictionary import is_listed, is_noun
from pipeline.extract.disfluencies import disfluencies, hung_up
from pipeline.extract.full_stops import with_full_stops
from pipeline.extract.mended import mend
from pipeline.extract.rewording import reworded
from pipeline.extract.verbless import as_past, is_verb_now, mistaken

if TYPE_CHECKING:
    from thinc.types import Ints2d

Name = tuple[int, int, str]  # a reading span, and what its name is parsed as: "John Smith"
PARSED: list[int | str] = ["TAG", "DEP", "HEAD", "SENT_START"]  # as `hung_up` gives them


def parsed(
    nlp: Language, texts: Sequence[str], names: Sequence[Sequence[Name]], roles: frozenset[str] = frozenset()
) -> Iterator[Doc]:
    """The texts, processed, in order. names: those of each text with spans in it, sorted. roles: see `parse`.

    Where the model's other components need what its parser is given, every name is parsed as it is.
    """
    docs = [with_full_stops(nlp, nlp.make_doc(text), roles) for text in texts]
    cut = nlp.pipe_names.index("parser") + 1
    if _share(nlp, nlp.pipe_names[cut:]):
        yield from nlp.pipe(docs, batch_size=16)
        return
    fluent = [_without(_stand_in(nlp, doc, known)) for doc, known in zip(docs, names, strict=True)]
    with nlp.select_pipes(enable=nlp.pipe_names[:cut]):
        parses = nlp.pipe((other for other, _ in fluent), batch_size=16)
        for doc, first, (_, kept) in zip(docs, parses, fluent, strict=True):
            mend(other := _with_verbs(nlp, first))
            rows = other.to_array(PARSED) if len(other) == len(doc) else hung_up(doc, other, kept)
            doc.from_array(PARSED, cast("Ints2d", rows))
    with nlp.select_pipes(disable=nlp.pipe_names[:cut]):
        yield from nlp.pipe(docs, batch_size=16)


def _with_verbs(nlp: Language, doc: Doc) -> Doc:
    """The document, parsed again where a verb was taken for a plural and that makes it one."""
    places = mistaken(nlp, doc)
    again = nlp(as_past(doc, places)) if places else doc
    if not places or not is_verb_now(again, places):
        return doc
    for at in places:
        again[at].tag_ = "VBZ"
    return again


def _share(nlp: Language, others: Sequence[str]) -> bool:
    """Whether one of the components listens to another that the parser listens to."""
    return any(name in getattr(pipe, "listening_components", ()) for _, pipe in nlp.pipeline for name in others)


def _stand_in(nlp: Language, doc: Doc, names: Sequence[Name]) -> Doc:
    """A document of as many words, in which other names stand for the names."""
    words = [token.text for token in doc]
    replaced: set[int] = set()
    for begin, end, example in names:
        span = doc.char_span(begin, end)
        if span is None or not example or _is_many(nlp, span[-1].text):
            continue
        first, *_, last = example.split() * 2
        words[span.start : span.end] = [*[first] * (len(span) - 1), last]
        replaced.update(range(span.start, span.end))
    for token in doc:  # a name goes on in words that no dictionary has: "Acme AI+ Summit"
        near = next((at for at in (token.i - 1, token.i + 1) if at in replaced), None)
        if near is None or token.i in replaced or not token.text[0].isupper() or token.is_punct:
            continue
        if not is_listed(nlp, token.text):
            words[token.i] = words[near]
            replaced.add(token.i)
    return reworded(doc, words, range(len(doc)))


def _without(doc: Doc) -> tuple[Doc, list[int]]:
    """The document without the words that only fill pauses, and the places of the words that it keeps."""
    dropped = disfluencies([token.text for token in doc])
    kept = [token.i for token in doc if token.i not in dropped]
    if not dropped or not kept:
        return doc, list(range(len(doc)))
    return reworded(doc, [doc[i].text for i in kept], kept), kept


def _is_many(nlp: Language, word: str) -> bool:
    """Whether a name ends in a plural, with which a verb agrees: "the Democrats have"."""
    return word.endswith("s") and is_noun(nlp, word.removesuffix("s"))


def within(names: Sequence[Name], begin: int, end: int) -> list[Name]:
    """The names (sorted) that lie in the reading span, with their spans in it."""
    first, last = bisect_left(names, (begin, 0, "")), bisect_left(names, (end, 0, ""))
    return [(b - begin, e - begin, example) for b, e, example in names[first:last] if e <= end]
