"""A still shows what a panel shows as it opens, without a guess, without a cover, and twice as fine."""

from __future__ import annotations

import io
from html import unescape

import numpy as np
import pytest
from PIL import Image

import guidekit as gk
from guidekit.course.journal import journal
from guidekit.course.notebook import NotebookCell
from guidekit.course.stills import still

EXPLORE = (
    'gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), prediction="00-delay", size=(7, 3.8))'
)


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_a_still_is_the_picture_of_the_panel_twice_as_fine():
    journal().write("prediction", "00-delay", 500.0, "ms")  # somebody's guess is on nobody else's paper
    found = still(NotebookCell("panel", "code", EXPLORE))
    panel = gk.explore(gk.exhibits.start.trade_off, gk.models.OnionRouting(), size=(7, 3.8))
    assert found.sentence == panel.sentence
    large, small = pixels(found.png), pixels(panel.png)
    assert large.size == (1400, 760)
    half = np.asarray(large.resize(small.size, Image.Resampling.BOX), float)
    moved = np.roll(half, 3, axis=1)
    here, beside = (abs(np.asarray(small, float) - one).mean() for one in (half, moved))
    assert here < beside / 2  # letters stand on finer pixels, and nothing else moves
    assert large.getpixel((0, 0)) == (255, 255, 255)


def test_a_journey_is_drawn_at_its_step():
    found = still(NotebookCell("way", "code", 'gk.journey("tor-circuit", step=2)'))
    assert found.sentence.startswith("Step 2 of 4.")


def test_a_table_is_read_without_what_lies_in_folds():
    text = "gk.explore(gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns('tor-circuit'))"
    found = still(NotebookCell("it", "code", text))
    page = gk.explore(gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns("tor-circuit"), knobs=[])
    assert (found.png, found.sentence) == (b"", page.sentence)
    opened = unescape(page.html.partition("<details")[0].partition("</table>")[0])
    assert len(found.table) == opened.count("<tr>")
    assert len({len(row) for row in found.table}) == 1
    assert all(word in opened for row in found.table for entry in row for word in entry.split())
    assert "Alice" in found.table[0] or any("Alice" in row[0] for row in found.table)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gk.quiz('00')", "cell it draws no panel; allowed: one call of gk.explore or gk.journey"),
        ("import guidekit as gk", "draws no panel"),
    ],
)
def test_what_draws_nothing_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        still(NotebookCell("it", "code", text))


def test_a_page_without_a_table_is_refused(monkeypatch):
    monkeypatch.setattr(
        "guidekit.panels.panel.Panel.still", lambda self, scale: (b"", "<p>words</p>", "Said.")
    )
    with pytest.raises(ValueError, match="cell it shows neither a picture nor a table"):
        still(NotebookCell("it", "code", EXPLORE))
