"""The sizes and times of files are the measured ones."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.drawing.canvas import Canvas
from guidekit.drawing.roles import ink
from guidekit.drawing.sketch import marks
from guidekit.exhibits.relays import file_sizes
from guidekit.models import Patience
from guidekit.models.patience import THINGS
from guidekit.panels.surface import show
from guidekit.recordings import Downloads
from guidekit.recordings.public_tor import SIZES
from tests.drawing.boxes import overlaps


def test_downloads_are_the_measured_ones():
    model = Downloads()
    assert model.measured() == Patience().times
    assert model.straight(SIZES[0]) == pytest.approx(model.measured()[0])
    assert model.straight(SIZES[2]) == pytest.approx(model.measured()[2])
    assert "6.9 % too little." in file_sizes.downloads(model, Figure())


def test_patience_ends_where_nobody_measured():
    said = file_sizes.patience(Patience(), Figure())
    assert "gets, in half of the cases, files of up to 4.7 MB." in said  # 4.45 MiB
    assert said.value == pytest.approx(3.35 + (4e6 - 2**20) / (4 * 2**20) * (11.06 - 3.35))
    assert "nothing was measured" in file_sizes.patience(Patience(seconds=60), Figure())


@pytest.mark.parametrize("seconds", [0.1, 2, 10, 600])
def test_bars_are_filled_for_what_arrives_in_time(seconds):
    sheet, model = Canvas((8.6, 4.0)), Patience(seconds=seconds)
    show(file_sizes.patience, model, sheet)
    bars = [one for one in marks(sheet).shapes if one.edge and round(one.path.get_extents().height) == 18]
    assert [one.fill == ink(sheet).focus for one in bars] == [
        model.arrival(size) <= seconds for _, size in THINGS
    ]
    assert not overlaps(sheet)
