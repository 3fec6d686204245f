// Two speakers side by side on one thing: what each says about it, and where each mentions it.

function makeSides(model, state, { choose, show }) {
  const box = byId("sides");

  function saying(node, label) {
    const claims = [...model.claimsOf(node)].filter(
      (claim) => model.kind[claim] !== INFERRED && model.evidence(claim).some(({ speaker }) => speaker === label),
    );
    const passages = byPassage(
      model,
      [...model.mentionsOf(node)].filter((mention) => model.passage(model.more().mentions.passage[mention])?.speaker === label),
    );
    return { claims, passages };
  }

  function column(node, voices, at) {
    const label = state.get().sides[at] ?? voices[Math.min(at, voices.length - 1)]?.label,
      { claims, passages } = saying(node, label),
      several = model.documents.length > 1;
    const select = element(
      "select",
      {
        id: `side-${at}`,
        "aria-label": at ? "Second speaker" : "First speaker",
        onchange: () => {
          const sides = [...state.get().sides];
          sides[at] = select.value;
          state.set({ sides });
        },
      },
      voices.map(({ label: voice, number }) => element("option", { value: voice }, `${voice} (${number})`)),
    );
    select.value = label ?? "";
    return element(
      "section",
      { "aria-label": label },
      select,
      claims.length ? element("h2", {}, "Says") : "",
      element(
        "ul",
        {},
        claims.map((claim) => {
          const denied = model.evidence(claim).some(({ speaker, denied }) => denied && speaker === label);
          const past = model.past(claim) ? " (in the past)" : "";
          return row(
            () => show({ claim }),
            element(
              "span",
              { class: "grow" },
              `${model.subjectText(claim)} ${model.predicate(claim)} ${model.objectText(claim)}${denied ? " (denied)" : past}`,
            ),
          );
        }),
      ),
      element("h2", {}, passages.length ? `Mentions it in ${count(passages.length, "passage", "passages")}` : "Never mentions it by name"),
      passages.map((passage) =>
        element("div", { class: "evidence" }, quote(passage.text, passage.marks), whereSaid(passage, several)),
      ),
    );
  }

  return {
    update() {
      const { view, node } = state.get();
      if (view !== "sides") return;
      if (node === null)
        return box.replaceChildren(element("p", { class: "quiet" }, "Choose a name to see what two speakers say about it."));
      const voices = speakersOn(model, node);
      box.replaceChildren(
        element("h1", {}, "On ", button("link", () => choose(node), model.label[node])),
        voices.length
          ? element("div", { class: "columns" }, column(node, voices, 0), column(node, voices, 1))
          : element("p", { class: "quiet" }, "Nobody who is named as a speaker mentions it."),
      );
    },
  };
}
