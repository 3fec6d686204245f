// What the reader takes away: the view as PNG or SVG, the chosen facts (or all that pass) as Turtle or CSV.

const PREFIXES = { rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", skos: "http://www.w3.org/2004/02/skos/core#" };

// Turtle 1.1, section 2.5.1 and 6.4: what a string and an IRI cannot hold as it is.
const escaped = (character) => `\\u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
const turtleString = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f]/g, escaped)}"`;
const turtleIri = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, escaped)}>`;

function turtle(model, claims) {
  const { iri, aliases, heard } = model.more().entities,
    nodes = new Set();
  const lines = Object.entries(PREFIXES).map(([prefix, base]) => `@prefix ${prefix}: <${base}> .`);
  const facts = [];
  for (const claim of claims) {
    if (model.kind[claim] === DOUBTFUL || model.s[claim] < 0) continue; // said, but not as a fact
    for (const end of [model.s[claim], model.o[claim]]) if (end >= 0) nodes.add(end);
    const predicate = turtleIri(model.predicates[model.p[claim]].iri),
      subject = turtleIri(iri[model.s[claim]]);
    const object =
      model.o[claim] >= 0 ? turtleIri(iri[model.o[claim]]) : (model.literal(claim) ?? turtleIri(model.objectText(claim)));
    facts.push(`${subject} ${predicate} ${object} .${model.kind[claim] === INFERRED ? " # inferred" : ""}`);
  }
  for (const node of [...nodes].sort((a, b) => a - b)) {
    const labels = [
      `rdf:type ${turtleIri(model.classes[model.cls[node]].iri)}`,
      `skos:prefLabel ${turtleString(model.label[node])}`,
      ...(aliases[node] ?? []).map((text) => `skos:altLabel ${turtleString(text)}`),
      ...(heard[node] ?? []).map((text) => `skos:hiddenLabel ${turtleString(text)}`),
    ];
    lines.push("", `${turtleIri(iri[node])}`, `    ${labels.join(" ;\n    ")} .`);
  }
  return `${[...lines, "", ...facts].join("\n")}\n`;
}

// RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
function written(lines) {
  const cell = (value) => {
    const text = String(value ?? ""),
      safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function csv(table, claims) {
  // Numbers are numbers: an amount is written without its commas, a time in seconds, a confidence in percent.
  const plain = (record, key) => (key === "object" && record.value !== null ? record.value : record[key]);
  const lines = [
    COLUMNS.map(({ key }) => key),
    ...claims.map(table.record).map((record) => COLUMNS.map(({ key }) => plain(record, key))),
  ];
  return written(lines);
}

// Every place where the nodes are named.
function mentionsCsv(model, nodes) {
  const { mentions } = model.more(),
    lines = [["name", "time", "speaker", "document", "link", "quote"]];
  for (const node of nodes)
    for (const mention of model.mentionsOf(node)) {
      const passage = model.passage(mentions.passage[mention]);
      const document = model.documents[model.documentOf(mention)]?.title;
      lines.push([model.label[node], passage?.start, passage?.speaker, document, passage?.link, passage?.text]);
    }
  return written(lines);
}

function makeTakeaway(model, state, { table, picture, scene, camera }) {
  const save = (content, name, type) => {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = element("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // the download has long begun
  };
  const chosen = () => table.claims(scene());
  const named = () => (state.get().node === null ? scene().nodes : [state.get().node]);
  const actions = {
    png: async () => save(await pngPicture(picture(), camera), "graph-view.png"),
    svg: () => save(picture(), "graph-view.svg", "image/svg+xml"),
    ttl: () => save(turtle(model, chosen()), "selection.ttl", "text/turtle"),
    csv: () => save(csv(table, chosen()), "selection.csv", "text/csv"),
    mentions: () => save(mentionsCsv(model, named()), "mentions.csv", "text/csv"),
  };
  const menu = byId("take");
  for (const [name, act] of Object.entries(actions))
    byId(`take-${name}`).addEventListener("click", () => {
      menu.open = false;
      act();
    });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  return {
    save,
    close: () => {
      menu.open = false;
    },
  };
}
