// What is in the picture, and what of it stands out.

function makeScene(model, filter) {
  // The first picture holds the most salient nodes with links that pass; nodes without links fill it up where there is
  // room; more comes where the reader opens a node, finds one, or asks for everything.
  function compute(state, roomy) {
    const passed = filter.pass(state),
      narrowed = filter.narrowed(state);
    const inPicture = new Uint8Array(model.size),
      linked = new Uint8Array(model.size);
    const open = (node) => !state.classes.has(model.cls[node]);
    for (let claim = 0; claim < model.claimCount; claim++) {
      const s = model.s[claim],
        o = model.o[claim];
      if (passed[claim] && model.isEdge[claim] && open(s) && open(o)) linked[s] = linked[o] = 1;
      else if (passed[claim] && narrowed && s >= 0 && o < 0 && open(s)) linked[s] = 1; // a figure is worth showing
    }
    const limit = state.all ? model.size : model.first;
    let shown = 0,
      hidden = 0;
    for (let node = 0; node < model.size; node++) {
      if (!linked[node]) continue;
      if (shown < limit) shown += inPicture[node] = 1;
      else hidden += 1;
    }
    const loose = state.loose ?? roomy;
    for (let node = 0; loose && !narrowed && node < model.size && (shown < model.least || state.loose); node++)
      if (!linked[node] && !model.linked[node] && open(node)) shown += inPicture[node] = 1;
    const reveal = (node) => {
      if (node >= 0) inPicture[node] = 1;
    };
    for (const node of state.opened)
      if (inPicture[node] || linked[node]) {
        reveal(node);
        for (const claim of model.claimsOf(node))
          if (passed[claim] && model.isEdge[claim]) {
            const other = model.other(claim, node);
            if (open(other)) reveal(other);
          }
      }
    const path = state.path && state.path[1] !== null ? model.path(state.path[0], state.path[1], passed) : null;
    for (const claim of path ?? []) {
      reveal(model.s[claim]);
      reveal(model.o[claim]);
    }
    for (const node of [state.node, ...(state.path ?? [])]) if (node !== null) reveal(node);
    if (state.claim !== null) {
      reveal(model.s[state.claim]);
      reveal(model.o[state.claim]);
    }

    const nodes = [],
      edges = [];
    for (let node = 0; node < model.size; node++) if (inPicture[node]) nodes.push(node);
    for (let claim = 0; claim < model.claimCount; claim++)
      if (
        model.isEdge[claim] &&
        (passed[claim] || claim === state.claim) &&
        inPicture[model.s[claim]] &&
        inPicture[model.o[claim]]
      )
        edges.push(claim);
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
    if (state.node === null) return { bright: null, strong: null, chosen: new Set() };
    const strong = new Set(edges.filter((claim) => model.s[claim] === state.node || model.o[claim] === state.node));
    const bright = new Set([state.node]);
    for (const claim of strong) bright.add(model.s[claim]).add(model.o[claim]);
    return { bright, strong, chosen: new Set([state.node]) };
  }

  return { compute };
}
