"""A real JupyterLab for the browser tests: started once, with folders and settings of its own."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat

import guidekit
from guidekit.course import glossary
from guidekit.course import voila as apps
from tests.patience import PATIENCE

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
# The kernel answers in turn: what was sent before this question has been done when the answer is here. The
# widgets hold the last of many changes back until the kernel is idle, so the question is asked twice.
ANSWERED = """async () => { const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  for (const _ of [1, 2]) await kernel.requestKernelInfo() }"""
QUIET = """() => { const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  window.__since = kernel.status === 'idle' ? window.__since ?? performance.now() : undefined;
  return performance.now() - window.__since > 400 }"""
WEAR = "(name) => void jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${name}`})"
RUN = """() => {
  window.__ran = 'pending';
  const done = jupyterapp.commands.execute('notebook:run-all-cells');
  done.then(() => window.__ran = 'ok', (e) => window.__ran = String(e)) }"""
TROUBLE = ", ".join(f'[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("stderr", "error"))
COVERS = "left => [...document.querySelectorAll('.gk-cover')].filter(e => !e.hidden).length < left"
DIGEST = """async (panel) => { const image = panel.querySelector('.gk-image');
  if (!image || !image.isConnected) return panel.querySelector('.gk-page')?.innerHTML ?? '';
  const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
  let hash = 0; for (const byte of bytes) hash = (hash * 31 + byte) | 0; return String(hash) }"""


def launch(playwright: Any) -> Any:
    """Start the system's Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=1000 * PATIENCE)


def new_window(browser: Any, **options: Any) -> Any:
    """Open a window whose pages wait as long as the tests do; Playwright gives up after half a minute."""
    context = browser.new_context(**options)
    context.set_default_timeout(1000 * PATIENCE)
    return context


# The extension that shows the last picture where the kernel is gone; `guidekit lab` puts it on the path, too.
EXTENSION = Path(guidekit.__file__).parent / "course" / "jupyter"
APPS = {"jupyterlab": ("LabApp", "/lab/tree/{{}}"), "notebook": ("JupyterNotebookApp", "/notebooks/{{}}")}


@contextlib.contextmanager
def lab(folder: Path, scratch: Path, app: str = "jupyterlab") -> Iterator[str]:
    """Serve a folder of lessons; yield an address with a place for the lesson's name."""
    name, where = APPS[app]
    port, token = free_port(), secrets.token_hex(16)
    say(
        scratch,
        "apputils-extension/notification",
        {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    )
    # By default JupyterLab lays out only what is near the screen; the tests look at everything.
    say(scratch, "notebook-extension/tracker", {"windowingMode": "none"})
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    own = {f"JUPYTER_{name}": str(scratch / name.lower()) for name in places} | {
        "JUPYTERLAB_SETTINGS_DIR": str(scratch / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "GUIDEKIT_JOURNAL": str(scratch / "journal.sqlite3"),
        "JUPYTER_PATH": str(EXTENSION),
    }
    command = [sys.executable, "-m", app, "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={folder}", f"--{name}.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=None"] if app == "jupyterlab" else []
    with open(scratch / "lab.log", "w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token={token}", server)
        yield f"http://127.0.0.1:{port}{where.format()}?token={token}&reset"
    finally:
        server.terminate()
        server.wait(PATIENCE)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder of files; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextlib.contextmanager
def pages(folder: Path, scratch: Path) -> Iterator[str]:
    """Serve a folder of lessons as `guidekit apps` does; yield the address of the list."""
    port = free_port()
    own = {"GUIDEKIT_JOURNAL": str(scratch / "journal.sqlite3"), "JUPYTER_RUNTIME_DIR": str(scratch)}
    (folder / "glossary.ipynb").write_bytes(glossary.notebook())
    with open(scratch / "apps.log", "w") as log:
        command = apps.command(folder, port, browser=False)
        server = subprocess.Popen(command, env=apps.environment() | own, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def say(scratch: Path, name: str, settings: dict[str, Any]) -> None:
    path = scratch / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers at an address."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=PATIENCE).close()
            return
        time.sleep(0.1)
    raise TimeoutError(f"the server did not answer within {PATIENCE} s")


def open_lesson(page: Any, address: str, name: str) -> None:
    """Open a lesson and wait for its kernel; JupyterLab's own sign says idle before it is connected."""
    page.goto(address.format(name))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.wait_for_function(IDLE)


def run_all(page: Any) -> None:
    """Run every cell and wait until the kernel is idle again."""
    page.evaluate(RUN)
    page.wait_for_function("() => window.__ran !== 'pending'")
    assert page.evaluate("() => window.__ran") == "ok"
    page.wait_for_function(IDLE)


def wear(page: Any, theme: str) -> None:
    """Change to the theme "light" or "dark", and wait until every panel has been drawn in it."""
    page.evaluate(WEAR, theme.title())
    light = str(theme == "light").lower()
    page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{light}'")
    quiet(page)


def quiet(page: Any) -> None:
    """Wait until the kernel has done all that the page asked of it, and has been idle for a while since."""
    page.evaluate(ANSWERED)
    page.evaluate("() => { window.__since = undefined }")
    page.wait_for_function(QUIET)


def digest(panel: Any) -> str:
    """Return what a panel shows, as something that can be compared."""
    return str(panel.evaluate(DIGEST))


def seen(page: Any, selector: str, number: int = 0) -> Any:
    """Return a panel once it has said its sentence, scrolled to; a covered one says it behind its cover."""
    panel = page.locator(selector).nth(number)
    panel.locator(".gk-sentence:not(:empty)").wait_for(state="attached")
    panel.scroll_into_view_if_needed()
    return panel


def open_up(page: Any) -> None:
    """Open everything that lies folded or covered, as a reader does who looks at all of it."""
    # One by one: a button that was pressed is gone.
    while (cover := page.get_by_role("button", name="Show me anyway")).count():
        left = cover.count()
        cover.first.click()
        page.wait_for_function(COVERS, arg=left)
    page.evaluate("() => document.querySelectorAll('.gk-more').forEach(fold => { fold.open = true })")


def type_value(panel: Any, label: str, value: str) -> None:
    """Type a value into the field behind the number of a slider."""
    panel.get_by_role("button", name=f"{label}: ").click()
    field = panel.get_by_role("textbox", name=f"{label}, exact value")
    field.fill(value)
    field.press("Enter")


def write_notebook(folder: Path, name: str, *cells: str) -> str:
    """Write a notebook of a few cells beside the lessons; return its name."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, folder / name)
    return name
