"""A design and its card as a small JSON file: to keep, to open again, and to give to others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guidekit.design.game import PARTS, Game
from guidekit.knobs import Knob, knobs_of
from guidekit.names import wrong_keys
from guidekit.paths import UserFileError, check_parent, read_text, write_whole

FORMAT = "guidekit design"
VERSION = 2
KEYS = ("format", "version", "seed", "card", "design")
FORMER = {"on the envelope": "on the outer layer", "sealed inside": "locked inside"}
"""What the first edition called the two places of the sender's name."""
MOST_BYTES = 64 * 1024  # a design has half a kilobyte; anything larger is something else


class DesignFileError(UserFileError):
    """A file or a text is no design; each problem has the key, the value and what is allowed."""

    kind, effect = "design", "loaded"


class DesignText(str):
    """A design written out; a notebook shows it line by line."""

    def __repr__(self) -> str:
        return str(self)


def as_text(game: Game) -> DesignText:
    """Write a design and its card as JSON, one part a line.

    Examples
    --------
    >>> as_text(Game()).splitlines()[1:4]
    ['  "format": "guidekit design",', '  "version": 2,', '  "seed": 1,']
    """
    parts = {name: getattr(game, name) for name in PARTS}
    whole = {"format": FORMAT, "version": VERSION, "seed": game.seed, "card": game.card, "design": parts}
    return DesignText(json.dumps(whole, indent=2, ensure_ascii=False))


def from_text(text: str, where: str = "this text") -> Game:
    """Read a design and its card from JSON; the game starts with building.

    Parameters
    ----------
    text : str
        What `as_text` wrote.
    where : str
        What to call it in an error.

    Returns
    -------
    Game
        The design with its card.

    Raises
    ------
    DesignFileError
        If it is not one; every problem is listed, and nothing is loaded.

    Examples
    --------
    >>> from_text(as_text(Game(hops=2))).hops
    2
    """
    if len(text) > MOST_BYTES:
        raise DesignFileError(where, [f"it has {len(text):,} letters; allowed: at most {MOST_BYTES:,}"])
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        problem = f"line {error.lineno}, column {error.colno}: {error.msg}; allowed: JSON"
        raise DesignFileError(where, [problem]) from None
    except (ValueError, RecursionError) as error:
        raise DesignFileError(where, [f"{error}; allowed: JSON"]) from None
    if not isinstance(found, dict):
        raise DesignFileError(
            where, [f"it holds a {type(found).__name__}; allowed: an object with {', '.join(KEYS)}"]
        )
    if other := _other_version(found):
        raise DesignFileError(where, [other])
    rules = knobs_of(Game)
    problems = wrong_keys(found, KEYS, KEYS, "")
    problems += _refusals(rules, {name: found[name] for name in ("seed", "card") if name in found}, "")
    parts = found.get("design")
    if not isinstance(parts, dict):
        if "design" in found:
            problems.append(f"design = {_shown(parts)}; allowed: an object with one line for each part")
        raise DesignFileError(where, problems)
    if isinstance(parts.get("sender"), str):
        parts = parts | {"sender": FORMER.get(parts["sender"], parts["sender"])}
    problems += wrong_keys(parts, PARTS, PARTS, "design.")
    problems += _refusals(rules, {name: parts[name] for name in PARTS if name in parts}, "design.")
    if problems:
        raise DesignFileError(where, problems)
    return Game(**parts, card=found["card"], seed=found["seed"])


def _refusals(rules: Mapping[str, Knob], values: Mapping[str, Any], place: str) -> list[str]:
    """Say of each value that does not fit its knob why it does not."""
    refused = (rules[name].refusal(f"{place}{name}", value) for name, value in values.items())
    return [words for words in refused if words]


def _other_version(found: Mapping[str, Any]) -> str | None:
    """Say that a design is of another version of the format, or of another format, before all else."""
    kind, version = found.get("format"), found.get("version")
    if kind == "guidekit design 1":
        return f"format = {kind!r} was written by the first edition; allowed: version {VERSION}"
    if "format" in found and kind != FORMAT:
        return f"format = {_shown(kind)}; allowed: {FORMAT!r}"
    if "version" in found and (type(version) is not int or version != VERSION):
        newer = type(version) is int and version > VERSION
        why = " was written by a newer course: update this one" if newer else ""
        return f"version = {_shown(version)}{why}; allowed: {VERSION}"
    return None


def save_design(game: Game, path: str | Path) -> Path:
    """Write a design and its card into a file, whole or not at all.

    A file that is there already is replaced only if it is a design too.

    Parameters
    ----------
    game : Game
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
    OSError
        If it cannot be written; a note says what to do.
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
    write_whole(target, (as_text(game) + "\n").encode())
    return target


def load_design(path: str | Path) -> Game:
    """Read a design and its card from a file.

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
