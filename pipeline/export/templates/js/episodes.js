// Episodes in their order: what each names, and what is new in it.

// Documents by date, those without one last; of one date by id.
function inOrder(model) {
  const key = (document) => `${model.documents[document].date || "~"} ${model.documents[document].id}`;
  return model.documents.map((_, i) => i).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b));
}

// For each node how often each document mentions it: Map of document -> number.
function counted(model, node) {
  const numbers = new Map();
  for (const mention of model.mentionsOf(node)) {
    const document = model.documentOf(mention);
    numbers.set(document, (numbers.get(document) ?? 0) + 1);
  }
  return numbers;
}

// The labelled speakers who mention a node or say something about it, the most talkative first.
function speakersOn(model, node) {
  const { passages, mentions, evidence, texts } = model.more(),
    numbers = new Map();
  const add = (text) => text >= 0 && numbers.set(text, (numbers.get(text) ?? 0) + 1);
  for (const mention of model.mentionsOf(node))
    if (mentions.passage[mention] >= 0) add(passages.speaker[mentions.passage[mention]]);
  for (const claim of model.claimsOf(node)) {
    const [from, to] = model.evidenceRange(claim);
    for (let i = from; i < to; i++) add(evidence.speaker[i]);
  }
  return [...numbers]
    .map(([text, number]) => ({ label: texts[text], number }))
    .sort((a, b) => b.number - a.number || (a.label < b.label ? -1 : 1));
}

// One episode: what it names for the first time, what came before, and the facts that are new in it.
function makeEpisodePanel({ model, show, fill, home, nameRow, list, sentence }) {
  return (id) => {
    const document = model.documents[id],
      order = inOrder(model),
      rank = new Map(order.map((each, i) => [each, i])),
      here = rank.get(id);
    const fresh = [],
      again = [];
    for (let node = 0; node < model.size; node++) {
      if (model.gone[node]) continue;
      const numbers = counted(model, node);
      if (!numbers.has(id)) continue;
      const first = Math.min(...[...numbers.keys()].map((each) => rank.get(each) ?? Infinity));
      (first === here ? fresh : again).push([node, numbers.get(id)]);
    }
    const { evidence } = model.more(),
      facts = [];
    for (let claim = 0; claim < model.claimCount; claim++) {
      const [from, to] = model.evidenceRange(claim),
        said = evidence.document.slice(from, to).map((each) => rank.get(each));
      if (model.kind[claim] === SAID && said.includes(here) && Math.min(...said) === here) facts.push(claim);
    }
    const names = (members) =>
      members.length ? list(members, ([node, number]) => nameRow(node, `${number}×`), { most: 12 }) : [];
    const step = (by, text) =>
      order[here + by] === undefined
        ? ""
        : button("action", () => show({ document: order[here + by] }), text, model.documents[order[here + by]].title);
    fill(
      home(),
      element("h1", {}, document.title),
      element("p", { class: "quiet" }, [document.date, document.name].filter(Boolean).join(" · ")),
      document.recording
        ? element(
            "p",
            {},
            element("a", { href: document.recording, target: "_blank", rel: "noopener noreferrer" }, "▶ The recording"),
          )
        : "",
      section(
        `Facts first said here (${facts.length})`,
        facts.length
          ? list(facts, (claim) => row(() => show({ claim }), element("span", { class: "grow" }, sentence(claim))), { most: 12 })
          : [],
      ),
      here > 0
        ? [
            section(`New in this episode (${fresh.length})`, element("div", { id: "fresh" }, names(fresh))),
            section(`Named before (${again.length})`, element("div", { id: "again" }, names(again))),
          ]
        : section(`Named (${fresh.length})`, element("div", { id: "fresh" }, names(fresh))),
      element("p", { class: "steps-between" }, step(-1, "← "), step(1, "→ ")),
    );
  };
}
