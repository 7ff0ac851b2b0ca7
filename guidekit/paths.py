"""Where the course's own files lie, beside the package or inside a wheel; and how a file is written whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

JUPYTER = Path(__file__).resolve().parent / "course" / "jupyter"
"""Settings for JupyterLab, as a folder of $JUPYTER_CONFIG_PATH: nobody is asked about Jupyter's news."""


def first_on(variable: str, folder: Path) -> dict[str, str]:
    """Return the environment with a folder put in front of those that a variable lists."""
    listed = [str(folder), *filter(None, [os.environ.get(variable)])]
    return os.environ | {variable: os.pathsep.join(listed)}


def course_folder(name: str) -> Path:
    """Return the folder ``data`` or ``notebooks`` of the course.

    Parameters
    ----------
    name : str
        ``"data"`` or ``"notebooks"``.

    Returns
    -------
    pathlib.Path
        The folder inside the installed package, or beside it in a checkout.

    Raises
    ------
    FileNotFoundError
        If neither place has it: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"guidekit's folder {name!r} is missing; put it back with: pip install --force-reinstall guidekit"
    )


def check_folder(folder: Path) -> None:
    """Refuse a folder that is neither there nor can be made.

    Raises
    ------
    NotADirectoryError
        If the path is a file.
    FileNotFoundError
        If the parent folder does not exist.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file, not a folder")
    if not folder.absolute().parent.is_dir():
        raise FileNotFoundError(f"there is no folder {folder.absolute().parent} to put {folder.name} into")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
