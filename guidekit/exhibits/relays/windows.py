"""The exhibit of this file draws what a provider sees: without Tor, with Tor, and through a bridge."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.relays import wording
from guidekit.exposure import ProviderSight, ProviderWindow
from guidekit.exposure.window import TOR
from guidekit.words import answered, fill, number, paragraph

_TOP, _ROW = 42.0, 116.0
_WINDOW, _WIDE = 182.0, 392.0  # the left edge and the width of what the provider reads
_MARK, _SAID = 112.0, 130.0  # inside the window
_LINE = 24.0
_ROAD = _WINDOW + _WIDE
_LABELS = ("from", "to", "looks like", "when, how much")
_Mark = Callable[[Sketch, float, float], None]
_Line = tuple[str, _Mark]  # words of a window, and the mark before them
_TITLES = ("Without Tor", "With Tor", "Tor through a bridge")


def provider(model: ProviderWindow, figure: Figure) -> str:
    """Draw what Alice's provider reads of one page over three ways; what changed is marked.

    The sentence says whether it sees the newspaper, and whether it sees Tor. The answer is how many of four
    things it still sees with Tor: her address, the newspaper, Tor, and when and how much.
    """
    sketch, sights = Sketch(figure), model.sights()
    sketch.text(16, 26, "Alice", 14, "muted", 600)
    sketch.text(_WINDOW, 26, "Her provider reads", 14, "muted", 600)
    sketch.text(sketch.width - 12, 26, "the newspaper", 14, "muted", 600, "right")
    before: list[_Line] = []
    for nth, (title, sight) in enumerate(zip(_TITLES, sights, strict=True)):
        top = _TOP + _ROW * nth
        if nth:
            sketch.line([(16, top - 6), (sketch.width - 12, top - 6)], "faint", 1.5)
        lines = _lines(sight)
        _alice(sketch, top, title, sight)
        _window(sketch, top, lines, before)
        _road(sketch, top + 46, sight)
        before = lines
    sketch.key(20, sketch.height - 8, ("knows", "gives a part of Alice away"), ("may", "may do so"),
               ("not", "does not"), ("changed", "not as in the row above"))  # fmt: skip
    _, tor, bridge = sights
    seen = sum((tor.address, tor.site, tor.tor, tor.timing))
    case = "odd" if model.bridge == "random" else "hides"
    if bridge.tor:
        case = "looks" if not bridge.known else "both" if bridge.looks == TOR else "known"
    last = wording.BRIDGE[case]
    return answered(paragraph(fill(wording.PROVIDER, seen=seen), last), seen, number)


def _lines(sight: ProviderSight) -> list[_Line]:
    """Say what stands in a window, and which mark says whether it gives something away."""
    disguised = sight.first == "bridge" and sight.looks != TOR  # who measures may tell it apart
    known = {
        "site": ("the newspaper's server", _mark(sight.site)),
        "entry": ("a relay on the public list", _mark(sight.known)),
        "bridge": ("a bridge that was found" if sight.known else "an address on no list", _mark(sight.known)),
    }
    return [
        ("Alice's network address", _mark(sight.address)),
        known[sight.first],
        (sight.looks, Sketch.may_know if disguised else _mark(sight.looks == TOR)),
        ("all of it", _mark(sight.timing)),
    ]


def _mark(gives: bool) -> _Mark:
    return Sketch.knows if gives else Sketch.knows_not


def _alice(sketch: Sketch, top: float, title: str, sight: ProviderSight) -> None:
    sketch.text(16, top + 18, title, 16, weight=600)
    sketch.sign("phone", 32, top + 64, 44)
    for nth, (words, role) in enumerate(
        (
            ("where it goes: seen", "seen") if sight.site else ("where it goes: hidden", "safe"),
            ("Tor: seen", "seen") if sight.tor else ("Tor: not used", "muted") if sight.site else
            ("Tor: maybe hidden", "muted"),  # who measures may tell a disguise apart
        )
    ):  # fmt: skip
        first, second = words.split(": ")
        sketch.text(56, top + 46 + 38 * nth, first, 13, "muted")
        sketch.text(56, top + 62 + 38 * nth, second, 14, role, 600)


def _window(sketch: Sketch, top: float, lines: list[_Line], before: list[_Line]) -> None:
    """Draw the window of one way; the lines that differ from the way above stand on amber."""
    for nth, (label, (words, mark)) in enumerate(zip(_LABELS, lines, strict=True)):
        y = top + 18 + _LINE * nth
        new = bool(before) and before[nth] != lines[nth]
        if new:
            sketch.box(_WINDOW + 4, y - 16, _WIDE - 8, _LINE - 2, 4, fill="changed")
        sketch.text(_WINDOW + 12, y, label, 13, "text" if new else "muted")
        mark(sketch, _WINDOW + _MARK + 8, y - 4.5)
        sketch.text(_WINDOW + _SAID + 4, y, words, 14, weight=600 if new else 400)
    sketch.box(_WINDOW, top - 1, _WIDE, _LINE * len(lines) + 6, 6, edge="text", stroke=1.8)


def _road(sketch: Sketch, y: float, sight: ProviderSight) -> None:
    """Draw the way from the provider to the newspaper, with the relays on it."""
    end = sketch.width - 34
    sketch.arrow([(_ROAD, y), (end - 20, y)])
    sketch.sign("server", end, y, 34)
    if sight.first == "site":
        return
    room = (end - 24 - _ROAD) / 3
    for nth in range(3):
        x = _ROAD + room * (nth + 0.5)
        if nth == 0 and sight.first == "bridge":
            role = "seen" if sight.known else "focus"
            sketch.disc(x, y, 14, fill="paper", edge=role, stroke=1.8)
            sketch.line(
                [(x - 9, y + 5), (x - 6, y - 1), (x, y - 4), (x + 6, y - 1), (x + 9, y + 5)], role, 1.8
            )
            sketch.line([(x - 10, y + 5), (x + 10, y + 5)], role, 1.8)
        else:
            sketch.disc(x, y, 13, fill="paper")
            sketch.sign("relay", x, y, 26)
    name = "a bridge" if sight.first == "bridge" else "first relay"
    sketch.text(_ROAD + room * 0.5, y + 34, name, 13, "muted", ha="center")
