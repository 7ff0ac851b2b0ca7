"""Names that exist, and the nearest ones to a name that does not."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from guidekit.words import visible


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
        f"{prefix}{visible(name)} is an unknown key; allowed: {', '.join(near(name, allowed) or allowed)}"
        for name in unknown
    ] + [f"{prefix}{name} is missing" for name in needed if name not in names]
