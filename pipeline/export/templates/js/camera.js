// Where the reader looks: the point in the middle of the stage and the scale. Moves by mouse, touch, wheel and keys.

const MIN_SCALE = 0.05,
  MAX_SCALE = 24;
const ROOM = { above: 68, below: 78, side: 54, narrow: 30 }; // pixels at the edges for buttons and names
const DRAG = 4; // pixels that a click may wander

// Symbols grow and shrink less than distances do, so that they neither vanish nor cover each other.
const symbolScale = (k) => Math.sqrt(k);

function makeCamera(stage, onMove, onRest) {
  const camera = { x: 0, y: 0, k: 1, width: 1, height: 1, moving: false };
  let rest = 0,
    flight = 0;

  camera.toScreen = (x, y) => [
    (x - camera.x) * camera.k + camera.width / 2,
    (y - camera.y) * camera.k + camera.height / 2,
  ];
  camera.toGraph = (x, y) => [
    (x - camera.width / 2) / camera.k + camera.x,
    (y - camera.height / 2) / camera.k + camera.y,
  ];
  const bounded = (k) => Math.min(MAX_SCALE, Math.max(MIN_SCALE, k));

  function moved() {
    camera.moving = true;
    clearTimeout(rest);
    rest = setTimeout(() => {
      camera.moving = false;
      onRest();
    }, 140);
    onMove();
  }
  camera.set = ({ x, y, k }) => {
    Object.assign(camera, { x, y, k: bounded(k) });
    moved();
  };
  camera.pan = (dx, dy) => camera.set({ x: camera.x - dx / camera.k, y: camera.y - dy / camera.k, k: camera.k });
  camera.zoom = (factor, px = camera.width / 2, py = camera.height / 2) => {
    const [x, y] = camera.toGraph(px, py),
      k = bounded(camera.k * factor);
    camera.set({ x: x - (px - camera.width / 2) / k, y: y - (py - camera.height / 2) / k, k });
  };
  camera.fly = (goal) => {
    cancelAnimationFrame(flight);
    const from = { x: camera.x, y: camera.y, k: camera.k },
      start = performance.now(),
      to = { ...goal, k: bounded(goal.k) };
    if (calm()) return camera.set(to);
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - start) / 320)),
        e = t * t * (3 - 2 * t);
      camera.set({
        x: from.x + (to.x - from.x) * e,
        y: from.y + (to.y - from.y) * e,
        k: from.k * Math.pow(to.k / from.k, e),
      });
      if (t < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  };
  camera.stop = () => cancelAnimationFrame(flight);

  // The view in which a box of the graph fills the stage, with room at the edges for labels.
  camera.framing = ([left, top, right, bottom], limit) => {
    const { above, below } = ROOM,
      side = camera.width < 600 ? ROOM.narrow : ROOM.side;
    const k = Math.min(
      (camera.width - 2 * side) / Math.max(1, right - left),
      (camera.height - above - below) / Math.max(1, bottom - top),
      limit,
    );
    return { x: (left + right) / 2, y: (top + bottom) / 2 - (above - below) / 2 / k, k };
  };

  // --- gestures

  const pointers = new Map();
  let travelled = 0,
    spread = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    camera.stop();
    stage.setPointerCapture(event.pointerId);
    if (!pointers.size) travelled = 0;
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    spread = 0;
  });
  stage.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const [px, py] = pointers.get(event.pointerId),
      dx = event.offsetX - px,
      dy = event.offsetY - py;
    travelled += Math.abs(dx) + Math.abs(dy);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (pointers.size === 1) {
      if (travelled > DRAG) camera.pan(dx, dy);
      return;
    }
    const [[ax, ay], [bx, by]] = [...pointers.values()],
      now = Math.hypot(ax - bx, ay - by);
    if (spread) camera.zoom(now / spread, (ax + bx) / 2, (ay + by) / 2);
    spread = now;
  });
  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    spread = 0;
    if (event.type === "pointerup" && !pointers.size && travelled <= DRAG) camera.onTap?.(event.offsetX, event.offsetY);
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      camera.stop();
      camera.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX, event.offsetY);
    },
    { passive: false },
  );
  camera.dragging = () => pointers.size > 0 && travelled > DRAG;
  return camera;
}
