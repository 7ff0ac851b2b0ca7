"""Recordings are read by name, with what was recorded and when; a name that does not exist is refused."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from guidekit.paths import course_folder
from guidekit.recordings.reading import SYSTEMS, origin, recording, recording_rows
from tests.frames import rows_of

SHIPPED = sorted((course_folder("data") / "measured").glob("*.csv"))


def test_every_recording_is_read_once_and_says_where_it_comes_from():
    for path in SHIPPED:
        assert recording(path.stem) is recording(path.stem)
        pd.testing.assert_frame_equal(recording(path.stem), pd.read_csv(path))
        assert recording_rows(path.stem) == rows_of(pd.read_csv(path))
        note = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        words = origin(path.stem)
        system = next(package for package, name in SYSTEMS.items() if words.startswith(f"{name} "))
        assert f" {note['versions'][system]}, " in words
        assert words.endswith(f"recorded in {date.fromisoformat(note['recorded']):%B %Y}")


@pytest.mark.parametrize("ask", [recording, origin])
def test_an_unknown_name_is_refused_with_the_nearest(ask):
    with pytest.raises(ValueError, match="there is no recording 'tor_hop'; allowed: tor_hops"):
        ask("tor_hop")
    with pytest.raises(ValueError, match=r"there is no recording '\.\./facts'"):
        ask("../facts")
