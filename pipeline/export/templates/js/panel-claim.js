// A claim with the words that say it, each passage once.

function makeClaimPanel({ model, corrections, show, fill, home, name, several, sentence }) {
  const percent = (sure) => `${sure}% sure`;

  // What the words say besides the claim itself: denied, planned, in the past, in which office, when, on whose word.
  function notes(said) {
    const found = [
      said.denied ? "denied" : "",
      said.modality,
      said.past ? "in the past" : "",
      said.role ? `as ${said.role}` : "",
      said.when,
      said.source ? `according to ${said.source}` : "",
      said.aside,
    ];
    return found.filter(Boolean);
  }

  function evidence(group, alone) {
    const words = [...new Set(group.found.flatMap(notes))];
    const rules = [...new Map(group.found.map((said) => [said.rule, said])).values()];
    return element(
      "div",
      { class: "evidence" },
      quote(group.quote, group.marks),
      words.length ? element("p", { class: "chips" }, words.map((word) => element("span", { class: "chip" }, word))) : "",
      whereSaid(group, several),
      element(
        "p",
        { class: "rules" },
        rules.length === 1 ? "Rule: " : "Rules: ",
        rules.map((said) => `${ruleText(said.rule)}${alone && rules.length === 1 ? "" : ` (${said.sure}%)`}`).join(", "),
      ),
    );
  }

  return (id) => {
    const said = byQuote(model.evidence(id)),
      inference = model.inference(id),
      state = ["", "not taken as a fact", "conclusion"][model.kind[id]];
    const chips = [model.kind[id] === INFERRED ? "" : percent(model.sure[id]), state, model.past(id) ? "in the past" : ""];
    fill(
      home(),
      element(
        "h1",
        { class: "claim" },
        name(model.s[id], model.subjectText(id)),
        ` ${model.predicate(id)} `,
        name(model.o[id], model.objectText(id)),
      ),
      element(
        "p",
        { class: "chips" },
        chips.filter(Boolean).map((word) => element("span", { class: "chip" }, word)),
      ),
      inference
        ? section(
            "Nobody said this; it follows from",
            element(
              "ul",
              {},
              inference.premises.map((premise) =>
                row(() => show({ claim: premise }), element("span", { class: "grow" }, sentence(premise))),
              ),
            ),
            inference.rule ? element("p", { class: "quiet" }, `by the rule ${inference.rule}`) : "",
          )
        : "",
      said.map((group) => evidence(group, said.length === 1)),
      inference ? "" : corrections.ofClaim(id),
    );
  };
}
