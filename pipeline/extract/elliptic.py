"""Verbless clauses that say the same of another: "Acme has a plant in Graz, Bolt as well", "... Bolt a year later".

Read on the words, since parsers hang such names wherever they find a place; what the other takes the place of, the
classes tell: a firm among firms, a place among places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.nlp import Passage

End = tuple[int, float]  # a mention, and how sure it is that it is meant
SURE = 0.9
LEADS = re.compile(r"(?:^|[,.;–—-])\s*(?:(?:and|uh|um|now|then),?\s+)*(?:the\s+)?$")
EQUALLY = re.compile(
    r"\s*,?\s*(?:as well|too|also|likewise|(?:a|one|two|three|some|a few|a couple of) (?:bit|little|while|days?|weeks?|"
    r"months?|years?|decades?) (?:later|after|earlier|before))(?=\s*(?:[.,;!?–—]|$|\n))"
)


def equals(
    arguments: Arguments,
    fit: Fit,
    passage: Passage,
    trigger: Token,
    slots: tuple[frozenset[str], frozenset[str]],
    ends: tuple[Sequence[End], Sequence[End]],
) -> list[tuple[End, End]]:
    """Pairs that the words behind the claim add to it.

    slots: classes of subject and object; ends: who fills them so far.
    """
    last = trigger.sent[-1].i + 1
    until = passage.offset(passage.doc[last].sent[-1]) + 1 if last < len(passage.doc) else passage.end
    text, mentions = arguments.scene.document.text, arguments.mentions
    told = {index for side in ends for index, _ in side}
    if not all(ends) or EQUALLY.search(text, passage.offset(trigger), until) is None:
        return []
    cursor = max([passage.offset(trigger), *(mentions[i].end for i in told if mentions[i].begin < until)])
    found: list[tuple[End, End]] = []
    for index, mention in sorted(enumerate(mentions), key=lambda item: (item[1].begin, item[0])):
        if not cursor <= mention.begin < until or mention.kind != "name" or index in told:
            continue
        tail = EQUALLY.match(text, mention.end)
        if tail is None or LEADS.search(text[cursor : mention.begin]) is None:
            break
        cursor = tail.end()
        as_subject, as_object = (fit(mention, classes) for classes in slots)
        if as_subject and not as_object:
            found += [((index, SURE), end) for end in ends[1]]
        elif as_object and not as_subject:
            found += [(end, (index, SURE)) for end in ends[0]]
    return found
