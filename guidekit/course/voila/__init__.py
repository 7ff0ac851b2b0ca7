"""Lessons as pages without code: Voilà, with a page of our own that fetches nothing from the network."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from guidekit.paths import first_on

HERE = Path(__file__).parent


def command(folder: Path, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the command that serves a folder of lessons as pages, for this machine only.

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons are.
    port : int, optional
        The port; by default the first free one from 8866.
    browser : bool
        Whether to open the list of lessons.

    Raises
    ------
    ValueError
        If Voilà is not installed.
    """
    if importlib.util.find_spec("voila") is None:
        raise ValueError(f'Voilà is not installed; run: "{sys.executable}" -m pip install "guidekit[apps]"')
    return [
        sys.executable, "-m", "voila", str(folder.resolve()), "--template=course", "--theme=light",
        "--VoilaConfiguration.classic_tree=True",  # a plain list of links, which our page writes
        *([] if port is None else [f"--port={port}", "--Voila.port_retries=0"]),
        *([] if browser else ["--no-browser"]),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """Return the environment in which Voilà finds our page."""
    return first_on("JUPYTER_PATH", HERE.parent)
