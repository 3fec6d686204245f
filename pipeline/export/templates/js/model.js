// The graph in columns. Nodes and claims are numbers; what only the panels read is parsed when first asked for.

const SAID = 0,
  DOUBTFUL = 1,
  INFERRED = 2;

function makeModel(drawn, parseMore) {
  const { entities, claims } = drawn;
  const size = entities.label.length,
    claimCount = claims.s.length;
  const s = Int32Array.from(claims.s),
    o = Int32Array.from(claims.o),
    kind = Uint8Array.from(claims.kind);
  const tenths = (values) => Float32Array.from(values, (value) => value / 10);

  // Claims of each node, as slices of one list.
  const begin = new Int32Array(size + 2),
    list = new Int32Array(2 * claimCount);
  const ends = (claim, use) => {
    if (s[claim] >= 0) use(s[claim]);
    if (o[claim] >= 0 && o[claim] !== s[claim]) use(o[claim]);
  };
  for (let claim = 0; claim < claimCount; claim++) ends(claim, (node) => begin[node + 2]++);
  for (let node = 2; node < size + 2; node++) begin[node] += begin[node - 1];
  for (let claim = 0; claim < claimCount; claim++)
    ends(claim, (node) => {
      list[begin[node + 1]++] = claim;
    });

  const isEdge = new Uint8Array(claimCount);
  for (let claim = 0; claim < claimCount; claim++)
    isEdge[claim] = s[claim] >= 0 && o[claim] >= 0 && kind[claim] !== DOUBTFUL;
  const linked = new Uint8Array(size);
  for (let claim = 0; claim < claimCount; claim++)
    if (isEdge[claim] && kind[claim] === SAID) linked[s[claim]] = linked[o[claim]] = 1;

  let more = null;
  const model = {
    first: drawn.first,
    least: drawn.least,
    documents: drawn.documents,
    classes: drawn.classes,
    predicates: drawn.predicates,
    size,
    claimCount,
    s,
    o,
    kind,
    isEdge,
    linked,
    p: claims.p,
    sure: claims.sure,
    value: claims.value,
    label: entities.label,
    cls: entities.cls,
    x: tenths(entities.x),
    y: tenths(entities.y),
    r: tenths(entities.r),
    bend: (claim) => claims.bend[claim] ?? 0,
    claimsOf: (node) => list.subarray(begin[node], begin[node + 1]),
    other: (claim, node) => (s[claim] === node ? o[claim] : s[claim]),
    shape: (node) => drawn.classes[entities.cls[node]].shape,
    subjectText: (claim) => (s[claim] >= 0 ? entities.label[s[claim]] : (claims.holder[claim] ?? "?")),
    objectText: (claim) => (o[claim] >= 0 ? entities.label[o[claim]] : (claims.value[claim] ?? "?")),
    predicate: (claim) => drawn.predicates[claims.p[claim]].label,
    more: () => (more ??= parseMore()),
  };

  // Evidence of a claim as records; an inference has none of its own.
  model.evidenceRange = (claim) => {
    const { of } = model.more().evidence;
    return claim + 1 < of.length ? [of[claim], of[claim + 1]] : [0, 0];
  };
  model.evidence = (claim) => {
    const { evidence, texts } = model.more();
    const [from, to] = model.evidenceRange(claim);
    return Array.from({ length: to - from }, (_, rank) => {
      const i = from + rank;
      return {
        quote: texts[evidence.quote[i]],
        marks: evidence.marks[i] ?? [],
        document: drawn.documents[evidence.document[i]],
        start: evidence.start[i] < 0 ? null : evidence.start[i] / 10,
        speaker: texts[evidence.speaker[i]] ?? "",
        source: texts[evidence.source[i]] ?? "",
        sure: evidence.sure[i],
        denied: evidence.denied.includes(i),
        modality: evidence.modality[i] ?? "",
        past: evidence.past.includes(i),
        role: evidence.role[i] ?? "",
        when: evidence.when[i] ?? "",
        aside: evidence.aside[i] ?? "",
        link: evidence.link[i] ?? null,
      };
    });
  };
  // Whether all that is said of the claim speaks of the past.
  model.past = (claim) => {
    const said = model.evidence(claim);
    return said.length > 0 && said.every((piece) => piece.past);
  };
  model.inference = (claim) =>
    kind[claim] === INFERRED ? model.more().inferences[claim - model.more().evidence.of.length + 1] : null;

  model.literal = (claim) => model.more().literal[claim] ?? null; // a quantity as Turtle writes it

  // The shortest way between two nodes over the claims that `allowed` marks, as claims in order; null where there is none.
  model.path = (from, to, allowed) => {
    const came = new Int32Array(size).fill(-1);
    let border = [from];
    const seen = new Uint8Array(size);
    seen[from] = 1;
    while (border.length && !seen[to]) {
      const next = [];
      for (const node of border)
        for (const claim of model.claimsOf(node)) {
          const other = model.other(claim, node);
          if (!isEdge[claim] || !allowed[claim] || seen[other]) continue;
          seen[other] = 1;
          came[other] = claim;
          next.push(other);
        }
      border = next;
    }
    if (!seen[to]) return null;
    const steps = [];
    for (let node = to; node !== from; node = model.other(came[node], node)) steps.unshift(came[node]);
    return steps;
  };
  return model;
}
