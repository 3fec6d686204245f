// Who and what comes when: a lane for each speaker and name, through the episodes or, in a few of them, through time.

const LANES = 40,
  WIDE = 3, // so many episodes are shown with their times, more with one dot each
  COLUMN = 16; // pixels that an episode takes at least: where there are too many for the stage, it scrolls
const LANE = { width: 600, height: 22 };

function makeLanes(model, state, filter, { choose, show }) {
  const box = byId("lanes");
  let shown = LANES,
    byTime = false;

  function lengths() {
    const { passages } = model.more(),
      ends = model.documents.map(() => 0);
    passages.document.forEach((document, i) => {
      ends[document] = Math.max(ends[document], passages.start[i]);
    });
    return ends;
  }

  // Each mention as [document, start or -1]; of a speaker each passage.
  const ofNode = (node) => {
    const { mentions, passages } = model.more();
    return [...model.mentionsOf(node)]
      .filter((mention) => filter.mentionFits(mention, state.get()))
      .map((mention) => [model.documentOf(mention), passages.start[mentions.passage[mention]] ?? -1]);
  };
  const ofSpeaker = (id) => {
    const { passages } = model.more(),
      { documents, speakers } = state.get();
    const found = [];
    passages.speaker.forEach((text, i) => {
      if (model.voice(text) === id && !documents.has(passages.document[i]) && !speakers.has(id))
        found.push([passages.document[i], passages.start[i]]);
    });
    return found;
  };

  function cell(title, colour, places, isNew, act, ends, document) {
    if (!places.length) return element("td", {});
    const times = places.map(([, start]) => start).filter((start) => start >= 0),
      wide = model.documents.length <= WIDE && times.length && ends[document];
    const often = `${count(places.length, "time", "times")}${isNew ? ", for the first time" : ""}`;
    const drawing = wide
      ? svgElement(
          "svg",
          { viewBox: `0 0 ${LANE.width} ${LANE.height}`, preserveAspectRatio: "none", class: "ticks" },
          ...times.map((start) =>
            svgElement("rect", {
              x: ((start / ends[document]) * (LANE.width - 4)).toFixed(1),
              y: 4,
              width: 4,
              height: LANE.height - 8,
              fill: colour,
            }),
          ),
        )
      : svgElement(
          "svg",
          { viewBox: "-12 -12 24 24", class: "spot" },
          svgElement("circle", { r: Math.min(9, 2.6 + 1.7 * Math.sqrt(places.length)).toFixed(1), fill: colour }),
          ...(isNew ? [svgElement("circle", { r: 10.8, fill: "none", class: "ring" })] : []),
        );
    drawing.setAttribute("aria-hidden", "true");
    return element(
      "td",
      {},
      element("button", { type: "button", title: `${title}: ${often}`, "aria-label": `${title}: ${often}`, onclick: act }, drawing),
    );
  }

  function build() {
    const order = inOrder(model).filter((document) => !state.get().documents.has(document)),
      ends = lengths(),
      several = order.length > 1,
      isWide = model.documents.length <= WIDE;
    const open = (node) => !model.gone[node] && !state.get().classes.has(model.cls[node]);
    const lanes = [];
    for (let node = 0; node < model.size; node++) {
      const places = open(node) ? ofNode(node) : [];
      if (places.length) lanes.push({ node, places });
    }
    const rank = new Map(order.map((document, i) => [document, i]));
    const first = ({ places }) => Math.min(...places.map(([document, start]) => rank.get(document) * 1e6 + Math.max(0, start)));
    if (byTime) lanes.sort((a, b) => first(a) - first(b) || a.node - b.node);
    const byDocument = (places, document) => places.filter(([each]) => each === document);
    const line = (label, title, colour, places, act) => {
      const begin = order.find((document) => byDocument(places, document).length);
      return element(
        "tr",
        {},
        element("th", { scope: "row" }, label),
        order.map((document) =>
          cell(
            `${title}, ${model.documents[document].title}`,
            colour,
            byDocument(places, document),
            several && !isWide && document === begin,
            () => act(document),
            ends,
            document,
          ),
        ),
      );
    };
    const speakers = model
      .speakers()
      .filter(({ id }) => id !== model.voice(-1))
      .map(({ id, label }) => ({ id, label, places: ofSpeaker(id) }))
      .filter(({ places }) => places.length)
      .slice(0, 12);
    const heading = (text) =>
      element("tr", { class: "heading" }, element("th", { scope: "colgroup", colspan: order.length + 1 }, text));
    const symbolAnd = (node) =>
      button("link", () => choose(node), symbol(model.classes[model.cls[node]]), element("span", { class: "grow" }, model.label[node]));
    const sorts = [
      ["Most important first", false],
      ["In order of appearance", true],
    ].map(([text, value]) =>
      element(
        "button",
        {
          type: "button",
          "aria-pressed": String(byTime === value),
          onclick: () => {
            byTime = value;
            build();
          },
        },
        text,
      ),
    );
    const legend = isWide
      ? "Each stroke is a mention, from the beginning of the recording to its end."
      : "The larger the dot, the more often; a ring: for the first time. Choose an episode to see what is new in it.";
    box.replaceChildren(
      element("div", { class: "lanes-head" }, element("span", { class: "pair", role: "group", "aria-label": "Order" }, sorts), element("span", { class: "quiet" }, legend)),
      element(
        "table",
        { class: isWide ? "wide" : order.length > 8 ? "narrow" : "" },
        element("caption", { class: "unseen" }, "Who and what comes when"),
        element("colgroup", {}, element("col", { class: "names" }), order.map(() => element("col"))),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("td", {}),
            order.map((document) => {
              const { date, title } = model.documents[document];
              return element(
                "th",
                { scope: "col" },
                element(
                  "button",
                  { type: "button", class: "head", title, onclick: () => show({ document }) },
                  element("span", {}, [date, shortLabel(title, 30)].filter(Boolean).join(" ")),
                ),
              );
            }),
          ),
        ),
        element(
          "tbody",
          {},
          speakers.length ? heading("Who speaks") : "",
          speakers.map(({ label, places }) =>
            line(shortLabel(label, 26), `${label} speaks`, "var(--quiet)", places, (document) => show({ document })),
          ),
          speakers.length ? heading("Who and what is named") : "",
          lanes
            .slice(0, shown)
            .map(({ node, places }) =>
              line(symbolAnd(node), model.label[node], `var(--c${model.classes[model.cls[node]].colour})`, places, (document) =>
                show({ node, document }),
              ),
            ),
        ),
      ),
      lanes.length > shown
        ? button(
            "action",
            () => {
              shown += 2 * LANES;
              build();
            },
            `Show more (${(lanes.length - shown).toLocaleString("en")} left)`,
          )
        : "",
    );
    box.querySelector("table").style.minWidth = `calc(var(--names) + ${order.length * COLUMN}px)`;
  }

  return { update: () => state.get().view === "time" && build() };
}
