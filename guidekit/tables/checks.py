"""Checks: every table held against its layout, and then against the other tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from guidekit.paths import course_folder
from guidekit.tables.csvfile import CsvFile, TableError, course_csv, read_csv
from guidekit.tables.layouts import LAYOUTS, TABLES, Layout
from guidekit.tables.relations import cross_problems


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
    tables = check_tables(path)
    if name not in tables:
        there = ", ".join(f"{own}.csv" for own in tables)
        raise TableError(f"{name}.csv is not in {path}; there is: {there}")
    return tables[name]


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
        One line a problem. Problems between tables are looked for once each table is well in itself.

    Examples
    --------
    >>> list(check_tables()["claim_kinds"])
    ['claim', 'kind', 'why']
    """
    folder = course_folder("data") if path is None else Path(path)
    own = [name for name in TABLES if path is None or (folder / f"{name}.csv").is_file()]
    if not own:
        raise TableError(f"there is no table in {folder}; allowed: {', '.join(f'{n}.csv' for n in TABLES)}")
    files, problems = {}, []
    for name in own:
        try:
            files[name] = check_file(name, folder / f"{name}.csv")
        except TableError as broken:
            problems.append(str(broken))
    if not problems:
        others = {name: course_csv(name) for name in TABLES if name not in files}
        problems = cross_problems({**files, **others}, own)
    if problems:
        raise TableError("\n".join(problems))
    return {name: file.frame for name, file in files.items()}


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
        If the file cannot be read, a column is missing or not expected, or a cell does not fit: one
        line a problem.
    """
    file = read_csv(path, LAYOUTS[name])
    if problems := [*_column_problems(file, LAYOUTS[name]), *_cell_problems(file, LAYOUTS[name])]:
        raise TableError("\n".join(problems))
    return file


def _column_problems(file: CsvFile, layout: Layout) -> Iterator[str]:
    missing = {column: "is missing" for column in layout if column not in file.frame}
    others = {column: "is not expected" for column in file.frame if column not in layout}
    for column, why in (missing | others).items():
        yield f"{file.file}, line 1, column {column}: it {why}; allowed: {', '.join(layout)}"


def _cell_problems(file: CsvFile, layout: Layout) -> list[str]:
    """List the cells that do not fit their column, in the order of the rows."""
    problems = []
    for name, column in layout.items():
        if name not in file.frame:
            continue
        cells = file.frame[name]
        twice = cells.duplicated(keep=False) & cells.notna()
        for row, cell in enumerate(cells):
            fits = column.empty if pd.isna(cell) else column.test(cell)
            if not fits:
                problems.append((row, file.problem(row, name, cell, column.allowed)))
            elif column.unique and twice[row]:
                problems.append((row, file.problem(row, name, cell, "each value once")))
    return [problem for _, problem in sorted(problems, key=lambda pair: pair[0])]
