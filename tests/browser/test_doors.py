"""The first lesson through every door, in three browsers: guess, look, turn it, answer, come back.

The table *Which browser* of `docs/browsers.md` says what is tried here, and a test holds it to that.
"""

from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

from guidekit.course.questions import questions
from guidekit.paths import course_folder

from .lab import RUN, lab, new_window, pages, serve
from .tabs import HEIGHT, MISSING, WIDTH, ChromiumTab, firefox, until, webkit

LESSON = "00-four-ways"
BROWSERS = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKitGTK"}
DOORS = {
    "site": "the site",
    "file": "the site, from a disk",
    "jupyterlab": "JupyterLab",
    "notebook": "Notebook 7",
    "voila": "Voilà",
}
# On every change the site is tried where most people read it; all others by `make browser`.
SHORT = [("chromium", "site"), ("firefox", "site")]
PAIRS = [
    pytest.param(
        browser, door, id=f"{browser}-{door}", marks=() if (browser, door) in SHORT else pytest.mark.long
    )
    for browser in BROWSERS
    for door in DOORS
]
FIRST = questions("00")[0]
WRONG = next(at for at, option in enumerate(FIRST.options) if not option.right)


def words(element):
    """Say what stands there; a number and its unit stand together with another blank than people type."""
    return rf"{element}.textContent.replace(/\s/g, ' ')"


# The last prediction of the lesson, and the panel that follows it; on the site it is drawn when near.
PREDICTION = "[...document.querySelectorAll('.gk-predict')].find(e => e.textContent.includes('three relays'))"
PANEL = f"""(guess => guess && [...document.querySelectorAll('.gk-panel:has(.gk-body)')].find(e =>
  e.querySelector('.gk-sentence').textContent && guess.compareDocumentPosition(e) & 4))({PREDICTION})"""
SLIDER = f"{PANEL}.querySelector('input[type=range]')"
QUIZ = "document.querySelector('.gk-quiz')"
SAID = words(f"{PANEL}.querySelector('.gk-sentence')")
SHOWN = f"""(async panel => {{ let hash = 0;
  for (const image of panel.querySelectorAll(':is(.gk-image, .gk-layer):not([hidden])')) {{
    const canvas = Object.assign(document.createElement('canvas'), {{width: 700, height: 400}});
    const bitmap = canvas.getContext('2d');
    await image.decode();
    bitmap.drawImage(image, 0, 0, 700, 400);
    for (const value of bitmap.getImageData(0, 0, 700, 400).data) hash = (hash * 31 + value) | 0;
  }}
  return hash }})({PANEL})"""
STRIP = words(f"{PANEL}.querySelector('.gk-strip')")
VERDICT = words(f"{QUIZ}.querySelector('.gk-verdict')")
PRESET = "Half of all relays are hostile"
# JupyterLab works on the notebook that has the focus; a window that nobody sees never has it, so it is told.
FOCUS = """(panel => panel && window.jupyterapp?.shell
  && (panel.dispatchEvent(new FocusEvent('focus')), jupyterapp.shell.currentWidget !== null)
  )(document.querySelector('.jp-NotebookPanel'))"""
# Count what a page asks for ahead of the hand, and hold back what it tells the kernel.
HOLD = """void (() => { window.__asked = 0; window.__held = [];
  const send = WebSocket.prototype.send;
  window.__release = () => __held.splice(0).forEach(([socket, data]) => send.call(socket, data));
  WebSocket.prototype.send = function (data) {
    const words = typeof data === 'string' ? data : new TextDecoder().decode(data);
    const about = (what) => words.includes('comm_msg') && words.includes(`"${what}"`);
    window.__asked += about('frame');
    return about('turn') ? void __held.push([this, data]) : send.call(this, data) } })()"""
IDLE = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"


