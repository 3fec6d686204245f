// What the reader corrects: kept in the browser, undone at will, and applied to the columns at once.
//
// A correction is a plain record, `do` says what it does:
//   rename {iri, label, was}, class {iri, cls, was}, nothing {iri, was}: "this is not a name",
//   merge {iri, into, was, label, cls}, split {iri, to, label, cls, was, mentions: [[document, begin, end], ...]},
//   wrong {s, p, o | literal, text}

const CORRECTIONS = "talkgraph corrections ";

// name: of the set of documents, under which the browser keeps them. before: those that the page was built with; what
// this browser has not seen of them is added to what it keeps. say: tells the reader something.
function makeCorrections(name, before, say) {
  const key = CORRECTIONS + name,
    listeners = [],
    seen = before.map((each) => JSON.stringify(each));
  const kept = read();
  let list = kept
    ? [...kept.list, ...before.filter((each) => !kept.seen.includes(JSON.stringify(each)))]
    : before;

  function read() {
    try {
      const { list, seen } = JSON.parse(localStorage.getItem(key));
      return Array.isArray(list) && Array.isArray(seen) ? { list, seen } : null;
    } catch {
      return null; // nothing is kept, or this browser keeps nothing
    }
  }
  function write() {
    try {
      localStorage.setItem(key, JSON.stringify({ list, seen: [...new Set([...(kept?.seen ?? []), ...seen])] }));
    } catch {
      say("This browser keeps no corrections: download them before you close the page.");
    }
  }
  function change(next) {
    list = next;
    write();
    listeners.forEach((listen) => listen());
  }
  const target = (each) => `${each.do} ${each.iri ?? `${each.s} ${each.p} ${each.o ?? each.literal}`}`;

  return {
    list: () => list,
    // A later decision on the same thing replaces the earlier one; a split adds up.
    add: (correction) =>
      change([
        ...list.filter((each) => each.do === "split" || target(each) !== target(correction)),
        correction,
      ]),
    undo: (correction) => change(list.filter((each) => each !== correction)),
    undoAll: () => change([]),
    replace: (next) => change(next),
    listen: (listener) => listeners.push(listener),
  };
}

// The columns as they are with the corrections; the same objects where there are none.
function corrected(list, drawn, written) {
  if (!list.length) return { drawn, read: null };
  const read = written(),
    iris = [...read.entities.iri],
    numbers = new Map(iris.map((iri, node) => [iri, node])),
    documents = new Map(drawn.documents.map(({ id }, i) => [id, i])),
    kinds = new Map(drawn.classes.map(({ iri }, i) => [iri, i])),
    columns = Object.fromEntries(Object.entries(drawn.entities).map(([name, values]) => [name, [...values]])),
    heard = { ...read.entities.heard },
    owner = [...read.mentions.owner],
    into = iris.map((_, node) => node),
    gone = new Set();
  const claims = { ...drawn.claims, s: [...drawn.claims.s], o: [...drawn.claims.o], kind: [...drawn.claims.kind] };
  const find = (node) => {
    while (into[node] !== node) node = into[node];
    return node;
  };
  const nodeOf = (iri) => (numbers.has(iri) ? find(numbers.get(iri)) : -1);
  const alsoHeard = (node, ...texts) => {
    heard[node] = [...new Set([...(heard[node] ?? []), ...texts])].filter((text) => text !== columns.label[node]);
  };

  const acts = {
    rename({ iri, label }) {
      const node = nodeOf(iri);
      if (node < 0) return;
      const was = columns.label[node];
      columns.label[node] = label;
      alsoHeard(node, was);
    },
    class({ iri, cls }) {
      if (nodeOf(iri) >= 0 && kinds.has(cls)) columns.cls[nodeOf(iri)] = kinds.get(cls);
    },
    nothing({ iri }) {
      if (nodeOf(iri) >= 0) gone.add(nodeOf(iri));
    },
    merge({ iri, into: other }) {
      const node = nodeOf(iri),
        target = nodeOf(other);
      if (node < 0 || target < 0 || node === target) return;
      into[node] = target;
      gone.add(node);
      alsoHeard(target, columns.label[node], ...(read.entities.aliases[node] ?? []), ...(heard[node] ?? []));
    },
    split({ iri, to, label, cls, mentions }) {
      const from = nodeOf(iri);
      if (from < 0) return;
      let node = nodeOf(to);
      if (node < 0) {
        node = iris.length;
        iris.push(to);
        numbers.set(to, node);
        into.push(node);
        columns.label.push(label);
        columns.cls.push(kinds.get(cls) ?? columns.cls[from]);
        columns.x.push(columns.x[from] + 400);
        columns.y.push(columns.y[from] + 300);
        columns.r.push(50);
      }
      const moved = new Set(mentions.map(([document, begin, end]) => `${documents.get(document)} ${begin} ${end}`));
      const { passage, document, begin, end } = read.mentions;
      for (let i = 0; i < owner.length; i++) {
        const home = passage[i] < 0 ? document[i] : read.passages.document[passage[i]];
        if (find(owner[i]) === from && moved.has(`${home} ${begin[i]} ${end[i]}`)) owner[i] = node;
      }
    },
    wrong({ s, p, o, literal }) {
      for (let claim = 0; claim < claims.s.length; claim++) {
        if (drawn.predicates[claims.p[claim]].iri !== p || nodeOf(s) !== (claims.s[claim] < 0 ? -2 : find(claims.s[claim])))
          continue;
        const same = o ? claims.o[claim] >= 0 && find(claims.o[claim]) === nodeOf(o) : read.literal[claim] === literal;
        if (same && claims.kind[claim] !== INFERRED) claims.kind[claim] = GONE;
      }
    },
  };
  for (const correction of list) if (Object.hasOwn(acts, correction.do)) acts[correction.do](correction);

  const moved = (values) => values.map((node) => (node < 0 ? node : find(node)));
  claims.s = moved(claims.s);
  claims.o = moved(claims.o);
  claims.kind = claims.kind.map((kind, i) =>
    claims.s[i] >= 0 && claims.s[i] === claims.o[i] && drawn.claims.s[i] !== drawn.claims.o[i] ? GONE : kind,
  );
  // What rests on a fact that is wrong no longer follows.
  const facts = read.evidence.of.length - 1;
  for (let round = true; round; ) {
    round = false;
    for (let claim = facts; claim < claims.s.length; claim++)
      if (claims.kind[claim] !== GONE && read.inferences[claim - facts].premises.some((at) => claims.kind[at] === GONE)) {
        claims.kind[claim] = GONE;
        round = true;
      }
  }
  const flags = new Uint8Array(iris.length);
  for (const node of gone) flags[node] = 1;
  const lines = { ...drawn.lines, a: moved(drawn.lines.a), b: moved(drawn.lines.b) },
    pairs = { ...read.pairs, a: moved(read.pairs.a), b: moved(read.pairs.b) };
  return {
    drawn: { ...drawn, entities: { ...columns, gone: flags }, claims, lines },
    read: {
      ...read,
      entities: { ...read.entities, iri: iris, heard },
      mentions: { ...read.mentions, owner: moved(owner).map((node) => (flags[node] ? -1 : node)) },
      pairs,
    },
  };
}
