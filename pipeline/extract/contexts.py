"""What the text says of a name: constructions that state, or take for granted, what kind of thing it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.extract.antecedents import antecedent
from pipeline.extract.baptism import FAR, apposed_beyond, baptised
from pipeline.extract.children import indefinite
from pipeline.extract.closed_classes import GATHERED, HONORIFICS, INTERJECTIONS, MONTHS, NAMING, RANKS
from pipeline.extract.compounds import is_version
from pipeline.extract.cutting import is_teams_name, with_article
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.spans import found, from_start, is_capital, is_date, is_for_another, name_around
from pipeline.extract.written import SMALL
from pipeline.ontology import squash
from pipeline.records import Vote

JOINTS = frozenset("of the and a an for to or".split())
KIND = 3  # letters of what is short for a kind of work: "HR", "IT"
LONGEST_PERSON = 5  # words of a person's name
APART = frozenset("|•·")  # between fields of a line: "Salt Road | Guest: Ada Quill"
RIGHT_BEHIND = 0.8  # weight of "the film X", which tells more than that the name is known
CLOSE = 2  # tokens between a name and "which"
HONORED = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|Prof)\.? $")
INTRODUCTION = re.compile(
    r"\b(?:i['’]?m|i am|(?:my|his|her) name['’]?s|(?:my|his|her) name (?:is|was)|joined by|guest(?: today)? is"
    r"|please welcome) (?=\w)",
    re.IGNORECASE,
)
CLOSED = re.compile(r"[,.;:?!]|\s*\Z")  # behind a place that is set off
OF_THINGS = frozenset(["", "ORG", "PRODUCT"])  # labels, or none, of what may be a thing


def naming(scene: Scene) -> Iterator[Finding]:
    """ "A company called X", "the book X", "X, a supercomputer", "X is a 540 billion parameter model"."""
    for passage in scene.passages:
        for token in passage.doc:
            cls = _class_of(scene, token) if token.pos_ in ("NOUN", "PROPN") else None
            if cls is None:
                continue
            for name, weight, reason in _named_by(token):
                if reason.startswith("modifies") and (cls == scene.person or _is_of_a_kind(scene, token, name)):
                    continue  # "the Acme founder", "a Rust developer": whose, not who
                title = _title(name) if cls == scene.work and reason.startswith("in app") else None
                if title is None and (name.lemma_.lower() in scene.roles or name.lower_ in INTERJECTIONS):
                    continue  # "the company CTO"
                if cls == scene.person and _is_house(scene, token, name):
                    cls = scene.organisation or cls
                if cls != scene.person and (_is_spoken_to(scene, name) or _is_somebody(scene, name, reason)):
                    continue
                span = title or (_called(scene, token, name) if weight > RIGHT_BEHIND else name_around(scene, name))
                if span is None and cls != scene.person and scene.opens_as_name(name):
                    span = name.doc[name.i : name.i + 1]  # "Kestrel is a database"
                if span is not None and token not in span and len(span.text) > 1:
                    if reason.startswith("modifies") and _is_task(scene, token, span):
                        span = token.doc[span.start : token.i + 1]
                    elif reason.startswith("modifies") and span.end == token.i - 1:
                        span = token.doc[span.start : token.i]
                    elif reason.startswith("is a"):
                        span = from_start(span)
                    if cls == scene.work:
                        span = with_article(span)
                    begin, end = passage.begin + span.start_char, passage.begin + span.end_char
                    yield Finding(begin, end, (Vote(cls, "naming", weight, reason.format(token.text)),))


def _class_of(scene: Scene, noun: Token) -> str | None:
    """What the noun denotes, with the word before it where the two mean something: "a package manager"."""
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    return scene.class_nouns.get(f"{before} {noun.lemma_.lower()}") or scene.class_nouns.get(noun.lemma_.lower())


def _is_house(scene: Scene, noun: Token, name: Token) -> bool:
    """Whether a name of one word nobody bears is a house, which may be what the noun says: "our investor is X"."""
    alone = name.i == name.left_edge.i and not scene.is_given(name.text) and squash(name.text) not in scene.family_names
    return alone and noun.lemma_.lower() in scene.of_either


def far_called(scene: Scene) -> Iterator[Finding]:
    """ "A play, out of Boston, called Harbour Light", "this book he wrote, it was called X": the noun stands before."""
    for passage in scene.passages:
        for token in passage.doc[:-1]:
            if token.tag_ != "VBN" or token.lemma_ not in NAMING:
                continue
            nouns = [word for word in token.doc[max(token.sent.start, token.i - FAR) : token.i] if word.tag_ == "NN"]
            cls = scene.class_nouns.get(nouns[-1].lemma_.lower()) if nouns else None
            span = _titled(token)
            if cls not in (None, scene.person, scene.place) and span is not None:
                yield found(passage.begin, span, cls, "naming", 0.85, f"called a {nouns[-1].text}")


def _titled(verb: Token) -> Span | None:
    """The capitalised words behind "called", with the small ones between them; None where none says anything."""
    doc, start = verb.doc, verb.i + (2 if verb.nbor().lower_ == "as" else 1)
    end = start
    while end < verb.sent.end and doc[end].text[0].isupper() and doc[end].text != "I":
        end += 1
        small = end
        while small + 1 < verb.sent.end and _joins_title(doc[small]) and not is_for_another(doc[small]):
            small += 1
        if small < verb.sent.end and doc[small].text[0].isupper() and doc[small].text != "I":
            end = small
    span = doc[start:end]
    article = span[0].lower_ in ("the", "a", "an", "your") if len(span) else True
    return span if len(span) > article and not all(token.is_stop for token in span) else None


def _joins_title(token: Token) -> bool:
    """Whether the small word may stand between words of a title: "by", "at" and the like if the recogniser agrees."""
    return token.lower_ in SMALL and (token.lower_ in JOINTS or token.ent_iob_ == "I")


def _is_of_a_kind(scene: Scene, noun: Token, name: Token) -> bool:
    """Whether what stands before the noun only says whose it is, or of which kind: "the IT department"."""
    if squash(name.text) in scene.ontology.names and not scene.is_known(name.text, scene.concept):
        return False  # there it says what the name is
    one = any(child.dep_ == "det" and child.lower_ in ("a", "an") for child in noun.children)
    several = name.i > 0 and name.nbor(-1).text[0].isupper()  # "the Investor Relations team"
    gathered = noun.lemma_.lower() in GATHERED and not several
    return one or gathered or (name.text.isupper() and len(name) <= KIND)


def _title(name: Token) -> Span | None:
    """The title between commas that opens with an article and whose longer words are all capitalised: "her novel, The
    Understudy's Daughter, ..."."""
    doc, start, end = name.doc, name.left_edge.i, name.right_edge.i + 1
    while end > name.i + 1 and not doc[end - 1].text[0].isalpha():
        end -= 1
    words = [token for token in doc[start:end] if token.tag_ != "POS" and token.lower_ not in SMALL]
    small = doc[start].text in ("The", "A", "An") or any(token.lower_ in JOINTS for token in doc[start:end])
    titled = len(words) > 1 and small and all(word.text[0].isupper() for word in words)
    return doc[start:end] if titled and doc[end - 1].text[0].isupper() else None


