// A name: what is said about it, what it is said with, and every place where it is mentioned.

function makeNamePanel({ model, state, filter, corrections, show, fill, home, kindOf, several, sentence, list, firstTime }) {
  const COMPANIONS = 8;

  // What its claims say, by kind.
  function claimsOf(id) {
    const groups = new Map(),
      figures = [],
      doubtful = [],
      inferred = [];
    for (const claim of model.claimsOf(id)) {
      if (model.kind[claim] === DOUBTFUL) doubtful.push(claim);
      else if (model.kind[claim] === INFERRED) inferred.push(claim);
      else if (model.o[claim] < 0) figures.push(claim);
      else {
        const title = model.s[claim] === id ? model.predicate(claim) : `… ${model.predicate(claim)} ${model.label[id]}`;
        if (!groups.has(title)) groups.set(title, []);
        groups.get(title).push(claim);
      }
    }
    return { groups, figures, doubtful, inferred };
  }

  // Of several documents, the one whose time stands beside the fact.
  const where = (claim) =>
    several ? model.evidence(claim).find((said) => said.start !== null)?.document?.title : undefined;

  function fact(claim, id) {
    const other = model.other(claim, id),
      time = firstTime(claim);
    return row(
      () => show({ claim }),
      other >= 0 ? symbol(kindOf(other)) : "",
      element(
        "span",
        { class: "grow" },
        other >= 0 ? model.label[other] : model.s[claim] === id ? model.objectText(claim) : model.subjectText(claim),
        model.past(claim) ? element("span", { class: "quiet" }, " in the past") : "",
      ),
      element("span", { class: "number", title: where(claim) }, time === null ? "" : clock(time)),
    );
  }

  // The passages of the episode, speaker or time that is selected come first.
  function mentioned(id) {
    const all = [...model.mentionsOf(id)],
      chosen = state.get(),
      fits = (mention) =>
        filter.mentionFits(mention, chosen) && (chosen.document === null || model.documentOf(mention) === chosen.document);
    const inside = all.filter(fits),
      outside = all.filter((mention) => !inside.includes(mention));
    const passages = (mentions) =>
      list(
        byPassage(model, mentions),
        (passage) =>
          element(
            "li",
            { class: "evidence", "data-mentions": passage.mentions.join(" ") },
            quote(passage.text, passage.marks),
            whereSaid(passage, several),
          ),
        { most: MAX_QUOTES, class: "passages" },
      );
    if (!byPassage(model, all).length) return [];
    if (inside.length === all.length || !inside.length)
      return section("Where it is mentioned", element("div", { id: "mentions" }, passages(all)));
    return [
      section(`Mentioned in the selection (${inside.length})`, element("div", { id: "mentions" }, passages(inside))),
      section(`Elsewhere (${outside.length})`, passages(outside)),
    ];
  }

  function heading(id) {
    const all = [...model.mentionsOf(id)],
      cls = kindOf(id),
      aside = model.more().entities.aside[id],
      documents = new Set(all.map(model.documentOf)).size;
    const often = all.length
      ? `, mentioned ${count(all.length, "time", "times")}${several ? ` in ${count(documents, "document", "documents")}` : ""}`
      : "";
    return element(
      "p",
      { class: "class" },
      symbol(cls),
      element("span", { class: "label" }, `${cls.label}${often}${aside ? `, only in: ${aside}` : ""}`),
    );
  }

  return (id, scene) => {
    const { aliases, heard } = model.more().entities,
      { groups, figures, doubtful, inferred } = claimsOf(id),
      companions = model.companions(id),
      voices = speakersOn(model, id);
    const allowed = [...model.edgesOf(id)].filter((edge) => model.isEdge[edge] && scene.passed[edge]);
    const away = new Set(allowed.map((edge) => model.other(edge, id)).filter((other) => !scene.inPicture[other])).size;
    const sayings = (claims) =>
      list(claims, (claim) => row(() => show({ claim }), element("span", { class: "grow" }, sentence(claim))));
    fill(
      home(),
      element("h1", {}, model.label[id]),
      heading(id),
      element(
        "p",
        { class: "actions" },
        allowed.some((edge) => edge < model.claimCount)
          ? button(
              "action",
              () => {
                show({ path: [id, null], node: null });
                byId("search").focus();
              },
              "Path to …",
            )
          : "",
        away
          ? button(
              "action",
              () => state.set({ opened: new Set([...state.get().opened, id]) }),
              `Show ${count(away, "more neighbour", "more neighbours")}`,
            )
          : "",
        voices.length > 1
          ? button(
              "action",
              () => state.set({ view: "sides", sides: voices.slice(0, 2).map(({ label }) => label) }),
              "Two speakers on it",
            )
          : "",
      ),
      aliases[id] ? section("Also called", element("p", {}, aliases[id].join(", "))) : "",
      heard[id]
        ? section("As heard", element("p", { class: "heard" }, heard[id].map((text) => `“${text}”`).join(", ")))
        : "",
      section(
        "Figures",
        figures.length
          ? list(figures, (claim) =>
              row(
                () => show({ claim }),
                element("span", { class: "grow" }, model.predicate(claim)),
                element("strong", {}, model.objectText(claim)),
              ),
            )
          : [],
      ),
      [...groups].map(([title, claims]) => section(capital(title), list(claims, (claim) => fact(claim, id)))),
      section("Said, but not as a fact", doubtful.length ? sayings(doubtful) : []),
      section("Follows from what was said", inferred.length ? sayings(inferred) : []),
      section(
        "Said together with",
        companions.length
          ? [
              element("p", { class: "quiet" }, "More often than by chance, the clearest first."),
              list(
                companions,
                ([other, pair]) =>
                  row(
                    () => show({ pair: [id, other] }),
                    symbol(kindOf(other)),
                    element("span", { class: "grow" }, model.label[other]),
                    element("span", { class: "number", title: "turns" }, together(pair)),
                  ),
                { most: COMPANIONS, id: "companions" },
              ),
            ]
          : [],
      ),
      mentioned(id),
      corrections.ofName(id),
    );
  };

  function together(pair) {
    const { pairs } = model.more(),
      counts = pairs.turn[pair] ?? pairs.sentence[pair];
    return `${counts[0]}×`;
  }
}
