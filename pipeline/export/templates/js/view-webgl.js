// Draws large graphs with WebGL (twgl.js). At rest the picture builds up over several frames, so that the page answers
// meanwhile; while it moves, only the most important of it is drawn.

const EDGES_MOVING = 6000,
  NODES_MOVING = 8000,
  EDGES_A_FRAME = 8000,
  NODES_A_FRAME = 12000,
  ARROWS = 3000;

const TO_CLIP = `
  uniform vec2 middle; uniform vec2 half_size; uniform float scale;
  vec4 clip(vec2 point) { return vec4((point - middle) * scale / half_size * vec2(1, -1), 0, 1); }`;
const FLAT = `precision mediump float; varying vec4 tone; void main() { gl_FragColor = tone; }`;
const LINE = `attribute vec2 point; attribute vec4 colour; varying vec4 tone; ${TO_CLIP}
  void main() { gl_Position = clip(point); tone = vec4(colour.rgb * colour.a, colour.a); }`;
// An arrowhead's three corners lie on one spot of the graph and are moved apart on the screen.
const ARROW = `attribute vec2 point; attribute vec2 back; attribute vec4 colour; attribute vec2 corner; varying vec4 tone; ${TO_CLIP}
  void main() {
    vec2 unit = normalize(back);
    vec2 offset = unit * (length(back) * sqrt(scale) + 1.0 + corner.x) + vec2(-unit.y, unit.x) * corner.y;
    gl_Position = clip(point + offset / scale); tone = vec4(colour.rgb * colour.a, colour.a);
  }`;
const DOT = `attribute vec2 point; attribute float radius; attribute vec4 colour; attribute float shape; uniform float ratio;
  varying vec4 tone; varying float kind; varying float size; ${TO_CLIP}
  void main() {
    gl_Position = clip(point); size = max(1.6, 2.4 * radius * sqrt(scale) * ratio); gl_PointSize = size;
    tone = colour; kind = shape;
  }`;
const DOT_PIXELS = `precision mediump float; varying vec4 tone; varying float kind; varying float size;
  void main() {
    vec2 p = (gl_PointCoord - 0.5) * 2.4, a = abs(p);
    float d = length(p) - 1.0;
    if (kind > 4.5) d = max(a.x * 1.6 - p.y * -0.95 - 1.0, -p.y - 0.8);
    else if (kind > 3.5) d = max(a.x * 0.87 + a.y * 0.5, a.y) - 0.87;
    else if (kind > 2.5) d = (a.x + a.y - 1.15) * 0.7;
    else if (kind > 1.5) d = max(a.x * 1.6 + p.y * -0.95 - 1.0, p.y - 0.8);
    else if (kind > 0.5) d = max(a.x, a.y) - 0.85;
    float cover = clamp(0.5 - d * size / 2.4, 0.0, 1.0);
    gl_FragColor = vec4(tone.rgb, 1.0) * tone.a * cover;
  }`;