def _is_task(scene: Scene, noun: Token, span: Span) -> bool:
    """Whether what stands before the noun is what its people do, which names them with it only: "the Deep Sea team"."""
    gathered = noun.lemma_.lower() in GATHERED and span.end == noun.i and len(span) > 1
    return gathered and all(scene.ordinary(word.text) for word in span) and squash(span.text) not in scene.index.names


def _called(scene: Scene, noun: Token, name: Token) -> Span | None:
    """The name after "called": also in small letters, and "Salt and Rye" where one thing is called so."""
    span = name_around(scene, name)
    if span is None:
        coined = (
            name.tag_ in ("NN", "NNP", "FW", "JJ")
            and len(name) > 3
            and not any(map(scene.listed, (name.text, name.lemma_)))
        )
        return name.doc[name.i : name.i + 1] if coined else None
    doc, end = span.doc, span.end
    if noun.tag_ == "NN" and end + 1 < name.sent.end and doc[end].lower_ in ("and", "&"):
        further = name_around(scene, doc[end + 1]) if doc[end + 1].text[0].isupper() else None
        if further is not None and further.start == end + 1:
            return doc[span.start : further.end]
    return span


def _named_by(noun: Token) -> Iterator[tuple[Token, float, str]]:
    """Tokens that the class noun says something of, with the strength and the construction."""
    for child in noun.children:
        if child.dep_ == "appos" and noun.tag_ == "NN" and any(other.dep_ == "conj" for other in child.children):
            continue  # "our team, Ann Lee and Bo Chan": members, not the team
        if child.dep_ == "acl" and child.lemma_ in NAMING:
            yield from ((name, 0.9, "called a {}") for name in child.children if name.dep_ in ("oprd", "dobj", "attr"))
        elif child.dep_ == "appos" and child.i > noun.i and child.pos_ == "PROPN":
            if noun.nbor().text not in APART and indefinite(child) is None:  # not "a book club, a Brook"
                yield child, RIGHT_BEHIND if child.left_edge.i == noun.i + 1 else 0.75, "in apposition to {}"
        elif child.dep_ == "conj" and noun.tag_ == "NNS" and child.pos_ == "PROPN" and noun.doc[noun.i + 1].text == ",":
            yield from ((name, 0.6, "one of the {}") for name in _conjuncts(child))  # "two products, X and Y"
        elif child.dep_ == "compound" and child.i == noun.i - 1 and child.pos_ == "PROPN" and noun.tag_ == "NN":
            yield child, 0.55, "modifies {}"
        elif child.dep_ == "nmod" and child.i == noun.i - 2 and child.pos_ == "PROPN" and is_version(noun.nbor(-1)):
            yield child, 0.55, "modifies {}"  # "the Kestrel 3 chip"
        elif child.dep_ == "relcl" and child.tag_ == "VBN" and child.lemma_ in NAMING:  # "a firm that is called X"
            yield from ((name, 0.9, "called a {}") for name in child.children if name.dep_ in ("oprd", "attr", "dobj"))
    if (name := baptised(noun)) is not None:
        yield name, 0.85, "called a {}"
    yield from ((name, 0.75, "in apposition to {}") for name in apposed_beyond(noun))
    if (name := _set_off(noun)) is not None and indefinite(name) is None:
        yield name, 0.62, "set off from a {}"
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_ in NAMING:
        yield from ((name, 0.9, "called a {}") for name in noun.head.children if name.dep_ == "oprd")
    yield from ((name, 0.85, "the name of a {}") for name in _by_its_name(noun))
    apart = any(token.text in APART for token in noun.doc[noun.head.i : noun.i])
    if noun.dep_ == "appos" and not apart and indefinite(noun.head) is None:
        yield noun.head, 0.75, "in apposition to {}"
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        for subject in noun.head.children:
            name = _before_it(subject) or antecedent(subject)
            if subject.dep_ == "nsubj" and subject.i < noun.i and _is_close(name, subject):
                yield name, 0.75, "is a {}"  # also "X, which is our parser"
    if noun.dep_ == "nsubj" and noun.tag_ == "NN" and noun.head.lemma_ == "be" and _is_told(noun):
        yield from ((name, 0.65, "is the {}") for name in noun.head.rights if name.dep_ == "attr" and _is_bare(name))
    if (
        noun.dep_ in ("compound", "amod", "nmod")
        and noun.pos_ == "NOUN"
        and noun.head.pos_ == "PROPN"
        and noun.i < noun.head.i
    ):
        yield noun.head, 0.7, "{} as a title"
    if noun.dep_ == "nsubj":  # "her album Salt Roads is ...": two subjects, for the parser
        twice = (other for other in noun.head.children if other.dep_ == "nsubj" and other.left_edge.i == noun.i + 1)
        yield from ((name, 0.85, "called a {}") for name in twice if name.pos_ == "PROPN")


