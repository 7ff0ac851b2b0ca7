"""A notebook that is only read shows each stored picture with its sentence, once, trusted or not."""

from __future__ import annotations

import base64

import nbformat
import pytest
from playwright.sync_api import expect

import guidekit as gk
from guidekit.panels.face import OURS, WIDGET

from .lab import open_lesson, run_all
from .test_access import violations

CALL = "gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=['hops'])"
TRUSTED = "() => [...jupyterapp.shell.currentWidget.content.model.cells].filter(cell => cell.trusted).length"
TRUST = "() => { for (const c of jupyterapp.shell.currentWidget.content.model.cells) c.trusted = true }"
NOW = 3  # so many cells are of this version, those after them of an earlier one
LAST = "Over 8 relays, as it was left."


def stored(data, metadata=OURS):
    return nbformat.v4.new_output("display_data", data, metadata=metadata)


def cells_of(panel):
    """Make a cell for each way in which a panel was ever stored: those of this version first."""
    bundle, words = panel._repr_mimebundle_()[0], str(panel.sentence)
    view = bundle.pop(WIDGET)
    png = {"image/png": base64.b64encode(panel.png).decode(), "text/plain": words}
    below = stored({"text/html": f'<p class="gk-stored">{words}</p>'}, {})
    ways = [(bundle, [], False), (bundle, [], True), (png, [below], False), (png, [below], True)]
    yield nbformat.v4.new_code_cell(CALL, outputs=[stored(bundle)])  # committed, and so without a widget
    for number, (still, more, turned) in enumerate(ways):
        id = f"widget-{number}"
        face = {"data": png | {"text/plain": LAST}, "caption": True, "dark": False}
        outputs = [stored(still | {WIDGET: view | {"model_id": id}}), *more]
        metadata = {"guidekit": {id: face}} if turned else {}
        yield nbformat.v4.new_code_cell(CALL, outputs=outputs, metadata=metadata)


@pytest.fixture
def book(course):
    """A notebook that nobody trusts, the sentence of its panels, and what each says once it is trusted."""
    panel = gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), knobs=["hops"])
    cells = list(cells_of(panel))
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import guidekit as gk"), *cells])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, course / "stills.ipynb")
    said = str(panel.sentence)
    return "stills.ipynb", said, [LAST if cell.metadata else said for cell in cells]


def shown(page, said):
    """Hold each cell to one picture and its sentence; return the pictures' alternative texts."""
    areas = page.locator(".jp-Cell-outputArea:has(img)")
    expect(areas).to_have_count(len(said))
    for area, sentence in zip(areas.all(), said, strict=True):
        area.scroll_into_view_if_needed()
        (image,) = area.locator("img").all()
        expect(image).to_be_visible()
        assert image.evaluate("async (e) => (await e.decode(), e.naturalWidth)") == 700
        assert area.inner_text().count("Over ") == area.inner_text().count(sentence) == 1
    return [image.get_attribute("alt") for image in page.locator(".jp-Cell-outputArea img").all()]


def test_each_picture_is_shown_with_its_sentence_once(page, served, book):
    name, first, last = book
    open_lesson(page, served, name)
    # Where nobody trusts the notebook JupyterLab shows no widget, but the HTML beside it, cleaned.
    assert page.evaluate(TRUSTED) == 0
    assert shown(page, [first] * len(last))[:NOW] == [first] * NOW
    page.evaluate(TRUST)
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    open_lesson(page, served, name)
    assert page.evaluate(TRUSTED) > len(last)
    expect(page.locator(".gk-earlier")).to_have_count(len(last) - 1)  # the first has no widget to miss
    assert shown(page, last) == last
    assert violations(page) == []
    run_all(page)
    expect(page.locator(".gk-panel .gk-image:visible")).to_have_count(len(last))
    expect(page.locator(".jp-OutputArea img:visible")).to_have_count(len(last))
    expect(page.locator(".gk-still, .gk-stored, .gk-earlier")).to_have_count(0)
    for area in page.locator(".jp-Cell-outputArea:has(.gk-panel)").all():
        assert area.inner_text().count("Over 3") == 1
