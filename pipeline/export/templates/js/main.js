// Puts the parts together.

const stage = byId("graph"),
  tip = byId("tip");
const TALL = 1.6;
if (typeof DecompressionStream === "undefined") {
  byId("panel").replaceChildren(element("p", {}, "This page needs a browser of 2023 or later."));
  return;
}
const [drawnText, readText, preparedText] = await Promise.all(["drawn", "read", "pyvis"].map(unpack));
const drawn = JSON.parse(drawnText),
  prepared = JSON.parse(preparedText);
if (stage.clientWidth < ROOMY) drawOut();
let scene = null,
  frame = 0,
  begun = false,
  focus = "";

const decided = drawn.decided ?? "";
const store = makeCorrections(drawn.edition, correctionsIn(decided), (text) => correcting.say(text));
const model = makeModel(
  drawn,
  () => JSON.parse(readText),
  (columns, written) => corrected(store.list(), columns, written),
);
model.rebuild();
const filter = makeFilter(model),
  state = makeState(model),
  composer = makeScene(model, filter);
const labels = makeLabels(byId("labels"), model),
  view = makeView(byId("canvas"), model, prepared);
const camera = makeCamera(stage, redraw, () => {
  redraw();
  state.look({ x: camera.x, y: camera.y, k: camera.k, near: nearest() });
});
const show = (changes) => state.set({ node: null, claim: null, pair: null, path: null, document: null, ...changes });
const search = makeSearch(model, visit);
const table = makeTable(model, state, show);
const takeaway = makeTakeaway(model, state, {
  table,
  camera,
  scene: () => scene,
  picture: () => svgPicture(model, scene, camera, labels),
});
const correcting = makeCorrecting(model, state, store, {
  search,
  show,
  base: drawn.base,
  others: othersText(decided),
  download: (text) => takeaway.save(text, "aliases.ttl", "text/turtle"),
});
const filters = makeFilters(model, state, { show });
const panel = makePanel(model, state, { filter, filters, corrections: correcting, choose: visit, show });
const lanes = makeLanes(model, state, filter, { choose: visit, show });
const sides = makeSides(model, state, { choose: visit, show });
listenToKeys({
  model,
  state,
  camera,
  search,
  takeaway,
  stage,
  visit,
  show,
  fit: () => camera.fly(whole()),
  scene: () => scene,
});
const timeline = makeTimeline(model, state);

// A telephone is held upright: a picture drawn out in height takes nothing closer together, and more names have room.
function drawOut() {
  const { entities, first } = drawn,
    range = (column) => {
      const places = first.slice(0, NARROW).map((node) => column[node]);
      return Math.max(...places) - Math.min(...places);
    };
  const free = (stage.clientHeight - ROOM.above - ROOM.below) / (stage.clientWidth - 2 * ROOM.narrow);
  const by = Math.min(TALL, (free * range(entities.x)) / range(entities.y));
  if (!(by > 1)) return;
  entities.y = entities.y.map((y) => y * by);
  for (const node of prepared.nodes) node.y *= by;
}

function redraw() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    paint();
  });
}

function paint() {
  view.draw(camera);
  labels.draw(scene, camera);
}

// --- choosing

function choose(node) {
  const { path } = state.get();
  if (path && path[1] === null && node !== path[0]) show({ path: [path[0], node] });
  else show({ node });
}

function visit(node) {
  // from the panel or the search: also go there
  choose(node);
  const others = scene.strong ? [...(scene.bright ?? [])] : [node];
  camera.fly(
    others.length > 1
      ? camera.framing(extent(others), 1.3)
      : { x: model.x[node], y: model.y[node], k: Math.max(camera.k, 1) },
  );
}

// The box around nodes; what has no links has its label to the right.
function extent(nodes) {
  let left = Infinity,
    top = Infinity,
    right = -Infinity,
    bottom = -Infinity;
  for (const node of nodes) {
    left = Math.min(left, model.x[node]);
    right = Math.max(right, model.x[node] + (model.linked[node] ? 0 : model.column - 40));
    top = Math.min(top, model.y[node]);
    bottom = Math.max(bottom, model.y[node]);
  }
  return left <= right ? [left, top, right, bottom] : [0, 0, 0, 0];
}

const whole = () => camera.framing(extent(scene.nodes), 1.5);

// What stands nearest to the middle of the stage: by it the address tells where the reader looks.
function nearest() {
  let best = null,
    least = Infinity;
  for (const node of scene.nodes) {
    const far = Math.hypot(model.x[node] - camera.x, model.y[node] - camera.y);
    if (far < least) [best, least] = [node, far];
  }
  return best;
}

const under = (point, most) => pick(model, scene, camera, labels, point, most);
const ends = (edge) => [model.s[edge], model.o[edge]];
const chooseEdge = (edge) => show(edge < model.claimCount ? { claim: edge } : { pair: ends(edge) });

