"""Questions to the tables that a panel can turn: one day, one cell, what moved, and the guide's sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from guidekit.dates import day, month
from guidekit.knobs import Model, knob
from guidekit.tables.csvfile import cell_parts
from guidekit.tables.query import changes, compare, corrections
from guidekit.tables.rows import course_rows, table_day, usual_messengers
from guidekit.tables.wording import attribute_questions, group_title, messenger_names, network_title
from guidekit.words import large_first

if TYPE_CHECKING:
    import pandas as pd

GUIDE = "2022-03"  # when the guide was read
GUIDE_SOURCE = "S-guide"
DATES = tuple(
    date
    for year in range(2022, table_day().year + 1)
    for date in (f"{year}-03", f"{year}-07", f"{year}-11")
    if day(date) <= table_day()
)
DATE_TITLES = tuple(map(month, DATES))
GROUPS = tuple(dict.fromkeys(row.group for row in course_rows("attributes")))
CELLS = tuple(row.id for row in course_rows("attributes"))
MESSENGERS = tuple(row.id for row in course_rows("messengers"))
USUAL = usual_messengers()


@cache
def guide_claims() -> tuple[Any, ...]:
    """Return the claims that are sentences of the guide: the rows that name it as a source.

    Examples
    --------
    >>> {claim.lesson for claim in guide_claims()} <= set(range(14))
    True
    """
    return tuple(claim for claim in course_rows("claims") if GUIDE_SOURCE in cell_parts(claim.source_ids))


SUBJECTS = tuple(dict.fromkeys(claim.subject for claim in guide_claims()))
SUBJECT_TITLES: Mapping[str, str] = {
    subject: messenger_names().get(subject) or network_title(subject) for subject in SUBJECTS
} | {"guide": "its own rules"}
"""What the guide's sentences are about, in words."""
VERDICTS = ("holds", "incomplete", "changed", "misleading", "obsolete")


@dataclass(frozen=True)
class Snapshot(Model):
    """What was true of some messengers on one day, for one group of attributes.

    Examples
    --------
    >>> Snapshot("2022-03", "content").cells().loc["session", "content.forward_secrecy"]
    'no'
    """

    date: str = knob(
        GUIDE, label="Date", help="The day whose state is shown; the guide is of March 2022",
        choices=DATES, titles=DATE_TITLES, ordered=True,
    )  # fmt: skip
    group: str = knob(
        "content", label="Attributes", help="Which attributes to compare", choices=GROUPS,
        titles=tuple(large_first(group_title(group)) for group in GROUPS),
    )  # fmt: skip
    messengers: tuple[str, ...] = knob(
        USUAL, label="Messengers", help="Those that stand side by side", ticks=True
    )

    def options(self, name: str) -> Mapping[str, str]:
        """Return every messenger of the table with its name."""
        return messenger_names() if name == "messengers" else {}

    def whose(self) -> list[str]:
        """Return the messengers that are ticked, in the order of the table."""
        return [who for who in MESSENGERS if who in self.messengers]

    def cells(self) -> pd.DataFrame:
        """Return the values of that day, messenger × attribute."""
        return compare(self.date, self.whose(), self.group)

    def moved(self) -> pd.DataFrame:
        """Say for each cell whether an event gave it another value than was known in the guide's time."""
        rows = changes(GUIDE, self.date, self.whose())
        return self._marked(rows[rows.before != "unknown"])

    def corrected(self) -> pd.DataFrame:
        """Say for each cell whether it is described otherwise now although no event is known."""
        return self._marked(self.corrections())

    def corrections(self) -> pd.DataFrame:
        """Return the cells of the group that are described otherwise now, with what was said before."""
        rows = corrections(GUIDE, self.date, self.whose())
        return rows[rows.attribute.isin(self.cells().columns)].reset_index(drop=True)

    def _marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        cells = self.cells()
        wanted = set(zip(rows.messenger, rows.attribute, strict=True))
        marks = [[(who, what) in wanted for what in cells] for who in cells.index]
        return pd.DataFrame(marks, cells.index, cells.columns)


