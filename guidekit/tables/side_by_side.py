"""Side by side: messengers in columns and attributes in rows, printed in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from guidekit.drawing.page import TableCell, table
from guidekit.tables.evidence import dated_names, newest_date
from guidekit.tables.wording import attribute_questions, fact_words, messenger_names


class SideBySide(pd.DataFrame):
    """The values of one day, messenger × attribute, for programs; printed as names, questions and answers.

    What is made of it, such as one row of it, is an ordinary frame.

    Examples
    --------
    >>> from guidekit.tables import compare
    >>> print(compare("2026-11", ["briar", "cwtch"], "avail.needs_internet"))
                                     Briar       Cwtch
    Does it need the internet?          no         yes
    known up to                 2026-06-29  2024-06-12
    """

    @property
    def _constructor(self) -> Callable[..., Any]:
        return _plain

    def __repr__(self) -> str:
        if not self._named():
            return repr(pd.DataFrame(self))
        rows = {
            question: [fact_words(what, value) for value in self[what]]
            for what, question in self._questions().items()
        }
        rows["known up to"] = list(map(newest_date, self.index))
        names = [messenger_names()[who] for who in self.index]
        words = pd.DataFrame.from_dict(rows, "index", columns=names)
        return str(words.to_string(max_rows=40, line_width=110))

    def _repr_html_(self) -> str:
        if not self._named():
            return str(pd.DataFrame(self)._repr_html_())
        rows = [
            (question, [TableCell(fact_words(what, value), _look(value)) for value in self[what]])
            for what, question in self._questions().items()
        ]
        return table(["", *dated_names(self.index)], rows, gather=True)

    def _named(self) -> bool:
        """Tell whether the rows are still messengers, as those of a frame that was turned are not."""
        return set(self.index) <= set(messenger_names()) and set(self) <= set(attribute_questions())

    def _questions(self) -> dict[str, str]:
        asked = attribute_questions()
        return {what: asked[what] for what in self}


def _plain(*content: Any, **more: Any) -> pd.DataFrame:
    return pd.DataFrame(*content, **more)


def _look(value: str) -> str:
    return "unknown" if value == "unknown" else ""
