"""Asking a model about documents: windows, budget, cache, parallel questions, and when to give up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipeline.extract.arguments import Arguments
from pipeline.extract.lexicon import Lexicon
from pipeline.llm.cache import Cache, default_folder
from pipeline.llm.client import Client, Unanswered
from pipeline.llm.grounding import Grounding
from pipeline.llm.prompt import VERSION, instructions, question, tokens
from pipeline.llm.records import Answer, Proposals, Tally
from pipeline.llm.schema import NoJson, answer_schema, read_answer
from pipeline.llm.terms import Terms, local
from pipeline.llm.windows import WINDOW, Window, windows
from pipeline.ontology import Ontology
from pipeline.records import BY_MODEL, Document, Rejection, Relation
from pipeline.settings import LanguageModel

PATIENCE = 3  # windows without a usable answer at the beginning, after which the model is given up
TYPICAL = 400  # tokens of a typical answer, for the estimate


@dataclass(frozen=True, slots=True)
class Found:
    """What a model adds to what the rules found in a document."""

    relations: tuple[Relation, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class Reader:
    """Asks one model about the documents of one run and keeps what their words prove."""

    def __init__(
        self, model: LanguageModel, ontology: Ontology, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Nothing is sent yet. Raises ModelError where the model cannot be asked: see `Client`."""
        self.model = model
        self.client = Client(model, sleep=sleep)
        self.terms = Terms(ontology)
        self.system = instructions(self.terms)
        self.schema = answer_schema(self.terms)
        self.cache = Cache(
            model.cache or default_folder(), VERSION, model.name, self.client.url, str(model.answer), self.system
        )
        self.tally = Tally(model.name, self.client.url)
        self._left = model.max_tokens
        self._useless = 0  # windows so far without a usable answer; -1 after the first one with

    def announcement(self, documents: Iterable[Document]) -> str:
        """One sentence on what will be sent where, before anything is."""
        count, total = self.estimate(documents)
        passages = "passage" if count == 1 else "passages"
        told = f"Asking {self.model.name} at {self.client.url} about {count:,} {passages}, some {total:,} tokens"
        if self._left is not None and total > self._left:
            return f"{told}; the budget of {self._left:,} tokens is enough for a part of them."
        return f"{told}."

    def estimate(self, documents: Iterable[Document]) -> tuple[int, int]:
        """About how many windows and tokens the documents will take."""
        count = total = 0
        for document in documents:
            here = -(-len(document.text) // WINDOW)
            count += here
            total += here * (tokens(self.system) + TYPICAL) + tokens(document.text)
        return count, total

    def read(
        self,
        arguments: Arguments,
        relations: Sequence[Relation],
        sentences: Sequence[tuple[int, int]],
        lexicon: Lexicon,
        classes: Mapping[str, frozenset[str]],
    ) -> Found:
        """What the model finds in a document besides the rules' `relations`; names are added to `arguments`.

        classes: squashed name -> classes that the detectors proposed for it anywhere.
        """
        document = arguments.scene.document
        parts = windows(document, sentences)
        people = self._people(arguments, relations)
        questions = [question(document, part, self._names(arguments, part), people) for part in parts]
        asked = self._within_budget(questions)
        grounding = Grounding(arguments, self.terms, lexicon, classes, f"{BY_MODEL}{self.model.name}")
        answers = list(self._answers(questions[:asked])) if parts else []
        for part, (answer, problem) in zip(parts, answers, strict=False):
            proposals = self._proposals(answer) if answer else None
            if proposals is None:
                grounding.refuse("a passage", problem or "the answer is no JSON of the asked shape", part.begin)
            else:
                grounding.hold(part, proposals)
        for index, part in enumerate(parts[len(answers) :], len(answers)):
            reason = "the budget of tokens is spent" if index >= asked else "the model was given up"
            grounding.refuse("a passage", f"not asked: {reason}", part.begin)
        self._count(grounding)
        return Found(tuple(grounding.relations), tuple(grounding.rejections))

    # --- asking

    def _within_budget(self, questions: Sequence[str]) -> int:
        """How many of the windows may be asked. Decided before the first is, and the same whatever the cache holds."""
        if self._left is None:
            return len(questions)
        cost, asked = 0, 0
        for text in questions:
            cost += tokens(self.system + text) + self.model.answer
            if cost > self._left:
                break
            asked += 1
        self.tally.skipped += len(questions) - asked
        return asked

    def _answers(self, questions: Sequence[str]) -> Iterator[tuple[Answer | None, str]]:
        """An answer, or why there is none, for each window in order, up to where the model is given up.

        One at a time until the first usable answer, so that no more is asked in vain than need be.
        """
        begin = 0
        while begin < len(questions) and self._useless >= 0 and not self.tally.stopped:
            yield self._taken(*self._answer(questions[begin]))
            begin += 1
        if self.tally.stopped or begin == len(questions):
            return
        with ThreadPoolExecutor(max_workers=max(1, self.model.jobs)) as pool:
            try:
                for answer in pool.map(self._answer, questions[begin:]):
                    yield self._taken(*answer)
                    if self.tally.stopped:
                        return
            except KeyboardInterrupt:
                self.client.stop()
                raise
            finally:
                pool.shutdown(cancel_futures=True)

    def _answer(self, text: str) -> tuple[Answer | None, bool, Unanswered | None]:
        """The answer to a window, whether it was in the cache, and why there is none. Runs in several threads."""
        known = self.cache.get(text)
        if known is not None:
            return known, True, None
        if self.tally.stopped:
            return None, False, Unanswered("the model was given up")
        try:
            answer = self.client.ask(self.system, text, self.schema)
        except Unanswered as error:
            return None, False, error
        self.cache.put(text, answer)
        return answer, False, None

    def _taken(self, answer: Answer | None, cached: bool, error: Unanswered | None) -> tuple[Answer | None, str]:
        """The answer, counted, and what follows from it for the other windows."""
        usable = answer is not None and _is_usable(answer)
        if answer is not None:
            self.tally.cached += cached
            self.tally.asked += not cached
            self.tally.sent += answer.sent * (not cached)
            self.tally.received += answer.received * (not cached)
            if self._left is not None:
                self._left -= answer.sent + answer.received
        self.tally.failed += not usable
        if usable:
            self._useless = -1
        elif self._useless >= 0:
            self._useless += 1
        if error is not None and (error.final or self._useless == PATIENCE):
            self.tally.stopped = str(error)
        elif self._useless == PATIENCE:
            self.tally.stopped = (
                f"{self.model.name} gave no JSON of the asked shape for {PATIENCE} windows; "
                "try a model or a server that heeds JSON schemas"
            )
        return answer, str(error) if error else ""

    def _proposals(self, answer: Answer) -> Proposals | None:
        try:
            return read_answer(answer.text)
        except NoJson:
            return None

    # --- telling

    def _names(self, arguments: Arguments, part: Window) -> list[tuple[str, str]]:
        """Known names of a window with the names of their classes."""
        short = {iri: name for name, iri in self.terms.classes.items()}
        found = []
        for mention in arguments.mentions:
            if mention.kind == "name" and part.begin <= mention.begin < part.end:
                best = max(mention.votes, key=lambda vote: vote.weight, default=None)
                found.append((mention.text, short.get(best.cls, "") if best else ""))
        return found

    def _people(self, arguments: Arguments, relations: Sequence[Relation]) -> list[str]:
        """Who hosts, visits and belongs to the show, as the rules have it."""
        roles = self.terms.ontology.predicates
        found = []
        for relation in relations:
            predicate = roles.get(relation.predicate)
            ends = [relation.subject, *([relation.object] if isinstance(relation.object, int) else [])]
            named = [arguments.mentions[end].text for end in ends if arguments.mentions[end].kind == "name"]
            if predicate and {"host", "guest"} & {*predicate.discourse_roles} and named:
                found.append(f"{named[0]} ({local(predicate.iri)})")
        return sorted(set(found))

    def _count(self, grounding: Grounding) -> None:
        tally = self.tally
        tally.requests = self.client.requests
        tally.proposed += grounding.proposed
        tally.reasons.update(grounding.reasons)
        tally.proposals += grounding.proposals


def _is_usable(answer: Answer) -> bool:
    try:
        read_answer(answer.text)
    except NoJson:
        return False
    return True
