// The panel's overview: what the graph holds, each kind of it to be switched off and on.

function makeFilters(model, state, filter) {
  const isOpen = new Set(["kinds"]);
  let counted = null; // once: they do not depend on what is chosen

  const predicateCount = () => {
    const numbers = model.predicates.map(() => 0);
    for (let claim = 0; claim < model.claimCount; claim++)
      if (model.kind[claim] !== DOUBTFUL) numbers[model.p[claim]] += 1;
    return numbers;
  };
  const classCount = () => {
    const numbers = model.classes.map(() => 0);
    for (const cls of model.cls) numbers[cls] += 1;
    return numbers;
  };
  const documentCount = () => {
    const numbers = model.documents.map(() => 0);
    for (const document of model.more().evidence.document) numbers[document] += 1;
    return numbers;
  };

  function group(name, title, key, entries) {
    if (entries.length < (key === "classes" ? 1 : 2)) return [];
    const hidden = state.get()[key];
    const all = entries.every((entry) => !hidden.has(entry.id));
    const items = entries.map((entry) => {
      const on = !hidden.has(entry.id);
      return element(
        "li",
        {},
        element(
          "button",
          {
            type: "button",
            class: "row",
            id: `${name}-${entry.id}`,
            "aria-pressed": String(on),
            title: entry.label,
            onclick: () => state.toggle(key, entry.id),
          },
          entry.mark ?? "",
          element("span", { class: "grow label" }, entry.label),
          element("span", { class: "number" }, entry.number.toLocaleString("en")),
        ),
      );
    });
    const only = all ? "" : button("link small", () => state.set({ [key]: new Set() }), "Show all again");
    const none =
      all && entries.length > 2
        ? button(
            "link small",
            () => state.set({ [key]: new Set(entries.map((entry) => entry.id)) }),
            "Hide all, to pick a few",
          )
        : "";
    const box = element(
      "details",
      { class: "group", id: `filter-${name}` },
      element(
        "summary",
        {},
        title,
        element(
          "span",
          { class: "number" },
          all
            ? String(entries.length)
            : `${entries.filter((entry) => !hidden.has(entry.id)).length} of ${entries.length}`,
        ),
      ),
      element(
        "ul",
        { class: key === "classes" ? "pairs" : "", id: key === "classes" ? "legend" : `${name}-list` },
        items,
      ),
      element("p", {}, only, none),
    );
    if (isOpen.has(name)) box.open = true;
    box.addEventListener("toggle", () => (box.open ? isOpen.add(name) : isOpen.delete(name)));
    return [box];
  }

  function way() {
    const inferred = model.kind.includes(INFERRED);
    if (!inferred) return [];
    const names = { said: "Said", inferred: "Inferred", all: "Both" };
    return [
      element(
        "fieldset",
        { class: "choice", id: "way" },
        element("legend", {}, "Said, or following from what was said"),
        Object.entries(names).map(([value, text]) => {
          const input = element("input", {
            type: "radio",
            name: "way",
            id: `way-${value}`,
            value,
            onchange: () => state.set({ way: value }),
          });
          input.checked = state.get().way === value;
          return element("label", {}, input, ` ${text}`);
        }),
      ),
    ];
  }

  function sure() {
    const value = element("output", { for: "sure" }, `${state.get().sure}%`);
    const slider = element("input", {
      type: "range",
      id: "sure",
      min: 0,
      max: 100,
      step: 5,
      value: state.get().sure,
      oninput: () => {
        value.textContent = `${slider.value}%`;
      },
      onchange: () => state.set({ sure: Number(slider.value) }),
    });
    return element("div", { class: "slider" }, element("label", { for: "sure" }, "At least this sure"), slider, value);
  }

  const byNumber = (entries) =>
    entries.filter((entry) => entry.number).sort((a, b) => b.number - a.number || a.id - b.id);

  function build() {
    counted ??= {
      classes: classCount(),
      predicates: predicateCount(),
      documents: documentCount(),
      speakers: filter.speakers(),
    };
    const { classes, predicates, documents, speakers } = counted;
    return [
      ...group(
        "kinds",
        "Kinds of things",
        "classes",
        model.classes.map((cls, id) => ({ id, label: cls.label, number: classes[id], mark: symbol(cls) })),
      ),
      ...group(
        "relations",
        "Relations",
        "predicates",
        byNumber(model.predicates.map(({ label }, id) => ({ id, label, number: predicates[id] }))),
      ),
      ...group("speakers", "Speakers", "speakers", speakers),
      ...group(
        "documents",
        "Documents",
        "documents",
        model.documents.map(({ title }, id) => ({ id, label: title, number: documents[id] })),
      ),
      sure(),
      ...way(),
    ];
  }
  return { build };
}
