"""A visit to one lesson: what a fresh clone shows, what happens at Run All, and then the live page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .lab import TROUBLE, open_lesson, open_up, run_all

OUTPUTS = """() => [...document.querySelectorAll('.jp-CodeCell')].map(cell => {
  const outputs = [...cell.querySelectorAll('.jp-OutputArea-child')];
  const drawn = o => o.querySelector('table') || [...o.querySelectorAll('img')].some(i => i.naturalWidth);
  return {words: outputs.map(o => o.innerText).join(' '), drawn: outputs.some(drawn),
          live: cell.querySelectorAll('.gk-panel').length} })"""


@dataclass
class Visit:
    """A lesson in the browser; `before` is each code cell's output before anything was run."""

    name: str
    page: Any
    before: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextlib.contextmanager
def visit(window: Any, address: str, name: str) -> Iterator[Visit]:
    """Open a lesson in its own page, run it, and end its kernel afterwards."""
    page = window.new_page()
    visited = Visit(name, page)
    overhear(page, visited.asked)
    open_lesson(page, address, name)
    visited.before = page.evaluate(OUTPUTS)
    run_all(page)
    visited.trouble = page.locator(TROUBLE).all_inner_texts()
    open_up(page)
    yield visited
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
    page.close()


def overhear(page: Any, asked: list[str]) -> None:
    """Note every address that a page asks for."""
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))


def elsewhere(asked: list[str]) -> list[str]:
    """Return the addresses that are not on this machine."""
    web = [part for part in map(urlsplit, asked) if part.scheme not in ("data", "blob")]
    return [part.geturl() for part in web if part.hostname != "127.0.0.1"]
