"""What an operator sees pass, what it keeps, and so what a court can get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from guidekit.knobs import Model, knob
from guidekit.tables.rows import course_rows

THINGS: Mapping[str, str] = MappingProxyType(
    {
        "words": "The words",
        "sender": "Who writes",
        "recipient": "Who gets it",
        "network": "From which network",
        "when": "When and how much",
        "groups": "Who is in your groups",
        "visits": "Sign-up and last visit",
    }
)
"""The things of ``kept.csv``, as a row of a picture is called."""


@dataclass(frozen=True)
class Keeping(Model):
    """What the operators of some messengers see and keep of a message, by ``kept.csv``.

    An order can ask for what was kept. It can also tell an operator to keep from now on what passes: then
    all that is seen is kept. What is not known whether it is kept stays unknown, and counts as neither.

    Examples
    --------
    >>> asked = Keeping()
    >>> asked.count("signal", "seen"), asked.count("signal", "kept")
    ((4, 4), (1, 1))
    >>> asked.but(order="keep it from now on").count("signal", "kept")
    (4, 4)
    """

    order: str = knob(
        "hand over what you have",
        label="The order says",
        help="What a court tells the operator",
        choices=("hand over what you have", "keep it from now on"),
    )

    def messengers(self) -> list[str]:
        """List the messengers of the table, in its order."""
        return list(dict.fromkeys(row.messenger for row in course_rows("kept")))

    def said_of(self) -> dict[str, str]:
        """Return for each messenger what its rows are about."""
        return {row.messenger: row.said_of for row in course_rows("kept")}

    def marks(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return for each messenger and thing whether it is seen and whether it is kept."""
        found = {}
        for row in course_rows("kept"):
            kept = row.kept
            if self.order == "keep it from now on" and kept != "yes":
                kept = row.seen
            found[row.messenger, row.thing] = (row.seen, kept)
        return found

    def count(self, messenger: str, what: str) -> tuple[int, int]:
        """Count the things that are seen, or kept: at least, and at most if all that is unknown is.

        Parameters
        ----------
        messenger : str
            The id of a messenger of the table.
        what : str
            ``"seen"`` or ``"kept"``.
        """
        at = ("seen", "kept").index(what)
        marks = [mark[at] for (who, _), mark in self.marks().items() if who == messenger]
        return marks.count("yes"), marks.count("yes") + marks.count("unknown")
