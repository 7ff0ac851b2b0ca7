"""Names that exist, the nearest ones to a name that does not, and signs that have no place in a text."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def near(name: str, allowed: Iterable[str]) -> list[str]:
    """List up to three allowed names that look most like `name`.

    Examples
    --------
    >>> near("signl", ["signal", "briar"])
    ['signal']
    """
    return difflib.get_close_matches(name, list(allowed), n=3, cutoff=0.5)


def check_known(kind: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse a name that does not exist, and say which ones do.

    Raises
    ------
    ValueError
        If one of `names` is not among `allowed`; the message lists the nearest, or all.
    """
    allowed = list(allowed)
    for name in names:
        if name not in allowed:
            nearest = near(str(name), allowed) or allowed
            raise ValueError(f"there is no {kind} {name!r}; allowed: {', '.join(nearest)}")


def wrong_keys(names: Iterable[str], allowed: Iterable[str], needed: Iterable[str], prefix: str) -> list[str]:
    """List what is wrong with the keys of a file: those that do not exist, then those that are missing.

    Parameters
    ----------
    names : iterable of str
        The keys that the file has.
    allowed, needed : iterable of str
        The keys that exist, and those that must be there.
    prefix : str
        What stands before a key in a message, such as ``"design."``.

    Examples
    --------
    >>> wrong_keys(["rooting"], ["routing", "storage"], ["storage"], "design.")
    ['design.rooting is an unknown key; allowed: routing', 'design.storage is missing']
    """
    names, allowed = list(names), list(allowed)
    unknown = [name for name in names if name not in allowed]
    return [
        f"{prefix}{name} is an unknown key; allowed: {', '.join(near(name, allowed) or allowed)}"
        for name in unknown
    ] + [f"{prefix}{name} is missing" for name in needed if name not in names]


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_hidden(sign: str) -> bool:
    r"""Tell whether a sign is not seen but obeyed: by a terminal, or where it turns the order of the others.

    Examples
    --------
    >>> [is_hidden(sign) for sign in ("a", "é", "\n", "\x1b", "\u202e")]
    [False, False, False, True, True]
    """
    if sign in "\t\n\r":
        return False
    return unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in _TURNING


def first_hidden(text: str) -> int | None:
    r"""Return where the first hidden sign of a text stands, or None if it has none.

    Examples
    --------
    >>> first_hidden("Signal"), first_hidden("Sig\x1b[2Jnal")
    (None, 3)
    """
    return next((place for place, sign in enumerate(text) if is_hidden(sign)), None)


def without_hidden(text: str) -> str:
    r"""Return a text with a question mark on a black ground in place of each hidden sign.

    Examples
    --------
    >>> without_hidden("Sig\x1b[2Jnal")
    'Sig�[2Jnal'
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if is_hidden(sign) else sign for sign in text)
