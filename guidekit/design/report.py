"""The report on a design: the three verdicts, and the costs that no requirement asks about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guidekit.design.build import SWARM
from guidekit.design.design import Design
from guidekit.design.requirements import REQUIREMENTS, Verdict, judge
from guidekit.drawing.page import TableCell, table
from guidekit.models import OnionRouting, Radio
from guidekit.words import duration, percent


@dataclass(frozen=True, repr=False)
class Report:
    """A design with its verdicts; a notebook shows a table, anything else shows lines of text.

    Attributes
    ----------
    design : Design
        The design.
    verdicts : tuple of Verdict
        One verdict for each requirement.
    """

    design: Design
    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> bool:
        """Whether all requirements are met."""
        return all(verdict.met for verdict in self.verdicts)

    def __repr__(self) -> str:
        lines = []
        for verdict in self.verdicts:
            sign = "met    " if verdict.met else "NOT MET"
            lines.append(
                f"{sign} {REQUIREMENTS[verdict.name][0]}: {verdict.found} (needed: {verdict.needed})."
            )
            lines.append(f"        Why: {verdict.why}.")
            lines += [f"        Try: {verdict.hint}"] if verdict.hint else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return self.table()

    def table(self) -> str:
        """Write the verdicts as HTML."""
        rows: list[tuple[str, list[TableCell | str]]] = [
            (
                REQUIREMENTS[one.name][0],
                [
                    TableCell(
                        "✔\u00a0met" if one.met else "✘\u00a0not\u00a0met", "whole" if one.met else "moved"
                    ),
                    one.found,
                    one.why,
                    one.hint,
                ],
            )
            for one in self.verdicts
        ]
        return table(["requirement", "", "found", "why", "try"], rows)


def check(design: Design) -> Report:
    """Check a design against the three requirements, with a reason and a hint for each.

    Parameters
    ----------
    design : Design
        The design, your own or a loaded one.

    Returns
    -------
    Report
        A table in a notebook, lines of text elsewhere; ``.passed`` says whether all three are met.

    Examples
    --------
    >>> print(check(Design(habit="push")))  # doctest: +ELLIPSIS
    NOT MET No single stranger reads a message or learns who talks to whom: 2 strangers (needed: nobody).
            Why: The server learns the content: ...
    """
    return Report(design, judge(design))


def costs(design: Design) -> dict[str, str]:
    """Say what a design costs: time, failures, radio, copies, and what people must give.

    Returns
    -------
    dict of str to str
        Each cost in words, and its value with the unit.

    Examples
    --------
    >>> costs(Design())["wake-ups of the phone in a day"]
    '0'
    """
    passed = 0 if design.routing != "relays" else 2 * design.hops
    asks = {"asks now and then": 60 * design.minutes, "own connection": 60}
    if design.habit in asks:
        wakeups = Radio(keepalive=min(3600, asks[design.habit])).wakeups_per_day()
        wakeups *= min(1.0, 3600 / asks[design.habit])
    else:
        wakeups = Radio().wakeups_per_day(push=True) if design.has_push() else 0.0
    copies = {"nowhere": 0, "a swarm": SWARM}.get(design.storage, 1)
    if design.routing == "two servers" and design.storage == "a server":
        copies = 2
    asked = {"phone book": "a phone number and the address book", "username": "a name"}
    return {
        "delay on the way, both online": duration(_delay(passed)),
        "passes at the first try": percent((1 - OnionRouting().hop_failure) ** passed),
        "wake-ups of the phone in a day": f"{wakeups:,.0f}",
        "copies kept outside the two phones": f"{copies}",
        "what people must give": asked.get(design.discovery, "nothing"),
    }


@lru_cache(maxsize=16)
def _delay(relays: int) -> float:
    """Return the median seconds over so many relays, with the links of onion routing (assumption)."""
    model = OnionRouting()
    if relays == 0:
        return model.link_ms / 1000
    return float(np.median(model.but(hops=min(8, relays)).latency(20_000, seed=1)))
