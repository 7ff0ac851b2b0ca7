"""A teacher's own copy of every table."""

from __future__ import annotations

import shutil

import pytest

from guidekit.paths import course_folder
from guidekit.tables import TABLES


@pytest.fixture
def folder(tmp_path):
    for name in TABLES:
        shutil.copy(course_folder("data") / f"{name}.csv", tmp_path)
    return tmp_path
