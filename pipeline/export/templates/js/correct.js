// Where the reader corrects: forms in the panel, and the list of what was corrected.

const SNIPPET = 44; // characters around a mention in the list of mentions

function makeCorrecting(model, state, store, { search, show, base, others, download }) {
  const served = document.documentElement.dataset.edit !== undefined; // by `talkgraph serve --edit`
  const clsIri = (node) => model.classes[model.cls[node]].iri;
  let open = false; // whether the forms are unfolded
  let told = "";

  function act(correction, next = {}) {
    told = "";
    store.add(correction);
    show(next);
  }

  // --- forms

  const form = (text, onsubmit, ...fields) =>
    element(
      "form",
      {
        class: "correct",
        onsubmit: (event) => {
          event.preventDefault();
          onsubmit();
        },
      },
      fields,
      element("button", { class: "action" }, text),
    );
  const field = (id, label, value = "") => {
    const input = element("input", { id, type: "text", autocomplete: "off" });
    input.value = value;
    return [element("label", { for: id }, label), input];
  };

  function rename(node) {
    const [label, input] = field("rename", "It is called", model.label[node]);
    return form(
      "Rename",
      () => {
        const name = input.value.trim().replace(/\s+/gu, " ");
        if (name && name !== model.label[node])
          act({ do: "rename", iri: model.iri(node), cls: clsIri(node), label: name, was: model.label[node] }, { node });
      },
      label,
      input,
    );
  }

  function merge(node) {
    const [label, input] = field("merge", "It is the same as"),
      hits = element("ul", { class: "hits", id: "merge-hits" });
    input.addEventListener("input", () => {
      const found = search.find(input.value).filter((hit) => hit.node !== node);
      hits.replaceChildren(
        ...found.slice(0, 5).map((hit) =>
          row(
            () =>
              act(
                {
                  do: "merge",
                  iri: model.iri(node),
                  into: model.iri(hit.node),
                  was: model.label[node],
                  label: model.label[hit.node],
                  cls: clsIri(hit.node),
                },
                { node: hit.node },
              ),
            symbol(model.classes[model.cls[hit.node]]),
            element("span", { class: "grow" }, model.label[hit.node]),
          ),
        ),
      );
    });
    return element("div", { class: "correct" }, label, input, hits);
  }

  function kind(node) {
    const select = element(
      "select",
      { id: "kind" },
      model.classes
        .map((cls, i) => [cls.label, i])
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, i]) => element("option", { value: i }, label)),
    );
    select.value = model.cls[node];
    return form(
      "Change",
      () => {
        const cls = model.classes[select.value].iri;
        if (Number(select.value) !== model.cls[node])
          act({ do: "class", iri: model.iri(node), cls, was: model.label[node] }, { node });
      },
      element("label", { for: "kind" }, "It is a kind of"),
      select,
    );
  }

  function split(node) {
    const passages = byPassage(model, model.mentionsOf(node)),
      [label, input] = field("split", "Some mentions are something else, called");
    if (passages.length < 2) return "";
    const boxes = passages.map((passage, i) => {
      const [from, to] = passage.marks,
        box = element("input", { type: "checkbox", id: `split-${i}` });
      const text = passage.text.slice(Math.max(0, from - SNIPPET), to + SNIPPET);
      return { box, passage, line: element("li", {}, box, element("label", { for: `split-${i}` }, ` … ${text} …`)) };
    });
    return form(
      "Split",
      () => {
        const { mentions } = model.more(),
          name = input.value.trim().replace(/\s+/gu, " "),
          moved = boxes.filter(({ box }) => box.checked).flatMap(({ passage }) => passage.mentions);
        if (!name || !moved.length) return;
        const place = (mention) => [model.documents[model.documentOf(mention)].id, mentions.begin[mention], mentions.end[mention]];
        const words = name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/gu, "");
        const to = `${model.iri(node).replace(/[^/]*$/, "")}${encodeURI(words) || "other"}`;
        act(
          { do: "split", iri: model.iri(node), to, label: name, cls: clsIri(node), was: model.label[node], mentions: moved.map(place) },
          { node },
        );
      },
      label,
      input,
      element("ul", { class: "snippets" }, boxes.map(({ line }) => line)),
    );
  }

  function ofName(node) {
    const box = element("details", { class: "group", id: "correct" }, element("summary", {}, "Correct it"));
    const build = () => {
      if (box.childElementCount > 1) return;
      box.append(
        rename(node),
        merge(node),
        kind(node),
        button(
          "action",
          () => act({ do: "nothing", iri: model.iri(node), was: model.label[node] }),
          "This is not a name",
        ),
        split(node) || document.createTextNode(""),
      );
    };
    box.addEventListener("toggle", () => {
      open = box.open;
      if (box.open) build();
    });
    if (open) {
      build();
      box.open = true;
    }
    return box;
  }

  function ofClaim(claim) {
    if (model.s[claim] < 0 || (model.o[claim] < 0 && !model.literal(claim))) return "";
    const correction = {
      do: "wrong",
      s: model.iri(model.s[claim]),
      p: model.predicates[model.p[claim]].iri,
      ...(model.o[claim] >= 0 ? { o: model.iri(model.o[claim]) } : { literal: model.literal(claim) }),
      text: `${model.subjectText(claim)} ${model.predicate(claim)} ${model.objectText(claim)}`,
    };
    const next = { node: model.s[claim] };
    return element("p", {}, button("action", () => act(correction, next), "This is wrong"));
  }

  // --- what was corrected

  const sentences = {
    rename: ({ was, label }) => `${was} is called ${label}`,
    class: ({ was, cls }) => `${was} is a kind of ${model.classes.find(({ iri }) => iri === cls)?.label ?? cls}`,
    nothing: ({ was }) => `${was} is not a name`,
    merge: ({ was, label }) => `${was} is the same as ${label}`,
    split: ({ was, label, mentions }) => `${count(mentions.length, "mention", "mentions")} of ${was}: rather ${label}`,
    wrong: ({ text }) => `Wrong: ${text}`,
  };

  function overview() {
    const list = store.list();
    if (!list.length) return told ? element("p", { role: "status", id: "told" }, told) : "";
    return [
      element("h2", {}, `Corrections (${list.length})`),
      element(
        "ul",
        { id: "corrections" },
        list.map((correction) =>
          element(
            "li",
            { class: "row" },
            element("span", { class: "grow" }, sentences[correction.do](correction)),
            button("link small", () => store.undo(correction), "Undo"),
          ),
        ),
      ),
      element(
        "p",
        {},
        served ? button("action", save, "Save for the next run") : "",
        button("action", () => download(aliasesText(others, list, base)), "Download aliases.ttl"),
        list.length > 1 ? button("action", store.undoAll, "Undo all") : "",
      ),
      element(
        "p",
        { class: "quiet", role: "status", id: "told" },
        told || (served ? "" : "Put the file next to the documents: the next run applies it."),
      ),
    ];
  }

  // The file may have changed since the page was made: what others wrote into it is read anew.
  async function save() {
    try {
      const now = await fetch("aliases.ttl", { cache: "no-store" });
      if (!now.ok) throw new Error(await now.text());
      const body = aliasesText(othersText(await now.text()), store.list(), base);
      const reply = await fetch("aliases.ttl", {
        method: "PUT",
        body,
        headers: { "Content-Type": "text/turtle", "If-Match": now.headers.get("ETag") },
      });
      if (!reply.ok) throw new Error(await reply.text());
      told = "Saved: the next run applies them.";
    } catch (error) {
      told = `Not saved: ${error.message}`;
    }
    show({});
  }

  return { ofName, ofClaim, overview, say: (text) => (told = text) };
}
