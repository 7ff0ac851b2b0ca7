// A JupyterLab extension without a build step: where a widget of guidekit has no kernel any more, its last picture
// or table is shown instead of "Error displaying widget". Other people's widgets keep their behaviour.
(() => {
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const LINE = "From an earlier run. Run this cell to turn it again (Run ▸ Run All Cells runs them all).";
  const FAILED = /^\s*(Error displaying widget|Loading widget)/;

  // Render the next best form of an output, with a line above it.
  async function stillOf(rendermime, model) {
    const data = Object.fromEntries(Object.entries(model.data).filter(([type]) => type !== WIDGET));
    const still = rendermime.createModel({ data, metadata: model.metadata, trusted: model.trusted });
    const type = rendermime.preferredMimeType(still.data, model.trusted ? "any" : "ensure");
    if (!type) return null;
    const inner = rendermime.createRenderer(type);
    await inner.renderModel(still);
    const line = document.createElement("p");
    line.className = "gk-earlier";
    line.textContent = LINE;
    for (const image of inner.node.querySelectorAll("img:not([alt])")) image.alt = String(data["text/plain"] ?? "");
    const box = document.createElement("div");
    box.append(line, inner.node);
    return box;
  }

  // The manager looks for its own renderers among the outputs, so the renderer stays and only learns a way out:
  // whatever it says of a widget that it waits for or cannot find is replaced by the still.
  function patch(renderer, rendermime) {
    const original = renderer.renderModel;
    renderer.renderModel = async function (model) {
      if (!model.metadata?.guidekit) return original.call(this, model);
      const still = await stillOf(rendermime, model).catch(() => null);
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

  function hook(rendermime) {
    if (rendermime.__guidekit) return;
    rendermime.__guidekit = true;
    const wrapped = (factory) =>
      factory.mimeTypes.includes(WIDGET)
        ? {
            ...factory,
            createRenderer: (options) => {
              const renderer = factory.createRenderer(options);
              patch(renderer, rendermime);
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
        description: "Shows the last picture of a guidekit panel where its kernel is gone.",
        autoStart: true,
        optional: tracker ? [tracker] : [],
        activate: (_, notebooks) => {
          notebooks?.forEach?.((panel) => hook(panel.content.rendermime));
          notebooks?.widgetAdded.connect((_, panel) => hook(panel.content.rendermime));
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
