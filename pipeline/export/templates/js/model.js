// The graph in columns. Nodes, claims, mentions and passages are numbers; what is read on demand is parsed when first
// asked for. An edge is a claim between two nodes or, numbered after the claims, a line: the two are said together.

const SAID = 0,
  DOUBTFUL = 1,
  INFERRED = 2,
  TOGETHER = 3,
  GONE = 4; // taken away by a correction

// Members of each group as slices of one list: `ends(item, use)` tells the groups of an item.
function grouped(groups, items, ends) {
  const begin = new Int32Array(groups + 2);
  let total = 0;
  for (let item = 0; item < items; item++)
    ends(item, (group) => {
      begin[group + 2]++;
      total++;
    });
  for (let group = 2; group < groups + 2; group++) begin[group] += begin[group - 1];
  const list = new Int32Array(total);
  for (let item = 0; item < items; item++) ends(item, (group) => (list[begin[group + 1]++] = item));
  return (group) => list.subarray(begin[group], begin[group + 1]);
}

// To whom each mention belongs.
function withOwners(read) {
  const { of } = read.mentions,
    owner = new Int32Array(of[of.length - 1]);
  for (let node = 0; node + 1 < of.length; node++) owner.fill(node, of[node], of[node + 1]);
  read.mentions.owner = owner;
  return read;
}

