// A prediction: a question, a slider for the guess, and a button that keeps it.
function predict({ model, el }) {
  el.classList.add("gk-panel", "gk-predict");
  const line = openLine(model, el, () => show());
  let guess = model.get("values").guess;
  const knob = makeKnob(model.get("controls")[0], (_, value) => (guess = value));
  const button = make("button", { type: "button", class: "gk-chip gk-main-button" });
  const status = make("span", { class: "gk-status", role: "status" });
  const problem = make("p", { class: "gk-problem", role: "alert" });
  // What was typed and refused is not followed by another number: it is to be put right first.
  button.onclick = () => knob.wrong() || line.ask({ turn: { guess }, commit: true });
  el.append(make("p", { class: "gk-question" }, model.get("question")), knob.el, make("div", { class: "gk-chips" }, button, status), problem, line.note);
  const last = tellFace(model, el, () => (model.get("stored") ? model.get("status") : ""), () => {
    const words = [make("b", {}, model.get("question")), ` ${model.get("status")}`];
    return { data: { "text/html": make("p", {}, ...words).outerHTML, "text/plain": model.get("status") } };
  }, "");
  const show = () => {
    if (line.busy()) return;
    last.later();
    guess = model.get("values").guess;
    knob.show(guess);
    button.textContent = model.get("button");
    status.textContent = model.get("status");
    problem.textContent = model.get("problem");
  };
  onState(model, ["version"], show);
  show();
  return () => (last.stop(), line.close());
}
