"""Names that a model adds, classes that it gives to unknown ones, and names that it takes for misheard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.llm.ends import Ends
from pipeline.llm.quoting import places
from pipeline.llm.records import Name, Proposed, Spelling
from pipeline.llm.terms import Terms, plain
from pipeline.llm.windows import Window
from pipeline.ontology import squash
from pipeline.resolve.labels import NEAR, mishearing, same_digits

HERE = 0.5  # likeness from which a name that the document has is meant, where a model says so: less than without it
Refuse = Callable[[str, str, int], None]


def take_names(ends: Ends, terms: Terms, window: Window, names: Iterable[Name], refuse: Refuse) -> None:
    """Add the names that stand in the window and may be some; refuse the others with the reason."""
    text = ends.arguments.scene.document.text
    for name in names:
        cls = next((iri for known, iri in terms.classes.items() if plain(known) == plain(name.cls)), None)
        if cls is None:
            refuse(name.name, f'"{name.cls}" is no class of the ontology', window.begin)
        elif not any(places(text, name.name, window.begin, window.end)):
            refuse(name.name, "the name stands nowhere in the passage", window.begin)
        elif not ends.give_class(name.name, cls):
            ends.proposed.setdefault(squash(name.name), cls)
            known = squash(name.name) in {squash(m.text) for m in ends.arguments.mentions if m.kind == "name"}
            if not any([*ends.add(name.name, window.begin, window.end, cls, small=False)]) and not known:
                refuse(name.name, "no name: ordinary words, or part of another name", window.begin)


def hear(ends: Ends, terms: Terms, window: Window, spellings: Iterable[Spelling]) -> list[Proposed]:
    """Take spellings that header, gazetteer or sound support; what nothing supports is for a person to confirm.

    A name that the document's head spells so, or that the document has elsewhere, needs to sound alike; a name of the
    gazetteer needs to sound more alike and to be of the class. A spelling that only the model knows is never taken.
    """
    found = []
    scene = ends.arguments.scene
    for spelling in spellings:
        cls = next((iri for known, iri in terms.classes.items() if plain(known) == plain(spelling.cls)), None)
        heard = [*places(scene.document.text, spelling.heard, window.begin, window.end)]
        if cls is None or not heard or squash(spelling.heard) == squash(spelling.name):
            continue
        if not _taken(ends, spelling, cls):
            known = ends.ontology.names.get(squash(spelling.name), ())
            right = [iri for iri in known if ends.ontology.entities[iri].cls == cls]
            iri = right[0] if len(right) == 1 else ""
            found.append(Proposed(scene.document.id, spelling.heard, spelling.name, cls, iri, spelling.because))
    return found


def _taken(ends: Ends, spelling: Spelling, cls: str) -> bool:
    """Whether the spelling is supported; then every mention that was heard so is the other name's."""
    mentions, ontology = ends.arguments.mentions, ends.ontology
    if not same_digits(spelling.heard, spelling.name):
        return False
    alike = mishearing(spelling.heard, spelling.name)
    whole = len(ends.arguments.scene.document.text)
    here = any(m.kind == "name" and squash(m.text) == squash(spelling.name) for m in mentions)
    here = here or (alike >= HERE and any([*ends.add(spelling.name, 0, whole, cls)]))  # in the title, say
    owners = [iri for iri in ontology.names.get(squash(spelling.name), ()) if ontology.entities[iri].cls == cls]
    if not ((here and alike >= HERE) or (len(owners) == 1 and alike >= NEAR)):
        return False
    same = [i for i, m in enumerate(mentions) if m.kind == "name" and squash(m.text) == squash(spelling.heard)]
    if not same or any(mentions[i].candidates for i in same):
        return False  # a name that is known as it was heard
    for i in same:
        mentions[i] = replace(mentions[i], candidates=tuple(owners[:1]), meant="" if owners else spelling.name)
    return True
