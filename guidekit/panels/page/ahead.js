// Frames ahead: while the kernel rests, the page asks it, one by one, what the panel shows at the next values of the
// knob that has the pointer or the focus. A frame that is here is shown at once, and the kernel is told where the knob
// ended. A frame holds for one base alone: the kernel's name for theme, guess and all of the model but these knobs.
const PAUSE = 150; // ms of rest until the kernel is told
const CALM = 100; // ms of rest until a frame is asked for
const HOVER = 300; // ms that the pointer stays before anything is asked for its sake
const AWHILE = 500; // ms until a busy kernel is asked again
const GLANCE = 40; // frames for a pointer that only lies there
const FACE = ["values", "active", "png", "html", "sentence", "told", "strip", "code", "controls"];

// The frames of all panels of this page, those used last at the end: a bounded number of bounded weight.
const kept = {
  most: 400,
  heaviest: 8e6, // bytes
  weight: 0,
  all: new Map(),
  get(place) {
    const found = this.all.get(place);
    if (found) (this.all.delete(place), this.all.set(place, found));
    return found?.frame;
  },
  put(place, frame) {
    this.drop(place);
    const { png, ...words } = frame ?? {};
    const size = (png?.byteLength ?? 0) + 2 * JSON.stringify(words).length;
    this.all.set(place, { frame, size });
    this.weight += size;
    while (this.all.size > this.most || this.weight > this.heaviest) this.drop(this.all.keys().next().value);
  },
  find(begin, fits) {
    for (const [place, { frame }] of this.all) if (frame && place.startsWith(begin) && fits(frame)) return this.get(place);
    return null;
  },
  drop(begin) {
    for (const [place, { size }] of this.all) if (place.startsWith(begin)) (this.all.delete(place), (this.weight -= size));
  },
};

