"""The typeface of the course: one family for the pictures and the page, shipped with it."""

from __future__ import annotations

import base64
import functools
import itertools
from collections.abc import Iterator
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import ImageFont

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
    return sum(font.getlength(run) for run, font in font_runs(words, max(size, LEAST), weight))


def font_runs(words: str, size: float, weight: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """Yield the parts of a line of words, each with its font.

    Signs that the typeface does not have come from another one.
    """
    ours = _signs(weight)
    if ours.issuperset(words):
        yield words, _font(_file(weight), size)
        return
    for known, run in itertools.groupby(words, ours.__contains__):
        yield "".join(run), _font(_file(weight) if known else _other(weight), size)


def _file(weight: int) -> str:
    return str(FOLDER / f"{NAME.replace(' ', '')}-{CUTS[weight]}.ttf")


def _other(weight: int) -> str:
    cut = "DejaVuSans" if weight == 400 else "DejaVuSans-Bold"
    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{cut}.ttf")


@functools.cache
def _signs(weight: int) -> frozenset[str]:
    return frozenset(map(chr, font_manager.get_font(_file(weight)).get_charmap()))


@functools.lru_cache(maxsize=64)
def _font(file: str, size: float) -> ImageFont.FreeTypeFont:
    # The basic layout is in every Pillow, and a line is set alike on every machine.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def text_lines(words: str, width: float, size: float, weight: int = 400) -> list[str]:
    """Break words into lines of at most a width; a longer word has a line of its own.

    Examples
    --------
    >>> text_lines("the exit relay of Bob", 60, 14)
    ['the exit', 'relay of', 'Bob']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
