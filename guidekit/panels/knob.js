// One knob: a label, a slider, a field for the exact value, its unit and its help.
// Our own because ipywidgets' slider has no accessible name (axe: aria-input-field-name).

// A slider on a log scale runs over 0 … 200 and means low · (high/low)^(position/200).
const STOPS = 200;

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function render({ model, el }) {
  const get = (name) => model.get(name);
  // Random, not counted: each widget loads this file anew, and a label must find its own control.
  const id = `gk-knob-${Math.random().toString(36).slice(2)}`;
  const kind = get("kind");
  const factor = get("percent") ? 100 : 1;
  const unit = get("percent") ? "%" : get("unit");
  const choices = get("choices");
  const [low, high, log] = [get("low"), get("high"), get("log")];

  const tidy = (v) => Number(v.toPrecision(log ? 3 : 10));
  const toPosition = (v) => (log ? (STOPS * Math.log(v / low)) / Math.log(high / low) : v);
  const fromPosition = (p) => {
    if (!log) return tidy(Number(p));
    const v = tidy(low * Math.pow(high / low, p / STOPS));
    return Math.min(high, Math.max(low, get("whole") ? Math.round(v) : v));
  };
  const words = (v) => (kind === "number" ? `${tidy(v * factor)} ${unit}`.trim() : String(v));

  const label = make("label", { for: id, class: "gk-label" }, get("label"));
  const help = make("span", { id: `${id}-help`, class: "gk-help" }, get("help"));
  const problem = make("span", { class: "gk-problem", role: "alert" });
  el.classList.add("gk-knob");
  el.append(label);

  let waiting = 0;
  const send = (value) => {
    problem.textContent = "";
    model.set("value", value);
    if (!waiting) waiting = requestAnimationFrame(() => ((waiting = 0), model.save_changes()));
  };

  let show;
  if (kind === "number") {
    const slider = make("input", { type: "range", id, "aria-describedby": `${id}-help` });
    const exact = make("input", { type: "number", step: "any", class: "gk-exact", "aria-label": `${get("label")}, exact value` });
    [slider.min, slider.max, slider.step] = log ? [0, STOPS, 1] : [low, high, get("step")];
    show = () => {
      slider.value = toPosition(get("value"));
      slider.setAttribute("aria-valuetext", words(get("value")));
      if (document.activeElement !== exact) exact.value = tidy(get("value") * factor);
    };
    slider.oninput = () => {
      send(fromPosition(slider.value));
      slider.setAttribute("aria-valuetext", words(get("value")));
      exact.value = tidy(get("value") * factor);
    };
    // On a log scale whole numbers lie far apart at the low end: an arrow key goes on until the value moves.
    slider.onkeydown = (event) => {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!log || !by || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      let to = Math.round(toPosition(get("value"))) + by;
      while (to > 0 && to < STOPS && fromPosition(to) === get("value")) to += by;
      slider.value = to;
      slider.oninput();
    };
    exact.onchange = () => {
      const value = Number(exact.value) / factor;
      const fits = exact.value !== "" && value >= low && value <= high && (!get("whole") || Number.isInteger(value));
      if (fits) send(value);
      else problem.textContent = `Allowed: ${get("whole") ? "whole numbers from " : ""}${tidy(low * factor)} to ${tidy(high * factor)} ${unit}`;
      slider.value = toPosition(get("value"));
    };
    el.append(slider, exact, make("span", { class: "gk-unit" }, unit));
  } else if (kind === "steps") {
    const slider = make("input", { type: "range", id, min: 0, max: choices.length - 1, step: 1, "aria-describedby": `${id}-help` });
    const output = make("output", { for: id, class: "gk-exact" });
    show = () => {
      slider.value = choices.indexOf(get("value"));
      slider.setAttribute("aria-valuetext", get("value"));
      output.value = get("value");
    };
    slider.oninput = () => (send(choices[slider.value]), show());
    el.append(slider, output);
  } else if (kind === "ticks") {
    const group = make("fieldset", { class: "gk-ticks" }, make("legend", { class: "gk-label" }, get("label")));
    const boxes = make("div", {});
    group.append(boxes);
    label.remove();
    show = () => {
      const ticked = get("value");
      if (boxes.dataset.choices !== JSON.stringify(get("choices"))) {
        boxes.dataset.choices = JSON.stringify(get("choices"));
        boxes.replaceChildren(...get("choices").map((choice) => {
          const box = make("input", { type: "checkbox", value: choice });
          box.onchange = () => send([...boxes.querySelectorAll("input:checked")].map((b) => b.value));
          return make("label", {}, box, ` ${choice}`);
        }));
      }
      for (const box of boxes.querySelectorAll("input")) box.checked = ticked.includes(box.value);
    };
    model.on("change:choices", show);
    el.append(group);
  } else if (kind === "radio") {
    const group = make("fieldset", { class: "gk-radio" }, make("legend", { class: "gk-question" }, get("label")));
    const marks = choices.map((choice) => {
      const mark = make("input", { type: "radio", name: id, value: choice });
      mark.onchange = () => send(choice);
      group.append(make("label", {}, mark, ` ${choice}`));
      return mark;
    });
    label.remove();
    show = () => marks.forEach((mark) => (mark.checked = mark.value === get("value")));
    el.append(group);
  } else if (kind === "choice") {
    const list = make("select", { id, "aria-describedby": `${id}-help` }, ...choices.map((c) => make("option", { value: c }, c)));
    show = () => (list.value = get("value"));
    list.onchange = () => send(list.value);
    el.append(list);
  } else {
    const field = make("input", { type: "text", id, "aria-describedby": `${id}-help`, spellcheck: "false" });
    show = () => (field.value = get("value"));
    field.onchange = () => send(field.value);
    el.append(field);
  }
  el.append(help, problem);
  model.on("change:value", show);
  show();

  // JupyterLab reads arrow keys and letters as commands on cells; here they belong to the control.
  el.addEventListener("keydown", (event) => {
    const jupyter = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!jupyter && event.key !== "Tab" && event.key !== "Escape") event.stopPropagation();
  });
}

export default { render };
