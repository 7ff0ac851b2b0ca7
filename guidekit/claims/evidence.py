"""Evidence: what was computed for one sentence of the guide, and what it means for the sentence."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from guidekit.knobs import Flip

VERDICTS = {
    "holds": "holds",
    "incomplete": "holds, but is incomplete",
    "changed": "has changed",
    "obsolete": "is obsolete",
    "misleading": "is misleading",
}


@dataclass(frozen=True)
class Evidence:
    """The answer to one claim.

    Attributes
    ----------
    claim : str
        The id of the claim.
    holds : bool
        Whether what was computed bears the guide's sentence out.
    today : str
        What ``claims.csv`` says of it today: one of `VERDICTS`.
    value, unit, threshold : float, str, float
        The number that was compared, its unit, and what it was compared with.
    flips_at : Flip or None
        Where a pro or a con stops being true; None for claims of another kind.
    how : str
        What was compared with what, by which model, and what in it is our assumption.
    found : str
        What came out, in words.
    facts : tuple of str
        The fact rows behind it, each with its sources, its date and its age.
    sources : tuple of str
        The ids of the sources of the verdict.

    Examples
    --------
    >>> flip = Flip("Radio.keepalive", 1800.0, 1799.9, "above", 10, 3600, "s", True)
    >>> print(Evidence("x", True, "holds", 30.0, "times", 1.0, flip, "", "thirty times the energy"))
    Yes: thirty times the energy; no longer so if “Radio.keepalive” is at least 1,800 s.
    """

    claim: str
    holds: bool
    today: str
    value: float
    unit: str
    threshold: float
    flips_at: Flip | None
    how: str
    found: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        flip = f"; {self.flips_at}" if self.flips_at else ""
        return f"{'Yes' if self.holds else 'No'}: {self.found}{flip}."

    @property
    def agrees(self) -> bool:
        """Whether the sentence is borne out and holds today as it stands."""
        return self.holds and self.today == "holds"

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, with the sentence, for JSON."""
        return {**dataclasses.asdict(self), "sentence": str(self)}
