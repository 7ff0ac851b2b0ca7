"""What a coalition opens on the way, read off the packets themselves and not off the clues."""

from __future__ import annotations

from collections.abc import Sequence

from guidekit.exposure.clues import Clues


def open_layers(clues: Clues, names: Sequence[str]) -> tuple[str, ...]:
    """List the closed layers that a coalition opens on the way; the same key on several hops counts once.

    Parameters
    ----------
    clues : Clues
        The clues of the journey.
    names : sequence of str
        The members of the coalition.

    Returns
    -------
    tuple of str
        The names of the layers, in the order in which it meets them.
    """
    who, found = clues.who(*names), {}
    for number, hop in enumerate(clues.journey.hops):
        if not any(who & bit for bit in clues.observers_of(number).values()):
            continue
        for layer in hop.packet:
            if layer.clear:
                continue
            mine = hop.source == clues.journey.sender and who & clues.bits[hop.source]
            if not mine and not any(who & clues.bits[k] for k in layer.keys):
                break
            found[layer.name, frozenset(layer.keys)] = layer.name
    return tuple(found.values())
