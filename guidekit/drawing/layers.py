"""Layers: many pictures of one scene as one background, and for each what differs from it.

Pictures are stored as lossless WebP in 64 colours. Lossy formats are larger here and blur words: a drawing
has few flat colours. A layer is a third to a fifth of its whole picture.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
"""Rows, columns, and red, green, blue and opacity, 0 to 255."""

COLOURS = 64
RIM = 2
"""Pixels of a layer around what differs."""
_MUCH = 0.25  # where so much differs, the whole picture may be the smaller one


def encode_webp(pixels: Pixels) -> bytes:
    """Encode a picture, also one that is clear in places, without loss but for its number of colours.

    Parameters
    ----------
    pixels : array of uint8, rows × columns × 4
        The picture.

    Returns
    -------
    bytes
        A WebP file; the same pixels give the same bytes.
    """
    few = Image.fromarray(pixels).quantize(
        COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    file = io.BytesIO()
    few.convert("RGBA").save(file, "webp", lossless=True, method=4)
    return file.getvalue()


def encode_layer(pixels: Pixels, background: Pixels) -> bytes:
    """Encode what has to lie over a background so that both show a picture.

    What equals the background is clear, and the rest is opaque with a rim of `RIM` pixels, so nothing is
    blended, also where a browser shows the picture smaller: without the rim the edges of old words would
    shine through.

    Parameters
    ----------
    pixels, background : array of uint8, rows × columns × 4
        Both of one size.

    Returns
    -------
    bytes
        A WebP file: the layer, or the whole picture where that is smaller. It is empty where nothing differs.
    """
    one, other = (np.ascontiguousarray(picture).view(np.uint32)[..., 0] for picture in (pixels, background))
    differs = one != other
    if not differs.any():
        return b""
    shown = _widened(_widened(differs).T).T
    layer = encode_webp(np.where(shown[..., None], pixels, np.uint8(0)))
    return min(layer, encode_webp(pixels), key=len) if shown.mean() > _MUCH else layer


def _widened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Spread what is true by `RIM` places along the rows.

    >>> _widened(np.array([[False, False, False, True, False, False, False]])).astype(int)
    array([[0, 1, 1, 1, 1, 1, 0]])
    """
    wide = mask.copy()
    for by in range(1, RIM + 1):
        wide[:, by:] |= mask[:, :-by]
        wide[:, :-by] |= mask[:, by:]
    return wide
