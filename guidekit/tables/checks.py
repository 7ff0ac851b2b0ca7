"""Checks: every table held against its layout, and then against the other tables."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from guidekit.paths import course_folder
from guidekit.tables.csvfile import CsvFile, TableError, course_csv, read_csv
from guidekit.tables.layouts import LAYOUTS, TABLES, Layout
from guidekit.tables.relations import cross_problems
from guidekit.words import Findings, Problem, look_alikes, sign_name, visible, word_list

if TYPE_CHECKING:
    import pandas as pd


def check_table(name: str, path: str | Path | None = None) -> pd.DataFrame:
    """Check all tables of a folder and return one of them.

    Parameters
    ----------
    name : str
        The table you want; its file must be in the folder.
    path : str or pathlib.Path, optional
        The folder; None means the course's own.

    Returns
    -------
    pandas.DataFrame
        Its cells as strings.

    Raises
    ------
    TableError
        If any table of the folder is broken or `name` is not there.
    """
    return check_own(name, path).frame


def check_own(name: str, path: str | Path | None = None) -> CsvFile:
    """Check all tables of a folder and return one of them with its lines, as `check_table` does."""
    files = check_files(path)
    if name not in files:
        there = ", ".join(f"{own}.csv" for own in files)
        raise TableError(f"{name}.csv is not in {path}; there is: {there}")
    return files[name]


def check_tables(path: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Check every table of a folder: its columns, its cells, and what points from table to table.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        The folder; None means the course's own. Tables that are not there are taken from the course
        so that ids can be looked up, but only the folder's own tables are checked.

    Returns
    -------
    dict of str to pandas.DataFrame
        The tables of the folder by name, cells as strings.

    Raises
    ------
    TableError
        What is wrong, in few lines. Problems between tables are looked for once each table is well in itself.

    Examples
    --------
    >>> list(check_tables()["claim_kinds"])
    ['claim', 'kind', 'why']
    """
    return {name: file.frame for name, file in check_files(path).items()}


def check_files(path: str | Path | None = None) -> dict[str, CsvFile]:
    """Check every table of a folder as `check_tables` does, and return the files."""
    folder = course_folder("data") if path is None else Path(path)
    own = [name for name in TABLES if path is None or os.path.lexists(folder / f"{name}.csv")]
    if not own:
        raise TableError(f"there is no table in {folder}; allowed: {', '.join(f'{n}.csv' for n in TABLES)}")
    files, found, cause = {}, Findings(), None
    for name in own:
        try:
            files[name] = check_file(name, folder / f"{name}.csv")
        except TableError as broken:
            found.add_all(broken.findings)
            cause = cause or broken.__cause__
    if not found:
        others = {name: course_csv(name) for name in TABLES if name not in files}
        found = Findings(cross_problems({**files, **others}, own))
    if found:
        raise TableError(found) from cause
    return files


def check_file(name: str, path: Path) -> CsvFile:
    """Read one table from a file by any name, and hold it against its layout.

    Parameters
    ----------
    name : str
        Which table it is, one of `TABLES`.
    path : pathlib.Path
        The file.

    Returns
    -------
    CsvFile
        The table. What it says of other tables is not looked at here.

    Raises
    ------
    TableError
        If the file cannot be read, a column is missing or not expected, or a cell does not fit.
    """
    file = read_csv(path, LAYOUTS[name])
    found = Findings([*_column_problems(file, LAYOUTS[name])])
    for problem in _cell_problems(file, LAYOUTS[name]):
        found.add(problem)
    if found:
        raise TableError(found)
    return file


def _column_problems(file: CsvFile, layout: Layout) -> Iterator[str]:
    missing = {column: "is missing" for column in layout if column not in file.columns}
    others = {column: "is not expected" for column in file.columns if column not in layout}
    for column, why in (missing | others).items():
        odd = word_list(list(map(sign_name, look_alikes(column)[:2])))
        place = f"{file.file}, line {file.header}, column {visible(column)}"
        more = f" (its name holds {odd})" if odd else ""
        yield Problem(f"{place}: it {why}{more}; allowed: {', '.join(layout)}", f"{file.file} {why}")


def _cell_problems(file: CsvFile, layout: Layout) -> Iterator[Problem]:
    """Find the cells that do not fit their column, in the order of the rows."""
    columns = [
        (file.columns.index(name), name, kind) for name, kind in layout.items() if name in file.columns
    ]
    times = {at: Counter(row[at] for row in file.rows) for at, _, kind in columns if kind.unique}
    for row, cells in enumerate(file.rows):
        for at, name, kind in columns:
            if not kind.fits(cell := cells[at]):
                yield file.problem(row, name, cell, kind.allowed)
            elif cell and kind.unique and times[at][cell] > 1:
                yield file.problem(row, name, cell, "each value once")
