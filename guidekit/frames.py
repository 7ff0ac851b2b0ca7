"""Frames: made of plain rows, and only where somebody asks for a frame, since pandas takes 27 MB."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
R = TypeVar("R", bound=NamedTuple)


class FrameRun(Protocol, Generic[P, R]):
    """A function that returns a frame, and whose `rows` returns the rows of it."""

    @property
    def rows(self) -> Callable[P, list[R]]:
        """The same function without a frame around its rows."""
        ...

    def __call__(self, *given: P.args, **named: P.kwargs) -> pd.DataFrame:
        """Return the rows as a frame."""
        ...


def as_frame(run: Callable[P, list[R]]) -> FrameRun[P, R]:
    """Let a function that returns rows return a frame of them; the rows themselves are its `rows`.

    Examples
    --------
    >>> class Hop(NamedTuple):
    ...     node: str
    ...     bytes: int
    >>> send = as_frame(lambda: [Hop("relay", 412)])
    >>> send.rows()
    [Hop(node='relay', bytes=412)]
    >>> send()
        node  bytes
    0  relay    412
    """

    @wraps(run)
    def frame(*given: P.args, **named: P.kwargs) -> pd.DataFrame:
        return frame_of(run(*given, **named))

    frame.rows = run  # type: ignore[attr-defined]
    return frame  # type: ignore[return-value]


def frame_of(rows: Iterable[Any]) -> pd.DataFrame:
    """Make a frame of named tuples, with their names as columns."""
    import pandas as pd

    return pd.DataFrame(rows)
