"""The sizes and times of files are the measured ones."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from guidekit.exhibits.relays import file_sizes
from guidekit.models import Patience
from guidekit.recordings import Downloads
from guidekit.recordings.public_tor import SIZES


def test_downloads_are_the_measured_ones():
    model = Downloads()
    assert model.measured() == Patience().times
    assert model.straight(SIZES[0]) == pytest.approx(model.measured()[0])
    assert model.straight(SIZES[2]) == pytest.approx(model.measured()[2])
    assert "6.9 % too little." in file_sizes.downloads(model, Figure())


def test_patience_ends_where_nobody_measured():
    assert "up to 4.5 MiB over Tor, in half of the cases" in file_sizes.patience(Patience(), Figure())
    assert "nobody measured" in file_sizes.patience(Patience(seconds=60), Figure())
