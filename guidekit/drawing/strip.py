"""A strip shows a guess beside its answer: a band on a scale, and a dot that is filled where it lies inside.

It is a drawing of the page (SVG), as wide as the place it stands in; a sentence beside it says the same. Its
colours are those of the page's style sheet. Where that is missing they are middle tones, which are seen on
light and on dark paper.
"""

from __future__ import annotations

import math

_HEIGHT, _BAND, _DOT = 24, 14, 6.5  # pixels
_RULE, _TEXT = "var(--gk-unknown, #7d858c)", "var(--gk-text, currentcolor)"
_PAPER = "var(--gk-paper, var(--jp-layout-color0, #fff))"
_FOCUS, _GUESS = "var(--gk-focus, #2f7fc4)", "var(--gk-guess, #9a5bc0)"


def place_on(low: float, high: float, value: float, log: bool = False) -> float:
    """Return how far along a scale a value lies, 0 to 1; what lies beyond an end stands at it.

    Examples
    --------
    >>> place_on(0, 200, 50), place_on(1, 100, 10, log=True), place_on(0, 1, 7)
    (0.25, 0.5, 1.0)
    """
    if log:
        low, high, value = math.log(low), math.log(high), math.log(max(value, low))
    return min(1.0, max(0.0, (value - low) / (high - low)))


def guess_strip(band: tuple[float, float] | None, dot: float | None = None, inside: bool = False) -> str:
    """Draw a scale with a guess and its answer.

    Parameters
    ----------
    band : tuple of float or None
        Both ends of the guess along the scale, 0 to 1; None before there is one.
    dot : float or None
        The answer along the scale; None before it was seen.
    inside : bool
        Whether the answer lies inside the guess: the dot is then filled. Else it is hollow, and a line
        joins it to the band.

    Returns
    -------
    str
        SVG that is hidden from those who listen: the sentence beside it is theirs.
    """
    middle = _HEIGHT // 2
    parts = [f'<line x1="0" x2="100%" y1="{middle}" y2="{middle}" style="stroke:{_RULE};stroke-width:2"/>']
    if band is not None:
        low, high = band
        if dot is not None and not inside:
            near = high if dot >= high else low
            parts.append(
                f'<line x1="{_part(near)}" x2="{_part(dot)}" y1="{middle}" y2="{middle}" '
                f'style="stroke:{_TEXT};stroke-width:2"/>'
            )
        # A guess of one number is as thin as its outline; the band is centred so that it is seen, too.
        parts.append(
            f'<rect x="{_part(low)}" y="{middle - _BAND / 2:g}" width="{_part(max(high - low, 0.008))}" '
            f'height="{_BAND}" rx="3" style="fill:var(--gk-guess-tint, transparent);stroke:{_GUESS};'
            f'stroke-width:2"/>'
        )
    if dot is not None:
        look = (
            f"fill:{_FOCUS};stroke:{_PAPER};stroke-width:1.5"
            if inside
            else f"fill:{_PAPER};stroke:{_TEXT};stroke-width:2"
        )
        parts.append(f'<circle cx="{_part(dot)}" cy="{middle}" r="{_DOT}" style="{look}"/>')
    return (
        f'<svg class="gk-scale" aria-hidden="true" width="100%" height="{_HEIGHT}" '
        f'style="display:block;overflow:visible">{"".join(parts)}</svg>'
    )


def _part(share: float) -> str:
    return f"{100 * share:.2f}%"
