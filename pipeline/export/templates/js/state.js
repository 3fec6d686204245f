// What the reader has chosen, kept in the address so that it can be shared and the browser's back and forward work. The
// address names things by IRI, documents by id and speakers by name: it opens the same after another run.

const WAYS = ["said", "inferred", "all"],
  VIEWS = ["graph", "table", "time", "sides"];
const REST = 250; // milliseconds without a change after which the address is written

function makeState(model) {
  const fresh = () => ({
    node: null,
    claim: null,
    pair: null, // two nodes that are said together
    path: null, // [from, to]; `to` is null while it is being chosen
    document: null,
    classes: new Set(),
    predicates: new Set(),
    documents: new Set(),
    speakers: new Set(), // what is hidden
    sure: 0,
    time: null,
    way: "said",
    lines: true,
    opened: new Set(),
    all: false,
    loose: null,
    view: "graph",
    sides: [null, null], // speakers side by side
  });
  let current = fresh();
  let camera = null;
  const listeners = [];

  // How the members of each set are named in the address.
  const listed = (name, values) => ({
    name,
    nameOf: (number) => values()[number],
    numberOf: (text) => values().indexOf(text),
  });
  const speakers = () => model.speakers().map(({ label }) => label);
  const SETS = {
    classes: listed("kind", () => model.classes.map(({ iri }) => iri)),
    predicates: listed("relation", () => model.predicates.map(({ iri }) => iri)),
    documents: listed("episode", () => model.documents.map(({ id }) => id)),
    speakers: listed("voice", speakers),
    opened: { name: "open", nameOf: model.iri, numberOf: (iri) => model.nodeOf(iri) ?? -1 },
  };
  const two = (nodes) => nodes.map((node) => (node === null ? "" : model.iri(node))).join(" ");

  // A claim is its three parts; a number stands as Turtle writes it.
  const claimName = (claim) =>
    [
      model.s[claim] >= 0 ? model.iri(model.s[claim]) : model.subjectText(claim),
      model.predicates[model.p[claim]].iri,
      model.o[claim] >= 0 ? model.iri(model.o[claim]) : (model.literal(claim) ?? model.objectText(claim)),
    ].join(" ");
  function claimNamed(text) {
    const node = model.nodeOf(text.split(" ")[0]);
    const among = node === null ? Array.from({ length: model.claimCount }, (_, claim) => claim) : [...model.claimsOf(node)];
    return among.find((claim) => model.kind[claim] !== GONE && claimName(claim) === text) ?? null;
  }

  function encode() {
    const parts = new URLSearchParams();
    if (current.node !== null) parts.set("node", model.iri(current.node));
    if (current.claim !== null) parts.set("fact", claimName(current.claim));
    if (current.pair) parts.set("together", two(current.pair));
    if (current.path) parts.set("path", two(current.path));
    if (current.document !== null) parts.set("document", model.documents[current.document].id);
    for (const [key, { name, nameOf }] of Object.entries(SETS))
      for (const value of [...current[key]].sort((a, b) => a - b)) parts.append(name, nameOf(value));
    if (current.sure) parts.set("sure", current.sure);
    if (current.time) parts.set("time", current.time.map((value) => Math.round(value)).join("-"));
    if (current.way !== "said") parts.set("way", current.way);
    if (!current.lines) parts.set("lines", 0);
    if (current.all) parts.set("all", 1);
    if (current.loose !== null) parts.set("loose", Number(current.loose));
    if (current.view !== "graph") parts.set("view", current.view);
    for (const [i, side] of current.sides.entries()) if (side) parts.set(`side${i + 1}`, side);
    if (camera) {
      // relative to a name, since another run may put it elsewhere
      const ends = current.claim === null ? [] : [model.s[current.claim], model.o[current.claim]];
      const chosen = [current.node, ...(current.pair ?? []), ...(current.path ?? []), ...ends];
      const at = chosen.find((node) => node !== null && node >= 0) ?? camera.near;
      if (at !== null && at !== undefined) {
        parts.set("at", model.iri(at));
        parts.set("look", [camera.x - model.x[at], camera.y - model.y[at]].map((far) => far.toFixed(1)).join(",") + `,${camera.k.toFixed(3)}`);
      }
    }
    return parts.toString();
  }

  function decode(text) {
    const parts = new URLSearchParams(text),
      state = fresh();
    const get = (name) => parts.get(name) ?? "";
    const whole = (value, limit) => (/^\d+$/.test(value ?? "") && Number(value) < limit ? Number(value) : null);
    const nodes = (name) => get(name).split(" ").map((iri) => (iri ? model.nodeOf(iri) : null));
    if (parts.has("node")) state.node = model.nodeOf(get("node"));
    if (parts.has("fact")) state.claim = claimNamed(get("fact"));
    const pair = nodes("together"),
      path = nodes("path");
    if (pair.length === 2 && !pair.includes(null) && model.pairOf(...pair) >= 0) state.pair = pair;
    if (path.length === 2 && path[0] !== null) state.path = path;
    const document = SETS.documents.numberOf(get("document"));
    if (document >= 0) state.document = document;
    for (const [key, { name, numberOf }] of Object.entries(SETS))
      for (const value of parts.getAll(name)) if (numberOf(value) >= 0) state[key].add(numberOf(value));
    state.sure = whole(get("sure"), 101) ?? 0;
    const time = get("time").split("-").map((value) => whole(value, 1e7));
    if (time.length === 2 && time[0] !== null && time[1] !== null) state.time = time;
    state.way = WAYS.includes(get("way")) ? get("way") : "said";
    state.lines = get("lines") !== "0";
    state.all = get("all") === "1";
    if (parts.has("loose")) state.loose = get("loose") === "1";
    state.view = VIEWS.includes(get("view")) ? get("view") : "graph";
    state.sides = [parts.get("side1"), parts.get("side2")];
    const look = get("look").split(",").map(Number),
      at = parts.has("at") ? model.nodeOf(get("at")) : null;
    const valid = at !== null && look.length === 3 && look.every(Number.isFinite) && look[2] > 0;
    return { state, view: valid ? { x: look[0] + model.x[at], y: look[1] + model.y[at], k: look[2] } : null };
  }

  let pending = 0;
  function record() {
    if (pending) remember("replaceState");
    clearTimeout(pending);
    pending = 0;
  }

  // A page in a frame without an address of its own (a notebook's) keeps nothing, and works all the same.
  const hasAddress = location.protocol !== "about:";
  function remember(how) {
    if (hasAddress) history[how](null, "", `#${encode()}`);
  }
  const tell = (view = null) => listeners.forEach((listen) => listen(current, view));

  function reload() {
    const { state, view } = decode(location.hash.slice(1));
    current = state;
    camera = view;
    tell(view);
    return view;
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
      } else remember("pushState");
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
      remember("replaceState");
    },
    // Corrections may take away what was chosen.
    review() {
      const gone = (node) => node !== null && (node >= model.size || model.gone[node]);
      for (const key of ["node", "claim", "pair", "path"]) {
        const value = current[key];
        if (key === "claim" ? value !== null && model.kind[value] === GONE : [value].flat().some((node) => gone(node)))
          current = { ...current, [key]: null };
      }
      remember("replaceState");
      tell();
    },
    reload,
  };
}
