// The picture or the table of a panel, with its caption. Picture and words arrive in one message and change at once.

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

function makePicture(model) {
  const image = make("img", { class: "gk-image", width: model.get("width"), height: model.get("height"), alt: "" });
  const caption = make("figcaption", { class: "gk-sentence", "aria-live": "polite" });
  const page = make("div", { class: "gk-page" });
  const frame = make("div", { class: "gk-frame" }, image);
  const figure = make("figure", { class: "gk-figure" }, frame, page, caption);
  let url = null;
  let drawn = null; // the bytes that are shown
  let busy = false;
  let late = false;

  // Where the page is narrower than the picture or table, Tab reaches it and the arrow keys scroll it.
  const fit = () => {
    for (const [box, what] of [[frame, "Picture"], [page, "Table"]]) {
      const wide = box.scrollWidth > box.clientWidth + 1;
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", `${what}, scrolls sideways`]]) {
        if (wide) box.setAttribute(name, value);
        else box.removeAttribute(name);
      }
    }
  };
  const room = new ResizeObserver(fit);
  room.observe(frame);
  room.observe(page);

  const say = () => {
    const html = model.get("html");
    if (page.dataset.html !== html) writeTable(page, (page.dataset.html = html));
    page.hidden = !html;
    frame.hidden = !drawn;
    image.alt = model.get("alt") || model.get("sentence");
    caption.textContent = tight(model.get("sentence"));
    fit();
  };
  const put = async () => {
    if (busy) return void (late = true);
    busy = true;
    do {
      late = false;
      const bytes = model.get("png");
      if (bytes !== drawn && bytes?.byteLength) {
        const next = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
        const ready = new Image();
        ready.src = next;
        try { await ready.decode(); } catch {} // so that the picture never blinks
        if (late) {
          URL.revokeObjectURL(next);
          continue;
        }
        image.src = next;
        if (url) URL.revokeObjectURL(url);
        url = next;
      }
      drawn = bytes?.byteLength ? bytes : null;
      say();
    } while (late);
    busy = false;
  };
  put();
  return { figure, put, close: () => (room.disconnect(), url && URL.revokeObjectURL(url)) };
}
