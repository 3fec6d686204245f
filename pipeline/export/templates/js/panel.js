// The panel beside the picture: an overview, a node, a claim with its evidence, or a path.

const MAX_ROWS = 60;

function makePanel(model, state, { filters, choose, show }) {
  const panel = byId("panel");
  const kindOf = (node) => model.classes[model.cls[node]];
  // What is built anew keeps the focus and how far it was scrolled.
  const fill = (...children) => {
    const focused = panel.contains(document.activeElement) ? document.activeElement.id : "",
      top = panel.scrollTop;
    const lists = new Map([...panel.querySelectorAll(".group > ul")].map((list) => [list.id, list.scrollTop]));
    panel.replaceChildren(...children.flat(4).filter((child) => child !== "" && child !== null));
    panel.scrollTop = top;
    for (const [id, far] of lists) if (byId(id)) byId(id).scrollTop = far;
    if (focused) byId(focused)?.focus({ preventScroll: true });
  };
  const home = () => button("back", () => show({}), "← Overview");
  const name = (node, text) =>
    node < 0 ? element("strong", {}, text) : button("link", () => choose(node), model.label[node]);
  const percent = (sure) => `${sure}% sure`;
  const firstTime = (claim) =>
    model
      .evidence(claim)
      .map((said) => said.start)
      .find((start) => start !== null) ?? null;

  // Long lists begin short; the rest comes on demand.
  function list(items, build, attributes = {}) {
    const box = element("ul", attributes, items.slice(0, MAX_ROWS).map(build));
    if (items.length <= MAX_ROWS) return [box];
    const more = button(
      "link small",
      () => {
        box.append(...items.slice(MAX_ROWS).map(build));
        more.remove();
      },
      `Show all ${items.length.toLocaleString("en")}`,
    );
    return [box, more];
  }

  function overview(scene) {
    let facts = 0,
      inferred = 0;
    for (const kind of model.kind) {
      facts += kind === SAID;
      inferred += kind === INFERRED;
    }
    const title =
      model.documents.length === 1 ? model.documents[0].title : count(model.documents.length, "document", "documents");
    const linkedThere = model.linked.includes(1);
    const looseCount = model.linked.reduce((number, value) => number + !value, 0);
    const loose = element("input", {
      type: "checkbox",
      id: "loose",
      onchange: () => state.set({ loose: loose.checked }),
    });
    loose.checked = scene.nodes.some((node) => !model.linked[node]);
    const start = scene.nodes.filter((node) => model.linked[node] || !linkedThere).slice(0, 8);
    fill(
      element("h1", {}, title),
      model.documents.length === 1 && model.documents[0].date
        ? element("p", { class: "quiet" }, model.documents[0].date)
        : "",
      element(
        "p",
        { class: "quiet" },
        `${count(model.size, "name", "names")}, ${count(facts, "fact", "facts")}`,
        inferred ? `, ${inferred.toLocaleString("en")} inferred` : "",
        ". Choose a dot or a line to read who said it, and when.",
      ),
      section(
        "Good places to start",
        element(
          "ul",
          { class: "pairs", id: "start" },
          start.map((node) =>
            row(() => choose(node), symbol(kindOf(node)), element("span", { class: "grow" }, model.label[node])),
          ),
        ),
      ).slice(0, start.length ? 2 : 0),
      element("h2", {}, "Show"),
      filters.build(),
      looseCount && linkedThere
        ? element(
            "p",
            { class: "check" },
            loose,
            element("label", { for: "loose" }, ` ${looseCount.toLocaleString("en")} names without links`),
          )
        : "",
      element(
        "p",
        { class: "quiet keys" },
        "Keys: / finds, arrows follow links, + and − zoom, 0 shows all, Esc lets go. Two clicks on a dot add its neighbours.",
      ),
    );
  }

  function node(id, scene) {
    const { aliases, aside, heard, mentions } = model.more().entities,
      cls = kindOf(id);
    const groups = new Map(),
      figures = [],
      doubtful = [],
      inferred = [];
    for (const claim of model.claimsOf(id)) {
      if (model.kind[claim] === DOUBTFUL) doubtful.push(claim);
      else if (model.kind[claim] === INFERRED) inferred.push(claim);
      else if (model.o[claim] < 0) figures.push(claim);
      else {
        const title = model.s[claim] === id ? model.predicate(claim) : `… ${model.predicate(claim)} ${model.label[id]}`;
        if (!groups.has(title)) groups.set(title, []);
        groups.get(title).push(claim);
      }
    }
    const allowed = [...model.claimsOf(id)].filter((claim) => model.isEdge[claim] && scene.passed[claim]);
    const away = new Set(allowed.map((claim) => model.other(claim, id)).filter((other) => !scene.inPicture[other]))
      .size;
    const item = (claim) => {
      const other = model.other(claim, id),
        time = firstTime(claim);
      return row(
        () => show({ claim }),
        other >= 0 ? symbol(kindOf(other)) : "",
        element(
          "span",
          { class: "grow" },
          other >= 0 ? model.label[other] : model.s[claim] === id ? model.objectText(claim) : model.subjectText(claim),
        ),
        element("span", { class: "number" }, time === null ? "" : clock(time)),
      );
    };
    fill(
      home(),
      element("h1", {}, model.label[id]),
      element(
        "p",
        { class: "class" },
        symbol(cls),
        element("span", { class: "label" }, `${cls.label}, named ${count(mentions[id], "time", "times")}${aside[id] ? `, only in: ${aside[id]}` : ""}`),
      ),
      element(
        "p",
        { class: "actions" },
        allowed.length ? button("action", () => show({ path: [id, null], node: null }), "Path to …") : "",
        away
          ? button(
              "action",
              () => state.set({ opened: new Set([...state.get().opened, id]) }),
              `Show ${count(away, "more neighbour", "more neighbours")}`,
            )
          : "",
      ),
      aliases[id] ? section("Also called", element("p", {}, aliases[id].join(", "))) : "",
      heard[id]
        ? section("As heard", element("p", { class: "heard" }, heard[id].map((text) => `“${text}”`).join(", ")))
        : "",
      section(
        "Figures",
        figures.length
          ? list(figures, (claim) =>
              row(
                () => show({ claim }),
                element("span", { class: "grow" }, model.predicate(claim)),
                element("strong", {}, model.objectText(claim)),
              ),
            )
          : [],
      ),
      [...groups].map(([title, claims]) => section(title, list(claims, item))),
      section(
        "Said, but not as a fact",
        doubtful.length
          ? list(doubtful, (claim) =>
              row(() => show({ claim }), element("span", { class: "grow quiet" }, sentence(claim))),
            )
          : [],
      ),
      section(
        "Follows from what was said",
        inferred.length
          ? list(inferred, (claim) => row(() => show({ claim }), element("span", { class: "grow" }, sentence(claim))))
          : [],
      ),
      model.claimsOf(id).length ? "" : element("p", { class: "quiet" }, "No fact about it was found."),
    );
  }

  function quote({ quote: text, marks }) {
    const parts = [];
    let at = 0;
    for (let i = 0; i + 1 < marks.length; i += 2) {
      parts.push(text.slice(at, marks[i]), element("mark", {}, text.slice(marks[i], marks[i + 1])));
      at = marks[i + 1];
    }
    return element("blockquote", {}, parts, text.slice(at));
  }

  function evidence(said, several) {
    const where = [said.speaker, said.document?.title].filter(Boolean).join(" · ");
    const time =
      said.start === null
        ? ""
        : said.link
          ? element(
              "a",
              { href: said.link, target: "_blank", rel: "noopener noreferrer", title: "Open the recording here" },
              `▶ ${clock(said.start)}`,
            )
          : element("span", {}, clock(said.start));
    const notes = [
      said.source ? `according to ${said.source}` : "",
      said.denied ? "denied" : "",
      said.modality,
      said.role ? `as ${said.role}` : "",
      said.past ? "in the past" : "",
      said.when,
      said.aside,
      several ? percent(said.sure) : "",
    ];
    return element(
      "div",
      { class: "evidence" },
      quote(said),
      element("p", { class: "quiet" }, time, time && where ? " · " : "", where),
      element("p", { class: "quiet" }, notes.filter(Boolean).join(" · ")),
    );
  }

  function claim(id) {
    const said = model.evidence(id),
      inference = model.inference(id);
    const state = ["", "not taken as a fact", "inferred"][model.kind[id]];
    fill(
      home(),
      element(
        "h1",
        { class: "claim" },
        name(model.s[id], model.subjectText(id)),
        ` ${model.predicate(id)} `,
        name(model.o[id], model.objectText(id)),
      ),
      element(
        "p",
        {},
        model.kind[id] === INFERRED ? "" : element("span", { class: "chip" }, percent(model.sure[id])),
        state ? element("span", { class: "chip" }, state) : "",
      ),
      inference
        ? section(
            "Nobody said this; it follows from",
            element(
              "ul",
              {},
              inference.premises.map((premise) =>
                row(() => show({ claim: premise }), element("span", { class: "grow" }, sentence(premise))),
              ),
            ),
            inference.rule ? element("p", { class: "quiet" }, `by the rule ${inference.rule}`) : "",
          )
        : "",
      said.map((piece) => evidence(piece, said.length > 1)),
    );
  }

  function sentence(id) {
    const doubt =
      model.kind[id] === DOUBTFUL
        ? (model
            .evidence(id)
            .map((said) => (said.denied ? "denied" : said.modality))
            .find(Boolean) ?? "unsure")
        : "";
    const note = doubt || (model.past(id) ? "in the past" : "");
    return `${model.subjectText(id)} ${model.predicate(id)} ${model.objectText(id)}${note ? ` (${note})` : ""}`;
  }

  function path([from, to], scene) {
    if (to === null)
      return fill(
        home(),
        element("h1", {}, "Path"),
        element(
          "p",
          {},
          "From ",
          element("strong", {}, model.label[from]),
          ". Choose where it leads: click a dot or search for a name.",
        ),
      );
    const steps = scene.path;
    fill(
      home(),
      element("h1", {}, `${model.label[from]} to ${model.label[to]}`),
      steps === null
        ? element("p", {}, "Nothing links the two, as far as the filters let through.")
        : [
            element("p", { class: "quiet" }, `The shortest way: ${count(steps.length, "step", "steps")}.`),
            element(
              "ol",
              { class: "steps", id: "steps" },
              steps.map((step) => row(() => show({ claim: step }), element("span", { class: "grow" }, sentence(step)))),
            ),
          ],
    );
  }

  return {
    update(scene) {
      const { node: chosen, claim: fact, path: way } = state.get();
      if (way) path(way, scene);
      else if (fact !== null) claim(fact);
      else if (chosen !== null) node(chosen, scene);
      else overview(scene);
    },
  };
}
