"""Frames ahead in JupyterLab: shown at once, never of another state, and asked for only while all rests."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from guidekit.panels import face

from .lab import WEAR, open_lesson, quiet, run_all, seen, wear, write_notebook

EXHIBIT = """
import os, guidekit as gk
from guidekit.drawing.figure import figure
MODEL = gk.models.OnionRouting(adversary=0.1)
def bars(model, paper):
    axes = paper.subplots()
    axes.set(ylim=(0, 8))
    axes.bar(["hops", "hostile", "guards"], [model.hops, 16 * model.adversary, 4 * model.guards])
    return f"{model.hops} hops, {model.adversary:g} hostile, {model.guards} guards."
def build():
    presets = {"None": {"guards": 0}, "Short": {"hops": 2}, "Hostile": {"adversary": 0.5, "guards": 0}}
    return gk.explore(bars, MODEL, ["hops", "adversary"], presets, size=(3, 2))
"""
OFF = "os.environ['GUIDEKIT_FRAMES'] = '0'; off = build(); del os.environ['GUIDEKIT_FRAMES']; off"
CELLS = (EXHIBIT.replace("from guidekit.drawing.figure import figure\n", ""), "p = build(); p", OFF)
CELLS += ('j = gk.journey("tor-circuit"); j',)
PANEL = 1  # the cell of the first panel
# Every message to a kernel, and every picture of a panel beside the sentence that stood under it.
LISTEN = """() => { window.__sent = [];
  const has = (...what) => () => __sent.filter(words => what.some(one => words.includes(`"${one}"`))).length;
  [window.__asked, window.__told] = [has('frame'), has('turn', 'press')];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const words = typeof data === 'string' ? data : new TextDecoder().decode(data);
    if (words.includes('comm_msg')) window.__sent.push(words);
    return send.call(this, data) } }"""
LOOK = """(panel) => { const pairs = window.__pairs = {};
  const [words, image] = ['.gk-sentence', '.gk-image'].map(part => panel.querySelector(part));
  const note = () => { (pairs[words.textContent] ??= {})[image.src] = 1 };
  new MutationObserver(note).observe(panel.querySelector('.gk-figure'),
    {subtree: true, attributeFilter: ['src'], childList: true, characterData: true}); note() }"""
KERNEL = """async (what) => { const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const reply = await kernel.requestExecute({code: '', silent: true, user_expressions: {what}}).done;
  return reply.content.user_expressions.what.data['text/plain'] }"""


@pytest.fixture(scope="module")
def bench(window, address, course):
    page = window.new_page()
    page.add_init_script(f"({LISTEN})()")
    book = write_notebook(course, "ahead.ipynb", *CELLS)
    open_lesson(page, address, book)
    run_all(page)
    yield page
    page.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    page.close()
    (course / book).unlink()  # others look at what lies in the course


@pytest.fixture
def panel(bench):
    """The first panel at its start; nothing has the focus, and nobody asks for anything."""
    one = seen(bench, ".gk-panel:has(.gk-chip)")
    reset(bench, one)
    return one


def reset(page, one):
    one.get_by_role("button", name="None", exact=True).click()  # another base: frames from earlier go
    said(one, "3 hops, 0.1 hostile, 0 guards.")
    one.get_by_role("button", name="Reset", exact=True).click()
    said(one, "3 hops, 0.1 hostile, 1 guards.")
    page.evaluate("() => document.activeElement.blur()")
    page.mouse.move(1, 1)
    quiet(page)
    page.evaluate("() => { __sent.length = 0 }")


def said(one, words):
    expect(one.locator(".gk-sentence")).to_have_text(words)


def hops(one):
    return one.get_by_role("slider", name="Hops")


def fill(page, one, count=7):
    """Let the page ask for the axis of the hops, 1 to 8; those that it has from earlier are fewer."""
    hops(one).focus()
    page.wait_for_function(f"() => __asked() >= {count}")
    quiet(page)


@contextlib.contextmanager
def stopped(page):
    """Stop the kernel's process meanwhile: what is shown then, the page had already."""
    kernel = int(page.evaluate(KERNEL, "os.getpid()"))
    os.kill(kernel, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(kernel, signal.SIGCONT)


def fresh(values, dark=False):
    """Return the sentence and the address of the picture of a state, drawn anew."""
    names = {}
    exec(CELLS[0], names)
    one = names["build"]()
    if dark:
        one.receive({"dark": True}, 0)
    one.set(names["MODEL"].but(**values))
    return one.sentence, "data:image/png;base64," + base64.b64encode(one.png).decode()


def check_pairs(page, dark=False):
    """Hold every picture that was shown against one that is drawn anew for the sentence under it."""
    pairs = page.evaluate("() => __pairs")
    for sentence, pictures in pairs.items():
        hops, _, adversary, _, guards, _ = sentence.split()
        values = {"hops": int(hops), "adversary": float(adversary), "guards": int(guards)}
        right = {fresh(values)} | ({fresh(values, dark=True)} if dark else set())
        assert {(sentence, picture) for picture in pictures} <= right, sentence
    return len(pairs)


def check_end(page, one, dark=False):
    """What the panel shows at the end is what the kernel has."""
    quiet(page)
    quiet(page)  # a value that was held until the first is told by now
    hops, adversary, guards = eval(page.evaluate(KERNEL, "(p.model.hops, p.model.adversary, p.model.guards)"))
    sentence, picture = fresh({"hops": hops, "adversary": adversary, "guards": guards}, dark)
    said(one, sentence)
    assert one.locator(".gk-image").get_attribute("src") == picture
    expect(one.get_by_role("slider", name="Hops")).to_have_value(str(hops))
    assert float(one.get_by_role("slider", name="Hostile share").input_value()) == round(adversary / 0.005)
    code = page.evaluate(KERNEL, "p.code").strip("'")
    expect(one.locator(".gk-code code")).to_have_text(code)


def test_a_frame_is_shown_without_the_kernel_which_then_hears_of_it(bench, panel):
    fill(bench, panel)
    panel.evaluate(LOOK)
    with stopped(bench):
        for words in ("4 hops", "5 hops", "6 hops"):
            bench.keyboard.press("ArrowRight")
            said(panel, f"{words}, 0.1 hostile, 1 guards.")
        panel.get_by_role("button", name="Short").click()  # the state of a button is a frame, too
        said(panel, "2 hops, 0.1 hostile, 1 guards.")
        expect(panel.get_by_role("button", name="Short")).to_have_attribute("aria-pressed", "true")
    check_end(bench, panel)
    assert check_pairs(bench) == 5


def test_a_step_of_a_journey_is_a_frame_too(bench, panel):
    journey = bench.locator(".gk-panel:has(.gk-steps)")
    journey.get_by_role("button", name="Next").focus()
    bench.wait_for_function("() => __asked() >= 3")
    quiet(bench)
    with stopped(bench):
        for step in (2, 3):
            bench.keyboard.press("Enter")
            journey.get_by_text(f"Step {step} of 4").wait_for()
    quiet(bench)
    assert bench.evaluate(KERNEL, "j.model.step") == "3"


# A drag of both sliders, while buttons are pressed that also turn what no slider shows.
WILD = """async (panel, presses) => {
  let seed = 7; const dice = (n) => (seed = (seed * 16807) % 2147483647) % n;
  const sliders = [...panel.querySelectorAll('input[type=range]')];
  const chips = [...panel.querySelectorAll('[aria-label=Try] button')], asked = __asked;
  for (let n = 0, at = 0; n < presses; n += 1) {
    if (dice(3) === 0) sliders[at = dice(2)].focus();
    if (n % 20 === 0) { // a rest, in which frames come
      const before = asked();
      sliders[at = 1].focus();
      while (asked() < before + 4) await new Promise(go => setTimeout(go, 20));
    }
    for (let move = dice(4); move >= 0; move -= 1) {
      const slider = sliders[at];
      slider.value = Math.max(+slider.min, Math.min(+slider.max, +slider.value + dice(7) - 3));
      slider.dispatchEvent(new Event('input', {bubbles: true}));
      await new Promise(go => setTimeout(go, [0, 0, 16, 40][dice(4)]));
    }
    chips[dice(chips.length)].click();
    await new Promise(go => setTimeout(go, [0, 0, 20, 170][dice(4)]));
  } }"""


@pytest.mark.parametrize("presses", [30, pytest.param(200, marks=pytest.mark.long)])
def test_a_drag_while_buttons_are_pressed_shows_no_frame_of_another_state(bench, panel, presses):
    panel.evaluate(LOOK)
    panel.evaluate(WILD, presses)
    assert bench.evaluate("__asked()") >= presses // 5
    check_end(bench, panel)
    assert check_pairs(bench) > presses // 10


HIT = """([panel, event, where]) => { const told = __told;
  const slider = panel.querySelector('input[type=range]'), before = told();
  slider.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, cancelable: true}));
  const held = told() - before;
  if (event === 'blur') slider.blur();
  else if (event === 'press') panel.querySelector('[aria-label=Try] button').click();
  else if (event === 'turn') { const other = panel.querySelectorAll('input[type=range]')[1]; other.value = 77;
    other.dispatchEvent(new Event('input', {bubbles: true})) }
  else if (event === 'key')
    slider.dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift', shiftKey: true, bubbles: true}));
  else if (event === 'hide') document.dispatchEvent(new Event('visibilitychange'));
  else document.body.dispatchEvent(new Event(event, {bubbles: true}));
  return [held, told() - before, __sent.at(-1)] }"""


LONG = [pytest.param(event, marks=pytest.mark.long) for event in ("blur", "key", "hide", "turn")]


@pytest.mark.parametrize("event", ["pointerdown", "press", *LONG])
def test_the_kernel_is_told_before_anything_else_happens(bench, panel, event):
    fill(bench, panel)
    held, told, last = bench.evaluate(HIT, [panel.element_handle(), event, ""])
    assert (held, told) == (0, 1)
    if event == "press":
        assert '"press"' in last
        assert '"turn"' not in last  # a button turns all knobs
    else:
        assert '"hops":4' in last
        assert ('"adversary"' in last) == (event == "turn")
    check_end(bench, panel)


@pytest.mark.long
def test_another_theme_makes_frames_stale(bench, panel):
    fill(bench, panel)
    panel.evaluate(LOOK)
    try:
        bench.evaluate(WEAR, "Dark")
        for _ in range(3):
            bench.keyboard.press("ArrowRight")
        wear(bench, "dark")
        check_end(bench, panel, dark=True)
        check_pairs(bench, dark=True)
        bench.keyboard.press("ArrowRight")
        check_end(bench, panel, dark=True)
    finally:
        wear(bench, "light")


def test_nothing_is_asked_while_nobody_looks_or_where_it_is_switched_off(bench, panel):
    off = bench.locator(".gk-panel:has(.gk-chip)").nth(1)
    hops(off).press("ArrowRight")
    said(off, "4 hops, 0.1 hostile, 1 guards.")
    hide = "(away) => { Object.defineProperty(document, 'hidden', {get: () => away, configurable: true}); "
    hide += "document.dispatchEvent(new Event('visibilitychange')) }"
    bench.evaluate(hide, True)
    hops(panel).press("ArrowRight")
    said(panel, "4 hops, 0.1 hostile, 1 guards.")
    quiet(bench)
    assert bench.evaluate("__asked()") == 0
    bench.evaluate(hide, False)
    bench.wait_for_function("() => __asked() >= 5")
    reset(bench, off)


def test_filling_ends_where_hand_and_focus_go(bench, panel):
    panel.get_by_role("slider", name="Hostile share").focus()
    bench.wait_for_function("() => __asked() >= 3")
    before = bench.evaluate("() => { document.activeElement.blur(); return __asked() }")
    quiet(bench)
    assert bench.evaluate("__asked()") == before
    panel.get_by_role("slider", name="Hostile share").hover()
    bench.wait_for_function(f"() => __asked() > {before}")
    bench.mouse.move(1, 1)


def test_a_running_cell_comes_first(bench, panel):
    bench.evaluate("""() => { window.__waits = [];
      const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      kernel.anyMessage.connect((_, {msg, direction}) => {
        const content = msg.content.data?.content;
        if (direction === 'recv' && content?.frame) window.__waits.push(Boolean(content.wait)) }) }""")
    bench.evaluate("""() => { const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      window.__cell = kernel.requestExecute({code: 'import time; time.sleep(2)'}); window.__over = false;
      __cell.done.then(() => { window.__over = true; window.__during = __waits.length }) }""")
    hops(panel).press("ArrowRight")
    bench.wait_for_function("() => __over")
    answers = bench.evaluate("() => __waits.slice(0, __during)")
    bench.wait_for_function("() => __waits.slice(__during).filter(wait => !wait).length >= 5")
    assert all(answers)
    assert len(answers) <= 5  # it asks twice a second
    check_end(bench, panel)


@pytest.mark.long
def test_two_views_end_in_one_state(bench, panel):
    bench.evaluate(f"() => {{ jupyterapp.shell.currentWidget.content.activeCellIndex = {PANEL} }}")
    for command in ("copy-cell", "paste-cell-below"):
        bench.evaluate(f"() => jupyterapp.commands.execute('notebook:{command}')")
    there = bench.locator(".gk-panel:has(.gk-chip)").nth(1)
    said(there, "3 hops, 0.1 hostile, 1 guards.")
    fill(bench, panel)
    bench.keyboard.press("ArrowRight")
    there.get_by_role("button", name="None").evaluate("(e) => e.click()")
    for one in (panel, there):
        check_end(bench, one)
    hops(there).press("End")
    said(panel, "8 hops, 0.1 hostile, 0 guards.")


@pytest.mark.long
def test_what_a_kernel_never_heard_is_not_shown_when_it_is_gone(bench, panel):
    fill(bench, panel)
    kernel = int(bench.evaluate(KERNEL, "os.getpid()"))
    os.kill(kernel, signal.SIGSTOP)
    bench.keyboard.press("ArrowRight")
    said(panel, "4 hops, 0.1 hostile, 1 guards.")
    bench.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    panel.get_by_role("status").filter(has_text="The kernel was restarted").wait_for()
    sentence, picture = fresh({})
    said(panel, sentence)
    expect(panel.locator(".gk-image")).to_have_attribute("src", picture)
    run_all(bench)
    said(bench.locator(".gk-panel:has(.gk-chip)").first, sentence)


def test_what_a_page_keeps_is_bounded(page):
    source = (Path(face.__file__).parent / "page" / "ahead.js").read_text(encoding="utf-8")
    call = """(source) => { const kept = new Function(`${source}; return kept`)();
      const size = () => [kept.all.size, kept.weight], held = (n) => Boolean(kept.get(`a ${n};`));
      const put = (name, bytes) => kept.put(name, {png: new Uint8Array(bytes), html: ''}), seen = [];
      for (let n = 0; n < 1000; n += 1) { kept.get('a 0;'); put(`a ${n};`, 100) }
      seen.push([kept.all.size, held(0), held(1), held(999)]);
      for (let n = 0; n < 1000; n += 1) put(`b ${n};`, 1e5);
      seen.push([kept.weight <= kept.heaviest, kept.weight > kept.heaviest - 2e5]);
      kept.put('b 999;', null); put('b 1000;', 9e6); kept.drop('b ');
      seen.push(size()); return seen }"""
    assert page.evaluate(call, source) == [[400, True, False, True], [True, True], [0, 0]]
