"""Bars: what each quantity is held against, once for all claims, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.claims import wording
from guidekit.words import fill, number, percent, quantity

MARGIN = 0.1
"""Assumption: a difference of a tenth is noticed. A claim that compares two sides asks for it."""


@dataclass(frozen=True)
class Bar:
    """What one quantity is held against.

    Attributes
    ----------
    quantity : str
        What is measured, in words.
    reason : str
        Why the bar stands where it does.
    level : float or None
        The bar; None where the other side of a comparison sets it, and `MARGIN` is asked for.
    unit : str
        The unit of the level.
    ours : bool
        Whether we chose the level; a bar that the sentence itself sets is not ours.
    """

    quantity: str
    reason: str
    level: float | None = None
    unit: str = "share"
    ours: bool = True

    def place(self, rival: float, more: bool) -> float:
        """Return where the bar stands when the other side has a value.

        Parameters
        ----------
        rival : float
            The value of the other side, in the unit of the quantity.
        more : bool
            Whether the sentence wants more than that.
        """
        if self.level is not None:
            return self.level
        return rival * (1 + MARGIN) if more else rival / (1 + MARGIN)

    @property
    def how(self) -> str:
        """The bar with its reason, as a sentence.

        Examples
        --------
        >>> BARS["left behind"].how.partition(": ")[2]
        'one in twenty is felt (an assumption).'
        """
        case = "sentence" if not self.ours else "margin" if self.level is None else "ours"
        place = quantity(MARGIN, "share") if self.level is None else quantity(self.level, self.unit)
        return fill(wording.BAR[case], quantity=self.quantity, place=place, reason=self.reason)

    def words(self, value: float, threshold: float, more: bool) -> str:
        """Say which bar of ours a verdict hangs on, and at which other bar the verdict would turn.

        Parameters
        ----------
        value, threshold : float
            What was found, and the bar that it was held against.
        more : bool
            Whether the sentence is true above the bar.

        Returns
        -------
        str
            The words; empty for a bar that is not ours.

        Examples
        --------
        >>> Bar("accounts that are lost", "one in twenty is felt", 0.05).words(0.41, 0.05, True)
        'by our bar of 5 % (it turns at 41 %)'
        """
        if not self.ours:
            return ""
        if self.level is not None:
            level, at = quantity(self.level, self.unit), quantity(value, self.unit)
            return wording.OUR_BAR.format(level=level, value=at)
        case, turn = _turning(value, threshold, more)
        return wording.OUR_MARGIN[case].format(margin=quantity(MARGIN, "share"), turn=turn)


def _turning(value: float, threshold: float, more: bool) -> tuple[str, str]:
    """Say at which margin a comparison turns: where the two sides are just so far apart.

    >>> _turning(8.0, 10 / 1.1, False), _turning(40.0, 11.0, True)
    (('share', '25 %'), ('factor', '4'))
    >>> _turning(5.0, 11.0, True), _turning(0.0, 10.0, False)
    (('never true', ''), ('always true', ''))
    """
    rival = threshold / (1 + MARGIN) if more else threshold * (1 + MARGIN)
    large, small = (value, rival) if more else (rival, value)
    if large <= small:
        return "never true", ""
    if not small:
        return "always true", ""
    ratio = large / small
    return ("factor", number(ratio)) if ratio >= 2 else ("share", percent(ratio - 1))


_ONE = "so much is noticed"
BARS: Mapping[str, Bar] = MappingProxyType(
    {
        # of the four ways in one scenario; the keys are the ids of their metrics
        "link.machines": Bar("who talks to whom, learned by machines of strangers", _ONE),
        "link.both": Bar("who talks to whom, learned by machines and networks together", _ONE),
        "within.day": Bar("messages that arrive within a day", _ONE),
        "latency.median": Bar("the median time of a message", _ONE),
        "largest.hostile": Bar("conversations exposed when the largest party turns hostile", _ONE),
        "largest.blocks": Bar("contacts lost when the largest party blocks", _ONE),
        "wakeups": Bar("times a day that a phone wakes", _ONE),
        "feature": Bar("days until a feature works for most pairs", _ONE),
        # of other models
        "findable": Bar("people who can be found at the start", _ONE),
        "known features": Bar("features that are known to be there", _ONE),
        "upkeep": Bar("hours a year of each user for a server", "an hour a year is felt", 1.0, "hours"),
        "left behind": Bar("deleted messages that stay on some server", "one in twenty is felt", 0.05),
        "account lost": Bar("accounts that are lost with their key", "one in twenty is felt", 0.05),
        "nearby": Bar("messages that pass nearby within a day", "more often than not", 0.5),
        "uneven": Bar(
            "hops between the dearest and the cheapest tenfold", "a tenth of a hop is still even", 0.1, "hops"
        ),
        "silence": Bar(
            "seconds until a silent relay is noticed", "a second without an answer is felt", 1.0, "s"
        ),
        # set by the sentence itself
        "restrictions": Bar("restrictions on clients and documents", "“can be restricted”", 0.0, ours=False),
        "beaten": Bar(
            "rows about privacy in which even the best way is beaten", "“different”", 0.0, ours=False
        ),
        "other clients": Bar("clients by others", "“are possible”", 1.0, ours=False),
    }
)
"""The bars by the quantity that is held against them: one quantity has one bar."""