function makeView(host, model) {
  const canvas = element("canvas", {});
  host.append(canvas);
  const gl = canvas.getContext("webgl", { alpha: true, antialias: false, depth: false, preserveDrawingBuffer: true });
  if (!gl) {
    host.append(
      element(
        "p",
        { class: "notice" },
        "This browser cannot draw so large a graph (no WebGL). The table and the search work.",
      ),
    );
    return { show() {}, draw() {}, resize() {}, settled: () => true };
  }
  const lines = twgl.createProgramInfo(gl, [LINE, FLAT]),
    dots = twgl.createProgramInfo(gl, [DOT, DOT_PIXELS]);
  const arrows = twgl.createProgramInfo(gl, [ARROW, FLAT]);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  const kinds = ["circle", "square", "triangle", "diamond", "hexagon", "wedge"];
  let buffers = {},
    counts = { lines: 0, strong: 0, dots: 0, arrows: 0 },
    pending = 0,
    settled = false;

  const probe = element("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  function bytes(colour, alpha) {
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data.subarray(0, 3), Math.round(alpha * 255)];
  }

  // The most important comes first in the buffers of edges and last in that of nodes, where it covers the rest.
  function fill(scene) {
    for (const buffer of Object.values(buffers))
      for (const { buffer: old } of Object.values(buffer.attribs)) gl.deleteBuffer(old);
    for (let place = 0; place < 8; place++) gl.disableVertexAttribArray(place); // nothing may still look at them
    const classes = model.classes.map((cls) => bytes(themeColour(`c${cls.colour}`), 1));
    const thin = Math.min(1, Math.sqrt(2000 / (scene.edges.length || 1))); // where edges are many, each shows less
    const edge = bytes(themeColour("edge"), 0.9 * thin),
      faint = bytes(themeColour("faint-edge"), 0.8 * thin),
      accent = bytes(themeColour("accent"), 1);
    const strong = [...(scene.strong ?? [])].filter((claim) => model.isEdge[claim]);
    const facts = scene.edges.filter((edge) => edge < model.claimCount),
      byRank = facts.concat(scene.edges.filter((edge) => edge >= model.claimCount));
    const ordered = scene.strong ? strong.concat(byRank.filter((edge) => !scene.strong.has(edge))) : byRank;
    const over = scene.strong ? strong.length : facts.length <= EDGES_MOVING ? facts.length : 0; // drawn once more, on top
    const soft = [...edge.slice(0, 3), Math.round(edge[3] / 2)]; // what nobody said
    const together = bytes(themeColour("together"), 0.9 * thin);
    const plain = (claim) => (claim >= model.claimCount ? together : model.kind[claim] === INFERRED ? soft : edge);
    const tone = (claim) => (!scene.strong ? plain(claim) : scene.strong.has(claim) ? accent : faint);
    const line = { point: new Float32Array(4 * ordered.length), colour: new Uint8Array(8 * ordered.length) };
    ordered.forEach((claim, i) => {
      const s = model.s[claim],
        o = model.o[claim];
      line.point.set([model.x[s], model.y[s], model.x[o], model.y[o]], 4 * i);
      const paint = tone(claim);
      line.colour.set(paint, 8 * i);
      line.colour.set(paint, 8 * i + 4);
    });
    const pointed = ordered
      .filter((claim) => !model.mutual(claim) && model.s[claim] !== model.o[claim])
      .slice(0, ordered.length <= ARROWS ? ARROWS : strong.length);
    const arrow = { point: [], back: [], colour: [], corner: [] };
    for (const claim of pointed) {
      const s = model.s[claim],
        o = model.o[claim],
        dx = model.x[s] - model.x[o],
        dy = model.y[s] - model.y[o],
        far = Math.hypot(dx, dy) || 1;
      for (const corner of [
        [0, 0],
        [7, 2.8],
        [7, -2.8],
      ]) {
        arrow.point.push(model.x[o], model.y[o]);
        arrow.back.push((dx / far) * model.r[o], (dy / far) * model.r[o]);
        arrow.corner.push(...corner);
        arrow.colour.push(...tone(claim));
      }
    }
    const n = scene.nodes.length,
      dot = {
        point: new Float32Array(2 * n),
        radius: new Float32Array(n),
        colour: new Uint8Array(4 * n),
        shape: new Float32Array(n),
      };
    scene.nodes.forEach((node, rank) => {
      const i = n - 1 - rank,
        dim = scene.bright && !scene.bright.has(node);
      dot.point.set([model.x[node], model.y[node]], 2 * i);
      dot.radius[i] = model.r[node] * (scene.chosen.has(node) ? 1.5 : 1);
      dot.colour.set(classes[model.cls[node]], 4 * i);
      if (dim) dot.colour[4 * i + 3] = 50;
      dot.shape[i] = kinds.indexOf(model.shape(node));
    });
    const flat = (data, numComponents) => ({
      numComponents,
      data,
      ...(data instanceof Uint8Array ? { type: gl.UNSIGNED_BYTE, normalize: true } : {}),
    });
    buffers = {
      lines: twgl.createBufferInfoFromArrays(gl, { point: flat(line.point, 2), colour: flat(line.colour, 4) }),
      arrows: twgl.createBufferInfoFromArrays(gl, {
        point: flat(new Float32Array(arrow.point), 2),
        back: flat(new Float32Array(arrow.back), 2),
        colour: flat(new Uint8Array(arrow.colour), 4),
        corner: flat(new Float32Array(arrow.corner), 2),
      }),
      dots: twgl.createBufferInfoFromArrays(gl, {
        point: flat(dot.point, 2),
        radius: flat(dot.radius, 1),
        colour: flat(dot.colour, 4),
        shape: flat(dot.shape, 1),
      }),
    };
    counts = { lines: 2 * ordered.length, strong: 2 * over, arrows: 3 * pointed.length, dots: n };
  }

  function paint(what, program, mode, camera, first, number) {
    if (number <= 0) return;
    gl.useProgram(program.program);
    twgl.setBuffersAndAttributes(gl, program, buffers[what]);
    twgl.setUniforms(program, {
      middle: [camera.x, camera.y],
      half_size: [camera.width / 2, camera.height / 2],
      scale: camera.k,
      ratio: devicePixelRatio || 1,
    });
    gl.drawArrays(mode, first, number);
  }

  // Steps of one picture, in the order in which they are painted.
  function* steps(camera) {
    for (let i = 0; i < counts.lines; i += 2 * EDGES_A_FRAME)
      yield () => paint("lines", lines, gl.LINES, camera, i, Math.min(2 * EDGES_A_FRAME, counts.lines - i));
    yield () => paint("lines", lines, gl.LINES, camera, 0, counts.strong); // over the others
    yield () => paint("arrows", arrows, gl.TRIANGLES, camera, 0, counts.arrows);
    for (let i = 0; i < counts.dots; i += NODES_A_FRAME)
      yield () => paint("dots", dots, gl.POINTS, camera, i, Math.min(NODES_A_FRAME, counts.dots - i));
  }

  function draw(camera) {
    cancelAnimationFrame(pending);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const quick = Math.min(counts.lines, 2 * EDGES_MOVING),
      top = Math.max(0, counts.dots - NODES_MOVING);
    paint("lines", lines, gl.LINES, camera, 0, quick);
    paint("lines", lines, gl.LINES, camera, 0, counts.strong);
    paint("arrows", arrows, gl.TRIANGLES, camera, 0, counts.arrows);
    paint("dots", dots, gl.POINTS, camera, top, counts.dots - top);
    settled = !camera.moving && quick === counts.lines && top === 0;
    if (camera.moving || settled) return;
    const work = steps(camera);
    const next = () => {
      const { value: step, done } = work.next();
      settled = done;
      step?.();
      if (!done) pending = requestAnimationFrame(next);
    };
    pending = requestAnimationFrame(next);
  }

  return {
    show: (scene) => {
      settled = false;
      fill(scene);
    },
    draw,
    resize(width, height) {
      const ratio = devicePixelRatio || 1;
      Object.assign(canvas, { width: width * ratio, height: height * ratio });
    },
    settled: () => settled,
  };
}
