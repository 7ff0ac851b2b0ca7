"""What the guide says: its sentences, beside what is true of them today."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.pages import Entry, table
from guidekit.tables import load

VERDICTS = {
    "holds": "holds",
    "incomplete": "holds, but is incomplete",
    "changed": "has changed",
    "obsolete": "is obsolete",
    "misleading": "is misleading",
}


@dataclass(frozen=True)
class Sayings:
    """Some of the guide's sentences, each with its verdict of today and the reason."""

    rows: pd.DataFrame

    def __repr__(self) -> str:
        lines = (f"{r.claim}. Today this {VERDICTS[r.today]}: {r.why}" for r in self.rows.itertuples())
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = ((r.claim, [Entry(VERDICTS[r.today], "moved"), r.why]) for r in self.rows.itertuples())
        return table(["The guide says", "Today this", "Because"], rows)


def guide_says(*ids: str) -> Sayings:
    """Show sentences of the guide with what is true of them today.

    Parameters
    ----------
    *ids : str
        Ids of ``claims.csv``, such as ``"anonymous.con.slow"``.

    Returns
    -------
    Sayings
        A table in a notebook, lines of text elsewhere.

    Raises
    ------
    ValueError
        If an id does not exist; the message names it.

    Examples
    --------
    >>> guide_says("session.three-nodes").rows.today.item()
    'holds'
    """
    claims = load("claims").set_index("id", drop=False)
    for name in ids:
        if name not in claims.index:
            near = [known for known in claims.index if known.split(".")[0] == name.split(".")[0]]
            raise ValueError(
                f"there is no claim {name!r}; of this kind there are: {', '.join(near) or 'none'}"
            )
    return Sayings(claims.loc[list(ids)])