def _by_its_name(noun: Token) -> Iterator[Token]:
    """ "Our company's name is X", "the name of the tool is X"."""
    word = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    if noun.dep_ in ("poss", "pobj") and word.lower_ == "name" and word.dep_ == "nsubj" and word.head.lemma_ == "be":
        yield from (name for name in word.head.rights if name.dep_ == "attr" and name.text[0].isupper())


def _is_spoken_to(scene: Scene, name: Token) -> bool:
    """Whether a given name that ends the sentence is of whom it is said to: "we went to the shop, Ada." """
    closes = name.i + 1 >= name.sent.end - 1 and name.i > name.sent.start and name.nbor(-1).text == ","
    return name.ent_type_ == "LANGUAGE" or (closes and scene.is_given(name.text))


def _is_somebody(scene: Scene, name: Token, reason: str) -> bool:
    """Whether the name set off is of a person, as one can see: "Ada, the company is ours"."""
    own = scene.is_given(name.text) or squash(name.text) in scene.family_names
    return reason.startswith("set off") and name.ent_type_ == "PERSON" and own


def _is_close(name: Token, subject: Token) -> bool:
    """Whether no more than the end of the name stands before "which"."""
    between = name.doc[name.i + 1 : subject.i]
    return len(between) < CLOSE or all(token.text[0].isupper() or token.text == "," for token in between)


