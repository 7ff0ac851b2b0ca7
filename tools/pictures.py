"""Draw the pictures of the README from the exhibits of the lessons, light and dark.

Run: python -m tools.pictures. It prints the sentence of each, from which its alternative text is written.
"""

from __future__ import annotations

from pathlib import Path

from guidekit.drawing.canvas import Canvas
from guidekit.exhibits.keys import key_strip
from guidekit.exhibits.start import four_messages
from guidekit.exposure import FourRoads
from guidekit.models import KeyStrip
from guidekit.panels.surface import show
from guidekit.paths import write_whole

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {
    "four-ways": (four_messages, FourRoads(step=8), (8.6, 3.9)),
    "stolen-keys": (key_strip, KeyStrip(), (8.4, 3.9)),
}
"""For each picture its exhibit, the state that is shown, and its size in inches of 100 pixels."""


def draw(name: str, dark: bool) -> tuple[bytes, str]:
    """Return a picture twice as fine as in a lesson, and the sentence that goes with it."""
    exhibit, model, size = PICTURES[name]
    canvas = Canvas(size, dark=dark, scale=2)
    sentence = show(exhibit, model, canvas)
    return canvas.png(), sentence


def main() -> None:
    """Write all pictures."""
    for name in PICTURES:
        for dark in (False, True):
            path = DOCS / f"{name}{'-dark' if dark else ''}.png"
            png, sentence = draw(name, dark)
            write_whole(path, png)
            print(f"{path.name}: {sentence}")


if __name__ == "__main__":
    main()
