"""Any file in the place of a table is loaded as it was checked, or refused in few lines that say why.

`make fuzz` tries a hundred thousand files; a run of all tests tries some hundreds.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st
from tqdm import tqdm

from guidekit.exposure import journeys
from guidekit.tables import TableError, check_tables, load
from guidekit.tables.layouts import LAYOUTS
from tests.tables.mutator import cut, mutant, rows_of, written

COUNT = int(os.environ.get("GUIDEKIT_FUZZ", "300"))
NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
NAMES = ("FILLER", "VARIATION SELECTOR", "BLANK", "GRAPHEME JOINER", "INHERENT", "REPLACEMENT CHARACTER")
NAMES += ("NULL NOTEHEAD",)
JOURNEY = written(
    cut("journeys", random.Random(1)), random.Random(1)
)  # which a file of parties stands beside
JOINERS = "\u200c\u200d\ufe0e\ufe0f"  # which some words and pictures need


def hidden(text: str) -> set[str]:
    """Find what nobody sees by the names and categories of the signs, unlike the course itself."""
    return {
        sign
        for sign in set(text)
        if (unicodedata.category(sign) in NEVER and sign != "\n")
        or (unicodedata.category(sign) == "Zs" and sign != " ")
        or any(name in unicodedata.name(sign, "") for name in NAMES)
    }


def verdict(ask) -> tuple[list[str], object]:
    """Return the lines of a refusal, or what was loaded."""
    try:
        return [], ask()
    except TableError as error:
        return str(error).split("\n"), None


def check_refusal(lines: list[str], files: set[str]) -> None:
    assert len(lines) < 10
    for line in lines:
        assert line.startswith("and ") or line.startswith(tuple(files)), line
        assert line.startswith("and ") or "; allowed: " in line, line
        assert not hidden(line.replace("…", "")), line
        assert len(line) < 1500, line


def check_values(table: str, cells: pd.DataFrame, values: pd.DataFrame) -> None:
    """Hold what is loaded to the texts that were checked, numbers with arithmetic of another kind."""
    assert list(cells) == list(values)
    assert set(cells) == set(LAYOUTS[table])
    assert len(cells) == len(values) > 0
    for column, kind in LAYOUTS[table].items():
        for text, value in zip(cells[column], values[column], strict=True):
            if pd.isna(text):
                assert kind.empty
                assert pd.isna(value)
                continue
            assert not hidden(text) - {*JOINERS}, text
            assert text == unicodedata.normalize("NFC", text).strip()
            if kind.numeric:
                assert text.isascii()
                assert value == float(Decimal(text))
                assert abs(value) <= 1e15
            else:
                assert value == text


def outcome(table: str, data: bytes, folder: Path) -> str:
    """Try one file, and tell what became of it."""
    (folder / f"{table}.csv").write_bytes(data)
    refused, cells = verdict(lambda: check_tables(folder))
    also_refused, values = verdict(lambda: load(table, "all", folder))
    assert refused == also_refused
    if refused:
        check_refusal(refused, {f"{table}.csv"})
    else:
        check_values(table, cells[table], values)
    if table in ("journeys", "parties"):
        own = folder / "own"
        own.mkdir()
        (own / "journeys.csv").write_bytes(JOURNEY)
        (own / f"{table}.csv").write_bytes(data)
        lines, found = verdict(lambda: journeys(own))
        check_refusal(lines, {"journeys.csv", "parties.csv"})
        assert lines or not any(
            hidden(f"{name} {one.title} {one}") - {*JOINERS} for name, one in found.items()
        )
        shutil.rmtree(own)
    (folder / f"{table}.csv").unlink()
    return "refused" if refused else "loaded"


def test_every_file_is_loaded_as_it_is_checked_or_refused_in_few_lines(tmp_path):
    found = Counter()
    for seed in tqdm(range(COUNT), disable=COUNT < 10_000):
        table, data = mutant(seed)
        try:
            found[outcome(table, data, tmp_path)] += 1
        except Exception as error:
            error.add_note(f"mutant({seed}) of {table}.csv")
            raise
    print(dict(found))
    assert min(found["loaded"], found["refused"]) > COUNT / 10


def with_cell(table: str, column: str, cell: str) -> bytes:
    header, row = rows_of(table)[0], rows_of(table)[1][:]
    row[header.index(column)] = cell
    text = io.StringIO()
    csv.writer(text).writerows([header, row])
    return text.getvalue().encode("utf-8")


@given(st.text(st.characters(codec="utf-8"), max_size=12))
@example("\u200b").via("what cannot be seen")
@example("a\u00a0b\u3000c").via("blanks of other widths")
@example("Cafe\u0301")
def test_a_text_is_loaded_as_it_looks_or_refused_by_the_name_of_a_sign(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("own")
    (folder / "glossary.csv").write_bytes(with_cell("glossary", "definition", text))
    lines, values = verdict(lambda: load("glossary", path=folder))
    blank = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    looks = unicodedata.normalize("NFC", blank.replace("\r\n", "\n").replace("\r", "\n")).strip(" \t\n")
    odd = hidden(looks)
    if odd - {*JOINERS} or not looks:
        (line,) = lines
        assert "an empty cell" in line or any(f"U+{ord(sign):04X}" in line for sign in odd)
    elif not odd:
        assert values.definition.tolist() == [looks]


NUMBERS = st.one_of(
    st.floats(-1e15, 1e15).map(repr),
    st.integers(-(10**15), 10**15).map(str),
    st.text("0123456789-+.eE_, ٤４−²inf\u00a0\u200b", max_size=8),
)


@given(NUMBERS)
def test_a_number_is_loaded_as_it_is_written_or_refused(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("own")
    data = with_cell("parameters", "value", text).decode()
    header, row = csv.reader(io.StringIO(data, newline=""))
    row[header.index("low")] = row[header.index("high")] = ""
    out = io.StringIO()
    csv.writer(out).writerows([header, row])
    (folder / "parameters.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    lines, values = verdict(lambda: load("parameters", path=folder))
    assert verdict(lambda: check_tables(folder))[0] == lines
    plain = text.strip(" \u00a0")
    if lines:
        (line,) = lines
        assert line.startswith("parameters.csv, line 2, column value: ")
        assert not plain.removeprefix("-").replace(".", "", 1).isdecimal() or not plain.isascii() or (
            plain.strip("-")[:1] == "." or plain[-1:] == "."
        )  # fmt: skip
    else:
        assert plain.isascii()
        assert values.value.tolist() == [float(Decimal(plain))]