// The line to the kernel with frames before it. What a panel shows is read from here, not from the model; `look` is
// called when that changes.
function openAhead(model, el, look) {
  const on = Boolean(model.get("ahead"));
  const id = mark();
  const names = model.get("controls").map((spec) => spec.name);
  const place = (values) => `${id} ${base} ${JSON.stringify(names.map((name) => values[name]))};`;
  let base = model.get("base");
  let version = -1; // of the state that was kept last
  let shown = null; // a frame that stands before what the kernel said last
  let until = 0; // the number of the question whose answer replaces it
  let held = null; // what the kernel is to be told
  let pause = null;
  let refused = ""; // why the newest wish cannot be had
  let want = model.get("values"); // where the newest wish leads; null while only the kernel knows
  let exact = true; // whether that is what is shown

  const get = (name) => (name === "problem" && refused ? refused : shown && name in shown ? shown[name] : model.get(name));
  const tell = () => {
    clearTimeout(pause);
    const what = held;
    held = null;
    if (what) line.ask(what);
  };
  // Look at what the kernel said last.
  const settle = () => {
    if (base !== model.get("base")) {
      base = model.get("base");
      kept.drop(id);
      if (shown) [shown, exact] = [null, false];
      tell();
    }
    if (shown && !held && model.get("answered") >= until) shown = null;
    if (!held && !line.busy()) [want, exact] = [get("values"), true];
    if (model.get("answered") >= overtaken) asked = ""; // the kernel takes one after the other: that one was lost
    if (!on || version === model.get("version")) return;
    version = model.get("version");
    refused = "";
    const state = Object.fromEntries(FACE.map((name) => [name, model.get(name)]));
    if (!model.get("covered")) kept.put(place(state.values), { ...state, problem: "" });
    wake(0);
  };
  const found = (what) => {
    const [key, ...more] = Object.keys(what);
    if (!on || !want || more.length) return null;
    if (key === "turn") return kept.get(place({ ...want, ...what.turn }));
    return key === "press" ? kept.find(`${id} ${base} `, (frame) => frame.active === what.press) : null;
  };
  const ask = (what) => {
    settle();
    refused = "";
    calm = performance.now() + CALM;
    if (focused && focused.name in (what.turn ?? {})) near = focused;
    const frame = found(what);
    if (frame?.problem) return ((refused = frame.problem), look());
    if (frame) want = frame.values;
    else want = want && what.turn && !("press" in what) ? { ...want, ...what.turn } : null;
    exact = Boolean(frame);
    held = joined(held, what);
    if (!frame) return tell();
    [shown, until] = [frame, Infinity];
    clearTimeout(pause);
    pause = setTimeout(tell, PAUSE);
    look();
  };

  // Filling: one question at a time, and none while a hand is at work, a message under way or nobody looking.
  let asked = ""; // the question that is open,
  let wished = ""; // the place that it is for,
  let overtaken = Infinity; // and the number of the first message after it
  let count = 0;
  let calm = 0;
  let timer = null;
  let [near, focused, hovered] = [null, null, null];
  let seen = false;
  const forget = () => ((asked = ""), kept.drop(id));
  const wake = (ms) => (clearTimeout(timer), (timer = setTimeout(fill, ms)));
  const fill = () => {
    const early = calm - performance.now();
    if (early > 0) return wake(early);
    if (!near || asked || held || line.busy() || !seen || document.hidden || model.get("covered") || line.gone()) return;
    const values = get("values");
    const stops = near.stops().slice(0, near === focused ? Infinity : GLANCE);
    const next = stops.map((to) => ({ ...values, [near.name]: to })).find((to) => !kept.all.has(place(to)));
    if (!next) return;
    [asked, wished, overtaken] = [`${id} ${(count += 1)}`, place(next), Infinity];
    model.send({ frame: next, base, id: asked });
  };
  const hear = ({ frame, wait, stale, ...state }, buffers) => {
    if (!asked || frame !== asked) return;
    asked = "";
    settle();
    if (stale || !wished.startsWith(`${id} ${base} `)) return; // a newer state is under way, or here
    if (wait) return wake(AWHILE);
    const fits = state.problem || (state.base === base && state.values && place(state.values) === wished);
    kept.put(wished, fits ? { problem: "", ...state, png: buffers[0] } : null); // null: only the kernel can say it
    wake(0);
  };

  const line = openLine(model, el, () => look(), {
    sent(number) {
      if (!held) until = Math.min(until, number); // else it was asked before the frame was shown
      overtaken = Math.min(overtaken, number);
    },
    lost() {
      clearTimeout(pause);
      [shown, held, until] = [null, null, 0];
      forget();
    },
    again: forget,
    shows: () => exact,
  });
  const life = new AbortController();
  const listen = (who, events, hears, capture = false) => events.split(" ").forEach((event) => who.addEventListener(event, hears, { capture, signal: life.signal }));
  const view = new IntersectionObserver((entries) => ((seen = entries.at(-1).isIntersecting), wake(0)));
  if (on) {
    view.observe(el);
    model.on("msg:custom", hear);
    listen(el, "change focusout guidekit-save", tell);
    listen(window, "pointerdown pagehide", tell, true);
    listen(window, "keydown", (event) => (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) && tell(), true);
    listen(document, "visibilitychange", () => (tell(), wake(0)));
  }
  // What stands in a box is for one knob.
  const watch = (box, knob) => {
    if (!on) return;
    let stay = null;
    const come = () => ((near = knob), wake(0));
    const enter = (after) => (clearTimeout(stay), (stay = setTimeout(() => ((hovered = knob), come()), after)));
    const leave = () => {
      if (near === knob) near = hovered ?? focused;
    };
    listen(box, "pointerenter", () => enter(HOVER));
    listen(box, "pointerdown", () => enter(0));
    listen(box, "pointerleave pointercancel", () => (clearTimeout(stay), (hovered = null), leave()));
    listen(box, "focusin", () => ((focused = knob), come()));
    listen(box, "focusout", () => ((focused = null), leave()));
  };
  return {
    get,
    ask,
    settle,
    watch,
    note: line.note,
    waits: () => line.busy() && !exact,
    close() {
      tell();
      life.abort();
      view.disconnect();
      [pause, timer].forEach(clearTimeout);
      kept.drop(id);
      line.close();
    },
  };
}
