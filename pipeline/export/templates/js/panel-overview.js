// What the graph holds, where to start, and what is shown of it.

function makeOverview({ model, state, corrections, show, fill, kindOf, choose }, filters) {
  const START = 8;

  function counts() {
    const numbers = [0, 0, 0, 0, 0];
    for (let claim = 0; claim < model.claimCount; claim++) numbers[model.kind[claim]] += 1;
    return [
      count(model.names, "name", "names"),
      count(numbers[SAID], "fact", "facts"),
      numbers[DOUBTFUL] ? `${numbers[DOUBTFUL].toLocaleString("en")} not taken as facts` : "",
      numbers[INFERRED] ? count(numbers[INFERRED], "conclusion", "conclusions") : "",
    ].filter(Boolean);
  }

  function check(id, checked, onchange, text) {
    const box = element("input", { type: "checkbox", id, onchange: () => onchange(box.checked) });
    box.checked = checked;
    return element("p", { class: "check" }, box, element("label", { for: id }, ` ${text}`));
  }

  return (scene) => {
    const [only] = model.documents,
      single = model.documents.length === 1,
      linkedThere = model.linked.includes(1);
    let looseCount = 0;
    for (let node = 0; node < model.size; node++) looseCount += !model.linked[node] && !model.gone[node];
    const start = scene.nodes.filter((node) => model.linked[node] || !linkedThere).slice(0, START);
    fill(
      element("h1", {}, single ? only.title : count(model.documents.length, "document", "documents")),
      single && only.date ? element("p", { class: "quiet" }, only.date) : "",
      element(
        "p",
        { class: "quiet", id: "held" },
        `${counts().join(", ")}. Choose a dot or a line to read who said it, and when.`,
      ),
      start.length
        ? section(
            "Good places to start",
            element(
              "ul",
              { class: "pairs", id: "start" },
              start.map((node) =>
                row(
                  () => choose(node),
                  symbol(kindOf(node)),
                  element("span", { class: "grow", title: model.label[node] }, model.label[node]),
                ),
              ),
            ),
          )
        : "",
      corrections.overview(),
      element("h2", {}, "Show"),
      filters.build(),
      model.edgeCount > model.claimCount
        ? check("lines", state.get().lines, (lines) => state.set({ lines }), "Names that are said together (faint lines)")
        : "",
      looseCount && linkedThere
        ? check(
            "loose",
            scene.nodes.some((node) => !model.linked[node]),
            (loose) => state.set({ loose }),
            `${count(looseCount, "name", "names")} without links`,
          )
        : "",
      element(
        "p",
        { class: "quiet keys" },
        "Keys: / finds, arrows follow links, + and − zoom, 0 shows all, Esc lets go. Two clicks on a dot add its neighbours.",
      ),
    );
  };
}
