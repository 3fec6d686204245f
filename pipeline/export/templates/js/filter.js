// Which claims, mentions and lines pass what the reader has narrowed the graph to.

function makeFilter(model) {
  const ofWords = (state) => state.documents.size > 0 || state.speakers.size > 0 || state.time !== null;
  const ofClaims = (state) => state.predicates.size > 0 || state.sure > 0 || state.way === "inferred";
  const narrowed = (state) => ofWords(state) || ofClaims(state);

  // Something said must fit document, speaker and time at once.
  const fits = (state, document, speaker, start) =>
    !state.documents.has(document) &&
    !state.speakers.has(speaker) &&
    (!state.time || (start >= 0 && start / 10 >= state.time[0] && start / 10 <= state.time[1]));

  function isSaid(claim, state) {
    if (!ofWords(state)) return true;
    const { evidence } = model.more(),
      [from, to] = model.evidenceRange(claim);
    for (let i = from; i < to; i++)
      if (fits(state, evidence.document[i], voice(evidence.speaker[i]), evidence.start[i])) return true;
    return false;
  }
  const mentionFits = (mention, state) => {
    const { mentions, passages } = model.more(),
      at = mentions.passage[mention];
    if (at < 0) return fits(state, mentions.document[mention], voice(-1), -1);
    return fits(state, passages.document[at], voice(passages.speaker[at]), passages.start[at]);
  };

  function pass(state) {
    const passed = new Uint8Array(model.edgeCount);
    const holds = (claim) => !state.predicates.has(model.p[claim]) && model.sure[claim] >= state.sure;
    const follows = []; // a conclusion passes with what it follows from; premises may be conclusions themselves
    for (let claim = 0; claim < model.claimCount; claim++) {
      if (model.kind[claim] === GONE) continue;
      if (model.kind[claim] === INFERRED) follows.push(claim);
      else passed[claim] = holds(claim) && isSaid(claim, state);
    }
    const needs = state.sure > 0 || ofWords(state);
    const known = new Map();
    const isGround = (claim) => {
      if (!known.has(claim)) {
        known.set(claim, true); // in a circle, nothing speaks against it
        known.set(
          claim,
          model.kind[claim] === INFERRED
            ? model.inference(claim).premises.every(isGround)
            : model.kind[claim] !== GONE && model.sure[claim] >= state.sure && isSaid(claim, state),
        );
      }
      return known.get(claim);
    };
    for (const claim of follows) passed[claim] = holds(claim) && (!needs || isGround(claim));
    for (let claim = 0; claim < model.claimCount; claim++) {
      const inferred = model.kind[claim] === INFERRED;
      if ((state.way === "said" && inferred) || (state.way === "inferred" && !inferred)) passed[claim] = 0;
    }
    passLines(state, passed);
    return passed;
  }

  // A line passes where both are named in one turn that fits.
  function passLines(state, passed) {
    if (ofClaims(state)) return;
    const turns = new Map();
    const turnsOf = (node) => {
      if (!turns.has(node)) {
        const { mentions, passages } = model.more();
        const fitting = [...model.mentionsOf(node)].filter((mention) => mentionFits(mention, state));
        turns.set(node, new Set(fitting.map((mention) => passages.turn[mentions.passage[mention]])));
      }
      return turns.get(node);
    };
    for (let edge = model.claimCount; edge < model.edgeCount; edge++)
      passed[edge] =
        model.kind[edge] === TOGETHER &&
        (!ofWords(state) || [...turnsOf(model.s[edge])].some((turn) => turnsOf(model.o[edge]).has(turn)));
  }

  // Speakers by the number of their text; nobody has the number after the last text.
  const voice = (text) => (text < 0 ? model.written().texts.length : text);
  let speakers = null;
  model.voice = voice;
  model.speakers = () => {
    if (speakers) return speakers;
    const { passages, evidence, texts } = model.written(),
      counts = new Map();
    for (const { speaker } of [passages, evidence]) for (const text of speaker) counts.set(text, counts.get(text) ?? 0);
    for (const text of passages.speaker) counts.set(text, counts.get(text) + 1);
    return (speakers = [...counts]
      .map(([text, number]) => ({ id: voice(text), label: texts[text] ?? "Speaker not named", number }))
      .sort((a, b) => b.number - a.number || a.id - b.id));
  };

  let last = null,
    result = null;
  return {
    narrowed,
    ofWords,
    mentionFits,
    forget: () => (last = null),
    pass(state) {
      // computed anew only where something it depends on changed
      const key = [state.predicates, state.documents, state.speakers, state.sure, state.time, state.way];
      if (!last || key.some((part, i) => part !== last[i])) result = pass(state);
      last = key;
      return result;
    },
  };
}