camera.onTap = (x, y) => {
  const hit = under([x, y]);
  if (!hit) show({});
  else if (hit.node !== undefined) choose(hit.node);
  else chooseEdge(hit.claim);
};
stage.addEventListener("dblclick", (event) => {
  const hit = under([event.offsetX, event.offsetY]);
  if (hit?.node !== undefined) state.set({ opened: new Set([...state.get().opened, hit.node]) });
});
stage.addEventListener("pointermove", (event) => {
  if (camera.dragging()) return void (tip.hidden = true);
  const hit = event.pointerType === "touch" ? null : under([event.offsetX, event.offsetY], HOVERED);
  stage.classList.toggle("pointing", hit !== null);
  tip.hidden = hit === null;
  if (!hit) return;
  tip.textContent =
    hit.node !== undefined
      ? model.label[hit.node]
      : `${model.subjectText(hit.claim)} ${model.predicate(hit.claim)} ${model.objectText(hit.claim)}`;
  tip.style.left = `${Math.min(event.offsetX + 14, camera.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(event.offsetY + 18, camera.height - tip.offsetHeight - 8)}px`;
});
stage.addEventListener("pointerleave", () => {
  tip.hidden = true;
});

// --- buttons

byId("zoom-in").onclick = () => camera.zoom(1.3);
byId("zoom-out").onclick = () => camera.zoom(1 / 1.3);
byId("zoom-fit").onclick = () => camera.fly(whole());
byId("back").onclick = () => history.back();
byId("forward").onclick = () => history.forward();
for (const name of ["graph", "table", "time"]) byId(`show-${name}`).onclick = () => state.set({ view: name });
byId("expand").onclick = () => state.set({ opened: new Set([...state.get().opened, ...scene.nodes]) });
byId("everything").onclick = () => {
  const all = !state.get().all;
  state.set(all ? { all, loose: true } : { all, loose: null, opened: new Set() });
  camera.fly(whole());
};
store.listen(() => {
  model.rebuild();
  for (const part of [filter, filters, search]) part.forget();
  state.review();
});

// --- one picture after another

const PLACES = { table: "table", time: "lanes", sides: "sides" }; // what stands in place of the picture
function update(current, goal) {
  scene = composer.compute(current, camera.width >= ROOMY);
  const { node, claim, pair, path, document } = current,
    chosen = `${node} ${claim} ${pair} ${path} ${document}`;
  for (const [name, id] of Object.entries(PLACES)) byId(id).hidden = current.view !== name;
  for (const name of ["graph", "table", "time"])
    byId(`show-${name}`).setAttribute("aria-pressed", String(current.view === name));
  byId("graph").inert = byId("view").inert = current.view !== "graph";
  window.document.body.dataset.view = current.view;
  panel.update(scene);
  if (chosen !== focus) byId("panel").scrollTop = 0;
  focus = chosen;
  for (const part of [table, lanes, sides, timeline]) part.update(scene);
  byId("everything").setAttribute("aria-pressed", String(current.all));
  byId("expand").hidden = byId("everything").hidden = !current.all && scene.nodes.length >= model.names;
  byId("expand").hidden ||= current.all || scene.hidden === 0;
  byId("empty").hidden = scene.nodes.length > 0;
  byId("empty").textContent =
    filter.narrowed(current) || current.classes.size ? "Nothing passes the filters." : "No name was found.";
  byId("counts").textContent =
    scene.nodes.length < model.names
      ? `${scene.nodes.length.toLocaleString("en")} of ${count(model.names, "name", "names")}`
      : count(model.names, "name", "names");
  if (goal) Object.assign(camera, goal);
  if (!begun) return; // the first picture is drawn once, when it is known from where
  view.show(scene, camera);
  redraw();
}

function measureStage() {
  const { clientWidth: width, clientHeight: height } = stage,
    ratio = devicePixelRatio || 1;
  Object.assign(camera, { width, height });
  Object.assign(byId("labels"), { width: width * ratio, height: height * ratio });
}

function measure() {
  measureStage();
  view.resize(camera.width, camera.height);
}

measure();
state.listen(update);
if (!state.reload()) {
  measureStage(); // the timeline may have taken its place
  const { node } = state.get();
  Object.assign(camera, node === null ? whole() : camera.framing(extent([...scene.bright]), 1.3));
}
begun = true;
view.show(scene, camera);
view.resize(camera.width, camera.height);
paint();
new ResizeObserver(() => {
  const { width, height } = camera;
  if (stage.clientWidth === width && stage.clientHeight === height) return;
  measure();
  paint();
}).observe(stage);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  view.show(scene, camera);
  redraw();
});
window.talkgraph = {
  model,
  state,
  camera,
  labels,
  store,
  scene: () => scene,
  settled: () => !frame && !camera.moving && view.settled(),
};
requestAnimationFrame(() =>
  setTimeout(() => {
    window.talkgraph.ready = performance.now();
  }),
); // after the first picture is on the screen
