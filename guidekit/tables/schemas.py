"""Schemas: every table held against its layout, and then against the other tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from guidekit.paths import course_folder
from guidekit.tables.checks import cross_problems
from guidekit.tables.csvfile import TABLES, CsvFile, TableError, read_csv, shipped
from guidekit.tables.layouts import SCHEMAS

__all__ = ["SCHEMAS", "TableError", "check_table", "check_tables"]


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
    found = check_tables(path)
    if name not in found:
        raise TableError(f"{name}.csv is not in {path}; there is: {', '.join(f'{n}.csv' for n in found)}")
    return found[name]


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
    >>> len(check_tables()["claims"])
    81
    """
    folder = course_folder("data") if path is None else Path(path)
    own = [name for name in TABLES if path is None or (folder / f"{name}.csv").is_file()]
    if not own:
        raise TableError(f"there is no table in {folder}; allowed: {', '.join(f'{n}.csv' for n in TABLES)}")
    sheets, problems = {}, []
    for name in own:
        try:
            sheets[name] = read_csv(folder / f"{name}.csv")
        except TableError as broken:
            problems += str(broken).splitlines()
        else:
            problems += _schema_problems(sheets[name], SCHEMAS[name])
    if not problems:
        others = {name: shipped(name) for name in TABLES if name not in sheets}
        problems += cross_problems({**sheets, **others}, own)
    if problems:
        raise TableError("\n".join(problems))
    return {name: sheet.frame.copy() for name, sheet in sheets.items()}


def _schema_problems(sheet: CsvFile, schema: pa.DataFrameSchema) -> Iterable[str]:
    try:
        schema.validate(sheet.frame, lazy=True)
    except SchemaErrors as broken:
        return [_in_words(sheet, schema, case) for case in broken.failure_cases.itertuples()]
    return []


def _in_words(sheet: CsvFile, schema: pa.DataFrameSchema, case: object) -> str:
    column, test, value, row = (getattr(case, name) for name in ("column", "check", "failure_case", "index"))
    if test == "column_in_dataframe":
        return f"{sheet.file}, line 1, column {value}: it is missing; allowed: {', '.join(schema.columns)}"
    if test == "column_in_schema":
        return (
            f"{sheet.file}, line 1, column {value}: it is not expected; allowed: {', '.join(schema.columns)}"
        )
    allowed = {"not_nullable": "something, it must not be empty", "field_uniqueness": "each value once"}
    return sheet.problem(int(row), column, value, allowed.get(test, test))
