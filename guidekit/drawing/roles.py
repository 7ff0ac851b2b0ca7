"""Roles: what a colour of the course means. Each has a shape, too: no picture tells by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guidekit.drawing.figure import DARK, palette


@dataclass(frozen=True)
class Ink:
    """The colours of one theme by what they mean; the page's style sheet has the same.

    Attributes
    ----------
    paper, wash, text, muted : str
        The ground, a second ground, words, and words that matter less.
    focus, focus_tint : str
        Yours, connected, on: filled marks.
    seen, seen_tint : str
        Read, linked, gone: a filled disc, an eye, or a cross in a ring.
    safe, safe_tint : str
        Closed again: a lock.
    guess, guess_tint : str
        What somebody predicted: a band.
    unknown : str
        Not known: hatched; not involved: a hollow ring.
    changed, here : str
        What is new, behind words; where you are.
    rule, faint : str
        Hairlines, which carry no meaning alone.
    """

    paper: str
    wash: str
    text: str
    muted: str
    focus: str
    focus_tint: str
    seen: str
    seen_tint: str
    safe: str
    safe_tint: str
    guess: str
    guess_tint: str
    unknown: str
    changed: str
    here: str
    rule: str
    faint: str


LIGHT_INK = Ink(
    paper="#ffffff", wash="#f5f6f4", text="#1c2126", muted="#59626b", focus="#1b5e9e", focus_tint="#dce9f5",
    seen="#b33f12", seen_tint="#fce2d4", safe="#0b6b57", safe_tint="#d5ede6", guess="#7a3b9c",
    guess_tint="#eedff6", unknown="#6b737b", changed="#fcefc9", here="#f2b233", rule="#c6cbd1",
    faint="#e6e8ea",
)  # fmt: skip
DARK_INK = Ink(
    paper="#15191d", wash="#1e2429", text="#edf0f2", muted="#a9b2ba", focus="#76b7f2", focus_tint="#1d3a54",
    seen="#ff9a6b", seen_tint="#54301f", safe="#54cdb0", safe_tint="#17423a", guess="#d0a5ee",
    guess_tint="#43305a", unknown="#98a1a9", changed="#4a3c10", here="#f2b233", rule="#4a535b",
    faint="#2b3238",
)  # fmt: skip


def ink(figure: Any) -> Ink:
    """Return the colours of a figure by what they mean."""
    return DARK_INK if palette(figure) is DARK else LIGHT_INK
