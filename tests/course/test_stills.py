"""A still shows what a panel shows as it opens, without a guess, without a cover, and twice as fine."""

from __future__ import annotations

import io

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
    half = large.resize(small.size, Image.Resampling.BOX)
    apart = sum(abs(a - b) for a, b in zip(half.tobytes(), small.tobytes(), strict=True)) / len(
        half.tobytes()
    )
    assert apart < 4  # of 255: letters stand on finer pixels, nothing else moves


def test_a_journey_is_drawn_at_its_step():
    found = still(NotebookCell("way", "code", 'gk.journey("tor-circuit", step=2)'))
    assert found.sentence.startswith("Step 2 of 4.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gk.quiz('00')", "cell it draws no panel; allowed: one call of gk.explore or gk.journey"),
        ("import guidekit as gk", "draws no panel"),
        (
            "gk.explore(gk.exhibits.exposure.who_learns, gk.exposure.WhoLearns('tor-circuit'))",
            "cell it: the panel shows a table; allowed: one that draws",
        ),
    ],
)
def test_what_draws_nothing_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        still(NotebookCell("it", "code", text))