def _before_it(subject: Token) -> Token | None:
    """The name that "it" takes up: "look at Lattice, it's a library"."""
    if subject.lower_ != "it" or subject.i < 2 or subject.nbor(-1).text != "," or subject.nbor(-1).is_sent_start:
        return None
    name = subject.nbor(-2)
    return name if is_capital(name) and name.pos_ == "PROPN" else None


def _is_told(noun: Token) -> bool:
    """Whether it is told which one the noun stands for: "our database is X", "the first drone was X"."""
    return any(child.dep_ == "poss" or child.lower_ == "the" for child in noun.children)


def _is_bare(name: Token) -> bool:
    """Whether the name stands by itself: no "a Claas", no "Ann's", no "the X one"."""
    return name.pos_ == "PROPN" and indefinite(name) is None


def _set_off(noun: Token) -> Token | None:
    """The name before "X, the company that ..." or behind "my company, X, ...", however it has been parsed."""
    doc, at = noun.doc, noun.i
    first = at - 1 if at and doc[at - 1].pos_ in ("DET", "PRON") else at - 2
    if noun.tag_ != "NN" or first < noun.sent.start or doc[first].pos_ not in ("DET", "PRON"):
        return None
    if first > noun.sent.start + 1 and doc[first - 1].text == "," and doc[first].lower_ in ("the", "a", "an"):
        name, before = doc[first - 2], doc[first - 3] if first > noun.sent.start + 2 else None
        placed = before is not None and before.lower_ in ("in", "from", "near", ",", "and", "or")
        return name if name.pos_ == "PROPN" and _may_be_thing(name) and not placed else None
    owned = doc[first].lower_ in ("my", "your", "our", "his", "her", "their")
    if owned and at + 3 < noun.sent.end and doc[at + 1].text == "," and doc[at + 2].pos_ == "PROPN":
        return doc[at + 2] if _may_be_thing(doc[at + 2]) else None
    return None


def _may_be_thing(name: Token) -> bool:
    """Whether the recogniser sees a thing, nothing, or a person of one word, for whom it often takes new things."""
    alone = name.ent_iob_ == "B" and (name.i + 1 == len(name.doc) or name.nbor().ent_iob_ != "I")
    return name.ent_type_ in OF_THINGS or (name.ent_type_ == "PERSON" and alone)


def titles(scene: Scene) -> Iterator[Finding]:
    """ "King Philip", "Dr. Lee", "President Lincoln": people, by what stands before their names."""
    if scene.person is None:
        return
    for passage in scene.passages:
        for token in passage.doc[:-1]:
            if not scene.is_title(token) or not token.text[0].isupper():
                continue
            end = token.i + 1
            while end < token.sent.end and token.doc[end].pos_ == "PROPN" and token.doc[end].text[0].isupper():
                end += 1
            name = token.doc[token.i + 1 : end]
            if not len(name) or all(map(scene.is_title, name)) or not _is_called(scene, name):
                continue
            if name[0].lower_ in INTERJECTIONS:
                continue  # "or Ms. Yes, I agree"
            while len(name) > 2 and (name[0].lower_ in RANKS or scene.is_title(name[0])):
                name = name[1:]  # "Commissioner General Ada Quill"
            long = token.i > 0 and scene.opens_office(token.nbor(-1))  # "Prime Minister Okoro"
            if len(name) == 1 and token.lower_.rstrip(".") not in HONORIFICS and not long:
                name = token.doc[token.i : end]  # "King Philip": the name alone says too little
            yield found(passage.begin, name, scene.person, "titles", 0.75, token.text)


def _is_called(scene: Scene, name: Span) -> bool:
    """Whether what follows a title may be a name: "Mr. White" where the recogniser agrees, never "Mr. Angry"."""
    if not all(scene.ordinary(token.text) for token in name):
        return True
    return any(scene.ontology.class_of_ner(token.ent_type_) == scene.person for token in name if token.ent_type_)