@dataclass(frozen=True)
class Cell(Model):
    """The life of one cell: every value it has had.

    Examples
    --------
    >>> [row.value for row in Cell("element", "content.e2ee_calls_group").history()]
    ['no', 'yes']
    """

    messenger: str = knob(
        USUAL[0], label="Messenger", help="Whose cell", choices=MESSENGERS,
        titles=tuple(messenger_names().values()),
    )  # fmt: skip
    attribute: str = knob(
        "content.post_quantum", label="Question", help="What is asked of it", choices=CELLS,
        titles=tuple(attribute_questions().values()),
    )  # fmt: skip

    def history(self) -> tuple[Any, ...]:
        """Return the rows of the cell, oldest first; none where no source speaks about it."""
        return tuple(sorted(_lives().get((self.messenger, self.attribute), ()), key=attrgetter("valid_from")))

    def said(self) -> list[bool]:
        """Tell for each row of the history whether the guide said it and no event is known to have ended it.

        >>> Cell("briar", "net.mesh").said()
        [True, False]
        """
        rows = self.history()
        later = [*(row.dated_by for row in rows[1:]), ""]
        return [
            row.confidence == "guide" or (follows == "source" and GUIDE_SOURCE in row.source_ids.split())
            for row, follows in zip(rows, later[: len(rows)], strict=True)
        ]


@cache
def _lives() -> dict[tuple[str, str], list[Any]]:
    """Return every row of each cell."""
    found: dict[tuple[str, str], list[Any]] = {}
    for fact in course_rows("facts", "all"):
        found.setdefault((fact.messenger, fact.attribute), []).append(fact)
    return found


def _changed_cells() -> dict[str, str]:
    """Return each cell that has had more than one value, with its title; the usual messengers come first."""
    lives, names, asked = _lives(), messenger_names(), attribute_questions()
    order = [*USUAL, *(who for who in MESSENGERS if who not in USUAL)]
    return {
        f"{who} {what}": f"{names[who]}. {asked[what]}"
        for who in order
        for what in CELLS
        if len(lives.get((who, what), ())) > 1
    }


CHANGED = _changed_cells()


@dataclass(frozen=True)
class ChangedCell(Model):
    """A cell that has had more than one value, so that there is a life to look at.

    Examples
    --------
    >>> [row.value for row in ChangedCell("element content.e2ee_calls_group").cell().history()]
    ['no', 'yes']
    """

    fact: str = knob(
        next(iter(CHANGED)), label="Fact", help="A fact that has changed, or that was found out later",
        choices=tuple(CHANGED), titles=tuple(CHANGED.values()),
    )  # fmt: skip

    def cell(self) -> Cell:
        """Return the cell with its messenger and its attribute."""
        return Cell(*self.fact.split())


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
        DATES[-1],
        label="Until",
        help="The day to compare the guide with",
        choices=DATES,
        titles=DATE_TITLES,
        ordered=True,
    )
    messenger: str = knob(
        "all", label="Messenger", help="Whose cells", choices=("all", *USUAL),
        titles=("all of the guide", *(messenger_names()[who] for who in USUAL)),
    )  # fmt: skip

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
    >>> sum(Verdicts().counts().values()) == len(guide_claims())
    True
    """

    subject: str = knob(
        "all", label="Subject", help="Which of the guide's sentences", choices=("all", *SUBJECTS),
        titles=("all", *map(large_first, SUBJECT_TITLES.values())),
    )  # fmt: skip

    def counts(self) -> dict[str, int]:
        """Count the sentences by what is true of them today."""
        found = Counter(claim.today for claim in guide_claims() if self.subject in ("all", claim.subject))
        return {verdict: found[verdict] for verdict in VERDICTS}

    def holding(self) -> float:
        """Return the share of the sentences that hold as they stand."""
        counts = self.counts()
        return counts["holds"] / sum(counts.values())


@dataclass(frozen=True)
class Recommendations(Model):
    """Which messengers the guide's site recommended, and when."""

    def rows(self) -> tuple[Any, ...]:
        """Return every recommendation with the days between which it held."""
        return course_rows("recommendations", "all")
