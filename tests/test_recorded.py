"""Recordings are read by name, with what was recorded and when; a name that does not exist is refused."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from guidekit.paths import course_folder
from guidekit.recordings.reading import SYSTEMS, origin, recording

SHIPPED = sorted((course_folder("data") / "measured").glob("*.csv"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_recording_is_read_and_says_where_it_comes_from(path):
    pd.testing.assert_frame_equal(recording(path.stem), pd.read_csv(path))
    note = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    said = origin(path.stem)
    system = next(package for package, words in SYSTEMS.items() if said.startswith(f"{words} "))
    assert f" {note['versions'][system]}, " in said
    assert said.endswith(f"recorded in {date.fromisoformat(note['recorded']):%B %Y}")


@pytest.mark.parametrize("ask", [recording, origin])
def test_an_unknown_name_is_refused_with_the_nearest(ask):
    with pytest.raises(ValueError, match="there is no recording 'tor_hop'; allowed: tor_hops"):
        ask("tor_hop")
    with pytest.raises(ValueError, match=r"there is no recording '\.\./facts'"):
        ask("../facts")