def beside(scene: Scene) -> Iterator[Finding]:
    """ "Bosch, Siemens and X": what is set beside things of one class is of that class."""
    for passage in scene.passages:
        for token in passage.doc:
            if token.dep_ == "conj" or not any(child.dep_ == "conj" for child in token.rights):
                continue
            spans = [span for part in _conjuncts(token) if (span := name_around(scene, part)) is not None]
            known = {span.text: _known_class(scene, span) for span in spans}
            classes = {cls for cls in known.values() if cls}
            sure = [text for text, cls in known.items() if cls]
            if len(classes) != 1:
                continue
            weight = 0.65 if len(sure) > 1 else 0.5
            cls = classes.pop()
            for span in spans:
                while cls == scene.person and len(span) > 2 and scene.is_title(span[0]):
                    span = span[1:]
                role = span[-1].lemma_.lower() in scene.roles
                dated = len(span) == 1 and (is_date(span[0]) or span.text in MONTHS)
                plural = span[-1].tag_ in ("NNS", "NNPS") and all(scene.ordinary(word.text) for word in span)
                unknown = known.get(span.text) is None and not dated and not plural
                if unknown and span[0].pos_ == "PROPN" and len(span.text) > 1 and not role:
                    yield found(passage.begin, span, cls, "beside", weight, f"set beside {sure[0]}")


def located(scene: Scene) -> Iterator[Finding]:
    """ "Halcyon, Ohio": a name before a comma and a known place, of which it is a part."""
    known = {
        f.begin: f for f in scene.known if not f.weak and scene.ontology.entities[f.candidates[0]].cls == scene.place
    }
    for passage in scene.passages if scene.place else ():
        for token in passage.doc[:-2]:
            place = known.get(passage.begin + token.idx + len(token) + 2)
            if place is None or token.nbor().text != "," or not is_capital(token) or token.pos_ != "PROPN":
                continue
            if scene.document.text[place.end : place.end + 1] in ("'", "’"):
                continue  # "Halcyon, Ohio's largest firm"
            span = name_around(scene, token)
            if span is not None and span[-1] == token and len(span) <= 3 and not _may_be_person(scene, span, place):
                yield found(passage.begin, span, scene.place or "", "located", 0.65, f"in {scene.text_at(place)}")


def _may_be_person(scene: Scene, span: Span, place: Finding) -> bool:
    """Whether the recogniser's person may be one: not "in Gary, Ohio.", which somebody is in, leaves or comes from."""
    closed = CLOSED.match(scene.document.text, place.end) is not None
    return span[0].ent_type_ == "PERSON" and not (closed and len(span) == 1 and span[0].dep_ in ("pobj", "dobj"))


def _conjuncts(token: Token) -> list[Token]:
    parts = [token]
    for part in parts:  # grows while it is read
        parts += [child for child in part.children if child.dep_ == "conj"]
    return parts


def _known_class(scene: Scene, span: Span) -> str | None:
    owners = scene.index.names.get(squash(span.text), ())
    return scene.ontology.entities[owners[0]].cls if owners else None


def introductions(scene: Scene) -> Iterator[Finding]:
    """ "I'm Ann Lee", and given names before what is no ordinary word, also where all case is lost."""
    if scene.person is None:
        return
    for passage in scene.passages:
        introduced = {match.end() for match in INTRODUCTION.finditer(passage.text)}
        for token in passage.doc:
            given = len(token) > 2 and not token.is_stop and scene.is_given(token.text)
            if not given and token.idx not in introduced:
                continue
            span = _person_name(scene, token)
            if token.idx in introduced:
                new = token.text[0].isupper() and not scene.ordinary(token.text)
                if given or (new and (len(span) > 1 or _comes_from(span))):
                    yield found(passage.begin, span, scene.person, "introductions", 0.75, "introduced by name")
            elif token.text.islower() and len(span) > 1:
                reason = f"{token.text} is a given name"
                yield found(passage.begin, span, scene.person, "introductions", 0.6, reason)


def _comes_from(span: Span) -> bool:
    """Whether a house or a place follows where whoever introduces himself is from: "I'm Basel from Acme"."""
    doc, at = span.doc, span.end
    return at + 1 < span.sent.end and doc[at].lower_ in ("from", "with") and doc[at + 1].text[0].isupper()


