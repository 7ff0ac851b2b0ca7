// A panel: buttons, knobs, picture or table, caption and code. One model, one view.
const TWO = 2; // as many knobs as stand open where nobody says how many; more are folded
const READING = 6000; // ms that a step of a journey stands while it plays

function panel({ model, el }) {
  el.classList.add("gk-panel");
  const line = openAhead(model, el, () => look());
  const picture = makePicture(line);
  const problem = make("p", { class: "gk-problem", role: "alert" });
  const knobs = model.get("controls").map((spec) => makeKnob(spec, (name, value) => line.ask({ turn: { [name]: value } })));
  const cover = makeCover(line);
  const chips = model.get("buttons").map((words, at) => {
    const back = words === "Reset"; // a way back, not a state to be in
    const chip = make("button", { type: "button", class: back ? "gk-chip gk-reset" : "gk-chip", "aria-pressed": back ? undefined : "false" }, words);
    chip.onclick = () => line.ask({ press: at });
    return chip;
  });
  const player = model.get("steps") > 1 ? makePlayer(line) : null;
  for (const knob of knobs) line.watch(knob.el, knob);
  if (player) line.watch(player.el, knobs.find((knob) => knob.name === "step"));
  const open = model.get("open_knobs") || (knobs.length > 4 ? TWO : 4);
  const board = make("div", { class: "gk-knobs" }, ...knobs.slice(0, open).map((knob) => knob.el));
  const others = knobs.slice(open);
  if (others.length) board.append(make("details", { class: "gk-more" }, make("summary", {}, "More knobs"), ...others.map((knob) => knob.el)));
  const strip = makeStrip(line);
  const code = makeCode(line);
  const side = make("div", { class: "gk-side" }, make("div", { class: "gk-chips", role: "group", "aria-label": "Try" }, ...chips), board, problem, line.note);
  if (player) side.prepend(player.el);
  el.append(make("div", { class: "gk-body" }, side, make("div", { class: "gk-main" }, cover.el, picture.figure, strip.el, code.el)));

  let dark = false; // the picture that came with the panel is light
  // A button may turn what no knob shows: the line of code and the sentence tell one state from another.
  const key = () => JSON.stringify(["code", "sentence", "told", "covered"].map((name) => line.get(name)));
  const last = tellFace(model, el, key, () => {
    const [png, words] = [line.get("png"), `${line.get("sentence")} ${line.get("told")}`.trim()];
    const still = png?.byteLength ? { "image/png": base64(png) } : { "text/html": line.get("html") };
    return { data: { ...still, "text/plain": words }, caption: true, dark };
  });
  const show = () => {
    if (line.waits()) return; // a newer value is on its way: the sliders stay where the hand is
    const values = line.get("values");
    const covered = line.get("covered");
    for (const spec of line.get("controls")) knobs.find((knob) => knob.name === spec.name)?.options(spec.choices, spec.titles);
    for (const knob of knobs) if (knob.name in values) knob.show(values[knob.name]);
    chips.forEach((chip, at) => chip.hasAttribute("aria-pressed") && chip.setAttribute("aria-pressed", String(at === line.get("active"))));
    problem.textContent = line.get("problem");
    el.classList.toggle("gk-covered", covered);
    cover.el.hidden = !covered;
    if (!el.classList.contains("gk-dead"))
      el.querySelectorAll(".gk-side input, .gk-side select, .gk-side button").forEach((control) => (control.disabled = covered || Boolean(control.closest("[data-locked]") && !control.matches(".gk-ask"))));
    player?.show();
    strip.show();
    code.show();
    last.later();
  };
  const look = () => (line.settle(), show(), picture.put());
  onState(model, ["version", "values", "png", "html", "sentence", "told", "problem", "covered"], look);
  look();
  const stop = watchTheme((now) => {
    if (now === dark) return;
    dark = now;
    line.ask({ dark: now });
  });
  return () => (stop(), player?.stop(), last.stop(), line.close(), picture.close());
}

// The parts of a state arrive in one message but are set one by one: look at them when all are there.
function onState(model, names, look) {
  let soon = false;
  const changed = () => {
    if (soon) return;
    soon = true;
    queueMicrotask(() => ((soon = false), look()));
  };
  for (const name of names) model.on(`change:${name}`, changed);
}

// What lies over a panel until somebody has guessed. It holds nothing of the answer.
function makeCover(line) {
  const button = make("button", { type: "button", class: "gk-chip" }, "Show me anyway");
  button.onclick = () => line.ask({ uncover: true });
  return { el: make("div", { class: "gk-cover" }, make("p", {}, "Guess first: keep a guess above, and the answer opens here."), button) };
}

// The guess beside the answer: one sentence, and the same as a band and a dot on a scale of their own.
function makeStrip(model) {
  const words = make("p", { "aria-live": "polite" });
  const scale = make("div", { class: "gk-strip-scale" });
  const el = make("div", { class: "gk-strip", hidden: true }, words, scale);
  const show = () => {
    const [told, [drawn, first, last]] = [model.get("told"), model.get("strip")];
    el.hidden = !told;
    words.textContent = tight(told);
    scale.hidden = !drawn;
    if (!drawn) return scale.replaceChildren();
    const held = make("div", {});
    held.innerHTML = drawn; // of our own kernel, and it holds no words that people wrote
    scale.replaceChildren(make("span", {}, tight(first)), held, make("span", {}, tight(last)));
  };
  return { el, show };
}

function makeCode(model) {
  const code = make("code", {});
  const copy = make("button", { type: "button", class: "gk-copy" }, "Copy");
  const fold = make("details", { class: "gk-code" }, make("summary", {}, "As code"), code, copy);
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code); // no clipboard over plain http: select it instead
      copy.textContent = "Selected";
    }
    setTimeout(() => (copy.textContent = "Copy"), 1500);
  };
  const show = () => {
    code.textContent = model.get("code");
    fold.hidden = !model.get("code");
  };
  return { el: fold, show };
}

// Back, Play and Next turn the knob called step at the reader's pace, or once every six seconds.
function makePlayer(line) {
  const last = line.get("steps");
  const first = line.get("controls").find((spec) => spec.name === "step").low;
  let wanted = null; // the step that is on its way: Next twice in a row goes two steps on
  const step = () => wanted ?? line.get("values").step;
  const [back, play, next] = ["Back", "Play", "Next"].map((words) => make("button", { type: "button", class: "gk-chip" }, words));
  const el = make("div", { class: "gk-chips gk-steps", role: "group", "aria-label": "Journey" }, back, play, next);
  let timer = null;
  const go = (to) => line.ask({ turn: { step: (wanted = Math.min(last, Math.max(first, to))) } });
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  };
  back.onclick = () => (stop(), go(step() - 1));
  next.onclick = () => (stop(), go(step() + 1));
  play.onclick = () => {
    if (timer) return stop();
    play.textContent = "Pause";
    go(step() === last ? first : step() + 1);
    timer = setInterval(() => (step() < last ? go(step() + 1) : stop()), READING);
  };
  const show = () => {
    wanted = null;
    if (timer && (step() === last || back.disabled)) stop();
  };
  return { el, show, stop };
}
