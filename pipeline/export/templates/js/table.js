// The same facts as a table: what passes the filters, or what belongs to the choice. Screen readers get this too.

const PAGE = 200;
const COLUMNS = [
  { key: "subject", title: "Subject" },
  { key: "predicate", title: "Relation" },
  { key: "object", title: "Object" },
  { key: "kind", title: "How" },
  { key: "sure", title: "Sure" },
  { key: "time", title: "Time" },
  { key: "speaker", title: "Speaker" },
  { key: "document", title: "Document" },
  { key: "quote", title: "Quote" },
];

function makeTable(model, state, show) {
  const box = byId("table");
  let sort = { key: "subject", down: false },
    rows = [],
    shown = PAGE;

  // One record per claim, with its first evidence.
  function record(claim) {
    const [said] = model.evidence(claim);
    return {
      claim,
      subject: model.subjectText(claim),
      predicate: model.predicate(claim),
      object: model.objectText(claim),
      kind: [model.past(claim) ? "past" : "said", said?.denied ? "denied" : said?.modality || "unsure", "inferred"][model.kind[claim]],
      sure: model.sure[claim],
      time: said?.start ?? null,
      speaker: said?.speaker ?? "",
      document: said?.document?.title ?? "",
      quote: said?.quote ?? "",
    };
  }

  function claims(scene) {
    const { node, claim, path } = state.get();
    if (claim !== null) return [claim];
    if (path) return scene.path ?? [];
    const visible = (id) =>
      scene.passed[id] &&
      [model.s[id], model.o[id]].every((end) => end < 0 || !state.get().classes.has(model.cls[end]));
    if (node !== null) return [...model.claimsOf(node)].filter((id) => scene.passed[id]);
    return Array.from({ length: model.claimCount }, (_, id) => id).filter(visible);
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

  function build() {
    const title = (row) => element("span", { title: row.document }, shortLabel(row.document, 48));
    const cell = {
      document: title,
      sure: (row) => `${row.sure}%`,
      time: (row) => (row.time === null ? "" : clock(row.time)),
    };
    const line = (item) =>
      element(
        "tr",
        {},
        COLUMNS.map(({ key }, i) =>
          i === 0
            ? element(
                "th",
                { scope: "row" },
                button("link", () => show({ claim: item.claim }), item.subject || "?"),
              )
            : element("td", { class: key }, cell[key] ? cell[key](item) : item[key]),
        ),
      );
    const heads = COLUMNS.map(({ key, title }) => {
      const on = sort.key === key;
      return element(
        "th",
        { scope: "col", "aria-sort": on ? (sort.down ? "descending" : "ascending") : "none" },
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
    heads.forEach((head, i) => head.firstChild.setAttribute("data-key", COLUMNS[i].key));
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
        element(
          "caption",
          {},
          count(rows.length, "fact", "facts"),
          state.get().node !== null ? ` about ${model.label[state.get().node]}` : "",
        ),
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
      box.hidden = !state.get().table;
      byId("graph").inert = byId("view").inert = state.get().table;
      byId("show-graph").setAttribute("aria-pressed", String(!state.get().table));
      byId("show-table").setAttribute("aria-pressed", String(state.get().table));
      if (box.hidden) return;
      rows = claims(scene).map(record);
      shown = PAGE;
      build();
    },
  };
}
