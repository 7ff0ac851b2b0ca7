"""The cells of exposure tables that answer sentences of the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidekit.exposure.hostile import Adversary
from guidekit.exposure.lines import Line, read_lines
from guidekit.exposure.table import exposure
from guidekit.paths import course_folder

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("claim", "journey", "observer", "datum", "level", "adversary", "correlate", "says")
"""The columns of ``exposure_claims.csv``: one line for each cell that a claim stands on."""

CLOSE = 1e-9  # the table writes levels with twelve digits


def claim_cells(claim: str | None = None) -> pd.DataFrame:
    """Work out the cells that a claim of the guide stands on, beside what they must be.

    Parameters
    ----------
    claim : str, optional
        The id of a claim whose evidence is exposure; by default all of them.

    Returns
    -------
    pandas.DataFrame
        Columns ``claim``, ``journey``, ``observer`` (a coalition is joined by `` + ``), ``adversary``,
        ``correlate``, ``datum``, ``expected``, ``level``, ``holds``, ``says`` and ``reason``.

    Raises
    ------
    ValueError
        If no cell belongs to the claim.

    Examples
    --------
    >>> web = claim_cells("element.web-trust")
    >>> bool(web.holds.all()), web.reason.iloc[0]
    (True, "ships the code of alice's client, which opens the megolm layer")
    """
    import pandas as pd

    lines = list(read_lines(course_folder("data") / "exposure_claims.csv", COLUMNS))
    known = dict.fromkeys(line["claim"] for line in lines)
    if claim is not None and claim not in known:
        raise ValueError(f"no exposure answers the claim {claim!r}; allowed: {', '.join(known)}")
    rows = [_cell(line) for line in lines if claim in (None, line["claim"])]
    return pd.DataFrame(rows)


def _cell(line: Line) -> dict[str, object]:
    """Evaluate one line."""
    correlate = line.one_of("correlate", ("", "yes")) == "yes"
    hostile = _adversary(line["adversary"])
    observers = [] if hostile is not None else [tuple(line["observer"].split(" + "))]
    table = exposure(line["journey"], observers, hostile, correlate)
    found = table[table.datum == line["datum"]].iloc[0]
    expected = float(line["level"])
    return {
        **{column: line[column] for column in ("claim", "journey", "observer", "adversary")},
        "correlate": correlate,
        "datum": line["datum"],
        "expected": expected,
        "level": found.level,
        "holds": abs(found.level - expected) < CLOSE,
        "says": line["says"],
        "reason": found.reason,
    }


def _adversary(text: str) -> Adversary | None:
    """Read ``relay=0.1; storage=0.1``, a plain share, or nothing.

    >>> _adversary("relay=0.1; storage=0.2")
    {'relay': 0.1, 'storage': 0.2}
    """
    if not text:
        return None
    if "=" not in text:
        return float(text)
    pairs = (part.split("=") for part in text.split(";"))
    return {name.strip(): float(share) for name, share in pairs}
