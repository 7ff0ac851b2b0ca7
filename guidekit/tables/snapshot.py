"""Questions to the tables that a panel can turn: one day, one cell, what moved, and the guide's sentences."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from guidekit.dates import day
from guidekit.knobs import Model, knob
from guidekit.tables.query import changes, compare, corrections, load, table_day, usual_messengers

GUIDE = "2022-03"  # when the guide was read
GUIDE_SOURCE = "S-guide"
DATES = tuple(
    date
    for year in range(2022, table_day().year + 1)
    for date in (f"{year}-03", f"{year}-07", f"{year}-11")
    if day(date) <= table_day()
)
GROUPS = tuple(dict.fromkeys(load("attributes").group))
CELLS = tuple(load("attributes").id)
MESSENGERS = tuple(load("messengers").id)
USUAL = usual_messengers()
SUBJECTS = tuple(dict.fromkeys(load("claims").subject))
VERDICTS = ("holds", "incomplete", "changed", "misleading", "obsolete")


@dataclass(frozen=True)
class Snapshot(Model):
    """What was true of the guide's four messengers on one day, for one group of attributes.

    Examples
    --------
    >>> Snapshot("2022-03", "content").cells().loc["session", "content.forward_secrecy"]
    'no'
    """

    date: str = knob(
        GUIDE, label="Date", help="The day whose state is shown; the guide is of March 2022",
        choices=DATES, ordered=True,
    )  # fmt: skip
    group: str = knob("content", label="Attributes", help="Which attributes to compare", choices=GROUPS)

    def cells(self) -> pd.DataFrame:
        """Return the values of that day, messenger × attribute."""
        return compare(self.date, attributes=self.group)

    def moved(self) -> pd.DataFrame:
        """Say for each cell whether an event gave it another value than was known in the guide's time."""
        rows = changes(GUIDE, self.date)
        return self._marked(rows[rows.before != "unknown"])

    def corrected(self) -> pd.DataFrame:
        """Say for each cell whether it is described otherwise now although no event is known."""
        return self._marked(corrections(GUIDE, self.date))

    def _marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        cells = self.cells()
        wanted = set(zip(rows.messenger, rows.attribute, strict=True))
        marks = [[(who, what) in wanted for what in cells] for who in cells.index]
        return pd.DataFrame(marks, cells.index, cells.columns)


@dataclass(frozen=True)
class Cell(Model):
    """The life of one cell: every value it has had.

    Examples
    --------
    >>> Cell("element", "content.e2ee_calls_group").history().value.to_list()
    ['no', 'yes']
    """

    messenger: str = knob("signal", label="Messenger", help="Whose cell", choices=MESSENGERS)
    attribute: str = knob(
        "content.post_quantum", label="Attribute", help="Which of its attributes", choices=CELLS
    )

    def history(self) -> pd.DataFrame:
        """Return the rows of the cell, oldest first; none where no source speaks about it."""
        facts = load("facts", "all")
        rows = facts[(facts.messenger == self.messenger) & (facts.attribute == self.attribute)]
        return rows.sort_values("valid_from", ignore_index=True)


@dataclass(frozen=True)
class Moves(Model):
    """What was known in the guide's time and is otherwise by a later day.

    Examples
    --------
    >>> Moves("2024-11", "element").rows().attribute.to_list()[-2:]
    ['transport.calls_direct', 'trust.group_call_authentication']
    >>> Moves("2024-11", "briar").said()[["attribute", "before", "after"]].to_numpy().tolist()
    [['net.mesh', 'yes', 'partial']]
    """

    until: str = knob(
        DATES[-1], label="Until", help="The day to compare the guide with", choices=DATES, ordered=True
    )
    messenger: str = knob("all", label="Messenger", help="Whose cells", choices=("all", *USUAL))

    def rows(self) -> pd.DataFrame:
        """Return the cells that had a known value and got another one by an event, oldest event first."""
        rows = changes(GUIDE, self.until, self._whose())
        return rows[rows.before != "unknown"].reset_index(drop=True)

    def said(self) -> pd.DataFrame:
        """Return what *the guide said* and is described otherwise now although no event is known."""
        rows = corrections(GUIDE, self.until, self._whose())
        return rows[[GUIDE_SOURCE in ids.split() for ids in rows.said_by]].reset_index(drop=True)

    def _whose(self) -> tuple[str, ...]:
        return USUAL if self.messenger == "all" else (self.messenger,)


@dataclass(frozen=True)
class Verdicts(Model):
    """How the guide's sentences stand today, for one subject or for all.

    Examples
    --------
    >>> int(Verdicts().counts().sum())
    81
    """

    subject: str = knob(
        "all", label="Subject", help="Which of the guide's sentences", choices=("all", *SUBJECTS)
    )

    def counts(self) -> pd.Series:
        """Count the sentences by what is true of them today."""
        claims = load("claims")
        wanted = claims if self.subject == "all" else claims[claims.subject == self.subject]
        return wanted.today.value_counts().reindex(VERDICTS, fill_value=0)

    def holding(self) -> float:
        """Return the share of the sentences that hold as they stand."""
        counts = self.counts()
        return float(counts["holds"] / counts.sum())


@dataclass(frozen=True)
class Recommendations(Model):
    """Which messengers the guide's site recommended, and when."""

    def rows(self) -> pd.DataFrame:
        """Return every recommendation with the days between which it held."""
        return load("recommendations", "all")
