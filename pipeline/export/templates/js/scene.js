// What is in the picture, and what of it stands out.

const NARROW = 45; // names in the first picture of a telephone

function makeScene(model, filter) {
  // The picture begins with names that are connected, as the file lists them, and goes on with the most salient; names
  // without links fill it up where there is room; more comes where the reader opens a node, finds one, or asks for all.
  function compute(state, roomy) {
    const passed = filter.pass(state),
      narrowed = filter.narrowed(state);
    const inPicture = new Uint8Array(model.size),
      linked = new Uint8Array(model.size);
    const open = (node) => !state.classes.has(model.cls[node]) && !model.gone[node];
    for (let edge = 0; edge < model.edgeCount; edge++) {
      const s = model.s[edge],
        o = model.o[edge];
      if (passed[edge] && model.isEdge[edge] && open(s) && open(o)) linked[s] = linked[o] = 1;
      else if (passed[edge] && narrowed && s >= 0 && o < 0 && open(s)) linked[s] = 1; // a figure is worth showing
    }
    const limit = state.all ? model.size : narrowed ? model.most : roomy ? model.first.length : NARROW;
    let shown = 0,
      hidden = 0;
    const consider = (node) => {
      if (!linked[node] || inPicture[node]) return;
      if (shown < limit) shown += inPicture[node] = 1;
      else hidden += 1;
    };
    model.first.forEach(consider);
    for (let node = 0; node < model.size; node++) consider(node);
    const loose = state.loose ?? (roomy && hidden === 0);
    for (let node = 0; loose && !narrowed && node < model.size && (shown < model.least || state.loose); node++)
      if (!linked[node] && !model.linked[node] && open(node)) shown += inPicture[node] = 1;
    const reveal = (node) => {
      if (node >= 0) inPicture[node] = 1;
    };
    for (const node of state.opened)
      if (inPicture[node] || linked[node]) {
        reveal(node);
        for (const edge of model.edgesOf(node))
          if (passed[edge] && model.isEdge[edge]) {
            const other = model.other(edge, node);
            if (open(other)) reveal(other);
          }
      }
    const path = state.path && state.path[1] !== null ? model.path(state.path[0], state.path[1], passed) : null;
    for (const claim of path ?? []) {
      reveal(model.s[claim]);
      reveal(model.o[claim]);
    }
    for (const node of [state.node, ...(state.path ?? []), ...(state.pair ?? [])]) if (node !== null) reveal(node);
    if (state.claim !== null) {
      reveal(model.s[state.claim]);
      reveal(model.o[state.claim]);
    }

    const nodes = [],
      edges = [];
    for (let node = 0; node < model.size; node++) if (inPicture[node]) nodes.push(node);
    // Lines come first and so lie below the facts.
    const last = state.lines ? model.edgeCount : model.claimCount;
    const inside = (edge) => model.isEdge[edge] && inPicture[model.s[edge]] && inPicture[model.o[edge]];
    for (let edge = model.claimCount; edge < last; edge++) if (passed[edge] && inside(edge)) edges.push(edge);
    for (let claim = 0; claim < model.claimCount; claim++)
      if ((passed[claim] || claim === state.claim) && inside(claim)) edges.push(claim);
    return { nodes, edges, inPicture, passed, path, hidden, ...emphasis(state, edges, path) };
  }

  // `bright` and `strong` are null where nothing is chosen: then everything is as it is.
  function emphasis(state, edges, path) {
    if (path || state.path) {
      const nodes = new Set(state.path.filter((node) => node !== null));
      for (const claim of path ?? []) nodes.add(model.s[claim]).add(model.o[claim]);
      return {
        bright: nodes,
        strong: new Set(path ?? []),
        chosen: new Set(state.path.filter((node) => node !== null)),
      };
    }
    if (state.claim !== null)
      return {
        bright: new Set([model.s[state.claim], model.o[state.claim]]),
        strong: new Set([state.claim]),
        chosen: new Set(),
      };
    if (state.pair) {
      const pair = new Set(state.pair);
      const between = edges.filter((edge) => pair.has(model.s[edge]) && pair.has(model.o[edge]));
      return { bright: pair, strong: new Set(between), chosen: pair };
    }
    if (state.node === null) return { bright: null, strong: null, chosen: new Set() };
    const strong = new Set(edges.filter((edge) => model.s[edge] === state.node || model.o[edge] === state.node));
    const bright = new Set([state.node]);
    for (const edge of strong) bright.add(model.s[edge]).add(model.o[edge]);
    return { bright, strong, chosen: new Set([state.node]) };
  }

  return { compute };
}
