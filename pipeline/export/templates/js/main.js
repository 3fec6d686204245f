// Puts the parts together.

const parse = (name) => JSON.parse(byId(name)?.textContent ?? "null");
const model = makeModel(parse("drawn"), () => parse("read"));
const stage = byId("graph"), tip = byId("tip");
const state = makeState(model), filter = makeFilter(model), composer = makeScene(model, filter);
const labels = makeLabels(byId("labels"), model), view = makeView(byId("canvas"), model, parse("pyvis"));
const camera = makeCamera(stage, redraw, () => {
  redraw();
  state.look({ x: camera.x, y: camera.y, k: camera.k });
});
const show = (changes) => state.set({ node: null, claim: null, path: null, ...changes });
const filters = makeFilters(model, state, filter);
const panel = makePanel(model, state, { filters, choose: visit, show });
const table = makeTable(model, state, show);
const search = makeSearch(model, visit);
const takeaway = makeTakeaway(model, {
  table, camera, scene: () => scene, picture: () => svgPicture(model, scene, camera, labels),
});
const timeline = makeTimeline(model, state);
let scene = null, frame = 0, focus = "";

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

function visit(node) { // from the panel or the search: also go there
  choose(node);
  const others = scene.strong ? [...(scene.bright ?? [])] : [node];
  camera.fly(others.length > 1 ? camera.framing(extent(others), 1.3) : { x: model.x[node], y: model.y[node], k: Math.max(camera.k, 1) });
}

function extent(nodes) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const node of nodes) {
    left = Math.min(left, model.x[node]);
    right = Math.max(right, model.x[node]);
    top = Math.min(top, model.y[node]);
    bottom = Math.max(bottom, model.y[node]);
  }
  return left <= right ? [left, top, right, bottom] : [0, 0, 0, 0];
}

const whole = () => camera.framing(extent(scene.nodes), 1.5);

const HOVERED = 3000; // edges that are looked through while the pointer moves; a click looks through all

