// When names and facts are said: a histogram over the recording, a brush over it, and a button that plays it forward.

const BARS = 96,
  PLAY_SECONDS = 14;

function makeTimeline(model, state) {
  const strip = byId("timeline"),
    { passages } = model.written();
  let last = 0;
  for (const start of passages.start) last = Math.max(last, start / 10);
  if (!last) return { update() {} };
  const end = Math.ceil(last) + 1;
  strip.hidden = false;

  const bars = svgElement("svg", { viewBox: `0 0 ${BARS} 24`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const from = element("input", { type: "range", id: "time-from", min: 0, max: end, value: 0, "aria-label": "From" });
  const to = element("input", { type: "range", id: "time-to", min: 0, max: end, value: end, "aria-label": "To" });
  const says = element("output", { id: "time-says", for: "time-from time-to" });
  const play = button("", () => (playing ? stop() : start()), "▶");
  const whole = button(
    "link small",
    () => {
      stop();
      state.set({ time: null });
    },
    "Whole time",
  );
  play.id = "play";
  const brush = element("div", { id: "brush" }, bars, from, to);
  const recordings = new Set(passages.document.filter((_, i) => passages.start[i] >= 0)).size;
  const each = element("span", {}, recordings > 1 ? "of each document" : "");
  strip.append(play, brush, element("div", { id: "time-text" }, says, whole, each));
  let playing = 0,
    drawn = "";

  function tally() {
    // of the documents that are not hidden
    const hidden = state.get().documents,
      numbers = new Uint32Array(BARS);
    for (let i = 0; i < passages.start.length; i++)
      if (passages.start[i] >= 0 && !hidden.has(passages.document[i]))
        numbers[Math.min(BARS - 1, Math.floor((passages.start[i] / 10 / end) * BARS))] += 1;
    return numbers;
  }

  function update() {
    const [begin, stop] = state.get().time ?? [0, end];
    const key = `${begin} ${stop} ${[...state.get().documents]}`;
    if (key === drawn) return;
    drawn = key;
    const numbers = tally(),
      most = Math.max(1, ...numbers);
    bars.replaceChildren(
      ...Array.from(numbers, (number, i) => {
        const height = number ? 2 + 22 * Math.sqrt(number / most) : 0.6,
          middle = ((i + 0.5) / BARS) * end;
        return svgElement("rect", {
          x: i + 0.12,
          y: 24 - height,
          width: 0.76,
          height,
          class: middle >= begin && middle <= stop ? "in" : "out",
        });
      }),
    );
    from.value = begin;
    to.value = stop;
    from.setAttribute("aria-valuetext", clock(begin));
    to.setAttribute("aria-valuetext", clock(stop));
    says.textContent = `${clock(begin)} to ${clock(stop)}`;
    whole.hidden = !state.get().time;
    each.hidden = !whole.hidden;
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play forward");
    play.title = playing ? "Pause" : "Play forward: names and facts appear as they are said";
  }

  function choose(begin, stop, replace) {
    const time =
      begin <= 0 && stop >= end
        ? null
        : [Math.round(Math.max(0, Math.min(begin, stop))), Math.round(Math.min(end, Math.max(begin, stop)))];
    const now = state.get().time;
    if (String(time) !== String(now)) state.set({ time }, { replace });
  }

  for (const input of [from, to]) {
    input.addEventListener("input", () => {
      stop();
      choose(Number(from.value), Number(to.value), true);
    });
  }

  // Dragging over the bars makes a new selection; dragging inside one moves it.
  let grip = null;
  const timeAt = (event) => ((event.clientX - brush.getBoundingClientRect().left) / brush.clientWidth) * end;
  brush.addEventListener("pointerdown", (event) => {
    if (event.target !== brush && event.target.closest("svg") !== bars) return;
    stop();
    const time = state.get().time,
      at = timeAt(event);
    grip = time && at > time[0] && at < time[1] ? { at, time } : { at };
    brush.setPointerCapture(event.pointerId);
    state.set({ time: time ?? null }); // the entry in the history that dragging then replaces
  });
  brush.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const at = timeAt(event);
    if (!grip.time) return choose(grip.at, at, true);
    const [begin, stop] = grip.time,
      shift = Math.max(-begin, Math.min(end - stop, at - grip.at));
    choose(begin + shift, stop + shift, true);
  });
  for (const name of ["pointerup", "pointercancel"])
    brush.addEventListener(name, () => {
      grip = null;
    });

  // A part that was chosen moves on; otherwise the time so far grows from the beginning.
  function start() {
    const time = state.get().time,
      moves = time && time[0] > 0 && time[1] < end;
    const width = moves ? time[1] - time[0] : 0;
    let at = time && time[1] < end ? time[1] : 0,
      before = null;
    state.set({ time: [moves ? time[0] : 0, Math.round(at)] });
    const step = (now) => {
      at = Math.min(end, at + (before === null ? 0 : ((now - before) / 1000) * (end / PLAY_SECONDS)));
      before = now;
      choose(moves ? at - width : 0, at, true);
      playing = at < end ? requestAnimationFrame(step) : 0;
      if (!playing) {
        drawn = "";
        update();
      }
    };
    playing = requestAnimationFrame(step);
    drawn = "";
    update();
  }
  function stop() {
    if (!playing) return;
    cancelAnimationFrame(playing);
    playing = 0;
    drawn = "";
    update();
  }
  return { update };
}
