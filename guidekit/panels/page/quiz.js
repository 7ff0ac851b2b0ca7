// The quiz: for each question its options, an answer, and the reason why it is right or not yet.
function quiz({ model, el }) {
  el.classList.add("gk-panel", "gk-quiz");
  const line = openLine(model, el, () => show());
  const problem = make("p", { class: "gk-problem", role: "alert" });
  const total = make("p", { class: "gk-status", role: "status" });
  const asked = model.get("asked").map((question, at) => makeQuestion(question, at + 1, line));
  el.append(...asked.map((one) => one.el), problem, total, line.note);
  const last = tellFace(model, el, () => model.get("asked").map((question) => question.given).join(""), () => {
    const items = model.get("asked").map((question) => make("li", {}, make("b", {}, question.words), ` ${given(question)}`));
    return { data: { "text/html": make("ol", {}, ...items).outerHTML + make("p", {}, model.get("status")).outerHTML, "text/plain": model.get("status") } };
  }, "");
  const show = () => {
    if (line.busy()) return;
    last.later();
    model.get("asked").forEach((question, at) => asked[at].show(question));
    problem.textContent = model.get("problem");
    total.replaceChildren(make("b", {}, model.get("status")), " Your answers are stored on this machine only.");
  };
  onState(model, ["version"], show);
  show();
  return () => (last.stop(), line.close());
}

// What was answered, and what the course said to it.
const given = (question) => (question.given ? `${question.given} — ${question.right ? "✓ Right." : "✗ Not quite."} ${question.reason}` : "Not answered yet.");

function makeQuestion(question, number, line) {
  const name = mark();
  const hint = make("p", { class: "gk-problem", role: "alert" });
  const options = question.options.map((words) => make("input", { type: "radio", name, value: words }));
  const group = make("fieldset", { class: "gk-radio" }, make("legend", { class: "gk-question" }, `${number}. ${question.words}`), ...options.map((option, at) => make("label", {}, option, ` ${question.options[at]}`)));
  const button = make("button", { type: "button", class: "gk-chip" }, `Answer question ${number}`);
  const verdict = make("div", { class: "gk-verdict", role: "status" });
  button.onclick = () => {
    const chosen = options.find((option) => option.checked);
    hint.textContent = chosen ? "" : "Choose one of the answers first.";
    if (chosen) line.ask({ answer: [number, chosen.value] });
  };
  const show = (state) => {
    const key = JSON.stringify(state);
    if (verdict.dataset.state === key) return;
    verdict.dataset.state = key;
    for (const option of options) if (state.given) option.checked = option.value === state.given;
    if (!state.given) return verdict.replaceChildren();
    const lead = make("b", {}, state.right ? "✓ Right." : "✗ Not quite.");
    verdict.replaceChildren(lead, ` ${state.reason}`);
    if (state.others.length) {
      const items = state.others.map(([words, reason]) => make("li", {}, make("i", {}, words), `: ${reason}`));
      verdict.append(make("details", {}, make("summary", {}, "Why not the others?"), make("ul", {}, ...items)));
    }
  };
  return { el: make("div", { class: "gk-asked" }, group, button, hint, verdict), show };
}
