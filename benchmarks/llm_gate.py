"""What the gate of `--llm` lets through, without a model: claims of the annotated documents are held as a model's.

    python benchmarks/llm_gate.py [--documents N] [--show]      prints tables, with --show every claim and its fate

A careful reader answers with what annotators noted as said (`evidence`), a careless one with what they noted as
tempting but wrong (`not_stated`), both in the annotators' words. As the prompt asks, a quote is the whole sentence
where the annotator's words leave an argument out, and `passage` is the nearest sentence before that names what the
quote does not. Works on the training documents of ../shared/eval, which the rules were learnt from: it measures the
gate and not the rules.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.extract import extract
from pipeline.extract.arguments import Arguments
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest import read_document
from pipeline.llm import Reader
from pipeline.llm.grounding import Grounding
from pipeline.llm.quoting import places
from pipeline.llm.reader import Found
from pipeline.llm.records import Claim, Name, Proposals
from pipeline.llm.windows import Window, windows
from pipeline.ontology import load_ontology
from pipeline.records import BY_MODEL, Relation, Resolution, Statement
from pipeline.resolve import resolve
from pipeline.settings import LanguageModel, Settings

EVAL = Path(__file__).parents[2] / "shared" / "eval" / "train"
FATES = ("fact", "statement", "refused")


@dataclass(frozen=True)
class Annotated:
    """A claim of the annotation: is it right, its words, the spellings of its ends.

    relation: number of the relation that the gold graph requires and that this is a reading of; None where it is
    debatable or merely implied, or wrong.
    """

    right: bool
    relation: int | None
    quote: str
    subject: tuple[str, ...]
    predicate: str
    target: tuple[str, ...]


def annotated(gold: Mapping[str, Any]) -> Iterator[Annotated]:
    """Claims of one gold graph."""
    spellings = {
        item["name"]: tuple(dict.fromkeys([item["name"], *map(str, item.get("surface") or ())]))
        for item in gold["entities"]
    }
    required = {
        tuple(map(str, triple[:3])): number
        for number, entry in enumerate(gold.get("relations") or ())
        for triple in (entry["any"] if isinstance(entry, dict) else [entry])
    }
    optional = {item["name"] for item in gold["entities"] if item.get("optional")}
    for right, key in ((True, "evidence"), (False, "not_stated")):
        for entry in gold.get(key) or ():
            subject, predicate, target, quote = map(str, entry[:4])
            if subject in spellings and target in spellings:
                debatable = not right or optional & {subject, target}
                relation = None if debatable else required.get((subject, predicate, target))
                yield Annotated(right, relation, quote, spellings[subject], predicate, spellings[target])


class Careful(Reader):
    """Recites the annotation. The rule of each statement ends in the number of its claim."""

    claims: Sequence[Annotated] = ()
    names: Sequence[Name] = ()

    def read(
        self,
        arguments: Arguments,
        relations: Sequence[Relation],
        sentences: Sequence[tuple[int, int]],
        lexicon: Lexicon,
        classes: Mapping[str, frozenset[str]],
    ) -> Found:
        """See `Reader.read`."""
        document = arguments.scene.document
        grounding = Grounding(arguments, self.terms, lexicon, classes, BY_MODEL)
        self.refused: dict[int, str] = {}
        self.sent: dict[int, Claim] = {}
        self.fits: dict[int, float] = {}  # confidence by the words alone
        for window in windows(document, sentences):
            here = tuple(name for name in self.names if _stands(document.text, name.name, window))
            grounding.hold(window, Proposals(names=here))
            for number, claim in enumerate(self.claims):
                if _stands(document.text, claim.quote, window):
                    self.sent[number] = sent(claim, document.text, sentences, window)
                    grounding.rule, before = f"{BY_MODEL}{number}", grounding.reasons.copy()
                    grounding.hold(window, Proposals(claims=(self.sent[number],)))
                    self.refused[number] = next(iter(grounding.reasons - before), "")
                    if not self.refused[number]:
                        self.fits[number] = max(r.confidence for r in grounding.relations if r.rule == grounding.rule)
        return Found(tuple(grounding.relations), tuple(grounding.rejections))


def _stands(text: str, words: str, window: Window) -> bool:
    return any(places(text, words, window.begin, window.end))


def sent(claim: Annotated, text: str, sentences: Sequence[tuple[int, int]], window: Window) -> Claim:
    """The claim as a careful model answers: see above."""
    begin, end = next(places(text, claim.quote, window.begin, window.end))
    ends = (claim.subject, claim.target)
    if any(_word(spellings, text[begin:end]) is None for spellings in ends):
        around = [(first, last) for first, last in sentences if first < end and begin < last]
        whole = (max(around[0][0], window.begin), min(around[-1][1], window.end)) if around else (begin, end)
        begin, end = whole if whole[1] - whole[0] <= 500 else (begin, end)
    quote = text[begin:end]
    passage = ""
    for spellings in ends:
        if _word(spellings, quote) is None and not passage:
            before = [text[first:last] for first, last in sentences if window.before <= first and last <= begin]
            passage = next((words for words in reversed(before) if _word(spellings, words)), "")
    subject, target = (_word(spellings, quote) or spellings[0] for spellings in ends)
    return Claim(quote, subject, claim.predicate, target, passage=passage)


def _word(spellings: Sequence[str], text: str) -> str | None:
    """The longest spelling that stands in the text."""
    found = [spelling for spelling in spellings if any(places(text, spelling, 0, len(text)))]
    return max(found, key=len, default=None)


@dataclass(frozen=True)
class Fate:
    """What became of a claim. fit: confidence by its words alone; confidence: of its statement; 0 where refused."""

    show: str
    number: int
    claim: Annotated
    sent: Claim
    what: str
    fit: float
    confidence: float
    reason: str


def fates(path: Path, folder: Path) -> Iterator[Fate]:
    """Those of the claims of one document. path: its gold graph."""
    ontology, settings = load_ontology(None), Settings()
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    (source,) = (EVAL / "documents").glob(f"{path.stem}.*")
    claims = tuple(annotated(gold))
    for right in (True, False):  # apart, so that they do not witness for each other
        reader = Careful(LanguageModel("careful", cache=folder), ontology)
        reader.claims = tuple(claim for claim in claims if claim.right == right)
        reader.names = tuple(
            Name(spelling, item["type"][0] if isinstance(item["type"], list) else item["type"])
            for item in gold["entities"]
            for spelling in map(str, item.get("surface") or [item["name"]])
        )
        resolution = resolve(extract(read_document(source), ontology, settings, reader), ontology, settings)
        kept = statements(resolution)
        for number, claim in enumerate(reader.sent.values()):
            index = [*reader.sent][number]
            surest = max((s.evidence for s in kept[index]), key=lambda evidence: evidence.confidence, default=None)
            what, confidence = "refused", 0.0
            if surest is not None:
                holds = (surest.polarity, surest.modality) == ("affirmed", "asserted")
                what = "fact" if holds and surest.confidence >= settings.min_confidence else "statement"
                confidence = surest.confidence
            later = [r.reason for r in resolution.rejections if f"({BY_MODEL}{index})" in r.what]
            reason = reader.refused[index] or (later[0] if later and surest is None else "")
            yield Fate(
                path.stem, index, reader.claims[index], claim, what, reader.fits.get(index, 0.0), confidence, reason
            )


def statements(resolution: Resolution) -> Mapping[int, list[Statement]]:
    """Number of a claim -> what came of it."""
    found: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in resolution.statements:
        if statement.evidence.rule.startswith(BY_MODEL):
            found[int(statement.evidence.rule.removeprefix(BY_MODEL))].append(statement)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="print every claim")
    options = parser.parse_args()
    if not EVAL.is_dir():
        sys.exit("the check needs the documents of ../shared/eval")
    found: list[Fate] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((EVAL / "gold").glob("*.yaml"))[:: max(1, 120 // options.documents)]:
            found += fates(path, Path(folder))
    if options.show:
        for fate in found:
            claim = fate.sent
            print(
                f"{'right' if fate.claim.right else 'wrong'} {fate.what} {fate.confidence}: {claim.subject} "
                f"{claim.predicate} {claim.object} <{claim.quote}> <{claim.passage}> {fate.reason}"
            )
    for title, here in (
        ("right, of required relations", [fate for fate in found if fate.claim.relation is not None]),
        ("right, debatable or implied", [fate for fate in found if fate.claim.right and fate.claim.relation is None]),
        ("tempting but wrong", [fate for fate in found if not fate.claim.right]),
    ):
        counts = Counter(fate.what for fate in here)
        print(f"\n{title}: {len(here)} claims")
        print(*(f"  {what}: {counts[what]} ({counts[what] / max(1, len(here)):.0%})" for what in FATES), sep="\n")
        for reason, number in Counter(kind(fate.reason) for fate in here if fate.what == "refused").most_common(20):
            print(f"    {number:4} {reason}")
    print("\n| by its words | right | wrong | share right, balanced | without one show |\n|---|---|---|---|---|")
    print(*tiers(found), sep="\n")
    best = relations(found)
    shares = (f"{what} {best[what]} ({best[what] / max(1, best.total()):.0%})" for what in FATES)
    print(f"\nrequired relations: {best.total()}:", ", ".join(shares))


def relations(found: Iterable[Fate]) -> Counter[str]:
    """What became of the required relations that were claimed: of each the best of its claims."""
    best: dict[tuple[str, int], str] = {}
    for fate in found:
        if fate.claim.relation is not None:
            key = fate.show, fate.claim.relation
            best[key] = min(best.get(key, FATES[-1]), fate.what, key=FATES.index)
    return Counter(best.values())


def tiers(found: Sequence[Fate]) -> Iterator[str]:
    """Lines of a table: how often a claim is right by how well its words fit, of a model that is right half the time.

    Fitted on all shows and, for the range, on all but one.
    """
    shows = sorted({fate.show for fate in found})
    for tier in sorted({fate.fit for fate in found if fate.what != "refused"}, reverse=True):
        here = [fate for fate in found if fate.fit == tier and fate.what != "refused"]
        right = sum(fate.claim.right for fate in here)
        without = [_balanced([fate for fate in found if fate.show != show], tier) for show in shows]
        yield (
            f"| {tier:.2f} | {right} | {len(here) - right} | {_balanced(found, tier):.2f} | "
            f"{min(without):.2f} to {max(without):.2f} |"
        )


def _balanced(found: Sequence[Fate], tier: float) -> float:
    """The share that is right in a tier, were as many wrong claims sent as right ones (plus one of each)."""
    rates = []
    for right in (True, False):
        sent = [fate for fate in found if fate.claim.right == right]
        rates.append((1 + sum(fate.fit == tier and fate.what != "refused" for fate in sent)) / (1 + len(sent)))
    return rates[0] / sum(rates)


def kind(reason: str) -> str:
    """The reason without the names of one claim."""
    for marker in (
        "it means",
        "may stand for",
        "nothing before it fits",
        "who speaks",
        "who is spoken to",
        "wrong class",
    ):
        if marker in reason:
            return marker
    return reason


if __name__ == "__main__":
    main()
