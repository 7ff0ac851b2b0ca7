"""What stands where a table should and is none: a pipe, a device, a folder, a link, far too much."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from guidekit.exposure import journeys
from guidekit.paths import course_folder
from guidekit.tables import TableError, check_tables, load
from guidekit.tables.csvfile import MOST_BYTES, MOST_ROWS, read_csv

PEAK = 500  # MB, of which pandas and the course take 80


def pipe(path):
    os.mkfifo(path)


def socket(path):
    from socket import AF_UNIX, socket

    socket(AF_UNIX).bind(str(path))


def sparse(path):
    with path.open("wb") as file:
        file.truncate(2 << 30)


ODD = {
    "a folder": (lambda path: path.mkdir(), "it is a folder; allowed: a file"),
    "a pipe": (pipe, "it is a pipe; allowed: a file"),
    "a socket": (socket, "it is a socket; allowed: a file"),
    "a device without an end": (lambda path: path.symlink_to("/dev/zero"), "it is a device; allowed: a file"),
    "a link to nowhere": (
        lambda path: path.symlink_to("nowhere.csv"), "it is a link to a file that is not there; allowed:",
    ),
    "a link to itself": (lambda path: path.symlink_to(path.name), "it cannot be read (Too many levels of"),
    "two gigabytes": (sparse, "it has 2,147,483,648 bytes; allowed: at most 16,777,216"),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("case", ODD)
def test_what_is_no_file_is_told_at_once(case, tmp_path):
    make, told = ODD[case]
    make(tmp_path / "facts.csv")
    for ask in (lambda: check_tables(tmp_path), lambda: load("facts", path=tmp_path)):
        with pytest.raises(TableError) as error:
            ask()
        assert str(error.value).startswith(f"facts.csv: {told}")
        assert "\n" not in str(error.value)


def test_parties_that_cannot_be_read_are_not_passed_over(tmp_path):
    (tmp_path / "journeys.csv").write_bytes((course_folder("data") / "journeys.csv").read_bytes())
    (tmp_path / "parties.csv").symlink_to("nowhere")
    with pytest.raises(TableError, match=r"^parties\.csv: it is a link to a file that is not there"):
        journeys(tmp_path)


def test_a_file_that_may_not_be_read_is_told_with_its_cause(tmp_path, monkeypatch):
    def refuse(path, most):
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "facts.csv").touch()
    monkeypatch.setattr("guidekit.tables.csvfile.read_small", refuse)  # root may read everything
    with pytest.raises(
        TableError, match=r"^facts\.csv: it cannot be read \(Permission denied\); allowed: "
    ) as error:
        check_tables(tmp_path)
    assert error.value.__cause__.filename == str(tmp_path / "facts.csv")


def test_a_name_with_a_line_break_is_told_in_one_line(tmp_path):
    for name in ("a\nb.csv", "a\0b.csv"):
        with pytest.raises(TableError, match=r"^a\\(n|x00)b\.csv: [^\n]+$"):
            read_csv(tmp_path / name)


def test_as_many_rows_as_are_allowed_are_loaded_and_one_more_is_refused(tmp_path):
    row = "id,value\n" + "x,1\n" * MOST_ROWS
    (tmp_path / "a.csv").write_text(row, encoding="utf-8")
    assert len(read_csv(tmp_path / "a.csv").rows) == MOST_ROWS
    (tmp_path / "a.csv").write_text(row + "y,2\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"^a\.csv, line 50002: it has too many rows; allowed: 50,000$"):
        read_csv(tmp_path / "a.csv")


BIG = {  # what takes most room for its size, and what is said
    "a million rows": ("head + b'messenger,attribute,value\\n' * 1_000_000", "it has 26,000,"),
    "a million short rows": ("head + b'a,b\\n' * 1_000_000", "line 50002: it has too many rows"),
    "nothing but commas": ("b',' * MOST_BYTES", "line 1: the file is empty"),
    "nothing but quotes": ("b'\"' * MOST_BYTES", "line 1: a cell is longer than any text"),
    "wrong cells only": ("head + b'x y,x y,,,x,x,x,x,x,x,x,\\n' * 50_000", "(and 49,999 more like it)"),
}
SCRIPT = """
import sys
from pathlib import Path
from guidekit.tables import TableError, load
from guidekit.tables.csvfile import MOST_BYTES
from guidekit.tables.layouts import LAYOUTS
folder = Path(sys.argv[1])
head = ",".join(LAYOUTS["facts"]).encode() + b"\\n"
with (folder / "facts.csv").open("wb") as file:
    file.write({content})
try:
    load("facts", path=folder)
except TableError as error:
    print(error)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) // 1024)  # `ru_maxrss` would count the tests that started this
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak in this way")
@pytest.mark.parametrize("case", BIG)
def test_a_huge_table_is_refused_in_little_memory(case, tmp_path):
    content, told = BIG[case]
    code = SCRIPT.format(content=content)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    *lines, peak = done.stdout.splitlines()
    assert told in lines[0]
    assert len(lines) < 10
    assert int(peak) < PEAK
    assert MOST_BYTES <= 16 << 20
