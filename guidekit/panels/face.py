"""A face is what each widget of the course shares: one model with one view, and code that is sent once.

The JavaScript and the style of all widgets travel in one small model of their own, the *page*. Each widget
carries only a stub of a few lines that fetches it, so a lesson of twenty panels sends them once.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from guidekit.drawing.typeface import font_faces

STUB = """
const load = (model) => {
  const pages = (globalThis.__guidekit ??= {}), name = model.get("page_hash");
  pages[name] ??= (async () => {
    const page = await model.widget_manager.get_model(model.get("page_id"));
    const url = URL.createObjectURL(new Blob([page.get("source")], { type: "text/javascript" }));
    try { return (await import(url)).start(page.get("style")); } finally { URL.revokeObjectURL(url); }
  })();
  pages[name].catch(() => delete pages[name]);
  return pages[name];
};
export default { render: async (context) => (await load(context.model))[context.model.get("kind")](context) };
"""
WIDGET = "application/vnd.jupyter.widget-view+json"
OURS = {"guidekit": True}
"""The metadata that marks an output as ours, for the extension that shows it without a kernel."""


class PageCode(ipywidgets.Widget):
    """The JavaScript and the style that all widgets of the course share."""

    source = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)


@functools.cache
def _sources() -> tuple[str, str, str]:
    """Return the module, the style, and a name that changes with either."""
    folder = Path(__file__).parent / "page"
    parts = (folder / "order.txt").read_text(encoding="utf-8").split()  # the site has most of them, too
    source = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    style = (folder / "page.css").read_text(encoding="utf-8") + font_faces()
    return source, style, hashlib.sha256((source + style).encode()).hexdigest()[:12]


_SHARED = threading.Lock()


@functools.cache
def _shared() -> tuple[PageCode, ipywidgets.Layout]:
    """Return the one page and the one layout of this kernel; a layout a widget would double the messages."""
    source, style, _ = _sources()
    return PageCode(source=source, style=style), ipywidgets.Layout()


class Face(anywidget.AnyWidget):
    """A widget of the course. The page sends it messages; it answers with its state, in one message.

    Attributes
    ----------
    kind : str
        Which function of the page draws it.
    version : int
        Counts the states; a page that has lost messages asks for the state when the count differs.
    answered : int
        The number of the newest message from the page that this state answers.
    problem : str
        Why the newest message was refused, empty when it was not.
    """

    _esm = STUB
    kind = traitlets.Unicode("panel").tag(sync=True)
    page_id = traitlets.Unicode().tag(sync=True)
    page_hash = traitlets.Unicode().tag(sync=True)
    version = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        self._lock = threading.RLock()
        with _SHARED:
            page, layout = _shared()
        super().__init__(layout=layout, page_id=page.model_id, page_hash=_sources()[2], **state)
        self.on_msg(self._received)

    def _received(self, _: object, content: dict[str, Any], buffers: object) -> None:
        """Take a message from the page: what it asks for is done, or refused in words, and answered."""
        if "ask" in content:
            if content["ask"] != self.version:
                self.send_state()
            return
        number = content.get("number")
        self.receive(content, number if isinstance(number, int) else self.answered)

    def receive(self, content: dict[str, Any], number: int) -> None:
        """Do what a message asks for; each kind of widget has its own."""

    def tell(self, number: int, problem: str = "", **state: Any) -> None:
        """Answer the message of this number, in one message: with a new state, or with why there is none."""
        with self._lock, self.hold_sync():
            for name, value in (self._state() | state).items():
                setattr(self, name, value)
            self.problem, self.answered, self.version = problem, number, self.version + 1

    def _state(self) -> dict[str, Any]:
        """Return what every answer tells anew; a panel has to draw first, and hands its state to `tell`."""
        return {}

    def bundle(self, words: str, **more: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the output of a cell: the live widget, its words, and what is seen without a kernel."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {WIDGET: view, "text/plain": words, **more}, OURS
