"""Stamps: words as pixels. Pillow sets a line ten times as quickly as matplotlib, which draws each letter.

A stamp is kept, because the steps of a knob write mostly the same words.
"""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from guidekit.drawing.settings import own_settings
from guidekit.drawing.typeface import font_of, is_ours, properties, register, text_width

ROOM = 5
"""Pixels around the words of a stamp."""

ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
"""How far along words the place lies at which they stand, by their alignment."""


class Stamp(NamedTuple):
    """One line of words as pixels, from the lowest row up, and how many rows lie below the line."""

    pixels: NDArray[np.uint8]
    below: int

    def put(self, renderer: Any, x: float, y: float) -> None:
        """Print it so that its words begin at a place, in pixels from the lower left."""
        renderer.draw_image(renderer.new_gc(), round(x) - ROOM, round(y) - self.below, self.pixels)


@functools.lru_cache(maxsize=512)
def stamp(
    words: str, size: float, weight: int, colour: str, rim: str = "", wide: float | None = None
) -> Stamp:
    """Return one line of words as pixels.

    Parameters
    ----------
    words : str
        The words.
    size : float
        The size of the letters in pixels.
    weight : int
        One of `guidekit.drawing.typeface.CUTS`.
    colour, rim : str
        The colours of the letters and of a rim around them, as ``#rrggbb``; without a rim the ground is seen
        between the letters.
    wide : float, optional
        How wide the words have to be, in pixels. Letters stand on whole pixels, so words of twice the size
        are not twice as wide; but a picture for a printer is laid out as it is on a page.
    """
    below, above = round(0.35 * size) + ROOM, round(1.1 * size) + ROOM
    natural = text_width(words, size, weight)
    room = (int(max(natural, wide or 0)) + 2 * ROOM + 4, below + above)
    if is_ours(words, weight):
        letters = _letters(words, size, weight, room, above, 0 if wide is None else wide - natural)
    else:
        letters = _other_letters(words, size, weight, room, above)
    ink = np.asarray(letters) / 255
    pixels = np.empty((*ink.shape, 4), np.uint8)
    pixels[..., :3] = _bytes(colour)
    pixels[..., 3] = letters
    if rim:
        wider = letters.filter(ImageFilter.MaxFilter(2 * round(size / 7) + 1))
        whole = np.asarray(wider) / 255
        part = np.divide(ink, whole, out=np.zeros_like(ink), where=whole > 0)[..., None]
        pixels[..., :3] = np.round(part * _bytes(colour) + (1 - part) * _bytes(rim))
        pixels[..., 3] = wider
    return Stamp(pixels[::-1], below)


def _letters(words: str, size: float, weight: int, room: tuple[int, int], y: int, more: float) -> Image.Image:
    """Return how much of each pixel the letters cover, 0 to 255; they stand on y, from above.

    The words become so many pixels wider, or narrower: the letters move apart, or together.
    """
    image, font = Image.new("L", room), font_of(size, weight)
    pen = ImageDraw.Draw(image)
    if not more:
        pen.text((ROOM, y), words, 255, font, "ls")
        return image
    x = float(ROOM)
    for letter in words:
        pen.text((round(x), y), letter, 255, font, "ls")
        x += font.getlength(letter) + more / len(words)
    return image


@own_settings()
def _other_letters(words: str, size: float, weight: int, room: tuple[int, int], y: int) -> Image.Image:
    """Return the same of words with signs of other fonts, or of other directions."""
    register()
    renderer: Any = RendererAgg(*room, 72)
    renderer.draw_text(renderer.new_gc(), ROOM, y, words, properties(size, weight), 0)
    return Image.fromarray(np.asarray(renderer.buffer_rgba())[..., 3].copy())


def _bytes(colour: str) -> NDArray[np.float64]:
    return np.round(255 * np.array(to_rgb(colour)))
