"""Graphs and gestures for the tests of the page."""

from __future__ import annotations

import json
import random
import re
import shutil
from dataclasses import replace
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from pipeline.graph.together import said_together
from pipeline.ontology import Ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Fact,
    Inference,
    KnowledgeGraph,
    Occurrence,
    Quantity,
    Run,
    Segment,
    Sentence,
    Source,
    Together,
    Triple,
)
from pipeline.settings import BASE

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no network
)
SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sol", "va", "ne", "bri", "dor", "el", "fa")
HOSTILE = (
    "</script><script>window.hacked=1</script>",
    "<script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    "<!--<script>",
    "javascript:window.hacked=4",
    "'\"><svg onload=window.hacked=5>",
    "{{ 7*7 }} &lt;b&gt; \u2028 \u202eevil\u202c \x00",
)
INFERRED = "Nobody said this; it follows from"


def sample_graph(ontology: Ontology) -> KnowledgeGraph:
    """Two documents: 120 entities, 80 facts, invented names; hubs, parallel edges, small parts, a figure, a denial, an
    inference; of the entities without facts most are said together in threes, eight stand alone. The talk has times,
    speakers and an address, the notes have none of them.
    """
    chance = random.Random(7)
    classes = sorted(ontology.classes)[:9]
    entities = []
    for i in range(120):
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).title()
        name += f" {''.join(chance.choices(SYLLABLES, k=2)).title()}" * (i % 3 == 0)
        heard = (f"Misheard {i}",) if i % 4 == 0 else ()
        aliases = (f"Alias {i}",) if i % 5 == 0 else ()
        cls = chance.choice(classes)
        entities.append(Entity(f"{BASE}thing/{i}", f"{name} {i}", cls, aliases, heard, salience=1 / (i + 1)))
    predicates = sorted(ontology.predicates)
    pairs = [(0, i) for i in range(1, 16)] + [(1, i) for i in range(16, 26)] + [(2, i) for i in range(26, 32)]
    pairs += [(0, 1), (1, 0), (1, 2)] + [(i, i + 1) for i in range(32, 60, 2)]
    while len(pairs) < 80:
        pair = chance.randrange(0, 32), chance.randrange(0, 32)
        if pair[0] != pair[1]:
            pairs.append(pair)
    talk, notes = _Script("talk", "A long talk", "https://example.org/talk.mp3"), _Script("notes", "Notes", None)
    facts: dict[Triple, Fact] = {}
    for number, (source, target) in enumerate(pairs):
        triple = Triple(entities[source].iri, predicates[number % len(predicates)], entities[target].iri)
        quote = f"Quote number {number} says that {entities[source].label} is there, and {entities[target].label} too."
        script = notes if number % 10 == 9 else talk
        begin = script.say(quote, number)
        evidence = Evidence(
            *(script.name, begin, begin + len(quote), quote, "verb:say", 0.5 + number % 50 / 100),
            "denied" if number == 78 else "affirmed",
            start=60.0 * number + 2 if script is talk else None,
            stop=60.0 * number + 20 if script is talk else None,
            speaker=("Ann", "Ben")[number % 2] if script is talk else None,
            **({"tense": "past", "role": "head", "when": "until 1999"} if number == 4 else {}),  # type: ignore[arg-type]
        )
        if number == 0:  # the same sentence says it in two ways
            facts[triple] = Fact(triple, 0.9, True, (evidence, replace(evidence, rule="noun:saying", quote=quote[:40])))
        else:
            facts[triple] = Fact(triple, evidence.confidence, number != 78, (evidence,))
    figure = Triple(entities[0].iri, sorted(ontology.quantities)[0], Quantity(5.4e11))
    begin = talk.say("It has 540 billion parts.", 80)
    facts[figure] = Fact(
        figure, 0.7, True, (Evidence("talk", begin, begin + 25, "It has 540 billion parts.", "q", 0.7),)
    )
    for first in range(60, 111, 3):
        names = [entity.label for entity in entities[first : first + 3]]
        talk.say(f"Then {names[0]}, {names[1]} and {names[2]} came by.", 81 + first // 3)
    for entity in entities[111:119]:
        talk.say(f"Nobody else knows {entity.label}.", 130)
    for line in range(40):
        talk.say(f"Nothing happened {line} times.", 140)
    said = list(facts)
    inference = Inference(Triple(entities[3].iri, predicates[0], entities[50].iri), "inverse", (said[0], said[1]))
    scripts = (notes, talk)
    named = tuple(
        replace(entity, occurrences=tuple(place for script in scripts for place in script.places(entity.label)))
        for entity in entities
    )
    sentences = tuple(sentence for script in scripts for sentence in script.sentences)
    documents = tuple(script.document() for script in scripts)
    graph = KnowledgeGraph(documents, named, tuple(facts.values()), inferences=(inference,), sentences=sentences)
    return replace(graph, together=said_together(graph))


class _Script:
    """A document that grows sentence by sentence, each a turn of its own; with an address it has times and speakers."""

    def __init__(self, name: str, title: str, url: str | None) -> None:
        self.name, self.title, self.url = name, title, url
        self.text = ""
        self.segments: list[Segment] = []
        self.sentences: list[Sentence] = []

    def say(self, sentence: str, number: int) -> int:
        """Add a sentence; where it begins."""
        begin, end = len(self.text), len(self.text) + len(sentence)
        self.text += f"{sentence}\n"
        speaker = ("Ann", "Ben")[number % 2] if self.url else None
        times = (60.0 * number + 2, 60.0 * number + 20) if self.url else (None, None)
        self.segments.append(Segment(begin, end, start=times[0], stop=times[1], speaker=speaker))
        self.sentences.append(Sentence(self.name, begin, end, speaker))
        return begin

    def places(self, label: str) -> list[Occurrence]:
        """Where the label stands as whole words."""
        found = re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", self.text)
        return [Occurrence(self.name, match.start(), match.end(), label) for match in found]

    def document(self) -> Document:
        """The document with all that was said."""
        source = Source(name=f"{self.name}.txt", format="text", digest=self.name.ljust(64, "0"))
        runs = (Run(0, len(self.text), 0, len(self.text)),)
        date = "2024-05-06" if self.url else "2024-05-01"
        whole = self.text, self.text, runs, tuple(self.segments)
        return Document(self.name, source, *whole, self.title, date=date, url=self.url)


def hostile_graph(ontology: Ontology) -> KnowledgeGraph:
    """Every field that comes from a document holds something that wants to run: names, words, speakers, titles."""
    graph = sample_graph(ontology)
    text = "\n".join(HOSTILE)
    begins = [sum(len(each) + 1 for each in HOSTILE[:i]) for i in range(len(HOSTILE))]
    sentences, entities = [], []
    for entity, words, begin in zip(graph.entities, HOSTILE, begins, strict=False):
        place = Occurrence("talk", begin, begin + len(words), words, aside=words)
        entities.append(replace(entity, label=words, aliases=HOSTILE, heard=HOSTILE, occurrences=(place,)))
        sentences.append(Sentence("talk", begin, begin + len(words), words))
    known = {entity.iri for entity in entities}
    facts = []
    for fact, words in zip((fact for fact in graph.facts if fact.triple.object in known), HOSTILE * 2, strict=False):
        evidence = replace(
            fact.evidence[0], quote=words, speaker=words, rule=words, attributed_to=words, role=words, when=words
        )
        facts.append(replace(fact, evidence=(evidence,)))
    documents = tuple(
        replace(document, title=HOSTILE[0], date=HOSTILE[2], url=HOSTILE[4], text=text, raw=text)
        for document in graph.documents
    )
    runs = Run(0, len(text), 0, len(text))
    documents = tuple(replace(document, runs=(runs,), segments=(Segment(0, len(text)),)) for document in documents)
    pairs = tuple(Together(entities[0].iri, other.iri, "turn", 1, 1, 1, 9, 6.0) for other in entities[1:])
    return KnowledgeGraph(documents, tuple(entities), tuple(facts), sentences=tuple(sentences), together=pairs)


def start_browser(profile: str, downloads: str) -> Any:
    """A headless Chromium without a network."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.binary_location = str(BROWSER)
    options.add_experimental_option("prefs", {"download.default_directory": downloads})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(str(DRIVER)))


def open_page(browser: Any, url: str, fragment: str = "") -> None:
    """Open the page afresh and wait until its first picture stands."""
    browser.get("about:blank")  # else a fragment alone would not load the page anew
    browser.get_log("browser"), browser.get_log("performance")  # what earlier tests left
    browser.get(url + fragment)
    settle(browser)


def settle(browser: Any) -> None:
    """Wait until the picture has come to rest."""
    wait(browser, lambda: browser.execute_script("return !!window.talkgraph && talkgraph.settled()"))


def wait(browser: Any, condition: Any, seconds: float = 20) -> Any:
    """Wait until the condition holds; its value. What the page draws anew while it is looked at is looked at again."""
    waiting = WebDriverWait(browser, seconds, 0.05, ignored_exceptions=[StaleElementReferenceException])
    return waiting.until(lambda _: condition())


def requests(browser: Any) -> set[str]:
    """What the page asked for, the page itself and addresses inside it aside."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    return {url for url in urls if not url.startswith(("file:", "data:", "about:", "blob:"))}


def errors(browser: Any) -> list[str]:
    """Messages of the console, without what Chromium says about drawing WebGL without a graphics card."""
    entries = browser.get_log("browser")
    quiet = ("software WebGL", "GPU stall")
    return [entry["message"] for entry in entries if not any(words in entry["message"] for words in quiet)]


def value(browser: Any, expression: str) -> Any:
    """The value of a JavaScript expression."""
    return browser.execute_script(f"return {expression}")


def node_point(browser: Any, node: int) -> tuple[float, float]:
    """Where a node stands, in pixels of the stage."""
    x, y = value(browser, f"talkgraph.camera.toScreen(talkgraph.model.x[{node}], talkgraph.model.y[{node}])")
    return x, y


def click(browser: Any, point: tuple[float, float]) -> None:
    """A real click of the mouse at a point of the stage."""
    box = value(browser, "document.querySelector('#graph').getBoundingClientRect().toJSON()")
    actions = ActionChains(browser)
    actions.w3c_actions.pointer_action.move_to_location(round(box["x"] + point[0]), round(box["y"] + point[1]))
    actions.w3c_actions.pointer_action.click()
    actions.perform()


def find(browser: Any, selector: str) -> Any:
    """The first element."""
    return browser.find_element(By.CSS_SELECTOR, selector)


def find_all(browser: Any, selector: str) -> list[Any]:
    """All elements."""
    return list(browser.find_elements(By.CSS_SELECTOR, selector))


def panel(browser: Any) -> str:
    """The text of the panel."""
    return str(find(browser, "#panel").text)
