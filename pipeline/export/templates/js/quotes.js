// Words as they were said, with what stands out in them, and where they stand.

const TITLE = 36; // characters of a document's title under each of its quotes

// The text with marks: begin and end of each in turn.
function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (let i = 0; i + 1 < marks.length; i += 2) {
    if (marks[i] < at) continue;
    parts.push(text.slice(at, marks[i]), element("mark", {}, text.slice(marks[i], marks[i + 1])));
    at = marks[i + 1];
  }
  return [...parts, text.slice(at)];
}

const quote = (text, marks) => element("blockquote", {}, marked(text, marks));

// Time (a link into the recording where its address is known), speaker and, of several documents, which one.
function whereSaid({ start, link, speaker, document }, several) {
  const time =
    start === null
      ? ""
      : link
        ? element(
            "a",
            { href: link, target: "_blank", rel: "noopener noreferrer", title: "Open the recording here" },
            `▶ ${clock(start)}`,
          )
        : element("span", {}, clock(start));
  const title = several || (!speaker && start === null) ? document?.title : "";
  const from = title ? element("span", { title }, shortLabel(title, TITLE)) : "";
  const parts = [time, speaker, from].filter(Boolean);
  return element(
    "p",
    { class: "where" },
    parts.map((part, i) => [i ? " · " : "", part]),
  );
}

// Mentions gathered by passage, in order: each passage once, with every mention in it marked.
function byPassage(model, mentions) {
  const { mentions: columns } = model.more(),
    passages = new Map();
  for (const mention of mentions) {
    const at = columns.passage[mention];
    if (at < 0) continue;
    if (!passages.has(at)) passages.set(at, []);
    passages.get(at).push(mention);
  }
  const where = (at) => [model.more().passages.document[at], at];
  return [...passages]
    .sort(([a], [b]) => where(a)[0] - where(b)[0] || a - b)
    .map(([at, found]) => {
      const marks = found
        .map((mention) => [columns.at[mention], columns.at[mention] + columns.size[mention]])
        .sort((a, b) => a[0] - b[0])
        .flat();
      return { ...model.passage(at), mentions: found, marks };
    });
}

// Evidence gathered by passage: one quote, the longest, with all that was found in it.
function byQuote(evidence) {
  const groups = new Map();
  for (const said of evidence) {
    const key = said.passage >= 0 ? said.passage : `${said.document?.id} ${said.start} ${said.quote}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(said);
  }
  return [...groups.values()].map((group) => {
    const longest = group.reduce((a, b) => (b.quote.length > a.quote.length ? b : a));
    return { ...longest, found: group };
  });
}

// Rules as people may read them: "verb:develop" is: verb “develop”.
const ruleText = (rule) => rule.replace(/:(.+)$/, " “$1”");
