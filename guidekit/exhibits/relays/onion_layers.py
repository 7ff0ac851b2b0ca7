"""The exhibit of this file draws a packet that is really encrypted, and tries every key at every place."""

from __future__ import annotations

import functools

from matplotlib.figure import Figure

from guidekit.drawing.sketch import Sketch
from guidekit.exhibits.relays import wording
from guidekit.protocols.onion import Onion
from guidekit.words import answered, fill, number, paragraph

_LEFT, _PACKETS = 150.0, 92.0  # where the columns begin; the floor of the packets
_LAYER = 6.0  # between the edges of two layers of a packet


def layer_keys(model: Onion, figure: Figure) -> str:
    """Draw the packet as each place finds it, and below it which key opens it: every key was tried on each.

    The sentence says how many tries open a layer, and what the size tells. The answer is this number.
    """
    sketch = Sketch(figure)
    fits, sizes = _tried(model)
    parties = list(dict.fromkeys(party for party, _ in fits))
    labels = [party if party != "recipient" else "Bob" for party in parties]
    count = len(parties)
    column = (sketch.width - _LEFT - 10) / count
    row = min(46.0, (sketch.height - _PACKETS - 64) / count)
    sketch.text(16, 30, "The packet", 16, weight=600)
    sketch.text(16, 50, "as each finds it", 13, "muted")
    sketch.text(16, _PACKETS + 18, "Bytes", 13, "muted")
    for nth, label in enumerate(labels):
        x = _LEFT + column * (nth + 0.5)
        _packet(sketch, x, min(column - 12, 76) * sizes[nth] / max(sizes), count - nth)
        sketch.text(x, _PACKETS + 18, f"{sizes[nth]:,}", 14, weight=600, ha="center")
        sketch.text(x, _PACKETS + 42, f"at {label}" if column > 72 else label, 13, "muted", ha="center")
    top = _PACKETS + 52
    for down, party in enumerate(parties):
        y = top + row * (down + 0.5)
        sketch.line([(16, top + row * down), (sketch.width - 10, top + row * down)], "faint", 1.2)
        sketch.text(16, y + 5, f"{labels[down]}'s key" if party == "recipient" else f"key of {party}", 14)
        for across, layer in enumerate(parties):
            x, opens = _LEFT + column * (across + 0.5), fits[party, layer]
            if opens:
                sketch.box(x - column / 2 + 2, top + row * down + 2, column - 4, row - 4, 4, fill="changed")
            sketch.sign("opened" if opens else "lock", x, y, 22 if opens else 17,
                        "text" if opens else "unknown")  # fmt: skip
    opened = sum(fits.values())
    own = all(found == (party == layer) for (party, layer), found in fits.items())
    size = wording.SIZE["same" if len(set(sizes)) == 1 else "falls"]
    said = paragraph(
        fill(wording.OPENED, tries=len(fits), opened=opened),
        wording.WHOSE["own" if own else "other"],
        fill(size, size=f"{sizes[0]:,}", less=sizes[0] - sizes[1]),
    )
    return answered(said, opened, number)


@functools.lru_cache(maxsize=16)
def _tried(model: Onion) -> tuple[dict[tuple[str, str], bool], list[int]]:
    """Try every key on every packet, once for each model: eight relays are 81 tries of real cryptography."""
    return {(row.party, row.layer): row.opens for row in model.openings()}, model.sizes()


def _packet(sketch: Sketch, x: float, wide: float, layers: int) -> None:
    """Draw a packet with its layers, one inside the other."""
    high = 74.0
    for depth in range(layers):
        inset = min(_LAYER, wide / 2 / (layers + 1), high / 2 / (layers + 1)) * depth
        role = "safe" if depth < layers - 1 else "focus"
        sketch.box(x - wide / 2 + inset, _PACKETS - high + inset, wide - 2 * inset, high - 2 * inset, 4,
                   fill=f"{role}_tint", edge=role, stroke=1.5)  # fmt: skip
