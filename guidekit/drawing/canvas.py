"""A canvas is a figure that is drawn many times, quickly, into small PNG files."""

from __future__ import annotations

import functools
import io
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from guidekit.drawing.figure import DARK, LIGHT, animated_artists, refresh_legends
from guidekit.drawing.labels import Boxes, part_labels, still_boxes
from guidekit.drawing.settings import own_settings
from guidekit.drawing.typeface import register, set_in_typeface

DPI = 100
"""Pixels an inch."""


class Canvas(Figure):
    """A persistent figure, which keeps its background and draws again only what moves.

    Parameters
    ----------
    size : tuple of float
        Width and height in inches; an inch has `DPI` pixels.
    dark : bool
        Whether to draw light on dark.
    scale : int
        How many times as fine the picture is as on a page, for a printer.

    Notes
    -----
    No pyplot (global state), never ``bbox_inches="tight"`` (it draws twice). Matplotlib itself tells
    when the background is out of date: a change of a part that does not move marks the figure stale.

    A lesson has up to twenty sheets, and a class thirty lessons open on one machine. So sheets of one size
    share the memory they are drawn in, and each keeps of its background what is not paper: at most 250 KB in
    place of 1.4 MB, and nothing for a `Sketch`.
    """

    def __init__(self, size: tuple[float, float] = (7.0, 4.0), dark: bool = False, scale: int = 1) -> None:
        with own_settings():
            super().__init__(figsize=size, dpi=DPI * scale, layout="constrained")
        self.scale = scale
        self.palette = DARK if dark else LIGHT
        self.set_facecolor(self.palette.paper)
        self._agg = _Canvas(self)
        self._background: Background | None = None
        self._still: Boxes | None = None  # where the words of the background stand

    def draw(self, renderer: Any) -> None:
        """Draw all of it; words that came since the last time get the typeface before they are measured."""
        with own_settings():
            set_in_typeface(self)
            super().draw(renderer)

    def png(self) -> bytes:
        """Draw what changed and return the picture as a PNG of 64 colours."""
        with own_settings():
            self._redraw()
            return encode_png(self._agg, exact=self.scale > 1)

    def pixels(self) -> NDArray[np.uint8]:
        """Draw what changed and return the picture: rows × columns × red, green, blue and opacity."""
        with own_settings():
            self._redraw()
            return np.array(self._agg.buffer_rgba())

    def _redraw(self) -> None:
        register()
        refresh_legends(self)
        renderer: Any = self._agg.get_renderer()
        pixels = np.frombuffer(renderer.buffer_rgba(), np.uint32)
        if self.stale or self._background is None:
            self.reset_axes()
            self._agg.draw()
            self._background = Background.of(pixels)
            self._still = still_boxes(self, renderer)
        else:
            self._background.put(pixels)
        part_labels(self, renderer, self._still)
        for artist in animated_artists(self):
            artist.draw(renderer)

    def reset_axes(self) -> None:
        """Put the axes where a layout starts: it would else depend on where the last one ended."""
        for ax in self.axes:
            if (place := ax.get_subplotspec()) is not None:
                ax._set_position(place.get_position(self))  # type: ignore[attr-defined]

    def clear_unless_animated(self) -> None:
        """Remove everything, unless animated artists stand on the figure: these are moved, not made anew."""
        if self.axes and not animated_artists(self):
            for ax in self.axes:
                self.delaxes(ax)  # `clear` alone would dress each anew before it goes: 10 ms
            self.clear()
            self.set_facecolor(self.palette.paper)


class Background(NamedTuple):
    """The pixels of a picture that are not paper, with their places; the first pixel is paper."""

    paper: np.uint32
    places: NDArray[np.int32]
    colours: NDArray[np.uint32]

    @classmethod
    def of(cls, pixels: NDArray[np.uint32]) -> Background:
        """Keep a picture."""
        places = np.flatnonzero(pixels != pixels[0]).astype(np.int32)
        return cls(pixels[0], places, pixels[places])

    def put(self, pixels: NDArray[np.uint32]) -> None:
        """Paint it over another one of its size."""
        pixels.fill(self.paper)
        pixels[self.places] = self.colours


class _Canvas(FigureCanvasAgg):
    """A canvas that borrows its pixels: every figure draws all of itself before it is read."""

    def get_renderer(self) -> RendererAgg:
        width, height = self.figure.bbox.size
        self.renderer = renderer = _renderer(width, height, self.figure.dpi)
        return renderer


@functools.lru_cache(maxsize=8)
def _renderer(width: float, height: float, dpi: float) -> RendererAgg:
    return RendererAgg(width, height, dpi)


def encode_png(canvas: FigureCanvasAgg, exact: bool = False) -> bytes:
    """Return the pixels of a canvas as a PNG: exact, or in 64 colours with a quarter of the bytes.

    The colour of the first pixel, which is the paper's, stays exact. Only the others are made fewer: they are
    a fifth of a picture, and to look for colours takes most of the time that a picture takes.
    """
    buffer = np.asarray(canvas.buffer_rgba())  # the fourth byte of a pixel is not looked at
    size = buffer.shape[1::-1]
    if exact:
        picture = _rgb(size, buffer.data)
    else:
        pixels = buffer.view(np.uint32).ravel()
        paper, places, colours = Background.of(pixels)
        indices, palette = np.zeros(pixels.size, np.uint8), np.array([paper]).view(np.uint8)[:3].tolist()
        if colours.size:  # there is more than paper
            few = _rgb((colours.size, 1), colours.data).quantize(
                63, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
            indices[places] = np.asarray(few)[0] + 1
            palette += few.getpalette() or []
        picture = Image.frombuffer("P", size, indices, "raw", "P", 0, 1)
        picture.putpalette(palette)
    file = io.BytesIO()
    picture.save(file, "png", compress_level=1)
    return file.getvalue()


def _rgb(size: tuple[int, int], pixels: memoryview) -> Image.Image:
    return Image.frombytes("RGB", size, pixels, "raw", "RGBX")
