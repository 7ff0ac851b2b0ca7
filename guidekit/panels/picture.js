// The picture or the table of a panel, its sentence and its code. All of them arrive in one message.
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// JupyterLab's command keys would act on the cell while a button of ours has the focus.
function guardKeys() {
  if (document.body.dataset.gkKeys) return;
  document.body.dataset.gkKeys = "on";
  document.body.addEventListener("keydown", (event) => {
    const jupyter = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    const control = "input, select, button, textarea, summary, a, [tabindex]";
    if (jupyter || event.key === "Tab" || event.key === "Escape") return;
    if (event.target.closest(".gk-panel") && event.target.matches(control)) event.stopPropagation();
  });
}

// Light or dark: JupyterLab says it on the body; elsewhere the system's wish decides.
function watchTheme(tell) {
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    const lab = document.body.dataset.jpThemeLight;
    tell(lab ? lab === "false" : wish.matches && !document.body.className.includes("jp-"));
  };
  const watcher = new MutationObserver(read);
  watcher.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  wish.addEventListener("change", read);
  read();
  return () => (watcher.disconnect(), wish.removeEventListener("change", read));
}

function render({ model, el }) {
  const image = make("img", { class: "gk-image", width: model.get("width"), height: model.get("height") });
  const sentence = make("figcaption", { class: "gk-sentence", "aria-live": "polite" });
  const problem = make("p", { class: "gk-problem", role: "alert" });
  const code = make("code", {});
  const copy = make("button", { type: "button", class: "gk-copy" }, "Copy");
  const line = make("div", { class: "gk-code" }, make("span", {}, "As code:"), code, copy);
  const page = make("div", { class: "gk-page" });
  const frame = model.get("html") ? page : make("div", { class: "gk-frame" }, image);
  // A refusal stands between the knobs and the picture, where someone who has just typed is looking.
  el.append(problem, make("figure", { class: "gk-figure" }, frame, sentence), line);

  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(model.get("code"));
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code); // no clipboard over plain http: select it instead
      copy.textContent = "Selected";
    }
    setTimeout(() => (copy.textContent = "Copy"), 1500);
  };

  const say = () => {
    page.innerHTML = model.get("html");
    image.alt = model.get("sentence");
    sentence.textContent = model.get("sentence").replaceAll(" %", "\u00a0%");
    code.textContent = model.get("code");
    line.hidden = !model.get("code");
    fit();
  };

  let url = null;
  let busy = false;
  let late = false;
  const put = async () => {
    if (busy) return void (late = true);
    busy = true;
    do {
      late = false;
      const next = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
      const ready = new Image();
      ready.src = next;
      try {
        await ready.decode(); // so that the picture never blinks
      } catch {}
      image.src = next;
      say();
      if (url) URL.revokeObjectURL(url);
      url = next;
    } while (late);
    busy = false;
  };
  // Where the page is narrower than the picture or table, Tab reaches it and the arrow keys scroll it.
  const fit = () => {
    const wide = frame.scrollWidth > frame.clientWidth;
    const what = frame === page ? "Table" : "Picture";
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", `${what}, scrolls sideways`]]) {
      if (wide) frame.setAttribute(name, value);
      else frame.removeAttribute(name);
    }
  };
  const room = new ResizeObserver(fit);
  room.observe(frame);
  // Two states may look alike: then only the words change. A picture that is on its way brings them along.
  const saySoon = () => queueMicrotask(() => busy || say());
  const complain = () => (problem.textContent = model.get("problem"));
  model.on("change:png", put);
  model.on("change:html", say);
  model.on("change:code", saySoon);
  model.on("change:sentence", saySoon);
  model.on("change:problem", complain);
  if (model.get("html")) say();
  else put();
  complain();
  guardKeys();
  const stop = watchTheme((dark) => {
    if (dark === model.get("dark")) return;
    model.set("dark", dark);
    model.save_changes();
  });
  return () => (stop(), room.disconnect(), url && URL.revokeObjectURL(url));
}

export default { render };
