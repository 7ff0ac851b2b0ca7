"""Look into the keys of a Double Ratchet, with doubleratchet and x3dh: the optional extra ``inspect``.

Vodozemac's copies are locked blobs. Here the state is plain JSON, and the ratchet is the *eager* one of
Signal's text: it draws its next secret when an answer arrives.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pandas as pd

from guidekit.protocols.steal import checked, thefts

EXTRA = ("doubleratchet", "x3dh")


def available() -> bool:
    """Say whether the extra is installed."""
    return all(find_spec(name) for name in EXTRA)


def theft(turns: str = "ABABABABAB", snapshot: int | None = None, late: int | None = None) -> pd.DataFrame:
    """Copy A's keys after a message and try every message with the copy, as `olm.theft` does.

    Parameters
    ----------
    turns : str
        Who writes each message, A or B.
    snapshot : int, optional
        The message after which the keys are copied; by default every theft there can be.
    late : int, optional
        A message of B that does not arrive: A keeps its key, and the thief gets it.

    Returns
    -------
    pandas.DataFrame
        ``snapshot``, ``message``, ``sender``, ``when``, ``readable`` and ``refused``.

    Raises
    ------
    ImportError
        If the extra is not installed; the message says how to install it.
    ValueError
        If `turns` has other letters than A and B, or there is no such message.

    Examples
    --------
    >>> stolen = theft("ABABAB", snapshot=3)  # doctest: +SKIP
    >>> stolen.loc[stolen.readable, "message"].tolist()  # doctest: +SKIP
    [4, 5]
    """
    eager = _eager()
    _check(turns, late)
    talk = eager.talked(turns, late)
    return thefts(turns, snapshot, lambda stolen: eager.tries(talk, turns, stolen))


def states(turns: str = "ABABAB", late: int | None = None) -> pd.DataFrame:
    """Read A's keys after each message: which secrets are there, and when new ones come.

    Parameters
    ----------
    turns : str
        Who writes each message, A or B.
    late : int, optional
        A message of B that does not arrive at all: A keeps its key, in case it comes late.

    Returns
    -------
    pandas.DataFrame
        ``message``, ``sender``, ``own_secret`` and ``other_secret`` (numbered in the order in which they
        first appear: a new number is a new secret), ``sent`` and ``received`` (how far the two chains
        have turned) and ``kept_keys`` of messages that have not come.

    Raises
    ------
    ImportError
        If the extra is not installed; the message says how to install it.
    ValueError
        If `turns` has other letters than A and B, or `late` is not a message of B after the first message.

    Examples
    --------
    >>> states("ABAB").own_secret.tolist()  # doctest: +SKIP
    [1, 2, 2, 3]
    """
    eager = _eager()
    _check(turns, late)
    return pd.DataFrame(eager.read_states(eager.talked(turns, late), turns))


def prekeys() -> pd.DataFrame:
    """Count B's one-time keys before and after A's first message used one.

    Returns
    -------
    pandas.DataFrame
        ``moment`` and ``one_time_keys``.

    Raises
    ------
    ImportError
        If the extra is not installed; the message says how to install it.
    """
    return pd.DataFrame(_eager().count_prekeys(), columns=["moment", "one_time_keys"])


def _check(turns: str, late: int | None) -> None:
    checked(turns=turns)
    of_b = [message for message, sender in enumerate(turns) if sender == "B" and message > 0]
    if late is not None and late not in of_b:
        raise ValueError(f"late = {late!r} is not a message of B after message 0; allowed: {of_b}")


def _eager() -> Any:
    """Import the run only when it is wanted, so that a course without the extra still works."""
    missing = [name for name in EXTRA if not find_spec(name)]
    if missing:
        raise ImportError(
            f"the extra 'inspect' is not installed: no {', no '.join(missing)}; "
            "add it with: pip install 'guidekit[inspect]'"
        )
    from guidekit.protocols import eager

    return eager
