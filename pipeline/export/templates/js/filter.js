// Which claims pass what the reader has narrowed the graph to.

function makeFilter(model) {
  const narrowed = (state) =>
    state.predicates.size > 0 ||
    state.documents.size > 0 ||
    state.speakers.size > 0 ||
    state.sure > 0 ||
    state.time !== null ||
    state.way === "inferred";

  // One piece of evidence must fit document, speaker and time at once.
  function isSaid(claim, state, evidence) {
    if (!state.documents.size && !state.speakers.size && !state.time) return true;
    const [from, to] = model.evidenceRange(claim);
    for (let i = from; i < to; i++) {
      const start = evidence.start[i] / 10;
      if (state.documents.has(evidence.document[i]) || state.speakers.has(model.speakerOf(i))) continue;
      if (!state.time || (start >= state.time[0] && start <= state.time[1])) return true;
    }
    return false;
  }

  function pass(state) {
    const passed = new Uint8Array(model.claimCount);
    const evidence = state.documents.size || state.speakers.size || state.time ? model.more().evidence : null;
    const holds = (claim) => !state.predicates.has(model.p[claim]) && model.sure[claim] >= state.sure;
    const follows = []; // an inference passes with what it follows from; premises may be inferences themselves
    for (let claim = 0; claim < model.claimCount; claim++) {
      if (model.kind[claim] === INFERRED) follows.push(claim);
      else passed[claim] = holds(claim) && isSaid(claim, state, evidence);
    }
    const grounds = { ...state, predicates: new Set(), way: "all" };
    const needs = narrowed(grounds);
    const known = new Map();
    const isGround = (claim) => {
      if (!known.has(claim)) {
        known.set(claim, true); // in a circle, nothing speaks against it
        known.set(
          claim,
          model.kind[claim] === INFERRED
            ? model.inference(claim).premises.every(isGround)
            : model.sure[claim] >= state.sure && isSaid(claim, state, evidence),
        );
      }
      return known.get(claim);
    };
    for (const claim of follows) passed[claim] = holds(claim) && (!needs || isGround(claim));
    for (let claim = 0; claim < model.claimCount; claim++) {
      const inferred = model.kind[claim] === INFERRED;
      if ((state.way === "said" && inferred) || (state.way === "inferred" && !inferred)) passed[claim] = 0;
    }
    return passed;
  }

  // Speakers by the number of their text; nobody has the number after the last text.
  const speakers = () => {
    const { evidence, texts } = model.more();
    const counts = new Map();
    for (let i = 0; i < evidence.speaker.length; i++)
      counts.set(evidence.speaker[i], (counts.get(evidence.speaker[i]) ?? 0) + 1);
    return [...counts]
      .map(([text, number]) => ({
        id: text < 0 ? texts.length : text,
        label: texts[text] ?? "Speaker not named",
        number,
      }))
      .sort((a, b) => b.number - a.number || a.id - b.id);
  };
  model.speakerOf = (i) => {
    const { evidence, texts } = model.more();
    return evidence.speaker[i] < 0 ? texts.length : evidence.speaker[i];
  };

  let last = null,
    result = null;
  return {
    narrowed,
    speakers,
    pass(state) {
      // computed anew only where something it depends on changed
      const key = [state.predicates, state.documents, state.speakers, state.sure, state.time, state.way];
      if (!last || key.some((part, i) => part !== last[i])) result = pass(state);
      last = key;
      return result;
    },
  };
}