// corrected(drawn, read) gives the columns with the reader's corrections, see corrections.js.
function makeModel(drawnAsWritten, parseMore, corrected) {
  const model = { documents: drawnAsWritten.documents, classes: drawnAsWritten.classes, least: drawnAsWritten.least, most: drawnAsWritten.most, column: drawnAsWritten.column };
  const tenths = (values) => Float32Array.from(values, (value) => value / 10);
  let written = null, // what is read on demand, as it stands in the file
    more = null,
    drawn = drawnAsWritten;

  model.written = () => (written ??= withOwners(parseMore()));
  model.more = () => (more ??= model.written());

  // Built anew where corrections change.
  model.rebuild = () => {
    ({ drawn, read: more } = corrected(drawnAsWritten, model.written));
    const { entities, claims, lines } = drawn;
    const size = entities.label.length,
      claimCount = claims.s.length,
      edgeCount = claimCount + lines.a.length;
    const s = Int32Array.from([...claims.s, ...lines.a]),
      o = Int32Array.from([...claims.o, ...lines.b]),
      kind = new Uint8Array(edgeCount).fill(TOGETHER);
    kind.set(claims.kind);
    const gone = entities.gone ?? new Uint8Array(size),
      isEdge = new Uint8Array(edgeCount),
      linked = new Uint8Array(size);
    for (let edge = 0; edge < edgeCount; edge++) {
      if (s[edge] >= 0 && s[edge] === o[edge] && edge >= claimCount) kind[edge] = GONE;
      if ([s[edge], o[edge]].some((end) => end >= 0 && gone[end])) kind[edge] = GONE;
      isEdge[edge] = s[edge] >= 0 && o[edge] >= 0 && kind[edge] !== DOUBTFUL && kind[edge] !== GONE;
      if (isEdge[edge] && kind[edge] !== INFERRED) linked[s[edge]] = linked[o[edge]] = 1;
    }
    const ends = (edge, use) => {
      if (kind[edge] === GONE) return;
      if (s[edge] >= 0) use(s[edge]);
      if (o[edge] >= 0 && o[edge] !== s[edge]) use(o[edge]);
    };
    Object.assign(model, {
      first: drawn.first.filter((node) => !gone[node]),
      predicates: drawn.predicates,
      size,
      claimCount,
      edgeCount,
      s,
      o,
      kind,
      gone,
      isEdge,
      linked,
      p: claims.p,
      sure: claims.sure,
      label: entities.label,
      cls: entities.cls,
      x: tenths(entities.x),
      y: tenths(entities.y),
      r: tenths(entities.r),
      edgesOf: grouped(size, edgeCount, ends),
      claimsOf: grouped(size, claimCount, ends),
      names: size - gone.reduce((sum, value) => sum + value, 0),
    });
    const places = new Int32Array(size).fill(-1);
    [...model.first].sort((a, b) => a - b).forEach((node, place) => (places[node] = place));
    model.place = (node) => places[node]; // among the names that the picture begins with, by importance; -1 for others
    mentionsOf = null;
    index = null;
  };

  Object.assign(model, {
    bend: (edge) => drawn.claims.bend[edge] ?? 0,
    other: (edge, node) => (model.s[edge] === node ? model.o[edge] : model.s[edge]),
    shape: (node) => drawn.classes[model.cls[node]].shape,
    subjectText: (claim) => (model.s[claim] >= 0 ? model.label[model.s[claim]] : (drawn.claims.holder[claim] ?? "?")),
    objectText: (claim) => (model.o[claim] >= 0 ? model.label[model.o[claim]] : (drawn.claims.value[claim] ?? "?")),
    predicate: (edge) => (edge < model.claimCount ? drawn.predicates[model.p[edge]].label : "said together with"),
    mutual: (edge) => edge >= model.claimCount || drawn.predicates[model.p[edge]].mutual,
    iri: (node) => model.more().entities.iri[node],
    // An object that is a number, as one; null where it is none.
    value(claim) {
      const text = model.o[claim] < 0 ? /^"([^"]*)"/.exec(model.literal(claim) ?? "")?.[1] : undefined;
      return text === undefined || Number.isNaN(Number(text)) ? null : Number(text);
    },
    literal: (claim) => model.more().literal[claim] ?? null, // a quantity as Turtle writes it
    inference: (claim) =>
      model.kind[claim] === INFERRED ? model.more().inferences[claim - model.more().evidence.of.length + 1] : null,
  });

  // Nodes by IRI, for addresses and corrections.
  let index = null;
  model.nodeOf = (iri) => {
    index ??= new Map(model.more().entities.iri.map((each, node) => [each, node]));
    const node = index.get(iri) ?? -1;
    return node >= 0 && !model.gone[node] ? node : null;
  };

  // The mentions of a node in the order of documents and passages.
  let mentionsOf = null;
  model.mentionsOf = (node) => {
    const { owner } = model.more().mentions;
    mentionsOf ??= grouped(model.size, owner.length, (mention, use) => owner[mention] >= 0 && use(owner[mention]));
    return mentionsOf(node);
  };
  const link = (document, start) =>
    start === null || !model.documents[document]?.recording ? null : `${model.documents[document].recording}#t=${start}`;
  const place = (document, tenths, speaker) => ({
    document: model.documents[document],
    start: tenths < 0 ? null : tenths / 10,
    speaker: model.more().texts[speaker] ?? "",
    link: link(document, tenths < 0 ? null : tenths / 10),
  });

  // A passage as a record; null where the words are not known.
  model.passage = (number) => {
    if (number < 0) return null;
    const { passages, texts } = model.more();
    return {
      number,
      text: texts[passages.text[number]],
      ...place(passages.document[number], passages.start[number], passages.speaker[number]),
    };
  };
  model.documentOf = (mention) => {
    const { mentions, passages } = model.more();
    return mentions.passage[mention] < 0 ? mentions.document[mention] : passages.document[mentions.passage[mention]];
  };

  // Evidence of a claim as records; a conclusion has none of its own.
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
        passage: evidence.passage[i],
        ...place(evidence.document[i], evidence.start[i], evidence.speaker[i]),
        source: texts[evidence.source[i]] ?? "",
        rule: texts[evidence.rule[i]] ?? "",
        sure: evidence.sure[i],
        denied: evidence.denied.includes(i),
        modality: evidence.modality[i] ?? "",
        past: evidence.past.includes(i),
        role: evidence.role[i] ?? "",
        when: evidence.when[i] ?? "",
        aside: evidence.aside[i] ?? "",
      };
    });
  };
  // Whether all that is said of the claim speaks of the past.
  model.past = (claim) => {
    const said = model.evidence(claim);
    return said.length > 0 && said.every((piece) => piece.past);
  };

  // With whom a node is said together, the likeliest first: [other, number of the pair].
  model.companions = (node) => {
    const { pairs } = model.more(),
      found = [];
    for (let pair = 0; pair < pairs.a.length; pair++) {
      const [a, b] = [pairs.a[pair], pairs.b[pair]];
      if (a !== b && (a === node || b === node)) found.push([a === node ? b : a, pair]);
    }
    return found.filter(([other]) => !model.gone[other]);
  };
  model.pairOf = (a, b) => {
    const { pairs } = model.more();
    return pairs.a.findIndex((one, i) => (one === a && pairs.b[i] === b) || (one === b && pairs.b[i] === a));
  };

  // The shortest way between two nodes over the claims that `allowed` marks, as claims in order; null where there is none.
  model.path = (from, to, allowed) => {
    const came = new Int32Array(model.size).fill(-1);
    let border = [from];
    const seen = new Uint8Array(model.size);
    seen[from] = 1;
    while (border.length && !seen[to]) {
      const next = [];
      for (const node of border)
        for (const claim of model.claimsOf(node)) {
          const other = model.other(claim, node);
          if (!model.isEdge[claim] || !allowed[claim] || seen[other]) continue;
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
