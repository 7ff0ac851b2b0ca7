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
  const layer = make("img", { class: "gk-layer", width: model.get("width"), height: model.get("height"), alt: "" });
  const frame = make("div", { class: "gk-frame" }, image, layer);
  const figure = make("figure", { class: "gk-figure" }, frame, page, caption);
  layer.hidden = true;
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

  const say = (now) => {
    if (page.dataset.html !== now.html) writeTable(page, (page.dataset.html = now.html));
    page.hidden = !now.html;
    frame.hidden = !now.png?.byteLength;
    image.alt = now.alt || now.sentence;
    caption.textContent = tight(now.sentence);
    fit();
  };
  // A recorded panel has a background and, over it, what moves; a live one has whole pictures. A picture is decoded
  // before it is shown with the words of its own state, even if a newer one has come meanwhile: under a quick hand
  // there would else be none before it rests.
  const put = async () => {
    if (busy) return void (late = true);
    busy = true;
    do {
      late = false;
      const now = Object.fromEntries(["png", "layer", "html", "alt", "sentence"].map((name) => [name, model.get(name)]));
      const wanted = now.png?.byteLength ? [[image, now.png], [layer, now.layer]] : [];
      const news = wanted.filter(([shown, next]) => next !== shown.bytes);
      const ready = await Promise.all(news.map(([, next]) => decoded(next)));
      news.forEach(([shown, next], at) => change(shown, next, ready[at]));
      say(now);
    } while (late);
    busy = false;
  };
  put();
  return { figure, put, close: () => (room.disconnect(), [image, layer].forEach((shown) => change(shown, null, null))) };
}

// The address of a picture that is decoded already, so that it never blinks. The picture stands in its address:
// one that leads to a Blob is asked of another process of the browser, and that took most of a frame of the screen.
async function decoded(bytes) {
  if (!bytes?.byteLength) return null;
  const url = `data:image/png;base64,${base64(bytes)}`; // or WebP: browsers look inside
  const picture = new Image();
  picture.src = url;
  try { await picture.decode(); } catch {}
  return url;
}

function change(shown, bytes, url) {
  shown.bytes = bytes;
  if (!url) shown.removeAttribute("src");
  else if (shown.src !== url) shown.src = url;
  if (shown.classList.contains("gk-layer")) shown.hidden = !url;
}
