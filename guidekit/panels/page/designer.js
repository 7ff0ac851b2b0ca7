// The designer: card and parts beside the road, what the card needs, and what an attack yields.
const MOST = 65_536; // bytes of a design; what is larger is something else and is not even read

function designer({ model, el }) {
  el.classList.add("gk-panel", "gk-designer");
  const picture = makePicture(model);
  const problem = make("p", { class: "gk-problem", role: "alert" });
  const done = make("p", { class: "gk-status", role: "status" });
  const flag = make("p", { class: "gk-flag", role: "status" });
  const line = openLine(model, el, () => show());
  const ask = (what) => ((done.textContent = ""), line.ask(what));

  const knobs = model.get("controls").filter((spec) => spec.name !== "attack").map((spec) => {
    const knob = makeKnob(spec, (name, value) => ask({ turn: { [name]: value } }));
    const why = make("span", { class: "gk-why", hidden: true });
    knob.el.querySelector(".gk-label").after(why);
    knob.el.dataset.name = spec.name;
    return { ...knob, why };
  });
  const chips = model.get("attacks").map((name) => {
    const chip = make("button", { type: "button", class: "gk-chip", "aria-pressed": "false" }, name);
    chip.onclick = () => ask({ turn: { attack: name } });
    return chip;
  });
  const attacks = make("div", { class: "gk-chips gk-attacks", role: "group", "aria-label": "Attack" }, ...chips);
  const acts = make("div", { class: "gk-chips gk-acts", role: "group", "aria-label": "Turn" });

  // Save and open. What is saved is what the kernel said last, so it can be saved without one, too.
  const save = make("button", { type: "button", class: "gk-copy" }, "Save this design");
  save.onclick = () => {
    const url = URL.createObjectURL(new Blob([model.get("text") + "\n"], { type: "application/json" }));
    make("a", { href: url, download: "my-design.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    done.textContent = "Saved as my-design.json, where your browser keeps downloads.";
  };
  const file = make("input", { type: "file", accept: ".json,application/json", class: "gk-file", hidden: true, "aria-label": "A design that was saved" });
  const open = make("button", { type: "button", class: "gk-chip" }, "Open a design");
  open.onclick = () => file.click();
  file.onchange = async () => {
    const chosen = file.files[0];
    file.value = ""; // so that the same file can be opened again
    if (!chosen) return;
    done.textContent = "";
    const size = chosen.size.toLocaleString("en");
    if (chosen.size > MOST)
      return void (problem.textContent = `${chosen.name} has ${size} bytes, and a design has at most ${MOST.toLocaleString("en")}. Nothing was opened; your design is as it was.`);
    try {
      ask({ open: await chosen.text(), name: chosen.name });
    } catch {
      problem.textContent = `${chosen.name} could not be read. Nothing was opened; your design is as it was.`;
    }
  };

  const words = make("p", {});
  const hint = make("details", { class: "gk-fold gk-hint" }, make("summary", {}, "A hint"), words);
  hint.ontoggle = () => hint.open && !model.get("hint") && ask({ hint: true });
  const code = makeCode(model);
  const parts = make("div", { class: "gk-knobs" }, ...knobs.map((knob) => knob.el));
  const files = make("div", { class: "gk-chips" }, save, open, file);
  const side = make("div", { class: "gk-side" }, flag, parts, acts, files, problem, done, line.note);
  el.append(make("div", { class: "gk-body" }, side, make("div", { class: "gk-main" }, attacks, picture.figure, hint, code.el)));

  let dark = false;
  const last = tellFace(model, el, () => ["text", "turn_now", "sentence"].map((name) => model.get(name)).join(), () => {
    const [png, said] = [model.get("png"), model.get("sentence")];
    return { data: { "image/png": base64(png), "text/plain": said }, caption: true, dark };
  });
  const act = (row) => {
    if (acts.dataset.row === JSON.stringify(row)) return;
    const held = acts.contains(document.activeElement);
    acts.dataset.row = JSON.stringify(row);
    acts.replaceChildren(...row.map(([name, said], at) => {
      const button = make("button", { type: "button", class: at ? "gk-chip" : "gk-chip gk-main-button" }, said);
      button.onclick = () => ask({ act: name });
      return button;
    }));
    if (held) acts.firstChild?.focus(); // the button that was pressed is gone
  };
  const show = () => {
    if (line.busy()) return; // a newer value is on its way
    const [values, idle, turn] = [model.get("values"), model.get("idle"), model.get("turn_now")];
    for (const knob of knobs) {
      if (knob.name in values) knob.show(values[knob.name]);
      const why = idle[knob.name] ?? "";
      knob.why.textContent = why;
      knob.why.hidden = !why;
      knob.el.classList.toggle("gk-idle", Boolean(why));
      const still = Boolean(why) || turn === "attack" || (knob.name === "card" && turn !== "build");
      if (!el.classList.contains("gk-dead"))
        knob.el.querySelectorAll("input, select, .gk-value").forEach((control) => (control.disabled = still));
    }
    flag.textContent = model.get("flag");
    flag.classList.toggle("gk-other", turn === "attack");
    attacks.hidden = turn === "build";
    for (const chip of chips) chip.setAttribute("aria-pressed", String(chip.textContent === values.attack));
    act(model.get("acts"));
    problem.textContent = model.get("problem");
    words.textContent = tight(model.get("hint"));
    if (!model.get("hint")) hint.open = false;
    code.show();
    last.later();
  };
  onState(model, ["version"], () => (show(), picture.put()));
  show();
  const stop = watchTheme((now) => {
    if (now === dark) return;
    dark = now;
    line.ask({ dark: now });
  });
  return () => (stop(), last.stop(), line.close(), picture.close());
}
