"""Recordings as the checks read them: the shipped one, and one made now, go through the same checks."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "data" / "measured"
Tables = Callable[[str], pd.DataFrame]


def recording(recorder: str, *modules: str, program: str = "", marked: bool = False):
    """Make the fixture of one recorder's tables.

    With `modules` or a `program` that a run of its own needs, the checks see a quick recording made now
    as well, or are skipped with what is missing. One that starts servers is `marked` as live.
    """
    sources = ["shipped"]
    if modules or program:
        sources.append(pytest.param("live", marks=[pytest.mark.live] if marked else []))

    @pytest.fixture(scope="module", params=sources)
    def tables(request, tmp_path_factory) -> Tables:
        folder = SHIPPED
        if request.param == "live":
            missing = lacks(modules, program)
            if missing:
                pytest.skip(missing)
            folder = tmp_path_factory.mktemp(recorder)
            record_now(recorder, folder)

        def read(name: str) -> pd.DataFrame:
            file = folder / f"{name}.csv"
            if not file.exists():
                pytest.skip(f"a quick recording has no {name}.csv")
            return pd.read_csv(file)

        return read

    return tables


def lacks(modules: tuple[str, ...], program: str) -> str:
    """Say what a live run needs that is not here."""
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    if absent:
        return f"a live run needs {', '.join(absent)}: pip install --editable '.[test]'"
    if program and not (shutil.which(program) or shutil.which(program, path="/usr/sbin")):
        return f"a live run needs {program}: apt install {program}"
    if program and sys.platform != "linux":
        return "a live run needs Linux, where all of 127.0.0.0/8 is the loopback"
    return ""


def record_now(recorder: str, folder: Path) -> None:
    """Make a quick recording; what the recorder said is shown when it fails."""
    command = [sys.executable, "-m", f"recorders.{recorder}", "--quick", "--into", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
