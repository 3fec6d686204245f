// The keyboard: on the stage, arrows lead along links or shift the view; everywhere, / finds and Escape lets go.

const ARROW_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function listenToKeys({ model, state, scene, camera, search, takeaway, stage, visit, show, fit }) {
  // The neighbour that lies most nearly in a direction.
  function neighbourTowards(dx, dy) {
    const from = state.get().node;
    let best = null,
      highest = 0.3;
    for (const claim of scene().strong ?? []) {
      const other = model.other(claim, from),
        x = model.x[other] - model.x[from],
        y = model.y[other] - model.y[from];
      const fit = (x * dx + y * dy) / (Math.hypot(x, y) || 1);
      if (other !== from && fit > highest) [best, highest] = [other, fit];
    }
    return best;
  }

  stage.addEventListener("keydown", (event) => {
    const arrow = ARROW_KEYS[event.key];
    if (arrow && state.get().node !== null && !event.shiftKey) {
      const next = neighbourTowards(...arrow);
      if (next !== null) visit(next);
    } else if (arrow) camera.pan(-60 * arrow[0], -60 * arrow[1]);
    else if (event.key === "+" || event.key === "=") camera.zoom(1.3);
    else if (event.key === "-") camera.zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "Enter" && state.get().node === null && scene().nodes.length) visit(scene().nodes[0]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing =
      /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) && document.activeElement.type === "search";
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
}
