"""What a relative or possessive pronoun stands for within its own sentence, read off the parse."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.extract.clauses import asks_whom_called


def antecedent(token: Token) -> Token:
    """A relative pronoun stands for the noun its clause hangs on; "his" that opens a sentence for its subject.

    "What" stands for what it is said to be: "what we use is X".
    """
    if token.lower_ == "what" and (named := _what_is(token.head)) is not None:
        return named
    if token.tag_ == "WP$":  # "the firm whose founder": up from the noun that "whose" owns
        clause = next((ancestor for ancestor in token.ancestors if ancestor.dep_ == "relcl"), token)
        return clause.head
    if token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.pos_ in ("PRON", "SCONJ", "DET")):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp", "ccomp", "prep") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl" and not asks_whom_called(clause):
            item = _item(clause)
            return _somebody_before(item) if token.lower_ == "who" else item
    return _fronted(token) if token.tag_ == "PRP$" else token


def _somebody_before(item: Token) -> Token:
    """Who is meant where "who" hangs on when or where it was: "I saw Ann the other day, who runs X", "in Oslo, who"."""
    place = item.ent_type_ == "GPE" and item.dep_ == "pobj" and item.head.lower_ in ("in", "at", "from", "near")
    if not place and item.dep_ != "npadvmod" and item.ent_type_ not in ("DATE", "TIME"):
        return item
    people = [word for word in item.doc[item.sent.start : item.i] if word.ent_type_ == "PERSON"]
    return next((word for word in reversed(people) if word.head.ent_type_ != "PERSON" or word.dep_ == "conj"), item)


def _item(clause: Token) -> Token:
    """What a relative clause hangs on; of a list, if the clause is of one, the item right before it."""
    item = clause.head
    singular = clause.tag_ == "VBZ" or any(
        child.tag_ == "VBZ" for child in clause.children if child.dep_ in ("aux", "auxpass")
    )
    who = next((child for child in clause.children if child.tag_ in ("WP", "WDT") and child.i < clause.i), clause)
    close = who.i > 0 and who.nbor(-1).text != "," and clause.tag_ == "VBD"  # "A, head of X, and B who led Y"
    while (singular or close) and (
        behind := [other for other in item.children if other.dep_ == "conj" and other.i < clause.i]
    ):
        item = behind[-1]
    return item


def _what_is(clause: Token) -> Token | None:
    """What a clause with "what" is said to be or to be called: "what we use is X", "X is what we use"."""
    verb = clause.head
    if clause.dep_ in ("csubj", "csubjpass"):
        return next((child for child in verb.children if child.dep_ in ("attr", "oprd")), None)
    if clause.dep_ == "ccomp" and verb.lemma_ == "be" and clause.i > verb.i:
        return next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return None


def _fronted(pronoun: Token) -> Token:
    """The subject of the clause that a phrase with "his" opens: "In his book X, Ann Lee argues"; else the pronoun."""
    phrase = next((other for other in pronoun.ancestors if other.dep_ == "prep" and other.head.pos_ == "VERB"), None)
    if phrase is None or phrase.left_edge.i != pronoun.sent.start or pronoun.lower_ not in ("his", "her", "its"):
        return pronoun
    subjects = [child for child in phrase.head.children if child.dep_ == "nsubj" and child.i > pronoun.i]
    named = any(other.pos_ == "PROPN" for other in pronoun.doc[phrase.i : pronoun.i])
    return subjects[0] if subjects and subjects[0].pos_ == "PROPN" and not named else pronoun


def relative_to(verb: Token) -> Token | None:
    """The name before "that" where the parser took a relative clause for content: "our X that we have been funding"."""
    marks = [child for child in verb.children if child.dep_ == "mark" and child.lower_ == "that" and child.i]
    if verb.dep_ != "ccomp" or not marks or not any(child.dep_ == "nsubj" for child in verb.children):
        return None
    before = marks[0].nbor(-1)
    return before if before.pos_ in ("NOUN", "PROPN") and before.head != verb else None


def described(verb: Token) -> Token:
    """What a relative clause is of: a name with an article or owner right before "that", else what it hangs on."""
    that = next((child for child in verb.children if child.lower_ == "that" and child.i), None)
    before = that.nbor(-1) if that is not None else verb.head
    owned = any(child.dep_ in ("poss", "det") for child in before.children)
    return before if before.pos_ == "PROPN" and owned and verb.head.is_ancestor(before) else verb.head


def taken_up(noun: Token) -> Token | None:
    """The same plural earlier in the sentence: "if you used tools like X, ... those tools", "those kinds of tools"."""
    kind = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    pointed = any(child.lower_ in ("those", "these") for word in (noun, kind) for child in word.children)
    if noun.tag_ != "NNS" or not pointed:
        return None
    same = (word for word in noun.doc[noun.sent.start : noun.i] if word.tag_ == "NNS" and word.lemma_ == noun.lemma_)
    return next(same, None)
