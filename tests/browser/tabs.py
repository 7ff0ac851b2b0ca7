"""One tab in each of three browsers, driven alike.

Chromium is driven by Playwright, Firefox by WebDriver BiDi, and WebKitGTK by WebDriver. The two standards are
spoken here by hand: for Firefox Selenium asks for geckodriver, which Debian does not have.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from tests.patience import PATIENCE

from .lab import free_port, wait_for

WIDTH, HEIGHT = 1280, 900
FIREFOX = next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)
WEBKIT = shutil.which("WebKitWebDriver")
XVFB = shutil.which("Xvfb")
MINI_BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"), None)
MISSING = {
    "firefox": None if FIREFOX else "Firefox is not installed: tools/programs.sh firefox",
    "webkit": None
    if WEBKIT and XVFB and MINI_BROWSER
    else "WebKitGTK is not installed: tools/programs.sh webkit",
}
"""Why a browser cannot be had, by its name."""

KEYS = {"Home": "\ue011", "End": "\ue010", "ArrowLeft": "\ue012", "ArrowRight": "\ue014", "Enter": "\ue007"}


class Tab(Protocol):
    """What a story does in a browser. An expression is JavaScript, and is awaited if it is a promise."""

    def goto(self, address: str) -> None: ...

    def ask(self, expression: str) -> Any: ...

    def press(self, key: str) -> None: ...

    def drag(self, *places: tuple[float, float]) -> None:
        """Press at the first place, go to the others, let go at the last; one place alone is a click."""

    def trouble(self) -> list[str]:
        """Return the errors that the console has had since the tab was opened."""


def until(tab: Tab, expression: str) -> Any:
    """Ask again and again until the answer is something; return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := tab.ask(expression):
            return found
        time.sleep(0.05)
    raise TimeoutError(f"not within {PATIENCE} s: {expression}")


class ChromiumTab:
    """A page of Playwright, with the face of the others."""

    def __init__(self, page: Any) -> None:
        self.page, self.errors = page, []
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())

    def goto(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def drag(self, *places: tuple[float, float]) -> None:
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*place, steps=5)
        self.page.mouse.up()

    def trouble(self) -> list[str]:
        return list(self.errors)


def key_actions(key: str) -> list[dict[str, Any]]:
    """Write the press of a key as both WebDriver standards have it."""
    turns = [{"type": what, "value": KEYS[key]} for what in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": turns}]


def pointer_actions(places: tuple[tuple[float, float], ...]) -> list[dict[str, Any]]:
    """Write a drag, or a click, as both WebDriver standards have it."""
    move = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 100} for x, y in places]
    down, up = ({"type": what, "button": 0} for what in ("pointerDown", "pointerUp"))
    mouse = {"pointerType": "mouse"}
    return [
        {"type": "pointer", "id": "mouse", "parameters": mouse, "actions": [move[0], down, *move[1:], up]}
    ]


