// The view as SVG, drawn anew from the data, whichever renderer is at work; PNG is that SVG in pixels.

function svgPicture(model, scene, camera, labels) {
  const { width, height } = camera,
    zoom = symbolScale(camera.k);
  const root = svgElement("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    "font-family": FACE,
  });
  root.append(svgElement("rect", { width, height, fill: themeColour("ground") }));
  const colours = model.classes.map((cls) => themeColour(`c${cls.colour}`));
  const inside = (...points) => {
    const xs = points.map(([x]) => x),
      ys = points.map(([, y]) => y);
    return Math.max(...xs) > 0 && Math.min(...xs) < width && Math.max(...ys) > 0 && Math.min(...ys) < height;
  };
  const edges = svgElement("g", { fill: "none" }),
    nodes = svgElement("g"),
    texts = svgElement("g", { "text-anchor": "middle", "dominant-baseline": "central" });
  for (const claim of scene.edges) {
    const curve = edgeCurve(model, claim, camera),
      strong = scene.strong?.has(claim);
    if (!inside([curve.x1, curve.y1], [curve.x2, curve.y2])) continue;
    const line = claim >= model.claimCount;
    const stroke = themeColour(strong ? "accent" : scene.strong ? "faint-edge" : line ? "together" : "edge");
    const number = (value) => value.toFixed(1);
    edges.append(
      svgElement("path", {
        d: `M${number(curve.x1)} ${number(curve.y1)}Q${number(curve.cx)} ${number(curve.cy)} ${number(curve.x2)} ${number(curve.y2)}`,
        stroke,
        "stroke-width": line ? 1 : strong ? 2.2 : 1.3,
        ...(model.kind[claim] === INFERRED ? { "stroke-dasharray": "5 4" } : {}),
        ...(line ? { class: "together" } : {}),
      }),
    );
    if (model.mutual(claim)) continue;
    const r = model.r[model.o[claim]] * zoom,
      angle = Math.atan2(curve.cy - curve.y2, curve.cx - curve.x2);
    const at = (far, turn) =>
      `${number(curve.x2 + far * Math.cos(angle + turn))},${number(curve.y2 + far * Math.sin(angle + turn))}`;
    edges.append(
      svgElement("polygon", {
        points: [at(r + 1, 0), at(r + 8, (0.3 * 8) / (r + 8)), at(r + 8, (-0.3 * 8) / (r + 8))].join(" "),
        fill: stroke,
      }),
    );
  }
  for (const node of [...scene.nodes].reverse()) {
    const [x, y] = camera.toScreen(model.x[node], model.y[node]),
      r = model.r[node] * zoom;
    if (!inside([x - r, y - r], [x + r, y + r])) continue;
    const shape = shapeElement(model.shape(node), x, y, r, colours[model.cls[node]]);
    if (scene.bright && !scene.bright.has(node)) shape.setAttribute("opacity", 0.16);
    nodes.append(shape);
  }
  for (const box of labels.placed()) {
    const fill = box.dim ? themeColour("faint") : box.claim !== undefined ? themeColour("quiet") : themeColour("text");
    const text = svgElement("text", {
      x: ((box.left + box.right) / 2).toFixed(1),
      y: ((box.top + box.bottom) / 2).toFixed(1),
      fill,
      "font-size": box.size,
      "font-weight": box.weight,
      stroke: themeColour("ground"),
      "stroke-width": box.claim !== undefined ? 6 : 3,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    });
    text.append(box.text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")); // XML has no way to write these
    texts.append(text);
  }
  root.append(edges, nodes, texts);
  return new XMLSerializer().serializeToString(root);
}

async function pngPicture(svg, { width, height }, scale = 2) {
  const image = new Image(),
    address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("The picture could not be drawn."));
      image.src = address;
    });
    const canvas = element("canvas", { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, width * scale, height * scale);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