// What is under a point of the stage: a node, its name, or an edge.
function pick(x, y, most = Infinity) {
  let best = null, nearest = Infinity;
  const zoom = symbolScale(camera.k);
  for (const node of scene.nodes) {
    const [nx, ny] = camera.toScreen(model.x[node], model.y[node]), far = Math.hypot(nx - x, ny - y) - model.r[node] * zoom;
    if (far < 5 && far < nearest) [best, nearest] = [{ node }, far];
  }
  if (best) return best;
  const label = labels.placed().find((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  if (label) return label.claim !== undefined ? { claim: label.claim } : { node: label.node };
  nearest = 6;
  for (const claim of scene.edges.slice(0, most)) {
    const curve = edgeCurve(model, claim, camera), margin = 80;
    if (Math.min(curve.x1, curve.x2) - margin > x || Math.max(curve.x1, curve.x2) + margin < x) continue;
    if (Math.min(curve.y1, curve.y2) - margin > y || Math.max(curve.y1, curve.y2) + margin < y) continue;
    let before = curve.at(0);
    for (let i = 1; i <= 8; i++) {
      const after = curve.at(i / 8), far = distance([x, y], before, after);
      if (far < nearest) [best, nearest] = [{ claim }, far];
      before = after;
    }
  }
  return best;
}

function distance([x, y], [x1, y1], [x2, y2]) {
  const dx = x2 - x1, dy = y2 - y1, t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

camera.onTap = (x, y) => {
  const hit = pick(x, y);
  if (!hit) show({});
  else if (hit.node !== undefined) choose(hit.node);
  else show({ claim: hit.claim });
};
stage.addEventListener("dblclick", (event) => {
  const hit = pick(event.offsetX, event.offsetY);
  if (hit?.node !== undefined) state.set({ opened: new Set([...state.get().opened, hit.node]) });
});
stage.addEventListener("pointermove", (event) => {
  if (camera.dragging()) return void (tip.hidden = true);
  const hit = event.pointerType === "touch" ? null : pick(event.offsetX, event.offsetY, HOVERED);
  stage.classList.toggle("pointing", hit !== null);
  tip.hidden = hit === null;
  if (!hit) return;
  tip.textContent = hit.node !== undefined ? model.label[hit.node] : `${model.subjectText(hit.claim)} ${model.predicate(hit.claim)} ${model.objectText(hit.claim)}`;
  tip.style.left = `${Math.min(event.offsetX + 14, camera.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(event.offsetY + 18, camera.height - tip.offsetHeight - 8)}px`;
});
stage.addEventListener("pointerleave", () => { tip.hidden = true; });

// --- keys

// The neighbour that lies most nearly in a direction.
function neighbourTowards(dx, dy) {
  const from = state.get().node;
  let best = null, highest = 0.3;
  for (const claim of scene.strong ?? []) {
    const other = model.other(claim, from), x = model.x[other] - model.x[from], y = model.y[other] - model.y[from];
    const fit = (x * dx + y * dy) / (Math.hypot(x, y) || 1);
    if (other !== from && fit > highest) [best, highest] = [other, fit];
  }
  return best;
}

const ARROWS_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
stage.addEventListener("keydown", (event) => {
  const arrow = ARROWS_KEYS[event.key];
  if (arrow && state.get().node !== null && !event.shiftKey) {
    const next = neighbourTowards(...arrow);
    if (next !== null) visit(next);
  } else if (arrow) camera.pan(-60 * arrow[0], -60 * arrow[1]);
  else if (event.key === "+" || event.key === "=") camera.zoom(1.3);
  else if (event.key === "-") camera.zoom(1 / 1.3);
  else if (event.key === "0") camera.fly(whole());
  else if (event.key === "Enter" && state.get().node === null && scene.nodes.length) visit(scene.nodes[0]);
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) && document.activeElement.type === "search";
  if (event.key === "Escape") {
    const open = search.isOpen() || byId("search").value;
    search.close();
    takeaway.close();
    if (!open) show({});
  } else if (event.key === "/" && !typing) {
    byId("search").focus();
    event.preventDefault();
  }
});

// --- buttons

byId("zoom-in").onclick = () => camera.zoom(1.3);
byId("zoom-out").onclick = () => camera.zoom(1 / 1.3);
byId("zoom-fit").onclick = () => camera.fly(whole());
byId("back").onclick = () => history.back();
byId("forward").onclick = () => history.forward();
byId("show-graph").onclick = () => state.set({ table: false });
byId("show-table").onclick = () => state.set({ table: true });
byId("expand").onclick = () => state.set({ opened: new Set([...state.get().opened, ...scene.nodes]) });
byId("everything").onclick = () => {
  const all = !state.get().all;
  state.set(all ? { all, loose: true } : { all, loose: null, opened: new Set() });
  camera.fly(whole());
};

// --- one picture after another

function update(current, goal) {
  scene = composer.compute(current, camera.width >= 600);
  const { node, claim, path } = current, chosen = `${node} ${claim} ${path}`;
  panel.update(scene);
  if (chosen !== focus) byId("panel").scrollTop = 0;
  focus = chosen;
  table.update(scene);
  timeline.update();
  byId("everything").setAttribute("aria-pressed", String(current.all));
  byId("expand").hidden = byId("everything").hidden = !current.all && scene.nodes.length >= model.size;
  byId("expand").hidden ||= current.all || scene.hidden === 0;
  byId("empty").hidden = scene.nodes.length > 0;
  byId("empty").textContent = filter.narrowed(current) || current.classes.size ? "Nothing passes the filters." : "No name was found.";
  byId("counts").textContent = scene.nodes.length < model.size ? `${scene.nodes.length.toLocaleString("en")} of ${count(model.size, "name", "names")}` : count(model.size, "name", "names");
  if (goal) Object.assign(camera, goal);
  view.show(scene, camera);
  redraw();
}

function measure() {
  const { clientWidth: width, clientHeight: height } = stage, ratio = devicePixelRatio || 1;
  Object.assign(camera, { width, height });
  Object.assign(byId("labels"), { width: width * ratio, height: height * ratio });
  view.resize(width, height);
}

measure();
state.listen(update);
state.reload();
if (!location.hash.includes("view=")) {
  Object.assign(camera, whole());
  view.show(scene, camera);
}
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
window.talkgraph = { model, state, camera, labels, scene: () => scene, settled: () => !frame && !camera.moving && view.settled() };
requestAnimationFrame(() => setTimeout(() => { window.talkgraph.ready = performance.now(); })); // after the first picture is on the screen
