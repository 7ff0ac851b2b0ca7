"""Voilà serves the lessons as pages without code; our page template fetches nothing from the network."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from guidekit.course.lessons import is_core
from guidekit.paths import environment_with, install_command
from guidekit.tables.rows import course_rows

HERE = Path(__file__).parent


def command(folder: Path, port: int | None = None, browser: bool = True) -> list[str]:
    """Write the command that serves a folder of lessons as pages, to this machine only.

    Parameters
    ----------
    folder : pathlib.Path
        Where the lessons are.
    port : int, optional
        The port; by default the first free one from 8866.
    browser : bool
        Whether to open the list of lessons.

    Returns
    -------
    list of str
        The program and its arguments.

    Raises
    ------
    ValueError
        If Voilà is not installed.
    """
    if importlib.util.find_spec("voila") is None:
        raise ValueError(f"Voilà is not installed; run: {install_command(extra='apps')}")
    return [
        sys.executable, "-m", __name__, str(folder.resolve()), "--template=course", "--theme=light",
        "--VoilaConfiguration.classic_tree=True",  # a plain list of links, which our page writes
        *([] if port is None else [f"--port={port}", "--Voila.port_retries=0"]),
        *([] if browser else ["--no-browser"]),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """Return the environment in which Voilà finds our page."""
    return environment_with(HERE.parent, "JUPYTER_PATH")


def give_title(request: object, notebook: Any, **rest: Any) -> Any:
    """Let the tab of a page, and the line that is shown until it is there, bear the notebook's own title.

    Parameters
    ----------
    request : object
        What Voilà was asked.
    notebook : nbformat.NotebookNode
        The notebook that is opened; its file is not changed. Without a title it is called by its file.
    **rest
        What else Voilà knows.

    Returns
    -------
    nbformat.NotebookNode
        The same one.
    """
    headings = [cell.source.partition("\n")[0] for cell in notebook.cells if cell.cell_type == "markdown"]
    titles = [words.removeprefix("# ").strip() for words in headings if words.startswith("# ")]
    if titles:
        notebook.metadata.setdefault("title", titles[0])
    return notebook


def page_config(config: dict[str, Any], notebook_path: str = "", **rest: Any) -> dict[str, Any]:
    """Tell the page that lists the lessons what the table says of each; other pages stay as they are.

    Parameters
    ----------
    config : dict
        What Voilà tells a page; it is changed.
    notebook_path : str
        The notebook that is shown, or the folder that is listed.
    **rest
        What else Voilà knows.

    Returns
    -------
    dict
        The same one.
    """
    if not notebook_path.endswith(".ipynb"):
        config["lessons"] = [
            {
                "id": row.id,
                "notebook": row.notebook,
                "title": row.title,
                "question": row.question,
                "minutes": int(row.minutes),
                "core": is_core(row.id),
            }
            for row in course_rows("lessons")
        ]
    return config
