"""Recordings of real servers, which `make record-…` writes: claims and exhibits hold our models to them."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from guidekit.dates import month
from guidekit.frames import frame_of
from guidekit.names import check_known
from guidekit.paths import course_folder
from guidekit.tables.csvfile import CsvFile, read_csv
from guidekit.tables.rows import course_rows

if TYPE_CHECKING:
    import pandas as pd

# What was recorded, under the name of its package in a note; the first that is there is the system itself.
SYSTEMS = {
    "tor": "tor",
    "matrix-synapse": "Synapse",
    "prosody": "Prosody",
    "libsignal-client": "libsignal",
    "kademlia": "kademlia",
}


@cache
def recording(name: str) -> pd.DataFrame:
    """Read a recording, ``data/measured/<name>.csv``.

    Parameters
    ----------
    name : str
        Such as ``"tor_hops"``. Its note, the ``.json`` beside it, explains each column.

    Returns
    -------
    pandas.DataFrame
        The rows as they were recorded. It is shared: do not write into it.

    Raises
    ------
    ValueError
        If there is no such recording; the message lists the nearest, or all.

    Examples
    --------
    >>> recording("tor_failure").kind.tolist()
    ['killed', 'frozen', 'build through frozen']
    >>> recording("tor_hop")
    Traceback (most recent call last):
    ValueError: there is no recording 'tor_hop'; allowed: tor_hops, tor_onion
    """
    frame = frame_of(recording_rows(name))
    return frame.set_axis(list(_cells(name).columns), axis="columns")  # such as "try", which no row can have


@cache
def recording_rows(name: str) -> tuple[Any, ...]:
    """Return the rows of a recording as named tuples: numbers are numbers, and an empty cell is None.

    Examples
    --------
    >>> [(row.kind, row.detected_s) for row in recording_rows("tor_failure")][:2]
    [('killed', 0.037), ('frozen', None)]
    """
    file = _cells(name)
    row = type(file.entries[0])
    return tuple(map(row._make, zip(*(_values(file.column(name)) for name in file.columns), strict=True)))


@cache
def _cells(name: str) -> CsvFile:
    return read_csv(_file(name, ".csv"))


def _values(cells: list[str]) -> list[Any]:
    """Return the cells of a column as numbers, if they all are, or as texts."""
    for kind in (int, float, str):
        with suppress(ValueError):
            return [kind(cell) if cell else None for cell in cells]
    raise AssertionError  # every cell is a text


@cache
def origin(name: str) -> str:
    """Say what was recorded, and when, as a sentence would.

    Raises
    ------
    ValueError
        If there is no such recording.

    Examples
    --------
    >>> origin("tor_hops")
    'tor 0.4.9.11, recorded in November 2026'
    """
    note: dict[str, Any] = json.loads(_file(name, ".json").read_text(encoding="utf-8"))
    system = next(package for package in SYSTEMS if package in note["versions"])
    return f"{SYSTEMS[system]} {note['versions'][system]}, recorded in {month(note['recorded'])}"


def choices(name: str, column: str) -> tuple[str, ...]:
    """Return the numbers that stand in a column, in order, as the choices of a knob.

    Examples
    --------
    >>> choices("tor_hops", "delay_ms")
    ('0', '10', '20')
    """
    return tuple(map(str, sorted({getattr(row, column) for row in recording_rows(name)})))


def _file(name: str, suffix: str) -> Path:
    folder = course_folder("data") / "measured"
    check_known("recording", [name], sorted(path.stem for path in folder.glob("*.csv")))
    return folder / f"{name}{suffix}"


@cache
def series(dataset: str, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return one measured series of ``measured.csv``.

    Parameters
    ----------
    dataset, name : str
        Such as ``"torperf-2019"`` and ``"circuit-rtt"``.

    Returns
    -------
    tuple of numpy.ndarray
        Where it was measured, and what.

    Raises
    ------
    ValueError
        If there is no such dataset, or it has no such series.

    Examples
    --------
    >>> hours, listed = series("tor-churn-2019", "still-listed")
    >>> float(hours[0]), float(listed[0])
    (1.0, 0.9913)
    """
    points: dict[str, dict[str, list[Any]]] = {}
    for row in course_rows("measured"):
        points.setdefault(row.dataset, {}).setdefault(row.series, []).append((row.x, row.value))
    check_known("dataset", [dataset], points)
    check_known(f"series of {dataset}", [name], points[dataset])
    x, value = np.array(points[dataset][name], float).T
    return x.copy(), value.copy()
