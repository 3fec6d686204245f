// Finds names as they are, as they are also called and as they were heard, and completes what is typed.

const MAX_HITS = 8;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function makeSearch(model, choose) {
  const field = byId("search"),
    list = byId("hits");
  let index = null,
    hits = [],
    active = 0;

  function build() {
    // on first use
    const { aliases, heard } = model.more().entities;
    index = [];
    for (let node = 0; node < model.size; node++) {
      if (model.gone[node]) continue;
      const add = (text, kind) => index.push({ node, text, kind, key: plain(text) });
      add(model.label[node], "");
      for (const text of aliases[node] ?? []) add(text, "also called");
      for (const text of heard[node] ?? []) add(text, "heard as");
    }
  }

  // The best spelling of each node: the whole name before its beginning, a word's beginning, and any part.
  function find(query) {
    const key = plain(query.trim());
    if (!key) return [];
    if (!index) build();
    const best = new Map();
    for (const entry of index) {
      const at = entry.key.indexOf(key);
      if (at < 0) continue;
      const fit = entry.key === key ? 0 : at === 0 ? 1 : /[\p{L}\p{N}]/u.test(entry.key[at - 1]) ? 3 : 2;
      const score = fit + (entry.kind ? 0.5 : 0);
      if (score < (best.get(entry.node)?.score ?? 9)) best.set(entry.node, { entry, score });
    }
    return [...best.values()]
      .sort((a, b) => a.score - b.score || a.entry.node - b.entry.node)
      .slice(0, MAX_HITS)
      .map((hit) => hit.entry);
  }

  function suggest() {
    hits = find(field.value);
    active = 0;
    const items = hits.map((hit, rank) =>
      element(
        "li",
        { role: "option", id: `hit-${rank}`, onclick: () => take(rank) },
        symbol(model.classes[model.cls[hit.node]]),
        element(
          "span",
          { class: "grow" },
          model.label[hit.node],
          hit.kind ? element("span", { class: "quiet" }, ` ${hit.kind} “${hit.text}”`) : "",
        ),
      ),
    );
    list.replaceChildren(...items);
    byId("no-hits").hidden = items.length > 0 || !field.value.trim();
    mark(items.length > 0);
  }

  function mark(visible) {
    list.hidden = !visible;
    field.setAttribute("aria-expanded", String(visible));
    hits.forEach((_, rank) => byId(`hit-${rank}`)?.setAttribute("aria-selected", String(rank === active)));
    if (visible) field.setAttribute("aria-activedescendant", `hit-${active}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    field.value = "";
    byId("no-hits").hidden = true;
    mark(false);
  }

  function take(rank) {
    const hit = hits[rank];
    if (!hit) return;
    close();
    hits = [];
    choose(hit.node);
  }

  field.addEventListener("input", suggest);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take(active);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    active = Math.max(0, Math.min(hits.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)));
    mark(hits.length > 0);
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!byId("find").contains(event.target)) mark(false);
  });
  return { close, find, forget: () => (index = null), isOpen: () => !list.hidden };
}
