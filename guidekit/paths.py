"""Where the course's own files lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path


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
