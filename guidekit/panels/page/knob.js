// One knob: its name, a slider, a list, ticks or a field, its value, and its help behind a question mark.
// Our own because ipywidgets' slider has no accessible name (axe: aria-input-field-name).

// A slider stands on whole positions. On a log scale they run over 0 … 200 and mean low · (high/low)^(position/200);
// else they count steps from nought, so that round values lie on them, and the ends are the ends. A recorded panel
// names its stops, and the positions count these.
const STOPS = 200;
const ELSEWHERE = "Open the lesson in JupyterLab to turn this.";

// What people type: 1,000 with a comma between thousands, 2,5 with a decimal comma, and the unit behind it.
function numberOf(typed, units) {
  const [, digits, rest] = /^\s*([+-]?[\d.,]*\d(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(typed) ?? [];
  if (!digits || (rest && !units.some((unit) => unit.toLowerCase().startsWith(rest.toLowerCase())))) return NaN;
  return Number(/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(",", "") : digits.replace(",", "."));
}

// So many places from nought, those first that are next to one.
const outward = (count, from) => [...Array(count).keys()].sort((a, b) => Math.abs(a - from) - Math.abs(b - from));

function makeKnob(spec, turn) {
  const { kind, percent, low, high, log, whole } = spec;
  const id = mark();
  const el = make("div", { class: `gk-knob gk-knob-${kind}` });
  const label = make("label", { for: id, class: "gk-label" }, spec.label);
  const help = make("span", { id: `${id}-help`, class: "gk-help", hidden: true }, spec.help ?? "");
  const problem = make("span", { class: "gk-problem", role: "alert" });
  const question = make("button", { type: "button", class: "gk-ask", "aria-expanded": "false", "aria-controls": `${id}-help`, "aria-label": `What is ${spec.label}?` }, "?");
  question.onclick = () => {
    help.hidden = !help.hidden;
    question.setAttribute("aria-expanded", String(!help.hidden));
  };
  const described = spec.help ? { "aria-describedby": `${id}-help` } : {};
  const factor = percent ? 100 : 1;
  const exactly = (v) => Number((v * factor).toPrecision(10)); // without what binary fractions add
  const digits = (v) => spec.plain ? String(v) : exactly(v).toLocaleString("en", { maximumSignificantDigits: Number.isInteger(exactly(v)) ? 16 : 6 });
  const counted = (written, [one, many]) => `${written} ${written === "1" ? one : many}`.trimEnd();
  const words = (v) => counted(digits(v), spec.units);
  const spoken = (v) => counted(digits(v), spec.spoken); // "2 seconds" where "2 s" is read
  const { stops } = spec;
  const nearest = (v) => stops.reduce((best, stop) => (Math.abs(stop - v) < Math.abs(best - v) ? stop : best));
  const [first, last] = stops ? [0, stops.length - 1] : log ? [0, STOPS] : [Math.floor(low / spec.step + 1e-9), Math.ceil(high / spec.step - 1e-9)];
  const toPosition = (v) => (stops ? stops.indexOf(nearest(v)) : log ? (STOPS * Math.log(v / low)) / Math.log(high / low) : v / spec.step);
  const fromPosition = (p) => {
    if (stops) return stops[p];
    const v = Number((log ? low * Math.pow(high / low, p / STOPS) : p * spec.step).toPrecision(log ? 3 : 10));
    return Math.min(most, Math.max(least, whole ? Math.round(v) : v));
  };
  let [least, most] = [low, high]; // where another knob stands in the way, the value stops there
  let value; // what the control shows
  let near = () => []; // the other values that it may go to, the next ones first
  let show; // shows a value
  let options = () => {};
  const title = (choice) => spec.titles[spec.choices.indexOf(choice)];
  const send = (to) => {
    problem.textContent = "";
    value = to;
    turn(spec.name, to);
  };

  if (kind === "number") {
    const slider = make("input", { type: "range", id, ...described });
    const exact = make("input", { type: "text", inputmode: "decimal", class: "gk-exact", "aria-label": `${spec.label}, exact value`, hidden: true });
    const shown = make("button", { type: "button", class: "gk-value", title: "Type a value", "aria-label": "" });
    [slider.min, slider.max, slider.step] = [first, last, 1];
    const say = (to) => {
      slider.setAttribute("aria-valuetext", spoken(to));
      shown.textContent = tight(words(to));
      shown.setAttribute("aria-label", `${spec.label}: ${spoken(to)}. Type a value`);
    };
    show = (to) => {
      if (to !== value || fromPosition(slider.value) !== to) slider.value = toPosition(to); // as above
      value = to;
      say(to);
    };
    near = () => outward(last - first + 1, toPosition(value) - first).map((at) => fromPosition(first + at));
    slider.oninput = () => {
      const to = fromPosition(slider.value);
      if (to === least || to === most) slider.value = toPosition(to); // else the thumb stays where the hand is
      if (to !== value) (send(to), say(to));
    };
    // A key goes to the next position, and on until the value moves: whole numbers lie far apart at the low end of
    // a log scale, and a typed value lies between two positions.
    slider.onkeydown = (event) => {
      const far = Math.max(1, Math.round((last - first) / 10));
      const by = { ArrowRight: 1, ArrowUp: 1, PageUp: far, Home: -Infinity, ArrowLeft: -1, ArrowDown: -1, PageDown: -far, End: Infinity }[event.key];
      if (!by || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      const at = toPosition(value);
      let to = (by > 0 ? Math.floor(at + 1e-6) : Math.ceil(at - 1e-6)) + by;
      while (to > first && to < last && fromPosition(to) === value) to += Math.sign(by);
      to = Math.min(last, Math.max(first, to));
      slider.value = to;
      slider.oninput();
    };
    const typing = (on) => ((exact.hidden = !on), (shown.hidden = on));
    shown.onclick = () => {
      exact.value = exactly(value);
      typing(true);
      exact.focus();
      exact.select();
    };
    const take = () => {
      if (exact.hidden) return;
      let to = numberOf(exact.value, [spec.unit, ...spec.units, ...spec.spoken]) / factor;
      const fits = to >= least && to <= most && (!whole || Number.isInteger(to));
      typing(false);
      if (fits) {
        const typed = to;
        if (stops) to = nearest(to);
        if (to !== value) (show(to), send(to));
        if (to !== typed) problem.textContent = `${words(typed)} is not recorded; the nearest that is: ${words(to)}. For all values open the lesson in JupyterLab.`;
        return;
      }
      problem.textContent = `Allowed: ${whole ? "whole numbers from " : ""}${words(least)} to ${words(most)}`;
    };
    exact.onkeydown = (event) => {
      // Enter is done with here: it must not press the button, too, that has the focus then.
      if (event.key === "Enter") (event.preventDefault(), take(), shown.focus());
      if (event.key === "Escape") (typing(false), shown.focus());
    };
    exact.onblur = take;
    el.append(label, slider, make("span", { class: "gk-number" }, shown, exact));
  } else if (kind === "steps") {
    const open = spec.choices.filter((choice) => !spec.closed?.includes(choice));
    const slider = make("input", { type: "range", id, min: 0, max: open.length - 1, step: 1, ...described });
    const output = make("output", { for: id, class: "gk-value" });
    show = (to) => {
      value = to;
      slider.value = open.indexOf(to);
      slider.setAttribute("aria-valuetext", title(to));
      output.value = title(to);
    };
    slider.oninput = () => {
      const to = open[slider.value];
      if (to !== value) (show(to), send(to));
    };
    near = () => outward(open.length, open.indexOf(value)).map((at) => open[at]);
    el.append(label, slider, make("span", { class: "gk-number" }, output));
  } else if (kind === "ticks") {
    const group = make("fieldset", { class: "gk-ticks" }, make("legend", { class: "gk-label" }, spec.label));
    const boxes = make("div", {});
    group.append(boxes);
    options = (choices, titles) => {
      if (boxes.dataset.choices === JSON.stringify(choices)) return;
      boxes.dataset.choices = JSON.stringify(choices);
      boxes.replaceChildren(...choices.map((choice, at) => {
        const box = make("input", { type: "checkbox", value: choice });
        box.onchange = () => send([...boxes.querySelectorAll("input:checked")].map((b) => b.value));
        return make("label", {}, box, ` ${titles[at]}`);
      }));
    };
    options(spec.choices, spec.titles);
    show = (to) => {
      value = to;
      for (const box of boxes.querySelectorAll("input")) box.checked = to.includes(box.value);
    };
    el.append(group);
  } else if (kind === "choice") {
    const list = make("select", { id, ...described }, ...spec.choices.map((c) => {
      const closed = spec.closed?.includes(c);
      return make("option", { value: c, disabled: closed }, closed ? `${title(c)} (in JupyterLab)` : title(c));
    }));
    show = (to) => ((value = to), (list.value = to));
    list.onchange = () => send(list.value);
    near = () => outward(spec.choices.length, spec.choices.indexOf(value)).map((at) => spec.choices[at]);
    el.append(label, list);
  } else {
    const field = make("input", { type: "text", id, spellcheck: "false", ...described });
    show = (to) => ((value = to), document.activeElement !== field && (field.value = to));
    field.onchange = () => send(field.value);
    el.append(label, field);
  }
  if (spec.help) el.append(question);
  el.append(help, problem);
  if (spec.locked) {
    el.dataset.locked = "";
    el.append(make("span", { class: "gk-why gk-elsewhere" }, ELSEWHERE));
    el.querySelectorAll("input, select, .gk-value").forEach((control) => (control.disabled = true));
  }
  // What was said about a typed value no longer holds once another one is shown.
  const put = (to) => {
    if (to !== value) problem.textContent = "";
    show(to);
  };
  return { el, name: spec.name, stops: () => [...new Set(near())].filter((to) => to !== value), show: put, options, words, within: (from, to) => ([least, most] = [from, to]), wrong: () => Boolean(problem.textContent) };
}
