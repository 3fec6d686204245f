"use strict";
// Draws the graph and fills the panel. What comes from documents reaches the page as text nodes only.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { entities, facts, classes, documents } = data;
  const byId = (id) => document.getElementById(id);
  const classOf = new Map(classes.map((cls) => [cls.iri, cls]));
  const linked = data.nodes.filter((node) => !node.loose).length;
  const factsOf = entities.map(() => []);
  facts.forEach((fact, id) => new Set([fact.s, fact.o]).forEach((end) => factsOf[end]?.push(id)));

  const state = { node: null, fact: null, hidden: new Set(), loose: linked === 0 };
  const stage = byId("graph");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const drawn = new Set(data.edges.map((edge) => edge.id));
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // --- drawing

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const shown = (node) => !state.hidden.has(node.group) && (state.loose || !node.loose);

  function near() {
    // What stays bright: the selection and what it touches; everything where nothing is selected.
    if (state.fact !== null) return new Set([facts[state.fact].s, facts[state.fact].o]);
    if (state.node === null) return null;
    const ends = factsOf[state.node].filter((id) => drawn.has(id)).flatMap((id) => [facts[id].s, facts[id].o]);
    return new Set([state.node, ...ends]);
  }

  function touches(id) {
    if (state.fact !== null) return id === state.fact;
    return state.node === null || facts[id].s === state.node || facts[id].o === state.node;
  }

  function paint() {
    const bright = near();
    const ground = colour("ground"), text = colour("text"), quiet = colour("quiet"), line = colour("line");
    const edge = colour("edge"), accent = colour("accent");
    nodes.update(data.nodes.map((node) => {
      const on = !bright || bright.has(node.id);
      const fill = colour(`c${classOf.get(node.group).colour}`);
      const border = node.id === state.node ? text : ground;
      const pair = { background: fill, border };
      return {
        id: node.id, hidden: !shown(node), opacity: on ? 1 : 0.18,
        color: { ...pair, highlight: pair, hover: { background: fill, border: quiet } },
        font: {
          ...node.font, color: on ? (node.loose ? quiet : text) : line, strokeWidth: 3, strokeColor: ground,
          face: "system-ui, sans-serif", vadjust: -2,
        },
      };
    }));
    edges.update(data.edges.map((item) => {
      const on = touches(item.id);
      const chosen = item.id === state.fact || (on && state.node !== null);
      const tone = chosen ? accent : on ? edge : line;
      return {
        id: item.id, width: item.id === state.fact ? 2.6 : 1.2,
        color: { color: tone, highlight: tone, hover: accent, inherit: false, opacity: on ? 1 : 0.5 },
        font: {
          size: item.id === state.fact ? 14 : 12, color: on ? (chosen ? text : quiet) : "rgba(0,0,0,0)", strokeWidth: 0,
          background: on ? ground : undefined, face: "system-ui, sans-serif", align: "horizontal",
        },
      };
    }));
    byId("empty").hidden = linked > 0 || state.loose;
  }

  paint();
  const network = new vis.Network(stage, { nodes, edges }, data.options);

  function fit(animation) {
    const ids = data.nodes.filter(shown).map((node) => node.id);
    if (!ids.length) return;
    network.fit({ nodes: ids, maxZoomLevel: 1.1, animation });
  }

  function open() {
    // Where the whole would be too small to read, begin at the entity that matters most.
    fit(false);
    const first = data.nodes.find((node) => !node.loose);
    const legible = innerWidth < 760 ? 0.6 : 0.3;
    if (first && network.getScale() < legible) network.moveTo({ position: { x: first.x, y: first.y }, scale: legible });
  }

  function goTo(ids) {
    const animation = still() ? false : { duration: 350 };
    if (ids.length > 1) network.fit({ nodes: ids, maxZoomLevel: 1, animation });
    else network.moveTo({ position: network.getPosition(ids[0]), scale: Math.max(network.getScale(), 0.8), animation });
  }

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // --- choosing

  function choose({ node = null, fact = null, move = false }) {
    const reveal = node !== null ? [node] : fact !== null ? [facts[fact].s, facts[fact].o] : [];
    for (const id of reveal) {
      if (data.nodes[id]?.loose) state.loose = true;
      if (entities[id]) state.hidden.delete(entities[id].cls);
    }
    Object.assign(state, { node, fact });
    paint();
    if (move) goTo(reveal.filter((id) => id !== undefined)); // a figure has no second end
    if (fact !== null) showFact(fact);
    else if (node !== null) showEntity(node);
    else showOverview();
    byId("panel").scrollTop = 0;
  }

  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ fact: event.edges[0] });
    else choose({});
  });
  for (const name of ["hoverNode", "hoverEdge"]) network.on(name, () => stage.classList.add("pointing"));
  for (const name of ["blurNode", "blurEdge"]) network.on(name, () => stage.classList.remove("pointing"));
  dark.addEventListener("change", paint);
  byId("zoom-in").onclick = () => network.moveTo({ scale: network.getScale() * 1.3 });
  byId("zoom-out").onclick = () => network.moveTo({ scale: network.getScale() / 1.3 });
  byId("zoom-fit").onclick = () => fit(!still());

  // --- building blocks

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") node.onclick = value;
      else if (value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  const POINTS = {
    square: "2,2 12,2 12,12 2,12", triangle: "7,1 13,12 1,12", triangleDown: "1,2 13,2 7,13",
    diamond: "7,0 14,7 7,14 0,7", hexagon: "3.5,1 10.5,1 14,7 10.5,13 3.5,13 0,7",
  };

  function symbol(cls) {
    const make = (tag, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      return node;
    };
    const fill = `var(--c${cls.colour})`;
    const shape = POINTS[cls.shape] ? make("polygon", { points: POINTS[cls.shape], fill }) : make("circle", { cx: 7, cy: 7, r: 6, fill });
    const svg = make("svg", { viewBox: "0 0 14 14", class: "symbol", "aria-hidden": "true" });
    svg.append(shape);
    return svg;
  }

  const button = (cls, onclick, ...children) => el("button", { type: "button", class: cls, onclick }, ...children);
  const row = (onclick, ...children) => el("li", {}, button("row", onclick, ...children));
  const section = (title, ...children) => (children.flat().length ? [el("h2", {}, title), ...children] : []);
  const many = (count, one, more) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
  const fill = (...children) => byId("panel").replaceChildren(...children.flat(3));
  const name = (id, text) =>
    id === undefined ? el("strong", {}, text ?? "") : button("link", () => choose({ node: id, move: true }), entities[id].label);
  const back = () => button("back", () => choose({}), "← Overview");

  // --- panels

  function showOverview() {
    const asserted = facts.filter((fact) => fact.asserted).length;
    const loose = entities.length - linked;
    const sources = documents.map((item) =>
      el("p", {}, el("span", {}, item.title), item.date ? el("span", { class: "quiet" }, `  ${item.date}`) : ""));
    const legend = classes.map((cls) => {
      const node = row(() => {
        if (!state.hidden.delete(cls.iri)) state.hidden.add(cls.iri);
        paint();
        node.firstChild.setAttribute("aria-pressed", String(!state.hidden.has(cls.iri)));
      }, symbol(cls), el("span", { class: "grow label" }, cls.label), el("span", { class: "number" }, String(cls.count)));
      node.firstChild.setAttribute("aria-pressed", String(!state.hidden.has(cls.iri)));
      return node;
    });
    const toggle = el("input", { type: "checkbox", id: "loose" });
    toggle.checked = state.loose;
    toggle.onchange = () => {
      state.loose = toggle.checked;
      paint();
      fit(!still());
    };
    fill(
      el("h1", {}, documents.length === 1 ? documents[0].title : many(documents.length, "document", "documents")),
      documents.length === 1 && documents[0].date ? el("p", { class: "quiet" }, documents[0].date) : [],
      el("p", { class: "quiet" }, `${many(entities.length, "name", "names")}, ${many(asserted, "fact", "facts")}. Click a dot or a line to read who said it, and when.`),
      section("Kinds of things", el("ul", { class: "pairs", id: "legend" }, legend)),
      loose && linked ? el("p", { class: "quiet" }, toggle, el("label", { for: "loose" }, ` Show ${loose} without links`)) : [],
      section("Good places to start", el("ul", { class: "pairs", id: "start" }, data.nodes.filter((node) => state.loose || !node.loose).slice(0, 8).map(({ id }) =>
        row(() => choose({ node: id, move: true }), symbol(classOf.get(entities[id].cls)), el("span", { class: "grow" }, entities[id].label))))),
      documents.length > 1 ? section("Documents", sources) : [],
    );
  }

  function showEntity(id) {
    const entity = entities[id];
    const cls = classOf.get(entity.cls);
    const groups = new Map(), numbers = [], doubtful = [];
    for (const key of factsOf[id]) {
      const fact = facts[key];
      if (!fact.asserted) doubtful.push(key);
      else if (fact.o === undefined) numbers.push(key);
      else {
        const title = fact.s === id ? fact.p : `… ${fact.p} ${entity.label}`;
        groups.set(title, [...(groups.get(title) ?? []), key]);
      }
    }
    const item = (key) => {
      const fact = facts[key];
      const other = fact.s === id ? fact.o : fact.s;
      return row(() => choose({ fact: key, move: true }), symbol(classOf.get(entities[other].cls)),
        el("span", { class: "grow" }, entities[other].label), el("span", { class: "number" }, when(fact)));
    };
    fill(
      back(),
      el("h1", {}, entity.label),
      el("p", { class: "class" }, symbol(cls), el("span", { class: "label" }, `${cls.label}, named ${many(entity.mentions, "time", "times")}${entity.aside ? `, only in: ${entity.aside}` : ""}`)),
      entity.aliases ? section("Also called", el("p", {}, entity.aliases.join(", "))) : [],
      entity.heard ? section("As heard", el("p", { class: "heard" }, entity.heard.map((text) => `“${text}”`).join(", "))) : [],
      section("Figures", numbers.map((key) => row(() => choose({ fact: key }), el("span", { class: "grow" }, facts[key].p), el("strong", {}, facts[key].value)))),
      [...groups].map(([title, keys]) => section(title, el("ul", {}, keys.map(item)))),
      section("Said, but not as a fact", doubtful.map((key) => row(() => choose({ fact: key }), el("span", { class: "grow quiet" }, sentence(key))))),
      factsOf[id].length ? [] : el("p", { class: "quiet" }, "No fact about it was found."),
    );
  }

  function showFact(id) {
    const fact = facts[id];
    fill(
      back(),
      el("p", { class: "claim" }, name(fact.s, "?"), ` ${fact.p} `, name(fact.o, fact.value)),
      el("p", {}, el("span", { class: "chip" }, `${Math.round(fact.confidence * 100)}% sure`),
        fact.asserted ? "" : el("span", { class: "chip" }, "not taken as a fact")),
      fact.evidence.map((said) => el("div", { class: "evidence" }, el("blockquote", {}, said.quote),
        el("p", { class: "quiet" }, [said.time, said.speaker, said.document].filter(Boolean).join(" · ")),
        el("p", { class: "quiet" }, [
          said.source ? `according to ${said.source}` : "", said.polarity, said.modality, said.aside,
          fact.evidence.length > 1 ? `${Math.round(said.confidence * 100)}% sure` : "",
        ].filter(Boolean).join(" · ")))),
    );
  }

  const when = (fact) => fact.evidence.map((said) => said.time).filter(Boolean)[0] ?? "";

  function sentence(key) {
    const fact = facts[key];
    const part = (id) => (id === undefined ? fact.value ?? "?" : entities[id].label);
    const why = fact.evidence.flatMap((said) => [said.polarity, said.modality]).filter(Boolean)[0] ?? "unsure";
    return `${part(fact.s)} ${fact.p} ${part(fact.o)} (${why})`;
  }

  // --- finding

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = entities.map((entity) => [
    ...[entity.label].map((text) => ({ text, kind: "label" })),
    ...(entity.aliases ?? []).map((text) => ({ text, kind: "also called" })),
    ...(entity.heard ?? []).map((text) => ({ text, kind: "heard as" })),
  ].map((entry) => ({ ...entry, key: plain(entry.text) })));
  let hits = [], active = 0;

  function find(query) {
    const key = plain(query.trim());
    if (!key) return [];
    const found = [];
    index.forEach((entries, id) => {
      const scored = entries.filter((entry) => entry.key.includes(key)).map((entry) => ({
        id, entry, score: (entry.key === key ? 0 : entry.key.startsWith(key) ? 1 : 2) + (entry.kind === "label" ? 0 : 0.5),
      }));
      scored.sort((a, b) => a.score - b.score);
      if (scored.length) found.push(scored[0]);
    });
    return found.sort((a, b) => a.score - b.score || a.id - b.id).slice(0, 8);
  }

  function suggest() {
    const query = byId("search").value;
    hits = find(query);
    active = 0;
    const items = hits.map((hit, rank) => el("li", { role: "option", id: `hit-${rank}`, onclick: () => take(rank) },
      entities[hit.id].label, hit.entry.kind === "label" ? "" : el("span", { class: "quiet" }, `  ${hit.entry.kind} “${hit.entry.text}”`)));
    const none = el("li", { class: "none" }, "No such name");
    byId("hits").replaceChildren(...(items.length ? items : [none]));
    mark(query.trim() !== "");
  }

  function mark(visible) {
    byId("hits").hidden = !visible;
    byId("search").setAttribute("aria-expanded", String(visible));
    hits.forEach((_, rank) => byId(`hit-${rank}`)?.setAttribute("aria-selected", String(rank === active)));
    if (visible && hits.length) byId("search").setAttribute("aria-activedescendant", `hit-${active}`);
    else byId("search").removeAttribute("aria-activedescendant");
  }

  function take(rank) {
    if (!hits[rank]) return;
    const { id } = hits[rank];
    byId("search").value = "";
    mark(false);
    choose({ node: id, move: true });
  }

  byId("search").oninput = suggest;
  byId("search").onkeydown = (event) => {
    if (event.key === "Enter") take(active);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = Math.max(0, Math.min(hits.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
      mark(hits.length > 0);
      event.preventDefault();
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      byId("search").value = "";
      mark(false);
      choose({});
    } else if (event.key === "/" && document.activeElement !== byId("search")) {
      byId("search").focus();
      event.preventDefault();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!byId("find").contains(event.target)) mark(false);
  });

  showOverview();
  open();
  network.once("afterDrawing", open); // again, now that the labels have been measured
  window.talkgraph = { network, data };
})();
