"""Where the words of a picture stand: no label lies on another."""

from __future__ import annotations

from itertools import combinations

ALLOWED = 4  # pixels by which the lines of two labels may touch: letters do not fill their line


def overlaps(sheet):
    """Return each pair of labels that lie on each other."""
    texts = [text for ax in sheet.axes for text in ax.texts if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > ALLOWED
    ]
