// Writes the names of nodes and edges over the picture, the most important first, and never two on one spot.

const FONT = 12,
  MAX_LABEL = 28,
  MAX_TRIES = 1200,
  MAX_DIM = 400,
  MAX_LABELS = 400;
const LARGE_LABELS = 40; // the names of so many of the most important nodes are written larger
const CROWD = 300, // so many nodes in view are a crowd: then only names that lead are written, the first of them large
  LEADERS = 14,
  CLOSE = 1.7; // and from this scale on the others too
const CERTAIN = 12; // so many of the most important names may cover a symbol where there is room, but never another name
const ROOMY = 600; // pixels of width
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

function shortLabel(label, most = MAX_LABEL) {
  const characters = [...label.split(/\s+/u).filter(Boolean).join(" ")];
  return characters.length <= most
    ? characters.join("")
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

function makeLabels(canvas, model) {
  const context = canvas.getContext("2d");
  const widths = new Map();
  const font = (size, weight) => `${weight} ${size}px ${FACE}`;
  let placed = [];

  function width(text, size, weight) {
    const key = `${size} ${weight} ${text}`;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      context.font = font(size, weight);
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }

  // As much of the name as fits into so many pixels.
  function fitting(label, size, weight, most) {
    let text = shortLabel(label);
    for (let length = text.length - 1; length > 3 && width(text, size, weight) > most; length--)
      text = shortLabel(label, length);
    return text;
  }

  // What is taken, in squares of 64 pixels, so that a box meets few others.
  function makeGrid() {
    const squares = new Map();
    const each = (box, use) => {
      for (let i = box.left >> 6; i <= box.right >> 6; i++)
        for (let j = box.top >> 6; j <= box.bottom >> 6; j++) use(i * 4096 + j);
    };
    return {
      add: (box) => each(box, (key) => (squares.get(key) ?? squares.set(key, []).get(key)).push(box)),
      free(box, self, overSymbols = false) {
        let free = true;
        each(box, (key) => {
          for (const other of squares.get(key) ?? [])
            if (
              (other.text ? true : other.node !== self && !overSymbols) &&
              other.left < box.right &&
              box.left < other.right &&
              other.top < box.bottom &&
              box.top < other.bottom
            )
              free = false;
        });
        return free;
      },
    };
  }

  // What the picture begins with leads, by importance.
  const before = (node) => (model.place(node) < 0 ? 1 : 0);
  function place(scene, camera) {
    const grid = makeGrid(),
      seen = [],
      zoom = symbolScale(camera.k);
    for (const node of scene.nodes) {
      const [x, y] = camera.toScreen(model.x[node], model.y[node]);
      if (x < -80 || y < -30 || x > camera.width + 80 || y > camera.height + 30) continue;
      seen.push({ node, x, y, r: model.r[node] * zoom });
    }
    const crowded = seen.length > CROWD && !scene.bright;
    if (seen.length <= MAX_TRIES)
      for (const { node, x, y, r } of seen)
        // The name of a cluster may be written over the many small things around it.
        if (!crowded || model.place(node) >= 0)
          grid.add({ node, left: x - 0.8 * r, right: x + 0.8 * r, top: y - 0.8 * r, bottom: y + 0.8 * r });
    const rank = ({ node }) => (scene.chosen.has(node) ? 0 : scene.bright?.has(node) ? 1 : 2);
    if (scene.bright) seen.sort((a, b) => rank(a) - rank(b) || a.node - b.node);
    else if (crowded) seen.sort((a, b) => before(a.node) - before(b.node) || a.node - b.node);
    placed = [];
    const certain = camera.width < ROOMY ? 0 : CERTAIN;
    for (const item of seen.slice(0, MAX_TRIES)) {
      if (placed.length >= MAX_LABELS) break;
      const dim = scene.bright && !scene.bright.has(item.node);
      if (dim && seen.length > MAX_DIM) break; // those that stand out come first
      const weight = scene.chosen.has(item.node) ? 600 : 400,
        aside = !model.linked[item.node];
      const place = model.place(item.node);
      if (crowded && place < 0 && camera.k < CLOSE) continue;
      const size =
        crowded && place >= 0
          ? FONT + (place < LEADERS ? 3 : place < LARGE_LABELS ? 1 : -1)
          : (item.node < LARGE_LABELS && !aside) || (!dim && scene.bright)
            ? FONT
            : FONT - 1,
        text = aside
          ? fitting(model.label[item.node], size, weight, model.column * camera.k - item.r * 2 - 8)
          : shortLabel(model.label[item.node]),
        w = width(text, size, weight) + 3,
        h = size + 2,
        { x, y, r } = item;
      const below = y + r + 1,
        above = y - r - h - 1,
        right = x + r + 2;
      const spots = aside ? [[right, y - h / 2]] : [
        [x - w / 2, below],
        [x - w / 2, above],
        [right, y - h / 2],
        [x - r - w - 2, y - h / 2],
        [x - w * 0.25, below],
        [x - w * 0.75, below],
        [x - w * 0.25, above],
        [x - w * 0.75, above],
        [x - 4, below],
        [x + 4 - w, below],
        [x - 4, above],
        [x + 4 - w, above],
        [right - 2, y + 1],
        [right - 2, y - h - 1],
        [x - r - w, y + 1],
        [x - r - w, y - h - 1],
        [x - w / 2, below + h / 2],
        [x - w / 2, above - h / 2],
      ];
      const box = spots
        .map(([left, top]) => ({
          node: item.node,
          left,
          top,
          right: left + w,
          bottom: top + h,
          text,
          weight,
          dim,
          size,
        }))
        .filter(({ left, right }) => camera.moving || (left >= 2 && right <= camera.width - 2))
        .find((spot) => grid.free(spot, spot.node) || (placed.length < certain && grid.free(spot, spot.node, true)));
      if (!box) continue;
      grid.add(box);
      placed.push(box);
    }
    if (!crowded) placeEdges(scene, camera, grid);
  }

  function placeEdges(scene, camera, grid) {
    const edges = (scene.strong ? [...scene.strong] : scene.edges).filter(
      (edge) => edge < model.claimCount && model.isEdge[edge],
    );
    for (const claim of edges.slice(0, 200)) {
      const text = model.predicate(claim),
        w = width(text, FONT - 1.5, 400) + 8,
        h = FONT + 1;
      const curve = edgeCurve(model, claim, camera),
        length = Math.hypot(curve.x2 - curve.x1, curve.y2 - curve.y1);
      const across = Math.abs(curve.x2 - curve.x1) / (length || 1); // a label lies flat and fits where the edge does
      if (length < across * w + (1 - across) * h + 22) continue;
      for (const t of [0.5, 0.4, 0.6]) {
        const [x, y] = curve.at(t);
        const box = {
          claim,
          left: x - w / 2,
          right: x + w / 2,
          top: y - h / 2,
          bottom: y + h / 2,
          text,
          weight: 400,
          size: FONT - 1.5,
          dim: false,
        };
        if (!grid.free(box)) continue;
        grid.add(box);
        placed.push(box);
        break;
      }
    }
  }

  function draw(scene, camera) {
    place(scene, camera);
    const ratio = devicePixelRatio || 1;
    const text = themeColour("text"),
      quiet = themeColour("quiet"),
      faint = themeColour("faint"),
      ground = themeColour("ground");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    context.textBaseline = "middle";
    context.textAlign = "center";
    context.lineJoin = "round";
    for (const box of placed) {
      const x = (box.left + box.right) / 2,
        y = (box.top + box.bottom) / 2;
      context.font = font(box.size, box.weight);
      if (box.claim !== undefined) {
        context.fillStyle = ground;
        context.fillRect(box.left + 1, box.top, box.right - box.left - 2, box.bottom - box.top);
      } else if (!box.dim) {
        context.lineWidth = 3;
        context.strokeStyle = ground;
        context.strokeText(box.text, x, y);
      }
      context.fillStyle = box.dim ? faint : box.claim !== undefined ? quiet : text;
      context.fillText(box.text, x, y);
    }
  }

  return { draw, placed: () => placed };
}

// An edge on the screen: a straight line, or the quadratic curve that vis-network draws for "curvedCW" and "curvedCCW".
function edgeCurve(model, claim, camera) {
  const [s, o, bend] = [model.s[claim], model.o[claim], model.bend(claim)];
  const [x1, y1] = camera.toScreen(model.x[s], model.y[s]),
    [x2, y2] = camera.toScreen(model.x[o], model.y[o]);
  const angle = Math.atan2(y1 - y2, x2 - x1) + (bend / 2 + 0.5) * Math.PI;
  const reach = Math.hypot(x2 - x1, y2 - y1) * (Math.abs(bend) / 2 + 0.5);
  const cx = x1 + reach * Math.sin(angle),
    cy = y1 + reach * Math.cos(angle);
  return {
    x1,
    y1,
    cx,
    cy,
    x2,
    y2,
    at: (t) => [
      (1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t * t * x2,
      (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t * t * y2,
    ],
  };
}