class FirefoxTab:
    """A tab of Firefox over WebDriver BiDi: each command is a message with a number, and so is its answer."""

    def __init__(self, address: str) -> None:
        import websocket

        self.line = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self.number, self.errors = 0, []
        accept = {"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}}}
        self.tell("session.new", accept)
        self.tell("session.subscribe", {"events": ["log.entryAdded"]})
        self.tab = self.tell("browsingContext.getTree", {})["contexts"][0]["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self.tell("browsingContext.setViewport", {"context": self.tab, "viewport": size})

    def tell(self, method: str, params: Mapping[str, Any]) -> Any:
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            said = json.loads(self.line.recv())
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.errors.append(said["params"]["text"])
            if said.get("id") == self.number:
                if said["type"] == "error":
                    raise RuntimeError(f"{method}: {said['message']}")
                return said["result"]

    def goto(self, address: str) -> None:
        self.tell("browsingContext.navigate", {"context": self.tab, "url": address, "wait": "complete"})

    def ask(self, expression: str) -> Any:
        # BiDi has a notation of its own for values: a string is one in every notation.
        wanted = {"expression": f"(async () => JSON.stringify(await ({expression})) ?? 'null')()"}
        where = {"target": {"context": self.tab}, "awaitPromise": True}
        found = self.tell("script.evaluate", wanted | where)
        if found["type"] == "exception":
            raise RuntimeError(f"{expression}: {found['exceptionDetails']['text']}")
        return json.loads(found["result"]["value"])

    def press(self, key: str) -> None:
        self.tell("input.performActions", {"context": self.tab, "actions": key_actions(key)})

    def drag(self, *places: tuple[float, float]) -> None:
        self.tell("input.performActions", {"context": self.tab, "actions": pointer_actions(places)})

    def trouble(self) -> list[str]:
        self.ask("1")  # whatever was said before this answer has been read
        return list(self.errors)


@contextlib.contextmanager
def firefox(scratch: Path) -> Iterator[FirefoxTab]:
    """Start Firefox with a profile of its own, and end it."""
    profile = scratch / "profile"
    profile.mkdir()
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0", "about:blank"]
    own = {"HOME": str(scratch), "MOZ_DISABLE_AUTO_SAFE_MODE": "1"}
    program = subprocess.Popen(
        command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        (address,) = hear(program, r"WebDriver BiDi listening on (ws://\S+)")
        yield FirefoxTab(f"{address}/session")
    finally:
        end(program)


def hear(program: subprocess.Popen[str], wanted: str) -> tuple[str, ...]:
    """Wait until a program says something on its error stream, and read on, so that it never has to wait."""
    heard: queue.Queue[tuple[str, ...]] = queue.Queue()

    def listen() -> None:
        for line in program.stderr or ():
            if found := re.search(wanted, line):
                heard.put(found.groups())

    threading.Thread(target=listen, daemon=True).start()
    return heard.get(timeout=PATIENCE)


def end(program: subprocess.Popen[Any]) -> None:
    program.terminate()
    try:
        program.wait(20)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait(PATIENCE)


class WebKitTab:
    """A tab of WebKitGTK's MiniBrowser over WebDriver: each command is a request."""

    def __init__(self, server: str) -> None:
        self.server, self.errors = server, []
        options = {"binary": str(MINI_BROWSER), "args": ["--automation"]}
        wanted = {"webkitgtk:browserOptions": options, "unhandledPromptBehavior": "accept"}
        session = self.tell("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{session['sessionId']}"
        limits = {"script": 1000 * PATIENCE, "pageLoad": 1000 * PATIENCE}
        self.tell("POST", f"{self.session}/timeouts", limits)
        self.tell("POST", f"{self.session}/window/rect", {"width": WIDTH, "height": HEIGHT + 60})

    def tell(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.server + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {json.load(error)['value']['message']}") from None

    def goto(self, address: str) -> None:
        self.errors = self.trouble()
        self.tell("POST", f"{self.session}/url", {"url": address})
        self.ask(LISTEN)

    def ask(self, expression: str) -> Any:
        script = f"""const done = arguments[0];
          (async () => JSON.stringify(await ({expression})) ?? 'null')()
            .then(found => done([found]), error => done([null, String(error)]))"""
        found = self.tell("POST", f"{self.session}/execute/async", {"script": script, "args": []})
        if found[0] is None:
            raise RuntimeError(f"{expression}: {found[1]}")
        return json.loads(found[0])

    def press(self, key: str) -> None:
        self.tell("POST", f"{self.session}/actions", {"actions": key_actions(key)})

    def drag(self, *places: tuple[float, float]) -> None:
        self.tell("POST", f"{self.session}/actions", {"actions": pointer_actions(places)})

    def trouble(self) -> list[str]:
        return [*self.errors, *self.ask("window.__trouble ?? []")]


# WebDriver has no console, and MiniBrowser writes none where it is driven. So the page itself listens. It
# misses what was said before it was loaded, but a script that failed then draws no panel.
LISTEN = """window.__trouble ??= (() => {
  const heard = [], say = console.error;
  console.error = (...words) => (heard.push(words.map(String).join(' ')), say(...words));
  const failed = (event) => heard.push(event.message ?? `cannot be loaded: ${event.target?.src}`);
  addEventListener('error', failed, true);
  addEventListener('unhandledrejection', (event) => heard.push(String(event.reason)));
  return heard })()"""


@contextlib.contextmanager
def webkit(scratch: Path) -> Iterator[WebKitTab]:
    """Start WebKitGTK's driver on a screen that nobody sees, and end both."""
    screen = f"{WIDTH}x{HEIGHT + 124}x24"
    display = subprocess.Popen(
        [str(XVFB), "-displayfd", "2", "-screen", "0", screen, "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        (number,) = hear(display, r"^(\d+)$")
        port = free_port()
        own = {
            "DISPLAY": f":{number}",
            "HOME": str(scratch),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        command = [str(WEBKIT), f"--port={port}"]
        driver = subprocess.Popen(
            command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/status", driver)
            tab = WebKitTab(f"http://127.0.0.1:{port}")
            yield tab
            tab.tell("DELETE", tab.session)
        finally:
            end(driver)
    finally:
        end(display)
