// What is under a point of the stage: a node, its name, or an edge.

const HOVERED = 3000; // edges that are looked through while the pointer moves; a click looks through all
const NODE_REACH = 5,
  EDGE_REACH = 6,
  CURVE_REACH = 80; // pixels

function pick(model, scene, camera, labels, [x, y], most = Infinity) {
  let best = null,
    nearest = Infinity;
  const zoom = symbolScale(camera.k);
  for (const node of scene.nodes) {
    const [nx, ny] = camera.toScreen(model.x[node], model.y[node]),
      far = Math.hypot(nx - x, ny - y) - model.r[node] * zoom;
    if (far < NODE_REACH && far < nearest) [best, nearest] = [{ node }, far];
  }
  if (best) return best;
  const label = labels.placed().find((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  if (label) return label.claim !== undefined ? { claim: label.claim } : { node: label.node };
  nearest = EDGE_REACH;
  for (const claim of scene.edges.slice(0, most)) {
    const curve = edgeCurve(model, claim, camera);
    if (Math.min(curve.x1, curve.x2) - CURVE_REACH > x || Math.max(curve.x1, curve.x2) + CURVE_REACH < x) continue;
    if (Math.min(curve.y1, curve.y2) - CURVE_REACH > y || Math.max(curve.y1, curve.y2) + CURVE_REACH < y) continue;
    let before = curve.at(0);
    for (let i = 1; i <= 8; i++) {
      const after = curve.at(i / 8),
        far = distance([x, y], before, after);
      if (far < nearest) [best, nearest] = [{ claim }, far];
      before = after;
    }
  }
  return best;
}

// From a point to a stretch.
function distance([x, y], [x1, y1], [x2, y2]) {
  const dx = x2 - x1,
    dy = y2 - y1,
    t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
