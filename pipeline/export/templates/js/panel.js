// The panel beside the picture: what is chosen, or an overview. What each shows stands in the panel-*.js files.

const MAX_ROWS = 60,
  MAX_QUOTES = 6;

function makePanel(model, state, { filter, filters, corrections, choose, show }) {
  const panel = byId("panel");
  // What is built anew keeps the focus and how far it was scrolled.
  const fill = (...children) => {
    const focused = panel.contains(document.activeElement) ? document.activeElement.id : "",
      top = panel.scrollTop;
    const lists = new Map([...panel.querySelectorAll(".group > ul")].map((list) => [list.id, list.scrollTop]));
    panel.replaceChildren(...children.flat(6).filter((child) => child !== "" && child !== null && child !== undefined));
    panel.scrollTop = top;
    for (const [id, far] of lists) if (byId(id)) byId(id).scrollTop = far;
    if (focused) byId(focused)?.focus({ preventScroll: true });
  };

  const tools = {
    model,
    state,
    filter,
    corrections,
    choose,
    show,
    fill,
    several: model.documents.length > 1,
    kindOf: (node) => model.classes[model.cls[node]],
    home: () => button("back", () => show({}), "← Overview"),
    name: (node, text) =>
      node === null || node < 0 ? element("strong", {}, text) : button("link", () => choose(node), model.label[node]),
    nameRow: (node, number = "") =>
      row(
        () => choose(node),
        symbol(model.classes[model.cls[node]]),
        element("span", { class: "grow" }, model.label[node]),
        element("span", { class: "number" }, number),
      ),
    firstTime: (claim) =>
      model
        .evidence(claim)
        .map((said) => said.start)
        .find((start) => start !== null) ?? null,
    sentence(id) {
      const doubt =
        model.kind[id] === DOUBTFUL
          ? (model
              .evidence(id)
              .map((said) => (said.denied ? "denied" : said.modality))
              .find(Boolean) ?? "unsure")
          : "";
      const note = doubt || (model.past(id) ? "in the past" : "");
      return `${model.subjectText(id)} ${model.predicate(id)} ${model.objectText(id)}${note ? ` (${note})` : ""}`;
    },
    // Long lists begin short; the rest comes on demand.
    list(items, build, { most = MAX_ROWS, ...attributes } = {}) {
      const box = element("ul", attributes, items.slice(0, most).map(build));
      if (items.length <= most) return [box];
      const more = button(
        "link small more",
        () => {
          const before = box.childElementCount;
          box.append(...items.slice(most).map(build));
          more.remove();
          box.children[before]?.querySelector("button, a")?.focus();
        },
        `Show all ${items.length.toLocaleString("en")}`,
      );
      return [box, more];
    },
  };
  const name = makeNamePanel(tools),
    claim = makeClaimPanel(tools),
    pair = makePairPanel(tools),
    path = makePathPanel(tools),
    episode = makeEpisodePanel(tools),
    overview = makeOverview(tools, filters);

  return {
    update(scene) {
      const { node, claim: fact, path: way, pair: two, document: one } = state.get();
      if (way) path(way, scene);
      else if (fact !== null) claim(fact);
      else if (two) pair(two);
      else if (node !== null) name(node, scene);
      else if (one !== null) episode(one);
      else overview(scene);
    },
  };
}

// The two ends of a path and the steps between them.
function makePathPanel({ model, show, fill, home, list, sentence }) {
  return ([from, to], scene) => {
    if (to === null)
      return fill(
        home(),
        element("h1", {}, "Path"),
        element(
          "p",
          {},
          "From ",
          element("strong", {}, model.label[from]),
          ". Choose where it leads: search for a name or click a dot.",
        ),
      );
    const steps = scene.path;
    fill(
      home(),
      element("h1", {}, `${model.label[from]} to ${model.label[to]}`),
      steps === null
        ? element("p", {}, "No facts link the two, as far as the filters let through.")
        : [
            element("p", { class: "quiet" }, `The shortest way: ${count(steps.length, "step", "steps")}.`),
            element(
              "ol",
              { class: "steps", id: "steps" },
              steps.map((step) => row(() => show({ claim: step }), element("span", { class: "grow" }, sentence(step)))),
            ),
          ],
    );
  };
}

// Two names that are said together: how often, how unlikely that is by chance, and where.
function makePairPanel({ model, show, fill, home, name, several, list }) {
  return ([a, b]) => {
    const { pairs, mentions, passages } = model.more(),
      pair = model.pairOf(a, b);
    const counted = (window, one, more) => {
      const counts = pairs[window][pair];
      if (!counts) return "";
      const [first, second] = pairs.a[pair] === a ? [counts[1], counts[2]] : [counts[2], counts[1]];
      return element(
        "li",
        {},
        `In ${count(counts[0], one, more)} of ${counts[3].toLocaleString("en")}; ${model.label[a]} is in ${first}, ` +
          `${model.label[b]} in ${second}. Likelihood ratio ${(counts[4] / 100).toFixed(1)}.`,
      );
    };
    const inTurn = (node) => {
      const turns = new Map();
      for (const mention of model.mentionsOf(node)) {
        const at = mentions.passage[mention];
        if (at >= 0) turns.set(passages.turn[at], [...(turns.get(passages.turn[at]) ?? []), mention]);
      }
      return turns;
    };
    const ofA = inTurn(a),
      ofB = inTurn(b);
    const shared = [...ofA.keys()].filter((turn) => ofB.has(turn)).sort((x, y) => x - y);
    fill(
      home(),
      element("h1", { class: "claim" }, name(a), " and ", name(b), " are said together"),
      element("ul", { class: "counts" }, counted("sentence", "sentence", "sentences"), counted("turn", "turn", "turns")),
      element(
        "p",
        { class: "quiet" },
        "More often than by chance (3.84 and more: one time in twenty). That says nothing about why.",
      ),
      list(
        shared,
        (turn) =>
          element(
            "li",
            { class: "evidence" },
            byPassage(model, [...ofA.get(turn), ...ofB.get(turn)]).map((passage, i) => [
              i === 0 ? whereSaid(passage, several) : "",
              quote(passage.text, passage.marks),
            ]),
          ),
        { most: MAX_QUOTES, id: "together" },
      ),
    );
  };
}
