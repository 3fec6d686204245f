"""What is denied, supposed, planned or asked is no fact."""

from __future__ import annotations

import pytest
from parses import parse, token

from pipeline.extract.standing import standing

PLAIN = "Acme NNP PROPN nsubj 1\nbought VBD VERB ROOT 1 buy\nBorg NNP PROPN dobj 1"
NEGATED = "Acme NNP PROPN nsubj 3\ndid VBD AUX aux 3 do\nnot RB PART neg 3\nbuy VB VERB ROOT 3\nBorg NNP PROPN dobj 3"
NOT_ONLY = (
    "Acme NNP PROPN nsubj 3\nnot RB PART neg 3\nonly RB ADV advmod 3\nbought VBD VERB ROOT 3 buy\nBorg NNP PROPN dobj 3"
)
NOBODY = "Nobody NN PRON nsubj 1\nbought VBD VERB ROOT 1 buy\nBorg NNP PROPN dobj 1"
NO_NAME = "No DT DET det 1\nPriors NNPS PROPN nsubj 2\nbought VBD VERB ROOT 2 buy\nBorg NNP PROPN dobj 2"
NO_FIRM = "No DT DET det 1\nfirm NN NOUN nsubj 2\nbought VBD VERB ROOT 2 buy\nBorg NNP PROPN dobj 2"
FAILED = (
    "Acme NNP PROPN nsubj 1\nfailed VBD VERB ROOT 1 fail\nto TO PART aux 3\nbuy VB VERB xcomp 1\nBorg NNP PROPN dobj 3"
)
WILL = "Acme NNP PROPN nsubj 2\nwill MD AUX aux 2\nbuy VB VERB ROOT 2\nBorg NNP PROPN dobj 2"
COULD = "Acme NNP PROPN nsubj 2\ncould MD AUX aux 2\nbuy VB VERB ROOT 2\nBorg NNP PROPN dobj 2"
PERHAPS = "Perhaps RB ADV advmod 2\nAcme NNP PROPN nsubj 2\nbought VBD VERB ROOT 2 buy\nBorg NNP PROPN dobj 2"
WANTS = (
    "Acme NNP PROPN nsubj 1\nwants VBZ VERB ROOT 1 want\nto TO PART aux 3\nbuy VB VERB xcomp 1\nBorg NNP PROPN dobj 3"
)
ASKED = "Did VBD AUX aux 2 do\nAcme NNP PROPN nsubj 2\nbuy VB VERB ROOT 2\nBorg NNP PROPN dobj 2"  # as captions have it
TAG = (
    "Acme NNP PROPN nsubj 1\nbought VBD VERB ROOT 1 buy\nBorg NNP PROPN dobj 1\n, , PUNCT punct 1\n"
    "right UH INTJ intj 1\n? . PUNCT punct 1"
)


def trigger(lines: str) -> object:
    doc = parse(lines)
    return next(word for word in doc if word.lemma_ == "buy")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (PLAIN, "affirmed"),
        (NEGATED, "denied"),
        (NOT_ONLY, "affirmed"),
        (NOBODY, "denied"),
        (NO_NAME, "affirmed"),
        (NO_FIRM, "denied"),
        (FAILED, "denied"),
    ],
)
def test_polarity(lines: str, expected: str) -> None:
    assert standing(trigger(lines)).polarity == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (PLAIN, "asserted"),
        (WILL, "planned"),
        (WANTS, "planned"),
        (COULD, "hypothetical"),
        (PERHAPS, "hypothetical"),
        (ASKED, "questioned"),
        (TAG, "asserted"),
    ],
)
def test_modality(lines: str, expected: str) -> None:
    assert standing(trigger(lines)).modality == expected  # type: ignore[arg-type]


def test_the_founder_of_something_is_its_founder_whatever_she_does() -> None:
    doc = parse(
        """
        The DT DET det 1
        founder NN NOUN nsubj 6
        of IN ADP prep 1
        Acme NNP PROPN pobj 2
        did VBD AUX aux 6 do
        not RB PART neg 6
        come VB VERB ROOT 6
        """
    )
    assert standing(token(doc, "founder")).polarity == "affirmed"


STATE = (
    "Ada NNP PROPN nsubj 1\n{verb} {tag} AUX ROOT 1 be\nhead NN NOUN attr 1\nof IN ADP prep 2\nAcme NNP PROPN pobj 3"
)
BECAME = (
    "Ada NNP PROPN nsubj 1\nbecame VBD VERB ROOT 1 become\nhead NN NOUN attr 1\nof IN ADP prep 2\nAcme NNP PROPN pobj 3"
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (STATE.format(verb="is", tag="VBZ"), "present"),
        (STATE.format(verb="was", tag="VBD"), "past"),
        (BECAME, "present"),
        ("former JJ ADJ amod 1\nhead NN NOUN ROOT 1\nof IN ADP prep 1\nAcme NNP PROPN pobj 2", "past"),
    ],
)
def test_tense(lines: str, expected: str) -> None:
    assert standing(token(parse(lines), "head")).tense == expected
