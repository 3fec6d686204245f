// What the reader has chosen, kept in the address so that it can be shared and the browser's back and forward work.

const WAYS = ["said", "inferred", "all"];
const REST = 250; // milliseconds without a change after which the address is written

function makeState(model) {
  const fresh = () => ({
    node: null,
    claim: null,
    path: null, // path: [from, to]; `to` is null while it is being chosen
    classes: new Set(),
    predicates: new Set(),
    documents: new Set(),
    speakers: new Set(), // what is hidden
    sure: 0,
    time: null,
    way: "said",
    opened: new Set(),
    all: false,
    loose: null,
    table: false,
  });
  const SETS = { classes: "kinds", predicates: "relations", documents: "docs", speakers: "voices", opened: "open" };
  let current = fresh();
  let camera = null;
  const listeners = [];

  const iriOf = (node) => model.more().entities.iri[node];
  const nodeOf = (iri) => model.more().entities.iri.indexOf(iri);

  function encode() {
    const parts = new URLSearchParams();
    if (current.node !== null) parts.set("node", iriOf(current.node));
    if (current.claim !== null) parts.set("fact", current.claim);
    if (current.path) parts.set("path", current.path.map((node) => node ?? "").join("-"));
    for (const [key, name] of Object.entries(SETS))
      if (current[key].size) parts.set(name, [...current[key]].sort((a, b) => a - b).join("."));
    if (current.sure) parts.set("sure", current.sure);
    if (current.time) parts.set("time", current.time.map((value) => Math.round(value)).join("-"));
    if (current.way !== "said") parts.set("way", current.way);
    if (current.all) parts.set("all", 1);
    if (current.loose !== null) parts.set("loose", Number(current.loose));
    if (current.table) parts.set("table", 1);
    if (camera) parts.set("view", [camera.x.toFixed(1), camera.y.toFixed(1), camera.k.toFixed(3)].join(","));
    return parts.toString();
  }

  function decode(text) {
    const parts = new URLSearchParams(text),
      state = fresh();
    const whole = (value, limit) => (/^\d+$/.test(value ?? "") && Number(value) < limit ? Number(value) : null);
    if (parts.has("node")) state.node = Math.max(-1, nodeOf(parts.get("node")));
    if (state.node === -1) state.node = null;
    state.claim = whole(parts.get("fact"), model.claimCount);
    const path = (parts.get("path") ?? "").split("-").map((value) => whole(value, model.size));
    if (path.length === 2 && path[0] !== null) state.path = path;
    for (const [key, name] of Object.entries(SETS))
      for (const value of (parts.get(name) ?? "").split(".")) if (/^\d+$/.test(value)) state[key].add(Number(value));
    for (const node of state.opened) if (node >= model.size) state.opened.delete(node);
    state.sure = whole(parts.get("sure"), 101) ?? 0;
    const time = (parts.get("time") ?? "").split("-").map((value) => whole(value, 1e7));
    if (time.length === 2 && time[0] !== null && time[1] !== null) state.time = time;
    state.way = WAYS.includes(parts.get("way")) ? parts.get("way") : "said";
    state.all = parts.get("all") === "1";
    if (parts.has("loose")) state.loose = parts.get("loose") === "1";
    state.table = parts.get("table") === "1";
    const view = (parts.get("view") ?? "").split(",").map(Number);
    const valid = view.length === 3 && view.every(Number.isFinite) && view[2] > 0;
    return { state, view: valid ? { x: view[0], y: view[1], k: view[2] } : null };
  }

  let pending = 0;
  function record() {
    if (pending) history.replaceState(null, "", address());
    clearTimeout(pending);
    pending = 0;
  }

  const address = () => `#${encode()}`;
  const tell = (view = null) => listeners.forEach((listen) => listen(current, view));

  function reload() {
    const { state, view } = decode(location.hash.slice(1));
    current = state;
    camera = view;
    tell(view);
  }
  addEventListener("popstate", reload);

  return {
    get: () => current,
    listen: (listener) => listeners.push(listener),
    // Choices make an entry in the history; what changes many times a second replaces the entry when it comes to rest.
    set(changes, { replace = false } = {}) {
      if (!replace) record();
      current = { ...current, ...changes };
      if (replace) {
        clearTimeout(pending);
        pending = setTimeout(record, REST);
      } else history.pushState(null, "", address());
      tell();
    },
    toggle(key, value) {
      const changed = new Set(current[key]);
      if (!changed.delete(value)) changed.add(value);
      this.set({ [key]: changed });
    },
    look(view) {
      // the camera has come to rest
      camera = view;
      history.replaceState(null, "", address());
    },
    reload,
  };
}
