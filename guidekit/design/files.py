"""A design as a small JSON file: to keep, to load again, and to give to others."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from guidekit.design.design import Design
from guidekit.knobs import knobs_of
from guidekit.names import wrong_keys
from guidekit.paths import UserFileError, check_parent, read_text, write_whole

FORMAT = "guidekit design 1"
MOST_BYTES = 64 * 1024  # a design has half a kilobyte; anything larger is something else


class DesignFileError(UserFileError):
    """A file or a text is no design; each problem has the key, the value and what is allowed."""

    kind, effect = "design", "loaded"


class DesignText(str):
    """A design written out; a notebook shows it line by line."""

    def __repr__(self) -> str:
        return str(self)


def as_text(design: Design) -> DesignText:
    """Write a design as JSON, one knob a line.

    Examples
    --------
    >>> as_text(Design()).splitlines()[1]
    '  "format": "guidekit design 1",'
    """
    parts = {"format": FORMAT, "design": dataclasses.asdict(design)}
    return DesignText(json.dumps(parts, indent=2, ensure_ascii=False))


def from_text(text: str, where: str = "this text") -> Design:
    """Read a design from JSON.

    Parameters
    ----------
    text : str
        What `as_text` wrote.
    where : str
        What to call it in an error.

    Returns
    -------
    Design
        The design.

    Raises
    ------
    DesignFileError
        If it is not one; every problem is listed, and nothing is loaded.

    Examples
    --------
    >>> from_text(as_text(Design(hops=2))).hops
    2
    """
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        problem = f"line {error.lineno}, column {error.colno}: {error.msg}; allowed: JSON"
        raise DesignFileError(where, [problem]) from None
    except (ValueError, RecursionError) as error:
        raise DesignFileError(where, [f"{error}; allowed: JSON"]) from None
    if not isinstance(found, dict):
        raise DesignFileError(
            where, [f"it holds a {type(found).__name__}; allowed: an object with format and design"]
        )
    problems = wrong_keys(found, ("format", "design"), ("format", "design"), "")
    if "format" in found and found["format"] != FORMAT:
        problems.append(f"format = {_shown(found['format'])}; allowed: {FORMAT!r}")
    parts = found.get("design")
    if not isinstance(parts, dict):
        if "design" in found:
            problems.append(f"design = {_shown(parts)}; allowed: an object with one line for each knob")
        raise DesignFileError(where, problems)
    rules = knobs_of(Design)
    problems += wrong_keys(parts, rules, rules, "design.")
    refused = (rule.refusal(f"design.{name}", parts[name]) for name, rule in rules.items() if name in parts)
    problems += filter(None, refused)
    if problems:
        raise DesignFileError(where, problems)
    return Design(**parts)


def save_design(design: Design, path: str | Path) -> Path:
    """Write a design into a file, whole or not at all.

    A file that is there already is replaced only if it is a design too.

    Parameters
    ----------
    design : Design
        What to keep.
    path : str or pathlib.Path
        The file, such as ``"my-design.json"``; its folder must exist.

    Returns
    -------
    pathlib.Path
        Where it was written.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    FileExistsError
        If the file is there and is not a design; it stays as it is.
    PermissionError
        If the folder cannot be written.
    """
    target = Path(path)
    check_parent(target)
    if target.exists():
        try:
            load_design(target)
        except (DesignFileError, OSError) as error:
            raise FileExistsError(
                f"{target} is there already and is not a design, so it was left as it is; choose another name"
            ) from error
    try:
        write_whole(target, (as_text(design) + "\n").encode())
    except PermissionError as error:
        raise PermissionError(f"the file {target} cannot be written ({error.strerror})") from error
    return target


def load_design(path: str | Path) -> Design:
    """Read a design from a file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    DesignFileError
        If the file is no design: each problem names the key, the value and what is allowed.
    """
    file = Path(path)
    return from_text(read_text(file, MOST_BYTES, DesignFileError), str(file))


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:57]}…"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands there twice")
    return found


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not a number")
