// Corrections as Turtle: the file aliases.ttl, which the next run applies. What somebody else wrote into it stays; ours
// stands between two lines, each correction after a comment that holds it as JSON, so that a page can read it back.

const BEGIN = "# --- Corrections made on the page, which writes them anew: change them there ---",
  END = "# --- End of the corrections ---",
  DONE = ["rename", "class", "nothing", "merge", "split", "wrong"];
const ALIAS_PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  owl: "http://www.w3.org/2002/07/owl#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  tg: "https://w3id.org/talkgraph/schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const scoped = (iri) => iri.includes("/document/"); // known by a short form only, and so of one document

const turtleOf = {
  rename: ({ iri, cls, label, was }) =>
    `${turtleIri(iri)} a ${turtleIri(cls)} ; skos:prefLabel ${turtleString(label)}` +
    `${scoped(iri) || was === label ? "" : ` ; skos:hiddenLabel ${turtleString(was)}`} .`,
  class: ({ iri, cls, was }) => `${turtleIri(iri)} a ${turtleIri(cls)} ; skos:prefLabel ${turtleString(was)} .`,
  nothing: ({ iri, was }) =>
    `${turtleIri(iri)} a tg:NotAName${scoped(iri) ? "" : ` ; skos:prefLabel ${turtleString(was)}`} .`,
  merge: ({ iri, into, label, cls }) =>
    `${turtleIri(iri)} dcterms:isReplacedBy ${turtleIri(into)} .\n` +
    `${turtleIri(into)} a ${turtleIri(cls)} ; skos:prefLabel ${turtleString(label)} .`,
  split: ({ to, label, cls, mentions }, base) =>
    [
      `${turtleIri(to)} a ${turtleIri(cls)} ; skos:prefLabel ${turtleString(label)} .`,
      ...mentions.map(
        ([document, begin, end]) =>
          `[] a tg:Mention ; tg:denotes ${turtleIri(to)} ; nif:beginIndex ${Number(begin)} ; nif:endIndex ${Number(end)} ;\n` +
          `    dcterms:isPartOf ${turtleIri(`${base}document/${encodeURIComponent(document)}`)} .`,
      ),
    ].join("\n"),
  wrong: ({ s, p, o, literal }) =>
    `[] a owl:NegativePropertyAssertion ; owl:sourceIndividual ${turtleIri(s)} ; owl:assertionProperty ${turtleIri(p)} ;\n` +
    `    ${o ? `owl:targetIndividual ${turtleIri(o)}` : `owl:targetValue ${literal}`} .`,
};

// The part of the file that is not ours.
function othersText(text) {
  const begin = text.indexOf(BEGIN),
    end = text.indexOf(END);
  return begin < 0 || end < begin ? text : text.slice(0, begin) + text.slice(end + END.length).replace(/^\n/, "");
}

// The corrections that the file holds; what is no correction is left aside.
function correctionsIn(text) {
  const begin = text.indexOf(BEGIN),
    end = text.indexOf(END),
    found = [];
  for (const line of begin < 0 || end < begin ? [] : text.slice(begin, end).split("\n")) {
    if (!line.startsWith("# {")) continue;
    try {
      const correction = JSON.parse(line.slice(2));
      if (DONE.includes(correction.do)) found.push(correction);
    } catch {
      continue; // a comment of somebody else
    }
  }
  return found;
}

// The whole file: what others wrote, then the corrections.
function aliasesText(others, corrections, base) {
  if (!corrections.length) return others;
  const prefixes = Object.entries(ALIAS_PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const each = corrections.map((correction) => `# ${JSON.stringify(correction)}\n${turtleOf[correction.do](correction, base)}`);
  const before = others.trimEnd();
  return `${before ? `${before}\n\n` : ""}${[BEGIN, ...prefixes, "", ...each, END].join("\n")}\n`;
}
