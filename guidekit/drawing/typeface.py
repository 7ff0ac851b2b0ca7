"""The typeface of the course: one family for the pictures and the page, shipped with it."""

from __future__ import annotations

import base64
import functools
from pathlib import Path

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

FOLDER = Path(__file__).parent / "fonts"
NAME = "Guidekit Sans"
FAMILY = [NAME, "DejaVu Sans"]
"""The families of a picture's words: a sign that the first does not have comes from the second."""

PAGE_CUTS = {"Regular": 400, "Semibold": 600}
"""The cuts that a page gets, with their weights; each costs it about 22 KB."""


@functools.cache
def register() -> tuple[str, ...]:
    """Tell matplotlib of the shipped fonts, once; nothing that another figure uses changes.

    Returns
    -------
    tuple of str
        The names of the files.
    """
    files = tuple(sorted(FOLDER.glob("*.ttf")))
    for file in files:
        font_manager.fontManager.addfont(file)
    return tuple(file.name for file in files)


def set_in_typeface(figure: Figure) -> None:
    """Give all words of a figure the typeface, the labels of ticks that are still to come included."""
    for ax in figure.axes:
        if not getattr(ax, "in_typeface", False):
            ax.tick_params(labelfontfamily=FAMILY)
            ax.in_typeface = True  # type: ignore[attr-defined]
    for text in figure.findobj(Text, include_self=False):
        if text.get_fontfamily() != FAMILY:
            text.set_fontfamily(FAMILY)


@functools.cache
def font_faces() -> str:
    """Return the style that brings the typeface into a page, with the bytes of its cuts.

    Examples
    --------
    >>> font_faces().count("@font-face")
    2
    """
    faces = []
    for cut, weight in PAGE_CUTS.items():
        data = base64.b64encode((FOLDER / f"{NAME.replace(' ', '')}-{cut}.woff2").read_bytes()).decode()
        faces.append(
            f'@font-face {{ font-family: "{NAME}"; font-weight: {weight}; font-display: swap; '
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
        )
    return "\n".join(faces)
