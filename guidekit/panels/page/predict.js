// A prediction: a question, two thumbs on one track for the guess, and a button that keeps it.
function predict({ model, el }) {
  el.classList.add("gk-panel", "gk-predict");
  const line = openLine(model, el, () => show());
  const range = makeRange(model.get("controls"));
  const button = make("button", { type: "button", class: "gk-chip gk-main-button" });
  const status = make("span", { class: "gk-status", role: "status" });
  const problem = make("p", { class: "gk-problem", role: "alert" });
  const question = make("p", { class: "gk-question", id: mark() }, model.get("question"));
  const how = make("p", { class: "gk-status", id: mark() }, "Move both ends until you are sure at eight in ten: of ten such guesses, eight hold the answer.");
  const group = make("div", { role: "group", "aria-labelledby": question.id, "aria-describedby": how.id }, range.track, range.ends);
  // What was typed and refused is not followed by another number: it is to be put right first.
  button.onclick = () => range.wrong() || line.ask({ turn: range.value(), commit: true });
  el.append(question, how, group, make("div", { class: "gk-chips" }, button, status), problem, line.note);
  const last = tellFace(model, el, () => (model.get("stored") ? model.get("status") : ""), () => {
    const words = [make("b", {}, model.get("question")), ` ${model.get("status")}`];
    return { data: { "text/html": make("p", {}, ...words).outerHTML, "text/plain": model.get("status") } };
  }, "");
  const show = () => {
    if (line.busy()) return;
    last.later();
    range.show(model.get("values"));
    button.textContent = model.get("button");
    status.textContent = tight(model.get("status"));
    problem.textContent = model.get("problem");
  };
  onState(model, ["version"], show);
  show();
  return () => (last.stop(), line.close());
}

// Two sliders over each other on one track; neither thumb passes the other. Each keeps its own exact value.
function makeRange(specs) {
  let value = {};
  const knobs = specs.map((spec) => makeKnob(spec, (name, to) => put({ ...value, [name]: to }, false)));
  const [low, high] = knobs;
  const [lower, upper] = knobs.map((knob) => knob.el.querySelector("input[type=range]"));
  const track = make("div", { class: "gk-range" }, lower, upper);
  const at = (slider) => (slider.value - slider.min) / (slider.max - slider.min);
  const put = (to, show = true) => {
    value = to;
    low.within(specs[0].low, value.high);
    high.within(value.low, specs[1].high);
    if (show) (low.show(value.low), high.show(value.high));
    track.style.setProperty("--from", at(lower));
    track.style.setProperty("--to", at(upper));
    // Where both stand in one place, the thumb that still has room lies on top.
    lower.style.zIndex = at(lower) > 0.5 ? 2 : 1;
    upper.style.zIndex = at(lower) > 0.5 ? 1 : 2;
  };
  // The track between the thumbs belongs to neither slider: the nearer thumb goes to where it is pressed.
  track.onpointerdown = (event) => {
    if (event.target !== track || lower.disabled) return;
    const box = track.getBoundingClientRect();
    const share = (x) => Math.min(1, Math.max(0, (x - box.left) / box.width));
    const [to, from, til] = [share(event.clientX), at(lower), at(upper)];
    const slider = Math.abs(to - from) < Math.abs(to - til) || (from === til && to < from) ? lower : upper;
    const move = (x) => {
      slider.value = Math.round(+slider.min + share(x) * (slider.max - slider.min));
      slider.dispatchEvent(new Event("input"));
    };
    event.preventDefault();
    slider.focus();
    track.setPointerCapture(event.pointerId);
    track.onpointermove = (moved) => move(moved.clientX);
    track.onpointerup = track.onpointercancel = () => (track.onpointermove = null);
    move(event.clientX);
  };
  const scale = [specs[0].low, specs[1].high].map((end) => make("span", { "aria-hidden": "true" }, tight(low.words(end))));
  return {
    track: make("div", { class: "gk-track" }, track, make("div", { class: "gk-scale-ends" }, ...scale)),
    ends: make("div", { class: "gk-ends" }, low.el, high.el),
    value: () => ({ ...value }),
    wrong: () => low.wrong() || high.wrong(),
    show: put,
  };
}
