"""The typeface of the course: one family for the pictures and the page, shipped with it."""

from __future__ import annotations

import base64
import functools
import re
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import ImageFont

from guidekit.drawing.settings import own_settings

FOLDER = Path(__file__).parent / "fonts"
NAME = "Guidekit Sans"
FAMILY = [NAME, "DejaVu Sans"]
"""The families of a picture's words: a sign that the first does not have comes from the second."""

PAGE_CUTS = {"Regular": 400, "Semibold": 600}
"""The cuts that a page gets, with their weights; each costs it about 22 KB."""


def register() -> tuple[str, ...]:
    """Tell matplotlib of the shipped fonts, unless it knows them; nothing that another figure uses changes.

    They come first, so that another font of the same name is not taken. Whoever has matplotlib look for the
    fonts of the machine anew has it forget ours.

    Returns
    -------
    tuple of str
        The names of the files.
    """
    files, manager = _files(), font_manager.fontManager
    if tuple(str(font.fname) for font in manager.ttflist[: len(files)]) != files:
        others = [font for font in manager.ttflist if str(font.fname) not in files]
        for file in files:
            manager.addfont(file)
        ours = [font for font in manager.ttflist if str(font.fname) in files][-len(files) :]
        manager.ttflist[:] = ours + others
    return tuple(Path(file).name for file in files)


@functools.cache
def _files() -> tuple[str, ...]:
    return tuple(map(str, sorted(FOLDER.glob("*.ttf"))))


def set_in_typeface(figure: Figure) -> None:
    """Give all words of a figure the typeface, the labels of ticks that are still to come included."""
    for ax in figure.axes:
        if not getattr(ax, "in_typeface", False):
            ax.tick_params(labelfontfamily=FAMILY)
            ax.in_typeface = True  # type: ignore[attr-defined]
    for text in figure.findobj(Text, include_self=False):
        if text.get_fontfamily()[0] != NAME:
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


CUTS = {400: "Regular", 600: "Semibold", 700: "Bold"}
"""The cuts of a picture, by their weight."""

LEAST = 13.5
"""The smallest letters of a sketch, in its pixels. The widest sketch has 860 of them from side to side. On a
screen of 1024 with the side bar open it shrinks to 640, and there these letters still have 10."""


@functools.lru_cache(maxsize=4096)  # a step writes mostly the same lines
def text_width(words: str, size: float, weight: int = 400) -> float:
    """Return how wide words are.

    Parameters
    ----------
    words : str
        One line of words.
    size : float
        The size of the letters in pixels; a sketch writes none below `LEAST`.
    weight : int
        One of `CUTS`.

    Returns
    -------
    float
        The width in pixels, as it is drawn.

    Examples
    --------
    >>> 49 < text_width("1234567890", 100) / 10 < 51
    True
    """
    size = max(size, LEAST)
    if is_ours(words, weight):
        return font_of(size, weight).getlength(words)
    return _measured(words, size, weight)


def is_ours(words: str, weight: int = 400) -> bool:
    """Tell whether the typeface has all signs of some words.

    Only then Pillow sets them, ten times as quickly as matplotlib. It looks in no other font, and
    does not know which words are written from the right.

    Examples
    --------
    >>> is_ours("Signal, 2 × 3"), is_ours("بله")
    (True, False)
    """
    return _signs(weight).issuperset(words)


@functools.lru_cache(maxsize=64)
def font_of(size: float, weight: int) -> ImageFont.FreeTypeFont:
    """Return a cut of the typeface at a size in pixels, for Pillow."""
    # The basic layout is in every Pillow, and a line is set alike on every machine.
    return ImageFont.truetype(_file(weight), size, layout_engine=ImageFont.Layout.BASIC)


@own_settings()
def _measured(words: str, size: float, weight: int) -> float:
    register()
    renderer: Any = RendererAgg(1, 1, 72)
    return float(renderer.get_text_width_height_descent(words, properties(size, weight), False)[0])


def properties(size: float, weight: int) -> font_manager.FontProperties:
    """Return the typeface at a size in pixels for matplotlib, at 72 pixels an inch."""
    return font_manager.FontProperties(family=FAMILY, size=size, weight=700 if weight == 600 else weight)


def _file(weight: int) -> str:
    return str(FOLDER / f"{NAME.replace(' ', '')}-{CUTS[weight]}.ttf")


@functools.cache
def _signs(weight: int) -> frozenset[str]:
    return frozenset(map(chr, font_manager.get_font(_file(weight)).get_charmap()))


def excerpt(words: str, width: float, size: float, weight: int = 400) -> str:
    """Return words, or as many of their letters as have room before three dots.

    Examples
    --------
    >>> excerpt("the exit relay of Bob", 200, 14), excerpt("the exit relay of Bob", 80, 14)
    ('the exit relay of Bob', 'the exit rel…')
    """
    if text_width(words, size, weight) <= width:
        return words
    shorter = (f"{words[:n].rstrip()}…" for n in range(len(words) - 1, 0, -1))
    return next((some for some in shorter if text_width(some, size, weight) <= width), "…")


def text_lines(words: str, width: float, size: float, weight: int = 400) -> list[str]:
    """Break words into lines of at most a width; a longer word has a line of its own.

    Examples
    --------
    >>> text_lines("the exit relay of Bob", 60, 14)
    ['the exit', 'relay of', 'Bob']
    """
    lines: list[str] = []
    for word in re.findall(r"[^ \n]+", words):  # a blank that does not break holds a number and its unit
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
