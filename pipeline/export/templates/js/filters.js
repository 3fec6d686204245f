// The panel's overview: what the graph holds, each kind of it to be switched off and on.

function makeFilters(model, state, { show }) {
  const isOpen = new Set(["kinds"]);
  let counted = null; // once: they do not depend on what is chosen

  const predicateCount = () => {
    const numbers = model.predicates.map(() => 0);
    for (let claim = 0; claim < model.claimCount; claim++)
      if (model.kind[claim] === SAID || model.kind[claim] === INFERRED) numbers[model.p[claim]] += 1;
    return numbers;
  };
  const classCount = () => {
    const numbers = model.classes.map(() => 0);
    model.cls.forEach((cls, node) => {
      if (!model.gone[node]) numbers[cls] += 1;
    });
    return numbers;
  };
  // How many names each document mentions.
  const documentCount = () => {
    const members = model.documents.map(() => new Set()),
      { owner } = model.more().mentions;
    owner.forEach((node, mention) => {
      if (node >= 0) members[model.documentOf(mention)]?.add(node);
    });
    return members.map(({ size }) => size);
  };

  function group(name, title, key, entries) {
    if (entries.length < (key === "classes" ? 1 : 2)) return [];
    const hidden = state.get()[key];
    const all = entries.every((entry) => !hidden.has(entry.id));
    const items = entries.map((entry) => {
      const on = !hidden.has(entry.id);
      return element(
        "li",
        entry.more ? { class: "pairing" } : {},
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
        entry.more
          ? element(
              "button",
              { type: "button", class: "more", title: `About ${entry.label}`, "aria-label": `About ${entry.label}`, onclick: entry.more },
              "›",
            )
          : "",
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
    const names = { said: "Said", inferred: "Concluded", all: "Both" };
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
      speakers: model.speakers(),
    };
    const { classes, predicates, documents, speakers } = counted;
    return [
      ...group(
        "kinds",
        "Kinds of things",
        "classes",
        byNumber(model.classes.map((cls, id) => ({ id, label: cls.label, number: classes[id], mark: symbol(cls) }))),
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
        inOrder(model).map((id) => ({
          id,
          label: model.documents[id].title,
          number: documents[id],
          more: () => show({ document: id }),
        })),
      ),
      sure(),
      ...way(),
    ];
  }
  return { build, forget: () => (counted = null) };
}
