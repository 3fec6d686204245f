// Draws with vis-network what pyvis prepared: symbols and edges of what is in the picture.

const TINY = 0.85; // the scale below which arrowheads would cover the symbols of a crowd

function makeView(host, model, prepared) {
  const bare = (record) => ({ ...record, label: undefined }); // labels are written over the picture, see labels.js
  const nodeOf = prepared.nodes.map(bare),
    edgeOf = new Map(prepared.edges.map((edge) => [edge.id, bare(edge)]));
  const shapes = { circle: "dot", wedge: "triangleDown" }; // as vis-network calls them
  const nodes = new vis.DataSet(),
    edges = new vis.DataSet();
  let network = null,
    scene = null,
    scale = 1,
    order = "";

  const sized = (scene) => {
    const colours = model.classes.map((cls) => themeColour(`c${cls.colour}`));
    const ground = themeColour("ground"),
      text = themeColour("text"),
      edge = themeColour("edge");
    const faint = themeColour("faint-edge"),
      thin = Math.round(255 * Math.min(1, Math.sqrt(400 / (scene.edges.length || 1)))), // many lines show less each
      together = `${themeColour("together")}${thin.toString(16).padStart(2, "0")}`,
      accent = themeColour("accent");
    const shrink = 1 / scale; // vis-network scales everything; lines shall keep their width, symbols nearly so
    const ofNode = (node) => {
      const background = colours[model.cls[node]],
        border = scene.chosen.has(node) ? text : ground;
      const shape = model.shape(node);
      return {
        ...(nodeOf[node] ?? { id: node, x: model.x[node], y: model.y[node] }), // a split made one that the file has not
        shape: shapes[shape] ?? shape,
        size: model.r[node] * symbolScale(scale) * shrink,
        opacity: !scene.bright || scene.bright.has(node) ? 1 : 0.16,
        color: { background, border },
        borderWidth: (scene.chosen.has(node) ? 2.5 : 1.2) * shrink,
      };
    };
    const ofEdge = (claim) => {
      const strong = scene.strong?.has(claim),
        line = claim >= model.claimCount,
        record = edgeOf.get(claim);
      const far = 1 / (scale * symbolScale(scale));
      const dashes = line ? strong : record.dashes;
      return {
        ...record,
        from: model.s[claim],
        to: model.o[claim], // a merge may have changed them
        width: (line ? 1 : strong ? 1.9 : 1.3) * shrink,
        dashes: dashes ? (line ? [2 * shrink, 3 * shrink] : [5 * shrink, 4 * shrink]) : false,
        color: { color: strong ? accent : scene.strong ? faint : line ? together : edge, inherit: false },
        arrows: {
          to: {
            enabled: record.arrows.to.enabled && (scale > TINY || scene.nodes.length < CROWD),
            scaleFactor: Math.min(1.2, 0.45 * shrink * (strong ? 1.3 : 1), far + 0.4),
          },
        },
      };
    };
    return { nodes: scene.nodes.map(ofNode), edges: scene.edges.map(ofEdge) };
  };

  function fill() {
    const next = sized(scene);
    const key = `${next.edges.map(({ id }) => id)}`;
    for (const [set, records] of [
      [edges, next.edges],
      [nodes, next.nodes],
    ]) {
      const keep = new Set(records.map((record) => record.id));
      set.remove(set.getIds().filter((id) => !keep.has(id) || (set === edges && key !== order)));
    }
    order = key; // vis-network paints in the order of entry: lines before facts
    nodes.update(next.nodes);
    edges.update(next.edges);
  }

  return {
    show(next, camera) {
      scene = next;
      scale = camera.k;
      fill();
      network ??= new vis.Network(host, { nodes, edges }, prepared.options);
    },
    draw(camera) {
      if (Math.abs(Math.log(camera.k / scale)) > 0.12 || (!camera.moving && camera.k !== scale)) {
        scale = camera.k;
        fill();
      }
      network.moveTo({ position: { x: camera.x, y: camera.y }, scale: camera.k, animation: false });
    },
    resize(width, height) {
      network?.setSize(`${width}px`, `${height}px`);
      network?.redraw();
    },
    settled: () => true,
  };
}
