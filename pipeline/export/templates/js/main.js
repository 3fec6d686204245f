// Puts the parts together.

const parse = (name) => JSON.parse(byId(name)?.textContent ?? "null");
const model = makeModel(parse("drawn"), () => parse("read"));
const stage = byId("graph"),
  tip = byId("tip");
const state = makeState(model),
  filter = makeFilter(model),
  composer = makeScene(model, filter);
const labels = makeLabels(byId("labels"), model),
  view = makeView(byId("canvas"), model, parse("pyvis"));
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
  table,
  camera,
  scene: () => scene,
  picture: () => svgPicture(model, scene, camera, labels),
});
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
let scene = null,
  frame = 0,
  focus = "";

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

function extent(nodes) {
  let left = Infinity,
    top = Infinity,
    right = -Infinity,
    bottom = -Infinity;
  for (const node of nodes) {
    left = Math.min(left, model.x[node]);
    right = Math.max(right, model.x[node]);
    top = Math.min(top, model.y[node]);
    bottom = Math.max(bottom, model.y[node]);
  }
  return left <= right ? [left, top, right, bottom] : [0, 0, 0, 0];
}

const whole = () => camera.framing(extent(scene.nodes), 1.5);

const under = (point, most) => pick(model, scene, camera, labels, point, most);

camera.onTap = (x, y) => {
  const hit = under([x, y]);
  if (!hit) show({});
  else if (hit.node !== undefined) choose(hit.node);
  else show({ claim: hit.claim });
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
  const { node, claim, path } = current,
    chosen = `${node} ${claim} ${path}`;
  panel.update(scene);
  if (chosen !== focus) byId("panel").scrollTop = 0;
  focus = chosen;
  table.update(scene);
  timeline.update();
  byId("everything").setAttribute("aria-pressed", String(current.all));
  byId("expand").hidden = byId("everything").hidden = !current.all && scene.nodes.length >= model.size;
  byId("expand").hidden ||= current.all || scene.hidden === 0;
  byId("empty").hidden = scene.nodes.length > 0;
  byId("empty").textContent =
    filter.narrowed(current) || current.classes.size ? "Nothing passes the filters." : "No name was found.";
  byId("counts").textContent =
    scene.nodes.length < model.size
      ? `${scene.nodes.length.toLocaleString("en")} of ${count(model.size, "name", "names")}`
      : count(model.size, "name", "names");
  if (goal) Object.assign(camera, goal);
  view.show(scene, camera);
  redraw();
}

function measure() {
  const { clientWidth: width, clientHeight: height } = stage,
    ratio = devicePixelRatio || 1;
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
window.talkgraph = {
  model,
  state,
  camera,
  labels,
  scene: () => scene,
  settled: () => !frame && !camera.moving && view.settled(),
};
requestAnimationFrame(() =>
  setTimeout(() => {
    window.talkgraph.ready = performance.now();
  }),
); // after the first picture is on the screen