def full_names(scene: Scene) -> Iterator[Finding]:
    """A given name and a family name, both capitalised: "Art Young", where neither word alone would tell."""
    for passage in scene.passages if scene.person else ():
        at = 0
        while at + 1 < len(passage.doc):
            token = passage.doc[at]
            at += 1
            if scene.is_title(token) and at < len(passage.doc) and _is_titled(scene, passage.doc[at]):
                continue  # "Justice Ada Quill"
            if token.text[0].isupper() and scene.opens_person(token) and not _is_apart(token):
                start = token.i - _is_first(scene, token)
                end = token.i + 2
                while end < len(token.doc) and end - token.i < LONGEST_PERSON and _goes_on(scene, token.doc[end]):
                    if token.doc[end].text in (token.text, token.doc[end - 1].text):
                        break  # "Ada Quill Ada Quill" is said twice, "Ada Quill Quill's" half
                    end += 1
                at = end
                reason = f"{token.text} is a given name"
                yield found(passage.begin, token.doc[start:end], scene.person or "", "full_names", 0.65, reason)


def _is_titled(scene: Scene, token: Token) -> bool:
    """Whether the words behind a title are a name without it: a given name, and more than one word."""
    more = token.i + 1 < len(token.doc) and token.nbor(1).text[0].isupper() and not token.nbor(1).is_sent_start
    return scene.opens_person(token) or (more and squash(token.text) in scene.given_names)


def _is_first(scene: Scene, token: Token) -> bool:
    """Whether an unheard-of word before a given name is a given name, too: "Kilmar Armando Abrego"."""
    if token.is_sent_start or token.i == 0:
        return False
    before = token.nbor(-1)
    heard = not scene.unheard(before.lower_) or squash(before.text) in scene.index.names
    proper = before.dep_ == "compound" and before.text.istitle() and before.is_alpha and not scene.is_title(before)
    twice = before.text in (token.text, token.nbor(1).text)  # "Quill Ada Quill"
    return proper and not heard and not is_date(before) and not twice


NICKNAMED = re.compile(
    r"\b(?P<first>[A-Z][\w'’-]+)(?: [A-Z]\.)? [(\"“‘'][A-Z][\w'’-]+[)\"”’'] (?:(?:de|van|von|bin|al) )?"
    r"(?P<last>[A-Z][\w'’-]+)\b"
)


def nicknames(scene: Scene) -> Iterator[Finding]:
    """ "Adalyn (Ada) Quill", 'Adalyn "Ada" Quill': one person with what she is called between her names."""
    for match in NICKNAMED.finditer(scene.document.text) if scene.person else ():
        given = squash(match["first"]) in scene.given_names or HONORED.search(scene.document.text[: match.start()][-8:])
        if given and not scene.ordinary(match["last"]) and match["last"].casefold() not in scene.endings:
            vote = Vote(scene.person or "", "full_names", 0.75, "a nickname stands between the names")
            yield Finding(*match.span(), (vote,))


def _is_apart(token: Token) -> bool:
    """Whether the word before a name is none of it: a date ("in May Ada Quill"), or the name said twice."""
    return is_date(token) or token.nbor(1).text == token.text


def _goes_on(scene: Scene, token: Token) -> bool:
    """Whether the token is a further part of a person's name."""
    if token.is_sent_start or not token.nbor(-1).whitespace_ or not token.text[0].isupper():
        return False
    if token.text in ("Jr.", "Jr", "Sr.", "II", "III"):
        return True
    family = squash(token.text) in scene.family_names or (token.ent_iob_ == "I" and token.ent_type_ == "PERSON")
    family = family and not is_teams_name(scene, token)
    return family and not scene.ordinary(token.text) and token.text.casefold() not in scene.endings


def _person_name(scene: Scene, first: Token) -> Span:
    """The token and more that are no ordinary words, or are capitalised as it is, three to five words in all."""
    end, capitals = first.i + 1, first.text[0].isupper()
    while end < min(first.i + (LONGEST_PERSON if capitals else 3), len(first.doc)):
        token = first.doc[end]
        capital = capitals and token.text[0].isupper() and token.pos_ != "PRON"
        unknown = token.is_lower and len(token) > 2 and not any(map(scene.ordinary, (token.text, token.lemma_)))
        if not token.is_alpha or not (capital or unknown):
            break
        end += 1
    return first.doc[first.i : end]
