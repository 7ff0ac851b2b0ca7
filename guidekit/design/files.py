"""A design as a small JSON file: to keep, to load again, and to give to others."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from guidekit.design.design import Design
from guidekit.knobs import Knob, knobs_of
from guidekit.names import near
from guidekit.paths import write_whole

FORMAT = "guidekit design 1"
MOST_BYTES = 64 * 1024  # a design has half a kilobyte; anything larger is something else


class DesignFileError(ValueError):
    """Why a file is no design: a line a problem, with the key, the value and what is allowed."""

    def __init__(self, where: str, problems: list[str]) -> None:
        self.where, self.problems = where, problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{where} is not a design; nothing was loaded:\n{lines}")


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
    problems = _wrong_keys(found, ("format", "design"), "")
    if "format" in found and found["format"] != FORMAT:
        problems.append(f"format = {_shown(found['format'])}; allowed: {FORMAT!r}")
    parts = found.get("design")
    if not isinstance(parts, dict):
        if "design" in found:
            problems.append(f"design = {_shown(parts)}; allowed: an object with one line for each knob")
        raise DesignFileError(where, problems)
    rules = knobs_of(Design)
    problems += _wrong_keys(parts, tuple(rules), "design.")
    refused = (_refusal(rule, f"design.{name}", parts[name]) for name, rule in rules.items() if name in parts)
    problems += [one for one in refused if one]
    if problems:
        raise DesignFileError(where, problems)
    return Design(**parts)


def save(design: Design, path: str | Path) -> Path:
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
    if not target.absolute().parent.is_dir():
        raise FileNotFoundError(f"there is no folder {target.absolute().parent} to put {target.name} into")
    if target.exists():
        try:
            load(target)
        except (DesignFileError, OSError) as error:
            raise FileExistsError(
                f"{target} is there already and is not a design, so it was left as it is; choose another name"
            ) from error
    try:
        write_whole(target, (as_text(design) + "\n").encode())
    except PermissionError as error:
        raise PermissionError(f"the file {target} cannot be written ({error.strerror})") from error
    return target


def load(path: str | Path) -> Design:
    """Read a design from a file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    DesignFileError
        If the file is no design: each problem names the key, the value and what is allowed.
    """
    file = Path(path)
    if not file.exists():
        raise FileNotFoundError(f"there is no file {file}")
    if file.is_dir():
        raise DesignFileError(str(file), ["it is a folder; allowed: a file that guidekit.design.save wrote"])
    if file.stat().st_size > MOST_BYTES:
        raise DesignFileError(
            str(file), [f"it has {file.stat().st_size} bytes; allowed: at most {MOST_BYTES}"]
        )
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DesignFileError(str(file), [f"byte {error.start} is no text; allowed: UTF-8"]) from None
    return from_text(text, str(file))


def _wrong_keys(found: dict[str, Any], allowed: tuple[str, ...], prefix: str) -> list[str]:
    problems = []
    for name in found:
        if name not in allowed:
            nearest = near(name, allowed) or list(allowed)
            problems.append(f"{prefix}{name} is an unknown key; allowed: {', '.join(nearest)}")
    problems += [f"{prefix}{name} is missing" for name in allowed if name not in found]
    return problems


def _refusal(rule: Knob, name: str, value: object) -> str | None:
    try:
        return rule.refusal(name, value)
    except (OverflowError, TypeError):  # a number beyond every range, or a list where a word should be
        what = ", ".join(rule.choices) or f"{rule.low:g} to {rule.high:g} {rule.unit}"
        return f"{name} = {_shown(value)} is out of all bounds; allowed: {what}"


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
