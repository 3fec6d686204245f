// The facts as a table: what passes the filters, or what belongs to the choice. Screen readers get this too.

const PAGE = 200;
const COLUMNS = [
  { key: "subject", title: "Subject" },
  { key: "predicate", title: "Relation" },
  { key: "object", title: "Object" },
  { key: "quote", title: "Quote" },
  { key: "time", title: "Time" },
  { key: "speaker", title: "Speaker" },
  { key: "document", title: "Document" },
  { key: "kind", title: "How" },
  { key: "sure", title: "Sure" },
];

function makeTable(model, state, show) {
  const box = byId("table");
  let sort = { key: "subject", down: false },
    rows = [],
    shown = PAGE;

  // One record per claim, with its first evidence. value: an object that is a number, as one.
  function record(claim) {
    const said = model.evidence(claim),
      [first] = said,
      more = new Set(said.map(({ passage, quote }) => (passage < 0 ? quote : passage))).size - 1;
    return {
      claim,
      subject: model.subjectText(claim),
      predicate: model.predicate(claim),
      object: model.objectText(claim),
      value: model.value(claim),
      kind: [
        first?.past ? "past" : "said",
        first?.denied ? "denied" : first?.modality || "unsure",
        "conclusion",
      ][model.kind[claim]],
      sure: model.sure[claim],
      time: first?.start ?? null,
      speaker: first?.speaker ?? "",
      document: first?.document?.title ?? "",
      quote: first?.quote ?? "",
      more,
    };
  }

  function claims(scene) {
    const { node, claim, path, pair } = state.get();
    const stands = (id) => model.kind[id] !== GONE;
    if (claim !== null) return [claim];
    if (path) return scene.path ?? [];
    const visible = (id) =>
      scene.passed[id] &&
      [model.s[id], model.o[id]].every((end) => end < 0 || !state.get().classes.has(model.cls[end]));
    if (pair) return [...model.claimsOf(pair[0])].filter((id) => stands(id) && [model.s[id], model.o[id]].includes(pair[1]));
    if (node !== null) return [...model.claimsOf(node)].filter((id) => stands(id) && scene.passed[id]);
    return Array.from({ length: model.claimCount }, (_, id) => id).filter((id) => stands(id) && visible(id));
  }

  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  function sorted() {
    const { key, down } = sort,
      sign = down ? -1 : 1;
    const empty = (value) => value === null || value === "";
    return [...rows].sort((a, b) => {
      if (empty(a[key]) || empty(b[key])) return empty(a[key]) - empty(b[key]) || a.claim - b.claim; // what is empty stays last
      return (
        sign * (typeof a[key] === "number" ? a[key] - b[key] : collator.compare(a[key], b[key])) || a.claim - b.claim
      );
    });
  }

  // As the overview counts them.
  function caption() {
    const numbers = [0, 0, 0];
    for (const { claim } of rows) numbers[model.kind[claim]] += 1;
    const parts = [
      numbers[SAID] || !rows.length ? count(numbers[SAID], "fact", "facts") : "",
      numbers[DOUBTFUL] ? `${numbers[DOUBTFUL].toLocaleString("en")} not taken as facts` : "",
      numbers[INFERRED] ? count(numbers[INFERRED], "conclusion", "conclusions") : "",
    ];
    const { node } = state.get();
    return parts.filter(Boolean).join(", ") + (node !== null ? ` about ${model.label[node]}` : "");
  }

  function build() {
    const cell = {
      document: (row) => element("span", { title: row.document }, shortLabel(row.document, 32)),
      quote: (row) => [row.quote, row.more ? element("span", { class: "more" }, ` and ${row.more} more`) : ""],
      sure: (row) => `${row.sure}%`,
      time: (row) => (row.time === null ? "" : clock(row.time)),
    };
    // What is the same in every row, or nowhere known, needs no column.
    const columns = COLUMNS.filter(
      ({ key }) => (key !== "document" || model.documents.length > 1) && (key !== "speaker" || rows.some((row) => row.speaker)),
    );
    const line = (item) =>
      element(
        "tr",
        {},
        columns.map(({ key }, i) =>
          i === 0
            ? element(
                "th",
                { scope: "row" },
                button("link", () => show({ claim: item.claim }), item.subject || "?"),
              )
            : element("td", { class: key }, cell[key] ? cell[key](item) : item[key]),
        ),
      );
    const heads = columns.map(({ key, title }) => {
      const on = sort.key === key;
      return element(
        "th",
        { scope: "col", class: key, "aria-sort": on ? (sort.down ? "descending" : "ascending") : "none" },
        button(
          "head",
          () => {
            sort = { key, down: on && !sort.down };
            shown = PAGE;
            build();
            box.querySelector(`[data-key="${key}"]`)?.focus();
          },
          title,
          element("span", { "aria-hidden": "true" }, on ? (sort.down ? " ↓" : " ↑") : ""),
        ),
      );
    });
    heads.forEach((head, i) => head.firstChild.setAttribute("data-key", columns[i].key));
    const all = sorted(),
      more =
        all.length > shown
          ? button(
              "action",
              () => {
                shown += 5 * PAGE;
                build();
              },
              `Show more (${(all.length - shown).toLocaleString("en")} left)`,
            )
          : "";
    box.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, caption()),
        element("thead", {}, element("tr", {}, heads)),
        element("tbody", {}, all.slice(0, shown).map(line)),
      ),
      more,
    );
  }

  return {
    claims,
    record,
    update(scene) {
      if (state.get().view !== "table") return;
      rows = claims(scene).map(record);
      shown = PAGE;
      build();
    },
  };
}