def scroll(tab, element):
    """Bring something to the middle of the screen; return its box once it stays where it is."""
    box = f"(({{x, y, width, height}}) => [x, y, width, height])({element}.getBoundingClientRect())"
    before = None
    while True:
        tab.ask(f"void {element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        here = tab.ask(f"new Promise(done => setTimeout(() => done({box}), 200))")
        if here == before:
            return here
        before = here


def click(tab, element):
    x, y, width, height = scroll(tab, element)
    tab.drag((x + width / 2, y + height / 2))


def button(words, inside):
    return f"[...{inside}.querySelectorAll('button')].find(e => e.textContent === {words!r})"


@pytest.fixture(scope="session")
def tab(request, tmp_path_factory):
    """A browser; one of them is open at a time."""
    name = request.param
    if missing := MISSING.get(name):
        pytest.skip(missing)
    if name != "chromium":
        with (firefox if name == "firefox" else webkit)(tmp_path_factory.mktemp(name)) as opened:
            yield opened
        return
    context = new_window(request.getfixturevalue("browser"), viewport={"width": WIDTH, "height": HEIGHT})
    yield ChromiumTab(context.new_page())
    context.close()


@pytest.fixture
def address(request, tmp_path):
    """The address of the lesson behind a door; each test has a server and a journal of its own."""
    door = request.param
    if door == "notebook" and find_spec("notebook") is None:
        pytest.skip("Notebook 7 is not installed")
    if door == "site":
        with serve(request.getfixturevalue("site")) as root:
            yield f"{root}/{LESSON}.html"
    elif door == "file":
        yield (request.getfixturevalue("site") / f"{LESSON}.html").as_uri()
    elif door == "voila":
        with pages(request.getfixturevalue("course"), tmp_path) as root:
            yield f"{root}voila/render/{LESSON}.ipynb"
    else:
        with lab(request.getfixturevalue("course"), tmp_path, app=door) as root:
            yield root.format(f"{LESSON}.ipynb")


def enter(tab, address):
    """Open the lesson, run it where it has to be run, and wait until the last of it is there."""
    tab.goto(address)
    if "token=" in address:
        until(tab, FOCUS)
        until(tab, IDLE)
        run(tab)
    until(tab, f"{PREDICTION} && {QUIZ} && true")


def run(tab):
    tab.ask(f"void ({RUN})()")
    until(tab, "window.__ran !== 'pending'")
    assert tab.ask("window.__ran") == "ok"
    until(tab, IDLE)


def settled(tab, said="", shown=None):
    """Wait for a new sentence, which is that of the slider; return it and the picture, which is new, too."""
    ours = f"{SAID}.startsWith(`Over ${{{SLIDER}.getAttribute('aria-valuetext')}} `)"
    until(tab, f"{ours} && {SAID} !== {json.dumps(said)}")
    now = tab.ask(SHOWN)
    assert now != shown
    return tab.ask(SAID), now


def play(tab):
    """Guess, look, turn and answer; each thing that is done changes picture and sentence."""
    scroll(tab, PREDICTION)
    until(tab, f"{PANEL} && true")
    assert tab.ask(f"{PANEL}.querySelector('.gk-cover').checkVisibility()")
    assert tab.ask(f"{SLIDER}.disabled")
    click(tab, button("Keep my guess", PREDICTION))
    until(tab, f"!{SLIDER}.disabled && {STRIP}.includes('You said 175 to 525 ms; the answer is')")
    until(tab, f"{words(PREDICTION)}.includes('You said 175 to 525 ms')")
    said, shown = settled(tab)
    hops = tab.ask(f"{SLIDER}.value")
    scroll(tab, SLIDER)
    tab.ask(f"void {SLIDER}.focus()")
    tab.press("ArrowLeft")
    said, shown = settled(tab, said, shown)
    assert int(tab.ask(f"{SLIDER}.value")) < int(hops)
    x, y, width, height = scroll(tab, SLIDER)
    at = tab.ask(f"({SLIDER}.value - {SLIDER}.min) / ({SLIDER}.max - {SLIDER}.min)")
    middle = y + height / 2
    tab.drag((x + 8 + (width - 16) * at, middle), (x + width * 0.6, middle), (x + width - 2, middle))
    said, shown = settled(tab, said, shown)
    assert tab.ask(f"{SLIDER}.value === {SLIDER}.max")
    preset = button(PRESET, PANEL)
    click(tab, preset)
    until(tab, f"{preset}.getAttribute('aria-pressed') === 'true'")
    said, shown = settled(tab, said, shown)
    click(tab, f"{QUIZ}.querySelectorAll('input')[{WRONG}]")
    click(tab, button("Answer question 1", QUIZ))
    until(tab, f"{VERDICT}.includes({json.dumps(FIRST.options[WRONG].reason)})")
    return said


def step_ahead(tab, said):
    """Rest on the slider until frames are there: the next step shows one before the kernel hears of it."""
    tab.ask(HOLD)
    tab.ask(f"void ({SLIDER}.blur(), {SLIDER}.focus())")
    until(tab, "__asked >= 3")  # one after the other, the nearest first: both neighbours are there
    shown = tab.ask(SHOWN)
    tab.press("ArrowLeft")
    said, shown = settled(tab, said, shown)
    until(tab, "__held.length === 1")
    tab.ask("void __release()")
    until(tab, f"{PANEL}.querySelector('.gk-status, [role=status]') && true")
    assert tab.ask(SAID) == said
    return said


def what_was_said_is_there(tab):
    scroll(tab, PREDICTION)
    until(tab, f"{PANEL} && {STRIP}.includes('You said 175 to 525 ms; the answer is')")
    assert not tab.ask(f"{PANEL}.querySelector('.gk-cover').checkVisibility()")
    assert tab.ask(f"{QUIZ}.querySelectorAll('input')[{WRONG}].checked")
    assert FIRST.options[WRONG].reason in tab.ask(VERDICT)


def story(tab, address):
    """Play the lesson, leave, and come back on day two."""
    enter(tab, address)
    last = play(tab)
    if not address.endswith(".html"):
        last = step_ahead(tab, last)
    if "token=" in address:  # the notebook is saved, and on day two its kernel is gone
        tab.ask("jupyterapp.commands.execute('docmanager:save').then(() => true)")
        tab.ask("jupyterapp.serviceManager.sessions.shutdownAll().then(() => true)")
        tab.goto(address)
        until(
            tab,
            f"document.querySelector('.gk-earlier') && {words('document.body')}.includes({json.dumps(last)})",
        )
        assert not tab.ask("document.body.textContent.includes('Error displaying widget')")
    enter(tab, address)
    what_was_said_is_there(tab)


@pytest.mark.parametrize(("tab", "address"), PAIRS, indirect=True)
def test_a_lesson_is_played_and_what_was_said_is_there_on_day_two(tab, address):
    before = len(tab.trouble())
    story(tab, address)
    if address.endswith(".html"):  # JupyterLab, Notebook 7 and Voilà have errors of their own in the console
        tab.goto(address.replace(f"{LESSON}.html", "search.html?q=median"))
        until(tab, "document.querySelector('.search a[href*=four-ways]') && true")
        assert tab.trouble()[before:] == []


def test_teachers_are_told_what_was_tried():
    text = (course_folder("docs") / "browsers.md").read_text(encoding="utf-8")
    head, _, *rows = (line for line in text.partition("## Which browser")[2].splitlines() if line[:1] == "|")
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in (head, *rows[: len(DOORS)])]
    assert cells == [
        ["", *BROWSERS.values()],
        *([door, *["works"] * len(BROWSERS)] for door in DOORS.values()),
    ]
