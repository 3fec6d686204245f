"""Who fills which role: voice, relative clauses, lists and copulas undone."""

from __future__ import annotations

from parses import parse, token

from pipeline.extract.syntax import fillers
from pipeline.extract.voice import is_passive

ACTIVE = parse(
    """
    Acme NNP PROPN nsubj 1
    bought VBD VERB ROOT 1 buy
    Borg NNP PROPN dobj 1
    and CC CCONJ cc 2
    Cato NNP PROPN conj 2
    """
)
PASSIVE = parse(
    """
    Borg NNP PROPN nsubjpass 2
    was VBD AUX auxpass 2 be
    bought VBN VERB ROOT 2 buy
    by IN ADP agent 2
    Acme NNP PROPN pobj 3
    """
)
RELATIVE = parse(
    """
    Jane NNP PROPN ROOT 0
    , , PUNCT punct 0
    who WP PRON nsubj 3
    founded VBD VERB relcl 0 found
    Acme NNP PROPN dobj 3
    """
)
GAP = parse(
    """
    Borg NNP PROPN ROOT 0
    , , PUNCT punct 0
    which WDT PRON dobj 4
    Acme NNP PROPN nsubj 4
    bought VBD VERB relcl 0 buy
    """
)
WHOSE = parse(
    """
    Acme NNP PROPN ROOT 0
    , , PUNCT punct 0
    whose WP$ PRON poss 3
    founder NN NOUN nsubj 4
    is VBZ AUX relcl 0 be
    Jane NNP PROPN attr 4
    """
)
SHARED = parse(
    """
    Acme NNP PROPN nsubj 1
    built VBD VERB ROOT 1 build
    and CC CCONJ cc 1
    sold VBD VERB conj 1 sell
    Borg NNP PROPN dobj 3
    """
)
CONTROL = parse(
    """
    Acme NNP PROPN nsubj 1
    managed VBD VERB ROOT 1 manage
    to TO PART aux 3
    buy VB VERB xcomp 1
    Borg NNP PROPN dobj 3
    """
)
EXISTENTIAL = parse(
    """
    Acme NNP PROPN nsubj 1
    slept VBD VERB ROOT 1 sleep
    and CC CCONJ cc 1
    there EX PRON expl 4
    are VBP AUX conj 1 be
    parts NNS NOUN attr 4 part
    """
)
FRONTED = parse(
    """
    In IN ADP prep 4
    the DT DET det 3
    paper NN NOUN compound 3
    Borg NNP PROPN pobj 0
    won VBD VERB ROOT 4 win
    """
)


def words(doc: object, trigger: str, role: str) -> list[str]:
    return [filler.text for filler in fillers(token(doc, trigger), role)]  # type: ignore[arg-type]


def test_active_voice_with_a_list() -> None:
    assert words(ACTIVE, "bought", "subject") == ["Acme"]
    assert words(ACTIVE, "bought", "object") == ["Borg", "Cato"]
    assert not is_passive(token(ACTIVE, "bought"))


def test_passive_voice_is_undone() -> None:
    assert is_passive(token(PASSIVE, "bought"))
    assert words(PASSIVE, "bought", "subject") == ["Acme"]
    assert words(PASSIVE, "bought", "object") == ["Borg"]


def test_relative_pronouns_stand_for_their_noun() -> None:
    assert words(RELATIVE, "founded", "subject") == ["Jane"]
    assert words(GAP, "bought", "object") == ["Borg"]
    assert words(WHOSE, "founder", "possessor") == ["Acme"]
    assert words(WHOSE, "founder", "bearer") == ["Jane"]


def test_coordinated_verbs_share_their_object() -> None:
    assert words(SHARED, "built", "object") == ["Borg"]
    assert words(SHARED, "sold", "subject") == ["Acme"]


def test_a_bare_verb_has_the_subject_of_its_governor() -> None:
    assert words(CONTROL, "buy", "subject") == ["Acme"]


def test_there_is_nobody_in_there_are() -> None:
    assert words(EXISTENTIAL, "parts", "bearer") == []


def test_a_name_swallowed_by_a_fronted_phrase_is_the_subject() -> None:
    assert words(FRONTED, "won", "subject") == ["Borg"]
