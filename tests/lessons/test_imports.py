"""A lesson loads nothing that it does not use: run and shown whole, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from guidekit.course.lessons import lesson_files, lesson_id

HEAVY = {"pandas", "scipy", "matplotlib.pyplot", "joblib", "dask", "networkx"}
FRAMES = {
    "E1": "shows the frames that runs of protocols return",
    "E3": "compares messengers in a frame",
    "E5": "shows the frame of a packet that was changed",
}
"""The lessons that show a frame, and so need pandas. No lesson needs more of what is heavy."""
RUN = """
import sys
import nbformat
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in nbformat.read(sys.argv[1], as_version=4).cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source).raise_error()
print()
print(*sys.modules)
"""


@pytest.mark.parametrize("notebook", lesson_files(), ids=lambda path: lesson_id(path.name))
def test_a_lesson_loads_only_what_it_uses(notebook):
    command = [sys.executable, "-c", RUN, str(notebook)]
    env = os.environ | {"GUIDEKIT_JOURNAL": ":memory:"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    loaded = HEAVY & {*done.stdout.splitlines()[-1].split()}
    assert loaded == ({"pandas"} if lesson_id(notebook.name) in FRAMES else set())
