// A JupyterLab extension without a build step: where a widget of guidekit has no kernel any more, its last face
// is shown instead of "Error displaying widget". Other people's widgets keep their behaviour.
(() => {
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const LINE = "From an earlier run. Run this cell to turn it again (Run ▸ Run All Cells runs them all).";
  const FAILED = /^\s*(Error displaying widget|Loading widget)/;
  const KEY = "guidekit"; // in the metadata of a cell: the last face of each of its widgets
  // A notebook saved by an earlier version holds a PNG, and its sentence as an output of its own (.gk-stored).
  const STYLE = `
    figure.gk-still { margin: 0; }
    .gk-meaning { max-width: 36em; border: 1px solid; border-radius: 8px; background: var(--jp-layout-color1); color: var(--jp-content-font-color1); }
    .gk-last img { max-width: 100%; }
    .gk-last-words { font-size: 1.1em; }
    body[data-jp-theme-light="false"] .gk-last:not(.gk-last-dark) img,
    body[data-jp-theme-light="true"] .gk-last-dark img { filter: invert(0.92) hue-rotate(180deg); }
    @media print { .gk-last:not(.gk-last-dark) img { filter: none !important; } }
    .jp-OutputArea:has(.gk-last-words) .jp-OutputArea-child:has(.gk-stored) { display: none; }`;

  // What a page told of a widget that was turned stands with its cell; what was never turned, in its output.
  function lastFace(panel, id) {
    for (const cell of panel.content.model?.cells ?? []) {
      const face = cell.getMetadata?.(KEY)?.[id];
      if (face && typeof face.data === "object") return face;
    }
    return null;
  }

  // Render the next best form of an output, with a line above it. The renderers clean what nobody trusts.
  async function stillOf(panel, model) {
    const rendermime = panel.content.rendermime;
    const face = lastFace(panel, model.data[WIDGET]?.model_id);
    const data = Object.fromEntries(Object.entries(face?.data ?? model.data).filter(([type]) => type !== WIDGET));
    const still = rendermime.createModel({ data, metadata: face ? {} : model.metadata, trusted: model.trusted });
    const type = rendermime.preferredMimeType(still.data, model.trusted ? "any" : "ensure");
    if (!type) return null;
    const inner = rendermime.createRenderer(type);
    await inner.renderModel(still);
    const words = String(data["text/plain"] ?? "");
    for (const image of inner.node.querySelectorAll("img")) image.alt = words;
    const box = document.createElement("div");
    box.className = face?.dark ? "gk-last gk-last-dark" : "gk-last";
    const write = (name, text) => {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = text;
      box.append(line);
    };
    write("gk-earlier", LINE);
    box.append(inner.node);
    if (face?.caption) write("gk-last-words", words);
    return box;
  }

  // The manager looks for its own renderers among the outputs, so the renderer stays and only learns a way out:
  // whatever it says of a widget that it waits for or cannot find is replaced by the still.
  function patch(renderer, panel) {
    const original = renderer.renderModel;
    renderer.renderModel = async function (model) {
      if (!model.metadata?.guidekit) return original.call(this, model);
      const still = await stillOf(panel, model).catch(() => null);
      const look = () => {
        if (still && FAILED.test(this.node.textContent)) this.node.replaceChildren(still);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(this.node, { childList: true, characterData: true, subtree: true });
      this.disposed?.connect?.(() => watcher.disconnect());
      await original.call(this, model);
      look();
    };
  }

  // Keep what a page tells; what is kept of widgets that the cell no longer shows goes.
  function keep(panel, event) {
    const cell = panel.content.widgets?.find((one) => one.node.contains(event.target))?.model;
    const { id, ...face } = event.detail;
    if (!cell?.setMetadata) return;
    const shown = JSON.stringify(cell.outputs?.toJSON?.() ?? []);
    const kept = Object.entries(cell.getMetadata(KEY) ?? {}).filter(([name]) => name !== id && shown.includes(name));
    const faces = { ...Object.fromEntries(kept), [id]: face };
    if (JSON.stringify(faces) !== JSON.stringify(cell.getMetadata(KEY))) cell.setMetadata(KEY, faces);
  }

  // Notebook 7 opens every link to a file as raw text in a new tab. There a link to a lesson opens the lesson, and
  // a link to a term of the glossary shows what it means.
  function follow(panel, event) {
    const link = event.target.closest?.("a[href*='/files/']");
    if (!link || !document.body.dataset.notebook) return; // only the pages of Notebook 7 bear this
    const { pathname, hash } = new URL(link.href);
    const [root, path] = pathname.split("/files/");
    if (path.endsWith(".ipynb")) link.href = `${root}/notebooks/${path}${hash}`;
    if (!path.endsWith("glossary.md") || !hash) return;
    event.preventDefault();
    explain(panel, `${root}/api/contents/${path}`, decodeURIComponent(hash.slice(1))).catch(() => open(link.href));
  }

  async function explain(panel, address, anchor) {
    const { content } = await (await fetch(address)).json();
    const parts = content.split(/^### /m);
    const term = parts.find((part) => part.split("\n")[0].trim().replaceAll(" ", "-") === anchor);
    const rendermime = panel.content.rendermime;
    const inner = rendermime.createRenderer("text/markdown");
    await inner.renderModel(rendermime.createModel({ data: { "text/markdown": `### ${term.trim()}` } }));
    const box = Object.assign(document.createElement("dialog"), { className: "gk-meaning" });
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
    close.onclick = () => box.close();
    box.onclose = () => box.remove();
    box.setAttribute("aria-label", "What a term means");
    box.append(inner.node, close);
    panel.node.append(box);
    box.showModal(); // Escape closes it, and the link has the focus again
  }

  function hook(panel) {
    panel.node.addEventListener("click", (event) => follow(panel, event), true);
    panel.node.addEventListener("guidekit-face", (event) => keep(panel, event));
    const saved = (_, state) => {
      if (state !== "started") return; // what is kept now is still saved
      for (const face of panel.node.querySelectorAll(".gk-panel")) face.dispatchEvent(new CustomEvent("guidekit-save"));
    };
    panel.context?.saveState?.connect(saved);
    const rendermime = panel.content.rendermime; // two views of one notebook share it
    if (rendermime.__guidekit) return;
    rendermime.__guidekit = true;
    const wrapped = (factory) =>
      factory.mimeTypes.includes(WIDGET)
        ? {
            ...factory,
            createRenderer: (options) => {
              const renderer = factory.createRenderer(options);
              patch(renderer, panel);
              return renderer;
            },
          }
        : factory;
    const add = rendermime.addFactory;
    rendermime.addFactory = function (factory, rank) {
      return add.call(this, wrapped(factory), rank);
    };
    const there = rendermime.getFactory(WIDGET);
    if (there) {
      const rank = rendermime._ranks?.[WIDGET]?.rank;
      rendermime.removeMimeType(WIDGET);
      rendermime.addFactory(there, rank);
    }
  }

  let scope = null;
  async function shared(name) {
    const versions = scope?.[name];
    const found = versions && Object.values(versions)[0];
    return found ? (await found.get())() : null;
  }

  (window._JUPYTERLAB ??= {})["guidekit"] = {
    init: (given) => void (scope = given),
    get: async () => {
      const notebook = await shared("@jupyterlab/notebook").catch(() => null);
      const tracker = notebook?.INotebookTracker;
      const plugin = {
        id: "guidekit:still",
        description: "Shows the last face of a guidekit panel where its kernel is gone.",
        autoStart: true,
        optional: tracker ? [tracker] : [],
        activate: (_, notebooks) => {
          document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
          notebooks?.forEach?.(hook);
          notebooks?.widgetAdded.connect((_, panel) => hook(panel));
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
